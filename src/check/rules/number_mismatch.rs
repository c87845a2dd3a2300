//! A number that the rendering gives otherwise.

use crate::check::values::{Comparison, Item, Kind, compare, in_language, magnitude, said};
use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::mention::Precision;
use crate::text::{Side, Span};

/// A number that the rendering gives otherwise.
pub(super) static RULE: Rule = Rule {
    name: "number-mismatch",
    summary: "a number, percentage or place in an order differs, or stands on one side only",
    level: Level::Error,
    page: include_str!("number_mismatch.md"),
    check: Check::Bead(check),
};

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let Comparison { contrary, missing, other_sense, .. } = compare(bead);
    let both_known = [Side::Source, Side::Target].iter().all(|&side| bead.language(side).reads_numerals());
    // Where number words cannot be read, 3,5 beside an unread word for a million contradicts nothing.
    let readable = |source: &Item, target: &Item| both_known || magnitude(source.value, target.value).is_none();
    for (source, target) in contrary.iter().filter(|(source, target)| readable(source, target)) {
        differs(bead, source, target, findings);
    }
    for (source, target) in &other_sense {
        let (original, rendering) = (said(bead, source), said(bead, target));
        let message = match target.kind {
            Kind::Ordinal => {
                format!("the original says how many, {original}; the rendering makes a place in an order of it, {rendering}")
            }
            _ => format!("the original names a place in an order, {original}; the rendering makes an amount of it, {rendering}"),
        };
        findings.add(bead.index, Level::Warning, 0.75, message, source.span, target.span);
    }
    for (item, place) in missing.into_iter().filter(|_| both_known) {
        stands_alone(bead, &item, place, findings);
    }
}

fn differs(bead: &BeadView<'_>, source: &Item, target: &Item, findings: &mut Findings<'_>) {
    let (original, rendering) = (said(bead, source), said(bead, target));
    let power = magnitude(source.value, target.value).filter(|_| source.kind != Kind::Ordinal);
    let (level, confidence, message) = match power {
        Some(power) => {
            let factor = "0".repeat(power.unsigned_abs() as usize);
            let compared = if power > 0 { "large" } else { "small" };
            let message =
                format!("the original says {original}, the rendering {rendering}, which is 1{factor} times too {compared}");
            (Level::Error, 0.95, message)
        }
        None => {
            let sure = source.is_sharp() && target.is_sharp() && source.precision == Precision::Exact;
            let (level, confidence) = if sure { (Level::Error, 0.9) } else { (Level::Warning, 0.7) };
            (level, confidence, format!("the original says {original}, the rendering {rendering}"))
        }
    };
    let same_unit = source.units.is_empty() == target.units.is_empty();
    let suggestion =
        (source.kind == target.kind && same_unit && matches!(source.kind, Kind::Number | Kind::Money | Kind::Quantity))
            .then(|| in_language(bead, Side::Target, source.value))
            .filter(|_| source.units != [crate::mention::units::CLOCK]);
    let finding = findings.add(bead.index, level, confidence, message, source.span, target.span);
    finding.suggestion = suggestion;
}

fn stands_alone(bead: &BeadView<'_>, item: &Item, place: Span, findings: &mut Findings<'_>) {
    let words = said(bead, item);
    let (message, source, target) = match item.side {
        Side::Source => (format!("the original says {words}, which the rendering lacks"), item.span, place),
        Side::Target => (format!("the rendering says {words}, which the original lacks"), place, item.span),
    };
    let (level, confidence) = if item.aside { (Level::Note, 0.3) } else { (Level::Warning, 0.5) };
    findings.add(bead.index, level, confidence, message, source, target);
}
