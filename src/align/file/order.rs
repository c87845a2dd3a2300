//! The rows of a bead file in the order of the texts, however somebody sorted the table.

use std::collections::BTreeMap;

use super::Row;

/// The rows in the order of the original. Rows without one keep their place where the file is in order; else they follow
/// what stands before them in the rendering. The empty sides are then set to where their sentences would stand.
pub(super) fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    let with_source = || rows.iter().filter(|row| !row.bead.source.is_empty());
    if !with_source().zip(with_source().skip(1)).all(|(row, next)| row.bead.source.start < next.bead.source.start) {
        rows = sorted(rows);
    }
    let (mut source, mut target) = (0, 0);
    for row in &mut rows {
        if row.bead.source.is_empty() {
            row.bead.source = source..source;
        }
        if row.bead.target.is_empty() {
            row.bead.target = target..target;
        }
        (source, target) = (row.bead.source.end, row.bead.target.end);
    }
    rows
}

fn sorted(rows: Vec<Row>) -> Vec<Row> {
    let (mut with_source, without): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| !row.bead.source.is_empty());
    with_source.sort_by_key(|row| row.bead.source.start);
    let mut without: BTreeMap<usize, Row> = without.into_iter().map(|row| (row.bead.target.start, row)).collect();
    let mut ordered = Vec::with_capacity(with_source.len() + without.len());
    let follow = |ordered: &mut Vec<Row>, without: &mut BTreeMap<usize, Row>, mut place: usize| {
        while let Some(row) = without.remove(&place) {
            place = row.bead.target.end;
            ordered.push(row);
        }
    };
    follow(&mut ordered, &mut without, 0);
    for row in with_source {
        let after = (!row.bead.target.is_empty()).then_some(row.bead.target.end);
        ordered.push(row);
        if let Some(after) = after {
            follow(&mut ordered, &mut without, after);
        }
    }
    // What should stand before them is in no row.
    ordered.extend(without.into_values());
    ordered
}
