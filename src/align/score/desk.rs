//! Where beads of a stretch of neighbouring sentences are scored: the matches between their words lie ready here.

use std::ops::Range;

use super::bead::Scorer;
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

/// What the beads that hold a source sentence may hold across.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    /// The target sentences.
    pub(crate) columns: Range<usize>,
    /// How many of them one bead holds at most.
    pub(crate) tallest: usize,
}

/// A word is matched in a bead less often than this.
const MOST_TIMES: u32 = 256;

/// A list of matches, the best first, by where it begins and ends among those of its row.
type List = (u32, u32);

const NO_MATCH: Match = Match { again: [0.0; 2], places: [0; 2] };

/// A list that nobody has asked for so far.
const NOT_MADE: List = (u32::MAX, u32::MAX);

/// The matches of a source sentence with neighbouring target sentences.
#[derive(Debug, Default)]
struct Row {
    /// The first of the target sentences.
    first: usize,
    /// How many there are.
    columns: usize,
    /// By the number of target sentences together, less one, and by the first of them: their list.
    lists: Vec<List>,
    /// What the matches before each target sentence are worth together, and all of them.
    worth: Vec<f32>,
    matches: Vec<Match>,
}

impl Row {
    /// What the matches in some columns are worth at most, together.
    fn most(&self, columns: &Range<usize>) -> f32 {
        let at = |column: usize| column.checked_sub(self.first).and_then(|index| self.worth.get(index)).copied();
        at(columns.end).zip(at(columns.start)).map_or(0.0, |(end, start)| end - start)
    }

    /// The matches with some neighbouring target sentences, put together if they are not yet; none beyond the columns.
    fn list(&mut self, columns: &Range<usize>) -> &[Match] {
        let (Some(first), Some(tall)) = (columns.start.checked_sub(self.first), columns.len().checked_sub(1)) else {
            return &[];
        };
        if first + tall >= self.columns || tall * self.columns >= self.lists.len() {
            return &[];
        }
        let mut made = tall;
        while made > 0 && self.lists[made * self.columns + first] == NOT_MADE {
            made -= 1;
        }
        let mut list = self.lists[made * self.columns + first];
        for longer in made + 1..=tall {
            list = merged(&mut self.matches, list, self.lists[first + longer]);
            self.lists[longer * self.columns + first] = list;
        }
        self.matches.get(list.0 as usize..list.1 as usize).unwrap_or_default()
    }
}

/// Adds to `matches` those of two of its lists in one such list; of matches worth the same, those of the first come first.
fn merged(matches: &mut Vec<Match>, one: List, other: List) -> List {
    if one.0 == one.1 {
        return other;
    }
    if other.0 == other.1 {
        return one;
    }
    let start = matches.len();
    let [one, other] = [one, other].map(|(start, end)| start as usize..end as usize);
    matches.resize(start + one.len() + other.len(), NO_MATCH);
    let (before, into) = matches.split_at_mut(start);
    merge_into(&before[one], &before[other], into);
    (place(start), place(matches.len()))
}

fn place(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Puts two lists together, each the best first, in one such list; of matches worth the same, those of the first come first.
fn merge(one: &[Match], other: &[Match], into: &mut Vec<Match>) {
    into.resize(one.len() + other.len(), NO_MATCH);
    merge_into(one, other, into);
}

/// The same into the room that they fill together.
fn merge_into(mut one: &[Match], mut other: &[Match], into: &mut [Match]) {
    let mut room = into.iter_mut();
    while let ([first, ..], [second, ..]) = (one, other) {
        let Some(place) = room.next() else { return };
        if first.worth() >= second.worth() {
            *place = *first;
            one = &one[1..];
        } else {
            *place = *second;
            other = &other[1..];
        }
    }
    let rest = if one.is_empty() { other } else { one };
    room.into_slice().copy_from_slice(rest);
}

/// The matches of a bead that was scored, which its neighbours with more source sentences begin with.
#[derive(Debug, Default)]
struct Scored {
    begin: (usize, usize),
    wide: usize,
    matches: Vec<Match>,
}

/// Room for matches, which one desk leaves to the next.
#[derive(Default)]
pub(crate) struct Room {
    /// Of rows that are done with.
    rows: Vec<Vec<Match>>,
    found: Vec<(u32, Match)>,
}

/// Scores the beads of a stretch of the source.
pub(crate) struct Desk<'a> {
    scorer: &'a Scorer<'a>,
    /// The first source sentence of the stretch.
    first: usize,
    reach: &'a [Reach],
    across: Across,
    /// The rows of the first sentences, as far as beads have asked for them.
    rows: Vec<Row>,
    /// So many rows are done with: beads begin behind them.
    passed: usize,
    room: Vec<Vec<Match>>,
    /// By side, the number of the first word of the stretch, counted through the text.
    words: [u32; 2],
    /// By side and place, the number of the last bead in which the word was matched and, added to it, how often.
    used: [Vec<u32>; 2],
    /// The number of the last bead that was scored, a multiple of [`MOST_TIMES`].
    bead: u32,
    /// By the number of target sentences, less one, the last bead with so many.
    scored: [Scored; LONGEST],
    scratch: Vec<Match>,
}

impl<'a> Desk<'a> {
    /// For neighbouring source sentences, from `first` on, each with its reach.
    pub(crate) fn new(scorer: &'a Scorer<'a>, first: usize, reach: &'a [Reach], room: Room) -> Self {
        let columns = || reach.iter().filter(|reach| reach.tallest > 0).map(|reach| &reach.columns);
        let lowest = columns().map(|columns| columns.start).min().unwrap_or(0);
        let highest = columns().map(|columns| columns.end).max().unwrap_or(0);
        let stretches = [first..first + reach.len(), lowest..highest];
        let words = [0, 1].map(|side: usize| scorer.places[side][stretches[side].start]);
        let used = [0, 1].map(|side: usize| vec![0; (scorer.places[side][stretches[side].end] - words[side]) as usize]);
        Self {
            scorer,
            first,
            reach,
            across: Across::new(scorer, lowest, room.found),
            rows: Vec::with_capacity(reach.len()),
            passed: 0,
            room: room.rows,
            words,
            used,
            bead: 0,
            scored: Default::default(),
            scratch: Vec::new(),
        }
    }

    /// Leaves its room to another.
    pub(crate) fn leave(mut self) -> Room {
        self.pass(self.rows.len());
        Room { rows: self.room, found: self.across.found }
    }

    /// Takes the room of the first rows back.
    fn pass(&mut self, rows: usize) {
        let passed = self.rows.get_mut(self.passed..rows).unwrap_or_default();
        self.room.extend(passed.iter_mut().map(|row| std::mem::take(row).matches).filter(|matches| matches.capacity() > 0));
        self.passed = self.passed.max(rows);
    }

    /// Finds the matches of a sentence.
    fn row(&mut self, sentence: usize, reach: &Reach) -> Row {
        let columns = reach.columns.len();
        let mut lists = Vec::with_capacity(columns * reach.tallest);
        let mut worths = Vec::with_capacity(columns + 1);
        let mut worth = 0.0;
        worths.push(worth);
        self.across.find(self.scorer, sentence, &reach.columns, self.words);
        let found = &self.across.found;
        // By target sentence, where its matches begin, and once they are in their places, where they end.
        let mut ends = vec![0; columns + 1];
        let column = |sentence: u32| sentence as usize - reach.columns.start;
        found.iter().for_each(|&(sentence, _)| ends[column(sentence) + 1] += 1);
        (0..columns).for_each(|column| ends[column + 1] += ends[column]);
        let mut matches = self.room.pop().unwrap_or_default();
        matches.clear();
        matches.resize(found.len(), NO_MATCH);
        for &(sentence, found) in found {
            let end: &mut usize = &mut ends[column(sentence)];
            matches[*end] = found;
            *end += 1;
        }
        let mut start = 0;
        for end in ends.into_iter().take(columns) {
            let found = &mut matches[start..end];
            if found.len() > 1 {
                found.sort_unstable_by(|one, other| other.worth().total_cmp(&one.worth()).then(one.places.cmp(&other.places)));
            }
            if !found.is_empty() {
                worth += found.iter().map(Match::worth).sum::<f32>();
            }
            lists.push((place(start), place(end)));
            worths.push(worth);
            start = end;
        }
        lists.resize(columns * reach.tallest, NOT_MADE);
        Row { first: reach.columns.start, columns, lists, worth: worths, matches }
    }

    /// Adds the row of the first sentence that has none yet.
    fn next_row(&mut self) -> Option<()> {
        let reach = self.reach.get(self.rows.len())?;
        let sentence = self.first + self.rows.len();
        let row = if reach.tallest > 0 { self.row(sentence, reach) } else { Row::default() };
        self.rows.push(row);
        Some(())
    }

    /// The logarithm of how much likelier the bead is right than that its sentences met by chance, the
    /// probability of its shape included. `None` where the bead is never better than its sentences alone. Beads are asked for
    /// in the order of their first source sentences.
    pub(crate) fn score(&mut self, shape: usize, source: usize, target: usize) -> Option<f64> {
        let (wide, tall) = SHAPES[shape];
        let ranges = [source..source + wide, target..target + tall];
        let first = source.checked_sub(self.first)?;
        self.pass(first);
        while self.rows.len() < first + wide {
            self.next_row()?;
        }
        let most: f32 = self.rows.get(first..first + wide)?.iter().map(|row| row.most(&ranges[1])).sum();
        let sure = self.scorer.score_without_words(shape, &ranges, f64::from(most))?;
        if most == 0.0 {
            return Some(sure);
        }
        // A word that is one of several sentences' is met more easily by chance.
        let price = [self.scorer.dilution[tall], self.scorer.dilution[wide]];
        let mut scored = self.scored.get_mut(tall - 1).map(std::mem::take)?;
        if scored.begin != (source, target) || !(1..=wide).contains(&scored.wide) {
            scored.begin = (source, target);
            scored.wide = 0;
            scored.matches.clear();
        }
        for row in self.rows.get_mut(first + scored.wide..first + wide).unwrap_or_default() {
            let list = row.list(&ranges[1]);
            if scored.matches.is_empty() {
                scored.matches.extend_from_slice(list);
            } else if !list.is_empty() {
                merge(&scored.matches, list, &mut self.scratch);
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
        if self.bead >= u32::MAX - 2 * MOST_TIMES {
            self.used.iter_mut().for_each(|used| used.fill(0));
            self.bead = 0;
        }
        // What was noted for earlier beads is less than this number.
        self.bead += MOST_TIMES;
        let bead = self.bead;
        let reach = [0, 1].map(|side: usize| self.scorer.reach[side].get(self.words[side] as usize..).unwrap_or_default());
        let [used_source, used_target] = &mut self.used;
        let mut sum = 0.0;
        for found in matches {
            let places = [found.places[0] as usize, found.places[1] as usize];
            let (Some(source), Some(target)) = (used_source.get_mut(places[0]), used_target.get_mut(places[1])) else { continue };
            let worth = match (*source >= bead, *target >= bead) {
                (false, false) => found.worth() - price[0] - price[1],
                (true, false) if *source - bead < u32::from(reach[0][places[0]]) => found.again[0] - price[1],
                (false, true) if *target - bead < u32::from(reach[1][places[1]]) => found.again[1] - price[0],
                _ => continue,
            };
            if worth > 0.0 {
                sum += worth;
                *source = (*source).max(bead) + 1;
                *target = (*target).max(bead) + 1;
            }
        }
        sum
    }
}

/// What a sentence of the source matches across.
struct Across {
    /// By target term, one more than the last of its places that was looked at, 0 where there is none.
    last: Vec<u32>,
    /// The place to look at next.
    next: u32,
    /// The matches found, each with the target sentence.
    found: Vec<(u32, Match)>,
}

impl Across {
    /// For source sentences that match none before the target sentence `lowest`.
    fn new(scorer: &Scorer<'_>, lowest: usize, found: Vec<(u32, Match)>) -> Self {
        Self { last: vec![0; scorer.texts[1].list.len()], next: scorer.places[1][lowest], found }
    }

    /// Finds the matches between a sentence of the source and some neighbouring ones of the target; places are counted from
    /// `words` on.
    fn find(&mut self, scorer: &Scorer<'_>, sentence: usize, columns: &Range<usize>, words: [u32; 2]) {
        self.found.clear();
        let [start, end] = [columns.start, columns.end].map(|sentence| scorer.places[1][sentence]);
        for (across, place) in scorer.across.get(self.next as usize..end as usize).unwrap_or_default().iter().zip(self.next + 1..)
        {
            self.last[across.term as usize] = place;
        }
        self.next = self.next.max(end);
        for (place, &term) in (scorer.places[0][sentence]..).zip(&scorer.texts[0].of_sentence[sentence]) {
            for &(to, again) in scorer.worth.again.of(term) {
                // Most words across stand nowhere near.
                let mut last = self.last[to as usize];
                while last > start {
                    let at = last - 1;
                    let across = &scorer.across[at as usize];
                    if at < end {
                        let places = [place - words[0], at - words[1]];
                        self.found.push((across.sentence, Match { again, places }));
                    }
                    last = across.before;
                }
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
        let mut lists = vec![(0, 2), (2, 2), (2, 3), (3, 4)];
        lists.resize(3 * 4, NOT_MADE);
        let (worth, matches) = (vec![0.0, 4.0, 4.0, 6.0, 8.5], matches(&[3.0, 1.0, 2.0, 2.5], 0));
        let mut row = Row { first: 10, columns: 4, lists, worth, matches };
        let mut worths = |columns: Range<usize>| row.list(&columns).iter().map(Match::worth).collect::<Vec<_>>();
        assert_eq!(worths(10..13), [3.0, 2.0, 1.0]);
        assert_eq!(worths(11..13), [2.0]);
        assert_eq!(worths(11..14), [2.5, 2.0]);
        assert_eq!(worths(10..13), [3.0, 2.0, 1.0]);
        assert!(worths(11..12).is_empty() && worths(9..11).is_empty() && worths(12..15).is_empty() && worths(10..14).is_empty());
        assert!((row.most(&(10..13)) - 6.0).abs() < 1e-6);
    }
}
