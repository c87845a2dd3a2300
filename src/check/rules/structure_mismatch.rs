//! What a page holds besides its sentences: headings, code, links, images, tables.

use rustc_hash::FxHashSet;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{structure_code, structure_targets};
use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::format::Element;
use crate::text::{Side, Span};

/// What a page holds besides its sentences.
pub(super) static RULE: Rule = Rule {
    name: "structure-mismatch",
    summary: "a heading, a piece of code, a link, an image or a table is another in the rendering, or is not there",
    level: Level::Warning,
    page: include_str!("structure_mismatch.md"),
    check: Check::Pair(check),
};

/// Of longer lists only the beginning is compared: nobody writes a page with more blocks of code.
const MOST: usize = 5_000;
/// How much of a line of code is quoted, in characters.
const QUOTED: usize = 60;

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    // Two files of which one tells nothing of its structure, or that are in formats of which each tells something else.
    if pair.source.structure.is_empty() || pair.target.structure.is_empty() {
        return;
    }
    let sides = [Side::Source, Side::Target].map(|side| Held::of(pair, side));
    headings(&sides, findings);
    blocks(pair, &sides, findings);
    tables(&sides, findings);
    for kind in [Kind::Link, Kind::Image, Kind::Code, Kind::Formula] {
        named(pair, kind, &sides, findings);
    }
}

/// An element of one side and the bead that it stands in.
#[derive(Clone, Copy)]
struct Item<'a> {
    element: &'a Element,
    span: Span,
    bead: usize,
}

/// What one side holds.
struct Held<'a> {
    items: Vec<Item<'a>>,
    /// The words in ASCII of its sentences and its code, in lower case.
    words: FxHashSet<String>,
}

impl<'a> Held<'a> {
    fn of(pair: &PairView<'a>, side: Side) -> Self {
        let text = pair.side(side);
        let segments = text.document.segments();
        let mut bead_of = vec![0; segments.len()];
        for bead in pair.beads() {
            bead.segments(side).for_each(|segment| bead_of[segment] = bead.index);
        }
        let bead_at = |span: Span| {
            // The sentence that it stands in, else the one before it.
            let after = segments.partition_point(|segment| segment.span.start <= span.start);
            bead_of.get(after.saturating_sub(1)).copied().unwrap_or_default()
        };
        let items: Vec<Item<'a>> =
            text.structure.iter().map(|(element, span)| Item { element, span: *span, bead: bead_at(*span) }).collect();
        let mut words = FxHashSet::default();
        let mut add = |text: &str| words.extend(ascii_words(text).map(str::to_ascii_lowercase));
        add(text.document.text());
        for item in &items {
            match item.element {
                Element::InlineCode(text) | Element::Code { text, .. } => add(text),
                _ => {}
            }
        }
        Self { items, words }
    }

    /// Whether every word in ASCII of `code` stands somewhere on this side.
    fn says(&self, code: &str) -> bool {
        ascii_words(code).all(|word| self.words.contains(&word.to_ascii_lowercase()))
    }
}

fn ascii_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '_' | '-' | '.' | '/'))
        .map(|word| word.trim_matches(['.', '-', '/']))
        .filter(|word| !word.is_empty())
}

/// The place of the words of one side of a bead; at an element that has no counterpart, the end of the other side.
fn across(pair: &PairView<'_>, bead: usize, side: Side) -> Span {
    let span = BeadView { pair: *pair, index: bead }.span(side);
    Span { start: span.end, end: span.end }
}

/// The places of an element and of what is missing across from it.
fn ends(pair: &PairView<'_>, side: Side, item: &Item<'_>) -> (Span, Span) {
    match side {
        Side::Source => (item.span, across(pair, item.bead, Side::Target)),
        Side::Target => (across(pair, item.bead, Side::Source), item.span),
    }
}

/// Headings that stand in one bead must be of one level; where all are a level higher or lower, that is the style of
/// the page.
fn headings(sides: &[Held<'_>; 2], findings: &mut Findings<'_>) {
    let of = |held: &Held<'_>| -> Vec<(usize, u8, Span)> {
        let level = |item: &Item<'_>| match item.element {
            Element::Heading(level) => Some((item.bead, *level, item.span)),
            _ => None,
        };
        let mut found: Vec<_> = held.items.iter().filter_map(level).collect();
        found.sort_by_key(|(bead, ..)| *bead);
        // A bead with several headings does not tell which goes with which.
        let alone = |at: usize| {
            [at.wrapping_sub(1), at + 1].iter().all(|near| found.get(*near).is_none_or(|other| other.0 != found[at].0))
        };
        (0..found.len()).filter(|at| alone(*at)).map(|at| found[at]).collect()
    };
    let (source, target) = (of(&sides[0]), of(&sides[1]));
    let mut paired = Vec::new();
    let mut rest = target.iter().peekable();
    for heading in &source {
        while rest.next_if(|other| other.0 < heading.0).is_some() {}
        if let Some(other) = rest.next_if(|other| other.0 == heading.0) {
            paired.push((*heading, *other));
        }
    }
    let shift = |pair: &((usize, u8, Span), (usize, u8, Span))| i16::from(pair.1.1) - i16::from(pair.0.1);
    let mut shifts: Vec<i16> = paired.iter().map(shift).collect();
    shifts.sort_unstable();
    let Some(usual) = shifts.get(shifts.len() / 2).copied() else { return };
    for pair in paired.iter().filter(|pair| shift(pair) != usual) {
        let ((bead, one, source), (_, other, target)) = *pair;
        let message = format!("the heading is of level {one} in the original and of level {other} in the rendering");
        findings.add(bead, Level::Warning, 0.8, message, source, target);
    }
}

/// A block of code.
struct Block<'a> {
    item: Item<'a>,
    language: &'a str,
    text: &'a str,
}

fn code_of<'a>(held: &Held<'a>) -> Vec<Block<'a>> {
    let code = |item: &Item<'a>| match item.element {
        Element::Code { language, text } => Some(Block { item: *item, language, text }),
        _ => None,
    };
    held.items.iter().filter_map(code).take(MOST).collect()
}

/// Blocks of code must be the same, in the same order.
fn blocks(pair: &PairView<'_>, sides: &[Held<'_>; 2], findings: &mut Findings<'_>) {
    let (source, target) = (code_of(&sides[0]), code_of(&sides[1]));
    let compare = |one: &Block<'_>, other: &Block<'_>, findings: &mut Findings<'_>| {
        if let Some((left, right)) = structure_code::difference(one.language, one.text, other.text) {
            let message = format!("the code says {} in the original and {} in the rendering", quoted(left), quoted(right));
            findings.add(one.item.bead, Level::Warning, 0.8, message, one.item.span, other.item.span);
        }
    };
    if source.len() == target.len() {
        source.iter().zip(&target).for_each(|(one, other)| compare(one, other, findings));
        return;
    }
    let keys = |blocks: &[Block<'_>]| -> Vec<String> { blocks.iter().map(|block| ascii_words(block.text).collect()).collect() };
    for op in capture_diff_slices(Algorithm::Myers, &keys(&source), &keys(&target)) {
        let (old, new) = (op.old_range(), op.new_range());
        let (old, new) = (source.get(old).unwrap_or_default(), target.get(new).unwrap_or_default());
        if !matches!(op, DiffOp::Equal { .. }) && old.len() == new.len() {
            old.iter().zip(new).for_each(|(one, other)| compare(one, other, findings));
            continue;
        }
        if matches!(op, DiffOp::Equal { .. } | DiffOp::Replace { .. }) {
            continue;
        }
        for (side, block) in old.iter().map(|block| (Side::Source, block)).chain(new.iter().map(|block| (Side::Target, block))) {
            let (from, to) = ends(pair, side, &block.item);
            let message = match side {
                Side::Source => "the rendering lacks this block of code of the original",
                Side::Target => "the original has no such block of code as the rendering has here",
            };
            findings.add(block.item.bead, Level::Warning, 0.7, message.to_owned(), from, to);
        }
    }
}

/// Tables, where both pages have as many, must have as many columns.
fn tables(sides: &[Held<'_>; 2], findings: &mut Findings<'_>) {
    let of = |held: &Held<'_>| -> Vec<(usize, Span, usize)> {
        let columns = |item: &Item<'_>| match item.element {
            Element::Table(columns) => Some((item.bead, item.span, *columns)),
            _ => None,
        };
        held.items.iter().filter_map(columns).collect()
    };
    let (source, target) = (of(&sides[0]), of(&sides[1]));
    if source.len() != target.len() {
        return;
    }
    for ((bead, one, wide), (_, other, wanted)) in source.into_iter().zip(target).filter(|(one, other)| one.2 != other.2) {
        let message = format!("the table has {wide} columns in the original and {wanted} in the rendering");
        findings.add(bead, Level::Warning, 0.8, message, one, other);
    }
}

/// Elements that have a name, and are compared by it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Link,
    Image,
    Code,
    Formula,
}

impl Kind {
    /// What an element of this kind is compared by.
    fn key(self, element: &Element) -> Option<String> {
        let key = match (self, element) {
            (Self::Link, Element::Link(target)) | (Self::Image, Element::Image(target)) => structure_targets::key(target),
            (Self::Code, Element::InlineCode(words)) if words.is_ascii() => {
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            }
            (Self::Formula, Element::Formula(words)) if words.is_ascii() => words.split_whitespace().collect(),
            _ => return None,
        };
        (!key.is_empty()).then_some(key)
    }

    fn shown(element: &Element) -> &str {
        match element {
            Element::Link(words) | Element::Image(words) | Element::InlineCode(words) | Element::Formula(words) => words,
            _ => "",
        }
    }

    fn message(self, one: &str, other: &str) -> String {
        let (one, other) = (quoted(one), quoted(other));
        match self {
            Self::Link => format!("the link leads to {one} in the original and to {other} in the rendering"),
            Self::Image => format!("the image is {one} in the original and {other} in the rendering"),
            Self::Code => format!("the code is {one} in the original and {other} in the rendering"),
            Self::Formula => format!("the formula is {one} in the original and {other} in the rendering"),
        }
    }

    fn lone(self, side: Side, words: &str) -> String {
        let what = match self {
            Self::Link => "link to",
            Self::Image => "image",
            Self::Code => "code",
            Self::Formula => "formula",
        };
        match side {
            Side::Source => format!("the rendering has the {what} {} of the original nowhere", quoted(words)),
            Side::Target => format!("the original has the {what} {} of the rendering nowhere", quoted(words)),
        }
    }
}

/// Compares the elements of a kind: what stands somewhere in the other text is no matter, for sentences may be put in
/// another order. What does not is another in the same bead, where there is just one such on each side, or is missing.
fn named(pair: &PairView<'_>, kind: Kind, sides: &[Held<'_>; 2], findings: &mut Findings<'_>) {
    let keys = |held: &Held<'_>| held.items.iter().filter_map(|item| kind.key(item.element)).collect::<FxHashSet<String>>();
    let known = [keys(&sides[0]), keys(&sides[1])];
    let lone = |side: usize| -> Vec<Item<'_>> {
        let missing = |item: &&Item<'_>| {
            let said = kind == Kind::Code && sides[1 - side].says(Kind::shown(item.element));
            kind.key(item.element).is_some_and(|key| !known[1 - side].contains(&key)) && !said
        };
        sides[side].items.iter().filter(missing).copied().collect()
    };
    let (mut source, mut target) = (lone(0), lone(1));
    let mut used: FxHashSet<usize> = FxHashSet::default();
    let alone = |items: &[Item<'_>], bead: usize| {
        let first = items.partition_point(|item| item.bead < bead);
        let is_here = |at: usize| items.get(at).is_some_and(|item| item.bead == bead);
        (is_here(first) && !is_here(first + 1)).then_some(first)
    };
    source.sort_by_key(|item| item.bead);
    target.sort_by_key(|item| item.bead);
    for (at, item) in source.iter().enumerate() {
        let across = alone(&source, item.bead).filter(|own| *own == at).and_then(|_| alone(&target, item.bead));
        if let Some(other) = across.and_then(|at| Some((at, target.get(at)?))) {
            used.insert(other.0);
            let message = kind.message(Kind::shown(item.element), Kind::shown(other.1.element));
            findings.add(item.bead, Level::Warning, 0.75, message, item.span, other.1.span);
        } else {
            report_lone(pair, kind, Side::Source, item, findings);
        }
    }
    for (_, item) in target.iter().enumerate().filter(|(at, _)| !used.contains(at)) {
        report_lone(pair, kind, Side::Target, item, findings);
    }
}

fn report_lone(pair: &PairView<'_>, kind: Kind, side: Side, item: &Item<'_>, findings: &mut Findings<'_>) {
    let (from, to) = ends(pair, side, item);
    findings.add(item.bead, Level::Note, 0.5, kind.lone(side, Kind::shown(item.element)), from, to);
}

/// Words in quotation marks, cut where they are long.
fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("“{}…”", words.get(..cut).unwrap_or_default()),
        None if words.is_empty() => "nothing".to_owned(),
        None => format!("“{words}”"),
    }
}
