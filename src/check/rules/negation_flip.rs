//! Clauses that one side denies and the other states.

use super::negations::{self, Kind, Negation};
use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::text::{Side, Span};

/// A clause that one side denies and the other states.
pub(super) static RULE: Rule = Rule {
    name: "negation-flip",
    summary: "one side denies what the other states",
    level: Level::Warning,
    page: include_str!("negation_flip.md"),
    check: Check::Bead(check),
};

/// Where one side is so much longer than the other says to expect, its denial stands in what was added.
const LONGER: f32 = 1.8;

/// A denial that lies no farther from an answer than this, in thousandths of the sentence, may share it: "neither …
/// nor" answers "did not … did not".
const APART: usize = 150;

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let languages = [Side::Source, Side::Target].map(|side| bead.language(side));
    if languages[0] == languages[1] || !languages.iter().all(|language| negations::are_known(language)) {
        return;
    }
    let found = [Side::Source, Side::Target].map(|side| negations::find(bead.language(side), bead.words(side)));
    for side in [Side::Source, Side::Target] {
        let [own, other] = if side == Side::Source { [&found[0], &found[1]] } else { [&found[1], &found[0]] };
        let Some(denial) = unanswered(own, other, bead, side) else { continue };
        if is_much_longer(bead, side) || may_be_answered_beside(bead, side) {
            continue;
        }
        let (level, sure) = if denial.kind == Kind::Sure { (Level::Warning, 0.8) } else { (Level::Note, 0.5) };
        let place = denial.span.shifted(bead.span(side).start);
        let words = denial.span.of(bead.words(side));
        match side {
            Side::Source => {
                let message = format!("the original denies (“{words}”) what the rendering states");
                findings.add(bead.index, level, sure, message, place, bead.span(Side::Target));
            }
            Side::Target => {
                let message = format!("the rendering denies (“{words}”) what the original states");
                findings.add(bead.index, level, sure, message, bead.span(Side::Source), place);
            }
        }
    }
}

/// The denial of `own` that nothing in `other` answers, where there are more of them than answers.
///
/// A surely answered denial may be one of several; any other must find nothing at all on the other side. Of
/// several, the one farthest from where an answer stands is it.
fn unanswered(own: &[Negation], other: &[Negation], bead: &BeadView<'_>, side: Side) -> Option<Negation> {
    let denials = || own.iter().filter(|negation| negation.kind >= Kind::Not);
    let turned = own.iter().any(|negation| negation.kind == Kind::Turn);
    let is_sure = denials().all(|negation| negation.kind == Kind::Sure);
    let more = if is_sure { denials().count() > other.len() } else { other.is_empty() };
    if turned || !more {
        return None;
    }
    let away = |negation: &Negation| {
        let place = relative(negation.span, bead.words(side));
        let other_side = bead.words(if side == Side::Source { Side::Target } else { Side::Source });
        let distances = other.iter().map(|answer| place.abs_diff(relative(answer.span, other_side)));
        distances.min().unwrap_or(0)
    };
    let farthest = denials().copied().max_by_key(|negation| (away(negation), std::cmp::Reverse(negation.span)))?;
    (other.is_empty() || away(&farthest) >= APART).then_some(farthest)
}

/// How far into the words a place lies, in thousandths.
fn relative(place: Span, words: &str) -> usize {
    place.start as usize * 1000 / words.len().max(1)
}

/// Whether the side has so much more text than the other that its denial may stand in what was added.
fn is_much_longer(bead: &BeadView<'_>, side: Side) -> bool {
    let bulk = |side| bead.words(side).len() as f32 / bead.language(side).bulk;
    let (source, target) = (bulk(Side::Source), bulk(Side::Target));
    let (own, other) = if side == Side::Source { (source, target) } else { (target, source) };
    own > LONGER * other
}

/// Whether a neighbour of the bead has answers to spare, for sentences share out their words otherwise.
fn may_be_answered_beside(bead: &BeadView<'_>, side: Side) -> bool {
    let neighbours = bead.neighbours(1);
    neighbours.filter(BeadView::is_paired).any(|beside| {
        let count = |side| negations::find(beside.language(side), beside.words(side)).len();
        let (source, target) = (count(Side::Source), count(Side::Target));
        if side == Side::Source { target > source } else { source > target }
    })
}
