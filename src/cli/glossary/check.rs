//! `kanhe glossary check`: what is wrong within glossaries.

use kanhe::glossary::{Glossary, Status, Where, problems};
use kanhe::text::Side;

use crate::cli::beads::counted;
use crate::cli::options::GlossaryCheckOptions;
use crate::cli::output::Output;
use crate::cli::{Outcome, languages};

/// Reads the glossaries and tells what is wrong in them.
pub(in crate::cli) fn run(options: &GlossaryCheckOptions) -> anyhow::Result<Outcome> {
    let mut glossary = Glossary::default();
    for path in &options.files {
        super::add(&mut glossary, path)?;
    }
    let tags = [&options.languages.source_lang, &options.languages.target_lang];
    let [from, into] = [(Side::Source, 0), (Side::Target, 1)].map(|(side, index)| {
        let tag = tags[index].clone().or_else(|| tag(&glossary, index));
        languages::of(tag.as_deref(), &words(&glossary, side))
    });
    let (from, into) = (from?, into?);
    let found = problems(&glossary, from, into);
    let mut output = Output::open(None)?;
    for problem in &found {
        let file = glossary.files().get(problem.file).map_or("", String::as_str);
        output.text(&format!("{file}: line {}: {}\n", problem.line, problem.message))?;
    }
    let terms = glossary.terms(from, into);
    let renderings = || terms.groups().iter().flat_map(|group| &group.renderings);
    let forbidden = renderings().filter(|rendering| rendering.status == Status::Forbidden).count();
    output.text(&format!(
        "{} into {}: {}, {}, {forbidden} of them forbidden; {}\n",
        from.name,
        into.name,
        counted(terms.groups().iter().filter(|group| !group.source.is_empty()).count(), "term"),
        counted(renderings().count(), "rendering"),
        match glossary.domains().as_slice() {
            [] => "no sections".to_owned(),
            domains => format!("sections {}", domains.join(", ")),
        }
    ))?;
    output.text(&match found.len() {
        0 => "nothing is wrong\n".to_owned(),
        count => format!("{}\n", counted(count, "problem")),
    })?;
    output.finish()?;
    Ok(if found.is_empty() { Outcome::Passed } else { Outcome::Found })
}

/// The tag of the `index`th language that the glossaries name.
fn tag(glossary: &Glossary, index: usize) -> Option<String> {
    let mut tags: Vec<&String> = Vec::new();
    for term in glossary.concepts().iter().flat_map(|concept| &concept.terms) {
        if let Where::Language(tag) = &term.place
            && !tags.contains(&tag)
        {
            tags.push(tag);
        }
        if tags.len() > index {
            break;
        }
    }
    tags.get(index).map(|tag| (*tag).clone())
}

/// The terms of a side, for telling its language.
fn words(glossary: &Glossary, side: Side) -> String {
    let terms = glossary.concepts().iter().flat_map(|concept| &concept.terms).filter(|term| term.place == Where::Side(side));
    terms.flat_map(|term| &term.forms).map(|form| format!("{form}\n")).collect()
}
