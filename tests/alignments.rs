//! How well the aligner does on the bead files of `alignments/`, whose README says where their texts stand.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kanhe::align::file::{BeadFile, Review, write_bead_file};
use kanhe::align::format::read_notation;
use kanhe::align::{self, Alignment, Bead};
use kanhe::lang;
use kanhe::mention::Mentions;
use kanhe::segment::Document;

/// A bead file and its texts.
struct Reviewed {
    name: String,
    file: String,
    alignment: Alignment,
    source: Document,
    target: Document,
}

impl Reviewed {
    fn all() -> Vec<Self> {
        let mut files: Vec<PathBuf> = fs::read_dir(root().join("alignments"))
            .expect("alignments/")
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "tsv") && !path.ends_with(FLOORS))
            .collect();
        files.sort();
        assert!(!files.is_empty(), "alignments/ holds no bead file");
        files.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Self {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let file = fs::read_to_string(path).expect("a bead file in UTF-8");
        let beads = BeadFile::parse(&file).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(beads.rows().iter().all(|row| row.reviewed), "{name}: a bead is not marked as reviewed");
        let folder = root().join("fixtures").join(&name);
        let [source, target] = ["original", "rendering"].map(|stem| document(&folder, stem));
        assert!(beads.standing(&source, &target).fits(), "{name}: the texts or the segmenter have changed; review it again");
        let alignment = beads.alignment().unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { name, file, alignment, source, target }
    }

    /// The harmonic mean of precision and recall of the aligner's beads: a bead is right if the same stands in
    /// the file. Precision counts every bead, sentences without counterpart one by one; recall the beads that
    /// have both sides (the measure of the vecalign scorer, by which aligners are compared).
    fn strict_f1(&self) -> f64 {
        let [from, to] = [&self.source, &self.target].map(Mentions::of);
        let found = align::align(&self.source, &self.target, &from, &to, &align::Options::default());
        let (found, reviewed) = (Counted::of(&found), Counted::of(&self.alignment));
        let paired = found.paired.intersection(&reviewed.paired).count();
        let alone = found.alone.intersection(&reviewed.alone).count();
        let precision = ratio(paired + alone, found.paired.len() + found.alone.len());
        let recall = ratio(paired, reviewed.paired.len());
        if paired == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// The beads of an alignment as they are counted.
struct Counted {
    paired: BTreeSet<[usize; 4]>,
    /// Sentences without counterpart, by side.
    alone: BTreeSet<(u8, usize)>,
}

impl Counted {
    fn of(alignment: &Alignment) -> Self {
        let (mut paired, mut alone) = (BTreeSet::new(), BTreeSet::new());
        for Bead { source, target, .. } in alignment.beads() {
            if source.is_empty() || target.is_empty() {
                alone.extend(source.clone().map(|segment| (0, segment)));
                alone.extend(target.clone().map(|segment| (1, segment)));
            } else {
                paired.insert([source.start, source.end, target.start, target.end]);
            }
        }
        Self { paired, alone }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of beads are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The least strict F1 of each bead file.
const FLOORS: &str = "floors.tsv";

fn floors() -> Vec<(String, f64)> {
    let file = fs::read_to_string(root().join("alignments").join(FLOORS)).expect("the floors");
    let rows = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| {
        let (name, floor) = line.split_once('\t').unwrap_or_else(|| panic!("{FLOORS}: two columns wanted: {line}"));
        (name.to_owned(), floor.parse().unwrap_or_else(|_| panic!("{FLOORS}: no number: {line}")))
    })
    .collect()
}

fn document(folder: &Path, stem: &str) -> Document {
    for language in lang::LANGUAGES {
        let path = folder.join(format!("{stem}.{}.txt", language.code));
        if let Ok(text) = fs::read_to_string(&path) {
            return Document::new(&path.to_string_lossy(), text, language);
        }
    }
    panic!("{} has no {stem}.<language>.txt", folder.display());
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_bead_file_has_a_floor_and_every_floor_a_bead_file() {
    let files: BTreeSet<String> = Reviewed::all().into_iter().map(|reviewed| reviewed.name).collect();
    let floors: BTreeSet<String> = floors().into_iter().map(|(name, _)| name).collect();
    assert_eq!(files, floors);
}

#[test]
fn bead_files_hold_the_sentences_as_the_segmenter_splits_them() {
    for reviewed in Reviewed::all() {
        let written = write_bead_file(&reviewed.alignment, &reviewed.source, &reviewed.target, |_| Review {
            reviewed: true,
            note: "",
            former: "",
        });
        assert_eq!(written, reviewed.file, "{}: the texts or the segmenter have changed; review it again", reviewed.name);
    }
}

#[test]
fn bead_files_agree_with_the_beads_of_their_fixtures() {
    for reviewed in Reviewed::all() {
        let path = root().join("fixtures").join(&reviewed.name).join("beads.txt");
        let beads = fs::read_to_string(path).expect("the beads of the fixture");
        assert_eq!(read_notation(&beads).expect("beads"), reviewed.alignment.beads(), "{}", reviewed.name);
    }
}

#[test]
fn the_aligner_stays_above_its_floors() {
    let floors = floors();
    for reviewed in Reviewed::all() {
        let Some((_, floor)) = floors.iter().find(|(name, _)| *name == reviewed.name) else { continue };
        let reached = reviewed.strict_f1();
        assert!(reached >= *floor, "{}: strict F1 {reached:.3}, the floor is {floor}", reviewed.name);
    }
}
