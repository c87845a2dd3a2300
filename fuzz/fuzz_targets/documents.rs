//! Whatever stands in a file, its text is read without a panic and leads back into the file. The first byte names the
//! format. Run with `cargo +nightly fuzz run documents`.

#![no_main]

use kanhe::format::{Format, document};
use kanhe::text::Span;
use libfuzzer_sys::fuzz_target;

const TEXTS: [Format; 5] = [Format::Markdown, Format::Mdx, Format::Html, Format::Srt, Format::Vtt];
const ARCHIVES: [Format; 2] = [Format::Epub, Format::Docx];

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else { return };
    let chosen = usize::from(first) % (TEXTS.len() + ARCHIVES.len());
    let read = match TEXTS.get(chosen) {
        Some(format) => document::read_text(*format, String::from_utf8_lossy(rest).into_owned(), 0),
        None => document::read_archive(ARCHIVES[chosen - TEXTS.len()], rest),
    };
    let Ok(read) = read else { return };
    let shown = read.origin.shown(&read.text);
    for (at, character) in read.text.char_indices() {
        assert!(shown.get(read.origin.span(Span::new(at, at + character.len_utf8())).range()).is_some());
    }
    assert!(read.structure.iter().all(|(_, span)| read.text.get(span.range()).is_some()));
    assert!(read.cues.iter().all(|cue| read.text.get(cue.text.range()).is_some()));
    assert!(read.comments.iter().all(|comment| shown.get(comment.span.range()).is_some()));
});
