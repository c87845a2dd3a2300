//! kanhe tells a reader, at the exact words, where a translation disagrees with its original.
//!
//! The work runs along one road, and the modules stand in its order: [`text`] and [`lang`] at the bottom,
//! then [`sound`], [`segment`], [`mention`], [`align`], [`glossary`], [`check`], [`report`] and [`verdict`]. Each imports only
//! from those before it.
//! These are pure: the same texts give the same findings on every machine. Files are read in [`io`] alone.
//!
//! ```
//! use kanhe::align::{Options, align};
//! use kanhe::check::{PairView, Text, check};
//! use kanhe::lang;
//! use kanhe::segment::Document;
//!
//! let original = Document::new("zh.txt", "城中有三十五万人。".to_owned(), lang::find("zh"));
//! let rendering = Document::new("en.txt", "The city held 350,000 people.".to_owned(), lang::find("en"));
//! let (source, target) = (Text::new(original), Text::new(rendering));
//! let alignment =
//!     align(&source.document, &target.document, &source.mentions, &target.mentions, &Options::default());
//! let pair = PairView { source: &source, target: &target, alignment: &alignment };
//! assert!(check(&pair).is_empty());
//! ```

#![warn(clippy::disallowed_methods)]

pub mod align;
pub mod check;
#[cfg(feature = "cli")]
pub mod config;
pub mod encode;
pub mod format;
pub mod glossary;
pub mod interleave;
pub mod io;
pub mod lang;
pub mod mention;
pub mod report;
pub mod segment;
pub mod sound;
pub mod text;
mod threads;
pub mod verdict;
