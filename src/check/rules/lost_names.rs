//! Countries, places and persons that the original names and the rendering has no trace of, by the tables: what `missing-name`
//! asks about wherever the original is written.

use std::cell::OnceCell;
use std::ops::RangeInclusive;

use super::country_mismatch::is_same;
use super::name_rendering::{Rendering, is_rendered};
use super::name_sides::{NameIn, names};
use super::place_mismatch;
use crate::check::BeadView;
use crate::lang::table::unicode_words;
use crate::mention::name::Parts;
use crate::mention::{CountryForm, Fact, Mention, country, place};
use crate::sound::{alike, letters};
use crate::text::{Side, Span};

/// A name of the original of which the rendering has no trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LostName {
    /// Its place in the document.
    pub(super) span: Span,
    /// Whether words of the rendering may stand for it: the city, he.
    pub(super) is_alluded_to: bool,
}

/// What a name of the tables names.
#[derive(Debug, Clone, Copy)]
enum Named {
    /// A country, by its name.
    Country,
    /// A city, region, river or sea.
    Place,
    /// A person.
    Person,
}

impl Named {
    /// The kind, in the table of names of a language, of the words that may stand for such a name.
    fn stand_ins(self) -> &'static str {
        match self {
            Self::Country => "for-country",
            Self::Place => "for-place",
            Self::Person => "for-person",
        }
    }
}

/// The names of the original that the tables know, in the order of their places, of which the rendering has neither a form nor
/// anything that has to do with them, nor a word that is spelt alike.
pub(super) fn lost_names(bead: &BeadView<'_>) -> Vec<LostName> {
    let into = bead.language(Side::Target);
    let kind = |mention: &Mention| match &mention.fact {
        Fact::Country(countries) if countries.form == CountryForm::Name && countries.readings.len() == 1 => Some(Named::Country),
        Fact::Place(key) if !place::is_continent(key) && place::is_listed(into, key) => Some(Named::Place),
        Fact::Person(name) if !name.known.is_empty() => Some(Named::Person),
        _ => None,
    };
    let has_stand_ins = |kind: &Named| !Parts::of(into).words(kind.stand_ins()).is_empty();
    let kind = |mention: &Mention| kind(mention).filter(has_stand_ins);
    let mut named = bead.mentions(Side::Source).filter_map(|mention| Some((mention, kind(mention)?))).peekable();
    if named.peek().is_none() || !country::is_listed(into) {
        return Vec::new();
    }
    let names = [Side::Source, Side::Target].map(|side| names(bead, side));
    let traces = Traces::of(bead, &names);
    let lost = named.filter(|(mention, _)| !traces.hold(mention));
    lost.map(|(mention, kind)| LostName { span: mention.span, is_alluded_to: traces.may_stand_for(kind) }).collect()
}

/// The rendering of a bead, in which traces of names are looked for.
struct Traces<'a> {
    bead: BeadView<'a>,
    /// The names of the original and of the rendering.
    names: &'a [Vec<NameIn<'a>>; 2],
    /// The rendering as persons are looked for in it, read when the first is.
    rendering: OnceCell<Rendering<'a>>,
    /// Its words in letters.
    words: Vec<String>,
    /// Those that a full stop cuts short: La.
    short: Vec<String>,
    /// Whether it has an acronym that the original lacks, which may be short for anything.
    has_acronym: bool,
}

/// Two words this much alike may be of one name: Crimea, Crimean.
const ALIKE: f32 = 0.72;
/// Words that begin with so many of the same letters may be of one name: Europe, Eurasian.
const STEM: usize = 4;
/// The fewest letters of a word that names by itself.
const WORD: usize = 3;
/// How many letters an abbreviation has.
const SHORT: RangeInclusive<usize> = 2..=4;

impl<'a> Traces<'a> {
    fn of(bead: &BeadView<'a>, names: &'a [Vec<NameIn<'a>>; 2]) -> Self {
        let (original, rendering) = (bead.words(Side::Source), bead.words(Side::Target));
        let words = || rendering.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|word| !word.is_empty());
        let short = words().filter_map(|word| word.strip_suffix('.')).filter(|word| word.starts_with(char::is_uppercase));
        Self {
            bead: *bead,
            names,
            rendering: OnceCell::new(),
            words: words().flat_map(|word| word.split('.')).map(letters).filter(|word| word.len() >= WORD).collect(),
            short: short.map(letters).filter(|word| SHORT.contains(&word.len())).collect(),
            has_acronym: words().map(|word| word.replace('.', "")).any(|word| is_acronym(&word) && !original.contains(&word)),
        }
    }

    /// Whether the rendering has something to do with what a mention of the original names.
    fn hold(&self, mention: &Mention) -> bool {
        let text = mention.span.of(self.bead.pair.source.document.text());
        self.has_acronym
            || self.spell(text)
            || self.hold_words_beside(mention.span)
            || match &mention.fact {
                Fact::Country(countries) => countries.readings.iter().all(|code| self.hold_country(code)),
                Fact::Place(key) => self.hold_place(mention, key, text),
                _ => self.hold_person(mention.span),
            }
    }

    /// Whether the rendering has a word that may stand for a name of that kind.
    fn may_stand_for(&self, kind: Named) -> bool {
        let (parts, rendering) = (Parts::of(self.bead.language(Side::Target)), self.bead.words(Side::Target));
        let is_stand_in = |span: Span| parts.is(kind.stand_ins(), &span.of(rendering).to_lowercase());
        unicode_words(rendering).into_iter().any(is_stand_in)
    }

    fn hold_country(&self, code: &str) -> bool {
        let into = self.bead.language(Side::Target);
        let is_of_it = |codes: &[&str]| codes.iter().any(|other| is_same(code, other));
        let mut mentions = self.bead.mentions(Side::Target);
        mentions.any(|mention| match &mention.fact {
            Fact::Country(countries) => is_of_it(&countries.readings),
            Fact::Place(key) => is_of_it(place::countries(key)),
            _ => false,
        }) || [country::name(into, code), country::nationality(into, code)].into_iter().flatten().any(|form| self.spell(form))
    }

    fn hold_place(&self, mention: &Mention, key: &str, text: &str) -> bool {
        let [from, into] = [Side::Source, Side::Target].map(|side| self.bead.language(side));
        let is_it = |other: &Mention| match &other.fact {
            Fact::Place(other_key) => {
                place_mismatch::is_same(&(mention, key), &(other, other_key)) || place::is_called(from, other_key, text)
            }
            _ => false,
        };
        let [here, across] = [Side::Source, Side::Target].map(|side| place_mismatch::countries_named(&self.bead, side, key));
        across > here
            || self.bead.mentions(Side::Target).any(is_it)
            || place::stands_within(into, key, self.bead.words(Side::Target))
            || place::name(into, key).is_some_and(|form| self.spell(&form))
    }

    fn hold_person(&self, span: Span) -> bool {
        let [sources, targets] = self.names;
        let rendering = self.rendering.get_or_init(|| Rendering::new(&self.bead, targets));
        let name = sources.iter().find(|name| name.span == span);
        name.is_none_or(|name| is_rendered(name, self.bead.language(Side::Source), rendering))
    }

    /// Whether a word of the rendering is spelt like one of the name, or short for it.
    fn spell(&self, name: &str) -> bool {
        let parts: Vec<String> = name.split([' ', '-', '\u{a0}']).map(letters).filter(|part| part.len() >= WORD).collect();
        let is_like =
            |part: &str, word: &str| alike(part, word) >= ALIKE || part.len() >= STEM && part.get(..STEM) == word.get(..STEM);
        parts.iter().any(|part| {
            self.words.iter().any(|word| is_like(part, word)) || self.short.iter().any(|word| is_short_for(word, part))
        })
    }

    /// Whether the name stands within a longer one of which the rendering spells another word: New York Times, The Times.
    fn hold_words_beside(&self, span: Span) -> bool {
        if !self.bead.language(Side::Source).traits.letter_case {
            return false;
        }
        let text = self.bead.pair.source.document.text();
        let before = text.get(self.bead.span(Side::Source).start as usize..span.start as usize).unwrap_or_default();
        let behind = text.get(span.end as usize..self.bead.span(Side::Source).end as usize).unwrap_or_default();
        let before = before.strip_suffix(' ').and_then(|before| before.rsplit(' ').next());
        let behind = behind.strip_prefix(' ').and_then(|behind| behind.split(' ').next());
        let named = [before, behind].into_iter().flatten().filter(|word| word.starts_with(char::is_uppercase));
        named.map(letters).any(|word| word.len() >= WORD && self.words.contains(&word))
    }
}

/// Whether the letters of an abbreviation stand in the word in their order, the first at its beginning: La., Louisiana.
fn is_short_for(abbreviation: &str, word: &str) -> bool {
    let mut rest = word.chars();
    abbreviation.chars().next() == word.chars().next() && abbreviation.chars().all(|letter| rest.any(|other| other == letter))
}

/// Whether a word is of capital letters only.
fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}
