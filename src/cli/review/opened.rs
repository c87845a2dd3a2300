//! A pair on the desk, as it was read.

use std::path::Path;

use kanhe::align::Alignment;
use kanhe::align::file::BeadFile;

use super::super::check::Settings;
use super::super::pair::{Found, PairJob, Paired};
use super::beads::{self, Reviews};
use super::files::Held;

/// A pair that was read and checked.
pub(super) struct Opened {
    pub(super) paired: Paired,
    pub(super) reviews: Reviews,
    pub(super) found: Vec<Found>,
    pub(super) silenced: Vec<Option<String>>,
    pub(super) texts: Vec<Held>,
    pub(super) beads: Option<Held>,
    /// Why beads cannot be moved, where they cannot.
    pub(super) fixed: Option<String>,
    /// Where they are kept when they are moved.
    pub(super) kept: String,
    /// How the sentences were paired while there was no bead file.
    begun: Option<Alignment>,
}

impl Opened {
    /// Reads a pair; `beads` is its bead file, which nobody has named where `unnamed`.
    pub(super) fn read(job: &mut PairJob, beads: Option<&Path>, unnamed: bool, settings: &Settings<'_>) -> anyhow::Result<Self> {
        let texts = std::iter::once(&job.source).chain(&job.target).map(|path| Held::read(Path::new(path)));
        let texts = texts.collect::<anyhow::Result<Vec<_>>>()?;
        let file = beads.map(Held::read).transpose()?;
        // What lies by chance where a bead file would lie is none of ours.
        let foreign = |file: &&Held| unnamed && file.text().is_some_and(|text| BeadFile::parse(text).is_err());
        let named = file.as_ref().filter(|file| file.text().is_some() && !foreign(file));
        job.alignment = named.map(|file| file.path().to_string_lossy().into_owned());
        let paired = job.read()?;
        let text = named.and_then(Held::text);
        let fixed = match &file {
            _ if job.target.is_none() => {
                Some("one file holds both sides, so there is no bead file to keep other beads in".to_owned())
            }
            _ if paired.units.is_some() => Some("the strings of both files go together by their keys".to_owned()),
            None => Some("no bead file is named for this pair; start with --alignment FILE".to_owned()),
            Some(file) if foreign(&file) => {
                Some(format!("{} is there already and is no bead file; name another with --alignment", file.path().display()))
            }
            Some(file) if text.is_some_and(|text| !text.contains('\t')) => {
                Some(format!("{} is no bead file; `kanhe align --format tsv` writes one", file.path().display()))
            }
            _ => None,
        };
        let path = file.as_ref().map(|file| file.path().display().to_string()).unwrap_or_default();
        let kept = match settings.options.target {
            Some(_) if unnamed => format!("kept in {path}, which `kanhe check --alignment {path}` reads"),
            _ => format!("kept in {path}"),
        };
        let reviews = beads::reviews(&paired, text);
        let begun = text.is_none().then(|| paired.alignment.clone());
        let (found, silenced) = paired.found(settings, &job.own);
        Ok(Self { paired, reviews, found, silenced, texts, beads: file, fixed, kept, begun })
    }

    /// Takes the beads as their file holds them now; tells whether that was to be done without reading the texts anew.
    pub(super) fn laid_anew(&mut self, job: &PairJob, settings: &Settings<'_>) -> anyhow::Result<bool> {
        let Some(path) = self.beads.as_ref().map(|file| file.path().to_owned()) else { return Ok(false) };
        let file = Held::read(&path)?;
        let (source, target) = (&self.paired.source, &self.paired.target);
        let (alignment, remarks, stale) = match (file.text(), &self.begun) {
            (Some(_), _) => job.read_beads(&path.to_string_lossy(), source, target)?,
            (None, Some(begun)) => (begun.clone(), Vec::new(), Vec::new()),
            (None, None) => return Ok(false),
        };
        (self.paired.alignment, self.paired.remarks, self.paired.stale) = (alignment, remarks, stale);
        self.reviews = beads::reviews(&self.paired, file.text());
        (self.found, self.silenced) = self.paired.found(settings, &job.own);
        self.beads = Some(file);
        Ok(true)
    }
}
