//! Markdown and MDX.
//!
//! A pass of our own ([`prepare`]) takes out what the parser does not know (components, shortcodes, the marks of
//! containers and admonitions); the parser then tells blocks, and words from code.

mod buffer;
mod front;
mod prepare;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::autonyms::is_autonym;
use super::html;
use super::prose::Prose;
use crate::format::{Element, Extracted, FormatError};
use crate::text::Span;
use buffer::Buffer;
use prepare::{Note, prepare};

/// Reads Markdown, or MDX where `mdx`.
pub(super) fn markdown(file: &str, lead: u32, mdx: bool) -> Result<Extracted, FormatError> {
    let prepared = prepare(file, mdx);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let mut reader = Reader {
        buffer: &prepared.buffer,
        prose: Prose::new(file),
        page: html::Reader::default(),
        mdx,
        headings: Vec::new(),
        links: Vec::new(),
        tables: Vec::new(),
        raw: None,
        image: None,
    };
    let mut notes = prepared.notes.into_iter().peekable();
    for (event, range) in Parser::new_ext(&prepared.buffer.text, options).into_offset_iter() {
        while let Some((_, note)) = notes.next_if(|(at, _)| *at <= range.start) {
            reader.note(note);
        }
        reader.event(event, Span::new(range.start, range.end));
    }
    notes.for_each(|(_, note)| reader.note(note));
    reader.page.finish(&mut reader.prose);
    Ok(reader.prose.finish(lead))
}

/// Words that are no prose, taken as a whole.
struct Raw {
    kind: RawKind,
    /// The language of code.
    language: String,
    /// Its parts, in the buffer.
    parts: Vec<Span>,
    span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RawKind {
    Code,
    /// Indented, which MDX takes for prose.
    Indented,
    Html,
    Front,
}

struct Reader<'a> {
    buffer: &'a Buffer,
    prose: Prose<'a>,
    /// The HTML in the Markdown.
    page: html::Reader,
    mdx: bool,
    /// The headings that are open: the level, and where the words begin in the text.
    headings: Vec<(u8, u32)>,
    /// The links that are open: where each leads, and where its words begin in the text.
    links: Vec<(String, u32)>,
    /// The tables that are open: how many columns each has, and where it begins in the text.
    tables: Vec<(usize, u32)>,
    raw: Option<Raw>,
    /// How many images are open; what stands in them is shown where they cannot be.
    image: Option<usize>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        if let Some(raw) = &mut self.raw {
            match event {
                Event::Text(_) | Event::Html(_) => raw.parts.push(span),
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => self.raw_end(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(words) => self.text(&words, span),
            Event::Code(words) => {
                let place = self.prose.object(self.buffer.place(span));
                self.prose.element(Element::InlineCode(words.into_string()), place);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => {
                if is_formula(&words) {
                    let place = self.prose.object(self.buffer.place(span));
                    self.prose.element(Element::Formula(words.trim().to_owned()), place);
                } else {
                    self.copy(span);
                }
            }
            Event::InlineHtml(words) | Event::Html(words) => self.inline_html(&words, span),
            Event::SoftBreak => self.prose.wrap(),
            Event::HardBreak => self.prose.line(),
            Event::Rule => self.prose.block(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// What the pass before the parser has found here.
    fn note(&mut self, note: Note) {
        match note {
            Note::Comment(text, span) => self.prose.comment(&text, span),
            Note::Shown(words, span) => self.prose.later(&words, span),
            Note::Element(element) => {
                let place = Span::at(self.prose.at() as usize);
                self.prose.element(element, place);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let mut raw = |kind, language| self.raw = Some(Raw { kind, language, parts: Vec::new(), span });
        match tag {
            Tag::CodeBlock(CodeBlockKind::Indented) => raw(RawKind::Indented, String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => raw(RawKind::Code, language(&info)),
            Tag::HtmlBlock => raw(RawKind::Html, String::new()),
            Tag::MetadataBlock(_) => raw(RawKind::Front, String::new()),
            Tag::Heading { level, .. } => {
                self.prose.block();
                self.headings.push((level as u8, self.prose.at()));
            }
            Tag::Link { dest_url, title, .. } => {
                self.shown_title(&title, span);
                // One that shows where it leads is all words.
                let is_bare =
                    self.buffer.text.get(span.range()).is_some_and(|words| words.starts_with('<') || words == &*dest_url);
                let target = if is_bare { String::new() } else { dest_url.into_string() };
                self.links.push((target, self.prose.at()));
            }
            Tag::Image { dest_url, title, .. } => {
                if let Some(open) = &mut self.image {
                    *open += 1;
                    return;
                }
                let place = self.prose.object(self.buffer.place(span));
                self.prose.element(Element::Image(dest_url.into_string()), place);
                self.shown_title(&title, span);
                if !self.prose.is_aside() {
                    self.prose.aside();
                    self.image = Some(1);
                }
            }
            Tag::Table(columns) => {
                self.prose.block();
                self.tables.push((columns.len(), self.prose.at()));
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            _ => self.prose.block(),
        }
    }

    fn end(&mut self, tag: TagEnd, _: Span) {
        let to_here = |start: u32, prose: &Prose<'_>| Span::new(start as usize, prose.len());
        match tag {
            TagEnd::Heading(_) => {
                if let Some((level, start)) = self.headings.pop() {
                    self.prose.element(Element::Heading(level), to_here(start, &self.prose));
                }
                self.prose.block();
            }
            TagEnd::Link => {
                if let Some((target, start)) = self.links.pop().filter(|(target, _)| !target.is_empty()) {
                    self.prose.element(Element::Link(target), to_here(start, &self.prose));
                }
            }
            TagEnd::Image => {
                if let Some(open) = &mut self.image {
                    *open -= 1;
                    if *open == 0 {
                        self.image = None;
                        self.prose.aside_end();
                    }
                }
            }
            TagEnd::TableHead => {
                if let Some((columns, start)) = self.tables.last().copied() {
                    self.prose.element(Element::Table(columns), to_here(start, &self.prose));
                }
                self.prose.block();
            }
            TagEnd::Table => {
                self.tables.pop();
                self.prose.block();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.prose.block(),
        }
    }

    fn text(&mut self, words: &str, span: Span) {
        if !self.links.is_empty() && is_autonym(words) {
            self.prose.object(self.buffer.place(span));
        } else if self.page.is_hiding() {
            let buffer = self.buffer;
            self.page.text(&mut self.prose, &buffer.text, span, &|span| buffer.place(span));
        } else if span.of(&self.buffer.text) == words {
            self.copy(span);
        } else {
            self.prose.words(words, self.buffer.place(span));
        }
    }

    /// Adds the bytes of the buffer at `span`.
    fn copy(&mut self, span: Span) {
        let buffer = self.buffer;
        for (here, there) in buffer.parts(span) {
            self.prose.words(here.of(&buffer.text), there);
        }
    }

    /// The title of a link or an image, which stands at `span` of the buffer.
    fn shown_title(&mut self, title: &str, span: Span) {
        if title.is_empty() {
            return;
        }
        let whole = span.of(&self.buffer.text);
        let place = match whole.rfind(title) {
            Some(at) => Span::new(span.start as usize + at, span.start as usize + at + title.len()),
            None => span,
        };
        self.prose.later(title, self.buffer.place(place));
    }

    fn inline_html(&mut self, words: &str, span: Span) {
        let place = self.buffer.place(span);
        if let Some(comment) = words.strip_prefix("<!--") {
            self.prose.comment(comment.strip_suffix("-->").unwrap_or(comment), place);
            return;
        }
        match html::tag(words) {
            Some(Ok(mut tag)) => {
                for (_, _, value) in &mut tag.attributes {
                    *value = self.buffer.place(value.shifted(span.start));
                }
                self.page.start(&mut self.prose, &tag, place);
            }
            Some(Err(name)) => self.page.end(&mut self.prose, &name, place),
            None => {}
        }
    }

    /// Reads what was taken as a whole.
    fn raw_end(&mut self) {
        let Some(Raw { kind, language, parts, span }) = self.raw.take() else { return };
        let buffer = self.buffer;
        let mut whole = Buffer::default();
        parts.iter().for_each(|part| whole.put(part.of(&buffer.text), *part));
        let place = |span: Span| buffer.place(whole.place(span));
        self.prose.block();
        match kind {
            RawKind::Indented if self.mdx => {
                for part in &parts {
                    if part.of(&buffer.text).trim().is_empty() {
                        self.prose.block();
                    }
                    self.copy(*part);
                    self.prose.wrap();
                }
            }
            RawKind::Code | RawKind::Indented => {
                let object = self.prose.object_block(buffer.place(span));
                self.prose.element(Element::Code { language, text: whole.text.clone() }, object);
            }
            RawKind::Html => self.page.read(&mut self.prose, &whole.text, true, &place),
            RawKind::Front => {
                for value in front::values(&whole.text) {
                    for line in value {
                        line.iter().for_each(|(words, span)| self.prose.words(words, place(*span)));
                        self.prose.wrap();
                    }
                    self.prose.block();
                }
            }
        }
        self.prose.block();
    }
}

/// The language that the line names which opens a block of code: its first word, without what programs add to it.
fn language(info: &str) -> String {
    let first = info.trim_start_matches(['{', '.', ' ']).split([' ', ',', '{', '}', ':', '\t']).next().unwrap_or_default();
    first.to_ascii_lowercase()
}

/// Whether what stands between dollar signs is a formula, rather than what stands between two amounts of money.
fn is_formula(words: &str) -> bool {
    let words = words.trim();
    words.contains(['\\', '^', '_', '{', '=', '<', '>', '+']) || words.chars().nth(2).is_none()
}

#[cfg(test)]
mod tests;
