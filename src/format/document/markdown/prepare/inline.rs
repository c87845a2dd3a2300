//! What stands in the words of a line: code, shortcodes, expressions and tags.

use super::super::super::html;
use super::tag::{Tag, balanced};
use super::{Note, Pass};
use crate::format::Element;
use crate::text::Span;

/// How far the end of a component or an expression is looked for, in bytes.
const FAR: usize = 1 << 16;
/// How many bytes may be looked through in vain for each byte of the file.
const PATIENCE: usize = 8;

impl Pass<'_> {
    /// Words from here to byte `end`, the end of the line; what they hold may go on beyond it.
    pub(super) fn words(&mut self, end: usize) {
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
