//! What a path says by the layout of a preset: which text it is, and in which language.

use std::collections::BTreeSet;

use super::chapters::chapter;
use super::tag::Tag;
use crate::config::Preset;

/// A way to read a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// What the renderings of a text share.
    pub(super) key: String,
    /// The language that the path names; none where it names none, as that of a text in the language of the project.
    pub(super) tag: Option<Tag>,
}

/// Reads paths by one preset.
pub(super) struct Reader<'a> {
    preset: Preset,
    asked: [&'a Tag; 2],
    /// The folders in which `i18n` lies, each with a slash at the end.
    sites: BTreeSet<String>,
}

/// The plugins of Docusaurus whose texts are translated, and the folder of their originals.
const PLUGINS: &[(&str, &str)] = &[
    ("docusaurus-plugin-content-docs", "docs"),
    ("docusaurus-plugin-content-blog", "blog"),
    ("docusaurus-plugin-content-pages", "src/pages"),
];

impl<'a> Reader<'a> {
    /// A reader for `paths` whose sides are in the languages `asked` for.
    pub(super) fn new<'p>(preset: Preset, asked: [&'a Tag; 2], paths: impl Iterator<Item = &'p str>) -> Self {
        let mut sites = BTreeSet::new();
        if preset == Preset::Docusaurus {
            for path in paths {
                let names: Vec<&str> = path.split('/').collect();
                sites.extend(localised(&names).map(|place| folders(names.get(..place.site).unwrap_or_default())));
            }
        }
        Self { preset, asked, sites }
    }

    /// Every way to read `path`.
    pub(super) fn read(&self, path: &str) -> Vec<Reading> {
        match self.preset {
            Preset::Suffix => self.marked(path, '.'),
            Preset::Underscore => self.marked(path, '_'),
            Preset::Hyphen => self.marked(path, '-'),
            Preset::Folder => self.in_folder(path),
            Preset::DefaultRoot => self.below_root(path),
            Preset::Docusaurus => self.docusaurus(path).into_iter().collect(),
            Preset::Chapters => self.chapter(path),
            Preset::TwoRepositories | Preset::OneFile => Vec::new(),
        }
    }

    fn tag(&self, part: &str) -> Option<Tag> {
        Tag::in_path(part, &self.asked)
    }

    /// `news.zh.md`, or `news.md`.
    fn marked(&self, path: &str, mark: char) -> Vec<Reading> {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        // A tag may hold the mark itself: news_zh_CN.md.
        let tagged = stem.match_indices(mark).filter(|(at, _)| *at > 0).find_map(|(at, _)| {
            let tag = self.tag(&stem[at + mark.len_utf8()..])?;
            Some(Reading { key: format!("{folder}/{}.{extension}", &stem[..at]), tag: Some(tag) })
        });
        vec![tagged.unwrap_or_else(|| Reading { key: format!("{folder}/{name}"), tag: None })]
    }

    /// The places of the folders of `names` that name a language, with the language.
    fn tags<'n>(&self, names: &'n [&str]) -> impl Iterator<Item = (usize, Tag)> + use<'_, 'n, 'a> {
        let folders = names.len().saturating_sub(1);
        names.iter().take(folders).enumerate().filter_map(|(at, name)| Some((at, self.tag(name)?)))
    }

    /// `docs/zh/news.md`.
    fn in_folder(&self, path: &str) -> Vec<Reading> {
        let names: Vec<&str> = path.split('/').collect();
        let reading = |(at, tag)| {
            let mut key = names.clone();
            if let Some(name) = key.get_mut(at) {
                *name = "?";
            }
            Reading { key: key.join("/"), tag: Some(tag) }
        };
        self.tags(&names).map(reading).collect()
    }

    /// `docs/zh/news.md` and `docs/translations/zh/news.md`, or `docs/news.md`.
    fn below_root(&self, path: &str) -> Vec<Reading> {
        let names: Vec<&str> = path.split('/').collect();
        let reading = |(at, tag): (usize, Tag)| {
            let first = if at > 0 && names.get(at - 1).is_some_and(|name| name.eq_ignore_ascii_case("translations")) {
                at - 1
            } else {
                at
            };
            let key = names.iter().take(first).chain(names.iter().skip(at + 1)).copied().collect::<Vec<_>>().join("/");
            Reading { key, tag: Some(tag) }
        };
        let readings: Vec<Reading> = self.tags(&names).map(reading).collect();
        if readings.is_empty() { vec![Reading { key: path.to_owned(), tag: None }] } else { readings }
    }

    /// `i18n/zh/docusaurus-plugin-content-docs/current/news.md`, or `docs/news.md`.
    fn docusaurus(&self, path: &str) -> Option<Reading> {
        let names: Vec<&str> = path.split('/').collect();
        let Some(place) = localised(&names) else {
            let inside = self.sites.iter().any(|site| {
                path.strip_prefix(site.as_str())
                    .is_some_and(|rest| !rest.starts_with("i18n/") && !rest.starts_with("node_modules/"))
            });
            return inside.then(|| Reading { key: path.to_owned(), tag: None });
        };
        let tag = self.tag(names.get(place.site + 1)?)?;
        let site = folders(names.get(..place.site)?);
        let (version, rest) = (names.get(place.site + 3)?, names.get(place.site + 4..).unwrap_or_default());
        let home = place.id.unwrap_or(place.folder);
        let key = if place.folder != "docs" {
            format!("{site}{home}/{}", names.get(place.site + 3..)?.join("/"))
        } else if *version == "current" {
            format!("{site}{home}/{}", rest.join("/"))
        } else {
            let home = place.id.map_or_else(String::new, |id| format!("{id}_"));
            format!("{site}{home}versioned_docs/{version}/{}", rest.join("/"))
        };
        Some(Reading { key, tag: Some(tag) })
    }

    /// `第十二章.txt` and `ch12.txt`, in the folders of their languages or beside each other.
    fn chapter(&self, path: &str) -> Vec<Reading> {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let Some(chapter) = chapter(stem) else { return Vec::new() };
        let names: Vec<&str> = folder.split('/').chain([name]).collect();
        let tags: Vec<(usize, Tag)> = self.tags(&names).collect();
        let kept = names.iter().take(names.len() - 1).enumerate().filter(|(at, _)| tags.iter().all(|(tagged, _)| tagged != at));
        let folder = kept.map(|(_, name)| *name).collect::<Vec<_>>().join("/");
        let key = format!("{}/{}", folder.trim_matches('/'), chapter.key());
        match (tags.into_iter().next(), chapter.languages) {
            (Some((_, tag)), _) => vec![Reading { key, tag: Some(tag) }],
            (None, Some(languages)) => {
                let counts = |tag: &&Tag| languages.split(',').any(|code| code == tag.language || code == "*");
                self.asked
                    .iter()
                    .copied()
                    .filter(counts)
                    .map(|tag| Reading { key: key.clone(), tag: Some(tag.clone()) })
                    .collect()
            }
            (None, None) => Vec::new(),
        }
    }
}

/// Where a path of Docusaurus names a language.
struct Localised<'n> {
    /// The place of `i18n` among the names.
    site: usize,
    /// The folder of the originals.
    folder: &'static str,
    /// The id of the plugin's instance, where it has one.
    id: Option<&'n str>,
}

fn localised<'n>(names: &[&'n str]) -> Option<Localised<'n>> {
    let site = names.iter().position(|name| *name == "i18n")?;
    let plugin = names.get(site + 2)?;
    PLUGINS.iter().find_map(|(name, folder)| {
        let id = plugin.strip_prefix(name)?;
        if id.is_empty() { Some(None) } else { id.strip_prefix('-').map(Some) }.map(|id| Localised { site, folder, id })
    })
}

/// Names of folders as the beginning of a path.
fn folders(names: &[&str]) -> String {
    names.iter().map(|name| format!("{name}/")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(preset: Preset, path: &str) -> Vec<(String, String)> {
        let (zh, en) = (Tag::asked("zh"), Tag::asked("en"));
        let reader = Reader::new(preset, [&zh, &en], ["site/i18n/zh/docusaurus-plugin-content-docs/current/a.md"].into_iter());
        let told = |reading: Reading| (reading.key, reading.tag.map_or_else(|| "-".to_owned(), |tag| tag.language));
        reader.read(path).into_iter().map(told).collect()
    }

    fn same(preset: Preset, one: &str, other: &str) -> bool {
        read(preset, one).iter().any(|(key, tag)| read(preset, other).iter().any(|(same, with)| key == same && tag != with))
    }

    #[test]
    fn a_rendering_is_read_to_the_key_of_its_original() {
        for (preset, one, other) in [
            (Preset::Suffix, "d/a.zh-CN.md", "d/a.en-US.md"),
            (Preset::Suffix, "d/a.zh-CN.md", "d/a.md"),
            (Preset::Underscore, "README_zh_CN.md", "README_EN.md"),
            (Preset::Underscore, "README_CN.md", "README.md"),
            (Preset::Hyphen, "README-zh-TW.md", "README.md"),
            (Preset::Folder, "docs/zh/b/a.md", "docs/en/b/a.md"),
            (Preset::Folder, "content/zh-cn/docs/a.md", "content/en/docs/a.md"),
            (Preset::DefaultRoot, "docs/zh/a.md", "docs/a.md"),
            (Preset::DefaultRoot, "Documentation/translations/zh_CN/process/howto.rst", "Documentation/process/howto.rst"),
            (Preset::Docusaurus, "site/i18n/zh-CN/docusaurus-plugin-content-docs/current/x/a.md", "site/docs/x/a.md"),
            (
                Preset::Docusaurus,
                "site/i18n/zh-CN/docusaurus-plugin-content-docs/version-2.1/a.md",
                "site/versioned_docs/version-2.1/a.md",
            ),
            (Preset::Docusaurus, "site/i18n/zh-CN/docusaurus-plugin-content-docs-community/current/a.md", "site/community/a.md"),
            (Preset::Docusaurus, "site/i18n/zh-CN/docusaurus-plugin-content-blog/a.md", "site/blog/a.md"),
            (Preset::Chapters, "zh/第十二章.txt", "en/ch012.txt"),
            (Preset::Chapters, "book/第012章 围城.txt", "book/Chapter 12 - The Siege.txt"),
            (Preset::Chapters, "zh/012.md", "en/ch12.md"),
        ] {
            assert!(same(preset, one, other), "{preset:?} {one}: {:?}; {other}: {:?}", read(preset, one), read(preset, other));
        }
    }

    #[test]
    fn other_texts_are_not_read_to_it() {
        for (preset, one, other) in [
            (Preset::Suffix, "d/a.zh.md", "d/b.en.md"),
            (Preset::Suffix, "d/a.zh.md", "e/a.en.md"),
            (Preset::Folder, "docs/zh/a.md", "docs/a.md"),
            (Preset::Docusaurus, "other/i18n/zh/docusaurus-plugin-content-docs/current/a.md", "site/docs/a.md"),
            (Preset::Chapters, "zh/第十二章.txt", "en/ch13.txt"),
            (Preset::Chapters, "one/zh/第十二章.txt", "two/en/ch12.txt"),
            (Preset::Chapters, "012.md", "12.md"),
        ] {
            assert!(!same(preset, one, other), "{preset:?} {one} {other}");
        }
    }
}
