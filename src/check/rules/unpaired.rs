//! Sentences of one side that stand in no bead with the other: the ground of `missing-text` and `extra-text`.

use crate::check::{BeadView, Findings, Level, PairView};
use crate::text::Side;

/// Runs of more sentences than this are a part that nobody meant to render, such as a sidebar.
const LONGEST_SLIP: usize = 2;

/// How sure a bead must be for the sentence beside it to count as its neighbour in the other text too.
const SURE: f32 = 0.75;

/// Reports the sentences of `side` that have no counterpart.
///
/// A half of a pair that is empty or holds nothing but signs is an error. What the aligner left unpaired is a warning
/// where it is a whole sentence, the run is short and stands between sure beads that adjoin on the other side;
/// anything else (captions and credits, the ends of a text, long runs, doubtful surroundings) is a note.
pub(super) fn find(side: Side, pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let beads: Vec<BeadView<'_>> = pair.beads().collect();
    for bead in beads.iter().filter(|bead| bead.is_paired() && is_wordy(bead, side) && !is_wordy(bead, side.other())) {
        report(side, bead, Level::Error, 0.95, findings);
    }
    let mut rest = beads.as_slice();
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|bead| is_unpaired(bead, side)).count();
        if run == 0 {
            rest = &rest[1..];
            continue;
        }
        for bead in rest[..run].iter().filter(|bead| is_wordy(bead, side)) {
            let (level, confidence) = weigh(side, first, run, bead);
            report(side, bead, level, confidence, findings);
        }
        rest = &rest[run..];
    }
}

/// Whether a side holds more than signs.
fn is_wordy(bead: &BeadView<'_>, side: Side) -> bool {
    bead.words(side).chars().any(char::is_alphanumeric)
}

fn is_unpaired(bead: &BeadView<'_>, side: Side) -> bool {
    !bead.segments(side).is_empty() && bead.segments(side.other()).is_empty()
}

fn weigh(side: Side, first: &BeadView<'_>, run: usize, bead: &BeadView<'_>) -> (Level, f32) {
    let given = bead.bead().confidence >= 1.0;
    if given {
        return (Level::Error, 1.0);
    }
    let surrounded = [first.neighbour(-1), first.neighbour(isize::try_from(run).unwrap_or(isize::MAX))]
        .iter()
        .all(|neighbour| neighbour.is_some_and(|bead| bead.is_paired() && bead.bead().confidence >= SURE));
    let whole = bead.segments(side).all(|segment| bead.pair.side(side).document.ends_with_stop(segment));
    if run <= LONGEST_SLIP && surrounded && whole && bead.bead().confidence >= SURE {
        (Level::Warning, 0.9)
    } else {
        (Level::Note, 0.5)
    }
}

fn report(side: Side, bead: &BeadView<'_>, level: Level, confidence: f32, findings: &mut Findings<'_>) {
    let message = match side {
        Side::Source => "the rendering has nothing for this sentence of the original",
        Side::Target => "the original has nothing for this sentence of the rendering",
    };
    findings.add(bead.index, level, confidence, message.to_owned(), bead.span(Side::Source), bead.span(Side::Target));
}
