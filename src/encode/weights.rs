//! The files of weights, read where they lie in the binary.

use ndarray::Array2;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

/// The weights and the vocabulary.
pub(super) static MODEL: &[u8] = include_bytes!("encoder.safetensors");
/// What goes where sentences are joined.
pub(super) static SEAMS: &[u8] = include_bytes!("seams.safetensors");

/// The tensors of a file by name. Every reader gives `None` where the file does not hold what is asked for.
#[derive(Debug)]
pub(super) struct Weights {
    tensors: SafeTensors<'static>,
}

impl Weights {
    pub(super) fn open(file: &'static [u8]) -> Option<Self> {
        Some(Self { tensors: SafeTensors::deserialize(file).ok()? })
    }

    fn tensor(&self, name: &str, kind: Dtype) -> Option<TensorView<'static>> {
        self.tensors.tensor(name).ok().filter(|tensor| tensor.dtype() == kind)
    }

    /// The bytes of a tensor in place; numbers of 32 bits in little-endian order.
    pub(super) fn bytes(&self, name: &str) -> Option<&'static [u8]> {
        Some(self.tensors.tensor(name).ok()?.data())
    }

    pub(super) fn shape(&self, name: &str) -> Option<(usize, usize)> {
        match self.tensors.tensor(name).ok()?.shape() {
            &[rows, columns] => Some((rows, columns)),
            _ => None,
        }
    }

    pub(super) fn floats(&self, name: &str) -> Option<Vec<f32>> {
        let words = self.tensor(name, Dtype::F32)?.data().chunks_exact(4);
        Some(words.filter_map(|word| word.try_into().ok().map(f32::from_le_bytes)).collect())
    }

    /// A matrix that is kept in 8 bits with a scale a column.
    pub(super) fn matrix(&self, name: &str) -> Option<Array2<f32>> {
        let scale = self.floats(&format!("{name}.scale"))?;
        let data = self.tensor(name, Dtype::I8)?.data();
        let shape = self.shape(name)?;
        let mut values = Vec::with_capacity(data.len());
        for row in data.chunks_exact(scale.len().max(1)) {
            values.extend(row.iter().zip(&scale).map(|(byte, scale)| f32::from(byte.cast_signed()) * scale));
        }
        Array2::from_shape_vec(shape, values).ok()
    }
}
