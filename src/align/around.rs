//! Pairing the sentences around beads that are settled already.
//!
//! The texts are first aligned as a whole, so that all of them tells what words go together. The settled beads that run
//! in the same order in both texts then cut them into gaps. Where the beads found keep within a gap they are taken;
//! where they do not, the gap is aligned by itself. Settled beads that stand out of order, or have one side only, are
//! left out of their gaps.

use std::ops::Range;

use super::{Alignment, Bead, Options};
use crate::mention::Mentions;
use crate::segment::{Document, Segment};
use crate::text::Span;

type Pair = (Range<usize>, Range<usize>);

/// Aligns with `options.fixed` as settled beads; what cannot stand in one alignment with those before it is passed over.
pub(super) fn align(
    source: &Document,
    target: &Document,
    source_mentions: &Mentions,
    target_mentions: &Mentions,
    options: &Options,
) -> Alignment {
    let free = Options { fixed: Vec::new(), ..options.clone() };
    let whole = super::align(source, target, source_mentions, target_mentions, &free);
    let lengths = [source.segments().len(), target.segments().len()];
    let fixed = settled(&options.fixed, lengths);
    let (chain, aside) = chain(fixed);
    let gaps = Gaps::new(source, target, &free, &whole, &aside);
    let mut main = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (one, other) in chain.into_iter().chain([(lengths[0]..lengths[0], lengths[1]..lengths[1])]) {
        gaps.fill(from..one.start, to..other.start, &mut main);
        (from, to) = (one.end, other.end);
        if !one.is_empty() {
            main.push(Bead { source: one, target: other, confidence: 1.0 });
        }
    }
    Alignment::new(merged(main, aside), lengths[0], lengths[1]).unwrap_or(whole)
}

/// The settled beads in the order of the original, without those that lie beyond the texts or overlap an earlier one.
fn settled(fixed: &[Pair], lengths: [usize; 2]) -> Vec<Pair> {
    let mut taken = lengths.map(|length| vec![false; length]);
    let mut settled = Vec::new();
    for (source, target) in fixed {
        let sides = [source, target];
        let is_free = |(side, range): (&Vec<bool>, &&Range<usize>)| {
            range.is_empty() || side.get((*range).clone()).is_some_and(|taken| taken.iter().all(|taken| !taken))
        };
        if (source.is_empty() && target.is_empty()) || !taken.iter().zip(&sides).all(is_free) {
            continue;
        }
        for (side, range) in taken.iter_mut().zip(sides) {
            side.iter_mut().skip(range.start).take(range.len()).for_each(|taken| *taken = true);
        }
        settled.push((source.clone(), target.clone()));
    }
    // A side that is empty at a place comes before the sentence there.
    settled.sort_by_key(|(source, target)| (source.start, !source.is_empty(), target.start));
    settled
}

/// As many beads with both sides as run in the same order in both texts, and the others.
fn chain(fixed: Vec<Pair>) -> (Vec<Pair>, Vec<Pair>) {
    // For each length of a chain, the bead with the least end in the rendering that ends one so long.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; fixed.len()];
    for (at, (source, target)) in fixed.iter().enumerate() {
        if source.is_empty() || target.is_empty() {
            continue;
        }
        let length = ends.partition_point(|end| fixed[*end].1.start < target.start);
        before[at] = length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut in_chain = vec![false; fixed.len()];
    let mut at = ends.last().copied();
    while let Some(here) = at {
        in_chain[here] = true;
        at = before[here];
    }
    let (mut chain, mut aside) = (Vec::new(), Vec::new());
    for (pair, in_chain) in fixed.into_iter().zip(in_chain) {
        if in_chain { chain.push(pair) } else { aside.push(pair) }
    }
    (chain, aside)
}

/// What gaps are filled from.
struct Gaps<'a> {
    documents: [&'a Document; 2],
    options: &'a Options,
    beads: &'a [Bead],
    /// The bead of the whole alignment that each sentence stands in, by side.
    bead_of: [Vec<usize>; 2],
    /// Whether a sentence belongs to a settled bead outside the chain, by side.
    aside: [Vec<bool>; 2],
}

impl<'a> Gaps<'a> {
    fn new(source: &'a Document, target: &'a Document, options: &'a Options, whole: &'a Alignment, aside: &[Pair]) -> Self {
        let lengths = [source.segments().len(), target.segments().len()];
        let mut bead_of = lengths.map(|length| vec![0; length]);
        let mut is_aside = lengths.map(|length| vec![false; length]);
        let set = |of: &mut [usize], range: &Range<usize>, at| {
            of.iter_mut().skip(range.start).take(range.len()).for_each(|of| *of = at)
        };
        for (at, bead) in whole.beads().iter().enumerate() {
            set(&mut bead_of[0], &bead.source, at);
            set(&mut bead_of[1], &bead.target, at);
        }
        for (source, target) in aside {
            for (side, range) in is_aside.iter_mut().zip([source, target]) {
                side.iter_mut().skip(range.start).take(range.len()).for_each(|aside| *aside = true);
            }
        }
        Self { documents: [source, target], options, beads: whole.beads(), bead_of, aside: is_aside }
    }

    /// Adds the beads between two settled ones.
    fn fill(&self, source: Range<usize>, target: Range<usize>, beads: &mut Vec<Bead>) {
        let kept = [self.kept(0, &source), self.kept(1, &target)];
        if kept.iter().all(Vec::is_empty) {
            return;
        }
        match self.within(&kept, &source, &target) {
            Some(found) => beads.extend(found.into_iter().map(|at| self.beads[at].clone())),
            None => self.align(&kept, beads),
        }
    }

    fn kept(&self, side: usize, range: &Range<usize>) -> Vec<usize> {
        range.clone().filter(|at| !self.aside[side].get(*at).copied().unwrap_or_default()).collect()
    }

    /// The beads of the whole alignment that pair these sentences, if they pair them with each other alone.
    fn within(&self, kept: &[Vec<usize>; 2], source: &Range<usize>, target: &Range<usize>) -> Option<Vec<usize>> {
        let mut found: Vec<usize> =
            kept.iter().zip(&self.bead_of).flat_map(|(kept, bead_of)| kept.iter().map(|at| bead_of[*at])).collect();
        found.sort_unstable();
        found.dedup();
        let inside = |bead: &Bead| {
            let sides = [(&bead.source, source), (&bead.target, target)];
            sides.iter().zip(&self.aside).all(|((range, gap), aside)| {
                (*range).clone().all(|at| gap.contains(&at) && !aside.get(at).copied().unwrap_or_default())
            })
        };
        found.iter().all(|at| inside(&self.beads[*at])).then_some(found)
    }

    /// Aligns these sentences by themselves.
    fn align(&self, kept: &[Vec<usize>; 2], beads: &mut Vec<Bead>) {
        let part = |side: usize| part(self.documents[side], &kept[side]);
        let (source, target) = (part(0), part(1));
        let found = super::align(&source, &target, &Mentions::of(&source), &Mentions::of(&target), self.options);
        for bead in found.beads() {
            spread(bead, kept, beads);
        }
    }
}

/// Some sentences of a document as one of their own; of its text only they are copied, for there may be many parts.
fn part(document: &Document, sentences: &[usize]) -> Document {
    let (mut text, mut segments) = (String::new(), Vec::with_capacity(sentences.len()));
    for segment in sentences.iter().filter_map(|at| document.segments().get(*at)) {
        let start = text.len();
        text.push_str(segment.span.of(document.text()));
        segments.push(Segment { span: Span::new(start, text.len()), paragraph: segment.paragraph });
        text.push('\n');
    }
    Document::from_segments(document.name(), text, document.language(), segments)
}

/// Adds a bead of sentences that were numbered without those left out, under their true numbers. Where one that was left
/// out stands between its sentences, the longest run of neighbours keeps the other side and the rest stands alone.
fn spread(bead: &Bead, kept: &[Vec<usize>; 2], beads: &mut Vec<Bead>) {
    let (source, target) = (runs(kept[0].get(bead.source.clone())), runs(kept[1].get(bead.target.clone())));
    let longest = |runs: &[Range<usize>]| {
        // Of equally long runs, the first.
        (0..runs.len()).rev().max_by_key(|at| runs[*at].len())
    };
    let (main_source, main_target) = (longest(&source), longest(&target));
    let whole = source.len() <= 1 && target.len() <= 1;
    let range = |runs: &[Range<usize>], at: Option<usize>| at.and_then(|at| runs.get(at).cloned()).unwrap_or(0..0);
    let lone = |source: Range<usize>, target: Range<usize>| Bead { source, target, confidence: 0.0 };
    let before = |main: Option<usize>| ..main.unwrap_or_default();
    let after = |main: Option<usize>| main.map_or(0, |main| main + 1)..;
    beads.extend(source[before(main_source)].iter().map(|run| lone(run.clone(), 0..0)));
    beads.extend(target[before(main_target)].iter().map(|run| lone(0..0, run.clone())));
    // A bead that lost sentences is to be doubted.
    let confidence = if whole { bead.confidence } else { bead.confidence.min(0.5) };
    beads.push(Bead { source: range(&source, main_source), target: range(&target, main_target), confidence });
    beads.extend(source[after(main_source)].iter().map(|run| lone(run.clone(), 0..0)));
    beads.extend(target[after(main_target)].iter().map(|run| lone(0..0, run.clone())));
}

/// The runs of neighbours among ascending numbers.
fn runs(numbers: Option<&[usize]>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for number in numbers.unwrap_or_default() {
        match runs.last_mut() {
            Some(run) if run.end == *number => run.end += 1,
            _ => runs.push(*number..*number + 1),
        }
    }
    runs
}

/// All beads in the order of the original, those without one by the rendering; the places of empty sides are set.
fn merged(main: Vec<Bead>, aside: Vec<Pair>) -> Vec<Bead> {
    // How far each side has come after each bead of the main path.
    let mut reached = Vec::with_capacity(main.len());
    let (mut from, mut to) = (0, 0);
    for bead in &main {
        if !bead.source.is_empty() {
            from = from.max(bead.source.end);
        }
        if !bead.target.is_empty() {
            to = to.max(bead.target.end);
        }
        reached.push((from, to));
    }
    let mut aside: Vec<(usize, Pair)> = aside
        .into_iter()
        .map(|(source, target)| {
            let place = if source.is_empty() {
                reached.partition_point(|(_, to)| *to <= target.start)
            } else {
                reached.partition_point(|(from, _)| *from <= source.start)
            };
            (place, (source, target))
        })
        .collect();
    aside.sort_by_key(|(place, _)| *place);
    let mut aside = aside.into_iter().peekable();
    let mut beads = Vec::with_capacity(main.len() + aside.len());
    let (mut from, mut to) = (0, 0);
    for at in 0..=main.len() {
        while let Some((_, (source, target))) = aside.next_if(|(place, _)| *place == at) {
            let source = if source.is_empty() { from..from } else { source };
            from = source.end;
            beads.push(Bead { source, target: if target.is_empty() { to..to } else { target }, confidence: 1.0 });
        }
        let Some(mut bead) = main.get(at).cloned() else { continue };
        if bead.source.is_empty() {
            bead.source = from..from;
        }
        if bead.target.is_empty() {
            bead.target = to..to;
        }
        (from, to) = (bead.source.end, bead.target.end);
        beads.push(bead);
    }
    beads
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::OTHER;

    fn document(numbers: &[usize]) -> Document {
        let sentence = |number: &usize| format!("word{} and{} number {}.\n", number * 7, number * 13, number + 1000);
        Document::from_lines("text", numbers.iter().map(sentence).collect::<String>(), &OTHER)
    }

    fn aligned(source: &Document, target: &Document, fixed: &[Pair]) -> Alignment {
        let options = Options { fixed: fixed.to_vec(), ..Options::default() };
        super::super::align(source, target, &Mentions::of(source), &Mentions::of(target), &options)
    }

    fn pairs(alignment: &Alignment) -> Vec<Pair> {
        alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect()
    }

    #[test]
    fn a_settled_bead_stands_and_its_neighbours_give_way() {
        let text = document(&(0..12).collect::<Vec<_>>());
        let beads = pairs(&aligned(&text, &text, &[(3..5, 3..4)]));
        assert!(beads.contains(&(3..5, 3..4)), "{beads:?}");
        for at in (0..3).chain(6..12) {
            assert!(beads.contains(&(at..at + 1, at..at + 1)), "{beads:?}");
        }
    }

    #[test]
    fn settled_beads_may_cross() {
        let text = document(&(0..12).collect::<Vec<_>>());
        let fixed = [(2..3, 9..10), (9..10, 2..3), (5..6, 0..0), (0..0, 6..7)];
        let alignment = aligned(&text, &text, &fixed);
        for (source, target) in &fixed {
            let stands = |bead: &Pair| {
                (source.is_empty() && bead.0.is_empty() || bead.0 == *source)
                    && (target.is_empty() && bead.1.is_empty() || bead.1 == *target)
            };
            assert!(pairs(&alignment).iter().any(stands), "{source:?} {target:?}: {alignment:?}");
        }
    }

    #[test]
    fn what_cannot_stand_is_passed_over() {
        let text = document(&[1, 2, 3]);
        let beads = pairs(&aligned(&text, &text, &[(0..1, 1..2), (0..2, 2..3), (2..9, 0..1), (1..1, 2..2)]));
        assert!(beads.contains(&(0..1, 1..2)), "{beads:?}");
    }

    proptest! {
        #[test]
        fn every_settled_bead_comes_out_whatever_it_is(
            numbers in prop::collection::vec(0..15_usize, 0..16),
            others in prop::collection::vec(0..15_usize, 0..16),
            wanted in prop::collection::vec((0..16_usize, 0..3_usize, 0..16_usize, 0..3_usize), 0..6),
        ) {
            let (source, target) = (document(&numbers), document(&others));
            let wanted: Vec<Pair> = wanted.into_iter().map(|(from, wide, to, high)| (from..from + wide, to..to + high)).collect();
            let fixed = settled(&wanted, [numbers.len(), others.len()]);
            let alignment = aligned(&source, &target, &wanted);
            let found = pairs(&alignment);
            prop_assert!(Alignment::new(alignment.beads().to_vec(), numbers.len(), others.len()).is_ok());
            for (source, target) in fixed {
                let same = |one: &Range<usize>, other: &Range<usize>| one == other || (one.is_empty() && other.is_empty());
                prop_assert!(found.iter().any(|bead| same(&bead.0, &source) && same(&bead.1, &target)), "{source:?} {target:?} {found:?}");
            }
        }
    }
}
