//! Numbers in digits: grouping, decimals, fractions.

use rust_decimal::Decimal;

use super::quotient;
use super::table::Numerals;

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    /// The byte after it.
    pub(super) end: usize,
    /// Its value.
    pub(super) value: Decimal,
    /// Whether it is one run of digits, without signs.
    pub(super) plain: bool,
}

/// Reads the number in digits that begins at byte `at`; the signs are read as the language writes them,
/// where they fit, else as others do.
pub(super) fn read(text: &str, at: usize, numerals: &Numerals) -> Option<Digits> {
    let rest = text.get(at..)?;
    let bytes = rest.as_bytes();
    let whole = run(bytes, 0);
    if whole == 0 {
        return leading_point(rest, at, numerals);
    }
    let (mut end, mut digits) = (whole, rest[..whole].to_owned());
    if let Some((grouped_end, grouped)) = groups(rest, whole, numerals) {
        (end, digits) = (grouped_end, grouped);
    }
    let grouped = end > whole;
    let mut plain = !grouped;
    if let Some(sign) = rest[end..].chars().next() {
        let decimals = run(bytes, end + sign.len_utf8());
        let after = end + sign.len_utf8() + decimals;
        // Three digits after a comma in English, or a point in German, were groups and read above; a second
        // sign after the digits makes it a version, a date or a list.
        let list = text[..at].ends_with(sign);
        let fits =
            sign == numerals.decimal || matches!(sign, '.' | ',') && !list && !(grouped && rest[whole..end].contains(sign));
        if fits
            && decimals > 0
            && !continues(rest, after, sign)
            && (sign == numerals.decimal || grouped || decimals != 3 || whole > 3)
        {
            digits.push('.');
            digits.push_str(&rest[end + sign.len_utf8()..after]);
            end = after;
            plain = false;
        }
    }
    let value = digits.parse().ok()?;
    Some(Digits { end: at + end, value, plain })
}

/// `.25`: only where nothing stands before the point.
fn leading_point(rest: &str, at: usize, numerals: &Numerals) -> Option<Digits> {
    let decimals = rest.strip_prefix(numerals.decimal)?;
    let length = run(decimals.as_bytes(), 0);
    let value = format!("0.{}", decimals.get(..length).filter(|digits| !digits.is_empty())?).parse().ok()?;
    let end = at + numerals.decimal.len_utf8() + length;
    Some(Digits { end, value, plain: false })
}

/// Reads on over groups: the byte after the last and all digits without signs.
fn groups(rest: &str, first: usize, numerals: &Numerals) -> Option<(usize, String)> {
    if first > 3 {
        return None;
    }
    let sign = rest[first..].chars().next()?;
    let listed = numerals.grouping.contains(&sign) || matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    // Where blanks do not part groups, two groups of three, or one that begins with a zero, can be nothing else.
    let blank = sign == ' ' && (numerals.blank_groups || only_groups(&rest[first..]));
    let foreign = !listed && matches!(sign, ',' | '.' | '\'' | '’');
    if !listed && !blank && !foreign {
        return None;
    }
    let (mut end, mut digits, mut count) = (first, rest[..first].to_owned(), 0);
    let mut pairs = false;
    while rest[end..].starts_with(sign) {
        let start = end + sign.len_utf8();
        let length = run(rest.as_bytes(), start);
        // 12,34,567: pairs before the last three digits, as in India.
        let pair = length == 2 && sign == ',' && first <= 2;
        if length != 3 && !pair {
            break;
        }
        pairs |= pair;
        digits.push_str(&rest[start..start + length]);
        end = start + length;
        count += 1;
        if pairs && length == 3 {
            break;
        }
    }
    let last_is_three = digits.len() >= 3 && run_back(rest, end) == 3;
    // One foreign sign before three digits is a decimal sign (de 2.5 and 2.500, en 1,234).
    let sound = count > 0 && last_is_three && !(foreign && count < 2) && !(pairs && count < 2) && !rest.starts_with('0');
    sound.then_some((end, digits))
}

/// Whether blank-led groups of three follow that cannot be numbers of their own.
fn only_groups(rest: &str) -> bool {
    let group = |text: &str| text.strip_prefix(' ').is_some_and(|after| run(after.as_bytes(), 0) == 3);
    group(rest) && (rest[1..].starts_with('0') || group(&rest[4..]))
}

/// Whether the same sign and a digit follow: 1.2.3.
fn continues(rest: &str, at: usize, sign: char) -> bool {
    rest[at..].strip_prefix(sign).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

fn run(bytes: &[u8], from: usize) -> usize {
    bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn run_back(text: &str, end: usize) -> usize {
    text.as_bytes()[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The value of a vulgar fraction sign.
pub(super) fn vulgar(sign: char) -> Option<Decimal> {
    let (numerator, denominator) = match sign {
        '¼' => (1, 4),
        '½' => (1, 2),
        '¾' => (3, 4),
        '⅐' => (1, 7),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    quotient(Decimal::from(numerator), Decimal::from(denominator))
}

/// Reads `1/3`, where it can only be a fraction: a small denominator, a smaller numerator, no more slashes.
pub(super) fn fraction(text: &str, at: usize) -> Option<(usize, Decimal)> {
    let rest = text.get(at..)?;
    let numerator = run(rest.as_bytes(), 0);
    let after = rest.get(numerator..)?.trim_start();
    let after = after.strip_prefix(['/', '⁄'])?.trim_start();
    let denominator = run(after.as_bytes(), 0);
    let tail = &after[denominator..];
    let above: u32 = rest[..numerator].parse().ok()?;
    let below: u32 = after[..denominator].parse().ok()?;
    let usual = matches!(below, 2..=10 | 12 | 16 | 20 | 32 | 50 | 100 | 1000);
    if !usual
        || above == 0
        || above >= below
        || tail.starts_with(['/', '-', '.']) && tail[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let value = quotient(Decimal::from(above), Decimal::from(below))?;
    Some((at + (rest.len() - tail.len()), value))
}
