//! Subtitles: SubRip (`.srt`) and `WebVTT` (`.vtt`).
//!
//! Neither has more than cues: lines of text with the time from which and until which they are shown. A sentence may run
//! on over cues, so a cue ends a paragraph only where it ends as a sentence does, where the next speaker begins, or where
//! nothing is shown for a while.

use crate::format::{Extracted, Extractor, FormatError, MOST_UNITS};
use crate::text::Span;

/// How long nothing is shown before a sentence cannot go on, in milliseconds.
const PAUSE: u64 = 3_000;

/// Reads a file in the format of `SubRip`, which no standard fixes: blocks of a number, a line of times, and text.
pub(super) fn srt(file: &str, lead: u32) -> Result<Extracted, FormatError> {
    read(file, lead, Extractor::new(file))
}

/// Reads a file in the format `WebVTT` (<https://www.w3.org/TR/webvtt1/>).
pub(super) fn vtt(file: &str, lead: u32) -> Result<Extracted, FormatError> {
    read(file, lead, Extractor::new(file))
}

/// Whether a line gives the times of a cue in the format of `SubRip`.
#[must_use]
pub fn is_srt_time(line: &str) -> bool {
    times(line).is_some()
}

/// A line of the file, without its end.
#[derive(Clone, Copy)]
struct Line<'a> {
    words: &'a str,
    start: usize,
}

fn lines(file: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    file.split_inclusive('\n').map(move |raw| {
        let start = at;
        at += raw.len();
        Line { words: raw.trim_end_matches(['\n', '\r']), start }
    })
}

fn read<'a>(file: &'a str, lead: u32, mut extractor: Extractor<'a>) -> Result<Extracted, FormatError> {
    let mut shown_until: Option<u64> = None;
    let mut cues = 0;
    let mut lines = lines(file).peekable();
    while let Some(line) = lines.next() {
        if let Some(kind) = aside(line.words) {
            // Notes, styles and regions end at a blank line.
            let mut end = line.start + line.words.len();
            while let Some(next) = lines.next_if(|next| !next.words.trim().is_empty()) {
                end = next.start + next.words.len();
            }
            if kind == "NOTE" {
                let span = Span::new(line.start, end);
                let words = span.of(file).trim_start_matches("NOTE");
                extractor.comment(words, span);
            }
            continue;
        }
        let Some((from, to)) = times(line.words) else { continue };
        cues += 1;
        if cues > MOST_UNITS {
            return Err(FormatError::TooMuch(format!("it holds more than {MOST_UNITS} cues")));
        }
        if shown_until.is_none_or(|until| from > until.saturating_add(PAUSE)) || ends_sentence(extractor.text()) {
            extractor.part();
        }
        shown_until = Some(to.max(from));
        let mut start = None;
        while let Some(next) = lines.next_if(|next| !next.words.trim().is_empty() && times(next.words).is_none()) {
            // Where the blank line is missing, the number of the next cue stands right before its times.
            let is_number = next.words.trim().bytes().all(|byte| byte.is_ascii_digit());
            if is_number && lines.peek().is_some_and(|after| times(after.words).is_some()) {
                continue;
            }
            if begins_speech(next.words) || ends_sentence(extractor.text()) {
                extractor.part();
            }
            join(&mut extractor, next.words);
            start.get_or_insert(extractor.at());
            words(&mut extractor, next);
        }
        if let Some(start) = start {
            extractor.cue(start, from, to);
        }
    }
    Ok(extractor.finish(lead))
}

/// The word that begins a block of `WebVTT` which is no cue.
fn aside(line: &str) -> Option<&'static str> {
    let first = line.trim_start_matches('\u{feff}').split([' ', '\t', ':']).next()?;
    ["NOTE", "STYLE", "REGION", "WEBVTT"].into_iter().find(|kind| *kind == first)
}

/// The times of a line such as `00:01:02,500 --> 00:01:04,000`, in milliseconds; settings may follow.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, rest) = line.split_once("-->")?;
    Some((time(from.trim())?, time(rest.split_whitespace().next()?)?))
}

/// A time such as `01:02:03,456`, `02:03.456` or `1:02:03`, in milliseconds.
fn time(words: &str) -> Option<u64> {
    let (whole, fraction) = words.split_once([',', '.']).unwrap_or((words, ""));
    let mut seconds: u64 = 0;
    let mut parts = 0;
    for part in whole.split(':') {
        let number = part.trim();
        if number.is_empty() || number.len() > 9 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        seconds = seconds.checked_mul(60)?.checked_add(number.parse().ok()?)?;
        parts += 1;
    }
    let thousandths = if fraction.is_empty() { 0 } else { format!("{:0<3.3}", fraction.trim()).parse::<u64>().ok()? };
    ((2..=3).contains(&parts)).then_some(seconds.checked_mul(1000)?.checked_add(thousandths)?)
}

/// Whether the words end with a stop, before any closing marks.
fn ends_sentence(text: &str) -> bool {
    let text =
        text.trim_end().trim_end_matches(['"', '”', '’', '\'', '」', '』', '»', ')', '）', ']', '］', '♪', '♫']).trim_end();
    // Three dots mostly lead on to the next cue, and so does the sign of an ellipsis.
    !text.ends_with("..") && text.ends_with(['.', '!', '?', '。', '！', '？', '؟', '।'])
}

/// Whether a line begins what another person says, as a dash before it shows, or stands for a sound.
fn begins_speech(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['-', '–', '—', '‐', '－', '♪', '♫', '[', '［', '(', '（', '【'])
        || line.starts_with("<v ")
        || line.starts_with(">>")
}

/// Puts a blank between what was said and what follows, where words are parted by blanks.
fn join(extractor: &mut Extractor<'_>, next: &str) {
    let blank = super::join::between(extractor.text(), next);
    extractor.gap(blank);
}

/// Adds the words of a line without tags and the marks of other programs.
fn words(extractor: &mut Extractor<'_>, line: Line<'_>) {
    let text = line.words;
    let lead = text.len() - text.trim_start().len();
    let mut at = lead;
    // A dash before what a person says is no part of it.
    if let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(['-', '–', '—', '－'])) {
        at = text.len() - rest.trim_start().len();
    }
    let end = text.trim_end().len();
    while at < end {
        let rest = text.get(at..end).unwrap_or_default();
        let place = |from: usize, to: usize| Span::new(line.start + from, line.start + to);
        if let Some(length) = tag(rest) {
            at += length;
        } else if let Some((character, length)) = entity(rest) {
            extractor.add(character, place(at, at + length));
            at += length;
        } else {
            let skip = rest.chars().next().map_or(1, char::len_utf8);
            let next = rest.get(skip..).and_then(|rest| rest.find(['<', '{', '&', '\\'])).map_or(end, |found| at + skip + found);
            extractor.copy(place(at, next));
            at = next;
        }
    }
}

/// How long the tag is that the words begin with: `<i>`, `<00:01.000>`, `{\an8}`, and `\N` for a line end.
fn tag(words: &str) -> Option<usize> {
    if words.starts_with("\\N") || words.starts_with("\\n") || words.starts_with("\\h") {
        return Some(2);
    }
    let inside = words.strip_prefix('<').map(|rest| (rest, '>')).or_else(|| words.strip_prefix("{\\").map(|rest| (rest, '}')));
    let (rest, close) = inside?;
    let first = rest.chars().next()?;
    if !first.is_ascii_alphanumeric() && first != '/' {
        return None;
    }
    let end = rest.find(close)?;
    Some(words.len() - rest.len() + end + 1)
}

/// The character that an entity of `WebVTT` stands for, and how long the entity is.
fn entity(words: &str) -> Option<(&'static str, usize)> {
    const ENTITIES: &[(&str, &str)] = &[
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&quot;", "\""),
        ("&lrm;", "\u{200e}"),
        ("&rlm;", "\u{200f}"),
    ];
    ENTITIES.iter().find(|(entity, _)| words.starts_with(entity)).map(|(entity, character)| (*character, entity.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SRT: &str = "\
1\r
00:00:01,000 --> 00:00:03,500\r
<i>The city held\r
35 &amp; more</i> thousand\r
\r
2\r
00:00:03,600 --> 00:00:05,000\r
people in 1984.\r
\r
3\r
00:00:05,100 --> 00:00:06,000 X1:40\r
- {\\an8}Who?\r
- 三十五\r
4\r
00:01:00,000 --> 00:01:01,000\r
Later
";

    #[test]
    fn a_sentence_runs_on_over_cues_and_speakers_have_their_own() {
        let read = srt(SRT, 0).expect("subtitles");
        assert_eq!(read.text, "The city held 35 & more thousand people in 1984.\n\nWho?\n\n三十五\n\nLater");
        let cues: Vec<_> = read.cues.iter().map(|cue| (cue.text.of(&read.text), cue.from, cue.to)).collect();
        assert_eq!(cues[0], ("The city held 35 & more thousand", 1_000, 3_500));
        assert_eq!(cues[1], ("people in 1984.", 3_600, 5_000));
        assert_eq!(cues[3], ("Later", 60_000, 61_000));
        let at = read.text.find("35 & more").expect("it stands there");
        assert_eq!(read.origin.span(Span::new(at, at + 9)).of(SRT), "35 &amp; more");
    }

    #[test]
    fn notes_are_comments_and_styles_are_nothing() {
        let file = "WEBVTT - Film\n\nSTYLE\n::cue { color: red }\n\nNOTE kanhe\nsecond\n\nintro\n00:01.000 --> 01:00:02.000 align:start\n<v Mary>Hello &lt;there&gt;\n";
        let read = vtt(file, 0).expect("subtitles");
        assert_eq!(read.text, "Hello <there>");
        assert_eq!(read.comments.len(), 1);
        assert_eq!((read.comments[0].text.as_str(), read.comments[0].at), ("kanhe\nsecond", 0));
    }

    #[test]
    fn words_of_scripts_without_blanks_are_joined_without_one() {
        let read = srt("1\n00:00:01,000 --> 00:00:02,000\n城中有三十五\n万人，他说，\n", 0).expect("subtitles");
        assert_eq!(read.text, "城中有三十五万人，他说，");
    }

    #[test]
    fn times_are_read_in_milliseconds() {
        assert_eq!(times("00:00:01,5 --> 1:00:00.25"), Some((1_500, 3_600_250)));
        for words in ["a --> b", "1 --> 2", "00:00:00 -->", "99999999999999999999:00 --> 00:01", "-->"] {
            assert_eq!(times(words), None, "{words}");
        }
    }
}
