//! XLIFF 2.0 and 2.1 (<https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html>).

use std::collections::HashMap;

use super::xml::{Node, Tag, Xml};
use super::{Bilingual, Content, NoteForm, Slot, Standing, Unit};
use crate::format::FormatError;
use crate::text::Span;

/// Reads what stands in `root`.
pub(super) fn read<'a>(xml: &mut Xml<'a>, root: &Tag<'a>, found: &mut Bilingual) -> Result<(), FormatError> {
    found.meet([root.attribute("srcLang"), root.attribute("trgLang")], xml, root)?;
    group(xml, root, !root.refuses("translate"), found)
}

fn group<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, open: bool, found: &mut Bilingual) -> Result<(), FormatError> {
    xml.children(tag, |xml, child| {
        let open = open && !child.refuses("translate");
        match child.name() {
            "file" | "group" => {
                if child.name() == "file" {
                    found.begin_part(child.attribute("id"));
                }
                group(xml, &child, open, found)
            }
            "unit" => unit(xml, &child, open, found),
            _ => xml.skip(&child).map(|_| ()),
        }
    })?;
    Ok(())
}

/// A segment of a unit.
struct Segment {
    id: Option<String>,
    state: String,
    source: Content,
    target: Content,
}

fn unit<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, open: bool, found: &mut Bilingual) -> Result<(), FormatError> {
    let id = tag.attribute("id").unwrap_or_default();
    let mut slot =
        Slot { at: tag.span.end, inside: tag.span.end, prefix: tag.prefix().to_owned(), form: form(true), ..Slot::default() };
    let (mut segments, mut codes) = (Vec::new(), HashMap::new());
    let (mut before, mut placed) = (tag.span.range().end, false);
    xml.children(tag, |xml, child| {
        match child.name() {
            "notes" => {
                notes(xml, &child, before, &mut slot)?;
                placed = true;
            }
            "originalData" | "segment" | "ignorable" => {
                // Notes stand before the words.
                if !std::mem::replace(&mut placed, true) {
                    slot.at = Span::at(before).start;
                }
                match child.name() {
                    "originalData" => data(xml, &child, &mut codes)?,
                    "segment" => segments.push(segment(xml, &child, &mut codes)?),
                    _ => {
                        xml.skip(&child)?;
                    }
                }
            }
            _ => {
                xml.skip(&child)?;
            }
        }
        before = xml.at();
        Ok(())
    })?;
    if tag.is_empty {
        return Ok(());
    }
    let (slot, units) = (Some(found.add_slot(slot)), found.units.len());
    let single = segments.len() == 1;
    for (number, Segment { id: name, state, source, target }) in segments.into_iter().enumerate() {
        let standing = if !open {
            Standing::Locked
        } else if state == "initial" && source.text == target.text {
            Standing::Untranslated
        } else {
            Standing::Open
        };
        let name = name.unwrap_or_else(|| (number + 1).to_string());
        let id = if single { id.clone() } else { format!("{id}/{name}") };
        found.add(Unit { id, source, target, standing, unsure: false, slot })?;
    }
    found.drop_empty_slot(units);
    Ok(())
}

/// How notes are written, with an element around them or without.
fn form(enclosed: bool) -> NoteForm {
    NoteForm::Element { attribute: " category=\"kanhe\"", enclosed }
}

/// Reads the notes of a unit; those of kanhe go out, with the element around them where it holds no others.
fn notes<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, start: usize, slot: &mut Slot) -> Result<(), FormatError> {
    let (mut before, mut last) = (tag.span.range().end, None);
    let mut old = Vec::new();
    xml.children(tag, |xml, child| {
        let words = xml.words(&child)?;
        let olds = slot.old.len();
        slot.meet_note(&words, child.span.start, Span::new(before, xml.at()));
        match slot.old.split_off(olds).pop() {
            Some(own) => old.push(own),
            None => last = Some(xml.at()),
        }
        before = xml.at();
        Ok(())
    })?;
    match last {
        Some(last) => {
            slot.at = Span::at(last).start;
            slot.inside = tag.span.end;
            slot.form = form(false);
            slot.old = old;
        }
        // Nothing else stands in the element.
        None => {
            slot.at = Span::at(start).start;
            slot.old.push(Span::new(start, xml.at()));
        }
    }
    Ok(())
}

/// Reads how the codes of a unit are written in the original format.
fn data<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, codes: &mut HashMap<String, String>) -> Result<(), FormatError> {
    xml.children(tag, |xml, child| {
        let id = child.attribute("id").unwrap_or_default();
        let words = xml.words(&child)?;
        codes.insert(id, words);
        Ok(())
    })?;
    Ok(())
}

fn segment<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, codes: &mut HashMap<String, String>) -> Result<Segment, FormatError> {
    let (id, state) = (tag.attribute("id"), tag.attribute("state").unwrap_or_default());
    let mut segment = Segment { id, state, source: Content::at(tag.span.range().end), target: Content::at(tag.span.range().end) };
    xml.children(tag, |xml, child| {
        let content = match child.name() {
            "source" => &mut segment.source,
            "target" => &mut segment.target,
            _ => return xml.skip(&child).map(|_| ()),
        };
        *content = Content::at(child.span.range().end);
        inline(xml, &child, content, codes)
    })?;
    Ok(segment)
}

fn inline<'a>(
    xml: &mut Xml<'a>,
    tag: &Tag<'a>,
    content: &mut Content,
    codes: &mut HashMap<String, String>,
) -> Result<(), FormatError> {
    xml.within(tag, |xml, node| {
        match node {
            Node::Words(words, span) => content.add(words, span),
            Node::Character(character, span) => content.add(character.encode_utf8(&mut [0; 4]), span),
            Node::Open(child) => {
                let start = child.span.range().start;
                match child.name() {
                    "mrk" => inline(xml, &child, content, codes)?,
                    "pc" => {
                        let known_by = child.known_by("pc", &["id"]);
                        content.open_tag(known_by.clone());
                        inline(xml, &child, content, codes)?;
                        content.close_tag(known_by.as_deref());
                    }
                    "sc" => {
                        xml.skip(&child)?;
                        content.open_tag(child.known_by("sc", &["id"]));
                    }
                    "ec" => {
                        xml.skip(&child)?;
                        content.close_tag(child.known_by("sc", &["startRef"]).as_deref());
                    }
                    // Notes on words are no tags, and a character that XML has no place for says nothing.
                    "sm" | "em" | "cp" => {
                        xml.skip(&child)?;
                    }
                    _ => {
                        xml.skip(&child)?;
                        let line_break = child.attribute("subType").is_some_and(|kind| kind == "xlf:lb");
                        let written = child.attribute("dataRef").and_then(|name| codes.get(&name).cloned());
                        let written = written.or_else(|| child.attribute("equiv")).or_else(|| child.attribute("disp"));
                        // Tools say on one side only what a code stands for.
                        let id = format!("#{}", child.attribute("id").unwrap_or_default());
                        let code = written.or_else(|| codes.get(&id).cloned()).unwrap_or_default();
                        codes.insert(id, code.clone());
                        let known_by = child.known_by(child.name(), &["id"]);
                        content.add_code(if line_break { "\n" } else { &code }, Span::new(start, xml.at()), known_by);
                    }
                }
            }
            Node::Close(_) | Node::End => {}
        }
        Ok(())
    })?;
    Ok(())
}
