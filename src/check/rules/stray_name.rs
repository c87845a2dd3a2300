//! A name in the rendering that does not belong to what the original says.

use std::collections::HashSet;

use super::name_mismatch::place_across;
use super::name_sides::name_words;
use super::stray_candidates::{Answers, Candidate, candidates};
use super::stray_evidence::Compared;
use crate::check::meaning::{Nearness, Omission, STRETCH, Texts};
use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::Language;
use crate::mention::country;
use crate::sound::{alike, letters};
use crate::text::Side;

/// A name in the rendering that does not belong to what the original says.
pub(super) static RULE: Rule = Rule {
    name: "stray-name",
    summary: "a name in the rendering does not belong to what the original says",
    level: Level::Warning,
    page: include_str!("stray_name.md"),
    check: Check::Pair(check),
};

/// Longer sides are passed over: one name changes little of what they mean.
const LONGEST: usize = 3000;
/// How many beads around this one may have named whom the rendering names here.
const NEAR: isize = 6;
/// By how much the rendering must be nearer to the original without the name.
const NEARER: f32 = -0.06;
/// A name that stands so often in the rendering is what the text is about.
const OFTEN: usize = 3;

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let encoder = findings.encoder();
    if encoder.is_none() && (findings.is_fast() || !may_be_told_by_form(pair)) {
        return;
    }
    let mut all_words = None;
    let beads: Vec<BeadView<'_>> = pair.beads().filter(|bead| bead.is_paired() && is_looked_at(bead)).collect();
    for stretch in beads.chunks(STRETCH) {
        let mut open: Vec<Candidate<'_>> = stretch.iter().flat_map(candidates).collect();
        open.retain(|candidate| !findings.so_far().iter().any(|finding| finding.target.span.overlaps(candidate.phrase.span)));
        if open.is_empty() {
            continue;
        }
        let words = all_words.get_or_insert_with(|| words_of(pair.source.document.text()));
        open.retain(|candidate| {
            let name = candidate.phrase.text;
            !name_words(name).map(letters).any(|word| words.contains(&word))
                && pair.target.document.text().matches(name).nth(OFTEN - 1).is_none()
        });
        let Some(encoder) = encoder else {
            open.iter().filter(|candidate| is_stray_by_form(candidate)).for_each(|candidate| told_by_form(candidate, findings));
            continue;
        };
        Omission::retain(&mut open, NEARER, Candidate::omission, encoder);
        let mut texts = Texts::default();
        let compared: Vec<Compared> = open.iter().map(|candidate| Compared::new(candidate, &mut texts)).collect();
        let nearness = texts.read(encoder);
        for (candidate, compared) in open.iter().zip(&compared) {
            report(candidate, compared, &nearness, findings);
        }
    }
}

/// Where the encoder does not know the languages: a name that no stretch of the original sounds like at this gain, in nats a
/// letter, is none of its names. All but one in fifty of the names that belong lie above (Hindi news of DEMETR), eleven in
/// twelve of others below.
const FOREIGN_SOUND: f32 = 0.7;
/// One that is spelt no more like any word of the original is none of its names: forms of one name are alike by .8 and more.
const FOREIGN_SPELLING: f32 = 0.72;

/// Whether a writing without an alphabet shared by the two, or one that spells sounds, tells by itself which name is whose: that
/// of languages whose tables hold the names that each has in a form of its own.
fn may_be_told_by_form(pair: &PairView<'_>) -> bool {
    let languages = [pair.source, pair.target].map(|text| text.document.language());
    let [from, into] = languages;
    let is_known = |language: &&'static Language| country::is_listed(language) && !language.tables.places.is_empty();
    from != into && from.traits.word_spaces && into.traits.letter_case && languages.iter().all(is_known)
}

/// Whether no name of the original is spelt or sounds like the name.
fn is_stray_by_form(candidate: &Candidate<'_>) -> bool {
    let bead = &candidate.bead;
    let (from, into) = (bead.language(Side::Source), bead.language(Side::Target));
    if candidate.phrase.first && !candidate.phrase.text.contains(' ') && !candidate.known {
        return false;
    }
    let is_common = candidate.phrase.is_of_common_words(into) || !candidate.phrase.is_telling(into);
    let leaves_name = candidate.leaves_known_name || !candidate.is_heard && candidate.leaves_rare_name();
    if is_common && !leaves_name {
        return false;
    }
    if candidate.is_heard {
        return candidate.heard < FOREIGN_SOUND;
    }
    // A name that the two languages spell in different ways is in the tables, or it leaves a name of the original over.
    let words: Vec<String> = name_words(bead.words(Side::Source)).map(letters).collect();
    let is_alike = |part: &str| words.iter().any(|word| alike(word, &letters(part)) >= FOREIGN_SPELLING);
    from.traits.letter_case && !candidate.originals.is_empty() && !name_words(candidate.phrase.text).any(is_alike)
}

fn told_by_form(candidate: &Candidate<'_>, findings: &mut Findings<'_>) {
    if !is_named_near(candidate) {
        let place = place_across(&candidate.bead, candidate.phrase.span);
        let message = format!("nothing in the original answers to “{}”", candidate.phrase.text);
        findings.add(candidate.bead.index, Level::Warning, 0.65, message, place, candidate.phrase.span);
    }
}

/// A word in small letters of so many is no article, preposition or auxiliary, which stay small in titles.
const CONTENT: usize = 6;

/// Marks that a sentence ends with, and a title seldom does.
const ENDS: [char; 7] = ['.', '!', '?', '"', '”', '’', '…'];

/// Whether the bead is a sentence of ordinary length, not a title in which all words of weight have capitals.
fn is_looked_at(bead: &BeadView<'_>) -> bool {
    let words: Vec<&str> =
        bead.words(Side::Target).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let ends = bead.words(Side::Target).trim_end().ends_with(ENDS);
    let has_small = || words.iter().any(|word| word.chars().count() >= CONTENT && word.starts_with(char::is_lowercase));
    bead.words(Side::Source).len().max(bead.words(Side::Target).len()) <= LONGEST
        && words.len() > 3
        && (2 * capitals <= words.len() || ends && has_small())
}

/// The words in Latin letters of a text.
fn words_of(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|word| word.len() > 3).collect()
}

/// How large the odds must be: some one in 1,000 correct renderings holds a name above.
const ODDS: f32 = 2.15;
/// Odds at which a name is nearly never right.
const SURE: f32 = 3.15;

fn report(candidate: &Candidate<'_>, compared: &Compared, nearness: &Nearness, findings: &mut Findings<'_>) {
    let bead = &candidate.bead;
    let odds = compared.evidence(candidate, nearness).odds();
    if odds < ODDS || is_named_near(candidate) {
        return;
    }
    let Some(meant) = compared.meant(nearness) else { return };
    let name = candidate.phrase.text;
    let nothing = format!("nothing in the original answers to “{name}”");
    let (source, message) = if bead.language(Side::Source).traits.letter_case {
        let lost = meant.of(bead.words(Side::Source));
        (meant.shifted(bead.span(Side::Source).start), format!("{nothing}, nor in the rendering to “{lost}”"))
    } else {
        (place_across(bead, candidate.phrase.span), nothing)
    };
    let confidence = if odds > SURE { 0.8 } else { 0.65 };
    findings.add(bead.index, Level::Warning, confidence, message, source, candidate.phrase.span);
}

/// Whether the beads around may have named whom the rendering names here.
fn is_named_near(candidate: &Candidate<'_>) -> bool {
    let bead = &candidate.bead;
    bead.neighbours(NEAR)
        .filter(|near| near.words(Side::Source).len() <= LONGEST)
        .any(|near| Answers::new(&near, bead).may_hold(&candidate.phrase))
}
