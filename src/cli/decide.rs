//! `kanhe decide`: what a person says of findings.

use std::collections::BTreeMap;

#[cfg(feature = "spreadsheet")]
use anyhow::Context;
use anyhow::bail;

#[cfg(feature = "spreadsheet")]
use kanhe::format::Format;
#[cfg(feature = "spreadsheet")]
use kanhe::io::Loaded;
use kanhe::verdict::{Decision, Decisions, Key, Known, Verdict};
#[cfg(feature = "spreadsheet")]
use kanhe::verdict::{Returned, returned};

use super::Outcome;
use super::beads::counted;
use super::check::{Settings, each};
use super::clock;
use super::options::DecideOptions;
use super::output::remark;
use super::project::Project;
use super::verdicts::{self, Store, Verdicts, short};

/// The fewest digits that name a finding.
const FEWEST: usize = 4;

/// Writes down a decision on the findings that the arguments name, or takes it out.
pub(super) fn run(options: &DecideOptions) -> anyhow::Result<Outcome> {
    let project = Project::find(options.what.config.as_deref())?;
    let Some(store) = verdicts::decisions(&options.what.verdicts, project.as_ref(), true)? else {
        return Err(verdicts::unnamed("decisions"));
    };
    if let Some(wrong) =
        options.fingerprints.iter().find(|digits| digits.len() < FEWEST || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        bail!("“{wrong}” is no id of a finding; give at least {FEWEST} of its digits, which `kanhe check` prints");
    }
    let done = match options.verdict {
        None if options.from.is_some() => take_over(options, project.as_ref(), &store)?,
        Some(verdict) if !options.undo => decide(options, project.as_ref(), &store, verdict.into())?,
        _ => undo(options, &store)?,
    };
    store.save(&done.write())?;
    Ok(Outcome::Passed)
}

fn decide(
    options: &DecideOptions,
    project: Option<&Project>,
    store: &Store<Decisions>,
    verdict: Verdict,
) -> anyhow::Result<Decisions> {
    let reason = options.reason.as_deref().unwrap_or_default().trim();
    if reason.is_empty() && verdict.dismisses() {
        bail!("a dismissal needs a reason, for those who come after; add --reason \"…\"");
    }
    let author = author(options)?;
    let found = found(options, project, store)?;
    let mut decisions = store.held.clone();
    let date = options.date.unwrap_or_else(clock::today);
    for known in named(&options.fingerprints, found.values())? {
        let (reason, note) = (reason.to_owned(), options.note.clone().unwrap_or_default().trim().to_owned());
        let decision = Decision { known: known.clone(), verdict, reason, note, author: author.clone(), date };
        remark(&format!("remark: {}, id {}: {decision}", known.key, short(&known.fingerprint)));
        decisions.add(decision);
    }
    Ok(decisions)
}

/// Who says so.
fn author(options: &DecideOptions) -> anyhow::Result<String> {
    let Some(author) = options.author.clone().or_else(clock::author) else {
        bail!("nobody can be told to have said so; add --author NAME, or tell git your name");
    };
    Ok(author.trim().to_owned())
}

/// The findings there are.
fn found(options: &DecideOptions, project: Option<&Project>, store: &Store<Decisions>) -> anyhow::Result<BTreeMap<Key, Known>> {
    let check = options.what.check(options.source.as_ref(), options.target.as_ref());
    let settings = Settings::new(&check, project, Verdicts::nothing())?;
    let mut found: BTreeMap<Key, Known> = BTreeMap::new();
    let complete = each(&settings, project, |checked| {
        let pair = store.pair(&checked.report.source, &checked.report.target);
        for known in checked.known.iter().map(|known| known.within(&pair)) {
            found.insert(known.key.clone(), known);
        }
        Ok(())
    })?;
    if !complete {
        remark("remark: some pairs could not be checked, and findings in them are not known");
    }
    Ok(found)
}

/// Takes over what a reader wrote into the workbook of findings. What is written down already stays as it is, with its author
/// and day.
#[cfg(feature = "spreadsheet")]
fn take_over(options: &DecideOptions, project: Option<&Project>, store: &Store<Decisions>) -> anyhow::Result<Decisions> {
    let path = options.from.clone().unwrap_or_default();
    let name = path.to_string_lossy().into_owned();
    let rows = Loaded::read(&name, Some(Format::Xlsx))?.sheet_rows()?;
    let said = returned(&rows).with_context(|| name.clone())?;
    let general = options.reason.as_deref().unwrap_or_default().trim();
    let reason = |one: &Returned| if one.reason.is_empty() { general.to_owned() } else { one.reason.clone() };
    // Before the pairs are checked, which takes its time.
    if let Some(one) = said.iter().find(|one| one.verdict.dismisses() && reason(one).is_empty()) {
        bail!(
            "{name}: row {}: a dismissal needs a reason; write one there, or add --reason \"…\" for all that have none",
            one.row
        );
    }
    if let Some(one) = said.iter().find(|one| one.id.len() < FEWEST) {
        bail!("{name}: row {}: “{}” is no id of a finding", one.row, one.id);
    }
    let author = author(options)?;
    let found = found(options, project, store)?;
    let mut by_id: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
    for known in found.values() {
        by_id.entry(known.fingerprint.as_str()).or_default().push(known);
    }
    let date = options.date.unwrap_or_else(clock::today);
    let mut decisions = store.held.clone();
    let (mut taken, mut same, mut gone) = (0, 0, 0);
    for one in &said {
        let alike: Vec<&Known> = by_id
            .range(one.id.as_str()..)
            .take_while(|(id, _)| id.starts_with(&one.id))
            .flat_map(|(_, known)| known.iter().copied())
            .collect();
        if alike.is_empty() {
            gone += 1;
            remark(&format!("remark: {name}: row {}: finding {} is no more, or its words have changed", one.row, short(&one.id)));
        }
        for known in alike {
            let (verdict, reason, note) = (one.verdict, reason(one), one.note.clone());
            if store
                .held
                .get(&known.key)
                .is_some_and(|held| (held.verdict, &held.reason, &held.note) == (verdict, &reason, &note))
            {
                same += 1;
                continue;
            }
            taken += 1;
            decisions.add(Decision { known: known.clone(), verdict, reason, note, author: author.clone(), date });
        }
    }
    remark(&format!(
        "remark: {name}: {} taken over, {same} known already, {gone} of findings that are no more",
        counted(taken, "verdict")
    ));
    Ok(decisions)
}

/// Says that there are no workbooks.
#[cfg(not(feature = "spreadsheet"))]
fn take_over(_: &DecideOptions, _: Option<&Project>, _: &Store<Decisions>) -> anyhow::Result<Decisions> {
    bail!("this kanhe was built without the feature spreadsheet; name the findings one by one")
}

fn undo(options: &DecideOptions, store: &Store<Decisions>) -> anyhow::Result<Decisions> {
    let mut decisions = store.held.clone();
    for known in named(&options.fingerprints, store.held.all().map(|decision| &decision.known))? {
        decisions.remove(&known.key);
        remark(&format!("remark: {}, id {}: no decision any more", known.key, short(&known.fingerprint)));
    }
    Ok(decisions)
}

/// The findings that the digits name: all that share the fingerprint, for such findings are the same words twice.
fn named<'a>(digits: &[String], all: impl Iterator<Item = &'a Known>) -> anyhow::Result<Vec<&'a Known>> {
    let all: Vec<&Known> = all.collect();
    let mut named = Vec::new();
    for digits in digits {
        let low = digits.to_ascii_lowercase();
        let found: Vec<&Known> = all.iter().copied().filter(|known| known.fingerprint.starts_with(&low)).collect();
        let Some(first) = found.first() else {
            bail!("{digits}: there is no such finding among {}; `kanhe check` prints the ids", counted(all.len(), "finding"));
        };
        if let Some(other) = found.iter().find(|known| known.fingerprint != first.fingerprint) {
            bail!("{digits}: two findings begin so, {} and {}; give more digits", first.fingerprint, other.fingerprint);
        }
        named.extend(found);
    }
    Ok(named)
}
