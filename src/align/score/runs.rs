//! The vectors of runs of neighbouring sentences of a text.

use std::ops::Range;

use super::shape::LONGEST;
use crate::encode::{Encoder, Sums, Vectors};
use crate::segment::Document;

/// So many sentences that share nothing are added to those of a text.
const EXPECTED_SHARED: f32 = 5.0;

/// So many vectors stand in one piece of memory, and so many are made at a time.
const BLOCK: usize = 4096;

/// The vectors of some of the runs of 1 to [`LONGEST`] sentences of a text, those that are asked for.
#[derive(Debug)]
pub(super) struct Runs {
    /// The sums of all sentences, as long as new runs are likely to be asked for.
    sums: Option<Sums>,
    /// What the sentences have in common: it would make any two of them near.
    mean: Vec<f32>,
    /// [`BLOCK`] vectors each. There are so many that they must not be moved to make room for more.
    blocks: Vec<Vectors>,
    /// By the number of a run, which of the vectors is its own; [`NONE`] where there is none.
    places: Vec<u32>,
    /// By vector, the number of its run; [`NONE`] where nobody asks for it any more.
    numbers: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Runs {
    /// The vectors of all single sentences.
    pub(super) fn read(encoder: &Encoder, document: &Document, threads: usize) -> Self {
        let sentences = document.segments().len();
        let sums = sums(encoder, document, 0..sentences, threads);
        let single: Vec<_> = (0..sentences).map(|at| at..at + 1).collect();
        let vectors = encoder.vectors(&sums, &single, threads);
        let mean = vectors.mean(EXPECTED_SHARED);
        let places = vec![NONE; sentences * LONGEST];
        let mut runs = Self { sums: Some(sums), mean, blocks: Vec::new(), places, numbers: Vec::new() };
        runs.put(&single, &vectors.without(&runs.mean), 0..);
        runs
    }

    /// The number of sentences of the text.
    pub(super) fn sentences(&self) -> usize {
        self.places.len() / LONGEST
    }

    /// Encodes the runs whose numbers are marked, those that are not yet, and forgets the others.
    pub(super) fn set(&mut self, encoder: &Encoder, document: &Document, marked: &[bool], threads: usize) {
        for number in &mut self.numbers {
            if !marked.get(*number as usize).copied().unwrap_or_default() {
                *number = NONE;
            }
        }
        self.places.fill(NONE);
        for (&number, place) in self.numbers.iter().zip(0..) {
            if let Some(own) = self.places.get_mut(number as usize) {
                *own = place;
            }
        }
        let wanted = marked.iter().zip(&self.places).enumerate().filter(|&(_, (&marked, &place))| marked && place == NONE);
        let wanted: Vec<_> = wanted.map(|(number, _)| number / LONGEST..number / LONGEST + number % LONGEST + 1).collect();
        let free: Vec<usize> = (0..self.numbers.len()).filter(|&place| self.numbers[place] == NONE).collect();
        let mut free = free.into_iter().chain(self.numbers.len()..);
        for runs in wanted.chunks(BLOCK) {
            let vectors = match &self.sums {
                Some(sums) => encoder.vectors(sums, runs, threads),
                None => vectors_anew(encoder, document, runs, threads),
            };
            self.put(runs, &vectors.without(&self.mean), free.by_ref());
        }
    }

    /// Gives the memory of the sums back. Runs that are asked for from then on cost more time.
    pub(super) fn forget_sums(&mut self) {
        self.sums = None;
    }

    /// Puts the vectors of runs at these places, all of which are free.
    fn put(&mut self, runs: &[Range<usize>], vectors: &Vectors, places: impl Iterator<Item = usize>) {
        for ((vector, run), place) in runs.iter().enumerate().zip(places) {
            if place == self.blocks.len() * BLOCK {
                self.blocks.push(Vectors::default());
            }
            if let Some(block) = self.blocks.get_mut(place / BLOCK) {
                block.put(place % BLOCK, vectors, vector);
            }
            self.numbers.resize(self.numbers.len().max(place + 1), NONE);
            self.numbers[place] = short(number(run));
            self.places[number(run)] = short(place);
        }
    }

    /// The cosine between the vectors of a run and of one of others; 0 where one of them is not there.
    pub(super) fn cosine(&self, run: &Range<usize>, others: &Self, other: &Range<usize>) -> f32 {
        let [(ours, at), (theirs, across)] = [self.vector(run), others.vector(other)];
        ours.zip(theirs).map_or(0.0, |(ours, theirs)| ours.cosine(at, theirs, across))
    }

    /// In which block the vector of a run stands, and where.
    fn vector(&self, run: &Range<usize>) -> (Option<&Vectors>, usize) {
        let place = self.places.get(number(run)).copied().unwrap_or(NONE) as usize;
        (self.blocks.get(place / BLOCK), place % BLOCK)
    }
}

/// The sums of some sentences.
fn sums(encoder: &Encoder, document: &Document, sentences: impl Iterator<Item = usize>, threads: usize) -> Sums {
    let words: Vec<String> = sentences.map(|at| document.language().folded(document.words(at))).collect();
    encoder.sums(&words.iter().map(String::as_str).collect::<Vec<_>>(), threads)
}

/// The vectors of some runs of sentences whose sums are not kept.
fn vectors_anew(encoder: &Encoder, document: &Document, runs: &[Range<usize>], threads: usize) -> Vectors {
    let mut sentences: Vec<usize> = runs.iter().cloned().flatten().collect();
    sentences.sort_unstable();
    sentences.dedup();
    let sums = sums(encoder, document, sentences.iter().copied(), threads);
    let among = |run: &Range<usize>| {
        let first = sentences.partition_point(|&sentence| sentence < run.start);
        first..first + run.len()
    };
    encoder.vectors(&sums, &runs.iter().map(among).collect::<Vec<_>>(), threads)
}

/// The number of a run of sentences: by its first, then by its length.
pub(crate) fn number(run: &Range<usize>) -> usize {
    run.start * LONGEST + run.len() - 1
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

#[cfg(all(test, feature = "encoder"))]
mod tests {
    use super::*;
    use crate::lang::OTHER;

    const LINES: [&str; 5] = ["It rained.", "The shop sells bread.", "He came late.", "Nobody knew why.", "The train was full."];

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one run of sentences is asked for")]
    fn a_run_has_the_same_vector_whatever_was_asked_for_before_it() {
        let encoder = Encoder::shared().expect("the encoder");
        let document = Document::from_lines("text", LINES.join("\n"), &OTHER);
        let mark = |runs: &[Range<usize>]| {
            let mut marked = vec![false; LINES.len() * LONGEST];
            runs.iter().for_each(|run| marked[number(run)] = true);
            marked
        };
        let last = [0..2, 1..2, 2..5, 4..5];
        let mut at_once = Runs::read(encoder, &document, 1);
        at_once.set(encoder, &document, &mark(&last), 1);
        let mut in_turn = Runs::read(encoder, &document, 1);
        for runs in [&[0..1, 0..3, 3..5][..], &[3..4], &[1..2, 2..3, 2..4, 2..5, 3..5]] {
            in_turn.set(encoder, &document, &mark(runs), 1);
        }
        in_turn.forget_sums();
        in_turn.set(encoder, &document, &mark(&last), 1);
        for run in &last {
            assert!((at_once.cosine(run, &in_turn, run) - 1.0).abs() < 1e-5, "{run:?}");
            for other in &last {
                assert_eq!(at_once.cosine(run, &at_once, other), in_turn.cosine(run, &in_turn, other), "{run:?} {other:?}");
            }
        }
        assert_eq!(in_turn.cosine(&(0..1), &in_turn, &(1..2)), 0.0);
    }
}
