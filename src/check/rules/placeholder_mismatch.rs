//! Placeholders and tags that do not come through.

use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::format::{Element, Structure};
use crate::mention::placeholder::{Placeholder, placeholders};
use crate::text::{Side, Span};

/// Placeholders and tags that do not come through.
pub(super) static RULE: Rule = Rule {
    name: "placeholder-mismatch",
    summary: "a placeholder or a tag is another one in the rendering, lost, or put in",
    level: Level::Error,
    page: include_str!("placeholder_mismatch.md"),
    check: Check::Bead(check),
};

/// The placeholders of a side, each once, in the order of their places.
fn of(bead: &BeadView<'_>, side: Side) -> Vec<Placeholder> {
    let start = bead.span(side).start;
    let mut found: Vec<Placeholder> = Vec::new();
    for placeholder in placeholders(bead.words(side)).found {
        if !found.iter().any(|other| other.key == placeholder.key) {
            found.push(Placeholder { span: placeholder.span.shifted(start), ..placeholder });
        }
    }
    found
}

/// The tags of a side that stand in the file as elements of their own, each once, with the words that they hold.
fn tags<'a>(bead: &BeadView<'a>, side: Side) -> Vec<(&'a str, Span)> {
    let (structure, span) = (&bead.pair.side(side).structure, bead.span(side));
    let first = structure.partition_point(|(_, place)| place.start < span.start);
    let mut found: Vec<(&str, Span)> = Vec::new();
    for (element, place) in structure.iter().skip(first).take_while(|(_, place)| place.start <= span.end) {
        if let Element::Tag(tag) = element
            && !found.iter().any(|(other, _)| other == tag)
        {
            found.push((tag, *place));
        }
    }
    found
}

/// Compares the tags; the words are right without them, so nothing here is an error.
fn compare_tags(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let structures = [Side::Source, Side::Target].map(|side| &bead.pair.side(side).structure);
    // A memory whose one side was written without tags has none to lose.
    let bare = |one: &Structure, other: &Structure| one.len() >= MANY && other.is_empty();
    if bare(structures[0], structures[1]) || bare(structures[1], structures[0]) {
        return;
    }
    let (source, target) = (tags(bead, Side::Source), tags(bead, Side::Target));
    let end = |side: Side| Span::at(bead.span(side).end as usize);
    for (tag, from) in source.iter().filter(|(tag, _)| !target.iter().any(|(other, _)| other == tag)) {
        let message = format!("the rendering lacks the tag {tag}");
        findings.add(bead.index, Level::Warning, 0.9, message, *from, end(Side::Target));
    }
    for (tag, to) in target.iter().filter(|(tag, _)| !source.iter().any(|(other, _)| other == tag)) {
        let message = format!("the rendering has the tag {tag}, which the original lacks");
        findings.add(bead.index, Level::Warning, 0.9, message, end(Side::Source), *to);
    }
}

/// So many tags on one side and none on the other are no slip.
const MANY: usize = 10;

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    compare_tags(bead, findings);
    let (source, target) = (of(bead, Side::Source), of(bead, Side::Target));
    let only = |these: &[Placeholder], those: &[Placeholder]| -> Vec<Span> {
        these.iter().filter(|one| !those.iter().any(|other| other.key == one.key)).map(|one| one.span).collect()
    };
    let (lost, put_in) = (only(&source, &target), only(&target, &source));
    let texts = [Side::Source, Side::Target].map(|side| bead.pair.side(side).document.text());
    let end = |side: Side| Span::at(bead.span(side).end as usize);
    for (&from, &to) in lost.iter().zip(&put_in) {
        let message = format!("the original has the placeholder {}, the rendering {}", from.of(texts[0]), to.of(texts[1]));
        let suggestion = from.of(texts[0]).to_owned();
        findings.add(bead.index, Level::Error, 0.95, message, from, to).suggestion = Some(suggestion);
    }
    for &from in lost.iter().skip(put_in.len()) {
        let message = format!("the rendering lacks the placeholder {}", from.of(texts[0]));
        findings.add(bead.index, Level::Error, 0.9, message, from, end(Side::Target));
    }
    for &to in put_in.iter().skip(lost.len()) {
        let message = format!("the rendering has the placeholder {}, which the original lacks", to.of(texts[1]));
        findings.add(bead.index, Level::Error, 0.9, message, end(Side::Source), to);
    }
}
