//! `kanhe init`: a configuration that lists the pairs of texts in a folder.

use std::fmt::Write;
use std::fs::OpenOptions;
use std::path::Path;

use anyhow::{Context, bail};

use kanhe::check::rules;
use kanhe::io::{self, CONFIG_NAME, Layout};

use super::Outcome;
use super::beads::counted;
use super::options::InitOptions;
use super::output::{Output, remark};

/// Writes the configuration.
pub(super) fn run(options: &InitOptions) -> anyhow::Result<Outcome> {
    let folder = &options.folder;
    if !folder.is_dir() {
        bail!("{}: this is no folder; name the one that holds the texts", folder.display());
    }
    let paths = io::walk(folder).with_context(|| folder.display().to_string())?;
    let layouts = io::layouts(folder, &paths);
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
    let pairs: usize = layouts.iter().map(|layout| layout.pairs).sum();
    let found = counted(pairs, "pair");
    remark(&format!("{}: {found} found; `kanhe pairs` lists them, `kanhe check` checks them", path.display()));
    Ok(Outcome::Passed)
}

const HEAD: &str = "\
# What kanhe checks in this folder: run `kanhe check`. Paths are read from the folder of this file.

# The weakest finding that makes the exit status 1: note, warning, error or never.
fail-on = \"error\"
";

const PAIRS: &str = "
# Originals and their renderings, by presets, which say how the paths of renderings follow from those of originals; patterns
# (source = \"docs/zh/**/*.md\", target = \"docs/en/**\") and single paths do as well. Where original and rendering are the
# wrong way round, swap the languages. With alignment = \"alignments/**\" `kanhe align` keeps a bead file of each pair for
# review; exclude = [\"**/drafts/**\"] leaves files out. `kanhe pairs --explain` tells what belongs together, and why.
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
fn configuration(layouts: &[Layout]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("\n# The level that a rule may reach: error, warning, note or off.\n# [rules]\n");
    for rule in rules::RULES {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# {} = \"error\"", rule.name);
    }
    text.push_str(if layouts.is_empty() { EXAMPLE } else { PAIRS });
    for Layout { preset, languages, pairs, example } in layouts {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let _ = write!(
            text,
            "\n# {}, such as {} and {}\n[[pairs]]\npreset = {}\nsource-lang = {}\ntarget-lang = {}\n",
            counted(*pairs, "pair"),
            one_line(&example[0]),
            one_line(&example[1]),
            quoted(preset.name()),
            quoted(&languages[0]),
            quoted(&languages[1])
        );
    }
    text
}

/// A name on one line: it stands in a comment.
fn one_line(name: &str) -> String {
    name.chars().map(|character| if character.is_control() { '?' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kanhe::config::{Config, Preset};

    #[test]
    fn what_is_written_can_be_read_and_lists_the_pairs() {
        let example = ["a\n[[pairs]] \"b\".zh.txt".to_owned(), "a.en.txt".to_owned()];
        let layout = Layout { preset: Preset::Suffix, languages: ["zh".into(), "en-US".into()], pairs: 2, example };
        let config = Config::parse(&configuration(&[layout])).expect("a sound file");
        assert_eq!(config.pairs.len(), 1);
        assert_eq!((config.pairs[0].preset, config.pairs[0].target_lang.as_deref()), (Some(Preset::Suffix), Some("en-US")));
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
