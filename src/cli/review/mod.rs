//! `kanhe review`: findings and alignments in a browser on this machine.

mod beads;
mod desk;
mod export;
mod files;
mod guard;
mod journal;
mod opened;
mod server;
mod view;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use anyhow::{Context, bail};

use super::Outcome;
use super::beads::counted;
use super::check::{Settings, job_list};
use super::clock;
use super::options::{CheckOptions, ReviewOptions};
use super::output::{Output, remark};
use super::project::Project;
use super::verdicts::Verdicts;
use desk::{Desk, Who};
use guard::Keys;

/// Serves the pairs that the arguments name until it is stopped.
pub(super) fn run(options: &ReviewOptions) -> anyhow::Result<Outcome> {
    let host = options.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    if !host.is_loopback() {
        bail!("{host}: the review page is for this machine alone; name 127.0.0.1 or ::1 after --host");
    }
    let project = Project::find(options.what.config.as_deref())?;
    let mut check = options.what.check(options.source.as_ref(), options.target.as_ref());
    check.all = true;
    // The settings last as long as the server, which is as long as the program.
    let check: &'static CheckOptions = Box::leak(Box::new(check));
    let verdicts = Verdicts::for_review(&options.what.verdicts, project.as_ref())?;
    let settings = Settings::new(check, project.as_ref(), verdicts)?;
    let jobs = job_list(&settings, project.as_ref())?;
    let Some(author) = options.author.clone().or_else(clock::author) else {
        bail!("nobody can be told to have judged; add --author NAME, or tell git your name");
    };
    let pairs = jobs.len();
    let desk = Desk::new(settings, jobs, Who { author, editor: options.editor.clone() })?;
    let listener = std::net::TcpListener::bind(SocketAddr::new(host, options.port))
        .with_context(|| format!("port {} cannot be used; name another after --port, or 0 for any that is free", options.port))?;
    let address = listener.local_addr()?;
    let keys = Keys::new(address)?;
    let mut output = Output::open(None)?;
    output.text(&format!("http://{address}/?token={}\n", keys.token()))?;
    output.finish()?;
    remark(&format!(
        "remark: {} for review; open the address above in a browser on this machine, where it works once; Ctrl+C ends",
        counted(pairs, "pair")
    ));
    server::serve(listener, keys, desk)?;
    Ok(Outcome::Passed)
}
