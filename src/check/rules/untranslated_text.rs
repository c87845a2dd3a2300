//! Words of the original that were left standing in the rendering.

use std::collections::HashSet;

use super::untranslated_letters::{MOST, Script, foreign_letters, main_script};
use super::untranslated_words;
use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::table::unicode_words;
use crate::text::{Side, Span};

/// Words of the original that were left standing in the rendering.
pub(super) static RULE: Rule = Rule {
    name: "untranslated-text",
    summary: "words of the original were left standing in the rendering",
    level: Level::Error,
    page: include_str!("untranslated_text.md"),
    check: Check::Pair(check),
};

/// So many words of the original in a row are no name and no term.
const RUN: usize = 5;

/// So many of them must begin with a small letter, for names of institutions may be long.
const SMALL: usize = 3;

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let [source, target] = [Side::Source, Side::Target].map(|side| main_script(pair.side(side).document.text()));
    let shared = source == target || source.is_none() || target.is_none();
    let named = if shared {
        let [source, target] = [pair.source, pair.target].map(untranslated_words::capitalised);
        source.union(&target).copied().collect()
    } else {
        HashSet::new()
    };
    for bead in pair.beads().filter(BeadView::is_paired) {
        if left_whole(&bead, source, findings) {
            continue;
        }
        match (source, target) {
            (Some(source), Some(target)) if source != target => foreign_letters(&bead, source, findings),
            _ => foreign_words(&bead, source, &named, findings),
        }
    }
}

/// Reports a sentence that is the same on both sides; names, codes and titles may be.
fn left_whole(bead: &BeadView<'_>, own: Option<Script>, findings: &mut Findings<'_>) -> bool {
    let [source, target] = [Side::Source, Side::Target].map(|side| bead.words(side).trim());
    let same_language = bead.language(Side::Source) == bead.language(Side::Target);
    if source != target || same_language || !is_running_text(source) || !is_of_the_original(bead, own, source) {
        return false;
    }
    let short = unicode_words(source).len() <= RUN;
    let (level, sure) = if short { (Level::Note, 0.5) } else { (Level::Error, 0.95) };
    let message = "the sentence was left as it stands in the original".to_owned();
    findings.add(bead.index, level, sure, message, bead.span(Side::Source), bead.span(Side::Target));
    true
}

/// Whether `words`, which stand on both sides, are in the language of the original and not in that of the
/// rendering, from which the original may quote them; where a language cannot be told by its letters, the
/// script of the original (`own`) decides.
fn is_of_the_original(bead: &BeadView<'_>, own: Option<Script>, words: &str) -> bool {
    let known = |side| whatlang::Lang::all().iter().copied().find(|lang| lang.eng_name() == bead.language(side).name);
    match (known(Side::Source), known(Side::Target)) {
        (Some(source), Some(target)) => {
            whatlang::Detector::with_allowlist(vec![source, target]).detect_lang(words) == Some(source)
        }
        _ => main_script(words) == own,
    }
}

/// Whether a text is more than names: several words in small letters, or so many in a script without any.
fn is_running_text(text: &str) -> bool {
    let uncased =
        text.chars().filter(|character| character.is_alphabetic() && !character.is_lowercase() && !character.is_uppercase());
    small_words(&unicode_words(text), text) >= SMALL || uncased.count() >= 2 * RUN
}

fn small_words(words: &[Span], text: &str) -> usize {
    let is_small = |span: &&Span| {
        let word = span.of(text);
        word.chars().all(char::is_lowercase) && word.chars().count() > 1
    };
    words.iter().filter(is_small).count()
}

/// Reports, in a pair that shares a script, stretches of words of the original, and words of the original that
/// the language of the rendering does not have.
fn foreign_words(bead: &BeadView<'_>, own_script: Option<Script>, named: &HashSet<&str>, findings: &mut Findings<'_>) {
    let languages = [Side::Source, Side::Target].map(|side| bead.language(side));
    let whole = bead.words(Side::Source).trim() == bead.words(Side::Target).trim();
    if languages[0] == languages[1] || !languages[0].traits.word_spaces || whole {
        return;
    }
    let stretches = long_stretches(bead, own_script);
    let starts = [Side::Source, Side::Target].map(|side| bead.span(side).start);
    let mut told = 0;
    let mut tell = |level, sure, [source, target]: [Span; 2]| {
        told += 1;
        if told <= MOST {
            let message = format!("“{}” was left untranslated", target.of(bead.words(Side::Target)));
            findings.add(bead.index, level, sure, message, source.shifted(starts[0]), target.shifted(starts[1]));
        }
    };
    for &places in &stretches {
        tell(Level::Error, 0.9, places);
    }
    for (places, sure) in single_words(bead, named) {
        if !stretches.iter().any(|[_, stretch]| stretch.contains(places[1])) {
            let (level, sure) = if sure { (Level::Error, 0.9) } else { (Level::Warning, 0.8) };
            tell(level, sure, places);
        }
    }
}

/// Words of the original in the rendering, those that follow each other on both sides as one.
fn single_words(bead: &BeadView<'_>, named: &HashSet<&str>) -> Vec<([Span; 2], bool)> {
    let mut found: Vec<([Span; 2], bool)> = Vec::new();
    let blank = |side, first: Span, second: Span| {
        let words = bead.words(side).get(first.end as usize..second.start as usize);
        words.is_some_and(|between| between.chars().all(|character| character == ' '))
    };
    for left in untranslated_words::left(bead, named) {
        match found.last_mut() {
            Some(([source, target], sure))
                if blank(Side::Source, *source, left.source) && blank(Side::Target, *target, left.target) =>
            {
                (*source, *target, *sure) = (source.join(left.source), target.join(left.target), true);
            }
            _ => found.push(([left.source, left.target], left.sure)),
        }
    }
    found
}

/// The places, on both sides, of stretches of the original's words in the rendering.
fn long_stretches(bead: &BeadView<'_>, own_script: Option<Script>) -> Vec<[Span; 2]> {
    let mut found = Vec::new();
    let (source, target) = (bead.words(Side::Source), bead.words(Side::Target));
    let (own, rendered) = (unicode_words(source), unicode_words(target));
    let runs: HashSet<Vec<&str>> = own.windows(RUN).map(|run| run.iter().map(|span| span.of(source)).collect()).collect();
    let mut at = 0;
    while at + RUN <= rendered.len() && found.len() < MOST {
        let same = |from: usize| {
            let window: Option<&[Span]> = rendered.get(from..from + RUN);
            window.is_some_and(|run| runs.contains(&run.iter().map(|span| span.of(target)).collect::<Vec<_>>()))
        };
        let more = (at..).take_while(|&from| same(from)).count();
        if more == 0 {
            at += 1;
            continue;
        }
        let run = &rendered[at..(at + more + RUN - 1).min(rendered.len())];
        let place = run[0].join(run[run.len() - 1]);
        let quoted =
            target.get(..place.start as usize).is_some_and(|before| before.trim_end().ends_with(['"', '“', '‘', '«', '„', '\'']));
        let small = small_words(run, target);
        // The names of institutions are mostly capitals.
        if small >= SMALL && 2 * small > run.len() && !quoted && is_of_the_original(bead, own_script, place.of(target)) {
            let words = place.of(target);
            let original = source.find(words).map_or(Span::new(0, source.len()), |found| Span::new(found, found + words.len()));
            found.push([original, place]);
        }
        at += run.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::align::Alignment;
    use crate::check::{self, PairView, Text};
    use crate::lang;
    use crate::segment::Document;

    fn untranslated(source: (&str, &str), target: (&str, &str)) -> Vec<String> {
        let text = |(code, text): (&str, &str)| Text::new(Document::from_lines("text", text.to_owned(), lang::find(code)));
        let (source, target) = (text(source), text(target));
        let length = source.document.segments().len().min(target.document.segments().len());
        let alignment = Alignment::of_pairs((0..length).map(|_| (true, true)));
        let findings = check::check(&PairView { source: &source, target: &target, alignment: &alignment });
        let own = findings.iter().filter(|finding| finding.rule == "untranslated-text");
        own.map(|finding| finding.target.span.of(target.document.text()).to_owned()).collect()
    }

    #[test]
    fn letters_of_the_original_are_found_up_to_the_last() {
        let found = untranslated(("ja", "ステッカーの発行は一万枚です。"), ("en", "Ten thousand stickers 発行 were issued."));
        assert_eq!(found, ["発行"]);
    }

    #[test]
    fn a_long_stretch_of_the_original_is_found_where_both_share_a_script() {
        let source = ("de", "Der Minister sprach lange über die schwierige Lage im Osten, sagte er.");
        let target = ("en", "The minister sprach lange über die schwierige Lage im Osten, he said.");
        assert_eq!(untranslated(source, target), ["sprach lange über die schwierige Lage im Osten"]);
    }

    #[test]
    fn what_the_original_quotes_from_the_language_of_the_rendering_is_left_alone() {
        let source = ("de", "Die Behörde (Agency for the Assessment and Application of Technology) schwieg.");
        let target = ("en", "The Agency for the Assessment and Application of Technology kept silent.");
        assert!(untranslated(source, target).is_empty());
    }

    #[test]
    fn a_word_that_only_the_language_of_the_original_knows_is_found() {
        let german = ("de", "Der Minister hat am Dienstag die Fabrik besucht und mit der Belegschaft gesprochen.");
        let english = ("en", "The minister visited the factory on Tuesday and spoke with the Belegschaft.");
        assert_eq!(untranslated(german, english), ["Belegschaft"]);
        let polish = ("pl", "Po długich rozmowach zawarto porozumienie.");
        assert_eq!(untranslated(polish, ("en", "After long talks a porozumienie was reached.")), ["porozumienie"]);
    }

    #[test]
    fn names_loans_and_words_of_both_languages_stay() {
        let german = ("de", "Frau Zimmermann aß in der Altstadt von Bremen einen Hamburger und sprach über den Zeitgeist.");
        let english = ("en", "Ms Zimmermann ate a hamburger in the old town of Bremen and spoke of the zeitgeist.");
        assert!(untranslated(german, english).is_empty());
        let french = ("fr", "Le chef a parlé du commerce et de son train, selon le journal « Le Monde ».");
        let english = ("en", "The chef spoke of commerce and of his train, according to the newspaper Le Monde.");
        assert!(untranslated(french, english).is_empty());
    }

    proptest! {
        #[test]
        fn words_of_languages_that_share_a_script_can_be_compared(source in "(\\PC|und |l'eau |Haus |-){0,40}", target in "(\\PC|und |l'eau |Haus |\\(|-){0,40}") {
            for (from, to) in [("de", "en"), ("en", "de"), ("it", "fr"), ("und", "en")] {
                for words in untranslated((from, &source), (to, &target)) {
                    prop_assert!(target.contains(&words));
                }
            }
        }

        #[test]
        fn any_texts_can_be_compared(source in "(\\PC|知道 ){0,40}", target in "(\\PC|知道 |\\(|\\)){0,40}") {
            for words in untranslated(("zh", &source), ("en", &target)) {
                prop_assert!(target.contains(&words));
            }
        }
    }
}
