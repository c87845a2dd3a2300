//! Times of the clock.

use rust_decimal::Decimal;

use super::super::number::{Role, after_blanks, numerals};
use super::super::{Fact, Mention, Precision, units};
use super::Dressed;
use crate::text::Span;

/// 13:05, 5 p.m., 下午5点, 5 Uhr 30, 17h30: minutes after midnight; of the twelve-hour clock where the text
/// does not say which half of the day it means.
pub(super) fn read(dressed: &mut Dressed<'_>) -> Option<Mention> {
    let text = dressed.text;
    let (mut hour, mut minutes) = hour_and_minutes(dressed)?;
    let mut end = dressed.end;
    if let Some(colon) = colon_minutes(text, end, dressed.start).filter(|_| minutes.is_none()) {
        (minutes, end) = (Some(colon), colon.0);
    }
    let mut start = dressed.start;
    // Half past eight, a quarter to nine, halb neun.
    if let Some((at, past)) = minutes_before(dressed).filter(|_| minutes.is_none() && hour <= 12) {
        hour = if past < 0 { (hour + 11) % 12 } else { hour };
        (minutes, start) = (Some((end, past.rem_euclid(60).unsigned_abs())), at);
    }
    let next = after_blanks(text, end);
    let role = |at, role| dressed.numerals.at(text, at, role);
    let mut half = None;
    if let Some(at) = dressed.before(start, Role::Morning) {
        (half, start) = (Some(0), at);
    } else if let Some(at) = dressed.before(start, Role::Afternoon) {
        (half, start) = (Some(12), at);
    }
    let mut hour_word = false;
    if let Some((after, _)) =
        role(next, Role::Hour).filter(|&(after, _)| is_hour(dressed, next, after, half.is_some() || minutes.is_some()))
    {
        hour_word = true;
        end = after;
        if minutes.is_none()
            && let Some((after, value)) = minute_figure(dressed, after_blanks(text, end))
        {
            (minutes, end) = (Some((after, value)), after);
        }
    }
    let next = after_blanks(text, end);
    let joined = text[end..].starts_with('-').then_some(end + 1);
    for at in [Some(next), joined].into_iter().flatten() {
        // два дня is two days, unless an hour was said.
        let unit = units::words(dressed.sentence.language).after.longest(text, at).map(|(end, _)| end);
        let is_unit = |after| unit.is_some_and(|end| end >= after) && !hour_word && minutes.is_none();
        if let Some((after, _)) = role(at, Role::Morning).filter(|&(after, _)| !is_unit(after)) {
            (half, end) = (Some(0), after);
            break;
        } else if let Some((after, _)) = role(at, Role::Afternoon).filter(|&(after, _)| !is_unit(after)) {
            (half, end) = (Some(12), after);
            break;
        }
    }
    // A half of the day alone makes no time (今早3人), nor a half after a word for hours of which there are many.
    let timed = minutes.is_some() || hour_word || half.is_some() && end > dressed.end;
    if !timed || half.is_some() && end == dressed.end && minutes.is_none() {
        return None;
    }
    let hour = match half {
        Some(12) if hour < 12 => hour + 12,
        Some(0) if hour == 12 => 0,
        _ => hour,
    };
    let value = hour * 60 + minutes.map_or(0, |(_, minutes)| minutes);
    (dressed.start, dressed.end, dressed.value) = (start, end, Decimal::from(value));
    dressed.precision = Precision::Exact;
    Some(Mention { span: Span::new(start, end), fact: Fact::Quantity(dressed.amount(), units::CLOCK) })
}

/// The minutes that a word before the hour gives, negative up to it; the byte where that word begins.
pub(super) fn minutes_before(dressed: &Dressed<'_>) -> Option<(usize, i32)> {
    let at = dressed.before(dressed.start, Role::Past)?;
    let (_, minutes) = dressed.numerals.at(dressed.text, at, Role::Past)?;
    Some((at, i32::try_from(minutes).ok()?))
}

/// The hour, and the minutes of a time that is written like a decimal (5.30); a word must say that it is one.
fn hour_and_minutes(dressed: &Dressed<'_>) -> Option<(u32, Option<(usize, u32)>)> {
    let hour = u32::try_from(dressed.value.trunc()).ok().filter(|&hour| hour <= 24)?;
    if dressed.value.fract().is_zero() && !dressed.text[dressed.start..dressed.end].contains('.') {
        return Some((hour, None));
    }
    let next = after_blanks(dressed.text, dressed.end);
    let said = [Role::Morning, Role::Afternoon, Role::Hour]
        .into_iter()
        .any(|role| dressed.numerals.at(dressed.text, next, role).is_some());
    // Las tres y media de la tarde.
    if said && dressed.spelled && dressed.value.fract() == Decimal::new(5, 1) {
        return Some((hour, Some((dressed.end, 30))));
    }
    let (_, minutes) = dressed.text[dressed.start..dressed.end].split_once('.').filter(|(_, digits)| digits.len() == 2)?;
    let minutes = minutes.parse().ok().filter(|&minutes| minutes < 60)?;
    said.then_some((hour, Some((dressed.end, minutes))))
}

/// Two digits below sixty after a colon, which stand in no longer chain (a score, a verse, a ratio).
fn colon_minutes(text: &str, end: usize, start: usize) -> Option<(usize, u32)> {
    let rest = text[end..].strip_prefix(':')?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let chained = rest[length..].strip_prefix(':').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    let before = text[..start].ends_with(':');
    let minutes: u32 = rest.get(..length)?.parse().ok()?;
    (length == 2 && minutes < 60 && !chained && !before).then_some((end + 1 + length, minutes))
}

/// Minutes after the word for the hour: 5点30分, 17h30, 5点半.
fn minute_figure(dressed: &Dressed<'_>, at: usize) -> Option<(usize, u32)> {
    let text = dressed.text;
    if let Some((end, _)) = dressed.numerals.at(text, at, Role::Half) {
        return Some((end, 30));
    }
    let figure = super::super::number::figure_at(dressed.sentence, at, numerals(dressed.sentence.language))?;
    let minutes = u32::try_from(figure.value).ok().filter(|&minutes| minutes < 60 && figure.value.fract().is_zero())?;
    match dressed.numerals.at(text, after_blanks(text, figure.end), Role::Minute) {
        Some((end, _)) => Some((end, minutes)),
        None => (figure.end == at + 2 && !figure.spelled && text[..at].trim_end().trim_end_matches('.').ends_with(['h', 'H']))
            .then_some((figure.end, minutes)),
    }
}

/// Whether a word for the hour says a time and not a duration or a point: 3点建议, 2 heures, 5時間.
fn is_hour(dressed: &Dressed<'_>, at: usize, after: usize, sure: bool) -> bool {
    let text = dressed.text;
    let unit = units::words(dressed.sentence.language).after.longest(text, at);
    let longer_unit = unit.is_some_and(|(end, readings)| end > after && !readings.is_empty());
    let same_unit = unit.is_some_and(|(end, _)| end == after);
    let bare = dressed.numerals.lookalike(text, at).is_none();
    let minutes = minute_figure(dressed, after_blanks(text, after)).is_some();
    !longer_unit && bare && (sure || minutes || !same_unit && text[at..after].chars().count() > 1)
}
