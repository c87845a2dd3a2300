//! Any sentence yields mentions that lie within it. Run with `cargo +nightly fuzz run mentions`.

#![no_main]

use kanhe::lang::{LANGUAGES, OTHER};
use kanhe::mention::extract;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let language = LANGUAGES.get(choice as usize % (LANGUAGES.len() + 1)).copied().unwrap_or(&OTHER);
    let text = String::from_utf8_lossy(bytes);
    for mention in extract(language, &language.view(&text)) {
        assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()));
    }
});
