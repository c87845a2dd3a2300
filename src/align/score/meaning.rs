//! How near the meanings of sentences are, by the vectors of a sentence encoder.

use std::ops::Range;

use super::model::count;
use super::shape::LONGEST;
use crate::encode::{Encoder, Sums, Vectors};
use crate::segment::Document;
use crate::threads::map_in_parallel;

/// The vectors of runs of neighbouring sentences of both texts, and how near they are by chance.
#[derive(Debug)]
pub(crate) struct Meaning {
    sides: [Runs; 2],
    /// By side and sentence, how near it is to the sentences across that are not its rendering.
    base: [Vec<f32>; 2],
    /// How far nearness by chance varies around that.
    pub(super) chance: f64,
}

/// So many sentences that share nothing are added to those of a text.
const EXPECTED_SHARED: f32 = 5.0;
/// A sentence is compared with so many across to see what is chance.
const SAMPLE: usize = 48;
/// The nearness by chance that is expected before any is seen, and how many sentences that counts for.
const EXPECTED_BASE: (f32, f32) = (0.05, 2.0);
/// The variance of nearness by chance that is expected, and how many sentences that counts for.
const EXPECTED_CHANCE: (f64, f64) = (0.01, 20.0);

/// The vectors of some of the runs of 1 to [`LONGEST`] sentences of a text, those that are asked for.
#[derive(Debug)]
struct Runs {
    /// The sums of all sentences, as long as new runs are likely to be asked for.
    sums: Option<Sums>,
    vectors: Vectors,
    /// What the sentences have in common: it would make any two of them near.
    mean: Vec<f32>,
    /// By the number of a run, which of the vectors is its own, from 1; 0 where there is none.
    places: Vec<u32>,
    /// By vector, the number of its run.
    numbers: Vec<u32>,
}

/// How many vectors are made between two looks at the memory that they take.
const TOGETHER: usize = 4096;
/// For so many sentences chance is told at a time.
const STRETCH: usize = 256;

impl Runs {
    fn read(encoder: &Encoder, document: &Document, threads: usize) -> Self {
        let sentences = document.segments().len();
        let sums = sums(encoder, document, 0..sentences, threads);
        let single: Vec<_> = (0..sentences).map(|at| at..at + 1).collect();
        let vectors = encoder.vectors(&sums, &single, threads);
        let mean = vectors.mean(EXPECTED_SHARED);
        let mut places = vec![0; sentences * LONGEST];
        for (run, place) in single.iter().zip(1..) {
            places[number(run)] = place;
        }
        let numbers = single.iter().map(short_number).collect();
        Self { sums: Some(sums), vectors: vectors.without(&mean), mean, places, numbers }
    }

    fn sentences(&self) -> usize {
        self.places.len() / LONGEST
    }

    /// Encodes the runs whose numbers are marked, those that are not yet, and forgets the others.
    fn set(&mut self, encoder: &Encoder, document: &Document, marked: &[bool], threads: usize) {
        let is_marked = |number: u32| marked.get(number as usize).copied().unwrap_or_default();
        self.vectors.retain(|vector| self.numbers.get(vector).copied().is_some_and(is_marked));
        self.numbers.retain(|&number| is_marked(number));
        self.places.fill(0);
        for (&number, place) in self.numbers.iter().zip(1..) {
            self.places[number as usize] = place;
        }
        let wanted = marked.iter().zip(&self.places).enumerate().filter(|&(_, (&marked, &place))| marked && place == 0);
        let wanted: Vec<_> = wanted.map(|(number, _)| number / LONGEST..number / LONGEST + number % LONGEST + 1).collect();
        self.vectors.reserve(wanted.len());
        for (run, place) in wanted.iter().zip(self.vectors.len() + 1..) {
            self.places[number(run)] = u32::try_from(place).unwrap_or_default();
        }
        self.numbers.extend(wanted.iter().map(short_number));
        for runs in wanted.chunks(TOGETHER) {
            let vectors = match &self.sums {
                Some(sums) => encoder.vectors(sums, runs, threads),
                None => vectors_anew(encoder, document, runs, threads),
            };
            self.vectors.append(&vectors.without(&self.mean));
        }
    }

    /// Which of the vectors is that of a run; past the end where there is none.
    fn place(&self, run: &Range<usize>) -> usize {
        (self.places.get(number(run)).copied().unwrap_or_default() as usize).wrapping_sub(1)
    }
}

/// The sums of some sentences.
fn sums(encoder: &Encoder, document: &Document, sentences: impl Iterator<Item = usize>, threads: usize) -> Sums {
    // Of traditional and simplified characters the encoder knows the latter better.
    let fold = document.language().fold;
    let words: Vec<String> = sentences.map(|at| document.words(at).chars().map(fold).collect()).collect();
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

fn short_number(run: &Range<usize>) -> u32 {
    u32::try_from(number(run)).unwrap_or(u32::MAX)
}

/// The number of a run of sentences: by its first, then by its length.
pub(crate) fn number(run: &Range<usize>) -> usize {
    run.start * LONGEST + run.len() - 1
}

impl Meaning {
    /// Encodes the sentences of both texts.
    pub(crate) fn read(encoder: &Encoder, source: &Document, target: &Document, threads: usize) -> Self {
        let sides = [source, target].map(|document| Runs::read(encoder, document, threads));
        let mut meaning = Self { sides, base: [Vec::new(), Vec::new()], chance: EXPECTED_CHANCE.0 };
        let (mut squares, mut number) = (EXPECTED_CHANCE.0 * EXPECTED_CHANCE.1, EXPECTED_CHANCE.1);
        for side in 0..2 {
            let [sentences, across] = [side, 1 - side].map(|side| meaning.sides[side].sentences());
            let stretches: Vec<usize> = (0..sentences).step_by(STRETCH).collect();
            let near = map_in_parallel(stretches.into_iter(), threads, |first| {
                let stretch = first..(first + STRETCH).min(sentences);
                stretch.map(|sentence| meaning.near_by_chance(side, sentence, across)).collect::<Vec<_>>()
            });
            for near in near.iter().flatten() {
                let base =
                    (near.iter().sum::<f32>() + EXPECTED_BASE.0 * EXPECTED_BASE.1) / (single(near.len()) + EXPECTED_BASE.1);
                squares += near.iter().map(|near| f64::from((near - base).powi(2))).sum::<f64>();
                number += count(near.len());
                meaning.base[side].push(base);
            }
        }
        meaning.chance = squares / number;
        meaning
    }

    /// Encodes the runs of sentences of both texts that beads will ask for, by side marked at their [`number`]; no bead
    /// asks for others. After the `last` time hardly any will be asked for that were not asked for before.
    pub(crate) fn prepare(
        &mut self,
        encoder: &Encoder,
        documents: [&Document; 2],
        marked: &[Vec<bool>; 2],
        last: bool,
        threads: usize,
    ) {
        for ((runs, document), marked) in self.sides.iter_mut().zip(documents).zip(marked) {
            runs.set(encoder, document, marked, threads);
            if last {
                runs.sums = None;
            }
        }
    }

    /// How near a sentence is to some that stand evenly spread across, but for the nearest of them, one of which may be
    /// its rendering.
    fn near_by_chance(&self, side: usize, sentence: usize, across: usize) -> Vec<f32> {
        let others = (0..across).step_by((across / SAMPLE).max(1));
        let own = sentence..sentence + 1;
        let mut near: Vec<f32> = others
            .map(|other| match side {
                0 => self.nearness(&own, &(other..other + 1)),
                _ => self.nearness(&(other..other + 1), &own),
            })
            .collect();
        near.sort_unstable_by(f32::total_cmp);
        near.truncate(near.len() * 9 / 10);
        near
    }

    /// The cosine between the vectors of two runs of sentences.
    fn nearness(&self, source: &Range<usize>, target: &Range<usize>) -> f32 {
        let [from, to] = &self.sides;
        from.vectors.cosine(from.place(source), &to.vectors, to.place(target))
    }

    /// How much nearer two runs of sentences are than by chance.
    pub(super) fn excess(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let mean = |side: usize, range: &Range<usize>| {
            let base = &self.base[side][range.clone()];
            base.iter().sum::<f32>() / single(base.len().max(1))
        };
        f64::from(self.nearness(source, target) - (mean(0, source) + mean(1, target)) / 2.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of sentences are far below the precision of a float")]
fn single(number: usize) -> f32 {
    number as f32
}
