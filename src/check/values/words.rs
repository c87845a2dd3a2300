//! Values in the words of a message.

use rust_decimal::Decimal;

use super::Item;
use crate::check::BeadView;
use crate::lang::Language;
use crate::mention::number;
use crate::text::Side;

/// The words of an item, with the value where the words do not show it: `4765亿 (476,500,000,000)`.
pub(in crate::check) fn said(bead: &BeadView<'_>, item: &Item) -> String {
    let words = item.span.of(bead.pair.side(item.side).document.text());
    let plain: String = words.chars().filter(|c| !matches!(c, ',' | ' ' | '%' | '\u{a0}')).collect();
    if item.units == [crate::mention::units::CLOCK] || plain.contains(&item.value.to_string()) {
        return format!("“{words}”");
    }
    format!("“{words}” ({})", grouped(item.value, '.', ','))
}

/// The value as the language of the other side writes it, with a scale word where that is the custom.
pub(in crate::check) fn in_language(bead: &BeadView<'_>, side: Side, value: Decimal) -> String {
    let language: &'static Language = bead.language(side);
    let numerals = number::numerals(language);
    if let Some((scale, word)) = numerals.scale_word(value)
        && let Some(coefficient) = value.checked_div(scale)
    {
        let blank = if language.traits.word_spaces && !language.traits.myriads { " " } else { "" };
        return format!("{}{blank}{word}", grouped(coefficient.normalize(), numerals.decimal, numerals.group_sign()));
    }
    grouped(value, numerals.decimal, numerals.group_sign())
}

fn grouped(value: Decimal, decimal: char, group: char) -> String {
    let plain = value.normalize().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        // Four digits stand together: they read as a year or a short count.
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 4 {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}
