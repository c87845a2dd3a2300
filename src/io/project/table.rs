//! A `[[pairs]]` of the configuration, and which files it admits to which side.

use super::PatternError;
use super::group::Group;
use super::tag::Tag;
use crate::config::{Glob, PairPattern, Preset};
use crate::lang::LANGUAGES;

/// A `[[pairs]]` of the configuration.
pub(super) struct Table<'a> {
    pub(super) index: usize,
    pub(super) pattern: &'a PairPattern,
    pub(super) source: Option<Glob>,
    pub(super) target: Option<Glob>,
    pub(super) exclude: Vec<Glob>,
    /// The languages that a preset looks for.
    pub(super) asked: [Tag; 2],
    pub(super) languages: [Option<String>; 2],
}

impl<'a> Table<'a> {
    pub(super) fn new(index: usize, pattern: &'a PairPattern) -> Result<Self, PatternError> {
        let glob = |side: &Option<String>| side.as_deref().map(Glob::new).transpose();
        let mut languages = [pattern.source_lang.clone(), pattern.target_lang.clone()];
        if pattern.preset.is_some_and(|preset| preset != Preset::OneFile && preset != Preset::TwoRepositories) {
            // A preset must know which languages to look for: those that come first here, as everywhere.
            for side in [0, 1] {
                if languages[side].is_none() {
                    let other = languages[1 - side].as_deref().map(Tag::asked);
                    let mut codes = LANGUAGES.iter().map(|language| language.code);
                    let free = codes.find(|code| other.as_ref().is_none_or(|other| other.language != *code));
                    languages[side] = free.map(str::to_owned);
                }
            }
        }
        let asked = [0, 1].map(|side| Tag::asked(languages[side].as_deref().unwrap_or_default()));
        let exclude = globs(&pattern.exclude)?;
        Ok(Self { index, pattern, source: glob(&pattern.source)?, target: glob(&pattern.target)?, exclude, asked, languages })
    }

    pub(super) fn asked(&self) -> [&Tag; 2] {
        [&self.asked[0], &self.asked[1]]
    }

    pub(super) fn glob(&self, side: usize) -> Option<&Glob> {
        if side == 0 { self.source.as_ref() } else { self.target.as_ref() }
    }

    /// Whether a file may be what its role says: where the table has a pattern for that side, it must fit.
    pub(super) fn admits(&self, path: &str, role: &Role) -> bool {
        let fits = |side: usize| self.glob(side).is_none_or(|glob| glob.is_match(path));
        match role {
            Role::Side(side) => fits(*side),
            Role::Tagged(Some(tag)) => {
                let [source, target] = self.asked().map(|asked| tag.fit(asked));
                (source == 0 && target == 0) || fits(usize::from(target > source))
            }
            Role::Tagged(None) => fits(0) || fits(1),
        }
    }

    /// The bead file of a pair: its wildcards stand for those of the source, or it lies in a folder under the path of the
    /// rendering.
    pub(super) fn bead_file(&self, pattern: &str, source: &str, target: Option<&str>) -> Result<String, PatternError> {
        let alignment = Glob::new(pattern)?;
        let below = |path: &str| format!("{}{}.tsv", alignment.base(), path.trim_start_matches("../").trim_start_matches('/'));
        if alignment.is_folder() {
            return Ok(below(target.unwrap_or(source)));
        }
        match &self.source {
            Some(glob) if glob.leads_to(&alignment) => {
                Ok(glob.lead(source, &alignment).and_then(|paths| paths.into_iter().next()).unwrap_or_else(|| pattern.to_owned()))
            }
            Some(glob) => Err(wildcards(glob, &alignment)),
            None => Err(wildcards(&Glob::new("**")?, &alignment)),
        }
    }
}

/// Which text a file holds.
pub(super) enum Role {
    /// That of a side.
    Side(usize),
    /// That in the language that its path names, if it names one.
    Tagged(Option<Tag>),
}

impl Role {
    pub(super) fn add<'p>(&self, path: &'p str, group: &mut Group<'p>, table: &Table<'_>) {
        match self {
            Self::Side(side) => group.add_to(*side, path),
            Self::Tagged(tag) => group.add(path, tag.as_ref(), table.asked()),
        }
    }
}

/// Whether a table names its pairs.
pub(super) fn is_explicit(pattern: &PairPattern) -> bool {
    pattern.map.is_some()
        || pattern.preset.is_none()
            && [&pattern.source, &pattern.target]
                .into_iter()
                .all(|side| !side.as_deref().is_some_and(|side| side.contains(['*', '?', '{'])))
}

/// The patterns in their parts.
pub(super) fn globs(patterns: &[String]) -> Result<Vec<Glob>, PatternError> {
    Ok(patterns.iter().map(|pattern| Glob::new(pattern)).collect::<Result<_, _>>()?)
}

/// That the wildcards of two patterns do not go together.
pub(super) fn wildcards(source: &Glob, other: &Glob) -> PatternError {
    PatternError::Wildcards {
        source_pattern: source.written().to_owned(),
        other: other.written().to_owned(),
        folder: other.base().to_owned(),
    }
}
