//! Comments in a text that tell kanhe to be silent there.
//!
//! `<!-- kanhe:ignore-next number-mismatch: the author counts in lakh until=2027-01-01 -->` says, in any format that has
//! comments, that a rule finds nothing worth telling in the next paragraph, and why. `kanhe:ignore` speaks of the line or block
//! that the comment stands in, `kanhe:ignore-file` of the whole text.

mod comment;
mod scope;

pub use comment::{Comment, IgnoreError, Scope, of_note, take};
pub use scope::{Ignores, distance};
