//! What texts say themselves of the texts that they go with.

use std::path::Path;

use crate::io::beginning;

/// What a text says of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// The `translationKey` in its front matter, which Hugo's pages of one text share.
    pub(super) translation_key: Option<String>,
    /// The path behind `:Original:`, which translations of the kernel's documents have.
    pub(super) original: Option<String>,
}

impl Links {
    /// Reads those of the file at `path`; none where it cannot be read or is of a kind that has none.
    pub(super) fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
        match extension.as_str() {
            "md" | "mdx" | "markdown" | "html" | "htm" | "adoc" => {
                Self { translation_key: beginning(path).as_deref().and_then(translation_key), original: None }
            }
            "rst" | "txt" => Self { translation_key: None, original: beginning(path).as_deref().and_then(original) },
            _ => Self::default(),
        }
    }
}

/// The lines between the marks of front matter at the beginning of a text: `---` for YAML, `+++` for TOML.
///
/// A few keys are looked for line by line: a page whose front matter holds a template or an error has them all the same.
fn front_matter(text: &str) -> impl Iterator<Item = &str> {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines();
    let mark = lines.next().map(str::trim_end).filter(|mark| matches!(*mark, "---" | "+++"));
    lines.take_while(move |line| mark.is_some_and(|mark| line.trim_end() != mark))
}

/// The value of `key` in a line such as `key: value` or `key = "value"`.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let value = line.strip_prefix(key)?.trim_start();
    let value = value.strip_prefix(':').or_else(|| value.strip_prefix('='))?.trim();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(" #").next()?.trim_end(),
    };
    Some(value).filter(|value| !value.is_empty())
}

/// The revision of its original that the file at `path` says it renders: `l10n.sourceCommit` or `translation.source_commit` in
/// front matter, `EN-Revision` in a comment.
#[must_use]
pub fn rendered_revision(path: &Path) -> Option<String> {
    revision(&beginning(path)?)
}

/// Where a rendering names its revision: a block of front matter and a key in it.
const REVISIONS: [(&str, &str); 2] = [("l10n", "sourceCommit"), ("translation", "source_commit")];

fn revision(text: &str) -> Option<String> {
    let mut block = "";
    let in_front = front_matter(text).find_map(|line| {
        if !line.starts_with([' ', '\t']) {
            block = line.split(':').next().unwrap_or_default().trim();
        }
        REVISIONS.iter().find_map(|(name, key)| {
            let inside = if *name == block { value(line.trim_start(), key) } else { None };
            inside.or_else(|| value(line.strip_prefix(name)?.strip_prefix('.')?, key))
        })
    });
    let in_comment = || text.split_once("EN-Revision:")?.1.split_whitespace().next();
    let hash = in_front.or_else(in_comment)?;
    // What is shorter than git shows it, or of another system, says nothing.
    let is_hash = (7..=64).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| hash.to_ascii_lowercase())
}

fn translation_key(text: &str) -> Option<String> {
    front_matter(text).find_map(|line| value(line, "translationKey")).map(str::to_owned)
}

/// The path in a line such as `:Original: Documentation/process/howto.rst` or ``:Original: :ref:`Documentation/… <howto>` ``.
fn original(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.trim().strip_prefix(":Original:"))?.trim();
    let line = line.split_once('`').map_or(line, |(_, quoted)| quoted.trim_end_matches('`'));
    let path = line.split(['<', ' ']).next().unwrap_or_default();
    (path.contains('/') || path.contains('.')).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_key_is_read_from_front_matter_alone() {
        for text in [
            "---\ntitle: a\ntranslationKey: about\n---\n",
            "+++\ntranslationKey = \"about\"\n+++\n",
            "\u{FEFF}---\r\ntranslationKey: 'about' # key\r\n---\r\n",
        ] {
            assert_eq!(translation_key(text).as_deref(), Some("about"), "{text}");
        }
        assert_eq!(translation_key("text\ntranslationKey: about\n"), None);
        assert_eq!(translation_key("---\ntitle: a\n---\ntranslationKey: about\n"), None);
    }

    #[test]
    fn the_original_of_a_kernel_document_is_read() {
        let plain = ".. include:: ../disclaimer.rst\n\n:Original: Documentation/process/howto.rst\n:Translator: X\n";
        assert_eq!(original(plain).as_deref(), Some("Documentation/process/howto.rst"));
        let reference = ":Original: :ref:`Documentation/process/howto.rst <process_howto>`\n";
        assert_eq!(original(reference).as_deref(), Some("Documentation/process/howto.rst"));
        assert_eq!(original(":Original: unknown\n"), None);
    }

    #[test]
    fn the_revision_that_a_rendering_names_is_read() {
        let hash = "5b20f5f4265f988f80f513db0e4b35c7e0cd70dc";
        for text in [
            format!("---\ntitle: a\nl10n:\n  sourceCommit: {hash}\n---\n"),
            format!("---\r\ntranslation:\r\n  date: 2026-01-01\r\n  source_commit: \"{hash}\"\r\n---\r\n"),
            format!("---\nl10n.sourceCommit: {hash}\n---\n"),
            format!("<?xml version=\"1.0\"?>\n<!-- EN-Revision: {hash} Maintainer: x Status: ready -->\n"),
        ] {
            assert_eq!(revision(&text).as_deref(), Some(hash), "{text}");
        }
        for text in
            ["---\nsourceCommit: 5b20f5f4265f9\n---\n", "EN-Revision: 1.23\n", "l10n:\n  sourceCommit: 5b20f5f4265f9\n", ""]
        {
            assert_eq!(revision(text), None, "{text}");
        }
    }
}
