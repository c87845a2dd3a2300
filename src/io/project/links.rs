//! What texts say themselves of the texts that they go with.

use std::io::Read;
use std::path::Path;

/// How much of a file is looked at.
const HEAD: u64 = 16 * 1024;

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
                Self { translation_key: head(path).as_deref().and_then(translation_key), original: None }
            }
            "rst" | "txt" => Self { translation_key: None, original: head(path).as_deref().and_then(original) },
            _ => Self::default(),
        }
    }
}

/// The beginning of a file; what is no UTF-8 in it is replaced.
pub(super) fn head(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(HEAD).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
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
}
