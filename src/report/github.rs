//! Findings as the commands by which a step of GitHub Actions annotates files.
//!
//! The commands and their escapes are those of
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.

use super::pair::{level_name, one_line, worst_first};
use super::{PairReport, Record, Summary};
use crate::check::Level;

/// How many annotations of a kind a step may show; further ones are dropped without a word.
const SHOWN: usize = 10;

/// Annotations for the worst findings, as many as GitHub shows, and a line of the log for each of the others.
#[must_use]
pub fn github(pairs: &[PairReport], summary: &Summary) -> String {
    let (mut commands, mut log) = (String::new(), String::new());
    let (mut errors, mut warnings, mut notices, mut rest) = (0, 0, 0, 0_usize);
    for record in worst_first(pairs) {
        let (count, room) = match record.level {
            Level::Error => (&mut errors, SHOWN),
            Level::Warning => (&mut warnings, SHOWN),
            // The last notice tells how many findings are not shown.
            Level::Note => (&mut notices, SHOWN - 1),
        };
        if *count < room {
            *count += 1;
            commands.push_str(&annotation(record));
        } else {
            rest += 1;
            log.push_str(&log_line(record));
        }
    }
    if rest > 0 {
        let noun = if rest == 1 { "1 further finding is".to_owned() } else { format!("{rest} further findings are") };
        commands.push_str(&format!("::notice title=kanhe::{noun} in the log of this step\n"));
    }
    format!("{commands}{log}{summary}\n")
}

fn annotation(record: &Record) -> String {
    let command = match record.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let region = record.target.region;
    let mut text = one_line(&record.message);
    if let Some(suggestion) = &record.suggestion {
        text.push_str(&format!("\nwrite “{}”", one_line(suggestion)));
    }
    if let Some(unit) = &record.target.unit {
        text.push_str(&format!("\nin {}", one_line(unit)));
    }
    text.push_str(&format!("\noriginal: {}", one_line(&record.source.to_string())));
    format!(
        "::{command} file={},line={line},endLine={line},col={},endColumn={},title={}::{}\n",
        property(&record.target.file),
        region.start.characters,
        region.end.characters,
        property(record.rule),
        data(&text),
        line = region.line,
    )
}

fn log_line(record: &Record) -> String {
    let line = format!(
        "{}[{}] {}: {}, original: {}",
        level_name(record.level),
        record.rule,
        one_line(&record.target.to_string()),
        one_line(&record.message),
        one_line(&record.source.to_string())
    );
    // `##[` opens a command of the older kind wherever it stands in a line.
    line.replace("##[", "# #[") + "\n"
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pair::tests::pair;

    fn printed(levels: &[Level], message: &str) -> String {
        let pairs = [pair(levels, message)];
        github(&pairs, &Summary { pairs: 1, ..Summary::default() })
    }

    #[test]
    fn an_annotation_names_the_place_and_escapes_what_would_end_it() {
        let page = printed(&[Level::Error], "100 % of\n::error::it");
        let expected = "::error file=en/a%2Cb.txt,line=1,endLine=1,col=15,endColumn=21,title=number-mismatch::\
                        100 %25 of ::error::it%0Awrite “350,000”%0Aoriginal: zh/城 市.txt:2:4\n";
        assert_eq!(page.split_inclusive('\n').next(), Some(expected));
        assert_eq!(page.lines().filter(|line| line.starts_with("::")).count(), 1);
    }

    #[test]
    fn ten_of_a_kind_are_shown_and_the_log_holds_the_others() {
        let levels = [[Level::Note; 12], [Level::Warning; 12], [Level::Error; 12]].concat();
        let page = printed(&levels, "##[add-mask]it");
        let count = |start: &str| page.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!((count("::error "), count("::warning "), count("::notice ")), (10, 10, 10));
        assert!(page.contains("::notice title=kanhe::7 further findings are in the log of this step\n"), "{page}");
        assert_eq!((count("error["), count("warning["), count("note[")), (2, 2, 3));
        assert!(page.lines().filter(|line| !line.starts_with("::")).all(|line| !line.contains("##[")), "{page}");
        assert!(page.starts_with("::error "), "the worst comes first: {page}");
    }
}
