//! Word forms reduced to a stem, so that two forms of a word meet.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::table;

/// The word in lower case, for languages without a stemmer.
#[must_use]
pub fn none(word: &str) -> String {
    word.to_lowercase()
}

/// The Snowball stem of the word in lower case.
#[must_use]
pub fn snowball(algorithm: Algorithm, word: &str) -> String {
    Stemmer::create(algorithm).stem(&word.to_lowercase()).into_owned()
}

/// The base form of each irregular form in a table of base forms and their irregular forms.
#[must_use]
pub fn irregular(forms: &'static str) -> FxHashMap<&'static str, &'static str> {
    table::rows(forms).flat_map(|row| row.forms(1).map(|form| (form, row.cell(0))).collect::<Vec<_>>()).collect()
}

/// Endings that a table takes off words, so that their forms meet, for languages without a Snowball stemmer.
///
/// Rows of the table: `shortest` and how many letters stay at least; `ending`, the name of a group, its endings with `|`
/// between them; `letter`, a letter, those that stand for it anywhere in the stem; `last`, letters, those that stand for
/// them at the end of the stem; `fleeting`, a letter that comes and goes before the last letter of the stem.
///
/// Groups are tried one by one: a word has a stem in each, for an ending of verbs may be part of a noun.
#[derive(Debug, Default)]
pub struct Endings {
    groups: Vec<(&'static str, Vec<&'static str>)>,
    letters: FxHashMap<char, &'static str>,
    last: Vec<(&'static str, &'static str)>,
    fleeting: Option<char>,
    shortest: usize,
}

impl Endings {
    /// Reads `table`.
    #[must_use]
    pub fn of(table: &'static str) -> Self {
        let mut endings = Self::default();
        for row in table::rows(table) {
            let (value, forms) = (row.cell(1), row.forms(2));
            match row.cell(0) {
                "shortest" => endings.shortest = value.parse().unwrap_or_default(),
                "fleeting" => endings.fleeting = value.chars().next(),
                "letter" => endings.letters.extend(forms.flat_map(str::chars).map(|letter| (letter, value))),
                "last" => endings.last.extend(forms.map(|form| (form, value))),
                "ending" => match endings.groups.iter_mut().find(|(name, _)| *name == value) {
                    Some((_, group)) => group.extend(forms),
                    None => endings.groups.push((value, forms.collect())),
                },
                _ => {}
            }
        }
        for (_, group) in &mut endings.groups {
            group.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        }
        endings.last.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        endings
    }

    /// The stem of a word by the first group.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        self.stems(word).next().unwrap_or_else(|| none(word))
    }

    /// The stem of a word by each group, in their order.
    pub fn stems<'a>(&'a self, word: &str) -> impl Iterator<Item = String> + use<'a> {
        let word = none(word);
        self.groups.iter().map(move |(_, group)| {
            let long = |stem: &&str| stem.chars().count() >= self.shortest;
            let stem = group.iter().find_map(|ending| word.strip_suffix(ending).filter(long)).unwrap_or(&word);
            self.settled(stem)
        })
    }

    /// The stem with each sound written in one way.
    fn settled(&self, stem: &str) -> String {
        let changed = self.last.iter().find_map(|(form, letters)| Some((stem.strip_suffix(form)?, *letters)));
        let (head, tail) = changed.unwrap_or((stem, ""));
        let mut settled = String::with_capacity(stem.len());
        for letter in head.chars().chain(tail.chars()) {
            match self.letters.get(&letter) {
                Some(letters) => settled.push_str(letters),
                None => settled.push(letter),
            }
        }
        let mut back = settled.char_indices().rev();
        if let (Some((end, last)), Some((at, before))) = (back.next(), back.next())
            && self.fleeting == Some(before)
            && settled[..at].chars().count() >= self.shortest.saturating_sub(1)
            && last.is_alphabetic()
        {
            settled.replace_range(at..end, "");
        }
        settled
    }
}
