//! Which terms of the two texts may render each other, and why.

use std::borrow::Borrow;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::lists::{Lists, place};
use super::model::count;
use super::sound;
use super::terms::{Term, Terms};
use crate::lang::Language;
use crate::lang::pairs::{self, Lexicon};

/// Why a term may render another, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The same value, date, country or known name.
    Fact,
    /// The same word.
    Same,
    /// A rendering of one word in the lexicon.
    Rendering,
    /// The same sound.
    Sound,
    /// Nearly the same spelling.
    Spelling,
    /// They stood in the same beads before.
    Company,
    /// A rendering of several words, or of a part of the word.
    Part,
}

/// The number of kinds.
pub(super) const KINDS: usize = 7;

/// For each term of one side, the terms across that may render it, by number, each once.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// From each term of the source.
    pub(super) of_source: Lists<(u32, Kind)>,
    /// From each term of the target: the same links from the other end.
    pub(super) of_target: Lists<(u32, Kind)>,
    /// By side and term, the kinds by which a rendering is to be expected, whether the text across has one or not:
    /// a word of the lexicon or a value that nothing across answers to speaks for a sentence left out.
    pub(super) expected: [Vec<[bool; KINDS]>; 2],
}

/// Words that share so many letters at their beginning are compared by spelling.
const SPELLING_BUCKET: usize = 3;
/// Words shorter than this are alike by chance.
const SPELLING_SHORTEST: usize = 4;
/// How alike two spellings must be, as 1 minus the edit distance over the longer length.
const SPELLING_ALIKE: f64 = 0.65;
/// Of a set of words with the same beginning, no more are compared, so that time stays linear.
const SPELLING_MOST: usize = 200;

impl Links {
    /// Finds what may render what.
    pub(crate) fn find(source: &Terms, target: &Terms, from: &'static Language, to: &'static Language) -> Self {
        let mut pairs = Vec::new();
        let mut expected = [source, target].map(values);
        same(source, target, &mut pairs);
        if let Some(lexicon) = pairs::lexicon(from.code, to.code) {
            let add = |word, rendering, kind| pairs.push((word, rendering, kind));
            renderings(source, target, lexicon, to, &mut expected[0], add);
        }
        if let Some(lexicon) = pairs::lexicon(to.code, from.code) {
            let add = |word, rendering, kind| pairs.push((rendering, word, kind));
            renderings(target, source, lexicon, from, &mut expected[1], add);
        }
        alike(source, target, &mut pairs);
        Self::from_pairs(expected, &pairs)
    }

    fn from_pairs(mut expected: [Vec<[bool; KINDS]>; 2], pairs: &[(u32, u32, Kind)]) -> Self {
        let nothing = (0, Kind::Part);
        let pairs = pairs.iter().map(|&(from, to, kind)| (from, (to, kind)));
        // Of several links between two terms, the surest.
        let of_source = Lists::of_pairs(expected[0].len(), pairs, nothing).sorted(|&(to, _)| to);
        for (from, (to, kind)) in of_source.pairs() {
            expected[0][from as usize][kind as usize] = true;
            expected[1][to as usize][kind as usize] = true;
        }
        let back = of_source.pairs().map(|(from, (to, kind))| (to, (from, kind)));
        let of_target = Lists::of_pairs(expected[1].len(), back, nothing);
        Self { of_source, of_target, expected }
    }

    /// The same links with those of `company`, in order and each new, in place of what was learned before.
    pub(super) fn with_company(&self, company: &[(u32, u32)]) -> Self {
        let kept = |&(_, kind): &(u32, Kind)| kind != Kind::Company;
        let onward: Vec<_> = company.iter().map(|&(from, to)| (from, (to, Kind::Company))).collect();
        let mut back: Vec<_> = company.iter().map(|&(from, to)| (to, (from, Kind::Company))).collect();
        back.sort_unstable();
        let mut expected = self.expected.clone();
        expected.iter_mut().flatten().for_each(|kinds| kinds[Kind::Company as usize] = false);
        for &(from, to) in company {
            expected[0][from as usize][Kind::Company as usize] = true;
            expected[1][to as usize][Kind::Company as usize] = true;
        }
        Self { of_source: self.of_source.with(kept, &onward), of_target: self.of_target.with(kept, &back), expected }
    }

    /// Why one may render the other, if it may.
    pub(super) fn between(&self, from: u32, to: u32) -> Option<Kind> {
        let links = self.of_source.of(from);
        links.binary_search_by_key(&to, |&(term, _)| term).ok().map(|at| links[at].1)
    }
}

/// By term, whether a value is to be expected across.
fn values(terms: &Terms) -> Vec<[bool; KINDS]> {
    let mut kinds = vec![[false; KINDS]; terms.list.len()];
    for (kinds, term) in kinds.iter_mut().zip(&terms.list) {
        kinds[Kind::Fact as usize] = !term.facts.is_empty();
    }
    kinds
}

fn numbered(terms: &Terms) -> impl Iterator<Item = (u32, &Term)> {
    (0..).zip(&terms.list)
}

/// The terms of a text by something that each may have several of.
struct Index<K> {
    numbers: FxHashMap<K, u32>,
    terms: Lists<u32>,
}

impl<K: Hash + Eq> Index<K> {
    fn of<'a, I: IntoIterator<Item = K>>(terms: &'a Terms, keys: impl Fn(&'a Term) -> I) -> Self {
        let mut numbers = FxHashMap::default();
        let mut pairs = Vec::new();
        for (term, keyed) in numbered(terms) {
            for key in keys(keyed) {
                let next = place(numbers.len());
                pairs.push((*numbers.entry(key).or_insert(next), term));
            }
        }
        let terms = Lists::of_pairs(numbers.len(), pairs.iter().copied(), 0);
        Self { numbers, terms }
    }

    /// The terms that have the key, in order.
    fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> &[u32]
    where
        K: Borrow<Q>,
    {
        self.numbers.get(key).map_or(&[], |&number| self.terms.of(number))
    }
}

/// The same value, the same word, the same stem.
fn same(source: &Terms, target: &Terms, pairs: &mut Vec<(u32, u32, Kind)>) {
    let by_fact = Index::of(target, |term| term.facts.iter().map(String::as_str));
    let by_form = Index::of(target, |term| Some(term.form.as_str()).filter(|form| !form.is_empty()));
    let by_word = Index::of(target, |term| term.words.iter().map(String::as_str));
    for (number, term) in numbered(source) {
        for fact in &term.facts {
            pairs.extend(by_fact.get(fact.as_str()).iter().map(|&to| (number, to, Kind::Fact)));
        }
        if !term.form.is_empty() {
            pairs.extend(by_form.get(term.form.as_str()).iter().map(|&to| (number, to, Kind::Same)));
            pairs.extend(by_word.get(term.form.as_str()).iter().map(|&to| (number, to, Kind::Part)));
        }
        for word in &term.words {
            let across = [by_form.get(word.as_str()), by_word.get(word.as_str())];
            pairs.extend(across.into_iter().flatten().map(|&to| (number, to, Kind::Part)));
        }
    }
}

/// What the lexicon says of the words of `from`, in a text whose words are of `language`; a rendering is `expected` of those
/// that it holds.
fn renderings(
    from: &Terms,
    to: &Terms,
    lexicon: &Lexicon,
    language: &Language,
    expected: &mut [[bool; KINDS]],
    mut add: impl FnMut(u32, u32, Kind),
) {
    let by_stem = Index::of(to, |term| term.stems.iter().map(String::as_str));
    // What each word of a rendering may be across.
    let mut met: FxHashMap<&'static str, &[u32]> = FxHashMap::default();
    for ((number, term), kinds) in numbered(from).zip(expected) {
        let whole = (term.form.as_str(), true);
        for (word, is_whole) in std::iter::once(whole).chain(term.parts.iter().map(|part| (part.as_str(), false))) {
            for rendering in lexicon.renderings(word) {
                kinds[Kind::Rendering as usize] |= is_whole;
                let single = !rendering.as_bytes().contains(&b' ');
                let kind = if is_whole && single { Kind::Rendering } else { Kind::Part };
                for part in rendering.split(' ') {
                    let across = *met.entry(part).or_insert_with(|| by_stem.get((language.stem)(part).as_str()));
                    across.iter().for_each(|&rendering| add(number, rendering, kind));
                }
            }
        }
    }
}

/// Terms that sound or are spelled alike.
fn alike(source: &Terms, target: &Terms, pairs: &mut Vec<(u32, u32, Kind)>) {
    let usable = |term: &&Term| !term.latin.is_empty();
    let by_latin = Index::of(target, |term| Some(term).filter(usable).map(|term| term.latin.as_str()));
    let by_skeleton = Index::of(target, |term| {
        Some(term).filter(usable).filter(|term| term.may_be_name).map(|term| sound::skeleton(&term.latin))
    });
    let by_beginning = Index::of(target, |term| term.latin.get(..SPELLING_BUCKET));
    for (number, term) in numbered(source).filter(|(_, term)| usable(term)) {
        pairs.extend(by_latin.get(term.latin.as_str()).iter().map(|&to| (number, to, Kind::Sound)));
        if term.may_be_name {
            let skeleton = sound::skeleton(&term.latin);
            if skeleton.len() >= sound::FEWEST_CONSONANTS {
                pairs.extend(by_skeleton.get(&skeleton).iter().map(|&to| (number, to, Kind::Sound)));
            }
        }
        if term.latin.len() < SPELLING_SHORTEST {
            continue;
        }
        let Some(bucket) = term.latin.get(..SPELLING_BUCKET).map(|beginning| by_beginning.get(beginning)) else { continue };
        for &to in bucket.iter().take(SPELLING_MOST) {
            let across = &target.list[to as usize];
            if across.latin.len() >= SPELLING_SHORTEST
                && may_be_alike(&term.latin, &across.latin)
                && strsim::normalized_levenshtein(&term.latin, &across.latin) >= SPELLING_ALIKE
            {
                pairs.push((number, to, Kind::Spelling));
            }
        }
    }
}

/// Whether two spellings are alike as far as their lengths tell, by which at least they differ; both are ASCII.
fn may_be_alike(one: &str, other: &str) -> bool {
    let longest = count(one.len().max(other.len()));
    1.0 - count(one.len().abs_diff(other.len())) / longest >= SPELLING_ALIKE
}
