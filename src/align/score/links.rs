//! Which terms of the two texts may render each other, and why.

use rustc_hash::FxHashMap;

use super::lists::Lists;
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
            in_lexicon(source, lexicon, &mut expected[0]);
            renderings(source, target, lexicon, to, |word, rendering, kind| pairs.push((word, rendering, kind)));
        }
        if let Some(lexicon) = pairs::lexicon(to.code, from.code) {
            in_lexicon(target, lexicon, &mut expected[1]);
            renderings(target, source, lexicon, from, |word, rendering, kind| pairs.push((rendering, word, kind)));
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

    /// The same links with those of `company` in place of what was learned before.
    pub(super) fn with_company(&self, company: &[(u32, u32)]) -> Self {
        let kept = self.of_source.pairs().map(|(from, (to, kind))| (from, to, kind));
        let mut pairs: Vec<_> = kept.filter(|&(_, _, kind)| kind != Kind::Company).collect();
        pairs.extend(company.iter().map(|&(from, to)| (from, to, Kind::Company)));
        let mut expected = self.expected.clone();
        expected.iter_mut().flatten().for_each(|kinds| kinds[Kind::Company as usize] = false);
        Self::from_pairs(expected, &pairs)
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

fn in_lexicon(terms: &Terms, lexicon: &Lexicon, expected: &mut [[bool; KINDS]]) {
    for (kinds, term) in expected.iter_mut().zip(&terms.list) {
        kinds[Kind::Rendering as usize] |= lexicon.holds(&term.form);
    }
}

fn numbered(terms: &Terms) -> impl Iterator<Item = (u32, &Term)> {
    (0..).zip(&terms.list)
}

/// The terms of a text by something that each may have several of.
fn index<'a, K: std::hash::Hash + Eq, I: IntoIterator<Item = K>>(
    terms: &'a Terms,
    keys: impl Fn(&'a Term) -> I,
) -> FxHashMap<K, Vec<u32>> {
    let mut index: FxHashMap<K, Vec<u32>> = FxHashMap::default();
    for (number, term) in numbered(terms) {
        for key in keys(term) {
            index.entry(key).or_default().push(number);
        }
    }
    index
}

/// The same value, the same word, the same stem.
fn same(source: &Terms, target: &Terms, pairs: &mut Vec<(u32, u32, Kind)>) {
    let by_fact = index(target, |term| term.facts.iter().map(String::as_str));
    let by_form = index(target, |term| Some(term.form.as_str()).filter(|form| !form.is_empty()));
    let by_word = index(target, |term| term.words.iter().map(String::as_str));
    for (number, term) in numbered(source) {
        for fact in &term.facts {
            pairs.extend(by_fact.get(fact.as_str()).into_iter().flatten().map(|&to| (number, to, Kind::Fact)));
        }
        if !term.form.is_empty() {
            pairs.extend(by_form.get(term.form.as_str()).into_iter().flatten().map(|&to| (number, to, Kind::Same)));
            pairs.extend(by_word.get(term.form.as_str()).into_iter().flatten().map(|&to| (number, to, Kind::Part)));
        }
        for word in &term.words {
            let across = [by_form.get(word.as_str()), by_word.get(word.as_str())];
            pairs.extend(across.into_iter().flatten().flatten().map(|&to| (number, to, Kind::Part)));
        }
    }
}

/// What the lexicon says of the words of `from`, in a text whose words are of `language`.
fn renderings(from: &Terms, to: &Terms, lexicon: &Lexicon, language: &Language, mut add: impl FnMut(u32, u32, Kind)) {
    let by_stem = index(to, |term| term.stems.iter().map(String::as_str));
    let mut stems: FxHashMap<&'static str, String> = FxHashMap::default();
    for (number, term) in numbered(from) {
        let whole = (term.form.as_str(), true);
        for (word, is_whole) in std::iter::once(whole).chain(term.parts.iter().map(|part| (part.as_str(), false))) {
            for rendering in lexicon.renderings(word) {
                let single = !rendering.contains(' ');
                for part in rendering.split(' ') {
                    let stem = stems.entry(part).or_insert_with(|| (language.stem)(part));
                    let kind = if is_whole && single { Kind::Rendering } else { Kind::Part };
                    by_stem.get(stem.as_str()).into_iter().flatten().for_each(|&rendering| add(number, rendering, kind));
                }
            }
        }
    }
}

/// Terms that sound or are spelled alike.
fn alike(source: &Terms, target: &Terms, pairs: &mut Vec<(u32, u32, Kind)>) {
    let usable = |term: &&Term| !term.latin.is_empty();
    let by_latin = index(target, |term| Some(term).filter(usable).map(|term| term.latin.as_str()));
    let by_skeleton =
        index(target, |term| Some(term).filter(usable).filter(|term| term.may_be_name).map(|term| sound::skeleton(&term.latin)));
    let by_beginning = index(target, |term| term.latin.get(..SPELLING_BUCKET));
    for (number, term) in numbered(source).filter(|(_, term)| usable(term)) {
        pairs.extend(by_latin.get(term.latin.as_str()).into_iter().flatten().map(|&to| (number, to, Kind::Sound)));
        if term.may_be_name {
            let skeleton = sound::skeleton(&term.latin);
            if skeleton.len() >= sound::FEWEST_CONSONANTS {
                pairs.extend(by_skeleton.get(&skeleton).into_iter().flatten().map(|&to| (number, to, Kind::Sound)));
            }
        }
        if term.latin.len() < SPELLING_SHORTEST {
            continue;
        }
        let Some(bucket) = term.latin.get(..SPELLING_BUCKET).and_then(|beginning| by_beginning.get(beginning)) else { continue };
        for &to in bucket.iter().take(SPELLING_MOST) {
            let across = &target.list[to as usize];
            if across.latin.len() >= SPELLING_SHORTEST
                && strsim::normalized_levenshtein(&term.latin, &across.latin) >= SPELLING_ALIKE
            {
                pairs.push((number, to, Kind::Spelling));
            }
        }
    }
}
