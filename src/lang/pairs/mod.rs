//! Lexicons between two languages.

/// A lexicon from one language to another: a sorted table that is searched where it lies, so that nothing
/// is read before the first word is asked for.
///
/// Each line is a word of the first language, a tab, and its renderings with `|` between them; lines are in
/// the byte order of the word.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    table: &'static str,
}

impl Lexicon {
    /// The renderings of a word, in the order of the table; nothing for a word that it does not hold.
    pub fn renderings(&self, word: &str) -> impl Iterator<Item = &'static str> {
        self.line_of(word).unwrap_or_default().split('|').filter(|rendering| !rendering.is_empty())
    }

    /// Whether the table has a line for `word`.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        self.line_of(word).is_some()
    }

    fn line_of(&self, word: &str) -> Option<&'static str> {
        let bytes = self.table.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[low..middle].iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
            let end = bytes[start..high].iter().position(|&byte| byte == b'\n').map_or(high, |at| start + at);
            let line = self.table.get(start..end)?;
            let (key, renderings) = line.split_once('\t').unwrap_or((line, ""));
            match key.cmp(word) {
                std::cmp::Ordering::Equal => return Some(renderings),
                std::cmp::Ordering::Less => low = (end + 1).min(high),
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
    }
}

/// The lexicons, with the codes of the language that their words are in and of that of the renderings.
static LEXICONS: &[(&str, &str, Lexicon)] = &[];

/// The lexicon from one language to another, named by their codes, where there is one.
#[must_use]
pub fn lexicon(from: &str, to: &str) -> Option<&'static Lexicon> {
    LEXICONS.iter().find(|(first, second, _)| *first == from && *second == to).map(|(_, _, lexicon)| lexicon)
}
