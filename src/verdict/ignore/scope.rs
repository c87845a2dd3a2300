//! Where comments silence rules in a document.

use std::collections::HashMap;

use super::{Comment, Scope};
use crate::segment::{Document, Segment};
use crate::text::Span;
use crate::verdict::Day;

/// The comments of a text that speak to kanhe, laid against its sentences.
#[derive(Debug, Clone, Default)]
pub struct Ignores {
    comments: Vec<Comment>,
    /// The comments that reach each segment.
    by_segment: HashMap<usize, Vec<usize>>,
    /// Those that reach the whole text.
    everywhere: Vec<usize>,
    /// Where the segments begin.
    starts: Vec<u32>,
}

impl Ignores {
    /// Lays `comments`, whose places are in the text of `document`, against its segments.
    #[must_use]
    pub fn new(comments: Vec<Comment>, document: &Document) -> Self {
        let mut ignores = Self { comments, ..Self::default() };
        if ignores.comments.is_empty() {
            return ignores;
        }
        let segments = document.segments();
        ignores.starts = segments.iter().map(|segment| segment.span.start).collect();
        for (index, comment) in ignores.comments.iter().enumerate() {
            let reached = match comment.scope {
                Scope::File => {
                    ignores.everywhere.push(index);
                    continue;
                }
                Scope::Next => {
                    let first = ignores.starts.partition_point(|start| *start < comment.place.end);
                    let paragraph = segments.get(first).map(|segment| segment.paragraph);
                    let length = segments.get(first..).unwrap_or_default().iter();
                    first..first + length.take_while(|segment| Some(segment.paragraph) == paragraph).count()
                }
                Scope::Here if comment.place.is_empty() => {
                    let last = ignores.starts.partition_point(|start| *start <= comment.place.start);
                    let paragraph = last.checked_sub(1).and_then(|at| segments.get(at)).map(|segment| segment.paragraph);
                    let of_it = |segment: &&Segment| Some(segment.paragraph) == paragraph;
                    let before = segments.get(..last).unwrap_or_default().iter().rev().take_while(of_it).count();
                    let after = segments.get(last..).unwrap_or_default().iter().take_while(of_it).count();
                    last - before..last + after
                }
                Scope::Here => {
                    let last = ignores.starts.partition_point(|start| *start < comment.place.end);
                    let before = segments.get(..last).unwrap_or_default().iter().rev();
                    last - before.take_while(|segment| segment.span.end > comment.place.start).count()..last
                }
            };
            for segment in reached {
                ignores.by_segment.entry(segment).or_default().push(index);
            }
        }
        ignores
    }

    /// The comments in order.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The comments that silence `rule` at `span` on the day `today`, by their numbers.
    pub fn silencing(&self, rule: &str, span: Span, today: Day) -> Vec<usize> {
        let here = if self.by_segment.is_empty() { &[] } else { self.at(span) };
        let applies = |index: &usize| {
            self.comments
                .get(*index)
                .is_some_and(|comment| comment.rules.contains(&rule) && comment.until.is_none_or(|until| today <= until))
        };
        self.everywhere.iter().chain(here).copied().filter(applies).collect()
    }

    /// The comments that reach the segment in which `span` begins.
    fn at(&self, span: Span) -> &[usize] {
        let segment = self.starts.partition_point(|start| *start <= span.start).checked_sub(1);
        segment.and_then(|segment| self.by_segment.get(&segment)).map_or(&[], Vec::as_slice)
    }
}

/// How far it is from a comment to the words of `document` that it speaks of, in bytes: where two documents take turns in one
/// text, it speaks of the nearer one.
#[must_use]
pub fn distance(comment: &Comment, document: &Document) -> usize {
    let (segments, far) = (document.segments(), usize::MAX);
    let next = segments.partition_point(|segment| segment.span.start < comment.place.end);
    let gap = |from: u32, to: u32| to.saturating_sub(from) as usize;
    match comment.scope {
        Scope::Here => next
            .checked_sub(1)
            .and_then(|before| segments.get(before))
            .map_or(far, |segment| gap(segment.span.end, comment.place.start)),
        Scope::Next | Scope::File => segments.get(next).map_or(far, |segment| gap(comment.place.end, segment.span.start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;
    use crate::verdict::ignore::comment::lift;

    fn silenced(text: &str, words: &str, today: &str) -> bool {
        let (comments, blanked) = lift(text).expect("sound comments");
        let document = Document::new("a.txt", blanked.into_owned(), lang::find("en"));
        let start = text.find(words).expect("the words stand in the text");
        let today = today.parse().expect("a day");
        !Ignores::new(comments, &document).silencing("number-mismatch", Span::new(start, start + words.len()), today).is_empty()
    }

    const NEXT: &str = "First one.\n\n<!-- kanhe:ignore-next number-mismatch: why until=2026-06-30 -->\nSecond two. Second three.\n\nThird four.\n";

    #[test]
    fn a_comment_reaches_the_next_paragraph_and_no_further() {
        let reached = |words| silenced(NEXT, words, "2026-06-30");
        assert_eq!(["one", "two", "three", "four"].map(reached), [false, true, true, false]);
    }

    #[test]
    fn a_comment_of_a_format_reaches_the_block_that_it_stands_in() {
        let text = "First one.\n\nSecond two. Second three.\n\nThird four.";
        let (comments, _) = lift("<!-- kanhe:ignore number-mismatch: why -->").expect("a sound comment");
        let within = text.find("Second three").expect("it stands there");
        let comments = comments.into_iter().map(|comment| Comment { place: Span::at(within), ..comment }).collect();
        let ignores = Ignores::new(comments, &Document::new("a.md", text, lang::find("en")));
        let today = "2026-01-01".parse().expect("a day");
        let reached = |words| !ignores.silencing("number-mismatch", Span::at(text.find(words).expect("there")), today).is_empty();
        assert_eq!(["one", "two", "three", "four"].map(reached), [false, true, true, false]);
    }

    #[test]
    fn a_comment_holds_until_its_last_day() {
        assert!(!silenced(NEXT, "two", "2026-07-01"));
    }

    #[test]
    fn a_comment_beside_words_reaches_its_line_and_one_for_the_file_all() {
        let text = "First one.\nSecond two. <!-- kanhe:ignore number-mismatch: why -->\nThird four.\n";
        assert_eq!(["one", "two", "four"].map(|words| silenced(text, words, "2026-01-01")), [false, true, false]);
        let text = "First one.\n<!-- kanhe:ignore-file number-mismatch: why -->\n";
        assert!(silenced(text, "one", "2026-01-01"));
        assert!(!silenced(&text.replace("number", "date"), "one", "2026-01-01"));
    }
}
