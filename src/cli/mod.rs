//! The commands: reading arguments, calling the stages, printing.

mod check;
mod mentions;
mod options;
mod output;
mod pairs;
mod segment;

use std::process::ExitCode;

use clap::Parser;

use options::{Cli, Command};
use output::is_closed_pipe;

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
        Command::Check(options) => check::run(options),
        Command::Segment(options) => segment::run(options),
        Command::Mentions(options) => mentions::run(options),
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
