//! What each sentence offers for comparison: its words, values and names, each a term of the text.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sound::{self, Skeleton};
use crate::lang::pairs::{self, Lexicon};
use crate::lang::{Language, PerLanguage, table};
use crate::mention::{Amount, Date, Fact, Mention, Mentions, Precision};
use crate::segment::Document;
use crate::text::Span;

/// A word, value or name that may stand in many sentences.
#[derive(Debug, Default)]
pub(super) struct Term {
    /// The word in lower case; empty for a value.
    pub(super) form: String,
    /// The words of a name of several words, in lower case.
    pub(super) words: Vec<String>,
    /// The stems that a rendering may show: of the word, or of each word of a name.
    pub(super) stems: Vec<String>,
    /// Shorter dictionary words within the word, in a writing without blanks.
    pub(super) parts: Vec<String>,
    /// What mentions say of it, in a form that no language owns.
    pub(super) facts: Vec<String>,
    /// The word in plain Latin letters where it may be a name or a word that languages share.
    pub(super) latin: String,
    /// Whether it may be a name: written with a capital, or in a script without them.
    pub(super) may_be_name: bool,
    /// How many words across it may answer to.
    pub(super) reach: u8,
    /// In how many sentences it stands.
    pub(super) sentences: u32,
}

/// The terms of a text, sentence by sentence.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    pub(super) list: Vec<Term>,
    /// The terms of each sentence in their order, one entry for each time that they stand there.
    pub(super) of_sentence: Vec<Vec<u32>>,
    /// The length of each sentence in bytes of UTF-8, at least 1.
    pub(super) lengths: Vec<f32>,
    /// Whether a paragraph begins with the sentence.
    pub(super) opens_paragraph: Vec<bool>,
}

/// The sounds of the names of the text across, by which names are told in a writing without blanks.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    sounds: FxHashSet<String>,
    /// The first letters of the sounds, none and more up to [`BEGINNING`], as [`beginning`] has them.
    beginnings: FxHashSet<u64>,
}

/// A stretch of text is given up when no sound has its first letters, so many.
const BEGINNING: usize = 8;

impl Heard {
    fn add(&mut self, sound: String) {
        self.beginnings.extend((0..=sound.len().min(BEGINNING)).map(|end| beginning(&sound[..end])));
        self.sounds.insert(sound);
    }

    /// Whether a sound may begin with these letters.
    fn begins(&self, letters: &str) -> bool {
        self.beginnings.contains(&beginning(letters))
    }
}

/// The first letters of a sound, which is written in ASCII, up to [`BEGINNING`] of them, in a number.
fn beginning(letters: &str) -> u64 {
    letters.bytes().take(BEGINNING).fold(0, |number, letter| number << 8 | u64::from(letter))
}

struct Common {
    words: FxHashSet<&'static str>,
}

static COMMON: PerLanguage<Common> = PerLanguage::new(|language| Common {
    words: table::rows(language.tables.function_words).map(|row| row.cell(0)).filter(|word| !word.is_empty()).collect(),
});

/// About as many bytes as a word has with the blank behind it, so that room for the terms is made at once.
const BYTES_A_TERM: usize = 6;
/// Names in a writing without blanks are looked for up to this length.
const LONGEST_NAME: usize = 6;

/// What terms are read of besides words and values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    /// The words that are too common to tell sentences apart.
    pub(crate) common_words: bool,
    /// Persons and organisations, each as one term; else their words are words as any.
    pub(crate) names: bool,
}

impl Terms {
    /// Reads the terms of `document`; `heard` holds the names of the text across.
    pub(crate) fn read(document: &Document, mentions: &Mentions, heard: &Heard, kept: Kept) -> Self {
        let mut reader = Reader {
            language: document.language(),
            names: kept.names,
            common: (!kept.common_words).then(|| COMMON.of(document.language())),
            lexicon: pairs::words_of(document.language().code),
            heard,
            words: Default::default(),
            values: FxHashMap::default(),
            counted_in: Vec::new(),
            lower: String::new(),
            latin: String::new(),
            skeleton: Skeleton::default(),
            terms: Self::default(),
        };
        let mut paragraph = None;
        for (index, (segment, view)) in document.segments().iter().zip(document.views()).enumerate() {
            reader.terms.opens_paragraph.push(paragraph != Some(segment.paragraph));
            paragraph = Some(segment.paragraph);
            #[expect(clippy::cast_precision_loss, reason = "a length need not be exact")]
            reader.terms.lengths.push(view.text().trim().len().max(1) as f32);
            reader.sentence(view.text(), document.words(index), segment.span, mentions.in_segment(index));
        }
        reader.terms
    }

    /// How many sentences the text has.
    pub(crate) fn len(&self) -> usize {
        self.of_sentence.len()
    }

    /// The sounds of what may be a name here.
    pub(crate) fn names(&self) -> Heard {
        let names = self.list.iter().filter(|term| term.may_be_name && term.latin.len() >= 2);
        let mut heard = Heard::default();
        for name in names {
            heard.add(name.latin.clone());
            let skeleton = sound::skeleton(&name.latin);
            if skeleton.len() >= sound::FEWEST_CONSONANTS {
                heard.add(skeleton);
            }
        }
        heard
    }
}

struct Reader<'a> {
    language: &'static Language,
    names: bool,
    common: Option<&'static Common>,
    lexicon: Option<&'static Lexicon>,
    heard: &'a Heard,
    /// The number of each word that no mention says anything of, by whether it may be a name.
    words: [FxHashMap<String, u32>; 2],
    /// The number of each other term by what tells it apart.
    values: FxHashMap<String, u32>,
    /// By term, the last sentence that it was counted in, from 1.
    counted_in: Vec<usize>,
    /// Room for a word in lower case.
    lower: String,
    /// Room for the letters that a stretch sounds like, and for their skeleton.
    latin: String,
    skeleton: Skeleton,
    terms: Terms,
}

impl Reader<'_> {
    /// `folded` is the compared view of the sentence, `original` its words, `span` its place.
    fn sentence(&mut self, folded: &str, original: &str, span: Span, mentions: &[Mention]) {
        let mut terms = Vec::with_capacity(folded.len() / BYTES_A_TERM);
        let mut at = 0;
        for mention in mentions {
            let start = mention.span.start.saturating_sub(span.start) as usize;
            let end = (mention.span.end.saturating_sub(span.start) as usize).min(original.len());
            let is_name = matches!(mention.fact, Fact::Person(_) | Fact::Organisation(_));
            if start < at || start >= end || (is_name && !self.names) {
                continue;
            }
            let (Some(before), Some(words)) = (original.get(at..start), original.get(start..end)) else { continue };
            self.words(&self.folded(before), &mut terms);
            self.mention(&self.folded(words), &mention.fact, &mut terms);
            at = end;
        }
        if at == 0 {
            self.words(folded, &mut terms);
        } else {
            self.words(&self.folded(original.get(at..).unwrap_or_default()), &mut terms);
        }
        for mark in ['?', '!'] {
            if folded.contains(mark) {
                terms.push(self.number(Term { facts: vec![format!("mark {mark}")], reach: 1, ..Term::default() }));
            }
        }
        self.terms.of_sentence.push(terms);
        let sentence = self.terms.of_sentence.len();
        self.counted_in.resize(self.terms.list.len(), 0);
        for &term in self.terms.of_sentence.last().into_iter().flatten() {
            let counted_in = &mut self.counted_in[term as usize];
            self.terms.list[term as usize].sentences += u32::from(*counted_in != sentence);
            *counted_in = sentence;
        }
    }

    /// The compared view of a part of the text; ASCII is the same in it.
    fn folded<'t>(&self, part: &'t str) -> Cow<'t, str> {
        if part.is_ascii() { Cow::Borrowed(part) } else { Cow::Owned(self.language.view(part).text().to_owned()) }
    }

    fn mention(&mut self, words: &str, fact: &Fact, terms: &mut Vec<u32>) {
        let mut values = |facts| terms.push(self.number(Term { facts, reach: 1, ..Term::default() }));
        let mut value = |fact: String| values(vec![fact]);
        let facts: Vec<String> = match fact {
            Fact::Number(amount) | Fact::Ordinal(amount) | Fact::Percent(amount) => return values(amount_facts(amount, words)),
            Fact::Money(amount, unit) | Fact::Quantity(amount, unit) => {
                values(amount_facts(amount, words));
                return values(vec![format!("unit {unit}")]);
            }
            Fact::Date(date) => return parts(date).into_iter().for_each(value),
            Fact::Url(address) | Fact::Email(address) => return value(address.clone()),
            Fact::Country(countries) => countries.readings.iter().take(1).map(|code| format!("country {code}")).collect(),
            Fact::Place(name) => vec![format!("place {name}")],
            Fact::Person(name) | Fact::Organisation(name) => name.known.iter().take(1).map(|key| format!("name {key}")).collect(),
        };
        let form = words.to_lowercase();
        if let Some(number) = self.known(&form, &facts, true) {
            terms.push(number);
            return;
        }
        let spans = table::unicode_words(words);
        let stems = spans.iter().map(|word| (self.language.stem)(word.of(words))).collect();
        let several = spans.iter().filter(|_| spans.len() > 1).map(|word| word.of(words).to_lowercase()).collect();
        let latin = sound::latin(words);
        let term = Term { form, words: several, stems, facts, latin, may_be_name: true, reach: 2, ..Term::default() };
        terms.push(self.number(term));
    }

    /// The terms of a stretch without mentions.
    fn words(&mut self, text: &str, terms: &mut Vec<u32>) {
        if text.is_ascii() {
            return self.spaced_words(text, terms);
        }
        let mut spaced_from = 0;
        let mut chars = text.char_indices().peekable();
        while let Some(&(start, first)) = chars.peek() {
            if !without_blanks(first) {
                chars.next();
                continue;
            }
            self.spaced_words(&text[spaced_from..start], terms);
            let mut end = start;
            while let Some((at, character)) = chars.next_if(|&(_, character)| without_blanks(character)) {
                end = at + character.len_utf8();
            }
            self.unspaced_words(&text[start..end], terms);
            spaced_from = end;
        }
        self.spaced_words(&text[spaced_from..], terms);
    }

    fn spaced_words(&mut self, text: &str, terms: &mut Vec<u32>) {
        let spans = table::unicode_words(text);
        // In lower case, where that leaves every letter at its place.
        let lower = self.lexicon.map(|_| text.to_lowercase()).filter(|lower| lower.len() == text.len()).unwrap_or_default();
        let mut index = 0;
        while let Some(&span) = spans.get(index) {
            if let Some(words) = self.several_words(&lower, &spans[index..], terms) {
                index += words;
                continue;
            }
            index += 1;
            let mut span = span;
            let capital = span.of(text).chars().next().is_some_and(char::is_uppercase);
            // "Bao-yu" is one name.
            while let Some(&next) = spans.get(index)
                && capital
                && Span::new(span.end as usize, next.start as usize).of(text) == "-"
                && next.of(text).chars().next().is_some_and(char::is_lowercase)
            {
                span = span.join(next);
                index += 1;
            }
            self.spaced_word(span.of(text), capital, terms);
        }
    }

    /// The longest entry of the lexicon that is made of several of the words at `spans`, as one term; how many they are.
    fn several_words(&mut self, lower: &str, spans: &[Span], terms: &mut Vec<u32>) -> Option<usize> {
        let start = spans.first()?.start as usize;
        let words_to = |end: usize| spans.iter().position(|span| span.end as usize >= start + end);
        let ends_word = |end: usize| words_to(end).is_some_and(|last| spans[last].end as usize == start + end);
        let form = self.lexicon?.longest_to(lower.get(start..)?, ends_word)?;
        let words = words_to(form.len())? + 1;
        if words < 2 {
            return None;
        }
        if !self.is_common(form) {
            let number = self.known(form, &[], false).unwrap_or_else(|| {
                let reach = u8::try_from(words).unwrap_or(u8::MAX).min(4);
                let (form, stems) = (form.to_owned(), vec![(self.language.stem)(form)]);
                self.number(Term { form, stems, reach, ..Term::default() })
            });
            terms.push(number);
        }
        Some(words)
    }

    fn spaced_word(&mut self, word: &str, capital: bool, terms: &mut Vec<u32>) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            terms.push(self.number(Term { facts: vec![digits(word)], reach: 1, ..Term::default() }));
            return;
        }
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        if word.is_ascii() {
            lower.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
        } else {
            lower.push_str(&word.to_lowercase());
        }
        if !self.is_common(&lower) {
            let cased = |c: char| c.is_ascii_lowercase() || c.to_uppercase().next() != Some(c);
            let may_be_name = capital || !lower.chars().any(cased);
            let number = self.known(&lower, &[], may_be_name).unwrap_or_else(|| {
                let stems = lower.split('-').map(self.language.stem).collect();
                let latin = sound::latin(&lower);
                self.number(Term { form: lower.clone(), stems, latin, may_be_name, reach: 1, ..Term::default() })
            });
            terms.push(number);
        }
        self.lower = lower;
    }

    /// Words of a writing without blanks: names that the text across holds, the longest words of the
    /// lexicon, pairs of characters where there is none.
    fn unspaced_words(&mut self, run: &str, terms: &mut Vec<u32>) {
        let mut at = 0;
        while let Some(rest) = run.get(at..).filter(|rest| !rest.is_empty()) {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let word = self.lexicon.and_then(|lexicon| lexicon.longest(rest));
            let name = self.name(rest, word.map_or(first, str::len));
            let length = if let Some((length, latin)) = name {
                let form = &rest[..length];
                let number = self.known(form, &[], true).unwrap_or_else(|| {
                    let parts = self.parts(form);
                    let form = form.to_owned();
                    self.number(Term { form, latin, may_be_name: true, parts, reach: 2, ..Term::default() })
                });
                terms.push(number);
                length
            } else if self.lexicon.is_some() {
                let form = word.unwrap_or(&rest[..first]);
                if !self.is_common(form) {
                    let number = self.known(form, &[], false).unwrap_or_else(|| {
                        let parts = self.parts(form);
                        let reach = u8::try_from(form.chars().count()).unwrap_or(u8::MAX).min(4);
                        self.number(Term { form: form.to_owned(), parts, reach, ..Term::default() })
                    });
                    terms.push(number);
                }
                form.len()
            } else {
                self.piece(rest, terms)
            };
            at += length.max(1);
        }
    }

    /// The longest stretch at the beginning of `rest`, at least as long as the word that stands there, which
    /// sounds like a name across.
    fn name(&mut self, rest: &str, at_least: usize) -> Option<(usize, String)> {
        let (heard, latin, skeleton) = (self.heard, &mut self.latin, &mut self.skeleton);
        latin.clear();
        skeleton.clear();
        let mut found = None;
        for (at, character) in rest.char_indices().take(LONGEST_NAME) {
            sound::add_latin(character, latin);
            skeleton.extend(latin);
            if !heard.begins(latin) && !heard.begins(skeleton.settled()) {
                break;
            }
            let end = at + character.len_utf8();
            if end < at_least {
                continue;
            }
            let consonants = |whole: &str| whole.len() >= sound::FEWEST_CONSONANTS && heard.sounds.contains(whole);
            if heard.sounds.contains(latin.as_str()) || (at > 0 && skeleton.whole(latin, consonants)) {
                found = Some((end, latin.clone()));
            }
        }
        found
    }

    fn is_common(&self, word: &str) -> bool {
        self.common.is_some_and(|common| common.words.contains(word))
    }

    /// The shorter words that a word is made of.
    fn parts(&self, word: &str) -> Vec<String> {
        let mut parts = Vec::new();
        let Some(lexicon) = self.lexicon else { return parts };
        for (at, character) in word.char_indices() {
            let mut end = at + character.len_utf8();
            let single = &word[at..end];
            let mut longest = single;
            for next in word[end..].chars() {
                end += next.len_utf8();
                let piece = &word[at..end];
                if piece.len() < word.len() && lexicon.holds(piece) {
                    longest = piece;
                }
            }
            if longest.len() < word.len() && !self.is_common(longest) {
                parts.push(longest.to_owned());
            }
        }
        parts
    }

    /// Without a lexicon: a run of Katakana is a word, other characters stand in pairs. Gives the length that
    /// was read.
    fn piece(&mut self, rest: &str, terms: &mut Vec<u32>) -> usize {
        let katakana: String = rest.chars().take_while(|&c| is_katakana(c)).collect();
        if !katakana.is_empty() {
            let length = katakana.len();
            let latin = sound::latin(&katakana);
            terms.push(self.number(Term { form: katakana, latin, may_be_name: true, reach: 1, ..Term::default() }));
            return length;
        }
        let pair: String = rest.chars().take(2).collect();
        if pair.chars().count() == 2 && !pair.chars().any(is_katakana) && pair.chars().any(|c| !is_hiragana(c)) {
            terms.push(self.number(Term { form: pair, reach: 1, ..Term::default() }));
        }
        rest.chars().next().map_or(1, char::len_utf8)
    }

    /// The number of the term that the text had before with that form and those facts, if it had one.
    fn known(&self, form: &str, facts: &[String], may_be_name: bool) -> Option<u32> {
        if facts.is_empty() {
            self.words[usize::from(may_be_name)].get(form).copied()
        } else {
            self.values.get(&value_key(form, facts, may_be_name)).copied()
        }
    }

    /// The number of a term, a new one where the text had none like it.
    fn number(&mut self, term: Term) -> u32 {
        let (numbers, key) = if term.facts.is_empty() {
            (&mut self.words[usize::from(term.may_be_name)], term.form.clone())
        } else {
            (&mut self.values, value_key(&term.form, &term.facts, term.may_be_name))
        };
        let list = &mut self.terms.list;
        *numbers.entry(key).or_insert_with(|| {
            list.push(term);
            u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// What tells a term with facts apart.
fn value_key(form: &str, facts: &[String], may_be_name: bool) -> String {
    format!("{form}\u{1}{}\u{1}{may_be_name}", facts.join("\u{1}"))
}

/// The value, and the digits that the text shows, by which it is met in a language whose words for large numbers
/// are not known.
fn amount_facts(amount: &Amount, words: &str) -> Vec<String> {
    if amount.precision == Precision::Vague {
        return vec!["vague".to_owned()];
    }
    let value = amount.value.normalize().to_string();
    let shown = table::unicode_words(words)
        .first()
        .map(|word| word.of(words))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    match shown.map(digits).filter(|shown| *shown != value) {
        Some(shown) => vec![value, shown],
        None => vec![value],
    }
}

fn parts(date: &Date) -> Vec<String> {
    let year = date.year.map(|year| year.to_string());
    let month = date.month.map(|month| format!("month {month}"));
    let day = date.day.map(|day| day.to_string());
    let weekday = date.weekday.map(|day| format!("weekday {day}"));
    [year, month, day, weekday].into_iter().flatten().collect()
}

/// A number in digits, without the marks that group thousands.
fn digits(word: &str) -> String {
    let groups: Vec<&str> = word.split([',', '.', '\u{a0}']).collect();
    let grouped = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    if grouped { groups.concat() } else { word.replace(',', ".") }
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30A1}'..='\u{30FA}' | '\u{30FC}' | '\u{31F0}'..='\u{31FF}')
}

fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{309F}')
}

/// Characters of writings that put no blanks between words.
fn without_blanks(character: char) -> bool {
    is_katakana(character)
        || is_hiragana(character)
        || matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}
