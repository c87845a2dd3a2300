//! A file that holds both sides, unit by unit: which units are checked, and what is said of the others.

use std::path::Path;

use anyhow::bail;

use kanhe::check::Text;
use kanhe::format::bilingual::{Bilingual, Standing, UnitFile, Wanted};
use kanhe::io::{Loaded, Units};
use kanhe::lang::Language;
use kanhe::report::{Record, level_name};
use kanhe::text::Side;
use kanhe::verdict::ignore::Ignores;

use super::languages;
use super::options::LanguageOptions;
use super::output::Output;
use super::pair::{Opened, PairJob, Paired, aligned};

/// How many units a remark names.
const NAMED: usize = 5;

/// The units that beads were made from.
pub(super) struct UnitBeads {
    /// For each bead what its unit is called, and whether it is to be checked.
    beads: Vec<(String, bool)>,
    /// The file and the unit of each bead, where the findings are to be written into it.
    file: Option<(Units, Vec<usize>)>,
}

impl UnitBeads {
    /// Whether the unit of a bead is to be checked.
    pub(super) fn is_open(&self, bead: usize) -> bool {
        self.beads.get(bead).is_none_or(|(_, open)| *open)
    }

    /// Writes the file once more, to `path`, what was found as notes in it.
    pub(super) fn annotate(&self, path: &Path, records: &[&Record]) -> anyhow::Result<()> {
        let Some((file, unit_of_bead)) = &self.file else { return Ok(()) };
        let note = |record: &Record| {
            let known_by = record.fingerprint.get(..8).unwrap_or_default();
            let advice = record.suggestion.as_ref().map_or_else(String::new, |words| format!("; write “{words}”"));
            let words = format!("{} {}: {}{advice} (id {known_by})", level_name(record.level), record.rule, record.message);
            Some((*unit_of_bead.get(record.bead)?, words))
        };
        let notes: Vec<_> = records.iter().copied().filter_map(note).collect();
        let text = file.units.annotated(&file.text, &notes);
        let encoding = file.encoding;
        let Some(bytes) = encoding.written(&text, file.marked) else {
            bail!("{}: kanhe does not write {encoding}; save the file as UTF-8", file.name)
        };
        let mut output = Output::open(Some(path))?;
        output.bytes(&bytes)?;
        output.finish()
    }

    /// What the unit of a bead is called.
    pub(super) fn name(&self, bead: usize) -> Option<&str> {
        self.beads.get(bead).map(|(name, _)| name.as_str())
    }
}

impl PairJob {
    /// Reads the units of a file, and pairs them as they are, or their sentences anew.
    pub(super) fn read_units(&self, file: Loaded) -> anyhow::Result<Paired> {
        let asked = [&self.languages.source_lang, &self.languages.target_lang].map(Clone::clone);
        let columns = [&self.units.columns.source_column, &self.units.columns.target_column].map(Clone::clone);
        let file = file.units(&Wanted { languages: asked, columns })?;
        if let Some(path) = &self.units.annotate {
            refuse_notes(&file, path)?;
        }
        let units = &file.units;
        let languages = self.languages_of(&file.name, units)?;
        let from = UnitFile { name: &file.name, text: file.text.clone(), lead: file.lead };
        if self.units.realign {
            let [source, target] = units.texts(&from, languages).map(|(document, origin)| Opened {
                text: Text::new(document),
                origin,
                lines: None,
                ignores: Ignores::default(),
            });
            let alignment = aligned(&source.text, &target.text, &self.options);
            return Ok(Paired { source, target, alignment, remarks: Vec::new(), units: None });
        }
        let joined = units.joined(&from, languages);
        let [source, target] = [joined.source, joined.target].map(Text::new);
        let [of_source, of_target] = joined.origins;
        let unit = |index: &usize| units.units.get(*index).map(|unit| (unit.id.clone(), unit.standing == Standing::Open));
        let beads = joined.unit_of_bead.iter().filter_map(unit).collect();
        let remarks = passed_over(&file.name, units);
        let file = self.units.annotate.is_some().then_some((file, joined.unit_of_bead));
        Ok(Paired {
            source: Opened { text: source, origin: of_source, lines: None, ignores: Ignores::default() },
            target: Opened { text: target, origin: of_target, lines: None, ignores: Ignores::default() },
            alignment: joined.alignment,
            remarks,
            units: Some(UnitBeads { beads, file }),
        })
    }

    /// The languages of the two sides: as the arguments say, else as the file does, else as the words tell.
    fn languages_of(&self, name: &str, units: &Bilingual) -> anyhow::Result<[&'static Language; 2]> {
        let [source, target] = units.languages.clone();
        let known = LanguageOptions {
            source_lang: self.languages.source_lang.clone().or(source),
            target_lang: self.languages.target_lang.clone().or(target),
        };
        if let (Some(source), Some(target)) = (&known.source_lang, &known.target_lang) {
            return Ok([languages::of(Some(source), "")?, languages::of(Some(target), "")?]);
        }
        let words = |side| units.units.iter().flat_map(|unit| [unit.side(side).text.as_str(), "\n"]).collect::<String>();
        let (source, target) = (words(Side::Source), words(Side::Target));
        let swapped = "name the other columns or languages";
        let found = languages::of_pair(&known, (name, &source), (name, &target), swapped)?;
        Ok([found.0, found.1])
    }
}

/// Refuses to write notes into a file that has no place for them or must not be changed.
fn refuse_notes(file: &Units, path: &Path) -> anyhow::Result<()> {
    let name = Path::new(&file.name);
    let extension = name.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if matches!(extension.as_str(), "sdlxliff" | "mxliff" | "mqxliff" | "txlf") {
        bail!("{}: files of this tool are read, not written; export XLIFF from it, or write a report with --format", file.name);
    }
    if file.units.slots.is_empty() {
        bail!("{}: this format has no notes; write a report with --format", file.name);
    }
    if path == name || path.canonicalize().is_ok_and(|path| name.canonicalize().is_ok_and(|name| name == path)) {
        bail!("{}: kanhe never changes what it reads; name another file after --annotate", file.name);
    }
    Ok(())
}

/// What is said of the units of a file that are not checked, or weigh less.
fn passed_over(file: &str, units: &Bilingual) -> Vec<String> {
    let named =
        |standing: Standing| units.units.iter().filter(move |unit| unit.standing == standing).map(|unit| unit.id.as_str());
    let mut remarks = Vec::new();
    for (standing, what) in [
        (Standing::Untranslated, ["has no rendering and is not checked", "have no rendering and are not checked"]),
        (Standing::Locked, ["is locked and not checked", "are locked and not checked"]),
        (Standing::Obsolete, ["is out of use and not checked", "are out of use and not checked"]),
    ] {
        remarks.extend(remark(file, &named(standing).collect::<Vec<_>>(), what));
    }
    let unsure: Vec<&str> =
        units.units.iter().filter(|unit| unit.unsure && unit.standing == Standing::Open).map(|unit| unit.id.as_str()).collect();
    remarks.extend(remark(
        file,
        &unsure,
        ["is marked as unsure, so findings in it weigh less", "are marked as unsure, so findings in them weigh less"],
    ));
    remarks
}

/// Such as `remark: a.tmx: 2 units have no rendering: 4, 7`.
fn remark(file: &str, units: &[&str], [one, several]: [&str; 2]) -> Option<String> {
    let mut list = units.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if units.len() > NAMED {
        list.push_str(&format!(" and {} more", units.len() - NAMED));
    }
    match units.len() {
        0 => None,
        1 => Some(format!("remark: {file}: 1 unit {one}: {list}")),
        many => Some(format!("remark: {file}: {many} units {several}: {list}")),
    }
}
