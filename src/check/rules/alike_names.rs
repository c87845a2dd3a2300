//! Two spellings of one name in a rendering, told by the words alone: the ground of `inconsistent-name` for names that no
//! table and no form tells.
//!
//! A name in Latin letters that is spelled nearly as another of the text, but in no table and nowhere in the original, is
//! a second spelling of it where the original has, in both places, the one string that the other name sounds like.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::{BeadView, PairView};
use crate::lang::{Language, table};
use crate::mention::Fact;
use crate::mention::name::Parts;
use crate::sound::{Fit, Sounds, alike, letters};
use crate::text::{Side, Span};

/// A spelling that differs from the usual one of the same name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variant {
    pub(super) bead: usize,
    /// The name in the original, there and where it is spelled as usual.
    pub(super) source: [Span; 2],
    /// The spelling, and the usual one.
    pub(super) target: [Span; 2],
    /// How often the usual one stands in the text.
    pub(super) times: usize,
}

/// The fewest letters of a name.
const LETTERS: usize = 5;
/// Words with the same key are compared, but no more than so many.
const MOST: usize = 40;
/// How alike two spellings must be.
const ALIKE: f32 = 0.84;
/// How alike the word of the original must be where it has the same script.
const SAME_SCRIPT: f32 = 0.86;
/// How likely the characters of the original must sound like the usual spelling, and like the other.
const HEARD: [f32; 2] = [0.6, 0.4];
/// In so many places the usual spelling is looked up in the original.
const LOOKED_UP: usize = 5;
/// Sentences longer than this, in bytes, are passed over.
const LONGEST: usize = 6000;

/// A word that may be a name.
#[derive(Debug, Default)]
struct Word {
    /// Where it stands.
    places: Vec<(usize, Span)>,
    /// Whether the tables know it, or it is the first word of nothing but sentences.
    known: bool,
}

/// The second spellings in the rendering.
pub(super) fn variants(pair: &PairView<'_>) -> Vec<Variant> {
    let into = pair.target.document.language();
    let parts = Parts::of(into);
    if !into.traits.letter_case || into.traits.capital_nouns || !parts.has_vocabulary() {
        return Vec::new();
    }
    let words = words(pair, parts);
    let mut by_key: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for word in words.keys() {
        for key in keys(word) {
            by_key.entry(key).or_default().push(word);
        }
    }
    let in_source = LatinWords::of(pair);
    let mut found = Vec::new();
    for (word, variant) in words.iter().filter(|(_, word)| !word.known) {
        if in_source.words.contains(word.as_str()) {
            continue;
        }
        let mut near: Vec<&str> =
            keys(word).iter().filter_map(|key| by_key.get(key)).flat_map(|near| near.iter().take(MOST)).copied().collect();
        near.sort_unstable();
        near.dedup();
        let mut usual: Vec<(&str, &Word)> = near
            .into_iter()
            .filter(|other| is_variant(word, other))
            .filter_map(|other| Some((other, words.get(other)?)))
            .filter(|(_, other)| {
                let rank =
                    |word: &Word| (word.known, word.places.len(), std::cmp::Reverse(word.places.first().map(|place| place.1)));
                rank(other) > rank(variant)
            })
            .collect();
        usual.sort_by_key(|(_, word)| std::cmp::Reverse(word.places.len()));
        // Where both stand in one sentence, there are two names.
        let beside = |other: &Word| variant.places.iter().any(|(bead, _)| other.places.iter().any(|(at, _)| at == bead));
        for &(bead, span) in &variant.places {
            let told = usual.iter().filter(|(_, other)| !beside(other)).find_map(|(spelling, other)| {
                let (place, source) = same_source(pair, [word, spelling], bead, other, &in_source)?;
                Some(Variant { bead, source, target: [span, place], times: other.places.len() })
            });
            found.extend(told);
        }
    }
    found
}

/// The words of the rendering that may be names, by their letters.
fn words(pair: &PairView<'_>, parts: &Parts) -> BTreeMap<String, Word> {
    let text = pair.target.document.text();
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    let mut small: FxHashSet<String> = FxHashSet::default();
    for bead in pair.beads().filter(BeadView::is_paired) {
        let start = bead.span(Side::Target).start;
        if bead.words(Side::Target).len().max(bead.words(Side::Source).len()) > LONGEST {
            continue;
        }
        for place in table::unicode_words(bead.words(Side::Target)) {
            let span = bare(place.shifted(start), text);
            let word = span.of(text);
            let mut characters = word.chars();
            let capital = characters.next().is_some_and(char::is_uppercase);
            if !capital {
                small.insert(letters(word));
            }
            // What has capitals throughout is an acronym or a headline.
            if !capital || !characters.all(char::is_lowercase) || parts.is_common(word) {
                continue;
            }
            let spelling = letters(word);
            if spelling.len() >= LETTERS {
                let known = || {
                    bead.mentions(Side::Target).any(|mention| {
                        mention.span.overlaps(span)
                            && match &mention.fact {
                                Fact::Person(name) | Fact::Organisation(name) => !name.known.is_empty(),
                                _ => true,
                            }
                    })
                };
                let held = words.entry(spelling).or_default();
                held.known = held.known || known();
                held.places.push((bead.index, span));
            }
        }
    }
    words.retain(|spelling, _| !small.contains(spelling));
    words
}

/// A word without a possessive ending.
fn bare(span: Span, text: &str) -> Span {
    let word = span.of(text);
    let without = ["'s", "’s", "'", "’"].into_iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    Span { end: span.start + Span::at(without.len()).start, ..span }
}

/// What spellings of one name mostly share: the consonants, the beginning, the end.
fn keys(word: &str) -> [String; 3] {
    let mut skeleton: Vec<char> = word.chars().filter(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).collect();
    skeleton.dedup();
    let consonants: String = skeleton.into_iter().collect();
    let (first, last) = (word.get(..3).unwrap_or(word), word.get(word.len().saturating_sub(3)..).unwrap_or(word));
    [format!("={consonants}"), format!("^{first}"), format!("{last}$")]
}

/// Whether two spellings are nearly the same and neither is made from the other by an ending.
fn is_variant(one: &str, other: &str) -> bool {
    let within = |one: &str, other: &str| other.starts_with(one.trim_end_matches('s')) || other.ends_with(one);
    if within(one, other) || within(other, one) {
        return false;
    }
    let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(one, other)| one == other).count();
    let before = same(&mut one.bytes().zip(other.bytes()));
    let after = same(&mut one.bytes().rev().zip(other.bytes().rev()));
    let shorter = one.len().min(other.len());
    let (before, after) = (before, after.min(shorter - before.min(shorter)));
    let apart = one.len().max(other.len()) - before - after;
    // Where only the ends differ, one may be made from the other: Mexico, Mexican.
    let allowed = if after == 0 { 1 } else { shorter.div_ceil(3) };
    apart <= allowed && strsim::osa_distance(one, other) <= shorter.div_ceil(4).min(3) && alike(one, other) >= ALIKE
}

/// The words of the original in Latin letters.
struct LatinWords {
    words: FxHashSet<String>,
}

impl LatinWords {
    fn of(pair: &PairView<'_>) -> Self {
        let text = pair.source.document.text();
        let words = table::unicode_words(text).into_iter().map(|word| letters(bare(word, text).of(text)));
        Self { words: words.filter(|word| word.len() >= LETTERS).collect() }
    }
}

/// The place of the usual spelling, and the name in the original here and there, where the original has one and the same
/// in both places.
fn same_source(
    pair: &PairView<'_>,
    [word, spelling]: [&str; 2],
    bead: usize,
    usual: &Word,
    in_source: &LatinWords,
) -> Option<(Span, [Span; 2])> {
    let language = pair.source.document.language();
    let here = BeadView { pair: *pair, index: bead };
    let latin = Sounds::of(language).ways().is_empty() || in_source.words.contains(spelling);
    usual.places.iter().take(LOOKED_UP).find_map(|&(at, place)| {
        let there = BeadView { pair: *pair, index: at };
        let source = if latin {
            by_letters(&here, &there, language, spelling)
        } else {
            by_sound(&here, &there, language, [word, spelling])
        };
        Some((place, source?))
    })
}

/// The word in both beads of the original that is spelled most like the name.
fn by_letters(here: &BeadView<'_>, there: &BeadView<'_>, language: &'static Language, spelling: &str) -> Option<[Span; 2]> {
    let text = here.pair.source.document.text();
    let words = |bead: &BeadView<'_>| {
        let start = bead.span(Side::Source).start;
        table::unicode_words(bead.words(Side::Source))
            .into_iter()
            .map(move |word| bare(word.shifted(start), text))
            .collect::<Vec<_>>()
    };
    let closest = words(there).into_iter().max_by(|one, other| {
        alike(one.of(text), spelling).total_cmp(&alike(other.of(text), spelling)).then(other.start.cmp(&one.start))
    })?;
    if alike(closest.of(text), spelling) < SAME_SCRIPT {
        return None;
    }
    let stem = (language.stem)(closest.of(text));
    let own = words(here).into_iter().find(|word| (language.stem)(word.of(text)) == stem)?;
    Some([own, closest])
}

/// The characters in both beads of the original that sound like the name.
fn by_sound(
    here: &BeadView<'_>,
    there: &BeadView<'_>,
    language: &'static Language,
    [word, spelling]: [&str; 2],
) -> Option<[Span; 2]> {
    let sounds = Sounds::of(language);
    let view = language.view(there.words(Side::Source));
    let heard = Fit::new(sounds, view.text()).anywhere(spelling).filter(|heard| heard.probability >= HEARD[0])?;
    let characters = heard.span.of(view.text());
    if characters.chars().count() < 2 {
        return None;
    }
    let own = language.view(here.words(Side::Source));
    // More or fewer characters are another name: 摩利亚 beside 摩利.
    let heard_here = Fit::new(sounds, own.text()).anywhere(word).filter(|heard| heard.span.of(own.text()) == characters)?;
    Fit::new(sounds, characters).whole(word).filter(|heard| heard.probability >= HEARD[1])?;
    let place = own.original(heard_here.span).shifted(here.span(Side::Source).start);
    Some([place, view.original(heard.span).shifted(there.span(Side::Source).start)])
}
