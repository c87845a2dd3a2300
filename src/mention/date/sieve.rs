//! Where in a text patterns may match: most sentences hold no date, and a look at each of their characters tells so before
//! any pattern is tried.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::steps::{Need, Steps, Words, blank_as_space, small};

/// One bit a pattern, or something that patterns need.
type Bits = u128;

/// So many patterns are told apart, and so many needs; patterns are tried without regard to further ones.
pub(super) const MOST: usize = Bits::BITS as usize;

/// What patterns say of characters.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    characters: Characters,
    /// Patterns that may be one character long.
    any_second: Bits,
    /// By pattern, what a text must hold for it.
    needs: Vec<Bits>,
    /// By their first three characters, or two and none, the needs for words.
    beginnings: FxHashMap<[Option<char>; 3], Bits>,
    /// A bit for each first two characters of words, by [`mixed`]: a quick look that most pairs do not pass.
    pairs: Vec<u64>,
    /// By the number of a need, the words of which a text must hold one, each with whether their letter case tells nothing.
    words: Vec<Vec<(Arc<Words>, bool)>>,
}

/// What patterns say of each character, by its number, which is found in two steps: most texts are written with the
/// characters of a few pages.
#[derive(Debug)]
struct Characters {
    /// By the number of a page of characters, where it lies among the `places`, from 1.
    pages: Vec<u16>,
    /// Page by page, where what is said of its characters stands, 0 for nothing.
    places: Vec<u16>,
    /// What is said, first of characters of which nothing is.
    said: Vec<Character>,
}

/// How many characters are on a page.
const PAGE: usize = 256;

impl Default for Characters {
    fn default() -> Self {
        Self { pages: vec![0; char::MAX as usize / PAGE + 1], places: vec![0; PAGE], said: vec![Character::default()] }
    }
}

impl Characters {
    fn of(&self, character: char) -> &Character {
        let page = usize::from(self.pages[character as usize / PAGE]);
        &self.said[usize::from(self.places[page * PAGE + character as usize % PAGE])]
    }

    fn of_mut(&mut self, character: char) -> &mut Character {
        let page = &mut self.pages[character as usize / PAGE];
        if *page == 0 {
            // What lies at 0 is a page of characters of which nothing is said.
            *page = u16::try_from(self.places.len() / PAGE).unwrap_or(0);
            self.places.resize(self.places.len() + PAGE, 0);
        }
        let place = &mut self.places[usize::from(*page) * PAGE + character as usize % PAGE];
        if *place == 0 {
            *place = u16::try_from(self.said.len()).unwrap_or(0);
            self.said.push(Character::default());
        }
        &mut self.said[usize::from(*place)]
    }
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
    /// The numbers of the patterns that may match somewhere, in order.
    pub(super) fn patterns(&self) -> impl Iterator<Item = usize> + use<> {
        bits(self.any)
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
        let mut sieve = Self { pairs: vec![0; PAIRS / 64], ..Self::default() };
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
                need.characters.iter().for_each(|&character| sieve.characters.of_mut(character).meets |= bit);
                for words in &need.words {
                    for word in words.all().iter().filter(|word| word.chars().nth(1).is_some()) {
                        let mut characters = word.chars().map(plain);
                        let beginning = [characters.next(), characters.next(), characters.next()];
                        if let [Some(first), Some(second), _] = beginning {
                            let pair = mixed(first, second);
                            sieve.pairs[pair / 64] |= 1 << (pair % 64);
                        }
                        *sieve.beginnings.entry(beginning).or_default() |= bit;
                        for (place, character) in beginning.into_iter().flatten().take(2).enumerate() {
                            sieve.characters.of_mut(character).words[place] |= bit;
                        }
                    }
                }
            }
            sieve.needs.push(needed);
            let Some(bit) = bit(number) else { continue };
            steps.begin(0).0.into_iter().for_each(|first| sieve.characters.of_mut(first).begins |= bit);
            match steps.seconds() {
                Some(seconds) => seconds.into_iter().for_each(|second| sieve.characters.of_mut(second).second |= bit),
                None => sieve.any_second |= bit,
            }
        }
        sieve
    }

    /// Where patterns may match in `text`; never where the character belongs to the word or number of the one before, which
    /// `of_word` tells.
    pub(super) fn places(&self, text: &str, of_word: impl Fn(char) -> bool) -> Places {
        let mut places = Places::default();
        let mut open: Option<(usize, Bits)> = None;
        let mut close = |open: Option<(usize, Bits)>, second: Bits| {
            if let Some((at, patterns)) = open
                && patterns & second != 0
            {
                places.any |= patterns & second;
                places.places.push((at, patterns & second));
            }
        };
        let mut within = false;
        for (at, character) in text.char_indices() {
            let joins = of_word(character);
            // Within a word nothing begins, and nothing is open but at its second letter.
            if joins && within && open.is_none() {
                continue;
            }
            let here = self.characters.of(plain(character));
            if open.is_some() {
                close(open.take(), here.second | self.any_second);
            }
            if here.begins != 0 && !(joins && within) {
                open = Some((at, here.begins));
            }
            within = joins;
        }
        close(open, self.any_second);
        if places.places.is_empty() {
            return places;
        }
        let wanted = bits(places.any).filter_map(|number| self.needs.get(number)).fold(0, |wanted, needed| wanted | needed);
        let held = self.held(text, wanted);
        let met = |number: usize| self.needs.get(number).is_none_or(|needed| needed & held == *needed);
        let met = bits(places.any).filter(|&number| met(number)).fold(0, |met, number| met | 1 << number);
        places.any &= met;
        if places.any == 0 {
            return Places::default();
        }
        places.places.retain_mut(|(_, patterns)| {
            *patterns &= met;
            *patterns != 0
        });
        places
    }

    /// Which of the `wanted` needs the text meets.
    fn held(&self, text: &str, wanted: Bits) -> Bits {
        let mut missing = wanted;
        let (mut begun, mut before) = (0, (0, ' '));
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let character = plain(character);
            let here = self.characters.of(character);
            missing &= !here.meets;
            let mut standing = begun & here.words[1] & missing;
            let pair = mixed(before.1, character);
            if standing != 0 && self.pairs[pair / 64] >> (pair % 64) & 1 == 0 {
                standing = 0;
            }
            if standing != 0 {
                let (first, second) = (Some(before.1), Some(character));
                let third = characters.peek().map(|&(_, third)| plain(third));
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

/// The character as patterns are looked up by: small, and a space for every blank.
fn plain(character: char) -> char {
    blank_as_space(small(character))
}

/// How many numbers [`mixed`] gives.
const PAIRS: usize = 4096;

/// A number for two characters that others seldom have.
fn mixed(first: char, second: char) -> usize {
    let mixed = u32::from(first).wrapping_mul(0x9E37_79B1) ^ u32::from(second).wrapping_mul(0x85EB_CA77);
    (mixed >> 20) as usize % PAIRS
}

/// The numbers of the bits that are set, from the lowest.
fn bits(mut set: Bits) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(bit)
    })
}
