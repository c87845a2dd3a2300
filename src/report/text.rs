//! A finding as people read it: both sides, the words marked under their line.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Weight, Origin, Renderer, Snippet};

use super::{Excerpt, Record, Shown};
use crate::check::Level;
use crate::text::Span;

/// How the page looks that findings are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether levels and marks are coloured.
    pub colour: bool,
    /// How many columns a line of text may fill.
    pub width: usize,
}

/// Words that a finding shows.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// The text that they stand in.
    pub shown: &'a Shown<'a>,
    /// Their place in it.
    pub span: Span,
    /// What is said of them, empty where the message says it all.
    pub label: &'a str,
}

/// What `record` says, first at the words of the rendering, then at those of the original, then at further
/// places; `bead` tells how the two sides were paired.
#[must_use]
pub fn text(record: &Record, target: Mark<'_>, source: Mark<'_>, more: &[Mark<'_>], bead: &str, look: Look) -> String {
    let weight = match record.level {
        Level::Error => Weight::ERROR,
        Level::Warning => Weight::WARNING,
        Level::Note => Weight::NOTE,
    };
    let mut group = weight.primary_title(record.message.as_str()).id(record.rule).element(origin(target)).element(snippet(
        target,
        AnnotationKind::Primary,
        look,
    ));
    for mark in std::iter::once(&source).chain(more) {
        group = group.element(origin(*mark)).element(snippet(*mark, AnnotationKind::Context, look));
    }
    if let Some(suggestion) = &record.suggestion {
        group = group.element(Weight::HELP.message(format!("write “{suggestion}”")));
    }
    let known_by = record.fingerprint.get(..8).unwrap_or_default();
    group = group.element(Weight::NOTE.message(format!("{bead}, id {known_by}")));
    if let Some(state) = record.state {
        let said = match &record.said {
            Some(said) if said.starts_with(state) => said.clone(),
            Some(said) => format!("{state}: {said}"),
            None => state.to_owned(),
        };
        group = group.element(Weight::NOTE.message(said));
    }
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    // Excerpts are cut to the width beforehand, which the renderer must not do again.
    let page = renderer.decor_style(DecorStyle::Ascii).term_width(usize::from(u16::MAX)).render(&[group]);
    // The renderer parts each place from the words that stand there by a line of its own, which says nothing.
    let mut text: String = page.lines().filter(|line| uncoloured(line).trim() != ":::").flat_map(|line| [line, "\n"]).collect();
    text.push('\n');
    text
}

/// A line without the sequences that colour it.
fn uncoloured(line: &str) -> String {
    let mut pieces = line.split('\u{1b}');
    let first = pieces.next().unwrap_or_default();
    let rest = pieces.map(|piece| piece.split_once('m').map_or("", |(_, shown)| shown));
    std::iter::once(first).chain(rest).collect()
}

fn origin<'a>(mark: Mark<'a>) -> Origin<'a> {
    let (line, column) = mark.shown.lines().position(mark.shown.in_lines(mark.span).start);
    let name = match mark.shown.unit(mark.span) {
        Some(unit) => Cow::Owned(format!("{} ({unit})", mark.shown.name())),
        None => Cow::Borrowed(mark.shown.name()),
    };
    Origin::path(name).line(line).char_column(column)
}

fn snippet<'a>(mark: Mark<'a>, kind: AnnotationKind, look: Look) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let span = mark.shown.in_lines(mark.span);
    let Excerpt { text, words, line, .. } = Excerpt::new(mark.shown.lines(), span, look.width);
    let mut annotation = kind.span(words);
    if !mark.label.is_empty() {
        annotation = annotation.label(mark.label);
    }
    Snippet::source(text).line_start(line).annotation(annotation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Finding, Label};
    use crate::text::Side;

    fn shown(colour: bool) -> String {
        let (zh, en) = ("前一句。\n城中有三十五万人。\n", "The city held 35,000 people.\n");
        let label = |side, text: &str, words: &str| {
            let start = text.find(words).expect("the words stand in the text");
            Label { side, span: Span::new(start, start + words.len()), text: String::new() }
        };
        let finding = Finding {
            rule: "number-mismatch",
            level: Level::Error,
            confidence: 0.9,
            bead: 0,
            message: "the original says 350,000 (三十五万), the rendering 35,000".into(),
            source: label(Side::Source, zh, "三十五万"),
            target: label(Side::Target, en, "35,000"),
            more: Vec::new(),
            suggestion: Some("350,000".into()),
        };
        let (source, target) = (Shown::new("zh.txt", zh, 0), Shown::new("en.txt", en, 0));
        let places = (source.place(finding.source.span), target.place(finding.target.span));
        let record = Record::new(None, &finding, places.0, places.1, "0123456789abcdef".into());
        let mark = |shown, span| Mark { shown, span, label: "" };
        let look = Look { colour, width: 80 };
        text(&record, mark(&target, finding.target.span), mark(&source, finding.source.span), &[], "bead 2 (1:1)", look)
    }

    #[test]
    fn both_sides_are_shown_with_marks_right_under_wide_characters() {
        let expected = "\
error[number-mismatch]: the original says 350,000 (三十五万), the rendering 35,000
 --> en.txt:1:15
  |
1 | The city held 35,000 people.
  |               ^^^^^^
 ::: zh.txt:2:4
  |
2 | 城中有三十五万人。
  |       --------
  |
  = help: write “350,000”
  = note: bead 2 (1:1), id 01234567

";
        assert_eq!(shown(false), expected);
    }

    #[test]
    fn colour_changes_nothing_but_colour() {
        let coloured = shown(true);
        assert!(coloured.contains('\u{1b}'), "{coloured}");
        assert_eq!(coloured.lines().map(|line| uncoloured(line) + "\n").collect::<String>(), shown(false));
    }
}
