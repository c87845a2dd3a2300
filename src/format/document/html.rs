//! HTML, and the XHTML of books.
//!
//! Elements that make blocks part paragraphs; scripts, styles, code and comments are no prose; what an image shows and
//! the like are blocks of their own after the block that they stand in.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::autonyms::is_autonym;
use super::prose::Prose;
use crate::format::{Element, Extracted, FormatError};
use crate::text::Span;

/// Reads a page.
pub(super) fn html(file: &str, lead: u32) -> Result<Extracted, FormatError> {
    let mut prose = Prose::new(file);
    let mut reader = Reader::default();
    let is_xml = file.trim_start().starts_with("<?xml");
    reader.read(&mut prose, file, !is_xml, &|span| span);
    reader.finish(&mut prose);
    Ok(prose.finish(lead))
}

/// Elements that hold no prose, with all that stands in them.
const HIDDEN: &[&str] = &["script", "style", "template", "svg", "math", "object", "canvas", "rt", "rp", "rtc"];
/// Elements that make a block of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "meta",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements that never hold anything.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Attributes whose values are shown to readers.
pub(super) const SHOWN: &[&str] = &["alt", "title", "aria-label", "placeholder", "label", "summary"];
/// What `meta` elements have readers see.
const META: &[&str] = &["description", "og:title", "og:description", "twitter:title", "twitter:description"];

/// A piece of a page; places are those in the page.
enum Piece {
    Text(Span),
    Open(String, Span),
    Attribute(String),
    Value(String, Span),
    Close { span: Span, alone: bool },
    End(String, Span),
    Comment(String, Span),
}

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: String,
    /// The attributes with their values and the places of those.
    pub(super) attributes: Vec<(String, String, Span)>,
    /// Whether it ends itself (`<br/>`).
    pub(super) alone: bool,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&(String, String, Span)> {
        self.attributes.iter().find(|(attribute, ..)| attribute == name)
    }
}

/// An element whose words are no prose.
#[derive(Debug)]
struct Hidden {
    name: String,
    /// How many elements of the name are open.
    depth: usize,
    /// Where its start tag begins in the file.
    start: u32,
    /// What stands in it, where that is of use.
    words: String,
}

/// What is open on a page.
#[derive(Debug, Default)]
pub(super) struct Reader {
    hidden: Option<Hidden>,
    /// The tag that is being read, and where it begins on the page.
    tag: Tag,
    begin: u32,
    /// The heading that is open: its level and where its words begin in the text.
    heading: Option<(u8, u32)>,
    /// The links that are open: where they lead and where their words begin in the text.
    links: Vec<(String, u32)>,
    /// The tables that are open: where each begins in the text, and how many cells its first row has so far; `None`
    /// once that row has ended.
    tables: Vec<(u32, Option<usize>)>,
}

impl Reader {
    /// Reads `page` to its end; `place` tells where a stretch of it stands in the file. Where `raw`, the words in
    /// scripts and styles are no markup, as in HTML and unlike in XHTML.
    pub(super) fn read(&mut self, prose: &mut Prose<'_>, page: &str, raw: bool, place: &dyn Fn(Span) -> Span) {
        for piece in pieces(page, raw) {
            self.piece(prose, page, piece, place);
        }
    }

    fn piece(&mut self, prose: &mut Prose<'_>, page: &str, piece: Piece, place: &dyn Fn(Span) -> Span) {
        match piece {
            Piece::Text(span) => self.text(prose, page, span, place),
            Piece::Open(name, span) => {
                self.tag = Tag { name, ..Tag::default() };
                self.begin = span.start;
            }
            Piece::Attribute(name) => self.tag.attributes.push((name, String::new(), Span::default())),
            Piece::Value(value, span) => {
                if let Some(last) = self.tag.attributes.last_mut() {
                    (last.1, last.2) = (value, place(span));
                }
            }
            Piece::Close { span, alone } => {
                let tag = Tag { alone, ..std::mem::take(&mut self.tag) };
                let begin = self.begin.min(span.end);
                self.start(prose, &tag, place(Span { start: begin, end: span.end }));
            }
            Piece::End(name, span) => self.end(prose, &name, place(span)),
            Piece::Comment(text, span) => prose.comment(&text, place(span)),
        }
    }

    /// Adds the words at `span` of the page, where they are prose.
    pub(super) fn text(&mut self, prose: &mut Prose<'_>, page: &str, span: Span, place: &dyn Fn(Span) -> Span) {
        let words = span.of(page);
        if let Some(hidden) = &mut self.hidden {
            hidden.words.push_str(words);
            return;
        }
        if !self.links.is_empty() && is_autonym(words) {
            prose.object(place(span));
            return;
        }
        let mut at = 0;
        while at < words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let next = rest.find('&').unwrap_or(rest.len());
            let part = |from: usize, to: usize| place(Span::new(span.start as usize + from, span.start as usize + to));
            if next > 0 {
                prose.words(rest.get(..next).unwrap_or_default(), part(at, at + next));
            }
            let Some(reference) = rest.get(next..).filter(|rest| !rest.is_empty()) else { break };
            let length = reference_length(reference);
            let shown = decoded(reference.get(..length).unwrap_or_default());
            prose.words(&shown, part(at + next, at + next + length));
            at += next + length;
        }
    }

    /// Whether what is read now is no prose.
    pub(super) fn is_hiding(&self) -> bool {
        self.hidden.is_some()
    }

    /// Reads a start tag that stands at `span` of the file.
    pub(super) fn start(&mut self, prose: &mut Prose<'_>, tag: &Tag, span: Span) {
        let name = tag.name.as_str();
        let is_void = VOID.contains(&name) || tag.alone;
        if let Some(hidden) = &mut self.hidden {
            hidden.depth += usize::from(hidden.name == name && !is_void);
            return;
        }
        if BLOCKS.contains(&name) || name == "pre" {
            prose.block();
        }
        for (_, value, place) in tag.attributes.iter().filter(|(attribute, ..)| SHOWN.contains(&attribute.as_str())) {
            prose.later(value, *place);
        }
        match name {
            "br" => prose.line(),
            "img" => {
                let place = prose.object(span);
                let source = tag.value("src").map(|(_, source, _)| source.clone()).unwrap_or_default();
                prose.element(Element::Image(source), place);
            }
            "meta" => {
                let named = |key| tag.value(key).is_some_and(|(_, name, _)| META.contains(&name.to_ascii_lowercase().as_str()));
                if let Some((_, value, place)) = tag.value("content").filter(|_| named("name") || named("property")) {
                    prose.later(value, *place);
                    prose.block();
                }
            }
            _ if is_void => {}
            "a" => {
                if let Some((_, target, _)) = tag.value("href") {
                    self.links.push((target.clone(), prose.at()));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.heading = Some((name.as_bytes().last().map_or(1, |digit| digit.saturating_sub(b'0')), prose.at()));
            }
            "table" => self.tables.push((prose.at(), Some(0))),
            "td" | "th" => {
                if let Some((_, Some(cells))) = self.tables.last_mut() {
                    *cells += 1;
                }
            }
            "pre" | "code" => self.hide(name, span),
            _ if HIDDEN.contains(&name) => self.hide(name, span),
            _ => {}
        }
    }

    fn hide(&mut self, name: &str, span: Span) {
        self.hidden = Some(Hidden { name: name.to_owned(), depth: 1, start: span.start, words: String::new() });
    }

    /// Reads an end tag that stands at `span` of the file.
    pub(super) fn end(&mut self, prose: &mut Prose<'_>, name: &str, span: Span) {
        if let Some(hidden) = &mut self.hidden {
            if hidden.name == name {
                hidden.depth -= 1;
            }
            if hidden.depth == 0 {
                self.show(prose, span.end);
            }
            return;
        }
        match name {
            "a" => {
                if let Some((target, start)) = self.links.pop() {
                    prose.element(Element::Link(target), Span::new(start as usize, prose.len()));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if let Some((level, start)) = self.heading.take() {
                    prose.element(Element::Heading(level), Span::new(start as usize, prose.len()));
                }
            }
            "tr" => {
                if let Some((start, cells)) = self.tables.last_mut()
                    && let Some(cells) = cells.take()
                {
                    prose.element(Element::Table(cells), Span::new(*start as usize, prose.len()));
                }
            }
            "table" => {
                self.tables.pop();
            }
            _ => {}
        }
        if BLOCKS.contains(&name) {
            prose.block();
        }
    }

    /// Ends an element whose words are no prose, at byte `end` of the file.
    fn show(&mut self, prose: &mut Prose<'_>, end: u32) {
        let Some(hidden) = self.hidden.take() else { return };
        let span = Span::new(hidden.start as usize, end.max(hidden.start) as usize);
        match hidden.name.as_str() {
            "pre" => {
                let place = prose.object_block(span);
                prose.element(Element::Code { language: String::new(), text: decoded(&hidden.words) }, place);
            }
            "code" => {
                let place = prose.object(span);
                prose.element(Element::InlineCode(decoded(&hidden.words)), place);
            }
            "math" => {
                let place = prose.object(span);
                prose.element(Element::Formula(hidden.words), place);
            }
            "svg" | "object" | "canvas" => {
                prose.object(span);
            }
            _ => {}
        }
    }

    /// Ends what is still open.
    pub(super) fn finish(&mut self, prose: &mut Prose<'_>) {
        let end = self.hidden.as_ref().map_or(0, |hidden| hidden.start);
        self.show(prose, end);
    }
}

/// The pieces of a page in order.
fn pieces(page: &str, raw: bool) -> impl Iterator<Item = Piece> + '_ {
    let callback = move |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Piece> {
        let place = Span::new(span.start, span.end);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some(match event {
            CallbackEvent::String { .. } => Piece::Text(place),
            CallbackEvent::OpenStartTag { name } => Piece::Open(text(name).to_ascii_lowercase(), place),
            CallbackEvent::AttributeName { name } => Piece::Attribute(text(name).to_ascii_lowercase()),
            CallbackEvent::AttributeValue { value } => Piece::Value(text(value), place),
            CallbackEvent::CloseStartTag { self_closing } => Piece::Close { span: place, alone: self_closing },
            CallbackEvent::EndTag { name } => Piece::End(text(name).to_ascii_lowercase(), place),
            CallbackEvent::Comment { value } => Piece::Comment(text(value), place),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => return None,
        })
    };
    let mut emitter: CallbackEmitter<_, Piece, usize> = CallbackEmitter::new(callback);
    emitter.naively_switch_states(raw);
    Tokenizer::new_with_emitter(page, emitter).map_while(Result::ok)
}

/// The start tag that is all of `words`, or the name of the end tag; attribute places are those in `words`.
pub(super) fn tag(words: &str) -> Option<Result<Tag, String>> {
    let mut tag = Tag::default();
    for piece in pieces(words, false) {
        match piece {
            Piece::Open(name, _) => tag.name = name,
            Piece::Attribute(name) => tag.attributes.push((name, String::new(), Span::default())),
            Piece::Value(value, span) => {
                if let Some(last) = tag.attributes.last_mut() {
                    (last.1, last.2) = (value, span);
                }
            }
            Piece::Close { alone, .. } => return Some(Ok(Tag { alone, ..tag })),
            Piece::End(name, _) => return Some(Err(name)),
            Piece::Text(_) | Piece::Comment(..) => {}
        }
    }
    None
}

/// How long the character reference is that `words` begin with, its `&` alone where there is none.
fn reference_length(words: &str) -> usize {
    let rest = words.get(1..).unwrap_or_default();
    let name =
        rest.find(|character: char| !(character.is_ascii_alphanumeric() || character == '#')).unwrap_or(rest.len()).min(40);
    if name == 0 {
        return 1;
    }
    1 + name + usize::from(rest.get(name..).is_some_and(|rest| rest.starts_with(';')))
}

/// `words` with their character references as characters.
pub(super) fn decoded(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let callback = |event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<String> {
        match event {
            CallbackEvent::String { value } => Some(String::from_utf8_lossy(value).into_owned()),
            _ => None,
        }
    };
    // Markup within is none here.
    let safe = words.replace('<', "&lt;");
    let found: String =
        Tokenizer::new_with_emitter(safe.as_str(), CallbackEmitter::new(callback)).map_while(Result::ok).collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Extracted {
        html(file, 0).expect("a page")
    }

    #[test]
    fn blocks_part_paragraphs_and_markup_within_words_does_not() {
        let file = "<!DOCTYPE html><html><head><title>A &amp; B</title><style>p{}</style></head><body>\n<p>The <b>3</b>5,000\n people.<br>Next \
                    line<p>Two<script>if (a<b) {}</script>\n<ul><li>one<li>two</ul>";
        let read = read(file);
        assert_eq!(read.text, "A & B\n\nThe 35,000 people.\nNext line\n\nTwo\n\none\n\ntwo");
        let at = read.text.find("35,000").expect("it stands there");
        assert_eq!(read.origin.span(Span::new(at, at + 6)).of(file), "3</b>5,000");
        assert_eq!(read.origin.span(Span::new(0, 5)).of(file), "A &amp; B");
    }

    #[test]
    fn code_and_images_stand_in_for_themselves_and_what_they_show_follows() {
        let file = "<p>Use <code>a&lt;b</code> or <img src=x.png alt='a &quot;map&quot;'> now</p><pre>x &amp;&amp; y</pre>after";
        let read = read(file);
        assert_eq!(read.text, "Use \u{FFFC} or \u{FFFC} now\n\na \"map\"\n\n\u{FFFC}\n\nafter");
        let elements: Vec<_> =
            read.structure.iter().map(|(element, span)| (element.clone(), read.origin.span(*span).of(file))).collect();
        assert_eq!(elements[0], (Element::InlineCode("a<b".into()), "<code>a&lt;b</code>"));
        assert_eq!(elements[1].0, Element::Image("x.png".into()));
        assert_eq!(elements[2], (Element::Code { language: String::new(), text: "x && y".into() }, "<pre>x &amp;&amp; y</pre>"));
    }

    #[test]
    fn headings_links_and_tables_are_structure() {
        let file = "<h2>One <a href='/x'>two</a></h2><table><tr><th>a<th>b</tr><tr><td>c</tr></table>";
        let read = read(file);
        let elements: Vec<_> = read.structure.iter().map(|(element, span)| (element.clone(), span.of(&read.text))).collect();
        assert_eq!(
            elements,
            [(Element::Link("/x".into()), "two"), (Element::Heading(2), "One two"), (Element::Table(2), "a\n\nb"),]
        );
    }

    #[test]
    fn comments_are_handed_out_with_what_follows_them() {
        let file = "<p>one</p>\n<!-- kanhe:ignore-next rule: reason -->\n<p>two</p>";
        let read = read(file);
        let comment = &read.comments[0];
        assert_eq!(comment.text, "kanhe:ignore-next rule: reason");
        assert_eq!(&read.text[comment.at as usize..], "two");
        assert_eq!(comment.span.of(file), "<!-- kanhe:ignore-next rule: reason -->");
    }

    #[test]
    fn links_to_the_page_in_other_languages_are_no_prose() {
        assert_eq!(
            read("<p><a href=a>English</a> | <a href=b>简体中文</a><p>English <a href=c>novels</a>").text,
            "\u{FFFC} | \u{FFFC}\n\nEnglish novels"
        );
    }

    #[test]
    fn annotations_of_the_sound_are_left_out() {
        assert_eq!(read("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字").text, "漢字");
    }

    #[test]
    fn broken_pages_are_read_as_browsers_do() {
        for (file, text) in [
            ("a < b & c &amp d &unknown; &#x4e2d;", "a < b & c & d &unknown; 中"),
            ("<p title=\"说明 &amp; more\">x", "x\n\n说明 & more"),
            ("<code>never ended", "\u{FFFC}"),
            ("<script>never ended <p>", ""),
            ("</p></p>one", "one"),
            ("<", "<"),
        ] {
            assert_eq!(read(file).text, text, "{file}");
        }
    }
}
