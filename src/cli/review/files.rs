//! Files that the page shows or writes, and what has become of them on disk meanwhile.

use std::path::{Path, PathBuf};

use kanhe::io::Input;

use super::super::output::Output;

/// How many lines of each state of a file are shown.
const SHOWN: usize = 40;

/// A file as it was read or written last.
#[derive(Debug, Clone)]
pub(super) struct Held {
    path: PathBuf,
    /// Its text; none where there was no file.
    text: Option<String>,
}

/// The two states of a file that has changed on disk.
#[derive(Debug, Clone, serde::Serialize)]
pub(super) struct Conflict {
    file: String,
    /// The lines that only the state known here has.
    here: Vec<String>,
    /// The lines that only the file on disk has.
    disk: Vec<String>,
}

impl Held {
    /// Reads the file as it is now.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        Ok(Self { path: path.to_owned(), text: now(path)? })
    }

    /// The text; none where there was no file.
    pub(super) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Both states, where somebody else has changed the file.
    pub(super) fn conflict(&self) -> anyhow::Result<Option<Conflict>> {
        let disk = now(&self.path)?;
        Ok((disk != self.text).then(|| {
            let (ours, theirs) = (lines(self.text()), lines(disk.as_deref()));
            let only = |some: &[&str], others: &[&str]| {
                let others: std::collections::BTreeSet<&str> = others.iter().copied().collect();
                some.iter().filter(|line| !others.contains(*line)).take(SHOWN).map(|line| (*line).to_owned()).collect()
            };
            Conflict { file: self.path.display().to_string(), here: only(&ours, &theirs), disk: only(&theirs, &ours) }
        }))
    }

    /// Puts `text` in the place of the file, whole; the caller has made sure that nobody else has changed it.
    pub(super) fn write(&mut self, text: Option<String>) -> anyhow::Result<()> {
        match &text {
            Some(text) => {
                if let Some(folder) = self.path.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                let mut output = Output::open(Some(&self.path))?;
                output.text(text)?;
                output.finish()?;
            }
            None if self.path.exists() => std::fs::remove_file(&self.path)?,
            None => {}
        }
        self.text = text;
        Ok(())
    }
}

fn now(path: &Path) -> anyhow::Result<Option<String>> {
    if !path.exists() {
        return Ok(None);
    }
    let name = path.to_string_lossy();
    Ok(Some(match Input::read_records(&name) {
        Ok(text) => text,
        // An archive is no text; its bytes tell all the same whether it changed.
        Err(_) => std::fs::read(path)?.iter().map(|byte| char::from(*byte)).collect(),
    }))
}

fn lines(text: Option<&str>) -> Vec<&str> {
    text.map(|text| text.lines().collect()).unwrap_or_default()
}
