//! Two countries that have changed places within a sentence.

use std::collections::HashSet;

use crate::check::discourse;
use crate::check::{BeadView, Check, Findings, Label, Level, Rule};
use crate::lang::{Language, pairs};
use crate::mention::{CountryForm, Fact, place};
use crate::text::{Side, Span};

/// Two countries that have changed places within a sentence.
pub(super) static RULE: Rule = Rule {
    name: "swapped-roles",
    summary: "two countries have changed places: who did it to whom",
    level: Level::Warning,
    page: include_str!("swapped_roles.md"),
    check: Check::Bead(check),
};

/// So many words on each side of a country say what is told of it, in the original and in the rendering.
const BESIDE: [usize; 2] = [3, 4];
/// Between two countries in a list stand at most so many words.
const LISTED: usize = 2;

/// A country where a side first speaks of it.
struct Named {
    code: &'static str,
    span: Span,
    /// Whether it stands there by its own name, not by its people or a place in it.
    by_name: bool,
    /// The stems of the words around it; of the original's words, those of their renderings.
    beside: HashSet<String>,
}

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let [from, to] = [Side::Source, Side::Target].map(|side| bead.language(side));
    let lexicon = pairs::lexicon(from.code, to.code);
    // Without one, only their order speaks, and only where sentences are built alike: in the languages of Europe,
    // whose names have capital letters.
    if lexicon.is_none() && !(from.traits.letter_case && to.traits.letter_case) {
        return;
    }
    let source = named(bead, Side::Source, |word| {
        let renderings = lexicon.into_iter().flat_map(|lexicon| lexicon.renderings(word));
        renderings.flat_map(|rendering| rendering.split(' ')).chain([word]).map(to.stem).collect()
    });
    let target = named(bead, Side::Target, |word| vec![(to.stem)(word)]);
    for (at, first) in source.iter().enumerate() {
        for second in &source[at + 1..] {
            let here = |code| target.iter().find(|other| other.code == code);
            let (Some(first_here), Some(second_here)) = (here(first.code), here(second.code)) else { continue };
            if ![first, second, first_here, second_here].iter().all(|named| named.by_name) {
                continue;
            }
            let exchanged = first_here.span > second_here.span;
            let listed = is_listed(bead, Side::Source, first.span, second.span)
                || is_listed(bead, Side::Target, first_here.span, second_here.span);
            if listed
                || !are_states([first.code, second.code])
                || !speaks_for_exchange([first, second], [first_here, second_here], exchanged)
            {
                continue;
            }
            let source_text = bead.pair.source.document.text();
            let message = format!("{} and {} have changed places", first.span.of(source_text), second.span.of(source_text));
            let finding = findings.add(bead.index, Level::Warning, 0.7, message, first.span, first_here.span);
            finding.more.push(Label { side: Side::Target, span: second_here.span, text: "the other country".to_owned() });
            return;
        }
    }
}

/// Whether both are states: a union of states and its members are often named for each other.
fn are_states(codes: [&str; 2]) -> bool {
    codes.iter().all(|code| code.len() == 2 && *code != "EU" && code.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Whether the countries have been exchanged: words went from each to the other and none stayed, or their order is
/// turned round and no more words stayed than went.
fn speaks_for_exchange(source: [&Named; 2], target: [&Named; 2], exchanged: bool) -> bool {
    // A word beside both says nothing of either.
    let shared = |one: &Named, other: &Named, own: &Named, rival: &Named| {
        one.beside
            .iter()
            .filter(|stem| other.beside.contains(*stem) && !own.beside.contains(*stem) && !rival.beside.contains(*stem))
            .count()
    };
    let own = [0, 1].map(|at| shared(source[at], target[at], source[1 - at], target[1 - at]));
    let crossed = [0, 1].map(|at| shared(source[at], target[1 - at], source[1 - at], target[at]));
    let both = crossed[0] > 0 && crossed[1] > 0;
    let (stayed, went) = (own[0] + own[1], crossed[0] + crossed[1]);
    stayed == 0 && both || exchanged && went >= stayed
}

/// The countries of a side where it first speaks of each beyond doubt, in their order.
fn named(bead: &BeadView<'_>, side: Side, stems: impl Fn(&str) -> Vec<String>) -> Vec<Named> {
    let text = bead.pair.side(side);
    let mut named: Vec<(&'static str, Span, bool)> = Vec::new();
    for segment in bead.segments(side) {
        for mention in text.mentions.in_segment(segment) {
            let (codes, by_name) = match &mention.fact {
                Fact::Country(countries) => {
                    let by_name = countries.form == CountryForm::Name;
                    (discourse::settle(text, segment, mention, countries).codes, by_name)
                }
                Fact::Place(key) => (place::countries(key).to_vec(), false),
                _ => continue,
            };
            if let [code] = codes.as_slice() {
                named.push((code, mention.span, by_name));
            }
        }
    }
    let first = |at: usize, code: &str| named[..at].iter().all(|(other, ..)| *other != code);
    let words = words(bead.language(side), bead, side);
    let spans: Vec<Span> = named.iter().map(|(_, span, _)| *span).collect();
    let one = |&(code, span, by_name): &(&'static str, Span, bool)| {
        let near = near(&words, span, BESIDE[usize::from(side == Side::Target)]);
        let outside = near.filter(|word| !spans.iter().any(|span| span.contains(word.0)));
        Named {
            code,
            span,
            by_name,
            beside: outside.flat_map(|word| stems(word.1)).filter(|stem| stem.chars().count() > 2).collect(),
        }
    };
    named.iter().enumerate().filter(|(at, (code, ..))| first(*at, code)).map(|(_, item)| one(item)).collect()
}

/// The words of a side with their places in the document.
fn words<'a>(language: &Language, bead: &BeadView<'a>, side: Side) -> Vec<(Span, &'a str)> {
    let text = bead.words(side);
    let start = bead.span(side).start;
    let view = language.view(text);
    let spans = (language.words)(view.text());
    spans.into_iter().map(|span| view.original(span)).map(|span| (span.shifted(start), span.of(text))).collect()
}

/// The words that stand before and after `span`.
fn near<'b, 'a>(words: &'b [(Span, &'a str)], span: Span, count: usize) -> impl Iterator<Item = &'b (Span, &'a str)> {
    let before = words.partition_point(|word| word.0.end <= span.start);
    let after = words.partition_point(|word| word.0.start < span.end);
    words[before.saturating_sub(count)..before].iter().chain(words[after..].iter().take(count))
}

/// Whether two countries stand in a list, in which their order says nothing.
fn is_listed(bead: &BeadView<'_>, side: Side, one: Span, other: Span) -> bool {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    let text = bead.pair.side(side).document.text();
    let between = text.get(first.end as usize..second.start as usize).unwrap_or_default();
    (bead.language(side).words)(between).len() <= LISTED
}
