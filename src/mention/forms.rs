//! Finding the words of a table in a text.

use std::collections::HashMap;

/// Words of a table, found in a text by the longest match.
///
/// A blank in a form stands for any blanks or a hyphen. Upper and lower case are the same in a form of three
/// letters and more that holds a small letter; signs and codes (`m`, `MB`, `USD`) must stand as they are.
/// In alphabets with letter case, a form that ends in a letter ends where the word ends.
#[derive(Debug)]
pub(crate) struct Forms<T> {
    entries: Vec<(&'static str, bool, T)>,
    by_first: HashMap<char, Vec<usize>>,
    by_last: HashMap<char, Vec<usize>>,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), by_first: HashMap::new(), by_last: HashMap::new() }
    }
}

impl<T> Forms<T> {
    /// The forms with what each stands for; the same form may stand for several things.
    pub(crate) fn new(forms: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut all = Self::default();
        for (form, what) in forms {
            let (Some(first), Some(last)) = (form.chars().next(), form.chars().next_back()) else { continue };
            let index = all.entries.len();
            all.by_first.entry(key(first)).or_default().push(index);
            all.by_last.entry(key(last)).or_default().push(index);
            let exact = form.chars().count() < 3 || !form.chars().any(char::is_lowercase);
            all.entries.push((form, exact, what));
        }
        for list in all.by_first.values_mut().chain(all.by_last.values_mut()) {
            list.sort_by_key(|&index| std::cmp::Reverse(all.entries[index].0.len()));
        }
        all
    }

    /// Every form that begins at byte `at`, the longest first, with the byte where it ends.
    pub(crate) fn at<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = (usize, &'a T)> {
        let rest = text.get(at..).unwrap_or_default();
        let first = rest.chars().next();
        let bounded = first.is_some_and(is_cased_letter) && last_before(text, at).is_some_and(is_cased_letter);
        let list = first.filter(|_| !bounded).and_then(|first| self.by_first.get(&key(first)));
        list.into_iter().flatten().filter_map(move |&index| {
            let (form, exact, what) = &self.entries[index];
            let length = begins(rest, form, *exact)?;
            let inside = form.chars().next_back().is_some_and(is_cased_letter)
                && rest[length..].chars().next().is_some_and(is_cased_letter);
            (!inside).then_some((at + length, what))
        })
    }

    /// The longest form that begins at byte `at`.
    pub(crate) fn longest<'a>(&'a self, text: &'a str, at: usize) -> Option<(usize, &'a T)> {
        self.at(text, at).next()
    }

    /// The longest form that `word` begins with, though the word may go on.
    pub(crate) fn inside(&self, word: &str) -> Option<(usize, &T)> {
        let list = self.by_first.get(&key(word.chars().next()?))?;
        list.iter().find_map(|&index| {
            let (form, exact, what) = &self.entries[index];
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
        let list = before.chars().next_back().and_then(|last| self.by_last.get(&key(last)));
        list.into_iter().flatten().filter_map(move |&index| {
            let (form, exact, what) = &self.entries[index];
            let mut start = end;
            for _ in form.chars() {
                start -= before[..start].chars().next_back()?.len_utf8();
            }
            let whole = begins(&before[start..], form, *exact) == Some(end - start);
            let inside =
                form.chars().next().is_some_and(is_cased_letter) && last_before(text, start).is_some_and(is_cased_letter);
            (whole && !inside).then_some((start, what))
        })
    }
}

/// Whether the character is a letter of an alphabet with upper and lower case.
pub(crate) fn is_cased_letter(character: char) -> bool {
    character.is_lowercase() || character.is_uppercase()
}

fn last_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that all its variants are looked up by.
fn key(character: char) -> char {
    match character {
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
