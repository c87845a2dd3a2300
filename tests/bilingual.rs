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
        "<tu/>".repeat(10_000_000)
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
