//! Bead files in use: what of one still stands, and bringing it up to date.

use std::path::Path;

use anyhow::{Context, bail};

use kanhe::align::file::{BeadFile, Review, Row, Standing, write_bead_file};
use kanhe::align::{Alignment, Bead};
use kanhe::check::PairView;
use kanhe::check::stale::{self, Known, Stale};
use kanhe::io::Input;
use kanhe::segment::Document;
use kanhe::text::Span;

use super::pair::Opened;

/// How much of a sentence is quoted, in characters.
const QUOTED: usize = 24;

/// A bead file laid against the texts.
pub(super) struct Laid<'a> {
    path: &'a str,
    file: BeadFile,
    standing: Standing,
}

impl<'a> Laid<'a> {
    /// Reads the bead file at `path`, whose text is `text`.
    pub(super) fn read(path: &'a str, text: &str, source: &Opened, target: &Opened) -> anyhow::Result<Self> {
        let file = BeadFile::parse(text).with_context(|| path.to_owned())?;
        let standing = file.standing(&source.text.document, &target.text.document);
        Ok(Self { path, file, standing })
    }

    /// The alignment that the file holds, where it was made from the texts as they are.
    pub(super) fn alignment(&self) -> anyhow::Result<Option<Alignment>> {
        if !self.standing.fits() {
            return Ok(None);
        }
        Ok(Some(self.file.alignment().with_context(|| self.path.to_owned())?))
    }

    /// The beads that a person vouches for and whose sentences still stand, by their sentences as they are now.
    pub(super) fn held(&self) -> Vec<Pair> {
        self.file.held(&self.standing)
    }

    /// What to say where the file no longer fits and the texts were paired without changing it.
    pub(super) fn misfit(&self, mend: &str) -> String {
        let (held, all) = (self.held().len(), self.file.rows().iter().filter(|row| row.is_held()).count());
        format!(
            "remark: {}: the texts have changed since it was made; {held} of {} still stand, and the rest is paired anew for this \
             run; `{mend}` brings it up to date",
            self.path,
            counted(all, "reviewed bead")
        )
    }

    /// The renderings that are as the file says while their originals are not.
    pub(super) fn stale(&self, pair: &PairView<'_>) -> Vec<Stale> {
        stale::of_beads(pair, &self.file, &self.standing)
    }

    /// What to say of a stale rendering, which the file keeps in mind.
    pub(super) fn told(&self, stale: &Stale, source: &Opened, target: &Opened) -> String {
        let words = |opened: &Opened, span: Span| quoted(span.of(opened.text.document.text()));
        format!(
            "remark: {}: bead {}: the original has changed to {} and the rendering is still {}; that stays in the file until the bead is reviewed",
            self.path,
            stale.bead + 1,
            words(source, stale.source),
            words(target, stale.target)
        )
    }

    /// The bead file as it should be now, with what was kept and what was dropped in remarks; `stale` are the renderings
    /// whose originals have changed.
    pub(super) fn updated(
        &self,
        alignment: &Alignment,
        source: &Opened,
        target: &Opened,
        stale: &[Stale],
    ) -> (String, Vec<String>) {
        let update = self.file.update(&self.standing, alignment);
        let mut remarks = Vec::new();
        for (row, reason) in &update.dropped {
            remarks.push(format!("remark: {}: line {}: bead {} is dropped: {reason}", self.path, row.line, described(row)));
        }
        for row in &update.lost_notes {
            let (bead, note) = (described(row), &row.note);
            remarks
                .push(format!("remark: {}: line {}: the note of bead {bead} has no place any more: {note}", self.path, row.line));
        }
        let by_hand = update.kept.iter().filter(|row| !row.reviewed).count();
        let by_hand = if by_hand > 0 { format!(" ({by_hand} of them for being changed by hand)") } else { String::new() };
        remarks.push(format!(
            "remark: {}: {} kept{by_hand}, {} dropped, {} paired anew",
            self.path,
            counted(update.kept.len(), "reviewed bead"),
            update.dropped.len(),
            update.reviews.iter().filter(|(reviewed, _)| !reviewed).count()
        ));
        (written(alignment, &source.text.document, &target.text.document, &update.reviews, stale), remarks)
    }
}

/// A bead file with what people said of each bead, and what the renderings that are stale were last known to render.
pub(super) fn written(
    alignment: &Alignment,
    source: &Document,
    target: &Document,
    reviews: &[(bool, String)],
    stale: &[Stale],
) -> String {
    let mut former = vec![String::new(); alignment.beads().len()];
    let mut beads = vec![None; target.segments().len()];
    for (bead, sentences) in alignment.beads().iter().map(|bead| bead.target.clone()).enumerate() {
        beads.get_mut(sentences).into_iter().flatten().for_each(|held| *held = Some(bead));
    }
    for stale in stale {
        let Known::Words(words) = &stale.known else { continue };
        let sentence = target.segments().partition_point(|segment| segment.span.end <= stale.target.start);
        let bead = beads.get(sentence).copied().flatten();
        let reviewed = |bead: usize| reviews.get(bead).is_some_and(|(reviewed, _)| *reviewed);
        if let Some(former) = bead.filter(|bead| !reviewed(*bead)).and_then(|bead| former.get_mut(bead)) {
            former.push_str(if former.is_empty() { "" } else { " " });
            former.push_str(words);
        }
    }
    let review = |bead: usize| {
        let (reviewed, note) = reviews.get(bead).map_or((false, ""), |(reviewed, note)| (*reviewed, note.as_str()));
        Review { reviewed, note, former: former.get(bead).map_or("", String::as_str) }
    };
    write_bead_file(alignment, source, target, review)
}

type Pair = (std::ops::Range<usize>, std::ops::Range<usize>);

/// Refuses to write over a bead file that a person has worked on.
pub(super) fn refuse_reviewed(path: &Path) -> anyhow::Result<()> {
    if !path.is_file() {
        return Ok(());
    }
    let name = path.to_string_lossy();
    let held = Input::read(&name).ok().and_then(|input| BeadFile::parse(&input.decoded.text).ok());
    let held = held.map_or(0, |file| file.rows().iter().filter(|row| row.is_held() || !row.note.is_empty()).count());
    if held > 0 {
        bail!(
            "{name}: it holds {} that would be lost; keep them with --update {name}, or remove the file first",
            counted(held, "reviewed bead")
        );
    }
    Ok(())
}

/// Such as `[3]:[4] (乌兹别克斯坦总统昨天…)`.
fn described(row: &Row) -> String {
    let Bead { source, target, .. } = &row.bead;
    let list = |range: &std::ops::Range<usize>| range.clone().map(|at| at.to_string()).collect::<Vec<_>>().join(", ");
    let words = if row.source.is_empty() { &row.target } else { &row.source };
    format!("[{}]:[{}] ({})", list(source), list(target), quoted(words))
}

fn quoted(words: &str) -> String {
    let line: Vec<&str> = words.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("“{}…”", &line[..end]),
        None => format!("“{line}”"),
    }
}

/// Such as `1 bead`, `no bead`, `12 beads`.
pub(super) fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
