//! From what `kanhe.toml` says to pairs of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::files::{Files, is_text};
use super::group::{Group, Outcome};
use super::links::Links;
use super::reading::Reader;
use super::table::{Role, Table, globs, is_explicit, wildcards};
use super::tag::Tag;
use super::{Ambiguity, Expanded, FilePair, PatternError, Reason, Unpaired};
use crate::config::{Config, Glob, Preset};
use crate::io::beginning;
use crate::io::list::Lists;
use crate::lang;

/// How much more likely than not a text must be in another language than its place says, to be left out.
const SURE: f32 = 0.5;
/// Where the bead files of pairs lie for which the configuration names none.
const USUAL_BEADS: &str = "alignments/**";

/// The pairs that `config` stands for in `root`, the folder that it lies in.
///
/// Pairs that are named, singly or in a map, come before those that a pattern or preset of the same languages would make
/// of the same files; after them come those that texts name themselves (`translationKey`, `:Original:`).
///
/// # Errors
///
/// [`PatternError`] where a pattern fits nothing or its two sides do not go together, where several files fit one, and
/// where a folder cannot be walked.
pub fn expand(root: &Path, config: &Config) -> Result<Expanded, PatternError> {
    let mut work = Work {
        files: Files::new(root),
        shared: globs(&config.exclude)?,
        found: Vec::new(),
        taken: BTreeMap::new(),
        why: BTreeMap::new(),
        ambiguous: Vec::new(),
    };
    for (index, pattern) in config.pairs.iter().enumerate().filter(|(_, pattern)| is_explicit(pattern)) {
        work.explicit(&Table::new(index, pattern)?)?;
    }
    for (index, pattern) in config.pairs.iter().enumerate().filter(|(_, pattern)| !is_explicit(pattern)) {
        work.pattern(&Table::new(index, pattern)?)?;
    }
    work.finish()
}

/// The work on a configuration.
struct Work {
    files: Files,
    /// What no pair may have.
    shared: Vec<Glob>,
    found: Vec<FilePair>,
    /// The files of named pairs, with the languages of the pairs.
    taken: BTreeMap<String, Vec<[Option<String>; 2]>>,
    /// Why files are in no pair, as far as a table has looked at them, and whether they lack a rendering.
    why: BTreeMap<String, (bool, String)>,
    ambiguous: Vec<Ambiguity>,
}

impl Work {
    /// Adds the pairs that a table names.
    fn explicit(&mut self, table: &Table<'_>) -> Result<(), PatternError> {
        let mut named = Vec::new();
        if let Some(map) = &table.pattern.map {
            let path = self.files.path(map);
            let cure = |error: &dyn std::fmt::Display| PatternError::Map(format!("{map}: this map cannot be read: {error}"));
            let file = File::open(&path).map_err(|error| cure(&error))?;
            for line in Lists::new(map, BufReader::new(file)) {
                let line = line.map_err(|error| PatternError::Map(error.to_string()))?;
                named.push((line.source, line.target, line.third, Reason::Map(map.clone(), line.line)));
            }
        } else if let (Some(source), Some(target)) = (&table.pattern.source, &table.pattern.target) {
            let plain = |name: &String| name.strip_prefix("./").unwrap_or(name).to_owned();
            named.push((plain(source), plain(target), None, Reason::Named));
        }
        for (source, target, third, reason) in named {
            for name in [&source, &target] {
                self.taken.entry(name.clone()).or_default().push(table.languages.clone());
            }
            if self.kept(table, vec![source.clone(), target.clone()]).len() == 2 {
                self.add(table, &source, Some(&target), third, reason)?;
            }
        }
        Ok(())
    }

    /// Adds the pairs that the pattern or preset of a table stands for.
    fn pattern(&mut self, table: &Table<'_>) -> Result<(), PatternError> {
        let before = self.found.len();
        match table.pattern.preset {
            Some(Preset::OneFile) => self.one_file(table)?,
            Some(Preset::TwoRepositories) => self.two_folders(table)?,
            Some(preset) => self.preset(table, preset)?,
            None => self.globs(table)?,
        }
        if self.found.len() == before && self.ambiguous.is_empty() {
            let languages = [0, 1].map(|side| table.languages[side].clone().unwrap_or_default());
            return match (table.pattern.preset, &table.source) {
                (Some(preset), None) => Err(PatternError::NoPair { preset: preset.name(), languages }),
                _ => Ok(()),
            };
        }
        Ok(())
    }

    /// Both sides in each of the files that fit.
    fn one_file(&mut self, table: &Table<'_>) -> Result<(), PatternError> {
        let Some(source) = &table.source else { return Ok(()) };
        let files = self.fitting(table, source)?;
        if files.is_empty() {
            return Err(PatternError::NoFile(source.written().to_owned()));
        }
        files.iter().try_for_each(|file| self.add(table, file, None, None, Reason::Preset(Preset::OneFile)))
    }

    /// The same paths in two folders.
    fn two_folders(&mut self, table: &Table<'_>) -> Result<(), PatternError> {
        let below = |side: &Option<Glob>| {
            let written = side.as_ref().map(Glob::written).unwrap_or_default();
            let is_open = side.as_ref().is_some_and(Glob::is_open);
            if is_open { Glob::new(written) } else { Glob::new(&format!("{}/**", written.trim_end_matches('/'))) }
        };
        let (source, target) = (below(&table.source)?, below(&table.target)?);
        let files: Vec<String> = self.fitting(table, &source)?.into_iter().filter(|path| is_text(path)).collect();
        self.lead(table, [&source, &target], files, &Reason::Preset(Preset::TwoRepositories))
    }

    /// Originals that fit a pattern, each with the rendering that its path leads to.
    fn globs(&mut self, table: &Table<'_>) -> Result<(), PatternError> {
        let (Some(source), Some(target)) = (&table.source, &table.target) else { return Ok(()) };
        let sources = self.fitting(table, source)?;
        self.lead(table, [source, target], sources, &Reason::Pattern(source.written().to_owned()))
    }

    /// Pairs `sources`, which fit the first of two patterns, with files that fit the second.
    fn lead(
        &mut self,
        table: &Table<'_>,
        [source, target]: [&Glob; 2],
        sources: Vec<String>,
        reason: &Reason,
    ) -> Result<(), PatternError> {
        if !source.leads_to(target) {
            return Err(wildcards(source, target));
        }
        if sources.is_empty() {
            return Err(PatternError::NoFile(source.written().to_owned()));
        }
        let targets = self.fitting(table, target)?;
        let both = sources.iter().map(|path| (path.clone(), Role::Side(0)));
        let others = targets.iter().filter(|path| !source.is_match(path)).map(|path| (path.clone(), Role::Side(1)));
        let linked = self.linked(table, &both.chain(others).collect::<Vec<_>>())?;
        for path in sources.iter().filter(|path| !linked.contains(*path)) {
            let leads = source.lead(path, target).unwrap_or_default();
            let there = |lead: &&String| self.files.path(lead).is_file() && self.excluded(table, lead).is_none();
            let mut there: Vec<&String> = leads.iter().filter(there).collect();
            if source.prefers_the_first(target) && there.first() == leads.first().as_ref() {
                there.truncate(1);
            }
            match there.as_slice() {
                [] => {
                    let missing = leads.first().map(String::as_str).unwrap_or_default();
                    let reason = format!("there is no {}", self.files.path(missing).display());
                    self.lacks(path, true, reason);
                }
                [lead] if linked.contains(*lead) => {
                    self.lacks(path, true, format!("{lead} says that it belongs to another"));
                }
                [lead] => self.add(table, path, Some(lead), None, reason.clone())?,
                several => self.ambiguous.push(Ambiguity {
                    path: path.clone(),
                    originals: false,
                    fitting: several.iter().map(|path| (*path).clone()).collect(),
                }),
            }
        }
        Ok(())
    }

    /// Pairs that the paths of files fit by a preset.
    fn preset(&mut self, table: &Table<'_>, preset: Preset) -> Result<(), PatternError> {
        let mut files: BTreeSet<String> = BTreeSet::new();
        for side in [0, 1] {
            let glob = table.glob(side);
            files.extend(
                self.files.of(glob)?.into_iter().filter(|path| is_text(path) || glob.is_some_and(|glob| glob.is_match(path))),
            );
        }
        let files = self.kept(table, files.into_iter().collect());
        let reader = Reader::new(preset, table.asked(), files.iter().map(String::as_str));
        let read: Vec<_> = files.iter().map(|path| (path, reader.read(path))).filter(|(_, read)| !read.is_empty()).collect();
        let roles: Vec<(String, Role)> = read
            .iter()
            .filter_map(|(path, read)| Some(((*path).clone(), Role::Tagged(read.first()?.tag.clone()))))
            .filter(|(path, role)| table.admits(path, role))
            .collect();
        let linked = self.linked(table, &roles)?;
        let mut groups: BTreeMap<&str, Group<'_>> = BTreeMap::new();
        for (path, read) in read.iter().filter(|(path, _)| !linked.contains(*path)) {
            for reading in read.iter().filter(|reading| table.admits(path, &Role::Tagged(reading.tag.clone()))) {
                groups.entry(&reading.key).or_default().add(path, reading.tag.as_ref(), table.asked());
            }
        }
        // A path may be read in several ways; what one reading pairs is not missing for another.
        let mut alone = Vec::new();
        let mut met: [BTreeMap<String, BTreeSet<String>>; 2] = Default::default();
        for group in groups.values() {
            match group.outcome() {
                Outcome::Pair(source, target, unmarked) => {
                    let stands_in = unmarked.map(|side| (side, [source, target][side]));
                    if let Some(reason) = stands_in.and_then(|(side, path)| self.is_in_another(path, &table.asked[side])) {
                        let (side, path) = stands_in.unwrap_or_default();
                        alone.push((1 - side, [source, target][1 - side].to_owned(), Some(format!("{path} {reason}"))));
                        continue;
                    }
                    met[0].entry(source.to_owned()).or_default().insert(target.to_owned());
                    met[1].entry(target.to_owned()).or_default().insert(source.to_owned());
                }
                Outcome::Alone(side, paths) => alone.extend(paths.into_iter().map(|path| (side, path.to_owned(), None))),
                Outcome::Ambiguous(path, side, fitting) => self.ambiguous.push(Ambiguity {
                    path: path.to_owned(),
                    originals: side == 0,
                    fitting: fitting.into_iter().map(str::to_owned).collect(),
                }),
                Outcome::Nothing => {}
            }
        }
        for (side, path, reason) in alone {
            if !met[side].contains_key(&path) {
                let what = if side == 0 { "rendering of it" } else { "original of it" };
                let other = table.languages[1 - side].as_deref().unwrap_or_default();
                let reason = reason.unwrap_or_else(|| format!("the preset {} finds no {what} in {other}", preset.name()));
                self.lacks(&path, side == 0, reason);
            }
        }
        for (side, met) in met.iter().enumerate() {
            let several = met.iter().filter(|(_, others)| others.len() > 1);
            self.ambiguous.extend(several.map(|(path, others)| Ambiguity {
                path: path.clone(),
                originals: side == 1,
                fitting: others.iter().cloned().collect(),
            }));
        }
        for (source, targets) in &met[0] {
            for target in targets {
                self.add(table, source, Some(target), None, Reason::Preset(preset))?;
            }
        }
        Ok(())
    }

    /// Adds the pairs that texts name themselves; gives the files of those pairs.
    fn linked(&mut self, table: &Table<'_>, files: &[(String, Role)]) -> Result<BTreeSet<String>, PatternError> {
        let places: BTreeMap<&str, &Role> = files.iter().map(|(path, role)| (path.as_str(), role)).collect();
        let mut groups: BTreeMap<(bool, String), Group<'_>> = BTreeMap::new();
        for (path, role) in files {
            let links = Links::of(&self.files.path(path));
            if let Some(key) = links.translation_key {
                role.add(path, groups.entry((false, key)).or_default(), table);
            }
            let original = links.original.and_then(|original| {
                let above = std::iter::successors(Some(path.as_str()), |path| path.rsplit_once('/').map(|(folder, _)| folder));
                let above = above.skip(1).map(|folder| format!("{folder}/{original}"));
                above.chain([original.clone()]).find_map(|named| places.get_key_value(named.as_str()))
            });
            if let Some((original, original_role)) = original.filter(|(original, _)| **original != path) {
                // Several renderings may name one original.
                let together = groups.entry((true, (*original).to_owned())).or_insert_with(|| {
                    let mut group = Group::default();
                    original_role.add(original, &mut group, table);
                    group
                });
                role.add(path, together, table);
            }
        }
        let mut linked = BTreeSet::new();
        for ((original, key), group) in &groups {
            match group.outcome() {
                Outcome::Pair(source, target, _) => {
                    let reason = if *original { Reason::Original } else { Reason::TranslationKey(key.clone()) };
                    linked.extend([source.to_owned(), target.to_owned()]);
                    self.add(table, source, Some(target), None, reason)?;
                }
                Outcome::Ambiguous(path, side, fitting) => self.ambiguous.push(Ambiguity {
                    path: path.to_owned(),
                    originals: side == 0,
                    fitting: fitting.into_iter().map(str::to_owned).collect(),
                }),
                Outcome::Alone(..) | Outcome::Nothing => {}
            }
        }
        Ok(linked)
    }

    /// The files that fit a pattern of the table and are not excluded.
    fn fitting(&mut self, table: &Table<'_>, glob: &Glob) -> Result<Vec<String>, PatternError> {
        let files = self.files.of(Some(glob))?;
        Ok(self.kept(table, files.into_iter().filter(|path| glob.is_match(path)).collect()))
    }

    /// The pattern by which a table leaves the file out.
    fn excluded<'g>(&'g self, table: &'g Table<'_>, path: &str) -> Option<&'g Glob> {
        self.shared.iter().chain(&table.exclude).find(|glob| glob.is_match(path))
    }

    /// Takes out the files that a table leaves out.
    fn kept(&mut self, table: &Table<'_>, mut files: Vec<String>) -> Vec<String> {
        files.retain(|path| {
            let Some(reason) = self.excluded(table, path).map(|glob| format!("exclude = \"{}\"", glob.written())) else {
                return true;
            };
            self.lacks(path, false, reason);
            false
        });
        files
    }

    /// Keeps why a file is in no pair.
    fn lacks(&mut self, path: &str, rendering: bool, reason: String) {
        let (lacks, told) = self.why.entry(path.to_owned()).or_insert_with(|| (rendering, reason.clone()));
        if rendering && !*lacks {
            (*lacks, *told) = (rendering, reason);
        }
    }

    /// Why a text whose path names no language cannot stand for one in the language `asked` for.
    fn is_in_another(&self, path: &str, asked: &Tag) -> Option<String> {
        let told = lang::detect(&beginning(&self.files.path(path))?)?;
        let code = told.code.split('-').next().unwrap_or_default();
        let differs = code != asked.language && told.confidence > SURE;
        differs.then(|| format!("seems to be in another language ({code}) than {}", asked.language))
    }

    /// Adds a pair, unless a named pair of the same languages has one of its files.
    fn add(
        &mut self,
        table: &Table<'_>,
        source: &str,
        target: Option<&str>,
        alignment: Option<String>,
        reason: Reason,
    ) -> Result<(), PatternError> {
        let alike = |one: &[Option<String>; 2]| {
            one.iter().zip(&table.languages).all(|(one, other)| one.is_none() || other.is_none() || one == other)
        };
        let is_named = matches!(reason, Reason::Named | Reason::Map(..));
        let taken = |path: &str| !is_named && self.taken.get(path).is_some_and(|languages| languages.iter().any(alike));
        if taken(source) || target.is_some_and(taken) {
            return Ok(());
        }
        let usual = target.map(|target| table.bead_file(USUAL_BEADS, source, Some(target))).transpose()?;
        let alignment = match (alignment, &table.pattern.alignment) {
            (None, Some(pattern)) => Some(table.bead_file(pattern, source, target)?),
            (None, None) => usual.clone().filter(|usual| self.files.path(usual).is_file()),
            (alignment, _) => alignment,
        };
        self.found.push(FilePair {
            source: self.files.path(source),
            target: target.map(|target| self.files.path(target)),
            names: [Some(source), target].into_iter().flatten().map(str::to_owned).collect(),
            alignment: alignment.map(|alignment| self.files.path(&alignment)),
            usual_beads: usual.map(|usual| self.files.path(&usual)),
            languages: table.languages.clone(),
            pattern: table.index,
            reason,
        });
        Ok(())
    }

    fn finish(mut self) -> Result<Expanded, PatternError> {
        if !self.ambiguous.is_empty() {
            self.ambiguous.sort_by(|one, other| one.path.cmp(&other.path));
            self.ambiguous.dedup();
            return Err(PatternError::Ambiguous(self.ambiguous));
        }
        self.found.sort_by_key(|pair| pair.pattern);
        let mut seen = BTreeSet::new();
        self.found.retain(|pair| seen.insert((pair.source.clone(), pair.target.clone())));
        let paired: BTreeSet<&str> = self.found.iter().flat_map(|pair| pair.names.iter().map(String::as_str)).collect();
        let everything = self.files.of(None)?;
        let mut unpaired: BTreeMap<String, (bool, String)> = everything
            .into_iter()
            .filter(|path| is_text(path))
            .map(|path| (path, (false, "no pattern or preset fits it".to_owned())))
            .collect();
        unpaired.extend(self.why);
        let files = &self.files;
        let unpaired = unpaired
            .into_iter()
            .filter(|(path, _)| !paired.contains(path.as_str()))
            .map(|(path, (lacks_rendering, reason))| Unpaired { path: files.path(&path), lacks_rendering, reason })
            .collect();
        Ok(Expanded { pairs: self.found, unpaired })
    }
}
