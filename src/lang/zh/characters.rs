//! Traditional characters, compared as their simplified forms.

use std::sync::OnceLock;

use crate::lang::table;

/// The characters that the table is laid out for; rarer ones stand in the list alone.
const COMMON: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9FFF}';

/// The simplified form of a traditional character; any other character as it is.
pub(super) fn simplified(character: char) -> char {
    if !('\u{3400}'..='\u{323AF}').contains(&character) {
        return character;
    }
    let forms = forms();
    if COMMON.contains(&character) {
        return forms.common.get(place(character)).copied().unwrap_or(character);
    }
    forms.listed.binary_search_by_key(&character, |&(form, _)| form).map_or(character, |at| forms.listed[at].1)
}

fn place(character: char) -> usize {
    character as usize - *COMMON.start() as usize
}

struct Forms {
    /// The simplified form of each common character.
    common: Vec<char>,
    /// Traditional characters in order, each with its simplified form.
    listed: Vec<(char, char)>,
}

fn forms() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut listed: Vec<_> = table::rows(include_str!("traditional.tsv"))
            .filter_map(|row| Some((row.cell(0).chars().next()?, row.cell(1).chars().next()?)))
            .collect();
        listed.sort_unstable();
        let mut common: Vec<char> = COMMON.collect();
        for &(traditional, simplified) in listed.iter().filter(|(traditional, _)| COMMON.contains(traditional)) {
            common[place(traditional)] = simplified;
        }
        Forms { common, listed }
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
        for &(_, form) in &forms().listed {
            assert_eq!(simplified(form), form);
        }
    }
}
