//! `kanhe check`: findings in one pair, in many, or in pairs that are aligned already.

use std::path::{Path, PathBuf};

use anyhow::bail;

use kanhe::align;
use kanhe::config::{FailOn, RuleLevels};
use kanhe::glossary::Glossary;
use kanhe::report::Look;

use super::options::CheckOptions;
use super::output::remark;
use super::page::{self, Checked, Page};
use super::pair::PairJob;
use super::progress::Progress;
use super::project::{Common, Project, listed, nothing_named};
use super::selection::Selection;
use super::verdicts::Verdicts;
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
    /// What is known of findings.
    pub(super) verdicts: Verdicts,
}

/// Checks what the arguments name.
pub(super) fn run(options: &CheckOptions) -> anyhow::Result<Outcome> {
    if options.all && options.format.is_written_at_the_end() {
        bail!(
            "--all shows settled findings with their state, which this format would show as if they were open; use --format text, json or jsonl"
        );
    }
    let project = Project::find(options.config.as_deref())?;
    let verdicts = Verdicts::read(&options.verdicts, project.as_ref(), !options.no_baseline, options.all)?;
    let settings = Settings::new(options, project.as_ref(), verdicts)?;
    let outcome = checked(&settings, project.as_ref())?;
    // What could not be read may hold what an entry fits.
    let stale = outcome != Outcome::Incomplete && settings.verdicts.report_stale(options.strict);
    Ok(if stale && options.strict && outcome == Outcome::Passed { Outcome::Found } else { outcome })
}

impl<'a> Settings<'a> {
    /// What `options` and the configuration of the project say together.
    pub(super) fn new(options: &'a CheckOptions, project: Option<&Project>, verdicts: Verdicts) -> anyhow::Result<Self> {
        let config = project.map(|project| project.config.clone()).unwrap_or_default();
        Ok(Self {
            options,
            fail_on: options.fail_on.map(FailOn::from).or(config.fail_on).unwrap_or(FailOn::Error),
            levels: config.rules,
            glossary: glossary::chosen(&options.reading.terms, project, &[])?,
            jobs: options.jobs.map_or_else(parallel::default_jobs, usize::from),
            look: page::look(options),
            config: project.map(|project| project.path.clone()),
            verdicts,
        })
    }
}

fn checked(settings: &Settings<'_>, project: Option<&Project>) -> anyhow::Result<Outcome> {
    if let Some(path) = &settings.options.pairs {
        if settings.options.format.names_places_in_files() {
            bail!("this format shows places in files, which pairs in JSON lines do not have; use --format text, json or jsonl");
        }
        return pairs::run(path, settings);
    }
    jobs(settings, project, |jobs, total, config| match &settings.options.output_dir {
        Some(folder) => folder::run(settings, folder, config, jobs, total),
        None => check_pairs(settings, jobs, total),
    })
}

/// Jobs as they come.
type Jobs<'a> = Box<dyn Iterator<Item = anyhow::Result<PairJob>> + Send + 'a>;

/// Hands the jobs that the arguments name to `work`, with their number where that is known and the configuration that lists them.
fn jobs<R>(
    settings: &Settings<'_>,
    project: Option<&Project>,
    work: impl FnOnce(Jobs<'_>, Option<u64>, Option<&Path>) -> anyhow::Result<R>,
) -> anyhow::Result<R> {
    let options = settings.options;
    let common = common(settings);
    if let Some(path) = &options.list {
        return with_beads_there_are(Box::new(listed(path, "check", &common)?), |jobs| work(jobs, None, None));
    }
    if options.source.is_some() {
        return work(Box::new(std::iter::once(single(settings, &common))), Some(1), None);
    }
    let jobs = of_project(settings, project, &common)?;
    let total = jobs.len() as u64;
    let config = project.map(|project| project.path.as_path());
    with_beads_there_are(Box::new(jobs.into_iter().map(Ok)), |jobs| work(jobs, Some(total), config))
}

/// The jobs that the arguments name, bead files named that are not there yet.
#[cfg(feature = "review")]
pub(super) fn job_list(settings: &Settings<'_>, project: Option<&Project>) -> anyhow::Result<Vec<PairJob>> {
    let common = common(settings);
    if settings.options.source.is_some() {
        return Ok(vec![single(settings, &common)?]);
    }
    of_project(settings, project, &common)
}

/// What every job is told alike.
fn common<'a>(settings: &Settings<'a>) -> Common<'a> {
    let options = settings.options;
    // The passages that moved are looked for, lest they be reported as missing.
    let threads = if options.source.is_some() { settings.jobs } else { 1 };
    let aligning = align::Options { crossing: true, fast: options.reading.fast, threads, ..align::Options::default() };
    Common {
        languages: &options.reading.languages,
        segmented: options.reading.segmented,
        format: options.reading.input.input_format,
        units: options.reading.units.clone(),
        options: aligning,
        only_aligned: false,
    }
}

/// The one job that the arguments name.
fn single(settings: &Settings<'_>, common: &Common<'_>) -> anyhow::Result<PairJob> {
    let options = settings.options;
    let source = options.source.clone().unwrap_or_default();
    if options.reading.segmented && options.target.is_none() {
        bail!("--segmented needs a text for each side; name the rendering after {source}");
    }
    Ok(PairJob::new("check", source, options.target.clone(), options.reading.alignment.clone(), common))
}

/// The jobs that the configuration lists.
fn of_project(settings: &Settings<'_>, project: Option<&Project>, common: &Common<'_>) -> anyhow::Result<Vec<PairJob>> {
    let Some(project) = project else { return Err(nothing_named("check")) };
    let selection = Selection::of(&settings.options.selection, &project.folder())?;
    let mut jobs = project.jobs(common, selection.as_ref())?;
    glossary::for_pairs(&mut jobs, &settings.options.reading.terms, project)?;
    Ok(jobs)
}

/// Hands on jobs of which some may not have the bead file yet that is named for them.
fn with_beads_there_are<R>(all: Jobs<'_>, work: impl FnOnce(Jobs<'_>) -> anyhow::Result<R>) -> anyhow::Result<R> {
    let (mut without, mut first) = (0, None);
    let done = work(Box::new(all.map(|job| {
        let mut job = job?;
        if let Some(path) = job.alignment.take_if(|path| !Path::new(path).exists()) {
            without += 1;
            first.get_or_insert((path, job.mend.clone()));
        }
        Ok(job)
    })))?;
    if let Some((path, mend)) = first {
        let pairs = if without == 1 { "1 pair has".to_owned() } else { format!("{without} pairs have") };
        remark(&format!("remark: {pairs} no bead file yet, such as {path}; `{mend}` writes it"));
    }
    Ok(done)
}

/// Checks the pairs that the arguments name and hands on what was found; whether all of them could be checked.
pub(super) fn each(
    settings: &Settings<'_>,
    project: Option<&Project>,
    mut emit: impl FnMut(Checked) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    jobs(settings, project, |jobs, total, _| in_turn(settings, jobs, total, &mut emit))
}

/// Checks pairs, several at a time.
fn check_pairs(settings: &Settings<'_>, jobs: Jobs<'_>, total: Option<u64>) -> anyhow::Result<Outcome> {
    let mut page = Page::open(settings)?;
    let complete = in_turn(settings, jobs, total, &mut |checked| page.print(checked))?;
    outcome(page, !complete)
}

/// Checks pairs, several at a time, and hands on what was found in their order; one that cannot be read does not keep the
/// others from being checked. Tells whether all could be.
fn in_turn(
    settings: &Settings<'_>,
    jobs: Jobs<'_>,
    total: Option<u64>,
    emit: &mut dyn FnMut(Checked) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let progress = Progress::new(total);
    let mut complete = true;
    let work = |job: anyhow::Result<PairJob>| {
        let checked = job.and_then(|job| job.check(settings));
        progress.advance(1);
        checked
    };
    parallel::stream(settings.jobs, jobs, work, |checked| {
        progress.aside(|| match checked {
            Ok(checked) => emit(checked),
            Err(error) => {
                complete = false;
                remark(&format!("error: {error:#}"));
                Ok(())
            }
        })
    })?;
    Ok(complete)
}

/// Ends the page.
pub(super) fn outcome(page: Page<'_>, incomplete: bool) -> anyhow::Result<Outcome> {
    Ok(match (page.finish()?, incomplete) {
        (_, true) => Outcome::Incomplete,
        (true, false) => Outcome::Found,
        (false, false) => Outcome::Passed,
    })
}
