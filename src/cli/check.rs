//! `kanhe check`: findings in one pair, in many, or in pairs that are aligned already.

use std::path::{Path, PathBuf};

use anyhow::bail;

use kanhe::align;
use kanhe::config::{FailOn, RuleLevels};
use kanhe::glossary::Glossary;
use kanhe::report::Look;

use super::options::CheckOptions;
use super::output::remark;
use super::page::{self, Page};
use super::pair::PairJob;
use super::progress::Progress;
use super::project::{Common, Project, listed, nothing_named};
use super::{Outcome, folder, glossary, pairs, parallel};

/// What the configuration and the arguments say together.
pub(super) struct Settings<'a> {
    pub(super) options: &'a CheckOptions,
    pub(super) levels: RuleLevels,
    pub(super) glossary: Glossary,
    pub(super) fail_on: FailOn,
    pub(super) jobs: usize,
    pub(super) look: Look,
    /// Where the configuration lies.
    pub(super) config: Option<PathBuf>,
}

/// Checks what the arguments name.
pub(super) fn run(options: &CheckOptions) -> anyhow::Result<Outcome> {
    let project = Project::find(options.config.as_deref())?;
    let config = project.as_ref().map(|project| project.config.clone()).unwrap_or_default();
    let settings = Settings {
        options,
        fail_on: options.fail_on.map(FailOn::from).or(config.fail_on).unwrap_or(FailOn::Error),
        levels: config.rules.clone(),
        glossary: glossary::chosen(&options.terms, project.as_ref(), &[])?,
        jobs: options.jobs.map_or_else(parallel::default_jobs, usize::from),
        look: page::look(options),
        config: project.as_ref().map(|project| project.path.clone()),
    };
    // The passages that moved are looked for, lest they be reported as missing.
    let threads = if options.source.is_some() { settings.jobs } else { 1 };
    let aligning = align::Options { crossing: true, fast: options.fast, threads, ..align::Options::default() };
    let common = Common {
        languages: &options.languages,
        segmented: options.segmented,
        format: options.input.input_format,
        units: options.units.clone(),
        options: aligning,
    };
    if let Some(path) = &options.pairs {
        if options.format.names_places_in_files() {
            bail!("this format shows places in files, which pairs in JSON lines do not have; use --format text, json or jsonl");
        }
        return pairs::run(path, &settings);
    }
    if let Some(path) = &options.list {
        return check_many(&settings, None, listed(path, "check", &common)?, None);
    }
    if let Some(source) = &options.source {
        if options.segmented && options.target.is_none() {
            bail!("--segmented needs a text for each side; name the rendering after {source}");
        }
        let job = PairJob::new("check", source.clone(), options.target.clone(), options.alignment.clone(), &common);
        return check_pairs(&settings, std::iter::once(Ok(job)), Some(1));
    }
    let Some(project) = project else { return Err(nothing_named("check")) };
    let mut jobs = project.jobs(&common)?;
    glossary::for_pairs(&mut jobs, &options.terms, &project)?;
    let total = jobs.len() as u64;
    check_many(&settings, Some(&project.path), jobs.into_iter().map(Ok), Some(total))
}

/// Checks pairs of which some may not have the bead file yet that is named for them.
fn check_many(
    settings: &Settings<'_>,
    config: Option<&Path>,
    jobs: impl Iterator<Item = anyhow::Result<PairJob>> + Send,
    total: Option<u64>,
) -> anyhow::Result<Outcome> {
    let (mut without, mut first) = (0, None);
    let jobs = jobs.map(|job| {
        let mut job = job?;
        if let Some(path) = job.alignment.take_if(|path| !Path::new(path).exists()) {
            without += 1;
            first.get_or_insert((path, job.mend.clone()));
        }
        Ok(job)
    });
    let outcome = match &settings.options.output_dir {
        Some(folder) => folder::run(settings, folder, config, jobs, total)?,
        None => check_pairs(settings, jobs, total)?,
    };
    if let Some((path, mend)) = first {
        let pairs = if without == 1 { "1 pair has".to_owned() } else { format!("{without} pairs have") };
        remark(&format!("remark: {pairs} no bead file yet, such as {path}; `{mend}` writes it"));
    }
    Ok(outcome)
}

/// Checks pairs, several at a time; one that cannot be read does not keep the others from being checked.
fn check_pairs(
    settings: &Settings<'_>,
    jobs: impl Iterator<Item = anyhow::Result<PairJob>> + Send,
    total: Option<u64>,
) -> anyhow::Result<Outcome> {
    let progress = Progress::new(total);
    let mut page = Page::open(settings)?;
    let mut incomplete = false;
    let work = |job: anyhow::Result<PairJob>| {
        let checked = job.and_then(|job| job.check(settings));
        progress.advance(1);
        checked
    };
    parallel::stream(settings.jobs, jobs, work, |checked| {
        progress.aside(|| match checked {
            Ok(checked) => page.print(checked),
            Err(error) => {
                incomplete = true;
                remark(&format!("error: {error:#}"));
                Ok(())
            }
        })
    })?;
    drop(progress);
    outcome(page, incomplete)
}

/// Ends the page.
pub(super) fn outcome(page: Page<'_>, incomplete: bool) -> anyhow::Result<Outcome> {
    Ok(match (page.finish()?, incomplete) {
        (_, true) => Outcome::Incomplete,
        (true, false) => Outcome::Found,
        (false, false) => Outcome::Passed,
    })
}
