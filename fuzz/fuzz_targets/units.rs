//! Any file reads as units whose words stand at their places, or ends in an error; notes come and go without a trace. Run
//! with `cargo +nightly fuzz run units`.

#![no_main]

use kanhe::format::Format;
use kanhe::format::bilingual::{Strings, Wanted, read};
use libfuzzer_sys::fuzz_target;

const FORMATS: [Format; 5] = [Format::Tmx, Format::Xliff, Format::Po, Format::Csv, Format::Tsv];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let file = String::from_utf8_lossy(rest);
    for format in [Format::Json, Format::Yaml] {
        let _ = Strings::read(format, &file);
    }
    let format = FORMATS[usize::from(*first) % FORMATS.len()];
    let Ok(units) = read(format, &file, &Wanted::default()) else { return };
    for content in units.units.iter().flat_map(|unit| [&unit.source, &unit.target]) {
        for run in &content.runs {
            assert_eq!(run.file.of(&file).len(), run.file.len());
            assert_eq!(run.text.of(&content.text).len(), run.text.len());
        }
    }
    let notes: Vec<_> = (0..units.units.len()).map(|unit| (unit, "a <b> & c".to_owned())).collect();
    let once = units.annotated(&file, &notes);
    if let Ok(again) = read(format, &once, &Wanted::default()) {
        assert_eq!(again.units.len(), units.units.len());
    }
});
