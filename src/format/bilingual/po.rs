//! PO, the catalogues of gettext (<https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html>).
//!
//! The readers that exist keep no places of words, without which findings could not be shown nor notes be put in
//! without touching the rest; so this one reads line by line and keeps every place.

use super::xml::line_of;
use super::{Bilingual, Content, Slot, Standing, Unit, Wanted};
use crate::format::FormatError;
use crate::text::Span;

/// How many characters of the original name a unit.
const NAMED: usize = 40;

/// A message as it is gathered line by line.
#[derive(Default)]
struct Message {
    /// Where its first line begins.
    start: usize,
    context: Option<Content>,
    original: Option<Content>,
    plural: Option<Content>,
    renderings: Vec<Content>,
    fuzzy: bool,
    obsolete: bool,
    /// What stands in the comments before it.
    notes: Slot,
}

/// What the strings that follow belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Nothing,
    Context,
    Original,
    Plural,
    Rendering,
}

/// Reads a catalogue.
pub(super) fn read(file: &str, wanted: &Wanted) -> Result<Bilingual, FormatError> {
    let mut catalogue = Bilingual::default();
    let mut message: Option<Message> = None;
    let (mut field, mut at) = (Field::Nothing, 0);
    for line in file.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at += line.len();
        let words = line.trim();
        let done = message.as_ref().is_some_and(|message| !message.renderings.is_empty());
        if words.is_empty() || (done && begins_message(words)) {
            finish(&mut catalogue, message.take(), file)?;
            field = Field::Nothing;
        }
        if words.is_empty() {
            continue;
        }
        let start = span.range().start;
        let message = message.get_or_insert_with(|| Message { start, ..Message::default() });
        read_line(file, span, &mut field, message)?;
    }
    finish(&mut catalogue, message, file)?;
    catalogue.hold_to(wanted)?;
    Ok(catalogue)
}

/// Whether a line can stand only at the beginning of a message.
fn begins_message(line: &str) -> bool {
    let line = line.strip_prefix("#~").map_or(line, str::trim_start);
    let keyword = line.split([' ', '\t', '"']).next().unwrap_or_default();
    matches!(keyword, "msgid" | "msgctxt" | "domain") || (line.starts_with('#') && !line.starts_with("#|"))
}

fn read_line(file: &str, span: Span, field: &mut Field, message: &mut Message) -> Result<(), FormatError> {
    let line = span.of(file);
    let mut words = line.trim();
    let mut at = span.range().start + (line.len() - line.trim_start().len());
    if let Some(comment) = words.strip_prefix('#') {
        let Some(kept) = comment.strip_prefix('~') else {
            match comment.strip_prefix('.') {
                // Remarks of programmers, which are taken over from the source code.
                Some(remark) => message.notes.meet_call(remark, span.start),
                None => message.notes.meet_note(comment, span.start, span),
            }
            let flags = comment.strip_prefix(',').unwrap_or_default();
            message.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
            return Ok(());
        };
        message.obsolete = true;
        // The previous original of a message that is out of use.
        if kept.starts_with('|') {
            return Ok(());
        }
        let trimmed = kept.trim_start();
        at += words.len() - trimmed.len();
        words = trimmed;
    }
    let keyword = words.split([' ', '\t', '"']).next().unwrap_or_default();
    let begin = span.range().start;
    let fault = |what: String| FormatError::Line { line: line_of(file, begin), what };
    let content = match keyword {
        "" => None,
        "msgctxt" => {
            *field = Field::Context;
            Some(message.context.insert(Content::at(at)))
        }
        "msgid" => {
            *field = Field::Original;
            Some(message.original.insert(Content::at(at)))
        }
        "msgid_plural" => {
            *field = Field::Plural;
            Some(message.plural.insert(Content::at(at)))
        }
        _ if keyword == "msgstr" || (keyword.starts_with("msgstr[") && keyword.ends_with(']')) => {
            *field = Field::Rendering;
            message.renderings.push(Content::at(at));
            message.renderings.last_mut()
        }
        // The division of a catalogue into domains says nothing about words.
        "domain" => return Ok(()),
        other => {
            let shown: String = other.chars().take(20).collect();
            return Err(fault(format!("“{shown}” is no keyword of a catalogue")));
        }
    };
    let content = match (content, *field) {
        (Some(content), _) => content,
        (None, Field::Context) => message.context.get_or_insert_default(),
        (None, Field::Original) => message.original.get_or_insert_default(),
        (None, Field::Plural) => message.plural.get_or_insert_default(),
        (None, Field::Rendering) => {
            message.renderings.last_mut().ok_or_else(|| fault("a string belongs to nothing".to_owned()))?
        }
        (None, Field::Nothing) => return Err(fault("a string belongs to nothing".to_owned())),
    };
    let string = words.get(keyword.len()..).unwrap_or_default().trim_start();
    at += words.len() - string.len();
    if !keyword.is_empty() {
        content.start = Span::at(at + 1).start;
    }
    let inner = string.strip_prefix('"').and_then(|string| string.strip_suffix('"')).filter(|_| string.len() > 1);
    let inner = inner.ok_or_else(|| fault("a string stands in double quotes".to_owned()))?;
    unescape(inner, at + 1, content);
    Ok(())
}

/// Adds a string as it is written between its quotes, from byte `at` of the file on.
fn unescape(written: &str, mut at: usize, content: &mut Content) {
    let mut rest = written;
    while let Some(before) = rest.find('\\') {
        let (plain, escape) = rest.split_at(before);
        content.add(plain, Span::new(at, at + plain.len()));
        at += plain.len();
        let mut characters = escape.chars().skip(1);
        let digits =
            |text: &str, radix: u32, most: usize| text.chars().take(most).take_while(|digit| digit.is_digit(radix)).count();
        let (words, length) = match characters.next() {
            Some('n') => ("\n".to_owned(), 2),
            Some('t') => ("\t".to_owned(), 2),
            Some('r') => ("\r".to_owned(), 2),
            Some('0'..='7') => number(escape, 1, digits(&escape[1..], 8, 3), 8),
            Some('x') => number(escape, 2, digits(&escape[2..], 16, 2), 16),
            Some('a' | 'b' | 'f' | 'v') => (" ".to_owned(), 2),
            Some(other) => (other.to_string(), 1 + other.len_utf8()),
            None => ("\\".to_owned(), 1),
        };
        content.add(&words, Span::new(at, at + length));
        at += length;
        rest = escape.get(length..).unwrap_or_default();
    }
    content.add(rest, Span::new(at, at + rest.len()));
}

/// The character of an escape by number and the length of the escape.
fn number(escape: &str, start: usize, digits: usize, radix: u32) -> (String, usize) {
    let written = escape.get(start..start + digits).unwrap_or_default();
    let character = u32::from_str_radix(written, radix).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}');
    (character.to_string(), start + digits)
}

fn finish(catalogue: &mut Bilingual, message: Option<Message>, file: &str) -> Result<(), FormatError> {
    let Some(message) = message else { return Ok(()) };
    let Some(original) = message.original else {
        if message.renderings.is_empty() {
            return Ok(());
        }
        return Err(FormatError::Line {
            line: line_of(file, message.start),
            what: "a rendering stands without its original".to_owned(),
        });
    };
    if original.text.is_empty() && message.context.is_none() {
        if let Some(head) = message.renderings.first() {
            let value = |name: &str| {
                let line = head.text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
                line.map(str::trim).filter(|value| is_tag(value)).map(str::to_owned)
            };
            catalogue.languages = [value("X-Source-Language"), value("Language")];
        }
        return Ok(());
    }
    let mut id = message.context.map_or_else(String::new, |context| format!("{}|", context.text));
    id.extend(original.text.chars().take(NAMED));
    if original.text.chars().nth(NAMED).is_some() {
        id.push('…');
    }
    let standing = if message.obsolete { Standing::Obsolete } else { Standing::Open };
    let start = Span::at(message.start).start;
    let slot = (!message.obsolete).then(|| catalogue.add_slot(Slot { at: start, inside: start, ..message.notes }));
    let count = message.renderings.len();
    for (number, target) in message.renderings.into_iter().enumerate() {
        // One form alone serves for all numbers; else the first is that of one thing.
        let plural = message.plural.as_ref().filter(|_| number > 0 || count == 1);
        let source = plural.unwrap_or(&original).clone();
        let id = if message.plural.is_some() { format!("{id}[{number}]") } else { id.clone() };
        catalogue.add(Unit { id, source, target, standing, unsure: message.fuzzy, slot })?;
    }
    Ok(())
}

/// Whether the head of a catalogue names a language there, and not the word that stands there before anybody filled it in.
fn is_tag(value: &str) -> bool {
    let primary = value.split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CATALOGUE: &str = r#"# Copyright
msgid ""
msgstr ""
"Language: en_GB\n"
"Content-Type: text/plain; charset=UTF-8\n"

# a remark
# kanhe: error number-mismatch: old
#: src/a.c:1
#, fuzzy, c-format
#| msgid "旧"
msgctxt "menu"
msgid "打开\"%s\""
msgstr ""
"Open "
"\"%s\"\n"
#: src/b.c:2
msgid "%d 个文件"
msgid_plural "%d 个文件们"
msgstr[0] "%d file"
msgstr[1] "%d files"

msgid "水"
msgstr ""

#~ msgid "茶"
#~ msgstr "tea"
"#;

    #[test]
    fn messages_are_read_with_contexts_plurals_and_marks() {
        let found = read(CATALOGUE, &Wanted::default()).expect("a catalogue");
        assert_eq!(found.languages, [None, Some("en_GB".to_owned())]);
        let shown: Vec<_> = found
            .units
            .iter()
            .map(|unit| (unit.id.as_str(), unit.source.text.as_str(), unit.target.text.as_str(), unit.standing))
            .collect();
        assert_eq!(
            shown,
            [
                ("menu|打开\"%s\"", "打开\"%s\"", "Open \"%s\"\n", Standing::Open),
                ("%d 个文件[0]", "%d 个文件", "%d file", Standing::Open),
                ("%d 个文件[1]", "%d 个文件们", "%d files", Standing::Open),
                ("水", "水", "", Standing::Untranslated),
                ("茶", "茶", "tea", Standing::Obsolete),
            ]
        );
        assert_eq!(found.units.iter().map(|unit| unit.unsure).collect::<Vec<_>>(), [true, false, false, false, false]);
        let slot = &found.slots[found.units[0].slot.expect("a place for notes")];
        assert!(CATALOGUE[slot.at as usize..].starts_with("# a remark"));
        assert_eq!(slot.old.iter().map(|span| span.of(CATALOGUE)).collect::<Vec<_>>(), ["# kanhe: error number-mismatch: old\n"]);
        let second = &found.slots[found.units[1].slot.expect("a place for notes")];
        assert!(CATALOGUE[second.at as usize..].starts_with("#: src/b.c:2"));
    }

    #[test]
    fn what_is_no_catalogue_is_told_with_its_line() {
        for (file, line) in [("msgid \"a\"\nmsgstr \"b", 2), ("\n\"a\"", 2), ("msgid \"a\"\nhello", 2), ("msgstr \"a\"\n", 1)] {
            let error = read(file, &Wanted::default()).expect_err(file).to_string();
            assert!(error.starts_with(&format!("line {line}: ")), "{error}");
        }
    }

    proptest! {
        /// Words that were escaped are read back, each byte at its place.
        #[test]
        fn strings_are_read_back(words in "[a\"\\\\\n\t中 %]{1,12}") {
            let escaped = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
            let file = format!("msgid \"x\"\nmsgstr \"{escaped}\"\n");
            let found = read(&file, &Wanted::default()).expect("a catalogue");
            let target = &found.units[0].target;
            prop_assert_eq!(&target.text, &words);
            for run in &target.runs {
                let (text, place) = (run.text.of(&target.text), run.file.of(&file));
                prop_assert!(text == place || place.starts_with('\\'), "{} {}", text, place);
            }
        }
    }
}
