//! String tables of programs: two files with the same keys, a language each.

mod calls;
mod json;
mod yaml;

use std::collections::HashMap;

use super::{Bilingual, Content, Unit};
use crate::format::{Format, FormatError, MOST_UNITS};
use crate::lang;
use crate::text::Span;
use calls::{Call, calls};

/// How deep values may stand in each other.
const DEEPEST: usize = 100;
/// What a table holds beside its strings for the people who work on it.
const REMARKS: [&str; 2] = ["description", "placeholders"];

/// The strings of a table with their keys, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings {
    /// The key of each string: the names on the way to it, and the string.
    entries: Vec<(Vec<String>, Content)>,
    /// The comments that speak to kanhe.
    calls: Vec<Call>,
}

/// Two tables side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// A unit for each key of the original.
    pub units: Bilingual,
    /// The keys that only the rendering has.
    pub extra: Vec<String>,
    /// The comments in the original and in the rendering that speak to kanhe: the unit, the byte of the file at which each
    /// begins, and its words.
    pub calls: [Vec<(usize, u32, String)>; 2],
}

impl Strings {
    /// Reads a table, a text in `format`.
    ///
    /// # Errors
    ///
    /// [`FormatError`] names the place and the cure.
    pub fn read(format: Format, file: &str) -> Result<Self, FormatError> {
        let (mut strings, marks) = match format {
            Format::Json => (json::read(file)?, ["//", "/*"].as_slice()),
            Format::Yaml => (yaml::read(file)?, ["#"].as_slice()),
            other => return Err(FormatError::Not(other.name())),
        };
        strings.trim();
        strings.calls = calls(file, marks, &strings.entries);
        Ok(strings)
    }

    /// Pairs the strings of an original and its rendering by their keys. Of keys that a table has twice the last holds.
    #[must_use]
    pub fn compared(self, rendering: Self) -> Compared {
        let mut renderings: HashMap<String, (usize, Content)> = HashMap::new();
        for (number, (key, content)) in rendering.entries.into_iter().enumerate() {
            renderings.insert(key.join("."), (number, content));
        }
        let heard = [self.calls, rendering.calls];
        let mut last: HashMap<String, usize> = HashMap::new();
        let keys: Vec<String> = self.entries.iter().map(|(key, _)| key.join(".")).collect();
        for (number, key) in keys.iter().enumerate() {
            last.insert(key.clone(), number);
        }
        let mut compared = Compared::default();
        for (number, (id, (_, source))) in keys.into_iter().zip(self.entries).enumerate() {
            if last.get(&id) != Some(&number) {
                continue;
            }
            let target = renderings.remove(&id).map(|(_, content)| content).unwrap_or_default();
            if source.has_words() {
                // There are no more than were read before.
                let _ = compared.units.add(Unit { id, source, target, ..Unit::default() });
            }
        }
        let mut extra: Vec<(usize, String)> = renderings
            .into_iter()
            .filter(|(_, (_, content))| content.has_words())
            .map(|(key, (number, _))| (number, key))
            .collect();
        extra.sort();
        compared.extra = extra.into_iter().map(|(_, key)| key).collect();
        if heard.iter().any(|calls| !calls.is_empty()) {
            let units: HashMap<&str, usize> =
                compared.units.units.iter().enumerate().map(|(index, unit)| (unit.id.as_str(), index)).collect();
            let of_unit = |call: Call| Some((*units.get(call.key.join(".").as_str())?, call.at, call.words));
            compared.calls = heard.map(|calls| calls.into_iter().filter_map(of_unit).collect());
        }
        compared
    }

    fn add(&mut self, key: &[String], content: Content) -> Result<(), FormatError> {
        if self.entries.len() == MOST_UNITS {
            return Err(FormatError::TooMuch(format!("there are more than {MOST_UNITS} strings in the file")));
        }
        self.entries.push((key.to_vec(), content));
        Ok(())
    }

    /// Takes out what is no string of the program, and the language of the whole from the keys.
    fn trim(&mut self) {
        // Messages of extensions for browsers stand beside their descriptions; metadata of ARB begins with `@`.
        let described = self.entries.iter().any(|(key, _)| key.len() > 1 && key.last().is_some_and(|name| name == "message"));
        self.entries.retain(|(key, _)| {
            let remark = described && key.iter().skip(1).any(|name| REMARKS.contains(&name.as_str()));
            !remark && !key.iter().any(|name| name.starts_with('@') || name == "$schema")
        });
        let first = self.entries.first().and_then(|(key, _)| key.first()).cloned().unwrap_or_default();
        let primary = first.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let named = *lang::find(&primary) != lang::OTHER && first.len() <= 12;
        if named && self.entries.iter().all(|(key, _)| key.len() > 1 && key.first() == Some(&first)) {
            for (key, _) in &mut self.entries {
                key.remove(0);
            }
        }
    }
}

/// Adds the words of a string that is written at `span` with escapes as JSON and YAML have them; as a whole where they are
/// written in another way.
fn escaped(file: &str, words: &str, span: Span) -> Content {
    let written = span.of(file);
    let mut content = Content::at(span.range().start);
    let (mut rest, mut at) = (written, span.range().start);
    while let Some(before) = rest.find('\\') {
        let plain = &rest[..before];
        content.add(plain, Span::new(at, at + plain.len()));
        at += plain.len();
        let (character, length) = escape(&rest[before..]);
        content.add(character.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
        at += length;
        rest = rest.get(before + length..).unwrap_or_default();
    }
    content.add(rest, Span::new(at, at + rest.len()));
    if content.text == words { content } else { whole(words, span) }
}

/// The character that an escape stands for, and the length of the escape.
fn escape(text: &str) -> (char, usize) {
    let number = |start: usize, digits: usize| {
        let digits = text.get(start..start + digits)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let letter = text.chars().nth(1).unwrap_or('\\');
    match letter {
        'n' => ('\n', 2),
        't' => ('\t', 2),
        'r' => ('\r', 2),
        'b' => ('\u{8}', 2),
        'f' => ('\u{C}', 2),
        'x' => (number(2, 2).and_then(char::from_u32).unwrap_or('\u{FFFD}'), 4),
        'U' => (number(2, 8).and_then(char::from_u32).unwrap_or('\u{FFFD}'), 10),
        'u' => {
            let high = number(2, 4).unwrap_or_default();
            let low = if text.get(6..8) == Some("\\u") { number(8, 4) } else { None };
            match (char::from_u32(high), low) {
                (None, Some(low)) => {
                    let pair = [u16::try_from(high).unwrap_or_default(), u16::try_from(low).unwrap_or_default()];
                    let character = char::decode_utf16(pair).next().and_then(Result::ok);
                    (character.unwrap_or('\u{FFFD}'), 12)
                }
                (character, _) => (character.unwrap_or('\u{FFFD}'), 6),
            }
        }
        other => (other, 1 + other.len_utf8()),
    }
}

/// The words of a string that stand one by one, with other blanks between them, at `span`.
fn wrapped(file: &str, words: &str, span: Span) -> Content {
    let mut content = Content::at(span.range().start);
    let (mut at, end) = (span.range().start, span.range().end);
    let mut rest = words;
    while !rest.is_empty() {
        let word = rest.trim_start();
        let (blanks, length) = (&rest[..rest.len() - word.len()], word.find(char::is_whitespace).unwrap_or(word.len()));
        let word = &word[..length];
        let Some(found) = file.get(at..end).and_then(|written| written.find(word)) else { return whole(words, span) };
        let found = at + found;
        content.add(blanks, Span::new(at, found));
        content.add(word, Span::new(found, found + word.len()));
        at = found + word.len();
        rest = &rest[blanks.len() + word.len()..];
    }
    content
}

/// Words that stand for the whole of `span`.
fn whole(words: &str, span: Span) -> Content {
    let mut content = Content::at(span.range().start);
    content.add(words, span);
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Shown = (String, String, String);

    fn compared(format: Format, source: &str, target: &str) -> (Vec<Shown>, Vec<String>) {
        let read = |file| Strings::read(format, file).unwrap_or_else(|error| panic!("{error}"));
        let compared = read(source).compared(read(target));
        let shown = compared.units.units.into_iter().map(|unit| (unit.id, unit.source.text, unit.target.text)).collect();
        (shown, compared.extra)
    }

    fn row(id: &str, source: &str, target: &str) -> Shown {
        (id.to_owned(), source.to_owned(), target.to_owned())
    }

    #[test]
    fn strings_meet_by_their_keys_whatever_their_order() {
        let zh = r#"{ // a remark
            "menu": {"open": "打\u5f00", "items": ["一", "二"], "depth": 3}, "bye": "再见", "twice": "旧", "twice": "新", "@meta": {"x": "y"} }"#;
        let en = r#"{"menu": {"items": ["One", "Two\n"], "open": "Open \"it\""}, "extra": "More", "twice": "new"}"#;
        let (units, extra) = compared(Format::Json, zh, en);
        let expected = [
            row("menu.open", "打开", "Open \"it\""),
            row("menu.items.0", "一", "One"),
            row("menu.items.1", "二", "Two\n"),
            row("bye", "再见", ""),
            row("twice", "新", "new"),
        ];
        assert_eq!((units, extra), (expected.to_vec(), vec!["extra".to_owned()]));
    }

    #[test]
    fn tables_that_name_their_language_meet_too() {
        let zh =
            "zh-CN:\n  # a remark\n  greeting: &a 你好\n  long: >\n    第一行\n    第二行\n  same: *a\n  list:\n    - '一''二'\n";
        let en = "en:\n  greeting: \"Hello \\u00e9\"\n  long: |\n    First line\n    second line\n  list: [one]\n";
        let (units, extra) = compared(Format::Yaml, zh, en);
        let expected = [
            row("greeting", "你好", "Hello é"),
            row("long", "第一行 第二行\n", "First line\nsecond line\n"),
            row("list.0", "一'二", "one"),
        ];
        assert_eq!((units, extra), (expected.to_vec(), Vec::new()));
        let chrome = r#"{"hello": {"message": "你好", "description": "Greets"}}"#;
        assert_eq!(compared(Format::Json, chrome, chrome).0, [row("hello.message", "你好", "你好")]);
    }

    #[test]
    fn words_lead_back_to_their_bytes() {
        for (format, file) in [
            (Format::Json, r#"{"a": "x \"y\" 中\u4e2d\ud83d\ude00 z"}"#),
            (
                Format::Yaml,
                "a: \"x \\\"y\\\" \\\n  中 z\"\nb: plain words\n  go on\nc: 'it''s'\nd: |\n  block\n   words\n中: 文 # x\n",
            ),
        ] {
            let strings = Strings::read(format, file).unwrap_or_else(|error| panic!("{error}"));
            for (key, content) in &strings.entries {
                for run in content.runs.iter().filter(|run| run.is_copied()) {
                    assert_eq!(run.text.of(&content.text).trim(), run.file.of(file).trim(), "{key:?}");
                }
            }
        }
    }

    #[test]
    fn comments_speak_of_the_string_on_their_line_or_of_the_next() {
        let call = "kanhe:ignore r: why";
        let yaml = format!(
            "# {call}\na: \"x # {call}\" # {call} 2\n# a remark\nb: |\n  # {call} 3\n#{call} 4\nc: one\n# kanhe:ignore-file r: all\n"
        );
        let json = format!("{{ // {call}\n \"a\": \"x // {call}\", // {call} 2\n /* {call} 4 */ \"c\": \"https://kanhe:1\"\n}}");
        for (format, file) in [(Format::Yaml, &yaml), (Format::Json, &json)] {
            let strings = Strings::read(format, file).unwrap_or_else(|error| panic!("{error}"));
            let heard: Vec<_> = strings.calls.iter().map(|call| (call.key.join("."), call.words.as_str())).collect();
            let mut expected = vec![
                ("a".to_owned(), "kanhe:ignore r: why"),
                ("a".to_owned(), "kanhe:ignore r: why 2"),
                ("c".to_owned(), "kanhe:ignore r: why 4"),
            ];
            if format == Format::Yaml {
                expected.push(("c".to_owned(), "kanhe:ignore-file r: all"));
            }
            assert_eq!(heard, expected, "{file}");
            let compared = strings.clone().compared(Strings::default());
            assert_eq!((compared.calls[0].len(), compared.calls[1].len()), (expected.len(), 0));
        }
    }

    #[test]
    fn a_comment_speaks_once_and_ends_with_its_mark_or_line() {
        let json = "{\n/*kanhe:a*/ /*kanhe:b*/ // kanhe:c * # // kanhe:d\r\n\"a\": \"x\" // kanhe:e\n}";
        let strings = Strings::read(Format::Json, json).unwrap_or_else(|error| panic!("{error}"));
        let heard: Vec<_> = strings.calls.iter().map(|call| call.words.as_str()).collect();
        assert_eq!(heard, ["kanhe:a", "kanhe:b", "kanhe:c * # // kanhe:d", "kanhe:e"]);
        let marks = "//kanhe:".repeat(200_000);
        let strings = Strings::read(Format::Json, &format!("{{\"a\": \"x\"}} {marks}")).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(strings.calls.len(), 1);
    }

    #[test]
    fn what_is_no_table_is_told_with_its_line() {
        for (format, file) in [(Format::Json, "{\n\"a\": }"), (Format::Yaml, "a: b\nc: ]")] {
            let error = Strings::read(format, file).expect_err("broken").to_string();
            assert!(error.starts_with("line 2: "), "{error}");
        }
        let deep = "[".repeat(100_000);
        assert!(Strings::read(Format::Json, &deep).is_err());
        assert!(Strings::read(Format::Yaml, &deep).is_err());
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        assert_eq!(Strings::read(Format::Yaml, bomb).map(|strings| strings.entries.len()), Ok(2));
    }

    proptest! {
        /// What a writer of JSON writes is read back, each character at its place.
        #[test]
        fn strings_are_read_back(words in prop::collection::vec("[a\"\\\\\n中\u{1F600}\u{1}]{1,6}", 1..5)) {
            let file = serde_json::to_string(&words).expect("JSON");
            let strings = Strings::read(Format::Json, &file).unwrap_or_else(|error| panic!("{error}"));
            prop_assert_eq!(strings.entries.iter().map(|(_, content)| content.text.clone()).collect::<Vec<_>>(), words);
            for run in strings.entries.iter().flat_map(|(_, content)| &content.runs) {
                let written = run.file.of(&file);
                prop_assert!(run.is_copied() || written.starts_with('\\'), "{}", written);
            }
        }
    }
}
