//! TMX 1.4b, the form of translation memories (<https://www.gala-global.org/tmx-14b>).

use super::{Exchanged, document, on_one_line, plain};
use quick_xml::events::BytesText;

/// A translation memory of the beads that have both sides, with the confidence of each as the property `x-confidence`.
///
/// Characters that XML cannot hold (controls) become U+FFFD; line breaks within a sentence are taken out.
#[must_use]
pub fn write_tmx(exchanged: &Exchanged<'_>) -> String {
    let [source, target] = exchanged.languages;
    document(|xml| {
        xml.create_element("tmx").with_attribute(("version", "1.4")).write_inner_content(|xml| {
            xml.create_element("header")
                .with_attributes([
                    ("creationtool", env!("CARGO_PKG_NAME")),
                    ("creationtoolversion", env!("CARGO_PKG_VERSION")),
                    ("segtype", "sentence"),
                    ("o-tmf", "beads"),
                    ("adminlang", "en"),
                    ("srclang", source),
                    ("datatype", "plaintext"),
                ])
                .write_empty()?;
            xml.create_element("body").write_inner_content(|xml| {
                for (number, bead) in exchanged.alignment.beads().iter().enumerate() {
                    let sides = [(source, exchanged.source, &bead.source), (target, exchanged.target, &bead.target)];
                    if sides.iter().any(|(.., sentences)| sentences.is_empty()) {
                        continue;
                    }
                    let id = (number + 1).to_string();
                    xml.create_element("tu").with_attribute(("tuid", id.as_str())).write_inner_content(|xml| {
                        xml.create_element("prop")
                            .with_attribute(("type", "x-confidence"))
                            .write_text_content(BytesText::new(&format!("{:.3}", bead.confidence)))?;
                        for (language, document, sentences) in sides {
                            xml.create_element("tuv").with_attribute(("xml:lang", language)).write_inner_content(|xml| {
                                let words = plain(&on_one_line(document, sentences));
                                xml.create_element("seg").write_text_content(words).map(|_| ())
                            })?;
                        }
                        Ok(())
                    })?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })
}
