//! What the parts of a matched pattern say.

use super::steps::Room;
use super::table::{DateTable, Pattern};
use super::value::Date;

/// The dates of a match: the first, and that of the second half of a range.
pub(super) struct Reading<'a> {
    pub(super) table: &'a DateTable,
    pub(super) pattern: &'a Pattern,
    pub(super) text: &'a str,
    /// The parts of the match.
    pub(super) room: &'a Room,
}

impl Reading<'_> {
    /// The date, or both dates where the pattern is a range; a part that only one end of a range gives
    /// holds for the other as well (4月3日至5日, 3–5 April 2022).
    pub(super) fn dates(&self) -> Option<(Date, Option<Date>)> {
        if self.pattern.open {
            return Some((self.open(), None));
        }
        let mut first = self.date("")?;
        if self.part("span", "2").is_none() {
            return Some((first, None));
        }
        let mut second = self.date("2")?;
        if second.shortened && !first.shortened {
            let century = first.year.unwrap_or_default().div_euclid(100) * 100;
            second.year = second.year.map(|year| century + year);
            second.shortened = false;
        }
        if second.day.is_some() {
            second.month = second.month.or(first.month);
            first.month = first.month.or(second.month);
        }
        if first.month.is_some() && second.month.is_some() {
            (first.year, first.years) = first.year.map_or((second.year, second.years), |year| (Some(year), first.years));
            (second.year, second.years) = second.year.map_or((first.year, first.years), |year| (Some(year), second.years));
        }
        Some((first, Some(second)))
    }

    /// Of a relative date only the day of the week is certain.
    fn open(&self) -> Date {
        Date { weekday: self.weekday(""), ..Date::default() }
    }

    fn date(&self, half: &str) -> Option<Date> {
        let mut date = Date { month: self.month(half), weekday: self.weekday(half), ..Date::default() };
        date.day = match self.first(&["d", "dd", "loned"], half) {
            Some(words) => Some(u8::try_from(self.number(words)?).ok().filter(|day| (1..=31).contains(day))?),
            None => None,
        };
        self.either_order(&mut date, half);
        self.year(&mut date, half)?;
        Some(date)
    }

    fn year(&self, date: &mut Date, half: &str) -> Option<()> {
        let mut set = |year: i32, years: i32| (date.year, date.years) = (Some(year), years);
        if let Some(words) = self.first(&["year", "plainyear", "year00", "anyyear", "likelyyear"], half) {
            set(self.spelt(words)?, 1);
        } else if let (Some(era), Some(words)) = (self.part("eraname", half), self.part("erayear", half)) {
            set(self.table.eras.get(&era.to_lowercase())? + self.number(words)?, 1);
        } else if let Some(words) = self.part("shortyear", half) {
            let year = self.spelt(words)?;
            set(year + self.pattern.base, 1);
            date.shortened = self.pattern.base == 0;
            return Some(());
        }
        let mut set = |year: i32, years: i32| (date.year, date.years) = (Some(year), years);
        let century = match (self.part("century", half), self.part("roman", half)) {
            (Some(words), _) => Some(self.number(words)?),
            (_, Some(words)) => Some(roman(words)?),
            _ => None,
        };
        let century = match century {
            Some(century) if (1..=30).contains(&century) => Some((century - 1) * 100),
            Some(_) => return None,
            None => None,
        };
        if let Some(words) = self.part("decade", half) {
            let year = self.spelt(words)?;
            set(year, if year % 100 == 0 { 100 } else { 10 });
        } else if let Some(words) = self.first(&["tens", "tensword"], half) {
            let tens = self.table.tens.get(&words.to_lowercase()).copied().or_else(|| words.parse().ok())?;
            set(century.unwrap_or(self.pattern.base) + tens, 10);
            date.shortened = century.is_none() && self.pattern.base == 0;
        } else if let Some(century) = century {
            set(century, 100);
        }
        if self.pattern.before_christ {
            let last = date.years.max(1) - 1;
            date.year = date.year.map(|year| 1 - year - last);
        }
        Some(())
    }

    /// Two numbers that may be day and month or month and day: what is certain whichever it is.
    fn either_order(&self, date: &mut Date, half: &str) {
        let number = |name| self.part(name, half).and_then(|digits| digits.parse::<u8>().ok());
        if let (Some(a), Some(b)) = (number("a"), number("b")) {
            (date.month, date.day) = match (a, b) {
                (a, b) if a == b && a <= 12 => (Some(a), Some(b)),
                (13.., 1..=12) => (Some(b), Some(a)),
                (1..=12, 13..) => (Some(a), Some(b)),
                _ => (None, None),
            };
        }
    }

    fn month(&self, half: &str) -> Option<u8> {
        if let Some(words) = self.first(&["month", "lonemonth"], half) {
            return self.table.months.get(&words.to_lowercase()).copied();
        }
        let number = self.number(self.first(&["m", "mm"], half)?)?;
        u8::try_from(number).ok().filter(|month| (1..=12).contains(month))
    }

    fn weekday(&self, half: &str) -> Option<u8> {
        self.table.weekdays.get(&self.first(&["weekday", "loneweekday"], half)?.to_lowercase()).copied()
    }

    /// A number in digits or words.
    fn number(&self, words: &str) -> Option<i32> {
        words.parse().ok().or_else(|| self.table.numbers.get(&words.to_lowercase()).copied())
    }

    /// A year in digits, in signs that spell digits, or in words.
    fn spelt(&self, words: &str) -> Option<i32> {
        let digit = |sign: char| sign.to_digit(10).or_else(|| self.table.digits.get(&sign).copied());
        let spelt =
            words.chars().try_fold(0_i32, |value, sign| value.checked_mul(10)?.checked_add(i32::try_from(digit(sign)?).ok()?));
        spelt.or_else(|| self.number(words))
    }

    fn first(&self, names: &[&str], half: &str) -> Option<&str> {
        names.iter().find_map(|name| self.part(name, half))
    }

    fn part(&self, name: &str, half: &str) -> Option<&str> {
        self.text.get(self.pattern.steps.part(name, half, self.room)?)
    }
}

/// The value of a Roman numeral below forty; Cyrillic Х is read as X.
fn roman(numeral: &str) -> Option<i32> {
    let mut total = 0;
    let mut before = 0;
    for sign in numeral.chars().rev() {
        let value = match sign.to_ascii_uppercase() {
            'I' => 1,
            'V' => 5,
            'X' | 'Х' | 'х' => 10,
            _ => return None,
        };
        total += if value < before { -value } else { value };
        before = before.max(value);
    }
    Some(total)
}
