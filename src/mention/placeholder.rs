//! Placeholders: what a program replaces by words of its own, and tags that stand in the text.
//!
//! They are no words of either language: nothing in them is a number or a name, and a rendering has the same ones.

use crate::text::Span;

/// How deep messages may stand in each other; what is deeper is left unread.
const DEEPEST: usize = 16;
/// Longer than any placeholder.
const LONGEST: usize = 200;
/// Longer than any message.
const LONGEST_MESSAGE: usize = 4096;
/// The tags of HTML that stand within sentences.
const TAGS: &[&str] = &[
    "a", "abbr", "b", "br", "code", "del", "em", "font", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "s", "small", "span",
    "strong", "sub", "sup", "u", "ul", "var", "wbr",
];

/// Something that a program replaces, or a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Its place in the text.
    pub span: Span,
    /// What it is known by: two are the same where their keys are, however they are written.
    pub key: String,
}

/// What a text holds besides words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placeholders {
    /// The placeholders in the order of their places.
    pub found: Vec<Placeholder>,
    /// The stretches of the text that are no sentence of people: the placeholders, and messages that say a thing for
    /// each number or kind.
    pub code: Vec<Span>,
}

/// The placeholders of a text: `{name}`, `{0}`, `{{name}}`, `${name}`, `%s`, `%1$d`, `%(name)s`, `%{name}`, the arguments of ICU messages
/// such as `{count, plural, other {…}}`, tags of HTML, and entities of programs such as `&brandName;`.
#[must_use]
pub fn placeholders(text: &str) -> Placeholders {
    let mut scanner = Scanner { text, found: Placeholders::default(), unnumbered: 0 };
    scanner.message(0, text.len(), 0);
    scanner.found.code.sort();
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    found: Placeholders,
    /// How many conversions without a number have been met.
    unnumbered: usize,
}

impl Scanner<'_> {
    /// Reads the text from byte `at` to byte `end`, `depth` messages deep.
    fn message(&mut self, mut at: usize, end: usize, depth: usize) {
        let opens = |byte: &u8| matches!(byte, b'{' | b'%' | b'<' | b'&');
        while let Some(next) = self.text.as_bytes().get(at..end).and_then(|rest| rest.iter().position(opens)) {
            let start = at + next;
            let length = match self.text.as_bytes()[start] {
                b'{' => self.braces(start, end, depth),
                b'%' => self.conversion(start, end),
                b'<' => self.tag(start, end),
                _ => self.entity(start, end),
            };
            at = start + length.unwrap_or(1);
        }
    }

    /// The text from `start` on, as far as a placeholder may reach.
    fn window(&self, start: usize, end: usize) -> &str {
        let mut to = end.min(start + LONGEST);
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        self.text.get(start..to).unwrap_or_default()
    }

    fn add(&mut self, start: usize, length: usize, key: String) -> Option<usize> {
        let span = Span::new(start, start + length);
        self.found.found.push(Placeholder { span, key });
        self.found.code.push(span);
        Some(length)
    }

    /// What stands in braces.
    fn braces(&mut self, start: usize, end: usize, depth: usize) -> Option<usize> {
        if self.follows_command(start) {
            return None;
        }
        let rest = self.window(start, end);
        let doubled = rest.starts_with("{{");
        let (open, close) = if doubled { ("{{", "}}") } else { ("{", "}") };
        let sign = self.text[..start].chars().next_back().filter(|sign| matches!(sign, '$' | '#' | '%'));
        if let Some(inner) = rest[open.len()..].find(close).map(|length| &rest[open.len()..open.len() + length])
            && (is_name(inner.trim()) || (inner.is_empty() && !doubled))
        {
            let (from, length) = (start - usize::from(sign.is_some()), open.len() + inner.len() + close.len());
            let key = format!("{}{open}{}{close}", sign.map_or_else(String::new, String::from), inner.trim());
            self.add(from, start + length - from, key)?;
            return Some(length);
        }
        self.argument(start, end, depth)
    }

    /// Whether a command of TeX stands before.
    fn follows_command(&self, start: usize) -> bool {
        let before = self.text[..start].trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        before.ends_with('\\') || self.text[..start].ends_with(['^', '_'])
    }

    /// An argument of an ICU message with a kind: `{count, plural, one {…} other {…}}`, `{when, date, short}`.
    fn argument(&mut self, start: usize, end: usize, depth: usize) -> Option<usize> {
        let rest = self.window(start, end);
        let mut parts = rest[1..].splitn(3, ',');
        let (name, kind) = (parts.next()?.trim(), parts.next()?);
        let word = kind.trim().split(['}', '{']).next()?.trim();
        if !is_name(name) || !matches!(word, "plural" | "select" | "selectordinal" | "number" | "date" | "time" | "choice") {
            return None;
        }
        let key = format!("{{{name}, {word}}}");
        let kind_at = start + 1 + rest[1..].find(',')? + 1;
        let close = self.closing(start, end)?;
        let forms = matches!(word, "plural" | "select" | "selectordinal");
        self.add(start, close + 1 - start, key)?;
        if forms && depth < DEEPEST {
            let mut at = kind_at;
            while let Some(open) = self.text.get(at..close).and_then(|rest| rest.find('{')).map(|found| at + found) {
                let shut = self.closing(open, close)?;
                self.message(open + 1, shut, depth + 1);
                at = shut + 1;
            }
        }
        Some(close + 1 - start)
    }

    /// The brace that closes the one at `start`.
    fn closing(&self, start: usize, end: usize) -> Option<usize> {
        let mut depth = 0_usize;
        // A message that is longer is none that a person wrote; reading on for each brace would take the square of the time.
        let end = end.min(start + LONGEST_MESSAGE);
        for (at, byte) in self.text.as_bytes().get(start..end)?.iter().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' if depth <= 1 => return Some(start + at),
                b'}' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// A conversion as C, Python, Ruby, Java and Objective-C write it.
    fn conversion(&mut self, start: usize, end: usize) -> Option<usize> {
        let rest = self.window(start, end);
        if rest.starts_with("%%") {
            return Some(2);
        }
        // A percentage: `5%d` is none that a program replaces.
        if self.text[..start].ends_with(|before: char| before.is_ascii_digit()) || rest.starts_with("%{") {
            return None;
        }
        let mut at = 1;
        let mut name = None;
        if let Some(open @ ('(' | '<')) = rest[1..].chars().next() {
            let close = rest.find(if open == '(' { ')' } else { '>' })?;
            name = Some(rest.get(2..close).filter(|name| is_name(name))?.to_owned());
            at = close + 1;
        } else {
            let digits = count(&rest[at..], |byte| byte.is_ascii_digit());
            if digits > 0 && rest[at + digits..].starts_with('$') {
                name = Some(rest[at..at + digits].to_owned());
                at += digits + 1;
            }
        }
        at += count(&rest[at..], |byte| b"#+-0'".contains(&byte));
        at += count(&rest[at..], |byte| byte.is_ascii_digit() || byte == b'.' || byte == b'*');
        at += count(&rest[at..], |byte| b"hlLqjzt".contains(&byte));
        let kind = match rest.as_bytes().get(at)? {
            b'd' | b'i' | b'u' => 'd',
            b's' | b'@' | b'S' => 's',
            b'f' | b'F' | b'e' | b'E' | b'g' | b'G' => 'f',
            b'x' | b'X' | b'o' | b'p' => 'x',
            b'c' => 'c',
            _ => return None,
        };
        at += 1;
        // A word behind a percent sign is a word.
        if rest[at..].starts_with(|after: char| after.is_ascii_alphanumeric()) {
            return None;
        }
        let name = name.unwrap_or_else(|| {
            self.unnumbered += 1;
            self.unnumbered.to_string()
        });
        self.add(start, at, format!("%{name}${kind}"))
    }

    /// A tag of HTML.
    fn tag(&mut self, start: usize, end: usize) -> Option<usize> {
        let rest = self.window(start, end);
        let name_at = if rest.starts_with("</") { 2 } else { 1 };
        let length = count(&rest[name_at..], |byte| byte.is_ascii_alphanumeric());
        let name = rest[name_at..name_at + length].to_ascii_lowercase();
        if !TAGS.contains(&name.as_str()) || !rest[name_at + length..].starts_with(['>', '/', ' ']) {
            return None;
        }
        let close = rest.find('>')?;
        let key = if name_at == 2 { format!("</{name}>") } else { format!("<{name}>") };
        self.add(start, close + 1, key)
    }

    /// An entity that a program defines: those of characters begin with a small letter and have no capital after it.
    fn entity(&mut self, start: usize, end: usize) -> Option<usize> {
        let rest = self.window(start, end);
        let length = count(&rest[1..], |byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
        let name = &rest[1..=length];
        let own = name.len() > 5
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.contains(|letter: char| letter.is_ascii_uppercase() || letter == '.');
        if !own || !rest[1 + length..].starts_with(';') {
            return None;
        }
        let key = rest[..length + 2].to_owned();
        self.add(start, length + 2, key)
    }
}

fn count(text: &str, fits: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|byte| fits(*byte)).count()
}

/// Whether a program could have a variable of that name.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-$[]".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(text: &str) -> Vec<String> {
        placeholders(text).found.into_iter().map(|placeholder| placeholder.key).collect()
    }

    #[test]
    fn what_programs_replace_is_known_by_its_key() {
        for (text, expected) in [
            ("你好{name}，第{0}页", &["{name}", "{0}"][..]),
            ("{{ user.name }} ${total} #{x} %{y}", &["{{user.name}}", "${total}", "#{x}", "%{y}"]),
            ("%s of %d, %-5.2f", &["%1$s", "%2$d", "%3$f"]),
            ("%2$lu %1$@ %(name)s %<sum>d", &["%2$d", "%1$s", "%name$s", "%sum$d"]),
            ("<b>fat</b> <a href=\"x\">link</a><br/>", &["<b>", "</b>", "<a>", "</a>", "<br>"]),
            ("Quit &brandShortName; &amp; go&nbsp;on", &["&brandShortName;"]),
            ("{count, plural, =0 {none} one {# file in {folder}} other {files}}", &["{count, plural}", "{folder}"]),
            ("{when, date, short}", &["{when, date}"]),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
    }

    #[test]
    fn words_and_percentages_are_no_placeholders() {
        for text in [
            "100 % of 50%s",
            "%discount",
            "5%的人",
            "\\textbf{word} x_{n}",
            "{a b}",
            "a < b > c",
            "R&D; AT&T;",
            "{，}",
            "100%",
            "{",
            "%(",
            "<b",
            "{x, y",
        ] {
            assert_eq!(keys(text), [""; 0], "{text}");
        }
        let message = "{n, plural, one {one man} other {two men}} left";
        assert_eq!(placeholders(message).code, [Span::new(0, message.len() - " left".len())]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[{}%<>/&;$#a-cX12, 中.()*]{0,60}") {
            for placeholder in placeholders(&text).found {
                prop_assert!(!placeholder.span.of(&text).is_empty());
            }
        }
    }
}
