//! Names of a rendering to which nothing in the original answers by form, sound or tables: what `stray-name` weighs.

use super::capital_phrases::{Phrase, is_acronym, is_of_nouns, names_and_acronyms, windows};
use super::lost_names::lost_names;
use super::name_sides::{NameIn, Original, is_answered, is_word_of, name_words, names, weight};
use crate::check::BeadView;
use crate::check::meaning::{Omission, Texts};
use crate::lang::{Frequencies, Language};
use crate::mention::name::Parts;
use crate::mention::{CountryForm, Fact, Mention, Origin, place};
use crate::text::{Side, Span};

/// With so many names of the original, or phrases that may be names, a name of the rendering is compared.
const MOST: usize = 80;
/// Without a vocabulary, a word that begins a sentence is a name if it is rarer than this (ten times the decimal logarithm
/// of its occurrences in 1,000,000,000 words).
const RARE: u8 = 25;

/// A name of the rendering that no word of the original answers to.
pub(super) struct Candidate<'a> {
    pub(super) bead: BeadView<'a>,
    pub(super) phrase: Phrase<'a>,
    /// How well some stretch of the original sounds like it, in nats a letter.
    pub(super) heard: f32,
    /// Whether the writing of the original tells sounds.
    pub(super) is_heard: bool,
    /// Whether the tables, or its form, tell that it is a name.
    pub(super) named: bool,
    /// Whether the tables know whose name it is.
    pub(super) known: bool,
    /// What it may stand for in the original, in bytes of the bead's words.
    pub(super) originals: Vec<Span>,
    /// Whether the original has a name of the tables of which the rendering has no trace.
    pub(super) leaves_known_name: bool,
    /// Whether words of the rendering may stand for all such names.
    pub(super) is_alluded_to: bool,
}

/// A name that is heard no better than this is not heard at all.
const UNHEARD: f32 = -1.0;
/// A word of a name that is heard so well stands there, whatever stands beside it.
const BESIDE: f32 = 1.5;
/// One that is heard better stands there.
const HEARD: f32 = 2.5;
/// Words of so few letters are no rare names.
const SHORT: usize = 3;

impl Candidate<'_> {
    pub(super) fn omission(&self, texts: &mut Texts) -> Omission {
        Omission::new(&self.bead, Side::Target, self.phrase.span, texts)
    }

    /// Whether the original has a name that the rendering lacks, with a word that is not ordinary: such a name is not rendered
    /// by common words.
    pub(super) fn leaves_rare_name(&self) -> bool {
        let bead = &self.bead;
        let Some(frequencies) = Frequencies::of(bead.language(Side::Source)) else { return false };
        let is_rare = |word: &str| word.len() > SHORT && frequencies.frequency(&word.to_lowercase()).is_none();
        let originals = self.originals.iter().map(|span| span.of(bead.words(Side::Source)));
        originals.filter(|name| !name.split(' ').any(is_acronym)).any(|name| name.split([' ', '-']).any(is_rare))
    }
}

/// The names of the rendering of a bead that nothing answers to.
pub(super) fn candidates<'a>(bead: &BeadView<'a>) -> Vec<Candidate<'a>> {
    let mut found = names_and_acronyms(bead, Side::Target);
    found.retain(|phrase| !is_of_nouns(bead, Side::Target, phrase.span));
    if found.is_empty() {
        return Vec::new();
    }
    let answers = Answers::new(bead, bead);
    let open = found.into_iter().filter(|phrase| answers.are_wanted(phrase));
    let open: Vec<Phrase<'a>> =
        open.filter_map(|phrase| answers.unanswered(phrase)).map(|phrase| answers.behind_heard(phrase)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let originals = originals(bead, &answers.targets);
    if originals.is_empty() {
        return Vec::new();
    }
    let lost = lost_names(bead);
    let candidate = |phrase: Phrase<'a>| {
        let parts = name_words(phrase.text).filter(|word| word.len() > 3);
        let heard =
            std::iter::once(phrase.text).chain(parts).filter_map(|words| answers.original.hear(words)).map(|heard| heard.gain);
        Candidate {
            bead: *bead,
            phrase,
            heard: heard.fold(UNHEARD, f32::max).min(HEARD),
            is_heard: answers.original.is_heard(),
            named: answers.name(&phrase),
            known: answers.know(&phrase),
            originals: originals.clone(),
            leaves_known_name: !lost.is_empty(),
            is_alluded_to: lost.iter().all(|name| name.is_alluded_to),
        }
    };
    // Each language has its own acronyms for what has no name elsewhere.
    let for_acronym = originals.iter().any(|span| is_acronym(span.of(bead.words(Side::Source))));
    open.into_iter().filter(|phrase| !(for_acronym && phrase.is_acronym())).map(candidate).collect()
}

/// What in the original of a bead may answer to a name of a rendering.
pub(super) struct Answers<'a> {
    original: Original,
    sources: Vec<NameIn<'a>>,
    targets: Vec<NameIn<'a>>,
    facts: Vec<&'a Fact>,
    rendering: BeadView<'a>,
}

impl<'a> Answers<'a> {
    /// Reads the original of one bead for the names in the rendering of another, or of the same.
    pub(super) fn new(original: &BeadView<'a>, rendering: &BeadView<'a>) -> Self {
        Self {
            original: Original::new(original, Side::Source),
            sources: names(original, Side::Source),
            targets: names(rendering, Side::Target),
            facts: original.mentions(Side::Source).map(|mention| &mention.fact).collect(),
            rendering: *rendering,
        }
    }

    /// The mentions of the rendering at its words `words`.
    fn ours(&self, words: Span) -> impl Iterator<Item = &'a Mention> {
        self.rendering.mentions(Side::Target).filter(move |mention| mention.span.overlaps(words))
    }

    /// Whether the tables know whose name the phrase is; what is said of a country other rules compare.
    fn know(&self, phrase: &Phrase<'_>) -> bool {
        let into = self.rendering.language(Side::Target);
        self.ours(phrase.span).filter(|mention| phrase.span.contains(mention.span)).any(|mention| match &mention.fact {
            // What is of a place is more often left out, and put in, than the place.
            Fact::Place(key) => place::name(into, key).is_some_and(|name| name == phrase.text),
            Fact::Person(name) | Fact::Organisation(name) => !name.known.is_empty(),
            _ => false,
        })
    }

    /// Whether its form, or the tables, tell that it is a name.
    fn name(&self, phrase: &Phrase<'_>) -> bool {
        self.ours(phrase.span).any(|mention| mention.fact.is_name() && !is_of_people(&mention.fact))
    }

    /// Whether the phrase should have an answer: an ordinary word at the beginning of a sentence has none, nor has a name that
    /// stands for a pronoun, and an acronym may be of words that another writing does not show.
    fn are_wanted(&self, phrase: &Phrase<'_>) -> bool {
        let into = self.rendering.language(Side::Target);
        let capitals = self.rendering.language(Side::Source).traits.letter_case;
        let one_word = !phrase.text.contains(' ');
        let known = self.know(phrase);
        let acronym = phrase.is_acronym();
        let is_country = || self.ours(phrase.span).any(|mention| matches!(mention.fact, Fact::Country(_)));
        let is_noun = one_word && !phrase.first && phrase.has_small_letters() && !is_country();
        let told = (phrase.is_telling(into) || is_noun || known && phrase.text.chars().count() > 2 || capitals && acronym)
            && !(acronym && self.original.has_initials(phrase.text));
        told && !(phrase.first && one_word && !known && is_ordinary(phrase.text, into)
            || one_word && self.ours(phrase.span).any(|mention| is_of_people(&mention.fact))
            || one_word && !known && self.original.refers("pronoun"))
    }

    /// The phrase, or what of it no word of the original answers to, as the name behind a title; nothing if that is no name.
    fn unanswered(&self, phrase: Phrase<'a>) -> Option<Phrase<'a>> {
        if !self.hold(&phrase) {
            return Some(phrase);
        }
        let into = self.rendering.language(Side::Target);
        let rest = self.rest(&phrase)?;
        let common = rest.text.split(' ').any(|word| Parts::of(into).is_common(word));
        (!common && rest.is_telling(into) && self.are_wanted(&rest) && !self.hold(&rest)).then_some(rest)
    }

    /// The end of the phrase behind words that are heard in the original or are a date, as a title or a given name, if that end
    /// names by itself: nobody is called by the given name of one person and the surname of another. Only where the original
    /// parts its words; elsewhere what is heard is often all that it gives of a longer name.
    fn behind_heard(&self, phrase: Phrase<'a>) -> Phrase<'a> {
        if !phrase.text.contains(' ') || !self.rendering.language(Side::Source).traits.word_spaces {
            return phrase;
        }
        let into = self.rendering.language(Side::Target);
        let is_heard = |word: &str| self.original.hear(word).is_some_and(|heard| heard.gain >= BESIDE);
        let is_date = |word: &Phrase<'_>| self.ours(word.span).any(|mention| matches!(mention.fact, Fact::Date(_)));
        let last = phrase.words().filter(|word| is_date(word) || is_heard(word.text)).last();
        let behind = last.and_then(|last| phrase.behind(&last));
        behind.filter(|end| end.is_telling(into) && end.has_capital()).unwrap_or(phrase)
    }

    /// The longest run of words with capitals within a phrase to which nothing answers, where the rest of it are titles and
    /// the like: a given name that the original leaves out makes no other person.
    fn rest(&self, phrase: &Phrase<'a>) -> Option<Phrase<'a>> {
        let into = self.rendering.language(Side::Target);
        let is_fact = |word: &Phrase<'_>| self.is_fact(word.span);
        let is_answered = |word: &Phrase<'_>| self.is_answered(word.text, into);
        let is_named = |word: &Phrase<'_>| !is_fact(word) && is_answered(word) && !Parts::of(into).is_common(word.text);
        let named = phrase.words().filter(Phrase::has_capital).any(|word| is_named(&word));
        if named { None } else { phrase.longest_run(|word| !is_fact(word) && !is_answered(word)) }
    }

    /// Whether the words are of what the original names too, by the tables.
    fn is_fact(&self, words: Span) -> bool {
        self.ours(words).any(|ours| self.facts.iter().any(|theirs| theirs.names_same(&ours.fact)))
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
            || self.is_fact(phrase.span)
    }

    fn spell(&self, name: &str, into: &'static Language) -> bool {
        let (mut answered, mut all) = (0, 0);
        for word in name_words(name) {
            let weight = weight(word);
            all += weight;
            if self.is_answered(word, into) {
                answered += weight;
            }
        }
        2 * answered >= all && answered > 0
    }

    fn is_answered(&self, word: &str, into: &'static Language) -> bool {
        let in_form = self.sources.iter().any(|source| is_word_of(source, word, into));
        in_form
            || self.original.spells(word)
            || self.original.means(word, into)
            || self.original.is_in_other_letters() && self.original.sounds_like(word)
    }

    /// Whether words of the original are the name by any of these or by their sound.
    pub(super) fn may_hold(&self, phrase: &Phrase<'_>) -> bool {
        let into = self.rendering.language(Side::Target);
        let name = NameIn { span: phrase.span, text: phrase.text, kind: None, known: &[], origin: Origin::Unknown };
        self.hold(phrase) || is_answered(&self.original, &self.sources, &name, into)
    }
}

/// Whether it is what a country's people are called, which is no name of its own.
fn is_of_people(fact: &Fact) -> bool {
    matches!(fact, Fact::Country(country) if country.form == CountryForm::Nationality)
}

/// Whether a word that begins a sentence may be an ordinary one: by the vocabulary of the language, which holds no names, or
/// by how often it stands in texts.
fn is_ordinary(word: &str, language: &'static Language) -> bool {
    let parts = Parts::of(language);
    if parts.has_vocabulary() {
        return parts.is_common(word);
    }
    let frequencies = Frequencies::of(language);
    let frequency = |part: &str| frequencies.and_then(|frequencies| frequencies.frequency(&part.to_lowercase()));
    frequencies.is_none() || word.split('-').filter_map(frequency).any(|frequency| frequency >= RARE)
}

/// What names may stand in the original: phrases with capitals, or words of them, that the rendering does not spell; in a
/// writing without capitals, all runs of a few words.
fn originals(bead: &BeadView<'_>, targets: &[NameIn<'_>]) -> Vec<Span> {
    let language = bead.language(Side::Source);
    let text = bead.words(Side::Source);
    let start = bead.span(Side::Source).start;
    let mut found: Vec<Span> = if language.traits.letter_case {
        let rendering = Original::new(bead, Side::Target);
        let is_rendered = |phrase: &Phrase<'_>| {
            let name = NameIn { span: phrase.span, text: phrase.text, kind: None, known: &[], origin: Origin::Unknown };
            is_answered(&rendering, targets, &name, language)
        };
        let is_name = |phrase: &Phrase<'_>| phrase.is_telling(language) || phrase.is_acronym();
        let found = names_and_acronyms(bead, Side::Source).into_iter().filter(is_name);
        let open = found
            .filter_map(|phrase| if is_rendered(&phrase) { phrase.longest_run(|word| !is_rendered(word)) } else { Some(phrase) });
        open.filter(is_name).map(|phrase| phrase.span.since(start)).collect()
    } else {
        windows(bead, Side::Source).into_iter().filter(|span| !span.of(text).contains(' ')).collect()
    };
    found.truncate(MOST);
    found
}
