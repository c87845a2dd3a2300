//! Proposing a glossary: which words of renderings go with which words of originals.
//!
//! Runs of up to `LONGEST_RUN` words are counted in both texts, the longer only where the shorter are frequent
//! enough (Agrawal and Srikant, "Fast Algorithms for Mining Association Rules", VLDB 1994). Of the runs that stand in
//! the renderings of a run of the original, the one that goes with it most exclusively is proposed: by the Dice
//! coefficient, where the log-likelihood ratio (Dunning, "Accurate Methods for the Statistics of Surprise and
//! Coincidence", Computational Linguistics 19:1, 1993) says that the two do not meet by chance.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::{is_joined_script, stem};
use crate::lang::pairs;
use crate::lang::{Frequencies, Language, function_words};
use crate::text::Span;

/// The longest run of words that is proposed.
const LONGEST_RUN: usize = 4;
/// No more words of a sentence are read.
const LONGEST_SENTENCE: usize = 300;
/// No more sentences are looked at for the renderings of one run, evenly taken from all that have it.
const MOST_LOOKED_AT: usize = 2000;
/// The log-likelihood ratio beyond which two runs meet by chance in less than one case of a thousand.
const BY_CHANCE: f64 = 10.83;
/// How much a longer run may be less exclusive than a shorter one and still be proposed, for each word.
const LENGTH: f64 = 0.02;
/// A word of this frequency or more, that a lexicon renders so, is no term (see [`Frequencies::frequency`]).
const COMMON: u8 = 44;

/// A word of this frequency or more neither begins nor ends a term (see [`Frequencies::frequency`]).
const EVERYWHERE: u8 = 61;

/// What is asked of a proposal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// In how many pairs a term and its rendering must stand.
    pub count: usize,
    /// The least Dice coefficient, 0 to 1.
    pub dice: f64,
    /// Whether words of the common vocabulary are proposed too.
    pub common: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { count: 3, dice: 0.6, common: false }
    }
}

/// An entry that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The term as it stands in most originals.
    pub source: String,
    /// Its rendering as it stands in most renderings.
    pub target: String,
    /// Whether it is the usual rendering, rather than a further one.
    pub is_first: bool,
    /// In how many pairs both stand.
    pub together: usize,
    /// In how many pairs each stands, by side.
    pub counts: [usize; 2],
    /// How exclusively they go together, 0 to 1.
    pub dice: f64,
    /// The first pair that has both, by its place.
    pub example: usize,
}

/// Proposes entries from pairs of sentences, the most frequent first.
#[must_use]
pub fn extract(pairs: &[(&str, &str)], from: &'static Language, into: &'static Language, wanted: &Wanted) -> Vec<Proposal> {
    let least = wanted.count.max(1);
    let source = Runs::of(pairs.iter().map(|pair| pair.0), from, least);
    let target = Runs::of(pairs.iter().map(|pair| pair.1), into, least);
    let both = Both { source, target, pairs: pairs.len(), least };
    let terms = (0..both.source.runs.len()).filter(|&number| both.source.is_term(number, pairs.len()));
    let links = exclusive(terms.flat_map(|number| both.links(number, wanted)).collect(), &both.source);
    let mut proposals: Vec<Proposal> =
        links.into_iter().filter(|link| wanted.common || !both.is_common(link)).map(|link| both.proposal(&link, pairs)).collect();
    proposals.sort_by(|one, other| {
        let key = |proposal: &Proposal| (std::cmp::Reverse(proposal.counts[0]), proposal.source.clone(), !proposal.is_first);
        key(one).cmp(&key(other))
    });
    proposals
}

/// A run of the original and one of the renderings that go together.
#[derive(Debug, Clone, Copy)]
struct Link {
    source: usize,
    target: usize,
    is_first: bool,
    together: usize,
    dice: f64,
}

/// The runs of both sides.
struct Both {
    source: Runs,
    target: Runs,
    pairs: usize,
    least: usize,
}

impl Both {
    /// What renders the run: its usual rendering, and a further one where that is missing.
    fn links(&self, number: usize, wanted: &Wanted) -> Vec<Link> {
        let all = &self.source.runs[number].sentences;
        let Some(first) = self.best(number, all, None) else { return Vec::new() };
        if let Some(parted) = self.parted(&first) {
            return parted.to_vec();
        }
        let usual = &self.target.runs[first.target].sentences;
        let rest: Vec<u32> = all.iter().copied().filter(|sentence| usual.binary_search(sentence).is_err()).collect();
        let second = self.best(number, &rest, None).filter(|second| 2 * second.together >= rest.len());
        let enough = first.dice >= wanted.dice || second.is_some() && 2 * first.together >= all.len();
        let second = second.map(|second| Link { is_first: false, ..second });
        if enough { std::iter::once(first).chain(second).collect() } else { Vec::new() }
    }

    /// The two longer runs that a word of the renderings belongs to nearly always: of “wind farm” and “wind park” the first
    /// word alone goes with the term throughout.
    fn parted(&self, link: &Link) -> Option<[Link; 2]> {
        let word = (self.target.runs[link.target].length == 1).then_some(link.target)?;
        let all = &self.source.runs[link.source].sentences;
        let one = self.best(link.source, all, Some(word))?;
        let held = &self.target.runs[one.target].sentences;
        let rest: Vec<u32> = all.iter().copied().filter(|sentence| held.binary_search(sentence).is_err()).collect();
        let other = self.best(link.source, &rest, Some(word))?;
        let nearly = 5 * (one.together + other.together) >= 4 * link.together;
        nearly.then_some([one, Link { is_first: false, ..other }])
    }

    /// The run of the renderings that goes best with the run in these sentences; where a word is given, of the longer
    /// ones with that word.
    fn best(&self, number: usize, sentences: &[u32], word: Option<usize>) -> Option<Link> {
        let step = sentences.len() / MOST_LOOKED_AT + 1;
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for &sentence in sentences.iter().step_by(step) {
            for &run in &self.target.of_sentence[sentence as usize] {
                *counts.entry(run).or_default() += step;
            }
        }
        let mut met: Vec<(u32, usize)> = counts.into_iter().filter(|&(_, together)| together >= self.least).collect();
        met.sort_unstable();
        let links = met.into_iter().filter_map(|(target, together)| {
            let target = target as usize;
            let own = self.target.runs[target].sentences.len();
            let together = together.min(own).min(sentences.len());
            // A longer run with a word that does not meet the term by chance does not either.
            let surely = word.is_some() || log_likelihood(together, sentences.len(), own, self.pairs) >= BY_CHANCE;
            let dice = ratio(2 * together, sentences.len() + own);
            let link = Link { source: number, target, is_first: true, together, dice };
            let has_word = word.is_none_or(|word| {
                let run = &self.target.runs[target];
                run.length > 1 && run.key.contains(&self.target.runs[word].key[0])
            });
            (surely && has_word && self.target.is_term(target, self.pairs)).then_some(link)
        });
        let worth = |link: &Link| link.dice + LENGTH * ratio(self.target.runs[link.target].length, 1);
        links.reduce(|best, link| if worth(&link) > worth(&best) { link } else { best })
    }

    /// Whether the two are words of the common vocabulary that a lexicon knows to go together.
    fn is_common(&self, link: &Link) -> bool {
        let (from, into) = (self.source.language, self.target.language);
        let (source, target) = (&self.source.runs[link.source], &self.target.runs[link.target]);
        let Some(frequencies) = Frequencies::of(into).filter(|_| target.length == 1) else { return false };
        let Some(lexicon) = pairs::lexicon(from.code, into.code) else { return false };
        let written: String = source.key[..source.length].iter().map(|&word| self.source.stem(word)).collect();
        let stem = self.target.stem(target.key[0]);
        lexicon.renderings(&written).any(|rendering| {
            (into.stem)(rendering) == stem && frequencies.frequency(rendering).is_some_and(|frequency| frequency >= COMMON)
        })
    }

    fn proposal(&self, link: &Link, pairs: &[(&str, &str)]) -> Proposal {
        let (source, target) = (&self.source.runs[link.source], &self.target.runs[link.target]);
        let have_both: Vec<usize> = source
            .sentences
            .iter()
            .filter(|sentence| target.sentences.binary_search(sentence).is_ok())
            .map(|&sentence| sentence as usize)
            .collect();
        let example = have_both.iter().copied().min_by_key(|&pair| (pairs[pair].0.len() + pairs[pair].1.len(), pair));
        Proposal {
            source: self.source.shown(source, &have_both, |pair| pairs[pair].0),
            target: self.target.shown(target, &have_both, |pair| pairs[pair].1),
            is_first: link.is_first,
            together: have_both.len(),
            counts: [source.sentences.len(), target.sentences.len()],
            dice: link.dice,
            example: example.unwrap_or_default(),
        }
    }
}

/// Of links to one rendering from runs that mostly stand together, the closest; of equal ones that of the longest run.
fn exclusive(mut links: Vec<Link>, source: &Runs) -> Vec<Link> {
    links.sort_by(|one, other| {
        let length = |link: &Link| source.runs[link.source].length;
        (one.target.cmp(&other.target))
            .then(other.dice.total_cmp(&one.dice))
            .then(length(other).cmp(&length(one)))
            .then(one.source.cmp(&other.source))
    });
    let mut kept: Vec<Link> = Vec::new();
    for link in links {
        let own = &source.runs[link.source].sentences;
        let stand_together = |other: &Link| {
            let others = &source.runs[other.source].sentences;
            2 * own.iter().filter(|sentence| others.binary_search(sentence).is_ok()).count() >= own.len()
        };
        let same_target = kept.iter().rev().take_while(|other| other.target == link.target).take(MOST_SYNONYMS);
        if !same_target.into_iter().any(stand_together) {
            kept.push(link);
        }
    }
    kept
}

/// With so many terms of one rendering a further one is compared.
const MOST_SYNONYMS: usize = 20;

#[expect(clippy::cast_precision_loss, reason = "counts of sentences are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Dunning's log-likelihood ratio of two runs that stand in `one` and `other` of `all` pairs, `together` in both; 0 where
/// they meet less often than by chance.
fn log_likelihood(together: usize, one: usize, other: usize, all: usize) -> f64 {
    let (only_one, only_other) = (one.saturating_sub(together), other.saturating_sub(together));
    let neither = all.saturating_sub(together + only_one + only_other);
    if together.saturating_mul(all) <= one.saturating_mul(other) {
        return 0.0;
    }
    let cell = |seen: usize, row: usize, column: usize| {
        if seen == 0 { 0.0 } else { ratio(seen, 1) * (ratio(seen, row) * ratio(all, column)).ln() }
    };
    let (not_one, not_other) = (only_other + neither, only_one + neither);
    2.0 * (cell(together, one, other)
        + cell(only_one, one, not_other)
        + cell(only_other, not_one, other)
        + cell(neither, not_one, not_other))
}

/// A run of words, by the numbers of their stems; 0 fills what it lacks.
type Key = [u32; LONGEST_RUN];

#[derive(Debug)]
struct Run {
    key: Key,
    length: usize,
    /// The sentences that have it, in order.
    sentences: Vec<u32>,
}

/// The runs of words on one side that are frequent enough.
struct Runs {
    language: &'static Language,
    runs: Vec<Run>,
    /// By sentence, the runs that it has.
    of_sentence: Vec<Vec<u32>>,
    /// By sentence, its words and their places.
    words: Vec<Vec<(u32, Span)>>,
    /// By number, the stem of the word and whether it may begin or end a term.
    stems: Vec<(String, bool)>,
    /// Runs that always stand within the same longer one.
    swallowed: FxHashSet<u32>,
}

impl Runs {
    fn of<'a>(sentences: impl Iterator<Item = &'a str>, language: &'static Language, least: usize) -> Self {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut stems = vec![(String::new(), false)];
        let mut words: Vec<Vec<(u32, Span)>> = Vec::new();
        for sentence in sentences {
            let view = language.view(sentence);
            let mut own = Vec::new();
            for place in (language.words)(view.text()).into_iter().take(LONGEST_SENTENCE) {
                let word = place.of(view.text());
                let stem = stem(language, word);
                let number = numbers.get(&stem).copied().unwrap_or_else(|| {
                    let number = u32::try_from(stems.len()).unwrap_or(u32::MAX);
                    stems.push((stem.clone(), may_be_edge(language, word, &stem)));
                    numbers.insert(stem, number);
                    number
                });
                own.push((number, view.original(place)));
            }
            words.push(own);
        }
        let of_sentence = vec![Vec::new(); words.len()];
        let mut runs = Self { language, runs: Vec::new(), of_sentence, words, stems, swallowed: FxHashSet::default() };
        let mut frequent: FxHashMap<Key, u32> = FxHashMap::default();
        for length in 1..=LONGEST_RUN {
            frequent = runs.count(length, least, &frequent);
            if frequent.is_empty() {
                break;
            }
        }
        runs.swallow();
        runs
    }

    /// Adds the runs of that length; `shorter` are the frequent ones of one word less.
    fn count(&mut self, length: usize, least: usize, shorter: &FxHashMap<Key, u32>) -> FxHashMap<Key, u32> {
        let mut counted: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (sentence, words) in (0_u32..).zip(&self.words) {
            for window in words.windows(length) {
                let key = key(window);
                if length > 1
                    && !(shorter.contains_key(&self::key(&window[1..]))
                        && shorter.contains_key(&self::key(&window[..length - 1])))
                {
                    continue;
                }
                if window.windows(2).any(|pair| !self.adjoins(pair[0].1, pair[1].1)) {
                    continue;
                }
                let places = counted.entry(key).or_default();
                if places.last() != Some(&sentence) {
                    places.push(sentence);
                }
            }
        }
        let mut kept: Vec<(Key, Vec<u32>)> = counted.into_iter().filter(|(_, sentences)| sentences.len() >= least).collect();
        kept.sort_unstable();
        let mut frequent = FxHashMap::default();
        for (key, sentences) in kept {
            let number = u32::try_from(self.runs.len()).unwrap_or(u32::MAX);
            frequent.insert(key, number);
            for &sentence in &sentences {
                self.of_sentence[sentence as usize].push(number);
            }
            self.runs.push(Run { key, length, sentences });
        }
        frequent
    }

    /// Whether nothing but a blank or a hyphen may lie between two words at these places.
    fn adjoins(&self, one: Span, other: Span) -> bool {
        other.start.saturating_sub(one.end) <= u32::from(self.language.traits.word_spaces)
    }

    /// Finds the runs that never stand outside one longer run.
    fn swallow(&mut self) {
        let numbers: FxHashMap<Key, u32> = self.runs.iter().zip(0..).map(|(run, number)| (run.key, number)).collect();
        for run in &self.runs {
            for part in [&run.key[1..run.length], &run.key[..run.length.saturating_sub(1)]] {
                let mut key = [0; LONGEST_RUN];
                key[..part.len()].copy_from_slice(part);
                if let Some(&within) = numbers.get(&key)
                    && self.runs[within as usize].sentences.len() == run.sentences.len()
                    && self.has_edges(run)
                {
                    self.swallowed.insert(within);
                }
            }
        }
    }

    fn stem(&self, word: u32) -> &str {
        self.stems.get(word as usize).map_or("", |(stem, _)| stem)
    }

    fn has_edges(&self, run: &Run) -> bool {
        let edge = |word: u32| self.stems.get(word as usize).is_some_and(|(_, edge)| *edge);
        edge(run.key[0]) && edge(run.key[run.length - 1])
    }

    /// Whether the run may be a term at all, of so many sentences.
    fn is_term(&self, number: usize, sentences: usize) -> bool {
        let run = &self.runs[number];
        let everywhere = sentences > 50 && run.sentences.len() * 5 > sentences;
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.has_edges(run) && !everywhere && !self.swallowed.contains(&number)
    }

    /// The words of the run as most of these sentences have them.
    fn shown<'a>(&self, run: &Run, sentences: &[usize], text: impl Fn(usize) -> &'a str) -> String {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for &sentence in sentences.iter().take(MOST_LOOKED_AT) {
            for window in self.words[sentence].windows(run.length).filter(|window| key(window) == run.key) {
                *seen.entry(window[0].1.join(window[run.length - 1].1).of(text(sentence))).or_default() += 1;
            }
        }
        let most = seen.into_iter().max_by_key(|&(words, count)| (count, std::cmp::Reverse(words.len())));
        most.map(|(words, _)| words.to_owned()).unwrap_or_default()
    }
}

fn key(words: &[(u32, Span)]) -> Key {
    let mut key = [0; LONGEST_RUN];
    for (place, (word, _)) in key.iter_mut().zip(words) {
        *place = *word;
    }
    key
}

/// Whether a term may begin or end with the word: it has letters, is no number and no function word.
fn may_be_edge(language: &'static Language, word: &str, stem: &str) -> bool {
    let functions = function_words(language);
    let lower = word.to_lowercase();
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    let single = letters < 2 && !word.chars().any(is_joined_script);
    let everywhere = Frequencies::of(language).and_then(|known| known.frequency(&lower)).is_some_and(|known| known >= EVERYWHERE);
    let number = word.starts_with(|c: char| c.is_numeric());
    !single && !number && !everywhere && !functions.contains(lower.as_str()) && !functions.contains(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{en, zh};

    const PAIRS: &[(&str, &str)] = &[
        ("风电场将于明年并网。", "The wind farm will be connected to the grid next year."),
        ("这座风电场由三家公司建设。", "Three companies are building this wind farm."),
        ("渔民担心风电场的噪声。", "Fishermen worry about the noise of the wind farm."),
        ("储能电站旁边有一座风电场。", "A wind farm stands next to the storage plant."),
        ("储能电站可以平衡负荷。", "A storage plant can balance the load."),
        ("第二座储能电站正在建设。", "A second storage plant is under construction."),
        ("渔民要求赔偿。", "The fishermen demand compensation."),
        ("公司同意赔偿渔民。", "The company agreed to compensate the fishermen."),
        ("负荷在夏天最高。", "The load is highest in summer."),
        ("电网公司预测负荷。", "The grid company forecasts the load."),
    ];

    fn proposed(pairs: &[(&str, &str)]) -> Vec<(String, String, usize)> {
        let all = extract(pairs, &zh::LANGUAGE, &en::LANGUAGE, &Wanted::default());
        all.into_iter().map(|proposal| (proposal.source, proposal.target, proposal.together)).collect()
    }

    #[test]
    fn terms_of_several_words_are_proposed_with_their_counts() {
        let found = proposed(PAIRS);
        let has = |source: &str, target: &str| found.iter().any(|(own, other, _)| own == source && other == target);
        assert!(has("风电场", "wind farm") && has("储能电站", "storage plant"), "{found:?}");
        assert!(!found.iter().any(|(_, target, _)| target == "wind" || target == "plant"), "{found:?}");
        assert_eq!(found.iter().find(|(source, ..)| source == "风电场").map(|(.., count)| *count), Some(4));
    }

    #[test]
    fn a_further_rendering_is_proposed_too() {
        let mut pairs: Vec<(&str, &str)> = PAIRS.to_vec();
        pairs.extend([("风电场停电。", "The wind park lost power."), ("风电场很吵。", "The wind park is noisy.")]);
        pairs.push(("他们参观了风电场。", "They visited the wind park."));
        pairs.extend([("天气很好。", "The weather is fine."), ("他没有来。", "He did not come.")]);
        let all = extract(&pairs, &zh::LANGUAGE, &en::LANGUAGE, &Wanted::default());
        let of: Vec<_> = all.iter().filter(|one| one.source == "风电场").map(|one| (one.target.as_str(), one.is_first)).collect();
        assert_eq!(of, [("wind farm", true), ("wind park", false)]);
    }

    #[test]
    fn pairs_that_say_nothing_propose_nothing() {
        assert_eq!(proposed(&[]), []);
        assert_eq!(proposed(&[("", ""); 5]), []);
        assert_eq!(proposed(&[("的", "the"), ("12", "12"), ("。", ".")]), []);
    }

    proptest::proptest! {
        #[test]
        fn any_pairs_are_taken(pairs in proptest::collection::vec(("\\PC{0,8}", "\\PC{0,8}"), 0..12)) {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
            for proposal in extract(&pairs, &zh::LANGUAGE, &en::LANGUAGE, &Wanted { count: 1, dice: 0.1, common: true }) {
                proptest::prop_assert!(pairs[proposal.example].0.contains(&proposal.source));
            }
        }
    }
}
