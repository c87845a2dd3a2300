//! What each rule finds in labelled sets, as measured.

use crate::lang::table;

/// A figure of a rule: so many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Figure {
    /// The set, by its public name.
    pub set: &'static str,
    /// The kind of error, empty where the figure is of no kind.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub kind: &'static str,
    /// So many.
    pub part: u32,
    /// Of so many.
    pub whole: u32,
}

/// All that was measured of a rule; warnings and errors count.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Measured {
    /// By set, the pairs without an error in which the rule finds something, of all such pairs.
    pub clean: Vec<Figure>,
    /// By set, the findings that touch an error, of all findings.
    pub right: Vec<Figure>,
    /// By set and kind, the errors that a finding of the rule touches, of all errors of the kind.
    pub found: Vec<Figure>,
}

/// What was measured of the rule of that name; nothing of a rule that finds nothing in the sets.
#[must_use]
pub fn measured(rule: &str) -> Measured {
    let mut measured = Measured::default();
    for row in table::rows(include_str!("measured.tsv")).filter(|row| row.cell(0) == rule) {
        let number = |column| row.cell(column).parse().unwrap_or_default();
        let figure = Figure { set: row.cell(1), kind: row.cell(3), part: number(4), whole: number(5) };
        match row.cell(2) {
            "clean" => measured.clean.push(figure),
            "right" => measured.right.push(figure),
            _ => measured.found.push(figure),
        }
    }
    measured
}

impl Measured {
    /// In how many of 10,000 pairs without an error the rule finds something, over all sets.
    #[must_use]
    pub fn alarms_in_10_000(&self) -> Option<f64> {
        share(&self.clean).map(|share| share * 10_000.0)
    }

    /// The share of its findings that touch an error, 0 to 1, over all sets that tell.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(&self.right)
    }

    /// The kinds of error that it finds, in whatever set, with how many of how many; the most found first.
    #[must_use]
    pub fn by_kind(&self) -> Vec<(&'static str, u32, u32)> {
        let mut kinds: Vec<(&'static str, u32, u32)> = Vec::new();
        for figure in &self.found {
            match kinds.iter_mut().find(|(kind, ..)| *kind == figure.kind) {
                Some((_, part, whole)) => {
                    *part += figure.part;
                    *whole += figure.whole;
                }
                None => kinds.push((figure.kind, figure.part, figure.whole)),
            }
        }
        kinds.sort_by_key(|&(kind, part, _)| (std::cmp::Reverse(part), kind));
        kinds
    }
}

fn share(figures: &[Figure]) -> Option<f64> {
    let sum = |of: fn(&Figure) -> u32| figures.iter().map(|figure| f64::from(of(figure))).sum::<f64>();
    let whole = sum(|figure| figure.whole);
    (whole > 0.0).then(|| sum(|figure| figure.part) / whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::RULES;

    #[test]
    fn every_row_is_of_a_rule_and_its_part_is_no_more_than_its_whole() {
        let mut rows = 0;
        for row in table::rows(include_str!("measured.tsv")) {
            rows += 1;
            assert!(RULES.iter().any(|rule| rule.name == row.cell(0)), "line {}: there is no such rule", row.line);
            assert!(["clean", "right", "found"].contains(&row.cell(2)), "line {}", row.line);
            let number = |column| row.cell(column).parse::<u32>().expect("a number");
            assert!(number(4) <= number(5) && number(5) > 0, "line {}", row.line);
        }
        assert!(rows > 20, "only {rows} figures");
    }

    #[test]
    fn figures_of_several_sets_add_up() {
        let figure = |kind, part, whole| Figure { set: "a", kind, part, whole };
        let measured = Measured {
            clean: vec![figure("", 1, 1000), figure("", 2, 2000)],
            right: Vec::new(),
            found: vec![figure("name", 1, 2), figure("date", 9, 10), figure("name", 2, 8)],
        };
        assert_eq!(measured.alarms_in_10_000(), Some(10.0));
        assert_eq!(measured.precision(), None);
        assert_eq!(measured.by_kind(), [("date", 9, 10), ("name", 3, 10)]);
    }
}
