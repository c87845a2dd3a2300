//! The pairs of a project, or of a list, as jobs.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use kanhe::align;
use kanhe::config::Config;
use kanhe::format::Format;
use kanhe::io::{self, CONFIG_NAME, Cause, Input, InputError, Lists};

use super::options::{LanguageOptions, UnitOptions};
use super::output::remark;
use super::pair::PairJob;

/// A configuration and where it lies.
pub(super) struct Project {
    pub(super) path: PathBuf,
    pub(super) config: Config,
    /// Whether the arguments name it.
    named: bool,
}

/// What every job of a command is told alike.
pub(super) struct Common<'a> {
    pub(super) languages: &'a LanguageOptions,
    pub(super) segmented: bool,
    pub(super) format: Option<Format>,
    pub(super) units: UnitOptions,
    pub(super) options: align::Options,
}

impl Project {
    /// The one that the arguments name, else the nearest one upward from the working folder.
    pub(super) fn find(named: Option<&Path>) -> anyhow::Result<Option<Self>> {
        let path = match named {
            Some(path) => Some(path.to_owned()),
            None => io::nearest_config(&std::env::current_dir().context("the working folder cannot be read")?),
        };
        let Some(path) = path else { return Ok(None) };
        let input = Input::read(&path.to_string_lossy())?;
        let config = Config::parse(&input.decoded.text).with_context(|| path.display().to_string())?;
        Ok(Some(Self { path, config, named: named.is_some() }))
    }

    /// A job for every pair that the configuration lists; those without a rendering are told on standard error.
    pub(super) fn jobs(&self, common: &Common<'_>) -> anyhow::Result<Vec<PairJob>> {
        let (path, config) = (&self.path, &self.config);
        if config.pairs.is_empty() {
            bail!(
                "{}: no pairs are listed; add a [[pairs]] table with source and target (`kanhe init` lists them)",
                path.display()
            );
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let expanded = io::expand(folder, &config.pairs).with_context(|| path.display().to_string())?;
        let working = std::env::current_dir().unwrap_or_default();
        let named = |path: &Path| {
            let path = path.strip_prefix(&working).or(path.strip_prefix(".")).unwrap_or(path);
            path.to_string_lossy().into_owned()
        };
        for (source, target) in &expanded.unpaired {
            remark(&format!("remark: {} is passed over, for there is no {}", named(source), named(target)));
        }
        let mend = if self.named { format!("kanhe align --config {}", path.display()) } else { "kanhe align".to_owned() };
        let job = |pair: &io::FilePair| {
            let pattern = config.pairs.get(pair.pattern);
            let tag = |of: fn(&kanhe::config::PairPattern) -> Option<String>| pattern.and_then(of);
            PairJob {
                source: named(&pair.source),
                target: Some(named(&pair.target)),
                languages: LanguageOptions {
                    source_lang: common.languages.source_lang.clone().or_else(|| tag(|pattern| pattern.source_lang.clone())),
                    target_lang: common.languages.target_lang.clone().or_else(|| tag(|pattern| pattern.target_lang.clone())),
                },
                segmented: common.segmented,
                format: common.format,
                units: UnitOptions::default(),
                options: common.options.clone(),
                alignment: pair.alignment.as_deref().map(named),
                swapped: format!("swap source and target of this pair in {}", path.display()),
                mend: mend.clone(),
            }
        };
        Ok(expanded.pairs.iter().map(job).collect())
    }
}

/// What to do where neither arguments nor a configuration name a pair.
pub(super) fn nothing_named(command: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "name an original and its rendering, as in `kanhe {command} original.zh.txt rendering.en.txt`; there is no {CONFIG_NAME} in \
         this folder or above it (`kanhe init` writes one)"
    )
}

/// The jobs of a list, read as they are needed; its third column names the bead file.
pub(super) fn listed<'a>(
    path: &'a str,
    command: &'a str,
    common: &'a Common<'a>,
) -> anyhow::Result<impl Iterator<Item = anyhow::Result<PairJob>> + Send + 'a> {
    let reader: Box<dyn BufRead + Send> = if path == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(|error| unreadable(path, error))?))
    };
    Ok(Lists::new(path, reader).map(move |line| {
        let line = line?;
        Ok(PairJob {
            swapped: format!("swap them in line {} of {}", line.line, if path == "-" { "standard input" } else { path }),
            mend: format!("kanhe align --list {path}"),
            ..PairJob::new(command, line.source, Some(line.target), line.third, common)
        })
    }))
}

/// An input that cannot be opened.
pub(super) fn unreadable(path: &str, error: std::io::Error) -> InputError {
    let cause = match error.kind() {
        std::io::ErrorKind::NotFound => Cause::Missing,
        std::io::ErrorKind::IsADirectory => Cause::Folder,
        _ => Cause::Unreadable(error),
    };
    InputError { name: path.to_owned(), cause }
}
