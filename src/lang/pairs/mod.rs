//! Lexicons between two languages.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::sorted::Sorted;
use super::{cs, hi, it, pl};

/// A lexicon from one language to another.
///
/// Each line of its table is a word of the first language, a tab, and its renderings with `|` between them; lines are
/// in the byte order of the word.
///
/// A language whose words have many forms gives the stems of a word, one for each way to take it, in the order in which they
/// are tried: a word that has no line is then looked for by its stem.
#[derive(Debug)]
pub struct Lexicon {
    table: Sorted,
    stems: Option<fn(&str) -> Vec<String>>,
    /// The cells by the place of the stem and the stem; made when the first word is looked for by its stem.
    by_stem: OnceLock<FxHashMap<(usize, String), Vec<&'static str>>>,
}

impl Lexicon {
    const fn new(table: &'static str) -> Self {
        Self { table: Sorted::new(table), stems: None, by_stem: OnceLock::new() }
    }

    const fn inflected(table: &'static str, stems: fn(&str) -> Vec<String>) -> Self {
        Self { table: Sorted::new(table), stems: Some(stems), by_stem: OnceLock::new() }
    }

    /// The renderings of a word, in the order of the table; nothing for a word that it does not hold.
    pub fn renderings(&self, word: &str) -> impl Iterator<Item = &'static str> {
        let own = self.table.cell(word);
        let of_stem = if own.is_none() { self.cells_of_stem(word) } else { &[] };
        own.into_iter().chain(of_stem.iter().copied()).flat_map(renderings_in)
    }

    /// The cells of the words that share the stem of `word`, by the first way to take it in which any does.
    fn cells_of_stem(&self, word: &str) -> &[&'static str] {
        let Some(stems) = self.stems else { return &[] };
        let by_stem = self.by_stem.get_or_init(|| {
            let mut by_stem: FxHashMap<_, Vec<_>> = FxHashMap::default();
            for (listed, cell) in self.table.rows().filter(|(listed, _)| !listed.contains(' ')) {
                for stem in stems(listed).into_iter().enumerate() {
                    by_stem.entry(stem).or_default().push(cell);
                }
            }
            by_stem
        });
        stems(word).into_iter().enumerate().find_map(|stem| by_stem.get(&stem)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The renderings of each word of the table that `text` begins with and that has at most so many characters.
    pub fn along<'a>(
        &'a self,
        text: &'a str,
        characters: usize,
    ) -> impl Iterator<Item = impl Iterator<Item = &'static str>> + 'a {
        let end = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
        self.table.along(&text[..end]).map(|(_, cell)| renderings_in(cell))
    }

    /// Whether the table has a line for `word`.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        self.renderings(word).next().is_some()
    }

    /// The longest word of the table that `text` begins with.
    #[must_use]
    pub fn longest<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.longest_to(text, |_| true)
    }

    /// The longest word of the table that `text` begins with and that ends at a byte where it may.
    pub fn longest_to<'a>(&self, text: &'a str, may_end: impl Fn(usize) -> bool) -> Option<&'a str> {
        let length = self.table.along(text).map(|(word, _)| word.len()).filter(|&length| may_end(length)).last()?;
        text.get(..length)
    }
}

fn renderings_in(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|rendering| !rendering.is_empty())
}

static CHINESE_ENGLISH: Lexicon = Lexicon::new(include_str!("zh-en/lexicon.tsv"));
static VIETNAMESE_ENGLISH: Lexicon = Lexicon::new(include_str!("vi-en/lexicon.tsv"));
static CZECH_ENGLISH: Lexicon = Lexicon::inflected(include_str!("cs-en/lexicon.tsv"), |word| cs::ENDINGS.stems(word).collect());
static HINDI_ENGLISH: Lexicon = Lexicon::inflected(include_str!("hi-en/lexicon.tsv"), |word| hi::ENDINGS.stems(word).collect());
static POLISH_ENGLISH: Lexicon = Lexicon::inflected(include_str!("pl-en/lexicon.tsv"), |word| pl::ENDINGS.stems(word).collect());
static ITALIAN_ENGLISH: Lexicon = Lexicon::inflected(include_str!("it-en/lexicon.tsv"), |word| vec![(it::LANGUAGE.stem)(word)]);

/// The lexicons, with the codes of the language that their words are in and of that of the renderings.
static LEXICONS: &[(&str, &str, &Lexicon)] = &[
    ("zh", "en", &CHINESE_ENGLISH),
    ("vi", "en", &VIETNAMESE_ENGLISH),
    ("cs", "en", &CZECH_ENGLISH),
    ("hi", "en", &HINDI_ENGLISH),
    ("pl", "en", &POLISH_ENGLISH),
    ("it", "en", &ITALIAN_ENGLISH),
];

/// The lexicon from one language to another, named by their codes, where there is one.
#[must_use]
pub fn lexicon(from: &str, to: &str) -> Option<&'static Lexicon> {
    LEXICONS.iter().find(|(first, second, _)| *first == from && *second == to).map(|(_, _, lexicon)| *lexicon)
}

/// A lexicon whose words are of the language, whatever it renders them into: it tells words apart in a
/// writing without blanks, and words of several syllables in one that has blanks between syllables.
#[must_use]
pub fn words_of(code: &str) -> Option<&'static Lexicon> {
    LEXICONS.iter().find(|(first, _, _)| *first == code).map(|(_, _, lexicon)| *lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Language, vi};

    #[test]
    fn every_lexicon_is_sorted_so_that_it_can_be_searched_where_it_lies() {
        for (from, to, lexicon) in LEXICONS {
            lexicon.table.assert_sorted(&format!("{from}-{to}"));
        }
    }

    #[test]
    fn every_line_written_by_hand_has_the_form_that_is_looked_for() {
        let written: [(&Language, &'static str); 5] = [
            (&vi::LANGUAGE, include_str!("vi-en/lexicon.tsv")),
            (&cs::LANGUAGE, include_str!("cs-en/lexicon.tsv")),
            (&hi::LANGUAGE, include_str!("hi-en/lexicon.tsv")),
            (&pl::LANGUAGE, include_str!("pl-en/lexicon.tsv")),
            (&it::LANGUAGE, include_str!("it-en/lexicon.tsv")),
        ];
        for (language, table) in written {
            let mut count = 0;
            for line in table.lines().filter(|line| !line.starts_with("# ")) {
                let (word, cell) = line.split_once('\t').unwrap_or((line, ""));
                assert_eq!(language.view(word).text(), word, "{line}: the word is not as in the compared view");
                let mut renderings: Vec<_> = cell.split('|').collect();
                for form in renderings.iter().chain([&word]) {
                    let plain = form.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                    assert!(!form.is_empty() && *form == plain, "{line}");
                }
                let given = renderings.len();
                renderings.sort_unstable();
                renderings.dedup();
                assert_eq!(renderings.len(), given, "{line}: a rendering stands there twice");
                count += 1;
            }
            assert!(count > 2000, "{}: only {count} words", language.name);
        }
    }

    #[test]
    fn a_form_without_a_line_is_found_by_its_stem() {
        let renders = |code, word, rendering| {
            lexicon(code, "en").is_some_and(|lexicon| lexicon.renderings(word).any(|found| found == rendering))
        };
        for (form, rendering) in [
            ("městech", "city"),
            ("vládou", "government"),
            ("nových", "new"),
            ("pracovali", "work"),
            ("otce", "father"),
            ("matce", "mother"),
            ("hotelu", "hotel"),
            ("američtí", "american"),
            ("zvyšuje", "increase"),
        ] {
            assert!(renders("cs", form, rendering), "{form} is {rendering}");
        }
        for (form, rendering) in [("समझौतों", "agreement"), ("बाज़ारों", "market"), ("सोचेंगे", "think")]
        {
            assert!(renders("hi", form, rendering), "{form} is {rendering}");
        }
        for (form, rendering) in [("miastach", "city"), ("rządem", "government"), ("nowych", "new"), ("pracowali", "work")] {
            assert!(renders("pl", form, rendering), "{form} is {rendering}");
        }
        for (form, rendering) in [("governi", "government"), ("nuove", "new"), ("lavorava", "work")] {
            assert!(renders("it", form, rendering), "{form} is {rendering}");
        }
        assert!(!renders("cs", "xyz", "city"));
    }

    #[test]
    fn a_word_is_found_with_its_renderings() {
        let lexicon = lexicon("zh", "en").expect("the lexicon");
        assert!(lexicon.renderings("经济").any(|rendering| rendering == "economy"));
        assert_eq!(lexicon.renderings("经济经济").count(), 0);
        assert_eq!(lexicon.renderings("").count(), 0);
    }

    #[test]
    fn the_longest_word_at_a_place_is_taken() {
        let lexicon = words_of("zh").expect("the lexicon");
        assert_eq!(lexicon.longest("社会主义国家"), Some("社会主义"));
        assert_eq!(lexicon.longest("abc"), None);
        assert_eq!(lexicon.longest(""), None);
        let spaced = words_of("vi").expect("the lexicon");
        let text = "chính phủ mới";
        assert_eq!(spaced.longest_to(text, |end| text[end..].starts_with(' ')), Some("chính phủ"));
    }
}
