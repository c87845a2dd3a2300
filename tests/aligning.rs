//! What holds for every alignment, and what the aligner must find.

use kanhe::align::{Alignment, Bead, Options, align};
use kanhe::lang::{self, Language};
use kanhe::mention::Mentions;
use kanhe::segment::Document;
use proptest::prelude::*;

fn pair(source: &str, target: &str, languages: [&'static Language; 2], crossing: bool) -> Alignment {
    let source = Document::from_lines("source", source.to_owned(), languages[0]);
    let target = Document::from_lines("target", target.to_owned(), languages[1]);
    align(&source, &target, &Mentions::of(&source), &Mentions::of(&target), &Options { crossing, ..Options::default() })
}

fn plain(source: &str, target: &str) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let alignment = pair(source, target, [&lang::OTHER, &lang::OTHER], false);
    alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect()
}

/// A sentence of made-up words that no other number has all of.
fn sentence(number: usize) -> String {
    let word = |salt: usize| {
        let mut value = (number * 7919 + salt * 104_729) % 9973 + 10_000;
        let mut word = String::new();
        while value > 0 {
            word.push(char::from(b'a' + u8::try_from(value % 26).unwrap_or(0)));
            value /= 26;
        }
        word
    };
    format!("{} {} so {} {} und {}.", word(1), word(2), word(3), number + 1000, word(4))
}

fn text(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|number| sentence(number) + "\n").collect()
}

#[test]
fn an_empty_side_leaves_the_other_unpaired() {
    assert!(plain("", "").is_empty());
    assert_eq!(plain("One.\nTwo.\n", ""), [(0..1, 0..0), (1..2, 0..0)]);
    assert_eq!(plain("", "One.\n"), [(0..0, 0..1)]);
}

#[test]
fn sentences_left_out_and_put_in_stay_alone() {
    let source = text((0..20).chain(100..103).chain(20..40));
    let target = text((0..30).chain(200..202).chain(30..40));
    let beads = plain(&source, &target);
    let lone = |beads: &[(std::ops::Range<usize>, std::ops::Range<usize>)]| {
        let source: Vec<usize> = beads.iter().filter(|bead| bead.1.is_empty()).flat_map(|bead| bead.0.clone()).collect();
        let target: Vec<usize> = beads.iter().filter(|bead| bead.0.is_empty()).flat_map(|bead| bead.1.clone()).collect();
        (source, target)
    };
    assert_eq!(lone(&beads), (vec![20, 21, 22], vec![30, 31]));
}

#[test]
fn a_long_block_without_counterpart_does_not_throw_the_rest_out_of_step() {
    let source = text((0..60).chain(60..120));
    let target = text((0..60).chain(1000..1900).chain(60..120));
    let beads = plain(&source, &target);
    assert!(beads.contains(&(10..11, 10..11)) && beads.contains(&(110..111, 1010..1011)));
    assert_eq!(beads.iter().filter(|bead| bead.0.is_empty()).count(), 900);
}

#[test]
fn a_sentence_split_in_two_becomes_one_bead() {
    let target = text(0..30);
    let source = target.lines().enumerate().map(|(at, line)| match at {
        9 => line.replacen(" so ", " so\n", 1) + "\n",
        _ => format!("{line}\n"),
    });
    assert!(plain(&source.collect::<String>(), &target).contains(&(9..11, 9..10)));
}

#[test]
fn a_passage_that_moved_is_found_when_crossing_is_allowed() {
    let source = text(0..40);
    let target = text((0..10).chain(30..35).chain(10..30).chain(35..40));
    let languages = [&lang::OTHER, &lang::OTHER];
    let straight = pair(&source, &target, languages, false);
    let lone = straight.beads().iter().filter(|bead| bead.source.is_empty() || bead.target.is_empty()).count();
    assert_eq!(lone, 10, "in order, the passage stands alone on both sides");
    let crossing = pair(&source, &target, languages, true);
    let moved = |bead: &Bead| bead.source == (31..32) && bead.target == (11..12);
    assert!(crossing.beads().iter().any(moved), "{:?}", crossing.beads());
    assert!(crossing.beads().iter().all(|bead| !bead.source.is_empty() && !bead.target.is_empty()));
}

#[test]
fn swapping_the_texts_mirrors_the_beads() {
    let (one, other) = (text((0..25).chain(70..72)), text((3..25).chain(50..51).chain(70..72)));
    let mirrored: Vec<_> = plain(&other, &one).into_iter().map(|(source, target)| (target, source)).collect();
    let paired = |beads: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)>| {
        beads.into_iter().filter(|bead| !bead.0.is_empty() && !bead.1.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(paired(plain(&one, &other)), paired(mirrored));
}

#[test]
fn chinese_meets_english_through_the_lexicon_values_and_sounds() {
    let chinese = "总统访问了两个工厂。\n经济增长百分之五。\n布林肯没有回答记者的问题。\n本报记者李明摄影，图片来自网络，未经许可不得转载。\n学校明年春天开学。\n";
    let english = "The president visited two factories.\nThe economy grew by 5 percent.\nBlinken did not answer questions from reporters.\nThe school will open next spring.\n";
    let alignment = pair(chinese, english, [lang::find("zh"), lang::find("en")], false);
    let beads: Vec<_> = alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect();
    assert_eq!(beads, [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3), (3..4, 3..3), (4..5, 3..4)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_sentence_stands_in_one_bead_and_confidences_are_probabilities(
        source in prop::collection::vec("\\PC{1,30}", 0..12),
        target in prop::collection::vec("[一-龥a-z0-9，。\u{202E}\u{0}]{1,30}", 0..12),
        crossing in any::<bool>(),
    ) {
        let lines = |lines: &[String]| lines.iter().map(|line| line.clone() + "\n").collect::<String>();
        let source = Document::from_lines("source", lines(&source), lang::find("en"));
        let target = Document::from_lines("target", lines(&target), lang::find("zh"));
        let alignment = align(&source, &target, &Mentions::of(&source), &Mentions::of(&target), &Options { crossing, ..Options::default() });
        let again = Alignment::new(alignment.beads().to_vec(), source.segments().len(), target.segments().len());
        prop_assert!(again.is_ok());
        prop_assert!(alignment.beads().iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)));
    }

    #[test]
    fn a_text_is_paired_with_itself(numbers in prop::collection::vec(0..3000_usize, 1..60)) {
        let mut numbers = numbers;
        numbers.sort_unstable();
        numbers.dedup();
        let text = text(numbers.iter().copied());
        let expected: Vec<_> = (0..numbers.len()).map(|at| (at..at + 1, at..at + 1)).collect();
        prop_assert_eq!(plain(&text, &text), expected);
    }
}
