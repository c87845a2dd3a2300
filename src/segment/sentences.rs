//! Walks a paragraph from stop to stop and cuts it where a sentence ends.

use super::boundary::{Stop, StopKind, ends_sentence};
use super::characters::{char_at, char_before, is_pictograph, is_uncased};
use super::rules::{Class, Rules};
use crate::lang::Language;
use crate::text::Span;

/// How far the closing mark of a title or the end of a footnote sign is looked for, in characters.
const NEAR: usize = 60;

/// The sentences of a paragraph, without the blanks around them; only white space lies between them.
///
/// Takes time in proportion to the length of the paragraph, whatever it holds.
pub(super) fn sentences(paragraph: &str, language: &'static Language) -> Vec<Span> {
    Walk::new(paragraph, Rules::of(language)).run()
}

/// What is open at a place of the paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Open {
    /// Where the last double quotation mark that is not closed yet opened.
    pub(super) quote: Option<usize>,
    /// Where the last bracket opened that is not closed yet.
    pub(super) bracket: Option<usize>,
}

struct Walk<'a> {
    text: &'a str,
    rules: &'static Rules,
    open: Open,
    /// Where the sentence begins.
    start: usize,
    /// Whether the sentence has a letter or digit yet.
    worded: bool,
    found: Vec<Span>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, rules: &'static Rules) -> Self {
        let start = text.len() - text.trim_start().len();
        Self { text, rules, open: Open::default(), start, worded: false, found: Vec::new() }
    }

    fn run(mut self) -> Vec<Span> {
        let mut at = self.start;
        while let Some(character) = char_at(self.text, at) {
            let after = at + character.len_utf8();
            at = match self.rules.class(character) {
                Some(Class::Stop | Class::StopMark | Class::Dot | Class::Mark | Class::Ellipsis) => self.stop(at),
                Some(Class::OpeningTitle) => self.title_end(after),
                Some(class) => {
                    self.note(class, at, after);
                    after
                }
                None => {
                    self.worded |= character.is_alphanumeric();
                    after
                }
            };
        }
        self.cut(self.text.len());
        self.found
    }

    /// Reads the stop at `at` with the marks that belong to it, cuts there if the sentence ends, and tells
    /// where to go on.
    fn stop(&mut self, at: usize) -> usize {
        let (kind, stop_end) = self.stop_run(at);
        let open = self.open;
        let (end, quoted, bracketed) = self.closing_marks(stop_end);
        let stop = Stop { text: self.text, sentence: self.start, span: at..stop_end, end, kind, quoted, bracketed, open };
        if self.worded && ends_sentence(&stop, self.rules) {
            self.cut(end);
        }
        end
    }

    /// The kind and the end of the run of stops at `at`; dots of omission may stand apart (`. . .`).
    fn stop_run(&self, at: usize) -> (StopKind, usize) {
        let (mut end, mut dots, mut kind) = (at, 0, StopKind::Dot);
        loop {
            let class = char_at(self.text, end).and_then(|character| Some((character, self.rules.class(character)?)));
            kind = match class {
                Some((_, Class::Stop)) => StopKind::Full,
                Some((_, Class::StopMark)) => StopKind::FullMark,
                Some((_, Class::Mark)) if !matches!(kind, StopKind::Full | StopKind::FullMark) => StopKind::Mark,
                Some((_, Class::Ellipsis)) if kind == StopKind::Dot => StopKind::Ellipsis,
                Some((_, Class::Dot)) => {
                    dots += 1;
                    if dots > 2 && kind == StopKind::Dot { StopKind::Ellipsis } else { kind }
                }
                Some((_, Class::Mark | Class::Ellipsis)) => kind,
                _ if self.text.get(end..).is_some_and(|rest| rest.starts_with(" .")) && end > at => {
                    end += 1;
                    continue;
                }
                _ => return (kind, end),
            };
            end += class.map_or(0, |(character, _)| character.len_utf8());
        }
    }

    /// The end of the closing marks, footnote signs and pictographs that belong to the stop before `at`,
    /// and whether a quotation and a bracket close among them.
    fn closing_marks(&mut self, at: usize) -> (usize, bool, bool) {
        let (mut end, mut quoted, mut bracketed) = (at, false, false);
        while let Some(character) = char_at(self.text, end) {
            let after = end + character.len_utf8();
            let class = self.rules.class(character);
            match class {
                Some(Class::ClosingQuote) => quoted = true,
                Some(Class::ClosingBracket) => bracketed = true,
                Some(Class::ClosingTitle | Class::Stop | Class::StopMark | Class::Mark | Class::Ellipsis) => {}
                Some(Class::Dot) if bracketed || quoted => {}
                Some(Class::Apostrophe) if self.is_free(after) || char_at(self.text, after).is_some_and(is_uncased) => {
                    quoted = true;
                }
                Some(Class::Quote) if self.is_free(after) || self.open.quote.is_some() => quoted = true,
                Some(Class::OpeningQuote | Class::OpeningSingle) if self.is_free(after) => quoted = true,
                _ if is_pictograph(character) || is_superscript_digit(character) => {}
                _ if character == '[' => match self.footnote_end(after) {
                    Some(close) => {
                        end = close;
                        continue;
                    }
                    None => break,
                },
                _ if character.is_whitespace() => match self.spaced_quote_end(end) {
                    Some(close) => {
                        (end, quoted, self.open.quote) = (close, true, None);
                        continue;
                    }
                    None => break,
                },
                _ => break,
            }
            match class {
                Some(Class::ClosingBracket) => self.open.bracket = None,
                Some(Class::ClosingQuote | Class::Quote | Class::OpeningQuote) => self.open.quote = None,
                _ => {}
            }
            end = after;
        }
        (end, quoted, bracketed)
    }

    /// Whether nothing that a mark could open stands at `at`: the end, a blank, or a mark that closes.
    fn is_free(&self, at: usize) -> bool {
        char_at(self.text, at).is_none_or(|character| {
            character.is_whitespace()
                || matches!(
                    self.rules.class(character),
                    Some(
                        Class::ClosingQuote
                            | Class::ClosingBracket
                            | Class::Quote
                            | Class::Apostrophe
                            | Class::Middle
                            | Class::Colon
                            | Class::Stop
                            | Class::StopMark
                            | Class::Dot
                            | Class::Mark
                    )
                )
        })
    }

    /// The end of a closing quotation mark that stands behind the single blank at `at`, as in French.
    fn spaced_quote_end(&self, at: usize) -> Option<usize> {
        let mut rest = self.text.get(at..)?.chars();
        let blank = rest.next()?;
        let mark = rest.next()?;
        let end = at + blank.len_utf8() + mark.len_utf8();
        let closes = match self.rules.class(mark)? {
            Class::ClosingQuote => self.is_free(end) || self.open.quote.is_some(),
            Class::Quote => self.is_free(end) && self.open.quote.is_some(),
            _ => false,
        };
        (closes && blank != '\n').then_some(end)
    }

    /// The end of a footnote sign such as `[12]`, whose bracket opened before `at`.
    fn footnote_end(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        (digits > 0 && rest.as_bytes().get(digits) == Some(&b']')).then_some(at + digits + 1)
    }

    /// Where the title that opened before `at` closes, if that is near; else `at`.
    fn title_end(&mut self, at: usize) -> usize {
        self.worded = true;
        let rest = self.text.get(at..).unwrap_or_default();
        rest.char_indices()
            .take(NEAR)
            .find(|&(_, character)| self.rules.class(character) == Some(Class::ClosingTitle))
            .map_or(at, |(place, _)| at + place)
    }

    /// Keeps account of what is open.
    fn note(&mut self, class: Class, at: usize, after: usize) {
        match class {
            Class::OpeningQuote => self.open.quote = Some(at),
            Class::ClosingQuote => self.open.quote = None,
            Class::OpeningBracket => self.open.bracket = Some(at),
            Class::ClosingBracket => self.open.bracket = None,
            Class::Quote => {
                let before_free = char_before(self.text, at).is_none_or(char::is_whitespace);
                let after_free = self.is_free(after);
                let opens = if before_free == after_free { self.open.quote.is_none() } else { before_free };
                self.open.quote = opens.then_some(at);
            }
            _ => {}
        }
    }

    /// Ends the sentence before `end`; one without letters and digits joins the sentence before it.
    fn cut(&mut self, end: usize) {
        let words = self.text.get(self.start..end).unwrap_or_default();
        if !words.trim().is_empty() {
            let span = Span::new(self.start, self.start + words.trim_end().len());
            match self.found.last_mut() {
                Some(last) if !self.worded => last.end = span.end,
                _ => self.found.push(span),
            }
        }
        let rest = self.text.get(end..).unwrap_or_default();
        self.start = end + (rest.len() - rest.trim_start().len());
        self.worded = false;
    }
}

fn is_superscript_digit(character: char) -> bool {
    matches!(character, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}
