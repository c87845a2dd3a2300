//! Hard cases of sentence splitting, written down language by language, and laws that hold for any text.

use kanhe::lang::{self, LANGUAGES};
use kanhe::segment::Document;
use kanhe::text::Span;
use proptest::prelude::*;

/// The cases by the code of their language.
static CASES: &[(&str, &str)] = &[
    ("zh", include_str!("segmentation/zh.txt")),
    ("en", include_str!("segmentation/en.txt")),
    ("de", include_str!("segmentation/de.txt")),
    ("ru", include_str!("segmentation/ru.txt")),
    ("ja", include_str!("segmentation/ja.txt")),
    ("ko", include_str!("segmentation/ko.txt")),
    ("fr", include_str!("segmentation/fr.txt")),
    ("es", include_str!("segmentation/es.txt")),
    ("vi", include_str!("segmentation/vi.txt")),
    ("it", include_str!("segmentation/it.txt")),
    ("pl", include_str!("segmentation/pl.txt")),
    ("cs", include_str!("segmentation/cs.txt")),
    ("hi", include_str!("segmentation/hi.txt")),
    ("und", include_str!("segmentation/und.txt")),
];

fn words(document: &Document) -> Vec<String> {
    (0..document.segments().len()).map(|segment| document.words(segment).to_owned()).collect()
}

#[test]
fn every_written_down_case_is_split_as_marked() {
    let mut wrong = String::new();
    let mut cases = 0;
    for &(code, file) in CASES {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let marked = line.replace('⏎', "\n");
            let wanted: Vec<_> = marked.split('|').map(|sentence| sentence.trim().to_owned()).collect();
            let found = words(&Document::new("case", marked.replace('|', ""), lang::find(code)));
            cases += 1;
            if found != wanted {
                wrong += &format!("{code}: {}\n    {}\n", line, found.join(" | "));
            }
        }
    }
    assert!(cases >= 100, "only {cases} cases were read");
    assert!(wrong.is_empty(), "wanted, then found:\n{wrong}");
}

#[test]
fn every_language_has_cases() {
    for language in LANGUAGES {
        assert!(CASES.iter().any(|&(code, _)| code == language.code), "no segmentation cases for {}", language.name);
    }
}

/// Checks the law of tiling: ordered, disjoint, not empty, only white space between.
fn assert_tiles(document: &Document) {
    let text = document.text();
    let mut end = 0;
    let mut paragraph = 0;
    for segment in document.segments() {
        let words = segment.span.of(text);
        assert!(!words.is_empty() && words.trim() == words, "{words:?} is empty or has blanks around it");
        assert!(segment.span.start >= end);
        let between = Span { start: end, end: segment.span.start }.of(text);
        assert!(between.trim().is_empty(), "{between:?} lies in no segment");
        assert!(segment.paragraph == paragraph || segment.paragraph == paragraph + 1);
        (end, paragraph) = (segment.span.end, segment.paragraph);
    }
    let rest = Span::new(end as usize, text.len()).of(text);
    assert!(rest.trim().is_empty(), "{rest:?} lies in no segment");
}

/// Pieces of text in which every kind of mark is common.
fn piece() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(
        ".|!|?|…|...|。|！|？|．|“|”|\"|'|’|«|»|「|」|（|）|(|)|[1]|《|》|,|，|:|—|- |\n|\n\n|\r\n|\t| |\u{3000}|\u{a0}|\u{202f}|\u{0}|\u{202e}|\u{2066}|\u{200b}|\u{feff}|\u{2028}|🧵|🇰🇿|é|e\u{301}|1|12|3.5|U.S.|Mr.|z. B.|т. е.|No.|said|说|他说|と|라고|Der|The|word|Word|слово|汉字|한국|।|؟"
            .split('|')
            .collect::<Vec<_>>(),
    );
    prop_oneof![8 => marks.prop_map(str::to_owned), 1 => ".{0,4}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn segments_tile_any_text(pieces in prop::collection::vec(piece(), 0..60), language in 0..=LANGUAGES.len()) {
        let language = LANGUAGES.get(language).copied().unwrap_or(&lang::OTHER);
        assert_tiles(&Document::new("any", pieces.concat(), language));
    }

    #[test]
    fn segments_of_a_shared_text_stay_within_their_blocks(
        pieces in prop::collection::vec(piece(), 1..40),
        cuts in prop::collection::vec(0.0..1.0_f64, 2..8),
    ) {
        let text = pieces.concat();
        let places: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| places[(cut * (places.len() - 1) as f64) as usize]).collect();
        cuts.sort_unstable();
        let blocks: Vec<_> = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect();
        let document = Document::from_blocks("any", text.clone(), lang::find("en"), &blocks);
        let owned: Vec<_> = document.blocks().unwrap_or_default().to_vec();
        for segment in document.segments() {
            prop_assert!(owned.iter().any(|block| block.contains(segment.span)));
        }
        for block in owned {
            let covered: usize = document.segments().iter().filter(|segment| block.contains(segment.span)).map(|segment| segment.span.of(&text).chars().filter(|c| !c.is_whitespace()).count()).sum();
            prop_assert_eq!(covered, block.of(&text).chars().filter(|c| !c.is_whitespace()).count());
        }
    }
}

/// Texts that break careless code: each must be split in time that grows with its length only.
#[test]
fn huge_and_odd_texts_are_split_in_linear_time() {
    let size = 50_000;
    let line = |unit: &str| unit.repeat(size / unit.len());
    let texts = [
        line("word "),
        line("字"),
        line("a."),
        line("A. "),
        line("1."),
        line("。"),
        line(". "),
        line("\"."),
        line("“"),
        line("《"),
        line("(.)"),
        line("\n"),
        line("\r\n \r\n"),
        line("\u{0}"),
        line("\u{202e}.\u{2066}"),
        line("z. B. "),
        line("“为什么？”"),
        line("a\u{301}. "),
        line(" "),
        line("word\n"),
    ];
    for text in texts {
        for code in ["en", "zh"] {
            let start = std::time::Instant::now();
            assert_tiles(&Document::new("huge", text.as_str(), lang::find(code)));
            let taken = start.elapsed();
            let begin: String = text.chars().take(12).collect();
            assert!(taken.as_secs() < 20, "{begin:?}… in {code} took {taken:?}");
        }
    }
}
