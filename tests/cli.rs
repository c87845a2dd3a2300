//! The command line, as scripts and people meet it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde::Deserialize;

/// Each file of `tests/cmd` holds commands and what they print. `TRYCMD=overwrite cargo test --test cli`
/// writes what is printed now, for review.
#[test]
fn commands_print_what_their_case_files_show() {
    trycmd::TestCases::new().case("tests/cmd/*.md").case("tests/cmd/*.toml");
}

fn kanhe(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("kanhe starts");
    // kanhe may end before it has read everything, as it should where the arguments are wrong.
    let _ = child.stdin.take().expect("standard input is piped").write_all(input);
    child.wait_with_output().expect("kanhe ends")
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8").lines().map(str::to_owned).collect()
}

/// A finding, with every field that scripts may rely on and no other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    id: Option<String>,
    rule: String,
    level: String,
    confidence: f64,
    message: String,
    source: Place,
    target: Place,
    suggestion: Option<String>,
    fingerprint: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    file: String,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    version: u32,
    findings: Vec<Finding>,
    summary: Summary,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Summary {
    pairs: usize,
    beads: usize,
    doubtful_beads: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

fn assert_sound(finding: &Finding) {
    assert!(["error", "warning", "note"].contains(&finding.level.as_str()), "{finding:?}");
    assert!((0.0..=1.0).contains(&finding.confidence), "{finding:?}");
    assert!(!finding.rule.is_empty() && !finding.message.is_empty(), "{finding:?}");
    assert!(finding.suggestion.as_deref() != Some(""), "{finding:?}");
    assert_eq!(finding.fingerprint.len(), 32, "{finding:?}");
}

const ORIGINAL: &str = "fixtures/uzbekistan-read-as-ukraine/original.zh.txt";
const RENDERING: &str = "fixtures/uzbekistan-read-as-ukraine/rendering.en.txt";

#[test]
fn the_json_report_holds_the_promised_fields_and_places_that_lead_to_the_words() {
    let done = kanhe(&["check", "--format", "json", "--source-lang", "zh", "--target-lang", "en", ORIGINAL, RENDERING], b"");
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let report: Report = serde_json::from_slice(&done.stdout).expect("the report is one JSON object");
    let summary = &report.summary;
    assert_eq!((report.version, summary.pairs), (1, 1));
    assert!(summary.beads >= summary.doubtful_beads);
    assert_eq!(summary.errors + summary.warnings + summary.notes, report.findings.len());
    assert!(!report.findings.is_empty(), "nothing was found, so nothing was tested");
    for finding in &report.findings {
        assert_sound(finding);
        assert_eq!(finding.id, None);
        assert_eq!((finding.source.file.as_str(), finding.target.file.as_str()), (ORIGINAL, RENDERING));
        for place in [&finding.source, &finding.target] {
            let text = std::fs::read_to_string(place.file.as_str()).expect("the fixture can be read");
            assert_eq!(&text[place.start..place.end], place.text);
            let line = text.lines().nth(place.line - 1).expect("the line exists");
            let rest: String = line.chars().skip(place.column - 1).collect();
            assert!(rest.starts_with(place.text.lines().next().unwrap_or_default()), "{place:?}");
        }
    }
}

#[test]
fn findings_in_json_lines_are_placed_in_the_strings_of_their_pair() {
    let pairs = "{\"id\":\"a\",\"source\":\"乌兹别克斯坦总统到访。\",\"target\":\"The President of Uzbekistan arrived.\",\"document\":\"d\",\
                 \"source_lang\":\"zh\",\"target_lang\":\"en\"}\n\
                 {\"id\":\"b\",\"source\":\"乌兹别克斯坦很大。\",\"target\":\"Ukraine is large.\",\"document\":\"d\",\"source_lang\":\"zh\",\
                 \"target_lang\":\"en\"}\n";
    let done = kanhe(&["check", "--pairs", "-", "--format", "jsonl"], pairs.as_bytes());
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let findings: Vec<Finding> = lines(&done).iter().map(|line| serde_json::from_str(line).expect("a finding a line")).collect();
    let finding = findings.iter().find(|finding| finding.rule == "country-mismatch").expect("Ukraine is not Uzbekistan");
    assert_sound(finding);
    assert_eq!(finding.id.as_deref(), Some("b"));
    assert_eq!((finding.target.start, finding.target.end, finding.target.text.as_str()), (0, 7, "Ukraine"));
    assert_eq!((finding.source.start, finding.source.end, finding.source.text.as_str()), (0, 18, "乌兹别克斯坦"));
}

#[test]
fn a_pair_without_its_document_gives_the_same_finding_and_fingerprint() {
    let line = |document: &str| {
        format!(
            "{{\"id\":\"b\",\"source\":\"乌兹别克斯坦很大。\",\"target\":\"Ukraine is large.\",{document}\"source_lang\":\"zh\",\"target_lang\":\"en\"}}\n"
        )
    };
    let alone = kanhe(&["check", "--pairs", "-", "--format", "jsonl"], line("").as_bytes());
    let before = "{\"id\":\"a\",\"source\":\"天气好。\",\"target\":\"Fine.\",\"document\":\"d\",\"source_lang\":\"zh\",\"target_lang\":\"en\"}\n";
    let within =
        kanhe(&["check", "--pairs", "-", "--format", "jsonl"], (before.to_owned() + &line("\"document\":\"d\",")).as_bytes());
    let found = |output: &Output| lines(output).into_iter().find(|line| line.contains("country-mismatch")).expect("a finding");
    assert_eq!(found(&alone), found(&within));
}

#[test]
fn the_order_of_findings_does_not_depend_on_the_number_of_jobs() {
    let pairs: String = (0..500)
        .map(|number| {
            format!(
                "{{\"id\":\"{number}\",\"source\":\"乌兹别克斯坦很大。\",\"target\":\"Ukraine is large.\",\"source_lang\":\"zh\",\"target_lang\":\"en\"}}\n"
            )
        })
        .collect();
    let run = |jobs| lines(&kanhe(&["check", "--pairs", "-", "--format", "jsonl", "--jobs", jobs], pairs.as_bytes()));
    let one = run("1");
    assert!(one.len() >= 500);
    assert_eq!(one, run("3"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let pairs = "{\"id\":\"b\",\"source\":\"乌兹别克斯坦很大。\",\"target\":\"Ukraine is large.\",\"source_lang\":\"zh\",\"target_lang\":\"en\"}\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .args(["check", "--pairs", "-", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("kanhe starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("standard input is piped");
    for _ in 0..5000 {
        if stdin.write_all(pairs.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let done = child.wait_with_output().expect("kanhe ends");
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert!(done.status.success());
}

#[test]
fn texts_in_utf_16_and_gb18030_are_read_as_if_they_were_utf_8() {
    let text = "乌兹别克斯坦总统八月三日到访，随行的有三百五十人。\n他们将在北京停留两天。\n";
    let expected = kanhe(&["mentions", "--lang", "zh", "--format", "jsonl", "-"], text.as_bytes());
    assert!(!expected.stdout.is_empty(), "nothing was read, so nothing was tested");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(little.iter().copied()).collect();
    let (gb18030, ..) = encoding_rs::GB18030.encode(text);
    let with_mark: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    for bytes in [little, big, marked, gb18030.into_owned(), with_mark] {
        let done = kanhe(&["mentions", "--lang", "zh", "--format", "jsonl", "-"], &bytes);
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        assert_eq!(lines(&done), lines(&expected));
    }
}

#[test]
fn offsets_count_the_byte_order_mark_of_the_file() {
    let text = "一句话。\n";
    let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    let start = |bytes: &[u8]| {
        let done = kanhe(&["segment", "--format", "jsonl", "-"], bytes);
        let line: serde_json::Value = serde_json::from_str(&lines(&done)[0]).expect("a sentence a line");
        line["start"].as_u64()
    };
    assert_eq!((start(text.as_bytes()), start(&marked)), (Some(0), Some(3)));
}
