//! Files that hold both sides, made by the programs that translators use (`tests/bilingual/make.py`): read, checked,
//! and written once more with notes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The files, and how each names the two units that hold a flaw.
const FILES: &[(&str, [&str; 2])] = &[
    ("toolkit.tmx", ["2", "4"]),
    ("toolkit.xlf", ["crowd", "guests"]),
    ("toolkit-2.xlf", ["crowd", "guests"]),
    ("toolkit.po", ["约有三十五万人观看了通车典礼。", "乌兹别克斯坦大使也到场祝贺。"]),
    ("polib.po", ["crowd|约有三十五万人观看了通车典礼。", "guests|乌兹别克斯坦大使也到场祝贺。"]),
    ("openpyxl.xlsx", ["通车!D3 (crowd)", "通车!D5 (guests)"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bilingual")
}

fn kanhe(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kanhe")).args(arguments).current_dir(folder()).output().expect("kanhe starts")
}

fn findings(file: &str) -> Vec<serde_json::Value> {
    let done = kanhe(&["check", file, "--format", "jsonl"]);
    assert_eq!(done.status.code(), Some(1), "{file}: {}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout).expect("output is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a finding a line")).collect()
}

#[test]
fn flaws_are_found_in_their_units_at_their_bytes() {
    for (file, units) in FILES {
        let bytes = std::fs::read(folder().join(file)).expect("the file can be read");
        let found = findings(file);
        let places: Vec<_> =
            found.iter().map(|finding| (finding["target"]["unit"].as_str(), finding["target"]["text"].as_str())).collect();
        let expected = [(Some(units[0]), Some("35,000")), (Some(units[1]), Some("Ukraine"))];
        assert_eq!(places, expected, "{file}");
        if file.ends_with(".xlsx") {
            continue;
        }
        for side in found.iter().flat_map(|finding| [&finding["source"], &finding["target"]]) {
            let offset = |name: &str| usize::try_from(side[name].as_u64().expect("a number")).expect("a small file");
            let words = String::from_utf8(bytes[offset("start")..offset("end")].to_vec()).expect("whole characters");
            assert_eq!(Some(words.as_str()), side["text"].as_str(), "{file}");
        }
    }
}

#[test]
fn units_without_a_rendering_are_named_and_not_alarmed() {
    for (file, name) in [("toolkit.xlf", "empty"), ("openpyxl.xlsx", "通车!D6 (empty)"), ("polib.po", "empty|典礼之后下起了雨。")]
    {
        let done = kanhe(&["check", file, "--format", "jsonl"]);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(told.contains(&format!("1 unit has no rendering and is not checked: {name}")), "{told}");
    }
}

#[test]
fn notes_are_put_in_and_replaced_and_nothing_else_changes() {
    let out = tempfile::tempdir().expect("a folder");
    for (file, _) in FILES.iter().filter(|(file, _)| !file.ends_with(".xlsx")) {
        let annotated = out.path().join(file);
        let path = annotated.to_str().expect("a path in UTF-8");
        let done = kanhe(&["check", file, "--annotate", path]);
        assert_eq!(done.status.code(), Some(1), "{file}: {}", String::from_utf8_lossy(&done.stderr));
        let (before, after) = (std::fs::read_to_string(folder().join(file)), std::fs::read_to_string(&annotated));
        let (before, after) = (before.expect("text"), after.expect("text"));
        let notes =
            after.matches("kanhe: error number-mismatch: ").count() + after.matches("kanhe: error country-mismatch: ").count();
        assert_eq!(notes, 2, "{file}: {after}");
        // The notes are whole pieces of the new file; without them it is the old one.
        assert_eq!(without_notes(&after), without_notes(&before), "{file}");
        let again = out.path().join(format!("again.{file}"));
        kanhe(&["check", path, "--annotate", again.to_str().expect("a path in UTF-8")]);
        assert_eq!(std::fs::read_to_string(&again).expect("text"), after, "{file}: notes are not doubled");
    }
}

/// The lines of a file, without those that hold a note of kanhe, or nothing but the element around it.
fn without_notes(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.contains("kanhe: ")).collect()
}

/// `tests/bilingual/round-trips.py`, with the Python that `KANHE_PYTHON` names: translate-toolkit, openpyxl, python-docx and
/// LibreOffice make files, kanhe reads and writes them, and they read those. What is not installed is passed over.
#[test]
#[expect(clippy::print_stderr, reason = "a test that did little must say so")]
fn other_programs_read_what_was_made_of_their_files() {
    let python = std::env::var("KANHE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let done = Command::new(&python).arg(folder().join("round-trips.py")).arg(env!("CARGO_BIN_EXE_kanhe")).output();
    let Ok(done) = done else {
        assert_ne!(std::env::var("KANHE_PROGRAMS").as_deref(), Ok("required"), "there is no {python}");
        eprintln!("skipped: there is no {python}");
        return;
    };
    let told = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{told}");
    eprint!("{told}");
}

#[test]
fn a_file_in_utf_16_is_written_in_utf_16() {
    let text = std::fs::read_to_string(folder().join("toolkit.tmx")).expect("text").replace("UTF-8\"?>", "UTF-16\"?>");
    let out = tempfile::tempdir().expect("a folder");
    let (from, to) = (out.path().join("a.tmx"), out.path().join("b.tmx"));
    let bytes = |text: &str| "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    std::fs::write(&from, bytes(&text)).expect("a file");
    let done = kanhe(&["check", from.to_str().expect("UTF-8"), "--annotate", to.to_str().expect("UTF-8")]);
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let written = std::fs::read(&to).expect("a file");
    let units: Vec<u16> = written.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let after = String::from_utf16(&units).expect("UTF-16");
    assert_eq!(after.matches("<note>kanhe: ").count(), 2);
    assert_eq!(bytes(&without_notes(&after)[3..]), bytes(&text), "all else is as it was");
}

#[test]
fn ten_million_empty_units_cost_no_memory_and_are_an_error() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("empty.tmx");
    let text = format!(
        "<tmx version=\"1.4\"><header srclang=\"zh\"/><body><tu><tuv xml:lang=\"zh\"><seg/></tuv><tuv xml:lang=\"en\"><seg/></tuv></tu>{}</body></tmx>",
        "<tu/>".repeat(10_000_000) + &"<tu><tuv xml:lang=\"zh\"><seg/></tuv></tu>".repeat(10_000)
    );
    std::fs::write(&path, text).expect("a file");
    let done = kanhe(&["check", path.to_str().expect("UTF-8")]);
    assert_eq!(done.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&done.stderr).contains("there is no text in it"),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Checks a file of these words; the findings and what else is told.
fn checked(name: &str, text: &str, more: &[&str]) -> (Vec<serde_json::Value>, String) {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join(name);
    std::fs::write(&path, text).expect("a file");
    let arguments = [&["check", path.to_str().expect("UTF-8"), "--format", "jsonl"], more].concat();
    let done = kanhe(&arguments);
    let found = String::from_utf8(done.stdout).expect("output is UTF-8");
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    (found.lines().map(|line| serde_json::from_str(line).expect("a finding a line")).collect(), told)
}

/// An XLIFF of two documents whose units have the same names.
const PARTS: &str = r#"<xliff version="1.2"><file original="a.md" source-language="zh" target-language="en"><body>
<trans-unit id="1"><source>桥长三百五十米。</source><target>The bridge is 305 metres long.</target></trans-unit>
<trans-unit id="2"><source>点击<g id="1">保存</g><x id="2"/>。</source><target>Click Save<x id="3"/>.</target></trans-unit></body></file>
<file original="b.md" source-language="zh" target-language="en"><body>
<trans-unit id="1"><source>共有四十二人。</source><target>There were 24 people.</target>NOTE</trans-unit></body></file></xliff>"#;

#[test]
fn units_of_the_same_name_are_told_apart_by_their_document() {
    let (found, _) = checked("parts.xlf", &PARTS.replace("NOTE", ""), &[]);
    let units: Vec<_> = found.iter().filter_map(|finding| finding["target"]["unit"].as_str()).collect();
    assert_eq!(units, ["a.md#1", "a.md#2", "a.md#2", "a.md#2", "b.md#1"]);
}

#[test]
fn tags_that_are_elements_of_the_file_are_compared() {
    let (found, _) = checked("parts.xlf", &PARTS.replace("NOTE", ""), &[]);
    let tags = found.iter().filter(|finding| finding["rule"] == "placeholder-mismatch");
    let said: Vec<_> = tags.map(|finding| (finding["message"].as_str(), finding["source"]["text"].as_str())).collect();
    let lacks = Some("the rendering lacks the tag <g id=\"1\">");
    assert!(said.contains(&(lacks, Some("保存"))), "{said:?}");
    assert!(said.contains(&(Some("the rendering lacks the tag <x id=\"2\">"), Some(""))), "{said:?}");
    assert!(said.iter().any(|(message, _)| message.is_some_and(|message| message.contains("has the tag <x id=\"3\">"))));
}

#[test]
fn a_note_of_a_person_silences_a_rule_in_its_unit_alone_and_stays_where_it_is() {
    let note = "<note>kanhe:ignore number-mismatch: counted anew</note>";
    let (found, told) = checked("parts.xlf", &PARTS.replace("NOTE", note), &[]);
    let numbers: Vec<_> = found.iter().filter(|finding| finding["rule"] == "number-mismatch").collect();
    assert_eq!((numbers.len(), numbers[0]["target"]["unit"].as_str()), (1, Some("a.md#1")), "{told}");
    let catalogue = "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\n#. kanhe:ignore-next number-mismatch: rounded\n\
         msgid \"约有三十五万人。\"\nmsgstr \"Some 35,000 people.\"\n\nmsgid \"桥长三百五十米。\"\nmsgstr \"It is 305 metres long.\"\n";
    let out = tempfile::tempdir().expect("a folder");
    let annotated = out.path().join("b.po");
    let (found, told) = checked("a.po", catalogue, &["--source-lang", "zh", "--annotate", annotated.to_str().expect("UTF-8")]);
    assert_eq!(found.len(), 1, "{told}");
    let text = std::fs::read_to_string(annotated).expect("a file");
    assert_eq!(without_notes(&text), catalogue);
    let (_, told) = checked("a.po", &catalogue.replace("rounded", ""), &["--source-lang", "zh"]);
    assert!(told.contains("line 5: this comment gives no reason"), "{told}");
}
