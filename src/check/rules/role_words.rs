//! What stands beside two countries on both sides, compared by the lexicon: for languages that the encoder does not know, and
//! where it is not asked.

use std::collections::HashSet;

use super::swapped_roles::Two;
use crate::lang::pairs;
use crate::text::{Side, Span};

/// So many words on each side of a country say what is told of it, in the original and in the rendering.
const BESIDE: [usize; 2] = [3, 4];
/// What a word that stands beside a country on both sides speaks for it, in nats.
const STAYED: f32 = 1.0;

/// How much speaks for the two standing where they should (above nought) or having been exchanged (below).
pub(super) fn evidence(two: &Two<'_>) -> f32 {
    let [from, to] = [Side::Source, Side::Target].map(|side| two.bead.language(side));
    let lexicon = pairs::lexicon(from.code, to.code);
    let source = [0, 1].map(|at| {
        beside(two, Side::Source, at, |word| {
            let renderings = lexicon.into_iter().flat_map(|lexicon| lexicon.renderings(word));
            renderings.flat_map(|rendering| rendering.split(' ')).chain([word]).map(to.stem).collect()
        })
    });
    let target = [0, 1].map(|at| beside(two, Side::Target, at, |word| vec![(to.stem)(word)]));
    // A word beside both says nothing of either.
    let shared = |one: usize, other: usize| {
        let (own, rival) = (&source[1 - one], &target[1 - other]);
        let shared = source[one].intersection(&target[other]).filter(|stem| !own.contains(*stem) && !rival.contains(*stem));
        f32::from(u8::try_from(shared.count()).unwrap_or(u8::MAX))
    };
    let (stayed, went) = (shared(0, 0) + shared(1, 1), shared(0, 1) + shared(1, 0));
    // Where words of both went over and none stayed, they hardly met by chance.
    let both = shared(0, 1) > 0.0 && shared(1, 0) > 0.0 && stayed == 0.0;
    STAYED * (stayed - went) - if both { 2.0 } else { 0.0 }
}

/// The stems of the words around a country; of the original's words, those of their renderings.
fn beside(two: &Two<'_>, side: Side, at: usize, stems: impl Fn(&str) -> Vec<String>) -> HashSet<String> {
    let language = two.bead.language(side);
    let text = two.bead.words(side);
    let start = two.bead.span(side).start;
    let view = language.view(text);
    let words = (language.words)(view.text()).into_iter().map(|span| view.original(span));
    let words: Vec<(Span, &str)> = words.map(|span| (span.shifted(start), span.of(text))).collect();
    let span = two.first[side as usize][at];
    let count = BESIDE[side as usize];
    let before = words.partition_point(|word| word.0.end <= span.start);
    let after = words.partition_point(|word| word.0.start < span.end);
    let near = words[before.saturating_sub(count)..before].iter().chain(words[after..].iter().take(count));
    let named = &two.named[side as usize];
    let is_named = |word: Span| named.iter().flat_map(|named| &named.places).any(|(span, _)| span.contains(word));
    let outside = near.filter(|word| !is_named(word.0));
    outside.flat_map(|word| stems(word.1)).filter(|stem| stem.chars().count() > 2).collect()
}
