//! Any text splits into segments that tile it. Run with `cargo +nightly fuzz run segment`.

#![no_main]

use kanhe::lang::{LANGUAGES, OTHER};
use kanhe::segment::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let language = LANGUAGES.get(choice as usize % (LANGUAGES.len() + 1)).copied().unwrap_or(&OTHER);
    let text = String::from_utf8_lossy(bytes).into_owned();
    let document = Document::new("fuzz", text.as_str(), language);
    // A paragraph of what stands for code and images, without a word, is no sentence.
    let is_bare = |between: &str| {
        between.trim().is_empty() || between.contains('\u{FFFC}') && !between.contains(char::is_alphanumeric)
    };
    let mut end = 0;
    for segment in document.segments() {
        let (start, words) = (segment.span.start as usize, segment.span.of(&text));
        assert!(start >= end && !words.is_empty() && words.trim() == words);
        assert!(is_bare(&text[end..start]));
        end = segment.span.end as usize;
    }
    assert!(is_bare(&text[end..]));
});
