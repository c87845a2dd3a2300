//! What names are built of, by the tables of a language.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::{Language, PerLanguage, WordList, table};

/// What the tables say of the words in and around names.
#[derive(Debug)]
pub(crate) struct Parts {
    surnames: FxHashSet<char>,
    long_surnames: FxHashSet<&'static str>,
    transcription: FxHashMap<char, u8>,
    kinds: FxHashMap<&'static str, Words>,
    vocabulary: WordList,
    /// What words of the vocabulary may end with, and with what the words end that they are made from.
    endings: Vec<(&'static str, Vec<&'static str>)>,
    /// Endings before which the last letter is doubled.
    doubling: Vec<&'static str>,
}

/// The words of a kind.
#[derive(Debug, Default)]
struct Words {
    /// The longest first.
    all: Vec<&'static str>,
    set: FxHashSet<&'static str>,
    /// By their first character, the longest first.
    by_first: FxHashMap<char, Vec<&'static str>>,
    /// By their last character, the longest first.
    by_last: FxHashMap<char, Vec<&'static str>>,
}

impl Words {
    fn index(&mut self) {
        self.all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        self.set.extend(&self.all);
        for &word in &self.all {
            let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { continue };
            self.by_first.entry(first).or_default().push(word);
            self.by_last.entry(last).or_default().push(word);
        }
    }
}

impl Parts {
    /// The parts of the names of a language.
    pub(crate) fn of(language: &'static Language) -> &'static Self {
        static PARTS: PerLanguage<Parts> = PerLanguage::new(Parts::read);
        PARTS.of(language)
    }

    fn read(language: &'static Language) -> Self {
        let mut parts = Self {
            surnames: FxHashSet::default(),
            long_surnames: FxHashSet::default(),
            transcription: FxHashMap::default(),
            kinds: FxHashMap::default(),
            vocabulary: WordList::new(language.tables.vocabulary),
            endings: Vec::new(),
            doubling: Vec::new(),
        };
        for row in table::rows(language.tables.names) {
            match row.cell(0) {
                "surname" => parts.surnames.extend(row.cell(1).chars()),
                "surname2" => parts.long_surnames.extend(row.cell(1).split(' ')),
                "transcription" => {
                    let weight = row.cell(2).parse().unwrap_or(1);
                    parts.transcription.extend(row.cell(1).chars().map(|character| (character, weight)));
                }
                "ending" => {
                    let stems = row.cell(2).split(' ').map(|stem| if stem == "-" { "" } else { stem });
                    parts.endings.push((row.cell(1), stems.collect()));
                }
                "doubling" => parts.doubling.extend(row.cell(1).split(' ')),
                kind => parts.kinds.entry(kind).or_default().all.extend(row.cell(1).split(' ')),
            }
        }
        parts.kinds.values_mut().for_each(Words::index);
        parts
    }

    /// Whether the language has a list of its common words, by which capital letters tell names.
    pub(crate) fn has_vocabulary(&self) -> bool {
        !self.vocabulary.is_empty()
    }

    /// Whether the tables hold what transcribed names are made of.
    pub(crate) fn has_transcription(&self) -> bool {
        !self.transcription.is_empty()
    }

    /// Whether the tables hold surnames.
    pub(crate) fn has_surnames(&self) -> bool {
        !self.surnames.is_empty()
    }

    /// How strongly a character tells of a transcription: 0 not at all, 3 most.
    pub(crate) fn transcribes(&self, character: char) -> u8 {
        self.transcription.get(&character).copied().unwrap_or(0)
    }

    /// How many characters of a surname `text` begins with.
    pub(crate) fn surname(&self, text: &str) -> usize {
        let mut chars = text.chars();
        let Some(first) = chars.next() else { return 0 };
        if let Some(second) = chars.next()
            && self.long_surnames.contains(&text[..first.len_utf8() + second.len_utf8()])
        {
            return 2;
        }
        usize::from(self.surnames.contains(&first))
    }

    /// Whether the table lists the word as of that kind.
    pub(crate) fn is(&self, kind: &str, word: &str) -> bool {
        self.kinds.get(kind).is_some_and(|words| words.set.contains(word))
    }

    /// The words of a kind, the longest first.
    pub(crate) fn words(&self, kind: &str) -> &[&'static str] {
        self.kinds.get(kind).map(|words| words.all.as_slice()).unwrap_or_default()
    }

    /// The longest word of a kind that `text` ends with.
    pub(crate) fn ends_with(&self, kind: &str, text: &str) -> Option<&'static str> {
        let words = self.kinds.get(kind)?.by_last.get(&text.chars().next_back()?)?;
        words.iter().copied().find(|word| text.ends_with(word))
    }

    /// The longest word of a kind that `text` begins with.
    pub(crate) fn begins_with(&self, kind: &str, text: &str) -> Option<&'static str> {
        let words = self.kinds.get(kind)?.by_first.get(&text.chars().next()?)?;
        words.iter().copied().find(|word| text.starts_with(word))
    }

    /// Whether the word, in any letter case, is one of the common words or an inflected form of one.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        let word = word.trim_end_matches(['\'', '’']);
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        if self.is("common", word) || self.is("title", word) || self.is("title", word.trim_end_matches('s')) {
            return true;
        }
        let small = word.to_lowercase();
        if let Some((before, after)) = small.split_once(['\'', '’'])
            && after.len() < 3
            && self.vocabulary.contains(before.trim_end_matches('n'))
        {
            return true;
        }
        small.split(['-', '\'', '’', '.']).filter(|part| !part.is_empty()).all(|part| self.is_common_part(part, 2))
    }

    fn is_common_part(&self, word: &str, depth: u8) -> bool {
        if self.vocabulary.contains(word) || word.len() < 2 || word.bytes().all(|byte| byte.is_ascii_digit()) {
            return true;
        }
        if depth == 0 {
            return false;
        }
        let known = |stem: &str| stem.len() > 2 && self.is_common_part(stem, depth - 1);
        let ending = self.endings.iter().any(|(ending, stems)| {
            word.strip_suffix(ending).is_some_and(|stem| stems.iter().any(|added| known(&format!("{stem}{added}"))))
        });
        let doubled = || {
            self.doubling.iter().filter_map(|ending| word.strip_suffix(ending)).any(|stem| {
                let mut letters = stem.chars();
                let last = letters.next_back();
                let shorter = letters.as_str();
                stem.len() > 3 && last == letters.next_back() && known(shorter)
            })
        };
        ending
            || doubled()
            || self
                .words("prefix")
                .iter()
                .any(|prefix| word.strip_prefix(prefix).is_some_and(|stem| stem.len() > 3 && self.vocabulary.contains(stem)))
    }
}
