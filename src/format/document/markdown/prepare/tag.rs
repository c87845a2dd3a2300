//! The tags and expressions of MDX.

use crate::text::Span;

/// A tag of MDX.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) closes: bool,
    pub(super) alone: bool,
    pub(super) length: usize,
    /// The attributes that are strings, with the places of their values in the tag.
    pub(super) attributes: Vec<(&'a str, &'a str, Span)>,
}

impl<'a> Tag<'a> {
    /// The tag that `text` begins with, if it is one.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let closes = text.starts_with("</");
        let start = 1 + usize::from(closes);
        let is_name = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | ':');
        let rest = text.get(start..)?;
        let length = rest.find(|character| !is_name(character))?;
        let name = rest.get(..length)?;
        if !name.is_empty() && !name.starts_with(|character: char| character.is_ascii_alphabetic()) {
            return None;
        }
        let mut tag = Self { name, closes, alone: false, length: 0, attributes: Vec::new() };
        let mut at = start + length;
        loop {
            let rest = text.get(at..)?;
            let trimmed = rest.trim_start();
            let blanks = rest.len() - trimmed.len();
            at += blanks;
            match trimmed.as_bytes().first()? {
                b'>' => {
                    tag.length = at + 1;
                    return Some(tag);
                }
                b'/' => {
                    let after = trimmed.get(1..)?.trim_start();
                    if !after.starts_with('>') {
                        return None;
                    }
                    (tag.alone, tag.length) = (true, at + trimmed.len() - after.len() + 1);
                    return Some(tag);
                }
                // Only a fragment has no name, and nothing but its end.
                _ if blanks == 0 && tag.attributes.is_empty() || name.is_empty() || closes => return None,
                b'{' => at += balanced(trimmed)?,
                _ => at += tag.attribute(trimmed, at)?,
            }
        }
    }

    /// Reads the attribute that `text` begins with, at byte `at` of the tag; gives its length.
    fn attribute(&mut self, text: &'a str, at: usize) -> Option<usize> {
        let is_name = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | ':' | '.' | '@');
        let length = text.find(|character| !is_name(character))?;
        if length == 0 {
            return None;
        }
        let name = text.get(..length)?;
        let Some(value) = text.get(length..)?.strip_prefix('=') else { return Some(length) };
        let begin = length + 1;
        match value.as_bytes().first()? {
            quote @ (b'"' | b'\'') => {
                let inside = value.get(1..)?;
                let end = inside.find(char::from(*quote))?;
                self.attributes.push((name, inside.get(..end)?, Span::new(at + begin + 1, at + begin + 1 + end)));
                Some(begin + end + 2)
            }
            b'{' => Some(begin + balanced(value)?),
            _ => Some(begin + value.find([' ', '\t', '\r', '\n', '>', '/'])?),
        }
    }
}

/// How long the expression is that `text` begins with, from its `{` to the `}` that matches.
pub(super) fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (at, byte) in text.bytes().enumerate() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match (quote, byte) {
            (_, b'\\') => escaped = true,
            // A quotation that does not end on its line is an apostrophe.
            (Some(b'"' | b'\''), b'\n') => quote = None,
            (Some(open), _) => quote = (open != byte).then_some(open),
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
