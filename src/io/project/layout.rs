//! How projects lay out texts and their renderings, told from the paths.

use std::collections::BTreeMap;

use super::tag::Tag;
use crate::lang::LANGUAGES;

/// Files that go together, as patterns for [`expand`](super::expand).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Layout {
    /// The pattern of the originals.
    pub source: String,
    /// The pattern of the renderings.
    pub target: String,
    /// The code of the originals' language.
    pub source_language: &'static str,
    /// The code of the renderings' language.
    pub target_language: &'static str,
}

/// File names that end so are texts.
const TEXTS: &[&str] = &["txt", "md", "mdx", "markdown", "rst", "adoc"];

/// The layouts by which `paths` (with `/` between names) pair up, and how many pairs each holds.
///
/// A language stands at the end of a file's name (`news.zh.md`, `news_zh.md`, `news-zh.md`) or is a folder of
/// its own (`docs/zh/news.md`). Which side is the original cannot be told from paths: the language that comes
/// first in [`LANGUAGES`] is taken for it.
#[must_use]
pub fn layouts<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeMap<Layout, usize> {
    // By what the paths share: the language of each path and its pattern.
    let mut together: BTreeMap<String, BTreeMap<usize, String>> = BTreeMap::new();
    for path in paths {
        for (shared, language, pattern) in readings(path) {
            together.entry(shared).or_default().entry(language).or_insert(pattern);
        }
    }
    let mut layouts = BTreeMap::new();
    for sides in together.into_values() {
        let mut sides = sides.into_iter();
        let Some((first, source)) = sides.next() else { continue };
        for (other, target) in sides {
            let code = |index: usize| LANGUAGES.get(index).map_or("und", |language| language.code);
            let layout = Layout { source: source.clone(), target, source_language: code(first), target_language: code(other) };
            *layouts.entry(layout).or_insert(0) += 1;
        }
    }
    layouts
}

/// Every way to read a language in `path`: what the path is without it, the language's place in
/// [`LANGUAGES`], and the pattern of such paths.
fn readings(path: &str) -> Vec<(String, usize, String)> {
    let mut readings = Vec::new();
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let Some((stem, extension)) = name.rsplit_once('.').filter(|(_, extension)| TEXTS.contains(extension)) else {
        return readings;
    };
    let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    for mark in ['.', '_', '-'] {
        // A tag may hold the mark itself: news_zh_CN.md.
        for (at, _) in stem.match_indices(mark) {
            let (start, tag) = (&stem[..at], &stem[at + mark.len_utf8()..]);
            if let Some(language) = language(tag).filter(|_| !start.is_empty()) {
                let shared = format!("{below}{start}{mark}?.{extension}");
                readings.push((shared, language, format!("{below}*{mark}{tag}.{extension}")));
                break;
            }
        }
    }
    let folders: Vec<&str> = if folder.is_empty() { Vec::new() } else { folder.split('/').collect() };
    for (at, tag) in folders.iter().enumerate() {
        if let Some(language) = language(tag) {
            let before: String = folders[..at].iter().map(|folder| format!("{folder}/")).collect();
            let after: String = folders[at + 1..].iter().map(|folder| format!("{folder}/")).collect();
            let shared = format!("{before}?/{after}{name}");
            readings.push((shared, language, format!("{before}{tag}/**/*.{extension}")));
        }
    }
    readings
}

/// The place in [`LANGUAGES`] of the language that `tag` names.
fn language(tag: &str) -> Option<usize> {
    let tag = Tag::in_path(tag, &[])?;
    LANGUAGES.iter().position(|language| language.code == tag.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> Vec<(String, String, usize)> {
        layouts(paths.iter().copied()).into_iter().map(|(layout, count)| (layout.source, layout.target, count)).collect()
    }

    #[test]
    fn a_language_at_the_end_of_a_name_is_seen() {
        assert_eq!(
            found(&["a.zh-CN.md", "a.en-US.md", "b.zh-CN.md", "b.en-US.md", "c.en-US.md"]),
            [("*.zh-CN.md".into(), "*.en-US.md".into(), 2)]
        );
        assert_eq!(found(&["x/a_zh_CN.md", "x/a_en.md"]), [("x/*_zh_CN.md".into(), "x/*_en.md".into(), 1)]);
    }

    #[test]
    fn a_folder_of_a_language_is_seen() {
        assert_eq!(
            found(&["docs/en/a.md", "docs/en/b/c.md", "docs/zh/a.md", "docs/zh/b/c.md", "docs/zh/b/d.md"]),
            [("docs/zh/**/*.md".into(), "docs/en/**/*.md".into(), 2)]
        );
    }

    #[test]
    fn words_that_begin_like_a_tag_are_none() {
        assert_eq!(found(&["a.zh.md", "a.end.md", "de-icing/b.md", "en/b.md", "a.zh.png", "a.en.png"]), []);
    }
}
