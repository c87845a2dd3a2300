//! `kanhe baseline`: findings of old, which are not spoken of.

use anyhow::bail;

use kanhe::verdict::{Baseline, Debt};

use super::Outcome;
use super::beads::counted;
use super::check::{Settings, each};
use super::options::{BaselineAction, BaselineOptions, ListFormat};
use super::output::{Output, remark};
use super::project::Project;
use super::verdicts::{self, Store, Verdicts, short};

/// Does with the baseline what the arguments say.
pub(super) fn run(options: &BaselineOptions) -> anyhow::Result<Outcome> {
    let project = Project::find(options.what.config.as_deref())?;
    let writes = options.action == BaselineAction::Write;
    let store = verdicts::baseline(&options.what.verdicts, project.as_ref(), writes)?;
    let Some(store) = store else { return Err(verdicts::unnamed("baseline")) };
    if !writes && !store.path.exists() {
        bail!("{}: there is no such file; `kanhe baseline write` writes it", store.path.display());
    }
    match options.action {
        BaselineAction::Write => write(options, project.as_ref(), store),
        BaselineAction::Prune => prune(options, project.as_ref()),
        BaselineAction::Show => show(options, &store),
    }
}

/// Takes down every finding that is open; entries of pairs that were not checked stay.
fn write(options: &BaselineOptions, project: Option<&Project>, store: Store<Baseline>) -> anyhow::Result<Outcome> {
    let check = options.what.check(options.source.as_ref(), options.target.as_ref());
    let settings = Settings::new(&check, project, Verdicts::read(&options.what.verdicts, project, false, false)?)?;
    let (before, mut now) = (store.held.clone(), store.held.clone());
    if options.source.is_none() {
        now = Baseline::default();
    }
    let (mut pairs, mut confirmed) = (0, 0);
    let complete = each(&settings, project, |checked| {
        let pair = store.pair(&checked.report.source, &checked.report.target);
        now.remove_pairs(|held| *held == pair);
        pairs += 1;
        for known in &checked.known {
            let known = known.within(&pair);
            now.add(&known);
        }
        // What a person has found right is to be put right, not to be forgotten.
        for known in checked.known.iter().filter(|known| settings.verdicts.is_confirmed(&checked, known)) {
            now.prune(&known.within(&pair).key, usize::MAX);
            confirmed += 1;
        }
        Ok(())
    })?;
    if !complete {
        bail!("{}: nothing was written, for some pairs could not be checked", store.path.display());
    }
    store.save(&now.write())?;
    let added = now.findings().saturating_sub(shared(&before, &now));
    let left = before.findings().saturating_sub(shared(&before, &now));
    remark(&format!(
        "remark: {}: {} in {}, {added} added, {left} taken out",
        store.path.display(),
        counted(now.findings(), "finding"),
        counted(pairs, "pair")
    ));
    if confirmed > 0 {
        remark(&format!("remark: {} left out that a person has confirmed", counted(confirmed, "finding")));
    }
    Ok(Outcome::Passed)
}

/// How many findings two baselines have in common.
fn shared(one: &Baseline, other: &Baseline) -> usize {
    one.debts().map(|debt| other.get(&debt.known.key).map_or(0, |found| found.count.min(debt.count))).sum()
}

/// Takes out what is found no more.
fn prune(options: &BaselineOptions, project: Option<&Project>) -> anyhow::Result<Outcome> {
    let check = options.what.check(options.source.as_ref(), options.target.as_ref());
    let settings = Settings::new(&check, project, Verdicts::read(&options.what.verdicts, project, true, false)?)?;
    let Some(store) = &settings.verdicts.baseline else { return Err(verdicts::unnamed("baseline")) };
    if !each(&settings, project, |_| Ok(()))? {
        bail!("{}: nothing was written, for some pairs could not be checked", store.path.display());
    }
    let mut held = store.held.clone();
    for (key, surplus) in settings.verdicts.all_stale().debts {
        held.prune(&key, surplus);
    }
    let taken = store.held.findings() - held.findings();
    if taken > 0 {
        store.save(&held.write())?;
    }
    remark(&format!("remark: {}: {} taken out, {} left", store.path.display(), counted(taken, "finding"), held.findings()));
    Ok(Outcome::Passed)
}

/// Prints the entries.
fn show(options: &BaselineOptions, store: &Store<Baseline>) -> anyhow::Result<Outcome> {
    let pair = options.source.as_ref().map(|source| store.pair(source, options.target.as_ref().unwrap_or(source)));
    let mut output = Output::open(None)?;
    if options.format == ListFormat::Jsonl && pair.is_none() {
        output.text(&store.held.write())?;
    } else if options.format == ListFormat::Jsonl {
        let mut some = store.held.clone();
        some.remove_pairs(|held| Some(held) != pair.as_ref());
        output.text(&some.write())?;
    } else {
        for debt in store.held.debts().filter(|debt| pair.as_ref().is_none_or(|pair| debt.known.key.pair == *pair)) {
            output.text(&line(debt))?;
        }
    }
    output.finish()?;
    Ok(Outcome::Passed)
}

/// Such as `7f3a91c2  number-mismatch (“三十五万”, “35,000”) in en/a.txt, 2 times`.
fn line(debt: &Debt) -> String {
    let times = if debt.count > 1 { format!(", {} times", debt.count) } else { String::new() };
    format!("{}  {}{times}\n", short(&debt.known.fingerprint), debt.known.key)
}
