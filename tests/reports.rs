//! Reports for other programs, as those programs read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A folder of two pairs, away from any repository.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/reports.in");
    for part in ["", "zh", "en"] {
        fs::create_dir_all(folder.path().join(part)).expect("a folder can be made");
        for entry in fs::read_dir(from.join(part)).expect("the folder can be read") {
            let path: PathBuf = entry.expect("the folder can be read").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name");
                fs::copy(&path, folder.path().join(part).join(name)).expect("a file can be copied");
            }
        }
    }
    folder
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .args(["check", "--format"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("kanhe runs");
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("output is UTF-8")
}

#[test]
fn sarif_fits_the_published_schema_and_leads_to_the_words() {
    let folder = project();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/sarif-schema-2.1.0.json");
    // The published pattern of languages has a bracket without its partner, which only some readers of patterns forgive.
    let schema = fs::read_to_string(schema).expect("the schema stands there").replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    for unit in ["utf16", "codepoint", "byte"] {
        let report: Value =
            serde_json::from_str(&printed(folder.path(), &["sarif", "--sarif-columns", unit])).expect("the report is JSON");
        let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let results = report["runs"][0]["results"].as_array().expect("there are results");
        assert_eq!(results.len(), 2);
        for (result, words) in results.iter().zip(["Ukraine", "35,000"]) {
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "en/%E8%AE%BF%E9%97%AE%2C%201.txt");
            let text = fs::read_to_string(folder.path().join("en/访问, 1.txt")).expect("the text can be read");
            let column =
                |name: &str| usize::try_from(place["region"][name].as_u64().expect("a column")).expect("a small one") - 1;
            let (start, end) = (column("startColumn"), column("endColumn"));
            let shown = match unit {
                "utf16" => {
                    let units: Vec<u16> = text.encode_utf16().collect();
                    String::from_utf16_lossy(&units[start..end])
                }
                "codepoint" => text.chars().skip(start).take(end - start).collect(),
                _ => text[start..end].to_owned(),
            };
            assert_eq!(shown, words, "{unit}");
        }
    }
    let broken: Value = serde_json::json!({"version": "2.1.0", "runs": [{}]});
    assert!(!validator.is_valid(&broken), "the schema refuses nothing");
}

#[test]
fn a_configuration_further_down_is_a_run_of_its_own() {
    let folder = project();
    let category = || {
        let report: Value = serde_json::from_str(&printed(&folder.path().join("docs"), &["sarif"])).expect("the report is JSON");
        report["runs"][0]["automationDetails"]["id"].as_str().map(str::to_owned)
    };
    fs::create_dir_all(folder.path().join("docs")).expect("a folder can be made");
    for part in ["zh", "en", "kanhe.toml"] {
        fs::rename(folder.path().join(part), folder.path().join("docs").join(part)).expect("it can be moved");
    }
    assert_eq!(category().as_deref(), Some("kanhe/"));
    fs::create_dir_all(folder.path().join(".git")).expect("a folder can be made");
    assert_eq!(category().as_deref(), Some("kanhe/docs/"));
}

#[test]
fn the_page_holds_every_sentence_and_marks_the_words() {
    let folder = project();
    let page = printed(folder.path(), &["html"]);
    assert_eq!(page, printed(folder.path(), &["html", "--jobs", "1"]));
    for words in ["<mark class=\"error\">Ukraine</mark>", "<mark class=\"error\">三十五万</mark>", "天气很好。", "lang=\"zh\""]
    {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
}

#[test]
fn verdicts_come_back_in_the_workbook_of_findings() {
    let folder = project();
    fs::write(folder.path().join("kanhe.toml"), "[[pairs]]\nsource = \"zh/*.txt\"\ntarget = \"en/*.txt\"\n").expect("a file");
    let found = printed(folder.path(), &["jsonl"]);
    let ids: Vec<String> = found
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("a finding a line")["fingerprint"].as_str().expect("an id").to_owned()
        })
        .collect();
    let decide = |rows: &[[&str; 4]], more: &[&str]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip([["id", "verdict", "reason", "comment"]].iter().chain(rows)) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
        book.save(folder.path().join("back.xlsx")).expect("a workbook");
        let done = Command::new(env!("CARGO_BIN_EXE_kanhe"))
            .args(["decide", "--from", "back.xlsx", "--author", "Client", "--date", "2026-11-22"])
            .args(more)
            .current_dir(folder.path())
            .output()
            .expect("kanhe runs");
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let (first, second) = (ids[0].as_str(), ids[1].as_str());
    let (status, told) = decide(&[[first, "intended", "", ""]], &[]);
    assert_eq!(status, Some(2));
    assert!(told.contains("back.xlsx: row 2: a dismissal needs a reason"), "{told}");
    let rows = [[first, "Intended", "as agreed", ""], [second, "", "", "who knows?"], ["0123456789", "confirmed", "", ""]];
    let (status, told) = decide(&rows, &[]);
    assert_eq!(status, Some(0), "{told}");
    assert!(told.contains("row 4: finding 01234567 is no more"), "{told}");
    assert!(told.contains("2 verdicts taken over, 0 known already, 1 of findings that are no more"), "{told}");
    let held = fs::read_to_string(folder.path().join("kanhe-decisions.jsonl")).expect("decisions");
    assert!(held.contains("\"as agreed\"") && held.contains("\"who knows?\"") && held.contains("\"Client\""), "{held}");
    let (_, told) = decide(&rows, &[]);
    assert!(told.contains("no verdict taken over, 2 known already"), "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("kanhe-decisions.jsonl")).expect("decisions"), held);
    assert!(!printed(folder.path(), &["jsonl"]).contains(first));
    let (status, told) = decide(&[[first, "perhaps", "", ""]], &[]);
    assert!(status == Some(2) && told.contains("row 2: “perhaps” is no verdict"), "{told}");
}
