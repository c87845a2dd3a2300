//! A value that a text names, with what a comparison needs to know of it.

use rust_decimal::Decimal;

use crate::check::BeadView;
use crate::lang::Language;
use crate::mention::number::{self, Role};
use crate::mention::{Amount, Fact, Mention, Precision, units};
use crate::text::{Side, Span};

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Kind {
    /// A count or value.
    Number,
    /// A place in an order.
    Ordinal,
    /// Parts of a hundred.
    Percent,
    /// An amount of money.
    Money,
    /// An amount of a unit.
    Quantity,
    /// The year, month or day of a date, which supports a number on the other side and is else no concern here.
    DatePart,
}

/// What a value can be alone, by what stands after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Sense {
    /// A place in an order: 二十大报告.
    Rank,
    /// An amount: 百人.
    Count,
}

/// A value that a text names.
#[derive(Debug, Clone)]
pub(in crate::check) struct Item {
    pub(in crate::check) side: Side,
    /// Its place in the document.
    pub(in crate::check) span: Span,
    pub(in crate::check) kind: Kind,
    pub(in crate::check) value: Decimal,
    pub(in crate::check) precision: Precision,
    /// What its unit or currency may be; empty where it has none.
    pub(in crate::check) units: Vec<&'static str>,
    /// Part of a name or code (G20, COVID-19): it may well be written otherwise on the other side.
    pub(in crate::check) label: bool,
    /// It stands apart between commas, as an age does that readers abroad can do without, or is an amount converted for them
    /// that the other side does not convert.
    pub(in crate::check) aside: bool,
    /// It is an amount of money in brackets behind another.
    pub(in crate::check) converted: bool,
    /// What stands after it makes a place in an order of it, or an amount, and nothing else.
    pub(in crate::check) sense: Option<Sense>,
    /// It has digits, and is not spelled in words alone.
    pub(in crate::check) digits: bool,
    /// How many sentences of its side stand before it in the bead, times a million, plus its byte; only to
    /// tell which of two is nearer.
    pub(in crate::check) place: f32,
}

impl Item {
    /// Whether losing it would be noticed: digits of two or more, a large value, or one with a sign.
    pub(in crate::check) fn is_sharp(&self) -> bool {
        if self.label || self.precision == Precision::Vague || self.kind == Kind::DatePart {
            return false;
        }
        let large = self.value.abs() > Decimal::from(12);
        match self.kind {
            Kind::Percent | Kind::Money => self.digits || large,
            Kind::Ordinal => large,
            _ => large || self.digits && (self.value.abs() >= Decimal::TEN || !self.value.fract().is_zero()),
        }
    }

    /// Whether it may stand in a finding at all.
    pub(in crate::check) fn is_telling(&self) -> bool {
        self.precision != Precision::Vague && self.kind != Kind::DatePart && (self.value != Decimal::ONE || self.digits)
    }
}

/// The values that a side of the bead names, in order.
pub(super) fn items(bead: &BeadView<'_>, side: Side) -> Vec<Item> {
    let whole = bead.span(side);
    let text = bead.pair.side(side).document.text();
    let language = bead.language(side);
    let length = f32::max(1.0, whole.len() as f32);
    let mut items = Vec::new();
    let mut names: Vec<Span> = Vec::new();
    for mention in bead.mentions(side) {
        if matches!(mention.fact, Fact::Place(_) | Fact::Person(_) | Fact::Organisation(_)) {
            names.push(mention.span);
        }
        let place = (mention.span.start.saturating_sub(whole.start)) as f32 / length;
        let new = |kind, amount: Amount, units| Item {
            side,
            span: mention.span,
            kind,
            value: amount.value,
            precision: amount.precision,
            units,
            label: is_label(text, mention),
            aside: kind == Kind::Number && is_aside(text, mention.span),
            converted: false,
            sense: sense(language, text, kind, mention.span),
            digits: mention.span.of(text).contains(|c: char| c.is_numeric() && !c.is_alphabetic()),
            place,
        };
        let units = || {
            let view = language.view(mention.span.of(text));
            units::readings(language, view.text())
        };
        match &mention.fact {
            Fact::Number(amount) => items.push(new(Kind::Number, *amount, Vec::new())),
            Fact::Ordinal(amount) => items.push(new(Kind::Ordinal, *amount, Vec::new())),
            Fact::Percent(amount) => items.push(new(Kind::Percent, *amount, Vec::new())),
            Fact::Money(amount, code) => items.push(new(Kind::Money, *amount, or_else(units(), code))),
            Fact::Quantity(amount, unit) if *unit == units::CLOCK => items.push(new(Kind::Quantity, *amount, vec![units::CLOCK])),
            Fact::Quantity(amount, "inch") if add_to_feet(&mut items, mention.span, *amount, text) => {}
            Fact::Quantity(amount, unit) => {
                let rest = text.get(mention.span.end as usize..).unwrap_or_default();
                items.push(new(Kind::Quantity, with_inches(*amount, unit, rest), or_else(units(), unit)));
            }
            // Two bare digits that were read as a year may be a count as well.
            Fact::Date(date) if is_bare(mention.span.of(text)) => {
                let value = mention.span.of(text).parse().unwrap_or_default();
                let mut item = new(Kind::Number, Amount { value, precision: Precision::Exact }, Vec::new());
                item.label |= date.month.is_some();
                items.push(item);
            }
            Fact::Date(date) => {
                let exact = |value| Amount { value, precision: Precision::Exact };
                let parts = [date.year.map(Decimal::from), date.month.map(Decimal::from), date.day.map(Decimal::from)];
                items.extend(parts.into_iter().flatten().map(|value| new(Kind::DatePart, exact(value), Vec::new())));
            }
            _ => {}
        }
    }
    let mut given = None;
    for item in &mut items {
        // A pound is money here, though it may be a weight.
        item.converted =
            matches!(item.kind, Kind::Money | Kind::Quantity) && given.is_some_and(|given| is_conversion(text, given, item.span));
        given = (item.kind == Kind::Money).then_some(item.span);
        item.label |= names.iter().any(|name| name.overlaps(item.span));
    }
    items
}

/// What the words after a number make of it; looked for in writing without blanks.
fn sense(language: &'static Language, text: &str, kind: Kind, span: Span) -> Option<Sense> {
    if !language.traits.myriads || !matches!(kind, Kind::Number | Kind::Ordinal) {
        return None;
    }
    let rest = text.get(span.end as usize..).unwrap_or_default();
    let end = rest.char_indices().nth(AFTER).map_or(rest.len(), |(at, _)| at);
    let view = language.view(&rest[..end]);
    let numerals = number::numerals(language);
    let follows = |role| numerals.at(view.text(), 0, role).is_some();
    match kind {
        Kind::Ordinal if follows(Role::RankAfter) => Some(Sense::Rank),
        Kind::Number if follows(Role::CountAfter) => Some(Sense::Count),
        _ => None,
    }
}

/// So many characters after a number tell what it counts.
const AFTER: usize = 4;

/// Inches to a foot.
const FOOT: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// Feet with the inches that a hyphen joins to them: 6-foot-6.
fn with_inches(feet: Amount, unit: &str, rest: &str) -> Amount {
    let digits = rest.strip_prefix('-').filter(|_| unit == "foot").unwrap_or_default();
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let inches = digits.get(..length).and_then(|digits| digits.parse().ok());
    Amount { value: inches.and_then(|inches| sum(feet.value, inches)).unwrap_or(feet.value), ..feet }
}

/// So many feet and inches, in feet.
fn sum(feet: Decimal, inches: Decimal) -> Option<Decimal> {
    feet.checked_add(inches.checked_div(FOOT)?).filter(|_| inches < FOOT && feet.fract().is_zero())
}

/// Adds inches to the feet that stand right before them: 6 feet 6 inches.
fn add_to_feet(items: &mut [Item], span: Span, inches: Amount, text: &str) -> bool {
    let Some(feet) = items.last_mut().filter(|item| item.units.contains(&"foot")) else { return false };
    let between = text.get(feet.span.end as usize..span.start as usize);
    let beside = between.is_some_and(|between| matches!(between.trim_matches([' ', '\u{a0}', ',']), "" | "-" | "‑"));
    let Some(value) = sum(feet.value, inches.value).filter(|_| beside) else { return false };
    (feet.value, feet.span) = (value, feet.span.join(span));
    true
}

/// Whether a number stands alone between commas, as the age of somebody just named does: Smith, 37, said.
fn is_aside(text: &str, span: Span) -> bool {
    let (before, after) = (text.get(..span.start as usize), text.get(span.end as usize..));
    let comma = [',', '，', '、'];
    let apart = before.is_some_and(|before| before.trim_end_matches(' ').ends_with(comma))
        && after.is_some_and(|after| after.starts_with(comma));
    apart && matches!(span.of(text).len(), 2 | 3) && span.of(text).bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an amount of money stands in brackets behind another, as what readers abroad make of it: €2.2 billion ($2.5bn).
fn is_conversion(text: &str, given: Span, span: Span) -> bool {
    let between = text.get(given.end as usize..span.start as usize).map(str::trim_start);
    let after = text.get(span.end as usize..).map(str::trim_start);
    between.is_some_and(|between| matches!(between, "(" | "（" | "["))
        && after.is_some_and(|after| after.starts_with([')', '）', ']']))
}

fn is_bare(words: &str) -> bool {
    words.len() <= 2 && words.bytes().all(|byte| byte.is_ascii_digit())
}

fn or_else(readings: Vec<&'static str>, default: &'static str) -> Vec<&'static str> {
    if readings.contains(&default) { readings } else { vec![default] }
}

/// Whether the number is part of a code: a letter stands right before it, or before a hyphen.
fn is_label(text: &str, mention: &Mention) -> bool {
    let words = mention.span.of(text);
    if !words.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let before = &text[..mention.span.start as usize];
    // 1950–53: the end of a span of years.
    let years = before
        .strip_suffix(['-', '–', '~', '～', '—'])
        .is_some_and(|years| years.len() >= 4 && years.as_bytes()[years.len() - 4..].iter().all(u8::is_ascii_digit));
    if years && words.bytes().take_while(u8::is_ascii_digit).count() == 2 {
        return true;
    }
    let before = before.strip_suffix(['-', '‑', '–', '/', '_']).unwrap_or(before);
    let after = text[mention.span.end as usize..].chars().next();
    before.ends_with(|c: char| c.is_alphabetic() && (c.is_lowercase() || c.is_uppercase()))
        || words.ends_with(|c: char| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_uppercase())
}
