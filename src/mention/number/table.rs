//! The numerals of a language, read from its table.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use crate::lang::{Language, PerLanguage, table};
use crate::mention::forms::Forms;

/// What a word or sign of `numerals.tsv` does; the head of the English and the Chinese table explain each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Digit,
    /// A digit before what it counts or before a place, never the last figure of a longer number: 两.
    Counting,
    Place,
    Group,
    Several,
    More,
    Half,
    Minus,
    Point,
    Over,
    Mixed,
    Tenth,
    Vague,
    Soft,
    Dozen,
    Unit,
    Ten,
    Score,
    Hundred,
    Hundreds,
    Scale,
    Article,
    And,
    Part,
    PartOf,
    Ordinal,
    OrdinalEnding,
    OrdinalSign,
    OrdinalBefore,
    OrdinalAfter,
    RankAfter,
    CountAfter,
    AboutBefore,
    AboutAfter,
    Percent,
    ScaleSign,
    MoneyScale,
    Measure,
    Multiple,
    Multiplied,
    Range,
    Joiner,
    Morning,
    Afternoon,
    Hour,
    Past,
    Minute,
    RomanBefore,
    Native,
    NativeTen,
    Counter,
    Particle,
    Ratio,
    Not,
}

impl Role {
    /// The one with the highest number.
    const LAST: Self = Self::Not;

    /// Whether a number, or what looks like one, may begin with a word of this role.
    fn starts(self) -> bool {
        matches!(
            self,
            Self::Digit
                | Self::Counting
                | Self::Place
                | Self::Group
                | Self::Several
                | Self::Half
                | Self::Minus
                | Self::Vague
                | Self::Soft
                | Self::Dozen
                | Self::Unit
                | Self::Ten
                | Self::Score
                | Self::Hundred
                | Self::Hundreds
                | Self::Scale
                | Self::Article
                | Self::Ordinal
                | Self::Native
                | Self::NativeTen
                | Self::Not
        )
    }
}

/// The roles by their names in the tables.
const ROLES: &[(&str, Role)] = &[
    ("digit", Role::Digit),
    ("counting", Role::Counting),
    ("place", Role::Place),
    ("group", Role::Group),
    ("several", Role::Several),
    ("more", Role::More),
    ("half", Role::Half),
    ("minus", Role::Minus),
    ("point", Role::Point),
    ("over", Role::Over),
    ("mixed", Role::Mixed),
    ("tenth", Role::Tenth),
    ("vague", Role::Vague),
    ("soft", Role::Soft),
    ("dozen", Role::Dozen),
    ("unit", Role::Unit),
    ("ten", Role::Ten),
    ("score", Role::Score),
    ("hundred", Role::Hundred),
    ("hundreds", Role::Hundreds),
    ("scale", Role::Scale),
    ("article", Role::Article),
    ("and", Role::And),
    ("part", Role::Part),
    ("part-of", Role::PartOf),
    ("ordinal", Role::Ordinal),
    ("ordinal-ending", Role::OrdinalEnding),
    ("ordinal-sign", Role::OrdinalSign),
    ("ordinal-before", Role::OrdinalBefore),
    ("ordinal-after", Role::OrdinalAfter),
    ("rank-after", Role::RankAfter),
    ("count-after", Role::CountAfter),
    ("about-before", Role::AboutBefore),
    ("about-after", Role::AboutAfter),
    ("percent", Role::Percent),
    ("scale-sign", Role::ScaleSign),
    ("money-scale", Role::MoneyScale),
    ("measure", Role::Measure),
    ("multiple", Role::Multiple),
    ("multiplied", Role::Multiplied),
    ("range", Role::Range),
    ("joiner", Role::Joiner),
    ("morning", Role::Morning),
    ("afternoon", Role::Afternoon),
    ("hour", Role::Hour),
    ("past", Role::Past),
    ("minute", Role::Minute),
    ("roman-before", Role::RomanBefore),
    ("native", Role::Native),
    ("native-ten", Role::NativeTen),
    ("counter", Role::Counter),
    ("particle", Role::Particle),
    ("ratio", Role::Ratio),
    ("not", Role::Not),
];

/// Properties that a table states by a row of the same name.
#[cfg(test)]
const PROPERTIES: &[&str] = &["decimal", "grouping", "elliptic", "compound", "word-bound", "scale-words"];

/// A word or sign with its role and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    pub(crate) role: Role,
    /// The value; zero where the role has none.
    pub(crate) value: Decimal,
}

/// The numerals of a language.
#[derive(Debug)]
pub(crate) struct Numerals {
    /// Words and signs of every role.
    pub(crate) forms: Forms<Numeral>,
    /// Those of each role, by its number, with their values: most places are asked after some role that few words have.
    of_role: Vec<OfRole>,
    /// Those that a number, or what looks like one, may begin with.
    starts: Forms<()>,
    /// The sign before decimals.
    pub(crate) decimal: char,
    /// The signs between groups of digits.
    pub(crate) grouping: Vec<char>,
    /// A blank may stand between groups of digits.
    pub(crate) blank_groups: bool,
    /// The last digit may stand without its place.
    pub(crate) elliptic: bool,
    /// Numerals in letters begin where a word begins.
    pub(crate) word_bound: bool,
    /// Scale words that stay the same whatever stands before them, from small to large.
    scale_words: Vec<(Decimal, &'static str)>,
    /// The stems of number words that are written together.
    pub(crate) stems: Option<Forms<Numeral>>,
}

/// The words and signs of a role with their values, made ready when they are first looked for.
#[derive(Debug, Default)]
struct OfRole {
    listed: Vec<(&'static str, Decimal)>,
    forms: OnceLock<Forms<Decimal>>,
}

static NUMERALS: PerLanguage<Numerals> = PerLanguage::new(read);

/// The numerals of `language`.
pub(crate) fn numerals(language: &'static Language) -> &'static Numerals {
    NUMERALS.of(language)
}

/// What every language writes, after the rows of its own table.
const COMMON: &str = "percent\t1\t%\npercent\t0.1\t‰\nminus\t\t−\nrange\t\t–|-|—\nabout-before\t\t~|≈|>|<|≥|≤\nabout-after\t\t+\n\
not\t\t-19\nordinal-before\t\tNo.|№|#";

fn read(language: &'static Language) -> Numerals {
    let mut forms = Vec::new();
    let mut numerals = Numerals {
        forms: Forms::default(),
        of_role: Vec::new(),
        starts: Forms::default(),
        decimal: '.',
        grouping: Vec::new(),
        blank_groups: false,
        elliptic: false,
        word_bound: false,
        scale_words: Vec::new(),
        stems: None,
    };
    let (mut compound, mut invariant) = (false, false);
    for row in table::rows(language.tables.numerals).chain(table::rows(COMMON)) {
        let Some(&(_, role)) = ROLES.iter().find(|(name, _)| *name == row.cell(0)) else {
            match row.cell(0) {
                "decimal" => numerals.decimal = row.cell(2).chars().next().unwrap_or('.'),
                "grouping" => {
                    numerals.blank_groups = row.forms(2).any(|form| form == "blank");
                    numerals.grouping = row.forms(2).filter(|form| *form != "blank").flat_map(str::chars).collect();
                }
                "scale-words" => invariant = true,
                "elliptic" => numerals.elliptic = true,
                "compound" => compound = true,
                "word-bound" => numerals.word_bound = true,
                _ => {}
            }
            continue;
        };
        let value = row.cell(1).parse().unwrap_or_default();
        if matches!(role, Role::Scale | Role::Group) && invariant {
            numerals.scale_words.extend(row.forms(2).next().map(|word| (value, word)));
        }
        forms.extend(row.forms(2).map(|form| (form, Numeral { role, value })));
    }
    if numerals.grouping.is_empty() && !numerals.blank_groups {
        numerals.grouping = if numerals.decimal == ',' { vec!['.'] } else { vec![','] };
    }
    if compound {
        numerals.stems = Some(Forms::new(forms.iter().filter(|(form, numeral)| is_stem(form, numeral.role)).copied()));
    }
    numerals.starts = Forms::new(forms.iter().filter(|(_, numeral)| numeral.role.starts()).map(|&(form, _)| (form, ())));
    numerals.of_role = (0..=Role::LAST as usize).map(|_| OfRole::default()).collect();
    for &(form, Numeral { role, value }) in &forms {
        numerals.of_role[role as usize].listed.push((form, value));
    }
    numerals.forms = Forms::new(forms);
    numerals
}

fn is_stem(form: &str, role: Role) -> bool {
    matches!(role, Role::Unit | Role::Ten | Role::Hundred | Role::Scale | Role::And | Role::OrdinalEnding | Role::Multiplied)
        && form.chars().all(char::is_lowercase)
}

impl Numerals {
    /// The longest form of that role which begins at byte `at`, with the byte where it ends.
    pub(crate) fn at(&self, text: &str, at: usize, role: Role) -> Option<(usize, Decimal)> {
        let OfRole { listed, forms } = self.of_role.get(role as usize)?;
        let forms = forms.get_or_init(|| Forms::new(listed.iter().copied()));
        forms.longest(text, at).map(|(end, &value)| (end, value))
    }

    /// Whether a number or what looks like one may begin with the word or sign at byte `at`: a quick look that most places do
    /// not pass.
    pub(crate) fn may_begin(&self, text: &str, at: usize) -> bool {
        // A number that is written together begins with part of a word.
        if self.stems.is_some() { self.starts.part_may_begin(text, at) } else { self.starts.may_begin(text, at) }
    }

    /// The largest scale word that counts `value` in few digits, with its scale; nothing below a million
    /// (or ten thousand, where that is the group).
    pub(crate) fn scale_word(&self, value: Decimal) -> Option<(Decimal, &'static str)> {
        let customary = |scale: Decimal| {
            scale >= Decimal::from(10_000) && self.scale_words.iter().all(|(other, _)| *other >= Decimal::ONE_THOUSAND)
        };
        let usual = |scale: &Decimal| (scale.to_string().len() - 1).is_multiple_of(if self.in_myriads() { 4 } else { 3 });
        self.scale_words.iter().rev().copied().find(|(scale, _)| {
            customary(*scale) && usual(scale) && value >= *scale && value.checked_div(*scale).is_some_and(|c| c.scale() <= 4)
        })
    }

    fn in_myriads(&self) -> bool {
        self.scale_words.first().is_some_and(|(scale, _)| *scale == Decimal::from(10_000))
    }

    /// The sign that the language writes between groups of digits.
    pub(crate) fn group_sign(&self) -> char {
        self.grouping
            .first()
            .copied()
            .filter(|_| !self.blank_groups || self.decimal == ',' && self.grouping.first() == Some(&'.'))
            .unwrap_or('\u{a0}')
    }

    /// The end of the longest lookalike at byte `at`: a word that holds a numeral and means no number.
    pub(crate) fn lookalike(&self, text: &str, at: usize) -> Option<usize> {
        self.at(text, at, Role::Not).map(|(end, _)| end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LANGUAGES;

    #[test]
    fn every_row_of_the_tables_has_a_known_role_a_value_that_reads_and_forms() {
        let mut rows = 0;
        for language in LANGUAGES {
            for row in table::rows(language.tables.numerals) {
                rows += 1;
                let place = format!("{} line {}", language.code, row.line);
                let role = row.cell(0);
                let known = ROLES.iter().any(|(name, _)| *name == role) || PROPERTIES.contains(&role);
                assert!(known, "{place}: no role is called {role}");
                assert!(row.cell(1).is_empty() || row.cell(1).parse::<Decimal>().is_ok(), "{place}: {}", row.cell(1));
                assert!(row.forms(2).next().is_some(), "{place} has no forms");
            }
        }
        assert!(rows > 500, "the tables hold numerals");
    }
}
