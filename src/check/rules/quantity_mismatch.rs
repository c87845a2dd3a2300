//! The right number of the wrong unit or currency.

use crate::check::values::{Comparison, compare, said};
use crate::check::{BeadView, Check, Findings, Level, Rule};

/// The right number of the wrong unit or currency.
pub(super) static RULE: Rule = Rule {
    name: "quantity-mismatch",
    summary: "an amount has the right number but another unit or currency",
    level: Level::Error,
    page: include_str!("quantity_mismatch.md"),
    check: Check::Bead(check),
};

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let Comparison { other_unit, .. } = compare(bead);
    for (source, target) in other_unit {
        let (original, rendering) = (said(bead, &source), said(bead, &target));
        let (Some(of), Some(is)) = (source.units.first(), target.units.first()) else { continue };
        let message = format!(
            "the original says {original}, the rendering {rendering}: {} became {}",
            of.replace('-', " "),
            is.replace('-', " ")
        );
        findings.add(bead.index, Level::Error, 0.85, message, source.span, target.span);
    }
}
