//! Which values of the two sides belong together, and which are left.

use rust_decimal::Decimal;

use super::item::{Sense, items};
use super::{Agreement, Item, Kind, agreement};
use crate::check::BeadView;
use crate::mention::Precision;
use crate::text::{Side, Span};

/// Beads with more values than this on a side are tables or lists, which no reader expects to be compared
/// value by value; the bound keeps the comparison from growing with their square.
const MOST: usize = 200;

/// How many beads before and after are searched for a value that moved.
const NEIGHBOURS: isize = 2;

/// The values of a bead, matched.
#[derive(Debug, Default)]
pub(in crate::check) struct Comparison {
    /// Values that agree in number but not in unit.
    pub(in crate::check) other_unit: Vec<(Item, Item)>,
    /// A place in an order that the other side makes an amount, or the reverse.
    pub(in crate::check) other_sense: Vec<(Item, Item)>,
    /// Values of both sides that stand for each other and differ.
    pub(in crate::check) contrary: Vec<(Item, Item)>,
    /// Values that the other side has not, with the place there where they should stand.
    pub(in crate::check) missing: Vec<(Item, Span)>,
}

/// Compares the values of both sides of the bead.
pub(in crate::check) fn compare(bead: &BeadView<'_>) -> Comparison {
    let mut source = items(bead, Side::Source);
    let mut target = items(bead, Side::Target);
    if source.len() > MOST || target.len() > MOST {
        return Comparison::default();
    }
    // What only one side converts into its readers' money is theirs alone.
    if ![&source, &target].into_iter().all(|items| items.iter().any(|item| item.converted)) {
        source.iter_mut().chain(&mut target).for_each(|item| item.aside |= item.converted);
    }
    let mut pairs = Pairs { source: vec![None; source.len()], target: vec![None; target.len()] };
    let mut other_unit = Vec::new();
    let mut other_sense = Vec::new();
    for wanted in [Agreement::Same, Agreement::Equivalent, Agreement::OtherUnit, Agreement::Loose] {
        for (at, other) in agreeing(&source, &target, &pairs, wanted) {
            if pairs.source[at].is_none() && pairs.target[other].is_none() {
                pairs.link(at, other);
                if wanted == Agreement::OtherUnit {
                    other_unit.push((source[at].clone(), target[other].clone()));
                }
                if is_other_sense(bead, &source[at], &target[other]) {
                    other_sense.push((source[at].clone(), target[other].clone()));
                }
            }
        }
    }
    let left = |items: &[Item], linked: &[Option<usize>]| -> Vec<Item> {
        items.iter().zip(linked).filter(|(_, link)| link.is_none()).map(|(item, _)| item.clone()).collect()
    };
    let left_source = left(&source, &pairs.source);
    let left_target = left(&target, &pairs.target);
    // A value that stands twice on one side and once on the other is said there.
    let repeated = |item: &Item, others: &[Item]| {
        others.iter().any(|other| other.value == item.value && other.kind != Kind::DatePart || in_pieces(bead, item, other))
    };
    let supported =
        |item: &Item, others: &[Item]| others.iter().any(|other| agreement(item, other) <= Agreement::Loose) || moved(bead, item);
    let source_open: Vec<Item> =
        left_source.into_iter().filter(|item| item.is_telling() || item.kind == Kind::DatePart).collect();
    let target_open: Vec<Item> =
        left_target.into_iter().filter(|item| item.is_telling() || item.kind == Kind::DatePart).collect();
    let mut comparison = Comparison { other_unit, other_sense, ..Comparison::default() };
    let mut taken = vec![false; source_open.len()];
    let mut missing_target = Vec::new();
    for item in target_open.iter().filter(|item| !repeated(item, &source)) {
        let best = source_open
            .iter()
            .enumerate()
            .filter(|&(at, other)| !taken[at] && comparable(other, item) && may_contradict(other, repeated(other, &target), item))
            .min_by(|(_, a), (_, b)| cost(a, item).total_cmp(&cost(b, item)));
        match best {
            Some((at, other)) => {
                taken[at] = true;
                comparison.contrary.push((other.clone(), item.clone()));
            }
            None if !supported(item, &source) => missing_target.push(item.clone()),
            None => {}
        }
    }
    comparison.contrary.extend(far_apart(&source, &target, &pairs));
    let mut missing: Vec<Item> = source_open
        .iter()
        .filter(|item| !repeated(item, &target))
        .filter(|item| !comparison.contrary.iter().any(|(source, _)| source.span == item.span && source.value == item.value))
        .cloned()
        .collect();
    // What the rendering repeats where the original has another value.
    missing.retain(|item| {
        let best = target_open
            .iter()
            .filter(|other| !comparison.contrary.iter().any(|(_, target)| target.span == other.span) && comparable(item, other))
            .filter(|other| may_contradict(other, repeated(other, &source), item))
            .min_by(|a, b| cost(item, a).total_cmp(&cost(item, b)));
        match best {
            Some(other) => {
                comparison.contrary.push((item.clone(), other.clone()));
                false
            }
            None => !supported(item, &target),
        }
    });
    missing.append(&mut missing_target);
    comparison.missing = missing
        .into_iter()
        .filter(Item::is_sharp)
        .map(|item| {
            let place = place_across(bead, &item, &source, &target, &pairs);
            (item, place)
        })
        .collect();
    comparison
}

/// The fewest of which nobody makes a place in an order by the way (三人行, the third man).
const MANY: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Whether the original gives a place in an order of which the rendering makes an amount (四论, “four essays”), or an amount
/// of which it makes a place in an order (百人, “the 100th”).
fn is_other_sense(bead: &BeadView<'_>, source: &Item, target: &Item) -> bool {
    match (source.sense, target.kind) {
        (Some(Sense::Rank), Kind::Number) => {
            // Part Four, Volume 4: what is counted stands before.
            let text = bead.pair.side(Side::Target).document.text();
            let (before, after) = (text.get(..target.span.start as usize), text.get(target.span.end as usize..));
            let (before, after) = (before.unwrap_or_default().trim_end(), after.unwrap_or_default());
            let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let counts = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
            counts && !target.label && !word.starts_with(char::is_uppercase)
        }
        (Some(Sense::Count), Kind::Ordinal) => source.value >= MANY,
        _ => false,
    }
}

/// The items of both sides that are not linked yet and agree as `wanted`, those first that go together best.
fn agreeing(source: &[Item], target: &[Item], pairs: &Pairs, wanted: Agreement) -> Vec<(usize, usize)> {
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for (at, item) in source.iter().enumerate().filter(|&(at, _)| pairs.source[at].is_none()) {
        let free = target.iter().enumerate().filter(|&(other, _)| pairs.target[other].is_none());
        for (place, other) in free.filter(|(_, other)| agreement(item, other) == wanted) {
            // 两家 is "both" rather than 两年 is.
            let unit = if item.units.is_empty() == other.units.is_empty() { 0.0 } else { 1.0 };
            found.push((distance(item, other) + unit, at, place));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    found.into_iter().map(|(_, at, other)| (at, other)).collect()
}

/// Orders of magnitude so far apart say different things: tens of thousands, and hundreds.
const APART: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// The one order of magnitude that is left on each side, where the two are far apart.
fn far_apart(source: &[Item], target: &[Item], pairs: &Pairs) -> Option<(Item, Item)> {
    let lone = |items: &[Item], links: &[Option<usize>]| {
        let left = items.iter().zip(links).filter(|(item, link)| {
            link.is_none() && item.precision == Precision::Vague && item.value >= Decimal::TEN && !item.label
        });
        let left: Vec<Item> = left.map(|(item, _)| item.clone()).collect();
        (left.len() == 1).then(|| left.into_iter().next()).flatten()
    };
    let (one, other) = (lone(source, &pairs.source)?, lone(target, &pairs.target)?);
    let unlinked = |links: &[Option<usize>]| links.iter().filter(|link| link.is_none()).count();
    let alone = unlinked(&pairs.source) == 1 && unlinked(&pairs.target) == 1;
    let ratio = one.value.max(other.value).checked_div(one.value.min(other.value))?;
    (alone && ratio >= APART && one.value.max(other.value) >= Decimal::ONE_THOUSAND).then_some((one, other))
}

/// Whether a value may be called contrary to `item`: one that the other side has elsewhere only where both are
/// sharp or share a unit, for small numbers stand everywhere.
fn may_contradict(other: &Item, repeated: bool, item: &Item) -> bool {
    let unit = item.units.iter().any(|unit| other.units.contains(unit));
    !repeated || unit || other.is_sharp() && item.is_sharp()
}

/// Whether one side writes in groups what the other reads as several numbers: 116 123.
fn in_pieces(bead: &BeadView<'_>, item: &Item, other: &Item) -> bool {
    let words = |item: &Item| item.span.of(bead.pair.side(item.side).document.text());
    let (long, short) =
        if words(item).len() > words(other).len() { (words(item), words(other)) } else { (words(other), words(item)) };
    let mut groups = long.split(|c: char| c.is_whitespace());
    let digits = long.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    digits && long.contains(char::is_whitespace) && groups.any(|group| group == short)
}

/// Which item of the other side each item is linked to.
struct Pairs {
    source: Vec<Option<usize>>,
    target: Vec<Option<usize>>,
}

impl Pairs {
    fn link(&mut self, source: usize, target: usize) {
        self.source[source] = Some(target);
        self.target[target] = Some(source);
    }
}

/// How far apart two items stand in their sides, from 0 to 1.
fn distance(first: &Item, second: &Item) -> f32 {
    (first.place - second.place).abs()
}

/// Whether two values that are left on both sides can stand for each other, so that they contradict.
fn comparable(source: &Item, target: &Item) -> bool {
    let dates = |item: &Item| item.kind == Kind::DatePart;
    if dates(source) || dates(target) {
        // A year that one side writes so that it is no date: 1993 and 6993.
        let year =
            |item: &Item| item.value.fract().is_zero() && (Decimal::from(1000)..Decimal::from(10_000)).contains(&item.value);
        let bare = |item: &Item| dates(item) || item.kind == Kind::Number && item.digits && item.span.len() == 4;
        return dates(source) != dates(target) && year(source) && year(target) && bare(source) && bare(target);
    }
    if source.label != target.label || (source.aside || target.aside) && !(source.is_sharp() && target.is_sharp()) {
        return false;
    }
    let ordinal = |item: &Item| item.kind == Kind::Ordinal;
    let percent = |item: &Item| item.kind == Kind::Percent;
    let money = |item: &Item| item.kind == Kind::Money;
    let kinds = (ordinal(source) == ordinal(target) || source.units.is_empty() && target.units.is_empty())
        && (percent(source) == percent(target) || source.kind == Kind::Number || target.kind == Kind::Number)
        && (money(source) == money(target) || source.kind == Kind::Number || target.kind == Kind::Number);
    let dimensions = source.units.is_empty()
        || target.units.is_empty()
        || source.kind == target.kind
            && source.units.iter().any(|one| target.units.iter().any(|other| same_dimension(one, other)));
    kinds && dimensions
}

fn same_dimension(one: &str, other: &str) -> bool {
    use crate::mention::units::{find, is_currency};
    is_currency(one) && is_currency(other)
        || find(one).zip(find(other)).is_some_and(|(one, other)| one.dimension == other.dimension)
}

/// How ill two contrary values go together; a difference of magnitude alone goes together best.
fn cost(source: &Item, target: &Item) -> f32 {
    let kind = if source.kind == target.kind { 0.0 } else { 0.3 };
    let kind = if (source.kind == Kind::Ordinal) == (target.kind == Kind::Ordinal) { kind } else { 0.7 };
    let unit = if source.units.iter().any(|unit| target.units.contains(unit)) { 0.0 } else { 0.1 };
    let sharp = if source.is_sharp() == target.is_sharp() { 0.0 } else { 0.4 };
    let magnitude = if source.is_sharp() && magnitude(source.value, target.value).is_some() { -1.0 } else { 0.0 };
    distance(source, target) + kind + unit + sharp + magnitude
}

/// The power of ten by which two values differ, where they differ in nothing else.
pub(in crate::check) fn magnitude(source: Decimal, target: Decimal) -> Option<i32> {
    if source.is_zero() || target.is_zero() || source == target {
        return None;
    }
    let ratio = target.checked_div(source)?;
    let mut power = 0;
    let (mut rest, step) = if ratio > Decimal::ONE { (ratio, 1) } else { (source.checked_div(target)?, -1) };
    while rest >= Decimal::TEN && power < 16 {
        rest /= Decimal::TEN;
        power += 1;
    }
    (rest == Decimal::ONE && power > 0).then_some(power * step)
}

/// Whether the other side of a neighbouring bead has the value.
fn moved(bead: &BeadView<'_>, item: &Item) -> bool {
    // Small numbers stand everywhere; finding one next door proves nothing.
    item.is_sharp()
        && bead.neighbours(NEIGHBOURS).any(|neighbour| {
            let across = items(&neighbour, item.side.other());
            let here = items(&neighbour, item.side);
            across.len() <= MOST
                && across.iter().any(|other| agreement(item, other) <= Agreement::Loose)
                && !here.iter().any(|other| agreement(item, other) <= Agreement::Loose)
        })
}

/// Where on the other side the item should stand: after the counterpart of what stands before it.
fn place_across(bead: &BeadView<'_>, item: &Item, source: &[Item], target: &[Item], pairs: &Pairs) -> Span {
    let (own, links, others) = match item.side {
        Side::Source => (source, &pairs.source, target),
        Side::Target => (target, &pairs.target, source),
    };
    let before =
        own.iter().zip(links).filter(|(own, _)| own.span.end <= item.span.start).filter_map(|(_, link)| *link).next_back();
    let across = bead.span(item.side.other());
    let place = before.and_then(|link| others.get(link)).map_or(across.start, |other| other.span.end);
    Span { start: place, end: place }
}
