//! What speaks for a bead: the words, values and names that both sides share, their meaning and their lengths.

mod answers;
mod bead;
mod clauses;
mod company;
mod desk;
mod links;
mod lists;
mod meaning;
mod model;
mod shape;
mod sound;
mod terms;
mod weights;

use std::cmp::Ordering;

use lists::Lists;

pub use answers::Answers;
pub(super) use answers::answers;
pub(super) use bead::Scorer;
pub(super) use clauses::{Clauses, Edge};
pub(super) use company::learn;
pub(super) use desk::{Desk, Reach};
pub(super) use links::Links;
pub(super) use meaning::{Meaning, number};
pub(super) use model::{Counts, Model, Seen, Steps};
pub(super) use shape::{LONGEST, SHAPES};
pub(super) use terms::{Heard, Kept, Terms};
pub(super) use weights::{WORDS, WORDS_AND_MEANING};

/// For each source sentence the target sentences that share most rare words with it, among those that `open`
/// allows, with what the shared words are worth: a first look at where the texts go together.
pub(super) fn candidates(
    source: &Terms,
    target: &Terms,
    links: &Links,
    model: &Model,
    open: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, f32)> {
    /// Words that stand in more sentences do not tell a place.
    const RARE: u32 = 24;
    /// The best places of a sentence that are kept.
    const KEPT: usize = 4;
    let worth = model::Worth::new(source, target, links, model);
    let tells = |terms: &Terms, term: u32| terms.list[term as usize].sentences <= RARE;
    // A term that stands in a sentence several times stands in its list as often, one after the other.
    let standing = (0_u32..)
        .zip(&target.of_sentence)
        .flat_map(|(sentence, terms)| terms.iter().filter(|&&term| tells(target, term)).map(move |&term| (term, sentence)));
    let standing = Lists::of_pairs(target.list.len(), standing, 0);
    let mut candidates = Vec::new();
    let mut sums = vec![0.0_f32; target.len()];
    let (mut places, mut distinct): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for (sentence, terms) in source.of_sentence.iter().enumerate() {
        distinct.clear();
        distinct.extend(terms.iter().filter(|&&term| tells(source, term)));
        distinct.sort_unstable();
        distinct.dedup();
        for &term in &distinct {
            for (&(to, _), again) in links.of_source.of(term).iter().zip(worth.again.of(term)) {
                let worth = again[0] + again[1];
                if worth <= 0.0 {
                    continue;
                }
                let mut last = None;
                for &place in standing.of(to) {
                    if last.replace(place) == Some(place) || !open(sentence, place as usize) {
                        continue;
                    }
                    let sum = &mut sums[place as usize];
                    if *sum == 0.0 {
                        places.push(place);
                    }
                    *sum += worth;
                }
            }
        }
        let best =
            best::<KEPT>(&places, |&one, &other| sums[other as usize].total_cmp(&sums[one as usize]).then(one.cmp(&other)));
        candidates.extend(best.map(|place| (sentence, place as usize, sums[place as usize])));
        places.drain(..).for_each(|place| sums[place as usize] = 0.0);
    }
    candidates
}

/// The first `COUNT` items in an order, in that order; much quicker than to sort them all.
fn best<const COUNT: usize>(items: &[u32], order: impl Fn(&u32, &u32) -> Ordering) -> impl Iterator<Item = u32> {
    let (mut best, mut kept) = ([0; COUNT], 0);
    for item in items {
        let mut at = kept;
        while at > 0 && order(item, &best[at - 1]).is_lt() {
            at -= 1;
        }
        if at < COUNT {
            kept = (kept + 1).min(COUNT);
            best[at..kept].rotate_right(1);
            best[at] = *item;
        }
    }
    best.into_iter().take(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_many_come_in_their_order() {
        let found = |items: &[u32]| best::<3>(items, Ord::cmp).collect::<Vec<_>>();
        assert_eq!(found(&[5, 9, 1, 7, 3, 8]), [1, 3, 5]);
        assert_eq!(found(&[1, 2, 3, 0]), [0, 1, 2]);
        assert_eq!(found(&[2, 1]), [1, 2]);
        assert!(found(&[]).is_empty());
    }
}
