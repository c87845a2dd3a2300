//! Findings and mentions as people and machines read them.

mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod html;
mod junit;
mod lines;
mod markdown;
mod mentions;
mod pair;
mod rdjson;
mod record;
mod sarif;
mod summary;
mod text;
#[cfg(feature = "spreadsheet")]
mod xlsx;

pub use excerpt::Excerpt;
pub use fingerprint::Identity;
pub use github::github;
pub use gitlab::{Issue, gitlab};
pub use html::{PAGE_STYLE, html, side_by_side};
pub use junit::junit;
pub use lines::{Column, LineIndex, Region};
pub use markdown::{COMMENT, STEP_SUMMARY, markdown};
pub use mentions::MentionRecord;
pub use pair::{PairReport, Passage, ShownBead, level_name};
pub use rdjson::Diagnostic;
pub use record::{Id, Place, Record, Shown};
pub use sarif::{ColumnUnit, Sarif, sarif};
pub use summary::{Summary, Verdicts};
pub use text::{Look, Mark, text};
#[cfg(feature = "spreadsheet")]
pub use xlsx::{MOST_ROWS, xlsx};
