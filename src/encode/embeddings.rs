//! The embeddings of the pieces, kept by product quantisation.

use super::weights::Weights;

/// How many values an embedding has, and also a vector in the end.
pub(super) const WIDTH: usize = 512;

/// Rows of codes, each a byte that stands for `dims` values by the codebook.
#[derive(Debug)]
struct Tier {
    book: Vec<f32>,
    dims: usize,
    codes: &'static [u8],
    /// How many codes a row has.
    row: usize,
}

/// The embeddings: the first tier holds the most frequent pieces, and keeps them finest.
#[derive(Debug)]
pub(super) struct Embeddings {
    tiers: Vec<Tier>,
    scales: &'static [u8],
}

impl Embeddings {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let tiers: Vec<Tier> = (0..).map_while(|number| Tier::read(weights, number)).collect();
        let scales = weights.bytes("pieces.scale")?;
        let rows: usize = tiers.iter().map(|tier| tier.codes.len() / tier.row).sum();
        (rows * 4 == scales.len()).then_some(Self { tiers, scales })
    }

    /// Writes the embedding of a piece; nothing for a piece that there is not.
    pub(super) fn write(&self, piece: u32, into: &mut [f32]) {
        let mut row = piece as usize;
        let Some(scale) = self.scales.chunks_exact(4).nth(row).and_then(|word| word.try_into().ok()).map(f32::from_le_bytes)
        else {
            return;
        };
        for tier in &self.tiers {
            if let Some(codes) = tier.codes.get(row * tier.row..(row + 1) * tier.row) {
                for (values, &code) in into.chunks_mut(tier.dims).zip(codes) {
                    let centre = tier.book.iter().skip(usize::from(code) * tier.dims);
                    values.iter_mut().zip(centre).for_each(|(value, centre)| *value = centre * scale);
                }
                return;
            }
            row -= tier.codes.len() / tier.row;
        }
    }
}

impl Tier {
    fn read(weights: &Weights, number: usize) -> Option<Self> {
        let (book, codes) = (format!("pieces.{number}.book"), format!("pieces.{number}.codes"));
        let ((_, dims), (_, row)) = (weights.shape(&book)?, weights.shape(&codes)?);
        let tier = Self { book: weights.floats(&book)?, dims, codes: weights.bytes(&codes)?, row };
        (dims > 0 && row == WIDTH.div_ceil(dims)).then_some(tier)
    }
}
