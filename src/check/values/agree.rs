//! Whether two values say the same.

use rust_decimal::Decimal;

use super::{Item, Kind};
use crate::mention::{Precision, units};

/// How two values relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Agreement {
    /// The same value of the same kind and unit.
    Same,
    /// The same value, said in another kind, unit or precision: half and 50 %, 10 miles and 16 km.
    Equivalent,
    /// One side gives no more than the order of magnitude, or a word that implies the number.
    Loose,
    /// The same number of what are different units.
    OtherUnit,
    /// They do not agree.
    None,
}

/// A conversion is rounded by whoever makes it.
const CONVERSION: Decimal = Decimal::from_parts(4, 0, 0, false, 2);
/// Two values of one digit and noughts that are converted into each other: 200 miles, 300 km.
const ROUND: Decimal = Decimal::from_parts(8, 0, 0, false, 2);
/// Units so near that a rounded number does for both.
const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// From here on readers take an order of magnitude at its word.
const LARGE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
/// Rounded values ("over 5 million" for 5.1) differ by less than this.
const ROUNDING: Decimal = Decimal::from_parts(6, 0, 0, false, 2);

/// How the values of two sides relate.
pub(in crate::check) fn agreement(first: &Item, second: &Item) -> Agreement {
    let equal = first.value == second.value;
    if !first.units.is_empty() && !second.units.is_empty() {
        return with_units(first, second, equal);
    }
    if reciprocal(first, second) || reciprocal(second, first) {
        return Agreement::Loose;
    }
    let vague = |item: &Item| item.precision == Precision::Vague;
    let loose = vague(first) != vague(second) || counts_otherwise(first, second);
    match () {
        () if equal && first.kind == second.kind && !loose => Agreement::Same,
        // 两天 is not supported by "second".
        () if counts_otherwise(first, second)
            && first.value <= Decimal::from(3)
            && first.units.len() + second.units.len() > 0 =>
        {
            Agreement::None
        }
        () if equal || equivalent(first, second) || equivalent(second, first) => {
            if loose {
                Agreement::Loose
            } else {
                Agreement::Equivalent
            }
        }
        () => Agreement::None,
    }
}

/// Whether the first is one part of as many as the second says: one in five, and every fifth.
fn reciprocal(first: &Item, second: &Item) -> bool {
    let part = first.value > Decimal::ZERO && first.value < Decimal::ONE && first.units.is_empty();
    let whole = second.value > Decimal::ONE && second.value.fract().is_zero() && second.value <= Decimal::ONE_HUNDRED;
    part && whole && first.value.checked_mul(second.value).is_some_and(|one| (one - Decimal::ONE).abs() < Decimal::new(1, 9))
}

/// Whether one is a place in an order and the other an amount.
fn counts_otherwise(first: &Item, second: &Item) -> bool {
    (first.kind == Kind::Ordinal) != (second.kind == Kind::Ordinal)
        && first.kind != Kind::DatePart
        && second.kind != Kind::DatePart
}

fn with_units(first: &Item, second: &Item, equal: bool) -> Agreement {
    let shared = first.units.iter().any(|unit| second.units.contains(unit));
    if shared {
        let clocks = first.units == [units::CLOCK];
        let half_day = clocks && ((first.value - second.value) % Decimal::from(720)).is_zero();
        return match () {
            () if equal => Agreement::Same,
            () if !clocks && converts_somehow(first, second) => Agreement::Equivalent,
            () if half_day || !clocks && (vaguely(first, second) || vaguely(second, first) || rounded(first, second)) => {
                Agreement::Equivalent
            }
            () => Agreement::None,
        };
    }
    if converts_somehow(first, second) || rate_of(first, second) || rate_of(second, first) {
        return Agreement::Equivalent;
    }
    // A clock shows no amount: 5 hours and 5 o'clock are told apart, but nobody is misled by the unit.
    let clock = first.units == [units::CLOCK] || second.units == [units::CLOCK];
    if clock && part_of_clock(first, second) {
        return Agreement::Loose;
    }
    // 30 mètres environ are about 30 yards.
    let about = first.precision == Precision::About || second.precision == Precision::About;
    let near = |one: &str, other: &str| metres(one).zip(metres(other)).is_some_and(|(one, other)| close(one, other, TENTH));
    if equal && about && first.units.iter().any(|one| second.units.iter().any(|other| near(one, other))) {
        return Agreement::Equivalent;
    }
    if equal && !clock { Agreement::OtherUnit } else { Agreement::None }
}

/// Whether any reading of the one unit converts into any of the other.
fn converts_somehow(first: &Item, second: &Item) -> bool {
    first.units.iter().any(|one| second.units.iter().any(|other| one != other && converts(first.value, one, second.value, other)))
}

/// Whether an amount of hours or minutes is the hour or the minute of a time that the other side shows: 3分35秒
/// and 3:35.
fn part_of_clock(first: &Item, second: &Item) -> bool {
    let (clock, amount) = if first.units == [units::CLOCK] { (first, second) } else { (second, first) };
    let hour = Decimal::from(60);
    let time = amount.units.iter().any(|unit| units::find(unit).is_some_and(|unit| unit.dimension == units::Dimension::Time));
    let hours = clock.value / hour;
    time && ((clock.value % hour) == amount.value || hours.trunc() == amount.value || hours == amount.value)
}

fn metres(unit: &str) -> Option<Decimal> {
    units::find(unit).filter(|unit| unit.dimension == units::Dimension::Length).map(|unit| unit.factor)
}

/// Whether one side says a rate whose time the other names elsewhere: 每小时 85 英里, 85 miles per hour.
fn rate_of(first: &Item, second: &Item) -> bool {
    let rate = |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with("-per-"));
    first.value == second.value && first.units.iter().any(|one| second.units.iter().any(|other| rate(one, other)))
}

/// Whether `value` of unit `one` is `other_value` of unit `other`, within the rounding of a conversion.
fn converts(value: Decimal, one: &str, other_value: Decimal, other: &str) -> bool {
    let (Some(one), Some(other)) = (units::find(one), units::find(other)) else { return false };
    if one.dimension != other.dimension {
        return false;
    }
    if one.dimension == units::Dimension::Temperature {
        // F = 1.8 C + 32; a difference of temperatures has no 32.
        let fahrenheit = |value: Decimal, name: &str| match name {
            "degree-celsius" => value.checked_mul(one_point_eight()).and_then(|value| value.checked_add(Decimal::from(32))),
            _ => Some(value),
        };
        let near = |a: Option<Decimal>, b: Option<Decimal>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= Decimal::TWO);
        let difference = |value: Decimal, factor: Decimal| value.checked_mul(factor);
        return near(fahrenheit(value, one.name), fahrenheit(other_value, other.name))
            || near(difference(value, one.factor), difference(other_value, other.factor));
    }
    let (Some(first), Some(second)) = (value.checked_mul(one.factor), other_value.checked_mul(other.factor)) else {
        return false;
    };
    close(first, second, CONVERSION)
        || value != other_value && within_last_digit([value, other_value], [one.factor, other.factor])
        || figures(value) == 1 && figures(other_value) == 1 && close(first, second, ROUND)
}

/// Whether two amounts of units of such factors are no further apart than the rounding of their last digits: 8 cm and
/// 3 inches.
fn within_last_digit(values: [Decimal; 2], factors: [Decimal; 2]) -> bool {
    let base = |at: usize| values[at].checked_mul(factors[at]);
    let half = |at: usize| Decimal::try_new(5, values[at].normalize().scale() + 1).ok()?.checked_mul(factors[at]);
    let room = half(0).zip(half(1)).and_then(|(one, other)| one.checked_add(other));
    let apart = base(0).zip(base(1)).and_then(|(one, other)| one.checked_sub(other));
    room.zip(apart).is_some_and(|(room, apart)| apart.abs() <= room)
}

fn one_point_eight() -> Decimal {
    Decimal::new(18, 1)
}

/// Whether the two differ by at most `share` of the larger.
fn close(first: Decimal, second: Decimal, share: Decimal) -> bool {
    let larger = first.abs().max(second.abs());
    let difference = first.checked_sub(second).map(|difference| difference.abs());
    difference.zip(larger.checked_mul(share)).is_some_and(|(difference, room)| difference <= room)
}

/// Rounding, where a side says that it rounds.
fn rounded(first: &Item, second: &Item) -> bool {
    // Where both sides round, they round the same value.
    let (about, exact) = match (first.precision, second.precision) {
        (Precision::About, Precision::Exact) => (first, second),
        (Precision::Exact, Precision::About) => (second, first),
        _ => return false,
    };
    let rounder = figures(about.value) < figures(exact.value);
    rounder && about.value.abs() >= Decimal::from(20) && close(about.value, exact.value, ROUNDING)
}

/// How many digits a value has without the zeros around them.
fn figures(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len()
}

/// Whether `vague` names no more than the order of magnitude of the other: dozens for 36, 十几 for 15.
fn vaguely(vague: &Item, other: &Item) -> bool {
    if vague.precision != Precision::Vague || vague.value < Decimal::TEN || other.value.is_sign_negative() {
        return false;
    }
    let Some(ratio) = other.value.checked_div(vague.value) else { return false };
    // Hundreds of billions are not a hundred billion.
    let least = if other.precision == Precision::Vague || other.value < LARGE { Decimal::new(5, 1) } else { Decimal::new(75, 2) };
    ratio >= least && ratio <= Decimal::TEN
}

/// Whether `first` says what `second` does in another way.
fn equivalent(first: &Item, second: &Item) -> bool {
    let hundredth = second.value.checked_div(Decimal::ONE_HUNDRED);
    // 20 % is one fifth or 0.2, and 200 % is twice.
    if second.kind == Kind::Percent
        && first.kind != Kind::Percent
        && hundredth.is_some_and(|value| close(value, first.value, CONVERSION / Decimal::TEN))
    {
        return true;
    }
    // Thirty per cent off is 七折.
    if first.kind == Kind::Percent
        && second.kind == Kind::Percent
        && first.digits != second.digits
        && first.value + second.value == Decimal::ONE_HUNDRED
    {
        return true;
    }
    let clock = |item: &Item| item.units == [units::CLOCK];
    if clock(first) && !clock(second) {
        // 17:00 is five in the afternoon.
        let hour = first.value / Decimal::from(60);
        let halves = (hour * Decimal::TWO).fract().is_zero();
        return halves && ((hour - second.value) % Decimal::from(12)).is_zero()
            || (first.value % Decimal::from(60)) == second.value && !second.value.is_zero();
    }
    vaguely(first, second) || rounded(first, second)
}
