//! Web and e-mail addresses.

use linkify::{LinkFinder, LinkKind};

use super::{Fact, Mention, Sentence};
use crate::text::Span;

/// Adds the web and e-mail addresses of the sentence.
///
/// Addresses are read as far as their plain letters go: writing without blanks sets the next word right
/// after an address, and letters beyond ASCII stand in them as `%` escapes in all but a few.
pub(super) fn extract(sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
    if !may_hold(sentence.text) {
        return;
    }
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut at = 0;
    for part in sentence.text.split_inclusive(|character: char| !character.is_ascii() || character.is_ascii_whitespace()) {
        let plain = part.trim_end_matches(|character: char| !character.is_ascii());
        for link in finder.links(plain) {
            let span = Span::new(at + link.start(), at + link.end());
            let words = link.as_str().to_owned();
            match link.kind() {
                LinkKind::Email => found.push(Mention { span, fact: Fact::Email(words) }),
                LinkKind::Url if is_address(&words) => found.push(Mention { span, fact: Fact::Url(words) }),
                _ => {}
            }
        }
        at += part.len();
    }
}

/// Whether the signs that every address has stand in the text: a quick look that most sentences do not pass.
fn may_hold(text: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'%');
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b':', b'@', b'.', bytes)
        .any(|at| bytes[at] != b'.' || bytes.get(at + 1).is_some_and(|&next| inside(next)))
}

/// Whether what looks like an address without a scheme is one, rather than two sentences without a blank
/// between them (`end.However`) or a name with a stop in it (`J.Smith`).
fn is_address(words: &str) -> bool {
    const COMMON: &[&str] = &["com", "org", "net", "gov", "edu", "info", "int", "cn", "ru", "de", "uk", "jp", "kr", "eu", "io"];
    if words.contains("://") || words.starts_with("www.") {
        return true;
    }
    let host = words.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    COMMON.contains(&ending) && host.split('.').all(|label| label.len() > 1) && (host.len() < words.len() || host.len() > 5)
}

#[cfg(test)]
mod tests {
    use crate::lang;
    use crate::mention::{Fact, extract};

    fn addresses(language: &str, text: &str) -> Vec<String> {
        let language = lang::find(language);
        let address = |fact: &Fact| matches!(fact, Fact::Url(_) | Fact::Email(_));
        extract(language, &language.view(text))
            .into_iter()
            .filter(|mention| address(&mention.fact))
            .map(|mention| mention.span.of(text).to_owned())
            .collect()
    }

    #[test]
    fn an_address_ends_where_chinese_goes_on() {
        assert_eq!(
            addresses("zh", "详见https://www.example.org/a-1.html查看，或写信给info@example.org。"),
            ["https://www.example.org/a-1.html", "info@example.org"]
        );
    }

    #[test]
    fn marks_after_an_address_do_not_belong_to_it() {
        assert_eq!(addresses("en", "See www.example.com/path_(x), or example.org."), ["www.example.com/path_(x)", "example.org"]);
    }

    #[test]
    fn a_stop_without_a_blank_after_it_makes_no_address() {
        assert!(addresses("en", "It was strengthened.However, J.K.Rowling said no at 3.com").is_empty());
    }
}
