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
mod places;
mod runs;
mod shape;
mod sound;
mod terms;
mod weights;

pub use answers::Answers;
pub(super) use answers::answers;
pub(super) use bead::Scorer;
pub(super) use clauses::{Clauses, Edge};
pub(super) use company::learn;
pub(super) use desk::{Desk, Reach, Room};
pub(super) use links::Links;
pub(super) use meaning::Meaning;
pub(super) use model::{Counts, Model, Seen, Steps, Worth};
pub(super) use places::Places;
pub(super) use runs::number;
pub(super) use shape::{LONGEST, SHAPES};
pub(super) use terms::{Heard, Kept, Terms};
pub(super) use weights::{WORDS, WORDS_AND_MEANING};

/// For each source sentence the target sentences that share most rare words with it, among those that `open`
/// allows, with what the shared words are worth: a first look at where the texts go together.
pub(super) fn candidates(
    [source, target]: [&Terms; 2],
    places: &Places,
    links: &Links,
    worth: &Worth,
    open: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, f32)> {
    /// Words that stand in more sentences do not tell a place.
    const RARE: u32 = 24;
    /// The best places of a sentence that are kept.
    const KEPT: usize = 4;
    let tells = |terms: &Terms, term: u32| terms.list[term as usize].sentences <= RARE;
    let mut candidates = Vec::new();
    let mut sums = vec![0.0_f32; target.len()];
    let mut met: Vec<u32> = Vec::new();
    for (sentence, terms) in places.distinct[0].iter().enumerate() {
        for &term in terms.iter().filter(|&&term| tells(source, term)) {
            for &(to, kind) in links.of_source.of(term).iter().filter(|&&(to, _)| tells(target, to)) {
                let again = worth.again(term, to, kind);
                let worth = again[0] + again[1];
                if worth <= 0.0 {
                    continue;
                }
                // A term that stands in a sentence several times stands in its list as often, one after the other.
                let mut last = None;
                for &place in places.standing.of(to) {
                    if last.replace(place) == Some(place) || !open(sentence, place as usize) {
                        continue;
                    }
                    let sum = &mut sums[place as usize];
                    if *sum == 0.0 {
                        met.push(place);
                    }
                    *sum += worth;
                }
            }
        }
        let best = best::<KEPT>(&met, &sums);
        candidates.extend(best.map(|place| (sentence, place as usize, sums[place as usize])));
        met.drain(..).for_each(|place| sums[place as usize] = 0.0);
    }
    candidates
}

/// The `COUNT` places with the largest sums, the largest first, and of places with the same sum the first; much quicker than
/// to sort them all.
fn best<const COUNT: usize>(places: &[u32], sums: &[f32]) -> impl Iterator<Item = u32> {
    let (mut best, mut kept) = ([(f32::INFINITY, 0); COUNT], 0);
    for &place in places {
        let sum = sums[place as usize];
        if kept == COUNT && sum < best[COUNT - 1].0 {
            continue;
        }
        let mut at = kept;
        while at > 0 && (sum > best[at - 1].0 || sum >= best[at - 1].0 && place < best[at - 1].1) {
            at -= 1;
        }
        if at < COUNT {
            kept = (kept + 1).min(COUNT);
            best[at..kept].rotate_right(1);
            best[at] = (sum, place);
        }
    }
    best.into_iter().take(kept).map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_many_come_in_their_order() {
        let found = |sums: &[f32], places: &[u32]| best::<3>(places, sums).collect::<Vec<_>>();
        let sums = [0.0, 9.0, 1.0, 7.0, 3.0, 8.0, 9.0];
        assert_eq!(found(&sums, &[4, 6, 2, 3, 1, 5]), [1, 6, 5]);
        assert_eq!(found(&sums, &[1, 2, 3, 0]), [1, 3, 2]);
        assert_eq!(found(&sums, &[2, 1]), [1, 2]);
        assert!(found(&sums, &[]).is_empty());
    }
}
