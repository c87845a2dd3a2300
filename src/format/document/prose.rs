//! Running text as markup languages hold it: white space says little, blocks say much, and some of what stands in a
//! sentence is no words.

use super::join::between;
use crate::format::{Element, Extracted, Extractor};
use crate::text::Span;

/// Stands in a sentence for what is no words: an image, code, a formula (Unicode calls it the object replacement
/// character). A paragraph of nothing else has no sentence.
pub(super) const OBJECT: &str = "\u{FFFC}";

/// What parts the words so far from those that follow in the same block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// A blank of the file.
    Blank(Span),
    /// A line end of the file that means no more than a blank.
    Wrap,
    /// The end of a line.
    Line,
}

/// Words and the stretch of the file that they stand at.
type Words = (String, Span);

/// Writes running text to an [`Extractor`].
#[derive(Debug)]
pub(super) struct Prose<'a> {
    out: Extractor<'a>,
    gap: Gap,
    /// Words for which there is no room in a sentence, such as what an image shows: blocks of their own after this one.
    later: Vec<Vec<Words>>,
    /// Whether words go to the last of those.
    aside: bool,
}

impl<'a> Prose<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { out: Extractor::new(file), gap: Gap::None, later: Vec::new(), aside: false }
    }

    /// Where the next words will stand in the text, as far as that is known.
    pub(super) fn at(&self) -> u32 {
        self.out.at()
    }

    /// How long the text is so far.
    pub(super) fn len(&self) -> usize {
        self.out.text().len()
    }

    /// Adds words that stand at `span` of the file, where each is the same bytes or the one stands for the other as a
    /// whole. White space in them parts words.
    pub(super) fn words(&mut self, words: &str, span: Span) {
        if self.aside {
            if let Some(last) = self.later.last_mut() {
                last.push((words.to_owned(), span));
            }
            return;
        }
        if words.len() != span.len() {
            // What stands for an entity is no white space but a character: a tab or a line end was not meant.
            if words.trim_matches(is_blank).is_empty() {
                self.wrap();
            } else {
                self.piece(words, span);
            }
            return;
        }
        let place = |from: usize, to: usize| Span::new(span.start as usize + from, span.start as usize + to);
        let mut at = 0;
        while at < words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let end = at + word_run(rest);
            if end > at {
                self.piece(words.get(at..end).unwrap_or_default(), place(at, end));
            }
            let rest = words.get(end..).unwrap_or_default();
            let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
            match rest.get(..blanks) {
                Some("") | None => {}
                Some(" ") if self.gap == Gap::None => self.gap = Gap::Blank(place(end, end + 1)),
                Some(blank) if blank.contains('\n') => self.wrap(),
                Some(_) => self.wrap_or(Gap::Blank(place(end, end + 1))),
            }
            // A run of words ends at blanks; where there were none, at the end.
            at = if blanks == 0 { end.max(at + 1).max(words.len()) } else { end + blanks };
        }
    }

    fn piece(&mut self, words: &str, span: Span) {
        match std::mem::replace(&mut self.gap, Gap::None) {
            _ if self.out.is_parted() => {}
            Gap::None => {}
            Gap::Blank(span) => self.out.add(" ", span),
            Gap::Wrap => {
                let blank = between(self.out.text(), words);
                self.out.gap(blank);
            }
            Gap::Line => self.out.gap("\n"),
        }
        self.out.add(words, span);
    }

    /// A line end that means no more than a blank.
    pub(super) fn wrap(&mut self) {
        self.wrap_or(Gap::Wrap);
    }

    fn wrap_or(&mut self, gap: Gap) {
        if self.gap != Gap::Line && self.gap != Gap::Wrap {
            self.gap = gap;
        }
    }

    /// The end of a line within a block.
    pub(super) fn line(&mut self) {
        if !self.aside {
            self.gap = Gap::Line;
        }
    }

    /// Adds what is no words: it stands at `span` of the file. Gives the place of its stand-in in the text.
    pub(super) fn object(&mut self, span: Span) -> Span {
        if self.aside {
            return Span::at(self.len());
        }
        self.piece(OBJECT, span);
        Span::new(self.len() - OBJECT.len(), self.len())
    }

    /// Adds a block of what is no words.
    pub(super) fn object_block(&mut self, span: Span) -> Span {
        self.block();
        let place = self.object(span);
        self.block();
        place
    }

    /// Ends a block, and adds those that were put off until then.
    pub(super) fn block(&mut self) {
        if self.aside {
            return;
        }
        self.out.part();
        self.gap = Gap::None;
        for block in std::mem::take(&mut self.later) {
            for (words, span) in block {
                self.words(&words, span);
            }
            self.out.part();
            self.gap = Gap::None;
        }
    }

    /// From here on, up to [`aside_end`](Self::aside_end), words make a block of their own after this one.
    pub(super) fn aside(&mut self) {
        self.aside = true;
        self.later.push(Vec::new());
    }

    /// The words of this block go on.
    pub(super) fn aside_end(&mut self) {
        self.aside = false;
    }

    /// Whether words go to a block after this one.
    pub(super) fn is_aside(&self) -> bool {
        self.aside
    }

    /// Words that make a block of their own after this one.
    pub(super) fn later(&mut self, words: &str, span: Span) {
        if words.chars().any(char::is_alphabetic) {
            self.later.push(vec![(words.to_owned(), span)]);
        }
    }

    /// A comment at `span` of the file.
    pub(super) fn comment(&mut self, text: &str, span: Span) {
        self.out.comment(text, span);
    }

    /// What the words at `span` of the text are besides a sentence, or a part of one.
    pub(super) fn element(&mut self, element: Element, span: Span) {
        let text = self.out.text();
        let words = text.get(span.range()).unwrap_or_default();
        // Where a blank is due before the first word, that is known only once the word is there.
        let start = (span.start as usize).min(text.len()) + words.len() - words.trim_start().len();
        self.out.element(element, Span::new(start, start + words.trim().len()));
    }

    /// The text, which began `lead` bytes into its file.
    pub(super) fn finish(mut self, lead: u32) -> Extracted {
        self.aside = false;
        self.block();
        self.out.finish(lead)
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// How long the words are that single blanks part and no other white space does, from the start of `text`.
fn word_run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let single = byte == b' ' && at > 0 && bytes.get(at + 1).is_some_and(|next| !is_blank(char::from(*next)));
        if is_blank(char::from(byte)) && !single {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Extracted {
        let mut prose = Prose::new(file);
        prose.words(file, Span::new(0, file.len()));
        prose.finish(0)
    }

    #[test]
    fn white_space_parts_words_and_no_more() {
        for (file, text) in [
            ("one two", "one two"),
            ("  one \t two\r\n three  ", "one two three"),
            ("城中\n有人", "城中有人"),
            ("城中 有人", "城中 有人"),
            ("a\u{a0}b\u{3000}c", "a\u{a0}b\u{3000}c"),
            (" \n ", ""),
        ] {
            assert_eq!(read(file).text, text, "{file:?}");
        }
        let read = read("one\n  two");
        assert_eq!(read.origin.span(Span::new(4, 7)), Span::new(6, 9));
    }

    #[test]
    fn what_is_put_off_follows_the_block() {
        let file = "see <img alt=an-image> here";
        let mut prose = Prose::new(file);
        prose.words("see ", Span::new(0, 4));
        prose.object(Span::new(4, 22));
        prose.later("an-image", Span::new(13, 21));
        prose.words(" here", Span::new(22, 27));
        let read = prose.finish(0);
        assert_eq!(read.text, "see \u{FFFC} here\n\nan-image");
        assert_eq!(read.origin.span(Span::new(0, 7)).of(file), "see <img alt=an-image>");
    }
}
