//! Findings, mentions and beads as people and machines read them.

mod beads;
mod fingerprint;
mod lines;
mod mentions;
mod record;

pub use beads::{beads, beads_of_lines};
pub use fingerprint::Identity;
pub use lines::LineIndex;
pub use mentions::MentionRecord;
pub use record::{Id, Place, Record, Shown};
