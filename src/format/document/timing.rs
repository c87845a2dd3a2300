//! What the times of two subtitle files say of which sentences render each other.

use std::ops::Range;

use crate::format::Cue;
use crate::segment::Document;

/// How far the times of two cues may lie apart that are the same, in milliseconds: three frames of a film.
const NEAR: u64 = 125;
/// So many of ten cues of the shorter file must appear at the same time as one of the other, or the two were not timed
/// together.
const TOGETHER: usize = 6;

/// The sentences that time pairs: those that stand alone between two moments at which a sentence begins, with its cue, in
/// both files. Where several stand there, one may lack its counterpart, and the words must tell.
///
/// Empty where the two files were not timed together.
#[must_use]
pub fn timed_together(
    source: &Document,
    source_cues: &[Cue],
    target: &Document,
    target_cues: &[Cue],
) -> Vec<(Range<usize>, Range<usize>)> {
    let moments = |cues: &[Cue]| cues.iter().map(|cue| (cue.from, 0)).collect::<Vec<_>>();
    let shared = shared(&moments(source_cues), &moments(target_cues)).len();
    if shared == 0 || shared * 10 < source_cues.len().min(target_cues.len()) * TOGETHER {
        return Vec::new();
    }
    let lengths = (source.segments().len(), target.segments().len());
    let mut begun = shared_starts(source, source_cues, target, target_cues);
    begun.push(lengths);
    let groups = begun.windows(2).map(|pair| (pair[0].0..pair[1].0, pair[0].1..pair[1].1));
    groups.filter(|(one, other)| one.len() == 1 && other.len() == 1).collect()
}

fn shared_starts(source: &Document, source_cues: &[Cue], target: &Document, target_cues: &[Cue]) -> Vec<(usize, usize)> {
    shared(&starts(source, source_cues), &starts(target, target_cues))
}

/// The sentences that begin with a cue: when, and which.
fn starts(document: &Document, cues: &[Cue]) -> Vec<(u64, usize)> {
    let mut cues = cues.iter().peekable();
    let mut found = Vec::new();
    for (index, segment) in document.segments().iter().enumerate() {
        while cues.next_if(|cue| cue.text.start < segment.span.start).is_some() {}
        if let Some(cue) = cues.peek().filter(|cue| cue.text.start == segment.span.start) {
            found.push((cue.from, index));
        }
    }
    found
}

/// What both lists have at the same time, in order.
fn shared(one: &[(u64, usize)], other: &[(u64, usize)]) -> Vec<(usize, usize)> {
    let (mut first, mut second) = (one.iter().peekable(), other.iter().peekable());
    let mut found: Vec<(usize, usize)> = Vec::new();
    while let (Some(&&(here, from)), Some(&&(there, to))) = (first.peek(), second.peek()) {
        if here.abs_diff(there) <= NEAR {
            found.push((from, to));
            first.next();
            second.next();
        } else if here < there {
            first.next();
        } else {
            second.next();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::read_text;
    use super::*;
    use crate::format::Format;
    use crate::lang;

    fn read(cues: &[(u64, &str)], language: &str) -> (Document, Vec<Cue>) {
        let time = |millis: u64| format!("00:{:02}:{:02},{:03}", millis / 60_000, millis / 1000 % 60, millis % 1000);
        let file: String = cues
            .iter()
            .enumerate()
            .map(|(at, (from, words))| format!("{}\n{} --> {}\n{words}\n\n", at + 1, time(*from), time(from + 900)))
            .collect();
        let read = read_text(Format::Srt, file, 0).expect("subtitles");
        (Document::new("film", read.text, lang::find(language)), read.cues)
    }

    fn paired(source: &[(u64, &str)], target: &[(u64, &str)]) -> Vec<(Range<usize>, Range<usize>)> {
        let ((source, source_cues), (target, target_cues)) = (read(source, "zh"), read(target, "en"));
        timed_together(&source, &source_cues, &target, &target_cues)
    }

    #[test]
    fn sentences_alone_between_shared_moments_render_each_other() {
        let source = [(1_000, "他来了，"), (2_000, "又走了。"), (5_000, "好。行。"), (9_000, "再见。")];
        let target =
            [(1_010, "He came"), (2_000, "and he left."), (5_080, "All right."), (7_000, "Who knows?"), (9_000, "Goodbye.")];
        assert_eq!(paired(&source, &target), [(0..1, 0..1), (3..4, 3..4)]);
    }

    #[test]
    fn files_that_were_timed_apart_say_nothing() {
        let source = [(1_000, "他来了。"), (3_000, "好。"), (5_000, "再见。")];
        let target = [(1_000, "He came."), (3_700, "All right."), (6_400, "Goodbye.")];
        assert_eq!(paired(&source, &target), []);
        assert_eq!(paired(&[], &target), []);
    }

    #[test]
    fn what_one_file_lacks_is_left_to_the_words() {
        let source = [(1_000, "他来了。"), (3_000, "好。"), (5_000, "再见。")];
        let target = [(1_000, "He came."), (5_000, "Goodbye.")];
        assert_eq!(paired(&source, &target), [(2..3, 1..2)]);
    }
}
