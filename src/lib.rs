//! kanhe tells a reader, at the exact words, where a translation disagrees with its original.
//!
//! The work runs along one road, and the modules stand in its order: [`text`] and [`lang`] at the bottom,
//! then [`segment`], [`mention`], [`align`], [`check`] and [`report`]. Each imports only from those before it.

pub mod align;
pub mod check;
pub mod interleave;
pub mod io;
pub mod lang;
pub mod mention;
pub mod report;
pub mod segment;
pub mod text;
