//! Which script a letter is of.

/// The first and last code points of blocks that hold letters, and the ISO 15924 code of their script, from
/// the blocks of the Unicode Character Database, in order.
static BLOCKS: &[(u32, u32, &str)] = &[
    (0x0041, 0x024F, "Latn"),
    (0x0250, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0531, 0x058F, "Armn"),
    (0x0591, 0x05F4, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x3041, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA720, 0xA7FF, "Latn"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
    (0xFF21, 0xFF5A, "Latn"),
    (0xFF66, 0xFF9D, "Kana"),
    (0x20000, 0x323AF, "Hani"),
];

/// The ISO 15924 code of the script that a letter is of; `None` for digits, marks and rare scripts. Both
/// kinds of kana are `Kana`.
#[must_use]
pub fn script(letter: char) -> Option<&'static str> {
    let code = letter as u32;
    if !letter.is_alphabetic() {
        return None;
    }
    let after = BLOCKS.partition_point(|&(first, _, _)| first <= code);
    let &(_, last, script) = BLOCKS.get(after.checked_sub(1)?)?;
    (code <= last).then_some(script)
}

/// How much a letter of the script says, in letters of an alphabet: a Han character stands for a syllable
/// and often a word, so that it weighs as three.
#[must_use]
pub fn weight(script: &str) -> u32 {
    match script {
        "Hani" => 3,
        "Kana" | "Hang" => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_in_order_and_apart() {
        for pair in BLOCKS.windows(2) {
            assert!(pair[0].1 < pair[1].0, "{:X} runs into {:X}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn letters_know_their_script_and_signs_have_none() {
        let found: Vec<_> = "aЯ乌のカ한ж。1ß".chars().map(script).collect();
        let known = |name| Some(name);
        assert_eq!(
            found,
            [
                known("Latn"),
                known("Cyrl"),
                known("Hani"),
                known("Kana"),
                known("Kana"),
                known("Hang"),
                known("Cyrl"),
                None,
                None,
                known("Latn")
            ]
        );
    }
}
