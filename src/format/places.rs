//! From the bytes of a text to those of the file that it was taken from.

use crate::text::Span;

/// A stretch of the text and the stretch of the file that it stands for.
///
/// Where both are of the same length they are the same bytes; else the one stands for the other as a whole,
/// as a character does for `&amp;`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The stretch of the text.
    pub text: Span,
    /// The stretch of the file.
    pub file: Span,
}

impl Run {
    /// Whether the text was taken over byte by byte.
    #[must_use]
    pub fn is_copied(&self) -> bool {
        self.text.len() == self.file.len()
    }
}

/// Where the words of a text stand in its file: by bytes, by units (a cell, a paragraph of a word processor, a
/// translation unit), or by both.
///
/// Made by adding runs and units in the order of the text. What no run covers was put in between: the line
/// ends that part blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    runs: Vec<Run>,
    /// From which byte of the text on the words stand in which unit.
    units: Vec<(u32, Box<str>)>,
}

impl Places {
    /// Adds a run that follows all others in the text; one that continues the last becomes part of it.
    pub fn push(&mut self, run: Run) {
        if run.text.is_empty() {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.is_copied()
            && run.is_copied()
            && last.text.end == run.text.start
            && last.file.end == run.file.start
        {
            (last.text.end, last.file.end) = (run.text.end, run.file.end);
            return;
        }
        self.runs.push(run);
    }

    /// From byte `text` of the text on, which comes after all units before, the words stand in the unit `name`.
    pub fn push_unit(&mut self, text: u32, name: &str) {
        self.units.push((text, name.into()));
    }

    /// The runs in the order of the text.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The name of the unit that a byte of the text stands in, where the format has units.
    #[must_use]
    pub fn unit(&self, byte: u32) -> Option<&str> {
        let after = self.units.partition_point(|(start, _)| *start <= byte);
        self.units.get(after.checked_sub(1)?).map(|(_, name)| &**name)
    }

    /// Where the words at `span` stand in the file, from the first to the last, markup between them included.
    ///
    /// An empty span, a place where words are missing, stands right behind the words before it.
    #[must_use]
    pub fn file(&self, span: Span) -> Span {
        if span.is_empty() {
            let place = self.end(span.start);
            return Span { start: place, end: place };
        }
        let start = self.start(span.start);
        Span { start, end: self.end(span.end).max(start) }
    }

    /// The byte of the file at which the character at `byte` of the text begins.
    fn start(&self, byte: u32) -> u32 {
        match self.runs.get(self.runs.partition_point(|run| run.text.end <= byte)) {
            Some(run) if run.is_copied() => run.file.start + byte.saturating_sub(run.text.start),
            Some(run) => run.file.start,
            None => self.runs.last().map_or(0, |run| run.file.end),
        }
    }

    /// The byte of the file at which the character before `byte` of the text ends.
    fn end(&self, byte: u32) -> u32 {
        let before = self.runs.partition_point(|run| run.text.start < byte);
        match before.checked_sub(1).and_then(|at| self.runs.get(at)) {
            Some(run) if run.is_copied() => run.file.start + byte.min(run.text.end) - run.text.start,
            Some(run) => run.file.end,
            None => self.runs.first().map_or(0, |run| run.file.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `A&amp;B <b>c</b>` read as `A&B c`, and `d` in a block of its own.
    fn places() -> Places {
        let mut places = Places::default();
        for (text, file) in [((0, 1), (3, 4)), ((1, 2), (4, 9)), ((2, 4), (9, 11)), ((4, 5), (14, 15)), ((7, 8), (30, 31))] {
            places.push(Run { text: Span::new(text.0, text.1), file: Span::new(file.0, file.1) });
        }
        places
    }

    #[test]
    fn words_are_found_again_with_the_markup_between_them() {
        let places = places();
        assert_eq!(places.file(Span::new(0, 5)), Span::new(3, 15));
        assert_eq!(places.file(Span::new(1, 2)), Span::new(4, 9));
        assert_eq!(places.file(Span::new(2, 3)), Span::new(9, 10));
        assert_eq!(places.file(Span::new(4, 5)), Span::new(14, 15));
        assert_eq!(places.file(Span::new(4, 8)), Span::new(14, 31));
    }

    #[test]
    fn a_place_where_words_are_missing_stands_behind_the_words_before_it() {
        let places = places();
        assert_eq!(places.file(Span::at(0)), Span::at(3));
        assert_eq!(places.file(Span::at(4)), Span::at(11));
        assert_eq!(places.file(Span::at(6)), Span::at(15));
        assert_eq!(places.file(Span::at(99)), Span::at(31));
        assert_eq!(Places::default().file(Span::new(2, 4)), Span::at(0));
    }

    #[test]
    fn runs_that_follow_each_other_on_both_sides_are_one() {
        let mut places = Places::default();
        for at in 0..100 {
            places.push(Run { text: Span::new(at, at + 1), file: Span::new(at + 5, at + 6) });
        }
        assert_eq!(places.runs().len(), 1);
    }

    #[test]
    fn a_unit_reaches_to_the_next() {
        let mut places = Places::default();
        places.push_unit(3, "A1");
        places.push_unit(9, "B1");
        let found: Vec<_> = [0, 3, 8, 9, 99].into_iter().map(|byte| places.unit(byte)).collect();
        assert_eq!(found, [None, Some("A1"), Some("A1"), Some("B1"), Some("B1")]);
    }
}
