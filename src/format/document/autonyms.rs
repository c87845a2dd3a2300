//! What languages call themselves.

/// The names, one a line.
const NAMES: &str = include_str!("autonyms.tsv");

/// Whether the words of a link are no more than the name of a language, so that it leads to the same page in that language.
pub(super) fn is_autonym(words: &str) -> bool {
    let words = words.trim();
    words.len() <= 40 && NAMES.lines().filter(|line| !line.starts_with('#')).any(|name| name.eq_ignore_ascii_case(words))
}
