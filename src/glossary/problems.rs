//! What is wrong within a glossary: rows that contradict each other, and terms that would never be found.

use std::collections::BTreeMap;

use super::{Glossary, Role, Status, Term};
use crate::lang::Language;
use crate::text::Side;

/// A fault of a glossary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, by its place among those read.
    pub file: usize,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and the cure.
    pub message: String,
}

/// A term, a rendering of it and the sections in which it holds.
type Row = (String, String, Vec<String>);

/// The faults of a glossary for a pair of languages, in the order of the files.
#[must_use]
pub fn problems(glossary: &Glossary, from: &'static Language, into: &'static Language) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut rows: BTreeMap<Row, (Status, usize, usize)> = BTreeMap::new();
    let mut accepted: BTreeMap<String, String> = BTreeMap::new();
    let (on_source, on_target) =
        (|term: &&Term| term.place.fits(Side::Source, from), |term: &&Term| term.place.fits(Side::Target, into));
    for concept in glossary.concepts() {
        let (file, line) = (concept.file, concept.line);
        let mut tell = |message: String| found.push(Problem { file, line, message });
        let sources: Vec<String> =
            concept.terms.iter().filter(on_source).flat_map(|term| &term.forms).map(|form| plain(from, form)).collect();
        let mut domains = concept.domains.clone();
        domains.sort();
        for term in concept.terms.iter().filter(on_target) {
            for form in &term.forms {
                let own = plain(into, form);
                for source in &sources {
                    let key = (source.clone(), own.clone(), domains.clone());
                    match rows.get(&key) {
                        Some((status, _, before)) if (*status == Status::Forbidden) != (term.status == Status::Forbidden) => {
                            tell(format!(
                                "“{form}” is both accepted and forbidden for {source} (line {before}); take one row out"
                            ));
                        }
                        Some((_, other, before)) if (*other, *before) != (file, line) => {
                            tell(format!("“{form}” for {source} stands in line {before} already; take one row out"));
                        }
                        _ => drop(rows.insert(key, (term.status, file, line))),
                    }
                }
                if term.status != Status::Forbidden {
                    accepted.entry(own).or_insert_with(|| sources.first().cloned().unwrap_or_default());
                }
            }
        }
    }
    let terms = glossary.terms(from, into);
    for group in terms.groups() {
        let Some(first) = group.renderings.first() else { continue };
        let (file, line) = first.place;
        if !group.source.is_empty() && group.accepted().next().is_none() {
            let message = format!("{} has forbidden renderings alone; add a row with the one to use", group.name());
            found.push(Problem { file, line, message });
        }
        for rendering in group.renderings.iter().filter(|_| group.source.is_empty()) {
            for form in &rendering.forms {
                if let Some(term) = accepted.get(&plain(into, form)) {
                    let message = format!(
                        "“{form}” is forbidden wherever it stands, and accepted for {term}; name the term it is forbidden for"
                    );
                    found.push(Problem { file: rendering.place.0, line: rendering.place.1, message });
                }
            }
        }
        for form in &group.source {
            if !is_found(&terms, Side::Source, from, form) {
                found.push(Problem { file, line, message: unfound(form) });
            }
        }
        for rendering in &group.renderings {
            for form in rendering.forms.iter().filter(|form| !is_found(&terms, Side::Target, into, form)) {
                found.push(Problem { file: rendering.place.0, line: rendering.place.1, message: unfound(form) });
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn plain(language: &'static Language, form: &str) -> String {
    language.view(form.trim()).text().to_lowercase()
}

/// Whether the form is found where it stands by itself.
fn is_found(terms: &super::Terms, side: Side, language: &'static Language, form: &str) -> bool {
    let hits = terms.find(side, &language.view(form));
    hits.iter().any(|hit| {
        hit.span.len() == form.len()
            && terms.owner(side, hit.form).is_some_and(|(_, role)| (role == Role::Source) == (side == Side::Source))
    })
}

fn unfound(form: &str) -> String {
    format!("“{form}” would not be found even where it stands by itself; write it as it stands in texts, without signs around it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{en, zh};

    fn told(table: &str) -> Vec<(usize, String)> {
        let mut glossary = Glossary::default();
        glossary.add("a.tsv", table).expect("a sound table");
        problems(&glossary, &zh::LANGUAGE, &en::LANGUAGE).into_iter().map(|problem| (problem.line, problem.message)).collect()
    }

    #[test]
    fn contradictions_are_told_with_their_lines() {
        let found = told(
            "source\ttarget\tstatus\n碳中和\tcarbon neutrality\t\n碳中和\tcarbon neutrality\tforbidden\n專班\ttask force\t\n\
             专班\tTask force\t\n绿证\tgreen paper\tforbidden\n\ttask force\tforbidden\n",
        );
        let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 5, 6, 7], "{found:?}");
        assert!(found[0].1.contains("both accepted and forbidden"), "{found:?}");
    }

    #[test]
    fn a_sound_glossary_has_no_problem() {
        assert_eq!(told("source\ttarget\n碳中和\tcarbon neutrality|net zero\n5G网络\t5G network\nGDP\tGDP\n经济\teconomy\n"), []);
    }
}
