//! What other parts of the archive say of the document: how they belong together, and how paragraphs are styled.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::super::epub::attribute;
use crate::format::{Archive, FormatError, resolved};

/// The parts, and the places beyond the document, that a part names.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// The kind, the name by which the part calls it, and where it leads.
    all: Vec<(String, String, String)>,
    by_name: FxHashMap<String, usize>,
}

impl Relations {
    /// Those of `part`; of the archive itself where it is empty.
    pub(super) fn of(archive: &mut Archive<'_>, part: &str) -> Result<Self, FormatError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = resolved("", &format!("{folder}/_rels/{file}.rels"));
        let mut found = Self::default();
        let Some(text) = archive.text(&name)? else { return Ok(found) };
        each_tag(&text, &name, |tag| {
            if tag.local_name().as_ref() == "Relationship" {
                let kind = attribute(tag, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = attribute(tag, "Target").unwrap_or_default();
                let outside = attribute(tag, "TargetMode").is_some_and(|mode| mode == "External");
                let id = attribute(tag, "Id").unwrap_or_default();
                found.by_name.insert(id.clone(), found.all.len());
                found.all.push((kind, id, if outside { target } else { resolved(part, &target) }));
            }
        })?;
        Ok(found)
    }

    /// The first of a kind, such as `footnotes`.
    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.all.iter().find(|(own, ..)| own == kind).map(|(.., target)| target.as_str())
    }

    /// Those of a kind, such as `header`, in the order of their names.
    pub(super) fn all_of_kind(&self, kind: &str) -> Vec<&str> {
        let mut found: Vec<&str> = self.all.iter().filter(|(own, ..)| own == kind).map(|(.., target)| target.as_str()).collect();
        found.sort_unstable_by_key(|name| (name.len(), *name));
        found.dedup();
        found
    }

    /// Where the one called `name` leads.
    pub(super) fn target(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).and_then(|at| self.all.get(*at)).map(|(.., target)| target.as_str())
    }
}

/// What the style of a paragraph says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A heading of this level, 1 the highest.
    Heading(u8),
    /// A line of a table of contents, which repeats a heading with the number of its page.
    Contents,
}

/// The styles that say something.
pub(super) type Styles = FxHashMap<String, Style>;

/// Reads the styles; their names are English whatever the language of the program.
pub(super) fn styles(text: &str, part: &str) -> Result<Styles, FormatError> {
    let mut found = Styles::default();
    let mut current = None;
    each_tag(text, part, |tag| match tag.local_name().as_ref() {
        "style" => current = attribute(tag, "styleId"),
        "name" => {
            let name = attribute(tag, "val").unwrap_or_default().to_ascii_lowercase();
            let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
            let style = if name.starts_with("toc ") { Some(Style::Contents) } else { level.map(Style::Heading) };
            if let (Some(id), Some(style)) = (&current, style) {
                found.insert(id.clone(), style);
            }
        }
        "outlineLvl" => {
            let level: Option<u8> = attribute(tag, "val").and_then(|level| level.parse().ok()).filter(|level| *level < 9);
            if let (Some(id), Some(level)) = (&current, level) {
                found.entry(id.clone()).or_insert(Style::Heading(level + 1));
            }
        }
        _ => {}
    })?;
    Ok(found)
}

fn each_tag(text: &str, part: &str, mut see: impl FnMut(&BytesStart<'_>)) -> Result<(), FormatError> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => see(&tag),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(FormatError::Part { part: part.to_owned(), what: format!("it is no XML: {error}") }),
        }
    }
}
