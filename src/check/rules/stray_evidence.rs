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
            known: candidate.known,
            first: candidate.phrase.first,
            common: candidate.phrase.is_mostly_of_common_words(bead.language(Side::Target)),
            leaves_known_name: candidate.leaves_known_name,
            is_alluded_to: candidate.is_alluded_to,
            leaves_rare_name: candidate.leaves_rare_name(),
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
    /// Whether the tables know whose name it is.
    known: bool,
    /// Whether a sentence begins with it.
    first: bool,
    /// Whether most of its words are common ones, as those of a title.
    common: bool,
    /// Whether the original has a name of the tables of which the rendering has no trace.
    leaves_known_name: bool,
    /// Whether words of the rendering may stand for all such names.
    is_alluded_to: bool,
    /// Whether it has a name that the rendering lacks, with a word that is not ordinary.
    leaves_rare_name: bool,
    /// Whether the writing of the original has capitals.
    capitals: bool,
    /// By how much the rendering is nearer to the original with a phrase of it in the place of the name.
    exchanged: f32,
    /// By how much the original is nearer to the rendering without a phrase of it.
    lost: f32,
}

impl Evidence {
    /// The logarithm of the odds, in a text half of whose names are wrong; by logistic regression on 2,700 renderings of news
    /// (NTREX-128, into English from seven languages) in which a name was exchanged for one of another sentence, against
    /// 16,000 as they were. A lost name for which words of the rendering may stand counts half, by hand, and
    /// phrases of common words are weighed down, for original and rendering often name a thing, a club or a ship in ways that mean
    /// different things.
    pub(super) fn odds(&self) -> f32 {
        let flag = |flag: bool| if flag { 1.0 } else { 0.0 };
        let by_capitals = -1.2 + 8.21 * self.exchanged + 0.24 * self.heard;
        1.63 - 6.87 * self.alike - 12.67 * self.in_all - 1.55 * self.heard
            + 0.85 * self.words
            + 0.56 * flag(self.named)
            + 7.16 * self.exchanged
            + 7.51 * self.lost
            + flag(self.capitals) * by_capitals
            - 0.4 * flag(self.common)
            + 1.81 * flag(self.leaves_known_name)
            - 0.9 * flag(self.leaves_known_name && self.is_alluded_to)
            + 0.45 * flag(self.leaves_rare_name)
            - 0.35 * flag(self.known)
            - 1.08 * flag(self.first)
    }
}
