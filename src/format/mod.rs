//! Files that are more than plain text: which words in them are text, and where those stand in the file.

mod places;

pub use places::{Gathered, Places};
