//! A file as the Markdown parser sees it, and the way back.

use crate::format::{Places, Run};
use crate::text::Span;

/// Text that is made of stretches of a file and of stand-ins for others.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    pub(super) text: String,
    places: Places,
}

impl Buffer {
    /// Adds the bytes of `file` at `span`.
    pub(super) fn copy(&mut self, file: &str, span: Span) {
        self.put(span.of(file), span);
    }

    /// Adds `words`, which stand for the bytes of the file at `span`.
    pub(super) fn put(&mut self, words: &str, span: Span) {
        let start = self.text.len();
        self.text.push_str(words);
        self.places.push(Run { text: Span::new(start, self.text.len()), file: span });
    }

    /// Where the bytes at `span` stand in the file.
    pub(super) fn place(&self, span: Span) -> Span {
        self.places.file(span)
    }

    /// The parts of `span` that each stand at one stretch of the file: their places here and there.
    pub(super) fn parts(&self, span: Span) -> impl Iterator<Item = (Span, Span)> + '_ {
        let runs = self.places.runs();
        let first = runs.partition_point(|run| run.text.end <= span.start);
        runs.iter().skip(first).take_while(move |run| run.text.start < span.end).map(move |run| {
            if !run.is_copied() {
                return (run.text, run.file);
            }
            let here = Span { start: run.text.start.max(span.start), end: run.text.end.min(span.end) };
            let by = run.file.start;
            let there = |byte: u32| by + (byte - run.text.start);
            (here, Span { start: there(here.start), end: there(here.end) })
        })
    }
}
