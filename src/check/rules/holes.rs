//! Holes in a rendering that the network for its language sees: places where its grammar wants words.

use crate::check::{BeadView, Findings, Level, PairView};
use crate::encode::{Encoder, Hole};
use crate::lang::table::unicode_words;
use crate::text::{Side, Span};

/// Longer renderings are passed over: they are no sentences.
const LONGEST: usize = 3000;
/// Renderings of fewer words are labels and exclamations, which seldom are whole sentences.
const FEWEST_WORDS: usize = 6;
/// Marks that a sentence ends with, and a title or a label seldom does.
const ENDS: [char; 3] = ['.', '!', '…'];
/// Marks that may stand behind these.
const CLOSING: [char; 5] = ['"', '”', '’', '\'', ')'];
/// Marks before which a blank may stand by custom or by mistake.
const MARKS: [char; 7] = [',', '.', ';', ':', '!', '?', ')'];
/// How likely words must be missing, as a logarithm of the odds: of 2,500 English sentences of news without an error (NTREX-128,
/// DEMETR) one lies above, “none of the of the”, and two fifths of those that lack a name in the middle.
const ODDS: f32 = 4.5;

/// The place in the rendering of a bead where words are missing most likely; `None` for languages that have no network.
pub(super) fn widest_hole(bead: &BeadView<'_>, network: &Encoder) -> Option<Hole> {
    let holes = network.holes(bead.words(Side::Target), bead.language(Side::Target));
    holes.into_iter().max_by(|one, other| one.odds.total_cmp(&other.odds))
}

/// The words on both sides of a hole, in bytes of the rendering.
pub(super) fn beside(rendering: &str, hole: Hole) -> Span {
    let words = unicode_words(rendering);
    let before = words.iter().rfind(|word| word.end as usize <= hole.at);
    let behind = words.iter().find(|word| word.start as usize >= hole.at);
    match (before, behind) {
        (Some(before), Some(behind)) => before.join(*behind),
        (Some(word), None) | (None, Some(word)) => *word,
        (None, None) => Span::new(0, rendering.len()),
    }
}

/// Reports the plain holes that no rule has found yet, one of a bead; `told` are the beads, in their order, of which
/// holes were told already.
pub(super) fn check(pair: &PairView<'_>, told: &[usize], findings: &mut Findings<'_>) {
    let Some(network) = findings.network() else { return };
    for bead in pair.beads().filter(BeadView::is_paired) {
        let rendering = bead.words(Side::Target);
        if told.binary_search(&bead.index).is_ok() || !is_statement(rendering) {
            continue;
        }
        let plain = |hole: &Hole| hole.odds >= ODDS && !is_blank_before_mark(rendering, hole.at);
        let Some(hole) = widest_hole(&bead, network).filter(plain) else { continue };
        let place = beside(rendering, hole);
        let span = place.shifted(bead.span(Side::Target).start);
        if !findings.so_far().iter().any(|finding| finding.target.span.overlaps(span)) {
            let message = match place.of(rendering).split_once(' ') {
                Some((before, behind)) => format!("words seem to be missing between “{before}” and “{behind}”"),
                None => format!("words seem to be missing beside “{}”", place.of(rendering)),
            };
            findings.add(bead.index, Level::Warning, 0.75, message, bead.span(Side::Source), span);
        }
    }
}

/// Whether it is a whole sentence, and no question, whose words stand in another order.
fn is_statement(rendering: &str) -> bool {
    rendering.len() <= LONGEST
        && !rendering.contains(['?', '？'])
        && rendering.trim_end().trim_end_matches(CLOSING).ends_with(ENDS)
        && unicode_words(rendering).len() >= FEWEST_WORDS
}

/// Whether nothing but a blank stands before a mark, as in texts that were cut into words.
fn is_blank_before_mark(rendering: &str, at: usize) -> bool {
    let (before, behind) = (rendering.get(..at).unwrap_or_default(), rendering.get(at..).unwrap_or_default());
    before.ends_with(char::is_whitespace) && behind.starts_with(MARKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_shown_by_the_words_on_both_sides() {
        let shown = |rendering: &str, at: usize| beside(rendering, Hole { at, odds: 9.0 }).of(rendering).to_owned();
        assert_eq!(shown("She lives in, and works.", 12), "in, and");
        assert_eq!(shown("Opened a shop.", 0), "Opened");
        assert_eq!(shown("He came from", 12), "from");
        assert_eq!(shown("…", 3), "…");
        assert_eq!(shown("", 0), "");
    }

    #[test]
    fn titles_labels_and_questions_are_no_statements() {
        assert!(is_statement("The bridge near the old mill is closed.”"));
        for label in ["", "Save as…", "Bridge near the old mill closed for years", "Is the bridge near the old mill closed?"] {
            assert!(!is_statement(label), "{label}");
        }
    }
}
