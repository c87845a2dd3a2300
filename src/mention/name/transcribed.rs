//! Foreign names in characters: parts with a dot between them, and runs of the characters that transcribe.

use super::{Parts, unknown};
use crate::mention::{Mention, Origin, Sentence};
use crate::text::Span;

/// The marks between the parts of a foreign name.
const DOTS: [char; 3] = ['·', '•', '・'];
/// The least sum and mean of the weights of characters in a run without a dot.
const LEAST_SUM: u32 = 7;
/// The fewest characters of a run without a dot.
const FEWEST: usize = 3;

/// The transcribed names of the sentence; none where the tables know no transcription.
pub(super) fn find(sentence: &Sentence<'_>) -> Vec<Mention> {
    let parts = Parts::of(sentence.language);
    if !parts.has_transcription() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut run: Vec<(usize, char, u8)> = Vec::new();
    for (at, character) in sentence.text.char_indices().chain([(sentence.text.len(), '\n')]) {
        let weight = parts.transcribes(character);
        if weight > 0 || !run.is_empty() && (DOTS.contains(&character) || character == '-') {
            run.push((at, character, weight));
        } else if !run.is_empty() {
            found.extend(name_in(sentence, &run));
            run.clear();
        }
    }
    found
}

fn name_in(sentence: &Sentence<'_>, run: &[(usize, char, u8)]) -> Option<Mention> {
    let dotted = run.iter().any(|(_, character, _)| DOTS.contains(character));
    let sum: u32 = run.iter().map(|&(_, _, weight)| u32::from(weight)).sum();
    let characters = run.iter().filter(|(_, _, weight)| *weight > 0).count();
    if characters < FEWEST || sum < LEAST_SUM || sum < 2 * u32::try_from(characters).unwrap_or(u32::MAX) && !dotted {
        return None;
    }
    let bound = |place: usize| {
        let words = sentence.words();
        let at = words.partition_point(|word| (word.end as usize) <= place);
        words.get(at).is_none_or(|word| word.start as usize >= place)
    };
    let mut run = run;
    while let [(_, _, 0 | 1), (next, _, weight), ..] = run
        && (*weight == 0 || bound(*next) || run[0].2 == 0)
    {
        run = &run[1..];
    }
    while let [.., (last, _, 0 | 1)] = run
        && (run[run.len() - 1].2 == 0 || bound(*last))
    {
        run = &run[..run.len() - 1];
    }
    let (&(start, ..), &(last, character, _)) = (run.first()?, run.last()?);
    let span = Span::new(start, last + character.len_utf8());
    let long = run.iter().filter(|(_, _, weight)| *weight > 0).count() >= FEWEST;
    long.then(|| unknown(span, Origin::Transcribed))
}
