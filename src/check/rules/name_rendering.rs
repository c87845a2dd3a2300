//! A rendering in which the names of the original are looked for.

use super::name_sides::{ALIKE, NameIn, READS, RUN, WORD, heard_in, name_words, sounds_across, spelling, weight};
use crate::check::BeadView;
use crate::lang::{Language, pairs};
use crate::mention::Origin;
use crate::mention::name::{Kind, forms_of};
use crate::sound::{Fit, Sounds, Way, letters};
use crate::text::Side;

/// Whether the rendering has the name: by a form of the tables, by its sound, or by its meaning.
pub(super) fn is_rendered(name: &NameIn<'_>, from: &'static Language, rendering: &Rendering<'_>) -> bool {
    let into = rendering.language;
    let Some(kind) = name.kind.filter(|_| !name.known.is_empty()) else {
        return match name.origin {
            Origin::Native => rendering.has_reading(name, from),
            _ if name.text.is_ascii() || letters(name.text).len() * 2 > name.text.len() => {
                rendering.spells(name.text) || rendering.writes(name.text)
            }
            _ => {
                rendering.has_sound(name.text, from)
                    || pairs::lexicon(from.code, into.code).is_some_and(|lexicon| lexicon.holds(name.text))
            }
        };
    };
    let forms = || name.known.iter().flat_map(|key| forms_of(into, kind, key));
    forms().any(|form| rendering.holds(&form.to_lowercase()))
        || kind == Kind::Person && rendering.writes(name.text)
        || kind == Kind::Person && rendering.has_part_of(name, forms().copied())
        || name.origin == Origin::Transcribed && rendering.has_sound(name.text, from)
}

/// A rendering in which the names of the original are looked for.
pub(super) struct Rendering<'a> {
    language: &'static Language,
    /// In small letters.
    small: String,
    /// The letters of each word.
    words: Vec<String>,
    /// The text itself where it is not in Latin letters, by which names in them are heard.
    fit: Option<Fit>,
    names: &'a [NameIn<'a>],
}

/// In longer renderings only so many words are compared by their sound.
const MOST_WORDS: usize = 300;
/// How likely words of the rendering must sound like a name of the original.
const SOUNDS: f32 = 0.75;

impl<'a> Rendering<'a> {
    /// Reads the words of the rendering's side of the bead, in which these names stand.
    pub(super) fn new(bead: &BeadView<'_>, names: &'a [NameIn<'a>]) -> Self {
        let text = bead.words(Side::Target);
        let words = text
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .map(|word| letters(word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)))
            .filter(|word| word.len() >= WORD)
            .take(MOST_WORDS)
            .collect();
        let language = bead.language(Side::Target);
        let fit = sounds_across(bead).map(|sounds| Fit::new(sounds, language.view(text).text()));
        Self { language, small: text.to_lowercase(), words, fit, names }
    }

    /// Whether the text holds a form of a name as a word, or anywhere where no blanks part words.
    fn holds(&self, form: &str) -> bool {
        if self.language.traits.word_spaces { holds_word(&self.small, form) } else { self.small.contains(form) }
    }

    /// Whether most of a name in Latin letters is heard in the characters of the text.
    fn writes(&self, name: &str) -> bool {
        let Some(fit) = &self.fit else { return false };
        let is_heard = |word: &str| heard_in(fit, word).is_some();
        let words = || name_words(name).filter(|word| !letters(word).is_empty());
        words().next().is_some()
            && 2 * words().filter(|word| is_heard(word)).map(weight).sum::<usize>() >= words().map(weight).sum::<usize>()
            || is_heard(name)
    }

    /// Whether a name of the rendering has only words of the forms, or a long word of them stands by itself.
    fn has_part_of(&self, name: &NameIn<'_>, forms: impl Iterator<Item = &'static str>) -> bool {
        let parts: Vec<String> = forms.flat_map(name_words).map(spelling).collect();
        let is_part = |word: &str| parts.iter().any(|part| *part == spelling(word));
        let by_name = self.names.iter().any(|held| {
            (held.known.is_empty() || held.known.iter().any(|key| name.known.contains(key))) && name_words(held.text).all(is_part)
        });
        by_name
            || parts.iter().any(|part| {
                part.len() > WORD
                    && self.words.contains(part)
                    && !self.names.iter().any(|held| name_words(held.text).any(|word| letters(word) == *part))
            })
    }

    /// Whether most words of a name in Latin letters stand in the rendering in a like spelling.
    fn spells(&self, name: &str) -> bool {
        let wanted: Vec<String> = name_words(name).map(letters).filter(|word| word.len() >= WORD).collect();
        let spelt =
            wanted.iter().filter(|word| self.words.iter().any(|own| own == *word || crate::sound::alike(own, word) >= ALIKE));
        2 * spelt.count() >= wanted.len()
    }

    /// Whether up to three words in a row satisfy `heard`.
    fn any_words(&self, heard: impl Fn(&str) -> bool) -> bool {
        (1..=RUN).any(|count| self.words.windows(count).any(|words| heard(&words.concat())))
    }

    /// Whether words of the rendering sound like the name or a part of it.
    fn has_sound(&self, name: &str, from: &'static Language) -> bool {
        let sounds = Sounds::of(from);
        // A given name alone is anybody's.
        let parts = name.rsplit(['·', '•', '・']).next().filter(|part| part.chars().count() > 1);
        let fits: Vec<Fit> = std::iter::once(name).chain(parts).map(|part| Fit::new(sounds, part)).collect();
        self.any_words(|word| {
            word.len() > WORD && fits.iter().any(|fit| fit.whole(word).is_some_and(|heard| heard.probability >= SOUNDS))
        })
    }

    /// Whether words of the rendering are a reading of the characters, or the surname stands alone.
    fn has_reading(&self, name: &NameIn<'_>, from: &'static Language) -> bool {
        let fit = Fit::new(Sounds::of(from), name.text);
        let part = |text: &str, word: &str| {
            Fit::new(Sounds::of(from), text).whole(word).is_some_and(|heard| heard.way != Way::Foreign && heard.gain > READS)
        };
        let first = name.text.char_indices().nth(1).map_or(name.text.len(), |(at, _)| at);
        self.any_words(|word| fit.whole(word).is_some_and(|heard| heard.gain > READS))
            || self.words.windows(2).any(|pair| {
                fit.whole(&format!("{}{}", pair[1], pair[0])).is_some_and(|heard| heard.gain > READS)
                    || part(&name.text[first..], &pair.concat())
            })
            || self.words.windows(2).any(|pair| part(&name.text[first..], &pair[0]) && part(&name.text[..first], &pair[1]))
    }
}

fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        outside(text[..at].chars().next_back()) && outside(text[at + word.len()..].chars().next())
    })
}
