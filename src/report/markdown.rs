//! Findings as Markdown: a comment on a pull request, the summary of a job.

use super::pair::{level_name, one_line, worst_first};
use super::{Excerpt, PairReport, Record, Summary};

/// How many bytes a comment on GitHub may have at most.
pub const COMMENT: usize = 65_536;
/// How many bytes the summary of a step of GitHub Actions may have at most.
pub const STEP_SUMMARY: usize = 1 << 20;

/// What the line about findings that do not fit may need.
const REMAINDER: usize = 100;

/// The findings, the worst first, on at most `limit` bytes; where they are too many, the last line says how many are missing.
#[must_use]
pub fn markdown(pairs: &[PairReport], summary: &Summary, limit: usize) -> String {
    let mut page = format!("### kanhe\n\n{summary}\n\n");
    let records = worst_first(pairs);
    for (index, record) in records.iter().enumerate() {
        let entry = entry(record);
        if page.len() + entry.len() + REMAINDER > limit {
            let rest = records.len() - index;
            let noun = if rest == 1 { "finding is" } else { "findings are" };
            page.push_str(&format!("{rest} further {noun} not shown here.\n"));
            break;
        }
        page.push_str(&entry);
    }
    while page.ends_with("\n\n") {
        page.pop();
    }
    page
}

fn entry(record: &Record) -> String {
    let mut text = format!("- **{}** `{}`: {}\n", level_name(record.level), record.rule, escaped(&record.message));
    for place in [&record.target, &record.source] {
        text.push_str(&format!("  - {} {}\n", escaped(&place.to_string()), marked(&place.excerpt)));
    }
    if let Some(suggestion) = &record.suggestion {
        text.push_str(&format!("  - write “{}”\n", escaped(suggestion)));
    }
    text.push('\n');
    text
}

/// An excerpt with its words in bold type. A tag makes it, for asterisks do not between words of Chinese.
fn marked(excerpt: &Excerpt) -> String {
    let piece = |range| escaped(excerpt.text.get(range).unwrap_or_default());
    let words = excerpt.words.clone();
    let (before, after) = (piece(0..words.start), piece(words.end..excerpt.text.len()));
    let words = if words.is_empty() { "‸".to_owned() } else { piece(words) };
    format!("{before}<strong>{words}</strong>{after}")
}

/// `text` so that it reads as it stands: no markup, no link, nobody called by name.
fn escaped(text: &str) -> String {
    let mut page = String::new();
    for character in one_line_with_edges(text).chars() {
        match character {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            // An empty comment keeps names and numbers of issues from being linked, which escapes do not.
            '@' | '#' => page.extend([character].into_iter().chain("<!-- -->".chars())),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '!' | '$' => page.extend(['\\', character]),
            _ => page.push(character),
        }
    }
    // Neither are addresses.
    page.replace("://", ":<!-- -->//").replace("www.", "www<!-- -->.")
}

/// One line, blanks at its ends kept, for pieces are put together again.
fn one_line_with_edges(text: &str) -> String {
    let edge = |blank: bool| if blank { " " } else { "" };
    let line = one_line(text);
    let blank = |character: Option<char>| character.is_some_and(char::is_control);
    format!("{}{line}{}", edge(blank(text.chars().next())), edge(blank(text.chars().next_back())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Level;
    use crate::report::pair::tests::pair;

    #[test]
    fn a_finding_shows_both_sides_with_the_words_in_bold() {
        let page = markdown(&[pair(&[Level::Error], "350,000 against 35,000")], &Summary::default(), COMMENT);
        let expected = "\
- **error** `number-mismatch`: 350,000 against 35,000
  - en/a,b.txt:1:15 The city held <strong>35,000</strong> people.
  - zh/城 市.txt:2:4 城中有<strong>三十五万</strong>人。
  - write “350,000”
";
        assert!(page.ends_with(expected), "{page}");
    }

    #[test]
    fn words_of_a_text_are_no_markup_and_call_nobody() {
        assert_eq!(escaped("<b>*a* @ann #1 https://x\n"), "&lt;b&gt;\\*a\\* @<!-- -->ann #<!-- -->1 https:<!-- -->//x ");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let page = markdown(&[pair(&[Level::Warning; 40], "m")], &Summary::default(), 2000);
        assert!(page.len() <= 2000, "{}", page.len());
        let shown = page.matches("**warning**").count();
        assert!(shown > 3 && page.ends_with(&format!("{} further findings are not shown here.\n", 40 - shown)), "{page}");
    }
}
