//! The words of one side of a unit as they are gathered from the file.

use crate::format::Run;
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
    /// Tags and placeholders that stand in the file as elements: the place in the words, and how they are written.
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
    /// end of a line.
    pub fn add_code(&mut self, code: &str, span: Span) {
        let start = self.text.len();
        let markup = code.is_empty() || code.contains('<');
        if code.starts_with("<br") || code.starts_with("\\n") || code == "\n" {
            self.add("\n", span);
        } else if markup {
            self.parted = true;
        } else {
            self.parted = true;
            self.add(code, span);
        }
        self.codes.push((Span::new(start, self.text.len()), code.to_owned()));
    }

    /// Adds the beginning or the end of a tag that holds words.
    pub fn add_tag(&mut self, tag: &str) {
        self.codes.push((Span::at(self.text.len()), tag.to_owned()));
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
        content.add_code("<x/>", Span::new(1, 5));
        content.add("5 b", Span::new(5, 8));
        content.add_tag("<i>");
        content.add("old", Span::new(11, 14));
        content.add_code("{n}", Span::new(14, 20));
        assert_eq!(content.text, "3\u{FFFC}5 bold{n}");
        assert_eq!(content.codes.len(), 3);
    }
}
