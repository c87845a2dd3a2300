//! A day of the calendar.

use serde::{Deserialize, Serialize};

/// A day as ISO 8601 writes it, such as `2026-11-22`; days compare as they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// Text that names no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no day; write it such as 2026-11-22")]
pub struct NoDay(String);

impl Day {
    /// The day in Greenwich so many seconds after the beginning of 1970; the last day that can be written for what lies beyond.
    #[must_use]
    pub fn at(seconds: u64) -> Self {
        let mut days = seconds / 86_400;
        for year in 1970..=9999 {
            for month in 1..=12 {
                let length = u64::from(length(year, month));
                if days < length {
                    return Self { year, month, day: u8::try_from(days + 1).unwrap_or(1) };
                }
                days -= length;
            }
        }
        Self { year: 9999, month: 12, day: 31 }
    }
}

/// How many days a month has.
fn length(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl std::str::FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        let fail = || NoDay(text.chars().take(40).collect());
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return Err(fail()) };
        if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return Err(fail());
        }
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else { return Err(fail()) };
        if !(1..=12).contains(&month) || day == 0 || day > length(year, month) {
            return Err(fail());
        }
        Ok(Self { year, month, day })
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Self, NoDay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_give_the_day_of_the_calendar() {
        let day = |seconds| Day::at(seconds).to_string();
        assert_eq!([day(0), day(951_782_400), day(951_868_800)], ["1970-01-01", "2000-02-29", "2000-03-01"]);
        assert_eq!([day(1_795_305_600), day(u64::MAX)], ["2026-11-22", "9999-12-31"]);
    }

    #[test]
    fn only_days_that_there_are_can_be_read() {
        let day = |text: &str| text.parse::<Day>();
        assert_eq!(day("2024-02-29").map(|day| day.to_string()), Ok("2024-02-29".into()));
        for wrong in
            ["2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024-04-31", "2024-00-10", "+024-01-01", "", "tomorrow"]
        {
            assert!(day(wrong).is_err(), "{wrong}");
        }
        assert!(day("2024-12-31").ok() < day("2025-01-01").ok());
    }
}
