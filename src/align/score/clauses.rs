//! Which clauses across a sentence renders: what tells where one bead ends and the next begins.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::encode::{Encoder, Vectors};
use crate::segment::Document;

/// A sentence at the edge of a bead, and the sentences across that it may belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    /// 0 where the sentence is of the source, 1 where it is of the target.
    pub(crate) side: usize,
    pub(crate) sentence: usize,
    pub(crate) across: Range<usize>,
}

/// How well sentences at the edges of beads are covered by the clauses of sentences across.
#[derive(Debug, Default)]
pub(crate) struct Clauses {
    /// By side, sentence and sentence across: how near the sentence as a whole is to the nearest clauses there, and then how
    /// near each of its own clauses is.
    near: FxHashMap<(usize, usize, usize), Vec<f32>>,
}

/// So many neighbouring clauses are taken together at most.
const TOGETHER: usize = 3;
/// So many clauses of a sentence are looked at; what comes behind belongs to the last of them.
const MOST: usize = 24;
/// So many edges are read at a time, which keeps memory small whatever the length of the texts.
const STRETCH: usize = 128;
/// So many clauses that share nothing are added to those that tell what clauses of a text have in common.
const EXPECTED_SHARED: f32 = 5.0;

impl Clauses {
    /// Compares each of the sentences with the clauses across.
    pub(crate) fn read(encoder: &Encoder, documents: [&Document; 2], edges: &[Edge], threads: usize) -> Self {
        let mut clauses = Self::default();
        for edges in edges.chunks(STRETCH) {
            let wanted = |side: usize| {
                let sentences = edges
                    .iter()
                    .flat_map(|edge| if edge.side == side { edge.sentence..edge.sentence + 1 } else { edge.across.clone() });
                Sentences::read(encoder, documents[side], sentences.collect(), threads)
            };
            let sides = [wanted(0), wanted(1)];
            for edge in edges {
                for across in edge.across.clone() {
                    let key = (edge.side, edge.sentence, across);
                    let near = || sides[edge.side].near(edge.sentence, &sides[1 - edge.side], across);
                    clauses.near.entry(key).or_insert_with(near);
                }
            }
        }
        clauses
    }

    /// How well a sentence is covered by the sentences `across`, as a cosine: half by what is nearest to it as a whole, half by
    /// what is nearest to each of its clauses. Nothing where they were not compared.
    pub(crate) fn cover(&self, side: usize, sentence: usize, mut across: Range<usize>) -> Option<f64> {
        let mut most = self.near.get(&(side, sentence, across.next()?))?.clone();
        for other in across {
            let near = self.near.get(&(side, sentence, other))?;
            most.iter_mut().zip(near).for_each(|(most, near)| *most = most.max(*near));
        }
        let (whole, parts) = most.split_first()?;
        let number = u16::try_from(parts.len()).ok().filter(|&number| number > 0)?;
        Some(f64::from((whole + parts.iter().sum::<f32>() / f32::from(number)) / 2.0))
    }
}

/// Some sentences of a text, and the vectors of their clauses.
struct Sentences {
    /// By sentence, where the vectors of its runs of clauses stand: of each clause, of runs of more, of all of them.
    places: FxHashMap<usize, Runs>,
    vectors: Vectors,
}

#[derive(Debug, Clone)]
struct Runs {
    clauses: Range<usize>,
    all: Range<usize>,
    whole: usize,
}

impl Sentences {
    fn read(encoder: &Encoder, document: &Document, mut sentences: Vec<usize>, threads: usize) -> Self {
        sentences.sort_unstable();
        sentences.dedup();
        let language = document.language();
        let mut texts: Vec<String> = Vec::new();
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut places = FxHashMap::default();
        for sentence in sentences {
            let first = texts.len();
            texts.extend(clauses(document.words(sentence)).into_iter().map(|clause| language.folded(clause)));
            let clauses = first..texts.len();
            let start = runs.len();
            for length in 1..=TOGETHER.min(clauses.len()) {
                runs.extend((first..=clauses.end - length).map(|at| at..at + length));
            }
            let all = start..runs.len();
            places.insert(sentence, Runs { clauses: start..start + clauses.len(), all, whole: runs.len() });
            runs.push(clauses);
        }
        let sums = encoder.sums(&texts.iter().map(String::as_str).collect::<Vec<_>>(), threads);
        let vectors = encoder.vectors(&sums, &runs, threads);
        let mean = vectors.mean(EXPECTED_SHARED);
        Self { places, vectors: vectors.without(&mean) }
    }

    /// How near a sentence as a whole, and then each of its clauses, is to the nearest run of clauses of one of `others`.
    fn near(&self, sentence: usize, others: &Self, across: usize) -> Vec<f32> {
        let (Some(runs), Some(theirs)) = (self.places.get(&sentence), others.places.get(&across)) else { return Vec::new() };
        let nearest = |run: usize| {
            theirs.all.clone().map(|other| self.vectors.cosine(run, &others.vectors, other)).fold(-1.0_f32, f32::max)
        };
        std::iter::once(runs.whole).chain(runs.clauses.clone()).map(nearest).collect()
    }
}

/// The clauses of a sentence: what stands between its marks.
fn clauses(words: &str) -> Vec<&str> {
    let is_mark = |c: char| c == '–' || c == '—' || !c.is_alphanumeric() && !c.is_whitespace() && !is_within_words(c);
    let mut found = Vec::new();
    let mut rest = words;
    while found.len() + 1 < MOST
        && let Some((clause, behind)) = rest.split_once(is_mark)
    {
        found.extend(Some(clause.trim()).filter(|clause| clause.chars().count() > 1));
        rest = behind;
    }
    found.extend(Some(rest.trim()).filter(|rest| rest.chars().any(char::is_alphanumeric)));
    if found.is_empty() { vec![words] } else { found }
}

/// Marks that stand inside words, numbers and quoted names rather than between clauses.
fn is_within_words(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '-' | '%' | '$' | '&' | '/' | '"' | '“' | '”' | '«' | '»' | '·' | '《' | '》' | '「' | '」')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_at_its_marks() {
        assert_eq!(clauses("It rained, they said; we didn’t go."), ["It rained", "they said", "we didn’t go"]);
        assert_eq!(clauses("下雨了，他们说：我们没去。"), ["下雨了", "他们说", "我们没去"]);
        assert_eq!(clauses("…"), ["…"]);
        assert!(clauses(&"a few, ".repeat(100)).len() <= MOST);
    }

    #[test]
    fn a_sentence_is_covered_by_the_clause_that_it_renders() {
        let Some(encoder) = Encoder::shared() else { return };
        let [source, target] = [
            "The lamp is out, and nobody knows why. The ship sank near the coast, and the crew swam ashore.",
            "灯灭了。没有人知道为什么。船在海岸附近沉没了。",
        ]
        .map(|text| Document::from_lines("text", text.replace(". ", ".\n").replace('。', "。\n"), &crate::lang::OTHER));
        let edge = Edge { side: 1, sentence: 1, across: 0..2 };
        let clauses = Clauses::read(encoder, [&source, &target], &[edge], 1);
        let cover = |across| clauses.cover(1, 1, across).expect("the two were compared");
        assert!(cover(0..1) > cover(1..2) + 0.2, "{} {}", cover(0..1), cover(1..2));
        assert!((cover(0..2) - cover(0..1)).abs() < 0.05);
        assert!(clauses.cover(0, 0, 0..1).is_none());
    }
}
