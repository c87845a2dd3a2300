//! `kanhe decide`: what a person says of findings.

use std::collections::BTreeMap;

use anyhow::bail;

use kanhe::verdict::{Decision, Decisions, Key, Known, Verdict};

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
    let Some(author) = options.author.clone().or_else(clock::author) else {
        bail!("nobody can be told to have said so; add --author NAME, or tell git your name");
    };
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
    let mut decisions = store.held.clone();
    let date = options.date.unwrap_or(settings.verdicts.today);
    for known in named(&options.fingerprints, found.values())? {
        let (reason, note) = (reason.to_owned(), options.note.clone().unwrap_or_default().trim().to_owned());
        let decision = Decision { known: known.clone(), verdict, reason, note, author: author.trim().to_owned(), date };
        remark(&format!("remark: {}, id {}: {decision}", known.key, short(&known.fingerprint)));
        decisions.add(decision);
    }
    Ok(decisions)
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
