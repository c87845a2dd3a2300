//! Words that the rendering says twice where the original says them once.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::lang::table::{self, unicode_words};
use crate::lang::{Language, PerLanguage};
use crate::text::{Side, Span};

/// Words that the rendering says twice where the original says them once.
pub(super) static RULE: Rule = Rule {
    name: "repeated-text",
    summary: "the rendering repeats words that the original does not repeat",
    level: Level::Error,
    page: include_str!("repeated_text.md"),
    check: Check::Bead(check),
};

/// The longest stretch of words whose immediate repetition is looked for.
const LONGEST: usize = 40;

/// A stretch of so many words that comes back anywhere in the sentence is a loop, not a figure of speech.
const CLAUSE: usize = 10;

/// In writing without blanks fewer characters than this may well stand twice (研究研究).
const CHARACTERS: usize = 4;

/// What a language may repeat.
static ALLOWED: PerLanguage<Allowed> = PerLanguage::new(Allowed::read);

#[derive(Default)]
struct Allowed {
    /// Words that may stand twice in a row.
    doubled: HashSet<&'static str>,
    /// Words that may be joined to themselves by a word for “and”.
    joined: HashSet<&'static str>,
    /// Endings of words that may be joined to themselves.
    joined_endings: Vec<&'static str>,
    /// Words for “and”.
    and: HashSet<&'static str>,
}

impl Allowed {
    fn read(language: &'static Language) -> Self {
        let mut allowed = Self::default();
        for row in table::rows(language.tables.repetitions) {
            for form in row.forms(1) {
                match (row.cell(0), form.strip_prefix('-')) {
                    ("doubled", _) => _ = allowed.doubled.insert(form),
                    ("joined", Some(ending)) => allowed.joined_endings.push(ending),
                    ("joined", None) => _ = allowed.joined.insert(form),
                    ("and", _) => _ = allowed.and.insert(form),
                    _ => {}
                }
            }
        }
        allowed
    }

    fn may_join(&self, word: &str) -> bool {
        self.joined.contains(word) || self.joined_endings.iter().any(|ending| word.ends_with(ending))
    }
}

/// The words of a text in lower case with their places; single characters where words are not parted.
struct Words<'a> {
    text: &'a str,
    words: Vec<(String, Span)>,
    /// Whether a stretch of at least one word, or of two, stands twice in a row, once that was asked.
    repeats: [OnceCell<bool>; 2],
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let words = unicode_words(text).into_iter().map(|span| (span.of(text).to_lowercase(), span)).collect();
        Self { text, words, repeats: [const { OnceCell::new() }; 2] }
    }

    /// Whether the `length` words from `first` and from `second` on are the same, with the same marks between.
    fn same(&self, first: usize, second: usize, length: usize) -> bool {
        let word = |at: usize| self.words.get(at).map(|(word, _)| word);
        (0..length).all(|at| {
            word(first + at).is_some()
                && word(first + at) == word(second + at)
                && (at == 0 || self.gap(first + at) == self.gap(second + at))
        })
    }

    /// What stands between the word at `at` and the one before it.
    fn gap(&self, at: usize) -> &str {
        match (at.checked_sub(1).and_then(|before| self.words.get(before)), self.words.get(at)) {
            (Some((_, before)), Some((_, after))) => self.text.get(before.end as usize..after.start as usize).unwrap_or_default(),
            _ => "",
        }
    }

    fn span(&self, first: usize, end: usize) -> Span {
        match (self.words.get(first), end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some((_, first)), Some((_, last))) => first.join(*last),
            _ => Span::default(),
        }
    }

    /// Whether any stretch of words stands twice in a row, whatever marks part the two; `single` counts single
    /// words as well.
    fn repeat(&self, single: bool) -> bool {
        let shortest = if single { 1 } else { 2 };
        let word = |at: usize| self.words.get(at).map(|(word, _)| word);
        let again = |first: usize, length: usize| {
            (0..length).all(|at| word(first + length + at).is_some() && word(first + at) == word(first + length + at))
        };
        let seek = || (0..self.words.len()).any(|first| (shortest..=LONGEST).any(|length| again(first, length)));
        *self.repeats[usize::from(single)].get_or_init(seek)
    }

    /// Whether a word is joined to itself by one for “and”.
    fn joins(&self, and: &HashSet<&'static str>) -> bool {
        let joined = |trio: &[(String, Span)]| matches!(trio, [(one, _), (two, _), (three, _)] if one == three && and.contains(two.as_str()));
        self.words.windows(3).any(joined)
    }

    fn count(&self, word: &str) -> usize {
        self.words.iter().filter(|(own, _)| own == word).count()
    }

    /// The first stretch of at least `length` words that comes back later: both places and their length.
    fn clause_again(&self, length: usize) -> Option<(usize, usize, usize)> {
        let mut seen: HashMap<Vec<&str>, usize> = HashMap::new();
        for start in 0..(self.words.len() + 1).saturating_sub(length) {
            let stretch: Vec<&str> = self.words[start..start + length].iter().map(|(word, _)| word.as_str()).collect();
            let first = *seen.entry(stretch).or_insert(start);
            if first + length <= start {
                let words = |at: usize| self.words.get(at).map(|(word, _)| word);
                let more = (length..start - first)
                    .take_while(|&at| words(start + at).is_some() && words(first + at) == words(start + at));
                return Some((first, start, length + more.count()));
            }
        }
        None
    }
}

/// Words that stand twice or more in a row.
struct Repetition {
    first: usize,
    length: usize,
    times: usize,
    /// A word for “and” parts the two.
    joined: bool,
}

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let target = Words::of(bead.words(Side::Target));
    let source = Words::of(bead.words(Side::Source));
    let spaced = bead.language(Side::Target).traits.word_spaces;
    let allowed = ALLOWED.of(bead.language(Side::Target));
    let mut at = 0;
    let mut found = false;
    while at < target.words.len() {
        let Some(repetition) = repetition_at(&target, at, allowed) else {
            at += 1;
            continue;
        };
        let copies = repetition.times + usize::from(repetition.joined);
        let end = at + repetition.length * repetition.times + usize::from(repetition.joined);
        if is_slip(&repetition, &target, allowed, spaced) && !is_in_source(bead, &repetition, &target, &source) {
            report(bead, &target, (at, at + repetition.length), end, copies, findings);
            found = true;
        }
        at = end;
    }
    let clause = if spaced { CLAUSE } else { 2 * CLAUSE };
    let repeats_in_source = || source.clause_again(if bead.language(Side::Source).traits.word_spaces { 4 } else { 8 }).is_some();
    if !found
        && let Some((first, second, length)) = target.clause_again(clause)
        && !repeats_in_source()
    {
        let place = target.span(second, second + length);
        add(bead, target.span(first, first + length), place, 0.8, Level::Warning, findings);
    }
}

fn repetition_at(words: &Words<'_>, first: usize, allowed: &Allowed) -> Option<Repetition> {
    let left = words.words.len() - first;
    for length in 1..=LONGEST.min(left / 2) {
        if words.same(first, first + length, length) && may_part(words.gap(first + length)) {
            let more = (2..).take_while(|times| {
                let next = first + times * length;
                words.same(first, next, length) && may_part(words.gap(next))
            });
            return Some(Repetition { first, length, times: 2 + more.count(), joined: false });
        }
    }
    let and = |at: usize| words.words.get(at).is_some_and(|(word, _)| allowed.and.contains(word.as_str()));
    let blank = |at: usize| words.gap(at).trim().is_empty();
    (1..=4)
        .find(|&length| {
            let again = first + length + 1;
            and(again - 1) && words.same(first, again, length) && blank(again - 1) && blank(again)
        })
        .map(|length| Repetition { first, length, times: 2, joined: true })
}

/// Whether what stands between two copies still leaves them side by side.
fn may_part(gap: &str) -> bool {
    matches!(gap.trim(), "" | "," | "，" | "、" | ")" | "\"" | "”" | ") (" | "”, “")
}

/// Whether a language says such a thing twice by no means, whatever the original says.
fn is_slip(repetition: &Repetition, words: &Words<'_>, allowed: &Allowed, spaced: bool) -> bool {
    let Repetition { first, length, times, joined } = *repetition;
    let Some((word, place)) = words.words.get(first) else { return false };
    let parted = words.gap(first + length).contains([',', '，', '、']);
    let stretch = words.span(first, first + length).of(words.text);
    let letters = stretch.chars().filter(|character| character.is_alphabetic()).count();
    let is_name = place.of(words.text).chars().next().is_some_and(char::is_uppercase);
    if !spaced {
        return length >= CHARACTERS && letters >= CHARACTERS && !parted;
    }
    if joined {
        return letters > 2 && !is_name && !(length == 1 && allowed.may_join(word));
    }
    match (length, times) {
        _ if letters == 0 => !parted && stretch.chars().count() > 1,
        _ if letters < 2 => false,
        (1, 2) => !parted && !allowed.doubled.contains(word.as_str()),
        (1, _) => !allowed.doubled.contains(word.as_str()) || (times > 3 && !parted),
        (2, 2) => {
            !(parted
                || words.words.get(first + 1).is_some_and(|(next, _)| allowed.and.contains(next.as_str()))
                    && allowed.may_join(word))
        }
        _ => true,
    }
}

/// Whether two or three characters of the same script stand twice in a row.
fn is_doubled_stretch(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (2..=3).any(|length| {
        characters.windows(2 * length).any(|both| {
            let (first, second) = both.split_at(length);
            first == second && first.iter().all(|c| c.is_alphabetic() && !c.is_ascii()) && first.iter().any(|c| c != &first[0])
        })
    })
}

/// Whether the original repeats something, too; a doubled name may be one of doubled characters (芳芳).
fn is_in_source(bead: &BeadView<'_>, repetition: &Repetition, target: &Words<'_>, source: &Words<'_>) -> bool {
    let word = target.words.get(repetition.first).map_or("", |(word, _)| word.as_str());
    if repetition.joined && source.joins(&ALLOWED.of(bead.language(Side::Source)).and) {
        return true;
    }
    let is_number = !word.chars().any(char::is_alphabetic);
    if repetition.length == 1 && is_number && source.count(word) > 1 {
        return true;
    }
    let is_name =
        target.span(repetition.first, repetition.first + 1).of(target.text).chars().next().is_some_and(char::is_uppercase);
    let spaced = bead.language(Side::Source).traits.word_spaces;
    let doubled = |word: &str| {
        let half = word.len() / 2;
        word.get(..half).is_some_and(|first| word.get(half..) == Some(first))
    };
    // Writing without blanks may not part the doubled name from what follows: ボラボラ島.
    if is_name && !spaced && is_doubled_stretch(source.text) {
        return true;
    }
    if is_name
        && source.words.iter().any(|(word, _)| word.chars().count() > 3 && word.chars().all(char::is_alphabetic) && doubled(word))
    {
        return true;
    }
    source.repeat(spaced || (is_name && repetition.length == 1 && repetition.times == 2))
}

fn report(
    bead: &BeadView<'_>,
    target: &Words<'_>,
    (first, first_end): (usize, usize),
    end: usize,
    copies: usize,
    findings: &mut Findings<'_>,
) {
    let once = target.span(first, first_end);
    let level = if copies > 2 || first_end - first > 1 { Level::Error } else { Level::Warning };
    add(bead, once, target.span(first, end), if copies > 2 { 0.97 } else { 0.9 }, level, findings);
}

/// Adds a finding; `once` and `place` are bytes of the words of the bead.
fn add(bead: &BeadView<'_>, once: Span, place: Span, sure: f32, level: Level, findings: &mut Findings<'_>) {
    let start = bead.span(Side::Target).start;
    let words = once.of(bead.words(Side::Target));
    let message = format!("the rendering repeats “{words}”, the original says nothing twice here");
    findings.add(bead.index, level, sure, message, bead.span(Side::Source), place.shifted(start)).suggestion =
        Some(words.to_owned()).filter(|_| once.start == place.start);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::align::Alignment;
    use crate::check;
    use crate::check::{PairView, Text};
    use crate::lang::{self, LANGUAGES};
    use crate::segment::Document;

    fn repeated(source: (&str, &str), target: (&str, &str)) -> Vec<String> {
        let text = |(code, text): (&str, &str)| Text::new(Document::from_lines("text", text.to_owned(), lang::find(code)));
        let (source, target) = (text(source), text(target));
        let length = source.document.segments().len().min(target.document.segments().len());
        let alignment = Alignment::of_pairs((0..length).map(|_| (true, true)));
        let findings = check::check(&PairView { source: &source, target: &target, alignment: &alignment });
        let own = findings.iter().filter(|finding| finding.rule == "repeated-text");
        own.map(|finding| finding.target.span.of(target.document.text()).to_owned()).collect()
    }

    #[test]
    fn a_clause_that_comes_back_later_is_found() {
        let source = ("zh", "他说这个方法很科学，对我们大力推进工作有帮助。");
        let target = (
            "en",
            "This is a sound method for us to push the work on, he said, this is a sound method for us to push the work on.",
        );
        assert_eq!(repeated(source, target).len(), 1);
    }

    #[test]
    fn names_of_doubled_syllables_and_comparatives_are_no_repetition() {
        assert!(repeated(("ja", "夏はボラボラ島へ行く。"), ("en", "In summer we go to Bora Bora Island.")).is_empty());
        assert!(
            repeated(("ja", "ロアロアホテルはますます大きい。"), ("en", "The Roa Roa Hotel is bigger and bigger.")).is_empty()
        );
        assert!(repeated(("zh", "在2020年，他很好。"), ("en", "In 2020, he was very very well.")).is_empty());
    }

    proptest! {
        #[test]
        fn a_text_checked_against_itself_repeats_nothing_of_its_own(
            text in "((a|ba|experience|and|很|长长|ロアロア|12) ?(, |\\. |)){0,12}",
            which in 0..LANGUAGES.len(),
        ) {
            let code = LANGUAGES[which].code;
            prop_assert_eq!(repeated((code, &text), (code, &text)), Vec::<String>::new());
        }
    }
}
