//! Findings and mentions as people and machines read them.

mod excerpt;
mod fingerprint;
mod lines;
mod mentions;
mod record;
mod summary;
mod text;

pub use excerpt::Excerpt;
pub use fingerprint::Identity;
pub use lines::LineIndex;
pub use mentions::MentionRecord;
pub use record::{Id, Place, Record, Shown};
pub use summary::Summary;
pub use text::{Look, Mark, text};
