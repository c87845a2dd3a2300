//! Pairing the sentences of two texts.
//!
//! Each sentence is read as a bag of terms: words, values, names. Terms of the two texts are linked where they
//! may render each other, and a bead is worth what its terms share beyond chance, how well its lengths go
//! together, and how common its shape is. Dynamic programming over beads, within a band along a chain of
//! anchors, weighs all ways to pair the texts; the figures of the model (how often sentences are merged or left
//! out, how lengths vary, how often words find a rendering) are estimated from the pair at hand in a few rounds.
//! At last single clauses tell, by their meaning, on which side of a bound between two beads a sentence belongs.

mod around;
mod bead;
pub mod edit;
pub mod exchange;
pub mod file;
pub mod format;
mod lines;
mod score;
mod search;

pub use bead::{Alignment, AlignmentError, Bead};
pub use lines::{from_line_numbers, numbered_by_line};
pub use score::Answers;

use std::collections::HashMap;
use std::ops::Range;

use crate::encode::Encoder;
use crate::lang::pairs::lexicon;
use crate::mention::Mentions;
use crate::segment::Document;
use crate::text::Side;
use score::{Clauses, Heard, Kept, Links, Meaning, Model, Places, SHAPES, Scorer, Seen, Terms, Worth};
use search::{Band, Bounds, CREDIBLE, Field, Found, Lattice, moved};

/// What the aligner may do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Passages that stand elsewhere in the other text are paired too, out of order.
    pub crossing: bool,
    /// Sentences are judged by their words alone (lengths, anchors, lexicons, names), not by an encoder of their meaning:
    /// much quicker, and a little less often right.
    pub fast: bool,
    /// On how many threads sentences are encoded and beads are weighed; the result is the same with any number of them, and 0 counts as 1.
    pub threads: usize,
    /// Beads that are settled, as those that a person has reviewed: they come out as they are, with full confidence, and
    /// the rest is paired around them. They may cross; what overlaps an earlier one or lies beyond a text is passed over.
    pub fixed: Vec<(Range<usize>, Range<usize>)>,
}

/// How often the model is fitted to the beads found, and how often where it is to be quick.
const ROUNDS: [usize; 2] = [4, 3];

/// How far the first look reaches around the anchors, in sentences, and how far where it is to be quick.
const MARGINS: [usize; 2] = [10, 8];

/// So many of the shapes are tried at first.
const SHORT_SHAPES: usize = 6;
/// The first round that tries all of them.
const FIRST_WITH_ALL: usize = 2;

/// Pairs the sentences of `source` and `target`.
///
/// Every segment of both stands in exactly one bead of the result, in the order of the source; the confidence
/// of a bead is its probability under the model that fits the pair. Time and memory grow with the length of
/// the texts, not with its square.
#[must_use]
pub fn align(
    source: &Document,
    target: &Document,
    source_mentions: &Mentions,
    target_mentions: &Mentions,
    options: &Options,
) -> Alignment {
    if !options.fixed.is_empty() {
        return around::align(source, target, source_mentions, target_mentions, options);
    }
    // Names of several words are better read word by word where nothing but words is looked at.
    let (from, to) = read(source, target, source_mentions, target_mentions, !options.fast);
    let lengths = [from.len(), to.len()];
    let mut links = Links::find(&from, &to, source.language(), target.language());
    let bulk = f64::from(target.language().bulk) / f64::from(source.language().bulk);
    let threads = options.threads.max(1);
    let encoder = if options.fast { None } else { Encoder::shared() };
    let mut meaning = encoder.map(|encoder| (encoder, Meaning::read(encoder, source, target, threads)));
    let weights = if meaning.is_some() { &score::WORDS_AND_MEANING } else { &score::WORDS };
    let mut model = Model::expected(&from, &to, bulk, weights);
    let places = Places::of(&from, &to);
    let mut worth = Worth::new(&from, &to, &links, &model);
    let anchors = score::candidates([&from, &to], &places, &links, &worth, |_, _| true);
    let mut field = Field::whole(Band::along(&anchors, lengths[0], lengths[1], MARGINS[usize::from(options.fast)]), 1);
    let mut found = Vec::new();
    let rounds = ROUNDS[usize::from(options.fast)];
    for round in 0..=rounds {
        if let Some((encoder, meaning)) = &mut meaning {
            // From then on a round tries beads only that the one before has tried.
            meaning.prepare(encoder, [source, target], &field.runs(), round >= FIRST_WITH_ALL, threads);
        }
        let near = meaning.as_ref().map(|(_, meaning)| meaning);
        // The first look only has to find the way: longer beads are tried near it.
        let lattice = Lattice::new(field, &Scorer::new(&from, &to, &places, near, &model, &worth), &model.steps, threads);
        found = lattice.best();
        let shapes = if round + 1 < FIRST_WITH_ALL { SHORT_SHAPES } else { SHAPES.len() };
        field = Field::after(&lattice, &found, shapes);
        if round > 0 && round < rounds {
            let seen: Vec<Seen> = found.iter().filter(|bead| is_paired(bead)).map(seen).collect();
            links = score::learn(&from, &to, &places, &links, &seen);
            model = model.fitted(&from, &to, &links, near, &seen, &lattice.counts);
            worth = Worth::new(&from, &to, &links, &model);
        }
        if let Some(encoder) = encoder.filter(|_| round == rounds) {
            // The vectors take much memory, and only a search for passages that moved asks for them once more.
            meaning = meaning.filter(|_| options.crossing);
            let likely = |bead: &[Range<usize>; 2]| lattice.probability(bead);
            let bounds = Bounds::of(&found, &likely);
            let clauses = Clauses::read(encoder, [source, target], &bounds.edges(), threads);
            bounds.settle(&mut found, &|side, sentence, across| clauses.cover(side, sentence, across));
        }
    }
    if options.crossing {
        let lone = search::lone(&found, lengths);
        if let Some((encoder, meaning)) = &mut meaning {
            meaning.prepare(encoder, [source, target], &search::lone_runs(&lone), true, threads);
        }
        let meaning = meaning.as_ref().map(|(_, meaning)| meaning);
        let candidates = score::candidates([&from, &to], &places, &links, &worth, |from, to| lone[0][from] && lone[1][to]);
        moved(&mut found, lone, &Scorer::new(&from, &to, &places, meaning, &model, &worth), candidates);
    }
    doubt_repeats(&mut found, source, Side::Source);
    doubt_repeats(&mut found, target, Side::Target);
    alignment(found, lengths)
}

/// Passages shorter than this, in bytes, may well be said twice and rendered in two ways.
const LONG: usize = 40;
/// What the other of two beads is believed that hold the same passage on one side.
const REPEATED: f64 = 0.3;

/// Lowers the probability of beads whose passage on that side stands in a likelier bead too: a passage quoted twice, of
/// which the other text may have only one.
fn doubt_repeats(found: &mut [Found], document: &Document, side: Side) {
    let segments = |bead: &Found| match side {
        Side::Source => bead.source.clone(),
        Side::Target => bead.target.clone(),
    };
    let mut best: HashMap<&str, usize> = HashMap::new();
    for at in 0..found.len() {
        let (first, rest) = (segments(&found[at]).next(), segments(&found[at]).skip(1));
        let Some(view) = first.filter(|_| is_paired(&found[at])).and_then(|first| document.views().get(first)) else { continue };
        if rest.count() > 0 || view.text().len() < LONG {
            continue;
        }
        let kept = *best.entry(view.text()).or_insert(at);
        if kept != at {
            let doubted = if found[at].probability > found[kept].probability { kept } else { at };
            found[doubted].probability = found[doubted].probability.min(REPEATED);
            best.insert(view.text(), if doubted == at { kept } else { at });
        }
    }
}

/// The terms of both texts, with or without names as one term each; a text in a writing without blanks is read second,
/// knowing the names of the other.
fn read(
    source: &Document,
    target: &Document,
    source_mentions: &Mentions,
    target_mentions: &Mentions,
    names: bool,
) -> (Terms, Terms) {
    let nothing = Heard::default();
    // Where no lexicon links the languages, even common words help to learn which words keep company.
    let (one, other) = (source.language().code, target.language().code);
    let kept = Kept { common_words: lexicon(one, other).or(lexicon(other, one)).is_none(), names };
    if source.language().traits.word_spaces {
        let from = Terms::read(source, source_mentions, &nothing, kept);
        let to = Terms::read(target, target_mentions, &from.names(), kept);
        (from, to)
    } else {
        let to = Terms::read(target, target_mentions, &nothing, kept);
        let from = Terms::read(source, source_mentions, &to.names(), kept);
        (from, to)
    }
}

/// What the words of the source sentences of each bead find among its target sentences, by the lexicons, by their values and
/// by their spelling and sound: in the order of `beads`.
#[must_use]
pub fn answers<'a>(
    source: (&Document, &Mentions),
    target: (&Document, &Mentions),
    beads: impl IntoIterator<Item = &'a Bead>,
) -> Vec<Answers> {
    let (from, to) = read(source.0, target.0, source.1, target.1, true);
    let links = Links::find(&from, &to, source.0.language(), target.0.language());
    beads.into_iter().map(|bead| score::answers(&from, &to, &links, (&bead.source, &bead.target))).collect()
}

fn is_paired(bead: &Found) -> bool {
    !bead.source.is_empty() && !bead.target.is_empty()
}

fn seen(bead: &Found) -> Seen {
    Seen { source: bead.source.clone(), target: bead.target.clone(), weight: bead.probability }
}

fn alignment(found: Vec<Found>, [source, target]: [usize; 2]) -> Alignment {
    #[expect(clippy::cast_possible_truncation, reason = "confidences are kept in single precision")]
    let beads = found
        .into_iter()
        .map(|bead| {
            let confidence = confidence(&bead) as f32;
            Bead { source: bead.source, target: bead.target, confidence }
        })
        .collect();
    Alignment::new(beads, source, target).unwrap_or_else(|_| unpaired(source, target))
}

/// How often beads of this probability are right, fitted on the logarithm of the odds over texts of all kinds.
fn confidence(bead: &Found) -> f64 {
    const SHIFT: f64 = 0.45;
    let likely = bead.probability.clamp(1e-9, 1.0 - 1e-9);
    let odds = CREDIBLE * (likely / (1.0 - likely)).ln() + SHIFT;
    1.0 / (1.0 + (-odds).exp())
}

/// Every sentence alone.
fn unpaired(source: usize, target: usize) -> Alignment {
    let lone = (0..source).map(|at| Bead { source: at..at + 1, target: 0..0, confidence: 0.0 });
    let beads = lone.chain((0..target).map(|at| Bead { source: source..source, target: at..at + 1, confidence: 0.0 })).collect();
    Alignment::new(beads, source, target).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::OTHER;

    /// Sentences of numbered words, of which every ninth is left out and every seventh stands together with the next.
    fn texts() -> [Document; 2] {
        let sentence = |number: usize| format!("word{} and{} on{} number {number}", number * 7, number * 13, number % 40);
        let source: String = (0..300).map(|number| sentence(number) + ".\n").collect();
        let target = (0..300).filter(|number| number % 9 != 4);
        let target: String = target.map(|number| sentence(number) + if number % 7 == 3 { ", " } else { ".\n" }).collect();
        [source, target].map(|text| Document::from_lines("text", text, &OTHER))
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let [source, target] = texts();
        let mentions = [&source, &target].map(Mentions::of);
        let aligned = |fast: bool, threads: usize| {
            let options = Options { fast, threads, ..Options::default() };
            align(&source, &target, &mentions[0], &mentions[1], &options)
        };
        for fast in [true, false] {
            assert_eq!(aligned(fast, 1), aligned(fast, 3), "fast: {fast}");
        }
    }

    #[test]
    fn the_rounds_that_look_only_where_others_found_likely_ways_find_what_stands_together_and_what_was_left_out() {
        let [source, target] = texts();
        let options = Options { fast: true, ..Options::default() };
        let alignment = align(&source, &target, &Mentions::of(&source), &Mentions::of(&target), &options);
        let has = |shape: (usize, usize)| {
            alignment.beads().iter().filter(|bead| (bead.source.len(), bead.target.len()) == shape).count()
        };
        // 33 are left out, five of them between two that stand together; 33 stand together with the very next.
        assert!(has((1, 0)) >= 27, "{alignment:?}");
        assert_eq!(has((0, 1)), 0, "{alignment:?}");
        assert!(has((2, 1)) >= 30, "{alignment:?}");
    }
}
