//! Where results and remarks go.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;
use tempfile::NamedTempFile;

/// Standard output, or the file that `--output` names.
///
/// A file comes into being whole, at [`finish`](Self::finish): whoever reads it meanwhile finds what was there before, and
/// so does everybody where the work breaks off.
pub(super) enum Output {
    Stream(Box<dyn Write>),
    File { writer: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Output {
    /// Opens `path`, or standard output where there is none.
    pub(super) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stream(Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()))));
        };
        let cure = || format!("{}: it cannot be written; name another file after --output", path.display());
        // A link stays a link to what it named.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let about = std::fs::metadata(&path).ok();
        if about.as_ref().is_some_and(|about| !about.is_file() && !about.is_dir()) {
            // Pipes and devices cannot be put in place of themselves.
            return Ok(Self::Stream(Box::new(BufWriter::new(File::create(&path).with_context(cure)?))));
        }
        if about.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            return Err(io::Error::from(io::ErrorKind::IsADirectory)).with_context(cure);
        }
        if about.as_ref().is_some_and(|about| about.permissions().readonly()) {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied)).with_context(cure);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".kanhe-");
        if let Some(permissions) = permissions(about.as_ref()) {
            builder.permissions(permissions);
        }
        // The name of the file that stands in meanwhile would only puzzle the reader.
        let file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind())).with_context(cure)?;
        Ok(Self::File { writer: BufWriter::with_capacity(1 << 16, file), path })
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stream(writer) => writer,
            Self::File { writer, .. } => writer,
        }
    }

    /// Writes `text` as it is.
    pub(super) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(self.writer().write_all(text.as_bytes())?)
    }

    /// Writes `bytes` as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        Ok(self.writer().write_all(bytes)?)
    }

    /// Writes `value` as JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        Ok(serde_json::to_writer(self.writer(), value).map_err(io::Error::from)?)
    }

    /// Writes `value` as a line of JSON.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        self.json(value)?;
        self.text("\n")
    }

    /// Hands on what is still held back, and puts a file in its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stream(mut writer) => writer.flush()?,
            Self::File { writer, path } => {
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(&path).with_context(|| format!("{}: it cannot be written", path.display()))?;
            }
        }
        Ok(())
    }
}

/// Those of the file that is replaced, else those of a file that a program makes, less what the user's mask takes away.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there are none")]
fn permissions(about: Option<&std::fs::Metadata>) -> Option<std::fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(about.map_or_else(|| std::fs::Permissions::from_mode(0o666), std::fs::Metadata::permissions))
}

/// Elsewhere a new file has those of its folder.
#[cfg(not(unix))]
fn permissions(_about: Option<&std::fs::Metadata>) -> Option<std::fs::Permissions> {
    None
}

/// Adds `text` to the end of a file.
pub(super) fn append(path: &Path, text: &str) -> anyhow::Result<()> {
    let add = || File::options().append(true).create(true).open(path)?.write_all(text.as_bytes());
    add().with_context(|| format!("{}: it cannot be written", path.display()))
}

/// Whether an error means that nobody reads the output any more, as in `kanhe … | head`.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// Prints a remark on standard error; where that is closed there is nobody to tell.
pub(super) fn remark(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
