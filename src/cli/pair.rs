//! One pair of texts: reading them, pairing their sentences, checking.

use std::sync::Arc;
use std::thread;

use anyhow::{Context, bail};

use kanhe::align::format::read_notation;
use kanhe::align::{self, Alignment};
use kanhe::check::stale::Stale;
use kanhe::check::{self, BeadView, Finding, PairView, Text};
use kanhe::config::RuleLevels;
use kanhe::encode::Encoder;
use kanhe::format::document::timed_together;
use kanhe::format::{Cue, Extracted, Format, Origin};
use kanhe::glossary::Glossary;
use kanhe::interleave::interleaved;
use kanhe::io::{ChangedLines, Input, Loaded, Reading};
use kanhe::lang::Language;
use kanhe::report::{self, Identity, Look, Mark, PairReport, Record, Shown, ShownBead, Summary};
use kanhe::segment::{Document, LineNumbers};
use kanhe::text::Side;
use kanhe::verdict::Known;
use kanhe::verdict::ignore::{self, Comment, Ignores};

use super::beads::Laid;
use super::check::Settings;
use super::languages::{self, Guess};
use super::options::{CheckFormat, LanguageOptions, UnitOptions};
use super::page::Checked;
use super::project::Common;
use super::stale;
use super::units::UnitBeads;

/// What to read, and how.
pub(super) struct PairJob {
    /// The original, or the one text that holds both sides.
    pub(super) source: String,
    /// The rendering, where it is a text of its own.
    pub(super) target: Option<String>,
    pub(super) languages: LanguageOptions,
    pub(super) segmented: bool,
    /// The format of both texts, where the arguments name one.
    pub(super) format: Option<Format>,
    /// How a file is read that holds both sides, unit by unit.
    pub(super) units: UnitOptions,
    /// How they are paired where no file says so.
    pub(super) options: align::Options,
    /// Nothing but their alignment is asked of the texts.
    pub(super) only_aligned: bool,
    /// The file that says how the sentences are paired.
    pub(super) alignment: Option<String>,
    /// Where such a file is kept when nobody names one.
    #[cfg(feature = "review")]
    pub(super) usual_beads: Option<String>,
    /// What holds for this pair alone.
    pub(super) own: Own,
    /// What to do should the two texts have been swapped.
    pub(super) swapped: String,
    /// The command that brings the bead file up to date.
    pub(super) mend: String,
}

/// What holds for one pair and not for others.
#[derive(Default)]
pub(super) struct Own {
    /// The levels that rules may reach, where they are others than in general.
    pub(super) levels: Option<RuleLevels>,
    /// Glossaries beside those that hold in general.
    pub(super) glossaries: Vec<String>,
    /// The glossary with these, where there are some.
    pub(super) glossary: Option<Arc<Glossary>>,
    /// The lines of either side beyond which findings are passed over.
    pub(super) changed: Option<[ChangedLines; 2]>,
}

/// A text as it was read.
pub(super) struct Opened {
    pub(super) text: Text,
    /// Where it stands in its file.
    pub(super) origin: Origin,
    /// The numbers of its lines, where each is one sentence.
    pub(super) lines: Option<LineNumbers>,
    /// The comments in it that silence rules.
    pub(super) ignores: Ignores,
    /// When its words are shown, where it is subtitles.
    pub(super) cues: Vec<Cue>,
}

impl Opened {
    /// Reads a text, with or without the names in it.
    fn new((reading, comments): (Reading, Vec<Comment>), language: &'static Language, segmented: bool, names: bool) -> Self {
        let Extracted { text, origin, structure, cues, .. } = reading.extracted;
        let document = document(&reading.name, text, language, segmented);
        let lines = segmented.then(|| LineNumbers::of(&document));
        let ignores = Ignores::new(comments, &document);
        let text = if names { Text::new(document) } else { Text::without_names(document) };
        Self { text: text.with_structure(structure), origin, lines, ignores, cues }
    }

    /// The text as reports show it.
    pub(super) fn shown(&self) -> Shown<'_> {
        Shown::of(self.text.document.name(), self.text.document.text(), &self.origin)
    }
}

/// Reads a text; the comments in it that speak to kanhe are given by themselves.
pub(super) fn read(path: &str, format: Option<Format>) -> anyhow::Result<(Reading, Vec<Comment>)> {
    with_comments(Reading::read(path, format)?)
}

/// The text and the comments in it that speak to kanhe.
fn with_comments(mut reading: Reading) -> anyhow::Result<(Reading, Vec<Comment>)> {
    let comments = ignore::take(reading.format, &mut reading.extracted).with_context(|| reading.name.clone())?;
    Ok((reading, comments))
}

/// The sentences of a text.
pub(super) fn document(name: &str, text: String, language: &'static Language, segmented: bool) -> Document {
    if segmented { Document::from_lines(name, text, language) } else { Document::new(name, text, language) }
}

/// A finding, its record, and what verdicts know it by.
pub(super) type Found = (Finding, Record, Known);

/// Two texts, their sentences paired.
pub(super) struct Paired {
    pub(super) source: Opened,
    pub(super) target: Opened,
    pub(super) alignment: Alignment,
    /// What the reader should be told besides.
    pub(super) remarks: Vec<String>,
    /// What the reader should be told of how the languages were told.
    pub(super) guesses: Vec<Guess>,
    /// Renderings that are known to be as they were while their originals have changed.
    pub(super) stale: Vec<Stale>,
    /// The units of a file that holds both sides, where the beads are its units.
    pub(super) units: Option<UnitBeads>,
}

impl PairJob {
    /// The pair that arguments name after `command`.
    pub(super) fn new(
        command: &str,
        source: String,
        target: Option<String>,
        alignment: Option<String>,
        common: &Common<'_>,
    ) -> Self {
        let swapped = format!("run `kanhe {command} {} {source}`", target.as_deref().unwrap_or_default());
        let mut mend = format!("kanhe align {source} {}", target.as_deref().unwrap_or_default());
        for (option, value) in
            [("--source-lang", &common.languages.source_lang), ("--target-lang", &common.languages.target_lang)]
        {
            if let Some(value) = value {
                mend.push_str(&format!(" {option} {value}"));
            }
        }
        mend.push_str(if common.segmented { " --segmented --update " } else { " --update " });
        mend.push_str(alignment.as_deref().unwrap_or_default());
        let (languages, segmented, options) = (common.languages.clone(), common.segmented, common.options.clone());
        let units = common.units.clone();
        #[cfg(feature = "review")]
        let usual_beads = target.as_ref().map(|target| format!("{target}.tsv"));
        Self {
            source,
            target,
            languages,
            segmented,
            format: common.format,
            units,
            options,
            only_aligned: common.only_aligned,
            alignment,
            #[cfg(feature = "review")]
            usual_beads,
            own: Own::default(),
            swapped,
            mend,
        }
    }

    /// Reads the two texts and pairs their sentences.
    pub(super) fn read(&self) -> anyhow::Result<Paired> {
        let Some(target) = &self.target else { return self.read_one_file() };
        if let Some(paired) = self.read_tables(target)? {
            return Ok(paired);
        }
        let (source, target, guesses) = self.open(target)?;
        let (alignment, remarks, stale) = match &self.alignment {
            Some(path) => self.read_beads(path, &source, &target)?,
            None => (self.aligned(&source, &target), Vec::new(), Vec::new()),
        };
        Ok(Paired { source, target, alignment, remarks, guesses, units: None, stale })
    }

    /// Brings the bead file at `path` up to date: what it should hold now, and remarks.
    pub(super) fn update(&self, path: &str) -> anyhow::Result<(String, Vec<String>)> {
        let Some(target) = &self.target else { bail!("a bead file needs an original and a rendering of its own") };
        let input = Input::read(path)?;
        let (source, target, _) = self.open(target)?;
        let laid = Laid::read(path, &input.decoded.text, &source, &target)?;
        let options = align::Options { fixed: laid.held(), ..self.options.clone() };
        let alignment = aligned(&source.text, &target.text, &options);
        let stale = laid.stale(&PairView { source: &source.text, target: &target.text, alignment: &alignment });
        let (text, mut remarks) = laid.updated(&alignment, &source, &target, &stale);
        remarks.extend(stale.iter().map(|stale| laid.told(stale, &source, &target)));
        Ok((text, remarks))
    }

    fn open(&self, target: &str) -> anyhow::Result<(Opened, Opened, Vec<Guess>)> {
        if self.source == "-" && target == "-" {
            bail!("only one of the two texts can be standard input; name a file for the other");
        }
        let (source, target) = (self.reading(&self.source)?, self.reading(target)?);
        let named = [&source.0, &target.0].map(|reading| (reading.name.as_str(), reading.extracted.text.as_str()));
        let languages = languages::of_pair(&self.languages, named[0], named[1], &self.swapped)?;
        // Where words alone are looked at, names are read word by word.
        let names = !(self.only_aligned && self.options.fast);
        let opened = |reading, language| Opened::new(reading, language, self.segmented, names);
        if self.options.threads <= 1 {
            return Ok((opened(source, languages.source), opened(target, languages.target), languages.guesses));
        }
        // Both texts are read at once, and what is needed next is made ready.
        thread::scope(|scope| {
            if self.alignment.is_none() && !self.options.fast {
                scope.spawn(Encoder::shared);
            }
            let target = scope.spawn(|| opened(target, languages.target));
            let source = opened(source, languages.source);
            let target = target.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok((source, target, languages.guesses))
        })
    }

    /// Pairs the sentences of two texts; where both are subtitles that were timed together, time settles what it can.
    fn aligned(&self, source: &Opened, target: &Opened) -> Alignment {
        let (one, other) = (&source.text.document, &target.text.document);
        let fixed = timed_together(one, &source.cues, other, &target.cues);
        aligned(&source.text, &target.text, &align::Options { fixed, ..self.options.clone() })
    }

    /// Reads a text; one whose every line is a sentence is bare text, whatever it is called.
    fn reading(&self, path: &str) -> anyhow::Result<(Reading, Vec<Comment>)> {
        let format = self.format.or(self.segmented.then_some(Format::Plain));
        read(path, format)
    }

    /// The alignment that a file holds, as far as it fits the texts, remarks, and which renderings it shows to be stale.
    pub(super) fn read_beads(
        &self,
        path: &str,
        source: &Opened,
        target: &Opened,
    ) -> anyhow::Result<(Alignment, Vec<String>, Vec<Stale>)> {
        let input = Input::read(path)?;
        let text = &input.decoded.text;
        // A bead file has columns, the notation has none.
        if text.contains('\t') {
            let laid = Laid::read(path, text, source, target)?;
            if let Some(alignment) = laid.alignment()? {
                let stale = laid.stale(&PairView { source: &source.text, target: &target.text, alignment: &alignment });
                return Ok((alignment, Vec::new(), stale));
            }
            let options = align::Options { fixed: laid.held(), ..self.options.clone() };
            let alignment = aligned(&source.text, &target.text, &options);
            let stale = laid.stale(&PairView { source: &source.text, target: &target.text, alignment: &alignment });
            return Ok((alignment, vec![laid.misfit(&self.mend)], stale));
        }
        let beads = read_notation(text).with_context(|| path.to_owned())?;
        let alignment = match (&source.lines, &target.lines) {
            (Some(source), Some(target)) => align::from_line_numbers(&beads, source, target),
            _ => Alignment::new(beads, source.text.document.segments().len(), target.text.document.segments().len()),
        };
        let names = (source.text.document.name(), target.text.document.name());
        let alignment = alignment.with_context(|| format!("{path}: the beads do not fit {} and {}", names.0, names.1))?;
        Ok((alignment, Vec::new(), Vec::new()))
    }

    /// Reads the one file that holds both sides.
    fn read_one_file(&self) -> anyhow::Result<Paired> {
        let format = self.format.or(self.segmented.then_some(Format::Plain));
        let file = Loaded::read(&self.source, format)?;
        if file.holds_both_sides(&self.wanted()) { self.read_units(file) } else { self.read_interleaved(file) }
    }

    /// Reads the one text in which original and rendering take turns, and pairs their sentences.
    fn read_interleaved(&self, file: Loaded) -> anyhow::Result<Paired> {
        let (Reading { name, extracted, .. }, comments) = with_comments(file.document()?)?;
        let (source, target) = (self.languages.source_lang.as_deref(), self.languages.target_lang.as_deref());
        let found = interleaved(&name, extracted.text, source, target).with_context(|| name.clone())?;
        let (to_target, to_source): (Vec<_>, Vec<_>) = comments
            .into_iter()
            .partition(|comment| ignore::distance(comment, &found.target) < ignore::distance(comment, &found.source));
        let opened = |document, comments| {
            let (ignores, origin) = (Ignores::new(comments, &document), extracted.origin.clone());
            Opened { text: Text::new(document), origin, lines: None, ignores, cues: Vec::new() }
        };
        let (source, target) = (opened(found.source, to_source), opened(found.target, to_target));
        let alignment = aligned(&source.text, &target.text, &self.options);
        let (remarks, guesses) = (Vec::new(), Vec::new());
        Ok(Paired { source, target, alignment, remarks, guesses, units: None, stale: Vec::new() })
    }

    /// Checks the pair.
    pub(super) fn check(&self, settings: &Settings<'_>) -> anyhow::Result<Checked> {
        let mut paired = self.read()?;
        if let Some(target) = self.target.as_deref().filter(|_| paired.stale.is_empty()) {
            let (stale, remark) = stale::by_revision(&paired, &self.source, target)?;
            paired.stale = stale;
            paired.remarks.extend(remark);
        }
        let checked = paired.check(settings, &self.own);
        if let Some(path) = &self.units.annotate {
            let Some(units) = &paired.units else {
                bail!("{}: notes go only into files of units, such as TMX, XLIFF and PO", self.source)
            };
            units.annotate(path, &checked.open_records())?;
        }
        Ok(checked)
    }
}

/// Pairs the sentences of two texts.
pub(super) fn aligned(source: &Text, target: &Text, options: &align::Options) -> Alignment {
    align::align(&source.document, &target.document, &source.mentions, &target.mentions, options)
}

impl Paired {
    /// What is found, what verdicts know it by, and for each finding the reason for which a comment silences it.
    pub(super) fn found(&self, settings: &Settings<'_>, own: &Own) -> (Vec<Found>, Vec<Option<String>>) {
        let pair = self.view();
        let glossary = own.glossary.as_deref().unwrap_or(&settings.glossary);
        let mut findings = check::check_beside(&pair, glossary, &self.stale, settings.options.reading.fast);
        if let Some(units) = &self.units {
            findings.retain(|finding| units.is_open(finding.bead));
        }
        own.levels.as_ref().unwrap_or(&settings.levels).apply(&mut findings);
        let (source, target) = (self.source.shown(), self.target.shown());
        let silenced = self.silenced(&findings, settings);
        let described = |finding: Finding| {
            let (record, known) = record(&pair, &finding, &source, &target);
            (finding, record, known)
        };
        (findings.into_iter().map(described).collect(), silenced)
    }

    /// The pair as rules see it.
    fn view(&self) -> PairView<'_> {
        PairView { source: &self.source.text, target: &self.target.text, alignment: &self.alignment }
    }

    /// Checks the pair.
    pub(super) fn check(&self, settings: &Settings<'_>, own: &Own) -> Checked {
        let (found, silenced) = self.found(settings, own);
        self.told(settings, own, settings.options.format, &found, &silenced)
    }

    /// What is to be told in `format` of what was found.
    pub(super) fn told(
        &self,
        settings: &Settings<'_>,
        own: &Own,
        format: CheckFormat,
        found: &[Found],
        silenced: &[Option<String>],
    ) -> Checked {
        let (verdicts, pair) = (&settings.verdicts, self.view());
        let (source, target) = (self.source.shown(), self.target.shown());
        let known: Vec<Known> = found.iter().map(|(_, _, known)| known.clone()).collect();
        let in_scope = |index: usize| {
            let bead = found.get(index).map(|(finding, ..)| BeadView { pair, index: finding.bead });
            own.changed.as_ref().zip(bead).is_none_or(|(changed, bead)| is_changed(bead, [&source, &target], changed))
        };
        let settled = verdicts.settle([source.name(), target.name()], &known, silenced, in_scope);
        let mut checked = Checked { remarks: self.remarks.clone(), guesses: self.guesses.clone(), ..Checked::default() };
        for kept in settled.kept {
            let Some((finding, record, known)) = found.get(kept.index) else { continue };
            let mut record = record.clone();
            verdicts.tell(&mut record, &kept);
            checked.texts.push(if format == CheckFormat::Text {
                page_of(&pair, finding, &record, [&source, &target], self.units.as_ref(), settings.look)
            } else {
                String::new()
            });
            checked.open.push(kept.open);
            checked.known.push(known.clone());
            checked.report.records.push(record);
        }
        checked.summary = Summary { verdicts: settled.counts, ..Summary::of(&self.alignment, &checked.open_records()) };
        checked.report.source = source.name().to_owned();
        checked.report.target = target.name().to_owned();
        checked.report.languages = [pair.source, pair.target].map(|text| text.document.language().code.to_owned());
        checked.report.beads =
            if matches!(format, CheckFormat::Html | CheckFormat::Xlsx) { beads(&pair, &source, &target) } else { Vec::new() };
        checked
    }

    /// Both texts side by side, a row a bead; doubtful beads say so.
    pub(super) fn side_by_side(&self) -> String {
        let (pair, source, target) = (self.view(), self.source.shown(), self.target.shown());
        let doubt = |bead: &align::Bead| {
            let both = !bead.source.is_empty() && !bead.target.is_empty();
            (both && bead.confidence < check::DOUBTFUL).then(|| format!("doubtful, confidence {:.2}", bead.confidence))
        };
        let report = PairReport {
            source: source.name().to_owned(),
            target: target.name().to_owned(),
            languages: [pair.source, pair.target].map(|text| text.document.language().code.to_owned()),
            beads: beads(&pair, &source, &target),
            records: Vec::new(),
        };
        let doubts: Vec<_> = self.alignment.beads().iter().map(doubt).collect();
        report::side_by_side(&report, &doubts)
    }

    /// Of each finding the reason for which a comment in one of the texts silences it; comments that silence nothing are told.
    fn silenced(&self, findings: &[Finding], settings: &Settings<'_>) -> Vec<Option<String>> {
        let today = settings.verdicts.today;
        let mut silenced = vec![None; findings.len()];
        for (opened, label) in [
            (&self.source, (|finding| &finding.source) as fn(&Finding) -> &check::Label),
            (&self.target, |finding| &finding.target),
        ] {
            let comments = opened.ignores.comments();
            let mut used = vec![false; comments.len()];
            for (finding, silenced) in findings.iter().zip(&mut silenced) {
                for index in opened.ignores.silencing(finding.rule, label(finding).span, today) {
                    used[index] = true;
                    silenced.get_or_insert_with(|| comments[index].reason.clone());
                }
            }
            for (comment, _) in comments.iter().zip(used).filter(|(_, used)| !used) {
                let (name, line) = (opened.text.document.name(), comment.line);
                let place = format!("{name}:{line}: the comment that ignores {}", comment.rules.join(", "));
                settings.verdicts.unused(match comment.until.filter(|until| *until < today) {
                    Some(until) => format!("{place} held until {until}; take it out, or give it another day"),
                    None => format!("{place} silences nothing; take it out"),
                });
            }
        }
        silenced
    }
}

/// Whether a side of a bead has a line that changed.
fn is_changed(bead: BeadView<'_>, shown: [&Shown<'_>; 2], changed: &[ChangedLines; 2]) -> bool {
    [Side::Source, Side::Target].into_iter().zip(shown).zip(changed).any(|((side, shown), changed)| {
        let span = shown.in_lines(bead.span(side));
        let line = |byte| shown.lines().position(byte).0;
        changed.touch(&(line(span.start)..=line(span.end)))
    })
}

/// The words of every bead.
fn beads(pair: &PairView<'_>, source: &Shown<'_>, target: &Shown<'_>) -> Vec<ShownBead> {
    let both = |bead: BeadView<'_>| ShownBead {
        source: source.passage(bead.span(Side::Source)),
        target: target.passage(bead.span(Side::Target)),
    };
    pair.beads().map(both).collect()
}

fn record(pair: &PairView<'_>, finding: &Finding, source: &Shown<'_>, target: &Shown<'_>) -> (Record, Known) {
    let bead = BeadView { pair: *pair, index: finding.bead };
    let (source, target) = (source.place(finding.source.span), target.place(finding.target.span));
    let identity = Identity {
        rule: finding.rule,
        source_words: &source.text,
        target_words: &target.text,
        source_sentences: bead.words(Side::Source),
        target_sentences: bead.words(Side::Target),
    };
    let (known, fingerprint) = (Known::of(&identity), identity.fingerprint());
    (Record::new(None, finding, source, target, fingerprint), known)
}

fn page_of(
    pair: &PairView<'_>,
    finding: &Finding,
    record: &Record,
    [source, target]: [&Shown<'_>; 2],
    units: Option<&UnitBeads>,
    look: Look,
) -> String {
    let mark = |label: &'_ check::Label| Mark {
        shown: if label.side == Side::Source { source } else { target },
        span: label.span,
        label: "",
    };
    let more: Vec<Mark<'_>> = finding.more.iter().map(|label| Mark { label: &label.text, ..mark(label) }).collect();
    let bead = BeadView { pair: *pair, index: finding.bead };
    let of_bead = || {
        format!(
            "bead {} ({}:{}, confidence {:.2})",
            finding.bead + 1,
            bead.bead().source.len(),
            bead.bead().target.len(),
            bead.bead().confidence
        )
    };
    let described = units.and_then(|units| units.name(finding.bead)).map_or_else(of_bead, |unit| format!("unit {unit}"));
    let labelled = |label| Mark { label: label_text(label), ..mark(label) };
    report::text(record, labelled(&finding.target), labelled(&finding.source), &more, &described, look)
}

fn label_text(label: &check::Label) -> &str {
    &label.text
}
