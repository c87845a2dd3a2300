//! Reading glossaries, whatever format they are in.

use super::{Concept, Glossary, table, tbx};

/// The longest term, in characters: what is longer is a sentence, or a cell whose quotation mark was left open.
pub const LONGEST_TERM: usize = 200;

/// Why a glossary cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct GlossaryError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there and what should stand there.
    pub message: String,
}

impl GlossaryError {
    pub(super) fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

impl Glossary {
    /// Adds the glossary `text`, which `name` names; the ending of the name tells its format, else the text itself.
    ///
    /// # Errors
    ///
    /// [`GlossaryError`] names the line and the cure.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), GlossaryError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let is_xml = text.trim_start().starts_with('<');
        let mut concepts = match ending.as_str() {
            "tbx" | "xml" => tbx::read(text)?,
            _ if is_xml => tbx::read(text)?,
            "csv" => table::read(text, table::Kind::Commas)?,
            "tsv" | "tab" => table::read(text, table::Kind::Tabs)?,
            _ if text.lines().next().is_some_and(|line| line.contains('\t')) => table::read(text, table::Kind::Tabs)?,
            _ => table::read(text, table::Kind::Commas)?,
        };
        for concept in &concepts {
            checked(concept)?;
        }
        if concepts.is_empty() {
            return Err(GlossaryError::new(1, "there is no term in it; write one a line, below a line that names the columns"));
        }
        let file = self.files.len();
        concepts.iter_mut().for_each(|concept| concept.file = file);
        self.files.push(name.to_owned());
        self.concepts.append(&mut concepts);
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
        Ok(())
    }
}

/// Refuses terms that cannot be looked for.
fn checked(concept: &Concept) -> Result<(), GlossaryError> {
    for form in concept.terms.iter().flat_map(|term| &term.forms) {
        if form.chars().nth(LONGEST_TERM).is_some() {
            let beginning: String = form.chars().take(20).collect();
            let message = format!(
                "the term that begins “{beginning}” has more than {LONGEST_TERM} characters; \
                 close the quotation mark of its cell, or shorten it"
            );
            return Err(GlossaryError::new(concept.line, message));
        }
        if !form.chars().any(char::is_alphanumeric) {
            return Err(GlossaryError::new(concept.line, format!("“{form}” has neither letter nor digit; write a term")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(name: &str, text: &str) -> String {
        Glossary::default().add(name, text).expect_err("a glossary that cannot be read").to_string()
    }

    #[test]
    fn the_format_is_told_by_the_name_or_by_the_text() {
        let table = "source\ttarget\n碳中和\tcarbon neutrality\n";
        let termbase = "<tbx><text><body><conceptEntry><langSec xml:lang=\"zh\"><termSec><term>碳中和</term></termSec></langSec>\
                        </conceptEntry></body></text></tbx>";
        for (name, text) in [
            ("a.tsv", table),
            ("a.txt", table),
            ("a.csv", "source;target\n碳中和;carbon neutrality\n"),
            ("a", "\u{FEFF}source,target\n碳中和,carbon neutrality\n"),
            ("a.tbx", termbase),
            ("a", termbase),
        ] {
            let mut glossary = Glossary::default();
            glossary.add(name, text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(glossary.concepts().len(), 1, "{name}");
            assert_eq!(glossary.concepts()[0].terms[0].forms, ["碳中和"], "{name}");
        }
    }

    #[test]
    fn what_cannot_be_a_term_is_refused_with_its_line() {
        assert!(error("a.tsv", "source\ttarget\n碳中和\t—\n").starts_with("line 2: “—” has neither"));
        let open = format!("source,target\n碳中和,\"carbon\n{}\n", "and so on,\n".repeat(40));
        assert!(error("a.csv", &open).starts_with("line 2: the term that begins “carbon"), "{}", error("a.csv", &open));
        assert!(error("a.tsv", "source\ttarget\n").contains("there is no term"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\PC|[\n\t,;\"|<>/&] |<term>|<tbx>|source|target){0,80}") {
            for name in ["a.tsv", "a.csv", "a.tbx", "a"] {
                let _ = Glossary::default().add(name, &text);
            }
        }
    }
}
