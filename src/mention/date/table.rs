//! A language's `dates.tsv`, read into names, numerals and patterns.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex::Regex;

use super::needs::{self, Choice, Needs};
use super::template;
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
    /// What a text must hold for each of them.
    pub(super) needs: Needs,
}

/// One way to write a date.
#[derive(Debug)]
pub(super) struct Pattern {
    expression: String,
    /// The expression compiled, once a text may hold a match.
    compiled: OnceLock<Option<Regex>>,
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
    /// The pattern as a regular expression.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.expression).ok()).as_ref()
    }

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

/// Whether `words` are cut out of no longer word or number.
fn stands_alone(before: &str, words: &str, after: &str) -> bool {
    let of_word = |character: char| character.is_ascii_digit() || is_word_letter(character);
    let joins = |left: char, right: char| of_word(left) && of_word(right);
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
        let classes = Classes::of(&table, &shy);
        let (mut needs, mut known) = (Vec::new(), HashMap::new());
        for row in rows.iter().filter(|row| row.cell(0) == "pattern") {
            match classes.pattern(row, &mut known) {
                Ok((pattern, needed)) => {
                    table.patterns.push(pattern);
                    needs.push(needed);
                }
                Err(why) => wrong.push(format!("{} dates.tsv line {}: {why}", language.code, row.line)),
            }
        }
        table.needs = Needs::new(needs);
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

/// The parts that patterns are built of, as expressions.
struct Classes {
    months: String,
    lone_months: String,
    weekdays: String,
    lone_weekdays: String,
    numbers: String,
    long_numbers: String,
    digit: String,
    signs: String,
    tens: String,
    eras: String,
}

impl Classes {
    fn of(table: &DateTable, shy: &[String]) -> Self {
        let lone = |names: &HashMap<String, u8>| choice(names.keys().filter(|name| !shy.contains(name)));
        let mut digits: Vec<char> = table.digits.keys().copied().collect();
        digits.sort_unstable();
        Self {
            months: choice(table.months.keys()),
            lone_months: lone(&table.months),
            weekdays: choice(table.weekdays.keys()),
            lone_weekdays: lone(&table.weekdays),
            numbers: choice(table.numbers.keys()),
            long_numbers: choice(table.numbers.keys().filter(|word| word.chars().count() > 1)),
            digit: format!("[0-9{}]", digits.iter().collect::<String>()),
            signs: if digits.is_empty() { choice([].iter()) } else { format!("[{}]", digits.iter().collect::<String>()) },
            tens: choice(table.tens.keys()),
            eras: choice(table.eras.keys()),
        }
    }

    /// The expression of a part; the names are explained at the head of `shared.tsv`.
    fn class(&self, name: &str) -> Option<String> {
        let Self { months, lone_months, weekdays, lone_weekdays, numbers, long_numbers, digit, signs, tens, eras } = self;
        Some(match name {
            "year" => format!("[0-9]{{4}}|{digit}{{4}}"),
            "plainyear" => format!("[0-9]{{2}}(?:0[1-9]|[1-9][0-9])|{signs}{{4}}"),
            "year00" => "[12][0-9]00|[一二]千".to_owned(),
            "anyyear" => format!("[0-9]{{1,4}}|{digit}{{2,4}}|{numbers}"),
            "likelyyear" => "1[6-9](?:0[1-9]|[1-9][0-9])|20(?:0[1-9]|[1-4][0-9])".to_owned(),
            "shortyear" => format!("[0-9]{{2}}|{digit}{{2}}"),
            "eraname" => eras.clone(),
            "erayear" => format!("[0-9]{{1,3}}|{numbers}"),
            "decade" => format!("[12][0-9]{{2}}0|{digit}{{3}}[0零〇]"),
            "tens" => format!("[1-9]0|{tens}"),
            "tensword" => tens.clone(),
            "century" => format!("[0-9]{{1,2}}|{numbers}"),
            "roman" => "[IVXХ]{1,5}".to_owned(),
            "month" => months.clone(),
            "lonemonth" => lone_months.clone(),
            "m" => format!("1[0-2]|0?[1-9]|{numbers}"),
            "mm" => "1[0-2]|0[1-9]".to_owned(),
            "d" => format!("3[01]|[12][0-9]|0?[1-9]|{numbers}"),
            "dd" => "3[01]|[12][0-9]|0[1-9]".to_owned(),
            "loned" => format!("3[01]|[12][0-9]|0?[1-9]|{long_numbers}"),
            "weekday" => weekdays.clone(),
            "loneweekday" => lone_weekdays.clone(),
            "a" | "b" => "3[01]|[12][0-9]|0?[1-9]".to_owned(),
            _ => return None,
        })
    }

    /// The pattern of a row, and the choices of words of each of which a text must hold one for it.
    /// `known` keeps the choices of the pieces that patterns share.
    fn pattern(&self, row: &Row, known: &mut HashMap<String, Vec<Choice>>) -> Result<(Pattern, Vec<Choice>), String> {
        let mut pattern = Pattern {
            expression: String::new(),
            compiled: OnceLock::new(),
            open: false,
            before_christ: false,
            base: 0,
            not_before: row.forms(3).collect(),
            not_after: row.forms(4).collect(),
            only_after: row.forms(5).collect(),
        };
        let mut case = "(?i)";
        for flag in row.cell(1).split(',').map(str::trim) {
            match flag {
                "" => {}
                "open" => pattern.open = true,
                "case" => case = "",
                "bce" => pattern.before_christ = true,
                base if base.parse::<i32>().is_ok() => pattern.base = base.parse().unwrap_or_default(),
                other => return Err(format!("no flag is called {other}")),
            }
        }
        let cased = |name: &str| self.class(name).map(|inner| if case.is_empty() { capitalised(&inner) } else { inner });
        let expression = template::expression(row.cell(2), &cased)?;
        pattern.expression = format!("{case}(?:{expression})");
        let mut needed = Vec::new();
        for piece in template::pieces(row.cell(2)) {
            let piece = piece.replace(":2}", "}");
            let choices = match known.get(&piece) {
                Some(choices) => choices,
                None => {
                    let choices = needs::choices(&template::expression(&piece, &|name| self.class(name))?)?;
                    known.entry(piece).or_insert(choices)
                }
            };
            needed.extend_from_slice(choices);
        }
        Ok((pattern, needed))
    }
}

/// The forms as a choice, longest first, so that no form hides a longer one that it begins.
fn choice<'a>(forms: impl Iterator<Item = &'a String>) -> String {
    let mut forms: Vec<&String> = forms.collect();
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    if forms.is_empty() {
        return "[^\\s\\S]".to_owned();
    }
    forms.into_iter().map(|form| regex::escape(form)).collect::<Vec<_>>().join("|")
}

/// The same choice with every form beginning with a capital letter.
fn capitalised(choice: &str) -> String {
    let capital = |form: &str| {
        let mut characters = form.chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    };
    if choice.contains(['[', '{']) {
        return choice.to_owned();
    }
    choice.split('|').map(capital).collect::<Vec<_>>().join("|")
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
            assert_eq!(table.patterns.iter().find(|pattern| pattern.regex().is_none()).map(|pattern| &pattern.expression), None);
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
