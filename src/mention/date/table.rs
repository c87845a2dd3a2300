//! A language's `dates.tsv`, read into names, numerals and patterns.

use std::collections::HashMap;
use std::sync::Arc;

use super::sieve::{self, Sieve};
use super::steps::{Steps, Words};
use super::template::{self, Classes, Part};
use crate::lang::table::{self, Row};
use crate::lang::{Language, PerLanguage};
use crate::mention::forms::is_word_letter;

/// What every language shares: dates in digits. Its columns are those of a language's `dates.tsv`.
const SHARED: &str = include_str!("shared.tsv");

/// The tables read so far.
static TABLES: PerLanguage<DateTable> = PerLanguage::new(|language| DateTable::read(language).0);

/// What a language knows of dates.
#[derive(Debug, Default)]
pub(super) struct DateTable {
    /// Month names in lower case.
    pub(super) months: HashMap<String, u8>,
    /// Names of the days of the week in lower case.
    pub(super) weekdays: HashMap<String, u8>,
    /// Written numbers of days, months and centuries in lower case.
    pub(super) numbers: HashMap<String, i32>,
    /// Signs that years are spelt with: 二〇二二.
    pub(super) digits: HashMap<char, u32>,
    /// Words for tens of years: nineties, 九十.
    pub(super) tens: HashMap<String, i32>,
    /// The year before the first of an era: 令和 is 2018.
    pub(super) eras: HashMap<String, i32>,
    /// The patterns, in the order in which they claim words.
    pub(super) patterns: Vec<Pattern>,
    /// Where in a text they may match.
    pub(super) sieve: Sieve,
}

/// One way to write a date.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) steps: Steps,
    /// The mention says no more than that it is a date: the calendar is another, or it is relative.
    pub(super) open: bool,
    /// The years are counted back from the common era.
    pub(super) before_christ: bool,
    /// Added to a year that lacks its century.
    pub(super) base: i32,
    /// What must not stand before the match.
    not_before: Vec<&'static str>,
    /// What must not stand after the match.
    not_after: Vec<&'static str>,
    /// What must stand after the match, where anything is asked for.
    only_after: Vec<&'static str>,
}

impl Pattern {
    /// Whether what stands around `start..end` allows a match there.
    pub(super) fn allows(&self, text: &str, start: usize, end: usize) -> bool {
        let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let met = |form: &&str| match *form {
            "$" => !after.trim_start().starts_with(char::is_alphanumeric),
            form => after.starts_with(form),
        };
        stands_alone(before, text.get(start..end).unwrap_or_default(), after)
            && !self.not_before.iter().any(|form| before.ends_with(form))
            && !self.not_after.iter().any(met)
            && (self.only_after.is_empty() || self.only_after.iter().any(met))
    }
}

/// Whether the character belongs to one word or number with others such that stand beside it.
pub(super) fn of_word(character: char) -> bool {
    character.is_ascii_digit() || is_word_letter(character)
}

fn joins(left: char, right: char) -> bool {
    of_word(left) && of_word(right)
}

/// Whether `words` are cut out of no longer word or number.
fn stands_alone(before: &str, words: &str, after: &str) -> bool {
    let (mut left, mut right) = (before.chars().rev(), after.chars());
    let (last, next) = (left.next(), right.next());
    let (Some(first), Some(end)) = (words.chars().next(), words.chars().next_back()) else { return false };
    if last.is_some_and(|character| joins(character, first)) || next.is_some_and(|character| joins(end, character)) {
        return false;
    }
    let part_of_number = |mark: Option<char>, beyond: Option<char>| {
        mark.is_some_and(|mark| matches!(mark, '.' | ',' | '/' | '-' | '–'))
            && beyond.is_some_and(|character| character.is_ascii_digit())
    };
    let minutes_before = last == Some(':') && (1..=2).contains(&left.clone().take_while(char::is_ascii_digit).take(3).count());
    let money_before = last.is_some_and(|mark| matches!(mark, '$' | '€' | '£' | '¥' | '₩' | '₽' | '₹' | '#'));
    let unit_after = next.is_some_and(|mark| matches!(mark, '%' | '‰' | '°' | '€' | '$' | '£'));
    !(first.is_ascii_digit() && (money_before || minutes_before || part_of_number(last, left.next())))
        && !(end.is_ascii_digit() && (unit_after || part_of_number(next, right.next())))
}

impl DateTable {
    /// The table of a language, read when first asked for.
    pub(super) fn of(language: &'static Language) -> &'static Self {
        TABLES.of(language)
    }

    /// Reads the table of a language; the second half says in words what could not be read, row by row.
    pub(super) fn read(language: &'static Language) -> (Self, Vec<String>) {
        let mut table = Self::default();
        let mut wrong = Vec::new();
        let rows: Vec<Row> = table::rows(language.tables.dates).chain(table::rows(SHARED)).collect();
        let mut shy = Vec::new();
        for row in rows.iter().filter(|row| row.cell(0) != "pattern") {
            if row.cell(0) == "shy" {
                shy.extend(row.forms(2).map(str::to_lowercase));
            } else if let Err(why) = table.take(row) {
                wrong.push(format!("{} dates.tsv line {}: {why}", language.code, row.line));
            }
        }
        let parts = Parts::of(&table, &shy);
        for row in rows.iter().filter(|row| row.cell(0) == "pattern") {
            match parts.pattern(row) {
                Ok(pattern) if table.patterns.len() < sieve::MOST => table.patterns.push(pattern),
                Ok(_) => wrong.push(format!("{} dates.tsv line {}: there are too many patterns", language.code, row.line)),
                Err(why) => wrong.push(format!("{} dates.tsv line {}: {why}", language.code, row.line)),
            }
        }
        table.sieve = Sieve::new(table.patterns.iter().map(|pattern| &pattern.steps));
        (table, wrong)
    }

    fn take(&mut self, row: &Row) -> Result<(), String> {
        let value: i32 = row.cell(1).parse().map_err(|_| format!("{} is no value", row.cell(1)))?;
        let small = u8::try_from(value).unwrap_or_default();
        for form in row.forms(2).map(str::to_lowercase) {
            match row.cell(0) {
                "month" => _ = self.months.insert(form, small),
                "weekday" => _ = self.weekdays.insert(form, small),
                "number" => _ = self.numbers.insert(form, value),
                "tens" => _ = self.tens.insert(form, value),
                "era" => _ = self.eras.insert(form, value),
                "digit" => self.digits.extend(form.chars().map(|sign| (sign, u32::from(small)))),
                other => return Err(format!("no row is called {other}")),
            }
        }
        Ok(())
    }
}

/// The parts that patterns are built of.
struct Parts {
    months: Names,
    lone_months: Names,
    weekdays: Names,
    lone_weekdays: Names,
    tens: Names,
    eras: Names,
    numbers: Arc<Words>,
    long_numbers: Arc<Words>,
    /// Signs that years are spelt with, in order.
    signs: Vec<char>,
}

/// Words as they stand where case tells nothing, and where it does.
struct Names {
    small: Arc<Words>,
    capitalised: Arc<Words>,
}

impl Names {
    fn of<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        let small = words(names);
        Self { capitalised: Arc::new(small.capitalised()), small }
    }
}

impl Parts {
    fn of(table: &DateTable, shy: &[String]) -> Self {
        let lone = |names: &HashMap<String, u8>| Names::of(names.keys().filter(|name| !shy.contains(name)));
        let mut signs: Vec<char> = table.digits.keys().copied().collect();
        signs.sort_unstable();
        Self {
            months: Names::of(table.months.keys()),
            lone_months: lone(&table.months),
            weekdays: Names::of(table.weekdays.keys()),
            lone_weekdays: lone(&table.weekdays),
            numbers: words(table.numbers.keys()),
            long_numbers: words(table.numbers.keys().filter(|word| word.chars().count() > 1)),
            tens: Names::of(table.tens.keys()),
            eras: Names::of(table.eras.keys()),
            signs,
        }
    }

    /// The pattern of a row.
    fn pattern(&self, row: &Row) -> Result<Pattern, String> {
        let mut pattern = Pattern {
            steps: Steps::default(),
            open: false,
            before_christ: false,
            base: 0,
            not_before: row.forms(3).collect(),
            not_after: row.forms(4).collect(),
            only_after: row.forms(5).collect(),
        };
        let mut any_case = true;
        for flag in row.cell(1).split(',').map(str::trim) {
            match flag {
                "" => {}
                "open" => pattern.open = true,
                "case" => any_case = false,
                "bce" => pattern.before_christ = true,
                base if base.parse::<i32>().is_ok() => pattern.base = base.parse().unwrap_or_default(),
                other => return Err(format!("no flag is called {other}")),
            }
        }
        pattern.steps = template::steps(row.cell(2), any_case, self)?;
        Ok(pattern)
    }
}

impl Classes for Parts {
    /// The names are explained at the head of `shared.tsv`.
    fn part(&self, name: &str, any_case: bool) -> Option<Part> {
        let cased = |names: &'_ Names| Some(if any_case { names.small.clone() } else { names.capitalised.clone() });
        let numbers = || Some(self.numbers.clone());
        let (spelt, words) = match name {
            "year" => ("[0-9]{4}|D{4}", None),
            "plainyear" => ("[0-9]{2}0[1-9]|[0-9]{2}[1-9][0-9]|S{4}", None),
            "year00" => ("[12][0-9]00|[一二]千", None),
            "anyyear" => ("[0-9]{1,4}|D{2,4}", numbers()),
            "likelyyear" => ("1[6-9]0[1-9]|1[6-9][1-9][0-9]|200[1-9]|20[1-4][0-9]", None),
            "shortyear" => ("[0-9]{2}|D{2}", None),
            "eraname" => ("", cased(&self.eras)),
            "erayear" => ("[0-9]{1,3}", numbers()),
            "decade" => ("[12][0-9]{2}0|D{3}[0零〇]", None),
            "tens" => ("[1-9]0", Some(self.tens.small.clone())),
            "tensword" => ("", cased(&self.tens)),
            "century" => ("[0-9]{1,2}", numbers()),
            "roman" => ("[IVXХ]{1,5}", None),
            "month" => ("", cased(&self.months)),
            "lonemonth" => ("", cased(&self.lone_months)),
            "m" => ("1[0-2]|0[1-9]|[1-9]", numbers()),
            "mm" => ("1[0-2]|0[1-9]", None),
            "d" => ("3[01]|[12][0-9]|0[1-9]|[1-9]", numbers()),
            "dd" => ("3[01]|[12][0-9]|0[1-9]", None),
            "loned" => ("3[01]|[12][0-9]|0[1-9]|[1-9]", Some(self.long_numbers.clone())),
            "weekday" => ("", cased(&self.weekdays)),
            "loneweekday" => ("", cased(&self.lone_weekdays)),
            "a" | "b" => ("3[01]|[12][0-9]|0[1-9]|[1-9]", None),
            _ => return None,
        };
        Some(Part { spelt, words })
    }

    fn signs(&self) -> &[char] {
        &self.signs
    }
}

fn words<'a>(forms: impl Iterator<Item = &'a String>) -> Arc<Words> {
    Arc::new(Words::new(forms.cloned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{LANGUAGES, OTHER};

    #[test]
    fn every_row_of_every_table_can_be_read() {
        for language in LANGUAGES.iter().copied().chain([&OTHER]) {
            let (table, wrong) = DateTable::read(language);
            assert!(wrong.is_empty(), "{wrong:#?}");
            assert!(!table.patterns.is_empty());
        }
        for language in LANGUAGES {
            let table = DateTable::of(language);
            let mut weekdays: Vec<u8> = table.weekdays.values().copied().collect();
            weekdays.sort_unstable();
            weekdays.dedup();
            assert_eq!(weekdays, [1, 2, 3, 4, 5, 6, 7], "{language:?} names the seven days of the week");
        }
    }
}
