//! The search for the beads: a band of likely places, and all ways through it.

mod band;
mod lattice;

pub(super) use band::Band;
pub(super) use lattice::{Found, Lattice};
