//! Letters of the original's script in a rendering that is written in another.

use std::collections::HashMap;

use crate::check::{BeadView, Findings, Level};
use crate::lang::table::unicode_words;
use crate::lang::{Frequencies, Language};
use crate::text::{Side, Span};

/// No more findings than this are told of one bead: the sentence as a whole is untranslated then.
pub(super) const MOST: usize = 8;

/// The scripts that are told apart; Chinese characters and kana count as one, for they are written together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Indic,
    Thai,
    Georgian,
    Armenian,
    Hangul,
    Han,
}

/// The script of a letter, by the blocks of Unicode; nothing for marks, digits and rarer scripts.
fn script(character: char) -> Option<Script> {
    if !character.is_alphabetic() {
        return None;
    }
    Some(match character {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{530}'..='\u{58F}' => Script::Armenian,
        '\u{590}'..='\u{5FF}' => Script::Hebrew,
        '\u{600}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => Script::Arabic,
        '\u{900}'..='\u{DFF}' => Script::Indic,
        '\u{E00}'..='\u{E7F}' => Script::Thai,
        '\u{10A0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' => Script::Georgian,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' => Script::Hangul,
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' => Script::Han,
        _ => return None,
    })
}

/// The script that most letters of a text are in.
pub(super) fn main_script(text: &str) -> Option<Script> {
    let mut letters: HashMap<Script, usize> = HashMap::new();
    for script in text.chars().filter_map(script) {
        *letters.entry(script).or_default() += 1;
    }
    letters.into_iter().max_by_key(|&(script, count)| (count, std::cmp::Reverse(script))).map(|(script, _)| script)
}

/// A word of so many letters that is as common as `COMMON` (see [`Frequencies::frequency`]), or a shorter one as common as
/// `VERY_COMMON`, is no sign and no unit.
const LONG: usize = 4;
const COMMON: u8 = 35;
const VERY_COMMON: u8 = 55;

/// How far the brackets of a gloss lie from its words at most, in characters.
const LONGEST_GLOSS: usize = 80;

/// Reports letters of the original's script in a rendering that is written in another.
pub(super) fn foreign_letters(bead: &BeadView<'_>, foreign: Script, findings: &mut Findings<'_>) {
    let text = bead.words(Side::Target);
    let start = bead.span(Side::Target).start;
    let (mut at, mut last, mut told) = (None, 0, 0);
    for (place, character) in text.char_indices().chain([(text.len(), '\n')]) {
        match (script(character) == Some(foreign), at) {
            (true, None) => (at, last) = (Some(place), place + character.len_utf8()),
            (true, Some(_)) => last = place + character.len_utf8(),
            (false, Some(first)) if !joins(character) => {
                let place = Span::new(first, last);
                let is_text = foreign != Script::Latin
                    || has_words(place.of(text), bead.language(Side::Source)) && !is_in_address(text, place);
                told += usize::from(is_text && report_letters(bead, place, start, findings));
                if told == MOST {
                    return;
                }
                at = None;
            }
            _ => {}
        }
    }
}

/// Whether Latin letters, which all writings take over for names, brands, units and signs, are words of the language: so many
/// of them begin with a small letter and are common that they are no name with a word or two inside (Sutton and Barto, et al).
fn has_words(letters: &str, language: &'static Language) -> bool {
    let words = unicode_words(letters);
    let frequencies = Frequencies::of(language);
    let is_word = |word: &str| match frequencies {
        Some(frequencies) => {
            let least = if word.chars().count() >= LONG { COMMON } else { VERY_COMMON };
            frequencies.frequency(word).is_some_and(|frequency| frequency >= least)
        }
        None => word.chars().count() >= LONG,
    };
    let small = words.iter().map(|span| span.of(letters)).filter(|word| word.chars().all(char::is_lowercase) && is_word(word));
    2 * small.count() > words.len()
}

/// Whether letters are part of an address or a file name: weather.com.
fn is_in_address(text: &str, place: Span) -> bool {
    let joins = |character: char| matches!(character, '.' | '/' | '@' | '_' | '#');
    let before = text.get(..place.start as usize).unwrap_or_default();
    let mut after = text.get(place.end as usize..).unwrap_or_default().chars();
    before.ends_with(|character: char| joins(character) || character.is_ascii_digit())
        || after.next().is_some_and(joins) && after.next().is_some_and(|next| next.is_ascii_alphanumeric())
}

/// What may stand between two words that were left standing together.
fn joins(character: char) -> bool {
    matches!(character, ' ' | '·' | '-' | '\'' | '、' | '，' | '：' | '\u{300}'..='\u{36F}' | '\u{93E}'..='\u{94D}')
}

fn report_letters(bead: &BeadView<'_>, place: Span, start: u32, findings: &mut Findings<'_>) -> bool {
    let text = bead.words(Side::Target);
    let words = place.of(text);
    let (before, after) =
        (text.get(..place.start as usize).unwrap_or_default(), text.get(place.end as usize..).unwrap_or_default());
    let source = bead.words(Side::Source);
    let found = source.find(words);
    // In brackets of the original's own, words are none that the translator gives beside the rendering.
    let in_brackets = |(at, _): (usize, &str)| is_gloss(&source[..at], &source[at + words.len()..]);
    if is_gloss(before, after) && !source.match_indices(words).any(in_brackets) {
        return false;
    }
    let original = found.map(|at| Span::new(at, at + words.len()).shifted(bead.span(Side::Source).start));
    let quoted = before.trim_end().ends_with(['"', '“', '‘', '«', '„', '《', '「', '\'']);
    let (level, sure) = match original {
        _ if quoted => (Level::Warning, 0.7),
        Some(_) => (Level::Error, 0.97),
        None => (Level::Warning, 0.85),
    };
    let message = format!("“{words}” was left untranslated");
    let original = original.unwrap_or_else(|| bead.span(Side::Source));
    findings.add(bead.index, level, sure, message, original, place.shifted(start));
    true
}

/// Whether words stand in brackets after others, as the original form of a name does.
fn is_gloss(before: &str, after: &str) -> bool {
    let near = before.char_indices().rev().nth(LONGEST_GLOSS).map_or(0, |(at, _)| at);
    let before = before.get(near..).unwrap_or_default();
    let after = after.char_indices().nth(LONGEST_GLOSS).map_or(after, |(at, _)| after.get(..at).unwrap_or_default());
    let (lead, open) = match before.rfind(['(', '（', '[', '［']) {
        Some(at) => before.split_at(at),
        None => return false,
    };
    let closed_before = open.contains([')', '）', ']', '］']);
    let closes = after.contains([')', '）', ']', '］']);
    !closed_before && closes && lead.chars().any(char::is_alphabetic)
}
