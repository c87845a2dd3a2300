//! What a verdict knows a finding by.

use crate::align::file::SentenceHash;
use crate::report;

/// What a verdict knows a finding by: never a line, so that it holds while other text comes and goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The original and the rendering, by their paths from the folder of the file that holds the verdict.
    pub pair: [String; 2],
    /// The name of the rule.
    pub rule: String,
    /// The words of the original and of the rendering, empty where there are none, on one line.
    pub words: [String; 2],
    /// The hashes of the sentences of the bead on both sides, empty where a side is.
    pub bead: [String; 2],
}

/// A finding as verdicts know it: its key, and the fingerprint that reports show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The key.
    pub key: Key,
    /// The fingerprint.
    pub fingerprint: String,
}

impl Known {
    /// What verdicts know a finding by; its pair is still to be named.
    #[must_use]
    pub fn of(identity: &report::Identity<'_>) -> Self {
        let words = [identity.source_words, identity.target_words];
        let key = Key::new(identity.rule, words, [identity.source_sentences, identity.target_sentences]);
        Self { key, fingerprint: identity.fingerprint() }
    }

    /// The same with its pair named.
    #[must_use]
    pub fn within(&self, pair: &[String; 2]) -> Self {
        Self { key: Key { pair: pair.clone(), ..self.key.clone() }, fingerprint: self.fingerprint.clone() }
    }
}

impl Key {
    /// The key of a finding of `rule` at `words`, in the `sentences` of a bead, both the original first; its pair is
    /// still to be named.
    #[must_use]
    pub fn new(rule: &str, words: [&str; 2], sentences: [&str; 2]) -> Self {
        let hash =
            |sentence: &str| if sentence.trim().is_empty() { String::new() } else { SentenceHash::of(sentence).to_string() };
        Self { pair: Default::default(), rule: rule.to_owned(), words: words.map(on_one_line), bead: sentences.map(hash) }
    }

    /// What must be the same within a pair for a verdict to hold. White space does not count: texts may be wrapped anew.
    pub(super) fn identity(&self) -> Identity<'_> {
        let bare = |words: &str| words.split_whitespace().collect::<String>();
        let [source, target] = &self.words;
        Identity { rule: &self.rule, words: [bare(source), bare(target)], bead: &self.bead }
    }
}

/// See [`Key::identity`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Identity<'a> {
    pub(super) rule: &'a str,
    pub(super) words: [String; 2],
    pub(super) bead: &'a [String; 2],
}

/// Words with every run of white space as one blank.
fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl std::fmt::Display for Key {
    /// Such as `number-mismatch (“三十五万”, “35,000”) in en/a.txt`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [source, target] = [0, 1].map(|side| quoted(&self.words[side]));
        write!(f, "{} ({source}, {target}) in {}", self.rule, self.pair[1])
    }
}

/// How much of the words is quoted, in characters.
const QUOTED: usize = 40;

fn quoted(words: &str) -> String {
    match words.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("“{}…”", &words[..end]),
        None => format!("“{words}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_line_breaks_change_no_identity_and_other_words_do() {
        let key = |target: &str| Key::new("r", ["三十五万", target], ["城中有三十五万人。", "The city held 35,000 people."]);
        let wrapped = Key::new("r", ["三十\n五万", "35,000"], ["城中有三十\n五万人。", "The city\n  held 35,000 people."]);
        assert_eq!(key("35,000").identity(), wrapped.identity());
        assert_ne!(key("35,000").identity(), key("36,000").identity());
        assert_eq!(Key::new("r", ["", "x"], ["", "x y"]).bead[0], "");
    }
}
