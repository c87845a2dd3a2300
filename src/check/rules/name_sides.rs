//! The names of a bead, and what on the other side answers to them: the ground of `name-mismatch`.

use crate::check::BeadView;
use crate::lang::table::unicode_words;
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
pub(super) const ALIKE: f32 = 0.86;
/// In a longer side only so many words are listened for.
const MOST_WORDS: usize = 300;
/// How likely a name must sound like another for the two to be left alone.
const PINCH: f32 = 0.2;
/// The gain of a native reading that is spelt out.
pub(super) const READS: f32 = 1.8;
/// The longest word that is looked up in a lexicon, in characters.
const LONGEST_WORD: usize = 6;
/// The fewest letters of a word that may name by itself.
pub(super) const WORD: usize = 2;
/// So many words in a row may be written as one.
pub(super) const RUN: usize = 3;

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

/// A word as it is compared: its Latin letters, or the word itself where it has none.
pub(super) fn spelling(word: &str) -> String {
    let latin = letters(word);
    if latin.is_empty() { word.to_lowercase() } else { latin }
}

/// How much of a name a word is: its letters, or its characters where none is Latin.
pub(super) fn weight(word: &str) -> usize {
    match letters(word).len() {
        0 => word.chars().count(),
        count => count,
    }
}

/// What the characters of the rendering sound like, where they render an original whose own writing tells no sounds, as Latin
/// letters do not.
pub(super) fn sounds_across(bead: &BeadView<'_>) -> Option<&'static Sounds> {
    let [from, into] = [Side::Source, Side::Target].map(|side| Sounds::of(bead.language(side)));
    (from.ways().is_empty() && !into.ways().is_empty()).then_some(into)
}

/// One text as the other side's names are looked for in it.
pub(super) struct Original {
    language: &'static Language,
    /// What the characters of the rendering sound like, where the text is an original in Latin letters.
    across: Option<&'static Sounds>,
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
        let across = (side == Side::Source).then(|| sounds_across(bead)).flatten();
        let latin = text
            .split(|c: char| !(c.is_alphanumeric() && (c as u32) < 0x370 || matches!(c, '\'' | '’' | '-' | '.')))
            .map(letters)
            .filter(|word| word.len() >= WORD)
            .collect();
        Self { language, across, fit: Fit::new(Sounds::of(language), &text), text: text.to_lowercase(), latin }
    }

    /// Whether the text is in a script that its language's tables give the sounds of.
    pub(super) fn is_heard(&self) -> bool {
        !Sounds::of(self.language).ways().is_empty()
    }

    /// Whether the other side writes in letters whose sounds are known, and this one in Latin letters.
    pub(super) fn is_in_other_letters(&self) -> bool {
        self.across.is_some()
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

    /// Whether the text, in Latin letters, has a word of a person's name that the other side writes in characters.
    fn holds_part(&self, key: &str) -> bool {
        let is_told = |place: usize, word: &str| place == 0 || word.len() >= SHORT;
        let mut forms = forms_of(self.language, Kind::Person, key).iter();
        self.across.is_some()
            && forms.any(|form| {
                name_words(form).enumerate().any(|(place, word)| is_told(place, word) && self.latin.contains(&letters(word)))
            })
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
        if let Some(across) = self.across.filter(|across| word.chars().any(|character| across.reads(character))) {
            return self.is_written(&Fit::new(across, word));
        }
        heard_in(&self.fit, word).is_some()
    }

    /// Whether characters of the other side are the sound of up to three words of the text in a row.
    fn is_written(&self, characters: &Fit) -> bool {
        (1..=RUN).any(|count| {
            self.latin.windows(count).any(|words| {
                let name = words.concat();
                name.len() >= WORD && characters.whole(&name).is_some_and(|heard| heard.probability >= HEARD)
            })
        })
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
    if name.kind == Some(Kind::Person) && name.known.iter().any(|key| original.holds_part(key)) {
        return true;
    }
    // Names written in characters are told by their characters: other namesakes would sound alike.
    let own_script = name.known.iter().any(|key| home(original.language, key).is_some_and(|home| home != "foreign"));
    let mut answered = 0;
    let mut all = 0;
    for word in name_words(name.text) {
        let weight = weight(word);
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

/// Whether a name of the original, in Latin letters, is heard in characters of the rendering that take in some at `span`:
/// what stands there is no more than a part of its sound.
pub(super) fn is_part_of_sound(bead: &BeadView<'_>, span: Span) -> bool {
    let Some(sounds) = sounds_across(bead) else { return false };
    let view = bead.language(Side::Target).view(bead.words(Side::Target));
    let fit = Fit::new(sounds, view.text());
    let span = span.since(bead.span(Side::Target).start);
    let source = bead.words(Side::Source);
    let names = unicode_words(source).into_iter().map(|word| word.of(source)).filter(|word| word.starts_with(char::is_uppercase));
    names.take(MOST_WORDS).any(|word| heard_in(&fit, word).is_some_and(|heard| view.original(heard.span).overlaps(span)))
}

/// Where the word is heard for sure.
pub(super) fn heard_in(fit: &Fit, word: &str) -> Option<Heard> {
    let word = letters(word);
    fit.anywhere(&word).filter(|heard| if word.len() <= SHORT { heard.gain >= EXACT } else { heard.probability >= HEARD })
}

/// Whether the word is one of a form that the rendering's language has for the name.
pub(super) fn is_word_of(source: &NameIn<'_>, word: &str, into: &'static Language) -> bool {
    let Some(kind) = source.kind else { return false };
    let word = spelling(word);
    source.known.iter().flat_map(|key| forms_of(into, kind, key)).any(|form| {
        spelling(form) == word || name_words(form).any(|part| spelling(part) == word || crate::sound::alike(part, &word) >= ALIKE)
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
