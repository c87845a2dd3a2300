//! Any sentence has a vector of length one. Run with `cargo +nightly fuzz run encode`.

#![no_main]

use kanhe::encode::Encoder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some(encoder) = Encoder::shared() else { return };
    let text = String::from_utf8_lossy(data);
    let texts: Vec<&str> = text.split('\n').collect();
    let sums = encoder.sums(&texts, 1);
    let runs = [0..1, 0..texts.len()];
    let vectors = encoder.vectors(&sums, &runs, 1);
    for index in 0..runs.len() {
        assert!((vectors.cosine(index, &vectors, index) - 1.0).abs() < 1e-4);
    }
});
