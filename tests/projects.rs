//! Projects as they are found in repositories: which files `kanhe` pairs in them, and why it leaves others alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ZH: &str = "乌兹别克斯坦总统昨天到访北京。\n";
const EN: &str = "The President of Uzbekistan arrived in Beijing yesterday.\n";

/// A folder with these files.
fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

fn kanhe(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kanhe")).args(arguments).current_dir(folder).output().expect("kanhe starts")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The lines of `kanhe pairs --explain` under a `[[pairs]]` in a folder of files, texts in the language that their paths name
/// first.
fn explained(pairs: &str, paths: &[&str]) -> Vec<String> {
    let text = |path: &str| if path.contains("zh") || path.contains("cn") || path.contains('第') { ZH } else { EN };
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, text(path))).collect();
    lines_in(&project(&files), pairs)
}

fn lines_in(folder: &tempfile::TempDir, pairs: &str) -> Vec<String> {
    write(folder.path(), "kanhe.toml", &format!("[[pairs]]\n{pairs}\n"));
    let done = kanhe(folder.path(), &["pairs", "--explain"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    printed(&done).lines().map(str::to_owned).collect()
}

/// What is said where the pairs cannot be told.
fn refused(pairs: &str, paths: &[&str]) -> String {
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, EN)).collect();
    let folder = project(&files);
    write(folder.path(), "kanhe.toml", &format!("[[pairs]]\n{pairs}\n"));
    let done = kanhe(folder.path(), &["check"]);
    assert_eq!(done.status.code(), Some(2), "{}{}", printed(&done), told(&done));
    told(&done)
}

#[test]
fn a_folder_pattern_looks_for_the_same_path() {
    let lines = explained(
        "source = \"docs/cn/**/*.{md,mdx}\"\ntarget = \"docs/en/**\"\nexclude = [\"**/drafts/**\"]",
        &[
            "docs/cn/a.md",
            "docs/cn/b/c.mdx",
            "docs/cn/drafts/d.md",
            "docs/en/a.md",
            "docs/en/b/c.mdx",
            "docs/cn/e.md",
            "other.md",
        ],
    );
    assert_eq!(
        lines,
        [
            "docs/cn/a.md and docs/en/a.md: pattern docs/cn/**/*.{md,mdx}",
            "docs/cn/b/c.mdx and docs/en/b/c.mdx: pattern docs/cn/**/*.{md,mdx}",
            "docs/cn/drafts/d.md is in no pair: exclude = \"**/drafts/**\"",
            "docs/cn/e.md is in no pair: there is no docs/en/e.md",
            "other.md is in no pair: no pattern or preset fits it",
        ]
    );
}

#[test]
fn each_preset_pairs_the_files_of_its_layout() {
    for (pairs, paths, first) in [
        ("preset = \"suffix\"", vec!["a.zh-CN.md", "a.en-US.md"], "a.zh-CN.md and a.en-US.md: preset suffix"),
        ("preset = \"suffix\"", vec!["a.zh.md", "a.md"], "a.zh.md and a.md: preset suffix"),
        ("preset = \"underscore\"", vec!["README_CN.md", "README.md"], "README_CN.md and README.md: preset underscore"),
        ("preset = \"hyphen\"", vec!["README-zh_CN.md", "README.md"], "README-zh_CN.md and README.md: preset hyphen"),
        (
            "preset = \"folder\"",
            vec!["content/zh-cn/docs/a.md", "content/en/docs/a.md"],
            "content/zh-cn/docs/a.md and content/en/docs/a.md: preset folder",
        ),
        (
            "preset = \"folder\"\nsource = \"docs/cn/**/*.{md,mdx}\"",
            vec!["docs/cn/a.mdx", "docs/en/a.mdx"],
            "docs/cn/a.mdx and docs/en/a.mdx: preset folder",
        ),
        (
            "preset = \"default-root\"\nsource-lang = \"en\"\ntarget-lang = \"zh\"",
            vec!["Documentation/process/howto.rst", "Documentation/translations/zh_CN/process/howto.rst"],
            "Documentation/process/howto.rst and Documentation/translations/zh_CN/process/howto.rst: preset default-root",
        ),
        (
            "preset = \"docusaurus\"\nsource-lang = \"en\"\ntarget-lang = \"zh-CN\"",
            vec!["versioned_docs/version-2.1/a.md", "i18n/zh-CN/docusaurus-plugin-content-docs/version-2.1/a.md"],
            "versioned_docs/version-2.1/a.md and i18n/zh-CN/docusaurus-plugin-content-docs/version-2.1/a.md: preset docusaurus",
        ),
        (
            "preset = \"chapters\"",
            vec!["zh/第十二章 围城.txt", "en/ch012-siege.txt", "zh/第二章.txt", "en/Chapter 2.txt"],
            "zh/第二章.txt and en/Chapter 2.txt: preset chapters",
        ),
        ("preset = \"one-file\"\nsource = \"both/*.txt\"", vec!["both/zh-en.txt"], "both/zh-en.txt: preset one-file"),
    ] {
        let lines = explained(pairs, &paths);
        assert!(lines.iter().any(|line| line == first), "{pairs}: {lines:?}");
    }
}

#[test]
fn two_repositories_lie_beside_each_other() {
    let folder = project(&[("docs-cn/a/b.md", ZH), ("docs/a/b.md", EN), ("checks/readme.txt", EN)]);
    for pairs in [
        "preset = \"two-repositories\"\nsource = \"../docs-cn\"\ntarget = \"../docs\"",
        "source = \"../docs-cn/**/*.md\"\ntarget = \"../docs/**\"",
    ] {
        write(folder.path(), "checks/kanhe.toml", &format!("[[pairs]]\n{pairs}\n"));
        let done = kanhe(&folder.path().join("checks"), &["pairs"]);
        assert_eq!(printed(&done), "../docs-cn/a/b.md\t../docs/a/b.md\n", "{}", told(&done));
    }
}

#[test]
fn several_files_that_fit_one_are_named_and_not_chosen_from() {
    let message = refused("preset = \"folder\"", &["docs/zh/a.md", "docs/en-US/a.md", "docs/en-GB/a.md"]);
    assert!(message.contains("docs/zh/a.md has several renderings that fit: docs/en-GB/a.md, docs/en-US/a.md"), "{message}");
    let message = refused("preset = \"folder\"", &["docs/zh-CN/a.md", "docs/zh-TW/a.md", "docs/en/a.md"]);
    assert!(message.contains("docs/en/a.md has several originals that fit: docs/zh-CN/a.md, docs/zh-TW/a.md"), "{message}");
    let message = refused("source = \"zh/*.md\"\ntarget = \"{en,english}/*.md\"", &["zh/a.md", "en/a.md", "english/a.md"]);
    assert!(message.contains("zh/a.md has several renderings that fit: en/a.md, english/a.md"), "{message}");
    let message = refused("preset = \"chapters\"", &["zh/第2章.txt", "zh/第二章.txt", "en/ch2.txt"]);
    assert!(message.contains("several originals"), "{message}");
    // Telling the language more closely settles it.
    let lines =
        explained("preset = \"folder\"\nsource-lang = \"zh-TW\"", &["docs/zh-CN/a.md", "docs/zh-TW/a.md", "docs/en/a.md"]);
    assert_eq!(lines[0], "docs/zh-TW/a.md and docs/en/a.md: preset folder");
}

#[test]
fn a_text_in_another_language_does_not_stand_in_for_a_missing_one() {
    let german = "Der Präsident von Usbekistan ist gestern zu einem Besuch in der Hauptstadt eingetroffen.\n";
    let folder = project(&[("a.zh.md", ZH), ("a.md", german), ("b.zh.md", ZH), ("b.md", EN)]);
    let lines = lines_in(&folder, "preset = \"suffix\"");
    assert_eq!(lines[0], "b.zh.md and b.md: preset suffix");
    assert!(lines.contains(&"a.zh.md is in no pair: a.md seems to be in another language (de) than en".to_owned()), "{lines:?}");
}

#[test]
fn what_texts_say_of_each_other_prevails_over_their_paths() {
    let page = |key: &str, text: &str| format!("---\ntitle: x\ntranslationKey: {key}\n---\n\n{text}");
    let (about, team) = (page("about", ZH), page("about", EN));
    let folder = project(&[("content/zh/guanyu.md", &about), ("content/en/about.md", &team), ("content/en/guanyu.md", EN)]);
    let lines = lines_in(&folder, "preset = \"folder\"");
    assert_eq!(lines[0], "content/zh/guanyu.md and content/en/about.md: translationKey about");
    assert_eq!(lines.len(), 2, "{lines:?}");

    let translated = format!(".. include:: x\n\n:Original: Documentation/process/howto.rst\n\n{ZH}");
    let folder = project(&[
        ("Documentation/translations/zh_CN/process/hao.rst", &translated),
        ("Documentation/process/howto.rst", EN),
        ("Documentation/process/hao.rst", EN),
    ]);
    let lines = lines_in(&folder, "preset = \"default-root\"\nsource-lang = \"en\"\ntarget-lang = \"zh\"");
    let both = "Documentation/process/howto.rst and Documentation/translations/zh_CN/process/hao.rst: :Original:";
    assert_eq!(lines[0], both, "{lines:?}");
}

#[test]
fn a_map_and_named_pairs_prevail_over_patterns() {
    let folder = project(&[("zh/a.md", ZH), ("zh/b.md", ZH), ("en/a.md", EN), ("en/b.md", EN), ("en/old.md", EN)]);
    write(folder.path(), "links.tsv", "# original\trendering\nzh/a.md\ten/old.md\n");
    write(folder.path(), "kanhe.toml", "[[pairs]]\nsource = \"zh/*.md\"\ntarget = \"en/*.md\"\n[[pairs]]\nmap = \"links.tsv\"\n");
    let done = kanhe(folder.path(), &["pairs", "--explain"]);
    let lines: Vec<String> = printed(&done).lines().map(str::to_owned).collect();
    assert_eq!(
        lines[..2],
        ["zh/b.md and en/b.md: pattern zh/*.md", "zh/a.md and en/old.md: links.tsv, line 2"],
        "{}",
        told(&done)
    );
    write(folder.path(), "links.tsv", "zh/a.md\n");
    let done = kanhe(folder.path(), &["pairs"]);
    assert!(done.status.code() == Some(2) && told(&done).contains("links.tsv: line 1"), "{}", told(&done));
}

#[test]
fn levels_of_some_paths_and_bead_files_in_a_folder_are_used() {
    let wrong = "The President of Ukraine arrived in Beijing yesterday.\n";
    let folder = project(&[("zh/a.md", ZH), ("en/a.md", wrong), ("zh/old/b.md", ZH), ("en/old/b.md", wrong)]);
    let config = "[[pairs]]\nsource = \"zh/**\"\ntarget = \"en/**\"\nalignment = \"beads/**\"\n[[overrides]]\npaths = [\"en/old/**\"]\n\
                  rules = { country-mismatch = \"off\" }\n";
    write(folder.path(), "kanhe.toml", config);
    let done = kanhe(folder.path(), &["check", "--format", "jsonl"]);
    assert_eq!(printed(&done).lines().count(), 1, "{}", printed(&done));
    assert!(printed(&done).contains("en/a.md"), "{}", printed(&done));
    let done = kanhe(folder.path(), &["align"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert!(folder.path().join("beads/en/old/b.md.tsv").is_file());
}

#[test]
fn the_nearest_configuration_upward_is_read_from_its_own_folder() {
    let folder = project(&[("zh/a/b.md", ZH), ("en/a/b.md", EN)]);
    write(folder.path(), "kanhe.toml", "[[pairs]]\npreset = \"folder\"\n");
    let done = kanhe(&folder.path().join("zh/a"), &["pairs"]);
    assert_eq!(printed(&done), "b.md\t../../en/a/b.md\n", "{}", told(&done));
}

#[test]
fn a_glossary_of_one_table_holds_for_its_pairs_alone() {
    let (zh, en) = ("总统访问了渡口。\n", "The president visited the wharf.\n");
    let folder = project(&[("a.zh.txt", zh), ("a.en.txt", en), ("b_zh.txt", zh), ("b_en.txt", en)]);
    write(folder.path(), "terms.tsv", "zh\ten\n渡口\tferry crossing\n");
    let config = "[[pairs]]\nsource = \"*.zh.txt\"\ntarget = \"*.en.txt\"\nglossaries = [\"terms.tsv\"]\n\
                  [[pairs]]\npreset = \"underscore\"\n";
    write(folder.path(), "kanhe.toml", config);
    let done = kanhe(folder.path(), &["check", "--format", "jsonl"]);
    let found: Vec<String> = printed(&done).lines().filter(|line| line.contains("term-mismatch")).map(str::to_owned).collect();
    assert!(found.len() == 1 && found[0].contains("a.en.txt"), "{found:?} {}", told(&done));
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity =
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").args(identity).args(arguments).current_dir(folder).output().expect("git starts");
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// A repository with three pairs that hold an error each, in its first commit, on the branch `main`.
fn repository() -> tempfile::TempDir {
    let (zh, en) =
        ("乌兹别克斯坦总统到访。\n\n他们停留两天。\n", "The President of Ukraine arrived.\n\nThey stay for two days.\n");
    let folder = project(&[
        ("docs/zh/a.md", zh),
        ("docs/en/a.md", en),
        ("docs/zh/港.md", zh),
        ("docs/en/港.md", en),
        ("docs/zh/c.md", zh),
        ("docs/en/c.md", en),
        ("readme.md", EN),
    ]);
    write(folder.path(), "kanhe.toml", "[[pairs]]\nsource = \"docs/zh/**\"\ntarget = \"docs/en/**\"\nexclude = [\"**/c.md\"]\n");
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    folder
}

/// The renderings in which something is found.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let done = kanhe(folder, &[&["check", "--format", "jsonl"], arguments].concat());
    assert!(matches!(done.status.code(), Some(0 | 1)), "{arguments:?}: {}", told(&done));
    let finding = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("a finding a line");
    let mut files: Vec<String> =
        printed(&done).lines().map(|line| finding(line)["target"]["file"].as_str().unwrap_or_default().to_owned()).collect();
    files.dedup();
    files
}

#[test]
fn only_what_changed_since_a_revision_is_checked_whichever_side_changed() {
    let folder = repository();
    let here = folder.path();
    assert_eq!(found(here, &[]), ["docs/en/a.md", "docs/en/港.md"]);
    assert_eq!(found(here, &["--since", "HEAD"]), Vec::<String>::new());
    // The line with the error changes in the original alone, in a file that git quotes the name of.
    write(here, "docs/zh/港.md", "乌兹别克斯坦总统今天到访。\n\n他们停留两天。\n");
    assert_eq!(found(here, &["--since", "HEAD"]), ["docs/en/港.md"]);
    git(here, &["commit", "-qam", "second"]);
    assert_eq!(found(here, &["--since", "HEAD~1"]), ["docs/en/港.md"]);
    // Another line changes: the pair is in scope, its error is not.
    write(here, "docs/en/a.md", "The President of Ukraine arrived.\n\nThey will stay for two days.\n");
    assert_eq!(found(here, &["--since", "HEAD"]), Vec::<String>::new());
    // A file that git does not know yet is new from its first line.
    write(here, "docs/zh/new.md", ZH);
    write(here, "docs/en/new.md", "The President of Ukraine arrived in Beijing yesterday.\n");
    assert_eq!(found(here, &["--since", "HEAD"]), ["docs/en/new.md"]);
    // What others did on their branch meanwhile is not ours.
    git(here, &["checkout", "-q", "-b", "theirs", "HEAD~1"]);
    git(here, &["stash", "-q", "-u"]);
    write(here, "docs/en/a.md", "The President of Ukraine came.\n\nThey stay for two days.\n");
    git(here, &["commit", "-qam", "theirs"]);
    git(here, &["checkout", "-q", "main"]);
    assert_eq!(found(here, &["--since", "theirs"]), ["docs/en/港.md"]);
}

#[test]
fn a_diff_selects_what_git_would() {
    let folder = repository();
    let here = folder.path();
    write(here, "docs/en/港.md", "The President of Ukraine came.\n\nThey stay for two days.\n");
    for (name, options) in [("plain", &["diff"][..]), ("bare", &["diff", "-U0", "--no-prefix"][..])] {
        write(here, name, &format!("{}\n", git(here, options)));
        assert_eq!(found(here, &["--diff", name]), ["docs/en/港.md"], "{name}");
    }
    write(here, "none", "");
    assert_eq!(found(here, &["--diff", "none"]), Vec::<String>::new());
    write(here, "wrong", "no diff\n");
    let done = kanhe(here, &["check", "--diff", "wrong"]);
    assert!(done.status.code() == Some(2) && told(&done).contains("wrong: this is no unified diff"), "{}", told(&done));
}

#[test]
fn named_files_select_their_pair_once_and_obey_excludes() {
    let folder = repository();
    let here = folder.path();
    assert_eq!(
        found(here, &["--files", "docs/zh/a.md", "docs/en/a.md", "docs/en/c.md", "readme.md", "gone.md"]),
        ["docs/en/a.md"]
    );
    write(here, "lines", "docs/en/港.md\r\nreadme.md\n");
    assert_eq!(found(here, &["--files-from", "lines"]), ["docs/en/港.md"]);
    write(here, "zeros", "docs/en/港.md\0docs/zh/a.md\0");
    assert_eq!(found(here, &["--files-from", "zeros"]), ["docs/en/a.md", "docs/en/港.md"]);
    assert_eq!(found(here, &["--files-from", "zeros", "-0"]), ["docs/en/a.md", "docs/en/港.md"]);
    let done = kanhe(here, &["check", "--files", "readme.md"]);
    assert_eq!((done.status.code(), told(&done).as_str()), (Some(0), "remark: 0 of 2 pairs selected\n"));
}

#[test]
fn a_shallow_clone_is_told_with_the_command_that_mends_it() {
    let folder = repository();
    let here = folder.path();
    git(here, &["checkout", "-q", "-b", "work"]);
    for text in ["The President of Ukraine came.\n", "The President of Ukraine has come.\n"] {
        write(here, "docs/en/a.md", text);
        git(here, &["commit", "-qam", "more"]);
    }
    git(here, &["checkout", "-q", "main"]);
    write(here, "readme.md", "News.\n");
    git(here, &["commit", "-qam", "news"]);
    let (hash, url) = (git(here, &["rev-parse", "main"]), format!("file://{}", here.display()));
    for (revision, fetched) in [("origin/main", false), ("origin/main", true), (hash.as_str(), false), ("main", false)] {
        let clones = tempfile::tempdir().expect("a folder for the test");
        git(clones.path(), &["clone", "-q", "--depth=1", "--branch=work", &url, "clone"]);
        let clone = clones.path().join("clone");
        if fetched {
            git(&clone, &["fetch", "-q", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main"]);
        }
        let done = kanhe(&clone, &["check", "--since", revision]);
        let message = told(&done);
        assert_eq!(done.status.code(), Some(2), "{message}");
        let command = message.split('`').nth(1).unwrap_or_else(|| panic!("no command in {message}"));
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        assert!(command.starts_with("git fetch --unshallow origin"), "{command}");
        git(&clone, &words);
        assert_eq!(found(&clone, &["--since", revision]), ["docs/en/a.md"], "{revision} after {command}");
    }
}

#[test]
fn where_git_cannot_tell_the_status_is_2_with_the_cure() {
    let folder = repository();
    let refused = |folder: &Path, revision: &str| {
        let done = kanhe(folder, &["check", "--since", revision]);
        assert_eq!(done.status.code(), Some(2), "{}", printed(&done));
        told(&done)
    };
    let message = refused(folder.path(), "nowhere");
    assert!(message.contains("there is no commit “nowhere” in this clone"), "{message}");
    let message = refused(folder.path(), "--output=x");
    assert!(message.contains("a value is required") || message.contains("there is no commit"), "{message}");
    let bare = project(&[("kanhe.toml", "[[pairs]]\npreset = \"folder\"\n"), ("zh/a.md", ZH), ("en/a.md", EN)]);
    let message = refused(bare.path(), "HEAD");
    assert!(message.contains("in no git repository") && message.contains("--files-from"), "{message}");
}

#[test]
fn a_rendering_that_names_a_revision_is_stale_where_its_original_changed_since() {
    let folder = project(&[("en/a.md", "# Ferries\n\nThe ferry crosses at noon.\n\nDogs are welcome.\n")]);
    let here = folder.path();
    git(here, &["init", "-q"]);
    git(here, &["add", "."]);
    git(here, &["commit", "-qm", "first"]);
    let first = git(here, &["rev-parse", "HEAD"]);
    write(here, "en/a.md", "# Ferries\n\nThe ferry crosses at noon and at dusk.\n\nDogs are welcome.\n");
    git(here, &["commit", "-qam", "second"]);
    let second = git(here, &["rev-parse", "HEAD"]);
    let stale = |marker: &str| -> Vec<String> {
        write(here, "zh/a.md", &format!("{marker}# 渡轮\n\n渡轮中午过江。\n\n欢迎带狗。\n"));
        let done = kanhe(here, &["check", "--format", "jsonl", "en/a.md", "zh/a.md"]);
        let lines = printed(&done);
        let stale = lines.lines().filter(|line| line.contains("stale-translation"));
        let found: Vec<String> = stale.map(str::to_owned).collect();
        if found.is_empty() { told(&done).lines().map(str::to_owned).collect() } else { found }
    };
    let front = |revision: &str| format!("---\nl10n:\n  sourceCommit: {revision}\n---\n\n");
    let found = stale(&front(&first));
    assert!(found.len() == 1 && found[0].contains("noon and at dusk") && found[0].contains(&first[..10]), "{found:?}");
    assert!(found[0].contains("\"level\":\"warning\""), "{found:?}");
    assert_eq!(stale(&format!("<!-- EN-Revision: {first} Maintainer: x Status: ready -->\n\n")).len(), 1);
    assert_eq!(stale(&front(&second)), Vec::<String>::new());
    assert_eq!(stale(""), Vec::<String>::new());
    let unknown = stale(&front("0123456789abcdef0123456789abcdef01234567"));
    assert!(unknown.len() == 1 && unknown[0].contains("which is not in this clone"), "{unknown:?}");
}

/// What `kanhe init` recognises: the preset and the languages of each table, and how many pairs `kanhe pairs` then finds.
fn recognised(paths: &[&str]) -> (Vec<String>, usize) {
    let text = |path: &str| {
        if path.contains("zh") || path.contains("cn") || path.contains("CN") || path.contains('第') { ZH } else { EN }
    };
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, text(path))).collect();
    let folder = project(&files);
    let done = kanhe(folder.path(), &["init"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let config = fs::read_to_string(folder.path().join("kanhe.toml")).expect("init writes a configuration");
    let value = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    let tables = config.split("\n[[pairs]]\n").skip(1);
    let told_tables = tables.map(|table| table.lines().take(3).map(value).collect::<Vec<_>>().join(" ")).collect();
    let pairs = kanhe(folder.path(), &["pairs"]);
    (told_tables, printed(&pairs).lines().count())
}

#[test]
fn init_recognises_the_layouts_of_repositories() {
    for (paths, tables, pairs) in [
        // A site of Hugo with a folder for each language.
        (
            vec![
                "content/en/docs/a.md",
                "content/en/docs/b/c.md",
                "content/zh-cn/docs/a.md",
                "content/zh-cn/docs/b/c.md",
                "README.md",
            ],
            vec!["folder zh en"],
            2,
        ),
        // A library of components: English beside Chinese, and a README in the old manner.
        (
            vec![
                "components/a/index.zh-CN.md",
                "components/a/index.en-US.md",
                "components/b/index.zh-CN.md",
                "components/b/index.en-US.md",
                "README-zh_CN.md",
                "README.md",
            ],
            vec!["suffix zh en-US", "hyphen en zh"],
            3,
        ),
        // The kernel.
        (
            vec![
                "Documentation/process/howto.rst",
                "Documentation/admin/x.rst",
                "Documentation/translations/zh_CN/process/howto.rst",
                "Documentation/translations/zh_CN/admin/x.rst",
            ],
            vec!["default-root en zh"],
            2,
        ),
        // A site of Docusaurus with versions.
        (
            vec![
                "docs/a.md",
                "versioned_docs/version-1/a.md",
                "i18n/zh-CN/docusaurus-plugin-content-docs/current/a.md",
                "i18n/zh-CN/docusaurus-plugin-content-docs/version-1/a.md",
            ],
            vec!["docusaurus en zh"],
            2,
        ),
        // A novel.
        (vec!["zh/第一章.txt", "zh/第十二章.txt", "en/ch001.txt", "en/ch012.txt"], vec!["chapters zh en"], 2),
        (vec!["README.md", "README_CN.md", "src/main.rs"], vec!["underscore en zh"], 1),
        (vec!["a.zh.md", "a.end.md", "de-icing/b.md", "x/c.md"], vec![], 0),
    ] {
        let (found, count) = recognised(&paths);
        assert_eq!((found, count), (tables.into_iter().map(str::to_owned).collect(), pairs), "{paths:?}");
    }
}
