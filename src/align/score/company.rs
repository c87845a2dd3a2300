//! Words that keep company: a lexicon learned from the beads of the pair itself.

use super::links::Links;
use super::lists::Lists;
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
    let teaches = |bead: &&Seen| bead.weight >= SURE && bead.source.len() + bead.target.len() <= SHORT;
    let seen: Vec<(f64, [Vec<u32>; 2])> = seen
        .iter()
        .filter(teaches)
        .map(|bead| {
            let sentences = [&source.of_sentence[bead.source.clone()], &target.of_sentence[bead.target.clone()]];
            (bead.weight, sentences.map(distinct))
        })
        .collect();
    let beads: f64 = seen.iter().map(|(weight, _)| weight).sum();
    for (weight, words) in &seen {
        for (alone, words) in alone.iter_mut().zip(words) {
            words.iter().for_each(|&word| alone[word as usize] += weight);
        }
    }
    let [alone_from, alone_to] = alone;
    let standing = (0_u32..).zip(&seen).flat_map(|(bead, (_, [words, _]))| words.iter().map(move |&word| (word, bead)));
    let standing = Lists::of_pairs(source.list.len(), standing, 0);
    let mut together = vec![0.0_f64; target.list.len()];
    let mut met = Vec::new();
    let mut learned: Vec<(u32, u32)> = Vec::new();
    for ((from, beads_of), &one) in (0_u32..).zip(standing.iter()).zip(&alone_from) {
        if source.list[from as usize].sentences <= 1 || one < FEWEST_TOGETHER - 0.2 {
            continue;
        }
        for (weight, [_, across]) in beads_of.iter().filter_map(|&bead| seen.get(bead as usize)) {
            for &to in across {
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
                && target.list[to as usize].sentences > 1
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
