//! A term of the original that the text renders in two ways.

use std::collections::BTreeMap;

use crate::check::meaning::Texts;
use crate::check::{BeadView, Check, Findings, Label, Level, PairView, Rule};
use crate::encode::Encoder;
use crate::glossary::extract::{Proposal, Wanted, extract};
use crate::lang::{Frequencies, Language, function_words};
use crate::text::{Side, Span};

/// A term of the original that the text renders in two ways.
pub(super) static RULE: Rule = Rule {
    name: "inconsistent-term",
    summary: "a term of the original comes out in two ways in one text",
    level: Level::Note,
    page: include_str!("inconsistent_term.md"),
    check: Check::Pair(check),
};

/// Shorter texts repeat no term often enough.
const FEWEST: usize = 8;
/// Longer ones are looked at piece by piece, of so many beads.
const PIECE: usize = 4000;
/// In so many beads or more a rendering is the usual one.
const USUAL: usize = 3;
/// What is asked of the renderings of a term.
const WANTED: Wanted = Wanted { count: 2, dice: 0.5, common: false };
/// A word as frequent as this is no term (see [`Frequencies::frequency`]).
const COMMON: u8 = 40;
/// So near by meaning the other rendering is to the term and to the usual rendering, as a cosine.
const NEAR: f32 = 0.5;
/// How often a finding is right: of the terms found in papers, novels and scripture somewhat more than half are two words for one
/// thing, the others are words with two senses or phrases that are free to vary.
const CONFIDENCE: f32 = 0.6;
/// Words that begin with so many of the same letters are one word in two forms.
const SAME: usize = 4;

/// A term with two renderings.
struct Candidate {
    term: String,
    usual: Proposal,
    other: Proposal,
}

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    // Without the encoder, nothing tells two words for one thing from two things.
    let Some(encoder) = findings.encoder() else { return };
    let beads: Vec<BeadView<'_>> = pair.beads().filter(BeadView::is_paired).collect();
    for piece in beads.chunks(PIECE).filter(|piece| piece.len() >= FEWEST) {
        let mut candidates = candidates(pair, piece);
        retain_near(pair, &mut candidates, encoder);
        for candidate in &candidates {
            report(pair, piece, candidate, findings);
        }
    }
}

/// The terms that the words of `beads` render in two ways.
fn candidates(pair: &PairView<'_>, beads: &[BeadView<'_>]) -> Vec<Candidate> {
    let [from, into] = [pair.source, pair.target].map(|text| text.document.language());
    let texts: Vec<(&str, &str)> = beads.iter().map(|bead| (bead.words(Side::Source), bead.words(Side::Target))).collect();
    let mut of_term: BTreeMap<String, Vec<Proposal>> = BTreeMap::new();
    for proposal in extract(&texts, from, into, &WANTED) {
        of_term.entry(proposal.source.clone()).or_default().push(proposal);
    }
    let two = of_term.into_iter().filter_map(|(term, renderings)| {
        let [usual, other] = <[Proposal; 2]>::try_from(renderings).ok()?;
        Some(Candidate { term, usual, other })
    });
    let open = two.filter(|Candidate { term, usual, other }| {
        usual.is_first
            && !other.is_first
            && usual.together >= USUAL
            && usual.together > other.together
            && is_telling(term, from)
            && [usual, other].into_iter().all(|rendering| is_telling(&rendering.target, into))
            && !is_one_in_two_forms(&usual.target, &other.target)
    });
    open.collect()
}

/// Whether words may be a term: none that all texts use, and of several none that only joins others.
fn is_telling(words: &str, language: &'static Language) -> bool {
    let small = words.to_lowercase();
    let frequency = Frequencies::of(language).and_then(|frequencies| frequencies.frequency(&small));
    let joins = |word: &str| function_words(language).contains(word) || word.contains(['\'', '’']);
    words.chars().count() > 1 && frequency.is_none_or(|frequency| frequency < COMMON) && !small.split(' ').any(joins)
}

/// Whether the words of the one are those of the other, in other forms or with others besides.
fn is_one_in_two_forms(one: &str, other: &str) -> bool {
    let words = |text: &str| text.to_lowercase().split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let begin_alike =
        |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count() >= SAME;
    let alike = |one: &str, other: &str| one.contains(other) || other.contains(one) || begin_alike(one, other);
    let within = |some: &[String], all: &[String]| some.iter().all(|word| all.iter().any(|other| alike(word, other)));
    let (one, other) = (words(one), words(other));
    within(&one, &other) || within(&other, &one)
}

/// Keeps the terms whose other rendering means what the term and its usual rendering mean.
fn retain_near(pair: &PairView<'_>, candidates: &mut Vec<Candidate>, encoder: &Encoder) {
    let [from, into] = [pair.source, pair.target].map(|text| text.document.language());
    let mut texts = Texts::default();
    let compared: Vec<_> = candidates
        .iter()
        .map(|candidate| {
            [texts.add(&candidate.term, from), texts.add(&candidate.usual.target, into), texts.add(&candidate.other.target, into)]
        })
        .collect();
    let nearness = texts.read(encoder);
    let mut near =
        compared.iter().map(|&[term, usual, other]| nearness.of(term, other) >= NEAR && nearness.of(usual, other) >= NEAR);
    candidates.retain(|_| near.next().unwrap_or(false));
}

/// Tells of each bead in which the other rendering stands alone.
fn report(
    pair: &PairView<'_>,
    beads: &[BeadView<'_>],
    Candidate { term, usual, other }: &Candidate,
    findings: &mut Findings<'_>,
) {
    let Some(there) = beads.iter().find_map(|bead| both(bead, term, &usual.target)) else { return };
    for bead in beads {
        let (Some((source, target)), None) = (both(bead, term, &other.target), both(bead, term, &usual.target)) else { continue };
        if findings.so_far().iter().any(|finding| finding.bead == bead.index && finding.target.span.overlaps(target)) {
            continue;
        }
        let message = format!(
            "{term} is “{}” here and “{}” in {} other places",
            target.of(pair.target.document.text()),
            usual.target,
            usual.together
        );
        let finding = findings.add(bead.index, Level::Note, CONFIDENCE, message, source, target);
        finding.suggestion = Some(usual.target.clone());
        finding.more.push(Label { side: Side::Target, span: there.1, text: "the usual rendering".to_owned() });
    }
}

/// Where the term and the rendering stand in a bead that has both.
fn both(bead: &BeadView<'_>, term: &str, rendering: &str) -> Option<(Span, Span)> {
    let find = |side: Side, words: &str| {
        let text = bead.words(side);
        let at = text.find(words).or_else(|| text.to_lowercase().find(&words.to_lowercase()))?;
        let end = at + words.len();
        text.get(at..end).map(|_| Span::new(at, end).shifted(bead.span(side).start))
    };
    Some((find(Side::Source, term)?, find(Side::Target, rendering)?))
}
