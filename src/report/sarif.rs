//! Findings in SARIF 2.1.0, the format of code scanning
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), within what GitHub reads of it
//! (<https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support>).

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::pair::{level_name, one_line, worst_first};
use super::{PairReport, Place, Record};
use crate::check::{Level, Rule, rules};

/// How many results GitHub takes; with more it refuses them all.
const RESULTS: usize = 25_000;
/// How many characters GitHub shows of a description.
const DESCRIPTION: usize = 1024;
/// What stands in paths as it is; a colon does not, for a scheme might end there.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnUnit {
    /// Units of UTF-16.
    Utf16,
    /// Characters (Unicode scalar values).
    Characters,
    /// Bytes of UTF-8, for which SARIF has no word.
    Bytes,
}

/// A report in SARIF; [`serde`] writes it.
#[derive(Debug, Clone, Serialize)]
pub struct Sarif<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
    /// How many findings, the mildest ones, were left out because there are too many.
    #[serde(skip)]
    pub left_out: usize,
}

/// The findings of a run, columns in `unit`; `category` tells it from other runs over the same repository and ends in a slash.
#[must_use]
pub fn sarif<'a>(pairs: &'a [PairReport], unit: ColumnUnit, category: &str) -> Sarif<'a> {
    let mut records = worst_first(pairs);
    let left_out = records.len().saturating_sub(RESULTS);
    records.truncate(RESULTS);
    let notifications = (left_out > 0).then(|| Notification { level: "warning", message: Message::new(left_out_text(left_out)) });
    Sarif {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "kanhe",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules::RULES.iter().copied().map(Descriptor::new).collect(),
                },
            },
            automation_details: AutomationDetails { id: category.to_owned() },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications.into_iter().collect(),
            }],
            column_kind: match unit {
                ColumnUnit::Utf16 => Some("utf16CodeUnits"),
                ColumnUnit::Characters => Some("unicodeCodePoints"),
                ColumnUnit::Bytes => None,
            },
            results: records.into_iter().map(|record| SarifResult::new(record, unit)).collect(),
        }],
        left_out,
    }
}

/// Says that `count` findings were left out.
fn left_out_text(count: usize) -> String {
    format!("only the {RESULTS} worst findings are reported, for more are not read; findings left out: {count}")
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    automation_details: AutomationDetails,
    invocations: [Invocation; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    column_kind: Option<&'static str>,
    results: Vec<SarifResult<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: String,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

impl Descriptor {
    fn new(rule: &'static Rule) -> Self {
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
        };
        let precision = match rule.level {
            Level::Error => "high",
            Level::Warning => "medium",
            Level::Note => "low",
        };
        Self {
            id: rule.name,
            name: rule.name.split('-').map(capital).collect(),
            short_description: Message::new(rule.summary.to_owned()),
            full_description: Message::new(introduction(rule.page).unwrap_or_else(|| rule.summary.to_owned())),
            help: Help { text: rule.page, markdown: rule.page },
            default_configuration: Configuration { level: rule.level },
            properties: RuleProperties {
                tags: ["translation"],
                precision,
                severity: if rule.level == Level::Note { "recommendation" } else { level_name(rule.level) },
            },
        }
    }
}

/// The first paragraph of a rule's page below its headings, cut to what is shown of a description.
fn introduction(page: &str) -> Option<String> {
    let mut paragraphs = page.split("\n\n").map(str::trim);
    let paragraph = paragraphs.find(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#'))?;
    let text = one_line(paragraph);
    match text.char_indices().nth(DESCRIPTION - 1) {
        Some((cut, _)) => Some(format!("{}…", &text[..cut])),
        None => Some(text),
    }
}

#[derive(Debug, Clone, Serialize)]
struct Message {
    text: String,
}

impl Message {
    fn new(text: String) -> Self {
        Self { text }
    }
}

#[derive(Debug, Clone, Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Configuration {
    level: Level,
}

#[derive(Debug, Clone, Serialize)]
struct RuleProperties {
    tags: [&'static str; 1],
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct AutomationDetails {
    id: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Debug, Clone, Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: Level,
    message: Message,
    locations: [Location; 1],
    related_locations: [RelatedLocation; 1],
    // GitHub works out the fingerprint of its own, and warns where a tool states another.
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    properties: ResultProperties<'a>,
}

#[derive(Debug, Clone, Serialize)]
struct ResultProperties<'a> {
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

/// A unit of a format that has such.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

impl LogicalLocation {
    fn of(place: &Place) -> Vec<Self> {
        place.unit.iter().map(|unit| Self { fully_qualified_name: unit.clone() }).collect()
    }
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct RelatedLocation {
    id: usize,
    message: Message,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: SarifRegion,
}

#[derive(Debug, Clone, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> SarifResult<'a> {
    fn new(record: &'a Record, unit: ColumnUnit) -> Self {
        let mut text = format!("{}. See the [original](1).", literal(&record.message));
        if let Some(suggestion) = &record.suggestion {
            text.push_str(&format!(" Write “{}”.", literal(suggestion)));
        }
        Self {
            rule_id: record.rule,
            rule_index: rules::RULES.iter().position(|rule| rule.name == record.rule),
            level: record.level,
            message: Message::new(text),
            locations: [Location {
                physical_location: PhysicalLocation::new(&record.target, unit),
                logical_locations: LogicalLocation::of(&record.target),
            }],
            related_locations: [RelatedLocation {
                id: 1,
                message: Message::new("original".to_owned()),
                physical_location: PhysicalLocation::new(&record.source, unit),
                logical_locations: LogicalLocation::of(&record.source),
            }],
            partial_fingerprints: BTreeMap::from([("kanhe/v1", record.fingerprint.as_str())]),
            properties: ResultProperties { confidence: record.confidence, suggestion: record.suggestion.as_deref() },
        }
    }
}

impl PhysicalLocation {
    fn new(place: &Place, unit: ColumnUnit) -> Self {
        let (start, end) = (place.region.start, place.region.end);
        let (start_column, end_column) = match unit {
            ColumnUnit::Utf16 => (start.utf16, end.utf16),
            ColumnUnit::Characters => (start.characters, end.characters),
            ColumnUnit::Bytes => (start.bytes, end.bytes),
        };
        let line = place.region.line;
        Self {
            artifact_location: ArtifactLocation { uri: uri(&place.file) },
            region: SarifRegion { start_line: line, start_column, end_line: line, end_column },
        }
    }
}

/// A path as a URI: relative, or of the scheme `file` where it is absolute.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, PATH);
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded.to_string() }
}

/// `text` on one line so that nothing in it is read as a link or as the place of an argument.
fn literal(text: &str) -> String {
    let mut text = one_line(text);
    if text.contains("](") {
        text = text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    }
    if text.contains('{') || text.contains('}') {
        text = text.replace('{', "{{").replace('}', "}}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pair::tests::pair;

    fn printed(levels: &[Level], message: &str, unit: ColumnUnit) -> serde_json::Value {
        serde_json::to_value(sarif(&[pair(levels, message)], unit, "kanhe/")).expect("a report can be written")
    }

    #[test]
    fn the_rendering_is_the_place_and_the_original_is_linked() {
        let report = printed(&[Level::Error], "350,000 against 35,000", ColumnUnit::Utf16);
        let result = &report["runs"][0]["results"][0];
        assert_eq!(result["message"]["text"], "350,000 against 35,000. See the [original](1). Write “350,000”.");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "en/a%2Cb.txt");
        let region = serde_json::json!({"startLine": 1, "startColumn": 15, "endLine": 1, "endColumn": 21});
        assert_eq!(place["region"], region);
        let related = &result["relatedLocations"][0];
        assert_eq!(related["id"], 1);
        assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "zh/%E5%9F%8E%20%E5%B8%82.txt");
        assert_eq!(related["physicalLocation"]["region"]["startColumn"], 4);
        let rule = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
        assert_eq!(report["runs"][0]["tool"]["driver"]["rules"][rule]["id"], "number-mismatch");
        assert_eq!(result["partialFingerprints"].as_object().map(|known| known.len()), Some(1));
    }

    #[test]
    fn columns_count_what_was_asked_for() {
        let column = |unit| {
            let report = printed(&[Level::Error], "m", unit);
            let run = &report["runs"][0];
            let related = &run["results"][0]["relatedLocations"][0]["physicalLocation"]["region"];
            (run["columnKind"].clone(), related["startColumn"].as_u64(), related["endColumn"].as_u64())
        };
        assert_eq!(column(ColumnUnit::Utf16), ("utf16CodeUnits".into(), Some(4), Some(8)));
        assert_eq!(column(ColumnUnit::Characters), ("unicodeCodePoints".into(), Some(4), Some(8)));
        assert_eq!(column(ColumnUnit::Bytes), (serde_json::Value::Null, Some(10), Some(22)));
    }

    #[test]
    fn words_of_a_text_are_no_links_and_no_arguments() {
        assert_eq!(literal("[a](1) {0}"), "\\[a\\](1) {{0}}");
        assert_eq!(literal("[a] b"), "[a] b");
    }

    #[test]
    fn too_many_findings_are_cut_at_the_mild_end_and_the_run_says_so() {
        let levels = [vec![Level::Note; 10], vec![Level::Error; RESULTS - 2]].concat();
        let pairs = [pair(&levels, "m")];
        let report = sarif(&pairs, ColumnUnit::Utf16, "kanhe/");
        assert_eq!((report.left_out, report.runs[0].results.len()), (8, RESULTS));
        assert_eq!(report.runs[0].results.iter().filter(|result| result.level == Level::Note).count(), 2);
        assert_eq!(report.runs[0].invocations[0].tool_execution_notifications.len(), 1);
    }

    #[test]
    fn descriptions_fit_what_is_shown_of_them() {
        for rule in rules::RULES {
            let rule = Descriptor::new(rule);
            for text in [&rule.short_description.text, &rule.full_description.text] {
                assert!(!text.is_empty() && text.chars().count() <= DESCRIPTION, "{text}");
            }
        }
        let long = introduction(&format!("# a\n\n## b\n\n{}", "万".repeat(2000))).expect("there is one");
        assert_eq!(long.chars().count(), DESCRIPTION);
    }
}
