//! Verdicts in use: reading their files, laying them against what was found, telling what is stale.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, bail};

use kanhe::io::{self, Input};
use kanhe::report::{self, Record};
use kanhe::verdict::{self, Baseline, Day, Decision, Decisions, Key, Known, LineError, State};

use super::clock;
use super::options::VerdictOptions;
use super::output::{Output, remark};
use super::page::Checked;
use super::project::Project;

/// The names of the files beside `kanhe.toml`, where nothing else is said.
const BASELINE: &str = "kanhe-baseline.jsonl";
const DECISIONS: &str = "kanhe-decisions.jsonl";

/// A file of verdicts.
pub(super) struct Store<T> {
    pub(super) path: PathBuf,
    pub(super) held: T,
    /// The text of the file; none where there is none yet.
    text: Option<String>,
}

impl<T> Store<T> {
    /// The pair of two files as this file names it: by their paths from its folder.
    pub(super) fn pair(&self, source: &str, target: &str) -> [String; 2] {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        [source, target].map(|path| io::path_from(folder, path))
    }

    /// Where a file lies that the store names.
    fn place(&self, name: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new(".")).join(name)
    }

    /// Whether a file of the pair is no more.
    fn is_gone(&self, pair: &[String; 2]) -> bool {
        pair.iter().any(|name| name != "-" && !self.place(name).exists())
    }

    /// Puts `text` in the place of the file, whole, unless somebody else has written it since it was read.
    pub(super) fn save(&self, text: &str) -> anyhow::Result<()> {
        let now = if self.path.exists() { Some(Input::read_records(&self.path.to_string_lossy())?) } else { None };
        if now != self.text {
            bail!("{}: it has changed since it was read, so nothing was written; run the command again", self.path.display());
        }
        let mut output = Output::open(Some(&self.path))?;
        output.text(text)?;
        output.finish()
    }
}

/// A file that arguments or the configuration name, and whether it must be there.
struct Named {
    path: PathBuf,
    needed: bool,
}

impl Named {
    fn find(argument: Option<&PathBuf>, key: Option<&String>, default: &str, project: Option<&Project>) -> Option<Self> {
        if let Some(path) = argument {
            return Some(Self { path: path.clone(), needed: true });
        }
        let folder = project?.path.parent()?;
        let path = folder.join(key.map_or(default, String::as_str));
        // Messages name it as people would from where they are.
        let working = std::env::current_dir().unwrap_or_default();
        let path = path.strip_prefix(&working).map(Path::to_owned).unwrap_or(path);
        Some(Self { path, needed: key.is_some() })
    }

    /// Reads the file; one that is not there is empty where that may be.
    fn read<T: Default>(
        self,
        parse: fn(&str) -> Result<T, LineError>,
        may_be_missing: bool,
        cure: &str,
    ) -> anyhow::Result<Store<T>> {
        let name = self.path.to_string_lossy();
        if !self.path.exists() && (may_be_missing || !self.needed) {
            return Ok(Store { held: T::default(), text: None, path: self.path });
        }
        if !self.path.exists() {
            bail!("{name}: there is no such file; {cure}");
        }
        let text = Input::read_records(&name)?;
        let held = parse(&text).with_context(|| name.into_owned())?;
        Ok(Store { held, text: Some(text), path: self.path })
    }
}

/// The baseline that arguments and configuration name, empty where there is none yet and `may_be_missing`.
pub(super) fn baseline(
    options: &VerdictOptions,
    project: Option<&Project>,
    may_be_missing: bool,
) -> anyhow::Result<Option<Store<Baseline>>> {
    let key = project.and_then(|project| project.config.baseline.as_ref());
    let named = Named::find(options.baseline.as_ref(), key, BASELINE, project);
    named.map(|named| named.read(Baseline::parse, may_be_missing, "`kanhe baseline write` writes it")).transpose()
}

/// The decisions that arguments and configuration name, empty where there are none yet and `may_be_missing`.
pub(super) fn decisions(
    options: &VerdictOptions,
    project: Option<&Project>,
    may_be_missing: bool,
) -> anyhow::Result<Option<Store<Decisions>>> {
    let key = project.and_then(|project| project.config.decisions.as_ref());
    let named = Named::find(options.decisions.as_ref(), key, DECISIONS, project);
    named.map(|named| named.read(Decisions::parse, may_be_missing, "`kanhe decide` writes it")).transpose()
}

/// What to say where nothing names the file that a command would write.
pub(super) fn unnamed(option: &str) -> anyhow::Error {
    anyhow::anyhow!("nothing says where it is written; name a file with --{option}, or write a kanhe.toml (`kanhe init`)")
}

/// The verdicts that findings are laid against, and what came of it so far.
pub(super) struct Verdicts {
    pub(super) baseline: Option<Store<Baseline>>,
    pub(super) decisions: Option<Store<Decisions>>,
    pub(super) today: Day,
    /// Whether what is known and settled is shown too.
    all: bool,
    stale: Mutex<Stale>,
}

/// What fits no finding any more.
#[derive(Default)]
pub(super) struct Stale {
    /// Entries of the baseline, and how many findings each counts too many.
    pub(super) debts: Vec<(Key, usize)>,
    pub(super) decisions: Vec<Known>,
    /// Comments, by file and line, and what is to be said of them.
    comments: Vec<String>,
}

/// A finding that is shown, by its number among those of its pair, and what is known of it.
pub(super) struct Kept {
    pub(super) index: usize,
    pub(super) open: bool,
    pub(super) state: &'static str,
    pub(super) said: Option<String>,
}

/// The findings of a pair that are shown, and how many there are of each state.
pub(super) struct Settled {
    pub(super) kept: Vec<Kept>,
    pub(super) counts: Option<report::Verdicts>,
}

impl Verdicts {
    /// Reads the files.
    pub(super) fn read(
        options: &VerdictOptions,
        project: Option<&Project>,
        with_baseline: bool,
        all: bool,
    ) -> anyhow::Result<Self> {
        let baseline = if with_baseline { baseline(options, project, false)? } else { None };
        let decisions = decisions(options, project, false)?;
        Ok(Self { baseline, decisions, today: clock::today(), all, stale: Mutex::default() })
    }

    /// Reads the files for review, where everything is shown and there need not be decisions yet.
    #[cfg(feature = "review")]
    pub(super) fn for_review(options: &VerdictOptions, project: Option<&Project>) -> anyhow::Result<Self> {
        let (baseline, decisions) = (baseline(options, project, false)?, decisions(options, project, true)?);
        Ok(Self { baseline, decisions, today: clock::today(), all: true, stale: Mutex::default() })
    }

    /// The decision on a finding of a pair.
    #[cfg(feature = "review")]
    pub(super) fn decision(&self, source: &str, target: &str, known: &Known) -> Option<&Decision> {
        let store = self.decisions.as_ref()?;
        store.held.get(&known.within(&store.pair(source, target)).key)
    }

    /// Forgets what was found to be stale so far; how much that was.
    #[cfg(feature = "review")]
    pub(super) fn forget_stale(&self) -> usize {
        let stale = std::mem::take(&mut *self.stale());
        stale.debts.len() + stale.decisions.len()
    }

    /// Where nothing is known.
    pub(super) fn nothing() -> Self {
        Self { baseline: None, decisions: None, today: clock::today(), all: false, stale: Mutex::default() }
    }

    /// Whether there is a file of verdicts.
    pub(super) fn are_in_use(&self) -> bool {
        self.paths().next().is_some()
    }

    /// Whether a person has found a finding right.
    pub(super) fn is_confirmed(&self, checked: &Checked, known: &Known) -> bool {
        let decided = self.decisions.as_ref().and_then(|store| {
            let pair = store.pair(&checked.report.source, &checked.report.target);
            store.held.get(&known.within(&pair).key)
        });
        decided.is_some_and(|decision| !decision.verdict.dismisses())
    }

    /// The files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let baseline = self.baseline.as_ref().filter(|store| store.text.is_some()).map(|store| store.path.as_path());
        baseline.into_iter().chain(self.decisions.as_ref().filter(|store| store.text.is_some()).map(|store| store.path.as_path()))
    }

    fn stale(&self) -> MutexGuard<'_, Stale> {
        self.stale.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lays the verdicts against the findings of a pair, some of which are `silenced` by a comment with a reason. Those that are
    /// not `in_scope` keep an entry from being stale, and are neither counted nor shown.
    pub(super) fn settle(
        &self,
        [source, target]: [&str; 2],
        findings: &[Known],
        silenced: &[Option<String>],
        in_scope: impl Fn(usize) -> bool,
    ) -> Settled {
        let (no_debts, no_decisions) = (Baseline::default(), Decisions::default());
        let debts = self.baseline.as_ref().map(|store| (&store.held, store.pair(source, target)));
        let decided = self.decisions.as_ref().map(|store| (&store.held, store.pair(source, target)));
        let none = <[String; 2]>::default();
        let (baseline, baseline_pair) = debts.as_ref().map_or((&no_debts, &none), |(held, pair)| (*held, pair));
        let (decisions, decisions_pair) = decided.as_ref().map_or((&no_decisions, &none), |(held, pair)| (*held, pair));
        let judged = verdict::judge(baseline, decisions, [baseline_pair, decisions_pair], findings);
        let mut stale = self.stale();
        stale.debts.extend(judged.stale_debts.iter().map(|(debt, left)| (debt.known.key.clone(), *left)));
        stale.decisions.extend(judged.stale_decisions.iter().map(|decision| decision.known.clone()));
        drop(stale);
        let mut counts = report::Verdicts::default();
        let mut kept = Vec::new();
        for (index, state) in judged.states.iter().enumerate().filter(|(index, _)| in_scope(*index)) {
            let said = |decision: &&Decision| Some(decision.to_string());
            let silent = silenced.get(index).and_then(Option::as_ref);
            let (count, state, said, open) = match (state, silent) {
                (State::Dismissed(decision), _) => (&mut counts.dismissed, "dismissed", said(decision), false),
                (State::Confirmed(decision), _) => (&mut counts.confirmed, "confirmed", said(decision), true),
                (_, Some(reason)) => (&mut counts.ignored, "ignored", Some(reason.clone()), false),
                (State::Baseline, _) => (&mut counts.baseline, "baseline", None, false),
                (State::Reopened(decision), _) => (&mut counts.reopened, "reopened", said(decision), true),
                (State::New, _) => (&mut counts.new, "new", None, true),
            };
            *count += 1;
            if open || self.all {
                kept.push(Kept { index, open, state, said });
            }
        }
        Settled { kept, counts: Some(counts) }
    }

    /// Says of a finding what is known of it: its state where all are shown, and always that it was dismissed before.
    pub(super) fn tell(&self, record: &mut Record, kept: &Kept) {
        if let ("reopened", Some(said)) = (kept.state, &kept.said) {
            record.message.push_str(&format!(" (reopened: it was {said}, and the words have changed since)"));
        }
        if self.all {
            record.state = Some(kept.state);
            record.said.clone_from(&kept.said);
        }
    }

    /// Takes note of a comment that silences nothing.
    pub(super) fn unused(&self, said: String) {
        self.stale().comments.push(said);
    }

    /// Everything that fits no finding any more, those of pairs whose files are gone included.
    pub(super) fn all_stale(&self) -> Stale {
        let mut stale = std::mem::take(&mut *self.stale());
        if let Some(store) = &self.baseline {
            stale.debts.extend(store.held.debts().filter_map(|debt| {
                let Known { key, .. } = &debt.known;
                store.is_gone(&key.pair).then(|| (key.clone(), debt.count))
            }));
        }
        if let Some(store) = &self.decisions {
            let gone = store.held.all().filter(|decision| store.is_gone(&decision.known.key.pair));
            stale.decisions.extend(gone.map(|decision| decision.known.clone()));
        }
        stale.debts.sort();
        stale.debts.dedup();
        stale.decisions.sort_by(|one, other| one.key.cmp(&other.key));
        stale.decisions.dedup();
        stale.comments.sort();
        stale
    }

    /// Tells what is stale, each entry by name where that fails; whether anything is.
    pub(super) fn report_stale(&self, strict: bool) -> bool {
        let stale = self.all_stale();
        let word = if strict { "error" } else { "remark" };
        for comment in &stale.comments {
            remark(&format!("{word}: {comment}"));
        }
        if let Some(store) = &self.baseline {
            let cure = "`kanhe baseline prune` takes it out of the count";
            let named = stale.debts.iter().map(|(key, left)| match left {
                1 => key.to_string(),
                _ => format!("{key}, {left} times"),
            });
            tell(&store.path, &named.collect::<Vec<_>>(), ["entry", "entries"], cure, strict);
        }
        if let Some(store) = &self.decisions {
            let named = stale.decisions.iter().map(|known| format!("{}, id {}", known.key, short(&known.fingerprint)));
            tell(
                &store.path,
                &named.collect::<Vec<_>>(),
                ["decision", "decisions"],
                "`kanhe decide --undo` takes it out",
                strict,
            );
        }
        !(stale.debts.is_empty() && stale.decisions.is_empty() && stale.comments.is_empty())
    }
}

/// The first digits of a fingerprint, as reports show them.
pub(super) fn short(fingerprint: &str) -> &str {
    fingerprint.get(..8).unwrap_or(fingerprint)
}

fn tell(path: &Path, stale: &[String], [one, many]: [&str; 2], cure: &str, strict: bool) {
    if strict {
        stale.iter().for_each(|entry| remark(&format!("error: {}: {entry}: fits no finding any more; {cure}", path.display())));
        return;
    }
    match stale {
        [] => {}
        [entry] => remark(&format!("remark: {}: 1 {one} fits no finding any more: {entry}; {cure}", path.display())),
        [..] => {
            let cure = cure.replace(" it ", " them ");
            remark(&format!("remark: {}: {} {many} fit no finding any more; {cure}", path.display(), stale.len()));
        }
    }
}
