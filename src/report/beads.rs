//! Alignments in the notation that aligners share.

use std::fmt::Write;
use std::ops::Range;

use crate::align::{Alignment, Bead};
use crate::segment::LineNumbers;

/// A bead a line, sentences counted from 0, the confidence to three places after them: `[0, 1]:[0]:0.934`.
#[must_use]
pub fn beads(alignment: &Alignment) -> String {
    let mut text = String::new();
    for bead in alignment.beads() {
        line(&mut text, bead.source.clone(), bead.target.clone(), bead.confidence);
    }
    text
}

/// The same where each line of the texts is one sentence: sentences bear the numbers of their lines, and a
/// blank line, which renders nothing, stands alone in a bead of full confidence.
#[must_use]
pub fn beads_of_lines(alignment: &Alignment, source: &LineNumbers, target: &LineNumbers) -> String {
    let mut text = String::new();
    let mut blank = (source.blank().iter().copied().peekable(), target.blank().iter().copied().peekable());
    for Bead { source: in_source, target: in_target, confidence } in alignment.beads() {
        if let Some(first) = in_source.clone().next() {
            while let Some(line_number) = blank.0.next_if(|&line_number| line_number < source.line(first).0) {
                line(&mut text, [line_number], [], 1.0);
            }
        }
        if let Some(first) = in_target.clone().next() {
            while let Some(line_number) = blank.1.next_if(|&line_number| line_number < target.line(first).0) {
                line(&mut text, [], [line_number], 1.0);
            }
        }
        let numbers = |range: &Range<usize>, lines: &LineNumbers| range.clone().map(|at| lines.line(at).0).collect::<Vec<_>>();
        line(&mut text, numbers(in_source, source), numbers(in_target, target), *confidence);
    }
    blank.0.for_each(|line_number| line(&mut text, [line_number], [], 1.0));
    blank.1.for_each(|line_number| line(&mut text, [], [line_number], 1.0));
    text
}

fn line(text: &mut String, source: impl IntoIterator<Item = usize>, target: impl IntoIterator<Item = usize>, confidence: f32) {
    let list = |numbers: &mut dyn Iterator<Item = usize>| numbers.map(|at| at.to_string()).collect::<Vec<_>>().join(", ");
    let (source, target) = (list(&mut source.into_iter()), list(&mut target.into_iter()));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "[{source}]:[{target}]:{confidence:.3}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::OTHER;
    use crate::segment::Document;

    #[test]
    fn blank_lines_stand_alone_under_their_own_numbers() {
        let bead = |source, target| Bead { source, target, confidence: 0.9344 };
        let alignment = Alignment::new(vec![bead(0..2, 0..1), bead(2..2, 1..2)], 2, 2).expect("each sentence once");
        assert_eq!(beads(&alignment), "[0, 1]:[0]:0.934\n[]:[1]:0.934\n");
        let lines = |text: &str| LineNumbers::of(&Document::from_lines("", text.to_owned(), &OTHER));
        assert_eq!(
            beads_of_lines(&alignment, &lines("\n甲\n\n乙\n\n"), &lines("a\n\nb\n")),
            "[0]:[]:1.000\n[1, 3]:[0]:0.934\n[]:[1]:1.000\n[]:[2]:0.934\n[2]:[]:1.000\n[4]:[]:1.000\n"
        );
    }
}
