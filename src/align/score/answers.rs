//! How many words of a sentence find an answer across.

use std::ops::Range;

use super::links::{Kind, Links};
use super::terms::Terms;

/// What the words, values and names of one side of a bead find on the other side, each counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// How many of them must find an answer if the sides render each other: words of the lexicon, and values.
    pub expected: usize,
    /// How many of those do.
    pub found: usize,
    /// How many others find an answer by their spelling or their sound, as names do.
    pub besides: usize,
}

/// What the source sentences of a bead find among its target sentences.
pub(crate) fn answers(source: &Terms, target: &Terms, links: &Links, bead: (&Range<usize>, &Range<usize>)) -> Answers {
    let mut across = terms_of(target, bead.1);
    across.sort_unstable();
    let mut own = terms_of(source, bead.0);
    own.sort_unstable();
    own.dedup();
    let mut answers = Answers::default();
    for term in own {
        let found = links.of_source.of(term).iter().any(|(to, kind)| *kind != Kind::Company && across.binary_search(to).is_ok());
        let kinds = links.expected[0][term as usize];
        if kinds[Kind::Rendering as usize] || kinds[Kind::Fact as usize] {
            answers.expected += 1;
            answers.found += usize::from(found);
        } else {
            answers.besides += usize::from(found);
        }
    }
    answers
}

fn terms_of(terms: &Terms, sentences: &Range<usize>) -> Vec<u32> {
    terms.of_sentence.get(sentences.clone()).unwrap_or_default().iter().flatten().copied().collect()
}
