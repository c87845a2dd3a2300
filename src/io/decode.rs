//! Telling the encoding of a text and reading it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::{Cause, LONGEST};

/// An encoding by its usual name, such as `UTF-8` or `gb18030`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// Whether it is UTF-8.
    #[must_use]
    pub fn is_utf_8(self) -> bool {
        self.0 == encoding_rs::UTF_8
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // GB18030 holds all of GBK, and its reader is the one that is used for both.
        f.write_str(if self.0 == encoding_rs::GBK { "GB18030" } else { self.0.name() })
    }
}

/// A text as read, and how it was encoded.
///
/// All places that kanhe speaks of are bytes of UTF-8: those of the file itself where it is in UTF-8, else
/// those of the file as it would be in UTF-8 without a byte order mark.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text without a byte order mark.
    pub text: String,
    /// The encoding that it was in.
    pub encoding: Encoding,
    /// How many bytes of the file stand before the text: 3 after a byte order mark in UTF-8, else 0.
    pub lead: u32,
    /// Whether a byte order mark stands before it.
    pub marked: bool,
}

impl Encoding {
    /// `text` in this encoding, behind a byte order mark where it is `marked`; nothing where kanhe does not write the
    /// encoding, for want of a way that surely gives back the bytes that were read.
    #[must_use]
    pub fn written(self, text: &str, marked: bool) -> Option<Vec<u8>> {
        let mark = if marked { "\u{FEFF}" } else { "" };
        let units = || mark.encode_utf16().chain(text.encode_utf16());
        if self.is_utf_8() {
            Some([mark, text].concat().into_bytes())
        } else if self.0 == encoding_rs::UTF_16LE {
            Some(units().flat_map(u16::to_le_bytes).collect())
        } else if self.0 == encoding_rs::UTF_16BE {
            Some(units().flat_map(u16::to_be_bytes).collect())
        } else {
            None
        }
    }
}

/// Reads `bytes` as UTF-8 or UTF-16, with or without a byte order mark, else in the encoding that the bytes
/// are most likely in (GB18030, Big5, Shift_JIS, EUC-KR, windows-1251 and the like).
///
/// # Errors
///
/// [`Cause::Malformed`] where the text is in UTF-8 or UTF-16 save for some place, [`Cause::Unknown`] where no
/// encoding fits, [`Cause::Binary`] where it is no text, [`Cause::TooLong`] where it would fill more than 4 GiB.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Cause> {
    let (encoding, mark) = match encoding_rs::Encoding::for_bom(&bytes) {
        Some(marked) => marked,
        None => (likely_utf_16(&bytes).unwrap_or(encoding_rs::UTF_8), 0),
    };
    let mut decoded = if encoding == encoding_rs::UTF_8 { utf_8(bytes, mark)? } else { strictly(encoding, &bytes[mark..])? };
    decoded.marked = mark > 0;
    if decoded.text.len() as u64 > LONGEST { Err(Cause::TooLong) } else { Ok(decoded) }
}

fn utf_8(mut bytes: Vec<u8>, mark: usize) -> Result<Decoded, Cause> {
    let lead = u32::try_from(mark).unwrap_or_default();
    if mark > 0 {
        bytes.drain(..mark);
    }
    let encoding = Encoding(encoding_rs::UTF_8);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, encoding, lead, marked: false }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let (byte, line) = (at + mark, line_of(&bytes, at));
            if mark > 0 || mostly_utf_8(&bytes) {
                return Err(Cause::Malformed { byte, line, encoding });
            }
            if let Some(at) = bytes.iter().position(|byte| *byte < 8) {
                return Err(Cause::Binary { byte: at, line: line_of(&bytes, at) });
            }
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
            detector.feed(&bytes, true);
            match strictly(detector.guess(None, Utf8Detection::Deny), &bytes) {
                // Encodings of one byte a character take anything; what is no text shows by its controls.
                Ok(decoded) if !decoded.text.contains(|character| matches!(character, '\u{80}'..='\u{9F}')) => Ok(decoded),
                _ => Err(Cause::Unknown { byte, line }),
            }
        }
    }
}

fn strictly(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<Decoded, Cause> {
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        let byte = first_malformed(encoding, bytes);
        return Err(Cause::Malformed { byte, line: line_of(bytes, byte), encoding: Encoding(encoding) });
    };
    Ok(Decoded { text: text.into_owned(), encoding: Encoding(encoding), lead: 0, marked: false })
}

/// The first byte after which `encoding` cannot read on.
fn first_malformed(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut read = 0;
    let mut room = vec![0; 1 << 16];
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (result, consumed, _) = decoder.decode_to_utf8_without_replacement(rest, &mut room, true);
        read += consumed;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::InputEmpty => return read,
            encoding_rs::DecoderResult::Malformed(length, after) => {
                return read.saturating_sub(usize::from(length) + usize::from(after));
            }
        }
    }
}

/// The line of a byte, counted from 1.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|&&byte| byte == b'\n').count()
}

/// Whether bytes that are not all UTF-8 are UTF-8 that was damaged, rather than another encoding: at least
/// three in four of the sequences beyond ASCII are sound. In other encodings few are.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken * 3
}

/// How much of a text is looked at to tell UTF-16 from others.
const SAMPLE: usize = 1 << 16;

/// UTF-16 without a byte order mark: blanks, line ends, digits and Latin letters give it a zero byte at
/// every other place, which no other encoding has.
fn likely_utf_16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (encoding, many, few) = if odd > even { (encoding_rs::UTF_16LE, odd, even) } else { (encoding_rs::UTF_16BE, even, odd) };
    let units = sample.len() / 2;
    let valid = std::str::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true);
    // Text that is UTF-8 already must be nearly all zeros at every other place to be read as UTF-16.
    let enough = if valid { many * 10 > units * 4 } else { many * 100 > units };
    (many > 0 && few * 20 <= many && enough).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written_byte_for_byte() {
        let text = "水 and tea\u{1F600}\r\n";
        let units = || text.encode_utf16();
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
        let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
        for bytes in [little, big, marked, text.as_bytes().to_vec()] {
            let decoded = decode(bytes.clone()).expect("text");
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.encoding.written(&decoded.text, decoded.marked), Some(bytes));
        }
    }

    fn read(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec()).expect("this can be read")
    }

    fn refused(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).expect_err("this must be refused").to_string()
    }

    #[test]
    fn a_damaged_place_in_utf_8_is_told_by_byte_and_line() {
        let mut bytes = "第一句。\n第二句话在这里。".as_bytes().to_vec();
        bytes[16] = 0xFF;
        assert_eq!(refused(&bytes), "byte 16 (line 2) is not UTF-8; repair that place, or save the file as UTF-8");
        let marked: Vec<u8> = [0xEF, 0xBB, 0xBF, b'a', 0xFF].to_vec();
        assert!(refused(&marked).starts_with("byte 4 (line 1) is not UTF-8"), "{}", refused(&marked));
    }

    #[test]
    fn gb18030_and_utf_16_are_told_by_their_bytes() {
        let text = "乌兹别克斯坦总统到访北京，随行的有三百五十人。\n他们停留两天。\n";
        let (gb18030, ..) = encoding_rs::GB18030.encode(text);
        let decoded = read(&gb18030);
        assert_eq!((decoded.text.as_str(), decoded.encoding.to_string(), decoded.lead), (text, "GB18030".into(), 0));
        for (encoding, units) in [("UTF-16LE", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("UTF-16BE", u16::to_be_bytes)] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(units).collect();
            let decoded = read(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding.to_string()), (text, encoding.to_owned()));
        }
    }

    #[test]
    fn a_text_in_utf_8_stays_one_whatever_stands_in_it() {
        for text in ["", "a", "nul \0 within", "右\u{202E}左", "\0\0ab\0 c\0 längere Zeile ohne Bedeutung"] {
            assert_eq!(read(text.as_bytes()).text, text);
        }
        assert_eq!(read(b"\xEF\xBB\xBFa").lead, 3);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x02\xFF\xD8").contains("stands in no text file"));
    }

    #[test]
    fn utf_16_that_breaks_off_is_told_by_its_place() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("a\nb".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0x00, 0xD8, b'c', 0]);
        assert!(refused(&bytes).contains("is not UTF-16LE"), "{}", refused(&bytes));
    }
}
