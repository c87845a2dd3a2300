//! The arguments of `kanhe review`.

use clap::Args;

use super::verdicts::WhatOptions;

pub(super) const REVIEW_EXAMPLES: &str = "\
Examples:
  kanhe review                every pair in kanhe.toml
  kanhe review original.zh.txt rendering.en.txt --decisions decisions.jsonl --alignment beads.tsv
  kanhe review --editor \"code -g {file}:{line}\"

The address that is printed works once, in one browser on this machine. Every step is saved at once: verdicts in the file of
decisions, boundaries of beads in the bead files; the texts are never changed.";

/// What is reviewed, and by whom.
#[derive(Debug, Args)]
pub(in crate::cli) struct ReviewOptions {
    /// The original, or one file that holds both sides; every pair of kanhe.toml where absent
    pub(in crate::cli) source: Option<String>,
    /// The rendering
    pub(in crate::cli) target: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) what: WhatOptions,
    /// Who reviews [default: the name in the configuration of git, else of the system]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) author: Option<String>,
    /// The command that opens a place in an editor; {file} and {line} stand for it
    #[arg(long, value_name = "COMMAND")]
    pub(in crate::cli) editor: Option<String>,
    /// The address to listen on, 127.0.0.1 or ::1 [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) host: Option<std::net::IpAddr>,
    /// The port to listen on; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(in crate::cli) port: u16,
}
