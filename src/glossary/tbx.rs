//! Glossaries in TBX: ISO 30042 of 2008 and 2019, dialects Core, Min and Basic, styles DCA and DCT.
//!
//! Style DCA names what an element holds in its attribute `type`, style DCT by the name of the element; both are read
//! alike. Entities of the file's own are refused rather than resolved, and elements may not lie deeper than
//! [`DEEPEST`].

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::read::GlossaryError;
use super::{Concept, Status, Term, Where, columns};

/// How deep elements may lie; TBX needs a dozen levels.
const DEEPEST: usize = 64;
/// The longest text of one element, in bytes.
const LONGEST: usize = 20_000;

/// Reads a termbase.
pub(super) fn read(text: &str) -> Result<Vec<Concept>, GlossaryError> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut termbase = Termbase::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let line = match &event {
            Ok(_) => lines.of(at),
            Err(_) => lines.of(usize::try_from(reader.error_position()).unwrap_or(usize::MAX)),
        };
        let event = event.map_err(|error| GlossaryError::new(line, format!("this is no sound XML: {error}")))?;
        match event {
            Event::Start(element) => termbase.open(&element, line)?,
            Event::Empty(element) => {
                termbase.open(&element, line)?;
                termbase.close(line)?;
            }
            Event::End(_) => termbase.close(line)?,
            Event::Text(text) => termbase.say(&text.xml10_content(), line)?,
            Event::CData(text) => termbase.say(&text.xml10_content(), line)?,
            Event::GeneralRef(entity) => {
                let unknown = || {
                    let message = format!("the entity &{}; is not resolved; write what it stands for", &*entity);
                    GlossaryError::new(line, message)
                };
                match entity.resolve_char_ref().map_err(|_| unknown())? {
                    Some(character) => termbase.say(character.encode_utf8(&mut [0; 4]), line)?,
                    None => termbase.say(resolve_predefined_entity(&entity).ok_or_else(unknown)?, line)?,
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !termbase.open.is_empty() {
        return Err(GlossaryError::new(lines.of(text.len()), "the file ends within an element; is it cut off?"));
    }
    if !termbase.is_tbx {
        return Err(GlossaryError::new(1, "there is no entry in it; a TBX file holds <termEntry> or <conceptEntry> elements"));
    }
    Ok(termbase.concepts)
}

/// Counts lines on the way, so that no part of the text is counted twice.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, byte: usize) -> usize {
        let passed = self.text.as_bytes().get(self.at..byte.min(self.text.len())).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.at = self.at.max(byte.min(self.text.len()));
        self.line
    }
}

/// What the text of an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Term,
    Status,
    PartOfSpeech,
    CaseSensitive,
    Domain,
    Note,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: String,
    held: Option<Held>,
}

#[derive(Debug, Default)]
struct Termbase {
    concepts: Vec<Concept>,
    is_tbx: bool,
    open: Vec<Open>,
    /// The text of the outermost element that holds something.
    said: String,
    language: Option<String>,
    /// The term that is being read, and its line.
    term: Option<(Term, usize)>,
}

impl Termbase {
    fn open(&mut self, element: &BytesStart<'_>, line: usize) -> Result<(), GlossaryError> {
        if self.open.len() >= DEEPEST {
            return Err(GlossaryError::new(line, format!("elements lie more than {DEEPEST} deep; TBX has no such depth")));
        }
        let name = element.local_name().as_ref().to_owned();
        let attribute = |wanted: &str| -> Result<Option<String>, GlossaryError> {
            let found = element
                .try_get_attribute(wanted)
                .map_err(|error| GlossaryError::new(line, format!("the attributes of <{name}> cannot be read: {error}")))?;
            let value =
                found.map(|found| found.normalized_value(XmlVersion::Implicit1_0).map(std::borrow::Cow::into_owned)).transpose();
            value.map_err(|error| GlossaryError::new(line, format!("the attribute {wanted} of <{name}> cannot be read: {error}")))
        };
        match name.as_str() {
            "termEntry" | "conceptEntry" => {
                self.is_tbx = true;
                self.concepts.push(Concept { line, ..Concept::default() });
            }
            "langSet" | "langSec" if self.is_tbx => {
                let tag = attribute("xml:lang")?.or(attribute("lang")?);
                let missing = || GlossaryError::new(line, format!("<{name}> does not say its language; add xml:lang"));
                self.language = Some(tag.filter(|tag| !tag.trim().is_empty()).ok_or_else(missing)?);
            }
            "tig" | "ntig" | "termSec" => self.begin_term(line)?,
            _ => {}
        }
        let kind = match name.as_str() {
            "termNote" | "descrip" | "admin" => attribute("type")?.unwrap_or_default(),
            other => other.to_owned(),
        };
        let inside = self.open.iter().any(|open| open.held.is_some());
        let held = if inside || self.concepts.is_empty() { None } else { held(&kind) };
        if held == Some(Held::Term) && self.term.is_none() {
            self.begin_term(line)?;
        }
        if held.is_some() {
            self.said.clear();
        }
        self.open.push(Open { name, held });
        Ok(())
    }

    fn begin_term(&mut self, line: usize) -> Result<(), GlossaryError> {
        let Some(tag) = &self.language else {
            return Err(GlossaryError::new(
                line,
                "a term stands outside of any language; put it into a <langSec xml:lang=\"…\">",
            ));
        };
        let place = Where::Language(tag.clone());
        self.term = Some((Term { place, forms: Vec::new(), status: Status::Preferred, case_sensitive: false }, line));
        Ok(())
    }

    fn say(&mut self, text: &str, line: usize) -> Result<(), GlossaryError> {
        if self.open.iter().any(|open| open.held.is_some()) {
            if self.said.len() + text.len() > LONGEST {
                return Err(GlossaryError::new(line, format!("an element holds more than {LONGEST} bytes of text; shorten it")));
            }
            self.said.push_str(text);
        }
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), GlossaryError> {
        let Some(element) = self.open.pop() else { return Ok(()) };
        if let Some(held) = element.held {
            let said = self.said.split_whitespace().collect::<Vec<_>>().join(" ");
            self.hold(held, said, line)?;
        }
        match element.name.as_str() {
            "tig" | "ntig" | "termSec" => self.end_term(),
            // A term without an element of its own around it.
            "langSet" | "langSec" => {
                self.end_term();
                self.language = None;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_term(&mut self) {
        if let Some((term, _)) = self.term.take().filter(|(term, _)| !term.forms.is_empty())
            && let Some(concept) = self.concepts.last_mut()
        {
            concept.terms.push(term);
        }
    }

    fn hold(&mut self, held: Held, said: String, line: usize) -> Result<(), GlossaryError> {
        let Some(concept) = self.concepts.last_mut() else { return Ok(()) };
        let term = self.term.as_mut().map(|(term, _)| term);
        match (held, term) {
            (_, _) if said.is_empty() => {}
            (Held::Term, Some(term)) => term.forms.push(said),
            (Held::Status, Some(term)) => term.status = columns::status(&said, line)?,
            (Held::CaseSensitive, Some(term)) => term.case_sensitive = columns::yes(&said, line)?,
            (Held::PartOfSpeech, _) => concept.part_of_speech = said,
            (Held::Domain, _) => concept.domains.push(said),
            (Held::Note, _) if concept.note.is_empty() => concept.note = said,
            _ => {}
        }
        Ok(())
    }
}

/// What an element of that type (style DCA) or name (style DCT) holds.
fn held(kind: &str) -> Option<Held> {
    match kind {
        "term" => Some(Held::Term),
        "administrativeStatus" | "normativeAuthorization" => Some(Held::Status),
        "partOfSpeech" => Some(Held::PartOfSpeech),
        "caseSensitive" | "case-sensitive" => Some(Held::CaseSensitive),
        "subjectField" => Some(Held::Domain),
        "note" => Some(Held::Note),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DCA: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="c1"><descrip type="subjectField">climate</descrip>
<langSet xml:lang="zh"><tig><term>碳中和</term></tig></langSet>
<langSet xml:lang="en">
<tig><term>carbon <hi>neutrality</hi></term><termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<ntig><termGrp><term>carbon balance &amp; more</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
</langSet></termEntry></body></text></martif>"#;

    const DCT: &str = r#"<tbx style="dct" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://x" xmlns:basic="http://y">
<text><body><conceptEntry id="c1"><min:subjectField>climate</min:subjectField>
<langSec xml:lang="zh-CN"><termSec><term>碳中和</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>carbon neutrality</term><min:partOfSpeech>noun</min:partOfSpeech>
<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"#;

    #[test]
    fn both_styles_give_the_same_concepts() {
        let concepts = read(DCA).expect("a sound termbase");
        assert_eq!(concepts.len(), 1);
        let terms: Vec<_> = concepts[0].terms.iter().map(|term| (term.forms[0].as_str(), term.status)).collect();
        let expected = [
            ("碳中和", Status::Preferred),
            ("carbon neutrality", Status::Preferred),
            ("carbon balance & more", Status::Forbidden),
        ];
        assert_eq!(terms, expected);
        assert_eq!((concepts[0].domains.as_slice(), concepts[0].line), (&["climate".to_owned()][..], 4));
        let concepts = read(DCT).expect("a sound termbase");
        assert_eq!(concepts[0].terms[1].status, Status::Admitted);
        assert_eq!(concepts[0].part_of_speech, "noun");
        assert_eq!(concepts[0].domains, ["climate"]);
    }

    #[test]
    fn hostile_files_are_refused_with_their_line() {
        let error = |text: &str| read(text).expect_err("a fault").to_string();
        let bomb = "<!DOCTYPE tbx [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n<tbx><conceptEntry><langSec xml:lang=\"zh\"><term>&b;</term>\
                    </langSec></conceptEntry></tbx>";
        assert_eq!(error(bomb), "line 2: the entity &b; is not resolved; write what it stands for");
        assert!(error(&"<a>".repeat(100_000)).contains("64 deep"));
        let long = format!("<tbx><conceptEntry><langSec xml:lang=\"zh\"><term>{}</term>", "x".repeat(30_000));
        assert!(error(&long).contains("20000 bytes"), "{}", error(&long));
        assert!(error("<tbx><conceptEntry>").contains("ends within an element"));
        assert!(error("<tbx>\n</tbax>").starts_with("line 2: this is no sound XML"), "{}", error("<tbx>\n</tbax>"));
        assert!(error("<tbx>\n<conceptEntry>\n<langSec>").starts_with("line 3: <langSec> does not say its language"));
        assert!(error("<html></html>").contains("there is no entry"));
        assert!(error("<tbx><conceptEntry><term>x</term></conceptEntry></tbx>").contains("outside of any language"));
    }
}
