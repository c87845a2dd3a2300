//! What stands in Markdown files and is no Markdown: shortcodes of Hugo, Jekyll and Vue, the components, expressions and
//! imports of MDX, containers (`::: tip`) and admonitions (`!!! note`).
//!
//! All of it is taken out before the parser sees the file. Where it stood in a line, a stand-in is left.

mod inline;
mod tag;

use super::super::prose::OBJECT;
use super::buffer::Buffer;
use crate::format::Element;
use crate::text::Span;

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
