//! Laws that the reading and the comparing of countries must keep on any text.

use kanhe::align::Alignment;
use kanhe::check::{self, PairView, Text};
use kanhe::lang::{self, LANGUAGES};
use kanhe::mention::Mentions;
use kanhe::segment::Document;
use proptest::prelude::*;

/// Pieces that bring names, signs and everything awkward together.
const PIECES: [&str; 40] = [
    "乌",
    "俄",
    "中、",
    "美",
    "方",
    "军",
    "两国",
    "乌兹别克斯坦",
    "印度尼西亚",
    "中非",
    "驻",
    "、",
    "8",
    "日",
    "🇺🇿",
    "🇺",
    "Uzbekistan",
    "Jordan",
    " Michael ",
    "US",
    "us",
    "Georgia",
    " ",
    "\u{202e}",
    "\0",
    "e\u{301}",
    "российск",
    "ого",
    "Россия",
    "タイ",
    "米",
    "中国",
    "미국",
    "인도적",
    "französisch",
    "e",
    "é",
    "Congo",
    "\u{1F1FF}",
    "ﷺ",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => ".{0,4}"];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn document(text: &str, tag: &str) -> Document {
    Document::from_lines("text", text.to_owned(), lang::find(tag))
}

proptest! {
    #[test]
    fn mentions_lie_on_characters_of_their_sentence(text in texts(), language in 0..LANGUAGES.len()) {
        let document = document(&text, LANGUAGES[language].code);
        let mentions = Mentions::of(&document);
        for (index, segment) in document.segments().iter().enumerate() {
            for mention in mentions.in_segment(index) {
                prop_assert!(segment.span.contains(mention.span));
                prop_assert!(text.get(mention.span.range()).is_some(), "{:?} is off a character of {text:?}", mention.span);
            }
        }
    }

    #[test]
    fn a_text_agrees_with_itself(text in texts(), language in 0..LANGUAGES.len()) {
        let side = || Text::new(document(&text, LANGUAGES[language].code));
        let (source, target) = (side(), side());
        let alignment = Alignment::of_pairs(source.document.segments().iter().map(|_| (true, true)));
        let findings = check::check(&PairView { source: &source, target: &target, alignment: &alignment });
        let wrong = findings.iter().find(|finding| finding.rule == "country-mismatch");
        prop_assert_eq!(wrong, None);
    }
}
