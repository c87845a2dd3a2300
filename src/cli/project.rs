//! The pairs of a project, or of a list, as jobs.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};

use kanhe::align;
use kanhe::config::Config;
use kanhe::format::Format;
use kanhe::io::{self, CONFIG_NAME, Cause, Input, InputError, Lists};

use super::beads::counted;
use super::options::{LanguageOptions, UnitOptions};
use super::output::remark;
use super::pair::{Own, PairJob};
use super::selection::Selection;

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
    /// Nothing but their alignment is asked of the texts.
    pub(super) only_aligned: bool,
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
    /// Of the files that are not selected nothing is said.
    pub(super) fn jobs(&self, common: &Common<'_>, selection: Option<&Selection>) -> anyhow::Result<Vec<PairJob>> {
        let (path, config) = (&self.path, &self.config);
        let expanded = self.expanded()?;
        let is_selected = |path: &Path| selection.is_none_or(|selection| selection.has(path));
        for lone in expanded.unpaired.iter().filter(|lone| lone.lacks_rendering && is_selected(&lone.path)) {
            remark(&format!("remark: {} is passed over: {}", named(&lone.path), lone.reason));
        }
        let mend = if self.named { format!("kanhe align --config {}", path.display()) } else { "kanhe align".to_owned() };
        let job = |pair: &io::FilePair| PairJob {
            source: named(&pair.source),
            target: pair.target.as_deref().map(named),
            languages: LanguageOptions {
                source_lang: common.languages.source_lang.clone().or_else(|| pair.languages[0].clone()),
                target_lang: common.languages.target_lang.clone().or_else(|| pair.languages[1].clone()),
            },
            segmented: common.segmented,
            format: common.format,
            units: UnitOptions::default(),
            options: common.options.clone(),
            only_aligned: common.only_aligned,
            alignment: pair.alignment.as_deref().map(named),
            #[cfg(feature = "review")]
            usual_beads: pair.usual_beads.as_deref().map(named),
            own: Own {
                levels: Some(config.levels(&pair.names.iter().map(String::as_str).collect::<Vec<_>>())),
                glossaries: config.pairs.get(pair.pattern).map(|pattern| pattern.glossaries.clone()).unwrap_or_default(),
                ..Own::default()
            },
            swapped: format!("swap source and target of this pair in {}", path.display()),
            mend: mend.clone(),
        };
        let mut jobs: Vec<PairJob> = expanded.pairs.iter().map(job).collect();
        if let Some(selection) = selection {
            let all = jobs.len();
            selection.keep(&mut jobs);
            remark(&format!("remark: {} of {} selected", jobs.len(), counted(all, "pair")));
        }
        Ok(jobs)
    }

    /// What the configuration stands for.
    pub(super) fn expanded(&self) -> anyhow::Result<io::Expanded> {
        if self.config.pairs.is_empty() {
            bail!(
                "{}: no pairs are listed; add a [[pairs]] table with source and target (`kanhe init` lists them)",
                self.path.display()
            );
        }
        io::expand(&self.folder(), &self.config).with_context(|| self.path.display().to_string())
    }

    /// The folder from which its paths are told.
    pub(super) fn folder(&self) -> PathBuf {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let working = std::env::current_dir().unwrap_or_default();
        if folder == working { PathBuf::from(".") } else { folder.to_owned() }
    }
}

/// A path as it is shown: from the working folder.
pub(super) fn named(path: &Path) -> String {
    let working = std::env::current_dir().unwrap_or_default();
    if let Ok(path) = path.strip_prefix(&working).or(path.strip_prefix(".")) {
        return path.to_string_lossy().into_owned();
    }
    let shared = path.components().zip(working.components()).take_while(|(one, other)| one == other).count();
    // What shares but the root with the working folder is easier to read as it is.
    if shared < 2 || path.components().any(|part| part == Component::ParentDir) {
        return path.to_string_lossy().into_owned();
    }
    let up = working.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect::<PathBuf>().to_string_lossy().into_owned()
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
