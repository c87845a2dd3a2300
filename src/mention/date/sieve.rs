//! Where in a text patterns may match: most sentences hold no date, and a look at each of their characters tells so before
//! any pattern is tried.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::steps::{Need, Steps, Words, small};

/// One bit a pattern, or something that patterns need.
type Bits = u128;

/// So many patterns are told apart, and so many needs; patterns are tried without regard to further ones.
pub(super) const MOST: usize = Bits::BITS as usize;

/// What patterns say of characters.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    ascii: Vec<Character>,
    others: FxHashMap<char, Character>,
    /// Patterns that may be one character long.
    any_second: Bits,
    /// By pattern, what a text must hold for it.
    needs: Vec<Bits>,
    /// By their first three characters, or two and none, the needs for words.
    beginnings: FxHashMap<[Option<char>; 3], Bits>,
    /// By the number of a need, the words of which a text must hold one, each with whether their letter case tells nothing.
    words: Vec<Vec<(Arc<Words>, bool)>>,
}

/// What patterns say of a character.
#[derive(Debug, Clone, Copy, Default)]
struct Character {
    /// Those that may begin with it.
    begins: Bits,
    /// Those in which it may stand second.
    second: Bits,
    /// The needs that it meets.
    meets: Bits,
    /// The needs for words that begin with it, and in which it stands second.
    words: [Bits; 2],
}

/// The places of a text where patterns may match.
#[derive(Debug, Default)]
pub(super) struct Places {
    places: Vec<(usize, Bits)>,
    /// The patterns that may match anywhere.
    any: Bits,
}

impl Places {
    /// Whether the pattern may match somewhere.
    pub(super) fn may_hold(&self, pattern: usize) -> bool {
        bit(pattern).is_some_and(|bit| self.any & bit != 0)
    }

    /// Where the pattern may match.
    pub(super) fn of(&self, pattern: usize) -> impl Iterator<Item = usize> {
        let bit = bit(pattern).unwrap_or_default();
        self.places.iter().filter(move |(_, patterns)| patterns & bit != 0).map(|&(at, _)| at)
    }
}

fn bit(number: usize) -> Option<Bits> {
    (number < MOST).then(|| 1 << number)
}

impl Sieve {
    pub(super) fn new<'a>(patterns: impl Iterator<Item = &'a Steps>) -> Self {
        let mut sieve = Self { ascii: vec![Character::default(); 128], ..Self::default() };
        let mut known: Vec<(&Need, bool)> = Vec::new();
        for (number, steps) in patterns.enumerate() {
            let mut needed = 0;
            for need in &steps.needs {
                let same = known.iter().position(|(known, any_case)| *any_case == steps.any_case && known.is(need));
                let Some(bit) = bit(same.unwrap_or(known.len())) else { continue };
                needed |= bit;
                if same.is_some() {
                    continue;
                }
                known.push((need, steps.any_case));
                sieve.words.push(need.words.iter().map(|words| (words.clone(), steps.any_case)).collect());
                need.characters.iter().for_each(|&character| sieve.of_mut(character).meets |= bit);
                for words in &need.words {
                    for word in words.all().iter().filter(|word| word.chars().nth(1).is_some()) {
                        let mut characters = word.chars().map(small);
                        let beginning = [characters.next(), characters.next(), characters.next()];
                        *sieve.beginnings.entry(beginning).or_default() |= bit;
                        for (place, character) in beginning.into_iter().flatten().take(2).enumerate() {
                            sieve.of_mut(character).words[place] |= bit;
                        }
                    }
                }
            }
            sieve.needs.push(needed);
            let Some(bit) = bit(number) else { continue };
            steps.begin(0).0.into_iter().for_each(|first| sieve.of_mut(first).begins |= bit);
            match steps.seconds() {
                Some(seconds) => seconds.into_iter().for_each(|second| sieve.of_mut(second).second |= bit),
                None => sieve.any_second |= bit,
            }
        }
        sieve
    }

    fn of_mut(&mut self, character: char) -> &mut Character {
        match self.ascii.get_mut(character as usize) {
            Some(ascii) => ascii,
            None => self.others.entry(character).or_default(),
        }
    }

    fn of(&self, character: char) -> &Character {
        static NOTHING: Character = Character { begins: 0, second: 0, meets: 0, words: [0; 2] };
        let known = match character {
            '\0'..='\x7f' => self.ascii.get(character.to_ascii_lowercase() as usize),
            _ => self.others.get(&small(character)),
        };
        known.unwrap_or(&NOTHING)
    }

    /// Where patterns may match in `text`; never where `joins` says that the character belongs to the word or number of the
    /// one before.
    pub(super) fn places(&self, text: &str, joins: impl Fn(char, char) -> bool) -> Places {
        let mut places = Places::default();
        let mut open: Option<(usize, Bits)> = None;
        let mut last = ' ';
        let close = |places: &mut Places, open: &mut Option<(usize, Bits)>, second: Bits| {
            if let Some((at, patterns)) = open.take()
                && patterns & second != 0
            {
                places.any |= patterns & second;
                places.places.push((at, patterns & second));
            }
        };
        for (at, character) in text.char_indices() {
            let here = self.of(character);
            if open.is_some() {
                close(&mut places, &mut open, here.second | self.any_second);
            }
            if here.begins != 0 && !joins(last, character) {
                open = Some((at, here.begins));
            }
            last = character;
        }
        close(&mut places, &mut open, self.any_second);
        if places.places.is_empty() {
            return places;
        }
        let needs = || self.needs.iter().take(MOST).enumerate();
        let wanted = needs().filter(|(number, _)| places.any & (1 << number) != 0).fold(0, |wanted, (_, needed)| wanted | needed);
        let held = self.held(text, wanted);
        let met = needs().filter(|(_, needed)| **needed & held == **needed);
        let met: Bits = met.map(|(number, _)| 1 << number).sum();
        places.places.retain_mut(|(_, patterns)| {
            *patterns &= met;
            *patterns != 0
        });
        places.any &= met;
        places
    }

    /// Which of the `wanted` needs the text meets.
    fn held(&self, text: &str, wanted: Bits) -> Bits {
        let mut missing = wanted;
        let (mut begun, mut before) = (0, (0, ' '));
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let here = self.of(character);
            missing &= !here.meets;
            let mut standing = begun & here.words[1] & missing;
            if standing != 0 {
                let (first, second) = (Some(small(before.1)), Some(small(character)));
                let third = characters.peek().map(|&(_, third)| small(third));
                let begin = |third| self.beginnings.get(&[first, second, third]).copied().unwrap_or_default();
                standing &= begin(None) | third.map_or(0, |third| begin(Some(third)));
            }
            while standing != 0 {
                let need = standing.trailing_zeros() as usize;
                standing &= standing - 1;
                let mut words = self.words.get(need).into_iter().flatten();
                if words.any(|(words, any_case)| words.stand_at(text, before.0, *any_case)) {
                    missing &= !(1 << need);
                }
            }
            if missing == 0 {
                break;
            }
            (begun, before) = (here.words[0], (at, character));
        }
        wanted & !missing
    }
}
