//! A place of the rendering of which the original says nothing.

use super::super::{BeadView, Findings, Level};
use super::capital_phrases::phrases;
use super::name_mismatch::place_across;
use super::name_sides::{NameIn, Original, is_answered, is_part_of_sound, names};
use super::place_mismatch::{Place, is_same, mentioned};
use crate::mention::{Fact, Mention, Origin, country, place};
use crate::sound::alike;
use crate::text::{Side, Span};

/// How many beads around this one may have spoken of the place, or of the country it lies in.
const IN_MIND: isize = 6;
/// A place that stands so often in the rendering is what the text is about.
const OFTEN: usize = 3;
/// A word this much like the name may be of the place, in a form that the tables lack.
const ALIKE: f32 = 0.8;
/// So many letters of its name in the language of the original tell what is of it: Catalonia, Catalan.
const TELLING: usize = 6;
/// Longer originals are passed over: somewhere they allude to any place.
const LONGEST: usize = 3000;

/// Reports places which nothing in the original or in the sentences around it answers to:
/// no form of them, nothing that sounds or is spelt alike, no country in which they lie and no other place there.
/// `added` are the places of the rendering that the original does not name.
pub(super) fn check(bead: &BeadView<'_>, added: &[&Place<'_>], findings: &mut Findings<'_>) {
    let from = bead.language(Side::Source);
    let candidates: Vec<Place<'_>> = mentioned(bead, Side::Target)
        .filter(|place| added.iter().any(|added| is_same(place, added)))
        .filter(|(_, key)| place::is_listed(from, key))
        .filter(|(mention, _)| !findings.so_far().iter().any(|finding| finding.target.span.overlaps(mention.span)))
        .collect();
    if candidates.is_empty() || !bead.is_paired() || bead.words(Side::Source).len() > LONGEST {
        return;
    }
    let phrases: Vec<Span> = phrases(bead, Side::Target).iter().map(|phrase| phrase.span).collect();
    let document = bead.pair.target.document.text();
    for (mention, key) in candidates {
        // Within a longer name (Rapid Vienna) a place is none.
        if phrases.iter().any(|phrase| phrase.contains(mention.span) && *phrase != mention.span) {
            continue;
        }
        let written = mention.span.of(document);
        let spoken_of = document.matches(written).nth(OFTEN - 1).is_some();
        let unsaid = country::unsaid(from).any(|code| place::countries(key).contains(&code));
        let around = std::iter::once(*bead).chain(bead.neighbours(IN_MIND));
        if spoken_of
            || unsaid
            || is_part_of_sound(bead, mention.span)
            || around.into_iter().any(|near| speaks_of(&near, mention, key))
        {
            continue;
        }
        let message = format!("the rendering speaks of “{written}”, of which the original says nothing");
        findings.add(bead.index, Level::Warning, 0.65, message, place_across(bead, mention.span), mention.span);
    }
}

/// Whether the original of a bead holds the place in any form, or speaks of a country or place that has to do with it.
fn speaks_of(near: &BeadView<'_>, mention: &Mention, key: &str) -> bool {
    let (from, into) = (near.language(Side::Source), near.language(Side::Target));
    let source = near.words(Side::Source);
    if source.len() > LONGEST {
        return true;
    }
    let codes = place::countries(key);
    let related = near.mentions(Side::Source).any(|own| match &own.fact {
        Fact::Place(own) => own == key || place::countries(own).iter().any(|code| codes.contains(code)),
        Fact::Country(own) => own.readings.iter().any(|code| codes.contains(code)),
        _ => false,
    });
    let written = mention.span.of(near.pair.target.document.text());
    let called = place::name(from, key).filter(|name| name.chars().count() >= TELLING);
    let spelt = is_spelt_alike(written, source) || called.is_some_and(|name| is_spelt_alike(&name, source));
    related || source.contains(written) || place::stands_within(from, key, source) || spelt || {
        let name = NameIn { span: mention.span, text: written, kind: None, known: &[], origin: Origin::Unknown };
        is_answered(&Original::new(near, Side::Source), &names(near, Side::Source), &name, into)
    }
}

/// Whether a word begins as the name does, as what is of a place may: Pensylvánský, Pennsylvania.
fn is_spelt_alike(name: &str, words: &str) -> bool {
    words.split(|c: char| !c.is_alphabetic()).any(|word| alike(word, name) >= ALIKE)
}
