//! The files of a project: its configuration, and the pairs that its patterns stand for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use regex::Regex;

use crate::config::PairPattern;

/// The name of the configuration file.
pub const CONFIG_NAME: &str = "kanhe.toml";

/// The nearest `kanhe.toml`, from `folder` upward.
#[must_use]
pub fn nearest_config(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(CONFIG_NAME)).find(|path| path.is_file())
}

/// Two files that belong together, and the pattern that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePair {
    /// The original.
    pub source: PathBuf,
    /// The rendering.
    pub target: PathBuf,
    /// The bead file that the pattern names, whether there is one yet or not.
    pub alignment: Option<PathBuf>,
    /// The pattern's place in the configuration, counted from 0.
    pub pattern: usize,
}

/// What patterns stand for in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expanded {
    /// The pairs, in the order of the patterns and then of the paths, each once.
    pub pairs: Vec<FilePair>,
    /// Originals whose rendering is missing: the original, and where the rendering should be.
    pub unpaired: Vec<(PathBuf, PathBuf)>,
}

/// Why a pattern cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// The target or the alignment has other wildcards than the source.
    #[error("“{other}” must have the same wildcards as “{source_pattern}”, in the same order")]
    Wildcards {
        /// The pattern of the originals.
        source_pattern: String,
        /// The pattern of the renderings or of the bead files.
        other: String,
    },
    /// No file fits the source.
    #[error("no file fits “{0}”; patterns are read from the folder of kanhe.toml")]
    NoFile(String),
    /// A folder cannot be walked.
    #[error(transparent)]
    Walk(#[from] ignore::Error),
    /// The pattern is too large.
    #[error(transparent)]
    Pattern(#[from] regex::Error),
}

/// What a pattern stands for, by paths from the folder.
struct Found {
    source: String,
    target: String,
    alignment: Option<String>,
}

/// The pairs that `patterns` stand for in `root`.
///
/// # Errors
///
/// [`PatternError`] where a pattern fits nothing or its two sides do not go together, and where the folder
/// cannot be walked.
pub fn expand(root: &Path, patterns: &[PairPattern]) -> Result<Expanded, PatternError> {
    let mut files = None;
    let (mut expanded, mut seen) = (Expanded::default(), BTreeSet::new());
    for (index, pattern) in patterns.iter().enumerate() {
        let wildcards = wildcards(&pattern.source);
        for other in [Some(&pattern.target), pattern.alignment.as_ref()].into_iter().flatten() {
            if wildcards != self::wildcards(other) {
                let (source_pattern, other) = (pattern.source.clone(), other.clone());
                return Err(PatternError::Wildcards { source_pattern, other });
            }
        }
        let found: Vec<Found> = if wildcards.is_empty() {
            vec![Found { source: pattern.source.clone(), target: pattern.target.clone(), alignment: pattern.alignment.clone() }]
        } else {
            let files = match &files {
                Some(files) => files,
                None => files.insert(walk(root)?),
            };
            let excluded = pattern.exclude.iter().map(|exclude| regex(exclude)).collect::<Result<Vec<_>, _>>()?;
            let source = regex(&pattern.source)?;
            let fits = files.iter().filter(|path| !excluded.iter().any(|exclude| exclude.is_match(path)));
            let found = fits.filter_map(|path| {
                let captures = source.captures(path)?;
                let alignment = pattern.alignment.as_ref().map(|alignment| filled(alignment, &captures));
                Some(Found { source: path.clone(), target: filled(&pattern.target, &captures), alignment })
            });
            found.collect()
        };
        if found.is_empty() {
            return Err(PatternError::NoFile(pattern.source.clone()));
        }
        for Found { source, target, alignment } in found {
            let (source, target) = (root.join(source), root.join(target));
            if !wildcards.is_empty() && !target.is_file() {
                expanded.unpaired.push((source, target));
            } else if seen.insert((source.clone(), target.clone())) {
                let alignment = alignment.map(|alignment| root.join(alignment));
                expanded.pairs.push(FilePair { source, target, alignment, pattern: index });
            }
        }
    }
    Ok(expanded)
}

/// Every file below `root` by its path from there, with `/` between names, in order; hidden ones and those
/// that `.gitignore` names are left out.
///
/// # Errors
///
/// Where a folder cannot be read.
pub fn walk(root: &Path) -> Result<Vec<String>, ignore::Error> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(root).parents(false).git_global(false).build() {
        let entry = entry?;
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && let Ok(path) = entry.path().strip_prefix(root)
        {
            let names: Vec<_> = path.components().map(|name| name.as_os_str().to_string_lossy()).collect();
            files.push(names.join("/"));
        }
    }
    files.sort();
    Ok(files)
}

/// A piece of a pattern.
enum Piece<'a> {
    /// `**/`: any folders.
    Folders,
    /// `*`: any characters of one name.
    Name,
    /// Characters that stand for themselves.
    Literal(&'a str),
}

fn pieces(mut pattern: &str) -> Vec<Piece<'_>> {
    pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let mut pieces = Vec::new();
    while !pattern.is_empty() {
        let (piece, rest) = if let Some(rest) = pattern.strip_prefix("**/") {
            (Piece::Folders, rest)
        } else if let Some(rest) = pattern.strip_prefix('*') {
            (Piece::Name, rest.trim_start_matches('*'))
        } else {
            let (literal, rest) = pattern.split_at(pattern.find('*').unwrap_or(pattern.len()));
            (Piece::Literal(literal), rest)
        };
        pieces.push(piece);
        pattern = rest;
    }
    pieces
}

fn wildcards(pattern: &str) -> Vec<&'static str> {
    let wildcard = |piece| match piece {
        Piece::Folders => Some("**"),
        Piece::Name => Some("*"),
        Piece::Literal(_) => None,
    };
    pieces(pattern).into_iter().filter_map(wildcard).collect()
}

fn regex(pattern: &str) -> Result<Regex, regex::Error> {
    let mut expression = String::from("^");
    for piece in pieces(pattern) {
        match piece {
            Piece::Folders => expression.push_str("((?:[^/]+/)*)"),
            Piece::Name => expression.push_str("([^/]*)"),
            Piece::Literal(literal) => expression.push_str(&regex::escape(literal)),
        }
    }
    expression.push('$');
    Regex::new(&expression)
}

/// The path that `pattern` names when its wildcards stand for what those of another have stood for.
fn filled(pattern: &str, captures: &regex::Captures<'_>) -> String {
    let mut path = String::new();
    let mut next = 1;
    for piece in pieces(pattern) {
        if let Piece::Literal(literal) = piece {
            path.push_str(literal);
        } else {
            path.push_str(captures.get(next).map_or("", |capture| capture.as_str()));
            next += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_carry_over_from_one_side_to_the_other() {
        let target = |source: &str, target: &str, path: &str| {
            regex(source).expect("a small pattern").captures(path).map(|captures| filled(target, &captures))
        };
        assert_eq!(target("zh/**/*.md", "en/**/*.md", "zh/a/b/c.md").as_deref(), Some("en/a/b/c.md"));
        assert_eq!(target("zh/**/*.md", "en/**/*.md", "zh/c.md").as_deref(), Some("en/c.md"));
        assert_eq!(target("./*.zh.txt", "*.en.txt", "news.zh.txt").as_deref(), Some("news.en.txt"));
        assert_eq!(target("*.zh.txt", "*.en.txt", "folder/news.zh.txt"), None);
        assert_eq!(target("a.b", "c", "aXb"), None);
    }
}
