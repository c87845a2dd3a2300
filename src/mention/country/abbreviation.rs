//! Single characters that stand for countries (乌, 中方, 美乌, 中、俄、哈), where what stands around them
//! leaves no doubt that they do. Which country a character with several readings stands for is settled later,
//! from the text before it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::{PerLanguage, table};
use crate::mention::listed::bounded;
use crate::mention::{Countries, CountryForm, Fact, Mention, Sentence};
use crate::text::Span;

/// What a character can stand for, and what shows that it does.
struct Sign {
    readings: Vec<&'static str>,
    /// Characters that may follow it alone.
    followers: &'static str,
    /// A word of [`Signs::after`] may follow it.
    words: bool,
    /// A word of [`Signs::before`] may lead it.
    led: bool,
    /// It needs a plainer sign beside it.
    weak: bool,
}

/// The table of a language.
#[derive(Default)]
struct Signs {
    signs: FxHashMap<char, Sign>,
    after: Words,
    before: Words,
    relation: Words,
    runs: Words,
    free: Words,
    syllables: FxHashSet<char>,
}

/// Words looked up by their text, and the length in characters of the longest.
#[derive(Default)]
struct Words {
    held: FxHashSet<&'static str>,
    longest: usize,
}

impl Words {
    fn add(&mut self, word: &'static str) {
        self.longest = self.longest.max(word.chars().count());
        self.held.insert(word);
    }

    /// The longest of the words that `text` begins with, in bytes.
    fn leading(&self, text: &str) -> Option<usize> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
        ends.filter(|&end| text.get(..end).is_some_and(|word| self.held.contains(word))).last()
    }

    /// The longest of the words that `text` ends with, in bytes.
    fn trailing(&self, text: &str) -> Option<usize> {
        let starts = text.char_indices().rev().map(|(at, _)| at).take(self.longest);
        starts.filter(|&at| text.get(at..).is_some_and(|word| self.held.contains(word))).last().map(|at| text.len() - at)
    }
}

static SIGNS: PerLanguage<Signs> = PerLanguage::new(|language| {
    let mut signs = Signs::default();
    for row in table::rows(language.tables.country_abbreviations) {
        let words = match row.cell(0) {
            "after" => &mut signs.after,
            "before" => &mut signs.before,
            "relation" => &mut signs.relation,
            "run" => &mut signs.runs,
            "free" => &mut signs.free,
            "syllables" => {
                signs.syllables.extend(row.cell(1).chars());
                continue;
            }
            "sign" => {
                let traits: Vec<&str> = row.cell(4).split_whitespace().collect();
                let has = |name: &str| traits.contains(&name);
                let sign = Sign {
                    readings: row.forms(2).collect(),
                    followers: row.cell(3),
                    words: has("words"),
                    led: has("before"),
                    weak: has("weak"),
                };
                if let (Some(character), false) = (row.cell(1).chars().next(), sign.readings.is_empty()) {
                    signs.signs.insert(character, sign);
                }
                continue;
            }
            _ => continue,
        };
        row.forms(1).for_each(|word| words.add(word));
    }
    signs
});

/// Marks between the items of a list of signs.
const BETWEEN: [char; 3] = ['、', '和', '与'];

/// Adds the abbreviations in the sentence that lie outside the spans `taken`, which are in order.
pub(super) fn find(sentence: &Sentence<'_>, taken: &[Span], found: &mut Vec<Mention>) {
    let signs = SIGNS.of(sentence.language);
    if signs.signs.is_empty() {
        return;
    }
    let mut whole = |span: Span| bounded(sentence.words(), span);
    for cluster in clusters(signs, sentence.text, taken) {
        for (at, character) in signs.read(sentence.text, &cluster, &mut whole) {
            let Some(sign) = signs.signs.get(&character) else { continue };
            let countries = Countries { readings: sign.readings.clone(), form: CountryForm::Abbreviation };
            found.push(Mention { span: Span::new(at, at + character.len_utf8()), fact: Fact::Country(countries) });
        }
    }
}

/// Signs in a row that are too many to be countries.
const LONG: usize = 7;

/// A sign and its byte in the text.
type Placed = (usize, char);

/// Signs that touch, or stand apart only by marks of a list.
struct Cluster {
    runs: Vec<Vec<Placed>>,
}

fn clusters(signs: &Signs, text: &str, taken: &[Span]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    // Where a run would go on, and where a list would.
    let (mut touching, mut listed) = (usize::MAX, usize::MAX);
    let mut taken = taken.iter().peekable();
    let mut before = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        while taken.next_if(|span| span.end as usize <= at).is_some() {}
        let free = taken.peek().is_none_or(|span| span.start as usize >= end);
        if free && signs.signs.contains_key(&character) && !(at != touching && before.is_some_and(is_numeral)) {
            match clusters.last_mut() {
                Some(Cluster { runs }) if at == touching || at == listed => match runs.last_mut() {
                    Some(run) if at == touching => run.push((at, character)),
                    _ => runs.push(vec![(at, character)]),
                },
                _ => clusters.push(Cluster { runs: vec![vec![(at, character)]] }),
            }
            touching = end;
        } else if at == touching && BETWEEN.contains(&character) {
            listed = end;
        }
        before = Some(character);
    }
    clusters
}

/// 8日军方 is "on the 8th, the army", not the Japanese army.
fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "〇一二三四五六七八九十".contains(character)
}

impl Signs {
    /// The signs of the cluster that stand for countries; `whole` tells whether a span ends at bounds of words.
    fn read(&self, text: &str, cluster: &Cluster, whole: &mut impl FnMut(Span) -> bool) -> Vec<Placed> {
        if cluster.runs.len() > 1 && self.is_list(text, cluster, whole) {
            return cluster.runs.concat();
        }
        cluster.runs.iter().flat_map(|run| self.run(text, run, whole)).collect()
    }

    /// Whether the cluster lists countries: 中、俄、哈三国.
    fn is_list(&self, text: &str, cluster: &Cluster, whole: &mut impl FnMut(Span) -> bool) -> bool {
        let plain =
            cluster.runs.iter().all(|run| run.len() == 1) && cluster.runs.iter().flatten().any(|&(_, sign)| !self.is_weak(sign));
        let (Some(&(start, _)), Some(&(last, sign))) =
            (cluster.runs.first().and_then(|run| run.first()), cluster.runs.last().and_then(|run| run.last()))
        else {
            return false;
        };
        let end = last + sign.len_utf8();
        let beside =
            text.get(..start).unwrap_or_default().ends_with(BETWEEN) || text.get(end..).unwrap_or_default().starts_with('、');
        plain && !beside && text.get(start..end).is_some_and(|list| list.contains('、')) && whole(Span::new(start, end))
    }

    /// Whether the sign before `after` may be a syllable of a foreign name that goes on there.
    fn goes_on(&self, sign: char, after: &str) -> bool {
        let next = after.chars().next();
        self.syllables.contains(&sign) && next.is_some_and(|next| next == '·' || self.syllables.contains(&next))
    }

    fn is_weak(&self, sign: char) -> bool {
        self.signs.get(&sign).is_none_or(|sign| sign.weak)
    }

    /// The signs of a run that stand for countries.
    fn run(&self, text: &str, run: &[Placed], whole: &mut impl FnMut(Span) -> bool) -> Vec<Placed> {
        let (Some(&(start, _)), Some(&(last, sign))) = (run.first(), run.last()) else { return Vec::new() };
        let end = last + sign.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        let strong = run.iter().filter(|&&(_, sign)| !self.is_weak(sign)).count();
        if run.len() > 1 && run.len() < LONG {
            let related = strong > 0 && self.relation.leading(after).is_some() && whole(Span::new(start, start));
            if related || strong == run.len() && strong > 2 && !self.goes_on(sign, after) && whole(Span::new(start, end)) {
                return run.to_vec();
            }
        }
        let mut read = Vec::new();
        let mut rest = run;
        while let Some(&(at, sign)) = rest.first() {
            let stretch = text.get(at..end).unwrap_or_default();
            let known =
                self.runs.leading(stretch).filter(|&length| length > sign.len_utf8() && whole(Span::new(at, at + length)));
            let count =
                if let Some(length) = known { rest.iter().take_while(|&&(place, _)| place < at + length).count() } else { 0 };
            if count > 0 {
                read.extend_from_slice(&rest[..count]);
            } else if self.alone(text, at, sign, whole) {
                read.push((at, sign));
            }
            rest = &rest[count.max(1)..];
        }
        read
    }

    /// Whether what stands around a single sign shows that it stands for a country.
    fn alone(&self, text: &str, at: usize, character: char, whole: &mut impl FnMut(Span) -> bool) -> bool {
        let Some(sign) = self.signs.get(&character) else { return false };
        let end = at + character.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        let follower = after.chars().next().filter(|&follower| sign.followers.contains(follower)).map(char::len_utf8);
        let word = if sign.words { self.after.leading(after) } else { None };
        let before = text.get(..at).unwrap_or_default();
        if let Some(length) = word.or(follower) {
            let start = if self.free.trailing(before).is_some() { end + length } else { at };
            if whole(Span::new(start, end + length)) {
                return true;
            }
        }
        let leader = if sign.led { self.before.trailing(before) } else { None };
        !self.goes_on(character, after) && leader.is_some_and(|length| whole(Span::new(at - length, end)))
    }
}
