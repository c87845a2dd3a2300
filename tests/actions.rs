//! What other programs run of kanhe: the action for GitHub and the hooks for pre-commit, as far as a machine without them can
//! tell.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A file of this repository.
fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines below the line `head`, as far as they stand further to the right than it; without their margin.
fn below(text: &str, head: &str) -> String {
    let margin = head.len() - head.trim_start().len();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines = text.lines().skip_while(|line| *line != head).skip(1);
    let lines: Vec<&str> = lines.take_while(|line| line.is_empty() || indent(line) > margin).collect();
    let inner = lines.iter().filter(|line| !line.is_empty()).map(|line| indent(line)).min().unwrap_or(0);
    assert!(!lines.is_empty(), "there is nothing below {head}");
    lines.iter().map(|line| format!("{}\n", line.get(inner..).unwrap_or_default())).collect()
}

/// The keys of a block.
fn keys(block: &str) -> Vec<String> {
    let keys = block.lines().filter(|line| !line.starts_with([' ', '#', '-'])).filter_map(|line| line.split_once(':'));
    keys.map(|(key, _)| key.to_owned()).collect()
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(folder).output().unwrap_or_else(|error| panic!("{program}: {error}"))
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity =
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"];
    let done = run(folder, "git", &[&identity, arguments].concat());
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

const WRONG: &str = "The President of Ukraine arrived in Beijing yesterday.\n";

/// A repository with an error in each of two pairs; the second one came with the last commit.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let here = folder.path();
    let original = "乌兹别克斯坦总统昨天到访北京。\n";
    git(here, &["init", "-q"]);
    git(here, &["config", "uploadpack.allowAnySHA1InWant", "true"]);
    write(here, "kanhe.toml", "[[pairs]]\nsource = \"zh/*.md\"\ntarget = \"en/*.md\"\n");
    for name in ["old", "new"] {
        write(here, &format!("zh/{name}.md"), original);
        write(here, &format!("en/{name}.md"), WRONG);
        git(here, &["add", "."]);
        git(here, &["commit", "-qm", name]);
    }
    folder
}

/// The script of the step that checks, with the names of the variables that it is given.
fn script() -> (String, Vec<String>) {
    let action = read("action.yml");
    let (_, check) = action.split_once("      id: check\n").expect("one step checks");
    (below(check, "      run: |"), keys(&below(check, "      env:")))
}

/// What the step does in `folder`, in the way in which GitHub runs it; what is not `given` is empty.
fn step(folder: &Path, given: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let (script, names) = script();
    let outputs = tempfile::NamedTempFile::new().expect("a file for the outputs");
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script]).current_dir(folder);
    command.env("GITHUB_OUTPUT", outputs.path()).env_remove("GITHUB_STEP_SUMMARY");
    for name in &names {
        let value = given.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value);
        command.env(name, if name == "KANHE" { env!("CARGO_BIN_EXE_kanhe") } else { value });
    }
    for (name, _) in given {
        assert!(names.iter().any(|known| known == name), "the step has no variable {name}");
    }
    let done = command.output().expect("bash starts");
    let printed = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    (done.status.code(), printed, fs::read_to_string(outputs.path()).expect("the outputs can be read"))
}

#[test]
fn the_action_is_whole() {
    let action = read("action.yml");
    assert!(action.contains("\n  using: composite\n"));
    let inputs = keys(&below(&action, "inputs:"));
    assert!(inputs.len() >= 5, "only {inputs:?} were found: this test no longer sees the action");
    for name in &inputs {
        assert!(below(&action, &format!("  {name}:")).contains("description:"), "{name} is not described");
        assert!(action.contains(&format!("inputs.{name}")), "{name} is not used");
    }
    for used in action.split("inputs.").skip(1) {
        let name: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        assert!(inputs.contains(&name), "there is no input {name}");
    }
    let (script, _) = script();
    assert!(!script.contains("${{"), "what people name must not become part of a script: {script}");
    assert_eq!(action.matches("      run: ").count(), action.matches("      shell: bash").count(), "each script names its shell");
}

#[test]
fn the_action_annotates_what_changed_since_the_base() {
    let folder = repository();
    let base = git(folder.path(), &["rev-parse", "HEAD~1"]);
    let (status, printed, outputs) = step(folder.path(), &[("FORMAT", "github"), ("BASE", &base)]);
    assert_eq!(status, Some(1), "{printed}");
    assert!(printed.contains("::error file=en/new.md,line=1,") && !printed.contains("file=en/old.md"), "{printed}");
    assert_eq!(outputs, "status=1\n");
    // A new branch, and a wish to check all.
    for given in [("BASE", "0000000000000000000000000000000000000000"), ("SINCE", "all")] {
        let (status, printed, _) = step(folder.path(), &[("FORMAT", "github"), given]);
        assert!(status == Some(1) && printed.contains("file=en/old.md"), "{printed}");
    }
    let (status, printed, _) =
        step(folder.path(), &[("FORMAT", "jsonl"), ("BASE", &base), ("FAIL_ON", "never"), ("ARGS", "--jobs 1")]);
    assert!(status == Some(0) && printed.contains("en/new.md"), "{printed}");
}

#[test]
fn the_action_brings_a_shallow_checkout_what_it_needs() {
    let folder = repository();
    let base = git(folder.path(), &["rev-parse", "HEAD~1"]);
    let clones = tempfile::tempdir().expect("a folder for the test");
    git(clones.path(), &["clone", "-q", "--depth=1", &format!("file://{}", folder.path().display()), "clone"]);
    let (status, printed, _) = step(&clones.path().join("clone"), &[("FORMAT", "github"), ("BASE", &base)]);
    assert_eq!(status, Some(1), "{printed}");
    assert!(printed.contains("file=en/new.md") && !printed.contains("file=en/old.md"), "{printed}");
}

#[test]
fn the_action_writes_sarif_and_leaves_the_verdict_to_code_scanning() {
    let folder = repository();
    let (status, printed, outputs) = step(folder.path(), &[("FORMAT", "sarif")]);
    assert_eq!(status, Some(0), "{printed}");
    assert!(outputs.starts_with("status=1\noutput=") && outputs.trim_end().ends_with("/kanhe.sarif"), "{outputs}");
    let report = fs::read_to_string(folder.path().join("kanhe.sarif")).expect("there is a report");
    let report: Value = serde_json::from_str(&report).expect("SARIF is JSON");
    assert!(report["runs"][0]["results"].as_array().is_some_and(|results| results.len() >= 2));
    // What could not be checked is no pass.
    let (status, printed, outputs) = step(folder.path(), &[("FORMAT", "sarif"), ("SINCE", "nowhere; touch here")]);
    assert!(status == Some(2) && outputs.starts_with("status=2\n"), "{printed} {outputs}");
    assert!(!folder.path().join("here").exists(), "the name of a revision was run");
}

#[test]
fn the_hooks_check_the_pairs_of_the_files_that_pre_commit_names() {
    let folder = repository();
    let hooks = read(".pre-commit-hooks.yaml");
    let hooks: Vec<&str> = hooks.split("\n- ").skip(1).collect();
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        let entry = hook.lines().find_map(|line| line.strip_prefix("  entry: ")).expect("a hook has an entry");
        let entry: Vec<&str> = entry.split(' ').collect();
        assert_eq!(entry[0], "kanhe");
        let named: &[&str] = if hook.contains("pass_filenames: false") { &[] } else { &["en/new.md", "zh/new.md", "kanhe.toml"] };
        let done = run(folder.path(), env!("CARGO_BIN_EXE_kanhe"), &[&entry[1..], named].concat());
        let printed = String::from_utf8_lossy(&done.stdout);
        assert_eq!(done.status.code(), Some(1), "{printed}{}", String::from_utf8_lossy(&done.stderr));
        assert!(printed.contains("en/new.md:1:18") && printed.contains("en/old.md") == named.is_empty(), "{printed}");
    }
}
