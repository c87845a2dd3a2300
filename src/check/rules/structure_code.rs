//! Blocks of code, compared without what is rendered in them: comments and words that readers see.

/// Languages of blocks that hold words rather than code.
const WORDS: &[&str] = &[
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "mermaid",
    "plantuml",
    "markdown",
    "md",
    "output",
    "tree",
    "math",
    "latex",
    "tex",
    "log",
];

/// The first lines in which two blocks of code of a language differ, comments aside; `None` where they are the same, or hold
/// words rather than code.
pub(super) fn difference<'a>(language: &str, one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    if WORDS.contains(&language) {
        return None;
    }
    let (first, second) = (lines(one), lines(other));
    if first.len() != second.len() {
        let common = first.iter().zip(&second).take_while(|(one, other)| same(one.1, other.1)).count();
        // A comment that is rendered on more lines than one may look like code: only plain lines tell.
        let tells = |lines: &[(&'a str, &'a str)]| lines.iter().all(|(_, code)| code.is_ascii());
        if !tells(&first) || !tells(&second) || one.contains("/*") || one.contains("\"\"\"") {
            return None;
        }
        let shown = |lines: &[(&'a str, &'a str)]| lines.get(common).map_or("", |(line, _)| line);
        return Some((shown(&first), shown(&second)));
    }
    first.iter().zip(&second).find(|(one, other)| !same(one.1, other.1)).map(|(one, other)| (one.0, other.0))
}

/// The lines that hold code: as they stand without the blanks around them, and without comments.
fn lines(code: &str) -> Vec<(&str, &str)> {
    let mut within = false;
    let mut found = Vec::new();
    for line in code.lines().map(str::trim) {
        let starts = ["/*", "<!--", "\"\"\"", "'''"].iter().any(|sign| line.starts_with(sign));
        let ends = line.ends_with("*/")
            || line.ends_with("-->")
            || (line.len() > 3 && (line.ends_with("\"\"\"") || line.ends_with("'''")));
        if within || starts {
            within = if within { !(ends || line == "\"\"\"" || line == "'''") } else { !ends };
            continue;
        }
        let shown = uncommented(line);
        if !shown.is_empty() {
            found.push((line, shown));
        }
    }
    found
}

/// A line without the comment at its end, or all of it.
fn uncommented(line: &str) -> &str {
    let signs = ["#", "//", "--", ";", "%", "*", "REM ", "rem ", "'"];
    if signs.iter().any(|sign| line.starts_with(sign))
        && !line.starts_with("#include")
        && !line.starts_with("#define")
        && !is_option(line)
    {
        return "";
    }
    let cut = [" # ", " // ", " -- ", "\t# ", "\t// ", " /* ", " <!-- ", " ; "].iter().filter_map(|sign| line.find(sign)).min();
    let line = cut.and_then(|cut| line.get(..cut)).unwrap_or(line).trim_end();
    // `x := 1 //comment`, `a = b #注释`.
    match line.rfind(['#', '/']).filter(|at| line.get(*at..).is_some_and(|rest| !rest.is_ascii())) {
        Some(at) => line.get(..at).unwrap_or_default().trim_end_matches(['/', '#', ' ', '\t']),
        None => line,
    }
}

/// Whether a line goes on with an option of a command: `--port 8080 \`.
fn is_option(line: &str) -> bool {
    line.strip_prefix("--").is_some_and(|rest| rest.starts_with(|character: char| character.is_ascii_alphabetic()))
}

/// Whether two lines are the same but for words that readers see: those in quotation marks, and whatever is beyond ASCII.
fn same(one: &str, other: &str) -> bool {
    if !one.is_ascii() || !other.is_ascii() {
        return true;
    }
    unquoted(one) == unquoted(other)
}

/// A line without white space, and without what stands in quotation marks where that may be words.
fn unquoted(line: &str) -> String {
    let mut shown = String::new();
    for (index, piece) in line.split(['"', '\'', '`']).enumerate() {
        let words = index % 2 == 1
            && piece.contains(char::is_alphabetic)
            && !piece.contains(|character: char| character.is_ascii_digit());
        if words {
            shown.push('"');
        } else {
            shown.extend(piece.chars().filter(|character| !character.is_whitespace()));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_words_that_are_shown_may_differ() {
        for (one, other) in [
            ("# 检查\nrun --port 80", "# check\n# it\nrun --port 80"),
            ("x = 1  # 一\ny", "x = 1 # one\n\ny"),
            ("a() // 注释", "a() // a comment"),
            ("print(\"你好\")", "print(\"Hello\")"),
            ("print(\"Hallo Welt\")", "print('Hello, world')"),
            ("/*\n * 说明\n */\nf();", "/* what */\nf();"),
            ("run \\\n  --port 80", "run \\\n --port 80"),
            ("f() //注释", "f()"),
        ] {
            assert_eq!(difference("sh", one, other), None, "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_is_run_must_be_the_same() {
        assert_eq!(difference("sh", "a\nrun --port 8080", "a\nrun --port 8081"), Some(("run --port 8080", "run --port 8081")));
        assert_eq!(difference("js", "a;\nb;", "a;"), Some(("b;", "")));
        assert_eq!(difference("py", "f(\"v1\")", "f(\"v2\")"), Some(("f(\"v1\")", "f(\"v2\")")));
        assert_eq!(difference("text", "one", "two"), None);
    }
}
