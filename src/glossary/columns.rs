//! Which column of a table holds what.

use super::read::GlossaryError;
use super::{Status, Where};
use crate::lang::{self, LANGUAGES};
use crate::text::Side;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// Terms, with `|` between variants.
    Terms(Where),
    /// More forms of the term of that side.
    Variants(Side),
    Status,
    Domain,
    Note,
    PartOfSpeech,
    CaseSensitive,
    /// What the maker of the table keeps for themselves, such as the counts of an extraction.
    Ignored,
}

/// The names that columns go by.
const NAMES: [(&str, Column); 20] = [
    ("source", Column::Terms(Where::Side(Side::Source))),
    ("source term", Column::Terms(Where::Side(Side::Source))),
    ("target", Column::Terms(Where::Side(Side::Target))),
    ("target term", Column::Terms(Where::Side(Side::Target))),
    ("variants", Column::Variants(Side::Target)),
    ("target variants", Column::Variants(Side::Target)),
    ("source variants", Column::Variants(Side::Source)),
    ("status", Column::Status),
    ("domain", Column::Domain),
    ("subject", Column::Domain),
    ("subject field", Column::Domain),
    ("note", Column::Note),
    ("comment", Column::Note),
    ("part of speech", Column::PartOfSpeech),
    ("pos", Column::PartOfSpeech),
    ("case sensitive", Column::CaseSensitive),
    ("count", Column::Ignored),
    ("score", Column::Ignored),
    ("example source", Column::Ignored),
    ("example target", Column::Ignored),
];

/// What the first row says of the columns; `None` where it is no head but a term and its rendering.
///
/// # Errors
///
/// Where it is a head that names no terms, or a column that is not known.
pub(super) fn head(cells: &[&str], line: usize) -> Result<Option<Vec<Column>>, GlossaryError> {
    let named: Vec<Option<Column>> = cells.iter().map(|cell| named(cell)).collect();
    if named.iter().all(Option::is_none) {
        return Ok(None);
    }
    let mut columns: Vec<Column> = Vec::new();
    for (cell, column) in cells.iter().zip(named) {
        let column = match column {
            Some(column) => column,
            None if cell.is_empty() => Column::Ignored,
            None => {
                let nearest = NAMES.iter().map(|(name, _)| *name).min_by_key(|name| strsim::osa_distance(name, &plain(cell)));
                let nearest = nearest.unwrap_or("note");
                return Err(GlossaryError::new(
                    line,
                    format!("there is no column “{cell}”; “{nearest}” is the nearest, and languages go by their tags (zh, en)"),
                ));
            }
        };
        if column != Column::Ignored && columns.contains(&column) {
            return Err(GlossaryError::new(line, format!("the column “{cell}” stands there twice; take one of them out")));
        }
        columns.push(column);
    }
    let terms = columns.iter().filter(|column| matches!(column, Column::Terms(_))).count();
    if terms < 2 {
        let message = "the columns need a name each, two of them “source” and “target”, or two languages by their tags (zh, en)";
        return Err(GlossaryError::new(line, message));
    }
    Ok(Some(columns))
}

/// The columns of a table without a head.
pub(super) fn usual() -> Vec<Column> {
    vec![Column::Terms(Where::Side(Side::Source)), Column::Terms(Where::Side(Side::Target)), Column::Note]
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(['-', '_'], " ")
}

fn named(cell: &str) -> Option<Column> {
    let name = plain(cell);
    if let Some((_, column)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(column.clone());
    }
    let by_name = LANGUAGES.iter().find(|language| language.name.to_lowercase() == name);
    let by_tag = || (is_tag(cell.trim()) && lang::find(cell.trim()) != &lang::OTHER).then(|| cell.trim().to_owned());
    by_name.map(|language| language.code.to_owned()).or_else(by_tag).map(|tag| Column::Terms(Where::Language(tag)))
}

/// Whether it has the form of a tag such as zh, zh-Hant or pt_BR.
fn is_tag(cell: &str) -> bool {
    let mut parts = cell.split(['-', '_']);
    let primary = parts.next().is_some_and(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    primary && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The status that a cell names; preferred where it is empty.
pub(super) fn status(cell: &str, line: usize) -> Result<Status, GlossaryError> {
    let name = cell.trim().to_lowercase();
    let known = [
        ("preferred", Status::Preferred),
        ("standardized", Status::Preferred),
        ("standardised", Status::Preferred),
        ("approved", Status::Preferred),
        ("legal", Status::Preferred),
        ("regulated", Status::Preferred),
        ("admitted", Status::Admitted),
        ("allowed", Status::Admitted),
        ("accepted", Status::Admitted),
        ("forbidden", Status::Forbidden),
        ("prohibited", Status::Forbidden),
        ("deprecated", Status::Forbidden),
        ("superseded", Status::Forbidden),
        ("obsolete", Status::Forbidden),
        ("not recommended", Status::Forbidden),
    ];
    if name.is_empty() {
        return Ok(Status::Preferred);
    }
    // Termbases write preferredTerm and preferredTerm-admn-sts.
    known
        .iter()
        .find(|(known, _)| name == *known || name.starts_with(&format!("{known}term")))
        .map(|(_, status)| *status)
        .ok_or_else(|| GlossaryError::new(line, format!("there is no status “{cell}”; write preferred, admitted or forbidden")))
}

/// Whether a cell says yes.
pub(super) fn yes(cell: &str, line: usize) -> Result<bool, GlossaryError> {
    match cell.trim().to_lowercase().as_str() {
        "" | "no" | "n" | "false" | "0" => Ok(false),
        "yes" | "y" | "true" | "1" | "x" => Ok(true),
        _ => Err(GlossaryError::new(line, format!("“{cell}” says neither yes nor no; write yes or no"))),
    }
}
