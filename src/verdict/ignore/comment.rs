//! Reading the comments.

use std::borrow::Cow;

use crate::check::rules;
use crate::format::{Extracted, Format};
use crate::report::LineIndex;
use crate::text::Span;
use crate::verdict::Day;

/// How far a comment reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The line or the block that the comment stands in.
    Here,
    /// The next paragraph.
    Next,
    /// The whole text.
    File,
}

/// A comment that silences rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where the words stand that it may speak of: the byte of the text that it stands before, or its line in a plain text.
    pub place: Span,
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// How far it reaches.
    pub scope: Scope,
    /// The rules that it silences.
    pub rules: Vec<&'static str>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Day>,
}

/// Why a comment cannot be followed, and the cure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct IgnoreError {
    /// The line of the comment, counted from 1.
    pub line: usize,
    /// What is wrong, and the cure.
    pub message: String,
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const CALL: &str = "kanhe:";
const FORM: &str = "write <!-- kanhe:ignore-next RULE: reason -->";

/// Reads what stands between the marks of a comment; nothing where it does not speak to kanhe.
fn read(inner: &str, place: Span, line: usize) -> Option<Result<Comment, IgnoreError>> {
    let said = inner.trim().strip_prefix(CALL)?;
    Some(comment(said, place, line).map_err(|message| IgnoreError { line, message }))
}

/// The comments of a file that speak to kanhe. In a plain text, which has no comments of its own, they are taken out.
///
/// # Errors
///
/// [`IgnoreError`] names the line of the first comment that cannot be followed.
pub fn take(format: Format, extracted: &mut Extracted) -> Result<Vec<Comment>, IgnoreError> {
    if format == Format::Plain {
        let (comments, blanked) = lift(&extracted.text)?;
        if let Cow::Owned(blanked) = blanked {
            extracted.text = blanked;
        }
        return Ok(comments);
    }
    let mut ours = extracted.comments.iter().filter(|comment| comment.text.trim_start().starts_with(CALL)).peekable();
    if ours.peek().is_none() {
        return Ok(Vec::new());
    }
    let lines = LineIndex::new(extracted.origin.shown(&extracted.text));
    let line = |span: Span| lines.position(span.start).0;
    ours.filter_map(|comment| read(&comment.text, Span::at(comment.at as usize), line(comment.span))).collect()
}

/// Reads a note about the words at `place`, in a file that keeps notes beside its words; nothing where it does not speak to
/// kanhe. `line` is its line in the file.
///
/// # Errors
///
/// [`IgnoreError`] where the note cannot be followed.
pub fn of_note(words: &str, place: Span, line: usize) -> Result<Option<Comment>, IgnoreError> {
    let comment = read(words, place, line).transpose()?;
    // A note about words has no other words to be about.
    let here = |scope| if scope == Scope::Next { Scope::Here } else { scope };
    Ok(comment.map(|comment| Comment { scope: here(comment.scope), ..comment }))
}

fn comment(said: &str, place: Span, line: usize) -> Result<Comment, String> {
    let (command, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let scope = match command {
        "ignore" => Scope::Here,
        "ignore-next" => Scope::Next,
        "ignore-file" => Scope::File,
        _ => return Err(format!("“kanhe:{}” is none of ignore, ignore-next and ignore-file; {FORM}", short(command))),
    };
    let Some((names, reason)) = rest.split_once([':', '：']) else {
        return Err(format!("this comment gives no reason; {FORM}"));
    };
    let mut until = None;
    let words = reason.split_whitespace().filter(|word| match word.strip_prefix("until=") {
        Some(day) => {
            until = Some(day.parse::<Day>().map_err(|error| error.to_string()));
            false
        }
        None => true,
    });
    let reason = words.collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(format!("this comment gives no reason after the colon; {FORM}"));
    }
    let rules = names.split([',', '，', '、']).map(|name| rule(name.trim())).collect::<Result<Vec<_>, _>>()?;
    Ok(Comment { place, line, scope, rules, reason, until: until.transpose()? })
}

fn rule(name: &str) -> Result<&'static str, String> {
    if let Some(rule) = rules::find(name) {
        return Ok(rule.name);
    }
    let near = rules::RULES.iter().map(|rule| rule.name).min_by_key(|known| strsim::osa_distance(&short(name), known));
    let near = near.map(|near| format!("; “{near}” is the nearest")).unwrap_or_default();
    Err(format!("there is no rule “{}”{near} (`kanhe rules` lists them)", short(name)))
}

fn short(words: &str) -> String {
    words.chars().take(40).collect()
}

/// Takes the comments that speak to kanhe out of a plain text: gives them, and the text with blanks in their place, so that
/// every other byte stays where it is. A comment begins and ends on one line.
pub(super) fn lift(text: &str) -> Result<(Vec<Comment>, Cow<'_, str>), IgnoreError> {
    let mut comments = Vec::new();
    let mut blanked: Option<String> = None;
    let (mut from, mut line, mut counted) = (0, 1, 0);
    while let Some(start) =
        memchr::memmem::find(text.as_bytes().get(from..).unwrap_or_default(), OPEN.as_bytes()).map(|at| from + at)
    {
        let inner = start + OPEN.len();
        from = inner;
        let rest = text.get(inner..).unwrap_or_default();
        if !rest.trim_start_matches([' ', '\t']).starts_with(CALL) {
            continue;
        }
        line += memchr::memchr_iter(b'\n', text.as_bytes().get(counted..start).unwrap_or_default()).count();
        counted = start;
        let fail = |message| IgnoreError { line, message };
        let on_line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let Some(length) = on_line.find(CLOSE) else {
            return Err(fail(format!("this comment does not end on its line; {FORM}")));
        };
        let end = inner + length + CLOSE.len();
        let begins = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        if let Some(comment) = read(&on_line[..length], Span::new(begins, inner + on_line.len()), line) {
            comments.push(comment?);
            blanked.get_or_insert_with(|| text.to_owned()).replace_range(start..end, &" ".repeat(end - start));
        }
        from = end;
    }
    Ok((comments, blanked.map_or(Cow::Borrowed(text), Cow::Owned)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_comment_names_its_rules_its_reason_and_its_last_day() {
        let text = "一。\n<!-- kanhe:ignore-next number-mismatch, date-mismatch: she counts: in lakh until=2027-01-01 -->\n二。";
        let (comments, blanked) = lift(text).expect("a sound comment");
        assert_eq!(comments.len(), 1);
        let comment = &comments[0];
        assert_eq!((comment.scope, comment.reason.as_str()), (Scope::Next, "she counts: in lakh"));
        assert_eq!(comment.rules, ["number-mismatch", "date-mismatch"]);
        assert_eq!(comment.until.map(|day| day.to_string()).as_deref(), Some("2027-01-01"));
        assert!(blanked.lines().nth(1).is_some_and(|line| line.trim().is_empty()));
        assert_eq!(blanked.find('二'), text.find('二'));
    }

    #[test]
    fn what_is_missing_or_misspelt_is_told_with_the_line_and_the_cure() {
        let error = |comment: &str| lift(&format!("a\nb {comment}")).expect_err(comment).to_string();
        assert!(error("<!-- kanhe:ignore number-mismatch -->").starts_with("line 2: this comment gives no reason"));
        assert!(error("<!-- kanhe:ignore number-mismatch: until=2027-01-01 -->").contains("no reason after the colon"));
        assert!(error("<!-- kanhe:ignore number-mismach: x -->").contains("“number-mismatch” is the nearest"));
        assert!(error("<!-- kanhe:ignore : x -->").contains("there is no rule “”"));
        assert!(error("<!-- kanhe:silence number-mismatch: x -->").contains("“kanhe:silence” is none of"));
        assert!(error("<!-- kanhe:ignore number-mismatch: x until=soon -->").contains("“soon” is no day"));
        assert!(error("<!-- kanhe:ignore number-mismatch: x\n-->").contains("does not end on its line"));
    }

    #[test]
    fn other_comments_stay_in_the_text() {
        let text = "<!-- a note --> <!-- <!-- kanhe is fine -->";
        assert_eq!(lift(text), Ok((Vec::new(), Cow::Borrowed(text))));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_and_lengths_are_kept(pieces in proptest::collection::vec("<!--|-->| kanhe:|ignore-file |number-mismatch:|\\PC|\n", 0..12)) {
            let text = pieces.concat();
            if let Ok((comments, blanked)) = lift(&text) {
                prop_assert_eq!(blanked.len(), text.len());
                prop_assert!(comments.iter().all(|comment| !comment.place.of(&blanked).contains("kanhe:ignore-file number-mismatch:")));
            }
        }
    }
}
