//! Where the words of two texts stand: what stays the same whatever the links and the model.

use super::lists::Lists;
use super::shape::LONGEST;
use super::terms::Terms;

/// The places of the words of two texts, counted through each of them.
pub(crate) struct Places {
    /// By side, the place of the first word of each sentence, and one past the last.
    pub(super) firsts: [Vec<u32>; 2],
    /// By side and place, how many words across the word may answer to.
    pub(super) reach: [Vec<u8>; 2],
    /// By side, the terms of each sentence in the order of their numbers, each once.
    pub(super) distinct: [Lists<u32>; 2],
    /// By term of the target, the sentences where it stands, each once for each time that it stands there.
    pub(super) standing: Lists<u32>,
    /// By place in the target, what stands there.
    pub(super) across: Vec<Place>,
    /// By side, the lengths of the runs of 1 to [`LONGEST`] sentences that begin at each sentence.
    pub(super) lengths: [Vec<RunLength>; 2],
}

/// A place in the target.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) term: u32,
    pub(super) sentence: u32,
    /// One more than the place where the term stood last before, 0 where it did not.
    pub(super) before: u32,
}

/// How long a run of sentences is.
#[derive(Debug, Clone, Copy)]
pub(super) struct RunLength {
    /// The logarithm of its length.
    pub(super) length: f64,
    /// The reciprocal of its length.
    pub(super) short: f64,
}

impl Places {
    pub(crate) fn of(source: &Terms, target: &Terms) -> Self {
        let texts = [source, target];
        let words =
            (0_u32..).zip(&target.of_sentence).flat_map(|(sentence, terms)| terms.iter().map(move |&term| (term, sentence)));
        let mut last = vec![0; target.list.len()];
        let across = words.clone().zip(1..);
        let across = across
            .map(|((term, sentence), place)| {
                let before = std::mem::replace(&mut last[term as usize], place);
                Place { term, sentence, before }
            })
            .collect();
        Self {
            firsts: texts.map(firsts),
            reach: texts.map(reach),
            distinct: texts.map(distinct),
            standing: Lists::of_pairs(target.list.len(), words, 0),
            across,
            lengths: texts.map(lengths),
        }
    }
}

fn firsts(terms: &Terms) -> Vec<u32> {
    let mut firsts = Vec::with_capacity(terms.len() + 1);
    let mut place = 0;
    firsts.push(place);
    for terms in &terms.of_sentence {
        place += u32::try_from(terms.len()).unwrap_or(u32::MAX);
        firsts.push(place);
    }
    firsts
}

fn reach(terms: &Terms) -> Vec<u8> {
    terms.of_sentence.iter().flatten().map(|&term| terms.list[term as usize].reach.max(1)).collect()
}

fn distinct(terms: &Terms) -> Lists<u32> {
    let mut lists = Lists::default();
    let mut room = Vec::new();
    for terms in &terms.of_sentence {
        room.clone_from(terms);
        room.sort_unstable();
        room.dedup();
        lists.push(&room);
    }
    lists
}

/// The runs of 1 to [`LONGEST`] sentences that begin at each sentence; shorter ones where the text ends.
fn lengths(terms: &Terms) -> Vec<RunLength> {
    let mut lengths = Vec::with_capacity(terms.len() * LONGEST);
    for first in 0..terms.len() {
        let mut length = 0.0;
        for sentence in first..first + LONGEST {
            length += terms.lengths.get(sentence).copied().map_or(0.0, f64::from);
            lengths.push(RunLength { length: f64::ln(length), short: 1.0 / length });
        }
    }
    lengths
}
