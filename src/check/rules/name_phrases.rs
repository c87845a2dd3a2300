//! Organisations that come out as a phrase which names none: 哈通社 as "Harbin News Agency".

use super::name_sides::NameIn;
use crate::check::{BeadView, Findings, Level};
use crate::mention::Fact;
use crate::mention::name::{Kind, Parts, forms_of, is_known_form};
use crate::text::{Side, Span};

/// Reports the known organisations of `missing` in whose stead the rendering has a phrase in capital letters that
/// ends as names of organisations do, and of which no other word belongs to an accepted name.
pub(super) fn misnamed(bead: &BeadView<'_>, missing: &mut Vec<&NameIn<'_>>, findings: &mut Findings<'_>) {
    let mut phrases = phrases(bead);
    let into = bead.language(Side::Target);
    missing.retain(|name| {
        let Some(key) = name.known.first().filter(|_| name.kind == Some(Kind::Organisation)) else { return true };
        let forms = forms_of(into, Kind::Organisation, key);
        let Some(right) = forms.first() else { return true };
        let Some(at) = phrases.iter().position(|phrase| !phrase.may_render(forms)) else { return true };
        let phrase = phrases.remove(at);
        let message = format!("the original names {} ({right}), the rendering “{}”", name.text, phrase.text);
        findings.add(bead.index, Level::Warning, 0.8, message, name.span, phrase.span).suggestion = Some((*right).to_owned());
        false
    });
}

/// Words in capital letters that end in a word such as Agency.
struct Phrase<'a> {
    text: &'a str,
    span: Span,
    /// The words before the last that tell one organisation from another, in small letters.
    telling: Vec<String>,
}

impl Phrase<'_> {
    /// Whether one of its telling words stands in an accepted form, so that it may be a longer or shorter one.
    fn may_render(&self, forms: &[&str]) -> bool {
        forms.iter().any(|form| {
            let form = form.to_lowercase();
            form.split(|c: char| !c.is_alphanumeric()).any(|word| self.telling.iter().any(|telling| telling == word))
        })
    }
}

/// The phrases of the rendering that end as names of organisations do and are none that the tables hold; those with the
/// name of a country tell what they mean and are left alone.
fn phrases<'a>(bead: &BeadView<'a>) -> Vec<Phrase<'a>> {
    let (words, start) = (bead.words(Side::Target), bead.span(Side::Target).start);
    let language = bead.language(Side::Target);
    let parts = Parts::of(language);
    if parts.words("head").is_empty() {
        return Vec::new();
    }
    let countries: Vec<Span> = bead
        .mentions(Side::Target)
        .filter(|mention| matches!(mention.fact, Fact::Country(_)))
        .map(|mention| mention.span)
        .collect();
    let mut found = Vec::new();
    let mut run: Vec<(usize, &str)> = Vec::new();
    for (at, word) in words.split_inclusive(' ').scan(0, |next, word| {
        let at = *next;
        *next += word.len();
        Some((at, word))
    }) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        if capital {
            run.push((at, bare));
        }
        let ends = !capital || word.trim_end().len() > bare.len();
        if capital && parts.is("head", &bare.to_lowercase()) && run.len() > 1 {
            let (first, _) = run[0];
            let text = &words[first..at + bare.len()];
            let span = Span::new(first, at + bare.len()).shifted(start);
            let telling: Vec<String> =
                run.iter().map(|(_, word)| word.to_lowercase()).filter(|word| !parts.is("head", word) && word != "the").collect();
            if !telling.is_empty() && !is_known_form(language, text) && !countries.iter().any(|country| country.overlaps(span)) {
                found.push(Phrase { text, span, telling });
            }
        }
        if ends {
            run.clear();
        }
    }
    found
}
