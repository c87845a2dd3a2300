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

/// The products of each row of `left` with each row of `right`, all `width` wide.
pub(super) fn products(left: &[f32], right: &[f32], width: usize) -> Vec<f32> {
    let shapes = (left.len() / width.max(1), right.len() / width.max(1));
    let mut sum = Array2::zeros(shapes);
    if let (Ok(left), Ok(right)) =
        (ArrayView2::from_shape((shapes.0, width), left), ArrayView2::from_shape((shapes.1, width), right))
    {
        general_mat_mul(1.0, &left, &right.t(), 0.0, &mut sum);
    }
    sum.into_raw_vec_and_offset().0
}
