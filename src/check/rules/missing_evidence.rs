//! What tells a name of the original that is missing from one that the rendering gives in other words.

use super::capital_phrases::windows;
use super::holes::widest_hole;
use super::missing_name::Candidate;
use super::name_sides::sounds_across;
use crate::check::meaning::{Nearness, Omission, Text, Texts};
use crate::encode::{Encoder, Hole};
use crate::lang::table::unicode_words;
use crate::lang::{Frequencies, Language};
use crate::text::Side;

/// The name, and what may stand for it in the rendering.
pub(super) struct Compared {
    omission: Omission,
    name: Text,
    windows: Vec<Text>,
}

/// More words of the rendering than this make no difference.
const MOST_WORDS: usize = 40;

impl Compared {
    /// Adds what is to be compared to `texts`.
    pub(super) fn new(candidate: &Candidate<'_>, texts: &mut Texts) -> Self {
        let bead = &candidate.bead;
        let [from, into] = [Side::Source, Side::Target].map(|side| bead.language(side));
        let rendering = bead.words(Side::Target);
        Self {
            omission: candidate.omission(texts),
            name: texts.add(candidate.text, from),
            windows: windows(bead, Side::Target).into_iter().map(|span| texts.add(span.of(rendering), into)).collect(),
        }
    }

    /// What the encoder says of the name.
    pub(super) fn meaning(&self, nearness: &Nearness) -> Meaning {
        Meaning {
            nearer: self.omission.nearer(nearness),
            alike: self.windows.iter().map(|window| nearness.of(*window, self.name)).fold(-1.0, f32::max),
        }
    }
}

/// What the encoder says of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    /// By how much the original is nearer to the rendering without the name.
    nearer: f32,
    /// How near the name is to the nearest words of the rendering.
    alike: f32,
}

impl Meaning {
    /// What it says on an average of those that are missing and those that are not, for languages that it does not know.
    pub(super) const UNKNOWN: Self = Self { nearer: 0.03, alike: 0.4 };
}

/// Holes that are likelier tell no more, and those that are less likely no less, for many a name is gone without a trace in the
/// grammar. Where no network looks for holes, there is none.
const WIDE: f32 = 1.0;
/// A hole this likely is where the name stood, as a logarithm of the odds.
const SHOWN: f32 = 0.0;

/// What tells that a name is missing.
#[derive(Debug)]
pub(super) struct Evidence {
    meaning: Meaning,
    /// Where the rendering lacks words most likely, if that can be told.
    hole: Option<Hole>,
    /// Whether words of the rendering may stand for a name of the tables: the city, he.
    is_alluded_to: bool,
    /// Whether no table knows the name.
    is_phrase: bool,
    /// Of a phrase, how many words it has, up to three.
    words: f32,
    /// Whether none of its words is an ordinary one; of a single word in a language that gives all nouns a capital nobody knows.
    rare: bool,
    /// Of a phrase, whether the original begins with it.
    first: bool,
    /// Whether the writing of the original has capitals.
    capitals: bool,
    /// Whether the rendering writes names in other letters, so that one that stands there may not be heard.
    respelt: bool,
    /// How many words the rendering has.
    length: f32,
}

impl Evidence {
    /// Weighs a name by what the encoder says of it, by its form, and by what the network for the language of the rendering says.
    pub(super) fn new(candidate: &Candidate<'_>, meaning: Meaning, network: Option<&Encoder>) -> Self {
        let bead = &candidate.bead;
        let (from, rendering) = (bead.language(Side::Source), bead.words(Side::Target));
        let small = |count: usize, most: usize| f32::from(u8::try_from(count.min(most)).unwrap_or(u8::MAX));
        let count = candidate.text.split_whitespace().count();
        let is_phrase = candidate.lost.is_none();
        let noun = from.traits.capital_nouns && count == 1;
        Self {
            meaning,
            hole: network.and_then(|network| widest_hole(bead, network)),
            is_alluded_to: candidate.lost.is_some_and(|lost| lost.is_alluded_to),
            is_phrase,
            words: small(count, 3),
            rare: !noun && is_rare(from, candidate.text),
            first: candidate.span.start == bead.span(Side::Source).start,
            capitals: from.traits.letter_case,
            respelt: sounds_across(bead).is_some(),
            length: small(unicode_words(rendering).len(), MOST_WORDS),
        }
    }

    /// The logarithm of the odds that the name is missing, in texts half of which lack one; by logistic regression on 4,400
    /// renderings of news (NTREX-128, into English from seven languages) of which a name was deleted, against 16,000 as they were;
    /// the weight of names in other letters by hand, which none of these has.
    pub(super) fn odds(&self) -> f32 {
        let flag = |flag: bool| if flag { 1.0 } else { 0.0 };
        let by_form = -2.9 + 1.51 * flag(self.rare) + 1.29 * self.words - 2.38 * flag(self.first);
        let hole = self.hole.map_or(-WIDE, |hole| hole.odds.clamp(-WIDE, WIDE));
        4.08 + (2.48 + 0.93 * self.length) * self.meaning.nearer - 4.45 * self.meaning.alike + 1.33 * hole
            - 1.36 * flag(self.is_alluded_to)
            + flag(self.capitals)
            - 0.8 * flag(self.respelt)
            + flag(self.is_phrase) * by_form
    }

    /// Where the name stood, if that shows.
    pub(super) fn place(&self) -> Option<Hole> {
        self.hole.filter(|hole| hole.odds > SHOWN)
    }
}

/// Words of so few letters are never rare.
const SHORT: usize = 2;

/// Whether none of the words of a name is an ordinary one of the language, as far as that is known.
fn is_rare(language: &'static Language, name: &str) -> bool {
    let Some(frequencies) = Frequencies::of(language) else { return false };
    let mut words = name.split([' ', '-', '\u{a0}']).filter(|word| word.chars().count() > SHORT);
    words.all(|word| frequencies.frequency(&word.to_lowercase()).is_none())
}
