//! A file that holds both sides, unit by unit: which units are checked, and what is said of the others.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};

use kanhe::check::Text;
use kanhe::format::Format;
use kanhe::format::bilingual::{Bilingual, Joined, Standing, UnitFile, Wanted};
use kanhe::io::{Loaded, Units};
use kanhe::lang::Language;
use kanhe::report::{Record, level_name};
use kanhe::text::Side;
use kanhe::verdict::ignore::{self, Comment, Ignores};

use super::languages::{self, Both};
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
    /// The languages and the columns that the arguments name.
    pub(super) fn wanted(&self) -> Wanted {
        let languages = [&self.languages.source_lang, &self.languages.target_lang].map(Clone::clone);
        let columns = [&self.units.columns.source_column, &self.units.columns.target_column].map(Clone::clone);
        Wanted { languages, columns }
    }

    /// Reads the units of a file, and pairs them as they are, or their sentences anew.
    pub(super) fn read_units(&self, file: Loaded) -> anyhow::Result<Paired> {
        let file = file.units(&self.wanted())?;
        if let Some(path) = &self.units.annotate {
            refuse_notes(&file, path)?;
        }
        let units = &file.units;
        let Both { source, target, guesses } = self.languages_of(&file.name, units)?;
        let languages = [source, target];
        let from = UnitFile { name: &file.name, text: file.text.clone(), lead: file.lead };
        if self.units.realign {
            let [source, target] = units.texts(&from, languages).map(|(document, origin)| Opened {
                text: Text::new(document),
                origin,
                lines: None,
                ignores: Ignores::default(),
                cues: Vec::new(),
            });
            let alignment = aligned(&source.text, &target.text, &self.options);
            return Ok(Paired { source, target, alignment, remarks: Vec::new(), guesses, units: None, stale: Vec::new() });
        }
        let (mut paired, unit_of_bead) = unit_by_unit(units, [&from, &from], languages, None)?;
        paired.remarks = passed_over(&file.name, units);
        paired.guesses = guesses;
        if let (Some(beads), true) = (&mut paired.units, self.units.annotate.is_some()) {
            beads.file = Some((file, unit_of_bead));
        }
        Ok(paired)
    }

    /// Reads two string tables with the same keys; nothing where the files are none, or a bead file says how their words
    /// go together.
    pub(super) fn read_tables(&self, target: &str) -> anyhow::Result<Option<Paired>> {
        let format = |path: &str| self.format.unwrap_or_else(|| Format::of(path, &[]));
        let tables = format(&self.source) == format(target) && format(target).is_string_table();
        if !tables || self.segmented || self.alignment.is_some() {
            return Ok(None);
        }
        if self.source == "-" && target == "-" {
            bail!("only one of the two tables can be standard input; name a file for the other");
        }
        let read = |path: &str| Loaded::read(path, Some(format(path)))?.table();
        let (source, target) = (read(&self.source)?, read(target)?);
        let compared = source.strings.compared(target.strings);
        let words = |side| compared.units.units.iter().flat_map(|unit| [unit.side(side).text.as_str(), "\n"]).collect::<String>();
        let (originals, renderings) = (words(Side::Source), words(Side::Target));
        let sides = [(source.name.as_str(), originals.as_str()), (target.name.as_str(), renderings.as_str())];
        let languages = languages::of_pair(&self.languages, sides[0], sides[1], &self.swapped)?;
        let file = |name, text: &Arc<str>, lead| UnitFile { name, text: text.clone(), lead };
        let files = [file(&source.name, &source.text, source.lead), file(&target.name, &target.text, target.lead)];
        let mut paired =
            unit_by_unit(&compared.units, [&files[0], &files[1]], [languages.source, languages.target], Some(&compared.calls))?.0;
        paired.remarks = passed_over(&source.name, &compared.units);
        paired.guesses = languages.guesses;
        let extra: Vec<&str> = compared.extra.iter().map(String::as_str).collect();
        paired.remarks.extend(told(
            "string",
            &target.name,
            &extra,
            ["has no original and is not checked", "have no original and are not checked"],
        ));
        Ok(Some(paired))
    }

    /// The languages of the two sides: as the arguments say, else as the file does, else as the words tell.
    fn languages_of(&self, name: &str, units: &Bilingual) -> anyhow::Result<Both> {
        let [source, target] = units.languages.clone();
        let known = LanguageOptions {
            source_lang: self.languages.source_lang.clone().or(source),
            target_lang: self.languages.target_lang.clone().or(target),
        };
        if let (Some(source), Some(target)) = (&known.source_lang, &known.target_lang) {
            let by_file = |side, asked: &Option<String>, tag: &str| {
                if asked.is_some() { None } else { languages::named_by_file(side, name, tag) }
            };
            let one = by_file(Side::Source, &self.languages.source_lang, source);
            let guesses = one.into_iter().chain(by_file(Side::Target, &self.languages.target_lang, target)).collect();
            return Ok(Both { source: languages::of(Some(source), "")?, target: languages::of(Some(target), "")?, guesses });
        }
        let words = |side| units.units.iter().flat_map(|unit| [unit.side(side).text.as_str(), "\n"]).collect::<String>();
        let (source, target) = (words(Side::Source), words(Side::Target));
        let swapped = "name the other columns or languages";
        languages::of_pair(&known, (name, &source), (name, &target), swapped)
    }
}

/// The unit that a note or comment is about, the byte of the file at which it begins, and its words.
type Call = (usize, u32, String);

/// Pairs the units of `files`, one for each side or the same for both, as they are; gives the unit of each bead as well. What
/// speaks to kanhe stands in `calls` or else in notes on the units.
fn unit_by_unit(
    units: &Bilingual,
    files: [&UnitFile<'_>; 2],
    languages: [&'static Language; 2],
    calls: Option<&[Vec<Call>; 2]>,
) -> anyhow::Result<(Paired, Vec<usize>)> {
    let joined = units.joined(files, languages);
    let [of_originals, of_renderings] = calls.map_or([[].as_slice(), &joined.calls], |[source, target]| [source, target]);
    let silent =
        [ignores(&joined, Side::Source, of_originals, files[0])?, ignores(&joined, Side::Target, of_renderings, files[1])?];
    let unit = |index: &usize| units.units.get(*index).map(|unit| (unit.id.clone(), unit.standing == Standing::Open));
    let beads = joined.unit_of_bead.iter().filter_map(unit).collect();
    let opened = |document, structure, origin, ignores| Opened {
        text: Text::new(document).with_structure(structure),
        origin,
        lines: None,
        ignores,
        cues: Vec::new(),
    };
    let ([of_source, of_target], [in_source, in_target]) = (joined.origins, joined.structures);
    let [in_originals, in_renderings] = silent;
    let paired = Paired {
        source: opened(joined.source, in_source, of_source, in_originals),
        target: opened(joined.target, in_target, of_target, in_renderings),
        alignment: joined.alignment,
        remarks: Vec::new(),
        guesses: Vec::new(),
        units: Some(UnitBeads { beads, file: None }),
        stale: Vec::new(),
    };
    Ok((paired, joined.unit_of_bead))
}

/// What notes and comments on units silence in the words of a side, which stand in `file`.
fn ignores(joined: &Joined, side: Side, calls: &[Call], file: &UnitFile<'_>) -> anyhow::Result<Ignores> {
    let document = if side == Side::Source { &joined.source } else { &joined.target };
    let mut comments: Vec<Comment> = Vec::new();
    let (mut last, mut counted, mut line) = (None, 0, 1);
    for (unit, at, words) in calls {
        let at = *at as usize;
        line += file.text.get(counted..at).map_or(0, |between| between.matches('\n').count());
        counted = at.max(counted);
        let bead = joined.unit_of_bead.binary_search(unit).ok().and_then(|bead| joined.alignment.beads().get(bead));
        let range = bead.map(|bead| if side == Side::Source { bead.source.clone() } else { bead.target.clone() });
        let segment = range.and_then(|range| document.segments().get(range)?.first());
        let Some(place) = segment.map(|segment| segment.span) else { continue };
        let Some(comment) = ignore::of_note(words, place, line).with_context(|| file.name.to_owned())? else { continue };
        // One note about several segments of a unit reaches from the first to the last of them.
        match comments.last_mut() {
            Some(before) if last == Some(at) && before.place.end <= place.start => before.place.end = place.end,
            _ => comments.push(comment),
        }
        last = Some(at);
    }
    Ok(Ignores::new(comments, document))
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
        remarks.extend(told("unit", file, &named(standing).collect::<Vec<_>>(), what));
    }
    let unsure: Vec<&str> =
        units.units.iter().filter(|unit| unit.unsure && unit.standing == Standing::Open).map(|unit| unit.id.as_str()).collect();
    remarks.extend(told(
        "unit",
        file,
        &unsure,
        ["is marked as unsure, so findings in it weigh less", "are marked as unsure, so findings in them weigh less"],
    ));
    remarks
}

/// Such as `remark: a.tmx: 2 units have no rendering: 4, 7`.
fn told(kind: &str, file: &str, units: &[&str], [one, several]: [&str; 2]) -> Option<String> {
    let mut list = units.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if units.len() > NAMED {
        list.push_str(&format!(" and {} more", units.len() - NAMED));
    }
    match units.len() {
        0 => None,
        1 => Some(format!("remark: {file}: 1 {kind} {one}: {list}")),
        many => Some(format!("remark: {file}: {many} {kind}s {several}: {list}")),
    }
}
