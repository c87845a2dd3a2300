//! Asking git.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, bail};

/// A repository, by its top folder.
pub(super) struct Git {
    pub(super) top: PathBuf,
}

impl Git {
    /// The repository around `folder`, if there is one.
    pub(super) fn around(folder: &Path) -> anyhow::Result<Option<Self>> {
        let found = run(folder, ["rev-parse", "--show-toplevel"])?;
        let top = String::from_utf8_lossy(&found.stdout).trim_end_matches(['\n', '\r']).to_owned();
        Ok((found.status.success() && !top.is_empty()).then(|| Self { top: PathBuf::from(top) }))
    }

    /// What git prints; none where it fails.
    pub(super) fn ask<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> anyhow::Result<Option<Vec<u8>>> {
        let done = run(&self.top, arguments)?;
        Ok(done.status.success().then_some(done.stdout))
    }

    /// What git prints, on one line; none where it fails or prints nothing.
    fn line<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> anyhow::Result<Option<String>> {
        let printed = self.ask(arguments)?.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
        Ok(printed.filter(|line| !line.is_empty()))
    }

    /// The commit that `revision` names here, if there is one.
    pub(super) fn commit(&self, revision: &str) -> anyhow::Result<Option<String>> {
        // What begins with a hyphen would be read as an option.
        if revision.is_empty() || revision.starts_with('-') {
            return Ok(None);
        }
        self.line(["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])
    }

    /// The last commit that `revision` and the work share.
    pub(super) fn merge_base(&self, revision: &str) -> anyhow::Result<String> {
        let Some(commit) = self.commit(revision)? else {
            bail!("there is no commit “{revision}” in this clone; {}", self.fetch(revision)?);
        };
        match self.line(["merge-base", &commit, "HEAD"])? {
            Some(base) => Ok(base),
            None if self.is_shallow()? => {
                bail!("this clone is shallow and holds no commit that {revision} and HEAD share; {}", self.fetch(revision)?)
            }
            None => bail!("{revision} and HEAD share no commit; name another revision after --since, or hand over --diff FILE"),
        }
    }

    /// What changed from `commit` to the files as they lie there, in `paths` or everywhere.
    pub(super) fn diff(&self, commit: &str, paths: &[&str]) -> anyhow::Result<Option<Vec<u8>>> {
        // Whatever a person has set for diffs on a screen must not change this one.
        let plain = ["-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"];
        let form =
            ["--unified=0", "--inter-hunk-context=0", "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/", commit, "--"];
        self.ask(plain.into_iter().chain(form).chain(paths.iter().copied()))
    }

    /// The files that git does not know yet, ignored ones left out.
    pub(super) fn untracked(&self) -> anyhow::Result<Vec<PathBuf>> {
        let listed = self.ask(["ls-files", "--others", "--exclude-standard", "-z"])?.unwrap_or_default();
        let names = listed.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| self.top.join(String::from_utf8_lossy(name).as_ref())).collect())
    }

    fn is_shallow(&self) -> anyhow::Result<bool> {
        Ok(self.line(["rev-parse", "--is-shallow-repository"])?.as_deref() == Some("true"))
    }

    /// The command that brings `revision` and what it shares with the work into the clone, in words.
    fn fetch(&self, revision: &str) -> anyhow::Result<String> {
        let remotes = self.line(["remote"])?.unwrap_or_default();
        let remotes: Vec<&str> = remotes.lines().map(str::trim).collect();
        let Some(first) = remotes.iter().find(|remote| **remote == "origin").or(remotes.first()) else {
            return Ok("name one that is there, or hand over --diff FILE".to_owned());
        };
        let deepen = if self.is_shallow()? { " --unshallow" } else { "" };
        let below = remotes.iter().find_map(|remote| Some((*remote, revision.strip_prefix(remote)?.strip_prefix('/')?)));
        let is_hash = revision.len() >= 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_name = revision.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
        let part = revision.len() >= 4 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
        let what = match below {
            Some((remote, branch)) if is_name => format!("{remote} +refs/heads/{branch}:refs/remotes/{remote}/{branch}"),
            _ if is_hash => format!("{first} {revision}"),
            _ if is_name && !part && !revision.starts_with('-') && !revision.starts_with("HEAD") => {
                format!("{first} {revision}:{revision}")
            }
            _ => (*first).to_owned(),
        };
        Ok(format!("run `git fetch{deepen} {what}` first"))
    }
}

fn run<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> anyhow::Result<Output> {
    let folder = if folder.as_os_str().is_empty() { OsStr::new(".") } else { folder.as_os_str() };
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").stdin(Stdio::null());
    command.output().context("git cannot be run; install it, or hand over --diff FILE or --files-from FILE")
}
