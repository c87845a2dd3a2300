//! A text as it is taken out of a file, piece by piece.

use super::{FormatError, MOST_UNITS, Origin, Places, Run};
use crate::text::Span;

/// A text that was taken out of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extracted {
    /// The words, blocks parted by blank lines.
    pub text: String,
    /// Where they stand in the file.
    pub origin: Origin,
    /// The comments of the file.
    pub comments: Vec<Comment>,
    /// What the file holds besides sentences.
    pub structure: Structure,
    /// The cues of subtitles.
    pub cues: Vec<Cue>,
}

impl Extracted {
    /// A text that is the whole of its file.
    #[must_use]
    pub fn whole(text: String, lead: u32) -> Self {
        Self { text, origin: Origin::whole(lead), ..Self::default() }
    }
}

/// A comment of a format that has such: words for people who work on the file, not for its readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands in the file, with its signs; without a byte order mark.
    pub span: Span,
    /// Its words, without the signs that begin and end it and the blanks around them.
    pub text: String,
    /// The byte of the text that it stands before.
    pub at: u32,
}

/// When words are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// The words in the text.
    pub text: Span,
    /// When they appear, in milliseconds.
    pub from: u64,
    /// When they go.
    pub to: u64,
}

/// What a file holds besides sentences, in the order of the file.
pub type Structure = Vec<(Element, Span)>;

/// A part of a file that a rendering should have as well; its place is one in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A heading of this level, 1 the highest.
    Heading(u8),
    /// A block of code.
    Code {
        /// The language that the file names, in lower case; empty where it names none.
        language: String,
        /// The code as it stands.
        text: String,
    },
    /// Code within a sentence.
    InlineCode(String),
    /// What a link leads to.
    Link(String),
    /// Where an image lies.
    Image(String),
    /// A table of so many columns.
    Table(usize),
    /// A formula.
    Formula(String),
    /// A tag or a placeholder that stands among the words as an element of its own, by what it is known by.
    Tag(String),
}

/// Takes a text out of a file of text, keeping the way back.
#[derive(Debug)]
pub struct Extractor<'a> {
    file: &'a str,
    text: String,
    places: Places,
    /// Whether what comes next begins a block.
    parted: bool,
    /// The unit that what comes next stands in.
    unit: Option<Box<str>>,
    comments: Vec<Comment>,
    structure: Structure,
    cues: Vec<Cue>,
}

impl<'a> Extractor<'a> {
    /// Begins to read `file`, which is without a byte order mark.
    #[must_use]
    pub fn new(file: &'a str) -> Self {
        Self {
            file,
            text: String::new(),
            places: Places::default(),
            parted: false,
            unit: None,
            comments: Vec::new(),
            structure: Vec::new(),
            cues: Vec::new(),
        }
    }

    /// The file that is read.
    #[must_use]
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// How long the text is so far, with the line ends that part the next block.
    #[must_use]
    pub fn at(&self) -> u32 {
        let next = self.text.len() + if self.parted && !self.text.is_empty() { 2 } else { 0 };
        u32::try_from(next).unwrap_or(u32::MAX)
    }

    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Ends a block: what comes next stands in a paragraph of its own.
    pub fn part(&mut self) {
        self.parted = true;
    }

    /// Whether nothing has been added since the last block ended.
    #[must_use]
    pub fn is_parted(&self) -> bool {
        self.parted || self.text.is_empty()
    }

    /// Adds the bytes of the file at `span` as they are.
    pub fn copy(&mut self, span: Span) {
        let words = span.of(self.file);
        self.add(words, span);
    }

    /// Adds `words`, which stand for the bytes of the file at `span`.
    pub fn add(&mut self, words: &str, span: Span) {
        if words.is_empty() {
            return;
        }
        self.begin();
        let start = self.text.len();
        self.text.push_str(words);
        self.places.push(Run { text: Span::new(start, self.text.len()), file: span });
    }

    /// Adds white space that the file does not hold, within a block.
    pub fn gap(&mut self, blank: &str) {
        if !self.is_parted() {
            self.text.push_str(blank);
        }
    }

    /// What follows stands in the unit `name`, which parts it from what stood before.
    pub fn unit(&mut self, name: &str) {
        self.part();
        self.unit = Some(name.into());
    }

    /// Adds a comment that stands at `span` of the file.
    pub fn comment(&mut self, text: &str, span: Span) {
        let at = self.at();
        self.comments.push(Comment { span, text: text.trim().to_owned(), at });
    }

    /// Adds an element that stands at `span` of the file.
    pub fn element(&mut self, element: Element, span: Span) {
        self.structure.push((element, span));
    }

    /// The words from byte `start` of the text on are shown from one time to another.
    pub fn cue(&mut self, start: u32, from: u64, to: u64) {
        self.cues.push(Cue { text: Span::new(start as usize, self.text.len()), from, to });
    }

    fn begin(&mut self) {
        if std::mem::take(&mut self.parted) && !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        if let Some(name) = self.unit.take() {
            self.places.push_unit(u32::try_from(self.text.len()).unwrap_or(u32::MAX), &name);
        }
    }

    /// The text, which began `lead` bytes into its file.
    #[must_use]
    pub fn finish(self, lead: u32) -> Extracted {
        let Self { file, text, places, comments, structure, cues, .. } = self;
        Extracted { text, origin: Origin::parts(file, lead, places), comments, structure, cues }
    }
}

/// Takes a text out of a file whose bytes mean nothing to a person, by units that have names.
///
/// Lines count units: reports show the unit, its number as the line, and the column in it.
#[derive(Debug, Default)]
pub struct Listing {
    text: String,
    list: String,
    places: Places,
    units: usize,
    comments: Vec<Comment>,
    structure: Structure,
}

impl Listing {
    /// Adds a unit with its words, and gives the byte of the text that they begin at; one without words is left out. A line
    /// end within the words parts paragraphs or goes on, as in any text.
    ///
    /// # Errors
    ///
    /// [`FormatError::TooMuch`] from [`MOST_UNITS`] units on, or where offsets would not fit.
    pub fn add(&mut self, name: &str, words: &str) -> Result<Option<u32>, FormatError> {
        let words = words.trim();
        if words.is_empty() {
            return Ok(None);
        }
        self.units += 1;
        if self.units > MOST_UNITS {
            return Err(FormatError::TooMuch(format!("it holds more than {MOST_UNITS} paragraphs or cells")));
        }
        if self.text.len() as u64 + words.len() as u64 + 2 > u64::from(u32::MAX) {
            return Err(FormatError::TooMuch("its text is longer than 4 GiB".to_owned()));
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.list.push('\n');
        }
        let (text, list) = (self.text.len(), self.list.len());
        self.text.push_str(words);
        self.list.extend(words.chars().map(|character| if matches!(character, '\n' | '\r') { ' ' } else { character }));
        self.places.push_unit(u32::try_from(text).unwrap_or(u32::MAX), name);
        let run = Run { text: Span::new(text, self.text.len()), file: Span::new(list, self.list.len()) };
        self.places.push(run);
        Ok(Some(run.text.start))
    }

    /// How long the text is so far.
    #[must_use]
    pub fn at(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// Where the words of the last unit stand in the list.
    #[must_use]
    pub fn last(&self) -> Span {
        self.places.runs().last().map_or_else(Span::default, |run| run.file)
    }

    /// Adds an element at the words of `span` of the text.
    pub fn element(&mut self, element: Element, span: Span) {
        self.structure.push((element, span));
    }

    /// Adds a comment that stands before what is added next.
    pub fn comment(&mut self, text: &str) {
        let at = if self.text.is_empty() { 0 } else { self.at().saturating_add(2) };
        let span = Span::at(self.list.len());
        self.comments.push(Comment { span, text: text.trim().to_owned(), at });
    }

    /// How many units it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units == 0
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> Extracted {
        let Self { text, list, places, comments, structure, .. } = self;
        Extracted { text, origin: Origin::parts(list, 0, places), comments, structure, cues: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_parted_and_found_again() {
        let file = "# A&amp;B\n\ntwo";
        let mut extractor = Extractor::new(file);
        extractor.copy(Span::new(2, 3));
        extractor.add("&", Span::new(3, 8));
        extractor.copy(Span::new(8, 9));
        extractor.part();
        extractor.copy(Span::new(11, 14));
        let extracted = extractor.finish(3);
        assert_eq!(extracted.text, "A&B\n\ntwo");
        assert_eq!(extracted.origin.bytes(Span::new(0, 3)), Span::new(5, 12));
        assert_eq!(extracted.origin.span(Span::new(5, 8)).of(file), "two");
    }

    #[test]
    fn a_comment_stands_before_the_words_that_follow_it() {
        let file = "one <!-- x --> two";
        let mut extractor = Extractor::new(file);
        extractor.copy(Span::new(0, 3));
        extractor.part();
        extractor.comment(" x ", Span::new(4, 14));
        extractor.copy(Span::new(15, 18));
        let extracted = extractor.finish(0);
        let comment = &extracted.comments[0];
        assert_eq!((comment.text.as_str(), &extracted.text[comment.at as usize..]), ("x", "two"));
    }

    #[test]
    fn units_of_a_listing_are_its_lines() {
        let mut listing = Listing::default();
        for (name, words) in [("A1", "one\ntwo"), ("A2", " "), ("A3", "three")] {
            listing.add(name, words).expect("few units");
        }
        assert_eq!(listing.len(), 2);
        let extracted = listing.finish();
        assert_eq!(extracted.text, "one\ntwo\n\nthree");
        assert_eq!(extracted.origin.shown(&extracted.text), "one two\nthree");
        assert_eq!((extracted.origin.unit(9), extracted.origin.span(Span::new(9, 14))), (Some("A3"), Span::new(8, 13)));
    }
}
