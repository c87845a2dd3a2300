//! The search for the beads: a band of likely places, and all ways through it.

mod band;
mod lattice;
mod moved;

pub(super) use band::Band;
pub(super) use lattice::{Found, Lattice};
pub(super) use moved::{lone, moved};
