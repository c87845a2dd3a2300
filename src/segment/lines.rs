//! Which line each segment came from, where every line of a text counts as one sentence.

use std::ops::Range;

use super::Document;

/// The numbers of a document's lines where each line is one segment ([`Document::from_lines`]).
///
/// A blank line has a number but, as no segment is empty, no segment. Whoever speaks of lines to the outside
/// asks here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineNumbers {
    /// The line of each segment, counted from 0, and the first byte of that line.
    segments: Vec<(usize, u32)>,
    blank: Vec<usize>,
}

impl LineNumbers {
    /// Counts the lines of `document`; what follows its last line end counts where it is not empty.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let (mut segments, mut blank) = (Vec::new(), Vec::new());
        let mut spans = document.segments().iter().map(|segment| segment.span.start as usize).peekable();
        let mut at = 0;
        for (number, line) in document.text().split_inclusive('\n').enumerate() {
            let end = at + line.len();
            let first = u32::try_from(at).unwrap_or(u32::MAX);
            let before = segments.len();
            while spans.next_if(|&start| start < end).is_some() {
                segments.push((number, first));
            }
            if segments.len() == before {
                blank.push(number);
            }
            at = end;
        }
        Self { segments, blank }
    }

    /// The line of a segment, counted from 0, and its first byte in the document.
    #[must_use]
    pub fn line(&self, segment: usize) -> (usize, u32) {
        self.segments.get(segment).copied().unwrap_or_default()
    }

    /// The lines from the first of `segments` to the last; none where there are no segments.
    #[must_use]
    pub fn lines(&self, segments: &Range<usize>) -> Option<Range<usize>> {
        let segments = self.segments.get(segments.clone())?;
        Some(segments.first()?.0..segments.last()?.0 + 1)
    }

    /// The segments that stand on `lines`.
    #[must_use]
    pub fn segments_on(&self, lines: &Range<usize>) -> Range<usize> {
        let before = |line: usize| self.segments.partition_point(|&(number, _)| number < line);
        before(lines.start)..before(lines.end)
    }

    /// How many segments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.segments.len()
    }

    /// Whether there is no segment.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The lines without a segment, in order, counted from 0.
    #[must_use]
    pub fn blank(&self) -> &[usize] {
        &self.blank
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::OTHER;

    #[test]
    fn blank_lines_keep_their_numbers() {
        let document = Document::from_lines("", "\n one\n\u{3000}\r\ntwo\r\n\nthree".to_owned(), &OTHER);
        let lines = LineNumbers::of(&document);
        assert_eq!([0, 1, 2].map(|segment| lines.line(segment).0), [1, 3, 5]);
        assert_eq!([0, 1, 2].map(|segment| lines.line(segment).1), [1, 11, 17]);
        assert_eq!(lines.blank(), [0, 2, 4]);
        assert_eq!(LineNumbers::of(&Document::from_lines("", String::new(), &OTHER)).blank(), [] as [usize; 0]);
    }
}
