//! A city or region of the original comes out as another one.

use super::super::{BeadView, Check, Findings, Level, Rule};
use super::place_put_in;
use crate::mention::{Fact, Mention, place};
use crate::text::Side;

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "place-mismatch",
    summary: "a city or region of the original comes out as another one",
    level: Level::Error,
    page: include_str!("place_mismatch.md"),
    check: Check::Bead(check),
};

/// A mention of a place, with its key in the tables.
pub(super) type Place<'a> = (&'a Mention, &'a str);

/// Every mention of a place on a side.
pub(super) fn mentioned<'a>(bead: &BeadView<'a>, side: Side) -> impl Iterator<Item = Place<'a>> {
    bead.mentions(side).filter_map(|mention| match &mention.fact {
        Fact::Place(key) => Some((mention, key.as_str())),
        _ => None,
    })
}

/// The first mention of each place on a side.
fn places<'a>(bead: &BeadView<'a>, side: Side) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::new();
    for place in mentioned(bead, side) {
        if !places.iter().any(|held| is_same(held, &place)) {
            places.push(place);
        }
    }
    places
}

/// Whether two keys of the tables name one place, or places of which one bears the other's name: Washington
/// and Washington (state), Virginia and West Virginia.
pub(super) fn is_same((_, key): &Place<'_>, (_, other): &Place<'_>) -> bool {
    fn plain(key: &str) -> &str {
        key.split(" (").next().unwrap_or_default()
    }
    let (key, other) = (plain(key), plain(other));
    key.ends_with(other) || other.ends_with(key)
}

/// How often a side names one of the countries that the place lies in.
pub(super) fn countries_named(bead: &BeadView<'_>, side: Side, key: &str) -> usize {
    let codes = place::countries(key);
    let named = bead.mentions(side).filter(|mention| match &mention.fact {
        Fact::Country(countries) => countries.readings.iter().any(|code| codes.contains(code)),
        _ => false,
    });
    named.count()
}

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let source = places(bead, Side::Source);
    let target = places(bead, Side::Target);
    let without = |these: &[Place<'_>], place: &Place<'_>| !these.iter().any(|other| is_same(place, other));
    let lost: Vec<&Place<'_>> = source.iter().filter(|place| without(&target, place)).collect();
    let added: Vec<&Place<'_>> = target.iter().filter(|place| without(&source, place)).collect();
    // Only where each side misses one is it plain what stands for what.
    match (&lost[..], &added[..]) {
        ([from], [to]) => replaced(bead, source.len() == target.len(), from, to, findings),
        (_, []) => {}
        _ => place_put_in::check(bead, &added, findings),
    }
}

/// Reports that a place came out as another one, if `as_many` stand on either side.
fn replaced(bead: &BeadView<'_>, as_many: bool, (from, meant): &Place<'_>, (to, said): &Place<'_>, findings: &mut Findings<'_>) {
    // What lies on a continent is none of its names.
    if place::is_continent(meant) != place::is_continent(said) {
        return;
    }
    let original = bead.pair.source.document.text();
    let written = to.span.of(bead.pair.target.document.text());
    let shared = place::is_called(bead.language(Side::Source), said, from.span.of(original))
        || place::is_called(bead.language(Side::Target), meant, written);
    if !as_many || shared || bead.words(Side::Source).contains(written) {
        return;
    }
    // A capital may stand for its country: then the country is named the less on the side of the capital.
    let (here, across) = (countries_named(bead, Side::Source, said), countries_named(bead, Side::Target, said));
    let (there, back) = (countries_named(bead, Side::Target, meant), countries_named(bead, Side::Source, meant));
    if here > across || there > back {
        return;
    }
    let message = format!("the original speaks of {meant} ({}), the rendering of {said}", from.span.of(original));
    let finding = findings.add(bead.index, Level::Error, 0.85, message, from.span, to.span);
    finding.suggestion = place::name(bead.language(Side::Target), meant);
}
