//! `kanhe align` for many pairs: those of a project or of a list, a file each.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::align::rendered;
use super::beads::counted;
use super::options::{AlignFormat, AlignOptions, UnitOptions};
use super::output::remark;
use super::outputs::{Outputs, below, create, is_newer};
use super::pair::PairJob;
use super::progress::Progress;
use super::project::{Common, Project, listed, nothing_named};
use super::{Outcome, parallel};

/// A pair and where its alignment goes.
struct Task {
    job: PairJob,
    output: PathBuf,
}

/// How a task ended that could be done.
enum Done {
    Written(Vec<String>),
    /// The output is newer than what it is made from.
    UpToDate,
}

/// Where alignments go, and what they are made from besides the texts.
struct Plan<'a> {
    options: &'a AlignOptions,
    format: AlignFormat,
    config: Option<&'a Path>,
}

/// Aligns every pair of the project or the list.
pub(super) fn run(options: &AlignOptions) -> anyhow::Result<Outcome> {
    let common = Common {
        languages: &options.languages,
        segmented: options.segmented,
        format: options.input.input_format,
        units: UnitOptions::default(),
        options: options.options(),
        only_aligned: true,
    };
    let format = options.format.unwrap_or(AlignFormat::Tsv);
    if let Some(path) = &options.list {
        let jobs = listed(path, "align", &common)?;
        return align(&Plan { options, format, config: None }, jobs, None);
    }
    let Some(project) = Project::find(options.config.as_deref())? else { return Err(nothing_named("align")) };
    let jobs = project.jobs(&common, None)?;
    let total = jobs.len() as u64;
    align(&Plan { options, format, config: Some(&project.path) }, jobs.into_iter().map(Ok), Some(total))
}

fn align(
    plan: &Plan<'_>,
    jobs: impl Iterator<Item = anyhow::Result<PairJob>> + Send,
    total: Option<u64>,
) -> anyhow::Result<Outcome> {
    let threads = plan.options.jobs.map_or_else(parallel::default_jobs, usize::from);
    let progress = Progress::new(total);
    let mut outputs = Outputs::default();
    let tasks = jobs.map(|job| plan.task(job?, &mut outputs));
    let (mut written, mut up_to_date, mut failed) = (0, 0, 0);
    let work = |task: anyhow::Result<Task>| {
        let done = task.and_then(|task| plan.done(task));
        progress.advance(1);
        done
    };
    parallel::stream(threads, tasks, work, |done| {
        match done {
            Ok(Done::Written(remarks)) => {
                written += 1;
                progress.aside(|| remarks.iter().for_each(|text| remark(text)));
            }
            Ok(Done::UpToDate) => up_to_date += 1,
            Err(error) => {
                failed += 1;
                progress.aside(|| remark(&format!("error: {error:#}")));
            }
        }
        Ok(())
    })?;
    drop(progress);
    let mut told = format!("remark: {} aligned", counted(written, "pair"));
    if up_to_date > 0 {
        told.push_str(&format!(", {up_to_date} up to date"));
    }
    if failed > 0 {
        told.push_str(&format!(", {failed} not"));
    }
    remark(&told);
    Ok(if failed > 0 { Outcome::Incomplete } else { Outcome::Passed })
}

impl Plan<'_> {
    /// Settles where the alignment of a pair goes; `outputs` are those of the pairs before it.
    fn task(&self, mut job: PairJob, outputs: &mut Outputs) -> anyhow::Result<Task> {
        let is_listed = self.options.list.is_some();
        // In a list the third column is the output; a configuration names bead files.
        let named = job.alignment.clone().filter(|_| is_listed || self.format == AlignFormat::Tsv);
        let output = match (&self.options.output_dir, named) {
            (Some(folder), named) if named.is_none() || !is_listed => below(folder, &job, self.format.extension()),
            (_, Some(named)) => PathBuf::from(named),
            _ => return Err(self.no_output(&job)),
        };
        let output = outputs.claim(&job, output)?;
        // What people reviewed goes into other formats too.
        let has_beads = !is_listed && job.alignment.as_deref().is_some_and(|path| Path::new(path).is_file());
        job.alignment = job.alignment.filter(|_| has_beads);
        Ok(Task { job, output })
    }

    fn no_output(&self, job: &PairJob) -> anyhow::Error {
        let pair = format!("{} {}", job.source, job.target.as_deref().unwrap_or_default());
        match self.config {
            None => anyhow!("{pair}: name the output after another tab, or a folder with --output-dir"),
            Some(config) if self.format == AlignFormat::Tsv => anyhow!(
                "{pair}: no bead file is named for them; add alignment = \"….tsv\" to their [[pairs]] in {}, or name a folder \
                 with --output-dir",
                config.display()
            ),
            Some(_) => anyhow!("{pair}: name a folder for this format with --output-dir"),
        }
    }

    fn done(&self, task: Task) -> anyhow::Result<Done> {
        let Task { job, output } = task;
        if self.options.resume && is_newer(&output, &job, self.config.into_iter()) {
            return Ok(Done::UpToDate);
        }
        let (text, remarks) = if self.format == AlignFormat::Tsv && output.is_file() {
            let (text, remarks) = job.update(&output.to_string_lossy())?;
            (text.into_bytes(), remarks)
        } else {
            let paired = job.read()?;
            (rendered(&paired, self.format, &job.languages)?, paired.remarks)
        };
        let mut file = create(&output)?;
        file.bytes(&text)?;
        file.finish()?;
        Ok(Done::Written(remarks))
    }
}
