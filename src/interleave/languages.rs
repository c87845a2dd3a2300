//! The parts of a file, and which two languages they are in.

use std::collections::BTreeMap;

use super::{InterleaveError, name_of};
use crate::lang::{detect, detect_among, script, weight};
use crate::segment::paragraphs;
use crate::text::Span;

/// A paragraph, or the lines of one that are in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) span: Span,
    /// The language that it seems to be in; `None` where it has no letters.
    pub(super) code: Option<&'static str>,
    /// How sure that is, 0 to 1.
    pub(super) confidence: f32,
    /// How much it says, in letters of an alphabet.
    pub(super) size: u32,
    /// The script of most of it.
    script: &'static str,
}

/// Two lines this surely in different languages are two parts.
const SURELY: f32 = 0.8;
/// A script has at least this share of the letters of a file, or it only stands in names and examples.
const SHARE: f32 = 0.01;
/// And at least so many letters.
const LETTERS: u32 = 9;
/// Of several languages in one script each has at least this share of it, for single words mislead.
const SHARE_OF_SCRIPT: f32 = 0.05;
/// And at least so many letters.
const LETTERS_OF_SCRIPT: f32 = 60.0;
/// So many parts tell together which language their script is.
const TOGETHER: usize = 200;

/// The parts of `text` in order.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let mut lines = lines(text, paragraph).into_iter();
        let Some(mut current) = lines.next() else { continue };
        for line in lines {
            let differ = current.code != line.code && current.confidence >= SURELY && line.confidence >= SURELY;
            if differ {
                found.push(current);
                current = line;
            } else {
                current = part(text, current.span.join(line.span));
            }
        }
        found.push(current);
    }
    found
}

/// The lines of a paragraph; the whole where it has only one.
fn lines(text: &str, paragraph: Span) -> Vec<Part> {
    let words = paragraph.of(text);
    let mut at = paragraph.start as usize;
    let mut found = Vec::new();
    for line in words.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            found.push(part(text, Span::new(at + lead, at + lead + trimmed.len())));
        }
        at += line.len();
    }
    found
}

fn part(text: &str, span: Span) -> Part {
    let words = span.of(text);
    let found = detect_among(words, &[]);
    let mut sizes: BTreeMap<&'static str, u32> = BTreeMap::new();
    for name in words.chars().filter_map(script) {
        // Han and kana stand side by side in Japanese.
        let shared = if name == "Kana" { "Hani" } else { name };
        let size = sizes.entry(shared).or_insert(0);
        *size = size.saturating_add(weight(name));
    }
    let size = sizes.values().copied().fold(0, u32::saturating_add);
    let script = sizes.into_iter().max_by_key(|&(name, size)| (size, std::cmp::Reverse(name))).map_or("", |(name, _)| name);
    Part { span, code: found.map(|found| found.code), confidence: found.map_or(0.0, |found| found.confidence), size, script }
}

/// The codes of the two languages of the file: of the original and the rendering where either is given, else
/// of the two of which there is most.
pub(super) fn languages(
    text: &str,
    parts: &[Part],
    source: Option<&str>,
    target: Option<&str>,
) -> Result<(&'static str, &'static str), InterleaveError> {
    let found = present(text, parts);
    let Some(&(most, _)) = found.first() else { return Err(InterleaveError::NoWords) };
    let names = || found.iter().take(3).map(|&(code, _)| name_of(code)).collect::<Vec<_>>().join(" and ");
    let given = |tag: &str| {
        let known = found.iter().map(|&(code, _)| code).find(|code| same(code, tag));
        known.ok_or_else(|| InterleaveError::NotThere { wanted: name_of(tag), found: names() })
    };
    let other = |code: &'static str| {
        let known = found.iter().map(|&(known, _)| known).find(|&known| known != code);
        known.ok_or_else(|| InterleaveError::OneLanguage(name_of(code)))
    };
    match (source, target) {
        (Some(source), Some(target)) if same(source, target) => Err(InterleaveError::SameLanguage(name_of(source))),
        (Some(source), Some(target)) => Ok((given(source)?, given(target)?)),
        (Some(source), None) => given(source).and_then(|code| Ok((code, other(code)?))),
        (None, Some(target)) => given(target).and_then(|code| Ok((other(code)?, code))),
        (None, None) => Ok((most, other(most)?)),
    }
}

/// The languages of the parts with the size of each, the most common first; those that single words or
/// names may have feigned are left out.
fn present(text: &str, parts: &[Part]) -> Vec<(&'static str, u32)> {
    let mut by_script: BTreeMap<&'static str, Vec<&Part>> = BTreeMap::new();
    for part in parts.iter().filter(|part| part.code.is_some()) {
        by_script.entry(part.script).or_default().push(part);
    }
    let total: u32 = parts.iter().map(|part| part.size).fold(0, u32::saturating_add);
    let mut found: Vec<(&'static str, u32)> = Vec::new();
    for own in by_script.values() {
        let size = own.iter().map(|part| part.size).fold(0, u32::saturating_add);
        if size >= LETTERS && size as f32 >= SHARE * total as f32 {
            found.extend(of_script(text, own, size));
        }
    }
    if found.is_empty() {
        // Too short a text for the bounds above.
        found.extend(detect(text).map(|found| (found.code, total)));
    }
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    found
}

/// The languages of parts that are all of one script and of the given size together: the commonest, and
/// each other that has too much for a feigned one.
fn of_script(text: &str, parts: &[&Part], size: u32) -> Vec<(&'static str, u32)> {
    let mut sizes: BTreeMap<&'static str, f32> = BTreeMap::new();
    for part in parts {
        if let Some(code) = part.code {
            *sizes.entry(code).or_insert(0.0) += part.size as f32 * part.confidence;
        }
    }
    let bound = (SHARE_OF_SCRIPT * size as f32).max(LETTERS_OF_SCRIPT);
    let mut found: Vec<_> =
        sizes.into_iter().filter(|&(_, size)| size >= bound).map(|(code, size)| (code, size as u32)).collect();
    if found.len() <= 1 {
        // The parts may be too short to tell one by one; together they tell.
        let together = parts.iter().map(|part| part.span.of(text)).take(TOGETHER).collect::<Vec<_>>().join("\n");
        let code = detect(&together).map(|sure| sure.code).or(found.first().map(|&(code, _)| code));
        found = code.map(|code| (code, size)).into_iter().collect();
    }
    found
}

/// Whether a code and a tag name the same language, region and script aside.
fn same(code: &str, tag: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    primary(code) == primary(tag)
}
