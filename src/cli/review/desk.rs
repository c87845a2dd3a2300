//! What lies on the desk of the person who reviews: pairs, findings, verdicts; every step goes to disk at once.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::Deserialize;

use kanhe::align;
use kanhe::check::DOUBTFUL;
use kanhe::report::{self, Summary as Summarised};
use kanhe::verdict::{Decision, Decisions, Known, Verdict};

use super::super::align::rendered;
use super::super::check::Settings;
use super::super::options::{AlignFormat, CheckFormat};
use super::super::pair::PairJob;
use super::beads::{self, Step};
use super::export;
use super::files::{Conflict, Held};
use super::journal::Journal;
use super::opened::Opened;
use super::view::{Answer, BeadView, Entry, FindingView, LastTold, Rest, SideView, Summary, View, terms_in};

/// Why something was not done.
pub(super) enum Trouble {
    /// Files have changed on disk; both states of each.
    Changed(Vec<Conflict>),
    /// It makes no sense, and why.
    Refused(String),
    /// It failed.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// Who reviews.
pub(super) struct Who {
    pub(super) author: String,
    /// The command that opens a file in an editor.
    pub(super) editor: Option<String>,
}

/// The desk.
pub(super) struct Desk {
    settings: Settings<'static>,
    who: Who,
    pairs: Vec<Pair>,
    decisions: Held,
    journal: Journal,
    /// How often the page was told of a pair.
    told: u64,
}

/// A pair, and what has been read of it.
struct Pair {
    job: PairJob,
    /// Where its bead file lies or would lie.
    beads: Option<PathBuf>,
    /// Whether nobody has named that file.
    unnamed: bool,
    opened: Option<Opened>,
    summary: Option<Summary>,
    /// What the page was told of it last.
    told: Option<LastTold>,
}

/// A finding of a pair.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    pair: usize,
    id: String,
}

/// What a person says of findings; without a verdict, what was said is taken back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    items: Vec<Item>,
    verdict: Option<Verdict>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

/// A place to open in an editor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    pair: usize,
    target: bool,
    line: usize,
}

/// A finding as the preview of many shows it.
#[derive(serde::Serialize)]
pub(super) struct Alike {
    pair: usize,
    id: String,
    file: String,
    line: usize,
    message: String,
    state: &'static str,
}

impl Desk {
    /// Lays out the pairs; nothing is read yet.
    pub(super) fn new(settings: Settings<'static>, jobs: Vec<PairJob>, who: Who) -> anyhow::Result<Self> {
        let Some(store) = &settings.verdicts.decisions else { return Err(super::super::verdicts::unnamed("decisions")) };
        let decisions = Held::read(&store.path)?;
        let pairs = jobs.into_iter().map(|mut job| {
            let unnamed = job.alignment.is_none();
            let beads = job.alignment.take().or_else(|| job.usual_beads.clone()).map(PathBuf::from);
            Pair { job, beads, unnamed, opened: None, summary: None, told: None }
        });
        Ok(Self { pairs: pairs.collect(), settings, who, decisions, journal: Journal::default(), told: 0 })
    }

    /// All pairs, in numbers where they are known.
    pub(super) fn pairs(&self) -> Vec<Entry> {
        let entry = |(pair, held): (usize, &Pair)| Entry {
            pair,
            source: held.job.source.clone(),
            target: held.job.target.clone().unwrap_or_else(|| held.job.source.clone()),
            summary: held.summary.clone(),
        };
        self.pairs.iter().enumerate().map(entry).collect()
    }

    /// A pair in numbers; one that cannot be read says why.
    pub(super) fn summary(&mut self, at: usize) -> Result<Summary, Trouble> {
        match self.open(at) {
            Ok(()) => self.counted(at),
            Err(Trouble::Failed(error)) => {
                let error = Some(format!("{error:#}"));
                let (counts, remarks) = (report::Verdicts::default(), Vec::new());
                let summary = Summary { pair: at, beads: 0, reviewed: 0, doubtful: 0, counts, stale: 0, remarks, error };
                if let Some(pair) = self.pairs.get_mut(at) {
                    pair.summary = Some(summary.clone());
                }
                Ok(summary)
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// What the page shows of a pair: all of it, or what has changed since the version `since`, where that was told last.
    pub(super) fn view(&mut self, at: usize, since: Option<u64>) -> Result<Answer, Trouble> {
        self.open(at)?;
        let findings = self.findings(at)?;
        let summary = self.counted(at)?;
        let opened = self.opened(at)?;
        let beads = opened.paired.alignment.beads().iter().zip(&opened.reviews).map(|(bead, (reviewed, note))| BeadView {
            source: bead.source.clone(),
            target: bead.target.clone(),
            confidence: bead.confidence,
            reviewed: *reviewed,
            note: note.clone(),
        });
        let beads: Vec<BeadView> = beads.collect();
        let version = self.told + 1;
        let rest = Rest {
            pair: at,
            version,
            summary,
            fixed: opened.fixed.clone(),
            kept: opened.kept.clone(),
            changed: self.changed(Some(at))?,
            undo: self.journal.last().map(|step| step.what.clone()),
        };
        self.told = version;
        let Some(pair) = self.pairs.get_mut(at) else { return Err(missing()) };
        let Some(opened) = &pair.opened else { return Err(missing()) };
        let last = pair.told.take().filter(|last| Some(last.version) == since);
        pair.told = Some(LastTold { version, beads: beads.clone(), findings: findings.clone() });
        Ok(match last {
            Some(last) => Answer::Since(Box::new(last.changes(&beads, &findings, rest))),
            None => {
                let (source, target) = (SideView::new(&opened.paired.source), SideView::new(&opened.paired.target));
                Answer::All(Box::new(View { source, target, beads, findings, rest }))
            }
        })
    }

    /// The findings of a pair that is open, with what is known of each.
    fn findings(&self, at: usize) -> Result<Vec<FindingView>, Trouble> {
        let opened = self.opened(at)?;
        let known: Vec<Known> = opened.found.iter().map(|(_, _, known)| known.clone()).collect();
        let documents = [&opened.paired.source.text.document, &opened.paired.target.text.document];
        let names = documents.map(|document| document.name());
        let verdicts = &self.settings.verdicts;
        let settled = verdicts.settle(names, &known, &opened.silenced, |_| true);
        verdicts.forget_stale();
        let own = self.pairs.get(at).and_then(|pair| pair.job.own.glossary.as_deref());
        let terms = own.unwrap_or(&self.settings.glossary).terms(documents[0].language(), documents[1].language());
        let finding = |kept: &super::super::verdicts::Kept| {
            let (finding, record, known) = opened.found.get(kept.index)?;
            let mut shown = FindingView::new(finding, record, kept, verdicts.decision(names[0], names[1], known), documents);
            if let Some(bead) = opened.paired.alignment.beads().get(finding.bead).filter(|_| !terms.is_empty()) {
                shown.terms = terms_in(&terms, documents[0], bead.source.clone());
            }
            Some(shown)
        };
        Ok(settled.kept.iter().filter_map(finding).collect())
    }

    /// Reads a pair and the decisions anew, as they are on disk.
    pub(super) fn reload(&mut self, at: usize) -> Result<Answer, Trouble> {
        let disk = Held::read(self.decisions.path())?;
        self.take(disk)?;
        if let Some(pair) = self.pairs.get_mut(at) {
            pair.opened = None;
        }
        self.view(at, None)
    }

    /// Writes down what a person says of findings.
    pub(super) fn decide(&mut self, said: Said) -> Result<Option<String>, Trouble> {
        let pairs: std::collections::BTreeSet<usize> = said.items.iter().map(|item| item.pair).collect();
        for at in &pairs {
            self.open(*at)?;
        }
        let one = pairs.iter().next().copied().filter(|_| pairs.len() == 1);
        let mut changed = Vec::new();
        for at in &pairs {
            changed.extend(self.changed(Some(*at))?);
        }
        if !changed.is_empty() {
            return Err(Trouble::Changed(changed));
        }
        if said.items.is_empty() {
            return Err(Trouble::Refused("no finding is named".to_owned()));
        }
        if said.verdict == Some(Verdict::Other) && said.reason.trim().is_empty() {
            return Err(Trouble::Refused("say why, for those who come after".to_owned()));
        }
        let Some(store) = &self.settings.verdicts.decisions else { return Ok(None) };
        let mut decisions = store.held.clone();
        for item in &said.items {
            let opened = self.opened(item.pair)?;
            let found = opened.found.iter().find(|(_, record, _)| record.fingerprint == item.id);
            let Some((_, record, known)) = found else {
                return Err(Trouble::Refused(format!("the finding {} is no more; read the pair anew", item.id)));
            };
            let known = known.within(&store.pair(&record.source.file, &record.target.file));
            match said.verdict {
                None => drop(decisions.remove(&known.key)),
                Some(verdict) => decisions.add(Decision {
                    known,
                    verdict,
                    reason: said.reason.trim().to_owned(),
                    note: said.note.trim().to_owned(),
                    author: self.who.author.clone(),
                    date: super::super::clock::today(),
                }),
            }
        }
        let what = match (said.verdict, said.items.len()) {
            (None, _) => "taking a verdict back".to_owned(),
            (Some(verdict), 1) => format!("saying that {}", verdict.words()),
            (Some(verdict), count) => format!("saying of {count} findings that {}", verdict.words()),
        };
        let before = self.decisions.text().map(str::to_owned);
        let after = decisions.write();
        self.decisions.write(Some(after.clone()))?;
        self.journal.add(self.decisions.path(), before.as_deref(), &after, what, one);
        if let Some(store) = &mut self.settings.verdicts.decisions {
            store.held = decisions;
        }
        Ok(self.journal.last().map(|step| step.what.clone()))
    }

    /// The findings in all pairs of the same rule and the same words as `item`, that one first.
    pub(super) fn alike(&mut self, item: &Item) -> Result<Vec<Alike>, Trouble> {
        self.open(item.pair)?;
        let opened = self.opened(item.pair)?;
        let found = opened.found.iter().find(|(_, record, _)| record.fingerprint == item.id);
        let Some((_, _, known)) = found else { return Err(Trouble::Refused("the finding is no more".to_owned())) };
        let like = known.key.clone();
        let order = std::iter::once(item.pair).chain((0..self.pairs.len()).filter(|at| *at != item.pair));
        let mut alike = Vec::new();
        for at in order.collect::<Vec<_>>() {
            // A pair that cannot be read has no findings to speak of.
            let Ok(views) = self.open(at).and_then(|()| self.findings(at)) else { continue };
            let opened = self.opened(at)?;
            let same = opened
                .found
                .iter()
                .zip(&views)
                .filter(|((_, _, known), _)| known.key.rule == like.rule && known.key.words == like.words);
            alike.extend(same.map(|((_, record, _), shown)| Alike {
                pair: at,
                id: record.fingerprint.clone(),
                file: record.target.file.clone(),
                line: record.target.line,
                message: record.message.clone(),
                state: shown.state(),
            }));
        }
        Ok(alike)
    }

    /// Moves boundaries of beads, or marks beads.
    pub(super) fn align(&mut self, at: usize, step: Step, since: Option<u64>) -> Result<Answer, Trouble> {
        self.open(at)?;
        let changed = self.changed(Some(at))?;
        if !changed.is_empty() {
            return Err(Trouble::Changed(changed));
        }
        let Some(pair) = self.pairs.get_mut(at) else { return Err(missing()) };
        let Some(opened) = &mut pair.opened else { return Err(missing()) };
        if let Some(why) = &opened.fixed {
            return Err(Trouble::Refused(why.clone()));
        }
        let options = align::Options { crossing: true, ..pair.job.options.clone() };
        let (alignment, reviews) = beads::stepped(&opened.paired, &opened.reviews, &step, &options)?;
        let after = beads::written(&opened.paired, &alignment, &reviews);
        let Some(file) = &mut opened.beads else { return Err(missing()) };
        let before = file.text().map(str::to_owned);
        file.write(Some(after.clone()))?;
        self.journal.add(file.path(), before.as_deref(), &after, step.words().to_owned(), Some(at));
        opened.reviews = reviews;
        if opened.paired.alignment != alignment {
            opened.paired.alignment = alignment;
            (opened.found, opened.silenced) = opened.paired.found(&self.settings, &pair.job.own);
            self.settings.verdicts.forget_stale();
        }
        self.view(at, since)
    }

    /// Takes the latest step back, and tells on which pair it was, where it was on one.
    pub(super) fn undo(&mut self) -> Result<Option<usize>, Trouble> {
        let Some(step) = self.journal.last() else {
            return Err(Trouble::Refused("there is nothing to undo".to_owned()));
        };
        let (path, pair) = (step.path.clone(), step.pair);
        let mut file = Held::read(&path)?;
        let known = if path == self.decisions.path() { Some(&self.decisions) } else { pair.and_then(|at| self.beads(at)) };
        // Somebody else may have written the file meanwhile.
        let as_left = known.is_none_or(|known| known.text() == file.text());
        let Some(before) = file.text().filter(|_| as_left).and_then(|now| step.undone(now)) else {
            let conflict = known.map(Held::conflict).transpose()?.flatten();
            return Err(Trouble::Changed(conflict.into_iter().collect()));
        };
        file.write(before)?;
        self.journal.pop();
        if path == self.decisions.path() {
            self.take(file)?;
        } else if let Some(pair) = pair.and_then(|at| self.pairs.get_mut(at)) {
            let Pair { job, opened, .. } = pair;
            let laid = opened.as_mut().map(|opened| opened.laid_anew(job, &self.settings)).transpose();
            if !matches!(laid, Ok(Some(true))) {
                *opened = None;
            }
            self.settings.verdicts.forget_stale();
        }
        Ok(pair)
    }

    /// A report on all pairs: what is open in them, with what was said of it.
    pub(super) fn report(&mut self, format: CheckFormat) -> Result<Vec<u8>, Trouble> {
        let (mut reports, mut summary) = (Vec::new(), Summarised::default());
        for at in 0..self.pairs.len() {
            self.open(at)?;
            let (Some(pair), opened) = (self.pairs.get(at), self.opened(at)?) else { continue };
            let told = opened.paired.told(&self.settings, &pair.job.own, format, &opened.found, &opened.silenced);
            let (mut report, open) = (told.report, told.open);
            let mut open = open.into_iter();
            report.records.retain(|_| open.next().unwrap_or(true));
            // A reader decides anew, but for what is found to be an error.
            for record in report.records.iter_mut().filter(|record| record.state != Some("confirmed")) {
                (record.state, record.said) = (None, None);
            }
            summary.add(told.summary);
            reports.push(report);
        }
        self.settings.verdicts.forget_stale();
        Ok(export::report(format, &reports, &summary)?)
    }

    /// The beads of a pair; as a bead file with what people said of them.
    pub(super) fn beads_of(&mut self, at: usize, format: AlignFormat) -> Result<Vec<u8>, Trouble> {
        self.open(at)?;
        let (Some(pair), opened) = (self.pairs.get(at), self.opened(at)?) else { return Err(missing()) };
        if format == AlignFormat::Tsv {
            return Ok(beads::written(&opened.paired, &opened.paired.alignment, &opened.reviews).into_bytes());
        }
        Ok(rendered(&opened.paired, format, &pair.job.languages)?)
    }

    /// Opens a place in the editor that the person named.
    pub(super) fn open_editor(&self, place: &Place) -> Result<bool, Trouble> {
        let Some(pair) = self.pairs.get(place.pair) else { return Err(missing()) };
        let Some(editor) = &self.who.editor else {
            let why = "no editor is named; start with --editor, as in `kanhe review --editor 'code -g {file}:{line}'`";
            return Err(Trouble::Refused(why.to_owned()));
        };
        let file = pair.job.target.as_ref().filter(|_| place.target).unwrap_or(&pair.job.source);
        let filled = |word: &str| word.replace("{file}", file).replace("{line}", &place.line.to_string());
        let mut words: Vec<String> = editor.split_whitespace().map(filled).collect();
        if !editor.contains("{file}") {
            words.push(file.clone());
        }
        let Some((program, arguments)) = words.split_first() else { return Ok(false) };
        let started = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        started.map_err(|error| Trouble::Refused(format!("{program} cannot be started: {error}")))?;
        Ok(true)
    }

    /// Takes the decisions for what the file holds.
    fn take(&mut self, file: Held) -> Result<(), Trouble> {
        let text = file.text().unwrap_or_default();
        let held = Decisions::parse(text).map_err(|error| anyhow::anyhow!("{}: {error}", file.path().display()))?;
        if let Some(store) = &mut self.settings.verdicts.decisions {
            store.held = held;
        }
        self.decisions = file;
        Ok(())
    }

    /// The files that somebody else has changed: the decisions, and the files of a pair.
    pub(super) fn changed(&self, at: Option<usize>) -> Result<Vec<Conflict>, Trouble> {
        let opened = at.and_then(|at| self.pairs.get(at)).and_then(|pair| pair.opened.as_ref());
        let of_pair = opened.into_iter().flat_map(|opened| opened.texts.iter().chain(&opened.beads));
        let mut changed = Vec::new();
        for file in std::iter::once(&self.decisions).chain(of_pair) {
            changed.extend(file.conflict()?);
        }
        Ok(changed)
    }

    fn beads(&self, at: usize) -> Option<&Held> {
        self.pairs.get(at)?.opened.as_ref()?.beads.as_ref()
    }

    fn opened(&self, at: usize) -> Result<&Opened, Trouble> {
        self.pairs.get(at).and_then(|pair| pair.opened.as_ref()).ok_or_else(missing)
    }

    /// Reads and checks a pair, unless that is done.
    fn open(&mut self, at: usize) -> Result<(), Trouble> {
        let pair = self.pairs.get_mut(at).ok_or_else(missing)?;
        if pair.opened.is_none() {
            pair.opened = Some(Opened::read(&mut pair.job, pair.beads.as_deref(), pair.unnamed, &self.settings)?);
            // The texts may be others now.
            pair.told = None;
            self.settings.verdicts.forget_stale();
        }
        Ok(())
    }

    /// Counts what is known of a pair that is open.
    fn counted(&mut self, at: usize) -> Result<Summary, Trouble> {
        let opened = self.opened(at)?;
        let known: Vec<Known> = opened.found.iter().map(|(_, _, known)| known.clone()).collect();
        let (source, target) = (opened.paired.source.text.document.name(), opened.paired.target.text.document.name());
        let settled = self.settings.verdicts.settle([source, target], &known, &opened.silenced, |_| true);
        let stale = self.settings.verdicts.forget_stale();
        let beads = opened.paired.alignment.beads();
        let doubtful = |bead: &&align::Bead| !bead.source.is_empty() && !bead.target.is_empty() && bead.confidence < DOUBTFUL;
        let summary = Summary {
            pair: at,
            beads: beads.len(),
            reviewed: opened.reviews.iter().filter(|(reviewed, _)| *reviewed).count(),
            doubtful: beads.iter().filter(doubtful).count(),
            counts: settled.counts.unwrap_or_default(),
            stale,
            remarks: opened.paired.remarks.iter().cloned().chain(opened.paired.guesses.iter().map(ToString::to_string)).collect(),
            error: None,
        };
        if let Some(pair) = self.pairs.get_mut(at) {
            pair.summary = Some(summary.clone());
        }
        Ok(summary)
    }
}

fn missing() -> Trouble {
    Trouble::Refused("there is no such pair".to_owned())
}
