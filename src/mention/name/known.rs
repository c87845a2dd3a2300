//! Names that the tables know.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Origin, Parts};
use crate::lang::table::{self, Row};
use crate::lang::{Language, PerLanguage};
use crate::mention::listed::{self, Doubt, Endings, Listed};
use crate::mention::{Fact, Mention, Name, Sentence};
use crate::text::Span;

/// What a name of the tables names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
}

/// A name of the tables by one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    kind: Kind,
    key: &'static str,
    /// The form is a common word or name besides.
    weak: bool,
}

struct Known {
    listed: Listed<Vec<Entry>>,
    homes: FxHashMap<&'static str, &'static str>,
}

static KNOWN: PerLanguage<Known> = PerLanguage::new(|language| {
    let mut homes = FxHashMap::default();
    for row in rows(language).map(|(_, row)| row).filter(|row| !row.cell(1).is_empty()) {
        homes.insert(row.cell(0), row.cell(1));
    }
    let all = cells(language).map(|(cell, entry)| {
        // The characters of a short form may meet by chance: 美国共和党 holds 国共.
        let doubtful = !language.traits.word_spaces && entry.kind == Kind::Organisation && cell.chars().count() < 3;
        let form = listed::Entry::Form(cell, if doubtful { Doubt::Yes } else { Doubt::No });
        (if cell.contains('~') { listed::Entry::Cell(cell, ENDINGS.of(language).clone()) } else { form }, vec![entry])
    });
    let listed = Listed::new(language, all.collect(), |held, more| {
        for entry in more {
            if !held.contains(&entry) {
                held.push(entry);
            }
        }
    });
    Known { listed, homes }
});

/// The forms of each name, by kind and key.
static FORMS: PerLanguage<[FxHashMap<&'static str, Vec<&'static str>>; 2]> = PerLanguage::new(|language| {
    let mut all: [FxHashMap<_, Vec<_>>; 2] = Default::default();
    for (form, entry) in forms(language) {
        all[entry.kind as usize].entry(entry.key).or_default().push(form);
    }
    all
});

/// The forms without signs, in small letters.
static SMALL_FORMS: PerLanguage<FxHashSet<String>> = PerLanguage::new(|language| {
    FORMS.of(language).iter().flat_map(FxHashMap::values).flatten().map(|form| form.to_lowercase()).collect()
});

fn rows(language: &Language) -> impl Iterator<Item = (Kind, Row)> {
    let tables = [(Kind::Person, language.tables.persons), (Kind::Organisation, language.tables.organisations)];
    let all = tables.into_iter().flat_map(|(kind, text)| table::rows(text).map(move |row| (kind, row)));
    all.filter(|(_, row)| !row.cell(0).starts_with('~'))
}

/// The endings that words of names take.
static ENDINGS: PerLanguage<Arc<Endings>> = PerLanguage::new(|language| Arc::new(Endings::of(language.tables.persons)));

/// Every form with what it names, in all its endings; those are kept, as the tables are.
fn forms(language: &'static Language) -> impl Iterator<Item = (&'static str, Entry)> {
    let ended = move |cell: &'static str| -> Vec<&'static str> {
        if !cell.contains('~') {
            return vec![cell];
        }
        ENDINGS.of(language).expand(cell).into_iter().map(|form| &*form.text.leak()).collect()
    };
    cells(language).flat_map(move |(cell, entry)| ended(cell).into_iter().map(move |form| (form, entry)))
}

/// Every form as the tables have it, without its sign, with what it names.
fn cells(language: &Language) -> impl Iterator<Item = (&'static str, Entry)> {
    rows(language).flat_map(|(kind, row)| {
        let key = row.cell(0);
        let entry = move |form: &'static str| {
            let (form, weak) = form.strip_suffix('?').map_or((form, false), |form| (form, true));
            (form, Entry { kind, key, weak })
        };
        row.forms(2).map(entry).collect::<Vec<_>>()
    })
}

/// The forms in which `language` accepts the person or organisation of that key, the usual one first.
#[must_use]
pub fn forms_of(language: &'static Language, kind: Kind, key: &str) -> &'static [&'static str] {
    FORMS.of(language)[kind as usize].get(key).map_or(&[], Vec::as_slice)
}

/// How a person comes to be written as the table of `language` has it: `foreign`, or the code of the language whose
/// name it is.
#[must_use]
pub fn home(language: &'static Language, key: &str) -> Option<&'static str> {
    KNOWN.of(language).homes.get(key).copied()
}

/// Whether the words are a form of anybody or anything in the tables, in any letter case.
#[must_use]
pub fn is_known_form(language: &'static Language, words: &str) -> bool {
    SMALL_FORMS.of(language).contains(&words.to_lowercase())
}

/// The known names of the sentence.
pub(super) fn find(sentence: &Sentence<'_>, taken: &[Span]) -> Vec<Mention> {
    let parts = Parts::of(sentence.language);
    let mut names = Vec::new();
    for found in KNOWN.of(sentence.language).listed.find(sentence) {
        let entries: Vec<Entry> = found.value.iter().copied().filter(|entry| !entry.weak).collect();
        let Some(first) = entries.first() else { continue };
        if taken.iter().any(|&span| span.contains(found.span) && span != found.span)
            || is_part_of_another(sentence, parts, found.span)
        {
            continue;
        }
        let origin = match KNOWN.of(sentence.language).homes.get(first.key) {
            Some(&"foreign") => Origin::Transcribed,
            Some(_) => Origin::Native,
            None => Origin::Unknown,
        };
        let name =
            Name { known: entries.iter().filter(|entry| entry.kind == first.kind).map(|entry| entry.key).collect(), origin };
        let fact = match first.kind {
            Kind::Person => Fact::Person(name),
            Kind::Organisation => Fact::Organisation(name),
        };
        names.push(Mention { span: found.span, fact });
    }
    names
}

/// Whether the words go on as a longer name: 卡特 in 卡特里娜, 约翰 before 约翰·科比, Abe in Abe Lincoln.
fn is_part_of_another(sentence: &Sentence<'_>, parts: &Parts, span: Span) -> bool {
    let form = span.of(sentence.text);
    let before = sentence.text.get(..span.start as usize).unwrap_or_default();
    let after = sentence.text.get(span.end as usize..).unwrap_or_default();
    let (last, next) = (before.chars().next_back(), after.chars().next());
    if parts.has_transcription() {
        let short = form.chars().count() < 5 && form.chars().all(|c| parts.transcribes(c) > 0);
        let goes_on = |beside: Option<char>| short && beside.is_some_and(|c| parts.transcribes(c) == 3);
        return matches!(next, Some('·' | '・')) || goes_on(last) || goes_on(next);
    }
    if !sentence.language.traits.letter_case || form.contains(' ') || !form.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase) && !parts.is_common(word);
    let next_word = after.strip_prefix(' ').and_then(|after| after.split(|c: char| !c.is_alphanumeric()).next());
    let last_word = before.strip_suffix(' ').and_then(|before| before.rsplit([' ', '(', '"', '“', ',']).next());
    next_word.is_some_and(capital)
        || last_word.is_some_and(|word| capital(word) && !word.ends_with(['.', ',', ':', ';', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::find;

    #[test]
    fn names_stand_in_every_ending_the_usual_form_first() {
        let forms = forms_of(find("ru"), Kind::Person, "Vladimir Putin");
        assert_eq!(forms.first(), Some(&"Владимир Путин"));
        assert!(["Владимиром Путиным", "Путина"].iter().all(|form| forms.contains(form)), "{forms:?}");
        assert!(is_known_form(find("ru"), "путиным"));
        assert!(!forms.iter().any(|form| form.contains('~')));
    }
}
