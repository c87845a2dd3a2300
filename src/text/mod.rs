//! Places in a text: which side, which bytes, and the normalised view that texts are compared in.

mod span;
mod view;

pub use span::{Side, Span};
pub use view::View;
