//! Comments in a table that speak to kanhe, and the strings that they are about.

use super::Content;
use crate::text::Span;

/// What such a comment begins with, after its mark.
const CALL: &str = "kanhe:";

/// A comment that speaks to kanhe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// The key of the string that it is about.
    pub(super) key: Vec<String>,
    /// The byte at which it begins.
    pub(super) at: u32,
    /// What stands in it.
    pub(super) words: String,
}

/// The comments of `file` that stand behind one of `marks` up to the end of their line and speak to kanhe: about the string
/// before them on that line, else about the next one; `entries` are in the order of the file.
pub(super) fn calls(file: &str, marks: &[&str], entries: &[(Vec<String>, Content)]) -> Vec<Call> {
    if memchr::memmem::find(file.as_bytes(), CALL.as_bytes()).is_none() {
        return Vec::new();
    }
    let span = |content: &Content| Some(Span { start: content.runs.first()?.file.start, end: content.runs.last()?.file.end });
    let strings: Vec<(Span, &[String])> =
        entries.iter().filter_map(|(key, content)| Some((span(content)?, key.as_slice()))).collect();
    let mut found = Vec::new();
    // The beginning of the line, how far lines were looked for, and the end of the comment taken last.
    let (mut begins, mut seen, mut taken) = (0, 0, 0);
    for (call, _) in file.match_indices(CALL) {
        begins = file.get(seen..call).and_then(|between| between.rfind('\n')).map_or(begins, |at| seen + at + 1);
        seen = call;
        if call < taken {
            continue;
        }
        let before = file.get(begins..call).unwrap_or_default();
        let bare = before.trim_end();
        let Some(mark) = marks.iter().find(|mark| bare.ends_with(**mark)) else { continue };
        let at = begins + bare.len() - mark.len();
        let lead = file.get(begins..at).unwrap_or_default();
        if !(lead.is_empty() || lead.ends_with([' ', '\t', ',', '{', '[', '"'])) {
            continue;
        }
        let start = Span::at(at).start;
        let next = strings.partition_point(|(span, _)| span.start <= start);
        let previous = next.checked_sub(1).and_then(|index| strings.get(index));
        // Words of a string are no comment.
        if previous.is_some_and(|(span, _)| start < span.end) {
            continue;
        }
        taken = comment_end(file.as_bytes(), call);
        let words = file.get(call..taken).unwrap_or_default().trim().to_owned();
        let on_line = previous.is_some_and(|(span, _)| span.end as usize >= begins) && !words.starts_with("kanhe:ignore-next");
        let about = if on_line { previous } else { strings.get(next) };
        // One about the whole file may stand at its end.
        let about = about.or(previous.filter(|_| words.starts_with("kanhe:ignore-file")));
        if let Some((_, key)) = about {
            found.push(Call { key: key.to_vec(), at: start, words });
        }
    }
    found
}

/// Where a comment ends that goes on at `from`: at its closing mark, else with its line.
fn comment_end(file: &[u8], from: usize) -> usize {
    let rest = file.get(from..).unwrap_or_default();
    let mut ends = memchr::memchr3_iter(b'\n', b'\r', b'*', rest);
    ends.find(|at| rest[*at] != b'*' || rest.get(at + 1) == Some(&b'/')).map_or(file.len(), |at| from + at)
}
