//! Single words of the original in a rendering that shares its script: told by how common they are in either
//! language, and where neither knows them, by their letters.

use std::collections::HashSet;

use rustc_hash::FxHashSet;

use crate::check::{BeadView, Text};
use crate::lang::table::unicode_words;
use crate::lang::{Frequencies, Language, function_words};
use crate::mention::name::Parts;
use crate::mention::{CountryForm, Fact, Mention, country};
use crate::text::{Side, Span};

/// A word is the original's if it is at least so much more common there (ten times the decimal logarithm) …
const MORE_COMMON: u8 = 12;
/// … or this much, where the vocabulary of the language of the rendering has it too …
const SURELY_MORE_COMMON: u8 = 17;
/// … and no more common than this in the language of the rendering …
const RARE: u8 = 36;
/// … or than this, if it is much more common there and not in the vocabulary here (und, que, su).
const RARE_SMALL_WORD: u8 = 50;
const MUCH_MORE_COMMON: u8 = 23;
/// … or than this, if it is surely more common there and not in the vocabulary here, where it is a name (donna).
const RARE_NAME: u8 = 40;
/// How common a word counts for that is not among the common ones, but stands in the language's vocabulary.
const IN_VOCABULARY: u8 = 28;
/// How common every other word counts for.
const UNKNOWN: u8 = 20;
/// Words that are so common are hardly lent to other languages.
const TOO_COMMON_TO_LEND: u8 = 55;
/// A word with a capital letter may be a name; it must be so common in the original's language …
const COMMON_NOUN: u8 = 34;
/// … or so, where nothing stands before it that stands before nouns only, or a sentence begins with it.
const VERY_COMMON_NOUN: u8 = 43;
const COMMON_FIRST: u8 = 36;
/// … or so, where the language has other forms of it too, as names have none.
const INFLECTED_NOUN: u8 = 40;
/// Each part of a compound that counts as known must be so common …
const PART_OF_COMPOUND: u8 = 40;
/// … and the parts so long, in letters: the last parts of most surnames (berg, stein, mann) are shorter.
const FIRST_PART: usize = 4;
const LAST_PART: usize = 6;
/// By how much the letters of a word that nobody knows must be likelier in the original's language.
const LIKELIER: f32 = 0.5;
/// The same for one that is among the common words there.
const LIKELIER_IF_LISTED: f32 = -1.0;
/// The same for one with a capital letter.
const LIKELIER_NOUN: f32 = 8.0;
/// The letters of a shorter word tell nothing.
const LONG_ENOUGH: usize = 5;
/// Words in quotation marks or brackets that hold no more bytes than this are quoted as words.
const SHORT_QUOTE: usize = 24;

/// A word of the original that stands in the rendering.
pub(super) struct Left {
    /// Its place on each side, in the words of the bead.
    pub(super) source: Span,
    pub(super) target: Span,
    /// Whether it can hardly be anything else.
    pub(super) sure: bool,
}

/// A word with what stands around it.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    span: Span,
    before: &'a str,
    after: &'a str,
}

impl<'a> Word<'a> {
    fn all(text: &'a str) -> Vec<Self> {
        let around = |span: Span| (text.get(..span.start as usize), text.get(span.end as usize..));
        let word = |span: Span| {
            let span = without_genitive(span, text);
            let (before, after) = around(span);
            Word { text: span.of(text), span, before: before.unwrap_or_default(), after: after.unwrap_or_default() }
        };
        unicode_words(text).into_iter().map(word).collect()
    }

    fn has_capital(self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is written as words are: letters only, small but for the first.
    fn is_plain(self) -> bool {
        let mut letters = self.text.chars();
        letters.next().is_some_and(char::is_alphabetic)
            && letters.all(|letter| letter.is_lowercase() || matches!(letter, '\'' | '’'))
    }

    /// Whether it is quoted as a word, or part of an address, an abbreviation or a compound with a name.
    fn is_marked(self) -> bool {
        let joins = ['*', '@', '#', '/', '_', '&', '.'];
        let full_stop = |rest: &str| rest.starts_with('.') && rest[1..].starts_with(char::is_alphanumeric);
        let joined = self.before.ends_with(joins) || self.after.starts_with(['*', '@', '/', '_', '&']) || full_stop(self.after);
        joined || self.is_quoted() || self.compound().any(|character| !character.is_lowercase())
    }

    /// Whether marks that open and close lie near it on both sides.
    fn is_quoted(self) -> bool {
        let opens = ['"', '“', '„', '«', '‘', '\'', '(', '[', '‹', '»'];
        let closes = ['"', '”', '“', '»', '’', '\'', ')', ']', '›', '«'];
        let far = self.before.len().saturating_sub(SHORT_QUOTE);
        let before = self.before.char_indices().find(|&(at, _)| at >= far).and_then(|(at, _)| self.before.get(at..));
        let near_before = before.is_some_and(|before| before.contains(opens));
        let near_after =
            self.after.char_indices().take_while(|&(at, _)| at < SHORT_QUOTE).any(|(_, mark)| closes.contains(&mark));
        (self.before.ends_with(opens) && near_after) || (self.after.starts_with(closes) && near_before)
    }

    /// The letters and digits that hyphens join to it.
    fn compound(self) -> impl Iterator<Item = char> {
        let joined = |character: &char| character.is_alphanumeric() || matches!(character, '-' | '–');
        let before = if self.before.ends_with(['-', '–']) { self.before } else { "" };
        let after = if self.after.starts_with(['-', '–']) { self.after } else { "" };
        let characters = before.chars().rev().take_while(joined).chain(after.chars().take_while(joined));
        characters.filter(|character| character.is_alphanumeric())
    }

    /// Whether a sentence begins with it, so that its capital letter tells nothing.
    fn is_first(self) -> bool {
        let before = self.before.trim_end();
        before.is_empty()
            || before.ends_with(['.', '!', '?', ':', '…', '"', '“', '„', '«', '‘', '-', '–', '—', '•', '(', '¡', '¿'])
    }
}

/// The words of a text that stand with a capital letter where none is due, as names do; none in a language whose
/// nouns all have one.
pub(super) fn capitalised(text: &Text) -> HashSet<&str> {
    if text.document.language().traits.capital_nouns {
        return HashSet::new();
    }
    let segments = text.document.segments().iter();
    let words = segments.flat_map(|segment| Word::all(segment.span.of(text.document.text())));
    words.filter(|word| word.has_capital() && !word.is_first()).map(|word| word.text).collect()
}

/// The words of the original that were left standing in the rendering of `bead`, in their order; `named` holds
/// the words that stand as names elsewhere in the two texts.
pub(super) fn left(bead: &BeadView<'_>, named: &HashSet<&str>) -> Vec<Left> {
    let languages = [Side::Source, Side::Target].map(|side| bead.language(side));
    let Some(tongues) = Tongues::of(languages) else { return Vec::new() };
    let (source, target) = (Word::all(bead.words(Side::Source)), Word::all(bead.words(Side::Target)));
    let mut left = Vec::new();
    let start = bead.span(Side::Target).start;
    let is_place = |word: &Word<'_>| {
        let places = bead.mentions(Side::Target).filter(|mention| matches!(mention.fact, Fact::Place(_)));
        word.has_capital() && places.map(|place| place.span).any(|place| place.contains(word.span.shifted(start)))
    };
    for (at, &word) in target.iter().enumerate() {
        if !word.is_plain() || word.is_marked() || is_place(&word) {
            continue;
        }
        let same = |other: &&Word<'_>| other.text == word.text;
        let small = word.text.to_lowercase();
        let folded = |other: &&Word<'_>| other.text.to_lowercase() == small;
        let is_small = !word.has_capital() && tongues.is_rare_here(&small);
        let form = |other: &&Word<'_>| is_small && !other.has_capital() && are_forms(&other.text.to_lowercase(), &small);
        let whole = |other: &&Word<'_>| tongues.capital_nouns && tongues.is_compound_with(other.text, word.text);
        let original = source.iter().find(same).or_else(|| source.iter().find(folded)).or_else(|| source.iter().find(form));
        let original = original.or_else(|| source.iter().find(whole));
        let Some(original) = original else { continue };
        if tongues.is_surely_more_common_there(&small) && is_number_word(bead, original.span, word.span)
            || !tongues.is_known_here(&small) && is_foreign_country(bead, original.span, word.span)
        {
            left.push(Left { source: original.span, target: word.span, sure: false });
            continue;
        }
        let place = source.iter().position(|other| other.span == original.span).unwrap_or_default();
        let context = Context {
            previous: at.checked_sub(1).and_then(|at| target.get(at)).copied().filter(|_| word.before.ends_with(' ')),
            next: target.get(at + 1).copied().filter(|_| word.after.starts_with(' ')),
            source_before: &source[..place],
            source_after: source.get(place + 1),
            named,
        };
        if let Some(sure) = tongues.judge(word, *original, &context) {
            left.push(Left { source: original.span, target: word.span, sure });
        }
    }
    left
}

/// The place of a word without the ending of the English genitive.
fn without_genitive(span: Span, text: &str) -> Span {
    let word = span.of(text);
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    Span::new(span.start as usize, span.start as usize + bare.len())
}

/// Whether one is a form of the other, or a compound with it: the same but for the end.
fn are_forms(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let (short, long) = (one.chars().count().min(other.chars().count()), one.chars().count().max(other.chars().count()));
    same >= LONG_ENOUGH && (same == short || same + 3 >= long)
}

/// The mentions of a side at words of the bead.
fn mentions_at<'a>(bead: &BeadView<'a>, side: Side, words: Span) -> impl Iterator<Item = &'a Mention> {
    let place = words.shifted(bead.span(side).start);
    bead.mentions(side).filter(move |mention| mention.span.overlaps(place))
}

/// Whether a word is a number in the original and none in the rendering, which does not give that number elsewhere.
fn is_number_word(bead: &BeadView<'_>, original: Span, word: Span) -> bool {
    let value = |mention: &Mention| match &mention.fact {
        Fact::Number(amount) | Fact::Quantity(amount, _) => Some(amount.value),
        _ => None,
    };
    let is_word = original.of(bead.words(Side::Source)).chars().all(char::is_alphabetic);
    let Some(number) = mentions_at(bead, Side::Source, original).find_map(value).filter(|_| is_word) else { return false };
    let count = |side| bead.mentions(side).filter(|mention| value(mention) == Some(number)).count();
    bead.language(Side::Target).reads_numerals()
        && count(Side::Target) < count(Side::Source)
        && mentions_at(bead, Side::Target, word).next().is_none()
}

/// Whether a word names a country in the original's language and none in that of the rendering, which does not speak of it.
fn is_foreign_country(bead: &BeadView<'_>, original: Span, word: Span) -> bool {
    let own = mentions_at(bead, Side::Source, original).find_map(|mention| match &mention.fact {
        Fact::Country(country) if country.form == CountryForm::Name && mention.span.len() == original.len() => Some(country),
        _ => None,
    });
    let Some(own) = own else { return false };
    let is_known = |mention: &Mention| match &mention.fact {
        Fact::Person(name) | Fact::Organisation(name) => !name.known.is_empty(),
        _ => true,
    };
    country::is_listed(bead.language(Side::Target))
        && !mentions_at(bead, Side::Target, word).any(is_known)
        && !bead.mentions(Side::Target).any(|mention| matches!(&mention.fact, Fact::Country(other) if own.may_be(other)))
}

/// What stands around a word on both sides, with no mark between.
struct Context<'a> {
    previous: Option<Word<'a>>,
    next: Option<Word<'a>>,
    source_before: &'a [Word<'a>],
    source_after: Option<&'a Word<'a>>,
    named: &'a HashSet<&'a str>,
}

impl Context<'_> {
    /// Whether the word stands among words with capital letters, as part of a name or a title would.
    fn in_name(&self) -> bool {
        let capital = |word: Option<Word<'_>>| word.is_some_and(|word| word.has_capital() && !word.is_first());
        capital(self.previous) || capital(self.next)
    }

    /// Whether it stands between the same two names in the original, or next to one of them.
    fn is_within_name_of_both(&self) -> bool {
        let same = |here: Option<Word<'_>>, there: Option<&Word<'_>>| {
            here.zip(there).is_some_and(|(here, there)| here.has_capital() && here.text == there.text)
        };
        same(self.previous, self.source_before.last()) || same(self.next, self.source_after)
    }

    /// Whether a determiner stands before the word in the original, at most an adjective between them.
    fn has_determiner(&self, parts: &Parts) -> bool {
        self.source_before
            .iter()
            .rev()
            .take(2)
            .take_while(|word| !word.has_capital())
            .any(|word| parts.is("determiner", word.text))
    }
}

/// The two languages, of which at least that of the rendering is known.
struct Tongues {
    source: Option<&'static Frequencies>,
    target: &'static Frequencies,
    parts: [&'static Parts; 2],
    function_words: [&'static FxHashSet<&'static str>; 2],
    capital_nouns: bool,
}

impl Tongues {
    fn of([source, target]: [&'static Language; 2]) -> Option<Self> {
        Some(Self {
            source: Frequencies::of(source),
            target: Frequencies::of(target)?,
            parts: [source, target].map(Parts::of),
            function_words: [source, target].map(function_words),
            capital_nouns: source.traits.capital_nouns,
        })
    }

    /// Whether the language of the rendering hardly knows the word and the other does.
    fn is_rare_here(&self, small: &str) -> bool {
        self.in_target(small) <= IN_VOCABULARY && self.source.is_some_and(|source| source.frequency(small).is_some())
    }

    /// Whether the language of the rendering has the word.
    fn is_known_here(&self, small: &str) -> bool {
        self.in_target(small) > UNKNOWN
    }

    /// Whether a word that the language of the rendering may have too is by far more common in that of the original.
    fn is_surely_more_common_there(&self, small: &str) -> bool {
        let here = self.in_target(small);
        let there = self.source.and_then(|source| source.frequency(small)).unwrap_or(0);
        here <= RARE_SMALL_WORD && there >= here + SURELY_MORE_COMMON
    }

    /// How common a word is in the language of the rendering.
    fn in_target(&self, word: &str) -> u8 {
        let known = || if self.parts[1].has_vocabulary() && self.parts[1].is_common(word) { IN_VOCABULARY } else { UNKNOWN };
        self.target.frequency(word).unwrap_or_else(known)
    }

    /// Whether `word` of the rendering is the original's own word; if so, whether that is beyond doubt.
    fn judge(&self, word: Word<'_>, original: Word<'_>, context: &Context<'_>) -> Option<bool> {
        let small = word.text.to_lowercase();
        if !self.parts[1].has_vocabulary() {
            let plain = !word.has_capital() && !original.has_capital() && !context.in_name();
            return (plain && self.is_too_common_to_lend(&small)).then_some(false);
        }
        let forced = original.is_first() && word.is_first();
        if word.has_capital() && original.has_capital() {
            return if self.capital_nouns && !forced {
                self.is_noun(word.text, &small, context).then_some(false)
            } else {
                let named = context.named.contains(word.text) || context.next.is_some_and(Word::has_capital);
                (forced && !named && self.is_common_only_there(&small)).then_some(false)
            };
        }
        if small.chars().count() == 1 {
            return self.is_lone_letter(&small, context).then_some(false);
        }
        // A small word between names (van, und, del) belongs to them.
        let between = context.previous.is_some_and(Word::has_capital) && context.next.is_some_and(Word::has_capital);
        if self.parts[1].is("particle", &small)
            || self.parts[1].is("loan", &small)
            || between && small.chars().count() < LONG_ENOUGH && context.is_within_name_of_both()
        {
            return None;
        }
        self.is_foreign(&small)
    }

    /// Whether a single letter is a word of the original's language alone, between two words of the rendering's: sold y rented.
    fn is_lone_letter(&self, letter: &str, context: &Context<'_>) -> bool {
        let is_word = |word: Option<Word<'_>>| {
            word.is_some_and(|word| {
                let long = word.text.chars().count() > 1;
                long && word.is_plain() && !word.has_capital() && self.is_known_here(word.text)
            })
        };
        let [there, here] = self.function_words;
        there.contains(letter) && !here.contains(letter) && is_word(context.previous) && is_word(context.next)
    }

    /// Whether a word is so common in the original's language, and so rare in that of the rendering, that it is no
    /// loan: where the vocabulary of the rendering's language is not known, any other word may be one.
    fn is_too_common_to_lend(&self, small: &str) -> bool {
        let there = self.source.and_then(|source| source.frequency(small)).unwrap_or(0);
        let here = self.target.frequency(small).unwrap_or(UNKNOWN);
        there >= TOO_COMMON_TO_LEND && here <= RARE && there >= here + MUCH_MORE_COMMON
    }

    /// Whether a word in small letters is the original's and not the rendering's.
    fn is_foreign(&self, small: &str) -> Option<bool> {
        let part = longest_part(small);
        if part.len() >= LONG_ENOUGH
            && small.find(['\'', '’']).is_some_and(|at| (1..3).contains(&at))
            && self.target.frequency(small).is_none()
            && !self.parts[1].is("loan", small)
        {
            // An article or pronoun that lost its vowel: l'erosione, d'admirer.
            return Some(false);
        }
        let here = self.in_target(part);
        let Some(source) = self.source else {
            let strange = here == UNKNOWN && part.chars().count() >= LONG_ENOUGH;
            return strange.then_some(false);
        };
        let listed = source.frequency(part);
        match listed {
            Some(there) if here > UNKNOWN || there >= here + MORE_COMMON => {
                let surely = there >= here + SURELY_MORE_COMMON;
                let foreign = if self.parts[1].is_common(part) {
                    here <= RARE && surely
                } else {
                    here <= RARE && there >= here + MORE_COMMON
                        || here <= RARE_NAME && surely
                        || here <= RARE_SMALL_WORD && there >= here + MUCH_MORE_COMMON
                };
                foreign.then_some(surely)
            }
            _ => {
                let likelier = if listed.is_some() { LIKELIER_IF_LISTED } else { LIKELIER };
                let strange = here == UNKNOWN && part.chars().count() >= LONG_ENOUGH && self.leaning(part) >= likelier;
                strange.then_some(false)
            }
        }
    }

    /// Whether a word that begins both sentences, and so has a capital letter anyway, is common in the original's
    /// language and unknown in that of the rendering.
    fn is_common_only_there(&self, small: &str) -> bool {
        let small = longest_part(small);
        let there = self.source.and_then(|source| source.frequency(small));
        self.in_target(small) == UNKNOWN && (there.is_some_and(|there| there >= COMMON_FIRST) || self.is_compound(small))
    }

    /// Whether a noun with a capital letter, as all have in the original's language, is no name.
    fn is_noun(&self, word: &str, small: &str, context: &Context<'_>) -> bool {
        let is_title = self.parts[0].is("title", word) && context.next.is_some_and(Word::has_capital);
        let in_name = if self.is_compound(small) { context.is_within_name_of_both() } else { context.in_name() };
        if in_name && !is_title || self.in_target(small) != UNKNOWN || self.parts[1].is("loan", small) {
            return false;
        }
        let after_determiner = context.has_determiner(self.parts[0]);
        match self.source.and_then(|source| source.frequency(small)) {
            Some(there) if after_determiner => there >= COMMON_NOUN,
            Some(there) => there >= VERY_COMMON_NOUN || there >= INFLECTED_NOUN && self.is_inflected(small),
            None if self.is_compound(small) => true,
            None => {
                after_determiner
                    && small.chars().count() >= 2 * LONG_ENOUGH
                    && (self.leaning(small) >= LIKELIER_NOUN || self.last_parts(small).next().is_some())
            }
        }
    }

    /// Whether the original's language has a form of the noun with another ending that is as common.
    fn is_inflected(&self, small: &str) -> bool {
        let is_common =
            |form: &str| self.source.and_then(|source| source.frequency(form)).is_some_and(|there| there >= INFLECTED_NOUN);
        self.parts[0].words("plural").iter().any(|ending| {
            small.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= FIRST_PART && is_common(stem))
                || is_common(&format!("{small}{ending}"))
        })
    }

    /// Whether a word is common enough in the original's language to be part of a compound.
    fn is_part(&self, part: &str) -> bool {
        self.source.and_then(|source| source.frequency(part)).is_some_and(|there| there >= PART_OF_COMPOUND)
    }

    /// What may stand before the last part of a compound, for each part that may be its last.
    fn last_parts<'w>(&self, small: &'w str) -> impl Iterator<Item = &'w str> {
        let splits = small.char_indices().map(|(at, _)| small.split_at(at));
        splits.filter(|(_, last)| last.chars().count() >= LAST_PART && self.is_part(last)).map(|(first, _)| first)
    }

    /// Whether it is put together from two common words of the original's language.
    fn is_compound(&self, small: &str) -> bool {
        let joints = self.parts[0].words("joint");
        let is_first = |part: &str| {
            let joined = |joint: &&str| {
                part.strip_suffix(joint).is_some_and(|part| self.is_part(part)) || self.is_part(&format!("{part}{joint}"))
            };
            part.chars().count() >= FIRST_PART && (self.is_part(part) || joints.iter().any(joined))
        };
        !joints.is_empty() && self.last_parts(small).any(is_first)
    }

    /// Whether `whole` is a compound that `word` begins.
    fn is_compound_with(&self, whole: &str, word: &str) -> bool {
        let rest = whole.strip_prefix(word).filter(|_| word.chars().count() >= LONG_ENOUGH);
        rest.is_some_and(|rest| rest.chars().count() >= LAST_PART && self.is_part(rest))
    }

    /// By how much the letters of the word are likelier in the original's language.
    fn leaning(&self, word: &str) -> f32 {
        self.source.map_or(0.0, |source| source.likelihood(word) - self.target.likelihood(word))
    }
}

/// The longest piece between apostrophes: the word of `l'erosione`.
fn longest_part(word: &str) -> &str {
    word.split(['\'', '’']).max_by_key(|part| part.chars().count()).unwrap_or(word)
}
