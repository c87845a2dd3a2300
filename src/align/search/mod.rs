//! The search for the beads: a band of likely places, and all ways through it.

mod band;
mod bounds;
mod field;
mod lattice;
mod moved;
mod scaled;
mod weigh;

pub(super) use band::Band;
pub(super) use bounds::Bounds;
pub(super) use field::Field;
pub(super) use lattice::{CREDIBLE, Found, Lattice};
pub(super) use moved::{lone, lone_runs, moved};
