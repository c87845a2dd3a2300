//! Finding terms in a sentence.

use rustc_hash::FxHashMap;

use super::forms::{is_acronym, is_joined_script, is_same_case, is_same_word, words};
use crate::lang::Language;
use crate::text::{Span, View};

/// A form that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its place, in bytes of the original that the view was made from.
    pub span: Span,
    /// The number that the form was given.
    pub form: u32,
    /// Whether it is a form of the very word, rather than of one made from it (nation, national).
    pub exact: bool,
}

/// Forms to be found, all at once.
#[derive(Debug)]
pub(super) struct Finder {
    language: &'static Language,
    forms: Vec<Form>,
    /// Forms of writings without blanks, by their first two characters.
    joined: FxHashMap<(char, Option<char>), Vec<u32>>,
    /// Forms of words, by the stem of the first.
    worded: FxHashMap<String, Vec<u32>>,
}

#[derive(Debug)]
struct Form {
    text: String,
    words: Vec<super::forms::Word>,
    case_sensitive: bool,
}

/// A form found in folded text.
struct Place {
    span: Span,
    form: u32,
    exact: bool,
}

impl Finder {
    /// Forms in `language`, each with whether capital letters count; they are numbered in order.
    pub(super) fn new(language: &'static Language, forms: impl Iterator<Item = (String, bool)>) -> Self {
        let mut finder = Self { language, forms: Vec::new(), joined: FxHashMap::default(), worded: FxHashMap::default() };
        for ((form, case_sensitive), number) in forms.zip(0_u32..) {
            let mut text = language.view(form.trim()).text().to_owned();
            let joined = text.chars().any(is_joined_script);
            if joined {
                text = characters(&text).map(|(_, character)| character).collect();
            }
            let found = if joined { Vec::new() } else { words(language, &text) };
            if let Some(first) = found.first() {
                finder.worded.entry(first.stem.clone()).or_default().push(number);
                // Where the text joins what the term parts by a hyphen: ceasefire for cease-fire.
                if let Some(whole) = whole(language, &text, &found) {
                    finder.worded.entry(whole).or_default().push(number);
                }
            } else {
                let mut letters = text.chars();
                if let Some(first) = letters.next() {
                    finder.joined.entry((first, letters.next())).or_default().push(number);
                }
            }
            finder.forms.push(Form { text, words: found, case_sensitive });
        }
        finder
    }

    /// Every form that stands in the sentence, in the order of their places, the longer first; they may overlap.
    pub(super) fn find(&self, view: &View) -> Vec<Hit> {
        let text = view.text();
        let mut places = Vec::new();
        if !self.joined.is_empty() {
            self.find_joined(text, &mut places);
        }
        if !self.worded.is_empty() {
            self.find_worded(text, &mut places);
        }
        let mut hits: Vec<Hit> = places
            .into_iter()
            .map(|place| Hit { span: view.original(place.span), form: place.form, exact: place.exact })
            .collect();
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.form));
        hits.dedup();
        hits
    }

    fn find_joined(&self, text: &str, places: &mut Vec<Place>) {
        let letters: Vec<(usize, char)> = characters(text).collect();
        let mut bounds: Option<Vec<Span>> = None;
        for (index, &(at, first)) in letters.iter().enumerate() {
            let second = letters.get(index + 1).map(|&(_, character)| character);
            let ones = [self.joined.get(&(first, second)), self.joined.get(&(first, None)).filter(|_| second.is_some())];
            for &number in ones.into_iter().flatten().flatten() {
                let form = &self.forms[number as usize].text;
                let length = form.chars().count();
                let Some(stretch) = letters.get(index..index + length) else { continue };
                if !form.chars().eq(stretch.iter().map(|&(_, character)| character)) {
                    continue;
                }
                let &(last, character) = stretch.last().unwrap_or(&(at, first));
                let span = Span::new(at, last + character.len_utf8());
                let before = text[..at].chars().next_back();
                let after = text[span.end as usize..].chars().next();
                if touches(before, first, true) || touches(after, character, false) {
                    continue;
                }
                let split = bounds.get_or_insert_with(|| (self.language.words)(text));
                if self.language.traits.word_spaces || is_bounded(split, span, length) {
                    places.push(Place { span, form: number, exact: true });
                }
            }
        }
    }

    fn find_worded(&self, text: &str, places: &mut Vec<Place>) {
        let found = words(self.language, text);
        let shouted = !text.chars().any(char::is_lowercase);
        for at in 0..found.len() {
            if let Some(numbers) = self.worded.get(&found[at].stem) {
                for &number in numbers {
                    if let Some((end, exact)) = self.stands_at(number, text, &found, at, shouted) {
                        places.push(Place { span: Span { end, ..found[at].span }, form: number, exact });
                    }
                }
            }
            // What the text parts by a hyphen and the term joins: cease-fire for ceasefire.
            if let Some(pair) = found.get(at..at + 2).and_then(|pair| whole(self.language, text, pair))
                && let Some(numbers) = self.worded.get(&pair)
            {
                for &number in numbers.iter().filter(|&&number| self.forms[number as usize].words.len() == 1) {
                    places.push(Place { span: found[at].span.join(found[at + 1].span), form: number, exact: true });
                }
            }
        }
    }

    /// Where the form ends that stands at word `at`, and whether all words are the very words.
    fn stands_at(&self, number: u32, text: &str, found: &[super::forms::Word], at: usize, shouted: bool) -> Option<(u32, bool)> {
        let form = &self.forms[number as usize];
        // A single word for the whole of a hyphenated term.
        if form.words.len() > 1 && form.words[0].stem != found[at].stem {
            return Some((found[at].span.end, true));
        }
        let mut exact = true;
        for (offset, own) in form.words.iter().enumerate() {
            let other = found.get(at + offset).filter(|other| other.stem == own.stem)?;
            let (own_text, other_text) = (own.span.of(&form.text), other.span.of(text));
            if (form.case_sensitive || is_acronym(own_text) && !shouted) && !is_same_case(own_text, other_text) {
                return None;
            }
            exact &= is_same_word(self.language, own_text, other_text);
            if let Some(before) = offset.checked_sub(1)
                && gap(text, &found[at + before], other) != gap(&form.text, &form.words[before], own)
            {
                return None;
            }
        }
        let end = at + form.words.len() - 1;
        let tail = form.words.last().map_or("", |last| &form.text[last.span.end as usize..]);
        let end = found[end].span.end;
        text[end as usize..].starts_with(tail).then_some((Span::at(end as usize + tail.len()).end, exact))
    }
}

/// The characters of folded text with their places, ASCII letters small; blanks between characters of writings
/// without blanks are passed over, for there they part no words.
fn characters(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut before = None;
    let mut all = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, character) = all.next()?;
            let next = all.peek().map(|&(_, next)| next);
            if character == ' ' && before.is_some_and(is_joined_script) && next.is_some_and(is_joined_script) {
                continue;
            }
            before = Some(character);
            return Some((at, character.to_ascii_lowercase()));
        }
    })
}

/// Whether `beside` makes another word of one whose edge it touches.
fn touches(beside: Option<char>, edge: char, leading: bool) -> bool {
    let Some(beside) = beside else { return false };
    let is_katakana = |character: char| matches!(character, '\u{30A1}'..='\u{30FA}' | '\u{30FC}');
    let is_hangul = |character: char| matches!(character, '\u{AC00}'..='\u{D7A3}');
    match edge {
        _ if is_katakana(edge) => is_katakana(beside),
        // Particles grow on the end of a Korean word.
        _ if is_hangul(edge) => leading && is_hangul(beside),
        _ if is_joined_script(edge) => false,
        _ => beside.is_alphanumeric() && !is_joined_script(beside),
    }
}

/// Whether the span, of so many characters, is made of whole words: a short term must end where words end, a longer one
/// may not lie within one word.
fn is_bounded(words: &[Span], span: Span, characters: usize) -> bool {
    let first = words.partition_point(|word| word.end <= span.start);
    let touched = || words[first..].iter().take_while(|word| word.start < span.end);
    if characters > 2 {
        return !touched().any(|word| word.contains(span) && *word != span);
    }
    touched().all(|word| span.contains(*word))
}

/// The stem of words that hyphens join, as one word.
fn whole(language: &'static Language, text: &str, words: &[super::forms::Word]) -> Option<String> {
    let hyphens = words.windows(2).all(|pair| {
        matches!(text.get(pair[0].span.end as usize..pair[1].span.start as usize), Some("-" | "\u{2010}" | "\u{2011}"))
    });
    if words.len() < 2 || !hyphens {
        return None;
    }
    let joined: String = words.iter().map(|word| word.span.of(text)).collect();
    Some(super::forms::stem(language, &joined))
}

/// What stands between two words, without the blanks and hyphens that may stand for each other.
fn gap(text: &str, one: &super::forms::Word, other: &super::forms::Word) -> String {
    let between = text.get(one.span.end as usize..other.span.start as usize).unwrap_or_default();
    between
        .chars()
        .filter(|&character| !character.is_whitespace() && !matches!(character, '-' | '\u{2010}' | '\u{2011}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{en, ja, ko, zh};

    fn found(language: &'static Language, forms: &[&str], text: &str) -> Vec<String> {
        let finder = Finder::new(language, forms.iter().map(|form| ((*form).to_owned(), false)));
        finder.find(&language.view(text)).into_iter().map(|hit| hit.span.of(text).to_owned()).collect()
    }

    #[test]
    fn english_terms_are_found_in_all_their_forms() {
        let en = &en::LANGUAGE;
        assert_eq!(found(en, &["working group"], "Two Working Groups met; the group was working."), ["Working Groups"]);
        assert_eq!(found(en, &["ceasefire"], "A cease-fire, a ceasefire."), ["cease-fire", "ceasefire"]);
        assert_eq!(found(en, &["cease-fire"], "A ceasefire; a cease fire."), ["ceasefire", "cease fire"]);
        assert_eq!(found(en, &["US"], "It told us that the US agreed."), ["US"]);
        assert_eq!(found(en, &["R&D"], "R & D, R&D, R and D"), ["R & D", "R&D"]);
        assert_eq!(found(en, &["C++"], "C and C++"), ["C++"]);
        assert_eq!(found(en, &["carbon neutrality"], "Carbon. Neutrality"), [""; 0]);
        assert_eq!(found(en, &["party"], "the parties' leaders, the party’s men"), ["parties", "party’s"]);
    }

    #[test]
    fn capitals_count_where_the_glossary_says_so() {
        let finder = Finder::new(&en::LANGUAGE, [("Party".to_owned(), true)].into_iter());
        let text = "a party of the Party and other Parties";
        let hits: Vec<_> = finder.find(&en::LANGUAGE.view(text)).into_iter().map(|hit| hit.span.of(text)).collect();
        assert_eq!(hits, ["Party", "Parties"]);
    }

    #[test]
    fn chinese_terms_are_found_in_either_script_and_not_within_other_words() {
        let zh = &zh::LANGUAGE;
        assert_eq!(found(zh, &["碳中和"], "實現碳中和目標"), ["碳中和"]);
        assert_eq!(found(zh, &["经济"], "经济学家谈经济。"), ["经济"]);
        assert_eq!(found(zh, &["国共"], "美国共和党"), [""; 0]);
        assert_eq!(found(zh, &["5G网络"], "建成5G 网络，5G网络"), ["5G网络"]);
    }

    #[test]
    fn japanese_and_korean_terms_end_where_their_words_end() {
        assert_eq!(found(&ja::LANGUAGE, &["アメリカ"], "アメリカンとアメリカ"), ["アメリカ"]);
        assert_eq!(found(&ko::LANGUAGE, &["탄소 중립"], "탄소중립을 위한 비탄소 중립"), ["탄소중립"]);
    }

    proptest::proptest! {
        #[test]
        fn hits_lie_on_the_characters_of_any_text(text in "(\\PC|[ a-zA-Z碳中和アメ탄소'’-]|ceasefire){0,40}") {
            for language in [&zh::LANGUAGE, &en::LANGUAGE, &ja::LANGUAGE, &ko::LANGUAGE] {
                let forms = ["碳中和", "cease-fire", "a", "アメ", "탄소", &text];
                let finder = Finder::new(language, forms.iter().map(|form| ((*form).to_owned(), false)));
                for hit in finder.find(&language.view(&text)) {
                    proptest::prop_assert!(!hit.span.of(&text).is_empty());
                }
            }
        }
    }
}
