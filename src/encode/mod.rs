//! A multilingual sentence encoder: vectors that lie close together when sentences of any two of its languages
//! say the same.
//!
//! The model is the multilingual Universal Sentence Encoder, version 3, in its form with convolutions
//! (Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", 2019): pieces of words, small
//! convolutions over runs of 2, 3 and 5 of them, a sum over the sentence, and a few dense layers. Where its
//! weights come from and how they are stored is told in the README of this folder and in `tools/encoder.py`.
//!
//! Encoding goes in two steps, because the sum over the pieces of a sentence is what costs, and sums add up:
//! [`Encoder::sums`] reads each sentence once, [`Encoder::vectors`] turns any run of neighbouring sentences into a vector.
//!
//! ```
//! # use kanhe::encode::Encoder;
//! if let Some(encoder) = Encoder::shared() {
//!     let sums = encoder.sums(&["雨下了一整夜。", "It rained all night.", "The shop sells bread."], 1);
//!     let vectors = encoder.vectors(&sums, &[0..1, 1..2, 2..3], 1);
//!     assert!(vectors.cosine(0, &vectors, 1) > vectors.cosine(0, &vectors, 2) + 0.3);
//! }
//! ```

#[cfg(feature = "encoder")]
mod convolutions;
#[cfg(feature = "encoder")]
mod dense;
#[cfg(feature = "encoder")]
mod embeddings;
#[cfg(feature = "encoder")]
mod holes;
#[cfg(feature = "encoder")]
mod matrix;
#[cfg(feature = "encoder")]
mod model;
#[cfg(feature = "encoder")]
mod rows;
#[cfg(feature = "encoder")]
mod seams;
mod vectors;
#[cfg(feature = "encoder")]
mod vocabulary;
#[cfg(feature = "encoder")]
mod weights;

use std::ops::Range;

pub use vectors::{Sums, Vectors};

use crate::lang::Language;

/// Without the feature `encoder` there is no model, and so no [`Encoder`].
#[cfg(not(feature = "encoder"))]
mod model {
    use super::{Range, Sums, Vectors};

    #[derive(Debug)]
    pub(super) enum Model {}

    impl Model {
        pub(super) fn shared() -> Option<&'static super::Encoder> {
            None
        }

        pub(super) fn sums(&self, _: &[&str], _: usize) -> Sums {
            match *self {}
        }

        pub(super) fn vectors(&self, _: &Sums, _: &[Range<usize>], _: usize) -> Vectors {
            match *self {}
        }

        pub(super) fn holes(&self, _: &str, _: &'static super::Language) -> Vec<super::Hole> {
            match *self {}
        }
    }
}

/// A place where a sentence may lack words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hole {
    /// Where what stands behind it begins, in bytes of the sentence.
    pub at: usize,
    /// The logarithm of the odds that words are missing there.
    pub odds: f32,
}

/// The encoder. There is one, and it can be used from many threads at once.
#[derive(Debug)]
pub struct Encoder {
    model: model::Model,
}

impl Encoder {
    /// The encoder, made ready when it is first asked for (some 20 ms); `None` in a build without the feature
    /// `encoder`.
    #[must_use]
    pub fn shared() -> Option<&'static Self> {
        model::Model::shared()
    }

    /// Whether the encoder was trained on the language of that code. Of the vectors of other languages it can
    /// only be hoped that they share words or a script with one of these.
    #[must_use]
    pub fn knows(&self, code: &str) -> bool {
        crate::lang::table::rows(include_str!("languages.tsv")).any(|row| row.cell(0) == code)
    }

    /// Reads each text, a sentence or so, once, on as many threads as asked for. Of a text longer than 510 pieces
    /// (some 1,500 letters or 800 Chinese characters) only the beginning counts.
    ///
    /// What is given for a text depends neither on its neighbours in `texts` nor on the number of threads, to
    /// the last bit.
    #[must_use]
    pub fn sums(&self, texts: &[&str], threads: usize) -> Sums {
        self.model.sums(texts, threads)
    }

    /// The vector of each run of sentences in `sums`, as if the sentences of the run stood joined in one: of two,
    /// within a cosine of some .99 of what the joined text itself would get, of five some .97. A run that
    /// reaches past the end counts the sentences that there are.
    #[must_use]
    pub fn vectors(&self, sums: &Sums, runs: &[Range<usize>], threads: usize) -> Vectors {
        self.model.vectors(sums, runs, threads)
    }

    /// The places of a sentence at which words or marks begin, in their order, and how likely words are missing there; none
    /// for a language that has no weights for it (`holes.safetensors` in its folder), nor for a very long sentence.
    #[must_use]
    pub fn holes(&self, sentence: &str, language: &'static Language) -> Vec<Hole> {
        self.model.holes(sentence, language)
    }
}

#[cfg(all(test, feature = "encoder"))]
mod tests;
