//! Which columns of a table hold the original and the rendering.

use super::{Wanted, languages};
use crate::format::FormatError;
use crate::lang;

/// The heads that columns have, with what they say.
const HEADS: &str = include_str!("columns.tsv");
/// How many rows are looked at.
pub(super) const SAMPLE: usize = 500;
/// How many bytes of a column are looked at for its language.
const ENOUGH: usize = 20_000;

/// The columns of a table that matter, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The column of the original and that of the rendering.
    pub sides: [usize; 2],
    /// The column that names the rows.
    pub id: Option<usize>,
    /// Whether the first row holds the heads of the columns.
    pub headed: bool,
    /// The languages of the two sides, where the heads say so.
    pub languages: [Option<String>; 2],
}

/// What a head says.
enum Head {
    Side(usize, usize),
    Id,
    Language(String),
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    HEADS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn head(cell: &str) -> Option<Head> {
    let cell = cell.trim().to_lowercase();
    match rows().enumerate().find(|(_, (_, name))| *name == cell) {
        Some((rank, ("source", _))) => Some(Head::Side(0, rank)),
        Some((rank, ("target", _))) => Some(Head::Side(1, rank)),
        Some((_, ("id", _))) => Some(Head::Id),
        Some((_, (code, _))) => Some(Head::Language(code.to_owned())),
        None => {
            let primary = cell.split(['-', '_']).next().unwrap_or_default();
            let known = *lang::find(primary) != lang::OTHER && cell.len() <= 12;
            known.then_some(Head::Language(cell))
        }
    }
}

impl Columns {
    /// The columns of a table that begins with the rows `sample`.
    ///
    /// # Errors
    ///
    /// [`FormatError::Columns`] lists the columns where they cannot be told.
    pub fn of(sample: &[Vec<String>], wanted: &Wanted) -> Result<Self, FormatError> {
        let first = sample.first().map(Vec::as_slice).unwrap_or_default();
        let width = sample.iter().map(Vec::len).max().unwrap_or_default();
        let fail = |what: &str| FormatError::Columns(format!("{what}; the columns are {}", listed(first, width)));
        let mut sides: [Option<usize>; 2] = [None, None];
        let mut tags: [Option<String>; 2] = [None, None];
        let mut headed = false;
        for (side, asked) in wanted.columns.iter().enumerate() {
            let Some(asked) = asked else { continue };
            let by_name = first.iter().position(|cell| cell.trim().eq_ignore_ascii_case(asked.trim()));
            headed |= by_name.is_some();
            let found = by_name.or_else(|| numbered(asked).filter(|column| *column < width));
            sides[side] = Some(found.ok_or_else(|| fail(&format!("there is no column “{asked}”")))?);
        }
        let heads: Vec<Option<Head>> = first.iter().map(|cell| head(cell)).collect();
        let id = heads.iter().position(|head| matches!(head, Some(Head::Id)));
        for side in [0, 1] {
            let ranked = heads.iter().enumerate().filter_map(|(column, head)| match head {
                Some(Head::Side(of, rank)) if *of == side => Some((*rank, column)),
                _ => None,
            });
            if let (None, Some((_, column))) = (sides[side], ranked.min()) {
                sides[side] = Some(column);
                headed = true;
            }
        }
        let named: Vec<(usize, &String)> = heads
            .iter()
            .enumerate()
            .filter_map(|(column, head)| match head {
                Some(Head::Language(tag)) => Some((column, tag)),
                _ => None,
            })
            .collect();
        for (column, tag) in &named {
            if let Some(side) = sides.iter().position(|side| *side == Some(*column)) {
                tags[side] = Some((*tag).clone());
            }
        }
        // Languages as heads: those that are asked for, else the first two.
        for side in [0, 1] {
            let free = |column: usize| !sides.contains(&Some(column));
            let fits = |tag: &str| wanted.languages[side].as_ref().is_none_or(|wanted| languages::fits(tag, wanted));
            let reserved = |tag: &str| {
                side == 0
                    && wanted.languages[0].is_none()
                    && wanted.languages[1].as_ref().is_some_and(|other| languages::fits(tag, other))
            };
            let found = named.iter().find(|(column, tag)| free(*column) && fits(tag) && !reserved(tag));
            if let (None, Some((column, tag)), true) = (sides[side], found, named.len() > 1 || sides.iter().any(Option::is_some))
            {
                sides[side] = Some(*column);
                tags[side] = Some((*tag).clone());
                headed = true;
            }
        }
        let rest = sample.get(usize::from(headed)..).unwrap_or_default();
        if sides.contains(&None) {
            by_language(rest, width, id, wanted, &mut sides);
        }
        match sides {
            [Some(source), Some(target)] if source == target => Err(fail("original and rendering cannot be the same column")),
            [Some(source), Some(target)] => Ok(Self { sides: [source, target], id, headed, languages: tags }),
            [None, _] => Err(fail("it cannot be told which column holds the original")),
            [_, None] => Err(fail("it cannot be told which column holds the rendering")),
        }
    }
}

/// A column by its number, counted from 1, or its letters, as spreadsheets have them.
fn numbered(name: &str) -> Option<usize> {
    let name = name.trim();
    if let Ok(number) = name.parse::<usize>() {
        return number.checked_sub(1);
    }
    let letters = !name.is_empty() && name.len() <= 3 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let value = |sum: usize, byte: u8| sum * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    letters.then(|| name.bytes().fold(0, value) - 1)
}

/// Finds the columns of sides that are still missing: those with the most words in a language of their own.
fn by_language(rows: &[Vec<String>], width: usize, id: Option<usize>, wanted: &Wanted, sides: &mut [Option<usize>; 2]) {
    let mut told: Vec<(usize, &'static str, usize)> = Vec::new();
    for column in (0..width).filter(|column| Some(*column) != id) {
        let mut words = String::new();
        for cell in rows.iter().filter_map(|row| row.get(column)) {
            if words.len() > ENOUGH {
                break;
            }
            words.push_str(cell);
            words.push('\n');
        }
        if let Some(detected) = lang::detect(&words).filter(|detected| detected.confidence > 0.0) {
            let code = detected.code.split('-').next().unwrap_or_default();
            told.push((column, code, words.chars().filter(|character| character.is_alphabetic()).count()));
        }
    }
    let language = |column: usize| told.iter().find(|(of, ..)| *of == column).map(|(_, code, _)| *code);
    let fits = |side: usize, code: &str| {
        wanted.languages[side].as_ref().is_none_or(|wanted| languages::fits(wanted, code) || languages::fits(code, wanted))
    };
    match *sides {
        [Some(known), None] | [None, Some(known)] => {
            let missing = usize::from(sides[0].is_some());
            let own = language(known);
            let others = told.iter().filter(|(column, code, _)| *column != known && Some(*code) != own && fits(missing, code));
            sides[missing] =
                others.max_by_key(|(column, _, words)| (*words, std::cmp::Reverse(*column))).map(|(column, ..)| *column);
        }
        [None, None] => {
            // The column with the most words of each language, and of these the two with the most.
            let mut best: Vec<(usize, &'static str, usize)> = Vec::new();
            for one in &told {
                match best.iter_mut().find(|(_, code, _)| *code == one.1) {
                    Some(known) if known.2 < one.2 => *known = *one,
                    Some(_) => {}
                    None => best.push(*one),
                }
            }
            best.retain(|(_, code, _)| fits(0, code) || fits(1, code));
            best.sort_by_key(|(column, _, words)| (std::cmp::Reverse(*words), *column));
            best.truncate(2);
            best.sort_by_key(|(column, ..)| *column);
            if let [one, other] = best.as_slice() {
                let straight = fits(0, one.1) && fits(1, other.1);
                if straight {
                    *sides = [Some(one.0), Some(other.0)];
                } else if fits(0, other.1) && fits(1, one.1) {
                    *sides = [Some(other.0), Some(one.0)];
                }
            }
        }
        [Some(_), Some(_)] => {}
    }
}

/// Such as `1 “Key”, 2 “Text”`.
fn listed(first: &[String], width: usize) -> String {
    let shown = |column: usize| {
        let head: String = first.get(column).map(|cell| cell.trim().chars().take(20).collect()).unwrap_or_default();
        format!("{} “{head}”", column + 1)
    };
    let mut list = (0..width.min(12)).map(shown).collect::<Vec<_>>().join(", ");
    if width > 12 {
        list.push_str(", …");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn of(rows: &[&[&str]], columns: [Option<&str>; 2], languages: [Option<&str>; 2]) -> Result<Columns, String> {
        let owned = |names: [Option<&str>; 2]| names.map(|name| name.map(str::to_owned));
        let wanted = Wanted { columns: owned(columns), languages: owned(languages) };
        Columns::of(&table(rows), &wanted).map_err(|error| error.to_string())
    }

    const NONE: [Option<&str>; 2] = [None, None];
    const WORDS: [&[&str]; 2] = [
        &[
            "k.1",
            "乌兹别克斯坦总统昨天到访北京，随行的有三百五十人。",
            "The President of Uzbekistan arrived in Beijing yesterday.",
        ],
        &["k.2", "他们将在北京停留两天，然后回国。", "They will stay in Beijing for two days and then go home."],
    ];

    #[test]
    fn heads_name_the_columns() {
        let found = of(&[&["Key", "译文", "原文"], &["a", "b", "c"]], NONE, NONE).expect("heads");
        assert_eq!((found.sides, found.id, found.headed), ([2, 1], Some(0), true));
        let found = of(&[&["key", "en-US", "zh-CN", "de"], &["a", "b", "c", "d"]], NONE, [Some("zh"), None]).expect("languages");
        assert_eq!((found.sides, found.languages), ([2, 1], [Some("zh-cn".to_owned()), Some("en-us".to_owned())]));
        let beads = ["source", "target", "confidence", "source text", "target text"];
        assert_eq!(of(&[&beads], NONE, NONE).map(|found| found.sides), Ok([3, 4]));
        assert_eq!(of(&[&["a", "b"], &["c", "d"]], [Some("B"), Some("1")], NONE).map(|found| found.sides), Ok([1, 0]));
    }

    #[test]
    fn columns_without_heads_are_told_by_their_languages() {
        assert_eq!(of(&WORDS, NONE, NONE).map(|found| (found.sides, found.headed)), Ok(([1, 2], false)));
        assert_eq!(of(&WORDS, NONE, [Some("en"), None]).map(|found| found.sides), Ok([2, 1]));
        assert_eq!(of(&WORDS, [None, Some("2")], NONE).map(|found| found.sides), Ok([2, 1]));
    }

    #[test]
    fn what_cannot_be_told_is_an_error_that_lists_the_columns() {
        let told = of(&[&["a", "b"]], NONE, NONE).expect_err("two letters");
        assert!(told.contains("1 “a”, 2 “b”") && told.contains("--source-column"), "{told}");
        assert!(of(&[&["a", "b"]], [Some("c d"), None], NONE).is_err_and(|told| told.contains("no column “c d”")));
        assert!(of(&[], NONE, NONE).is_err());
    }
}
