//! Numerals that count in ten thousands: Chinese, Japanese, Korean; in their own digits, in Arabic ones, or both.

use rust_decimal::Decimal;

use super::table::{Numerals, Role};
use super::{Figure, Sort, after_blanks, digits, quotient};
use crate::mention::Precision;

/// From here on a bare 百, 千 or 万 before a group is more than an order of magnitude.
const LARGE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// What has been read of a number.
struct Sum {
    /// Whole groups of ten thousand.
    total: Decimal,
    /// Within the group: thousands, hundreds and tens.
    section: Decimal,
    /// Digits that no place has claimed yet.
    pending: Option<Decimal>,
    /// A last digit without a place counts in this one.
    elliptic: Option<Decimal>,
    last_place: Decimal,
    last_group: Option<Decimal>,
    precision: Precision,
    /// Numerals in the language's own digits stand in it.
    spelled: bool,
    /// It is a bare 百, 千 or 万.
    bare: bool,
    /// How many tokens it has.
    tokens: usize,
}

impl Sum {
    fn started(&self) -> bool {
        self.tokens > 0
    }

    fn value(&self) -> Option<Decimal> {
        let last = match (self.pending, self.elliptic) {
            (Some(digit), Some(place)) => digit.checked_mul(place)?,
            (digit, _) => digit.unwrap_or_default(),
        };
        self.total.checked_add(self.section)?.checked_add(last)
    }

    fn place(&mut self, place: Decimal, elliptic: bool) -> Option<()> {
        let coefficient = self.pending.take().unwrap_or(Decimal::ONE);
        self.section = self.section.checked_add(coefficient.checked_mul(place)?)?;
        self.last_place = place;
        self.elliptic = (elliptic && place >= Decimal::ONE_HUNDRED).then(|| place / Decimal::TEN);
        Some(())
    }

    fn group(&mut self, group: Decimal, elliptic: bool) -> Option<()> {
        let below = self.section.checked_add(self.pending.take().unwrap_or_default())?;
        self.section = Decimal::ZERO;
        if self.last_group.is_some_and(|last| group >= last) {
            self.total = self.total.checked_add(below)?.checked_mul(group)?;
        } else {
            let below = if self.started() { below } else { Decimal::ONE };
            self.total = self.total.checked_add(below.checked_mul(group)?)?;
        }
        self.last_group = Some(group);
        self.last_place = Decimal::from(10_000);
        self.elliptic = elliptic.then(|| group / Decimal::TEN);
        Some(())
    }
}

/// Reads the number that begins at byte `at`.
pub(super) fn read(text: &str, at: usize, numerals: &Numerals) -> Option<Figure> {
    let mut start = at;
    let mut minus = false;
    let counted = text[..at].ends_with(|c: char| c.is_ascii_digit());
    if let Some((end, _)) = numerals.at(text, at, Role::Minus).filter(|_| !counted) {
        (minus, start) = (true, end);
    }
    let first = cardinal(text, start, numerals)?;
    let figure = over(text, first, numerals);
    let figure = if minus { Figure { value: -figure.value, ..figure } } else { figure };
    Some(Figure { start: at, ..figure })
}

/// 三分之一, 百分之二十, 一又二分之一: after a first number, what makes it a fraction.
fn over(text: &str, first: Figure, numerals: &Numerals) -> Figure {
    let mixed = numerals.at(text, after_blanks(text, first.end), Role::Mixed).and_then(|(end, _)| {
        let denominator = cardinal(text, after_blanks(text, end), numerals)?;
        let part = fraction_over(text, denominator, numerals)?;
        (part.sort == Sort::Number).then_some(Figure { value: first.value.checked_add(part.value)?, end: part.end, ..first })
    });
    mixed.or_else(|| fraction_over(text, first, numerals)).unwrap_or(first)
}

fn fraction_over(text: &str, denominator: Figure, numerals: &Numerals) -> Option<Figure> {
    let (end, _) = numerals.at(text, after_blanks(text, denominator.end), Role::Over)?;
    let numerator = cardinal(text, after_blanks(text, end), numerals)?;
    let figure = Figure { start: denominator.start, precision: numerator.precision, ..numerator };
    // 百分之二十 says per cent, 千分之一 per mille; with a numeral before, it is a fraction.
    if denominator.bare && denominator.value >= Decimal::ONE_HUNDRED {
        let value = quotient(numerator.value.checked_mul(Decimal::ONE_HUNDRED)?, denominator.value)?;
        return Some(Figure { value, sort: Sort::Percent, bare: false, ..figure });
    }
    Some(Figure { value: quotient(numerator.value, denominator.value)?, spelled: true, bare: false, ..figure })
}

fn cardinal(text: &str, start: usize, numerals: &Numerals) -> Option<Figure> {
    let mut sum = Sum {
        total: Decimal::ZERO,
        section: Decimal::ZERO,
        pending: None,
        elliptic: None,
        last_place: Decimal::from(10_000),
        last_group: None,
        precision: Precision::Exact,
        spelled: false,
        bare: false,
        tokens: 0,
    };
    let mut at = start;
    while let Some(next) = step(text, at, start, numerals, &mut sum) {
        at = next;
        sum.tokens += 1;
    }
    let bare = sum.bare;
    let value = if at > start { sum.value()? } else { return None };
    // 千人 are some thousand; 千亿 is a sum of money.
    let precision = match bare {
        true if value < LARGE => Precision::Vague,
        true => Precision::About,
        false => sum.precision,
    };
    Some(Figure { start, end: at, value, precision, sort: Sort::Number, spelled: sum.spelled, bare })
}

/// Reads one more token; the byte after it, or nothing where the number ends.
fn step(text: &str, at: usize, start: usize, numerals: &Numerals, sum: &mut Sum) -> Option<usize> {
    let here = if sum.started() { across_blank(text, at, numerals, sum)? } else { at };
    if text[here..].starts_with(|c: char| c.is_ascii_digit()) {
        if sum.pending.is_some() || sum.bare || sum.tokens > 0 && text[start..here].ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let digits = digits::read(text, here, numerals)?;
        sum.pending = Some(digits.value);
        sum.elliptic = None;
        return Some(digits.end);
    }
    if sum.started() && is_other_word(text, here, numerals) {
        return None;
    }
    for (end, numeral) in numerals.forms.at(text, here) {
        let taken = match numeral.role {
            Role::Digit => own_digits(text, here, numerals, sum),
            Role::Counting => counting(text, end, numeral.value, numerals, sum),
            Role::Several => several(text, end, numerals, sum).then_some(end),
            Role::Place => place(numeral.value, numerals, sum).then_some(end),
            Role::Group => group(numeral.value, numerals, sum).then_some(end),
            Role::More => more(text, end, numerals, sum).then_some(end),
            Role::Point => point(text, end, numerals, sum),
            _ => None,
        };
        if taken.is_some() {
            return taken;
        }
    }
    None
}

/// Whether a place or a group stands at byte `at`.
fn counts(text: &str, at: usize, numerals: &Numerals) -> bool {
    numerals.at(text, at, Role::Place).or_else(|| numerals.at(text, at, Role::Group)).is_some()
}

/// A blank may stand before a place or group (5 万), and after one where another follows (2억 3천만).
fn across_blank(text: &str, at: usize, numerals: &Numerals, sum: &Sum) -> Option<usize> {
    let next = after_blanks(text, at);
    if next == at {
        return Some(at);
    }
    if sum.pending.is_some() || !sum.section.is_zero() && numerals.at(text, next, Role::Group).is_some() {
        return counts(text, next, numerals).then_some(next);
    }
    let mut digit = next;
    if let Some(digits) = digits::read(text, next, numerals) {
        // 37만 5,000: what stands below the last group, in four digits.
        let below = sum.last_group == Some(Decimal::from(10_000))
            && (Decimal::ONE_THOUSAND..Decimal::from(10_000)).contains(&digits.value);
        if below && numerals.word_bound {
            return Some(next);
        }
        digit = after_blanks(text, digits.end);
    } else {
        while let Some((end, _)) = numerals.at(text, digit, Role::Digit) {
            digit = end;
        }
    }
    let smaller = numerals.at(text, digit, Role::Group).is_some_and(|(_, value)| sum.last_group.is_none_or(|last| value < last))
        || numerals.at(text, digit, Role::Place).is_some_and(|(_, value)| value < sum.last_place);
    (digit > next && smaller).then_some(next)
}

/// Whether a word begins here whose numeral does not go on with the number (三十四川).
fn is_other_word(text: &str, at: usize, numerals: &Numerals) -> bool {
    let after = at + first_length(text, at);
    let decimals = numerals.at(text, after, Role::Point).is_some_and(|(end, _)| numerals.at(text, end, Role::Digit).is_some());
    let word = numerals.lookalike(text, at).is_some_and(|end| end > after);
    word && !counts(text, at, numerals) && !counts(text, after, numerals) && !decimals
}

fn own_digits(text: &str, at: usize, numerals: &Numerals, sum: &mut Sum) -> Option<usize> {
    if sum.pending.is_some() {
        return None;
    }
    let mut run = Vec::new();
    let mut end = at;
    while let Some((next, value)) = numerals.at(text, end, Role::Digit) {
        run.push(value);
        end = next;
    }
    let leading_zero = run.len() > 1 && run[0].is_zero() || run.len() == 1 && run[0].is_zero() && sum.started();
    if leading_zero && sum.started() {
        run.remove(0);
        sum.elliptic = None;
    }
    (sum.spelled, sum.bare) = (true, false);
    sum.pending = match run.as_slice() {
        [] => None,
        [only] => Some(*only),
        // Two digits side by side without a place are a name or a score (六四, 三七).
        [high, low] if !high.is_zero() && !low.is_zero() && *low != *high + Decimal::ONE => {
            sum.precision = Precision::Vague;
            sum.elliptic = None;
            Some(*high * Decimal::TEN + *low)
        }
        // 七八个, 三四十: one or the other.
        [low, high] if *high == *low + Decimal::ONE && *low >= Decimal::ONE => {
            sum.precision = Precision::Vague;
            sum.elliptic = None;
            Some(*low)
        }
        // 一二三产业: the first, the second and the third.
        many if many.windows(2).all(|pair| pair[1] == pair[0] + Decimal::ONE) => {
            sum.precision = Precision::Vague;
            sum.elliptic = None;
            Some(many[0])
        }
        many => {
            sum.elliptic = None;
            let mut value = Decimal::ZERO;
            for digit in many.iter().take(20) {
                value = value.checked_mul(Decimal::TEN)?.checked_add(*digit)?;
            }
            Some(value)
        }
    };
    Some(end)
}

/// 两: a digit that opens a number, of which the next may be said with it (两三天), or stands before a place; behind another it
/// is a unit of weight (二十两).
fn counting(text: &str, end: usize, value: Decimal, numerals: &Numerals, sum: &mut Sum) -> Option<usize> {
    if sum.pending.is_some() || sum.started() && !counts(text, end, numerals) {
        return None;
    }
    (sum.spelled, sum.bare) = (true, false);
    sum.pending = Some(value);
    let next = numerals.at(text, end, Role::Digit).filter(|(_, next)| *next == value + Decimal::ONE);
    if next.is_some() {
        sum.precision = Precision::Vague;
        sum.elliptic = None;
    }
    Some(next.map_or(end, |(end, _)| end))
}

/// 几十, 十几, 数百: an unknown digit, which counts 2 before a place and nothing after one.
fn several(text: &str, end: usize, numerals: &Numerals, sum: &mut Sum) -> bool {
    let next = after_blanks(text, end);
    let before_place = counts(text, next, numerals);
    let after_place = sum.started() && sum.pending.is_none() && !sum.section.is_zero();
    if sum.pending.is_some() || !before_place && !after_place {
        return false;
    }
    sum.precision = Precision::Vague;
    sum.spelled = true;
    sum.elliptic = None;
    sum.pending = Some(if after_place { Decimal::ZERO } else { Decimal::TWO });
    true
}

fn place(value: Decimal, numerals: &Numerals, sum: &mut Sum) -> bool {
    // 廿 and 卅 bring their own coefficient.
    let own = value > Decimal::TEN && value < Decimal::ONE_HUNDRED;
    if value >= sum.last_place || own && sum.pending.is_some() {
        return false;
    }
    sum.bare = (sum.bare || !sum.started()) && sum.pending.is_none() && value >= Decimal::ONE_HUNDRED;
    sum.spelled |= sum.pending.is_none();
    sum.place(value, numerals.elliptic).is_some()
}

fn group(value: Decimal, numerals: &Numerals, sum: &mut Sum) -> bool {
    let empty = sum.pending.is_none() && sum.section.is_zero();
    if empty && sum.started() && sum.last_group.is_some_and(|last| value < last) {
        return false;
    }
    sum.bare |= !sum.started();
    sum.group(value, numerals.elliptic).is_some()
}

fn more(text: &str, end: usize, numerals: &Numerals, sum: &mut Sum) -> bool {
    let counted = !sum.section.is_zero() || !sum.total.is_zero() || sum.pending.is_some_and(|value| value >= Decimal::TEN);
    if !counted
        || sum.precision != Precision::Exact
        || sum.bare
        || numerals.lookalike(text, end - last_length(text, end)).is_some()
    {
        return false;
    }
    sum.precision = Precision::About;
    sum.elliptic = None;
    true
}

/// 三点五: decimals in the language's own digits; what goes on with a place was a time (八点三十分).
fn point(text: &str, end: usize, numerals: &Numerals, sum: &mut Sum) -> Option<usize> {
    let mut at = end;
    let mut decimals = String::from("0.");
    while let Some((next, value)) = numerals.at(text, at, Role::Digit) {
        decimals.push_str(&value.to_string());
        at = next;
    }
    let whole = sum.value()?;
    let spelled_before = sum.spelled;
    let time = numerals.at(text, at, Role::Place).is_some() || numerals.at(text, at, Role::Minute).is_some();
    if at == end || time || !spelled_before || sum.precision != Precision::Exact {
        return None;
    }
    sum.section = Decimal::ZERO;
    sum.total = Decimal::ZERO;
    sum.elliptic = None;
    sum.pending = Some(whole.checked_add(decimals.parse().ok()?)?);
    Some(at)
}

fn first_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn last_length(text: &str, end: usize) -> usize {
    text[..end].chars().next_back().map_or(0, char::len_utf8)
}
