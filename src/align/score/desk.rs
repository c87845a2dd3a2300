//! Where beads of a stretch of neighbouring sentences are scored: the matches between their words lie ready here.

use std::ops::Range;

use super::bead::Scorer;
use super::model::dilution;
use super::shape::SHAPES;

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

/// The matches of a source sentence with neighbouring target sentences, for each the best first.
#[derive(Debug, Default)]
struct Row {
    /// The first of the target sentences.
    first: usize,
    /// How many matches there are up to each.
    ends: Vec<u32>,
    matches: Vec<Match>,
    /// What the matches before each target sentence are worth together, and all of them.
    worth: Vec<f32>,
}

impl Row {
    /// What the matches in some columns are worth at most, together.
    fn most(&self, columns: &Range<usize>) -> f32 {
        let at = |column: usize| column.checked_sub(self.first).and_then(|index| self.worth.get(index)).copied();
        at(columns.end).zip(at(columns.start)).map_or(0.0, |(end, start)| end - start)
    }

    /// The matches with some of the target sentences, one sentence after another.
    fn matches(&self, columns: &Range<usize>) -> &[Match] {
        let before = |column: usize| match column.checked_sub(self.first)? {
            0 => Some(0),
            index => self.ends.get(index - 1).map(|&end| end as usize),
        };
        let ends = before(columns.start).zip(before(columns.end));
        ends.and_then(|(start, end)| self.matches.get(start..end)).unwrap_or_default()
    }
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
    order: Vec<u64>,
    found: Vec<Match>,
}

impl<'a> Desk<'a> {
    /// Finds the matches of neighbouring source sentences, from `first` on, each with some neighbouring target sentences.
    pub(crate) fn new(scorer: &'a Scorer<'a>, first: usize, columns: &[Range<usize>]) -> Self {
        let lowest = columns.iter().filter(|columns| !columns.is_empty()).map(|columns| columns.start).min().unwrap_or(0);
        let highest = columns.iter().map(|columns| columns.end).max().unwrap_or(0).max(lowest);
        let stretches = [first..first + columns.len(), lowest..highest];
        let words = [0, 1].map(|side: usize| scorer.places[side][stretches[side].start]);
        let used = [0, 1].map(|side: usize| vec![(0, 0); (scorer.places[side][stretches[side].end] - words[side]) as usize]);
        let mut desk = Self {
            scorer,
            first,
            rows: Vec::with_capacity(columns.len()),
            words,
            used,
            beads: 0,
            order: Vec::new(),
            found: Vec::new(),
        };
        let mut across = Across::new(scorer);
        for (sentence, columns) in (first..).zip(columns) {
            let row = if columns.is_empty() { Row::default() } else { desk.row(sentence, columns.clone(), &mut across) };
            desk.rows.push(row);
        }
        desk
    }

    fn row(&self, sentence: usize, columns: Range<usize>, across: &mut Across) -> Row {
        across.enter(self.scorer, sentence);
        let mut row = Row { first: columns.start, worth: vec![0.0], ..Row::default() };
        let mut worth = 0.0;
        for column in columns {
            let from = row.matches.len();
            across.matches(self.scorer, column, self.words, &mut row.matches);
            let found = &mut row.matches[from..];
            found.sort_unstable_by(|one, other| other.worth().total_cmp(&one.worth()).then(one.places.cmp(&other.places)));
            worth += found.iter().map(Match::worth).sum::<f32>();
            row.ends.push(u32::try_from(row.matches.len()).unwrap_or(u32::MAX));
            row.worth.push(worth);
        }
        row
    }

    /// The logarithm of how much likelier the bead is right than that its sentences met by chance, the
    /// probability of its shape included. `None` where the bead is never better than its sentences alone.
    pub(crate) fn score(&mut self, shape: usize, source: usize, target: usize) -> Option<f64> {
        let (wide, tall) = SHAPES[shape];
        let ranges = [source..source + wide, target..target + tall];
        let rows = source.checked_sub(self.first).and_then(|row| self.rows.get(row..row + wide))?;
        let most: f32 = rows.iter().map(|row| row.most(&ranges[1])).sum();
        let sure = self.scorer.score_without_words(shape, &ranges, f64::from(most))?;
        self.found.clear();
        for row in rows {
            self.found.extend_from_slice(row.matches(&ranges[1]));
        }
        self.order.clear();
        if wide + tall > 2 {
            self.order.extend((0..).zip(&self.found).map(|(index, found)| key(found.worth(), index)));
            self.order.sort_unstable();
        } else {
            self.order.extend((0..).zip(&self.found).map(|(index, _)| index));
        }
        // A word that is one of several sentences' is met more easily by chance.
        let price = [dilution(tall, self.scorer.model.weights), dilution(wide, self.scorer.model.weights)];
        Some(sure + f64::from(self.matched(price)))
    }

    /// The worth of the best matches, each word in one, or in as many as it may answer to.
    fn matched(&mut self, price: [f32; 2]) -> f32 {
        self.beads = self.beads.wrapping_add(1);
        let bead = self.beads;
        let reach = [0, 1].map(|side: usize| self.scorer.reach[side].get(self.words[side] as usize..).unwrap_or_default());
        let [used_source, used_target] = &mut self.used;
        let mut sum = 0.0;
        for &key in &self.order {
            let Some(found) = self.found.get((key & 0xFFFF_FFFF) as usize) else { continue };
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

/// Sorts as the worth from the highest down, then as the index: bits of floats above 0 sort as their values.
fn key(worth: f32, index: u64) -> u64 {
    u64::from(!worth.to_bits()) << 32 | index
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
