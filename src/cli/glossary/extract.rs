//! `kanhe glossary extract`: a glossary proposed from pairs that people have made or reviewed.

use std::io::{BufReader, Cursor};

use anyhow::{Context, bail};

use kanhe::align::file::BeadFile;
use kanhe::format::{Format, bilingual};
use kanhe::glossary::extract::{Wanted, extract};
use kanhe::io::{Batches, Input};
use kanhe::lang::Language;

use crate::cli::beads::counted;
use crate::cli::options::ExtractOptions;
use crate::cli::output::{Output, remark};
use crate::cli::{Outcome, languages};

/// The pairs that were read, and what they say of their languages.
#[derive(Default)]
struct Pairs {
    pairs: Vec<(String, String)>,
    tags: [Option<String>; 2],
    /// Pairs in other languages than the first.
    others: usize,
}

/// How much of a text tells its language, in pairs.
const TELLING: usize = 200;

/// Proposes a glossary.
pub(in crate::cli) fn run(options: &ExtractOptions) -> anyhow::Result<Outcome> {
    let mut read = Pairs::default();
    let asked = [options.languages.source_lang.clone(), options.languages.target_lang.clone()];
    for path in &options.files {
        read.add(path, options.unreviewed, &asked)?;
    }
    if read.others > 0 {
        remark(&format!("remark: {} in other languages are passed over", counted(read.others, "pair")));
    }
    let language = |side: usize| -> anyhow::Result<&'static Language> {
        let tag = asked[side].as_ref().or(read.tags[side].as_ref()).map(String::as_str);
        let words = |pair: &(String, String)| if side == 0 { format!("{}\n", pair.0) } else { format!("{}\n", pair.1) };
        let text: String = if tag.is_some() { String::new() } else { read.pairs.iter().take(TELLING).map(words).collect() };
        languages::of(tag, &text)
    };
    let (from, into) = (language(0)?, language(1)?);
    let pairs: Vec<(&str, &str)> = read.pairs.iter().map(|(source, target)| (source.as_str(), target.as_str())).collect();
    let wanted = Wanted { count: options.min_count.get(), dice: f64::from(options.min_score), common: options.all_words };
    let proposals = extract(&pairs, from, into, &wanted);
    let mut output = Output::open(options.output.as_deref())?;
    output.text("source\ttarget\tstatus\tcount\tscore\texample source\texample target\n")?;
    for proposal in &proposals {
        let (source, target) = pairs.get(proposal.example).copied().unwrap_or_default();
        output.text(&format!(
            "{}\t{}\t{}\t{} of {}\t{:.2}\t{}\t{}\n",
            cell(&proposal.source),
            cell(&proposal.target),
            if proposal.is_first { "preferred" } else { "admitted" },
            proposal.together,
            proposal.counts[0],
            proposal.dice,
            cell(source),
            cell(target)
        ))?;
    }
    output.finish()?;
    remark(&format!(
        "remark: {} proposed from {}, {} into {}; read them over before you use them",
        counted(proposals.len(), "rendering"),
        counted(pairs.len(), "pair"),
        from.name,
        into.name
    ));
    Ok(Outcome::Passed)
}

/// Words that fit a cell of a table.
fn cell(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Pairs {
    fn add(&mut self, path: &str, unreviewed: bool, asked: &[Option<String>; 2]) -> anyhow::Result<()> {
        let input = Input::read(path)?;
        let text = input.decoded.text;
        if text.trim_start().starts_with('{') {
            return self.add_lines(&input.name, text);
        }
        if text.contains('\t') && text.lines().next().is_some_and(|line| line.contains("source text")) {
            return self.add_beads(&text, unreviewed).with_context(|| input.name.clone());
        }
        let format = Format::of(&input.name, text.as_bytes());
        if !format.is_bilingual() {
            bail!(
                "{}: these are no pairs; name a bead file that `kanhe align --format tsv` wrote, a translation memory or another \
                 bilingual file, or pairs in JSON lines",
                input.name
            );
        }
        let wanted = bilingual::Wanted { languages: asked.clone(), ..bilingual::Wanted::default() };
        let file = bilingual::read(format, &text, &wanted).with_context(|| input.name.clone())?;
        for unit in file.units.into_iter().filter(|unit| unit.source.has_words() && unit.target.has_words() && !unit.unsure) {
            self.push(unit.source.text, unit.target.text, file.languages.clone());
        }
        Ok(())
    }

    fn add_lines(&mut self, name: &str, text: String) -> anyhow::Result<()> {
        for batch in Batches::new(name, BufReader::new(Cursor::new(text.into_bytes()))) {
            for line in batch?.lines {
                let tags = [line.source_lang, line.target_lang];
                self.push(line.source, line.target, tags);
            }
        }
        Ok(())
    }

    fn add_beads(&mut self, text: &str, unreviewed: bool) -> anyhow::Result<()> {
        let file = BeadFile::parse(text)?;
        let held = file.rows().iter().filter(|row| unreviewed || row.is_held());
        let before = self.pairs.len();
        for row in held.filter(|row| !row.source.is_empty() && !row.target.is_empty()) {
            self.push(row.source.clone(), row.target.clone(), [None, None]);
        }
        if self.pairs.len() == before {
            bail!("no bead in it is reviewed; mark the right ones with x, or take all of them with --unreviewed");
        }
        Ok(())
    }

    fn push(&mut self, source: String, target: String, tags: [Option<String>; 2]) {
        if self.pairs.is_empty() {
            self.tags = tags;
        } else if tags.iter().zip(&self.tags).any(|(own, first)| own.is_some() && own != first) {
            self.others += 1;
            return;
        }
        self.pairs.push((source, target));
    }
}
