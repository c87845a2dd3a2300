use super::vocabulary::{MOST_PIECES, Vocabulary};
use super::weights::{MODEL, Weights};
use super::*;
use crate::lang::find;

const SENTENCES: [&str; 6] = [
    "雨下了一整夜，河水漫过了旧桥。",
    "It rained all night, and the river rose over the old bridge.",
    "Es regnete die ganze Nacht, und der Fluss trat über die alte Brücke.",
    "The baker sells bread and sweet rolls in the market every morning.",
    "パン屋は毎朝、市場でパンと甘いロールパンを売っている。",
    "Parliament will vote on the new budget next Thursday.",
];

fn encoder() -> &'static Encoder {
    Encoder::shared().expect("the file of weights can be read")
}

fn each(count: usize) -> Vec<Range<usize>> {
    (0..count).map(|index| index..index + 1).collect()
}

#[test]
fn a_rendering_lies_close_to_its_original_and_far_from_other_sentences() {
    let sums = encoder().sums(&SENTENCES, 1);
    let vectors = encoder().vectors(&sums, &each(SENTENCES.len()), 1);
    for (one, other) in [(0, 1), (1, 2), (0, 2), (3, 4)] {
        let cosine = vectors.cosine(one, &vectors, other);
        assert!(cosine > 0.6, "{} and {}: {cosine}", SENTENCES[one], SENTENCES[other]);
    }
    for (one, other) in [(0, 3), (1, 3), (2, 4), (1, 5), (4, 5)] {
        let cosine = vectors.cosine(one, &vectors, other);
        assert!(cosine < 0.4, "{} and {}: {cosine}", SENTENCES[one], SENTENCES[other]);
    }
}

#[test]
fn cosines_are_nearly_those_of_the_original() {
    // What the package that the weights come from gives for the same sentences.
    let original = [
        [1.0, 0.760, 0.653, 0.107, 0.045, 0.075],
        [0.760, 1.0, 0.807, 0.221, 0.024, 0.089],
        [0.653, 0.807, 1.0, 0.237, 0.070, 0.065],
        [0.107, 0.221, 0.237, 1.0, 0.734, 0.080],
        [0.045, 0.024, 0.070, 0.734, 1.0, 0.019],
        [0.075, 0.089, 0.065, 0.080, 0.019, 1.0],
    ];
    let sums = encoder().sums(&SENTENCES, 1);
    let vectors = encoder().vectors(&sums, &each(SENTENCES.len()), 1);
    for (one, row) in original.into_iter().enumerate() {
        for (other, expected) in row.into_iter().enumerate() {
            let cosine = vectors.cosine(one, &vectors, other);
            assert!((cosine - expected).abs() < 0.05, "{cosine} is not {expected}");
        }
    }
}

#[test]
fn the_vector_of_a_text_depends_neither_on_its_neighbours_nor_on_the_threads() {
    // Enough text for several stretches.
    let texts: Vec<&str> = (0..900).map(|index| SENTENCES[index * index % 7 % 6]).collect();
    let together = encoder().sums(&texts, 1);
    assert_eq!(together, encoder().sums(&texts, 3));
    let vectors = encoder().vectors(&together, &each(texts.len()), 1);
    assert_eq!(vectors, encoder().vectors(&together, &each(texts.len()), 3));
    for (at, text) in texts.iter().enumerate().take(9) {
        let alone = encoder().vectors(&encoder().sums(&[*text], 1), &each(1), 1);
        let among = encoder().vectors(&together, &each(at + 1)[at..], 1);
        assert_eq!(alone, among, "{text}");
    }
}

#[test]
fn the_vector_of_a_run_is_nearly_that_of_the_joined_text() {
    for (sentences, between) in
        [([SENTENCES[1], SENTENCES[3], SENTENCES[5]], " "), ([SENTENCES[0], SENTENCES[4], "他没有来。"], "")]
    {
        let joined = sentences.join(between);
        let sums = encoder().sums(&[sentences[0], sentences[1], sentences[2], &joined], 1);
        let vectors = encoder().vectors(&sums, &[0..3, 3..4, 0..1], 1);
        assert!(vectors.cosine(0, &vectors, 1) > 0.97, "{joined}: {}", vectors.cosine(0, &vectors, 1));
        assert!(vectors.cosine(2, &vectors, 1) < 0.8);
    }
}

#[test]
fn vectors_are_of_length_one_and_odd_runs_do_no_harm() {
    let sums = encoder().sums(&SENTENCES, 1);
    let vectors = encoder().vectors(&sums, &[0..6, 3..3, 5..99, 70..80, usize::MAX..usize::MAX], 1);
    assert_eq!(vectors.len(), 5);
    for index in [0, 2] {
        assert!((vectors.cosine(index, &vectors, index) - 1.0).abs() < 1e-5);
    }
    for index in [1, 3, 4, 5] {
        assert_eq!(vectors.cosine(0, &vectors, index), 0.0);
    }
    assert_eq!(vectors.cosine(usize::MAX, &vectors, 0), 0.0);
    assert_eq!(encoder().sums(&[], 4), Sums::default());
    assert!(encoder().vectors(&Sums::default(), &[], 4).is_empty());
}

#[test]
fn a_vector_is_put_in_the_place_of_another_or_behind_all() {
    let sums = encoder().sums(&SENTENCES, 1);
    let all = encoder().vectors(&sums, &each(SENTENCES.len()), 1);
    let mut vectors = encoder().vectors(&sums, &each(2), 1);
    vectors.put(0, &all, 4);
    vectors.put(2, &all, 2);
    vectors.put(3, &all, SENTENCES.len());
    assert_eq!(vectors, encoder().vectors(&sums, &[4..5, 1..2, 2..3], 1));
}

#[test]
fn the_languages_of_its_training_are_known() {
    assert!(["zh", "en", "pl", "th"].into_iter().all(|code| encoder().knows(code)));
    assert!(["und", "is", "kk", "", "Arabic", "#"].into_iter().all(|code| !encoder().knows(code)));
}

#[test]
fn text_is_cut_as_sentencepiece_cuts_it() {
    let vocabulary = Vocabulary::read(&Weights::open(MODEL).expect("the file")).expect("the vocabulary");
    // From the library sentencepiece 0.2 with the model of the package that the weights come from.
    for (text, pieces) in EXPECTED {
        assert_eq!(vocabulary.pieces(text), *pieces, "{text:?}");
    }
}

#[test]
fn any_text_has_a_vector() {
    let long = "长".repeat(100_000);
    let odd = ["", " ", "\0", "a\0b", "\u{202e}abc\u{2066}", "\u{301}\u{301}", "\u{10ffff}", "ﷺ", "\u{fdd0}", &long];
    let sums = encoder().sums(&odd, 2);
    assert_eq!(sums.len(), odd.len());
    assert!((0..odd.len()).all(|index| (3..=MOST_PIECES).contains(&(sums.pieces(index) as usize))));
    assert_eq!(sums.pieces(9) as usize, MOST_PIECES);
    let vectors = encoder().vectors(&sums, &each(odd.len()), 2);
    for index in 0..odd.len() {
        assert!((vectors.cosine(index, &vectors, index) - 1.0).abs() < 1e-5, "{:?}", odd.get(index));
    }
}

/// The widest hole of an English sentence.
fn widest(sentence: &str) -> Hole {
    let holes = encoder().holes(sentence, find("en"));
    holes.into_iter().max_by(|one, other| one.odds.total_cmp(&other.odds)).expect("a place in the sentence")
}

#[test]
fn a_sentence_that_words_were_taken_from_has_its_hole_where_they_stood() {
    for (whole, without, behind) in [
        (
            "The old bridge over the river was built in Prague by a Czech company.",
            "The old bridge over the river was built in by a Czech company.",
            "by a",
        ),
        (
            "The court in Talheim decided on Monday that the road must stay closed.",
            "The court in decided on Monday that the road must stay closed.",
            "decided",
        ),
        (
            "Last week Norway opened its largest wind farm off the coast of Bergen.",
            "Last week opened its largest wind farm off the coast of Bergen.",
            "opened",
        ),
    ] {
        let (full, hole) = (widest(whole), widest(without));
        assert!(hole.odds > full.odds + 2.0, "{hole:?} is hardly more likely than {full:?}: {without}");
        assert!(without[hole.at..].starts_with(behind), "{hole:?} in: {without}");
    }
}

#[test]
fn a_language_without_a_network_has_no_holes() {
    assert!(encoder().holes(SENTENCES[0], find("zh")).is_empty());
}

/// Texts with the numbers of their pieces.
const EXPECTED: &[(&str, &[u32])] = &[
    ("雨下了一整夜，河水漫过了旧桥。", &[1, 6, 5232, 213, 5907, 2413, 2303, 7, 3727, 426, 9792, 1381, 127, 8100, 9467, 27, 2]),
    (
        "It rained all night, and the river rose over the old bridge.",
        &[1, 214, 6, 81551, 167, 1993, 7, 17, 12, 15629, 13053, 393, 12, 1305, 18043, 8, 2],
    ),
    (
        "Es regnete die ganze Nacht, und der Fluss trat über die alte Brücke.",
        &[1, 801, 15002, 839, 22, 86, 10249, 16726, 7, 82, 99, 44386, 25530, 1134, 86, 17021, 79494, 8, 2],
    ),
    (
        "パン屋は毎朝、市場でパンと甘いロールパンを売っている。",
        &[1, 6, 10470, 2011, 89, 17139, 4191, 24, 12300, 126, 10470, 240, 8149, 368, 51860, 10470, 153, 5204, 3291, 27, 2],
    ),
    ("Ключ лежит под ковриком, как обычно.", &[1, 2321, 5506, 7290, 68215, 3976, 1832, 6, 5722, 43248, 748, 7, 861, 18625, 8, 2]),
    ("المفتاح تحت البساط كالعادة.", &[1, 1502, 106790, 10540, 350, 23928, 30709, 36497, 80593, 8, 2]),
    ("열쇠는 늘 그렇듯 매트 밑에 있다.", &[1, 21169, 0, 718, 6, 47738, 102715, 70402, 11196, 4868, 6, 0, 657, 2372, 8, 2]),
    ("", &[1, 0, 2]),
    ("  two   blanks\tand a line\n", &[1, 537, 17273, 9, 17, 10, 1754, 2]),
    ("Ｆｕｌｌ－ｗｉｄｔｈ\u{3000}１２３\u{3000}～\u{3000}㎏", &[1, 17004, 18, 18027, 26690, 6, 890, 3106, 2]),
    ("ꙮꙮ x\u{200b}y", &[1, 6, 0, 257, 51, 2]),
    ("cafe\u{301} ﬁn …", &[1, 15567, 2186, 611, 2]),
];

proptest::proptest! {
    #[test]
    fn no_text_makes_the_encoder_panic(text in "\\PC{0,80}|[\\x00-\\x20\u{200b}-\u{202f}a ]{0,40}|.{0,40}") {
        let sums = encoder().sums(&[&text], 1);
        let vectors = encoder().vectors(&sums, &each(1), 1);
        proptest::prop_assert!((vectors.cosine(0, &vectors, 0) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn holes_lie_between_the_characters_of_any_text(text in "\\PC{0,80}|[\\x00-\\x20\u{200b}-\u{202f}a ﬁ℃]{0,40}|.{0,40}") {
        let holes = encoder().holes(&text, find("en"));
        proptest::prop_assert!(holes.iter().all(|hole| text.is_char_boundary(hole.at) && hole.odds.is_finite()));
        proptest::prop_assert!(holes.is_sorted_by_key(|hole| hole.at));
    }
}
