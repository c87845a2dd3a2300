//! Lexicons between two languages.

use std::sync::OnceLock;

/// A lexicon from one language to another: a sorted table that is searched where it lies, so that nothing
/// is read before the first word is asked for.
///
/// Each line is a word of the first language, a tab, and its renderings with `|` between them; lines are in
/// the byte order of the word.
#[derive(Debug)]
pub struct Lexicon {
    table: &'static str,
    /// Where each line begins, found when the first word is asked for.
    lines: OnceLock<Vec<u32>>,
}

impl Lexicon {
    const fn new(table: &'static str) -> Self {
        Self { table, lines: OnceLock::new() }
    }

    /// The renderings of a word, in the order of the table; nothing for a word that it does not hold.
    pub fn renderings(&self, word: &str) -> impl Iterator<Item = &'static str> {
        let lines = self.lines();
        let at = lines.partition_point(|&line| self.word_at(line) < word);
        let renderings = match lines.get(at) {
            Some(&line) if self.word_at(line) == word => self.line_at(line).split_once('\t').map_or("", |(_, cell)| cell),
            _ => "",
        };
        renderings.split('|').filter(|rendering| !rendering.is_empty())
    }

    /// Whether the table has a line for `word`.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        self.renderings(word).next().is_some()
    }

    /// The longest word of the table that `text` begins with.
    #[must_use]
    pub fn longest<'a>(&self, text: &'a str) -> Option<&'a str> {
        let mut lines = self.lines();
        let mut longest = None;
        for (at, character) in text.char_indices() {
            let prefix = &text[..at + character.len_utf8()];
            lines = &lines[lines.partition_point(|&line| self.word_at(line) < prefix)..];
            lines = &lines[..lines.partition_point(|&line| self.word_at(line).starts_with(prefix))];
            match lines.first() {
                Some(&first) if self.word_at(first) == prefix => longest = Some(prefix),
                Some(_) => {}
                None => break,
            }
        }
        longest
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let starts = std::iter::once(0).chain(self.table.match_indices('\n').map(|(at, _)| at + 1));
            starts.filter(|&at| at < self.table.len()).filter_map(|at| u32::try_from(at).ok()).collect()
        })
    }

    fn line_at(&self, start: u32) -> &'static str {
        self.table.get(start as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    fn word_at(&self, start: u32) -> &'static str {
        let rest = self.table.get(start as usize..).unwrap_or_default();
        rest.find(['\t', '\n']).and_then(|end| rest.get(..end)).unwrap_or(rest)
    }
}

static CHINESE_ENGLISH: Lexicon = Lexicon::new(include_str!("zh-en/lexicon.tsv"));

/// The lexicons, with the codes of the language that their words are in and of that of the renderings.
static LEXICONS: &[(&str, &str, &Lexicon)] = &[("zh", "en", &CHINESE_ENGLISH)];

/// The lexicon from one language to another, named by their codes, where there is one.
#[must_use]
pub fn lexicon(from: &str, to: &str) -> Option<&'static Lexicon> {
    LEXICONS.iter().find(|(first, second, _)| *first == from && *second == to).map(|(_, _, lexicon)| *lexicon)
}

/// A lexicon whose words are of the language, whatever it renders them into: it tells words apart in a
/// writing without blanks.
#[must_use]
pub fn words_of(code: &str) -> Option<&'static Lexicon> {
    LEXICONS.iter().find(|(first, _, _)| *first == code).map(|(_, _, lexicon)| *lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lexicon_is_sorted_so_that_it_can_be_searched_where_it_lies() {
        for (from, to, lexicon) in LEXICONS {
            let lines = lexicon.lines();
            assert!(lines.len() > 1000, "{from}-{to} holds next to nothing");
            let unsorted = lines.windows(2).find(|pair| lexicon.word_at(pair[0]) >= lexicon.word_at(pair[1]));
            assert_eq!(unsorted.map(|pair| lexicon.line_at(pair[1])), None, "{from}-{to} is out of order here");
        }
    }

    #[test]
    fn a_word_is_found_with_its_renderings() {
        let lexicon = lexicon("zh", "en").expect("the lexicon");
        assert!(lexicon.renderings("经济").any(|rendering| rendering == "economy"));
        assert_eq!(lexicon.renderings("经济经济").count(), 0);
        assert_eq!(lexicon.renderings("").count(), 0);
    }

    #[test]
    fn the_longest_word_at_a_place_is_taken() {
        let lexicon = words_of("zh").expect("the lexicon");
        assert_eq!(lexicon.longest("社会主义国家"), Some("社会主义"));
        assert_eq!(lexicon.longest("abc"), None);
        assert_eq!(lexicon.longest(""), None);
    }
}
