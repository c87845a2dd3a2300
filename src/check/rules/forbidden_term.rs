//! Words that the glossary forbids.

use super::term_mismatch::as_far_into;
use crate::check::terms::{Found, TermsOfPair};
use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::glossary::{Role, Status};
use crate::text::{Side, Span};

/// Words that the glossary forbids.
pub(super) static RULE: Rule = Rule {
    name: "forbidden-term",
    summary: "the rendering uses a word that the glossary forbids for this term, or altogether",
    level: Level::Error,
    page: include_str!("forbidden_term.md"),
    check: Check::Bead(check),
};

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let Some(terms) = findings.terms() else { return };
    let text = bead.pair.target.document.text();
    let sources = terms.sources(bead);
    let mut told: Vec<Span> = Vec::new();
    for found in terms.on(bead, Side::Target).filter(|found| found.role == Role::Forbidden && found.exact) {
        let group = terms.group(found.group);
        let source = sources.iter().find(|source| source.group == found.group);
        if source.is_none() && !group.source.is_empty()
            || told.iter().any(|told| told.overlaps(found.span))
            || is_called_for(&terms, bead, found, &sources)
        {
            continue;
        }
        told.push(found.span);
        let forbids = group.renderings.iter().find(|rendering| rendering.status == Status::Forbidden);
        let place = forbids.map(|rendering| terms.place(rendering.place)).unwrap_or_default();
        let suggestion = group.accepted().find_map(|rendering| rendering.forms.first());
        let words = found.span.of(text);
        let mut message = match source {
            Some(source) => {
                let term = source.span.of(bead.pair.source.document.text());
                format!("the glossary ({place}) forbids “{words}” for {term}")
            }
            None => format!("the glossary ({place}) forbids “{words}”"),
        };
        if let Some(suggestion) = suggestion {
            message.push_str(&format!("; it has “{suggestion}”"));
        }
        let at = source.map_or_else(|| as_far_into(bead, found.span, Side::Source), |source| source.span);
        findings.add(bead.index, Level::Error, 0.95, message, at, found.span).suggestion = suggestion.cloned();
    }
}

/// Whether the words are, or lie within, a rendering that the glossary accepts of a term here.
fn is_called_for(terms: &TermsOfPair, bead: &BeadView<'_>, found: &Found, sources: &[Found]) -> bool {
    terms.on(bead, Side::Target).any(|other| {
        other.role == Role::Accepted
            && other.span.contains(found.span)
            && (other.group == found.group && other.span != found.span
                || sources.iter().any(|source| source.group == other.group))
    })
}
