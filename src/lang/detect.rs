//! Tells the language of a text.
//!
//! The script settles most of it. Within a script, letters that only some languages use and common words
//! decide, which works on a heading as well; for longer text, whatlang's trigrams have a say too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::script::{script, weight};
use super::table::rows;
use super::{Language, find};

/// The language that a text seems to be in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detected {
    /// Its BCP 47 code, also for languages without a folder of their own.
    pub code: &'static str,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// What is known of it.
    pub language: &'static Language,
}

/// A row of `detection.tsv`.
struct Profile {
    code: &'static str,
    iso_639_3: &'static str,
    script: &'static str,
    letters: &'static str,
    lacking: &'static str,
    words: Vec<&'static str>,
}

/// A text is judged by so many samples, so that the cost does not grow with it.
const SAMPLES: usize = 8;
/// Bytes of each sample.
const SAMPLE: usize = 600;
/// From so many letters on, trigrams have a say.
const ENOUGH_FOR_TRIGRAMS: u32 = 60;
/// From so many letters on, they have all of it.
const ENOUGH_TO_TRUST_TRIGRAMS: f32 = 300.0;
/// Kana among Han and kana from this share on (one in so many) make a text Japanese.
const ONE_KANA_IN: u32 = 12;

/// The language of `text`; `None` where it holds no letters.
///
/// Only a bounded sample from several places is looked at. Addresses of the web and of mail do not count.
#[must_use]
pub fn detect(text: &str) -> Option<Detected> {
    detect_in(text, |_| true, true)
}

/// Which of the languages `codes` (all, where it is empty) `text` is in, judged quickly, by letters and
/// common words alone; `None` where it has no letters of any of their scripts.
#[must_use]
pub fn detect_among(text: &str, codes: &[&str]) -> Option<Detected> {
    detect_in(text, |profile| codes.is_empty() || codes.contains(&profile.code), false)
}

fn detect_in(text: &str, is_wanted: impl Fn(&Profile) -> bool, by_trigrams: bool) -> Option<Detected> {
    let sample = sample(text);
    let wanted: Vec<_> = profiles().iter().filter(|profile| is_wanted(profile)).collect();
    let mut scripts = scripts(&sample);
    let total: u32 = scripts.values().sum();
    if !wanted.iter().any(|profile| profile.script == "Hani")
        && let Some(han) = scripts.remove("Hani")
    {
        // A heading in Japanese may have no kana.
        *scripts.entry("Jpan").or_insert(0) += han;
    }
    let known = scripts
        .iter()
        .filter(|(name, _)| wanted.len() == profiles().len() || wanted.iter().any(|profile| profile.script == **name));
    let (&main, &size) = known.max_by_key(|&(name, size)| (*size, std::cmp::Reverse(*name)))?;
    let share = size as f32 / total.max(1) as f32;
    let candidates: Vec<_> = wanted.into_iter().filter(|profile| profile.script == main).collect();
    let (code, margin) = match candidates.as_slice() {
        [] => ("und", 0.0),
        [only] => (only.code, 1.0),
        several => best(several, &sample, by_trigrams && size >= ENOUGH_FOR_TRIGRAMS),
    };
    Some(Detected { code, confidence: share * margin, language: find(code) })
}

/// The text itself, or where it is long, pieces of it from several places; without addresses.
fn sample(text: &str) -> String {
    let mut found = String::new();
    let mut take = |piece: &str| {
        for word in piece.split_whitespace().filter(|word| !is_address(word)) {
            found.push_str(word);
            found.push(' ');
        }
    };
    if text.len() <= SAMPLES * SAMPLE {
        take(text);
    } else {
        for index in 0..SAMPLES {
            let start = floor(text, index * ((text.len() - SAMPLE) / (SAMPLES - 1)));
            take(text.get(start..floor(text, start + SAMPLE)).unwrap_or_default());
        }
    }
    found
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.starts_with("www.")
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(0)
}

/// How much text of each script the sample holds, in letters of an alphabet; Han and kana together are
/// Japanese (`Jpan`) where kana are not rare.
fn scripts(sample: &str) -> BTreeMap<&'static str, u32> {
    let mut sizes = BTreeMap::new();
    for name in sample.chars().filter_map(script) {
        *sizes.entry(name).or_insert(0) += weight(name);
    }
    let (han, kana) = (sizes.get("Hani").copied().unwrap_or(0), sizes.remove("Kana").unwrap_or(0));
    if kana > 0 && kana * ONE_KANA_IN >= han + kana {
        sizes.remove("Hani");
        sizes.insert("Jpan", han + kana);
    } else if kana > 0 {
        sizes.insert("Hani", han + kana);
    }
    sizes
}

/// The best of several languages of one script, and by how much it is better than the next, 0 to 1.
fn best(candidates: &[&Profile], sample: &str, by_trigrams: bool) -> (&'static str, f32) {
    let lower = sample.to_lowercase();
    let words: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric() && !"'’ʻ‘".contains(character))
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    // The same words over and over tell no more than once.
    let distinct: BTreeSet<&str> = words.iter().copied().collect();
    let guess = if by_trigrams { whatlang::detect(sample) } else { None };
    let letters = distinct.iter().flat_map(|word| word.chars()).filter(|letter| letter.is_alphabetic()).count() as f32;
    let trust = (letters / ENOUGH_TO_TRUST_TRIGRAMS).min(1.0);
    let mut scores: Vec<(f32, usize)> = candidates
        .iter()
        .enumerate()
        .map(|(index, profile)| {
            let common = words.iter().filter(|word| profile.words.contains(word)).count() as f32;
            // Names carry letters of their own language into others; common words do not travel.
            let letters = lower.chars().filter(|&letter| profile.letters.contains(letter)).count() as f32;
            let letters = letters.min(2.0 * common + 2.0);
            let lacking = lower.chars().filter(|&letter| profile.lacking.contains(letter)).count() as f32;
            let trigrams = guess
                .as_ref()
                .filter(|info| info.lang().code() == profile.iso_639_3)
                .map_or(0.0, |info| info.confidence() as f32);
            (common + 0.6 * letters - 1.5 * lacking + 0.3 * trust * trigrams * words.len() as f32, index)
        })
        .collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let first = scores.first().copied().unwrap_or_default();
    let second = scores.get(1).map_or(0.0, |second| second.0.max(0.0));
    // A word more or less should not look like certainty.
    let margin = ((first.0 - second) / (first.0.max(0.0) + 1.0)).clamp(0.0, 1.0);
    (candidates.get(first.1).map_or("und", |profile| profile.code), margin.sqrt())
}

fn profiles() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| {
        rows(include_str!("detection.tsv"))
            .map(|row| Profile {
                code: row.cell(0),
                iso_639_3: row.cell(1),
                script: row.cell(2),
                letters: row.cell(3),
                lacking: row.cell(4),
                words: row.cell(5).split_whitespace().collect(),
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_strings_are_told_by_script_letters_and_words() {
        let cases = [
            ("zh", "中亚五国"),
            ("ja", "中央アジアの国々"),
            ("ko", "중앙아시아"),
            ("en", "The countries of Central Asia"),
            ("de", "Die Länder und ihre Nachbarn"),
            ("fr", "Les pays de la région et leurs voisins"),
            ("es", "Los países de la región y sus vecinos"),
            ("it", "I paesi della regione e i loro vicini che non sono"),
            ("ru", "Страны Центральной Азии и их соседи"),
            ("uk", "Країни Центральної Азії та їхні сусіди"),
            ("kk", "Қазақстан және көршілері"),
            ("ky", "Кыргызстандын өкмөтү менен коңшулары"),
            ("uz", "O‘zbekiston va qo‘shnilari bilan"),
            ("uz-Cyrl", "Ўзбекистон ва қўшнилари"),
            ("tg", "Тоҷикистон ва ҳамсояҳояш"),
            ("vi", "Các nước Trung Á và láng giềng"),
            ("ar", "دول آسيا الوسطى"),
            ("hi", "मध्य एशिया के देश"),
            ("el", "Οι χώρες της Ασίας"),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .filter(|(code, text)| detect(text).is_none_or(|found| found.code != *code))
            .map(|(code, text)| (code, text, detect(text)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn words_that_come_again_and_again_are_told_as_if_they_came_once() {
        let line = |at: usize| format!("Tram {at} took {} riders along the quay that month.\n", at * 37);
        for count in [1, 20, 2000] {
            let text: String = (0..count).map(line).collect();
            assert_eq!(detect(&text).map(|found| found.code), Some("en"), "{count}");
        }
    }

    #[test]
    fn a_quotation_in_another_script_does_not_hide_the_main_language() {
        assert_eq!(detect("It means as much as to stop the “aggression” (停止“侵略”行为).").map(|found| found.code), Some("en"));
        assert_eq!(detect("澎湃新闻援引Carnegie Center的分析称，各国保持谨慎。").map(|found| found.code), Some("zh"));
    }

    #[test]
    fn a_text_without_letters_has_no_language() {
        assert_eq!(detect(" 12, 34 … 🇰🇿\u{0}"), None);
        assert_eq!(detect("https://example.org/a"), None);
    }

    #[test]
    fn the_codes_of_the_table_are_unique_and_its_scripts_known() {
        let mut codes: Vec<_> = profiles().iter().map(|profile| profile.code).collect();
        codes.sort_unstable();
        let listed = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), listed);
        for profile in profiles() {
            let odd = profile
                .letters
                .chars()
                .find(|&letter| letter.is_alphabetic() && script(letter).is_some_and(|name| name != profile.script));
            assert_eq!(odd, None, "a letter of {} is of another script", profile.code);
        }
    }
}
