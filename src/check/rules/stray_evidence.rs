//! What tells a stray name from one that belongs.

use super::stray_candidates::Candidate;
use crate::check::meaning::{Nearness, Omission, Text, Texts};
use crate::text::{Side, Span};

/// The bead with and without what the name may stand for in the original.
pub(super) struct Compared {
    omission: Omission,
    name: Text,
    originals: Vec<Exchange>,
}

/// What the name may stand for.
struct Exchange {
    span: Span,
    /// Its words by themselves.
    alone: Text,
    /// The original without it.
    without: Text,
    /// The rendering with it in the place of the name.
    exchanged: Text,
}

impl Compared {
    /// Adds what is to be compared to `texts`.
    pub(super) fn new(candidate: &Candidate<'_>, texts: &mut Texts) -> Self {
        let bead = &candidate.bead;
        let [from, into] = [Side::Source, Side::Target].map(|side| bead.language(side));
        let [original, rendering] = [Side::Source, Side::Target].map(|side| bead.words(side));
        let name = candidate.phrase.span.since(bead.span(Side::Target).start).range();
        let before = rendering.get(..name.start).unwrap_or_default();
        let behind = rendering.get(name.end..).unwrap_or_default();
        let exchange = |span: Span, texts: &mut Texts| {
            let words = span.of(original);
            Exchange {
                span,
                alone: texts.add(words, from),
                without: texts.add_without(original, span, from),
                exchanged: texts.add(&format!("{before}{words}{behind}"), into),
            }
        };
        Self {
            omission: candidate.omission(texts),
            name: texts.add(candidate.phrase.text, into),
            originals: candidate.originals.iter().map(|span| exchange(*span, texts)).collect(),
        }
    }

    /// How much nearer the two sides come if both lose something: the rendering the name and the original what it may stand for.
    fn joint(&self, exchange: &Exchange, nearness: &Nearness) -> f32 {
        nearness.of(exchange.without, self.omission.without) - nearness.of(self.omission.across, self.omission.whole)
    }

    /// The words of the original that the name stands for most likely, in bytes of the bead's words.
    pub(super) fn meant(&self, nearness: &Nearness) -> Option<Span> {
        let joint = |exchange: &&Exchange| self.joint(exchange, nearness);
        let meant = self.originals.iter().max_by(|one, other| joint(one).total_cmp(&joint(other)));
        meant.map(|exchange| exchange.span)
    }

    /// Weighs the evidence for the candidate that was compared.
    pub(super) fn evidence(&self, candidate: &Candidate<'_>, nearness: &Nearness) -> Evidence {
        let (bead, name) = (&candidate.bead, candidate.phrase.text);
        let omission = &self.omission;
        let whole = nearness.of(omission.across, omission.whole);
        let most = |of: &dyn Fn(&Exchange) -> f32| self.originals.iter().map(of).fold(-1.0, f32::max);
        let exchanged = |exchange: &Exchange| nearness.of(omission.across, exchange.exchanged) - whole;
        Evidence {
            alike: most(&|exchange| nearness.of(exchange.alone, self.name)),
            in_all: nearness.of(omission.across, self.name),
            heard: candidate.heard,
            words: f32::from(u8::try_from(name.split(' ').count().min(3)).unwrap_or(3)),
            named: candidate.named,
            common: candidate.phrase.is_mostly_of_common_words(bead.language(Side::Target)),
            capitals: bead.language(Side::Source).traits.letter_case,
            exchanged: most(&exchanged),
            lost: most(&|exchange| nearness.of(exchange.without, omission.whole) - whole),
        }
    }
}

/// What tells a stray name from one that belongs.
#[derive(Debug)]
pub(super) struct Evidence {
    /// How near the name alone is to the nearest phrase of the original alone.
    alike: f32,
    /// How near it is to the original as a whole.
    in_all: f32,
    /// How well some stretch of the original sounds like it, in nats a letter.
    heard: f32,
    /// How many words it has, up to three.
    words: f32,
    /// Whether the tables, or its form, tell that it is a name.
    named: bool,
    /// Whether most of its words are common ones, as those of a title.
    common: bool,
    /// Whether the writing of the original has capitals.
    capitals: bool,
    /// By how much the rendering is nearer to the original with a phrase of it in the place of the name.
    exchanged: f32,
    /// By how much the original is nearer to the rendering without a phrase of it.
    lost: f32,
}

impl Evidence {
    /// The logarithm of the odds, in a text half of whose names are wrong; by logistic regression on 9,200 renderings of news
    /// (NTREX-128, into English from seven languages) in which a name was exchanged for one of another sentence, against
    /// 16,000 as they were. Phrases of common words are weighed down: original and rendering often name a thing, a club or a
    /// ship in ways that mean different things.
    pub(super) fn odds(&self) -> f32 {
        let flag = |flag: bool| if flag { 1.0 } else { 0.0 };
        let by_capitals = -1.74 + 7.67 * self.exchanged + 0.67 * self.heard;
        4.87 - 10.54 * self.alike - 15.55 * self.in_all - 2.08 * self.heard
            + 0.64 * self.words
            + 1.13 * flag(self.named)
            + 5.06 * self.exchanged
            + 7.41 * self.lost
            + flag(self.capitals) * by_capitals
            - 0.8 * flag(self.common)
    }
}
