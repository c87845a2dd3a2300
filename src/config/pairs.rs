//! Which texts belong together.

use serde::Deserialize;

/// Originals and their renderings: two paths or patterns, a preset, or a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PairPattern {
    /// The original, or the pattern of the originals.
    pub source: Option<String>,
    /// The rendering, or the pattern of the renderings.
    pub target: Option<String>,
    /// How the paths of renderings follow from those of originals, by a name.
    pub preset: Option<Preset>,
    /// A file that lists pairs: original, tab, rendering.
    pub map: Option<String>,
    /// The language of the original, a BCP 47 tag.
    #[serde(alias = "source_lang")]
    pub source_lang: Option<String>,
    /// The language of the rendering, a BCP 47 tag.
    #[serde(alias = "target_lang")]
    pub target_lang: Option<String>,
    /// The bead file that says how their sentences are paired: a pattern with the wildcards of `source`, or a folder.
    pub alignment: Option<String>,
    /// Patterns of originals and renderings that are left out.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Glossaries for these pairs, beside those for all.
    #[serde(default)]
    pub glossaries: Vec<String>,
}

/// A layout by which many projects keep renderings beside originals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// `news.zh.md` and `news.en.md`, or `news.md`.
    Suffix,
    /// `news_zh.md` and `news_en.md`, or `news.md`.
    Underscore,
    /// `news-zh.md` and `news-en.md`, or `news.md`.
    Hyphen,
    /// `docs/zh/news.md` and `docs/en/news.md`.
    Folder,
    /// `docs/zh/news.md` or `docs/translations/zh/news.md`, and `docs/news.md`.
    DefaultRoot,
    /// `i18n/zh/docusaurus-plugin-content-docs/current/news.md` and `docs/news.md`.
    Docusaurus,
    /// `../docs-cn/news.md` and `../docs/news.md`.
    TwoRepositories,
    /// `第十二章 围城.txt` and `ch12-the-siege.txt`.
    Chapters,
    /// Both sides in one file.
    OneFile,
}

impl Preset {
    /// Every preset with its name.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Suffix, "suffix"),
        (Self::Underscore, "underscore"),
        (Self::Hyphen, "hyphen"),
        (Self::Folder, "folder"),
        (Self::DefaultRoot, "default-root"),
        (Self::Docusaurus, "docusaurus"),
        (Self::TwoRepositories, "two-repositories"),
        (Self::Chapters, "chapters"),
        (Self::OneFile, "one-file"),
    ];

    /// Its name in `kanhe.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(preset, _)| *preset == self).map_or("", |(_, name)| name)
    }
}

impl PairPattern {
    /// What is wrong with the table as a whole, and the cure.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let (source, target) = (self.source.is_some(), self.target.is_some());
        match self.preset {
            _ if self.map.is_some() && (source || target || self.preset.is_some()) => Some(
                "a map names its pairs itself; take source, target and preset out, or give them a [[pairs]] of their own".into(),
            ),
            _ if self.map.is_some() => None,
            None if !source => Some("source is missing: a path, a pattern such as \"zh/**/*.md\", or name a preset".into()),
            None if !target => Some(
                "target is missing: a path, a pattern such as \"en/**\", or name a preset (\"one-file\" where source holds both \
                 sides)"
                    .into(),
            ),
            Some(Preset::TwoRepositories) if !(source && target) => {
                Some("the preset two-repositories needs both folders: source = \"../docs-cn\" and target = \"../docs\"".into())
            }
            Some(Preset::OneFile) if !source => {
                Some("the preset one-file needs source, a pattern of the files that hold both sides".into())
            }
            Some(Preset::OneFile) if target => Some("the preset one-file has no target; both sides are in source".into()),
            _ => None,
        }
    }
}
