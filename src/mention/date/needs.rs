//! What a text must hold for a pattern to match in it: most sentences hold no date, and a look at their letters
//! tells so before any pattern is tried.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};

/// A choice of more words than this is not looked for.
const MOST_WORDS: usize = 500;
/// A class of more characters than this is not looked for.
const MOST_CHARACTERS: usize = 50;
/// How many choices are told apart, one a bit; a pattern that needs further ones is tried without regard to them.
const MOST_CHOICES: usize = u128::BITS as usize;

/// Words, in small letters, of which a text must hold one.
pub(super) type Choice = Vec<String>;

/// The choices that each of several patterns needs, looked for all at once.
#[derive(Debug, Default)]
pub(super) struct Needs {
    words: Option<AhoCorasick>,
    /// The choices that each word belongs to.
    of_word: Vec<u128>,
    /// The choices that each pattern needs.
    of_pattern: Vec<u128>,
}

impl Needs {
    /// Takes, for each pattern, its [`choices`].
    pub(super) fn new(patterns: Vec<Vec<Choice>>) -> Self {
        let mut bits: HashMap<Choice, u128> = HashMap::new();
        let (mut words, mut places, mut of_word) = (Vec::new(), HashMap::new(), Vec::new());
        let mut of_pattern = Vec::new();
        for choices in patterns {
            let mut needed = 0;
            for choice in choices {
                let bit = match bits.get(&choice) {
                    Some(&bit) => bit,
                    None if bits.len() == MOST_CHOICES => continue,
                    None => {
                        let bit = 1 << bits.len();
                        for word in &choice {
                            let place = *places.entry(word.clone()).or_insert_with(|| {
                                words.push(word.clone());
                                of_word.push(0);
                                of_word.len() - 1
                            });
                            of_word[place] |= bit;
                        }
                        bits.insert(choice, bit);
                        bit
                    }
                };
                needed |= bit;
            }
            of_pattern.push(needed);
        }
        // A table of all transitions would take longer to make than most texts take to read.
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let words = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(kind).build(&words).ok();
        Self { words, of_word, of_pattern }
    }

    /// The patterns, by their places, for which `text` holds what they need.
    pub(super) fn met_in(&self, text: &str) -> impl Iterator<Item = usize> {
        // Patterns match in any letter case.
        let small = text.to_lowercase();
        let held = match &self.words {
            Some(words) => words.find_overlapping_iter(&small).fold(0, |held, word| held | self.of_word[word.pattern()]),
            None => u128::MAX,
        };
        self.of_pattern.iter().enumerate().filter(move |(_, needed)| **needed & held == **needed).map(|(place, _)| place)
    }
}

/// The choices of which a text must hold a word each for the expression to match in it.
pub(super) fn choices(expression: &str) -> Result<Vec<Choice>, String> {
    let parsed = regex_syntax::parse(expression).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    add(&parsed, &mut found);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn add(part: &Hir, found: &mut Vec<Choice>) {
    match part.kind() {
        HirKind::Concat(parts) => parts.iter().for_each(|part| add(part, found)),
        HirKind::Capture(group) => add(&group.sub, found),
        HirKind::Repetition(repeated) if repeated.min > 0 => add(&repeated.sub, found),
        HirKind::Literal(_) | HirKind::Class(_) | HirKind::Alternation(_) => {
            let mut extractor = Extractor::new();
            extractor.kind(ExtractKind::Prefix).limit_class(MOST_CHARACTERS).limit_total(MOST_WORDS);
            let sequence = extractor.extract(part);
            let words = sequence.literals().unwrap_or_default().iter().map(|word| String::from_utf8(word.as_bytes().to_vec()));
            let mut words: Vec<String> = words.map(|word| word.unwrap_or_default().to_lowercase()).collect();
            words.sort_unstable();
            words.dedup();
            if words.first().is_some_and(|shortest| !shortest.is_empty()) {
                found.push(words);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_tried_only_where_all_that_it_needs_stands() {
        let day_and_month = choices("(?<d>3[01]|[12][0-9]|0?[1-9])(?:st|nd)? (?<m>april|may)").expect("a sound expression");
        let year = choices("(?:year )?[0-9]{4}").expect("a sound expression");
        let anything = choices(".*").expect("a sound expression");
        let needs = Needs::new(vec![day_and_month, year, anything]);
        let met = |text| needs.met_in(text).collect::<Vec<_>>();
        assert_eq!(met("on 25 April"), [0, 1, 2]);
        assert_eq!(met("in April"), [2]);
        assert_eq!(met("in 2022"), [1, 2]);
    }
}
