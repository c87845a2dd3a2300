//! A name of the original that the rendering lacks.

use super::capital_phrases::{is_of_nouns, phrases};
use super::holes::beside;
use super::lost_names::{LostName, lost_names};
use super::missing_evidence::{Compared, Evidence, Meaning};
use super::name_rendering::{Rendering, is_rendered};
use super::name_sides::{NameIn, Original, is_answered, names};
use crate::check::meaning::{Omission, STRETCH, Texts};
use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::Frequencies;
use crate::lang::table::unicode_words;
use crate::mention::Origin;
use crate::sound::{alike, letters};
use crate::text::{Side, Span};

/// A name of the original that the rendering lacks.
pub(super) static RULE: Rule = Rule {
    name: "missing-name",
    summary: "a name of the original has no counterpart in the rendering",
    level: Level::Warning,
    page: include_str!("missing_name.md"),
    check: Check::Pair(check),
};

/// Longer sides are passed over: one name changes little of what they mean.
const LONGEST: usize = 3000;
/// How many beads around this one may render the name instead.
const NEAR: isize = 6;
/// The first character behind the letters of Latin.
const BEYOND_LATIN: u32 = 0x370;

/// Without a name that is rendered, the original is farther from the rendering by more than this.
const LEAST: f32 = -0.05;
/// How large the odds must be: some 1 in 1,000 correct renderings holds a name above.
const ODDS: f32 = 3.15;

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let encoder = findings.encoder();
    if encoder.is_none() && findings.is_fast() {
        return;
    }
    let beads: Vec<BeadView<'_>> = pair.beads().filter(|bead| bead.is_paired() && is_looked_at(bead)).collect();
    for stretch in beads.chunks(STRETCH) {
        let mut open: Vec<Candidate<'_>> = stretch.iter().flat_map(candidates).collect();
        open.retain(|candidate| !findings.so_far().iter().any(|finding| finding.source.span.overlaps(candidate.span)));
        let Some(encoder) = encoder else {
            open.iter().for_each(|candidate| weigh(candidate, Meaning::UNKNOWN, findings));
            continue;
        };
        // What changes the meaning for the worse when it is taken from the original stands in the rendering somehow.
        Omission::retain(&mut open, LEAST, Candidate::omission, encoder);
        let mut texts = Texts::default();
        let compared: Vec<Compared> = open.iter().map(|candidate| Compared::new(candidate, &mut texts)).collect();
        let nearness = texts.read(encoder);
        for (candidate, compared) in open.iter().zip(&compared) {
            weigh(candidate, compared.meaning(&nearness), findings);
        }
    }
}

fn weigh(candidate: &Candidate<'_>, meaning: Meaning, findings: &mut Findings<'_>) {
    let evidence = Evidence::new(candidate, meaning, findings.network());
    if evidence.odds() >= ODDS && !is_rendered_near(candidate) {
        report(candidate, &evidence, findings);
    }
}

fn is_looked_at(bead: &BeadView<'_>) -> bool {
    bead.words(Side::Source).len().max(bead.words(Side::Target).len()) <= LONGEST
        && unicode_words(bead.words(Side::Target)).len() > 3
}

/// A name of the original that no word of the rendering answers to.
pub(super) struct Candidate<'a> {
    pub(super) bead: BeadView<'a>,
    /// Its place in the document.
    pub(super) span: Span,
    /// Its words.
    pub(super) text: &'a str,
    /// What is known of it, where the tables have it.
    pub(super) lost: Option<LostName>,
}

impl Candidate<'_> {
    pub(super) fn omission(&self, texts: &mut Texts) -> Omission {
        Omission::new(&self.bead, Side::Source, self.span, texts)
    }
}

/// The names of the original of a bead that the rendering seems to lack: those that the tables know, and those that capitals
/// tell; the tables of a writing without them hold what translators often leave out.
fn candidates<'a>(bead: &BeadView<'a>) -> Vec<Candidate<'a>> {
    let document = bead.pair.source.document.text();
    let candidate = |span: Span, lost| Candidate { bead: *bead, span, text: span.of(document), lost };
    let mut found: Vec<Candidate<'_>> = lost_names(bead).into_iter().map(|lost| candidate(lost.span, Some(lost))).collect();
    let known: Vec<Span> = found.iter().map(|candidate| candidate.span).collect();
    let phrases = unanswered_phrases(bead).into_iter().filter(|span| !known.iter().any(|known| known.overlaps(*span)));
    found.extend(phrases.map(|span| candidate(span, None)));
    found
}

/// The phrases of the original that name by their capitals and to which nothing in the rendering answers.
fn unanswered_phrases(bead: &BeadView<'_>) -> Vec<Span> {
    let (from, into) = (bead.language(Side::Source), bead.language(Side::Target));
    let document = bead.pair.source.document.text();
    let found = phrases(bead, Side::Source).into_iter();
    let mut spans: Vec<Span> =
        found.filter(|phrase| is_name(bead, phrase.span, phrase.first)).map(|phrase| phrase.span).collect();
    if spans.is_empty() {
        return spans;
    }
    let sources = names(bead, Side::Source);
    let targets = names(bead, Side::Target);
    let (original, rendering) = (Original::new(bead, Side::Target), Rendering::new(bead, &targets));
    spans.retain(|span| {
        let text = span.of(document);
        let name = NameIn { span: *span, text, kind: None, known: &[], origin: Origin::Unknown };
        let by_tables = sources.iter().find(|own| own.span.overlaps(*span)).is_some_and(|own| is_rendered(own, from, &rendering));
        !by_tables
            && !is_answered(&original, &targets, &name, from)
            && !holds_fact(bead, *span)
            && !is_written(text, bead.words(Side::Target))
            && text.to_lowercase() != into.name.to_lowercase()
    });
    spans
}

/// Two words this much alike may be one name in the spellings of two languages.
const ALIKE: f32 = 0.72;
/// The fewest letters of a part of a name that names by itself.
const PART: usize = 3;

/// Whether the rendering has a word that is spelt like a part of the name, or an acronym that begins as the name does.
fn is_written(name: &str, rendering: &str) -> bool {
    let parts: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|part| part.len() >= PART).collect();
    let initial = letters(name).chars().next();
    rendering.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).any(|word| {
        let acronym = word.chars().count() >= 2 && word.chars().all(|c| c.is_uppercase() || c == 's');
        let spelt = letters(word);
        acronym && parts.len() > 1 && spelt.chars().next() == initial
            || spelt.len() >= PART && parts.iter().any(|part| alike(part, &spelt) >= ALIKE)
    })
}

/// Whether the rendering holds what the tables know the words by.
fn holds_fact(bead: &BeadView<'_>, span: Span) -> bool {
    let own = || bead.mentions(Side::Source).filter(|mention| mention.span.overlaps(span));
    own().any(|own| bead.mentions(Side::Target).any(|other| own.fact.names_same(&other.fact)))
}

/// Whether words with capitals are a name, and no noun or beginning of a sentence that has its capital from a custom.
fn is_name(bead: &BeadView<'_>, span: Span, first: bool) -> bool {
    let text = span.of(bead.pair.source.document.text());
    let frequencies = Frequencies::of(bead.language(Side::Source));
    let is_known = |word: &str| frequencies.is_some_and(|frequencies| frequencies.frequency(&word.to_lowercase()).is_some());
    // Names in other letters are spelt anew: whether they are there their sound must tell.
    let in_latin = text.chars().all(|c| !c.is_alphabetic() || (c as u32) < BEYOND_LATIN);
    let is_opening = first && !text.contains(' ') && (frequencies.is_none() || text.split(['-', '\u{a0}']).any(is_known));
    if !in_latin || is_opening {
        return false;
    }
    !is_of_nouns(bead, Side::Source, span)
}

/// Whether the renderings of the beads around hold the name, as those of a sentence that was turned round with its neighbour.
fn is_rendered_near(candidate: &Candidate<'_>) -> bool {
    let from = candidate.bead.language(Side::Source);
    candidate.bead.neighbours(NEAR).filter(|near| near.words(Side::Target).len() <= LONGEST).any(|near| {
        let name = NameIn { span: candidate.span, text: candidate.text, kind: None, known: &[], origin: Origin::Unknown };
        is_answered(&Original::new(&near, Side::Target), &names(&near, Side::Target), &name, from)
    })
}

fn report(candidate: &Candidate<'_>, evidence: &Evidence, findings: &mut Findings<'_>) {
    let bead = &candidate.bead;
    let message = format!("nothing in the rendering answers to “{}”", candidate.text);
    let rendering = bead.span(Side::Target);
    let place = evidence.place().map(|hole| beside(bead.words(Side::Target), hole));
    let place = place.map_or(rendering, |place| place.shifted(rendering.start));
    findings.add(bead.index, Level::Warning, 0.7, message, candidate.span, place);
}
