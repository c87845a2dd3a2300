//! A date as far as a text gives it, its ISO form, and when two dates agree.

/// A date as far as the text gives it; a part that it does not give is `None`.
///
/// A date without any part is one that only the day of writing settles (yesterday, 今天) or one of another
/// calendar (正月初一): it is a date, and nothing can be said against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Date {
    /// The year of the common era, or the first year of a decade or century. Years before it are counted
    /// astronomically, as in ISO 8601: 1 BC is 0, 221 BC is -220.
    pub year: Option<i32>,
    /// How many years it covers: 1, or 10 for a decade, 100 for a century; 0 where there is no year.
    pub years: i32,
    /// The year lacks its century: the nineties are 90, '98 is 98.
    pub shortened: bool,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31.
    pub day: Option<u8>,
    /// The day of the week, 1 for Monday to 7 for Sunday.
    pub weekday: Option<u8>,
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatePart {
    /// The year, decade or century.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
    /// The day of the week.
    Weekday,
}

impl Date {
    /// The parts, from the greatest to the smallest, that both dates give.
    pub fn shared(self, other: Self) -> impl Iterator<Item = DatePart> {
        [
            (DatePart::Year, self.year.is_some() && other.year.is_some()),
            (DatePart::Month, self.month.is_some() && other.month.is_some()),
            (DatePart::Day, self.day.is_some() && other.day.is_some()),
            (DatePart::Weekday, self.weekday.is_some() && other.weekday.is_some()),
        ]
        .into_iter()
        .filter_map(|(part, both)| both.then_some(part))
    }

    /// The greatest part in which the two cannot both be right; a part that one of them does not give
    /// contradicts nothing.
    #[must_use]
    pub fn contradiction(self, other: Self) -> Option<DatePart> {
        self.shared(other).find(|part| match part {
            DatePart::Year => !self.years_overlap(other),
            DatePart::Month => self.month != other.month,
            DatePart::Day => self.day != other.day,
            DatePart::Weekday => self.weekday != other.weekday,
        })
    }

    /// Whether the text gives anything to compare.
    #[must_use]
    pub fn is_given(self) -> bool {
        self.year.is_some() || self.month.is_some() || self.day.is_some() || self.weekday.is_some()
    }

    fn years_overlap(self, other: Self) -> bool {
        let (Some(own), Some(theirs)) = (self.year, other.year) else { return true };
        let (own, theirs) = if self.shortened || other.shortened {
            if self.years >= 100 || other.years >= 100 {
                return true;
            }
            (own.rem_euclid(100), theirs.rem_euclid(100))
        } else {
            (own, theirs)
        };
        own < theirs.saturating_add(other.years.max(1)) && theirs < own.saturating_add(self.years.max(1))
    }

    /// The date in ISO form: `2022-04-25`, `2022-04`, `2022`, `-0220`.
    ///
    /// What stands before the first part given is left out, as ISO 8601:2000 (5.2) truncates: `--04-25` is
    /// 25 April of some year, `---25` the 25th of some month, `-W-3` some Wednesday. Digits that are not
    /// given stand as `X`, as in ISO 8601-2 (EDTF, level 1): `199X` the 1990s, `19XX` the 20th century,
    /// `XX9X` the nineties. Empty where the date has no part to give.
    #[must_use]
    pub fn iso(self) -> String {
        let year = self.year.map(|year| {
            let (sign, size) = if year < 0 { ("-", year.unsigned_abs()) } else { ("", year.unsigned_abs()) };
            let digits = if self.shortened { format!("XX{:02}", size % 100) } else { format!("{size:04}") };
            let known = match self.years {
                100.. => digits.len().saturating_sub(2),
                10.. => digits.len().saturating_sub(1),
                _ => digits.len(),
            };
            format!("{sign}{}{}", &digits[..known], "X".repeat(digits.len() - known))
        });
        match (year, self.month, self.day, self.weekday) {
            (Some(year), Some(month), Some(day), _) => format!("{year}-{month:02}-{day:02}"),
            (Some(year), Some(month), None, _) => format!("{year}-{month:02}"),
            (Some(year), None, _, _) => year,
            (None, Some(month), Some(day), _) => format!("--{month:02}-{day:02}"),
            (None, Some(month), None, _) => format!("--{month:02}"),
            (None, None, Some(day), _) => format!("---{day:02}"),
            (None, None, None, Some(weekday)) => format!("-W-{weekday}"),
            (None, None, None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i32, years: i32) -> Date {
        Date { year: Some(year), years, ..Date::default() }
    }

    #[test]
    fn iso_forms_leave_out_what_the_text_does_not_give() {
        let day = Date { month: Some(4), day: Some(25), ..Date::default() };
        assert_eq!(day.iso(), "--04-25");
        assert_eq!(Date { year: Some(2022), years: 1, ..day }.iso(), "2022-04-25");
        assert_eq!(Date { weekday: Some(3), ..Date::default() }.iso(), "-W-3");
        assert_eq!(year(1990, 10).iso(), "199X");
        assert_eq!(year(1900, 100).iso(), "19XX");
        assert_eq!(year(-220, 1).iso(), "-0220");
        assert_eq!(Date { shortened: true, ..year(90, 10) }.iso(), "XX9X");
        assert_eq!(Date::default().iso(), "");
    }

    #[test]
    fn a_year_lies_in_its_decade_and_its_century() {
        assert_eq!(year(1995, 1).contradiction(year(1990, 10)), None);
        assert_eq!(year(1995, 1).contradiction(year(1900, 100)), None);
        assert_eq!(year(2005, 1).contradiction(year(1990, 10)), Some(DatePart::Year));
        let nineties = Date { shortened: true, ..year(90, 10) };
        assert_eq!(nineties.contradiction(year(1990, 10)), None);
        assert_eq!(nineties.contradiction(year(1900, 100)), None);
        assert_eq!(nineties.contradiction(year(1980, 10)), Some(DatePart::Year));
    }

    #[test]
    fn a_part_that_one_side_leaves_out_contradicts_nothing() {
        let april = Date { month: Some(4), ..Date::default() };
        let eighth = Date { day: Some(8), ..Date::default() };
        assert_eq!(april.contradiction(eighth), None);
        assert_eq!(april.contradiction(Date { month: Some(5), ..eighth }), Some(DatePart::Month));
        assert_eq!(Date::default().contradiction(april), None);
    }
}
