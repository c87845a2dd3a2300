//! Persons and organisations that come out as others, or as nobody.

use std::cell::LazyCell;

use super::name_phrases::misnamed;
use super::name_rendering::{Rendering, is_rendered};
use super::name_sides::{
    NameIn, Original, is_answered, is_native_reading, likeness, may_sound_like, name_words, names, reads_natively,
    spelt_elsewhere,
};
use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::lang::Language;
use crate::mention::name::{Kind, Parts, forms_of, home};
use crate::mention::{Fact, Origin};
use crate::sound::letters;
use crate::text::{Side, Span};

/// Persons and organisations that come out as others, or as nobody.
pub(super) static RULE: Rule = Rule {
    name: "name-mismatch",
    summary: "a person or organisation comes out as another, or under a name that nobody bears",
    level: Level::Error,
    page: include_str!("name_mismatch.md"),
    check: Check::Bead(check),
};

/// In longer sides a name can be anybody's: such beads are passed over.
const LONGEST: usize = 6000;
/// How many beads around this one may have named whom the rendering names here.
const NEAR: isize = 6;
/// A name of which the original holds some sound, at this gain in nats a letter, is left alone.
const FAINT: f32 = -0.3;
/// A word that is heard at this gain stands in the original.
const SURNAME: f32 = 1.6;
/// A name of so few Latin letters that the tables do not know stands for no other.
const SHORT: usize = 3;
/// The fewest letters of a name that the tables do not know, for it to be asked where it comes from.
const FEWEST: usize = 6;

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let (from, into) = (bead.language(Side::Source), bead.language(Side::Target));
    if from == into || bead.words(Side::Source).len().max(bead.words(Side::Target).len()) > LONGEST {
        return;
    }
    let sources = names(bead, Side::Source);
    let targets = names(bead, Side::Target);
    if targets.is_empty() && sources.is_empty() {
        return;
    }
    let original = Original::new(bead, Side::Source);
    let rendering = Rendering::new(bead, &targets);
    let mut missing: Vec<&NameIn<'_>> = Vec::new();
    for name in sources.iter().filter(|name| !is_rendered(name, from, &rendering)) {
        if !missing.iter().any(|known| known.text == name.text) {
            missing.push(name);
        }
    }
    let mut strange: Vec<&NameIn<'_>> = targets.iter().filter(|name| !is_answered(&original, &sources, name, into)).collect();

    garbled(bead, &mut missing, &sources, &targets, &original, &mut strange, findings);
    pair_up(bead, &mut missing, &mut strange, findings);
    misnamed(bead, &mut missing, findings);
    let mut told: Vec<&str> = Vec::new();
    let near = LazyCell::new(|| sources_near(bead));
    for name in strange {
        if !told.contains(&name.text) {
            told.push(name.text);
            let is_named_near = || near.iter().any(|(original, sources)| is_answered(original, sources, name, into));
            unanswered(bead, &original, name, is_named_near, findings);
        }
    }
}

/// The originals of the beads around, with their names.
fn sources_near<'a>(bead: &BeadView<'a>) -> Vec<(Original, Vec<NameIn<'a>>)> {
    bead.neighbours(NEAR)
        .filter(|near| near.words(Side::Source).len() <= LONGEST)
        .map(|near| (Original::new(&near, Side::Source), names(&near, Side::Source)))
        .collect()
}

/// How like the right name a wrong one must be to be meant for it.
const MEANT: f32 = 0.3;

/// Names in characters that come out in part, as another of the family, or read as if they were pinyin.
fn garbled<'a>(
    bead: &BeadView<'a>,
    missing: &mut Vec<&NameIn<'a>>,
    sources: &[NameIn<'a>],
    targets: &[NameIn<'a>],
    original: &Original,
    strange: &mut Vec<&NameIn<'a>>,
    findings: &mut Findings<'_>,
) {
    let (from, into) = (bead.language(Side::Source), bead.language(Side::Target));
    missing.retain(|name| {
        let Some(key) = name.known.first().filter(|_| name.kind == Some(Kind::Person)) else { return true };
        let Some(home) = home(from, key).filter(|home| *home != "foreign") else { return true };
        // Whoever stands in the original by their own characters is not put in for this one.
        let own =
            |target: &NameIn<'_>| target.kind.is_some_and(|kind| target.known.iter().any(|key| original.holds_form(kind, key)));
        let best = targets
            .iter()
            .filter(|target| target.kind != Some(Kind::Organisation) && !own(target))
            .filter(|target| !sources.iter().any(|other| other.text != name.text && is_native_reading(other, from, target.text)))
            .map(|target| (likeness(name, from, target, into), target))
            .max_by(|one, other| one.0.total_cmp(&other.0));
        let Some((likeness, target)) = best.filter(|(likeness, _)| *likeness >= MEANT) else { return true };
        let forms = forms_of(into, Kind::Person, key);
        let right = forms.first().copied().unwrap_or(key);
        let pinyin = is_native_reading(name, from, target.text);
        // Of those who have no name but the one in characters, pinyin is one more spelling.
        let spelt = pinyin && matches!(home, "hk" | "zh") && forms.iter().all(|form| is_native_reading(name, from, form));
        let surname = name.text.char_indices().nth(1).map_or(name.text, |(at, _)| &name.text[..at]);
        let spelt = spelt || reads_natively(surname, from, target.text);
        let level = match (spelt, pinyin && home == "hk") {
            (true, _) => Level::Note,
            (_, true) => Level::Warning,
            _ => Level::Error,
        };
        let message = format!("{} is {right}, in the rendering “{}”", name.text, target.text);
        let confidence = if pinyin { 0.9 } else { 0.5 + likeness / 3.0 };
        findings.add(bead.index, level, confidence, message, name.span, target.span).suggestion = Some(right.to_owned());
        strange.retain(|other| other.span != target.span);
        false
    });
}

/// A name of the original that the rendering lacks, and a name of the rendering that the original lacks.
fn pair_up<'a>(bead: &BeadView<'a>, missing: &mut Vec<&NameIn<'a>>, strange: &mut Vec<&NameIn<'a>>, findings: &mut Findings<'_>) {
    let (from, into) = (bead.language(Side::Source), bead.language(Side::Target));
    let place = |name: &NameIn<'_>, side: Side| {
        let whole = bead.span(side);
        f64::from(name.span.start.saturating_sub(whole.start)) / f64::from(whole.end.saturating_sub(whole.start).max(1))
    };
    // So short a name may be a word of a longer one, or an acronym that is written out.
    let is_told = |name: &NameIn<'_>| !name.known.is_empty() || !(1..=SHORT).contains(&letters(name.text).len());
    missing.retain(|name| {
        let nearest = strange
            .iter()
            .enumerate()
            .filter(|(_, other)| is_told(name) && fits_kind(name, other))
            .filter(|(_, other)| name.origin != Origin::Transcribed || !may_sound_like(name, from, other))
            .map(|(index, other)| (index, (place(name, Side::Source) - place(other, Side::Target)).abs()))
            .min_by(|one, other| one.1.total_cmp(&other.1));
        let Some((index, _)) = nearest else { return true };
        let target = strange.remove(index);
        let known = name.known.first().zip(name.kind);
        let right = known.and_then(|(key, kind)| forms_of(into, kind, key).first().copied());
        let sure = known.is_some() || !target.known.is_empty() || name.origin == Origin::Transcribed && name.text.contains('·');
        let (level, confidence) = if sure { (Level::Error, 0.9) } else { (Level::Warning, 0.75) };
        let message = match right {
            Some(right) => format!("the original names {} ({right}), the rendering “{}”", name.text, target.text),
            None => format!("the original names {}, the rendering “{}”, which does not sound like it", name.text, target.text),
        };
        let right = right.or_else(|| spelt_elsewhere(bead, name));
        findings.add(bead.index, level, confidence, message, name.span, target.span).suggestion = right.map(str::to_owned);
        false
    });
}

/// Whether the two may name one thing: persons for persons, organisations for organisations.
fn fits_kind(name: &NameIn<'_>, other: &NameIn<'_>) -> bool {
    let known = !other.known.is_empty();
    match (name.kind, other.kind) {
        (Some(Kind::Organisation), Some(Kind::Organisation)) => known,
        (Some(Kind::Organisation), _) | (Some(Kind::Person), Some(Kind::Organisation)) => false,
        (None, Some(Kind::Organisation)) => false,
        (Some(Kind::Person), None) if name.origin == Origin::Native => true,
        _ => letters(other.text).len() >= FEWEST || known,
    }
}

/// A name of the rendering that nothing in the original answers to, unless the beads around do.
fn unanswered(
    bead: &BeadView<'_>,
    original: &Original,
    name: &NameIn<'_>,
    is_named_near: impl FnOnce() -> bool,
    findings: &mut Findings<'_>,
) {
    let known = !name.known.is_empty();
    let begins = name.span.start == bead.span(Side::Target).start;
    let length = letters(name.text).len();
    let acronym = name.kind == Some(Kind::Organisation) && !known;
    let words = name_words(name.text).count();
    let slight = !known && (length < FEWEST || begins && words < 2);
    if acronym || slight || !original.is_heard() || !is_looked_for(bead.language(Side::Source), name) {
        return;
    }
    let hinted = match name.kind {
        Some(Kind::Organisation) => false,
        Some(Kind::Person) => original.refers("pronoun") || original.refers("office"),
        None => original.refers("pronoun"),
    };
    // What stands for a country is looked for among countries.
    let alludes = bead.mentions(Side::Target).any(|other| other.span == name.span && matches!(other.fact, Fact::Country(_)));
    // One word alone may stand for what the original only hints at: where spaces tell which words a name can be heard in,
    // `stray-name` weighs it by what the sentences mean.
    let spaced = bead.language(Side::Source).traits.word_spaces;
    let is_weighed = !known && words < 2 && spaced && findings.encoder().is_some();
    if hinted || alludes || is_weighed || is_named_near() {
        return;
    }
    if !known && original.hear(name.text).is_some_and(|heard| heard.gain > FAINT) {
        return;
    }
    // A title beside a surname that stands there: Granny Liu.
    if !known && name_words(name.text).any(|word| original.hear(word).is_some_and(|heard| heard.gain >= SURNAME)) {
        return;
    }
    let at = place_across(bead, name.span);
    let message = format!("nothing in the original answers to “{}”", name.text);
    // One word alone may be left out or turned into a pronoun by the translator of the original.
    let (level, confidence) = match (known, words) {
        (true, _) => (Level::Warning, 0.8),
        (false, 2..) => (Level::Warning, 0.6),
        (false, _) => (Level::Note, 0.4),
    };
    findings.add(bead.index, level, confidence, message, at, name.span);
}

/// Whether `language` would show the name if it stood there: its tables hold it, its writing spells sounds, or they tell whose
/// characters are names.
fn is_looked_for(language: &'static Language, name: &NameIn<'_>) -> bool {
    let Some((key, kind)) = name.known.first().zip(name.kind) else {
        return language.traits.word_spaces || Parts::of(language).has_surnames();
    };
    !forms_of(language, kind, key).is_empty()
}

/// The empty place in the original that stands where the words stand in the rendering.
pub(super) fn place_across(bead: &BeadView<'_>, span: Span) -> Span {
    let (source, target) = (bead.span(Side::Source), bead.span(Side::Target));
    let words = bead.words(Side::Source);
    let into = span.start.saturating_sub(target.start) as usize;
    let mut at = words.len() * into / target.len().max(1);
    while !words.is_char_boundary(at) {
        at -= 1;
    }
    Span::at(source.start as usize + at)
}
