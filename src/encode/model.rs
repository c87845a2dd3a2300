//! The parts put together: texts in, sums and vectors out, in stretches of bounded size and on several threads.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::layers::{Convolutions, Dense};
use super::pieces::Embeddings;
use super::vectors::{SUM, Sums, Vectors};
use super::vocabulary::Vocabulary;
use super::weights::Weights;
use super::{Encoder, WIDTH};

/// How many bytes of text are encoded together: enough for the products of matrices to be quick and for pieces
/// to recur, few enough for the memory.
const STRETCH: usize = 1 << 14;
/// How many vectors are made together.
const BATCH: usize = 256;

/// The model, ready to use.
#[derive(Debug)]
pub(super) struct Model {
    vocabulary: Vocabulary,
    embeddings: Embeddings,
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
                stretches.push(first..index + 1);
                (first, bytes) = (index + 1, 0);
            }
        }
        let mut sums = Sums::default();
        for (values, pieces) in in_parallel(&stretches, threads, |stretch| self.sums_of(texts.get(stretch.clone())?)) {
            sums.values.extend(values);
            sums.pieces.extend(pieces);
        }
        sums
    }

    fn sums_of(&self, texts: &[&str]) -> Option<(Vec<f32>, Vec<u32>)> {
        let cut: Vec<Vec<u32>> = texts.iter().map(|text| self.vocabulary.pieces(text)).collect();
        let pieces: Vec<u32> = cut.iter().filter_map(|pieces| u32::try_from(pieces.len()).ok()).collect();
        let features = self.convolutions.sums(&cut, &self.embeddings);
        Some((self.dense.enter(&features, &pieces), pieces))
    }

    pub(super) fn vectors(&self, sums: &Sums, runs: &[Range<usize>], threads: usize) -> Vectors {
        let batches: Vec<&[Range<usize>]> = runs.chunks(BATCH).collect();
        let mut vectors = Vectors { values: Vec::with_capacity(runs.len() * WIDTH) };
        for values in in_parallel(&batches, threads, |runs| Some(self.vectors_of(sums, runs))) {
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

/// What `work` makes of each item, in their order, on so many threads.
fn in_parallel<I: Sync, O: Send>(items: &[I], threads: usize, work: impl Fn(&I) -> Option<O> + Sync) -> Vec<O> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().filter_map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let one_thread = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.extend(work(item).map(|made| (index, made)));
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
