//! `kanhe align` for many pairs: those of a project or of a list, a file each.

use std::collections::HashSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, bail};

use super::align::rendered;
use super::beads::counted;
use super::options::{AlignFormat, AlignOptions};
use super::output::{Output, remark};
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
    let common = Common { languages: &options.languages, segmented: options.segmented, options: options.options() };
    let format = options.format.unwrap_or(AlignFormat::Tsv);
    if let Some(path) = &options.list {
        let jobs = listed(path, "align", &common)?;
        return align(&Plan { options, format, config: None }, jobs, None);
    }
    let Some(project) = Project::find(options.config.as_deref())? else { return Err(nothing_named("align")) };
    let jobs = project.jobs(&common)?;
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
    let mut outputs = HashSet::new();
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
    fn task(&self, mut job: PairJob, outputs: &mut HashSet<PathBuf>) -> anyhow::Result<Task> {
        let target = job.target.clone().unwrap_or_default();
        if job.source == "-" || target == "-" {
            bail!("one of many pairs cannot be read from standard input; name a file for {} {target}", job.source);
        }
        // In a list the third column is the output; a configuration names bead files.
        let named = job.alignment.clone().filter(|_| self.options.list.is_some() || self.format == AlignFormat::Tsv);
        let output = match (&self.options.output_dir, named) {
            (Some(folder), named) if named.is_none() || self.options.list.is_none() => {
                let below: PathBuf =
                    Path::new(&target).components().filter(|part| matches!(part, Component::Normal(_))).collect();
                let mut path = folder.join(below).into_os_string();
                path.push(format!(".{}", self.format.extension()));
                PathBuf::from(path)
            }
            (_, Some(named)) => PathBuf::from(named),
            (..) if self.options.list.is_some() => {
                bail!("{} {target}: name the output after another tab, or a folder with --output-dir", job.source)
            }
            (..) if self.format == AlignFormat::Tsv => bail!(
                "{} {target}: no bead file is named for them; add alignment = \"….tsv\" to their [[pairs]] in {}, or name a \
                 folder with --output-dir",
                job.source,
                self.config.map(Path::display).map_or_else(String::new, |path| path.to_string())
            ),
            (..) => bail!("{} {target}: name a folder for this format with --output-dir", job.source),
        };
        if !outputs.insert(output.clone()) {
            bail!("{} {target}: another pair is written to {} already; name another output", job.source, output.display());
        }
        // What people reviewed goes into other formats too.
        let is_beads = self.options.list.is_none() && job.alignment.as_deref().is_some_and(|path| Path::new(path).is_file());
        job.alignment = job.alignment.filter(|_| is_beads);
        Ok(Task { job, output })
    }

    fn done(&self, task: Task) -> anyhow::Result<Done> {
        let Task { job, output } = task;
        if self.options.resume && self.is_newer(&output, &job) {
            return Ok(Done::UpToDate);
        }
        let (text, remarks) = if self.format == AlignFormat::Tsv && output.is_file() {
            job.update(&output.to_string_lossy())?
        } else {
            let paired = job.read()?;
            (rendered(&paired, self.format, &job.languages)?, paired.remarks)
        };
        if let Some(folder) = output.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{}: this folder cannot be made", folder.display()))?;
        }
        let mut file = Output::open(Some(&output))?;
        file.text(&text)?;
        file.finish()?;
        Ok(Done::Written(remarks))
    }

    /// Whether `output` is newer than all that it is made from.
    fn is_newer(&self, output: &Path, job: &PairJob) -> bool {
        let changed = |path: &Path| -> Option<SystemTime> { fs::metadata(path).and_then(|about| about.modified()).ok() };
        let Some(written) = changed(output) else { return false };
        let texts = [Some(job.source.as_str()), job.target.as_deref(), job.alignment.as_deref()];
        let inputs = texts.into_iter().flatten().map(Path::new).filter(|path| *path != output).chain(self.config);
        // An input that cannot be asked is read again, so that its trouble is told.
        inputs.map(changed).all(|input| input.is_some_and(|input| input < written))
    }
}
