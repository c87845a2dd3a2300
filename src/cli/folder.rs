//! `kanhe check --output-dir`: the findings of many pairs, a file each.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

use kanhe::check::Level;

use super::beads::counted;
use super::check::Settings;
use super::options::CheckFormat;
use super::output::remark;
use super::outputs::{Outputs, below, create, is_newer};
use super::page::Page;
use super::pair::PairJob;
use super::progress::Progress;
use super::{Outcome, parallel};

/// How the check of a pair ended.
enum Done {
    /// Its findings are in their file; whether one of them fails, and remarks.
    Written(bool, Vec<String>),
    /// The file is newer than what it is made from; whether a finding in it fails.
    UpToDate(bool),
}

/// Checks pairs, several at a time.
pub(super) fn run(
    settings: &Settings<'_>,
    folder: &Path,
    config: Option<&Path>,
    jobs: impl Iterator<Item = anyhow::Result<PairJob>> + Send,
    total: Option<u64>,
) -> anyhow::Result<Outcome> {
    let format = settings.options.format;
    if settings.options.resume && !matches!(format, CheckFormat::Json | CheckFormat::Jsonl) {
        bail!("--resume counts what was found before, which it reads from JSON alone; add --format jsonl");
    }
    if format == CheckFormat::Github {
        bail!("GitHub reads annotations from standard output; leave --output-dir out");
    }
    let progress = Progress::new(total);
    let mut outputs = Outputs::default();
    let tasks = jobs.map(|job| {
        let job = job?;
        let output = outputs.claim(&job, below(folder, &job, format.extension()))?;
        Ok((job, output))
    });
    let work = |task: anyhow::Result<(PairJob, PathBuf)>| {
        let done = task.and_then(|(job, output)| done(settings, config, &job, &output));
        progress.advance(1);
        done
    };
    let (mut checked, mut up_to_date, mut incomplete, mut failing) = (0, 0, 0, 0);
    parallel::stream(settings.jobs, tasks, work, |done| {
        progress.aside(|| match done {
            Ok(Done::Written(fails, remarks)) => {
                checked += 1;
                failing += usize::from(fails);
                remarks.iter().for_each(|text| remark(text));
            }
            Ok(Done::UpToDate(fails)) => {
                up_to_date += 1;
                failing += usize::from(fails);
            }
            Err(error) => {
                incomplete += 1;
                remark(&format!("error: {error:#}"));
            }
        });
        Ok(())
    })?;
    drop(progress);
    let mut told = format!("remark: {} checked", counted(checked, "pair"));
    for (count, what) in [(up_to_date, "up to date"), (incomplete, "not"), (failing, "with findings that fail")] {
        if count > 0 {
            told.push_str(&format!(", {count} {what}"));
        }
    }
    remark(&told);
    Ok(match (incomplete, failing) {
        (0, 0) => Outcome::Passed,
        (0, _) => Outcome::Found,
        _ => Outcome::Incomplete,
    })
}

fn done(settings: &Settings<'_>, config: Option<&Path>, job: &PairJob, output: &Path) -> anyhow::Result<Done> {
    let glossaries = [Some(&settings.glossary), job.own.glossary.as_deref()].into_iter().flatten();
    let read = config.into_iter().chain(glossaries.flat_map(|glossary| glossary.files()).map(Path::new));
    if settings.options.resume && is_newer(output, job, read.chain(settings.verdicts.paths())) {
        let levels = found_before(output, settings.options.format)?;
        return Ok(Done::UpToDate(levels.into_iter().any(|level| settings.fail_on.fails(level))));
    }
    let mut checked = job.check(settings)?;
    let mut remarks = std::mem::take(&mut checked.remarks);
    remarks.extend(std::mem::take(&mut checked.guesses).iter().map(ToString::to_string));
    let mut page = Page::on(create(output)?, settings)?;
    page.print(checked)?;
    Ok(Done::Written(page.finish()?, remarks))
}

/// The levels of the findings in a file that was written before.
fn found_before(path: &Path, format: CheckFormat) -> anyhow::Result<Vec<Level>> {
    #[derive(Deserialize)]
    struct Found {
        level: Level,
    }
    #[derive(Deserialize)]
    struct Report {
        findings: Vec<Found>,
    }
    let cure = || format!("{}: it does not hold findings; remove it, so that it is written anew", path.display());
    let text = fs::read_to_string(path).with_context(cure)?;
    let found = match format {
        CheckFormat::Json => serde_json::from_str(&text).map(|report: Report| report.findings),
        _ => text.lines().map(serde_json::from_str).collect(),
    };
    Ok(found.with_context(cure)?.into_iter().map(|found| found.level).collect())
}
