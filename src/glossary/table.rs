//! Glossaries in tables: TSV and CSV.

use csv::{ReaderBuilder, StringRecord};

use super::columns::{self, Column};
use super::read::GlossaryError;
use super::{Concept, Status, Term, Where};
use crate::text::Side;

/// What stands between the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Tabs,
    Commas,
}

/// Reads a table: a head that names the columns, then a rendering a row.
pub(super) fn read(text: &str, kind: Kind) -> Result<Vec<Concept>, GlossaryError> {
    let mut rows = Rows::default();
    match kind {
        Kind::Tabs => {
            for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with("# ")) {
                rows.add(&line.split('\t').map(bare).collect::<Vec<_>>(), index + 1, kind)?;
            }
        }
        Kind::Commas => read_commas(text, &mut rows)?,
    }
    Ok(rows.concepts)
}

fn read_commas(text: &str, rows: &mut Rows) -> Result<(), GlossaryError> {
    // Where commas are decimal marks, spreadsheets write semicolons.
    let semicolons = text.lines().next().is_some_and(|line| line.contains(';') && !line.contains(','));
    let mut reader = ReaderBuilder::new()
        .delimiter(if semicolons { b';' } else { b',' })
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let mut record = StringRecord::new();
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            GlossaryError::new(number(line), format!("the row cannot be read: {error}"))
        })?;
        if !more {
            return Ok(());
        }
        // The place is that after the row before, and blank lines may follow.
        let (byte, line) = record.position().map_or((0, 1), |position| (number(position.byte()), number(position.line())));
        let blank = text.as_bytes().get(byte..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let line = line + blank.filter(|byte| **byte == b'\n').count();
        rows.add(&record.iter().map(str::trim).collect::<Vec<_>>(), line, Kind::Commas)?;
    }
}

/// The rows read so far.
#[derive(Default)]
struct Rows {
    /// What the head says, once it has been read.
    columns: Option<Vec<Column>>,
    concepts: Vec<Concept>,
}

impl Rows {
    fn add(&mut self, cells: &[&str], line: usize, kind: Kind) -> Result<(), GlossaryError> {
        if cells.iter().all(|cell| cell.is_empty()) {
            return Ok(());
        }
        let columns = match &self.columns {
            Some(columns) => columns,
            None => match columns::head(cells, line)? {
                Some(head) => {
                    self.columns = Some(head);
                    return Ok(());
                }
                None if kind == Kind::Tabs && cells.len() >= 2 => self.columns.insert(columns::usual()),
                None => {
                    let message = "the first line should name the columns, as in “source,target,status,domain,note”";
                    return Err(GlossaryError::new(line, message));
                }
            },
        };
        self.concepts.push(concept(columns, cells, line)?);
        Ok(())
    }
}

/// A cell without blanks around it, and without the quotation marks that a spreadsheet sets around cells.
fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let inside = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).map_or(cell, str::trim)
}

fn forms(cell: &str) -> impl Iterator<Item = String> {
    cell.split('|').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned)
}

fn concept(columns: &[Column], cells: &[&str], line: usize) -> Result<Concept, GlossaryError> {
    let mut concept = Concept { line, ..Concept::default() };
    let (mut status, mut case_sensitive) = (Status::Preferred, false);
    let (mut source_variants, mut target_variants) = (Vec::new(), Vec::new());
    let mut terms: Vec<(Where, Vec<String>)> = Vec::new();
    if let Some(over) = cells.get(columns.len()..).and_then(|over| over.iter().find(|cell| !cell.is_empty()))
        && *columns != columns::usual()
    {
        return Err(GlossaryError::new(
            line,
            format!("“{over}” stands beyond the last column; name a column for it, or take it out"),
        ));
    }
    for (column, cell) in columns.iter().zip(cells) {
        match column {
            Column::Terms(place) => terms.push((place.clone(), forms(cell).collect())),
            Column::Variants(Side::Source) => source_variants = forms(cell).collect(),
            Column::Variants(Side::Target) => target_variants = forms(cell).collect(),
            Column::Status => status = columns::status(cell, line)?,
            Column::Domain => concept.domains = forms(cell).collect(),
            Column::Note => concept.note = (*cell).to_owned(),
            Column::PartOfSpeech => concept.part_of_speech = (*cell).to_owned(),
            Column::CaseSensitive => case_sensitive = columns::yes(cell, line)?,
            Column::Ignored => {}
        }
    }
    let first = terms.first().map(|(place, _)| place.clone());
    for (index, (place, mut forms)) in terms.into_iter().enumerate() {
        // The column of the original is named so, or is the first of two languages.
        let is_source = place == Where::Side(Side::Source) || index == 0 && place != Where::Side(Side::Target);
        forms.extend(std::mem::take(if is_source { &mut source_variants } else { &mut target_variants }));
        // The status is said of the rendering.
        let own = if Some(&place) == first.as_ref() || is_source { Status::Preferred } else { status };
        if !forms.is_empty() {
            concept.terms.push(Term { place, forms, status: own, case_sensitive });
        } else if !(is_source && status == Status::Forbidden) {
            let cure = if is_source {
                "write the term of the original"
            } else {
                "write the rendering, or the term itself where it stays as it is"
            };
            return Err(GlossaryError::new(line, format!("a term is missing; {cure}")));
        }
    }
    Ok(concept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_give_terms_with_their_variants_status_and_section() {
        let text = "source\ttarget\tvariants\tstatus\tdomain\tnote\tpart-of-speech\tcase-sensitive\n\
                    # a remark\n\
                    碳中和|碳中性\tcarbon neutrality\tnet zero|\t\tclimate|energy\tas in the plan\tnoun\tno\n\
                    碳中和\tcarbon balance\t\tforbidden\n";
        let concepts = read(text, Kind::Tabs).expect("a sound table");
        assert_eq!(concepts.len(), 2);
        assert_eq!(concepts[0].terms[0].forms, ["碳中和", "碳中性"]);
        assert_eq!(concepts[0].terms[1].forms, ["carbon neutrality", "net zero"]);
        assert_eq!(concepts[0].domains, ["climate", "energy"]);
        assert_eq!((concepts[0].note.as_str(), concepts[0].part_of_speech.as_str()), ("as in the plan", "noun"));
        assert_eq!((concepts[1].terms[0].status, concepts[1].terms[1].status), (Status::Preferred, Status::Forbidden));
        assert_eq!(concepts[1].line, 4);
    }

    #[test]
    fn columns_may_go_by_languages_and_a_table_may_lack_a_head() {
        let concepts = read("zh-CN,English,note\n碳中和,carbon neutrality,\"a, b\"\n", Kind::Commas).expect("a sound table");
        assert_eq!(concepts[0].terms[0].place, Where::Language("zh-CN".to_owned()));
        assert_eq!(concepts[0].terms[1].place, Where::Language("en".to_owned()));
        assert_eq!(concepts[0].note, "a, b");
        let concepts = read("碳中和\tcarbon neutrality\n专班\ttask \"force\"\tlike so\n", Kind::Tabs).expect("a sound table");
        assert_eq!(concepts[1].terms[1].forms, ["task \"force\""]);
    }

    #[test]
    fn faults_are_told_with_line_and_cure() {
        let error = |text: &str| read(text, Kind::Tabs).expect_err("a fault").to_string();
        assert_eq!(
            error("source\ttraget\n"),
            "line 1: there is no column “traget”; “target” is the nearest, and languages go by their tags (zh, en)"
        );
        assert!(error("source\tnote\na\tb\n").starts_with("line 1: the columns need a name each"));
        assert!(error("source\ttarget\n碳中和\t\n").starts_with("line 2: a term is missing; write the rendering"));
        assert!(error("source\ttarget\tstatus\n\na\tb\tgood\n").starts_with("line 3: there is no status “good”"));
        assert!(error("source\ttarget\na\tb\tc\n").starts_with("line 2: “c” stands beyond the last column"));
        assert!(read("a,b\n", Kind::Commas).expect_err("no head").to_string().contains("name the columns"));
    }
}
