//! Notes put into a file of units: inserted at their places, so that every other byte stays as it is.

use std::collections::BTreeMap;

use quick_xml::escape::partial_escape;

use super::{Bilingual, NOTE, NoteForm, Slot};
use crate::text::Span;

/// A change of a file: the bytes that go, and what comes.
struct Edit {
    place: Span,
    words: String,
}

impl Bilingual {
    /// The file of these units, `file`, with `notes` put in, each about the unit of its index, and without those that
    /// kanhe put in before; every other byte stays as it is. A note about a unit that has no place for notes is left out.
    #[must_use]
    pub fn annotated(&self, file: &str, notes: &[(usize, String)]) -> String {
        let mut by_slot: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (unit, words) in notes {
            if let Some(slot) = self.units.get(*unit).and_then(|unit| unit.slot) {
                by_slot.entry(slot).or_default().push(words);
            }
        }
        let mut edits = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            edits.extend(slot.old.iter().map(|old| Edit { place: *old, words: String::new() }));
            if let Some(notes) = by_slot.get(&index) {
                edits.push(Edit { place: Span { start: slot.at, end: slot.at }, words: slot.written(file, notes) });
            }
        }
        edits.sort_by_key(|edit| (edit.place.start, edit.place.end));
        let (mut text, mut at) = (String::with_capacity(file.len()), 0);
        for edit in edits {
            let start = edit.place.range().start.max(at);
            text.push_str(file.get(at..start).unwrap_or_default());
            text.push_str(&edit.words);
            at = edit.place.range().end.max(start);
        }
        text.push_str(file.get(at..).unwrap_or_default());
        text
    }
}

impl Slot {
    /// The notes as they stand in the file, with the blanks before them.
    fn written(&self, file: &str, notes: &[&str]) -> String {
        let notes = notes.iter().map(|words| format!("{NOTE}{}", on_one_line(words)));
        let NoteForm::Element { attribute, enclosed } = self.form else {
            let end = if file.contains("\r\n") { "\r\n" } else { "\n" };
            return notes.map(|note| format!("# {note}{end}")).collect();
        };
        let (indent, prefix) = (self.indentation(file), &self.prefix);
        let element = |note: String| format!("<{prefix}note{attribute}>{}</{prefix}note>", partial_escape(&note));
        if enclosed {
            format!("{indent}<{prefix}notes>{}</{prefix}notes>", notes.map(element).collect::<String>())
        } else {
            notes.map(|note| format!("{indent}{}", element(note))).collect()
        }
    }

    /// The line end and the blanks with which the first element begins among which the notes go; nothing where the
    /// elements follow each other on one line.
    fn indentation<'a>(&self, file: &'a str) -> &'a str {
        let rest = file.get(self.inside as usize..).unwrap_or_default();
        let blanks = &rest[..rest.len() - rest.trim_start().len()];
        if blanks.contains('\n') { blanks } else { "" }
    }
}

/// `words` on one line, without what XML has no place for.
fn on_one_line(words: &str) -> String {
    let shown = |character: &char| !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}');
    words.split(['\n', '\r']).map(|line| line.chars().filter(shown).collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::format::Format;
    use crate::format::bilingual::{Wanted, read};
    use proptest::prelude::*;

    fn annotated(format: Format, file: &str, notes: &[(usize, &str)]) -> String {
        let units = read(format, file, &Wanted::default()).unwrap_or_else(|error| panic!("{error}\n{file}"));
        let notes: Vec<_> = notes.iter().map(|(unit, words)| (*unit, (*words).to_owned())).collect();
        units.annotated(file, &notes)
    }

    const MEMORY: &str = "<tmx version=\"1.4\"><header srclang=\"zh\"/><body>\r\n  <tu>\r\n    <prop type=\"x\"> a </prop>\r\n    <tuv xml:lang=\"zh\"><seg>水</seg></tuv>\
        <tuv xml:lang=\"en\"><seg>tea</seg></tuv>\r\n  </tu><tu><tuv xml:lang=\"zh\"><seg>茶</seg></tuv><tuv xml:lang=\"en\"><seg>tea</seg></tuv></tu></body></tmx>";
    const OLD: &str = "<x:xliff version='1.2' xmlns:x='urn:oasis:names:tc:xliff:document:1.2'><x:file source-language='zh' target-language='en'><x:body>\n\t<x:trans-unit id='1'>\n\t\t\
        <x:source>水</x:source>\n\t\t<x:target>tea</x:target>\n\t\t<x:note>mine</x:note>\n\t</x:trans-unit>\n</x:body></x:file></x:xliff>";
    const NEW: &str = "<xliff version='2.0' srcLang='zh' trgLang='en'><file id='f'>\n <unit id='1'>\n  <segment><source>水</source><target>tea</target></segment>\n </unit>\n\
         <unit id='2'>\n  <notes>\n   <note>mine</note>\n  </notes>\n  <segment><source>茶</source><target>tea</target></segment>\n </unit></file></xliff>";
    const CATALOGUE: &str =
        "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\n# mine\nmsgid \"水\"\nmsgstr \"tea\"\n\nmsgid \"茶\"\nmsgstr \"tea\"\n";

    #[test]
    fn a_note_stands_where_the_format_has_notes() {
        let found = annotated(Format::Tmx, MEMORY, &[(0, "a < b"), (1, "c")]);
        assert!(found.contains("<tu>\r\n    <note>kanhe: a &lt; b</note>\r\n    <prop"), "{found}");
        assert!(found.contains("</tu><tu><note>kanhe: c</note><tuv"), "{found}");
        let found = annotated(Format::Xliff, OLD, &[(0, "a"), (0, "b\nc")]);
        let expected = "</x:target>\n\t\t<x:note from=\"kanhe\">kanhe: a</x:note>\n\t\t<x:note from=\"kanhe\">kanhe: b c</x:note>\n\t\t<x:note>mine";
        assert!(found.contains(expected), "{found}");
        let found = annotated(Format::Xliff, NEW, &[(0, "a"), (1, "b")]);
        assert!(
            found.contains("<unit id='1'>\n  <notes><note category=\"kanhe\">kanhe: a</note></notes>\n  <segment>"),
            "{found}"
        );
        assert!(found.contains("<note>mine</note>\n   <note category=\"kanhe\">kanhe: b</note>\n  </notes>"), "{found}");
        let found = annotated(Format::Po, CATALOGUE, &[(0, "a"), (1, "b")]);
        assert!(found.contains("\n\n# kanhe: a\n# mine\nmsgid"), "{found}");
        assert!(found.contains("\n\n# kanhe: b\nmsgid"), "{found}");
    }

    proptest! {
        /// Notes of another day are replaced, not doubled; without any, the file is what it was before the first.
        #[test]
        fn notes_come_and_go_and_leave_no_trace(
            first in prop::collection::vec((0..2_usize, "[a<&\"中\u{1}\n]{0,5}"), 0..4),
            second in prop::collection::vec((0..2_usize, "[a<&\"中]{0,5}"), 0..4),
        ) {
            fn plain(notes: &[(usize, String)]) -> Vec<(usize, &str)> {
                notes.iter().map(|(unit, words)| (*unit, words.as_str())).collect()
            }
            for (format, file) in [(Format::Tmx, MEMORY), (Format::Xliff, OLD), (Format::Xliff, NEW), (Format::Po, CATALOGUE)] {
                let once = annotated(format, file, &plain(&first));
                prop_assert_eq!(annotated(format, &once, &plain(&second)), annotated(format, file, &plain(&second)));
                prop_assert_eq!(annotated(format, &once, &[]), file);
            }
        }
    }
}
