//! The words of one side of a unit as they are gathered from the file.

use crate::format::Run;
use crate::mention::placeholder::placeholders;
use crate::text::Span;

/// Stands between two words or digits that only a tag parts.
const PARTED: char = '\u{FFFC}';

/// The words of one side of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// The words, without tags.
    pub text: String,
    /// Where they stand in the file.
    pub runs: Vec<Run>,
    /// Tags that stand in the file as elements: the words that they hold, and what both sides know them by.
    pub codes: Vec<(Span, String)>,
    /// Where the side begins in the file, for one that has no words.
    pub start: u32,
    /// Whether a tag stands after the last words.
    parted: bool,
}

impl Content {
    /// The side that begins at byte `start` of the file.
    #[must_use]
    pub fn at(start: usize) -> Self {
        Self { start: Span::at(start).start, ..Self::default() }
    }

    /// Adds `words` for what the file has at `span`.
    pub fn add(&mut self, words: &str, span: Span) {
        let touches = |last: Option<char>| last.is_some_and(char::is_alphanumeric);
        if std::mem::take(&mut self.parted) && touches(self.text.chars().next_back()) && touches(words.chars().next()) {
            self.text.push(PARTED);
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.runs.push(Run { text: Span::new(start, self.text.len()), file: span });
    }

    /// Adds a tag that stands alone, at `span` of the file: as words where it stands for some, such as `{name}` or the
    /// end of a line. `known_by` is what both sides know it by, where they do.
    pub fn add_code(&mut self, code: &str, span: Span, known_by: Option<String>) {
        let start = self.text.len();
        let markup = code.is_empty() || code.contains('<');
        let line_break = code.starts_with("<br") || code.starts_with("\\n") || code == "\n";
        if line_break {
            self.add("\n", span);
        } else if markup {
            self.parted = true;
        } else {
            self.parted = true;
            self.add(code, span);
        }
        // The ends of lines may fall elsewhere, and placeholders are compared by their words.
        let compared = !line_break && (markup || placeholders(code).found.is_empty());
        if let (Some(known_by), true) = (known_by, compared) {
            self.codes.push((Span::new(start, self.text.len()), known_by));
        }
    }

    /// Adds the beginning of a tag that holds words.
    pub fn open_tag(&mut self, known_by: Option<String>) {
        self.codes.extend(known_by.map(|known_by| (Span::at(self.text.len()), known_by)));
    }

    /// Adds the end of a tag that holds words.
    pub fn close_tag(&mut self, known_by: Option<&str>) {
        let end = Span::at(self.text.len()).end;
        if let Some((span, _)) = self.codes.iter_mut().rev().find(|(_, code)| Some(code.as_str()) == known_by) {
            span.end = end;
        }
    }

    /// Whether there are words in it.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_alone_parts_words_and_one_that_holds_words_does_not() {
        let mut content = Content::default();
        content.add("3", Span::new(0, 1));
        content.add_code("<x/>", Span::new(1, 5), Some("<x>".to_owned()));
        content.add("5 b", Span::new(5, 8));
        content.open_tag(Some("<i>".to_owned()));
        content.add("old", Span::new(11, 14));
        content.close_tag(Some("<i>"));
        content.add_code("{n}", Span::new(14, 20), Some("<n>".to_owned()));
        assert_eq!(content.text, "3\u{FFFC}5 bold{n}");
        // The placeholder is compared by its words.
        let codes: Vec<_> = content.codes.iter().map(|(span, code)| (span.of(&content.text), code.as_str())).collect();
        assert_eq!(codes, [("", "<x>"), ("old", "<i>")]);
    }
}
