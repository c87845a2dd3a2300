//! The parts put together: texts in, sums and vectors out, in stretches of bounded size and on several threads.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use super::convolutions::{Convolutions, FEATURES, Scratch};
use super::dense::{Dense, SUM};
use super::embeddings::{Embeddings, WIDTH};
use super::holes::Network;
use super::rows::{Projection, Row, Rows};
use super::seams::{Seams, wants_blank};
use super::vectors::{Room, Sums, Vectors};
use super::vocabulary::Vocabulary;
use super::weights::{MODEL, SEAMS, Weights};
use super::{Encoder, Hole};
use crate::lang::Language;
use crate::threads::in_parallel;

/// How many bytes of text are encoded together: enough for pieces to recur, few enough for the memory.
const STRETCH: usize = 1 << 14;
/// Of how many pieces, the most frequent of all the texts, what depends on a piece alone is kept throughout.
/// Each takes 15 KB.
const KEPT: usize = 5_000;
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
    seams: Seams,
}

impl Model {
    pub(super) fn shared() -> Option<&'static Encoder> {
        static SHARED: OnceLock<Option<Encoder>> = OnceLock::new();
        SHARED.get_or_init(|| Some(Encoder { model: Self::read()? })).as_ref()
    }

    fn read() -> Option<Self> {
        let weights = Weights::open(MODEL)?;
        let dense = Dense::read(&weights)?;
        Some(Self {
            vocabulary: Vocabulary::read(&weights)?,
            embeddings: Embeddings::read(&weights)?,
            projection: Projection::read(&weights)?,
            convolutions: Convolutions::read(&weights)?,
            seams: Seams::read(&Weights::open(SEAMS)?, &dense)?,
            dense,
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
        let mut cut = vec![Vec::new(); stretches.len()];
        in_parallel(stretches.iter().zip(&mut cut), threads, |(texts, cut)| {
            cut.extend(texts.iter().map(|text| self.vocabulary.pieces(text)));
        });
        let frequent = self.frequent(&cut, threads);
        let mut sums = Sums::of(texts.iter().map(|text| wants_blank(text)).collect(), SUM);
        let rooms = sums.rooms(stretches.iter().map(|texts| texts.len()));
        in_parallel(cut.iter().zip(rooms), threads, |(cut, room)| self.write_sums(cut, &frequent, room));
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
        let mut rows: Vec<Rows> = blocks.iter().map(|_| Rows::default()).collect();
        in_parallel(blocks.iter().zip(&mut rows), threads, |(pieces, rows)| {
            *rows = self.projection.rows(pieces, &self.embeddings);
        });
        Known { pieces, rows }
    }

    fn write_sums(&self, cut: &[Vec<u32>], frequent: &Known, room: Room<'_>) {
        let mut rare: Vec<u32> = cut.iter().flatten().copied().filter(|piece| frequent.row(*piece).is_none()).collect();
        rare.sort_unstable();
        rare.dedup();
        let rare = self.known(rare, 1);
        let mut features = vec![0.0; cut.len() * FEATURES];
        let mut scratch = Scratch::default();
        for (text, sum) in cut.iter().zip(features.chunks_exact_mut(FEATURES)) {
            let rows: Vec<_> = text.iter().filter_map(|&piece| frequent.row(piece).or_else(|| rare.row(piece))).collect();
            self.convolutions.sum(&rows, &mut scratch, sum);
        }
        let counts: Vec<f32> = cut.iter().map(|text| text.len() as f32).collect();
        room.write_sums(self.dense.enter(&features, &counts).chunks_exact(SUM), &counts);
    }

    pub(super) fn vectors(&self, sums: &Sums, runs: &[Range<usize>], threads: usize) -> Vectors {
        let mut vectors = Vectors::of(runs.len());
        let rooms = vectors.rooms(BATCH);
        in_parallel(runs.chunks(BATCH).zip(rooms), threads, |(runs, room)| {
            room.write(self.vectors_of(sums, runs).chunks_exact(WIDTH));
        });
        vectors
    }

    pub(super) fn holes(&self, sentence: &str, language: &'static Language) -> Vec<Hole> {
        let network = Network::of(language);
        network.map(|network| network.holes(&self.vocabulary.placed(sentence), &self.embeddings)).unwrap_or_default()
    }

    fn vectors_of(&self, sums: &Sums, runs: &[Range<usize>]) -> Vec<f32> {
        let mut joined = vec![0.0; runs.len() * SUM];
        for (run, joined) in runs.iter().zip(joined.chunks_exact_mut(SUM)) {
            let mut pieces = 0.0;
            for text in run.start..run.end.min(sums.len()) {
                sums.add(text, joined);
                pieces += sums.pieces(text) as f32;
                if text + 1 < run.end.min(sums.len()) {
                    let seam = self.seams.seam(sums.blanks.get(text) == Some(&true));
                    joined.iter_mut().zip(&seam.values).for_each(|(sum, value)| *sum -= value);
                    pieces -= seam.pieces;
                }
            }
            let scale = 1.0 / pieces.max(1.0).sqrt();
            joined.iter_mut().for_each(|value| *value *= scale);
        }
        self.dense.leave(&joined)
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
