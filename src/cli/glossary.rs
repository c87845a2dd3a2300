//! The glossaries of a check: those of the arguments and those of the configuration.

use std::path::Path;

use anyhow::{Context, bail};

use kanhe::config::nearest;
use kanhe::glossary::Glossary;
use kanhe::io::Input;

use super::options::GlossaryChoice;
use super::project::Project;

/// Reads the glossaries that hold, and lets only the sections hold that are chosen.
pub(super) fn chosen(choice: &GlossaryChoice, project: Option<&Project>) -> anyhow::Result<Glossary> {
    let mut glossary = Glossary::default();
    if let Some(project) = project {
        let folder = project.path.parent().unwrap_or(Path::new(""));
        for name in &project.config.glossaries {
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
