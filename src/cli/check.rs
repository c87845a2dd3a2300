//! `kanhe check`: findings in one pair, in many, or in pairs that are aligned already.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use kanhe::align;
use kanhe::config::{Config, FailOn, RuleLevels};
use kanhe::io::{self, CONFIG_NAME, Input};
use kanhe::report::Look;

use super::options::{CheckOptions, LanguageOptions};
use super::output::remark;
use super::page::{self, Page};
use super::pair::PairJob;
use super::progress::Progress;
use super::{Outcome, pairs, parallel};

/// What the configuration and the arguments say together.
pub(super) struct Settings<'a> {
    pub(super) options: &'a CheckOptions,
    pub(super) levels: RuleLevels,
    pub(super) fail_on: FailOn,
    pub(super) jobs: usize,
    pub(super) look: Look,
}

/// Checks what the arguments name.
pub(super) fn run(options: &CheckOptions) -> anyhow::Result<Outcome> {
    let found = config(options)?;
    let config = found.as_ref().map(|(_, config)| config.clone()).unwrap_or_default();
    let settings = Settings {
        options,
        fail_on: options.fail_on.map(FailOn::from).or(config.fail_on).unwrap_or(FailOn::Error),
        levels: config.rules.clone(),
        jobs: options.jobs.map_or_else(parallel::default_jobs, usize::from),
        look: page::look(options),
    };
    match (&options.pairs, &options.source, &options.target) {
        (Some(path), _, _) => pairs::run(path, &settings),
        (None, Some(source), target) => check_pairs(&settings, &[job(options, source, target.as_deref())]),
        (None, None, _) => match found {
            Some((path, config)) => check_project(&settings, &path, &config),
            None => bail!(
                "name an original and its rendering, as in `kanhe check original.zh.txt rendering.en.txt`; there is no \
                 {CONFIG_NAME} in this folder or above it (`kanhe init` writes one)"
            ),
        },
    }
}

fn job(options: &CheckOptions, source: &str, target: Option<&str>) -> PairJob {
    PairJob {
        source: source.to_owned(),
        target: target.map(str::to_owned),
        languages: options.languages.clone(),
        segmented: options.segmented,
        options: align::Options { crossing: true, fast: options.fast },
        alignment: options.alignment.clone(),
        swapped: format!("run `kanhe check {} {source}`", target.unwrap_or_default()),
    }
}

/// The configuration that the arguments name, else the nearest one upward from the working folder.
fn config(options: &CheckOptions) -> anyhow::Result<Option<(PathBuf, Config)>> {
    let path = match &options.config {
        Some(path) => Some(path.clone()),
        None => io::nearest_config(&std::env::current_dir().context("the working folder cannot be read")?),
    };
    let Some(path) = path else { return Ok(None) };
    let input = Input::read(&path.to_string_lossy())?;
    let config = Config::parse(&input.decoded.text).with_context(|| path.display().to_string())?;
    Ok(Some((path, config)))
}

/// Checks every pair that the configuration lists.
fn check_project(settings: &Settings<'_>, path: &Path, config: &Config) -> anyhow::Result<Outcome> {
    if config.pairs.is_empty() {
        bail!("{}: no pairs are listed; add a [[pairs]] table with source and target (`kanhe init` lists them)", path.display());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let expanded = io::expand(folder, &config.pairs).with_context(|| path.display().to_string())?;
    let working = std::env::current_dir().unwrap_or_default();
    let named = |path: &Path| {
        let path = path.strip_prefix(&working).or(path.strip_prefix(".")).unwrap_or(path);
        path.to_string_lossy().into_owned()
    };
    for (source, target) in &expanded.unpaired {
        remark(&format!("remark: {} is not checked, for there is no {}", named(source), named(target)));
    }
    let jobs: Vec<PairJob> = expanded
        .pairs
        .iter()
        .map(|pair| {
            let pattern = config.pairs.get(pair.pattern);
            let tag = |of: fn(&kanhe::config::PairPattern) -> Option<String>| pattern.and_then(of);
            let asked = &settings.options.languages;
            PairJob {
                source: named(&pair.source),
                target: Some(named(&pair.target)),
                languages: LanguageOptions {
                    source_lang: asked.source_lang.clone().or_else(|| tag(|pattern| pattern.source_lang.clone())),
                    target_lang: asked.target_lang.clone().or_else(|| tag(|pattern| pattern.target_lang.clone())),
                },
                segmented: false,
                options: align::Options { crossing: true, fast: settings.options.fast },
                alignment: None,
                swapped: format!("swap source and target of this pair in {}", path.display()),
            }
        })
        .collect();
    check_pairs(settings, &jobs)
}

/// Checks pairs, several at a time; one that cannot be read does not keep the others from being checked.
fn check_pairs(settings: &Settings<'_>, jobs: &[PairJob]) -> anyhow::Result<Outcome> {
    let progress = Progress::new(Some(jobs.len() as u64));
    let mut page = Page::open(settings.options, settings.fail_on)?;
    let mut incomplete = false;
    for some in jobs.chunks(settings.jobs.saturating_mul(4)) {
        let checked = parallel::in_order(settings.jobs, some, |job| {
            let checked = job.check(&settings.levels, settings.options.format, settings.look);
            progress.advance(1);
            checked
        });
        progress.aside(|| -> anyhow::Result<()> {
            for checked in checked {
                match checked {
                    Ok(checked) => page.print(&checked)?,
                    Err(error) => {
                        incomplete = true;
                        remark(&format!("error: {error:#}"));
                    }
                }
            }
            Ok(())
        })?;
    }
    drop(progress);
    outcome(page, incomplete)
}

/// Ends the page.
pub(super) fn outcome(page: Page, incomplete: bool) -> anyhow::Result<Outcome> {
    Ok(match (page.finish()?, incomplete) {
        (_, true) => Outcome::Incomplete,
        (true, false) => Outcome::Found,
        (false, false) => Outcome::Passed,
    })
}
