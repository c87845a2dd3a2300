//! Patterns of paths: `docs/zh/**/*.{md,mdx}`.

use regex::{Captures, Regex};

/// How many paths the braces of one pattern may stand for.
const MOST: usize = 64;

/// A pattern of paths with `/` between names.
///
/// `*` stands for any characters of one name, `?` for one of them, `**/` for any folders (also none), `**` at the end for
/// whatever lies below, and `{md,mdx}` for either word.
#[derive(Debug, Clone)]
pub struct Glob {
    written: String,
    pieces: Vec<Piece>,
    regex: Regex,
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Characters that stand for themselves.
    Literal(String),
    Wild(Wild),
    /// `{a,b}`: one of these.
    Choice(Vec<String>),
}

/// A wildcard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wild {
    /// `**/`: any folders.
    Folders,
    /// `**`: any characters, of any names.
    Below,
    /// `*`: any characters of one name.
    Name,
    /// `?`: one character of a name.
    One,
}

/// Why a pattern cannot be read, with the cure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GlobError {
    /// A brace is not closed.
    #[error("in “{0}” the brace is not closed; write such as {{md,mdx}}")]
    Open(String),
    /// There are wildcards or further braces between braces.
    #[error("in “{0}” there is more than plain words between the braces; write a pattern for each case")]
    Nested(String),
    /// The braces stand for too many paths, or the pattern is too long.
    #[error("“{0}” stands for too many paths; write several shorter patterns")]
    Large(String),
}

impl Glob {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// [`GlobError`] for braces that are not closed, nested or too many.
    pub fn new(pattern: &str) -> Result<Self, GlobError> {
        let pieces = pieces(pattern)?;
        let choices = pieces.iter().map(|piece| if let Piece::Choice(words) = piece { words.len() } else { 1 });
        if choices.fold(1, usize::saturating_mul) > MOST {
            return Err(GlobError::Large(pattern.to_owned()));
        }
        let mut expression = String::from("^");
        for piece in &pieces {
            match piece {
                Piece::Wild(Wild::Folders) => expression.push_str("((?:[^/]+/)*)"),
                Piece::Wild(Wild::Below) => expression.push_str("(.*)"),
                Piece::Wild(Wild::Name) => expression.push_str("([^/]*)"),
                Piece::Wild(Wild::One) => expression.push_str("([^/])"),
                Piece::Literal(literal) => expression.push_str(&regex::escape(literal)),
                Piece::Choice(words) => {
                    let words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
                    expression.push_str(&format!("({})", words.join("|")));
                }
            }
        }
        expression.push('$');
        let expression = expression.replacen('^', "(?s)^", 1);
        let regex = Regex::new(&expression).map_err(|_| GlobError::Large(pattern.to_owned()))?;
        Ok(Self { written: pattern.to_owned(), pieces, regex })
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether it stands for more than one path.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.pieces.iter().any(|piece| !matches!(piece, Piece::Literal(_)))
    }

    /// Whether `path` is one of those that it stands for.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        self.regex.is_match(path)
    }

    /// The folders before its first wildcard, with a slash at the end; empty where there are none.
    #[must_use]
    pub fn base(&self) -> &str {
        match self.pieces.first() {
            Some(Piece::Literal(literal)) => literal.rfind('/').map_or("", |slash| &literal[..=slash]),
            _ => "",
        }
    }

    /// Whether it names a folder and whatever lies below, as `docs/en/**` does.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        match self.pieces.as_slice() {
            [Piece::Wild(Wild::Below)] => true,
            [Piece::Literal(folder), Piece::Wild(Wild::Below)] => folder.ends_with('/'),
            _ => false,
        }
    }

    /// Whether paths that this one stands for lead to paths of `other`: it has the same wildcards in the same order, or
    /// names a folder in which the same path is looked for.
    #[must_use]
    pub fn leads_to(&self, other: &Self) -> bool {
        self.wildcards().eq(other.wildcards()) || other.is_folder()
    }

    /// The paths of `other` that `path` leads to, the likeliest first; none where this pattern does not stand for `path`.
    #[must_use]
    pub fn lead(&self, path: &str, other: &Self) -> Option<Vec<String>> {
        let captures = self.regex.captures(path)?;
        if self.wildcards().eq(other.wildcards()) {
            Some(other.filled(self, &captures))
        } else if other.is_folder() {
            Some(vec![format!("{}{}", other.base(), path.strip_prefix(self.base())?)])
        } else {
            None
        }
    }

    fn wildcards(&self) -> impl Iterator<Item = Wild> {
        self.pieces.iter().filter_map(|piece| if let Piece::Wild(wild) = piece { Some(*wild) } else { None })
    }

    /// The paths that this pattern names where its wildcards stand for what those of `other` stood for. A choice is what
    /// the same choice of the other was, where there is one; then come the other words.
    fn filled(&self, other: &Self, captures: &Captures<'_>) -> Vec<String> {
        let open = other.pieces.iter().filter(|piece| !matches!(piece, Piece::Literal(_)));
        let stood = |index: usize| captures.get(index + 1).map_or("", |capture| capture.as_str());
        let (mut wild, mut chosen) = (Vec::new(), Vec::new());
        for (index, piece) in open.enumerate() {
            if matches!(piece, Piece::Choice(_)) { &mut chosen } else { &mut wild }.push(stood(index));
        }
        let (mut wild, mut chosen) = (wild.into_iter(), chosen.into_iter());
        let mut paths = vec![String::new()];
        for piece in &self.pieces {
            match piece {
                Piece::Literal(literal) => paths.iter_mut().for_each(|path| path.push_str(literal)),
                Piece::Wild(_) => {
                    let stood = wild.next().unwrap_or("");
                    paths.iter_mut().for_each(|path| path.push_str(stood));
                }
                Piece::Choice(words) => {
                    let same = chosen.next().filter(|chosen| words.iter().any(|word| word == chosen));
                    let rest = words.iter().map(String::as_str).filter(|word| Some(*word) != same);
                    let words: Vec<&str> = same.into_iter().chain(rest).collect();
                    paths = paths.iter().flat_map(|path| words.iter().map(move |word| format!("{path}{word}"))).collect();
                }
            }
        }
        paths
    }

    /// Whether the first of the paths that [`lead`](Self::lead) gives is what both patterns spell alike, so that the others
    /// are looked for only where it is missing.
    #[must_use]
    pub fn prefers_the_first(&self, other: &Self) -> bool {
        let choices = |glob: &Self| glob.pieces.iter().filter(|piece| matches!(piece, Piece::Choice(_))).count();
        choices(other) > 0 && choices(self) == choices(other)
    }
}

fn pieces(pattern: &str) -> Result<Vec<Piece>, GlobError> {
    let mut rest = pattern.strip_prefix("./").unwrap_or(pattern);
    let mut pieces = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (piece, after) = if let Some(after) = rest.strip_prefix("**/") {
            (Piece::Wild(Wild::Folders), after)
        } else if let Some(after) = rest.strip_prefix("**") {
            let after = after.trim_start_matches('*');
            (Piece::Wild(if after.is_empty() { Wild::Below } else { Wild::Name }), after)
        } else if let Some(after) = rest.strip_prefix('*') {
            (Piece::Wild(Wild::Name), after)
        } else if let Some(after) = rest.strip_prefix('?') {
            (Piece::Wild(Wild::One), after)
        } else if first == '{' {
            let (inside, after) = rest[1..].split_once('}').ok_or_else(|| GlobError::Open(pattern.to_owned()))?;
            if inside.contains(['*', '?', '{', '/']) {
                return Err(GlobError::Nested(pattern.to_owned()));
            }
            (Piece::Choice(inside.split(',').map(|word| word.trim().to_owned()).collect()), after)
        } else {
            let (literal, after) = rest.split_at(rest.find(['*', '?', '{']).unwrap_or(rest.len()));
            (Piece::Literal(literal.to_owned()), after)
        };
        pieces.push(piece);
        rest = after;
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(source: &str, target: &str, path: &str) -> Option<Vec<String>> {
        let (source, target) = (Glob::new(source).expect("a pattern"), Glob::new(target).expect("a pattern"));
        source.lead(path, &target)
    }

    fn lead(source: &str, target: &str, path: &str) -> Option<String> {
        leads(source, target, path).map(|paths| paths.into_iter().next().unwrap_or_default())
    }

    #[test]
    fn wildcards_carry_over_from_one_side_to_the_other() {
        assert_eq!(lead("zh/**/*.md", "en/**/*.md", "zh/a/b/c.md").as_deref(), Some("en/a/b/c.md"));
        assert_eq!(lead("zh/**/*.md", "en/**/*.md", "zh/c.md").as_deref(), Some("en/c.md"));
        assert_eq!(lead("./*.zh.txt", "*.en.txt", "news.zh.txt").as_deref(), Some("news.en.txt"));
        assert_eq!(lead("zh/??.md", "en/ch??.md", "zh/07.md").as_deref(), Some("en/ch07.md"));
        assert_eq!(lead("*.zh.txt", "*.en.txt", "folder/news.zh.txt"), None);
        assert_eq!(lead("a.b", "c", "aXb"), None);
    }

    #[test]
    fn a_folder_stands_for_the_same_path_below_it() {
        assert_eq!(lead("docs/cn/**/*.{md,mdx}", "docs/en/**", "docs/cn/a/b.mdx").as_deref(), Some("docs/en/a/b.mdx"));
        assert_eq!(lead("../docs-cn/**/*.md", "../docs/**", "../docs-cn/a.md").as_deref(), Some("../docs/a.md"));
        assert_eq!(lead("*.md", "**", "a.md").as_deref(), Some("a.md"));
        assert_eq!(lead("zh/*.md", "en*/**", "zh/a.md"), None);
    }

    #[test]
    fn a_choice_is_kept_where_both_sides_have_it_and_tried_out_where_not() {
        assert_eq!(leads("zh/*.{md,mdx}", "en/*.{md,mdx}", "zh/a.mdx"), Some(vec!["en/a.mdx".into(), "en/a.md".into()]));
        assert_eq!(leads("zh/*.md", "{en,en-US}/*.md", "zh/a.md"), Some(vec!["en/a.md".into(), "en-US/a.md".into()]));
    }

    #[test]
    fn whatever_lies_below_a_folder_is_excluded_with_it() {
        let glob = Glob::new("**/drafts/**").expect("a pattern");
        assert!(glob.is_match("docs/drafts/a/b.md") && glob.is_match("drafts/a.md"));
        assert!(!glob.is_match("docs/drafts.md"));
    }

    #[test]
    fn braces_that_cannot_be_read_are_refused() {
        assert!(matches!(Glob::new("a.{md"), Err(GlobError::Open(_))));
        assert!(matches!(Glob::new("{a*,b}"), Err(GlobError::Nested(_))));
        assert!(matches!(Glob::new(&"{a,b}".repeat(30)), Err(GlobError::Large(_))));
        assert!(Glob::new("[slug].md").is_ok_and(|glob| glob.is_match("[slug].md")));
    }
}
