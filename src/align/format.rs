//! The notation of beads that aligners share.

use std::fmt::Write;
use std::ops::Range;

use super::Bead;

/// Why a line holds no bead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct FormatError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A list of sentences does not read as one.
    #[error("expected a list of sentence numbers such as [0, 1]")]
    Sentences,
    /// Sentences of one side do not follow each other.
    #[error("the sentences of a bead must follow each other without a gap")]
    Gap,
    /// The confidence is no number from 0 to 1.
    #[error("expected a confidence from 0 to 1")]
    Confidence,
}

/// The bead in the notation that aligners share: `[0, 1]:[0]:0.934`.
#[must_use]
pub fn notation(bead: &Bead) -> String {
    format!("{}:{}:{:.3}", list(&bead.source), list(&bead.target), bead.confidence)
}

/// The beads of a text in the shared notation, a bead a line; the confidence may be missing, and is 1 then.
///
/// # Errors
///
/// [`FormatError`] names the first line that is neither blank nor a bead.
pub fn read_notation(text: &str) -> Result<Vec<Bead>, FormatError> {
    let mut places = Places::default();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let fields = line.trim().split_once("]:[").map(|(source, rest)| (source, rest.split_once(']').unwrap_or((rest, ""))));
            let problem = |problem| FormatError { line: index + 1, problem };
            let (source, (target, rest)) = fields.ok_or(problem(Problem::Sentences))?;
            let source = source.strip_prefix('[').ok_or(problem(Problem::Sentences))?;
            let confidence = match rest.strip_prefix(':') {
                Some(number) => confidence(number).map_err(problem)?,
                None if rest.is_empty() => 1.0,
                None => return Err(problem(Problem::Confidence)),
            };
            places.bead(source, target, confidence).map_err(problem)
        })
        .collect()
}

/// Where the sentences of an empty side would stand: after those of the bead before.
#[derive(Default)]
struct Places {
    source: usize,
    target: usize,
}

impl Places {
    fn bead(&mut self, source: &str, target: &str, confidence: f32) -> Result<Bead, Problem> {
        let source = range(source, self.source)?;
        let target = range(target, self.target)?;
        (self.source, self.target) = (source.end, target.end);
        Ok(Bead { source, target, confidence })
    }
}

/// A list of sentences, such as `[0, 1]`.
pub(super) fn list(range: &Range<usize>) -> String {
    let mut text = String::from("[");
    for number in range.clone() {
        // To write to a text cannot fail.
        let _ = write!(text, "{}{number}", if number > range.start { ", " } else { "" });
    }
    text.push(']');
    text
}

fn range(list: &str, place: usize) -> Result<Range<usize>, Problem> {
    if list.trim().is_empty() {
        return Ok(place..place);
    }
    let mut range: Option<Range<usize>> = None;
    for number in list.split(',') {
        let number: usize = number.trim().parse().map_err(|_| Problem::Sentences)?;
        let end = number.checked_add(1).ok_or(Problem::Sentences)?;
        range = Some(match range {
            None => number..end,
            Some(before) if before.end == number => before.start..end,
            Some(_) => return Err(Problem::Gap),
        });
    }
    range.ok_or(Problem::Sentences)
}

fn confidence(number: &str) -> Result<f32, Problem> {
    number.trim().parse().ok().filter(|confidence| (0.0..=1.0).contains(confidence)).ok_or(Problem::Confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bead_reads_as_it_is_written() {
        let text = "[0, 1]:[0]:0.934\n[]:[1]:0.500\n[2]:[]:1.000\n";
        let beads = read_notation(text).expect("beads");
        assert_eq!(beads[1].source, 2..2);
        assert_eq!(beads[2].target, 2..2);
        assert_eq!(beads.iter().map(|bead| notation(bead) + "\n").collect::<String>(), text);
    }

    #[test]
    fn what_is_no_bead_is_named_with_its_line() {
        let problem = |text| read_notation(text).expect_err("no beads");
        assert_eq!(problem("[0]:[0]\n\n0:0"), FormatError { line: 3, problem: Problem::Sentences });
        assert_eq!(problem("[0, 2]:[0]").problem, Problem::Gap);
        assert_eq!(problem("[0]:[0]:7").problem, Problem::Confidence);
    }
}
