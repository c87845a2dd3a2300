//! Finding the words of a table in a text.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Words of a table, found in a text by the longest match.
///
/// A blank in a form stands for any blanks or a hyphen. Upper and lower case are the same in a form of three
/// letters and more that holds a small letter; signs and codes (`m`, `MB`, `USD`) must stand as they are.
/// Where blanks part words, a form that ends in a letter ends where the word ends.
#[derive(Debug)]
pub(crate) struct Forms<T> {
    /// The longest first.
    entries: Vec<(&'static str, bool, T)>,
    onward: Trie,
    /// Made when a form is first looked for from its end.
    backward: OnceLock<Trie>,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), onward: Trie::default(), backward: OnceLock::new() }
    }
}

impl<T> Forms<T> {
    /// The forms with what each stands for; the same form may stand for several things.
    pub(crate) fn new(forms: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut all = Self::default();
        for (form, what) in forms.into_iter().filter(|(form, _)| !form.is_empty()) {
            let exact = form.chars().count() < 3 || !form.chars().any(char::is_lowercase);
            all.entries.push((form, exact, what));
        }
        all.entries.sort_by_key(|(form, ..)| std::cmp::Reverse(form.len()));
        all.onward = Trie::new(all.entries.iter().map(|(form, ..)| form.chars()));
        all
    }

    /// Whether some form may begin at byte `at`, as far as the letters tell: a quick look that most places do not
    /// pass.
    pub(crate) fn may_begin(&self, text: &str, at: usize) -> bool {
        self.onward.reaches(text.get(at..).unwrap_or_default(), Reach::Words)
    }

    /// The same where the word may go on behind the form.
    pub(crate) fn part_may_begin(&self, text: &str, at: usize) -> bool {
        self.onward.reaches(text.get(at..).unwrap_or_default(), Reach::Parts)
    }

    /// Every form that begins at byte `at`, the longest first, with the byte where it ends.
    pub(crate) fn at<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = (usize, &'a T)> {
        let rest = text.get(at..).unwrap_or_default();
        let mut list = Vec::new();
        self.onward.along(0, rest, &mut list);
        let first = rest.chars().next();
        if !list.is_empty() && first.is_some_and(is_word_letter) && last_before(text, at).is_some_and(is_word_letter) {
            list.clear();
        }
        list.sort_unstable();
        list.into_iter().filter_map(move |entry| {
            let (form, exact, what) = &self.entries[entry as usize];
            let length = begins(rest, form, *exact)?;
            let inside =
                form.chars().next_back().is_some_and(is_word_letter) && rest[length..].chars().next().is_some_and(is_word_letter);
            (!inside).then_some((at + length, what))
        })
    }

    /// The longest form that begins at byte `at`.
    pub(crate) fn longest<'a>(&'a self, text: &'a str, at: usize) -> Option<(usize, &'a T)> {
        self.at(text, at).next()
    }

    /// The longest form that `word` begins with, though the word may go on.
    pub(crate) fn inside(&self, word: &str) -> Option<(usize, &T)> {
        let mut list = Vec::new();
        self.onward.along(0, word, &mut list);
        list.sort_unstable();
        list.into_iter().find_map(|entry| {
            let (form, exact, what) = &self.entries[entry as usize];
            Some((begins(word, form, *exact)?, what))
        })
    }

    /// The longest form that ends at byte `end`, with the byte where it begins.
    pub(crate) fn ending<'a>(&'a self, text: &'a str, end: usize) -> Option<(usize, &'a T)> {
        self.all_ending(text, end).next()
    }

    /// Where the longest form that ends at byte `end` and stands for what is asked begins.
    pub(crate) fn ending_of(&self, text: &str, end: usize, wanted: impl Fn(&T) -> bool) -> Option<usize> {
        self.all_ending(text, end).find(|(_, what)| wanted(what)).map(|(start, _)| start)
    }

    fn all_ending<'a>(&'a self, text: &'a str, end: usize) -> impl Iterator<Item = (usize, &'a T)> {
        let before = text.get(..end).unwrap_or_default();
        let mut list = Vec::new();
        let backward = self.backward.get_or_init(|| Trie::new(self.entries.iter().map(|(form, ..)| form.chars().rev())));
        backward.back(0, before, &mut list);
        list.sort_unstable();
        list.into_iter().filter_map(move |entry| {
            let (form, exact, what) = &self.entries[entry as usize];
            let mut start = end;
            for _ in form.chars() {
                start -= before[..start].chars().next_back()?.len_utf8();
            }
            let whole = begins(&before[start..], form, *exact) == Some(end - start);
            let inside = form.chars().next().is_some_and(is_word_letter) && last_before(text, start).is_some_and(is_word_letter);
            (whole && !inside).then_some((start, what))
        })
    }
}

/// Where a form may end that begins at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Where a word ends, if the form ends in a letter of one.
    Words,
    /// Within a word as well.
    Parts,
}

/// Forms letter by letter, each letter by its [`key`]: leads from a text to the few forms that may stand there.
#[derive(Debug)]
struct Trie {
    nodes: Vec<Node>,
    /// Where letters lead: those of a node stand together, in order.
    next: Vec<(char, u32)>,
    /// The forms that end at the nodes: those of a node stand together.
    ends: Vec<u32>,
    /// Where each ASCII character leads from the root, 0 for nowhere.
    roots: [u32; 128],
    /// Where others lead.
    other_roots: FxHashMap<char, u32>,
}

#[derive(Debug, Default)]
struct Node {
    /// What belongs to it of [`Trie::next`].
    next: Range<u32>,
    /// What belongs to it of [`Trie::ends`].
    ends: Range<u32>,
}

impl Default for Trie {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            next: Vec::new(),
            ends: Vec::new(),
            roots: [0; 128],
            other_roots: FxHashMap::default(),
        }
    }
}

impl Trie {
    /// The trie of these forms, which are numbered as they come.
    fn new<I: Iterator<Item = char>>(forms: impl Iterator<Item = I>) -> Self {
        let mut letters = Vec::new();
        let mut sorted: Vec<(Range<usize>, u32)> = forms
            .zip(0..)
            .map(|(form, entry)| {
                let start = letters.len();
                letters.extend(form.map(key));
                (start..letters.len(), entry)
            })
            .collect();
        sorted.sort_unstable_by(|(one, first), (other, second)| {
            letters[one.clone()].cmp(&letters[other.clone()]).then(first.cmp(second))
        });
        let mut trie = Self::default();
        // The forms that lead through each node, and how many of their letters lead there.
        let mut through = vec![(0..sorted.len(), 0)];
        let mut node = 0;
        while let Some((forms, depth)) = through.get(node).cloned() {
            let ending = sorted[forms.clone()].iter().take_while(|(form, _)| form.len() == depth).count();
            let (next, ends) = (place(trie.next.len()), place(trie.ends.len()));
            trie.ends.extend(sorted[forms.clone()].iter().take(ending).map(|&(_, entry)| entry));
            let mut from = forms.start + ending;
            while let Some(letter) = sorted[..forms.end].get(from).map(|(form, _)| letters[form.start + depth]) {
                let same = sorted[from..forms.end].iter().take_while(|(form, _)| letters[form.start + depth] == letter).count();
                trie.next.push((letter, place(through.len())));
                through.push((from..from + same, depth + 1));
                from += same;
            }
            trie.nodes.truncate(node);
            trie.nodes.push(Node { next: next..place(trie.next.len()), ends: ends..place(trie.ends.len()) });
            node += 1;
        }
        for at in 0..trie.next_of(0).len() {
            let (letter, node) = trie.next[at];
            match trie.roots.get_mut(letter as usize) {
                Some(root) => *root = node,
                None => _ = trie.other_roots.insert(letter, node),
            }
        }
        trie
    }

    /// Where letters lead from a node.
    fn next_of(&self, node: u32) -> &[(char, u32)] {
        let next = &self.nodes[node as usize].next;
        &self.next[next.start as usize..next.end as usize]
    }

    /// The forms that end at a node.
    fn ends_at(&self, node: u32) -> &[u32] {
        let ends = &self.nodes[node as usize].ends;
        &self.ends[ends.start as usize..ends.end as usize]
    }

    fn step(&self, node: u32, letter: char) -> Option<u32> {
        if node == 0 {
            return match self.roots.get(letter as usize) {
                Some(&root) => (root > 0).then_some(root),
                None => self.other_roots.get(&letter).copied(),
            };
        }
        let next = self.next_of(node);
        next.binary_search_by_key(&letter, |&(known, _)| known).ok().map(|at| next[at].1)
    }

    /// Whether a form lies along the beginning of `rest`, and where words are asked for, no word goes on behind it.
    fn reaches(&self, rest: &str, reach: Reach) -> bool {
        let (mut node, mut rest) = (0, rest);
        while let Some(letter) = rest.chars().next() {
            let letter_key = key(letter);
            if letter_key == '-' && self.step(node, ' ').is_some() {
                return true;
            }
            let Some(next) = self.step(node, letter_key) else { return false };
            rest = if letter_key == ' ' { rest.trim_start() } else { &rest[letter.len_utf8()..] };
            let goes_on = || is_word_letter(letter) && rest.chars().next().is_some_and(is_word_letter);
            if !self.ends_at(next).is_empty() && (reach == Reach::Parts || !goes_on()) {
                return true;
            }
            node = next;
        }
        false
    }

    /// Adds the forms along the beginning of `rest`; a blank is any blanks or a hyphen.
    fn along(&self, node: u32, rest: &str, found: &mut Vec<u32>) {
        let (mut node, mut rest) = (node, rest);
        while let Some(letter) = rest.chars().next() {
            let letter_key = key(letter);
            if letter_key == '-'
                && let Some(blank) = self.step(node, ' ')
            {
                found.extend_from_slice(self.ends_at(blank));
                self.along(blank, &rest[letter.len_utf8()..], found);
            }
            let Some(next) = self.step(node, letter_key) else { return };
            found.extend_from_slice(self.ends_at(next));
            node = next;
            rest = if letter_key == ' ' { rest.trim_start() } else { &rest[letter.len_utf8()..] };
        }
    }

    /// Adds the forms along the end of `rest`, read backwards; a blank is one blank or a hyphen.
    fn back(&self, node: u32, rest: &str, found: &mut Vec<u32>) {
        let (mut node, mut rest) = (node, rest);
        while let Some(letter) = rest.chars().next_back() {
            let letter_key = key(letter);
            rest = &rest[..rest.len() - letter.len_utf8()];
            if letter_key == '-'
                && let Some(blank) = self.step(node, ' ')
            {
                found.extend_from_slice(self.ends_at(blank));
                self.back(blank, rest, found);
            }
            let Some(next) = self.step(node, letter_key) else { return };
            found.extend_from_slice(self.ends_at(next));
            node = next;
        }
    }
}

/// Whether the character is a letter of a writing in which words stand between blanks and nothing grows on them unseen: an
/// alphabet with upper and lower case, or a script of India with its vowel signs.
pub(crate) fn is_word_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    match character {
        '\u{900}'..='\u{DFF}' => !character.is_numeric() && !matches!(character, '\u{964}' | '\u{965}' | '\u{970}'),
        _ => character.is_lowercase() || character.is_uppercase(),
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn last_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that all its variants are looked up by.
fn key(character: char) -> char {
    match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        '!'..='~' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' => character,
        '\u{2010}' | '\u{2011}' => '-',
        '’' => '\'',
        other if other.is_whitespace() => ' ',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// How many bytes of `text` the form covers, where `text` begins with it.
fn begins(text: &str, form: &str, exact: bool) -> Option<usize> {
    let mut rest = text;
    for wanted in form.chars() {
        let found = rest.chars().next()?;
        if wanted == ' ' {
            let trimmed = rest.trim_start();
            rest = if trimmed.len() < rest.len() { trimmed } else { rest.strip_prefix(['-', '\u{2010}', '\u{2011}'])? };
            continue;
        }
        if found != wanted && (key(found) != key(wanted) || exact && found.is_alphabetic()) {
            return None;
        }
        rest = &rest[found.len_utf8()..];
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_wins_and_words_are_whole() {
        let forms = Forms::new([("m", 1), ("meter", 2), ("square meter", 3), ("米", 4)]);
        assert_eq!(forms.longest("Square-Meter", 0), Some((12, &3)));
        assert_eq!(forms.longest("5m", 1), Some((2, &1)));
        assert_eq!(forms.longest("5M", 1), None);
        assert_eq!(forms.longest("5meters", 1), None);
        assert_eq!(forms.longest("5米高", 1), Some((4, &4)));
        assert_eq!(forms.ending("a meter", 7), Some((2, &2)));
        assert_eq!(forms.ending("a parameter", 11), None);
    }
}
