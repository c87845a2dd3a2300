//! The names of a bead, and what on the other side answers to them: the ground of `name-mismatch`.

use crate::check::BeadView;
use crate::lang::{Language, pairs};
use crate::mention::name::{Kind, Parts, forms_of, home};
use crate::mention::{Fact, Mention, Origin};
use crate::sound::{Fit, Heard, Sounds, Way, letters};
use crate::text::{Side, Span};

/// A name of one side of a bead.
#[derive(Debug, Clone)]
pub(super) struct NameIn<'a> {
    /// Its place in the document.
    pub(super) span: Span,
    /// Its words.
    pub(super) text: &'a str,
    /// Person or organisation, where that is known.
    pub(super) kind: Option<Kind>,
    /// The keys that the tables know it by.
    pub(super) known: &'a [&'static str],
    /// Where it comes from.
    pub(super) origin: Origin,
}

/// How likely a name must be heard in the original to count as answered.
pub(super) const HEARD: f32 = 0.5;
/// How many beads before and after are searched for another spelling of a name.
const FAR: isize = 60;
/// Names of so few letters are heard anywhere, so they must be spelt out exactly.
const SHORT: usize = 3;
/// The gain, in nats a letter, of a short name that is spelt out exactly.
const EXACT: f32 = 2.2;
/// How alike two Latin spellings of one name are at least.
const ALIKE: f32 = 0.86;
/// The longest word that is looked up in a lexicon, in characters.
const LONGEST_WORD: usize = 6;
/// The fewest letters of a word that may name by itself.
const WORD: usize = 2;

/// The names of a side, in the order of their places.
pub(super) fn names<'a>(bead: &BeadView<'a>, side: Side) -> Vec<NameIn<'a>> {
    let text = bead.pair.side(side).document.text();
    let mut names: Vec<NameIn<'a>> = bead.mentions(side).filter_map(|mention| name(mention, text)).collect();
    if !bead.language(side).traits.letter_case {
        names.extend(foreign_words(bead, side));
    }
    names
}

/// Names in Latin letters within a text in characters.
fn foreign_words<'a>(bead: &BeadView<'a>, side: Side) -> impl Iterator<Item = NameIn<'a>> {
    let (words, start) = (bead.words(side), bead.span(side).start);
    let mut found = Vec::new();
    let mut from = None;
    for (at, character) in words.char_indices().chain([(words.len(), '。')]) {
        match (from, character.is_ascii_alphabetic() || matches!(character, '\'' | '-' | ' ' | '\u{C0}'..='\u{17F}')) {
            (None, true) if character.is_alphabetic() => from = Some(at),
            (Some(begin), false) => {
                from = None;
                let text = words[begin..at].trim_end();
                let name = text.chars().next().is_some_and(char::is_uppercase)
                    && text.chars().filter(|c| c.is_lowercase()).count() > SHORT
                    && !character.is_ascii_digit();
                if name {
                    let span = Span::new(begin, begin + text.len()).shifted(start);
                    found.push(NameIn { span, text, kind: None, known: &[], origin: Origin::Unknown });
                }
            }
            _ => {}
        }
    }
    found.into_iter()
}

fn name<'a>(mention: &'a Mention, text: &'a str) -> Option<NameIn<'a>> {
    let blank = NameIn { span: mention.span, text: mention.span.of(text), kind: None, known: &[], origin: Origin::Unknown };
    match &mention.fact {
        Fact::Person(name) => Some(NameIn {
            kind: (!name.known.is_empty()).then_some(Kind::Person),
            known: &name.known,
            origin: name.origin,
            ..blank
        }),
        Fact::Organisation(name) => {
            Some(NameIn { kind: Some(Kind::Organisation), known: &name.known, origin: name.origin, ..blank })
        }
        _ => None,
    }
}

/// The words of a name that are long enough to name by themselves.
pub(super) fn name_words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '·' | ',')).filter(|word| word.chars().count() >= WORD)
}

/// One text as the other side's names are looked for in it.
pub(super) struct Original {
    language: &'static Language,
    /// The compared view, in small letters.
    text: String,
    fit: Fit,
    /// Words in Latin letters.
    latin: Vec<String>,
}

impl Original {
    /// Reads the words of a side of the bead.
    pub(super) fn new(bead: &BeadView<'_>, side: Side) -> Self {
        let language = bead.language(side);
        let text = language.view(bead.words(side)).text().to_owned();
        Self::of(language, &text)
    }

    fn of(language: &'static Language, text: &str) -> Self {
        let latin = text
            .split(|c: char| !(c.is_alphanumeric() && (c as u32) < 0x370 || matches!(c, '\'' | '’' | '-' | '.')))
            .map(letters)
            .filter(|word| word.len() >= WORD)
            .collect();
        Self { language, fit: Fit::new(Sounds::of(language), text), text: text.to_lowercase(), latin }
    }

    /// Whether the text is in a script that its language's tables give the sounds of.
    pub(super) fn is_heard(&self) -> bool {
        !Sounds::of(self.language).ways().is_empty()
    }

    /// Whether the text holds one of the words of that kind (pronouns, offices), which a
    /// rendering may replace by a name.
    pub(super) fn refers(&self, kind: &str) -> bool {
        Parts::of(self.language).words(kind).iter().any(|word| self.text.contains(word))
    }

    /// Where a name is heard best.
    pub(super) fn hear(&self, name: &str) -> Option<Heard> {
        self.fit.anywhere(&letters(name))
    }

    /// Whether the text holds a form of the person or organisation.
    pub(super) fn holds_form(&self, kind: Kind, key: &str) -> bool {
        forms_of(self.language, kind, key).iter().any(|form| self.text.contains(&self.language.view(form).text().to_lowercase()))
    }

    /// Whether a word in Latin letters of the text is like the word.
    pub(super) fn spells(&self, word: &str) -> bool {
        let word = letters(word);
        !word.is_empty()
            && self
                .latin
                .iter()
                .any(|own| *own == word || own.contains(&word) && word.len() > SHORT || crate::sound::alike(own, &word) >= ALIKE)
    }

    /// Whether words in a row begin with the letters of an acronym, in whatever order the language sets them: ICJ, Cour
    /// internationale de justice.
    pub(super) fn has_initials(&self, acronym: &str) -> bool {
        let sorted = |mut letters: Vec<char>| {
            letters.sort_unstable();
            letters
        };
        let wanted = sorted(letters(acronym).chars().collect());
        let longer = self.latin.iter().filter(|word| word.len() > SHORT);
        let initials: Vec<char> = longer.filter_map(|word| word.chars().next()).collect();
        wanted.len() > 1 && initials.windows(wanted.len()).any(|run| sorted(run.to_vec()) == wanted)
    }

    /// Whether the word sounds like some stretch of the text.
    pub(super) fn sounds_like(&self, word: &str) -> bool {
        let word = letters(word);
        match self.fit.anywhere(&word) {
            Some(heard) if word.len() <= SHORT => heard.gain >= EXACT,
            Some(heard) => heard.probability >= HEARD,
            None => false,
        }
    }

    /// Whether a lexicon renders a word of the text by the word.
    pub(super) fn means(&self, word: &str, into: &'static Language) -> bool {
        let Some(lexicon) = pairs::lexicon(self.language.code, into.code) else { return false };
        let wanted = word.to_lowercase();
        let stem = wanted.trim_end_matches('s');
        let is_it = |held: &str| held == wanted || held == stem;
        let renders = |rendering: &str| {
            let words = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '-').any(is_it);
            if rendering.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
                words(&rendering.to_lowercase())
            } else {
                words(rendering)
            }
        };
        self.text.char_indices().any(|(at, _)| lexicon.along(&self.text[at..], LONGEST_WORD).flatten().any(renders))
    }
}

/// How much a name of the rendering is like one of the original that it is not: the share of its letters in words
/// of the right forms, or how likely it sounds like the characters.
pub(super) fn likeness(name: &NameIn<'_>, from: &'static Language, other: &NameIn<'_>, into: &'static Language) -> f32 {
    let (mut shared, mut all) = (0_u16, 0_u16);
    for word in name_words(other.text) {
        let length = u16::try_from(letters(word).len()).unwrap_or(u16::MAX);
        all += length;
        if is_word_of(name, word, into) {
            shared += length;
        }
    }
    let by_words = f32::from(shared) / f32::from(all.max(1));
    let by_sound = Fit::new(Sounds::of(from), name.text).whole(&letters(other.text)).map_or(0.0, |heard| heard.probability);
    by_words.max(by_sound)
}

/// Whether anything in the original answers to a name of the rendering.
pub(super) fn is_answered(original: &Original, sources: &[NameIn<'_>], name: &NameIn<'_>, into: &'static Language) -> bool {
    if let Some(kind) = name.kind
        && name.known.iter().any(|key| original.holds_form(kind, key) || sources.iter().any(|source| source.known.contains(key)))
    {
        return true;
    }
    // Names written in characters are told by their characters: other namesakes would sound alike.
    let own_script = name.known.iter().any(|key| home(original.language, key).is_some_and(|home| home != "foreign"));
    let mut answered = 0;
    let mut all = 0;
    for word in name_words(name.text) {
        let weight = letters(word).len();
        all += weight;
        let in_form = sources.iter().any(|source| is_word_of(source, word, into));
        // Sound last, for it costs most to tell.
        if in_form || original.spells(word) || original.means(word, into) || !own_script && original.sounds_like(word) {
            answered += weight;
        }
    }
    // The words of an organisation's name (European, Union, Bank) are everywhere: all must be answered.
    let enough =
        if name.kind == Some(Kind::Organisation) && !name.known.is_empty() { answered == all } else { 2 * answered >= all };
    enough && answered > 0 || !own_script && original.sounds_like(name.text)
}

/// Whether the word is one of a form that the rendering's language has for the name.
pub(super) fn is_word_of(source: &NameIn<'_>, word: &str, into: &'static Language) -> bool {
    let Some(kind) = source.kind else { return false };
    let word = letters(word);
    source.known.iter().flat_map(|key| forms_of(into, kind, key)).any(|form| {
        letters(form) == word || name_words(form).any(|part| letters(part) == word || crate::sound::alike(part, &word) >= ALIKE)
    })
}

/// Whether the rendering has the name: by a form of the tables, by its sound, or by its meaning.
pub(super) fn is_rendered(name: &NameIn<'_>, from: &'static Language, rendering: &Rendering<'_>) -> bool {
    let into = rendering.language;
    let Some(kind) = name.kind.filter(|_| !name.known.is_empty()) else {
        return match name.origin {
            Origin::Native => rendering.has_reading(name, from),
            _ if name.text.is_ascii() || letters(name.text).len() * 2 > name.text.len() => rendering.spells(name.text),
            _ => {
                rendering.has_sound(name.text, from)
                    || pairs::lexicon(from.code, into.code).is_some_and(|lexicon| lexicon.holds(name.text))
            }
        };
    };
    let forms = || name.known.iter().flat_map(|key| forms_of(into, kind, key));
    forms().any(|form| holds_word(&rendering.small, &form.to_lowercase()))
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
    names: &'a [NameIn<'a>],
}

/// In longer renderings only so many words are compared by their sound.
const MOST_WORDS: usize = 300;
/// How likely words of the rendering must sound like a name of the original.
const SOUNDS: f32 = 0.75;
/// How likely a name must sound like another for the two to be left alone.
const PINCH: f32 = 0.2;
/// The gain of a native reading that is spelt out.
const READS: f32 = 1.8;

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
        Self { language: bead.language(Side::Target), small: text.to_lowercase(), words, names }
    }

    /// Whether a name of the rendering has only words of the forms, or a long word of them stands by itself.
    fn has_part_of(&self, name: &NameIn<'_>, forms: impl Iterator<Item = &'static str>) -> bool {
        let parts: Vec<String> = forms.flat_map(name_words).map(letters).collect();
        let is_part = |word: &str| parts.iter().any(|part| *part == letters(word));
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
        (1..=3).any(|count| self.words.windows(count).any(|words| heard(&words.concat())))
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

/// Whether a transcribed name could at a pinch stand for a name of the rendering, or its last part for the other's.
pub(super) fn may_sound_like(name: &NameIn<'_>, from: &'static Language, other: &NameIn<'_>) -> bool {
    sound(name, from, other) >= PINCH
}

/// How likely the name of the original, or its last part, is the other by its sound: 0 to 1.
fn sound(name: &NameIn<'_>, from: &'static Language, other: &NameIn<'_>) -> f32 {
    let sounds = Sounds::of(from);
    let last_part = name.text.rsplit(['·', '•', '・']).next().unwrap_or(name.text);
    let last_word = name_words(other.text).last().unwrap_or(other.text);
    [(name.text, other.text), (name.text, last_word), (last_part, last_word)]
        .into_iter()
        .filter_map(|(characters, words)| Fit::new(sounds, characters).whole(&letters(words)))
        .map(|heard| heard.probability)
        .fold(0.0, f32::max)
}

/// How the rendering spells the name in the nearest of the beads around that has it in the original too.
pub(super) fn spelt_elsewhere<'a>(bead: &BeadView<'a>, name: &NameIn<'_>) -> Option<&'a str> {
    let from = bead.language(Side::Source);
    (1..=FAR).flat_map(|by| [-by, by]).filter_map(|by| bead.neighbour(by)).find_map(|near| {
        let stands = near.words(Side::Source).contains(name.text);
        let spelt = stands.then(|| names(&near, Side::Target)).into_iter().flatten();
        spelt.filter(|other| sound(name, from, other) >= HEARD).map(|other| other.text).next()
    })
}

/// Whether the words are the pinyin, or another native reading, of the name.
pub(super) fn is_native_reading(name: &NameIn<'_>, from: &'static Language, words: &str) -> bool {
    reads_natively(name.text, from, words)
}

/// Whether the words are a native reading of the characters.
pub(super) fn reads_natively(characters: &str, from: &'static Language, words: &str) -> bool {
    Fit::new(Sounds::of(from), characters)
        .whole(&letters(words))
        .is_some_and(|heard| heard.way == Way::Native && heard.gain > READS)
}
