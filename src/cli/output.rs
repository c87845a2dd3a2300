//! Where results and remarks go.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use serde::Serialize;

/// Standard output, or the file that `--output` names.
pub(super) struct Output {
    writer: Box<dyn Write>,
}

impl Output {
    /// Opens `path`, or standard output where there is none.
    pub(super) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let writer: Box<dyn Write> = match path {
            Some(path) => {
                let file = File::create(path)
                    .with_context(|| format!("{}: it cannot be written; name another file after --output", path.display()))?;
                Box::new(BufWriter::new(file))
            }
            None => Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())),
        };
        Ok(Self { writer })
    }

    /// Writes `text` as it is.
    pub(super) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(self.writer.write_all(text.as_bytes())?)
    }

    /// Writes `value` as JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        Ok(serde_json::to_writer(&mut self.writer, value).map_err(io::Error::from)?)
    }

    /// Writes `value` as a line of JSON.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        self.json(value)?;
        self.text("\n")
    }

    /// Hands on what is still held back.
    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.writer.flush()?)
    }
}

/// Whether an error means that nobody reads the output any more, as in `kanhe … | head`.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// Prints a remark on standard error; where that is closed there is nobody to tell.
pub(super) fn remark(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
