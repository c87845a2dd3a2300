//! The tables of what characters sound like.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lang::{Language, PerLanguage, table};

/// A way of reading the characters of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// A foreign name, written by its sound.
    Foreign,
    /// A Chinese name: pinyin, Wade–Giles, Cantonese.
    Native,
    /// A Japanese name in Chinese characters.
    Japanese,
    /// A Korean name in Chinese characters.
    Korean,
    /// A Vietnamese name in Chinese characters.
    Vietnamese,
    /// Letters written with other letters.
    Letters,
}

/// Every way, in the order in which they are tried.
const WAYS: [Way; 6] = [Way::Foreign, Way::Native, Way::Japanese, Way::Korean, Way::Vietnamese, Way::Letters];

impl Way {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "foreign" => Self::Foreign,
            "native" => Self::Native,
            "japanese" => Self::Japanese,
            "korean" => Self::Korean,
            "vietnamese" => Self::Vietnamese,
            "letters" => Self::Letters,
            _ => return None,
        })
    }

    /// The prices of a character that is not heard, and of a letter beyond its own that is not written, in
    /// hundredths of a nat. Transcriptions are loose; a reading of a character is one of few.
    pub(super) fn skips(self) -> (u32, u32) {
        match self {
            Self::Foreign => (450, 320),
            Self::Letters => (300, 300),
            Self::Native | Self::Japanese | Self::Korean | Self::Vietnamese => (900, 450),
        }
    }
}

/// Letters that characters may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The characters, one or a few.
    pub(super) piece: &'static str,
    /// The letters, none where the characters are silent.
    pub(super) letters: Cow<'static, str>,
    /// Hundredths of a nat.
    pub(super) price: u32,
}

/// Spellings with their prices.
type Priced = Vec<(Cow<'static, str>, u32)>;

/// What the characters of a language sound like.
#[derive(Debug, Default)]
pub struct Sounds {
    /// By syllable, whether it is one of a foreign name, and what it is spelt with.
    syllables: Vec<(bool, Priced)>,
    characters: FxHashMap<(Way, char), Character>,
    ways: Vec<Way>,
    /// Whether the writing parts words by blanks.
    parts_words: bool,
    /// The price of each letter a to z in any name.
    background: [u32; 26],
}

/// What a character sounds like; most stand in no text, so that their spellings wait to be asked for.
#[derive(Debug, Default)]
struct Character {
    /// The pieces that begin with the character, each with the place of its syllable.
    pieces: Vec<(&'static str, usize)>,
    spellings: OnceLock<Spellings>,
}

/// The spellings of a character, by their first letters.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// Silent ones first, then those from a to z, then any others.
    all: Vec<Spelling>,
    /// Where those of each letter end.
    ends: [u16; LETTERS],
}

/// The letters a to z, what comes before them, and what comes after.
const LETTERS: usize = 28;

/// The place of what is spelt with `letters` among the first letters.
fn initial(letters: &[u8]) -> usize {
    match letters.first() {
        None => 0,
        Some(letter @ b'a'..=b'z') => usize::from(letter - b'a') + 1,
        Some(_) => LETTERS - 1,
    }
}

impl Spellings {
    fn new(mut all: Vec<Spelling>) -> Self {
        all.sort_by_key(|spelling| initial(spelling.letters.as_bytes()));
        let ends = std::array::from_fn(|place| {
            let end = all.partition_point(|spelling| initial(spelling.letters.as_bytes()) <= place);
            u16::try_from(end).unwrap_or(u16::MAX)
        });
        Self { all, ends }
    }

    /// Those that may begin with the first of `letters`, and those without letters.
    pub(super) fn before(&self, letters: &[u8]) -> impl Iterator<Item = &Spelling> {
        let place = if letters.is_empty() { 0 } else { initial(letters) };
        let silent = self.all.get(..usize::from(self.ends[0])).unwrap_or_default();
        let from = if place == 0 { self.ends[0] } else { self.ends[place - 1] };
        let spoken = self.all.get(usize::from(from)..usize::from(self.ends[place])).unwrap_or_default();
        silent.iter().chain(spoken)
    }
}

/// The price of one of two spellings where the table gives none: a little more than of the first.
const LATER_SPELLING: u32 = 60;
/// The price of a reading that the tables give without one: it is one of a few.
const READING: u32 = 40;
/// Letters that transcriptions take for each other, and the price of one where the table gives the other: a
/// sound that the fitted pairs happened not to show.
const KIN: [&str; 7] = ["kgcq", "bpv", "dt", "zsx", "fvhw", "lr", "jgyh"];
const KINDRED: u32 = 200;
/// The mean price of a letter, for languages whose tables do not say.
const LETTER: u32 = 300;

impl Sounds {
    /// The sounds of a language, empty where its folder has no such table.
    #[must_use]
    pub fn of(language: &'static Language) -> &'static Self {
        static SOUNDS: PerLanguage<Sounds> = PerLanguage::new(Sounds::read);
        SOUNDS.of(language)
    }

    /// The ways in which a name may be read, none where the language has no table.
    #[must_use]
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// Whether any way of reading has letters for the character.
    #[must_use]
    pub fn reads(&self, character: char) -> bool {
        self.ways.iter().any(|&way| self.characters.contains_key(&(way, character)))
    }

    /// Whether the writing parts words by blanks.
    pub(super) fn parts_words(&self) -> bool {
        self.parts_words
    }

    pub(super) fn spellings(&self, way: Way, character: char) -> Option<&Spellings> {
        let character = self.characters.get(&(way, character))?;
        Some(character.spellings.get_or_init(|| self.spelt(character)))
    }

    fn spelt(&self, character: &Character) -> Spellings {
        let mut known: Vec<Spelling> = Vec::new();
        for &(piece, place) in &character.pieces {
            let Some((foreign, spellings)) = self.syllables.get(place) else { continue };
            let more = if *foreign { kindred(spellings) } else { Vec::new() };
            for (letters, price) in spellings.iter().chain(&more) {
                match known.iter_mut().find(|known| known.piece == piece && known.letters == *letters) {
                    Some(same) => same.price = same.price.min(*price),
                    None => known.push(Spelling { piece, letters: letters.clone(), price: *price }),
                }
            }
        }
        Spellings::new(known)
    }

    pub(super) fn letter(&self, letter: u8) -> u32 {
        self.background.get(usize::from(letter.wrapping_sub(b'a'))).copied().unwrap_or(LETTER)
    }

    fn read(language: &'static Language) -> Self {
        let mut sounds = Self { background: [LETTER; 26], parts_words: language.traits.word_spaces, ..Self::default() };
        let mut readings: BTreeMap<&str, &'static str> = BTreeMap::new();
        let mut by_syllable: BTreeMap<(Way, &'static str), Priced> = BTreeMap::new();
        for row in table::rows(language.tables.sounds) {
            let kind = row.cell(0);
            if kind == "reading" {
                readings.insert(row.cell(1), row.cell(2));
            } else if kind == "letter" {
                let place = row.cell(1).bytes().next().map_or(usize::MAX, |byte| usize::from(byte.wrapping_sub(b'a')));
                if let (Some(cell), Ok(price)) = (sounds.background.get_mut(place), row.cell(2).parse()) {
                    *cell = price;
                }
            } else if let Some(way) = Way::of(kind) {
                let spellings = by_syllable.entry((way, row.cell(1))).or_default();
                for (place, form) in row.forms(2).enumerate() {
                    let later = if place == 0 { 0 } else { LATER_SPELLING };
                    let (letters, price) = match form.split_once(':') {
                        Some((letters, price)) => (letters, price.parse().unwrap_or(READING)),
                        None => (form, READING + later),
                    };
                    spellings.push((Cow::Borrowed(if letters == "-" { "" } else { letters }), price));
                }
            }
        }
        for &syllable in readings.keys() {
            by_syllable.entry((Way::Native, syllable)).or_default().insert(0, (Cow::Borrowed(syllable), 5));
        }
        for ((way, key), spellings) in by_syllable {
            match readings.get(key) {
                Some(characters) if matches!(way, Way::Foreign | Way::Native) => {
                    for (at, character) in characters.char_indices() {
                        sounds.add(way, character, &characters[at..at + character.len_utf8()]);
                    }
                }
                _ => {
                    if let Some(first) = key.chars().next() {
                        sounds.add(way, first, key);
                    }
                }
            }
            sounds.syllables.push((way == Way::Foreign, spellings));
        }
        sounds.ways = WAYS.into_iter().filter(|way| sounds.ways.contains(way)).collect();
        sounds
    }

    /// Adds a piece of the syllable that comes next.
    fn add(&mut self, way: Way, first: char, piece: &'static str) {
        if !self.ways.contains(&way) {
            self.ways.push(way);
        }
        self.characters.entry((way, first)).or_default().pieces.push((piece, self.syllables.len()));
    }
}

/// The spellings of two letters and more with their first letter exchanged for its kin.
fn kindred(spellings: &[(Cow<'static, str>, u32)]) -> Priced {
    let mut more = Vec::new();
    for (letters, price) in spellings.iter().filter(|(letters, _)| letters.len() > 1 && letters.is_ascii()) {
        let (first, rest) = letters.split_at(1);
        for other in KIN.iter().filter(|kin| kin.contains(first)).flat_map(|kin| kin.chars()) {
            if !first.starts_with(other) {
                more.push((Cow::Owned(format!("{other}{rest}")), price + KINDRED));
            }
        }
    }
    more
}
