//! The parts put together: texts in, sums and vectors out, in stretches of bounded size and on several threads.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::convolutions::{Convolutions, FEATURES, Scratch};
use super::dense::Dense;
use super::embeddings::Embeddings;
use super::rows::{Projection, Row, Rows};
use super::vectors::{SUM, Sums, Vectors};
use super::vocabulary::Vocabulary;
use super::weights::Weights;
use super::{Encoder, WIDTH};

/// How many bytes of text are encoded together: enough for pieces to recur, few enough for the memory.
const STRETCH: usize = 1 << 14;
/// Of how many pieces, the most frequent of all the texts, what depends on a piece alone is kept throughout.
/// Each takes 15 KB.
const KEPT: usize = 6_000;
/// For how many pieces that is worked out together.
const BLOCK: usize = 256;
/// How many vectors are made together.
const BATCH: usize = 256;

/// The model, ready to use.
#[derive(Debug)]
pub(super) struct Model {
    vocabulary: Vocabulary,
    embeddings: Embeddings,
    projection: Projection,
    convolutions: Convolutions,
    dense: Dense,
}

impl Model {
    pub(super) fn shared() -> Option<&'static Encoder> {
        static SHARED: OnceLock<Option<Encoder>> = OnceLock::new();
        SHARED.get_or_init(|| Some(Encoder { model: Self::read(&Weights::open()?)? })).as_ref()
    }

    fn read(weights: &Weights) -> Option<Self> {
        Some(Self {
            vocabulary: Vocabulary::read(weights)?,
            embeddings: Embeddings::read(weights)?,
            projection: Projection::read(weights)?,
            convolutions: Convolutions::read(weights)?,
            dense: Dense::read(weights)?,
        })
    }

    pub(super) fn sums(&self, texts: &[&str], threads: usize) -> Sums {
        let mut stretches = Vec::new();
        let (mut first, mut bytes) = (0, 0);
        for (index, text) in texts.iter().enumerate() {
            bytes += text.len();
            if bytes >= STRETCH || index + 1 == texts.len() {
                stretches.extend(texts.get(first..=index));
                (first, bytes) = (index + 1, 0);
            }
        }
        let cut =
            in_parallel(&stretches, threads, |texts| texts.iter().map(|text| self.vocabulary.pieces(text)).collect::<Vec<_>>());
        let frequent = self.frequent(&cut, threads);
        let made = in_parallel(&cut, threads, |texts| self.sums_of(texts, &frequent));
        let mut sums = Sums { values: Vec::with_capacity(texts.len() * SUM), pieces: Vec::with_capacity(texts.len()) };
        for (values, pieces) in made {
            sums.values.extend(values);
            sums.pieces.extend(pieces);
        }
        sums
    }

    /// The rows of the pieces that occur most often, twice at least.
    fn frequent(&self, cut: &[Vec<Vec<u32>>], threads: usize) -> Known {
        let mut pieces: Vec<u32> = cut.iter().flatten().flatten().copied().collect();
        pieces.sort_unstable();
        let counts = pieces.chunk_by(|one, other| one == other);
        let mut counts: Vec<_> = counts.filter_map(|same| Some((Reverse(same.len()), *same.first()?))).collect();
        counts.retain(|(Reverse(count), _)| *count > 1);
        counts.sort_unstable();
        let mut pieces: Vec<u32> = counts.into_iter().take(KEPT).map(|(_, piece)| piece).collect();
        pieces.sort_unstable();
        self.known(pieces, threads)
    }

    /// The rows of pieces, which are in order.
    fn known(&self, pieces: Vec<u32>, threads: usize) -> Known {
        let blocks: Vec<&[u32]> = pieces.chunks(BLOCK).collect();
        let rows = in_parallel(&blocks, threads, |pieces| self.projection.rows(pieces, &self.embeddings));
        Known { pieces, rows }
    }

    fn sums_of(&self, texts: &[Vec<u32>], frequent: &Known) -> (Vec<f32>, Vec<u32>) {
        let mut rare: Vec<u32> = texts.iter().flatten().copied().filter(|piece| frequent.row(*piece).is_none()).collect();
        rare.sort_unstable();
        rare.dedup();
        let rare = self.known(rare, 1);
        let mut features = vec![0.0; texts.len() * FEATURES];
        let mut scratch = Scratch::default();
        let mut counts = Vec::with_capacity(texts.len());
        for (text, sum) in texts.iter().zip(features.chunks_exact_mut(FEATURES)) {
            let rows: Vec<_> = text.iter().filter_map(|&piece| frequent.row(piece).or_else(|| rare.row(piece))).collect();
            self.convolutions.sum(&rows, &mut scratch, sum);
            counts.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        }
        (self.dense.enter(&features, &counts), counts)
    }

    pub(super) fn vectors(&self, sums: &Sums, runs: &[Range<usize>], threads: usize) -> Vectors {
        let batches: Vec<&[Range<usize>]> = runs.chunks(BATCH).collect();
        let mut vectors = Vectors { values: Vec::with_capacity(runs.len() * WIDTH) };
        for values in in_parallel(&batches, threads, |runs| self.vectors_of(sums, runs)) {
            vectors.values.extend(values);
        }
        vectors
    }

    fn vectors_of(&self, sums: &Sums, runs: &[Range<usize>]) -> Vec<f32> {
        let mut joined = vec![0.0; runs.len() * SUM];
        for (run, joined) in runs.iter().zip(joined.chunks_exact_mut(SUM)) {
            let texts = run.start.min(sums.len())..run.end.min(sums.len());
            let mut pieces = 0;
            for text in texts {
                pieces += sums.pieces(text);
                let values = sums.values.iter().skip(text * SUM);
                joined.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            }
            #[expect(clippy::cast_precision_loss, reason = "the root of so many pieces needs no more")]
            let scale = 1.0 / (pieces.max(1) as f32).sqrt();
            joined.iter_mut().for_each(|value| *value *= scale);
        }
        self.dense.vectors(&joined)
    }
}

/// Pieces, in order, and their rows, in blocks of [`BLOCK`].
struct Known {
    pieces: Vec<u32>,
    rows: Vec<Rows>,
}

impl Known {
    fn row(&self, piece: u32) -> Option<Row<'_>> {
        let row = self.pieces.binary_search(&piece).ok()?;
        self.rows.get(row / BLOCK)?.row(row % BLOCK)
    }
}

/// What `work` makes of each item, in their order, on so many threads.
fn in_parallel<I: Sync, O: Send>(items: &[I], threads: usize, work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let one_thread = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
    };
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(items.len())).map(|_| scope.spawn(one_thread)).collect();
        let ours = one_thread();
        ours.into_iter().chain(others.into_iter().flat_map(|other| other.join().unwrap_or_default())).collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, made)| made).collect()
}
