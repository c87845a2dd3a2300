//! Verdicts that come back in a table: the workbook of findings, with what a reader chose and wrote beside each.

use super::Verdict;

/// What a reader said of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The row of the table, counted from 1.
    pub row: usize,
    /// The fingerprint of the finding, or its first digits.
    pub id: String,
    /// The verdict; [`Verdict::Open`] where there is only a comment.
    pub verdict: Verdict,
    /// Why; may be empty.
    pub reason: String,
    /// What else was written; may be empty.
    pub note: String,
}

/// Why verdicts cannot be read from a table, and the cure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReturnedError {
    /// There is no such column.
    #[error("there is no column “{0}”; take the workbook that `kanhe check --format xlsx` writes, and keep its first row")]
    Column(&'static str),
    /// What stands in a cell is no verdict.
    #[error("row {row}: “{words}” is no verdict; write one of {}", names())]
    Verdict {
        /// The row, counted from 1.
        row: usize,
        /// What stands there.
        words: String,
    },
}

/// Such as `checker-wrong, intended and open`.
fn names() -> String {
    let names = Verdict::ALL.map(Verdict::name);
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    format!("{} and {last}", others.join(", "))
}

/// Reads a table, whose rows come with their numbers and begin with the heads of the columns: the rows with a verdict or a
/// comment.
///
/// # Errors
///
/// [`ReturnedError`] names the column or the row.
pub fn returned(rows: &[(usize, Vec<String>)]) -> Result<Vec<Returned>, ReturnedError> {
    let heads = rows.first().map(|(_, heads)| heads.as_slice()).unwrap_or_default();
    let find = |name: &str| heads.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
    let id = find("id").ok_or(ReturnedError::Column("id"))?;
    let verdict = find("verdict").ok_or(ReturnedError::Column("verdict"))?;
    let (reason, comment) = (find("reason"), find("comment").or_else(|| find("note")));
    let mut found = Vec::new();
    for (row, cells) in rows.iter().skip(1) {
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column)).map_or("", |cell| cell.trim());
        let (words, reason, note) = (cell(Some(verdict)), cell(reason), cell(comment));
        let id = cell(Some(id));
        if id.is_empty() || (words.is_empty() && reason.is_empty() && note.is_empty()) {
            continue;
        }
        let verdict = if words.is_empty() { Some(Verdict::Open) } else { named(words) };
        let verdict = verdict.ok_or_else(|| ReturnedError::Verdict { row: *row, words: words.chars().take(40).collect() })?;
        found.push(Returned { row: *row, id: id.to_owned(), verdict, reason: reason.to_owned(), note: note.to_owned() });
    }
    Ok(found)
}

/// The verdict of a name, however its words are parted and whatever their case, or of the words that pages show for it.
fn named(words: &str) -> Option<Verdict> {
    let plain =
        |words: &str| words.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = plain(words);
    Verdict::ALL.into_iter().find(|verdict| plain(verdict.name()) == wanted || plain(verdict.words()) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &[&[&str]]) -> Result<Vec<Returned>, ReturnedError> {
        let rows: Vec<_> =
            (1..).zip(rows).map(|(row, cells)| (row, cells.iter().map(|&cell| cell.to_owned()).collect())).collect();
        returned(&rows)
    }

    #[test]
    fn rows_with_a_verdict_or_a_comment_are_taken() {
        let found = read(&[
            &["ID", "message", "Verdict", "reason", "comment"],
            &["ab12", "x", "Checker wrong", " rounded ", ""],
            &["cd34", "x", "", "", "ask the client"],
            &["ef56", "x"],
            &["", "x", "nonsense"],
            &["0078", "x", "it is an error", "", ""],
        ])
        .expect("a table");
        let shown: Vec<_> = found.iter().map(|one| (one.row, one.verdict, one.reason.as_str(), one.note.as_str())).collect();
        let expected = [
            (2, Verdict::CheckerWrong, "rounded", ""),
            (3, Verdict::Open, "", "ask the client"),
            (6, Verdict::Confirmed, "", ""),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_is_no_verdict_and_what_is_no_report_are_told() {
        let error = read(&[&["id", "verdict"], &["ab", "maybe"]]).expect_err("no verdict").to_string();
        assert!(error.starts_with("row 2: “maybe” is no verdict; write one of checker-wrong,"), "{error}");
        assert!(read(&[&["id"]]).is_err_and(|error| error.to_string().contains("“verdict”")));
        assert!(read(&[]).is_err());
    }
}
