//! Emoji flags: two regional indicators spell the code of a country.

use super::table;
use crate::mention::{Countries, CountryForm, Fact, Mention, Sentence};
use crate::text::Span;

const FIRST: u32 = 0x1F1E6;
const LAST: u32 = 0x1F1FF;
/// Bytes of a regional indicator in UTF-8.
const WIDTH: usize = 4;

/// Adds the flags in the sentence.
pub(super) fn find(sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
    // Their first byte, which few other characters have.
    if memchr::memchr(0xF0, sentence.text.as_bytes()).is_none() {
        return;
    }
    let mut indicators = sentence.text.char_indices().filter_map(|(at, character)| Some((at, letter(character)?))).peekable();
    while let Some((at, first)) = indicators.next() {
        let Some(&(next, second)) = indicators.peek() else { break };
        if next != at + WIDTH {
            continue;
        }
        indicators.next();
        if let Some(code) = table::code(&String::from_iter([first, second])) {
            let countries = Countries { readings: vec![code], form: CountryForm::Flag };
            found.push(Mention { span: Span::new(at, next + WIDTH), fact: Fact::Country(countries) });
        }
    }
}

fn letter(character: char) -> Option<char> {
    let code = u32::from(character);
    (FIRST..=LAST).contains(&code).then(|| char::from_u32(u32::from('A') + code - FIRST)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    fn flags(text: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        find(&Sentence::new(&lang::OTHER, text), &mut found);
        let pairs = found.into_iter().map(|mention| match mention.fact {
            Fact::Country(countries) => (mention.span.of(text).to_owned(), countries.readings.concat()),
            other => panic!("a flag is a country, not {other:?}"),
        });
        pairs.collect()
    }

    #[test]
    fn two_regional_indicators_are_the_flag_of_a_country() {
        assert_eq!(flags("the 🇺🇿 team met 🇰🇿"), [("🇺🇿".into(), "UZ".into()), ("🇰🇿".into(), "KZ".into())]);
        assert_eq!(flags("🇺🇿🇰🇿").len(), 2, "flags need no blank between them");
    }

    #[test]
    fn letters_that_spell_no_country_are_no_flag() {
        assert!(flags("🇽🇽 🇺 x 🇿").is_empty());
    }
}
