//! Pairs that are aligned already, joined into the two texts that they came from.

use serde::Deserialize;

use crate::align::Alignment;
use crate::check::Text;
use crate::lang::Language;
use crate::report::Id;
use crate::segment::{Document, Segment};
use crate::text::{Side, Span};

/// One pair of an original and its rendering, aligned already.
#[derive(Debug, Clone, Deserialize)]
pub struct PairLine {
    /// The name that findings hand back.
    pub id: Id,
    /// The original.
    pub source: String,
    /// The rendering.
    pub target: String,
    /// The text that the pair belongs to.
    pub document: Option<Id>,
    /// The language of the original as a BCP 47 tag.
    pub source_lang: Option<String>,
    /// The language of the rendering as a BCP 47 tag.
    pub target_lang: Option<String>,
}

impl PairLine {
    /// The string of a side.
    #[must_use]
    pub fn text(&self, side: Side) -> &str {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// Whether this line and the one before it belong to one text.
    pub(super) fn continues(&self, before: &Self) -> bool {
        self.document.is_some()
            && self.document == before.document
            && self.source_lang == before.source_lang
            && self.target_lang == before.target_lang
    }
}

/// The pairs of one text, in order; at least one.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The pairs.
    pub lines: Vec<PairLine>,
}

impl Batch {
    /// The whole text of a side, for telling its language.
    #[must_use]
    pub fn joined(&self, side: Side) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(line.text(side));
            text.push('\n');
        }
        text
    }

    /// The tag that the lines give for the language of a side.
    #[must_use]
    pub fn language_tag(&self, side: Side) -> Option<&str> {
        self.lines.first().and_then(|line| match side {
            Side::Source => line.source_lang.as_deref(),
            Side::Target => line.target_lang.as_deref(),
        })
    }

    /// Joins the pairs into two texts whose sentences are aligned as the pairs are. A pair with nothing on
    /// one side becomes a bead with an empty side, one with nothing on either side no bead at all.
    #[must_use]
    pub fn align(&self, source: &'static Language, target: &'static Language) -> AlignedBatch {
        let (source, source_starts, source_segments) = self.side(Side::Source, source);
        let (target, target_starts, target_segments) = self.side(Side::Target, target);
        let lines: Vec<(bool, bool)> = source_segments.into_iter().zip(target_segments).collect();
        let worded = lines.iter().enumerate().filter(|(_, (in_source, in_target))| *in_source || *in_target);
        let line_of_bead = worded.map(|(line, _)| line).collect();
        let alignment = Alignment::of_pairs(lines);
        AlignedBatch { source, target, alignment, line_of_bead, source_starts, target_starts }
    }

    /// The text of a side, where each line begins in it, and which lines have a segment.
    fn side(&self, side: Side, language: &'static Language) -> (Text, Vec<u32>, Vec<bool>) {
        let text = self.joined(side);
        let (mut starts, mut segments, mut has_segment) = (Vec::new(), Vec::new(), Vec::new());
        let mut at = 0;
        for line in &self.lines {
            let words = line.text(side);
            let trimmed = words.trim();
            let first = at + (words.len() - words.trim_start().len());
            starts.push(Span::at(at).start);
            has_segment.push(!trimmed.is_empty());
            if !trimmed.is_empty() {
                segments.push(Segment { span: Span::new(first, first + trimmed.len()), paragraph: 0 });
            }
            at += words.len() + 1;
        }
        (Text::new(Document::from_segments("", text, language, segments)), starts, has_segment)
    }
}

/// The two texts of a batch, ready to be checked, and the way back to its lines.
#[derive(Debug, Clone)]
pub struct AlignedBatch {
    /// The originals.
    pub source: Text,
    /// The renderings.
    pub target: Text,
    /// A bead for each line that has words.
    pub alignment: Alignment,
    line_of_bead: Vec<usize>,
    source_starts: Vec<u32>,
    target_starts: Vec<u32>,
}

impl AlignedBatch {
    /// The line that a bead was made from.
    #[must_use]
    pub fn line_of(&self, bead: usize) -> usize {
        self.line_of_bead.get(bead).copied().unwrap_or_default()
    }

    /// `span` of a side's text in the string of that line, `length` bytes long. A place before or after the
    /// string, where words are missing beside an empty string, becomes the nearest end of the string.
    #[must_use]
    pub fn within(&self, side: Side, line: usize, length: usize, span: Span) -> Span {
        let starts = match side {
            Side::Source => &self.source_starts,
            Side::Target => &self.target_starts,
        };
        let start = starts.get(line).copied().unwrap_or_default();
        let inside = |byte: u32| (byte.saturating_sub(start) as usize).min(length);
        Span::new(inside(span.start), inside(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    fn line(source: &str, target: &str) -> PairLine {
        let id = Id::Text("1".to_owned());
        PairLine { id, source: source.into(), target: target.into(), document: None, source_lang: None, target_lang: None }
    }

    #[test]
    fn an_empty_string_becomes_the_empty_side_of_its_bead() {
        let batch = Batch { lines: vec![line("甲。", " A."), line("乙。", ""), line("", "  "), line("", "C.")] };
        let aligned = batch.align(lang::find("zh"), lang::find("en"));
        let beads: Vec<_> = aligned.alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect();
        assert_eq!(beads, [(0..1, 0..1), (1..2, 1..1), (2..2, 1..2)]);
        assert_eq!([0, 1, 2].map(|bead| aligned.line_of(bead)), [0, 1, 3]);
        assert_eq!(aligned.source.document.words(1), "乙。");
        assert_eq!(aligned.within(Side::Target, 0, 3, aligned.target.document.segments()[0].span), Span::new(1, 3));
        assert_eq!(aligned.within(Side::Target, 1, 0, Span::at(3)), Span::at(0));
        assert_eq!(aligned.within(Side::Source, 1, 6, aligned.source.document.segments()[1].span), Span::new(0, 6));
    }
}
