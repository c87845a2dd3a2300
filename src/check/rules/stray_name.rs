//! A name in the rendering that does not belong to what the original says.

use std::collections::HashSet;

use super::capital_phrases::{Phrase, phrases, windows};
use super::name_mismatch::place_across;
use super::name_sides::{NameIn, Original, is_answered, is_word_of, name_words, names};
use crate::check::meaning::{Nearness, Omission, STRETCH, Text, Texts};
use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::Language;
use crate::mention::{CountryForm, Fact, Origin};
use crate::sound::{alike, letters};
use crate::text::{Side, Span};

/// A name in the rendering that does not belong to what the original says.
pub(super) static RULE: Rule = Rule {
    name: "stray-name",
    summary: "a name in the rendering does not belong to what the original says",
    level: Level::Warning,
    page: include_str!("stray_name.md"),
    check: Check::Pair(check),
};

/// Longer sides are passed over: one name changes little of what they mean.
const LONGEST: usize = 3000;
/// How many beads around this one may have named whom the rendering names here.
const NEAR: isize = 6;
/// By how much the rendering must be nearer to the original without the name.
const NEARER: f32 = 0.005;
/// A name that stands so often in the rendering is what the text is about.
const OFTEN: usize = 3;
/// With so many names of the original, or phrases that may be names, a name of the rendering is compared.
const MOST: usize = 80;

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let encoder = findings.encoder();
    if encoder.is_none() && (findings.is_fast() || !may_be_told_by_form(pair)) {
        return;
    }
    let mut all_words = None;
    let beads: Vec<BeadView<'_>> = pair.beads().filter(|bead| bead.is_paired() && is_looked_at(bead)).collect();
    for stretch in beads.chunks(STRETCH) {
        let mut open: Vec<Candidate<'_>> = stretch.iter().flat_map(candidates).collect();
        open.retain(|candidate| !findings.so_far().iter().any(|finding| finding.target.span.overlaps(candidate.phrase.span)));
        if open.is_empty() {
            continue;
        }
        let words = all_words.get_or_insert_with(|| words_of(pair.source.document.text()));
        open.retain(|candidate| {
            let name = candidate.phrase.text;
            !name_words(name).map(letters).any(|word| words.contains(&word))
                && pair.target.document.text().matches(name).nth(OFTEN - 1).is_none()
        });
        let Some(encoder) = encoder else {
            open.iter().filter(|candidate| is_stray_by_form(candidate)).for_each(|candidate| told_by_form(candidate, findings));
            continue;
        };
        open.retain(|candidate| candidate.bead.language(Side::Source).traits.letter_case || candidate.heard < PERHAPS_HEARD);
        Omission::retain(&mut open, NEARER, Candidate::omission, encoder);
        let mut texts = Texts::default();
        let compared: Vec<Compared> = open.iter().map(|candidate| Compared::new(candidate, &mut texts)).collect();
        let nearness = texts.read(encoder);
        for (candidate, compared) in open.iter().zip(&compared) {
            report(candidate, compared, &nearness, findings);
        }
    }
}

/// Where the encoder does not know the languages: a name that no stretch of the original sounds like at this gain, in nats a
/// letter, is none of its names. Names that belong lie above in nine of ten sentences, others below in two of three.
const FOREIGN_SOUND: f32 = 0.9;
/// One that is spelt no more like any word of the original is none of its names: forms of one name are alike by .8 and more.
const FOREIGN_SPELLING: f32 = 0.72;

/// Whether a writing without an alphabet shared by the two, or one that spells sounds, tells by itself which name is whose.
fn may_be_told_by_form(pair: &PairView<'_>) -> bool {
    let [from, into] = [pair.source, pair.target].map(|text| text.document.language());
    from != into && from.traits.word_spaces && into.traits.letter_case
}

/// Whether no name of the original is spelt or sounds like the name.
fn is_stray_by_form(candidate: &Candidate<'_>) -> bool {
    let bead = &candidate.bead;
    let (from, into) = (bead.language(Side::Source), bead.language(Side::Target));
    if candidate.phrase.is_of_common_words(into) || candidate.phrase.first && !candidate.phrase.text.contains(' ') {
        return false;
    }
    if candidate.is_heard {
        return candidate.heard < FOREIGN_SOUND;
    }
    // A name that the two languages spell in different ways is in the tables, or it leaves a name of the original over.
    let words: Vec<String> = name_words(bead.words(Side::Source)).map(letters).collect();
    let is_alike = |part: &str| words.iter().any(|word| alike(word, &letters(part)) >= FOREIGN_SPELLING);
    from.traits.letter_case && !candidate.originals.is_empty() && !name_words(candidate.phrase.text).any(is_alike)
}

fn told_by_form(candidate: &Candidate<'_>, findings: &mut Findings<'_>) {
    if !is_named_near(candidate) {
        let place = place_across(&candidate.bead, candidate.phrase.span);
        let message = format!("nothing in the original answers to “{}”", candidate.phrase.text);
        findings.add(candidate.bead.index, Level::Warning, 0.65, message, place, candidate.phrase.span);
    }
}

/// Whether the bead is a sentence of ordinary length, not a title in which all words have capitals.
fn is_looked_at(bead: &BeadView<'_>) -> bool {
    let words: Vec<&str> =
        bead.words(Side::Target).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let capitals = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    bead.words(Side::Source).len().max(bead.words(Side::Target).len()) <= LONGEST
        && words.len() > 3
        && 5 * capitals <= 3 * words.len()
}

/// The words in Latin letters of a text.
fn words_of(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|word| word.len() > 3).collect()
}

/// A name of the rendering that no word of the original answers to.
struct Candidate<'a> {
    bead: BeadView<'a>,
    phrase: Phrase<'a>,
    /// How well some stretch of the original sounds like it, in nats a letter.
    heard: f32,
    /// Whether the writing of the original tells sounds.
    is_heard: bool,
    /// Whether the tables, or its form, tell that it is a name.
    named: bool,
    /// What it may stand for in the original.
    originals: Vec<Span>,
}

/// A name that is heard no better than this is not heard at all.
const UNHEARD: f32 = -1.0;
/// One that is heard better stands there.
const HEARD: f32 = 2.5;
/// In a writing without capitals, which does not tell where names stand, one that is heard so well may stand there.
const PERHAPS_HEARD: f32 = 0.7;

impl Candidate<'_> {
    fn omission(&self, texts: &mut Texts) -> Omission {
        Omission::new(&self.bead, Side::Target, self.phrase.span, texts)
    }
}

fn candidates<'a>(bead: &BeadView<'a>) -> Vec<Candidate<'a>> {
    let found: Vec<Phrase<'a>> = phrases(bead, Side::Target);
    if found.is_empty() {
        return Vec::new();
    }
    let answers = Answers::new(bead, bead);
    let open: Vec<Phrase<'a>> = found.into_iter().filter(|phrase| answers.are_wanted(phrase) && !answers.hold(phrase)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let originals = originals(bead, &answers.targets);
    if originals.is_empty() {
        return Vec::new();
    }
    let candidate = |phrase: Phrase<'a>| {
        let parts = name_words(phrase.text).filter(|word| word.len() > 3);
        let heard =
            std::iter::once(phrase.text).chain(parts).filter_map(|words| answers.original.hear(words)).map(|heard| heard.gain);
        Candidate {
            bead: *bead,
            phrase,
            heard: heard.fold(UNHEARD, f32::max).min(HEARD),
            is_heard: answers.original.is_heard(),
            named: bead.mentions(Side::Target).any(|mention| mention.span.overlaps(phrase.span) && mention.fact.is_name()),
            originals: originals.clone(),
        }
    };
    open.into_iter().map(candidate).collect()
}

/// What in the original of a bead may answer to a name of a rendering.
struct Answers<'a> {
    original: Original,
    sources: Vec<NameIn<'a>>,
    targets: Vec<NameIn<'a>>,
    facts: Vec<&'a Fact>,
    rendering: BeadView<'a>,
}

impl<'a> Answers<'a> {
    fn new(original: &BeadView<'a>, rendering: &BeadView<'a>) -> Self {
        Self {
            original: Original::new(original, Side::Source),
            sources: names(original, Side::Source),
            targets: names(rendering, Side::Target),
            facts: original.mentions(Side::Source).map(|mention| &mention.fact).collect(),
            rendering: *rendering,
        }
    }

    /// Whether the phrase should have an answer: an ordinary word at the beginning of a sentence has none, nor has a name that
    /// stands for a pronoun, and the words of a title are rendered by their meaning.
    fn are_wanted(&self, phrase: &Phrase<'_>) -> bool {
        let into = self.rendering.language(Side::Target);
        let ours = || self.rendering.mentions(Side::Target).filter(|mention| mention.span.overlaps(phrase.span));
        let one_word = !phrase.text.contains(' ');
        let in_tables = ours().any(|mention| match &mention.fact {
            Fact::Country(_) | Fact::Place(_) => true,
            Fact::Person(name) | Fact::Organisation(name) => !name.known.is_empty(),
            _ => false,
        });
        let of_people = |fact: &Fact| matches!(fact, Fact::Country(country) if country.form == CountryForm::Nationality);
        !(phrase.first && one_word && !in_tables
            || one_word && ours().any(|mention| of_people(&mention.fact))
            || one_word && !in_tables && self.original.refers("pronoun")
            || !self.rendering.language(Side::Source).traits.letter_case && phrase.is_of_common_words(into) && !in_tables)
    }

    /// Whether words of the original are the name by their spelling, by the tables or by the lexicon.
    fn hold(&self, phrase: &Phrase<'_>) -> bool {
        let into = self.rendering.language(Side::Target);
        let known = |name: &NameIn<'_>| {
            name.kind.is_some_and(|kind| {
                name.known.iter().any(|key| {
                    self.original.holds_form(kind, key) || self.sources.iter().any(|source| source.known.contains(key))
                })
            })
        };
        self.spell(phrase.text, into)
            || self.targets.iter().any(|name| name.span.overlaps(phrase.span) && known(name))
            || self
                .rendering
                .mentions(Side::Target)
                .filter(|mention| mention.span.overlaps(phrase.span))
                .any(|ours| self.facts.iter().any(|theirs| theirs.names_same(&ours.fact)))
    }

    fn spell(&self, name: &str, into: &'static Language) -> bool {
        let (mut answered, mut all) = (0, 0);
        for word in name_words(name) {
            let weight = letters(word).len();
            all += weight;
            let in_form = self.sources.iter().any(|source| is_word_of(source, word, into));
            if in_form || self.original.spells(word) || self.original.means(word, into) {
                answered += weight;
            }
        }
        2 * answered >= all && answered > 0
    }

    /// Whether words of the original are the name by any of these or by their sound.
    fn may_hold(&self, phrase: &Phrase<'_>) -> bool {
        let into = self.rendering.language(Side::Target);
        let name = NameIn { span: phrase.span, text: phrase.text, kind: None, known: &[], origin: Origin::Unknown };
        self.hold(phrase) || is_answered(&self.original, &self.sources, &name, into)
    }
}

/// What names may stand in the original, in bytes of the bead's words: phrases with capitals that the rendering does not
/// spell; in a writing without capitals, all runs of a few words.
fn originals(bead: &BeadView<'_>, targets: &[NameIn<'_>]) -> Vec<Span> {
    let language = bead.language(Side::Source);
    let text = bead.words(Side::Source);
    let start = bead.span(Side::Source).start;
    let mut spans: Vec<Span> = if language.traits.letter_case {
        let rendering = Original::new(bead, Side::Target);
        let is_rendered = |phrase: &Phrase<'_>| {
            let name = NameIn { span: phrase.span, text: phrase.text, kind: None, known: &[], origin: Origin::Unknown };
            is_answered(&rendering, targets, &name, language)
        };
        let phrases = phrases(bead, Side::Source).into_iter().filter(|phrase| !is_rendered(phrase));
        phrases.map(|phrase| Span { start: phrase.span.start - start, end: phrase.span.end - start }).collect()
    } else {
        windows(bead, Side::Source).into_iter().filter(|span| !span.of(text).contains(' ')).collect()
    };
    spans.truncate(MOST);
    spans
}

/// The bead with and without what the name may stand for in the original.
struct Compared {
    omission: Omission,
    name: Text,
    /// Each phrase of the original, and the original without it.
    originals: Vec<(Span, Text, Text)>,
}

impl Compared {
    fn new(candidate: &Candidate<'_>, texts: &mut Texts) -> Self {
        let bead = &candidate.bead;
        let [from, into] = [Side::Source, Side::Target].map(|side| bead.language(side));
        let text = bead.words(Side::Source);
        let originals = candidate.originals.iter();
        Self {
            omission: candidate.omission(texts),
            name: texts.add(candidate.phrase.text, into),
            originals: originals
                .map(|&span| (span, texts.add(span.of(text), from), texts.add_without(text, span, from)))
                .collect(),
        }
    }
}

/// What tells a stray name from one that belongs, by logistic regression on 2,000 renderings of news (NTREX-128, into English
/// from seven languages) in which a name was exchanged for one of another sentence, against those as they were.
#[derive(Debug)]
struct Evidence {
    /// By how much the rendering is nearer to the original without the name.
    nearer: f32,
    /// By how much nearer the two are if the original loses a phrase too: the one that gives the most.
    both: f32,
    /// How near the name alone is to the nearest phrase of the original alone.
    alike: f32,
    /// How near it is to the original as a whole.
    in_all: f32,
    heard: f32,
    words: f32,
    named: bool,
    capitals: bool,
}

impl Evidence {
    /// The logarithm of the odds, in a text half of whose names are wrong.
    fn odds(&self) -> f32 {
        let flag = |flag: bool| if flag { 1.0 } else { 0.0 };
        3.53 + 8.74 * self.nearer + 5.25 * self.both - 8.01 * self.alike - 16.11 * self.in_all - 1.43 * self.heard
            + 1.22 * self.words
            + 0.53 * flag(self.named)
            - 0.58 * flag(self.capitals)
    }
}

/// How large the odds must be: some one in 1,000 correct renderings holds a name above.
const ODDS: f32 = 3.0;
/// Odds at which a name is nearly never right.
const SURE: f32 = 4.0;

fn report(candidate: &Candidate<'_>, compared: &Compared, nearness: &Nearness, findings: &mut Findings<'_>) {
    let bead = &candidate.bead;
    let omission = &compared.omission;
    let nearer = omission.nearer(nearness);
    let whole = nearness.of(omission.across, omission.whole);
    let joint = |(_, _, without): &(Span, Text, Text)| nearness.of(*without, omission.without) - whole;
    let Some(meant) = compared.originals.iter().max_by(|one, other| joint(one).total_cmp(&joint(other))) else { return };
    let alike = compared.originals.iter().map(|(_, alone, _)| nearness.of(*alone, compared.name)).fold(-1.0, f32::max);
    let capitals = bead.language(Side::Source).traits.letter_case;
    let odds = Evidence {
        nearer,
        both: joint(meant) - nearer,
        alike,
        in_all: nearness.of(omission.across, compared.name),
        heard: candidate.heard,
        words: f32::from(u8::try_from(candidate.phrase.text.split(' ').count().min(3)).unwrap_or(3)),
        named: candidate.named,
        capitals,
    }
    .odds();
    if odds < ODDS {
        return;
    }
    if is_named_near(candidate) {
        return;
    }
    let name = candidate.phrase.text;
    let (source, message) = if capitals {
        let original = meant.0.shifted(bead.span(Side::Source).start);
        (
            original,
            format!(
                "nothing in the original answers to “{name}”, nor in the rendering to “{}”",
                meant.0.of(bead.words(Side::Source))
            ),
        )
    } else {
        (place_across(bead, candidate.phrase.span), format!("nothing in the original answers to “{name}”"))
    };
    let confidence = if odds > SURE { 0.8 } else { 0.65 };
    findings.add(bead.index, Level::Warning, confidence, message, source, candidate.phrase.span);
}

/// Whether the beads around may have named whom the rendering names here.
fn is_named_near(candidate: &Candidate<'_>) -> bool {
    let bead = &candidate.bead;
    bead.neighbours(NEAR)
        .filter(|near| near.words(Side::Source).len() <= LONGEST)
        .any(|near| Answers::new(&near, bead).may_hold(&candidate.phrase))
}
