//! Where a text came from.

use std::sync::Arc;

use super::Places;
use crate::text::Span;

/// Where a text came from: the file as a person sees it, and the places of the words in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    lead: u32,
    taken: Option<(Arc<str>, Places)>,
}

impl Origin {
    /// The text is the whole of its file, but for `lead` bytes before it: 3 after a byte order mark in UTF-8, else 0.
    #[must_use]
    pub fn whole(lead: u32) -> Self {
        Self { lead, taken: None }
    }

    /// The text was taken out of `file` from `places`; `file` begins `lead` bytes into the file on disk.
    ///
    /// Where the bytes on disk mean nothing to a person (a zip archive), `file` is a list of the units, one a line.
    #[must_use]
    pub fn parts(file: impl Into<Arc<str>>, lead: u32, places: Places) -> Self {
        Self { lead, taken: Some((file.into(), places)) }
    }

    /// How many bytes of the file on disk stand before what [`shown`](Self::shown) gives.
    #[must_use]
    pub fn lead(&self) -> u32 {
        self.lead
    }

    /// What a person sees of the file; `text` is the text that was taken out of it.
    #[must_use]
    pub fn shown<'a>(&'a self, text: &'a str) -> &'a str {
        self.taken.as_ref().map_or(text, |(file, _)| file)
    }

    /// The place of `span` in what [`shown`](Self::shown) gives.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        self.taken.as_ref().map_or(span, |(_, places)| places.file(span))
    }

    /// The place of `span` in the file on disk.
    #[must_use]
    pub fn bytes(&self, span: Span) -> Span {
        self.span(span).shifted(self.lead)
    }

    /// The unit that a byte of the text stands in, where the format has units.
    #[must_use]
    pub fn unit(&self, byte: u32) -> Option<&str> {
        self.taken.as_ref().and_then(|(_, places)| places.unit(byte))
    }
}
