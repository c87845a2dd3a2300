//! Dates that the two sides give differently.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::mention::{Amount, Date, DatePart, Fact, Mention, Precision};
use crate::text::{Side, Span};

/// Dates that the two sides give differently.
pub(super) static RULE: Rule = Rule {
    name: "date-mismatch",
    summary: "the rendering gives another year, month, day or day of the week",
    level: Level::Error,
    page: include_str!("date_mismatch.md"),
    check: Check::Pair(check),
};

/// Beads less sure than this may have lost a date to their neighbours.
const SETTLED: f32 = 1.0;

const PARTS: [DatePart; 4] = [DatePart::Year, DatePart::Month, DatePart::Day, DatePart::Weekday];

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let mut months = Months::default();
    for bead in pair.beads() {
        if bead.is_paired() {
            let [source, target] = [Side::Source, Side::Target].map(|side| Dates::of(&bead, side));
            let contradicted = contradictions(&bead, &source, &target, findings);
            if !contradicted {
                months.invented(&bead, &source, &target, findings);
                day_read_as_number(&bead, &source, &target, findings);
                part_read_as_number(&bead, &source, &target, findings);
                date_lost(&bead, &source, &target, findings);
                if !days_torn(&bead, &source, &target, findings) {
                    date_from_nowhere(&bead, &source, &target, findings);
                }
            }
        }
        months.read(&bead);
    }
}

/// A date and its place.
type Dated = (Date, Span);

/// What one side of a bead says of dates.
struct Dates {
    /// The dates that give something to compare.
    given: Vec<Dated>,
    /// Whole numbers and ordinals, which a date may also be rendered by.
    numbers: BTreeSet<i64>,
    /// Further dates that may stand for one of this side: those of the neighbours of a doubtful bead.
    around: Vec<Date>,
}

impl Dates {
    fn of(bead: &BeadView<'_>, side: Side) -> Self {
        let given = dates(bead, side).collect();
        let numbers = bead.mentions(side).filter_map(whole).map(|(number, _)| number).collect();
        let mut around = Vec::new();
        if bead.bead().confidence < SETTLED {
            let neighbours = bead.neighbours(1);
            around.extend(neighbours.flat_map(|neighbour| dates(&neighbour, side).map(|(date, _)| date).collect::<Vec<_>>()));
        }
        Self { given, numbers, around }
    }

    /// Whether this side says the same as `part` of `date`.
    fn says(&self, part: DatePart, date: Date) -> bool {
        let number = match part {
            DatePart::Year => date.year.map(i64::from),
            DatePart::Day => date.day.map(i64::from),
            DatePart::Month | DatePart::Weekday => None,
        };
        number.is_some_and(|number| self.numbers.contains(&number))
            || self.given.iter().map(|(own, _)| own).chain(&self.around).any(|own| agree(part, *own, date))
    }
}

fn dates<'a>(bead: &BeadView<'a>, side: Side) -> impl Iterator<Item = Dated> + use<'a> {
    bead.mentions(side).filter_map(|mention| match mention.fact {
        Fact::Date(date) if date.is_given() => Some((date, mention.span)),
        _ => None,
    })
}

/// The whole number that a mention other than a date states.
fn whole(mention: &Mention) -> Option<(i64, Span)> {
    match &mention.fact {
        Fact::Number(Amount { value, precision: Precision::Exact })
        | Fact::Ordinal(Amount { value, .. })
        | Fact::Quantity(Amount { value, precision: Precision::Exact }, _)
            if value.is_integer() =>
        {
            Some((value.to_i64()?, mention.span))
        }
        _ => None,
    }
}

/// Only one part of a date.
fn only(part: DatePart, date: Date) -> Date {
    let empty = Date::default();
    match part {
        DatePart::Year => Date { year: date.year, years: date.years, shortened: date.shortened, ..empty },
        DatePart::Month => Date { month: date.month, ..empty },
        DatePart::Day => Date { day: date.day, ..empty },
        DatePart::Weekday => Date { weekday: date.weekday, ..empty },
    }
}

fn agree(part: DatePart, one: Date, other: Date) -> bool {
    let (one, other) = (only(part, one), only(part, other));
    one.is_given() && other.is_given() && one.contradiction(other).is_none()
}

/// Reports each part in which a date of the original, which the rendering says nowhere, stands against one
/// of the rendering that the original says nowhere. Dates may be split, joined and repeated in a rendering,
/// so parts are sought among all dates of the bead before two are called a contradiction.
fn contradictions(bead: &BeadView<'_>, source: &Dates, target: &Dates, findings: &mut Findings<'_>) -> bool {
    let mut reported: Vec<(Span, Span)> = Vec::new();
    for part in PARTS {
        let lone = |own: &Dates, other: &Dates| -> Vec<Dated> {
            let given = own.given.iter().filter(|(date, _)| only(part, *date).is_given());
            given.filter(|(date, _)| !other.says(part, *date)).copied().collect()
        };
        let (said, rendered) = (lone(source, target), lone(target, source));
        let mut said_left = said.clone();
        // A decade is no year: what is given as exactly finds its counterpart first.
        let exact = |date: Date| said.iter().any(|(other, _)| other.years == date.years);
        let (first, rest): (Vec<Dated>, Vec<Dated>) = rendered.into_iter().partition(|(date, _)| exact(*date));
        for (date, span) in first.into_iter().chain(rest) {
            let (original, original_span) = match counterpart(part, date, &said_left) {
                Some(place) => said_left.remove(place),
                None => match said_more_often(bead, part, source, target, span) {
                    Some(dated) => dated,
                    None => continue,
                },
            };
            if reported.contains(&(original_span, span)) {
                continue;
            }
            reported.push((original_span, span));
            let message = format!(
                "the original says {}, the rendering {}: another {}",
                quoted(bead, Side::Source, original_span),
                quoted(bead, Side::Target, span),
                name(part)
            );
            let sure = if original.shared(date).count() > 1 { 0.97 } else { 0.93 };
            findings.add(bead.index, Level::Error, sure, message, original_span, span);
        }
    }
    !reported.is_empty()
}

/// The date nearest to `span` of the rendering whose part the original says more often than the rendering does, so
/// that another one may stand for it there: Monday, and Monday again, rendered as Monday and Thursday. A word such as
/// 次日 (the next day) may stand for it instead.
fn said_more_often(bead: &BeadView<'_>, part: DatePart, source: &Dates, target: &Dates, span: Span) -> Option<Dated> {
    let relative = |mention: &Mention| matches!(mention.fact, Fact::Date(date) if !date.is_given());
    if !matches!(part, DatePart::Month | DatePart::Weekday) || bead.mentions(Side::Source).any(relative) {
        return None;
    }
    let times = |own: &Dates, date: Date| own.given.iter().filter(|(other, _)| agree(part, *other, date)).count();
    let place = |side: Side, span: Span| {
        let whole = bead.span(side);
        f64::from(span.start.saturating_sub(whole.start)) / f64::from(whole.len().max(1) as u32)
    };
    let spare = source.given.iter().filter(|(date, _)| {
        let said = times(target, *date);
        said > 0 && times(source, *date) > said
    });
    let apart = |dated: &Dated| (place(Side::Source, dated.1) - place(Side::Target, span)).abs();
    spare.copied().min_by(|a, b| apart(a).total_cmp(&apart(b)))
}

/// The date that `date` most likely renders: one that agrees in another part, else the first.
fn counterpart(part: DatePart, date: Date, candidates: &[Dated]) -> Option<usize> {
    let agrees = |candidate: &Dated| PARTS.into_iter().any(|other| other != part && agree(other, candidate.0, date));
    candidates.iter().position(agrees).or(if candidates.is_empty() { None } else { Some(0) })
}

fn quoted(bead: &BeadView<'_>, side: Side, span: Span) -> String {
    format!("“{}”", span.of(bead.pair.side(side).document.text()))
}

fn name(part: DatePart) -> &'static str {
    match part {
        DatePart::Year => "year",
        DatePart::Month => "month",
        DatePart::Day => "day",
        DatePart::Weekday => "day of the week",
    }
}

/// The months that the original has named so far.
#[derive(Default)]
struct Months {
    named: BTreeSet<u8>,
}

impl Months {
    fn read(&mut self, bead: &BeadView<'_>) {
        self.named.extend(dates(bead, Side::Source).filter_map(|(date, _)| date.month));
    }

    /// Whether a day of the month that the text last spoke of may lie in `month`: in one named before, or in
    /// the one after or before it.
    fn allow(&self, month: u8) -> bool {
        self.named.iter().any(|&named| matches!((12 + month - named) % 12, 0 | 1 | 11))
    }

    /// Reports a month that the rendering gives to a day of the original (8日, "August 8") though nothing in
    /// the original up to there leads to it. A word such as 上月 (last month) may lead to any month.
    fn invented(&self, bead: &BeadView<'_>, source: &Dates, target: &Dates, findings: &mut Findings<'_>) {
        let relative = |mention: &Mention| matches!(mention.fact, Fact::Date(date) if !date.is_given());
        if bead.mentions(Side::Source).any(relative) {
            return;
        }
        for &(date, span) in &target.given {
            let (Some(month), Some(day)) = (date.month, date.day) else { continue };
            let bare = source
                .given
                .iter()
                .find(|(original, _)| original.day == Some(day) && original.month.is_none() && original.year.is_none());
            let Some(&(_, original)) = bare else { continue };
            if source.says(DatePart::Month, date) || self.allow(month) {
                continue;
            }
            let message = format!(
                "the original says {} and names no month to which {} could belong",
                quoted(bead, Side::Source, original),
                quoted(bead, Side::Target, span)
            );
            findings.add(bead.index, Level::Warning, 0.7, message, original, span);
        }
    }
}

/// Reports a day of the month (11日) of which the rendering makes a bare number or a length of time. Only
/// digits are looked at: a length of time that the original gives is often written in words.
fn day_read_as_number(bead: &BeadView<'_>, source: &Dates, target: &Dates, findings: &mut Findings<'_>) {
    let text = bead.pair.side(Side::Target).document.text();
    let in_digits = |span: Span| span.of(text).chars().any(|character| character.is_ascii_digit());
    let is_bare = |mention: &Mention, span: Span| {
        !matches!(mention.fact, Fact::Ordinal(_)) || span.of(text).ends_with(|character: char| character.is_ascii_digit())
    };
    for &(date, original) in &source.given {
        let (Some(day), None, None) = (date.day, date.month, date.year) else { continue };
        let kept = |rendered: Date| rendered.day == Some(day) || (rendered.weekday.is_some() && rendered.day.is_none());
        if target.given.iter().any(|(rendered, _)| kept(*rendered)) || source.numbers.contains(&i64::from(day)) {
            continue;
        }
        let same_value = |mention: &Mention| whole(mention).is_some_and(|(number, _)| number == i64::from(day));
        let (bare, ordinal): (Vec<&Mention>, Vec<&Mention>) =
            bead.mentions(Side::Target).filter(|mention| same_value(mention)).partition(|mention| is_bare(mention, mention.span));
        if let (Some(mention), true) = (bare.iter().find(|mention| in_digits(mention.span)), ordinal.is_empty()) {
            let message = format!(
                "{} is a day of the month, which the rendering makes a number: {}",
                quoted(bead, Side::Source, original),
                quoted(bead, Side::Target, mention.span)
            );
            findings.add(bead.index, Level::Warning, 0.75, message, original, mention.span);
        }
    }
}

/// Reports a month that stands with its year (2022年1月) of which the rendering makes a bare number, and a year without its
/// century of which it makes a length of time ("a 92-year consensus").
fn part_read_as_number(bead: &BeadView<'_>, source: &Dates, target: &Dates, findings: &mut Findings<'_>) {
    let [original_text, text] = [Side::Source, Side::Target].map(|side| bead.pair.side(side).document.text());
    let in_digits = |span: Span| span.of(text).starts_with(|character: char| character.is_ascii_digit());
    for &(date, original) in &source.given {
        let (part, number) = match (date.year, date.month) {
            (Some(_), Some(month)) if date.day.is_none() => (DatePart::Month, i64::from(month)),
            (Some(year), None) if date.years == 1 || date.years == 10 && date.shortened => {
                (DatePart::Year, i64::from(year.rem_euclid(100)))
            }
            _ => continue,
        };
        let year = date.year.map(i64::from);
        let bare = |mention: &Mention| {
            date.years == 1
                && matches!(mention.fact, Fact::Number(_) | Fact::Ordinal(_))
                && whole(mention).is_some_and(|(value, _)| Some(value) == year || value == number)
        };
        let says = target.given.iter().map(|(rendered, _)| rendered).chain(&target.around).any(|own| agree(part, *own, date));
        let told = part == DatePart::Year && bead.mentions(Side::Target).any(bare);
        let counted = |mention: &Mention| {
            let digits = mention.span.of(original_text).starts_with(|character: char| character.is_ascii_digit());
            digits && whole(mention).is_some_and(|(value, _)| value == number)
        };
        if says || told || bead.mentions(Side::Source).any(counted) {
            continue;
        }
        let is_it = |mention: &&Mention| {
            let kind = match mention.fact {
                Fact::Quantity(_, unit) => part == DatePart::Year && unit == "year",
                Fact::Number(_) => part == DatePart::Month || date.years == 10,
                _ => false,
            };
            kind && in_digits(mention.span) && whole(mention).is_some_and(|(value, _)| value == number)
        };
        for mention in bead.mentions(Side::Target).filter(is_it) {
            let message = format!(
                "{} is a {}, which the rendering makes a number: {}",
                quoted(bead, Side::Source, original),
                name(part),
                quoted(bead, Side::Target, mention.span)
            );
            findings.add(bead.index, Level::Warning, 0.75, message, original, mention.span);
        }
    }
}

/// Reports a day with its month in the rendering that agrees with one of the original in the one and not in the
/// other, where neither side has the other's day elsewhere: the parts may each occur somewhere, but not together.
fn days_torn(bead: &BeadView<'_>, source: &Dates, target: &Dates, findings: &mut Findings<'_>) -> bool {
    let full = |dates: &Dates| -> Vec<Dated> {
        dates.given.iter().filter(|(date, _)| date.day.is_some() && date.month.is_some()).copied().collect()
    };
    let (said, rendered) = (full(source), full(target));
    let agrees = |one: Date, other: Date| one.day == other.day && one.month == other.month;
    for &(date, span) in &rendered {
        let stands = source.given.iter().any(|(original, _)| original.day == date.day && original.month.is_none());
        if stands || said.iter().any(|(original, _)| agrees(*original, date)) {
            continue;
        }
        let near = said.iter().find(|(original, _)| {
            (original.day == date.day || original.month == date.month)
                && !rendered.iter().any(|(other, _)| agrees(*original, *other))
                && !target.given.iter().any(|(other, _)| other.day == original.day && other.month.is_none())
        });
        let Some(&(original, original_span)) = near else { continue };
        let part = if original.day == date.day { DatePart::Month } else { DatePart::Day };
        let message = format!(
            "the original says {}, the rendering {}: another {}",
            quoted(bead, Side::Source, original_span),
            quoted(bead, Side::Target, span),
            name(part)
        );
        findings.add(bead.index, Level::Error, 0.9, message, original_span, span);
        return true;
    }
    false
}

/// Whether the rendering has an amount of that value, however rounded: 3일 may be three days.
fn counts(bead: &BeadView<'_>, wanted: Decimal) -> bool {
    bead.mentions(Side::Target).any(|mention| match &mention.fact {
        Fact::Number(amount) | Fact::Ordinal(amount) | Fact::Quantity(amount, _) => amount.value == wanted,
        _ => false,
    })
}

/// Reports a day of the original where the rendering has no date at all and no number that could be one, and a year without
/// its century (九二) that the rendering says in no way.
fn date_lost(bead: &BeadView<'_>, source: &Dates, target: &Dates, findings: &mut Findings<'_>) {
    let dateless = !bead.mentions(Side::Target).any(|mention| matches!(mention.fact, Fact::Date(_)));
    let whole = bead.span(Side::Target);
    for &(date, original) in source.given.iter().filter(|_| target.around.is_empty()) {
        let year = date.year.map(|year| i64::from(year.rem_euclid(100)));
        let lost = match (date.day, date.month) {
            // 1日 may be one day.
            (Some(day), month) => dateless && (day > 1 || month.is_some()) && !counts(bead, Decimal::from(day)),
            (None, None) if date.shortened && date.years == 1 => {
                let said = |year: i64| target.numbers.contains(&year) || target.numbers.contains(&-year);
                !target.says(DatePart::Year, date) && !year.is_some_and(said)
            }
            _ => false,
        };
        if lost {
            let message = format!("the original says {}, which the rendering lacks", quoted(bead, Side::Source, original));
            findings.add(bead.index, Level::Warning, 0.6, message, original, Span::at(whole.start as usize));
        }
    }
}

/// Reports a day with its month for which the original has neither a date, however vague, nor a number.
fn date_from_nowhere(bead: &BeadView<'_>, source: &Dates, target: &Dates, findings: &mut Findings<'_>) {
    let dateless = !bead.mentions(Side::Source).any(|mention| matches!(mention.fact, Fact::Date(_)));
    let digits = bead.words(Side::Source).chars().any(|character| character.is_ascii_digit());
    if !dateless || digits || !source.around.is_empty() {
        return;
    }
    for &(date, span) in &target.given {
        let says = |part: DatePart| source.says(part, date);
        if date.day.is_some() && date.month.is_some() && !says(DatePart::Day) && !says(DatePart::Month) {
            let message = format!("nothing in the original stands for the date {}", quoted(bead, Side::Target, span));
            findings.add(bead.index, Level::Warning, 0.7, message, bead.span(Side::Source), span);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::align::Alignment;
    use crate::check::{self, PairView, Text};
    use crate::lang::{self, LANGUAGES};
    use crate::segment::Document;

    fn rules(code: &str, source: &str, target: &str) -> usize {
        let text = |text: &str, code| Text::new(Document::from_lines("text", text.to_owned(), lang::find(code)));
        let (source, target) = (text(source, code), text(target, code));
        let length = source.document.segments().len().min(target.document.segments().len());
        let alignment = Alignment::of_pairs((0..length).map(|_| (true, true)));
        let pair = PairView { source: &source, target: &target, alignment: &alignment };
        check::check(&pair).iter().filter(|finding| finding.rule == "date-mismatch").count()
    }

    #[test]
    fn a_changed_day_of_the_week_is_found() {
        assert_eq!(rules("en", "They met on Monday.", "They met on Tuesday."), 1);
    }

    proptest! {
        #[test]
        fn a_text_checked_against_itself_has_no_date_finding(
            text in "([0-9]{1,4}(年|月|日|号| April |[ -/.])|周三|Monday|上世纪90年代|on the 8th|\\PC){0,12}",
            which in 0..LANGUAGES.len(),
        ) {
            prop_assert_eq!(rules(LANGUAGES[which].code, &text, &text), 0);
        }
    }
}
