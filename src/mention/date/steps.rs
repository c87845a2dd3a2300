//! Patterns of dates as steps that a match takes through a text, one character or word after the other.
//!
//! A pattern is read into steps in no time, and most places of a text fail at its first: to compile a regular expression
//! for each of the patterns of two languages takes longer than to check a short text.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// A step of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// The character.
    Sign(char),
    /// One of the characters, which are in order.
    Set(Arc<[char]>),
    /// One of the words, the first first.
    Words(Arc<Words>),
    /// Goes on with the next step, or where that fails with this one.
    Either(usize),
    /// Goes on with this step.
    Jump(usize),
    /// The place belongs to a part: twice the number of the part where it begins, one more where it ends.
    Bound(usize),
}

/// Blanks that may part two pieces of a date: the space, the no-break space and its narrow form.
pub(super) const BLANKS: [char; 4] = ['\t', ' ', '\u{A0}', '\u{202F}'];
/// How many of them.
pub(super) const MOST_BLANKS: usize = 3;

/// Words, of which a step takes one.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// In the order in which they are tried.
    all: Vec<String>,
    /// A blank in them stands for any [`BLANKS`], one to [`MOST_BLANKS`].
    phrases: bool,
    /// The places of those that begin with a character, in order, each with the character that comes second.
    of_first: FxHashMap<char, Vec<(Option<char>, usize)>>,
}

impl Words {
    /// The words, of which the longest are tried first.
    pub(super) fn new(words: impl Iterator<Item = String>) -> Self {
        let mut all: Vec<String> = words.collect();
        all.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        Self::in_order(all)
    }

    /// The words, which are tried as they come.
    pub(super) fn in_order(all: Vec<String>) -> Self {
        let mut of_first: FxHashMap<char, Vec<(Option<char>, usize)>> = FxHashMap::default();
        for (place, word) in all.iter().enumerate() {
            let mut characters = word.chars();
            of_first.entry(characters.next().unwrap_or_default()).or_default().push((characters.next(), place));
        }
        Self { all, of_first, phrases: false }
    }

    /// Phrases, which are tried as they come: a blank between two of their words stands for one to three of any kind.
    pub(super) fn phrases(all: Vec<String>) -> Self {
        Self { phrases: true, ..Self::in_order(all) }
    }

    /// The same words, every one with a capital at its head.
    pub(super) fn capitalised(&self) -> Self {
        Self::new(self.all.iter().map(|word| {
            let mut characters = word.chars();
            characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
        }))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn all(&self) -> &[String] {
        &self.all
    }

    /// Whether one of the words stands at byte `at`.
    pub(super) fn stand_at(&self, text: &str, at: usize, any_case: bool) -> bool {
        self.ends(text, at, any_case).next().is_some()
    }

    /// Where the words end that stand at byte `at`.
    fn ends<'a>(&'a self, text: &'a str, at: usize, any_case: bool) -> impl DoubleEndedIterator<Item = usize> + 'a {
        let rest = &text[at..];
        let mut characters = rest.chars().map(move |character| if any_case { small(character) } else { character });
        let places = characters.next().and_then(|first| self.of_first.get(&first)).map(Vec::as_slice).unwrap_or_default();
        let second = if places.is_empty() { None } else { characters.next() };
        let second = second.map(|second| if self.phrases { blank_as_space(second) } else { second });
        let may_stand = places.iter().filter(move |(wanted, _)| wanted.is_none() || *wanted == second);
        may_stand.filter_map(move |&(_, place)| Some(at + self.length(rest, &self.all[place], any_case)?))
    }

    /// How many bytes of `text` the word covers, where `text` begins with it.
    fn length(&self, text: &str, word: &str, any_case: bool) -> Option<usize> {
        if !any_case && !self.phrases {
            return text.starts_with(word).then_some(word.len());
        }
        let mut characters = text.chars();
        for wanted in word.chars() {
            if wanted == ' ' && self.phrases {
                let blanks = characters.clone().take_while(|blank| BLANKS.contains(blank)).count();
                if !(1..=MOST_BLANKS).contains(&blanks) {
                    return None;
                }
                characters.nth(blanks - 1);
                continue;
            }
            let found = characters.next()?;
            if wanted != if any_case { small(found) } else { found } {
                return None;
            }
        }
        Some(text.len() - characters.as_str().len())
    }
}

/// The space for every blank, any other character as it is.
pub(super) fn blank_as_space(character: char) -> char {
    if BLANKS.contains(&character) { ' ' } else { character }
}

/// The character in small, where that is one character.
pub(super) fn small(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    if matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}') {
        return character;
    }
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => character,
    }
}

/// A pattern as steps, with the parts that they tell apart.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) steps: Vec<Step>,
    /// The names of the parts, by their numbers.
    pub(super) parts: Vec<String>,
    /// Characters match in either case; those of the steps are small.
    pub(super) any_case: bool,
    /// What stands in every text that holds a match.
    pub(super) needs: Vec<Need>,
}

/// What a pattern needs: one of the characters, or one of the words.
#[derive(Debug, Clone, Default)]
pub(super) struct Need {
    /// The characters, in small and in order.
    pub(super) characters: Vec<char>,
    /// The words; those of one character are among the characters.
    pub(super) words: Vec<Arc<Words>>,
}

impl Need {
    /// Takes the characters of a run that every match holds.
    pub(super) fn of_run(run: &str) -> Self {
        if run.chars().nth(1).is_none() {
            return Self { characters: run.chars().map(small).collect(), words: Vec::new() };
        }
        Self { characters: Vec::new(), words: vec![Arc::new(Words::in_order(vec![run.to_owned()]))] }
    }

    /// Whether both ask for the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        let same = |(one, other): (&Arc<Words>, &Arc<Words>)| one.all == other.all && one.phrases == other.phrases;
        self.characters == other.characters
            && self.words.len() == other.words.len()
            && self.words.iter().zip(&other.words).all(same)
    }
}

/// Where a match and its parts begin and end.
#[derive(Debug, Default)]
pub(super) struct Room {
    bounds: Vec<usize>,
    /// What bounds were before, to take them back.
    before: Vec<(usize, usize)>,
    /// The ways not taken so far: the step, the place and how many bounds to keep.
    ways: Vec<(usize, usize, usize)>,
}

/// The bound of a part that the match does not have.
const NOWHERE: usize = usize::MAX;

impl Steps {
    /// Where the first of the ways through the steps ends that begin at byte `at`; the parts are left in `room`.
    pub(super) fn end(&self, text: &str, at: usize, room: &mut Room) -> Option<usize> {
        room.bounds.clear();
        room.bounds.resize(2 * self.parts.len(), NOWHERE);
        room.before.clear();
        room.ways.clear();
        let (mut step, mut at) = (0, at);
        let (mut next_at, mut next) = (at, self.next(text, at));
        loop {
            if next_at != at {
                (next_at, next) = (at, self.next(text, at));
            }
            let taken = match self.steps.get(step) {
                None => return Some(at),
                // Most ways part with their first sign.
                Some(Step::Either(other)) if self.parts_at(step + 1, next) => {
                    step = *other;
                    continue;
                }
                Some(Step::Either(other)) => {
                    room.ways.push((*other, at, room.before.len()));
                    step += 1;
                    continue;
                }
                Some(Step::Jump(to)) => {
                    step = *to;
                    continue;
                }
                Some(Step::Bound(bound)) => {
                    room.before.push((*bound, room.bounds[*bound]));
                    room.bounds[*bound] = at;
                    step += 1;
                    continue;
                }
                Some(Step::Sign(sign)) => next.filter(|(next, _)| next == sign).map(|(_, end)| end),
                Some(Step::Set(set)) => next.filter(|(next, _)| set.binary_search(next).is_ok()).map(|(_, end)| end),
                Some(Step::Words(words)) => {
                    let mut ends = words.ends(text, at, self.any_case);
                    let longest = ends.next();
                    room.ways.extend(ends.rev().map(|end| (step + 1, end, room.before.len())));
                    longest
                }
            };
            (step, at) = match taken {
                Some(end) => (step + 1, end),
                None => {
                    let (step, at, kept) = room.ways.pop()?;
                    for (bound, before) in room.before.drain(kept..).rev() {
                        room.bounds[bound] = before;
                    }
                    (step, at)
                }
            };
        }
    }

    /// Whether a step takes a sign or one of a set, and not the one that is `next`.
    fn parts_at(&self, step: usize, next: Option<(char, usize)>) -> bool {
        match self.steps.get(step) {
            Some(Step::Sign(sign)) => next.is_none_or(|(next, _)| next != *sign),
            Some(Step::Set(set)) => next.is_none_or(|(next, _)| set.binary_search(&next).is_err()),
            _ => false,
        }
    }

    fn next(&self, text: &str, at: usize) -> Option<(char, usize)> {
        let next = text[at..].chars().next()?;
        Some((if self.any_case { small(next) } else { next }, at + next.len_utf8()))
    }

    /// The bytes of the part of that name, in that half of a range, in the match that `room` holds.
    pub(super) fn part(&self, name: &str, half: &str, room: &Room) -> Option<Range<usize>> {
        let number = self.parts.iter().position(|part| part.strip_prefix(name) == Some(half))?;
        let (start, end) = (*room.bounds.get(2 * number)?, *room.bounds.get(2 * number + 1)?);
        (start != NOWHERE && end != NOWHERE).then_some(start..end)
    }

    /// What every match needs that takes the steps from `step` on, as far as they go; nothing where it may take none of them.
    pub(super) fn need(&self, step: usize) -> Option<Need> {
        let (mut need, mut empty) = (Need::default(), false);
        self.each_way(step, &mut |way| match way.map(|at| (at, &self.steps[at])) {
            Some((_, Step::Words(words))) => {
                let single = words.all.iter().filter(|word| word.chars().nth(1).is_none());
                need.characters.extend(single.filter_map(|word| word.chars().next()).map(small));
                need.words.push(words.clone());
            }
            Some((at, _)) => need.characters.extend(self.firsts(at)),
            None => empty = true,
        });
        need.characters = settled(need.characters);
        (!empty).then_some(need)
    }

    /// The characters, in small, that what is taken from a step on may begin with; and whether nothing need be taken.
    pub(super) fn begin(&self, step: usize) -> (Vec<char>, bool) {
        let (mut characters, mut empty) = (Vec::new(), false);
        self.each_way(step, &mut |way| match way {
            Some(at) => characters.extend(self.firsts(at)),
            None => empty = true,
        });
        (settled(characters), empty)
    }

    /// The characters, in small, that may stand second in a match; nothing where any may.
    pub(super) fn seconds(&self) -> Option<Vec<char>> {
        let mut characters = Vec::new();
        let mut any = false;
        let mut next = Vec::new();
        self.each_way(0, &mut |way| match way.map(|at| (at, &self.steps[at])) {
            Some((at, Step::Words(words))) => {
                for word in &words.all {
                    match word.chars().nth(1) {
                        Some(' ') if words.phrases => characters.extend(BLANKS),
                        Some(second) => characters.push(small(second)),
                        None => next.push(at + 1),
                    }
                }
            }
            Some((at, _)) => next.push(at + 1),
            None => any = true,
        });
        next.sort_unstable();
        next.dedup();
        for step in next {
            let (more, empty) = self.begin(step);
            characters.extend(more);
            any |= empty;
        }
        (!any).then(|| settled(characters))
    }

    /// Tells of each step that takes a character and may come next from `step` on; `None` where the match may end.
    fn each_way(&self, step: usize, tell: &mut impl FnMut(Option<usize>)) {
        let mut open = vec![step];
        while let Some(step) = open.pop() {
            match self.steps.get(step) {
                None => tell(None),
                Some(Step::Either(other)) => open.extend([*other, step + 1]),
                Some(Step::Jump(to)) => open.push(*to),
                Some(Step::Bound(_)) => open.push(step + 1),
                Some(_) => tell(Some(step)),
            }
        }
    }

    fn firsts(&self, step: usize) -> Vec<char> {
        match &self.steps[step] {
            Step::Sign(sign) => vec![small(*sign)],
            Step::Set(set) => set.iter().copied().map(small).collect(),
            Step::Words(words) => words.all.iter().filter_map(|word| word.chars().next()).map(small).collect(),
            _ => Vec::new(),
        }
    }
}

fn settled(mut characters: Vec<char>) -> Vec<char> {
    characters.sort_unstable();
    characters.dedup();
    characters
}
