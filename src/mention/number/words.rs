//! Number words of languages that count in thousands: twenty-one, dreiundzwanzig, двести тысяч, 2.5 million.

use rust_decimal::Decimal;

use super::table::{Numeral, Numerals, Role};
use super::{Figure, Sort, after_blanks, digits, quotient};
use crate::mention::Precision;
use crate::mention::forms::is_word_letter;

/// What has been read of a number.
#[derive(Clone, Copy)]
struct Sum {
    /// What larger scales have made, which no later scale multiplies.
    high: Decimal,
    /// What the last scale has made.
    total: Decimal,
    /// Below the next scale.
    current: Decimal,
    /// Only what is below this can follow.
    room: Decimal,
    last_scale: Option<Decimal>,
    /// The scale of `high`.
    high_scale: Option<Decimal>,
    ordinal: bool,
    dozen: bool,
    /// The coefficient came in digits, after which no words count on.
    digits: bool,
}

const THOUSAND: Decimal = Decimal::ONE_THOUSAND;

impl Sum {
    fn new() -> Self {
        Self {
            high: Decimal::ZERO,
            total: Decimal::ZERO,
            current: Decimal::ZERO,
            room: THOUSAND,
            last_scale: None,
            high_scale: None,
            ordinal: false,
            dozen: false,
            digits: false,
        }
    }

    fn value(&self) -> Option<Decimal> {
        self.high.checked_add(self.total)?.checked_add(self.current)
    }

    fn is_empty(&self) -> bool {
        self.current.is_zero() && self.total.is_zero()
    }

    /// Takes the numeral in, where it fits.
    fn take(&mut self, numeral: Numeral) -> Option<()> {
        let Numeral { role, value } = numeral;
        match role {
            Role::Unit | Role::Ten | Role::Score | Role::Hundreds | Role::Ordinal => {
                let multiplies = role == Role::Ordinal && value >= Decimal::ONE_HUNDRED;
                if multiplies && !self.current.is_zero() {
                    self.current = self.current.checked_mul(value)?;
                } else {
                    // A zero, and one and a half, stand alone.
                    let alone = value.is_zero() || !value.fract().is_zero();
                    if value >= self.room || alone && !self.is_empty() || role == Role::Ten && self.room < Decimal::ONE_HUNDRED {
                        return None;
                    }
                    self.current = self.current.checked_add(value)?;
                }
                self.room = match role {
                    Role::Ten => Decimal::TEN,
                    // trigésimo sexta: a place in an order whose tens and ones are both said as such.
                    Role::Ordinal if (value % Decimal::TEN).is_zero() && value < Decimal::ONE_HUNDRED => Decimal::TEN,
                    Role::Score => Decimal::TWO * Decimal::TEN,
                    Role::Hundreds if value >= Decimal::ONE_HUNDRED => Decimal::ONE_HUNDRED,
                    _ => Decimal::ZERO,
                };
                self.ordinal = role == Role::Ordinal;
            }
            Role::Hundred => {
                if self.digits || self.current >= Decimal::ONE_HUNDRED || self.current.is_zero() && self.room < THOUSAND {
                    return None;
                }
                self.current = self.current.max(Decimal::ONE).checked_mul(value)?;
                self.room = Decimal::ONE_HUNDRED;
            }
            Role::Scale => {
                if self.last_scale.is_some_and(|last| value > last) && self.high_scale.is_none_or(|high| value < high) {
                    self.total = self.total.checked_add(self.current)?.checked_mul(value)?;
                } else {
                    if self.last_scale.is_some_and(|last| value >= last || self.current.is_zero()) {
                        return None;
                    }
                    let current = if self.current.is_zero() { Decimal::ONE } else { self.current };
                    self.high = self.high.checked_add(self.total)?;
                    self.high_scale = self.last_scale;
                    self.total = current.checked_mul(value)?;
                }
                self.current = Decimal::ZERO;
                self.room = if self.digits { Decimal::ZERO } else { THOUSAND };
                self.last_scale = Some(value);
            }
            Role::Dozen => {
                if self.dozen || self.room.is_zero() && self.is_empty() {
                    return None;
                }
                let current = if self.current.is_zero() { Decimal::ONE } else { self.current };
                self.current = current.checked_mul(value)?;
                self.room = Decimal::ZERO;
                self.dozen = true;
            }
            _ => return None,
        }
        Some(())
    }
}

/// Reads the number that begins at byte `at`, where a word begins.
pub(super) fn read(text: &str, at: usize, numerals: &Numerals) -> Option<Figure> {
    if let Some((end, _)) = numerals.at(text, at, Role::Minus) {
        let positive = positive(text, after_blanks(text, end), numerals)?;
        return Some(Figure { start: at, value: -positive.value, ..positive });
    }
    positive(text, at, numerals)
}

fn positive(text: &str, at: usize, numerals: &Numerals) -> Option<Figure> {
    let cardinal = cardinal(text, at, numerals);
    // The longest of: a number, a word for an order of magnitude, a word that implies a number.
    let vague = numerals.forms.at(text, at).find_map(|(end, numeral)| {
        let sort = match numeral.role {
            Role::Vague => Sort::Number,
            Role::Soft => Sort::Soft,
            _ => return None,
        };
        let precision = Precision::Vague;
        Some(Figure { start: at, end, value: numeral.value, precision, sort, spelled: true, bare: false })
    });
    match (cardinal, vague) {
        (Some(cardinal), Some(vague)) if vague.end >= cardinal.end => Some(vague),
        (Some(cardinal), _) => Some(cardinal),
        (None, vague) => vague,
    }
}

fn cardinal(text: &str, at: usize, numerals: &Numerals) -> Option<Figure> {
    let mut sum = Sum::new();
    let mut end = at;
    let mut spelled = true;
    let mut article = false;
    if text[at..].starts_with(|c: char| c.is_ascii_digit()) {
        let digits = digits::read(text, at, numerals)?;
        (sum.current, end) = (digits.value, digits.end);
        sum.room = Decimal::ZERO;
        (sum.digits, spelled) = (true, false);
    } else if let Some((after, _)) = numerals.at(text, at, Role::Half) {
        return Some(half(text, at, after, numerals));
    } else if let Some((after, _)) = numerals.at(text, at, Role::Article) {
        let next = after_blanks(text, after);
        if let Some((after, _)) = numerals.at(text, next, Role::Half) {
            return Some(half(text, at, after, numerals));
        }
        if next > after && numerals.forms.at(text, next).any(|(_, numeral)| is_multiplier(numeral.role)) {
            (sum.current, end, article) = (Decimal::ONE, after, true);
            sum.room = Decimal::ZERO;
        } else if let Some(part) = part(text, at, after, Decimal::ONE, true, numerals) {
            return Some(part);
        }
    }
    if end == at {
        end = one_word(text, at, numerals, &mut sum).or_else(|| token(text, at, numerals, &mut sum))?;
    }
    if article {
        sum.room = Decimal::ZERO;
    }
    while let Some(next) = more_words(text, end, numerals, &mut sum) {
        end = next;
    }
    // Millions of whom nobody says how many.
    let uncounted = !article && sum.total >= Decimal::from(1_000_000) && numerals.at(text, at, Role::Scale).is_some();
    let precision = if uncounted { Precision::Vague } else { Precision::Exact };
    let figure = |end, value, sort| Figure { start: at, end, value, precision, sort, spelled, bare: false };
    let value = sum.value()?;
    if sum.ordinal {
        return Some(figure(end, value, Sort::Ordinal));
    }
    if let Some(ratio) = ratio(text, at, end, value, spelled, numerals) {
        return Some(ratio);
    }
    if let Some(part) = part(text, at, end, value, false, numerals) {
        return Some(Figure { spelled, ..part });
    }
    if let Some((after, part)) = and_part(text, end, numerals) {
        // Two and a half million, or three million and a half.
        let scale = if sum.current.is_zero() { sum.last_scale.unwrap_or(Decimal::ONE) } else { Decimal::ONE };
        let value = value.checked_add(part.checked_mul(scale)?)?;
        let mut sum = Sum { current: value, room: Decimal::ZERO, ..Sum::new() };
        let next = more_words(text, after, numerals, &mut sum);
        return Some(figure(next.unwrap_or(after), sum.value()?, Sort::Number));
    }
    if let Some((after, value)) = decimals(text, end, value, spelled, numerals) {
        let mut sum = Sum { current: value, room: Decimal::ZERO, ..Sum::new() };
        let next = more_words(text, after, numerals, &mut sum);
        return Some(figure(next.unwrap_or(after), sum.value()?, Sort::Number));
    }
    Some(figure(end, value, Sort::Number))
}

fn is_multiplier(role: Role) -> bool {
    matches!(role, Role::Hundred | Role::Scale | Role::Dozen)
}

/// One numeral at byte `at`; the byte after it.
fn token(text: &str, at: usize, numerals: &Numerals, sum: &mut Sum) -> Option<usize> {
    for (end, numeral) in numerals.forms.at(text, at) {
        let before = *sum;
        if sum.take(*numeral).is_some() {
            return Some(end);
        }
        *sum = before;
    }
    None
}

/// The next numeral after a blank, a hyphen or "and".
fn more_words(text: &str, end: usize, numerals: &Numerals, sum: &mut Sum) -> Option<usize> {
    if sum.ordinal {
        let next = after_blanks(text, end);
        let (after, value) = numerals.at(text, next, Role::Ordinal).filter(|_| sum.room == Decimal::TEN && next > end)?;
        return sum.take(Numeral { role: Role::Ordinal, value }).map(|()| after);
    }
    let Some(next) = after_gap(text, end) else {
        // £11million: a scale may follow digits without a blank.
        let (after, value) =
            numerals.at(text, end, Role::Scale).filter(|_| text[..end].ends_with(|c: char| c.is_ascii_digit()))?;
        return sum.take(Numeral { role: Role::Scale, value }).map(|()| after);
    };
    let before = *sum;
    if let Some(after) = one_word(text, next, numerals, sum).or_else(|| token(text, next, numerals, sum)) {
        return Some(after);
    }
    // 1 млн 200 тыс.: digits after a scale, where a smaller scale follows.
    if let (Some(last), Some(digits)) = (sum.last_scale, digits::read(text, next, numerals)) {
        let scale = numerals.at(text, after_blanks(text, digits.end), Role::Scale);
        if let Some((after, value)) = scale.filter(|&(_, value)| value < last) {
            sum.current = digits.value;
            sum.take(Numeral { role: Role::Scale, value })?;
            return Some(after);
        }
    }
    let (and_end, _) = numerals.at(text, next, Role::And)?;
    let number = after_gap(text, and_end)?;
    let after = one_word(text, number, numerals, sum).or_else(|| token(text, number, numerals, sum));
    // "Five hundred and six hundred" are two numbers: what follows "and" is not multiplied again.
    let fits = after.filter(|&after| {
        let small = sum.current - before.current < Decimal::ONE_HUNDRED && before.room > Decimal::ZERO;
        let part = after_gap(text, after).is_some_and(|next| numerals.at(text, next, Role::Part).is_some());
        let mut rest = *sum;
        let again = after_gap(text, after).is_some_and(|next| {
            numerals.forms.at(text, next).any(|(_, numeral)| is_multiplier(numeral.role) && rest.take(*numeral).is_none())
        });
        small && !again && !(part && before.room > Decimal::TEN)
    });
    if fits.is_none() {
        *sum = before;
    }
    fits
}

/// Half a million, half a dozen, half of it.
fn half(text: &str, at: usize, end: usize, numerals: &Numerals) -> Figure {
    let value = Decimal::new(5, 1);
    let figure = |end, value| Figure {
        start: at,
        end,
        value,
        precision: Precision::Exact,
        sort: Sort::Number,
        spelled: true,
        bare: false,
    };
    let mut next = after_gap(text, end).unwrap_or(end);
    if let Some((after, _)) = numerals.at(text, next, Role::Article) {
        next = after_blanks(text, after);
    }
    let mut sum = Sum { current: value, room: Decimal::ZERO, ..Sum::new() };
    let multiplied = numerals.forms.at(text, next).any(|(_, numeral)| is_multiplier(numeral.role));
    match token(text, next, numerals, &mut sum).filter(|_| multiplied && next > end).and_then(|end| Some((end, sum.value()?))) {
        Some((end, value)) => figure(end, value),
        // A half of something is no count of its own.
        None => Figure { precision: Precision::Vague, ..figure(end, value) },
    }
}

/// "and a half", "et demi", "and three quarters" after a number: the part.
fn and_part(text: &str, end: usize, numerals: &Numerals) -> Option<(usize, Decimal)> {
    let (and_end, _) = numerals.at(text, after_gap(text, end)?, Role::And)?;
    let mut next = after_gap(text, and_end)?;
    let mut above = Decimal::ONE;
    if let Some((after, value)) = numerals.at(text, next, Role::Article).or_else(|| numerals.at(text, next, Role::Unit)) {
        next = after_gap(text, after)?;
        above = value;
    }
    if let Some((after, half)) = numerals.at(text, next, Role::Half) {
        return (above == Decimal::ONE).then_some((after, half));
    }
    let (after, below) = numerals.at(text, next, Role::Part)?;
    Some((after, quotient(above, below).filter(|part| *part < Decimal::ONE)?))
}

/// "two point five".
fn decimals(text: &str, end: usize, value: Decimal, spelled: bool, numerals: &Numerals) -> Option<(usize, Decimal)> {
    let (point_end, _) = numerals.at(text, after_gap(text, end).filter(|_| spelled)?, Role::Point)?;
    let mut digits = String::from("0.");
    let mut at = point_end;
    while let Some(next) = after_gap(text, at) {
        let Some((end, value)) = numerals
            .at(text, next, Role::Unit)
            .or_else(|| numerals.at(text, next, Role::Ten))
            .filter(|(_, value)| value.fract().is_zero())
        else {
            break;
        };
        digits.push_str(&value.to_string());
        at = end;
        if digits.len() > 20 {
            break;
        }
    }
    (at > point_end).then_some(())?;
    Some((at, value.checked_add(digits.parse().ok()?)?))
}

/// "two thirds", "a quarter of": a denominator after the numerator.
fn part(text: &str, start: usize, end: usize, value: Decimal, article: bool, numerals: &Numerals) -> Option<Figure> {
    let (after, denominator) = numerals.at(text, after_gap(text, end)?, Role::Part)?;
    if article {
        let next = after_gap(text, after)?;
        numerals.at(text, next, Role::PartOf)?;
    }
    let value = quotient(value, denominator).filter(|_| value < Decimal::ONE_HUNDRED)?;
    let precision = Precision::Exact;
    let (after, value) = of_scale(text, after, value, numerals).unwrap_or((after, value));
    Some(Figure { start, end: after, value, precision, sort: Sort::Number, spelled: true, bare: false })
}

/// What a part is a part of, where that is a number: a quarter of a billion.
fn of_scale(text: &str, end: usize, value: Decimal, numerals: &Numerals) -> Option<(usize, Decimal)> {
    let (of_end, _) = numerals.at(text, after_gap(text, end)?, Role::PartOf)?;
    let (article_end, _) = numerals.at(text, after_gap(text, of_end)?, Role::Article)?;
    let (end, scale) = numerals.at(text, after_gap(text, article_end)?, Role::Scale)?;
    Some((end, value.checked_mul(scale)?))
}

/// "One in five", "two out of three": a part said as so many of so many.
fn ratio(text: &str, start: usize, end: usize, value: Decimal, spelled: bool, numerals: &Numerals) -> Option<Figure> {
    let (of_end, most) = numerals.at(text, after_gap(text, end)?, Role::Ratio)?;
    let next = after_gap(text, of_end)?;
    let mut sum = Sum::new();
    let after = match digits::read(text, next, numerals) {
        Some(digits) if !spelled && digits.plain => {
            sum.current = digits.value;
            digits.end
        }
        Some(_) => return None,
        None if spelled => token(text, next, numerals, &mut sum)?,
        None => return None,
    };
    let whole = sum.value().filter(|_| !sum.ordinal)?;
    let usual = whole >= Decimal::TWO && whole <= THOUSAND && value < whole && value >= Decimal::ONE;
    // "One in five" is a part; "three in five years" need not be, unless the word can mean nothing else.
    let sure = most.is_zero() || value <= most;
    let value = quotient(value, whole).filter(|_| usual && sure && value.fract().is_zero())?;
    Some(Figure { start, end: after, value, precision: Precision::Exact, sort: Sort::Number, spelled: true, bare: false })
}

/// A number word written together (zweihundertdreiundzwanzigste), where the language has such.
fn one_word(text: &str, at: usize, numerals: &Numerals, sum: &mut Sum) -> Option<usize> {
    let stems = numerals.stems.as_ref()?;
    let length = text[at..].find(|c: char| !is_word_letter(c)).unwrap_or(text.len() - at);
    if !(5..=120).contains(&length) {
        return None;
    }
    let word = text[at..at + length].to_lowercase();
    let mut inner = Sum::new();
    let (mut rest, mut count, mut unit): (&str, usize, Option<Decimal>) = (&word, 0, None);
    while !rest.is_empty() {
        let (length, numeral) = stems.inside(rest)?;
        rest = &rest[length..];
        match numeral.role {
            Role::And => {
                // Drei-und-zwanzig: the ten comes after its unit.
                let last = unit.take()?;
                let (length, ten) = stems.inside(rest).filter(|(_, numeral)| numeral.role == Role::Ten)?;
                rest = &rest[length..];
                inner.current = inner.current.checked_sub(last)?;
                inner.room = Decimal::ONE_HUNDRED;
                inner.take(*ten)?;
                inner.take(Numeral { role: Role::Unit, value: last })?;
            }
            Role::OrdinalEnding if rest.is_empty() && count > 0 => inner.ordinal = true,
            Role::OrdinalEnding | Role::Multiplied => return None,
            _ => {
                unit = (numeral.role == Role::Unit).then_some(numeral.value);
                inner.take(*numeral)?;
            }
        }
        count += 1;
    }
    let value = inner.value()?;
    if count < 2 || !sum.is_empty() && value >= sum.room.max(sum.last_scale.unwrap_or_default()) {
        return None;
    }
    sum.current = sum.current.checked_add(value)?;
    sum.ordinal = inner.ordinal;
    sum.room = Decimal::ZERO;
    Some(at + length)
}

/// The byte where the next word begins: after blanks, or a hyphen between letters. Nothing at a stop.
fn after_gap(text: &str, at: usize) -> Option<usize> {
    let next = after_blanks(text, at);
    if next > at {
        return (next < text.len()).then_some(next);
    }
    let rest = text[at..].strip_prefix(['-', '\u{2010}', '\u{2011}'])?;
    rest.starts_with(is_word_letter).then(|| text.len() - rest.len())
}
