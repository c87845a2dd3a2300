//! The commands: reading arguments, calling the stages, printing.

mod align;
mod baseline;
mod beads;
mod check;
mod clock;
mod corpus;
mod decide;
mod folder;
mod git;
mod glossary;
mod init;
mod languages;
mod mentions;
mod options;
mod output;
mod outputs;
mod overview;
mod page;
mod pair;
mod pairs;
mod parallel;
mod progress;
mod project;
mod repository;
#[cfg(feature = "review")]
mod review;
mod rules;
mod segment;
mod selection;
mod stale;
mod units;
mod verdicts;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use options::{Cli, Command};
use output::{Output, is_closed_pipe};

/// How a command ended that could do its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// No finding at or above the level that fails.
    Passed,
    /// Findings.
    Found,
    /// Some of the input could not be read; the messages have been printed.
    Incomplete,
}

/// Runs the command that the arguments name: status 0 where nothing is found, 1 for findings, 2 where the
/// job could not be done.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        _ if cli.licenses => licenses(),
        Some(Command::Check(options)) => check::run(options),
        Some(Command::Align(options)) => align::run(options),
        Some(Command::Segment(options)) => segment::run(options),
        Some(Command::Mentions(options)) => mentions::run(options),
        Some(Command::Rules(options)) => rules::list(options),
        Some(Command::Explain(options)) => rules::explain(options),
        Some(Command::Pairs(options)) => overview::run(options),
        Some(Command::Init(options)) => init::run(options),
        Some(Command::Baseline(options)) => baseline::run(options),
        Some(Command::Decide(options)) => decide::run(options),
        Some(Command::Glossary(options)) => glossary::run(options),
        #[cfg(feature = "review")]
        Some(Command::Review(options)) => review::run(options),
        None => Cli::command().error(clap::error::ErrorKind::MissingSubcommand, "name a command").exit(),
    };
    match done {
        Ok(Outcome::Passed) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        // Whoever reads the output has seen enough.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::remark(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Prints under which terms kanhe and the data in it may be used.
fn licenses() -> anyhow::Result<Outcome> {
    let mut output = Output::open(None)?;
    output.text("kanhe may be used under the MIT licence or the Apache licence 2.0, as you choose.\n\n")?;
    for text in [include_str!("../../DATA-LICENSES.md"), include_str!("../../LICENSE-MIT"), include_str!("../../LICENSE-APACHE")]
    {
        output.text(text)?;
        output.text("\n")?;
    }
    output.finish()?;
    Ok(Outcome::Passed)
}
