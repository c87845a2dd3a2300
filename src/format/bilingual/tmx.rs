//! TMX 1.4b, the form of translation memories (<https://www.gala-global.org/tmx-14b>).

use super::xml::{Node, Tag, Xml};
use super::{Bilingual, Content, NoteForm, Slot, Unit, Wanted, languages};
use crate::format::FormatError;
use crate::text::Span;

/// The element of highlighted words.
const HIGHLIGHT: &str = "hi";

/// Reads a translation memory.
pub(super) fn read(file: &str, wanted: &Wanted) -> Result<Bilingual, FormatError> {
    let mut declared = None;
    let mut found: Vec<String> = Vec::new();
    walk(file, &mut |xml, tag| {
        if tag.name() == "header" {
            declared = tag.attribute("srclang").filter(|tag| tag != "*all*");
            return xml.skip(&tag).map(|_| ());
        }
        xml.children(&tag, |xml, tag| {
            if tag.name() == "tuv" {
                let language = tag.attribute("lang").unwrap_or_default();
                if !found.contains(&language) {
                    found.push(language);
                }
            }
            xml.skip(&tag).map(|_| ())
        })
        .map(|_| ())
    })?;
    let chosen = languages::chosen(&found, declared.as_deref(), &wanted.languages)?;
    let mut memory = Bilingual { languages: chosen.clone().map(Some), ..Bilingual::default() };
    let mut number = 0_usize;
    walk(file, &mut |xml, tag| {
        if tag.name() != "tu" {
            return xml.skip(&tag).map(|_| ());
        }
        number += 1;
        unit(xml, &tag, number, &chosen, &mut memory)
    })?;
    Ok(memory)
}

/// Calls `each` for the header and every unit of the memory.
fn walk<'a>(file: &'a str, each: &mut impl FnMut(&mut Xml<'a>, Tag<'a>) -> Result<(), FormatError>) -> Result<(), FormatError> {
    let mut xml = Xml::new(file);
    let root = xml.root()?;
    if root.name() != "tmx" {
        return Err(FormatError::Not("TMX"));
    }
    xml.children(&root, |xml, tag| match tag.name() {
        "header" => each(xml, tag),
        "body" => xml.children(&tag, |xml, tag| each(xml, tag)).map(|_| ()),
        _ => xml.skip(&tag).map(|_| ()),
    })?;
    Ok(())
}

fn unit<'a>(
    xml: &mut Xml<'a>,
    tag: &Tag<'a>,
    number: usize,
    chosen: &[String; 2],
    memory: &mut Bilingual,
) -> Result<(), FormatError> {
    let id = tag.attribute("tuid").filter(|id| !id.is_empty()).unwrap_or_else(|| number.to_string());
    let mut slot = Slot {
        at: tag.span.end,
        inside: tag.span.end,
        prefix: tag.prefix().to_owned(),
        form: NoteForm::Element { attribute: "", enclosed: false },
        ..Slot::default()
    };
    let mut sides: [Vec<Content>; 2] = Default::default();
    let mut before = tag.span.range().end;
    xml.children(tag, |xml, child| {
        let own = child.name() == "note" && child.attribute("o-encoding").is_none();
        if own {
            let words = xml.words(&child)?;
            slot.meet_note(&words, child.span.start, Span::new(before, xml.at()));
        } else if child.name() == "tuv" {
            let language = child.attribute("lang").unwrap_or_default();
            let side = chosen.iter().position(|tag| *tag == language);
            xml.children(&child, |xml, child| match side {
                Some(side) if child.name() == "seg" => {
                    sides[side].push(segment(xml, &child)?);
                    Ok(())
                }
                _ => xml.skip(&child).map(|_| ()),
            })?;
        } else {
            xml.skip(&child)?;
        }
        before = xml.at();
        Ok(())
    })?;
    if tag.is_empty {
        return Ok(());
    }
    let (slot, before) = (memory.add_slot(slot), memory.units.len());
    let [sources, targets] = sides;
    let source = sources.into_iter().next().unwrap_or_default();
    let mut targets = targets.into_iter();
    let first = targets.next().unwrap_or_default();
    memory.add(Unit { id: id.clone(), source: source.clone(), target: first, slot: Some(slot), ..Unit::default() })?;
    // A memory may hold several renderings of the same words.
    for (further, target) in targets.enumerate() {
        let id = format!("{id}/{}", further + 2);
        memory.add(Unit { id, source: source.clone(), target, slot: Some(slot), ..Unit::default() })?;
    }
    memory.drop_empty_slot(before);
    Ok(())
}

fn segment<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<Content, FormatError> {
    let mut content = Content::at(tag.span.range().end);
    inline(xml, tag, &mut content, &mut Vec::new())?;
    Ok(content)
}

/// What both sides know a code by: its kind where it is a tag, as in `<a href="…">`, for the rest may differ; else the
/// number that says which codes of the two sides belong together.
fn known_by(tag: &Tag<'_>, code: &str) -> Option<String> {
    match code.strip_prefix('<') {
        Some(rest) => {
            let name = rest.split(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/').next().unwrap_or_default();
            (!name.is_empty()).then(|| format!("<{name}>"))
        }
        None => tag.known_by(tag.name(), &["x"]).filter(|_| code.is_empty()),
    }
}

/// Reads words and codes; `open` holds the pairs of codes that have begun, by their numbers.
fn inline<'a>(
    xml: &mut Xml<'a>,
    tag: &Tag<'a>,
    content: &mut Content,
    open: &mut Vec<(String, String)>,
) -> Result<(), FormatError> {
    xml.within(tag, |xml, node| {
        match node {
            Node::Words(words, span) => content.add(words, span),
            Node::Character(character, span) => content.add(character.encode_utf8(&mut [0; 4]), span),
            Node::Open(child) => match child.name() {
                // Highlighting holds words of the sentence, all others hold codes of the original format.
                HIGHLIGHT => inline(xml, &child, content, open)?,
                "bpt" => {
                    let code = xml.words(&child)?;
                    let known_by = known_by(&child, &code);
                    let pair = child.attribute("i").unwrap_or_default();
                    open.extend(known_by.clone().map(|known_by| (pair, known_by)));
                    content.open_tag(known_by);
                }
                "ept" => {
                    xml.skip(&child)?;
                    let pair = child.attribute("i").unwrap_or_default();
                    if let Some(at) = open.iter().rposition(|(of, _)| *of == pair) {
                        content.close_tag(Some(&open.remove(at).1));
                    }
                }
                _ => {
                    let start = child.span.range().start;
                    let line_break = child.attribute("type").is_some_and(|kind| kind == "lb");
                    let code = xml.words(&child)?;
                    let known_by = known_by(&child, &code);
                    content.add_code(if line_break { "\n" } else { &code }, Span::new(start, xml.at()), known_by);
                }
            },
            Node::Close(_) | Node::End => {}
        }
        Ok(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMORY: &str = r#"<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="zh-CN"/><body>
<tu tuid="a-1"><note>keep</note><tuv xml:lang="en-US"><seg>Bread &amp; <bpt i="1">&lt;b&gt;</bpt>tea<ept i="1">&lt;/b&gt;</ept> for {0}</seg></tuv>
<tuv xml:lang="zh-CN"><seg>面包&#x548C;茶<ph>{0}</ph></seg></tuv><tuv xml:lang="de"><seg>Brot</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>水</seg></tuv></tu><tu/>
<tu><tuv xml:lang="zh-CN"><seg>酒</seg></tuv><tuv xml:lang="en-US"><seg>wine</seg></tuv><tuv xml:lang="en-US"><seg>liquor</seg></tuv></tu>
</body></tmx>"#;

    fn wanted(source: Option<&str>, target: Option<&str>) -> Wanted {
        Wanted { languages: [source, target].map(|tag| tag.map(str::to_owned)), ..Wanted::default() }
    }

    #[test]
    fn units_are_read_in_the_languages_asked_for_with_tags_taken_out() {
        let memory = read(MEMORY, &wanted(None, Some("en"))).expect("a memory");
        assert_eq!(memory.languages, [Some("zh-CN".to_owned()), Some("en-US".to_owned())]);
        let shown: Vec<_> =
            memory.units.iter().map(|unit| (unit.id.as_str(), unit.source.text.as_str(), unit.target.text.as_str())).collect();
        let expected =
            [("a-1", "面包和茶{0}", "Bread & tea for {0}"), ("2", "水", ""), ("4", "酒", "wine"), ("4/2", "酒", "liquor")];
        assert_eq!(shown, expected);
        assert_eq!(memory.units[1].standing, crate::format::bilingual::Standing::Untranslated);
        let run = memory.units[0].source.runs[1];
        assert_eq!((run.text.of("面包和茶"), run.file.of(MEMORY)), ("和", "&#x548C;"));
        let target = &memory.units[0].target;
        let codes: Vec<_> = target.codes.iter().map(|(span, code)| (span.of(&target.text), code.as_str())).collect();
        assert_eq!(codes, [("tea", "<b>")]);
    }

    #[test]
    fn a_memory_of_three_languages_needs_names_and_another_file_is_refused() {
        assert!(read(MEMORY, &wanted(None, None)).is_err_and(|error| error.to_string().contains("zh-CN, de")));
        assert!(read("<html/>", &wanted(None, None)).is_err());
        assert!(read("<tmx><body><tu>", &wanted(None, None)).is_err());
    }
}
