//! Traditional characters, compared as their simplified forms.

use std::sync::OnceLock;

use crate::lang::table;

/// The simplified form of a traditional character; any other character as it is.
pub(super) fn simplified(character: char) -> char {
    if !('\u{3400}'..='\u{323AF}').contains(&character) {
        return character;
    }
    let table = forms();
    table.binary_search_by_key(&character, |&(traditional, _)| traditional).map_or(character, |at| table[at].1)
}

fn forms() -> &'static [(char, char)] {
    static FORMS: OnceLock<Vec<(char, char)>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms: Vec<_> = table::rows(include_str!("traditional.tsv"))
            .filter_map(|row| Some((row.cell(0).chars().next()?, row.cell(1).chars().next()?)))
            .collect();
        forms.sort_unstable();
        forms
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_are_compared_in_simplified_characters() {
        let folded: String = "烏茲別克斯坦與臺灣、乌兹别克斯坦与台湾、著名".chars().map(simplified).collect();
        assert_eq!(folded, "乌兹别克斯坦与台湾、乌兹别克斯坦与台湾、著名");
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for &(_, form) in forms() {
            assert_eq!(simplified(form), form);
        }
    }
}
