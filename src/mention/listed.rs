//! Words that tables list, found in a sentence: the longest at each place, at the bounds of words.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

use super::Sentence;
use crate::lang::Language;
use crate::lang::table::{self, Row};
use crate::text::Span;

/// A form of a table as it is written there, with what it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// The letters, every ending in place.
    pub(crate) text: String,
    /// Marked `?` in the table: often another word, or part of one.
    pub(crate) doubtful: bool,
}

/// The endings that a table gives to its stems, by the name of the class.
#[derive(Debug, Default)]
pub(crate) struct Endings(FxHashMap<&'static str, Vec<&'static str>>);

impl Endings {
    /// Reads the rows of `table` that begin with `~`: the class, then its endings with `|` between them,
    /// `-` for none.
    pub(crate) fn of(table: &'static str) -> Self {
        let classes = table::rows(table).filter_map(|row| {
            let class = row.cell(0).strip_prefix('~')?;
            Some((class, row.forms(1).map(|ending| if ending == "-" { "" } else { ending }).collect()))
        });
        Self(classes.collect())
    }

    /// Every form that a cell entry stands for: `Росси~ia` gives Россия, России, …; a word whose class no
    /// row gives keeps its stem.
    pub(crate) fn expand(&self, entry: &str) -> Vec<Form> {
        let (entry, doubtful) = entry.strip_suffix('?').map_or((entry, false), |entry| (entry, true));
        let mut texts = vec![String::new()];
        for (index, word) in entry.split(' ').enumerate() {
            let (stem, class) = word.split_once('~').unwrap_or((word, ""));
            let endings = self.0.get(class).map_or(&[""][..], Vec::as_slice);
            let blank = if index == 0 { "" } else { " " };
            texts =
                texts.iter().flat_map(|text| endings.iter().map(move |ending| format!("{text}{blank}{stem}{ending}"))).collect();
        }
        texts.into_iter().map(|text| Form { text, doubtful }).collect()
    }

    /// The forms of every entry in a cell.
    pub(crate) fn cell(&self, row: &Row, column: usize) -> Vec<Form> {
        row.forms(column).flat_map(|entry| self.expand(entry)).collect()
    }
}

/// So short a form stands in many a longer word.
const WITHIN: usize = 4;

/// Whether `text` holds one of the forms, be it within a longer word.
pub(crate) fn stand_within(language: &Language, forms: impl IntoIterator<Item = Form>, text: &str) -> bool {
    let small = |text: &str| language.view(text).text().to_lowercase();
    let text = small(text);
    let tells = |form: &str| !form.is_empty() && (!language.traits.word_spaces || form.chars().count() >= WITHIN);
    forms.into_iter().map(|form| small(&form.text)).any(|form| tells(&form) && text.contains(&form))
}

/// An entry of a table, which stands for one form or many.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// The form itself.
    Form(&'static str, Doubt),
    /// A stem or form as a cell has it, to be expanded.
    Cell(&'static str, Arc<Endings>),
}

/// Whether a form is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    No,
    Yes,
}

impl Entry {
    /// Every form that it stands for.
    fn forms(&self) -> Vec<Form> {
        match self {
            Self::Form(text, doubt) => vec![Form { text: (*text).to_owned(), doubtful: *doubt == Doubt::Yes }],
            Self::Cell(entry, endings) => endings.expand(entry),
        }
    }

    /// What all its forms begin with; nothing where the endings tell.
    fn first(&self) -> Option<&'static str> {
        let (Self::Form(text, _) | Self::Cell(text, _)) = self;
        let first = text.chars().next().filter(|&first| first != '~')?;
        text.get(..first.len_utf8())
    }
}

/// Entries and their values, searched for all at once. What begins with a character is made ready when a text first holds
/// it: most texts hold few of the characters that names begin with.
pub(crate) struct Listed<T> {
    language: &'static Language,
    entries: Vec<(Entry, T)>,
    of_first: FxHashMap<char, Shelf<T>>,
    /// Makes one value of those of equal forms.
    join: fn(&mut T, T),
}

/// The forms that begin with a character.
struct Shelf<T> {
    /// The numbers of the entries that may have such forms.
    entries: Vec<u32>,
    ready: OnceLock<Ready<T>>,
}

struct Ready<T> {
    /// In the byte order of the forms.
    forms: Vec<Known<T>>,
    /// The forms by their second character, without one those of one character.
    of_second: FxHashMap<Option<char>, Range<usize>>,
}

struct Known<T> {
    form: String,
    value: T,
    doubtful: bool,
}

/// A listed form in a sentence.
#[derive(Debug)]
pub(crate) struct Found<'a, T> {
    pub(crate) span: Span,
    pub(crate) value: &'a T,
    /// The form is marked doubtful, and the words around it do not settle the doubt.
    pub(crate) doubtful: bool,
}

/// Letters that a form needs to be looked for in capitals throughout (`CHINA`); shorter ones would meet
/// acronyms.
const SHOUTED: usize = 4;

impl<T: Clone> Listed<T> {
    /// Entries whose forms are to be found in texts of `language`; of equal forms `join` makes one value, in the order given.
    pub(crate) fn new(language: &'static Language, entries: Vec<(Entry, T)>, join: fn(&mut T, T)) -> Self {
        let mut of_first: FxHashMap<char, Shelf<T>> = FxHashMap::default();
        for ((entry, _), number) in entries.iter().zip(0..) {
            let mut note = |text: &str| {
                for first in firsts(language, text).into_iter().flatten() {
                    let shelf = of_first.entry(first).or_insert_with(|| Shelf { entries: Vec::new(), ready: OnceLock::new() });
                    if shelf.entries.last() != Some(&number) {
                        shelf.entries.push(number);
                    }
                }
            };
            match entry.first() {
                Some(first) => note(first),
                None => entry.forms().iter().for_each(|form| note(&form.text)),
            }
        }
        Self { language, entries, of_first, join }
    }

    /// The forms that begin with a character.
    fn beginning_with(&self, first: char) -> Option<&Ready<T>> {
        let shelf = self.of_first.get(&first)?;
        Some(shelf.ready.get_or_init(|| self.ready(first, &shelf.entries)))
    }

    fn ready(&self, first: char, entries: &[u32]) -> Ready<T> {
        let mut all: Vec<Known<T>> = Vec::new();
        for (entry, value) in entries.iter().filter_map(|&number| self.entries.get(number as usize)) {
            for form in entry.forms() {
                // Tables are written as people write, the text searched is in the compared view.
                let text = self.language.view(&form.text).text().to_owned();
                let spellings = spellings(self.language, text).into_iter().filter(|spelling| spelling.starts_with(first));
                all.extend(spellings.map(|spelling| Known { form: spelling, value: value.clone(), doubtful: form.doubtful }));
            }
        }
        all.sort_by(|one, other| one.form.cmp(&other.form));
        let mut forms: Vec<Known<T>> = Vec::with_capacity(all.len());
        for known in all {
            match forms.last_mut().filter(|last| last.form == known.form) {
                Some(last) => {
                    (self.join)(&mut last.value, known.value);
                    last.doubtful &= known.doubtful;
                }
                None => forms.push(known),
            }
        }
        let mut of_second: FxHashMap<_, Range<usize>> = FxHashMap::default();
        for (place, known) in forms.iter().enumerate() {
            of_second.entry(known.form.chars().nth(1)).or_insert(place..place).end = place + 1;
        }
        Ready { forms, of_second }
    }

    /// The longest form that `rest` begins with.
    fn longest(&self, rest: &str) -> Option<&Known<T>> {
        let mut characters = rest.chars();
        let ready = self.beginning_with(characters.next()?)?;
        let forms = |second: Option<char>| ready.forms.get(ready.of_second.get(&second)?.clone());
        let longer = characters.next().and_then(|second| forms(Some(second))).and_then(|forms| {
            // Forms that `rest` begins with stand before it in order, the longer the nearer.
            let before = forms.partition_point(|known| known.form.as_str() <= rest);
            forms[..before].iter().rev().find(|known| rest.starts_with(&known.form))
        });
        longer.or_else(|| forms(None)?.first())
    }

    /// The forms in the sentence from left to right, the longest at each place; none overlap.
    pub(crate) fn find(&self, sentence: &Sentence<'_>) -> Vec<Found<'_, T>> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut last = Script::Other;
        while let Some(first) = sentence.text.get(at..).and_then(|rest| rest.chars().next()) {
            // Within a word no form stands alone.
            if last == Script::Alphabet && first.is_ascii_alphanumeric() {
                at += sentence.text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                continue;
            }
            let script = script(first);
            let within = script != Script::Other && std::mem::replace(&mut last, script) == script;
            let known = if within { None } else { self.longest(&sentence.text[at..]) };
            let Some(Known { form, value, doubtful }) = known else {
                (at, last) = (at + first.len_utf8(), script);
                continue;
            };
            last = form.chars().next_back().map_or(Script::Other, self::script);
            let span = Span::new(at, at + form.len());
            at += form.len();
            if !stands_alone(sentence, span) {
                continue;
            }
            let mut doubtful = *doubtful;
            if doubtful && sentence.language.traits.letter_case {
                doubtful = beside_a_name(sentence.text, span);
            } else if doubtful && !sentence.language.traits.word_spaces {
                if !bounded(sentence.words(), span) {
                    continue;
                }
                doubtful = false;
            }
            found.push(Found { span, value, doubtful });
        }
        found
    }
}

/// What the [`spellings`] of a form may begin with whose first character is that of `text`.
fn firsts(language: &Language, text: &str) -> [Option<char>; 2] {
    let Some(first) = text.chars().next() else { return [None; 2] };
    let folded = if first.is_ascii() { Some(first) } else { language.view(text).text().chars().next() };
    let capital = folded.filter(|_| language.traits.letter_case).and_then(|folded| folded.to_uppercase().next());
    [folded, capital.filter(|_| capital != folded)]
}

/// A form as listed, and where the language has letter case, as it stands at the head of a sentence and in
/// a headline set in capitals.
fn spellings(language: &Language, text: String) -> Vec<String> {
    let mut spellings = vec![text];
    if language.traits.letter_case {
        let text = &spellings[0];
        let mut chars = text.chars();
        let head: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
        let shouted = text.to_uppercase();
        if text.chars().count() >= SHOUTED && !spellings.contains(&shouted) {
            spellings.push(shouted);
        }
        if !spellings.contains(&head) {
            spellings.push(head);
        }
    }
    spellings
}

/// Whether no letter that would make it another word touches the span.
pub(crate) fn stands_alone(sentence: &Sentence<'_>, span: Span) -> bool {
    let form = span.of(sentence.text);
    let before = sentence.text.get(..span.start as usize).and_then(|text| text.chars().next_back());
    let after = sentence.text.get(span.end as usize..).and_then(|text| text.chars().next());
    let (Some(first), Some(last)) = (form.chars().next(), form.chars().next_back()) else { return false };
    let single = form.chars().nth(1).is_none();
    let joined = |edge: char, beside: Option<char>, leading: bool| {
        beside.is_some_and(|beside| match script(edge) {
            // Particles grow on the end of a Korean word, but a single syllable would begin most anything.
            Script::Hangul => (leading || single) && script(beside) == Script::Hangul,
            Script::Alphabet => script(beside) == Script::Alphabet,
            Script::Other => false,
        })
    };
    if joined(first, before, true) || joined(last, after, false) {
        return false;
    }
    // In a headline set in capitals, US may be "us".
    let acronym = form.chars().count() < SHOUTED && form.chars().all(|c| c.is_ascii_uppercase());
    !(acronym && sentence.language.traits.letter_case && is_shouted(sentence.text))
}

fn is_shouted(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2 * SHOUTED && !text.chars().any(char::is_lowercase)
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    Hangul,
    Alphabet,
    Other,
}

fn script(character: char) -> Script {
    match character {
        ascii if ascii.is_ascii() => {
            if ascii.is_ascii_alphanumeric() {
                Script::Alphabet
            } else {
                Script::Other
            }
        }
        '\u{AC00}'..='\u{D7A3}' => Script::Hangul,
        // Kana and characters are written without blanks; which of them make a word is asked elsewhere.
        '\u{2E80}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => Script::Other,
        // Marks that join consonants are no letters, and part no words.
        c if c.is_alphanumeric() || is_combining_mark(c) => Script::Alphabet,
        _ => Script::Other,
    }
}

/// Whether the word before or after begins with a capital, as in a person's name (Michael Jordan), a word
/// at the head of the sentence excepted.
fn beside_a_name(text: &str, span: Span) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let before = text.get(..span.start as usize).unwrap_or_default();
    let after = text.get(span.end as usize..).unwrap_or_default();
    let next = after.strip_prefix(' ').is_some_and(capital);
    let last = before.strip_suffix(' ').is_some_and(|before| {
        let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '-').map_or(0, |at| at + 1);
        before.get(start..).is_some_and(capital) && !before.get(..start).unwrap_or_default().trim().is_empty()
    });
    next || last
}

/// Whether both ends of `span` are bounds of words, given in order.
pub(crate) fn bounded(words: &[Span], span: Span) -> bool {
    let inside = |place: u32| {
        let at = words.partition_point(|word| word.end <= place);
        words.get(at).is_some_and(|word| word.start < place)
    };
    !inside(span.start) && !inside(span.end)
}
