//! Date patterns as a linguist writes them, turned into regular expressions.

use std::fmt::Write as _;

/// What a place in a pattern stands for, as a regular expression.
///
/// Takes the name that stands in braces, without the `:2` that marks the second date of a range; gives
/// nothing for a name that it does not know.
pub(super) type Class<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Blanks that may part two pieces of a date: the space, the no-break space and its narrow form.
const BLANK: &str = r"[ \t\x{A0}\x{202F}]";

/// Turns a pattern into a regular expression.
///
/// In a pattern `{name}` is a part of a date, `[a|b]` may be missing, `(a|b)` is a choice, a blank is one to
/// three blanks, `_` none to three, `<` and `>` enclose the words of the mention (of the first and second date
/// in a range), `\\` takes the sign after it as it is, and everything else stands for itself. Groups are named after the parts, with `2` added for
/// those of the second date; `span` and `span2` are the enclosed words.
///
/// Gives an error in words where the pattern cannot be read.
pub(super) fn expression(pattern: &str, class: Class<'_>) -> Result<String, String> {
    let mut out = String::new();
    let mut open = Vec::new();
    let mut spans = 0;
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        match character {
            '{' => {
                let name: String = rest.by_ref().take_while(|&c| c != '}').collect();
                let (plain, second) = name.strip_suffix(":2").map_or((name.as_str(), ""), |plain| (plain, "2"));
                let inner = class(plain).ok_or_else(|| format!("no part of a date is called {{{plain}}}"))?;
                let _ = write!(out, "(?<{plain}{second}>{inner})");
            }
            '[' | '(' => {
                open.push(character);
                out.push_str("(?:");
            }
            ']' if open.pop() == Some('[') => out.push_str(")?"),
            ')' if open.pop() == Some('(') => out.push(')'),
            '<' => {
                spans += 1;
                out.push_str(if spans == 1 { "(?<span>" } else { "(?<span2>" });
            }
            '>' => out.push(')'),
            '|' => out.push('|'),
            ' ' => {
                let _ = write!(out, "{BLANK}{{1,3}}");
            }
            '_' => {
                let _ = write!(out, "{BLANK}{{0,3}}");
            }
            '\\' => out.push_str(&rest.next().map(|sign| regex::escape(sign.encode_utf8(&mut [0; 4]))).unwrap_or_default()),
            ']' | ')' => return Err(format!("a {character} closes nothing in {pattern}")),
            other => out.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    if open.is_empty() { Ok(out) } else { Err(format!("a bracket stays open in {pattern}")) }
}

/// The pieces of a pattern that every match holds, as patterns of their own: parts, choices, stretches of plain signs.
/// Nothing where the pattern as a whole is a choice.
pub(super) fn pieces(pattern: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start, mut escaped) = (Vec::new(), 0_usize, 0, false);
    for (at, character) in pattern.char_indices() {
        let end = at + character.len_utf8();
        if std::mem::take(&mut escaped) {
            continue;
        }
        match character {
            '\\' => escaped = true,
            '|' if depth == 0 => return Vec::new(),
            '(' | '{' | '[' if depth == 0 => {
                found.push(&pattern[start..at]);
                (depth, start) = (1, at);
            }
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.push(&pattern[start..end]);
                    start = end;
                }
            }
            ' ' | '_' | '<' | '>' if depth == 0 => {
                found.push(&pattern[start..at]);
                start = end;
            }
            _ => {}
        }
    }
    found.push(&pattern[start..]);
    found.retain(|piece| !piece.is_empty() && !piece.starts_with('['));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_reads_as_it_is_written() {
        let class = |name: &str| (name == "d").then(|| r"\d\d?".to_owned());
        let written = expression("<{d}[st|nd|th]> of_May.", &class).expect("a sound pattern");
        let found = regex::Regex::new(&written).expect("a sound expression");
        let read = found.captures("the 4th of  May.").expect("a match");
        assert_eq!(read.name("d").map(|part| part.as_str()), Some("4"));
        assert_eq!(read.name("span").map(|part| part.as_str()), Some("4th"));
        assert!(!found.is_match("4th of MayX"));
    }

    #[test]
    fn what_may_be_missing_is_no_piece_that_every_match_holds() {
        assert_eq!(pieces("<{d}[st|nd]> of_\\({month} (this|next)[, {year}]"), ["{d}", "of", "\\(", "{month}", "(this|next)"]);
        assert_eq!(pieces("a|b"), [""; 0]);
    }

    #[test]
    fn a_pattern_that_cannot_be_read_says_why() {
        let class = |_: &str| None;
        assert!(expression("{x}", &class).is_err_and(|why| why.contains("{x}")));
        assert!(expression("[a", &class).is_err_and(|why| why.contains("open")));
        assert!(expression("a)", &class).is_err_and(|why| why.contains("closes nothing")));
    }
}
