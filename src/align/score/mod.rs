//! What speaks for a bead: the words, values and names that both sides share, their meaning and their lengths.

mod bead;
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

pub(super) use bead::Scorer;
pub(super) use company::learn;
pub(super) use desk::{Desk, Reach};
pub(super) use links::Links;
pub(super) use meaning::{Meaning, number};
pub(super) use model::{Counts, Model, Seen, Steps};
pub(super) use shape::{LONGEST, SHAPES};
pub(super) use terms::{Heard, Terms};
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
    let mut standing = vec![Vec::new(); target.list.len()];
    for (sentence, terms) in target.of_sentence.iter().enumerate() {
        for &term in terms {
            let standing: &mut Vec<usize> = &mut standing[term as usize];
            if standing.last() != Some(&sentence) && target.list[term as usize].sentences <= RARE {
                standing.push(sentence);
            }
        }
    }
    let mut candidates = Vec::new();
    let mut sums = vec![0.0_f32; target.len()];
    for (sentence, terms) in source.of_sentence.iter().enumerate() {
        let mut places: Vec<usize> = Vec::new();
        let mut distinct = terms.clone();
        distinct.sort_unstable();
        distinct.dedup();
        for term in distinct {
            if source.list[term as usize].sentences > RARE {
                continue;
            }
            for (&(to, _), again) in links.of_source.of(term).iter().zip(worth.again.of(term)) {
                let worth = again[0] + again[1];
                for &place in standing[to as usize].iter().filter(|&&place| worth > 0.0 && open(sentence, place)) {
                    if sums[place] == 0.0 {
                        places.push(place);
                    }
                    sums[place] += worth;
                }
            }
        }
        places.sort_unstable_by(|&one, &other| sums[other].total_cmp(&sums[one]).then(one.cmp(&other)));
        candidates.extend(places.iter().take(KEPT).map(|&place| (sentence, place, sums[place])));
        places.into_iter().for_each(|place| sums[place] = 0.0);
    }
    candidates
}
