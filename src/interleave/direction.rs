//! Which of a file's two languages is the original's.

use super::languages::Part;
use crate::lang::pairs::lexicon;

/// The language of which there is less than this share of the other is quoted rather than rendered into.
const CLEARLY_LESS: f32 = 0.7;

/// Which of the languages `first` and `second` the original is in, from the parts of the file with the
/// language that each belongs to.
pub(super) fn source_of(parts: &[(&Part, Option<&'static str>)], first: &'static str, second: &'static str) -> &'static str {
    match (lexicon(first, second).is_some(), lexicon(second, first).is_some()) {
        (true, false) => return first,
        (false, true) => return second,
        _ => {}
    }
    let amount = |code: &str| {
        let own = parts.iter().filter(|(_, own)| *own == Some(code));
        own.map(|(part, _)| part.size).fold(0, u32::saturating_add) as f32
    };
    let (of_first, of_second) = (amount(first), amount(second));
    if of_first < CLEARLY_LESS * of_second {
        return first;
    }
    if of_second < CLEARLY_LESS * of_first {
        return second;
    }
    let order: Vec<_> = parts.iter().filter_map(|(_, code)| *code).collect();
    let turns = |from: &str, to: &str| order.windows(2).filter(|pair| pair[0] == from && pair[1] == to).count();
    if turns(second, first) > turns(first, second) { second } else { first }
}
