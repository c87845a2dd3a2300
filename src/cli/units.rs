//! A file that holds both sides, unit by unit: which units are checked, and what is said of the others.

use kanhe::check::Text;
use kanhe::format::bilingual::{Bilingual, Standing, UnitFile, Wanted};
use kanhe::io::{Loaded, Units};
use kanhe::lang::Language;
use kanhe::text::Side;
use kanhe::verdict::ignore::Ignores;

use super::languages;
use super::options::LanguageOptions;
use super::pair::{Opened, PairJob, Paired, aligned};

/// How many units a remark names.
const NAMED: usize = 5;

/// The units that beads were made from.
pub(super) struct UnitBeads {
    /// For each bead what its unit is called, and whether it is to be checked.
    beads: Vec<(String, bool)>,
}

impl UnitBeads {
    /// Whether the unit of a bead is to be checked.
    pub(super) fn is_open(&self, bead: usize) -> bool {
        self.beads.get(bead).is_none_or(|(_, open)| *open)
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
        let columns = [&self.units.source_column, &self.units.target_column].map(Clone::clone);
        let Units { name, units, text, lead, .. } = file.units(&Wanted { languages: asked, columns })?;
        let languages = self.languages_of(&name, &units)?;
        let from = UnitFile { name: &name, text, lead };
        let mut remarks = passed_over(&name, &units);
        if self.units.realign {
            let [source, target] = units.texts(&from, languages).map(|(document, origin)| Opened {
                text: Text::new(document),
                origin,
                lines: None,
                ignores: Ignores::default(),
            });
            let alignment = aligned(&source.text, &target.text, &self.options);
            remarks.clear();
            return Ok(Paired { source, target, alignment, remarks, units: None });
        }
        let joined = units.joined(&from, languages);
        let [source, target] = [joined.source, joined.target].map(Text::new);
        let [of_source, of_target] = joined.origins;
        let unit = |index: &usize| units.units.get(*index).map(|unit| (unit.id.clone(), unit.standing == Standing::Open));
        let beads = UnitBeads { beads: joined.unit_of_bead.iter().filter_map(unit).collect() };
        Ok(Paired {
            source: Opened { text: source, origin: of_source, lines: None, ignores: Ignores::default() },
            target: Opened { text: target, origin: of_target, lines: None, ignores: Ignores::default() },
            alignment: joined.alignment,
            remarks,
            units: Some(beads),
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
