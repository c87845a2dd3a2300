//! Products of matrices of 32-bit floats, kept row by row.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2};

/// Adds to `sum` the product of `left`, rows as long as `right` is high, and `right`. Lengths that do not fit add nothing.
///
/// The rows of a product do not depend on each other, not even in their last bit: each value is summed up in
/// the same order however many rows there are.
pub(super) fn add_product(sum: &mut [f32], left: &[f32], right: &Array2<f32>) {
    let (inner, width) = right.dim();
    if inner == 0 || width == 0 {
        return;
    }
    let rows = left.len() / inner;
    let (Ok(left), Ok(mut sum)) = (ArrayView2::from_shape((rows, inner), left), ArrayViewMut2::from_shape((rows, width), sum))
    else {
        return;
    };
    general_mat_mul(1.0, &left, right, 1.0, &mut sum);
}

/// Matrices of the same height in one, side by side.
pub(super) fn side_by_side(matrices: &[ArrayView2<'_, f32>]) -> Option<Array2<f32>> {
    let height = matrices.first()?.nrows();
    let width = matrices.iter().map(ArrayView2::ncols).sum();
    let mut values = Vec::with_capacity(height * width);
    for row in 0..height {
        for matrix in matrices.iter().filter(|matrix| matrix.nrows() == height) {
            values.extend_from_slice(matrix.row(row).to_slice()?);
        }
    }
    Array2::from_shape_vec((height, width), values).ok()
}
