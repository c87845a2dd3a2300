//! Beads by the numbers of lines, where each line of the texts is one sentence.

use super::{Alignment, AlignmentError, Bead};
use crate::segment::LineNumbers;

/// The beads of `alignment` with the lines of both texts for their sentences.
///
/// A blank line, which is no sentence, belongs to the bead whose lines it parts; elsewhere it stands alone in
/// a bead of full confidence. So every line stands in exactly one bead.
#[must_use]
pub fn numbered_by_line(alignment: &Alignment, source: &LineNumbers, target: &LineNumbers) -> Vec<Bead> {
    let mut beads = Vec::with_capacity(alignment.beads().len());
    let (mut from, mut to) = (Side::new(source), Side::new(target));
    for bead in alignment.beads() {
        let lines = (source.lines(&bead.source), target.lines(&bead.target));
        while let Some(line) = lines.0.as_ref().and_then(|lines| from.blank_before(lines.start)) {
            beads.push(Bead { source: line..line + 1, target: to.next..to.next, confidence: 1.0 });
        }
        while let Some(line) = lines.1.as_ref().and_then(|lines| to.blank_before(lines.start)) {
            beads.push(Bead { source: from.next..from.next, target: line..line + 1, confidence: 1.0 });
        }
        let bead = Bead { source: from.take(lines.0), target: to.take(lines.1), confidence: bead.confidence };
        beads.push(bead);
    }
    while let Some(line) = from.blank_before(usize::MAX) {
        beads.push(Bead { source: line..line + 1, target: to.next..to.next, confidence: 1.0 });
    }
    while let Some(line) = to.blank_before(usize::MAX) {
        beads.push(Bead { source: from.next..from.next, target: line..line + 1, confidence: 1.0 });
    }
    beads
}

/// The alignment of the sentences that stand on the lines of `beads`.
///
/// # Errors
///
/// [`AlignmentError`] where a sentence stands in no bead or in several.
pub fn from_line_numbers(beads: &[Bead], source: &LineNumbers, target: &LineNumbers) -> Result<Alignment, AlignmentError> {
    let beads = beads.iter().map(|bead| Bead {
        source: source.segments_on(&bead.source),
        target: target.segments_on(&bead.target),
        confidence: bead.confidence,
    });
    let beads = beads.filter(|bead| !bead.source.is_empty() || !bead.target.is_empty()).collect();
    Alignment::new(beads, source.len(), target.len())
}

/// How far the lines of a text have been given to beads.
struct Side<'a> {
    blank: std::iter::Peekable<std::slice::Iter<'a, usize>>,
    next: usize,
}

impl<'a> Side<'a> {
    fn new(lines: &'a LineNumbers) -> Self {
        Self { blank: lines.blank().iter().peekable(), next: 0 }
    }

    /// The next blank line, should it stand before `line`.
    fn blank_before(&mut self, line: usize) -> Option<usize> {
        let &blank = self.blank.next_if(|&&blank| blank < line)?;
        self.next = self.next.max(blank + 1);
        Some(blank)
    }

    /// The lines of a bead, with the blank ones among them; an empty range at its place where it has none.
    fn take(&mut self, lines: Option<std::ops::Range<usize>>) -> std::ops::Range<usize> {
        let Some(lines) = lines else { return self.next..self.next };
        while self.blank.next_if(|&&blank| blank < lines.end).is_some() {}
        self.next = self.next.max(lines.end);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::OTHER;
    use crate::segment::Document;

    fn lines(text: &str) -> LineNumbers {
        LineNumbers::of(&Document::from_lines("", text.to_owned(), &OTHER))
    }

    #[test]
    fn every_line_stands_in_one_bead_and_the_beads_are_read_again() {
        let bead = |source, target| Bead { source, target, confidence: 0.5 };
        let alignment = Alignment::new(vec![bead(0..2, 0..1), bead(2..2, 1..2)], 2, 2).expect("each sentence once");
        let (source, target) = (lines("\n甲\n\n乙\n\n"), lines("a\n\nb\n"));
        let beads = numbered_by_line(&alignment, &source, &target);
        let ranges: Vec<_> = beads.iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect();
        assert_eq!(ranges, [(0..1, 0..0), (1..4, 0..1), (4..4, 1..2), (4..4, 2..3), (4..5, 3..3)]);
        assert!(Alignment::new(beads.clone(), 5, 3).is_ok());
        assert_eq!(from_line_numbers(&beads, &source, &target), Ok(alignment));
    }

    #[test]
    fn beads_that_leave_a_sentence_out_are_refused() {
        let beads = [Bead { source: 0..1, target: 0..1, confidence: 1.0 }];
        assert!(from_line_numbers(&beads, &lines("a\n\nb\n"), &lines("a\n")).is_err());
        assert!(from_line_numbers(&beads, &lines("a\n\n"), &lines("a\n")).is_ok());
    }
}
