//! What stands around two countries on both sides, compared by its meaning: what the original says of each, and to which of
//! the two the rendering gives it.

use super::swapped_roles::Two;
use crate::check::meaning::{Nearness, Text, Texts};
use crate::text::{Side, Span};

/// So many words on each side of a country, or twice as many characters where words are not parted, in the two widths in which
/// its surroundings are looked at.
const WORDS: usize = 2;
const PHRASE: usize = 4;
/// What ends a clause.
const MARKS: [char; 22] =
    [',', '，', '。', '；', ';', '：', ':', '、', '—', '–', '“', '”', '"', '(', ')', '（', '）', '「', '」', '«', '»', '।'];

/// How much nearer what stands around each country is to what stands around the same one across than around the other: in the
/// words beside them, in the phrases, and in the clauses.
#[derive(Debug, Default)]
pub(super) struct Pull {
    pub(super) words: f32,
    pub(super) phrases: f32,
    pub(super) clauses: f32,
}

/// What stands around a place.
struct Around {
    words: Text,
    phrase: Text,
    clause: Text,
}

/// What stands around the two countries: by the side, the country and its places.
pub(super) struct Contexts {
    around: [[Vec<Around>; 2]; 2],
}

impl Contexts {
    pub(super) fn of(two: &Two<'_>, texts: &mut Texts) -> Self {
        let around = [Side::Source, Side::Target].map(|side| {
            let named = &two.named[side as usize];
            let mut cut: Vec<Span> = named.iter().flat_map(|named| &named.places).map(|(span, _)| *span).collect();
            cut.sort_unstable();
            [0, 1].map(|at| {
                // Of the rendering, only names can have been exchanged.
                let places = named[at].places.iter().filter(|(_, by_name)| *by_name || side == Side::Source);
                places.map(|(span, _)| Around::of(two, side, *span, &cut, texts)).collect()
            })
        });
        Self { around }
    }

    pub(super) fn pull(&self, nearness: &Nearness) -> Pull {
        let pull = |part: fn(&Around) -> Text| {
            let near = |one: usize, other: usize| {
                let pairs = self.around[0][one]
                    .iter()
                    .flat_map(|source| self.around[1][other].iter().map(move |target| nearness.of(part(source), part(target))));
                pairs.filter(|near| near.is_finite()).fold(-1.0, f32::max)
            };
            near(0, 0) + near(1, 1) - near(0, 1) - near(1, 0)
        };
        Pull { words: pull(|around| around.words), phrases: pull(|around| around.phrase), clauses: pull(|around| around.clause) }
    }
}

impl Around {
    /// What stands around `span` without the words at `cut`, which name either country.
    fn of(two: &Two<'_>, side: Side, span: Span, cut: &[Span], texts: &mut Texts) -> Self {
        let language = two.bead.language(side);
        let text = two.bead.pair.side(side).document.text();
        let whole = two.bead.span(side);
        let before = without(text, Span { start: whole.start, end: span.start }, cut);
        let after = without(text, Span { start: span.end, end: whole.end }, cut);
        let mut near = |count: usize| {
            let around = if language.traits.word_spaces {
                let mut words: Vec<&str> = before.split_whitespace().rev().take(count).collect();
                words.reverse();
                words.extend(after.split_whitespace().take(count));
                words.join(" ")
            } else {
                let from = before.char_indices().rev().nth(2 * count - 1).map_or(0, |(at, _)| at);
                let to = after.char_indices().nth(2 * count).map_or(after.len(), |(at, _)| at);
                format!("{} {}", &before[from..], &after[..to])
            };
            texts.add(&around, language)
        };
        let (words, phrase) = (near(WORDS), near(PHRASE));
        let opening = before.rsplit(MARKS).next().unwrap_or_default();
        let clause = format!("{opening} {}", after.split(MARKS).next().unwrap_or_default());
        Self { words, phrase, clause: texts.add(&clause, language) }
    }
}

/// The words at `span` without those at `cut`, which are in order.
fn without(text: &str, span: Span, cut: &[Span]) -> String {
    let mut rest = String::new();
    let mut from = span.start;
    for cut in cut.iter().filter(|cut| span.contains(**cut) && !cut.is_empty()) {
        rest.push_str(text.get(from as usize..cut.start as usize).unwrap_or_default());
        from = cut.end.max(from);
    }
    rest.push_str(text.get(from as usize..span.end as usize).unwrap_or_default());
    rest
}
