//! What people have said of findings, and what is known of old: verdicts that outlast a run.
//!
//! Two files hold them, and never the same thing. The baseline is debt: findings that were there when a project began to
//! check, in bulk, without a word on any of them. Decisions are what a person said of one finding, with reason, author and
//! date. Both know a finding by its pair, its rule, its words and its bead, never by a line, and hold one JSON object a
//! line, sorted, so that two branches merge. The third way is a comment in the text itself ([`ignore`]).

mod baseline;
mod day;
mod decision;
pub mod ignore;
mod judge;
mod key;
mod lines;
mod returned;

pub use baseline::{Baseline, Debt};
pub use day::Day;
pub use decision::{Decision, Decisions, Verdict};
pub use judge::{Judged, State, judge};
pub use key::{Key, Known};
pub use lines::LineError;
pub use returned::{Returned, ReturnedError, returned};
