//! What stands in Markdown files and is no Markdown: shortcodes of Hugo, Jekyll and Vue, the components, expressions and
//! imports of MDX, containers (`::: tip`) and admonitions (`!!! note`).
//!
//! All of it is taken out before the parser sees the file. Where it stood in a line, a stand-in is left.

use super::super::html;
use super::super::prose::OBJECT;
use super::buffer::Buffer;
use crate::format::Element;
use crate::text::Span;

/// How far the end of a component or an expression is looked for, in bytes.
const FAR: usize = 1 << 16;
/// How many bytes may be looked through in vain for each byte of the file.
const PATIENCE: usize = 8;

/// What was found, by the place in the buffer that it stands before.
pub(super) enum Note {
    /// A comment and its place in the file.
    Comment(String, Span),
    /// Words that readers see, in an attribute, and their place in the file.
    Shown(String, Span),
    /// A part of the page besides its sentences.
    Element(Element),
}

/// A file as the parser is to see it.
#[derive(Default)]
pub(super) struct Prepared {
    pub(super) buffer: Buffer,
    pub(super) notes: Vec<(usize, Note)>,
}

/// Prepares `file`, which is MDX where `mdx`.
pub(super) fn prepare(file: &str, mdx: bool) -> Prepared {
    let mut pass = Pass {
        file,
        mdx,
        at: 0,
        copied: 0,
        out: Prepared::default(),
        fence: None,
        indents: Vec::new(),
        after_blank: true,
        spent: 0,
    };
    pass.front_matter();
    while pass.at < file.len() {
        pass.line();
    }
    pass.flush(file.len());
    pass.out
}

struct Pass<'a> {
    file: &'a str,
    mdx: bool,
    /// How far the file has been read.
    at: usize,
    /// How far it has been handed on.
    copied: usize,
    out: Prepared,
    /// The block of code that is open: its sign and how often it stands.
    fence: Option<(u8, usize)>,
    /// How far the admonitions that are open are indented.
    indents: Vec<usize>,
    after_blank: bool,
    /// How many bytes were looked through in vain.
    spent: usize,
}

impl<'a> Pass<'a> {
    fn rest(&self) -> &'a str {
        self.file.get(self.at..).unwrap_or_default()
    }

    /// Hands on what was read up to byte `end`, as it is.
    fn flush(&mut self, end: usize) {
        if end > self.copied {
            self.out.buffer.copy(self.file, Span::new(self.copied, end));
        }
        self.copied = self.copied.max(end);
    }

    /// Leaves out what stands from here to byte `end`.
    fn leave_out(&mut self, end: usize) {
        self.flush(self.at);
        (self.at, self.copied) = (end, end);
    }

    /// Puts a stand-in for what stands from here to byte `end`.
    fn stand_in(&mut self, end: usize) {
        self.flush(self.at);
        self.out.buffer.put(OBJECT, Span::new(self.at, end));
        (self.at, self.copied) = (end, end);
    }

    fn note(&mut self, note: Note) {
        self.flush(self.at);
        self.out.notes.push((self.out.buffer.text.len(), note));
    }

    /// Ends a block: a blank line that the file need not hold.
    fn part(&mut self) {
        self.flush(self.at);
        self.out.buffer.put("\n\n", Span::at(self.at));
    }

    /// Front matter is the parser's.
    fn front_matter(&mut self) {
        for sign in ["---", "+++"] {
            let mut lines = self.file.split_inclusive('\n');
            if lines.next().is_none_or(|first| first.trim_end() != sign) {
                continue;
            }
            let mut at = self.file.find('\n').map_or(self.file.len(), |end| end + 1);
            for line in lines {
                at += line.len();
                if line.trim_end() == sign || (sign == "---" && line.trim_end() == "...") {
                    self.at = at;
                    return;
                }
            }
        }
    }

    /// Reads a line, and what of it goes on beyond its end.
    fn line(&mut self) {
        let line = self.rest().split_inclusive('\n').next().unwrap_or_default();
        let words = line.trim();
        if words.is_empty() {
            self.at += line.len();
            self.after_blank = true;
            return;
        }
        let line = self.dedented(line);
        let words = line.trim_start();
        let indent = line.len() - words.len();
        let words = words.trim_end();
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        if let Some((sign, count)) = self.fence {
            let words = words.trim_start_matches(['>', ' ']);
            let closes = words.len() >= count && words.bytes().all(|byte| byte == sign);
            if closes {
                self.fence = None;
            }
            self.at += line.len();
            return;
        }
        if let Some(fence) = opened_fence(words) {
            self.fence = Some(fence);
            self.at += line.len();
            return;
        }
        if self.container(line, words) || self.admonition(line, words, indent) {
            return;
        }
        if words.starts_with("{:") && words.ends_with('}') {
            self.leave_out(self.at + line.len());
            return;
        }
        if self.mdx && after_blank && indent == 0 && is_module(words) {
            self.module();
            return;
        }
        self.words(self.at + line.len());
    }

    /// The line without the blanks by which the admonitions are indented that it stands in.
    fn dedented(&mut self, line: &'a str) -> &'a str {
        if self.fence.is_none() || !self.indents.is_empty() {
            let indent = line.len() - line.trim_start_matches(' ').len();
            while self.indents.last().is_some_and(|own| indent < own + 4) {
                self.indents.pop();
            }
        }
        let by = self.indents.len() * 4;
        if by > 0 {
            self.leave_out(self.at + by);
        }
        line.get(by..).unwrap_or_default()
    }

    /// A line such as `::: tip Title`, `:::note[Title]` or `:::`.
    fn container(&mut self, line: &str, words: &str) -> bool {
        let signs = words.len() - words.trim_start_matches(':').len();
        if signs < 3 {
            return false;
        }
        let inside = words.get(signs..).unwrap_or_default();
        let is_name = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_');
        let title = inside.trim_start().trim_start_matches(is_name).trim();
        let title = title.strip_prefix('[').and_then(|title| title.split(']').next()).unwrap_or(title);
        if inside.trim().is_empty() || title.starts_with('{') {
            self.titled(line, "");
        } else {
            self.titled(line, title);
        }
        true
    }

    /// A line such as `!!! note "Title"`, `??? tip` or `=== "Tab"`.
    fn admonition(&mut self, line: &str, words: &str, indent: usize) -> bool {
        let is_sign = ["!!! ", "???+ ", "??? ", "=== \"", "===! \"", "===+ \""].iter().any(|sign| words.starts_with(sign));
        if !is_sign {
            return false;
        }
        let title = words.split_once('"').map_or("", |(_, title)| title.strip_suffix('"').unwrap_or(title));
        self.titled(line, title);
        self.indents.push(self.indents.len() * 4 + indent);
        self.after_blank = true;
        true
    }

    /// Hands on no more of a line than its title, which makes a block.
    fn titled(&mut self, line: &str, title: &str) {
        let start = self.at + if title.is_empty() { 0 } else { line.find(title).unwrap_or_default() };
        let end = self.at + line.len();
        self.part();
        self.leave_out(start);
        self.at = start + title.len();
        self.flush(self.at);
        self.part();
        self.leave_out(end);
        self.after_blank = true;
    }

    /// Imports and exports, up to a blank line outside of braces.
    fn module(&mut self) {
        let mut depth = 0_i32;
        let mut end = self.at;
        for line in self.rest().split_inclusive('\n') {
            if line.trim().is_empty() && depth <= 0 {
                break;
            }
            for byte in line.bytes() {
                depth += i32::from(matches!(byte, b'{' | b'(' | b'[')) - i32::from(matches!(byte, b'}' | b')' | b']'));
            }
            end += line.len();
        }
        self.part();
        self.leave_out(end);
        self.after_blank = true;
    }

    /// Words from here to byte `end`, the end of the line; what they hold may go on beyond it.
    fn words(&mut self, end: usize) {
        let begin = self.at;
        while self.at < end {
            let rest = self.rest();
            let open = if self.mdx { &['`', '\\', '{', '<'][..] } else { &['`', '\\', '{'][..] };
            let Some(next) = rest.get(..end - self.at).unwrap_or_default().find(open) else {
                self.at = end;
                return;
            };
            self.at += next;
            let rest = self.rest();
            match rest.as_bytes().first() {
                Some(b'`') => self.code(),
                Some(b'\\') => self.at += 1 + rest.get(1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
                Some(b'{') => self.braces(begin),
                _ => self.tag(begin),
            }
        }
    }

    /// Code within a line, as it is.
    fn code(&mut self) {
        let rest = self.rest();
        let signs = rest.len() - rest.trim_start_matches('`').len();
        let paragraph = rest.get(signs..).unwrap_or_default();
        let paragraph = paragraph.get(..self.window(paragraph)).unwrap_or_default();
        let paragraph = paragraph.split("\n\n").next().unwrap_or_default();
        let mut at = 0;
        while let Some(found) = paragraph.get(at..).and_then(|rest| rest.find('`')) {
            let run = paragraph.get(at + found..).unwrap_or_default();
            let length = run.len() - run.trim_start_matches('`').len();
            at += found + length;
            if length == signs {
                self.at += signs + at;
                return;
            }
        }
        self.spent += paragraph.len();
        self.at += signs;
    }

    /// How much of `text` may be looked through.
    fn window(&self, text: &str) -> usize {
        if self.spent > PATIENCE * self.file.len() + FAR {
            return 0;
        }
        (0..=text.len().min(FAR)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or_default()
    }

    /// A shortcode, or an expression of MDX.
    fn braces(&mut self, begin: usize) {
        let rest = self.rest();
        let rest = rest.get(..self.window(rest)).unwrap_or_default();
        let shortcode = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")];
        if let Some((open, close)) = shortcode.iter().find(|(open, _)| rest.starts_with(open)) {
            match rest.get(open.len()..).and_then(|inside| inside.find(close)) {
                Some(found) => self.shortcode(found + open.len(), open.len(), close.len(), begin),
                None => {
                    self.spent += rest.len();
                    self.at += 1;
                }
            }
            return;
        }
        // `{#id}` names a heading in MDX too.
        if !self.mdx || rest.starts_with("{#") {
            self.at += 1;
            return;
        }
        let Some(length) = balanced(rest) else {
            self.spent += rest.len();
            self.at += 1;
            return;
        };
        let inside = rest.get(1..length - 1).unwrap_or_default().trim();
        let span = Span::new(self.at, self.at + length);
        if let Some(comment) = inside.strip_prefix("/*").and_then(|inside| inside.strip_suffix("*/")) {
            self.note(Note::Comment(comment.to_owned(), span));
            self.leave_out(self.at + length);
        } else if inside.len() > 2
            && inside.starts_with(['"', '\'', '`'])
            && inside.ends_with(['"', '\'', '`'])
            && !inside.contains("${")
        {
            // A string is shown as it is; most often it is a blank.
            let start = self.at + rest.find(inside).unwrap_or_default() + 1;
            self.leave_out(start);
            self.at = start + inside.len() - 2;
            self.leave_out(span.end as usize);
        } else {
            self.object(self.at + length, begin);
        }
    }

    /// A shortcode whose inside ends at `inside`, with signs of `open` and `close` bytes.
    fn shortcode(&mut self, inside: usize, open: usize, close: usize, begin: usize) {
        let rest = self.rest();
        let words = rest.get(open..inside).unwrap_or_default();
        let end = self.at + inside + close;
        let name = words.split_whitespace().next().unwrap_or_default().trim_matches(['/', '-']);
        // What stands in these is no prose.
        if ["highlight", "mermaid", "katex", "raw", "codeblock", "code"].contains(&name) && !words.trim_start().starts_with('/') {
            let closing = rest.get(..self.window(rest)).unwrap_or_default();
            let found = closing.match_indices(name).find(|(at, _)| {
                let before = closing.get(..*at).unwrap_or_default().trim_end();
                *at > inside && (before.ends_with('/') || before.ends_with("end"))
            });
            let ends = found
                .and_then(|(at, _)| closing.get(at..).and_then(|rest| rest.find("}}").or(rest.find("%}"))).map(|by| at + by + 2));
            if let Some(ends) = ends {
                self.part();
                self.stand_in(self.at + ends);
                self.part();
                return;
            }
            self.spent += closing.len();
        }
        match words.split_once("text=\"").and_then(|(before, text)| Some((before, text.split_once('"')?.0))) {
            Some((before, text)) => {
                let start = self.at + open + before.len() + "text=\"".len();
                self.leave_out(start);
                self.at = start + text.len();
                self.leave_out(end);
            }
            None => self.object(end, begin),
        }
    }

    /// Takes out what stands from here to byte `end`: alone on its lines it leaves nothing, elsewhere a stand-in.
    fn object(&mut self, end: usize, begin: usize) {
        let before = self.file.get(begin..self.at).unwrap_or_default();
        let after = self.file.get(end..).unwrap_or_default().split('\n').next().unwrap_or_default();
        if before.trim().is_empty() && after.trim().is_empty() {
            self.leave_out(end);
        } else {
            self.stand_in(end);
        }
    }

    /// A tag of MDX, a comment, or a mere `<`.
    fn tag(&mut self, begin: usize) {
        let rest = self.rest();
        let rest = rest.get(..self.window(rest)).unwrap_or_default();
        if rest.starts_with("<!--") {
            match rest.find("-->") {
                Some(found) => {
                    let end = self.at + found + 3;
                    let text = rest.get(4..found).unwrap_or_default().to_owned();
                    self.note(Note::Comment(text, Span::new(self.at, end)));
                    self.leave_out(end);
                }
                None => {
                    self.spent += rest.len();
                    self.at += 1;
                }
            }
            return;
        }
        let Some(tag) = Tag::read(rest) else {
            self.spent += if rest.contains('>') { 0 } else { rest.len() };
            self.at += 1;
            return;
        };
        let name = tag.name;
        for (attribute, value, span) in &tag.attributes {
            let place = span.shifted(u32::try_from(self.at).unwrap_or(u32::MAX));
            if html::SHOWN.contains(attribute) || *attribute == "description" {
                self.note(Note::Shown(html::decoded(value), place));
            } else if *attribute == "src" && name == "img" {
                self.note(Note::Element(Element::Image((*value).to_owned())));
            }
        }
        let end = self.at + tag.length;
        if !tag.alone && !tag.closes && matches!(name, "script" | "style" | "pre" | "code" | "svg" | "math") {
            let closing = format!("</{name}>");
            if let Some(found) = rest.get(tag.length..).and_then(|after| after.find(&closing)) {
                let after = end + found + closing.len();
                let inside = rest.get(tag.length..tag.length + found).unwrap_or_default();
                if name == "code" {
                    self.note(Note::Element(Element::InlineCode(inside.to_owned())));
                } else if name == "pre" {
                    self.note(Note::Element(Element::Code { language: String::new(), text: inside.to_owned() }));
                }
                self.object(after, begin);
                return;
            }
        }
        if name == "br" {
            // The parser reads it, but at the start of a line it would take what follows for HTML.
            if self.file.get(begin..self.at).is_some_and(|before| before.trim().is_empty()) {
                self.leave_out(end);
            } else {
                self.at = end;
            }
        } else if tag.alone || name == "img" {
            self.object(end, begin);
        } else {
            self.leave_out(end);
        }
    }
}

/// The sign of the block of code that a line opens, and how often it stands; list and quotation signs may stand before it.
fn opened_fence(words: &str) -> Option<(u8, usize)> {
    let mut words = words;
    loop {
        let digits = words.len() - words.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let after = words.get(digits..).unwrap_or_default();
        let next = match after.as_bytes().first() {
            Some(b'>' | b'-' | b'*' | b'+') if digits == 0 => after.get(1..),
            Some(b'.' | b')') if digits > 0 => after.get(1..).filter(|rest| rest.starts_with(' ')),
            _ => None,
        };
        match next {
            Some(rest) if rest.starts_with(' ') || after.starts_with('>') => words = rest.trim_start(),
            _ => break,
        }
    }
    let sign = words.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let count = words.bytes().take_while(|byte| *byte == sign).count();
    let info = words.get(count..).unwrap_or_default();
    (count >= 3 && (sign == b'~' || !info.contains('`'))).then_some((sign, count))
}

/// Whether a line begins an import or an export of MDX.
fn is_module(words: &str) -> bool {
    let imports = words.starts_with("import ") && (words.contains(" from ") || words.contains(['\'', '"', '{']));
    let exports = ["export const ", "export default ", "export function ", "export let ", "export {", "export * "];
    imports || exports.iter().any(|begin| words.starts_with(begin))
}

/// How long the expression is that `text` begins with, from its `{` to the `}` that matches.
fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (at, byte) in text.bytes().enumerate() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match (quote, byte) {
            (_, b'\\') => escaped = true,
            // A quotation that does not end on its line is an apostrophe.
            (Some(b'"' | b'\''), b'\n') => quote = None,
            (Some(open), _) => quote = (open != byte).then_some(open),
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A tag of MDX.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    alone: bool,
    length: usize,
    /// The attributes that are strings, with the places of their values in the tag.
    attributes: Vec<(&'a str, &'a str, Span)>,
}

impl<'a> Tag<'a> {
    /// The tag that `text` begins with, if it is one.
    fn read(text: &'a str) -> Option<Self> {
        let closes = text.starts_with("</");
        let start = 1 + usize::from(closes);
        let is_name = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | ':');
        let rest = text.get(start..)?;
        let length = rest.find(|character| !is_name(character))?;
        let name = rest.get(..length)?;
        if !name.is_empty() && !name.starts_with(|character: char| character.is_ascii_alphabetic()) {
            return None;
        }
        let mut tag = Self { name, closes, alone: false, length: 0, attributes: Vec::new() };
        let mut at = start + length;
        loop {
            let rest = text.get(at..)?;
            let trimmed = rest.trim_start();
            let blanks = rest.len() - trimmed.len();
            at += blanks;
            match trimmed.as_bytes().first()? {
                b'>' => {
                    tag.length = at + 1;
                    return Some(tag);
                }
                b'/' => {
                    let after = trimmed.get(1..)?.trim_start();
                    if !after.starts_with('>') {
                        return None;
                    }
                    (tag.alone, tag.length) = (true, at + trimmed.len() - after.len() + 1);
                    return Some(tag);
                }
                // Only a fragment has no name, and nothing but its end.
                _ if blanks == 0 && tag.attributes.is_empty() || name.is_empty() || closes => return None,
                b'{' => at += balanced(trimmed)?,
                _ => at += tag.attribute(trimmed, at)?,
            }
        }
    }

    /// Reads the attribute that `text` begins with, at byte `at` of the tag; gives its length.
    fn attribute(&mut self, text: &'a str, at: usize) -> Option<usize> {
        let is_name = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | ':' | '.' | '@');
        let length = text.find(|character| !is_name(character))?;
        if length == 0 {
            return None;
        }
        let name = text.get(..length)?;
        let Some(value) = text.get(length..)?.strip_prefix('=') else { return Some(length) };
        let begin = length + 1;
        match value.as_bytes().first()? {
            quote @ (b'"' | b'\'') => {
                let inside = value.get(1..)?;
                let end = inside.find(char::from(*quote))?;
                self.attributes.push((name, inside.get(..end)?, Span::new(at + begin + 1, at + begin + 1 + end)));
                Some(begin + end + 2)
            }
            b'{' => Some(begin + balanced(value)?),
            _ => Some(begin + value.find([' ', '\t', '\r', '\n', '>', '/'])?),
        }
    }
}
