//! Where beads of a stretch of neighbouring sentences are scored: the matches between their words lie ready here.

use std::ops::Range;

use super::bead::Scorer;
use super::model::dilution;
use super::shape::{LONGEST, SHAPES};

/// A word of a source sentence and one of a target sentence that may render each other.
#[derive(Debug, Clone, Copy)]
struct Match {
    /// What it is worth when one of them, by side, is matched already but may answer to another word; both together are
    /// what the match is worth when both words are still free.
    again: [f32; 2],
    /// The places of the words, counted through the stretch, by side.
    places: [u32; 2],
}

impl Match {
    fn worth(&self) -> f32 {
        self.again[0] + self.again[1]
    }
}

/// Matches worth less than this are left out: words that stand nearly everywhere.
const LEAST: f32 = 0.2;

/// What the beads that hold a source sentence may hold across.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    /// The target sentences.
    pub(crate) columns: Range<usize>,
    /// How many of them one bead holds at most.
    pub(crate) tallest: usize,
}

/// The matches of a source sentence with neighbouring target sentences.
#[derive(Debug, Default)]
struct Row {
    /// The first of the target sentences.
    first: usize,
    /// By their number, less one, those with so many of the target sentences together.
    together: Vec<Ordered>,
    /// What the matches before each target sentence are worth together, and all of them.
    worth: Vec<f32>,
}

/// Lists of matches, each the best first.
#[derive(Debug, Default)]
struct Ordered {
    ends: Vec<u32>,
    matches: Vec<Match>,
}

impl Ordered {
    fn of(&self, number: usize) -> &[Match] {
        let end = |number: usize| self.ends.get(number).map(|&end| end as usize);
        let start = number.checked_sub(1).map_or(Some(0), end);
        start.zip(end(number)).and_then(|(start, end)| self.matches.get(start..end)).unwrap_or_default()
    }

    /// Ends the list that was written last.
    fn end(&mut self) {
        self.ends.push(u32::try_from(self.matches.len()).unwrap_or(u32::MAX));
    }
}

impl Row {
    /// What the matches in some columns are worth at most, together.
    fn most(&self, columns: &Range<usize>) -> f32 {
        let at = |column: usize| column.checked_sub(self.first).and_then(|index| self.worth.get(index)).copied();
        at(columns.end).zip(at(columns.start)).map_or(0.0, |(end, start)| end - start)
    }

    /// The matches with some neighbouring target sentences, the best first.
    fn matches(&self, columns: &Range<usize>) -> &[Match] {
        let lists = columns.len().checked_sub(1).and_then(|number| self.together.get(number));
        lists.zip(columns.start.checked_sub(self.first)).map_or(&[], |(lists, number)| lists.of(number))
    }

    /// Puts together the matches with up to `tallest` neighbouring target sentences.
    fn put_together(&mut self, tallest: usize) {
        for tall in 2..=tallest {
            let [.., shorter] = self.together.as_slice() else { return };
            let Some(single) = self.together.first() else { return };
            let mut lists = Ordered::default();
            for column in 0..(single.ends.len() + 1).saturating_sub(tall) {
                merge(shorter.of(column), single.of(column + tall - 1), &mut lists.matches);
                lists.end();
            }
            self.together.push(lists);
        }
    }
}

/// Adds two lists, each the best first, in one such list; of matches worth the same, those of the first come first.
fn merge(one: &[Match], other: &[Match], into: &mut Vec<Match>) {
    let (mut at, mut across) = (0, 0);
    while let (Some(first), Some(second)) = (one.get(at), other.get(across)) {
        let is_first = first.worth() >= second.worth();
        into.push(if is_first { *first } else { *second });
        at += usize::from(is_first);
        across += usize::from(!is_first);
    }
    into.extend_from_slice(one.get(at..).unwrap_or_default());
    into.extend_from_slice(other.get(across..).unwrap_or_default());
}

/// The matches of a bead that was scored, which its neighbours with more source sentences begin with.
#[derive(Debug, Default)]
struct Scored {
    begin: (usize, usize),
    wide: usize,
    matches: Vec<Match>,
}

/// Scores the beads of a stretch of the source.
pub(crate) struct Desk<'a> {
    scorer: &'a Scorer<'a>,
    /// The first source sentence of the stretch.
    first: usize,
    rows: Vec<Row>,
    /// By side, the number of the first word of the stretch, counted through the text.
    words: [u32; 2],
    /// By side and place, the last bead in which the word was matched, and how often.
    used: [Vec<(u32, u8)>; 2],
    /// How many beads were scored.
    beads: u32,
    /// By the number of target sentences, less one, the last bead with so many.
    scored: [Scored; LONGEST],
    scratch: Vec<Match>,
}

impl<'a> Desk<'a> {
    /// Finds the matches of neighbouring source sentences, from `first` on, each within its reach.
    pub(crate) fn new(scorer: &'a Scorer<'a>, first: usize, reach: &[Reach]) -> Self {
        let columns = || reach.iter().filter(|reach| reach.tallest > 0).map(|reach| &reach.columns);
        let lowest = columns().map(|columns| columns.start).min().unwrap_or(0);
        let highest = columns().map(|columns| columns.end).max().unwrap_or(0);
        let stretches = [first..first + reach.len(), lowest..highest];
        let words = [0, 1].map(|side: usize| scorer.places[side][stretches[side].start]);
        let used = [0, 1].map(|side: usize| vec![(0, 0); (scorer.places[side][stretches[side].end] - words[side]) as usize]);
        let mut desk = Self {
            scorer,
            first,
            rows: Vec::with_capacity(reach.len()),
            words,
            used,
            beads: 0,
            scored: Default::default(),
            scratch: Vec::new(),
        };
        let mut across = Across::new(scorer);
        for (sentence, reach) in (first..).zip(reach) {
            let mut row = Row::default();
            if reach.tallest > 0 {
                row = desk.row(sentence, reach.columns.clone(), &mut across);
                row.put_together(reach.tallest);
            }
            desk.rows.push(row);
        }
        desk
    }

    fn row(&self, sentence: usize, columns: Range<usize>, across: &mut Across) -> Row {
        across.enter(self.scorer, sentence);
        let (first, mut lists, mut worths) = (columns.start, Ordered::default(), vec![0.0]);
        let mut worth = 0.0;
        for column in columns {
            let from = lists.matches.len();
            across.matches(self.scorer, column, self.words, &mut lists.matches);
            let found = &mut lists.matches[from..];
            found.sort_unstable_by(|one, other| other.worth().total_cmp(&one.worth()).then(one.places.cmp(&other.places)));
            worth += found.iter().map(Match::worth).sum::<f32>();
            lists.end();
            worths.push(worth);
        }
        Row { first, together: vec![lists], worth: worths }
    }

    /// The logarithm of how much likelier the bead is right than that its sentences met by chance, the
    /// probability of its shape included. `None` where the bead is never better than its sentences alone.
    pub(crate) fn score(&mut self, shape: usize, source: usize, target: usize) -> Option<f64> {
        let (wide, tall) = SHAPES[shape];
        let ranges = [source..source + wide, target..target + tall];
        let rows = source.checked_sub(self.first).and_then(|row| self.rows.get(row..row + wide))?;
        let most: f32 = rows.iter().map(|row| row.most(&ranges[1])).sum();
        let sure = self.scorer.score_without_words(shape, &ranges, f64::from(most))?;
        // A word that is one of several sentences' is met more easily by chance.
        let price = [dilution(tall, self.scorer.model.weights), dilution(wide, self.scorer.model.weights)];
        let mut scored = self.scored.get_mut(tall - 1).map(std::mem::take)?;
        if scored.begin != (source, target) || !(1..=wide).contains(&scored.wide) {
            scored.begin = (source, target);
            scored.wide = 0;
            scored.matches.clear();
        }
        for row in rows.get(scored.wide..).unwrap_or_default() {
            if scored.wide == 0 {
                scored.matches.extend_from_slice(row.matches(&ranges[1]));
            } else {
                self.scratch.clear();
                merge(&scored.matches, row.matches(&ranges[1]), &mut self.scratch);
                std::mem::swap(&mut self.scratch, &mut scored.matches);
            }
            scored.wide += 1;
        }
        let worth = self.matched(&scored.matches, price);
        if let Some(place) = self.scored.get_mut(tall - 1) {
            *place = scored;
        }
        Some(sure + f64::from(worth))
    }

    /// The worth of the best matches, each word in one, or in as many as it may answer to.
    fn matched(&mut self, matches: &[Match], price: [f32; 2]) -> f32 {
        self.beads = self.beads.wrapping_add(1);
        let bead = self.beads;
        let reach = [0, 1].map(|side: usize| self.scorer.reach[side].get(self.words[side] as usize..).unwrap_or_default());
        let [used_source, used_target] = &mut self.used;
        let mut sum = 0.0;
        for found in matches {
            let places = [found.places[0] as usize, found.places[1] as usize];
            let used = [&mut used_source[places[0]], &mut used_target[places[1]]];
            let times = [if used[0].0 == bead { used[0].1 } else { 0 }, if used[1].0 == bead { used[1].1 } else { 0 }];
            let worth = match times {
                [0, 0] => found.worth() - price[0] - price[1],
                [n, 0] if n < reach[0][places[0]] => found.again[0] - price[1],
                [0, n] if n < reach[1][places[1]] => found.again[1] - price[0],
                _ => continue,
            };
            if worth > 0.0 {
                sum += worth;
                let [source, target] = used;
                *source = (bead, times[0].saturating_add(1));
                *target = (bead, times[1].saturating_add(1));
            }
        }
        sum
    }
}

/// What a sentence of the source may match across.
struct Across {
    /// By target term, the last of the links that lead there.
    last: Vec<u32>,
    links: Vec<Link>,
    touched: Vec<u32>,
}

struct Link {
    place: u32,
    again: [f32; 2],
    /// The link to the same term before, counted from 1.
    before: u32,
}

impl Across {
    fn new(scorer: &Scorer<'_>) -> Self {
        Self { last: vec![0; scorer.texts[1].list.len()], links: Vec::new(), touched: Vec::new() }
    }

    /// Makes `sentence` of the source the one whose matches are found.
    fn enter(&mut self, scorer: &Scorer<'_>, sentence: usize) {
        for term in self.touched.drain(..) {
            self.last[term as usize] = 0;
        }
        self.links.clear();
        for (place, &term) in (scorer.places[0][sentence]..).zip(&scorer.texts[0].of_sentence[sentence]) {
            for (&(to, _), &again) in scorer.links.of_source.of(term).iter().zip(scorer.worth.again.of(term)) {
                if again[0] + again[1] > LEAST {
                    let last = &mut self.last[to as usize];
                    if *last == 0 {
                        self.touched.push(to);
                    }
                    self.links.push(Link { place, again, before: *last });
                    *last = u32::try_from(self.links.len()).unwrap_or(0);
                }
            }
        }
    }

    /// Adds the matches between the sentence entered and `sentence` of the target.
    fn matches(&self, scorer: &Scorer<'_>, sentence: usize, words: [u32; 2], found: &mut Vec<Match>) {
        if self.touched.is_empty() {
            return;
        }
        for (place, &term) in (scorer.places[1][sentence]..).zip(&scorer.texts[1].of_sentence[sentence]) {
            let mut next = self.last[term as usize];
            while let Some(link) = (next as usize).checked_sub(1).and_then(|at| self.links.get(at)) {
                found.push(Match { again: link.again, places: [link.place - words[0], place - words[1]] });
                next = link.before;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(worths: &[f32], place: u32) -> Vec<Match> {
        worths.iter().map(|&worth| Match { again: [worth, 0.0], places: [place, 0] }).collect()
    }

    #[test]
    fn two_lists_become_one_with_the_best_first_and_the_first_list_ahead_where_they_are_even() {
        let mut merged = Vec::new();
        merge(&matches(&[5.0, 2.0, 2.0], 0), &matches(&[7.0, 2.0, 1.0, 0.5], 1), &mut merged);
        let seen: Vec<(f32, u32)> = merged.iter().map(|found| (found.worth(), found.places[0])).collect();
        assert_eq!(seen, [(7.0, 1), (5.0, 0), (2.0, 0), (2.0, 0), (2.0, 1), (1.0, 1), (0.5, 1)]);
    }

    #[test]
    fn a_row_holds_the_matches_with_each_run_of_its_columns() {
        let mut single = Ordered::default();
        for worths in [&[3.0, 1.0][..], &[], &[2.0]] {
            single.matches.extend(matches(worths, 0));
            single.end();
        }
        let mut row = Row { first: 10, together: vec![single], worth: vec![0.0, 4.0, 4.0, 6.0] };
        row.put_together(4);
        let worths = |columns: Range<usize>| row.matches(&columns).iter().map(Match::worth).collect::<Vec<_>>();
        assert_eq!(worths(10..13), [3.0, 2.0, 1.0]);
        assert_eq!(worths(11..13), [2.0]);
        assert!(worths(11..12).is_empty() && worths(9..11).is_empty() && worths(12..14).is_empty());
        assert!((row.most(&(10..13)) - 6.0).abs() < 1e-6);
    }
}
