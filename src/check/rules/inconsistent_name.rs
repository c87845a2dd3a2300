//! One name of the original that comes out in two spellings.

use std::collections::BTreeMap;

use super::alike_names::{Variant, variants};
use super::name_sides::{NameIn, name_words, names};
use crate::check::{BeadView, Check, Findings, Label, Level, PairView, Rule};
use crate::lang::Language;
use crate::mention::name::{Kind, forms_of};
use crate::sound::{Fit, Sounds, alike, letters};
use crate::text::{Side, Span};

/// One name of the original that comes out in two spellings.
pub(super) static RULE: Rule = Rule {
    name: "inconsistent-name",
    summary: "one name of the original comes out in two spellings",
    level: Level::Warning,
    page: include_str!("inconsistent_name.md"),
    check: Check::Pair(check),
};

/// In longer sides a name can be anybody's.
const LONGEST: usize = 6000;
/// How likely words of the rendering must sound like the name.
const HEARD: f32 = 0.6;
/// How alike two spellings must be to be of one name, where the names of the two places are not the same throughout.
const ALIKE: f32 = 0.75;
/// How alike the words of two languages with one script must be to be one name.
const SAME_SCRIPT: f32 = 0.86;
/// The fewest characters of a name without given name that is nobody else's.
const FEWEST: usize = 3;
/// The fewest letters of a spelling.
const LETTERS: usize = 4;
/// The most words that one part of a name comes out in.
const WORDS: usize = 3;
/// The marks between the parts of a foreign name.
const DOTS: [char; 4] = ['·', '•', '・', '‧'];

/// A part of a name at its place in the original, and how it comes out.
#[derive(Debug, Clone)]
struct Use {
    bead: usize,
    source: Span,
    target: Span,
    /// The letters of the rendering.
    spelling: String,
}

/// A person, as far as the text tells persons apart, and which part of the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// The whole name in its longest form, as the original is compared.
    whole: String,
    /// The part, counted from the end.
    part: usize,
}

/// A name of the original with its parts.
struct Named<'a> {
    bead: usize,
    name: NameIn<'a>,
    parts: Vec<(Span, String)>,
}

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let (from, into) = (pair.source.document.language(), pair.target.document.language());
    if from == into {
        return;
    }
    let all = named(pair);
    let persons = Persons::of(&all);
    let mut uses: BTreeMap<Key, Vec<Use>> = BTreeMap::new();
    let mut known: BTreeMap<Key, Vec<&'static str>> = BTreeMap::new();
    for names_of_bead in all.chunk_by(|one, other| one.bead == other.bead) {
        let Some(first) = names_of_bead.first() else { continue };
        let keys: Vec<Vec<Option<Key>>> = names_of_bead.iter().map(|named| persons.keys(named)).collect();
        if keys.iter().flatten().flatten().all(|key| persons.beads(key) < 2) {
            continue;
        }
        let bead = BeadView { pair: *pair, index: first.bead };
        for (name, part, target, spelling) in rendered(&bead, names_of_bead, from, into) {
            let (named, Some(key)) = (&names_of_bead[name], &keys[name][part]) else { continue };
            known.entry(key.clone()).or_insert_with(|| forms(&named.name, into));
            let source = named.parts[part].0;
            uses.entry(key.clone()).or_default().push(Use { bead: bead.index, source, target, spelling });
        }
    }
    for (key, uses) in &uses {
        report(pair, uses, known.get(key).map(Vec::as_slice).unwrap_or_default(), findings);
    }
    for Variant { bead, source, target, times } in variants(pair) {
        tell(pair, bead, source, target, times, findings);
    }
}

/// Adds a finding at a spelling that differs from the usual one, unless something has been found there; each side has
/// the place, and that of the usual spelling.
fn tell(pair: &PairView<'_>, bead: usize, source: [Span; 2], target: [Span; 2], times: usize, findings: &mut Findings<'_>) {
    if findings.so_far().iter().any(|finding| finding.bead == bead && finding.target.span.overlaps(target[0])) {
        return;
    }
    let text = pair.target.document.text();
    let (here, there) = (target[0].of(text), target[1].of(text));
    let name = source[0].of(pair.source.document.text());
    let message = format!("{name} is “{here}” here and “{there}” elsewhere in the text");
    let confidence = if times > 1 { 0.85 } else { 0.75 };
    let finding = findings.add(bead, Level::Warning, confidence, message, source[0], target[0]);
    finding.suggestion = Some(there.to_owned());
    let label = |side, span, text: &str| Label { side, span, text: text.to_owned() };
    finding.more.push(label(Side::Target, target[1], "the other spelling"));
    finding.more.push(label(Side::Source, source[1], "the same name"));
}

/// The names of persons in the original, bead by bead.
fn named<'a>(pair: &PairView<'a>) -> Vec<Named<'a>> {
    let language = pair.source.document.language();
    let mut all = Vec::new();
    for bead in pair.beads().filter(BeadView::is_paired) {
        if bead.words(Side::Source).len().max(bead.words(Side::Target).len()) > LONGEST {
            continue;
        }
        for name in names(&bead, Side::Source).into_iter().filter(|name| name.kind != Some(Kind::Organisation)) {
            let parts = parts(language, &name);
            all.push(Named { bead: bead.index, name, parts });
        }
    }
    all
}

/// The parts of a name with their places, as the original is compared.
fn parts(language: &'static Language, name: &NameIn<'_>) -> Vec<(Span, String)> {
    let is_mark = |c: char| DOTS.contains(&c) || language.traits.letter_case && c.is_whitespace();
    let mut parts = Vec::new();
    let mut at = 0;
    for part in name.text.split(is_mark) {
        let start = at;
        at += part.len();
        at += name.text[at..].chars().next().map_or(0, char::len_utf8);
        let folded = language.view(part).text().to_owned();
        let form = if language.traits.letter_case { (language.stem)(bare(&folded)) } else { folded };
        if form.chars().count() > 1 {
            parts.push((Span::new(start, start + part.len()).shifted(name.span.start), form));
        }
    }
    parts
}

/// A word without a possessive ending.
fn bare(word: &str) -> &str {
    let ending = ["'s", "’s", "'", "’"].into_iter().find_map(|ending| word.strip_suffix(ending));
    ending.unwrap_or(word)
}

/// Who is who in the original.
struct Persons {
    /// The full names that end with each last part.
    full: BTreeMap<String, Vec<String>>,
    /// In how many beads each part of each person stands.
    beads: BTreeMap<Key, usize>,
}

impl Persons {
    fn of(all: &[Named<'_>]) -> Self {
        let mut persons = Self { full: BTreeMap::new(), beads: BTreeMap::new() };
        for named in all.iter().filter(|named| named.parts.len() > 1) {
            let Some((_, last)) = named.parts.last() else { continue };
            let whole = whole(named);
            let held = persons.full.entry(last.clone()).or_default();
            if !held.contains(&whole) {
                held.push(whole);
            }
        }
        for bead in all.chunk_by(|one, other| one.bead == other.bead) {
            let mut keys: Vec<Key> = bead.iter().flat_map(|named| persons.keys(named)).flatten().collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                *persons.beads.entry(key).or_default() += 1;
            }
        }
        persons
    }

    /// For each part of the name, whose it is; nobody's where the text has several of that name.
    fn keys(&self, named: &Named<'_>) -> Vec<Option<Key>> {
        let count = named.parts.len();
        if count > 1 {
            let whole = whole(named);
            return (0..count).map(|part| Some(Key { whole: whole.clone(), part: count - 1 - part })).collect();
        }
        let key = |(_, form): &(Span, String)| match self.full.get(form).map(Vec::as_slice) {
            Some([whole]) => Some(Key { whole: whole.clone(), part: 0 }),
            Some(_) => None,
            None => (form.chars().count() >= FEWEST).then(|| Key { whole: form.clone(), part: 0 }),
        };
        named.parts.iter().map(key).collect()
    }

    fn beads(&self, key: &Key) -> usize {
        self.beads.get(key).copied().unwrap_or_default()
    }
}

fn whole(named: &Named<'_>) -> String {
    named.parts.iter().map(|(_, form)| form.as_str()).collect::<Vec<_>>().join("·")
}

/// The words of the forms that the tables accept of the name.
fn forms(name: &NameIn<'_>, into: &'static Language) -> Vec<&'static str> {
    let Some(kind) = name.kind else { return Vec::new() };
    name.known.iter().flat_map(|key| forms_of(into, kind, key)).copied().collect()
}

/// How the parts of the names of a bead come out, each by the words that sound most like it: the name, the part, the
/// words and their letters.
fn rendered(
    bead: &BeadView<'_>,
    all: &[Named<'_>],
    from: &'static Language,
    into: &'static Language,
) -> Vec<(usize, usize, Span, String)> {
    let text = bead.pair.target.document.text();
    let mut runs: Vec<(Span, String)> = Vec::new();
    for name in names(bead, Side::Target).into_iter().filter(|name| name.kind != Some(Kind::Organisation)) {
        let words = words(name.span, text, into);
        for count in 1..=WORDS {
            runs.extend(words.windows(count).map(|run| {
                let span = run[0].join(run[count - 1]);
                let spelling = if into.traits.word_spaces { letters(bare(span.of(text))) } else { span.of(text).to_owned() };
                (Span { end: span.start + Span::at(bare(span.of(text)).len()).start, ..span }, spelling)
            }));
        }
    }
    runs.retain(|(_, spelling)| spelling.chars().count() >= 2);
    let mut matches: Vec<(f32, usize, usize, usize)> = Vec::new();
    for (name, named) in all.iter().enumerate() {
        for (part, (span, _)) in named.parts.iter().enumerate() {
            let words = bare(span.of(bead.pair.source.document.text()));
            for (run, (place, _)) in runs.iter().enumerate() {
                let likely = sound(words, from, place.of(text), into);
                if likely >= HEARD {
                    matches.push((likely, name, part, run));
                }
            }
        }
    }
    matches.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2, one.3).cmp(&(other.1, other.2, other.3))));
    let mut found: Vec<(usize, usize, Span, String)> = Vec::new();
    for (_, name, part, run) in matches {
        let (span, spelling) = &runs[run];
        let taken = found.iter().any(|(other, of, place, _)| (*other, *of) == (name, part) || place.overlaps(*span));
        if !taken {
            found.push((name, part, *span, spelling.clone()));
        }
    }
    found
}

/// The words of a name of the rendering.
fn words(span: Span, text: &str, into: &'static Language) -> Vec<Span> {
    let name = span.of(text);
    if !into.traits.word_spaces {
        let mut at = 0;
        let parts = name.split(|c: char| DOTS.contains(&c)).map(|part| {
            let place = Span::new(at, at + part.len());
            at += part.len() + name[at + part.len()..].chars().next().map_or(0, char::len_utf8);
            place.shifted(span.start)
        });
        return parts.filter(|part| !part.is_empty()).collect();
    }
    let start = name.as_ptr() as usize;
    name_words(name)
        .map(|word| {
            let at = word.as_ptr() as usize - start;
            Span::new(at, at + word.len()).shifted(span.start)
        })
        .collect()
}

/// How likely the words of the two languages are one name, by their sound.
fn sound(one: &str, from: &'static Language, other: &str, into: &'static Language) -> f32 {
    let hear = |language: &'static Language, characters: &str, name: &str| {
        let sounds = Sounds::of(language);
        let heard = Fit::new(sounds, language.view(characters).text()).whole(&letters(name));
        (!sounds.ways().is_empty()).then_some(heard.map_or(0.0, |heard| heard.probability))
    };
    let same_script = || if alike(one, other) >= SAME_SCRIPT { alike(one, other) } else { 0.0 };
    hear(from, one, other).or_else(|| hear(into, other, one)).unwrap_or_else(same_script)
}

/// Tells of the spellings that differ from the usual one: that of most places, and of those the first.
fn report(pair: &PairView<'_>, uses: &[Use], known: &[&'static str], findings: &mut Findings<'_>) {
    let mut spellings: Vec<(&str, usize)> = Vec::new();
    for one in uses {
        match spellings.iter_mut().find(|(spelling, _)| *spelling == one.spelling) {
            Some((_, count)) => *count += 1,
            None => spellings.push((&one.spelling, 1)),
        }
    }
    if spellings.len() < 2 {
        return;
    }
    let accepted: Vec<String> = known.iter().flat_map(|form| name_words(form)).map(letters).collect();
    let is_accepted = |spelling: &str| accepted.iter().any(|form| form == spelling);
    let rank = |&(index, &(spelling, count)): &(usize, &(&str, usize))| (is_accepted(spelling), count, std::cmp::Reverse(index));
    let Some((_, &(usual, times))) = spellings.iter().enumerate().max_by_key(rank) else { return };
    let Some(reference) = uses.iter().find(|one| one.spelling == usual) else { return };
    for one in uses.iter().filter(|one| one.spelling != usual) {
        if is_accepted(&one.spelling) || !is_variant(&one.spelling, usual) {
            continue;
        }
        // Where both stand in one sentence, there are two names.
        let beside = |bead: usize, spelling: &str| uses.iter().any(|other| other.bead == bead && other.spelling == spelling);
        if beside(one.bead, usual) || uses.iter().any(|other| other.spelling == usual && beside(other.bead, &one.spelling)) {
            continue;
        }
        tell(pair, one.bead, [one.source, reference.source], [one.target, reference.target], times, findings);
    }
}

/// Whether two spellings are of one name, and neither is a short form of the other.
fn is_variant(one: &str, other: &str) -> bool {
    let short = |one: &str, other: &str| other.starts_with(one) || other.ends_with(one);
    let long = one.chars().count().min(other.chars().count()) >= if one.is_ascii() { LETTERS } else { 2 };
    long && !short(one, other) && !short(other, one) && (!one.is_ascii() || alike(one, other) >= ALIKE)
}
