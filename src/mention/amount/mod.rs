//! What a number counts: per cent, money, a quantity, a place in an order, or nothing that is named.

mod clock;
mod money;
mod ordinal;
mod percent;
mod quantity;
mod range;

use rust_decimal::Decimal;

pub(super) use range::spread_over_ranges;

use super::number::{Figure, Numerals, Role, Sort, after_blanks};
use super::{Amount, Fact, Mention, Precision, Sentence};
use crate::text::Span;

/// A number with what stands around it, while it is being read.
pub(super) struct Dressed<'a> {
    text: &'a str,
    sentence: &'a Sentence<'a>,
    numerals: &'a Numerals,
    start: usize,
    end: usize,
    value: Decimal,
    precision: Precision,
    spelled: bool,
}

impl<'a> Dressed<'a> {
    fn new(sentence: &'a Sentence<'a>, numerals: &'a Numerals, figure: &Figure) -> Self {
        let Figure { start, end, value, precision, spelled, .. } = *figure;
        Self { text: sentence.text, sentence, numerals, start, end, value, precision, spelled }
    }

    fn mention(&self, fact: fn(Amount) -> Fact) -> Mention {
        Mention { span: Span::new(self.start, self.end), fact: fact(self.amount()) }
    }

    fn amount(&self) -> Amount {
        Amount { value: self.value.normalize(), precision: self.precision }
    }

    /// The byte after `at` where a unit may stand: after blanks or a hyphen.
    fn gap(&self, at: usize) -> usize {
        let next = after_blanks(self.text, at);
        let rest = &self.text[next..];
        match rest.strip_prefix(['-', '\u{2010}', '\u{2011}']) {
            Some(after) if next == at && after.starts_with(char::is_alphabetic) => self.text.len() - after.len(),
            _ => next,
        }
    }

    /// The word before the number, of that role; the byte where it begins.
    fn before(&self, at: usize, role: Role) -> Option<usize> {
        let end = self.text[..at].trim_end().len();
        self.numerals.forms.ending_of(self.text, end, |numeral| numeral.role == role)
    }
}

/// The mention that a figure makes with its surroundings, none of which lies at or beyond `limit`.
pub(super) fn dress(sentence: &Sentence<'_>, numerals: &Numerals, figure: &Figure, limit: usize) -> Option<Mention> {
    let mut mention = read(sentence, numerals, figure);
    if mention.span.end as usize > limit {
        mention = Dressed::new(sentence, numerals, figure).mention(Fact::Number);
    }
    Some(mention)
}

/// Where the figure ends with its unit counted in.
pub(super) fn reach(sentence: &Sentence<'_>, numerals: &Numerals, figure: &Figure) -> usize {
    read(sentence, numerals, figure).span.end as usize
}

fn read(sentence: &Sentence<'_>, numerals: &Numerals, figure: &Figure) -> Mention {
    let mut dressed = Dressed::new(sentence, numerals, figure);
    if figure.sort == Sort::Soft {
        return dressed.mention(Fact::Number);
    }
    if figure.sort == Sort::Ordinal {
        // В половине восьмого: the half of the eighth hour.
        let timed = if clock::minutes_before(&dressed).is_some() { clock::read(&mut dressed) } else { None };
        return timed.unwrap_or_else(|| dressed.mention(Fact::Ordinal));
    }
    scale_sign(&mut dressed);
    rounded(&mut dressed);
    if figure.sort == Sort::Percent {
        return dressed.mention(Fact::Percent);
    }
    clock::read(&mut dressed)
        .or_else(|| ordinal::read(&mut dressed))
        .or_else(|| percent::read(&mut dressed))
        .or_else(|| money::read(&mut dressed))
        .or_else(|| quantity::read(&mut dressed))
        .unwrap_or_else(|| dressed.mention(Fact::Number))
}

/// 40k, 3bn: a multiplier right after the digits.
fn scale_sign(dressed: &mut Dressed<'_>) {
    if dressed.spelled {
        return;
    }
    let money = money::sign_before(dressed).is_some();
    let scale = dressed
        .numerals
        .at(dressed.text, dressed.end, Role::ScaleSign)
        .or_else(|| dressed.numerals.at(dressed.text, dressed.end, Role::MoneyScale).filter(|_| money));
    if let Some((end, scale)) = scale
        && !dressed.text[end..].starts_with(|c: char| c.is_ascii_digit())
        && let Some(value) = dressed.value.checked_mul(scale)
    {
        (dressed.value, dressed.end) = (value, end);
    }
}

/// Words of rounding before the number or after it.
fn rounded(dressed: &mut Dressed<'_>) {
    if dressed.precision != Precision::Exact {
        return;
    }
    let mut start = money::sign_before(dressed).map_or(dressed.start, |(start, _)| start);
    if let Some(article) = dressed.before(start, Role::Article) {
        start = article;
    }
    let before = dressed.before(start, Role::AboutBefore).is_some();
    let next = after_blanks(dressed.text, dressed.end);
    let after = dressed.numerals.at(dressed.text, next, Role::AboutAfter).is_some();
    if before || after {
        dressed.precision = Precision::About;
    }
}
