//! The languages that paths name: `zh`, `zh-CN`, `zh_Hans`, `cn`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use crate::lang::{LANGUAGES, table};

/// A language as a path or a configuration names it, in one spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tag {
    /// The ISO 639 code.
    pub(super) language: String,
    /// The script or region, lower case.
    rest: Option<String>,
}

/// What paths call languages beyond their codes.
fn tags() -> &'static BTreeMap<&'static str, &'static str> {
    static TAGS: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();
    TAGS.get_or_init(|| {
        let rows = table::rows(include_str!("../../lang/path-tags.tsv"));
        rows.map(|row| (row.cell(0), row.cell(1))).collect()
    })
}

impl Tag {
    /// Reads a tag of the configuration: any language.
    pub(super) fn asked(tag: &str) -> Self {
        Self::spelled(tag).unwrap_or_else(|| Self { language: tag.to_ascii_lowercase(), rest: None })
    }

    /// Reads a part of a path as a tag, where it is one of a language that kanhe knows or that is `asked` for.
    pub(super) fn in_path(part: &str, asked: &[&Self]) -> Option<Self> {
        let tag = Self::spelled(part)?;
        let known = LANGUAGES.iter().any(|language| language.code == tag.language)
            || asked.iter().any(|asked| asked.language == tag.language);
        known.then_some(tag)
    }

    fn spelled(tag: &str) -> Option<Self> {
        // No tag is longer than a language, a script and a region.
        if tag.len() > 15 || !tag.is_ascii() {
            return None;
        }
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let tag = tags().get(tag.as_str()).copied().unwrap_or(&tag);
        let (language, rest) = tag.split_once('-').map_or((tag, None), |(language, rest)| (language, Some(rest)));
        // A script or region has two to four letters; anything else is no tag but a word that begins like one.
        let is_subtag = |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_language = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_language || rest.is_some_and(|rest| !rest.split('-').all(is_subtag)) {
            return None;
        }
        Some(Self { language: language.to_owned(), rest: rest.map(str::to_owned) })
    }

    /// How well this tag of a path fits one that is asked for: 2 where they are the same, 1 where one of them tells less,
    /// 0 where they are of different languages, scripts or regions.
    pub(super) fn fit(&self, asked: &Self) -> u8 {
        match (&self.rest, &asked.rest) {
            _ if self.language != asked.language => 0,
            (one, other) if one == other => 2,
            (Some(_), Some(_)) => 0,
            _ => 1,
        }
    }
}

impl fmt::Display for Tag {
    /// As BCP 47 has it: `zh`, `zh-Hant`, `en-US`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.language)?;
        for part in self.rest.iter().flat_map(|rest| rest.split('-')) {
            match part.len() {
                // A script, else a region.
                4 => write!(f, "-{}{}", part[..1].to_ascii_uppercase(), &part[1..])?,
                _ => write!(f, "-{}", part.to_ascii_uppercase())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(part: &str, asked: &str) -> u8 {
        let asked = Tag::asked(asked);
        Tag::in_path(part, &[&asked]).map_or(0, |tag| tag.fit(&asked))
    }

    #[test]
    fn the_spellings_of_a_language_fit_it() {
        for part in ["zh-cn", "zh-CN", "zh_CN", "zh-Hans", "zhCN", "cn", "chs", "zh-TW", "zh-Hant", "ZH_tw"] {
            assert_eq!(fit(part, "zh"), 1, "{part}");
        }
        assert_eq!(
            [fit("zh", "zh"), fit("ZH", "zh"), fit("enUS", "en-US"), fit("en", "en-GB"), fit("en_us", "en")],
            [2, 2, 2, 1, 1]
        );
        assert_eq!([fit("cn", "zh-Hans"), fit("zh_CN", "zh-Hans"), fit("zh-TW", "zh-Hans"), fit("en", "zh")], [2, 2, 0, 0]);
        assert_eq!([fit("pt_BR", "pt"), fit("sw", "sw"), fit("sw", "en")], [1, 2, 0]);
    }

    #[test]
    fn words_that_begin_like_a_tag_are_none() {
        for part in ["end", "de-icing", "v2", "zh-simplified", "engine", "entry", ""] {
            assert_eq!(Tag::in_path(part, &[]), None, "{part}");
        }
    }

    #[test]
    fn every_listed_tag_leads_to_a_language_with_a_folder() {
        for row in table::rows(include_str!("../../lang/path-tags.tsv")) {
            assert!(Tag::in_path(row.cell(0), &[]).is_some(), "line {}: {}", row.line, row.cell(0));
        }
    }
}
