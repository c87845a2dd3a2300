//! What a person does on the page stands in the same files that the command line reads, at once.

use std::fs;

use serde_json::{Value, json};

use crate::client::Server;

const DECISIONS: &str = "kanhe-decisions.jsonl";
const BEADS: &str = "alignments/lighthouse.tsv";

fn findings(view: &Value) -> Vec<Value> {
    view["findings"].as_array().expect("findings").clone()
}

fn beads(view: &Value) -> Vec<(u64, u64, u64, u64)> {
    let number = |value: &Value| value.as_u64().expect("a number");
    let shape = |bead: &Value| {
        let (source, target) = (&bead["source"], &bead["target"]);
        (number(&source["start"]), number(&source["end"]), number(&target["start"]), number(&target["end"]))
    };
    view["beads"].as_array().expect("beads").iter().map(shape).collect()
}

fn reviewed(view: &Value) -> Vec<usize> {
    let all = view["beads"].as_array().expect("beads");
    all.iter().enumerate().filter(|(_, bead)| bead["reviewed"] == json!(true)).map(|(index, _)| index).collect()
}

fn texts(server: &Server) -> Vec<String> {
    ["zh/lighthouse.txt", "en/lighthouse.txt", "zh/harbour.txt", "en/harbour.txt"].map(|name| server.file(name)).to_vec()
}

/// The bead file stands and fits, so that `kanhe check` says nothing of it.
fn assert_beads_fit(server: &Server) {
    let done = server.run(&["check", "--fast", "--format", "jsonl"]);
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(!told.contains("have changed") && !told.contains("error:"), "{told}");
}

#[test]
fn every_verdict_is_written_down_at_once_and_can_be_taken_back() {
    let server = Server::entered();
    let before = texts(&server);
    let view = server.view("lighthouse.txt");
    let (pair, id) = (view["pair"].clone(), findings(&view)[0]["id"].clone());
    let name = id.as_str().expect("an id").to_owned();
    assert!(server.checked().contains(&name));
    for verdict in ["checker-wrong", "intended", "original-wrong", "fixed-elsewhere", "other", "confirmed"] {
        let said =
            json!({ "items": [{ "pair": pair, "id": id }], "verdict": verdict, "reason": "she “rounds”", "note": "ask Li" });
        server.post("/api/decide", &said).json();
        let line: Value = serde_json::from_str(server.file(DECISIONS).trim()).expect("one decision a line");
        assert_eq!((&line["verdict"], &line["author"], &line["date"]), (&json!(verdict), &json!("Ann"), &json!("2026-11-22")));
        assert_eq!((&line["reason"], &line["note"], &line["id"]), (&json!("she “rounds”"), &json!("ask Li"), &id));
        assert_eq!(server.checked().contains(&name), verdict == "confirmed", "{verdict}");
    }
    let state = |view: &Value| findings(view)[0]["state"].clone();
    assert_eq!(state(&server.view("lighthouse.txt")), json!("confirmed"));
    server.post("/api/decide", &json!({ "items": [{ "pair": pair, "id": id }], "verdict": null })).json();
    assert_eq!((server.file(DECISIONS).as_str(), state(&server.view("lighthouse.txt"))), ("", json!("new")));
    for _ in 0..7 {
        server.post("/api/undo", &json!({})).json();
    }
    assert!(!server.path(DECISIONS).exists());
    assert_eq!(texts(&server), before);
}

#[test]
fn a_note_alone_settles_nothing() {
    let server = Server::entered();
    let view = server.view("harbour.txt");
    let id = findings(&view)[0]["id"].clone();
    let said = json!({ "items": [{ "pair": view["pair"], "id": id }], "verdict": "open", "note": "ask the port" });
    server.post("/api/decide", &said).json();
    let finding = findings(&server.view("harbour.txt"))[0].clone();
    assert_eq!((&finding["state"], &finding["note"]), (&json!("new"), &json!("ask the port")));
    assert!(server.checked().contains(&id.as_str().expect("an id").to_owned()));
}

#[test]
fn another_reason_than_the_common_ones_must_be_given() {
    let server = Server::entered();
    let view = server.view("harbour.txt");
    let said = json!({ "items": [{ "pair": view["pair"], "id": findings(&view)[0]["id"] }], "verdict": "other", "reason": " " });
    assert_eq!(server.post("/api/decide", &said).status, 422);
}

#[test]
fn all_findings_of_the_same_words_are_previewed_and_dismissed_together() {
    let server = Server::entered();
    for (name, line) in [
        ("zh/harbour.txt", "码头上有六百五十名工人，这是去年的数。"),
        ("en/harbour.txt", "There are 560 workers on the docks, as of last year."),
    ] {
        fs::write(server.path(name), format!("{}\n{line}\n", server.file(name))).expect("a file can be written");
    }
    let view = server.view("harbour.txt");
    let item = json!({ "pair": view["pair"], "id": findings(&view)[0]["id"] });
    let alike = server.post("/api/alike", &item).json();
    let alike = alike.as_array().expect("a list");
    assert_eq!(alike.len(), 2, "{alike:?}");
    assert!(alike.iter().all(|one| one["state"] == json!("new")), "{alike:?}");
    let items: Vec<Value> = alike.iter().map(|one| json!({ "pair": one["pair"], "id": one["id"] })).collect();
    let done = server.post("/api/decide", &json!({ "items": items, "verdict": "original-wrong", "reason": "counted anew" }));
    assert_eq!(done.status, 200, "{}", done.body);
    let alike = server.post("/api/alike", &item).json();
    assert!(alike.as_array().expect("a list").iter().all(|one| one["state"] == json!("dismissed")));
    assert_eq!(server.file(DECISIONS).lines().count(), 2);
}

#[test]
fn boundaries_that_are_moved_stand_in_the_bead_file_and_survive_a_realignment() {
    let server = Server::entered();
    let before = texts(&server);
    let view = server.view("lighthouse.txt");
    let path = format!("/api/pairs/{}/align", view["pair"]);
    let first = beads(&view);
    assert!(reviewed(&view).is_empty() && !server.path(BEADS).exists());

    let merged = server.post(&path, &json!({ "do": "merge", "bead": 1 })).json();
    assert_eq!(beads(&merged)[1], (first[1].0, first[2].1, first[1].2, first[2].3));
    assert_eq!(reviewed(&merged), [1]);
    assert!(server.file(BEADS).lines().count() == beads(&merged).len() + 1);
    assert_beads_fit(&server);

    let split = server.post(&path, &json!({ "do": "split", "bead": 1, "source": 1, "target": 1 })).json();
    assert_eq!(beads(&split).len(), first.len());
    assert_eq!(reviewed(&split), [1, 2]);

    let up = server.post(&path, &json!({ "do": "shift", "bead": 2, "side": "target", "up": true })).json();
    assert_eq!(beads(&up)[1].3, beads(&split)[1].3 + 1);
    let shape = beads(&up)[1];
    server.post(&path, &json!({ "do": "note", "bead": 1, "note": "Li moved\tthis" })).json();

    let realigned = server.post(&path, &json!({ "do": "realign" })).json();
    assert!(beads(&realigned).contains(&shape), "{realigned}");
    let at = beads(&realigned).iter().position(|bead| *bead == shape).expect("the bead");
    assert_eq!(realigned["beads"][at]["note"], json!("Li moved\tthis"));
    assert_beads_fit(&server);

    let last = beads(&realigned).len() - 1;
    let marked = server.post(&path, &json!({ "do": "mark", "beads": [last], "reviewed": true })).json();
    assert!(reviewed(&marked).contains(&last));
    let unmarked = server.post(&path, &json!({ "do": "mark", "beads": [last], "reviewed": false })).json();
    assert!(!reviewed(&unmarked).contains(&last));
    let pinned = server.post(&path, &json!({ "do": "pin", "source": last, "target": 0 })).json();
    let pin = (last as u64, last as u64 + 1, 0, 1);
    assert!(beads(&pinned).contains(&pin), "{:?}", beads(&pinned));
    assert_beads_fit(&server);

    for _ in 0..8 {
        server.post("/api/undo", &json!({})).json();
    }
    assert!(!server.path(BEADS).exists());
    assert_eq!(beads(&server.view("lighthouse.txt")), first);
    assert_eq!(texts(&server), before);
}

#[test]
fn a_page_that_knows_a_pair_is_told_only_what_has_changed() {
    let server = Server::entered();
    let all = server.view("lighthouse.txt");
    let path = format!("/api/pairs/{}", all["pair"]);
    let merge = json!({ "do": "merge", "bead": 1 });
    let told = server.post(&format!("{path}/align?since={}", all["version"]), &merge).json();
    assert_eq!((&told["since"], &told["source"], &told["target"]), (&all["version"], &Value::Null, &Value::Null));
    assert_eq!((&told["from"], &told["gone"], told["beads"].as_array().map(Vec::len)), (&json!(1), &json!(2), Some(1)));
    // Put together, it is what a page is told that knows nothing.
    let mut merged = all.clone();
    let held = merged["beads"].as_array_mut().expect("beads");
    held.splice(1..3, told["beads"].as_array().expect("beads").clone());
    let before = all["findings"].as_array().expect("findings");
    let finding = |one: &Value| match one.as_array() {
        None => one.clone(),
        Some(known) => {
            let mut finding = before[known[0].as_u64().expect("a number") as usize].clone();
            finding["bead"] = known[1].clone();
            finding
        }
    };
    merged["findings"] = told["findings"].as_array().expect("findings").iter().map(finding).collect();
    assert!(told["findings"].as_array().expect("findings").iter().any(Value::is_array));
    let now = server.view("lighthouse.txt");
    for part in ["beads", "findings", "source", "target"] {
        assert_eq!(now[part], merged[part], "{part}");
    }
    assert_eq!(server.get(&format!("{path}/changed")).json(), json!([]));
    // A version that was not told last is of no use.
    let again = server.get(&format!("{path}?since={}", all["version"])).json();
    assert_eq!((&again["since"], again["source"].is_object()), (&Value::Null, true));
    server.post("/api/undo", &json!({})).json();
    let undone = server.get(&format!("{path}?since={}", again["version"])).json();
    assert_eq!((&undone["from"], &undone["gone"], undone["beads"].as_array().map(Vec::len)), (&json!(1), &json!(1), Some(2)));
}

#[test]
fn findings_follow_the_beads() {
    let server = Server::entered();
    let view = server.view("harbour.txt");
    let count = findings(&view).len();
    let path = format!("/api/pairs/{}/align", view["pair"]);
    let wrong = server.post(&path, &json!({ "do": "shift", "bead": 1, "side": "target", "up": true })).json();
    assert_ne!(findings(&wrong).iter().map(|finding| finding["id"].clone()).collect::<Vec<_>>(), Vec::<Value>::new());
    let ids: Vec<String> = findings(&wrong).iter().filter_map(|finding| finding["id"].as_str().map(str::to_owned)).collect();
    let checked = server.checked();
    assert!(ids.iter().all(|id| checked.contains(id)), "{ids:?} {checked:?}");
    server.post("/api/undo", &json!({})).json();
    assert_eq!(findings(&server.view("harbour.txt")).len(), count);
}

#[test]
fn nothing_is_written_over_what_somebody_else_has_changed_and_both_states_are_shown() {
    let server = Server::entered();
    let view = server.view("harbour.txt");
    let said =
        json!({ "items": [{ "pair": view["pair"], "id": findings(&view)[0]["id"] }], "verdict": "intended", "reason": "ours" });
    server.post("/api/decide", &said).json();
    let theirs = server.file(DECISIONS).replace("ours", "theirs");
    fs::write(server.path(DECISIONS), &theirs).expect("a file can be written");
    for (path, body) in [("/api/decide", said.clone()), ("/api/undo", json!({}))] {
        let answer = server.post(path, &body);
        assert_eq!(answer.status, 409, "{path}: {}", answer.body);
        let told: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert!(told["changed"][0]["here"][0].as_str().is_some_and(|line| line.contains("ours")), "{told}");
        assert!(told["changed"][0]["disk"][0].as_str().is_some_and(|line| line.contains("theirs")), "{told}");
        assert_eq!(server.file(DECISIONS), theirs);
    }
    assert!(!server.view("harbour.txt")["changed"].as_array().expect("a list").is_empty());
    let read = server.post(&format!("/api/pairs/{}/reload", view["pair"]), &json!({})).json();
    assert_eq!(findings(&read)[0]["reason"], json!("theirs"));
    server.post("/api/decide", &said).json();
    assert!(server.file(DECISIONS).contains("ours"));

    fs::write(server.path("en/harbour.txt"), "There are 540 workers on the docks.\n").expect("a file can be written");
    let align = format!("/api/pairs/{}/align", view["pair"]);
    let answer = server.post(&align, &json!({ "do": "mark", "beads": [0], "reviewed": true }));
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert!(answer.body.contains("540") && answer.body.contains("560"), "{}", answer.body);
    let read = server.post(&format!("/api/pairs/{}/reload", view["pair"]), &json!({})).json();
    assert_eq!(findings(&read)[0]["state"], json!("reopened"));
}

#[test]
fn a_pair_that_cannot_be_read_says_so_and_does_not_hold_up_the_others() {
    let server = Server::entered();
    fs::write(server.path("en/harbour.txt"), "").expect("a file can be written");
    let summary = server.get(&format!("/api/pairs/{}/summary", server.pair("harbour.txt"))).json();
    assert!(summary["error"].as_str().is_some_and(|error| error.contains("there is no text in it")), "{summary}");
    assert!(!findings(&server.view("lighthouse.txt")).is_empty());
}

#[test]
fn reports_and_beads_can_be_taken_away() {
    let server = Server::entered();
    let view = server.view("lighthouse.txt");
    let (pair, id) = (view["pair"].as_u64().expect("a number"), findings(&view)[0]["id"].clone());
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).count();
    let all = lines(&server.get("/export/findings.jsonl").body);
    assert_eq!(all, server.checked().len());
    let said = json!({ "items": [{ "pair": pair, "id": id }], "verdict": "intended", "reason": "rounded" });
    server.post("/api/decide", &said).json();
    let report = server.get("/export/findings.jsonl");
    assert_eq!(lines(&report.body), all - 1, "what is dismissed is no finding");
    assert_eq!(report.header("content-disposition"), Some("attachment; filename=\"kanhe-findings.jsonl\""));
    let page = server.get("/export/findings.html");
    assert!(page.body.contains("<!DOCTYPE html>") && !page.body.contains("\"dismissed\""));
    let beads = server.get(&format!("/export/{pair}/beads.tsv"));
    server.post(&format!("/api/pairs/{pair}/align"), &json!({ "do": "mark", "beads": [0], "reviewed": true })).json();
    let marked = server.get(&format!("/export/{pair}/beads.tsv"));
    assert_eq!(marked.body, server.file(BEADS));
    assert_ne!(marked.body, beads.body);
    assert!(server.get(&format!("/export/{pair}/beads.tmx")).body.contains("<tmx"));
    for nowhere in ["/export/findings.exe", "/export/99/beads.tsv", "/export/../kanhe.toml", "/export/0/../0/beads.tsv"] {
        assert_ne!(server.get(nowhere).status, 200, "{nowhere}");
    }
}

#[test]
fn beads_of_a_pair_without_a_bead_file_go_where_the_command_line_looks() {
    let unnamed = "[[pairs]]\nsource = \"zh/*.txt\"\ntarget = \"en/*.txt\"\n";
    let server = Server::start_with(|folder| fs::write(folder.join("kanhe.toml"), unnamed).expect("a configuration")).enter();
    let (at, before) = (server.pair("lighthouse.txt"), server.view("lighthouse.txt"));
    let file = "alignments/en/lighthouse.txt.tsv";
    assert_eq!(before["kept"], json!(format!("kept in {file}")));
    assert_eq!(before["fixed"], Value::Null);
    assert_eq!(server.file(file), "", "nothing is written before somebody moves a bead");
    let after = server.post(&format!("/api/pairs/{at}/align"), &json!({ "do": "merge", "bead": 1 })).json();
    assert_eq!(beads(&after).len(), beads(&before).len() - 1);
    assert_eq!(server.file(file).lines().count(), beads(&after).len() + 1);
    let pairs = String::from_utf8(server.run(&["pairs"]).stdout).expect("text");
    assert!(pairs.contains(&format!("\t{file}\n")), "{pairs}");
    server.post("/api/undo", &json!({})).json();
    assert!(!server.path(file).exists(), "as it was");
}
