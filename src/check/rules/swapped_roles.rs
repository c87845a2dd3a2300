//! Two countries that have changed places within a sentence.

use super::role_contexts::{Contexts, Pull};
use super::role_words;
use crate::check::discourse;
use crate::check::meaning::{STRETCH, Texts};
use crate::check::{BeadView, Check, Findings, Label, Level, PairView, Rule};
use crate::mention::{CountryForm, Fact, country};
use crate::text::{Side, Span};

/// Two countries that have changed places within a sentence.
pub(super) static RULE: Rule = Rule {
    name: "swapped-roles",
    summary: "two countries have changed places: who did it to whom",
    level: Level::Warning,
    page: include_str!("swapped_roles.md"),
    check: Check::Pair(check),
};

/// No more countries than these are compared in a bead, and of each no more places.
const MOST: usize = 5;
/// Below this the countries have been exchanged, on the scale of [`evidence`]. In translations of news from eight languages
/// (NTREX-128) fewer than one in 2,000 sentences lie below, and four of five in which two countries were exchanged.
const EXCHANGED: f32 = -2.4;
/// Below this there is hardly a doubt.
const SURELY: f32 = -4.0;

/// A country with the places where a side of a bead speaks of it.
pub(super) struct Named {
    code: &'static str,
    /// The places, and whether it stands there by its own name, not by its people or a short form.
    pub(super) places: Vec<(Span, bool)>,
}

impl Named {
    fn by_name(&self) -> Option<Span> {
        self.places.iter().find(|(_, by_name)| *by_name).map(|(span, _)| *span)
    }
}

/// Two countries that both sides of a bead name.
pub(super) struct Two<'a> {
    pub(super) bead: BeadView<'a>,
    /// The two in the order of the original, first as the original has them, then as the rendering has them.
    pub(super) named: [[Named; 2]; 2],
    /// Where each is first named: of the original in whatever form, of the rendering by its name.
    pub(super) first: [[Span; 2]; 2],
    /// Whether both sides name more countries than the two: the order of a longer list tells little.
    of_many: bool,
}

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let encoder = findings.encoder();
    let beads: Vec<BeadView<'_>> = pair.beads().filter(BeadView::is_paired).collect();
    for stretch in beads.chunks(STRETCH) {
        let mut texts = Texts::default();
        let pairs: Vec<Two<'_>> = stretch.iter().flat_map(pairs_of).collect();
        let weighed: Vec<(f32, &Two<'_>)> = if let Some(encoder) = encoder {
            let contexts: Vec<Contexts> = pairs.iter().map(|two| Contexts::of(two, &mut texts)).collect();
            let nearness = texts.read(encoder);
            let pulls = contexts.iter().map(|contexts| contexts.pull(&nearness));
            pairs.iter().zip(pulls).map(|(two, pull)| (evidence(two, &pull), two)).collect()
        } else {
            pairs.iter().map(|two| (role_words::evidence(two) + evidence(two, &Pull::default()), two)).collect()
        };
        report(&weighed, findings);
    }
}

/// Tells the surest exchange of each bead.
fn report(weighed: &[(f32, &Two<'_>)], findings: &mut Findings<'_>) {
    for of_bead in weighed.chunk_by(|one, other| one.1.bead.index == other.1.bead.index) {
        let Some((evidence, two)) = of_bead.iter().min_by(|one, other| one.0.total_cmp(&other.0)) else { continue };
        if *evidence >= EXCHANGED {
            continue;
        }
        let text = two.bead.pair.source.document.text();
        let [one, other] = two.first[0].map(|span| span.of(text));
        let turned_list = is_list(two, Side::Source) && is_list(two, Side::Target);
        let message = if turned_list {
            format!("the original names {one} before {other}, the rendering turns the two round")
        } else {
            format!("{one} and {other} have changed places")
        };
        let confidence = if *evidence < SURELY { 0.85 } else { 0.7 };
        let finding = findings.add(two.bead.index, Level::Warning, confidence, message, two.first[0][0], two.first[1][0]);
        finding.more.push(Label { side: Side::Target, span: two.first[1][1], text: "the other country".to_owned() });
    }
}

/// How much speaks for the two standing where they should (above nought) or having been exchanged (below), in nats.
///
/// The weights were fitted on 630 pairs of countries in human translations of news (NTREX-128) from eight languages and the
/// same with the two exchanged.
fn evidence(two: &Two<'_>, pull: &Pull) -> f32 {
    let [source, target] = two.first.map(|[one, other]| one < other);
    let order = if source == target { 1.0 } else { -1.0 };
    let letter_case = [Side::Source, Side::Target].iter().all(|side| two.bead.language(*side).traits.letter_case);
    let of_order = if is_list(two, Side::Source) && is_list(two, Side::Target) && !two.of_many {
        3.6
    } else if are_one_word(two) {
        // Short forms in a row (中美, 俄乌) stand in an order of their own.
        0.0
    } else if letter_case {
        1.5
    } else {
        1.1
    };
    of_order * order + 1.5 * counts(two) + 5.6 * pull.words + 3.1 * pull.phrases + 2.9 * pull.clauses
}

/// Whether the two stand beside each other in a list.
fn is_list(two: &Two<'_>, side: Side) -> bool {
    let [one, other] = two.first[side as usize];
    let between = between(two, side, one, other);
    let by_name = two.named[side as usize].iter().all(|named| named.places.first().is_some_and(|(_, by_name)| *by_name));
    by_name && country::joins(two.bead.language(side), between)
}

fn are_one_word(two: &Two<'_>) -> bool {
    let [one, other] = two.first[0];
    between(two, Side::Source, one, other).is_empty()
}

fn between<'a>(two: &Two<'a>, side: Side, one: Span, other: Span) -> &'a str {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    let text = two.bead.pair.side(side).document.text();
    text.get(first.end as usize..second.start as usize).unwrap_or_default()
}

/// How much better the rendering names each as often as the original does than if the two were exchanged, two at most.
fn counts(two: &Two<'_>) -> f32 {
    let count = |places: &[(Span, bool)], by_name: bool| {
        i32::try_from(places.iter().filter(|place| place.1 == by_name).count()).unwrap_or(i32::MAX / 4)
    };
    let source = [0, 1].map(|at| count(&two.named[0][at].places, true) + count(&two.named[0][at].places, false));
    let [names, others] = [true, false].map(|by_name| [0, 1].map(|at| count(&two.named[1][at].places, by_name)));
    let apart = |names: [i32; 2]| (0..2).map(|at| (source[at] - names[at] - others[at]).abs()).sum::<i32>();
    let better = (apart([names[1], names[0]]) - apart(names)).clamp(-2, 2);
    f32::from(i8::try_from(better).unwrap_or_default())
}

/// Every two states that both sides of a bead name.
fn pairs_of<'a>(bead: &BeadView<'a>) -> Vec<Two<'a>> {
    let [source, target] = [Side::Source, Side::Target].map(|side| named(bead, side));
    let both: Vec<(&Named, &Named)> = source
        .iter()
        .filter_map(|named| Some((named, target.iter().find(|other| other.code == named.code && other.by_name().is_some())?)))
        .take(MOST)
        .collect();
    let copy = |named: &Named| Named { code: named.code, places: named.places.clone() };
    let mut pairs = Vec::new();
    for (at, one) in both.iter().enumerate() {
        for other in &both[at + 1..] {
            let (Some(one_here), Some(other_here)) = (one.1.by_name(), other.1.by_name()) else { continue };
            pairs.push(Two {
                bead: *bead,
                named: [[copy(one.0), copy(other.0)], [copy(one.1), copy(other.1)]],
                first: [[one.0.places[0].0, other.0.places[0].0], [one_here, other_here]],
                of_many: both.len() > 2,
            });
        }
    }
    pairs
}

/// The states that a side speaks of beyond doubt, in their order.
fn named(bead: &BeadView<'_>, side: Side) -> Vec<Named> {
    let text = bead.pair.side(side);
    let mut found: Vec<Named> = Vec::new();
    for segment in bead.segments(side) {
        for mention in text.mentions.in_segment(segment) {
            let Fact::Country(countries) = &mention.fact else { continue };
            let codes = discourse::settle(text, segment, mention, countries).codes;
            let [code] = codes.as_slice() else { continue };
            if !is_state(code) {
                continue;
            }
            let place = (mention.span, countries.form == CountryForm::Name);
            match found.iter_mut().find(|named| named.code == *code) {
                Some(named) => named.places.push(place),
                None => found.push(Named { code, places: vec![place] }),
            }
        }
    }
    for named in &mut found {
        // The first by its name is among those kept.
        let by_name = named.by_name();
        named.places.truncate(MOST);
        if let Some(span) = by_name.filter(|span| !named.places.contains(&(*span, true))) {
            named.places.push((span, true));
        }
    }
    found
}

/// Whether it is a state: a union of states and its members are often named for each other.
fn is_state(code: &str) -> bool {
    code.len() == 2 && code != "EU" && code.bytes().all(|byte| byte.is_ascii_uppercase())
}
