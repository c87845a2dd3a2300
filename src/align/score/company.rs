//! Words that keep company: a lexicon learned from the beads of the pair itself.

use super::links::Links;
use super::lists::{Lists, place};
use super::model::Seen;
use super::places::Places;
use super::terms::Terms;

/// A pair of words must stand in so many beads together.
const FEWEST_TOGETHER: f64 = 2.0;
/// Dunning's logarithmic likelihood ratio above which company is no chance.
const SUREST_CHANCE: f64 = 14.0;
/// A word's companions must be there at least so often when the word is.
const FAITHFUL: f64 = 0.4;
/// Beads below this probability teach nothing.
const SURE: f64 = 0.5;
/// Beads with more sentences than this teach nothing: everything in them keeps company.
const SHORT: usize = 4;

/// Links between words that stand in the same beads more often than chance allows, added to `links`.
///
/// Association is told by the likelihood ratio of Dunning (1993), "Accurate methods for the statistics of
/// surprise and coincidence".
pub(crate) fn learn(source: &Terms, target: &Terms, places: &Places, links: &Links, seen: &[Seen]) -> Links {
    let mut alone = [vec![0.0_f64; source.list.len()], vec![0.0_f64; target.list.len()]];
    let teaches = |bead: &&Seen| bead.weight >= SURE && bead.source.len() + bead.target.len() <= SHORT;
    let seen: Vec<&Seen> = seen.iter().filter(teaches).collect();
    let beads: f64 = seen.iter().map(|bead| bead.weight).sum();
    let words = [0, 1].map(|side| words(&seen, &places.distinct[side], side));
    for (alone, words) in alone.iter_mut().zip(&words) {
        for (bead, words) in seen.iter().zip(words.iter()) {
            words.iter().for_each(|&word| alone[word as usize] += bead.weight);
        }
    }
    let [alone_from, alone_to] = alone;
    let [words_from, words_to] = words;
    // A word that stands once keeps no company.
    let may_learn = |terms: &Terms, alone: &[f64], word: u32| {
        terms.list[word as usize].sentences > 1 && alone[word as usize] >= FEWEST_TOGETHER - 0.2
    };
    let words_to = words_to.filter_map(|_, word| may_learn(target, &alone_to, word).then_some(word));
    let standing = words_from.pairs().map(|(bead, word)| (word, bead));
    let standing = Lists::of_pairs(source.list.len(), standing, 0);
    let mut together = vec![0.0_f64; target.list.len()];
    let mut met = Vec::new();
    let mut learned: Vec<(u32, u32)> = Vec::new();
    for ((from, beads_of), &one) in (0_u32..).zip(standing.iter()).zip(&alone_from) {
        if !may_learn(source, &alone_from, from) {
            continue;
        }
        for &bead in beads_of {
            let weight = seen[bead as usize].weight;
            for &to in words_to.of(bead) {
                let together = &mut together[to as usize];
                if *together == 0.0 {
                    met.push(to);
                }
                *together += weight;
            }
        }
        for to in met.drain(..) {
            let both = std::mem::take(&mut together[to as usize]);
            let other = alone_to[to as usize];
            let keeps_company = both >= FEWEST_TOGETHER - 0.2
                && both >= FAITHFUL * one.max(other)
                && both * beads > one * other
                && likelihood_ratio(both, one, other, beads) >= SUREST_CHANCE
                && links.between(from, to).is_none();
            if keeps_company {
                learned.push((from, to));
            }
        }
    }
    learned.sort_unstable();
    links.with_company(&learned)
}

/// The words that each bead has on a side, in the order of their numbers, each once.
fn words(seen: &[&Seen], of_sentence: &Lists<u32>, side: usize) -> Lists<u32> {
    let mut lists = Lists::default();
    let mut room: Vec<u32> = Vec::new();
    for bead in seen {
        room.clear();
        let sentences = if side == 0 { &bead.source } else { &bead.target };
        sentences.clone().for_each(|sentence| room.extend_from_slice(of_sentence.of(place(sentence))));
        if sentences.len() > 1 {
            room.sort_unstable();
            room.dedup();
        }
        lists.push(&room);
    }
    lists
}

/// Twice the logarithm of how much better two words' joint counts are explained when they depend on each other.
fn likelihood_ratio(both: f64, one: f64, other: f64, all: f64) -> f64 {
    let term = |seen: f64, row: f64, column: f64| if seen > 0.0 { seen * (seen * all / (row * column)).ln() } else { 0.0 };
    2.0 * (term(both, one, other)
        + term(one - both, one, all - other)
        + term(other - both, all - one, other)
        + term(all - one - other + both, all - one, all - other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_always_stand_together_are_no_chance() {
        assert!(likelihood_ratio(4.0, 4.0, 4.0, 100.0) > SUREST_CHANCE);
        assert!(likelihood_ratio(1.0, 4.0, 25.0, 100.0) < 1.0);
    }
}
