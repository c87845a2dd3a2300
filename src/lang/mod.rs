//! What is known of each language: one folder a language, plain tables that a linguist can review.
//!
//! The stages ask a [`Language`] for its tables and properties; none of them ever asks which language it is.

pub mod cs;
pub mod de;
mod detect;
pub mod en;
pub mod es;
pub mod fr;
mod frequency;
mod function_words;
pub mod hi;
pub mod it;
pub mod ja;
pub mod ko;
pub mod pairs;
pub mod pl;
pub mod ru;
mod script;
mod sorted;
pub mod stem;
pub mod table;
pub mod vi;
pub mod zh;

pub use detect::{Detected, detect, detect_among};
pub use frequency::Frequencies;
pub use function_words::function_words;
pub use script::{script, weight};
pub(crate) use sorted::WordList;

use std::sync::OnceLock;

use crate::text::{Span, View};

/// A language: its properties and its tables.
pub struct Language {
    /// The BCP 47 code without script or region; `und` for [`OTHER`].
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// What its writing is like.
    pub traits: Traits,
    /// How many bytes of UTF-8 an English text of 100 bytes fills in this language, on average.
    ///
    /// The expected length ratio of a pair is the quotient of two languages, so no table grows with pairs.
    pub bulk: f32,
    /// The variant of a character that the compared view holds, such as the simplified for a traditional one.
    pub fold: fn(char) -> char,
    /// Splits folded text into words; the words are ordered and do not overlap.
    pub words: fn(&str) -> Vec<Span>,
    /// Reduces a word to its stem in lower case, so that the forms of a word meet.
    pub stem: fn(&str) -> String,
    /// The plain files of its folder.
    pub tables: Tables,
}

/// What a language's writing is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    /// Words stand apart, with blanks between them.
    pub word_spaces: bool,
    /// Names begin with a capital letter.
    pub letter_case: bool,
    /// Long numbers are counted in ten thousands (万, 億, 만).
    pub myriads: bool,
    /// Every noun begins with a capital letter, so that a capital tells no name.
    pub capital_nouns: bool,
}

/// The text of each table in a language's folder, empty where the language has none. The head of each file
/// says what its columns hold.
#[derive(Clone, Copy, Default)]
pub struct Tables {
    /// `sentences.tsv`: stops, closing marks, abbreviations that do not end a sentence.
    pub sentences: &'static str,
    /// `numerals.tsv`: number words and signs with their values.
    pub numerals: &'static str,
    /// `dates.tsv`: months, weekdays and the order in which dates are written.
    pub dates: &'static str,
    /// `repetitions.tsv`: words that may be said twice in a row.
    pub repetitions: &'static str,
    /// `gaps.tsv`: what shows that words of a sentence were lost.
    pub gaps: &'static str,
    /// `units.tsv`: words for units of measure and for currencies.
    pub units: &'static str,
    /// `countries.tsv`: names, nationalities and short forms of countries by ISO 3166-1 code.
    pub countries: &'static str,
    /// `country-abbreviations.tsv`: characters that stand for countries, and what must stand around them.
    pub country_abbreviations: &'static str,
    /// `places.tsv`: capitals, large cities and regions.
    pub places: &'static str,
    /// `persons.tsv`: persons who stand in the news, with their accepted forms.
    pub persons: &'static str,
    /// `organisations.tsv`: organisations, agencies, media and parties, with their accepted forms.
    pub organisations: &'static str,
    /// `names.tsv`: what names are built of: surnames, titles, syllables of transcription.
    pub names: &'static str,
    /// How names sound: `readings.tsv` and its like, the letters that each character may stand for.
    pub sounds: &'static str,
    /// `vocabulary.tsv`: common words in small letters, by which a capital letter tells a name; in the order of their bytes.
    pub vocabulary: &'static str,
    /// `frequencies.tsv`: how common words are, by which a word is told to be of one language or of another.
    pub frequencies: &'static str,
    /// `negations.tsv`: words that deny, and words that only look so.
    pub negations: &'static str,
    /// `function-words.tsv`: words too common to tell two sentences apart, and words of negation.
    pub function_words: &'static str,
    /// `genders.tsv`: pronouns of a man or a woman, and words that name one.
    pub genders: &'static str,
    /// `derivations.tsv`: endings that make one word of another, whose stem does not tell the two apart.
    pub derivations: &'static str,
    /// `holes.safetensors`: the weights of a small network that tells where a sentence lacks words.
    pub holes: &'static [u8],
}

impl Language {
    /// The view of `text` that this language's words are compared in.
    #[must_use]
    pub fn view(&self, text: &str) -> View {
        View::new(text, self.fold)
    }

    /// `text` with each character folded by itself: of two writings of a character the one that tables and the encoder know
    /// better.
    #[must_use]
    pub fn folded(&self, text: &str) -> String {
        text.chars().map(self.fold).collect()
    }

    /// Whether its number words are known, and not only digits.
    #[must_use]
    pub fn reads_numerals(&self) -> bool {
        table::rows(self.tables.numerals).next().is_some()
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Language({})", self.code)
    }
}

/// Every language with tables of its own for all that is read. To add one, write its folder and its line here.
pub static LANGUAGES: &[&Language] = &[
    &zh::LANGUAGE,
    &en::LANGUAGE,
    &de::LANGUAGE,
    &ru::LANGUAGE,
    &ja::LANGUAGE,
    &ko::LANGUAGE,
    &fr::LANGUAGE,
    &es::LANGUAGE,
    &vi::LANGUAGE,
    &it::LANGUAGE,
    &pl::LANGUAGE,
    &cs::LANGUAGE,
    &hi::LANGUAGE,
];

/// Languages of which only the words are known, for the rules that tell the words of two languages apart; in all
/// else they are read as [`OTHER`] is.
static ONLY_WORDS: &[&Language] = &[
    &only_words("pt", "Portuguese", include_str!("pt/frequencies.tsv"), include_str!("pt/negations.tsv")),
    &only_words("nl", "Dutch", include_str!("nl/frequencies.tsv"), include_str!("nl/negations.tsv")),
];

/// Any other language: Unicode's sentence and word boundaries, digits, web addresses, nothing by name.
pub static OTHER: Language = only_words("und", "another language", "", "");

const fn only_words(code: &'static str, name: &'static str, frequencies: &'static str, negations: &'static str) -> Language {
    Language {
        code,
        name,
        traits: Traits { word_spaces: true, letter_case: true, myriads: false, capital_nouns: false },
        bulk: 100.0,
        fold: |character| character,
        words: table::unicode_words,
        stem: stem::none,
        tables: Tables {
            sentences: "",
            numerals: "",
            dates: "",
            repetitions: "",
            gaps: "",
            units: "",
            countries: "",
            country_abbreviations: "",
            places: "",
            persons: "",
            organisations: "",
            names: "",
            sounds: "",
            vocabulary: "",
            frequencies,
            negations,
            function_words: "",
            derivations: "",
            genders: "",
            holes: &[],
        },
    }
}

/// Every language of which anything is known.
fn known() -> impl Iterator<Item = &'static Language> {
    LANGUAGES.iter().chain(ONLY_WORDS).copied()
}

/// The language of a BCP 47 tag such as `zh-Hant-TW`; [`OTHER`] for those of which nothing is known.
#[must_use]
pub fn find(tag: &str) -> &'static Language {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    known().find(|language| language.code.eq_ignore_ascii_case(primary)).unwrap_or(&OTHER)
}

/// How sentences end in all languages; each language's own `sentences.tsv` adds to it and prevails over it.
pub(crate) static COMMON_SENTENCES: &str = include_str!("sentences.tsv");

/// How many languages may be known; [`PerLanguage`] keeps a cell for each and one for [`OTHER`].
const CELLS: usize = 64;

/// Something read once from a language's tables, when it is first asked for.
pub struct PerLanguage<T> {
    cells: [OnceLock<T>; CELLS],
    read: fn(&'static Language) -> T,
}

impl<T> PerLanguage<T> {
    /// A cache of what `read` makes of a language.
    pub const fn new(read: fn(&'static Language) -> T) -> Self {
        Self { cells: [const { OnceLock::new() }; CELLS], read }
    }

    /// What `read` made of `language`.
    pub fn of(&self, language: &'static Language) -> &T {
        // Languages are told by their addresses; a copy of one, which nobody makes, would be told by its code.
        let same = known().position(|listed| std::ptr::eq(listed, language));
        let listed = || known().filter(|_| !std::ptr::eq(language, &OTHER)).position(|listed| listed == language);
        let place = same.or_else(listed).map_or(0, |index| index + 1);
        self.cells[place.min(CELLS - 1)].get_or_init(|| (self.read)(language))
    }
}
