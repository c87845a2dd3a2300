//! Pairing the sentences of two texts.

mod bead;

pub use bead::{Alignment, AlignmentError, Bead};
