//! Findings for the code quality report of GitLab
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use std::collections::HashMap;

use serde::Serialize;

use super::pair::one_line;
use super::{PairReport, Record};
use crate::check::Level;

/// A finding as GitLab reads it.
#[derive(Debug, Clone, Serialize)]
pub struct Issue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Debug, Clone, Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Debug, Clone, Serialize)]
struct Lines {
    begin: usize,
}

/// The findings of all pairs, in order.
#[must_use]
pub fn gitlab(pairs: &[PairReport]) -> Vec<Issue<'_>> {
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    let records = pairs.iter().flat_map(|pair| &pair.records);
    records
        .map(|record| {
            let times = seen.entry((&record.target.file, &record.fingerprint)).or_default();
            *times += 1;
            Issue::new(record, *times)
        })
        .collect()
}

impl<'a> Issue<'a> {
    /// Of findings with one fingerprint GitLab shows a single one, so the file is a part of it, and so is, from the second time
    /// on, how often it was met before.
    fn new(record: &'a Record, times: usize) -> Self {
        let again = if times > 1 { format!("-{times}") } else { String::new() };
        let within = record.target.unit.as_ref().map(|unit| format!("in {unit}, ")).unwrap_or_default();
        let original = match &record.source.unit {
            Some(unit) => format!("original: {}, {unit}", record.source.file),
            None => format!("original: {}:{}", record.source.file, record.source.line),
        };
        Self {
            description: one_line(&format!("{} ({within}{original})", record.message)),
            check_name: record.rule,
            fingerprint: format!("{}-{}{again}", record.fingerprint, record.target.file),
            severity: match record.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Note => "info",
            },
            location: Location {
                path: record.target.file.strip_prefix("./").unwrap_or(&record.target.file),
                lines: Lines { begin: record.target.line },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pair::tests::pair;

    #[test]
    fn an_issue_has_the_fields_that_gitlab_reads() {
        let pairs = [pair(&[Level::Warning], "350,000\nagainst 35,000")];
        let expected = serde_json::json!([{
            "description": "350,000 against 35,000 (original: zh/城 市.txt:2)",
            "check_name": "number-mismatch",
            "fingerprint": "00000000000000000000000000000000-en/a,b.txt",
            "severity": "minor",
            "location": {"path": "en/a,b.txt", "lines": {"begin": 1}}
        }]);
        assert_eq!(serde_json::to_value(gitlab(&pairs)).expect("it can be written"), expected);
    }

    #[test]
    fn no_two_issues_have_one_fingerprint() {
        let pairs = [pair(&[Level::Error], "m"), pair(&[Level::Error], "m"), pair(&[Level::Error], "m")];
        let issues = gitlab(&pairs);
        let known: std::collections::BTreeSet<&str> = issues.iter().map(|issue| issue.fingerprint.as_str()).collect();
        assert_eq!(known.len(), 3, "{known:?}");
    }
}
