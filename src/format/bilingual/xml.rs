//! XML read element by element, every piece with its place in the file.
//!
//! Nothing is ever expanded: a document that declares entities of its own is refused, so a small file cannot grow.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::format::FormatError;
use crate::text::Span;

/// How deep elements may stand in each other; no file that people work with comes near.
const DEEPEST: usize = 100;

/// A document that is being read.
pub(super) struct Xml<'a> {
    file: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// The tag that begins an element.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    /// Its place, brackets included.
    pub(super) span: Span,
    /// Whether it ends its element as well.
    pub(super) is_empty: bool,
}

/// What stands in an element.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The element ends at this tag.
    Close(Span),
    /// Words that stand in the file as they are.
    Words(&'a str, Span),
    /// A character for which something else stands in the file.
    Character(char, Span),
    /// The document ends.
    End,
}

/// The line of byte `at` of a file, counted from 1.
pub(super) fn line_of(file: &str, at: usize) -> usize {
    let before = file.as_bytes().get(..at).unwrap_or(file.as_bytes());
    memchr::memchr_iter(b'\n', before).count() + 1
}

impl<'a> Xml<'a> {
    /// Begins to read `file`.
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, reader: Reader::from_str(file), depth: 0 }
    }

    /// Where reading goes on.
    pub(super) fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.file.len()).min(self.file.len())
    }

    /// An error at byte `at`.
    pub(super) fn fault(&self, at: usize, what: impl Into<String>) -> FormatError {
        FormatError::Line { line: line_of(self.file, at), what: what.into() }
    }

    /// The element that the document consists of.
    pub(super) fn root(&mut self) -> Result<Tag<'a>, FormatError> {
        loop {
            match self.next()? {
                Node::Open(tag) => return Ok(tag),
                Node::End => return Err(self.fault(self.file.len(), "there is no element in the file")),
                Node::Close(span) | Node::Words(_, span) | Node::Character(_, span) => {
                    if !span.of(self.file).trim().is_empty() {
                        return Err(self.fault(span.range().start, "XML begins with an element"));
                    }
                }
            }
        }
    }

    /// What comes next; comments and instructions are passed over.
    pub(super) fn next(&mut self) -> Result<Node<'a>, FormatError> {
        loop {
            let before = self.at();
            let event = self.reader.read_event();
            let span = Span::new(before, self.at());
            return Ok(match event {
                Ok(Event::Start(start)) => Node::Open(Tag { start, span, is_empty: false }),
                Ok(Event::Empty(start)) => Node::Open(Tag { start, span, is_empty: true }),
                Ok(Event::End(_)) => Node::Close(span),
                Ok(Event::Text(_)) => Node::Words(span.of(self.file), span),
                Ok(Event::CData(_)) => {
                    let inner = Span::new(before + "<![CDATA[".len(), self.at().saturating_sub("]]>".len()));
                    Node::Words(inner.of(self.file), inner)
                }
                Ok(Event::GeneralRef(reference)) => Node::Character(self.resolved(&reference, before)?, span),
                Ok(Event::DocType(declared)) if declared.contains("<!ENTITY") => {
                    return Err(self.fault(
                        before,
                        "the file declares entities, which kanhe does not expand; write out what they stand for",
                    ));
                }
                Ok(Event::Eof) => Node::End,
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => continue,
                Err(error) => {
                    let at = usize::try_from(self.reader.error_position()).unwrap_or(before);
                    return Err(self.fault(at, error.to_string()));
                }
            });
        }
    }

    fn resolved(&self, reference: &quick_xml::events::BytesRef<'_>, at: usize) -> Result<char, FormatError> {
        if let Some(character) = reference.resolve_char_ref().map_err(|error| self.fault(at, error.to_string()))? {
            return Ok(character);
        }
        let known = quick_xml::escape::resolve_predefined_entity(reference).and_then(|words| words.chars().next());
        known.ok_or_else(|| self.fault(at, format!("“&{};” is no entity of XML", &**reference)))
    }

    /// Calls `each` for every element within `tag`, which must read it to its end; gives where the element ends.
    pub(super) fn children(
        &mut self,
        tag: &Tag<'a>,
        mut each: impl FnMut(&mut Self, Tag<'a>) -> Result<(), FormatError>,
    ) -> Result<Span, FormatError> {
        self.within(tag, |xml, node| if let Node::Open(child) = node { each(xml, child) } else { Ok(()) })
    }

    /// Calls `each` for everything within `tag`, which must read elements to their end; gives the tag that ends it, or
    /// its own where that ends the element as well.
    pub(super) fn within(
        &mut self,
        tag: &Tag<'a>,
        mut each: impl FnMut(&mut Self, Node<'a>) -> Result<(), FormatError>,
    ) -> Result<Span, FormatError> {
        if tag.is_empty {
            return Ok(tag.span);
        }
        if self.depth == DEEPEST {
            return Err(self.fault(tag.span.range().start, format!("elements stand in each other more than {DEEPEST} deep")));
        }
        self.depth += 1;
        let end = loop {
            match self.next()? {
                Node::Close(span) => break span,
                Node::End => return Err(self.fault(self.file.len(), format!("the element “{}” has no end", tag.name()))),
                node => each(self, node)?,
            }
        };
        self.depth -= 1;
        Ok(end)
    }

    /// Passes over an element; gives where it ends.
    pub(super) fn skip(&mut self, tag: &Tag<'a>) -> Result<Span, FormatError> {
        if tag.is_empty {
            return Ok(tag.span);
        }
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                Node::Open(tag) => depth += usize::from(!tag.is_empty),
                Node::Close(span) if depth == 0 => return Ok(span),
                Node::Close(_) => depth -= 1,
                Node::End => return Err(self.fault(self.file.len(), format!("the element “{}” has no end", tag.name()))),
                Node::Words(..) | Node::Character(..) => {}
            }
        }
    }

    /// The words of an element, those of elements in it included.
    pub(super) fn words(&mut self, tag: &Tag<'a>) -> Result<String, FormatError> {
        let mut words = String::new();
        if tag.is_empty {
            return Ok(words);
        }
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                Node::Open(tag) => depth += usize::from(!tag.is_empty),
                Node::Close(_) if depth == 0 => return Ok(words),
                Node::Close(_) => depth -= 1,
                Node::Words(some, _) => words.push_str(some),
                Node::Character(character, _) => words.push(character),
                Node::End => return Err(self.fault(self.file.len(), format!("the element “{}” has no end", tag.name()))),
            }
        }
    }
}

impl Tag<'_> {
    /// The name of the element without the prefix of its namespace.
    pub(super) fn name(&self) -> &str {
        self.start.name().local_name().into_inner()
    }

    /// What a tag among words is known by on both sides, as `<g id="1">`: the name `called` and the first of `attributes`
    /// that it has.
    pub(super) fn known_by(&self, called: &str, attributes: &[&str]) -> Option<String> {
        let id = attributes.iter().find_map(|name| self.attribute(name)).filter(|id| !id.is_empty())?;
        Some(format!("<{called} id=\"{id}\">"))
    }

    /// The prefix of its namespace with its colon; empty where there is none.
    pub(super) fn prefix(&self) -> &str {
        let name = self.start.name().0;
        name.get(..name.len() - self.name().len()).unwrap_or_default()
    }

    /// The value of the attribute called `name`, whatever its namespace; none where there is no such attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        let mut found = attributes.flatten().filter(|attribute| attribute.key.local_name().into_inner() == name);
        Some(found.next()?.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// Whether the attribute called `name` is `no`.
    pub(super) fn refuses(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| value == "no")
    }

    /// Whether the attribute called `name` has one of the values that mean yes.
    pub(super) fn says(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.as_str(), "yes" | "true" | "1"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Result<Vec<String>, String> {
        let mut xml = Xml::new(file);
        let mut found = Vec::new();
        loop {
            match xml.next().map_err(|error| error.to_string())? {
                Node::End => return Ok(found),
                Node::Open(tag) => found.push(tag.span.of(file).to_owned()),
                Node::Close(span) => found.push(span.of(file).to_owned()),
                Node::Words(words, span) => found.push(format!("{words}={}", span.of(file))),
                Node::Character(character, span) => found.push(format!("{character}={}", span.of(file))),
            }
        }
    }

    #[test]
    fn everything_is_given_with_its_place() {
        let file =
            "<?xml version='1.0'?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<a b='1'>中&amp;&#x4e2d;<!-- x --><c/><![CDATA[d<]]></a>";
        let found = read(file).expect("sound XML");
        assert_eq!(found, ["\n=\n", "<a b='1'>", "中=中", "&=&amp;", "中=&#x4e2d;", "<c/>", "d<=d<", "</a>"]);
    }

    #[test]
    fn names_and_attributes_are_known_without_their_namespace() {
        let mut xml = Xml::new("<m:unit xml:lang='zh &amp; co' locked='true'/>");
        let tag = xml.root().expect("an element");
        assert_eq!((tag.name(), tag.prefix(), tag.attribute("lang").as_deref()), ("unit", "m:", Some("zh & co")));
        assert!(tag.says("locked") && !tag.says("lang"));
    }

    #[test]
    fn entities_of_the_file_and_depth_without_end_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]>\n<a>&b;</a>";
        assert!(read(bomb).is_err_and(|error| error.starts_with("line 1: the file declares entities")));
        assert!(read("\n<a>&b;</a>").is_err_and(|error| error.starts_with("line 2: “&b;” is no entity")));
        assert!(read("<a>\n</b>").is_err_and(|error| error.starts_with("line 2: ")));
        let deep = "<a>".repeat(1000);
        fn descend<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<(), FormatError> {
            xml.children(tag, |xml, child| descend(xml, &child)).map(|_| ())
        }
        let mut xml = Xml::new(&deep);
        let root = xml.root().expect("an element");
        assert!(descend(&mut xml, &root).is_err_and(|error| error.to_string().contains("deep")));
    }
}
