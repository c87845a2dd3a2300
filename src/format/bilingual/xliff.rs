//! XLIFF 1.2 and what tools make of it: SDLXLIFF of Trados, MXLIFF of Memsource and Phrase, MQXLIFF of memoQ
//! (<http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html>).

use std::collections::HashMap;

use super::xml::{Node, Tag, Xml};
use super::{Bilingual, Content, NoteForm, Slot, Standing, Unit, Wanted, xliff2};
use crate::format::FormatError;
use crate::text::Span;

/// Reads a file of any version.
pub(super) fn read(file: &str, wanted: &Wanted) -> Result<Bilingual, FormatError> {
    let mut xml = Xml::new(file);
    let root = xml.root()?;
    if root.name() != "xliff" {
        return Err(FormatError::Not("XLIFF"));
    }
    let mut found = Bilingual::default();
    if root.attribute("version").is_some_and(|version| version.starts_with('2')) {
        xliff2::read(&mut xml, &root, &mut found)?;
    } else {
        xml.children(&root, |xml, tag| {
            if tag.name() != "file" {
                return xml.skip(&tag).map(|_| ());
            }
            let languages = [tag.attribute("source-language"), tag.attribute("target-language")];
            found.meet(languages, xml, &tag)?;
            found.begin_part(tag.attribute("original"));
            group(xml, &tag, !tag.refuses("translate"), &mut found)
        })?;
    }
    found.tell_apart();
    found.hold_to(wanted)?;
    Ok(found)
}

/// Reads a group of units, or what holds such; `open` unless they are not to be translated.
fn group<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, open: bool, found: &mut Bilingual) -> Result<(), FormatError> {
    xml.children(tag, |xml, child| match child.name() {
        "body" | "group" => group(xml, &child, open && !child.refuses("translate"), found),
        "trans-unit" => unit(xml, &child, open, found),
        _ => xml.skip(&child).map(|_| ()),
    })?;
    Ok(())
}

/// A side of a unit: its words, and those of its segments by their names.
#[derive(Default)]
struct Side {
    whole: Content,
    segments: Vec<(String, Content)>,
    /// What codes stand for, by their identifiers: tools say it on one side only.
    codes: HashMap<String, String>,
}

/// What a tool of its own kind says of a segment.
struct Defined {
    segment: String,
    locked: bool,
    unsure: bool,
}

fn unit<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, open: bool, found: &mut Bilingual) -> Result<(), FormatError> {
    let id = tag.attribute("id").unwrap_or_default();
    let locked = !open || tag.refuses("translate") || tag.says("locked");
    let mut slot = Slot {
        at: tag.span.end,
        inside: tag.span.end,
        prefix: tag.prefix().to_owned(),
        form: NoteForm::Element { attribute: " from=\"kanhe\"", enclosed: false },
        ..Slot::default()
    };
    let (mut source, mut parted, mut target) = (Side::default(), None, Side::default());
    let mut codes = HashMap::new();
    let (mut state, mut defined) = (String::new(), Vec::new());
    let mut before = tag.span.range().end;
    xml.children(tag, |xml, child| {
        match child.name() {
            "source" => source = side(xml, &child, &mut codes)?,
            "seg-source" => parted = Some(side(xml, &child, &mut codes)?),
            "target" => {
                state = child.attribute("state").unwrap_or_default();
                target = side(xml, &child, &mut codes)?;
            }
            "note" => {
                let words = xml.words(&child)?;
                slot.meet_note(&words, child.span.start, Span::new(before, xml.at()));
            }
            "seg-defs" => definitions(xml, &child, &mut defined)?,
            _ => {
                xml.skip(&child)?;
            }
        }
        // Notes stand behind the two sides.
        if matches!(child.name(), "source" | "seg-source" | "target") {
            slot.at = Span::at(xml.at()).start;
        }
        before = xml.at();
        Ok(())
    })?;
    if tag.is_empty {
        return Ok(());
    }
    let (slot, before) = (Some(found.add_slot(slot)), found.units.len());
    let source = parted.filter(|parted| !parted.segments.is_empty()).unwrap_or(source);
    let untranslated =
        |target: &Content, source: &Content| matches!(state.as_str(), "new" | "needs-translation") && target.text == source.text;
    let make = |id: String, source: Content, target: Content, definition: Option<&Defined>| Unit {
        standing: if locked || definition.is_some_and(|defined| defined.locked) {
            Standing::Locked
        } else if untranslated(&target, &source) {
            Standing::Untranslated
        } else {
            Standing::Open
        },
        unsure: definition.is_some_and(|defined| defined.unsure),
        id,
        source,
        target,
        slot,
    };
    let definition = |segment: &str| defined.iter().find(|defined| defined.segment == segment);
    if source.segments.is_empty() {
        let definition = if let [only] = defined.as_slice() { Some(only) } else { None };
        found.add(make(id, source.whole, target.whole, definition))?;
        found.drop_empty_slot(before);
        return Ok(());
    }
    let single = source.segments.len() == 1;
    let mut targets = target.segments;
    // A rendering that nobody has parted is that of the only segment there is.
    if targets.is_empty() && single {
        targets.extend(source.segments.first().map(|(name, _)| (name.clone(), target.whole)));
    }
    let mut targets: HashMap<String, Content> = targets.into_iter().rev().collect();
    for (name, words) in source.segments {
        let rendering = targets.remove(&name).unwrap_or_else(|| Content::at(words.start as usize));
        // Trados numbers segments throughout the file and shows those numbers alone.
        let id = match (&defined[..], single) {
            ([_, ..], _) => name.clone(),
            ([], true) => id.clone(),
            ([], false) => format!("{id}/{name}"),
        };
        found.add(make(id, words, rendering, definition(&name)))?;
    }
    found.drop_empty_slot(before);
    Ok(())
}

/// What Trados says of segments: whether they are locked, and whether they are drafts.
fn definitions<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, defined: &mut Vec<Defined>) -> Result<(), FormatError> {
    xml.children(tag, |xml, child| {
        if child.name() == "seg" {
            defined.push(Defined {
                segment: child.attribute("id").unwrap_or_default(),
                locked: child.says("locked"),
                unsure: child.attribute("conf").is_some_and(|state| state.starts_with("Rejected")),
            });
        }
        xml.skip(&child).map(|_| ())
    })?;
    Ok(())
}

fn side<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, codes: &mut HashMap<String, String>) -> Result<Side, FormatError> {
    let whole = Content::at(tag.span.range().end);
    let mut side = Side { whole, segments: Vec::new(), codes: std::mem::take(codes) };
    inline(xml, tag, &mut side, None)?;
    *codes = std::mem::take(&mut side.codes);
    Ok(side)
}

/// Reads words and tags, into the segment of that index where one is open.
fn inline<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, side: &mut Side, segment: Option<usize>) -> Result<(), FormatError> {
    xml.within(tag, |xml, node| {
        let each = |side: &mut Side, add: &dyn Fn(&mut Content)| {
            add(&mut side.whole);
            if let Some((_, content)) = segment.and_then(|index| side.segments.get_mut(index)) {
                add(content);
            }
        };
        match node {
            Node::Words(words, span) => each(side, &|content| content.add(words, span)),
            Node::Character(character, span) => {
                each(side, &|content| content.add(character.encode_utf8(&mut [0; 4]), span));
            }
            Node::Open(child) => match child.name() {
                "mrk" if child.attribute("mtype").is_some_and(|kind| kind == "seg") && segment.is_none() => {
                    let name = child.attribute("mid").unwrap_or_default();
                    side.segments.push((name, Content::at(child.span.range().end)));
                    let index = side.segments.len() - 1;
                    inline(xml, &child, side, Some(index))?;
                }
                "mrk" => inline(xml, &child, side, segment)?,
                "g" => {
                    let known_by = child.known_by("g", &["id"]);
                    each(side, &|content| content.open_tag(known_by.clone()));
                    inline(xml, &child, side, segment)?;
                    each(side, &|content| content.close_tag(known_by.as_deref()));
                }
                "bx" | "bpt" => {
                    xml.skip(&child)?;
                    each(side, &|content| content.open_tag(child.known_by(child.name(), &["rid", "id"])));
                }
                "ex" | "ept" => {
                    let opening = if child.name() == "ex" { "bx" } else { "bpt" };
                    xml.skip(&child)?;
                    each(side, &|content| content.close_tag(child.known_by(opening, &["rid", "id"]).as_deref()));
                }
                _ => {
                    let start = child.span.range().start;
                    let line_break = child.attribute("ctype").is_some_and(|kind| kind == "lb");
                    let words = xml.words(&child)?;
                    let mut stands_for = child.attribute("equiv-text").filter(|text| !text.is_empty()).unwrap_or(words);
                    if let Some(id) = child.attribute("id") {
                        if stands_for.is_empty() {
                            stands_for = side.codes.get(&id).cloned().unwrap_or_default();
                        } else {
                            side.codes.insert(id, stands_for.clone());
                        }
                    }
                    let code = if line_break { "\n" } else { &stands_for };
                    let span = Span::new(start, xml.at());
                    each(side, &|content| content.add_code(code, span, child.known_by(child.name(), &["id"])));
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

    type Shown = (String, String, String, Standing);

    fn shown(file: &str) -> Vec<Shown> {
        let found = read(file, &Wanted::default()).unwrap_or_else(|error| panic!("{error}"));
        found.units.into_iter().map(|unit| (unit.id, unit.source.text, unit.target.text, unit.standing)).collect()
    }

    fn row(id: &str, source: &str, target: &str, standing: Standing) -> Shown {
        (id.to_owned(), source.to_owned(), target.to_owned(), standing)
    }

    #[test]
    fn units_of_version_1_2_come_with_their_segments_and_standing() {
        let file = r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="zh-CN" target-language="en-US" datatype="xml"><header><note>x</note></header><body>
<group id="g"><trans-unit id="1"><source>他有<g id="1">三</g>本书<x id="2" equiv-text="{n}"/></source><target state="translated">He has <g id="1">three</g> books<x id="2"/></target>
<note>old</note><alt-trans><source>旧</source><target>old</target></alt-trans></trans-unit></group>
<trans-unit id="2"><source>水</source></trans-unit>
<trans-unit id="3" translate="no"><source>茶</source><target>tea</target></trans-unit>
<trans-unit id="4"><source>酒</source><target state="new">酒</target></trans-unit>
<trans-unit id="5"><source>一。二。</source><seg-source><mrk mtype="seg" mid="0">一。</mrk><mrk mtype="seg" mid="1">二。</mrk></seg-source>
<target><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></target></trans-unit>
</body></file></xliff>"#;
        assert_eq!(
            shown(file),
            [
                row("1", "他有三本书{n}", "He has three books{n}", Standing::Open),
                row("2", "水", "", Standing::Untranslated),
                row("3", "茶", "tea", Standing::Locked),
                row("4", "酒", "酒", Standing::Untranslated),
                row("5/0", "一。", "One.", Standing::Open),
                row("5/1", "二。", "Two.", Standing::Open),
            ]
        );
    }

    #[test]
    fn what_trados_says_of_its_segments_is_kept() {
        let file = r#"<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="a" source-language="zh-CN" target-language="en-US"><body><trans-unit id="f00d">
<source>一。二。</source><seg-source><mrk mtype="seg" mid="7">一。</mrk><mrk mtype="seg" mid="8">二。</mrk></seg-source>
<target><mrk mtype="seg" mid="7">One.</mrk><mrk mtype="seg" mid="8">Two.</mrk></target>
<sdl:seg-defs><sdl:seg id="7" conf="Translated"/><sdl:seg id="8" conf="Draft" locked="true"><sdl:prev-origin/></sdl:seg></sdl:seg-defs>
</trans-unit></body></file></xliff>"#;
        assert_eq!(shown(file), [row("7", "一。", "One.", Standing::Open), row("8", "二。", "Two.", Standing::Locked)]);
    }

    #[test]
    fn units_of_version_2_come_with_their_codes() {
        let file = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="zh" trgLang="en"><file id="f">
<unit id="u1"><notes><note>keep</note></notes><originalData><data id="d1">{name}</data><data id="d2">&lt;br/&gt;</data></originalData>
<segment id="s1" state="final"><source>你好<ph id="1" dataRef="d1"/></source><target>Hello <ph id="1" dataRef="d1"/><ph id="2" dataRef="d2"/>again</target></segment>
<ignorable><source> </source></ignorable><segment><source><pc id="3">茶</pc></source><target><pc id="3">tea</pc></target></segment></unit>
<group id="g" translate="no"><unit id="u2"><segment state="initial"><source>水</source></segment></unit></group></file></xliff>"#;
        assert_eq!(
            shown(file),
            [
                row("u1/s1", "你好{name}", "Hello {name}\nagain", Standing::Open),
                row("u1/2", "茶", "tea", Standing::Open),
                row("u2", "水", "", Standing::Locked),
            ]
        );
    }

    #[test]
    fn parts_in_other_languages_are_refused_with_their_line() {
        let file = |second: &str| {
            format!(
                "<xliff version='1.2'><file source-language='zh' target-language='en'/>\n<file source-language='zh' target-language='{second}'/></xliff>"
            )
        };
        assert!(read(&file("EN"), &Wanted::default()).is_ok());
        let error = read(&file("de"), &Wanted::default()).expect_err("two renderings").to_string();
        assert!(error.starts_with("line 2: ") && error.contains("de"), "{error}");
        let wanted = Wanted { languages: [None, Some("fr".to_owned())], ..Wanted::default() };
        assert!(read(&file("en"), &wanted).is_err_and(|error| error.to_string().contains("--target-lang")));
    }
}
