//! Any text parts into two documents that own no byte of it together, or into an error. Run with
//! `cargo +nightly fuzz run interleaved`.

#![no_main]

use kanhe::interleave::interleaved;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data).into_owned();
    let Ok(found) = interleaved("fuzz", text.as_str(), None, None) else { return };
    let mut spans: Vec<_> = found.source.segments().iter().chain(found.target.segments()).map(|segment| segment.span).collect();
    spans.sort_unstable();
    assert!(spans.iter().all(|span| !span.of(&text).is_empty()));
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
    assert!(found.paragraphs.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
});
