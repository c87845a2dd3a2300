//! The front matter of a page: YAML between lines of `---`, or TOML between lines of `+++`. Only a few of its values
//! are shown to readers.

use crate::text::Span;

/// Keys whose values readers see. Only those of the outermost level count.
const SHOWN: &[&str] = &[
    "title",
    "description",
    "summary",
    "subtitle",
    "excerpt",
    "lead",
    "tagline",
    "caption",
    "heading",
    "linktitle",
    "sidebar_label",
    "sidebartitle",
    "nav_title",
    "short_title",
    "abstract",
];

/// Words and their place in the front matter, of another length where they are escaped there.
type Words = (String, Span);

/// The values of `front` that readers see, each by its lines.
pub(super) fn values(front: &str) -> Vec<Vec<Vec<Words>>> {
    let mut found = Vec::new();
    let mut lines = lines(front).peekable();
    while let Some((line, at)) = lines.next() {
        let Some((key, rest)) = line.split_once([':', '=']) else { continue };
        if key.starts_with([' ', '\t', '#', '-']) {
            continue;
        }
        let name = key.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        if !SHOWN.contains(&name.as_str()) {
            continue;
        }
        let value = rest.trim();
        let start = at + line.len() - rest.trim_start().len();
        let is_block = value.starts_with(['|', '>']) && value.len() <= 3;
        let mut words = Vec::new();
        if !is_block && !value.is_empty() {
            words.push(scalar(value, start));
        }
        // A block goes on as long as its lines are indented, and so does a plain value over several lines.
        let is_quoted = value.starts_with(['"', '\'']);
        while let Some((next, at)) =
            lines.next_if(|(next, _)| !is_quoted && (next.starts_with([' ', '\t']) || (is_block && next.trim().is_empty())))
        {
            let trimmed = next.trim();
            if !is_block && (trimmed.starts_with('-') || trimmed.is_empty()) {
                continue;
            }
            let start = at + next.len() - next.trim_start().len();
            words.push(vec![(trimmed.to_owned(), Span::new(start, start + trimmed.len()))]);
        }
        if words.iter().any(|line| !line.is_empty()) {
            found.push(words);
        }
    }
    found
}

/// Lines without their ends, and where each begins.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |raw| {
        let start = at;
        at += raw.len();
        (raw.trim_end_matches(['\n', '\r']), start)
    })
}

/// The words of a value on one line, which begins at byte `start`.
fn scalar(value: &str, start: usize) -> Vec<Words> {
    for quote in ['"', '\''] {
        let Some(inside) = value.strip_prefix(quote) else { continue };
        let mut words = Vec::new();
        let (mut piece, mut begin) = (String::new(), start + 1);
        let mut characters = inside.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let here = start + 1 + at;
            let next = characters.peek().map(|(_, next)| *next);
            let escaped = match (character, quote) {
                ('\\', '"') => next,
                ('\'', '\'') if next == Some('\'') => next,
                _ if character == quote => break,
                _ => None,
            };
            let Some(escaped) = escaped else {
                piece.push(character);
                continue;
            };
            if !piece.is_empty() {
                words.push((std::mem::take(&mut piece), Span::new(begin, here)));
            }
            characters.next();
            let shown = match escaped {
                'n' | 't' | 'r' if quote == '"' => ' ',
                other => other,
            };
            begin = here + 1 + escaped.len_utf8();
            words.push((shown.to_string(), Span::new(here, begin)));
        }
        if !piece.is_empty() {
            let end = begin + piece.len();
            words.push((piece, Span::new(begin, end)));
        }
        return words;
    }
    // What follows a blank and `#` is a comment; lists, maps and references are no words.
    let plain = value.split(" #").next().unwrap_or_default().trim_end();
    if plain.is_empty() || plain.starts_with(['[', '{', '&', '*', '!', '#']) {
        return Vec::new();
    }
    vec![(plain.to_owned(), Span::new(start, start + plain.len()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(front: &str) -> Vec<String> {
        let joined = |value: &Vec<Vec<Words>>| {
            for (words, span) in value.iter().flatten() {
                if words.len() == span.len() {
                    assert_eq!(words, span.of(front));
                }
            }
            value.iter().flatten().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join("|")
        };
        values(front).iter().map(joined).collect()
    }

    #[test]
    fn only_what_readers_see_is_prose() {
        let front = "title: 安装 # note\nslug: /install\ndescription: >-\n  Two\n  lines\ntags:\n  title: no\nsummary: \"a \\\"b\\\"\"\r\n";
        assert_eq!(read(front), ["安装", "Two|lines", "a |\"|b|\""]);
    }

    #[test]
    fn toml_is_read_as_well() {
        assert_eq!(read("title = \"One\"\ndate = 2024-01-01\ndescription = 'it''s'\n"), ["One", "it|'|s"]);
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        assert!(read("title:\ndescription: [a, b]\nsummary: ''\n: x\n").is_empty());
    }
}
