//! A rendering that belongs to another sentence.

use rust_decimal::Decimal;

use crate::align;
use crate::check::meaning::{STRETCH, Text, Texts};
use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::table::unicode_words;
use crate::mention::Fact;
use crate::text::Side;

/// A rendering that belongs to another sentence.
pub(super) static RULE: Rule = Rule {
    name: "unrelated-text",
    summary: "the rendering says something else altogether",
    level: Level::Error,
    page: include_str!("unrelated_text.md"),
    check: Check::Pair(check),
};

/// Sentences this near or nearer may render each other, at each length in words. Of 16,000 human translations of news
/// (NTREX-128) from eight languages one in 2,000 lies below; of sentences paired at random, 29 in 30 do.
const NEAR: [(usize, f32); 2] = [(14, 0.3), (8, 0.24)];
/// Below this the two have nothing in common at all.
const FAR: f32 = 0.15;
/// Numbers up to this stand in any two sentences.
const SMALL: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    // What the aligner paired itself it paired by its meaning.
    let given: Vec<BeadView<'_>> = pair.beads().filter(|bead| bead.is_paired() && bead.bead().confidence >= 1.0).collect();
    let Some(encoder) = findings.encoder() else {
        return by_words(pair, &given, findings);
    };
    for stretch in given.chunks(STRETCH) {
        let mut texts = Texts::default();
        let sentences: Vec<(&BeadView<'_>, f32, [Text; 2])> = stretch
            .iter()
            .filter_map(|bead| {
                let needed = nearness_needed(bead)?;
                let [source, target] = [Side::Source, Side::Target].map(|side| texts.add(bead.words(side), bead.language(side)));
                Some((bead, needed, [source, target]))
            })
            .collect();
        let nearness = texts.read(encoder);
        for (bead, needed, [source, target]) in sentences {
            let near = nearness.of(source, target);
            if near < needed && !share_a_fact(bead) {
                report(bead, near < FAR, findings);
            }
        }
    }
}

/// What a word that finds its rendering across speaks for the two belonging together, in nats: six words in ten find one in a
/// rendering, 7 in 100 in any other sentence.
const FOUND: f32 = 2.15;
/// What one speaks against it that finds none.
const UNFOUND: f32 = -0.84;
/// What a word speaks for it that is spelt or sounds alike across.
const BESIDES: f32 = 1.2;
/// Less than this, and the two do not belong together: so it is in 4 of 1,000 renderings of news (NTREX-128, Chinese to English),
/// and in nine of ten sentences paired at random.
const AGAINST: f32 = -4.0;
/// Below this they have nothing in common at all.
const FAR_AGAINST: f32 = -6.5;

/// Weighs, for languages that the encoder does not know, how many words of the original find a rendering.
fn by_words(pair: &PairView<'_>, given: &[BeadView<'_>], findings: &mut Findings<'_>) {
    if given.is_empty() || findings.is_fast() {
        return;
    }
    let [source, target] = [pair.source, pair.target].map(|text| (&text.document, &text.mentions));
    let answers = align::answers(source, target, given.iter().map(BeadView::bead));
    for (bead, answers) in given.iter().zip(answers) {
        let count = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        let unfound = answers.expected - answers.found;
        let evidence = FOUND * count(answers.found) + UNFOUND * count(unfound) + BESIDES * count(answers.besides);
        if evidence < AGAINST && !share_a_fact(bead) {
            report(bead, evidence < FAR_AGAINST, findings);
        }
    }
}

/// How near the sides of a bead must be; nothing where they are too short to tell.
fn nearness_needed(bead: &BeadView<'_>) -> Option<f32> {
    let words = |side| {
        let (text, language) = (bead.words(side), bead.language(side));
        let words = if language.traits.word_spaces {
            unicode_words(text).len()
        } else {
            text.chars().filter(|c| c.is_alphabetic()).count() / 2
        };
        (words, text.len())
    };
    let [(one, _), (other, _)] = [Side::Source, Side::Target].map(words);
    NEAR.iter().find(|(length, _)| one.min(other) >= *length).map(|(_, near)| *near)
}

/// Whether both sides hold the same number, date, country, place or address.
fn share_a_fact(bead: &BeadView<'_>) -> bool {
    bead.mentions(Side::Source).any(|one| bead.mentions(Side::Target).any(|other| agree(&one.fact, &other.fact)))
}

fn agree(one: &Fact, other: &Fact) -> bool {
    use Fact::{Money, Number, Percent, Quantity};
    match (one, other) {
        (
            Number(one) | Percent(one) | Money(one, _) | Quantity(one, _),
            Number(other) | Percent(other) | Money(other, _) | Quantity(other, _),
        ) => one.value == other.value && one.value > SMALL,
        (Fact::Ordinal(_), Fact::Ordinal(_)) => false,
        (one, other) if one.is_name() => one.names_same(other),
        (one, other) => one == other,
    }
}

fn report(bead: &BeadView<'_>, surely: bool, findings: &mut Findings<'_>) {
    let (level, confidence) = if surely { (Level::Error, 0.95) } else { (Level::Warning, 0.8) };
    let message = "the rendering says something else altogether; it seems to belong to another sentence".to_owned();
    findings.add(bead.index, level, confidence, message, bead.span(Side::Source), bead.span(Side::Target));
}
