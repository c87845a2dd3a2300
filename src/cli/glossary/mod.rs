//! `kanhe glossary`, and the glossaries of a check: those of the arguments and those of the configuration.

mod check;
mod extract;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};

use kanhe::config::nearest;
use kanhe::glossary::Glossary;
use kanhe::io::Input;

use super::Outcome;
use super::options::{GlossaryChoice, GlossaryCommand, GlossaryOptions};
use super::pair::PairJob;
use super::project::Project;

/// Runs `kanhe glossary`.
pub(super) fn run(options: &GlossaryOptions) -> anyhow::Result<Outcome> {
    match &options.command {
        GlossaryCommand::Extract(options) => extract::run(options),
        GlossaryCommand::Check(options) => check::run(options),
    }
}

/// Gives each pair that has glossaries of its own a glossary with them.
pub(super) fn for_pairs(jobs: &mut [PairJob], choice: &GlossaryChoice, project: &Project) -> anyhow::Result<()> {
    let mut read: BTreeMap<Vec<String>, Arc<Glossary>> = BTreeMap::new();
    for job in jobs.iter_mut().filter(|job| !job.own.glossaries.is_empty()) {
        let names = &job.own.glossaries;
        if !read.contains_key(names) {
            read.insert(names.clone(), Arc::new(chosen(choice, Some(project), names)?));
        }
        job.own.glossary = read.get(names).cloned();
    }
    Ok(())
}

/// Reads the glossaries that hold, those that the project has under the names `more` among them, and lets only the sections
/// hold that are chosen.
pub(super) fn chosen(choice: &GlossaryChoice, project: Option<&Project>, more: &[String]) -> anyhow::Result<Glossary> {
    let mut glossary = Glossary::default();
    if let Some(project) = project {
        let folder = project.path.parent().unwrap_or(Path::new(""));
        for name in project.config.glossaries.iter().chain(more) {
            let path = folder.join(name);
            // Paths are told as they are written where that leads to them.
            let path = path.strip_prefix(std::env::current_dir().unwrap_or_default()).unwrap_or(&path);
            add(&mut glossary, &path.to_string_lossy())?;
        }
    }
    for path in &choice.glossary {
        add(&mut glossary, path)?;
    }
    let configured = project.map(|project| project.config.domains.as_slice()).unwrap_or_default();
    let domains = if choice.domain.is_empty() { configured } else { &choice.domain };
    if let Err(unknown) = glossary.choose(domains) {
        let known = glossary.domains();
        match nearest(&unknown, &known) {
            Some(near) => bail!("no glossary has a section “{unknown}”; “{near}” is the nearest"),
            None => bail!("no glossary has a section “{unknown}”; a column “domain” names the section of each term"),
        }
    }
    Ok(glossary)
}

/// Reads one glossary, unless it has been read.
pub(super) fn add(glossary: &mut Glossary, path: &str) -> anyhow::Result<()> {
    if glossary.files().iter().any(|file| file == path) {
        return Ok(());
    }
    let input = Input::read(path)?;
    glossary.add(&input.name, &input.decoded.text).with_context(|| input.name.clone())
}
