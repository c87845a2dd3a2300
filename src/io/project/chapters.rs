//! The number of a chapter in the name of its file: `第十二章 围城.txt`, `ch012.md`, `Chapter Twelve.txt`.

use rust_decimal::prelude::ToPrimitive;

use crate::lang::{self, table};
use crate::mention::{Fact, Mentions};
use crate::segment::Document;

/// What a name counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chapter {
    /// The volume, where the name has one.
    volume: Option<u64>,
    number: u64,
    /// The codes of languages that count so; none where the name is a bare number.
    pub(super) languages: Option<&'static str>,
}

impl Chapter {
    /// What chapters of the same number share.
    pub(super) fn key(&self) -> String {
        self.volume.map_or_else(|| self.number.to_string(), |volume| format!("{volume}-{}", self.number))
    }
}

/// The chapter that `stem`, the name of a file without its ending, counts.
pub(super) fn chapter(stem: &str) -> Option<Chapter> {
    let stem = stem.to_lowercase();
    let mut found = Chapter { volume: None, number: 0, languages: None };
    let mut has_number = false;
    for row in table::rows(include_str!("../../lang/path-chapters.tsv")) {
        let (languages, kind, before, after) = (row.cell(0), row.cell(1), row.cell(2), row.cell(3));
        let Some(number) = counted(&stem, before, after, languages) else { continue };
        if kind == "volume" {
            found.volume.get_or_insert(number);
        } else if !has_number {
            (found.number, found.languages, has_number) = (number, Some(languages), true);
        }
    }
    if !has_number {
        let digits = stem.find(|character: char| !character.is_ascii_digit()).map_or(stem.as_str(), |end| &stem[..end]);
        found.number = digits.parse().ok()?;
    }
    Some(found)
}

/// The number between `before` and `after`.
fn counted(stem: &str, before: &str, after: &str, languages: &str) -> Option<u64> {
    let after = if after == "-" { "" } else { after };
    stem.match_indices(before).find_map(|(at, _)| {
        // “chapter” does not begin in “search12”.
        let word = before.chars().all(char::is_alphabetic) && after.is_empty();
        if word && stem[..at].chars().next_back().is_some_and(char::is_alphabetic) {
            return None;
        }
        let rest = stem[at + before.len()..].trim_start_matches([' ', '-', '_', '.']);
        let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 {
            let (number, rest) = rest.split_at(digits);
            return rest.trim_start().starts_with(after).then(|| number.parse().ok()).flatten();
        }
        let words = if after.is_empty() { rest.split(['-', '_', '.', ' ']).next()? } else { rest.split_once(after)?.0 };
        spelled(words, languages)
    })
}

/// A number in words or characters that is all there is in `words`.
fn spelled(words: &str, languages: &str) -> Option<u64> {
    let words = words.trim();
    if words.is_empty() || words.len() > 60 {
        return None;
    }
    let language = lang::find(languages.split(',').next()?);
    let mentions = Mentions::of(&Document::from_lines("", words.to_owned(), language));
    let mut all = mentions.in_segment(0).iter();
    let mention = all.next().filter(|mention| mention.span.of(words) == words)?;
    match &mention.fact {
        Fact::Number(amount) | Fact::Ordinal(amount) => amount.value.to_u64(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(stem: &str) -> Option<String> {
        chapter(stem).map(|chapter| chapter.key())
    }

    #[test]
    fn a_chapter_is_known_by_its_value_however_it_is_written() {
        for stem in [
            "第十二章",
            "第12章 围城",
            "第012章",
            "第十二回",
            "ch012",
            "Chapter 12 - The Siege",
            "chapter-twelve",
            "012",
            "12 Siege",
            "Kapitel_12",
        ] {
            assert_eq!(key(stem).as_deref(), Some("12"), "{stem}");
        }
        assert_eq!(key("第一百零二章").as_deref(), Some("102"));
    }

    #[test]
    fn volumes_are_counted_apart() {
        assert_eq!(key("第二卷 第三章").as_deref(), Some("2-3"));
        assert_eq!(key("Book 2, Chapter 3").as_deref(), Some("2-3"));
    }

    #[test]
    fn other_names_count_nothing() {
        for stem in ["search12", "readme", "第三方", "chapter", "99999999999999999999999"] {
            assert_eq!(key(stem), None, "{stem}");
        }
    }
}
