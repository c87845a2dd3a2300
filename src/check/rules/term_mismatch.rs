//! Terms that are not rendered as the glossary has it.

use crate::check::terms::{Found, TermsOfPair};
use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::glossary::{Group, Role};
use crate::lang::{pairs, table};
use crate::text::{Side, Span};

/// Terms that are not rendered as the glossary has it.
pub(super) static RULE: Rule = Rule {
    name: "term-mismatch",
    summary: "a term of the glossary is rendered otherwise than the glossary has it",
    level: Level::Warning,
    page: include_str!("term_mismatch.md"),
    check: Check::Bead(check),
};

/// How many renderings a message names.
const NAMED: usize = 3;

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let Some(terms) = findings.terms() else { return };
    let sources = terms.sources(bead);
    let mut told: Vec<u32> = Vec::new();
    for found in &sources {
        // Where two entries have the same words, each may be meant.
        let meant: Vec<u32> = sources.iter().filter(|other| other.span == found.span).map(|other| other.group).collect();
        if meant.iter().any(|group| told.contains(group)) {
            continue;
        }
        told.extend(&meant);
        let group = terms.group(found.group);
        if group.accepted().next().is_none()
            || meant.iter().any(|&group| stands(&terms, bead, group) || is_forbidden_here(&terms, bead, group))
            || meant.iter().any(|&group| stands_beside(&terms, bead, group))
        {
            continue;
        }
        report(&terms, bead, found, group, &sources, findings);
    }
}

/// Whether the rendering has one of the accepted renderings.
fn stands(terms: &TermsOfPair, bead: &BeadView<'_>, group: u32) -> bool {
    terms.on(bead, Side::Target).any(|found| found.group == group && found.role == Role::Accepted)
}

/// Whether it has a forbidden one, which the rule of that name tells.
fn is_forbidden_here(terms: &TermsOfPair, bead: &BeadView<'_>, group: u32) -> bool {
    terms.on(bead, Side::Target).any(|found| found.group == group && found.role == Role::Forbidden && found.exact)
}

/// Whether a neighbour has the rendering without the term: the words may have moved over there.
fn stands_beside(terms: &TermsOfPair, bead: &BeadView<'_>, group: u32) -> bool {
    bead.neighbours(1).any(|near| stands(terms, &near, group) && !terms.on(&near, Side::Source).any(|found| found.group == group))
}

fn report(
    terms: &TermsOfPair,
    bead: &BeadView<'_>,
    found: &Found,
    group: &Group,
    sources: &[Found],
    findings: &mut Findings<'_>,
) {
    let mut accepted: Vec<&str> = Vec::new();
    for form in group.accepted().filter_map(|rendering| rendering.forms.first()) {
        if !accepted.contains(&form.as_str()) {
            accepted.push(form);
        }
    }
    let named: Vec<String> = accepted.iter().take(NAMED).map(|form| format!("“{form}”")).collect();
    let place = group.accepted().next().map(|rendering| terms.place(rendering.place)).unwrap_or_default();
    let text = bead.pair.target.document.text();
    let words = found.span.of(bead.pair.source.document.text());
    let mut message = format!("the glossary ({place}) renders {words} as {}", named.join(" or "));
    let wrong = of_another(terms, bead, sources).or_else(|| in_lexicon(bead, words));
    let target = wrong.unwrap_or_else(|| place_across(bead, found.span));
    match wrong {
        Some(wrong) => message.push_str(&format!(", the rendering has “{}”", wrong.of(text))),
        None => message.push_str(", which the rendering lacks"),
    }
    let confidence = if wrong.is_some() { 0.85 } else { 0.75 };
    let suggestion = accepted.first().map(|form| (*form).to_owned());
    findings.add(bead.index, Level::Warning, confidence, message, found.span, target).suggestion = suggestion;
}

/// The rendering of another term that the original does not have here, where there is but one.
fn of_another(terms: &TermsOfPair, bead: &BeadView<'_>, sources: &[Found]) -> Option<Span> {
    let called_for: Vec<u32> = sources.iter().map(|found| found.group).collect();
    let own =
        |span: Span| terms.on(bead, Side::Target).any(|other| called_for.contains(&other.group) && other.span.overlaps(span));
    let mut others = terms
        .on(bead, Side::Target)
        .filter(|other| other.role == Role::Accepted && other.exact && !called_for.contains(&other.group) && !own(other.span));
    let first = others.next()?;
    others.all(|other| other.span.overlaps(first.span)).then_some(first.span)
}

/// The words of the rendering by which a lexicon renders the term.
fn in_lexicon(bead: &BeadView<'_>, term: &str) -> Option<Span> {
    Target::new(bead).renders(bead, term).into_iter().next()
}

/// The words of the rendering, by their stems.
struct Target {
    words: Vec<Span>,
    stems: Vec<String>,
}

impl Target {
    fn new(bead: &BeadView<'_>) -> Self {
        let (text, start) = (bead.words(Side::Target), bead.span(Side::Target).start);
        let words = table::unicode_words(text);
        let stems = words.iter().map(|word| (bead.language(Side::Target).stem)(word.of(text))).collect();
        Self { words: words.into_iter().map(|word| word.shifted(start)).collect(), stems }
    }

    /// Where a lexicon's renderings of the words stand, in the order of the lexicon.
    fn renders(&self, bead: &BeadView<'_>, words: &str) -> Vec<Span> {
        let (from, into) = (bead.language(Side::Source), bead.language(Side::Target));
        let Some(lexicon) = pairs::lexicon(from.code, into.code) else { return Vec::new() };
        let mut places = Vec::new();
        for rendering in lexicon.renderings(from.view(words).text()) {
            let stem = |word: Span| (into.stem)(word.of(rendering));
            let wanted: Vec<String> = table::unicode_words(rendering).into_iter().map(stem).collect();
            if wanted.is_empty() {
                continue;
            }
            for (at, _) in self.stems.windows(wanted.len()).enumerate().filter(|(_, stems)| *stems == wanted) {
                let place = self.words[at].join(self.words[at + wanted.len() - 1]);
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        places
    }

    /// Where the word after byte `at` begins.
    fn next(&self, at: u32) -> Option<u32> {
        self.words.iter().map(|word| word.start).find(|&start| start >= at)
    }
}

/// How many words around a term tell where its rendering should stand.
const AROUND: usize = 3;
/// The shortest rendering that tells so, in bytes.
const TELLING: usize = 3;

/// The empty place in the rendering where that of the term should stand: beside the rendering of a word beside it, else
/// as far into the sentence as the term.
fn place_across(bead: &BeadView<'_>, span: Span) -> Span {
    let source = bead.span(Side::Source);
    let target = Target::new(bead);
    let view = bead.language(Side::Source).view(bead.words(Side::Source));
    let words = (bead.language(Side::Source).words)(view.text());
    let words: Vec<Span> = words.into_iter().map(|word| view.original(word).shifted(source.start)).collect();
    let alone = |word: &Span| {
        let places = target.renders(bead, word.of(bead.pair.source.document.text()));
        let [place] = places.as_slice() else { return None };
        (place.len() >= TELLING).then_some(*place)
    };
    let before = words.iter().rev().filter(|word| word.end <= span.start).take(AROUND).find_map(alone);
    let after = words.iter().filter(|word| word.start >= span.end).take(AROUND).find_map(alone);
    let beside = before.and_then(|place| target.next(place.end)).or(after.map(|place| place.start));
    match beside {
        Some(at) => Span { start: at, end: at },
        None => as_far_into(bead, span, Side::Target),
    }
}

/// The empty place before a word of `side` that lies as far into it as the span into the side across.
pub(super) fn as_far_into(bead: &BeadView<'_>, span: Span, side: Side) -> Span {
    let (own, across) = (bead.span(side), bead.span(side.other()));
    let at = own.len() * span.start.saturating_sub(across.start) as usize / across.len().max(1);
    let view = bead.language(side).view(bead.words(side));
    let starts = (bead.language(side).words)(view.text()).into_iter().map(|word| view.original(word).start as usize);
    let nearest = starts.min_by_key(|&start| start.abs_diff(at)).unwrap_or_default();
    Span::at(own.start as usize + nearest)
}
