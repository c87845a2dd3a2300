//! Rules, and the place where they leave their findings.

use std::sync::Arc;

use super::stale::Stale;
use super::terms::TermsOfPair;
use super::{BeadView, Finding, Label, Level, PairView};
use crate::encode::Encoder;
use crate::text::{Side, Span};

/// One thing that kanhe checks.
pub struct Rule {
    /// The flaw that it finds, in kebab case.
    pub name: &'static str,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// The level of its surest findings.
    pub level: Level,
    /// Its page: what, why, when it is wrong, examples that run as tests.
    pub page: &'static str,
    /// How it looks.
    pub check: Check,
}

/// How a rule looks at a pair.
#[derive(Clone, Copy)]
pub enum Check {
    /// At each bead that has words on both sides.
    Bead(fn(&BeadView<'_>, &mut Findings<'_>)),
    /// At the pair as a whole.
    Pair(fn(&PairView<'_>, &mut Findings<'_>)),
    /// At each rendering that is known to be as it was while its original has changed.
    Stale(fn(&Stale, &mut Findings<'_>)),
}

/// Where rules leave what they find. A finding always has both ends, so a one-sided one cannot be made.
pub struct Findings<'a> {
    pair: PairView<'a>,
    rule: &'static str,
    terms: Option<Arc<TermsOfPair>>,
    fast: bool,
    stale: &'a [Stale],
    found: Vec<Finding>,
}

/// Beads less sure than this, on the scale of [`Bead::confidence`](crate::align::Bead::confidence), are more likely
/// misaligned than mistranslated: findings in them weigh less.
pub const DOUBTFUL: f32 = 0.65;

impl<'a> Findings<'a> {
    pub(super) fn new(pair: &PairView<'a>, terms: Option<TermsOfPair>, stale: &'a [Stale], fast: bool) -> Self {
        Self { pair: *pair, rule: "", terms: terms.map(Arc::new), stale, fast, found: Vec::new() }
    }

    /// The sentence encoder, where it knows both languages and may be asked.
    pub(super) fn encoder(&self) -> Option<&'static Encoder> {
        let languages = [self.pair.source, self.pair.target].map(|text| text.document.language().code);
        if self.fast || languages[0] == languages[1] {
            return None;
        }
        let encoder = Encoder::shared()?;
        languages.iter().all(|code| encoder.knows(code)).then_some(encoder)
    }

    /// The encoder for what it tells of one language by itself, where it may be asked.
    pub(super) fn network(&self) -> Option<&'static Encoder> {
        if self.fast { None } else { Encoder::shared() }
    }

    /// Whether rules are to look at words alone, so that the check is quick.
    pub(super) fn is_fast(&self) -> bool {
        self.fast
    }

    /// The terms of the glossary in the pair, where there is a glossary.
    pub(super) fn terms(&self) -> Option<Arc<TermsOfPair>> {
        self.terms.clone()
    }

    pub(super) fn run(&mut self, rule: &'static Rule) {
        self.rule = rule.name;
        let pair = self.pair;
        match rule.check {
            Check::Bead(check) => pair.beads().filter(BeadView::is_paired).for_each(|bead| check(&bead, self)),
            Check::Pair(check) => check(&pair, self),
            Check::Stale(check) => self.stale.iter().for_each(|stale| check(stale, self)),
        }
    }

    /// What the rules have found so far, in the order of the rules.
    #[must_use]
    pub fn so_far(&self) -> &[Finding] {
        &self.found
    }

    /// Adds a finding at the words `source` of the original and `target` of the rendering, both in bytes of
    /// their documents. In a doubtful bead an error becomes a warning and a warning a note, for a bad
    /// alignment must not look like a bad translation.
    pub fn add(
        &mut self,
        bead: usize,
        level: Level,
        confidence: f32,
        message: String,
        source: Span,
        target: Span,
    ) -> &mut Finding {
        let sure = self.pair.alignment.beads().get(bead).map_or(1.0, |bead| bead.confidence);
        let level = match level {
            Level::Error if sure < DOUBTFUL => Level::Warning,
            Level::Warning if sure < DOUBTFUL => Level::Note,
            level => level,
        };
        self.found.push(Finding {
            rule: self.rule,
            level,
            confidence: confidence * sure,
            bead,
            message,
            source: Label { side: Side::Source, span: source, text: String::new() },
            target: Label { side: Side::Target, span: target, text: String::new() },
            more: Vec::new(),
            suggestion: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.found
            .sort_by(|a, b| (a.bead, a.target.span, a.source.span, a.rule).cmp(&(b.bead, b.target.span, b.source.span, b.rule)));
        self.found
    }
}
