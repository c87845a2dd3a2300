//! What the documents promise is so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The fenced blocks of a document with their info strings.
fn blocks(document: &str) -> Vec<(String, Vec<String>)> {
    let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in document.lines() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(info) => {
                inside = true;
                blocks.push((info.trim().to_owned(), Vec::new()));
            }
            None if inside => blocks.last_mut().expect("a block has begun").1.push(line.to_owned()),
            None => {}
        }
    }
    blocks
}

/// Commands that build or test the project run in `.ci/run`, not from within the tests.
fn runs_in_ci(command: &str) -> bool {
    command.starts_with("cargo ")
}

/// Runs the commands of a document in `folder`; what is shown after them must be printed, in that order.
fn run_commands(name: &str, folder: &Path) -> usize {
    let document = blocks(&read(name));
    let ci = read(".ci/run");
    let mut tried = 0;
    for (index, (info, lines)) in document.iter().enumerate() {
        if info != "sh" {
            continue;
        }
        let mut printed = String::new();
        for command in lines {
            if runs_in_ci(command) {
                assert!(ci.contains(command.as_str()), ".ci/run does not run `{command}` of {name}");
                continue;
            }
            let words: Vec<&str> = command.split_whitespace().collect();
            assert_eq!(words.first(), Some(&"kanhe"), "{name}: {command}");
            let done =
                Command::new(env!("CARGO_BIN_EXE_kanhe")).args(&words[1..]).current_dir(folder).output().expect("kanhe starts");
            let status = done.status.code();
            assert!(matches!(status, Some(0 | 1)), "{name}: {command}: {}", String::from_utf8_lossy(&done.stderr));
            printed.push_str(&String::from_utf8_lossy(&done.stdout));
            printed.push_str(&String::from_utf8_lossy(&done.stderr));
            tried += 1;
        }
        let Some((_, shown)) = document.get(index + 1).filter(|(info, _)| info == "text") else { continue };
        let mut rest = printed.lines();
        for line in shown.iter().filter(|line| line.as_str() != "…") {
            assert!(rest.any(|printed| printed == line), "{name}: {lines:?} does not print (any more):\n{line}\nbut\n{printed}");
        }
    }
    tried
}

#[test]
fn every_command_of_the_readme_works_and_prints_what_the_readme_shows() {
    assert!(run_commands("README.md", root()) >= 2, "the README runs nothing");
}

/// The commands of `docs/<name>.md` may write files: they run in a copy of the folder `docs/<name>`.
#[test]
fn every_command_of_the_guides_works_and_prints_what_they_show() {
    let mut tried = 0;
    for entry in fs::read_dir(root().join("docs")).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".md")) else {
            continue;
        };
        let scratch = tempfile::tempdir().expect("a folder for the test");
        let example = root().join("docs").join(name);
        if example.is_dir() {
            copy(&example, scratch.path());
        }
        tried += run_commands(&format!("docs/{name}.md"), scratch.path());
    }
    assert!(tried >= 5, "the guides run only {tried} commands");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file can be copied");
        }
    }
}

/// Licences as the heads of data files name them.
const LICENCES: &[&str] =
    &["Unicode-3.0", "CC BY-SA", "CC BY", "CC0", "MIT", "Apache", "BSD", "ISC", "EDRDG", "GPL", "ODbL", "MPL"];

fn data_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(data_files(&path));
        } else if !path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_data_file_that_names_a_licence_is_listed_with_it() {
    let listed = read("DATA-LICENSES.md");
    let mut seen = 0;
    for path in data_files(&root().join("src")) {
        let name = path.strip_prefix(root()).expect("a file of the project").to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&path).expect("a file can be read");
        let text = String::from_utf8_lossy(&bytes);
        let head: String = text.lines().take(40).take_while(|line| line.starts_with('#')).collect();
        for licence in LICENCES.iter().filter(|licence| names(&head, licence)) {
            seen += 1;
            let row = listed.lines().any(|line| line.contains(&format!("`{name}`")) && line.contains(licence));
            assert!(row, "DATA-LICENSES.md needs a row with `{name}`, its source and {licence}");
        }
    }
    assert!(seen >= 10, "only {seen} files with a licence were found: this test no longer sees the data");
}

/// Whether `head` holds `licence` as a word of its own.
fn names(head: &str, licence: &str) -> bool {
    let apart = |character: Option<char>| character.is_none_or(|character| !character.is_alphanumeric() && character != '-');
    head.match_indices(licence)
        .any(|(at, _)| apart(head[..at].chars().next_back()) && apart(head[at + licence.len()..].chars().next()))
}

#[test]
fn every_file_that_the_data_licences_list_exists() {
    let mut seen = 0;
    for line in read("DATA-LICENSES.md").lines().filter(|line| line.starts_with("| `")) {
        let name = line.split('`').nth(1).unwrap_or_default();
        assert!(root().join(name).is_file(), "DATA-LICENSES.md lists {name}, which does not exist");
        seen += 1;
    }
    assert!(seen >= 10, "DATA-LICENSES.md lists only {seen} files");
}

#[test]
fn the_binary_prints_the_licences() {
    let done = Command::new(env!("CARGO_BIN_EXE_kanhe")).arg("--licenses").output().expect("kanhe starts");
    let printed = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success());
    for text in [read("DATA-LICENSES.md"), read("LICENSE-MIT"), read("LICENSE-APACHE")] {
        assert!(printed.contains(text.trim()), "a licence is not printed whole");
    }
}
