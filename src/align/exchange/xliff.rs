//! XLIFF 2.0, the form in which texts travel between translation tools
//! (<https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html>).

use std::io;

use quick_xml::events::{BytesText, Event};

use super::{Exchanged, Xml, document, is_allowed, on_one_line};

/// A file with a unit for each bead, its confidence as a note. A bead without a rendering has no target, one without an
/// original an empty source.
///
/// Characters that XML cannot hold (controls) stand as the element `cp`; line breaks within a sentence are taken out.
#[must_use]
pub fn write_xliff(exchanged: &Exchanged<'_>) -> String {
    let [source, target] = exchanged.languages;
    document(|xml| {
        xml.create_element("xliff")
            .with_attributes([
                ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
                ("version", "2.0"),
                ("srcLang", source),
                ("trgLang", target),
            ])
            .write_inner_content(|xml| {
                let original = exchanged.source.name();
                let original: String = original.chars().filter(|character| is_allowed(*character)).collect();
                let file = xml.create_element("file").with_attributes([("id", "f1"), ("original", original.as_str())]);
                file.write_inner_content(|xml| units(xml, exchanged))?;
                Ok(())
            })?;
        Ok(())
    })
}

fn units(xml: &mut Xml, exchanged: &Exchanged<'_>) -> io::Result<()> {
    for (number, bead) in exchanged.alignment.beads().iter().enumerate() {
        let id = format!("u{}", number + 1);
        xml.create_element("unit").with_attribute(("id", id.as_str())).write_inner_content(|xml| {
            xml.create_element("notes").write_inner_content(|xml| {
                let confidence = format!("{:.3}", bead.confidence);
                let note = xml.create_element("note").with_attribute(("category", "confidence"));
                note.write_text_content(BytesText::new(&confidence)).map(|_| ())
            })?;
            let state = if bead.target.is_empty() { "initial" } else { "translated" };
            xml.create_element("segment").with_attribute(("state", state)).write_inner_content(|xml| {
                content(xml, "source", &on_one_line(exchanged.source, &bead.source))?;
                if !bead.target.is_empty() {
                    content(xml, "target", &on_one_line(exchanged.target, &bead.target))?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
    }
    Ok(())
}

/// An element with words; those that XML cannot hold by their numbers.
fn content(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    if words.chars().all(is_allowed) {
        return xml.create_element(name).write_text_content(BytesText::new(words)).map(|_| ());
    }
    // Between parts of a sentence no indentation may stand, for it would be blanks of the sentence.
    let mut inner = quick_xml::Writer::new(Vec::new());
    let mut rest = words;
    while let Some((at, character)) = rest.char_indices().find(|(_, character)| !is_allowed(*character)) {
        inner.write_event(Event::Text(BytesText::new(&rest[..at])))?;
        let code = format!("{:04X}", u32::from(character));
        inner.create_element("cp").with_attribute(("hex", code.as_str())).write_empty()?;
        rest = &rest[at + character.len_utf8()..];
    }
    inner.write_event(Event::Text(BytesText::new(rest)))?;
    let inner = String::from_utf8(inner.into_inner()).unwrap_or_default();
    xml.create_element(name).write_text_content(BytesText::from_escaped(inner)).map(|_| ())
}
