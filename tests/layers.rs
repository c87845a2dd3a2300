//! The modules stand in one order, and each imports only from those before it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The road, from the bottom up. The binary (`main.rs`, `cli/`) stands on all of it.
const ROAD: &[&str] = &[
    "threads",
    "text",
    "lang",
    "encode",
    "sound",
    "segment",
    "mention",
    "align",
    "interleave",
    "format",
    "glossary",
    "check",
    "report",
    "verdict",
    "config",
    "io",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The modules that a source names by `crate::`, in code.
fn imports(source: &str) -> BTreeSet<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect::<String>())
        .filter(|name| !name.is_empty())
        .collect()
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn place(module: &str) -> Option<usize> {
    ROAD.iter().position(|name| *name == module)
}

#[test]
fn modules_import_only_from_those_before_them() {
    let mut seen = 0;
    for (index, module) in ROAD.iter().enumerate() {
        let (folder, file) = (src().join(module), src().join(format!("{module}.rs")));
        let mut files = if folder.is_dir() { sources(&folder) } else { Vec::new() };
        files.extend(file.is_file().then_some(file));
        for path in files {
            for import in imports(&fs::read_to_string(&path).expect("a source is text")) {
                let Some(imported) = place(&import) else {
                    panic!("{}: crate::{import} has no place on the road; add it to ROAD in this test", path.display());
                };
                assert!(imported <= index, "{}: {module} may not import crate::{import}, which stands after it", path.display());
                seen += usize::from(imported < index);
            }
        }
    }
    assert!(seen >= 20, "only {seen} imports were found: this test no longer sees the code");
}

#[test]
fn every_module_has_its_place_on_the_road() {
    let library = fs::read_to_string(src().join("lib.rs")).expect("a source is text");
    let declared: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ").or(line.strip_prefix("mod "))?.strip_suffix(';'))
        .collect();
    assert!(declared.len() >= 8, "only {declared:?} were found: this test no longer sees the code");
    for module in declared {
        assert!(place(module).is_some(), "{module} has no place on the road; add it to ROAD in this test");
    }
}

#[test]
fn only_the_language_folders_ask_for_one_language() {
    let codes: Vec<String> = kanhe::lang::LANGUAGES.iter().map(|language| format!("\"{}\"", language.code)).collect();
    let mut seen = 0;
    for path in sources(&src()) {
        let inside = path.strip_prefix(src()).expect("a source lies in src");
        if inside.starts_with("lang") {
            continue;
        }
        seen += 1;
        let source = fs::read_to_string(&path).expect("a source is text");
        // Tests may name languages: they have to try some.
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let asks = codes.iter().find(|name| line.contains(&format!("== {name}")) || line.contains(&format!("{name} =>")));
            assert_eq!(asks, None, "{}: what is known of a language belongs to its folder: {line}", path.display());
        }
    }
    assert!(seen >= 20, "only {seen} files were found: this test no longer sees the code");
}
