//! `kanhe init`: a configuration that lists the pairs of texts in a folder.

use std::fmt::Write;
use std::fs::OpenOptions;
use std::path::Path;

use anyhow::{Context, bail};

use kanhe::check::rules;
use kanhe::io::{self, CONFIG_NAME, Layout};

use super::Outcome;
use super::options::InitOptions;
use super::output::{Output, remark};

/// Writes the configuration.
pub(super) fn run(options: &InitOptions) -> anyhow::Result<Outcome> {
    let folder = &options.folder;
    if !folder.is_dir() {
        bail!("{}: this is no folder; name the one that holds the texts", folder.display());
    }
    let paths = io::walk(folder).with_context(|| folder.display().to_string())?;
    let layouts: Vec<(Layout, usize)> = io::layouts(paths.iter().map(String::as_str)).into_iter().collect();
    let text = configuration(&layouts);
    let path = options.output.clone().unwrap_or_else(|| folder.join(CONFIG_NAME));
    if path == Path::new("-") {
        let mut output = Output::open(None)?;
        output.text(&text)?;
        output.finish()?;
        return Ok(Outcome::Passed);
    }
    // What somebody wrote by hand is never lost.
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    let mut file = match file {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{}: there is such a file already; name another after --output, or `-` to print it", path.display())
        }
        file => file.with_context(|| format!("{}: it cannot be written", path.display()))?,
    };
    std::io::Write::write_all(&mut file, text.as_bytes()).with_context(|| path.display().to_string())?;
    let pairs: usize = layouts.iter().map(|(_, count)| count).sum();
    remark(&format!("{}: {pairs} pairs found; `kanhe check` checks them", path.display()));
    Ok(Outcome::Passed)
}

const HEAD: &str = "\
# What kanhe checks in this folder: run `kanhe check`. Paths are read from the folder of this file.

# The weakest finding that makes the exit status 1: note, warning, error or never.
fail-on = \"error\"
";

const PAIRS: &str = "
# Originals and their renderings: paths, or patterns in which * stands for any characters of one name and
# ** for any folders, the same on both sides. Where source and target are the wrong way round, swap them.
# With alignment = \"alignments/*.tsv\" (the same wildcards) `kanhe align` keeps a bead file of each pair for review.
";

const EXAMPLE: &str = "
# No pairs were found by their names, such as news.zh.txt and news.en.txt or docs/zh/a.md and docs/en/a.md.
# [[pairs]]
# source = \"originals/*.txt\"
# target = \"renderings/*.txt\"
# source-lang = \"zh\"
# target-lang = \"en\"
# alignment = \"alignments/*.tsv\"
# exclude = [\"originals/draft-*.txt\"]
";

/// The text of the configuration.
fn configuration(layouts: &[(Layout, usize)]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("\n# The level that a rule may reach: error, warning, note or off.\n# [rules]\n");
    for rule in rules::RULES {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# {} = \"error\"", rule.name);
    }
    text.push_str(if layouts.is_empty() { EXAMPLE } else { PAIRS });
    for (layout, count) in layouts {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let _ = write!(
            text,
            "\n# {count} {}\n[[pairs]]\nsource = {}\ntarget = {}\nsource-lang = {}\ntarget-lang = {}\n",
            if *count == 1 { "pair" } else { "pairs" },
            quoted(&layout.source),
            quoted(&layout.target),
            quoted(layout.source_language),
            quoted(layout.target_language)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use kanhe::config::Config;

    #[test]
    fn what_is_written_can_be_read_and_lists_the_pairs() {
        let layouts = io::layouts(["a.zh.txt", "a.en.txt", "odd \"name\".zh.txt"]).into_iter().collect::<Vec<_>>();
        let config = Config::parse(&configuration(&layouts)).expect("a sound file");
        assert_eq!(config.pairs.len(), 1);
        assert_eq!((config.pairs[0].source.as_deref(), config.pairs[0].target.as_deref()), (Some("*.zh.txt"), Some("*.en.txt")));
        assert_eq!(Config::parse(&configuration(&[])).expect("a sound file").pairs, []);
    }

    #[test]
    fn the_commented_rules_can_be_switched_on() {
        let text = configuration(&[]).replace("# [rules]", "[rules]");
        let text: String = text
            .lines()
            .map(|line| format!("{}\n", if line.ends_with("= \"error\"") { line.trim_start_matches("# ") } else { line }))
            .collect();
        Config::parse(&text).expect("every listed rule is known");
    }
}
