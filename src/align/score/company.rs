//! Words that keep company: a lexicon learned from the beads of the pair itself.

use std::collections::HashMap;

use super::links::Links;
use super::model::Seen;
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
pub(crate) fn learn(source: &Terms, target: &Terms, links: &Links, seen: &[Seen]) -> Links {
    let mut alone = [vec![0.0_f64; source.list.len()], vec![0.0_f64; target.list.len()]];
    let mut together: HashMap<(u32, u32), f64> = HashMap::new();
    let mut beads = 0.0;
    for bead in seen {
        if bead.weight < SURE || bead.source.len() + bead.target.len() > SHORT {
            continue;
        }
        beads += bead.weight;
        let words = [distinct(&source.of_sentence[bead.source.clone()]), distinct(&target.of_sentence[bead.target.clone()])];
        for (alone, words) in alone.iter_mut().zip(&words) {
            words.iter().for_each(|&word| alone[word as usize] += bead.weight);
        }
        for &from in words[0].iter().filter(|&&term| source.list[term as usize].sentences > 1) {
            for &to in words[1].iter().filter(|&&term| target.list[term as usize].sentences > 1) {
                *together.entry((from, to)).or_default() += bead.weight;
            }
        }
    }
    let mut learned: Vec<(u32, u32)> = together
        .into_iter()
        .filter(|&((from, to), both)| {
            let one = alone[0][from as usize];
            let other = alone[1][to as usize];
            both >= FEWEST_TOGETHER - 0.2
                && both >= FAITHFUL * one.max(other)
                && both * beads > one * other
                && likelihood_ratio(both, one, other, beads) >= SUREST_CHANCE
                && links.between(from, to).is_none()
        })
        .map(|(pair, _)| pair)
        .collect();
    learned.sort_unstable();
    links.with_company(&learned)
}

fn distinct(sentences: &[Vec<u32>]) -> Vec<u32> {
    let mut words = sentences.concat();
    words.sort_unstable();
    words.dedup();
    words
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
