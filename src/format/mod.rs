//! Files that hold more than bare text: what is read out of them, and where it stands in the file.
//!
//! The road runs on plain text. So each format gives the words of a file as such a text, its blocks parted by
//! blank lines, and with it the way back ([`Origin`]), by which a report shows the place in the file itself.

mod archive;
pub mod bilingual;
pub mod document;
mod extract;
mod kind;
mod limit;
mod origin;
mod places;

pub use archive::{Archive, resolved};
pub use extract::{Comment, Cue, Element, Extracted, Extractor, Listing, Structure};
pub use kind::{Format, Unknown};
pub use limit::{FormatError, LARGEST, MOST_UNITS};
pub use origin::Origin;
pub use places::{Places, Run};
