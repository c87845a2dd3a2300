//! A country of the original comes out as another one.

use super::super::discourse::{self, Settled};
use super::super::{BeadView, Check, Finding, Findings, Label, Level, Rule};
use super::name_sides::is_part_of_sound;
use crate::lang::{self, Language};
use crate::mention::{CountryForm, Fact, Mention, country, place};
use crate::text::{Side, Span};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "country-mismatch",
    summary: "a country or nationality of the original comes out as another one",
    level: Level::Error,
    page: include_str!("country_mismatch.md"),
    check: Check::Bead(check),
};

/// A mention of a country at its place.
struct Item<'a> {
    mention: &'a Mention,
    form: CountryForm,
    settled: Settled,
}

impl Item<'_> {
    fn span(&self) -> Span {
        self.mention.span
    }

    /// Whether it names its country, rather than alludes to it.
    fn names(&self) -> bool {
        self.form != CountryForm::Allusion
    }

    /// Whether it names its country beyond doubt.
    fn is_explicit(&self) -> bool {
        self.names() && self.settled.codes.len() == 1
    }

    fn agrees_with(&self, other: &Self) -> bool {
        self.settled.codes.iter().any(|code| other.settled.codes.iter().any(|also| is_same(code, also)))
    }
}

/// States of which one followed the other, or that lie within the other.
const KIN: [(&str, &str); 5] = [("SU", "RU"), ("YU", "RS"), ("HK", "CN"), ("MO", "CN"), ("CG", "CD")];

pub(super) fn is_same(code: &str, other: &str) -> bool {
    code == other || KIN.contains(&(code, other)) || KIN.contains(&(other, code))
}

/// The longest that joins two names in a row, in letters: and; and in writings of syllables: 和.
const JOINED: usize = 3;
const JOINED_BY_SYLLABLES: usize = 1;

/// The mentions of countries in a bead, and of places, which stand for their countries.
fn items<'a>(bead: &BeadView<'a>, side: Side) -> Vec<Item<'a>> {
    let text = bead.pair.side(side);
    let mut items = Vec::new();
    for segment in bead.segments(side) {
        for mention in text.mentions.in_segment(segment) {
            let (form, settled) = match &mention.fact {
                Fact::Country(countries) => (countries.form, discourse::settle(text, segment, mention, countries)),
                Fact::Place(key) => {
                    let codes = place::countries(key).to_vec();
                    (CountryForm::Allusion, Settled { codes, because: None })
                }
                _ => continue,
            };
            items.push(Item { mention, form, settled });
        }
    }
    items
}

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    if ![Side::Source, Side::Target].into_iter().all(|side| country::is_listed(bead.language(side))) {
        return;
    }
    let source = items(bead, Side::Source);
    let target = items(bead, Side::Target);
    let lost = missing(&source, &target);
    let added = missing(&target, &source);
    let (from, to) = (distinct(&lost), distinct(&added));
    let mut open = from.clone();
    let again = |items: &[&Item<'_>], first: &Item<'_>| -> Vec<usize> {
        (0..items.len()).filter(|&at| items[at].agrees_with(first) && items[at].span() != first.span()).collect()
    };
    for to in &to {
        let nearest = (0..open.len()).min_by(|&a, &b| apart(bead, open[a], to).total_cmp(&apart(bead, open[b], to)));
        if let Some(nearest) = nearest {
            let from = open.remove(nearest);
            let sure = from.is_explicit() && to.is_explicit();
            replaced(bead, findings, from, to, sure);
            for (from, to) in again(&lost, from).into_iter().zip(again(&added, to)) {
                replaced(bead, findings, lost[from], added[to], sure);
            }
        } else if to.is_explicit() {
            put_in(bead, findings, &source, &target, to);
        }
    }
    if let Some(second) = twice(bead, Side::Target, &target).filter(|_| twice(bead, Side::Source, &source).is_none()) {
        named_twice(bead, findings, &source, second);
    } else if to.is_empty() {
        let mut places: Vec<&Item<'_>> = strangers(&source, &target);
        for from in from.iter().filter(|item| item.is_explicit()) {
            if places.is_empty() {
                doubled(bead, findings, &source, &target, from);
            } else {
                replaced(bead, findings, from, places.remove(0), false);
            }
        }
    }
}

/// The items of `these` that name a country to which nothing in `those` so much as alludes.
fn missing<'b, 'a>(these: &'b [Item<'a>], those: &[Item<'_>]) -> Vec<&'b Item<'a>> {
    these.iter().filter(|item| item.names() && !those.iter().any(|other| item.agrees_with(other))).collect()
}

/// Places in `those` that lie in no country of which `these` speak.
fn strangers<'b, 'a>(these: &[Item<'_>], those: &'b [Item<'a>]) -> Vec<&'b Item<'a>> {
    let is_place = |item: &&Item<'_>| match &item.mention.fact {
        Fact::Place(key) => item.settled.codes.len() == 1 && !place::is_continent(key),
        _ => false,
    };
    those.iter().filter(is_place).filter(|item| !these.iter().any(|other| item.agrees_with(other))).collect()
}

/// The first item of each country.
fn distinct<'b, 'a>(items: &[&'b Item<'a>]) -> Vec<&'b Item<'a>> {
    let mut kept: Vec<&'b Item<'a>> = Vec::new();
    for item in items {
        if !kept.iter().any(|other| other.agrees_with(item)) {
            kept.push(item);
        }
    }
    kept
}

/// How far apart the two stand, each by the share of its side that lies before it.
fn apart(bead: &BeadView<'_>, source: &Item<'_>, target: &Item<'_>) -> f64 {
    let before = |side: Side, item: &Item<'_>| {
        let whole = bead.span(side);
        f64::from(item.span().start.saturating_sub(whole.start)) / f64::from((whole.end - whole.start).max(1))
    };
    (before(Side::Source, source) - before(Side::Target, target)).abs()
}

fn count(items: &[Item<'_>], item: &Item<'_>) -> usize {
    items.iter().filter(|other| other.agrees_with(item)).count()
}

/// How many sentences a country named before stays in a reader's mind, so that a rendering may name it
/// again where the original does not; and how many for one only alluded to.
const IN_MIND: (isize, isize) = (6, 2);

/// Whether the original speaks of the country shortly before the bead, or just after it.
fn in_mind(bead: &BeadView<'_>, item: &Item<'_>) -> bool {
    let (named, alluded) = IN_MIND;
    (-named..=1).filter(|&by| by != 0).filter_map(|by| Some((by, bead.neighbour(by)?))).any(|(by, near)| {
        let near = items(&near, Side::Source);
        near.iter().any(|other| (by >= -alluded || other.names()) && other.agrees_with(item))
    })
}

/// Where the original speaks of somebody's way home.
fn homeward(bead: &BeadView<'_>) -> Option<Span> {
    let span = bead.span(Side::Source);
    let words = bead.words(Side::Source);
    let found = country::homeward(bead.language(Side::Source)).find_map(|word| Some((words.find(word)?, word)));
    found.map(|(at, word)| Span::new(span.start as usize + at, span.start as usize + at + word.len()))
}

/// Whether a translator who names the country only makes clear what the original says: it speaks of a person or body
/// at home there, or of “the country” and of none by name; or a short form may be part of another word.
fn is_explained(bead: &BeadView<'_>, source: &[Item<'_>], to: &Item<'_>) -> bool {
    let language = bead.language(Side::Source);
    let at_home = |words: &str| to.settled.codes.iter().any(|code| country::is_home_of_some(language, code, words));
    let around = (-IN_MIND.0..=1).filter_map(|by| bead.neighbour(by)).any(|near| at_home(near.words(Side::Source)));
    around
        || is_matter(bead, to)
        || to.form == CountryForm::Abbreviation
        || is_one_of_its_people(bead, to)
        || !source.iter().any(Item::names) && country::is_left_open(language, bead.words(Side::Source))
}

/// In how many sentences before and after the original may name a country that it is about.
const MATTER: isize = 40;

/// Whether the text around is about the country, so that a translator may name it for “the government” or “he”.
fn is_matter(bead: &BeadView<'_>, to: &Item<'_>) -> bool {
    let is_named = |mention: &Mention| match &mention.fact {
        Fact::Country(countries) if countries.form != CountryForm::Allusion => {
            matches!(countries.readings[..], [code] if to.settled.codes.contains(&code))
        }
        _ => false,
    };
    bead.neighbours(MATTER).any(|near| near.mentions(Side::Source).any(is_named))
}

/// Whether the rendering calls somebody whom the original names one of the country's people, so as not to repeat the name:
/// the Dane.
fn is_one_of_its_people(bead: &BeadView<'_>, to: &Item<'_>) -> bool {
    let language = bead.language(Side::Target);
    let words = to.span().of(bead.pair.target.document.text());
    let adjective = |code: &&str| country::nationality(language, code).is_some_and(|nationality| nationality == words);
    let noun = to.form == CountryForm::Nationality && !to.settled.codes.iter().any(adjective);
    noun && bead.mentions(Side::Source).any(|mention| matches!(mention.fact, Fact::Person(_)))
}

/// Reports a country of the rendering that nothing in the original speaks of.
fn put_in(bead: &BeadView<'_>, findings: &mut Findings<'_>, source: &[Item<'_>], target: &[Item<'_>], to: &Item<'_>) {
    let words = to.span().of(bead.pair.target.document.text());
    if let Some(home) = homeward(bead).filter(|_| !in_mind(bead, to)) {
        let words = home.of(bead.pair.source.document.text());
        let said = to.settled.codes.first().map_or("", |code| english(code));
        let message = format!("{words} is the way home of whoever the original speaks of, the rendering names {said}");
        findings.add(bead.index, Level::Error, 0.8, message, home, to.span());
        return;
    }
    let unsaid = country::unsaid(bead.language(Side::Source)).any(|code| to.settled.codes.contains(&code));
    let aside = || bead.words(Side::Source).contains(words) || is_part_of_sound(bead, to.span());
    if unsaid || in_mind(bead, to) || aside() {
        return;
    }
    // A name rendered once rightly and once as another country stands here more often than across.
    let mut short = source.iter().filter(|item| item.is_explicit() && count(target, item) < count(source, item));
    if let Some(from) = short.next_back() {
        replaced(bead, findings, from, to, true);
        // Named otherwise again and again: each place is one.
        let lost = count(source, from).saturating_sub(count(target, from));
        let others = source.iter().filter(|item| item.agrees_with(from) && item.span() != from.span());
        let again = target.iter().filter(|item| item.is_explicit() && item.agrees_with(to) && item.span() != to.span());
        for (from, to) in others.zip(again).take(lost.saturating_sub(1)) {
            replaced(bead, findings, from, to, true);
        }
        return;
    }
    let Some(said) = to.settled.codes.first() else { return };
    let message = format!("the rendering speaks of {}, of which the original says nothing", english(said));
    let before = target.iter().take_while(|item| item.span() < to.span()).last();
    let place = before
        .and_then(|before| source.iter().find(|item| item.agrees_with(before)))
        .map_or(bead.span(Side::Source).start, |item| item.span().end);
    let (level, confidence) = if is_explained(bead, source, to) { (Level::Note, 0.3) } else { (Level::Warning, 0.6) };
    findings.add(bead.index, level, confidence, message, Span { start: place, end: place }, to.span());
}

/// Reports a country that is lost while another one stands across more often than here.
fn doubled(bead: &BeadView<'_>, findings: &mut Findings<'_>, source: &[Item<'_>], target: &[Item<'_>], from: &Item<'_>) {
    let more = target.iter().filter(|item| item.is_explicit() && count(target, item) > count(source, item));
    if let Some(to) = more.min_by(|a, b| apart(bead, from, a).total_cmp(&apart(bead, from, b))) {
        replaced(bead, findings, from, to, false);
    }
}

/// The second of two mentions of one country by its name that are joined in the rendering: Vietnam and Vietnam.
fn twice<'b, 'a>(bead: &BeadView<'_>, side: Side, items: &'b [Item<'a>]) -> Option<&'b Item<'a>> {
    let text = bead.pair.side(side).document.text();
    let longest = if bead.language(side).traits.letter_case { JOINED } else { JOINED_BY_SYLLABLES };
    let joined = |one: &Item<'_>, other: &Item<'_>| {
        let between = text.get(one.span().end as usize..other.span().start as usize).unwrap_or_default();
        let word = between.trim();
        between == "-" || (1..=longest).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
    };
    let names = |item: &Item<'_>| item.is_explicit() && item.form == CountryForm::Name;
    // A part may stand beside its whole: Scotland and Britain.
    let same = |one: &Item<'_>, other: &Item<'_>| one.agrees_with(other) && one.span().of(text) == other.span().of(text);
    let mut pairs = items.windows(2).filter(|pair| names(&pair[0]) && names(&pair[1]) && same(&pair[0], &pair[1]));
    pairs.find(|pair| joined(&pair[0], &pair[1])).map(|pair| &pair[1])
}

/// Reports a country that the rendering names twice in a row, at the place that is nearest in the original.
fn named_twice(bead: &BeadView<'_>, findings: &mut Findings<'_>, source: &[Item<'_>], second: &Item<'_>) {
    let near = source.iter().filter(|item| item.form != CountryForm::Flag);
    let from = near.min_by(|a, b| apart(bead, a, second).total_cmp(&apart(bead, b, second)));
    let Some(code) = second.settled.codes.first() else { return };
    let message = format!("the rendering names {} twice in a row, which makes two countries one", english(code));
    let place = from.map_or(bead.span(Side::Source), Item::span);
    findings.add(bead.index, Level::Warning, 0.7, message, place, second.span());
}

/// Reports that the country `from` came out as `to`.
fn replaced(bead: &BeadView<'_>, findings: &mut Findings<'_>, from: &Item<'_>, to: &Item<'_>, sure: bool) {
    let source = bead.pair.source.document.text();
    let (Some(meant), Some(said)) = (from.settled.codes.first(), to.settled.codes.first()) else { return };
    let words = from.span().of(source);
    let said = if let Fact::Place(key) = &to.mention.fact { key.as_str() } else { english(said) };
    let mut message = format!("the original speaks of {} ({words}), the rendering of {said}", english(meant));
    if let Some(because) = from.settled.because {
        message.push_str(&format!("; {words} takes up {}", because.of(source)));
    }
    let (level, confidence) = if sure { (Level::Error, 0.95) } else { (Level::Warning, 0.7) };
    let finding: &mut Finding = findings.add(bead.index, level, confidence, message, from.span(), to.span());
    if let Some(because) = from.settled.because {
        finding.more.push(Label { side: Side::Source, span: because, text: format!("what {words} takes up") });
    }
    if from.settled.codes.len() == 1 {
        finding.suggestion = wording(bead.language(Side::Target), meant, to.form).map(str::to_owned);
    }
}

/// The name of a country for a message, in English.
fn english(code: &'static str) -> &'static str {
    country::name(lang::find("en"), code).unwrap_or(code)
}

/// What `language` calls the country, or what is of it where the rendering has a nationality.
fn wording(language: &'static Language, code: &str, form: CountryForm) -> Option<&'static str> {
    match form {
        CountryForm::Nationality => country::nationality(language, code),
        _ => country::name(language, code),
    }
}
