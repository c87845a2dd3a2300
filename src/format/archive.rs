//! Zip archives, of which no more is unpacked than a person could have meant.
//!
//! Nothing is ever written, so the names in an archive can lead nowhere; a part is found by its name alone.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{FormatError, LARGEST};

/// How many parts an archive may have.
const MOST_PARTS: usize = 65_536;
/// A part of more bytes than this is unpacked only if it was not packed too tightly.
const SMALL: u64 = 16 << 20;
/// How many bytes may be unpacked of all parts together.
const MOST: u64 = LARGEST / 4;
/// How many times its packed size a part may hold: text is seldom packed to less than a twentieth.
const TIGHTEST: u64 = 200;

/// A zip archive whose parts can be read.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes have been unpacked.
    unpacked: u64,
}

impl<'a> Archive<'a> {
    /// Opens the archive in `bytes`, a file in the format `name`.
    ///
    /// # Errors
    ///
    /// [`FormatError`] where it is no archive, or has too many parts.
    pub fn open(bytes: &'a [u8], name: &'static str) -> Result<Self, FormatError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FormatError::Not(name))?;
        if zip.len() > MOST_PARTS {
            return Err(FormatError::TooMuch(format!("it is an archive of more than {MOST_PARTS} parts")));
        }
        Ok(Self { zip, unpacked: 0 })
    }

    /// The bytes of the part called `name`; none where there is no such part.
    ///
    /// # Errors
    ///
    /// [`FormatError`] where it is damaged or encrypted, or holds too much.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, FormatError> {
        let part = |what: &str| FormatError::Part { part: name.to_owned(), what: what.to_owned() };
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => {
                part("it is encrypted, or packed in a way that such files do not use")
            }
            _ => part("it is damaged"),
        })?;
        let packed = file.compressed_size();
        let most = (MOST - self.unpacked).min(SMALL.max(packed.saturating_mul(TIGHTEST)));
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| part("it is damaged"))?;
        if bytes.len() as u64 > most {
            return Err(FormatError::TooMuch(format!("{name} unpacks to more than {} MB, which no text does", most >> 20)));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The text of the part called `name`, in UTF-8 or UTF-16 as XML has it; none where there is no such part.
    ///
    /// # Errors
    ///
    /// [`FormatError`] as for [`read`](Self::read), and where it is no text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, FormatError> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        let broken = || FormatError::Part { part: name.to_owned(), what: "it is not in UTF-8".to_owned() };
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, mark)) => {
                let text = bytes.get(mark..).unwrap_or_default();
                encoding.decode_without_bom_handling_and_without_replacement(text).ok_or_else(broken)?.into_owned()
            }
            None => String::from_utf8(bytes).map_err(|_| broken())?,
        };
        Ok(Some(text))
    }
}

/// The name of the part that `target` names, as seen from the part `from`: percent signs are undone, and neither steps
/// up nor a leading slash lead out of the archive.
#[must_use]
pub fn resolved(from: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if target.starts_with('/') { target.into_owned() } else { format!("{folder}/{target}") };
    let mut names: Vec<&str> = Vec::new();
    for name in whole.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of parts.
    pub(in crate::format) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            writer.start_file(*name, options).expect("a part can be begun");
            writer.write_all(bytes).expect("a part can be written");
        }
        writer.finish().expect("an archive can be ended").into_inner()
    }

    #[test]
    fn names_stay_inside() {
        for (from, target, name) in [
            ("OEBPS/content.opf", "Text/a%20b.xhtml#x", "OEBPS/Text/a b.xhtml"),
            ("content.opf", "../../etc/passwd", "etc/passwd"),
            ("a/b/c.opf", "../d.xhtml", "a/d.xhtml"),
            ("a/b.opf", "/d.xhtml", "d.xhtml"),
        ] {
            assert_eq!(resolved(from, target), name);
        }
    }

    #[test]
    fn parts_are_read_and_what_is_no_archive_is_refused() {
        let bytes =
            packed(&[("a.txt", b"one"), ("b.txt", "\u{feff}二".as_bytes()), ("c.txt", b"\xff\xfea\0"), ("d.txt", b"\xff")]);
        let mut archive = Archive::open(&bytes, "docx").expect("an archive");
        assert_eq!(archive.text("a.txt"), Ok(Some("one".to_owned())));
        assert_eq!(archive.text("b.txt"), Ok(Some("二".to_owned())));
        assert_eq!(archive.text("c.txt"), Ok(Some("a".to_owned())));
        assert_eq!(archive.text("../a.txt"), Ok(None));
        assert!(archive.text("d.txt").is_err_and(|error| error.to_string().contains("UTF-8")));
        assert!(Archive::open(b"PK\x03\x04 and no more", "docx").is_err());
        assert!(Archive::open(b"", "docx").is_err());
    }

    #[test]
    fn a_part_that_was_packed_too_tightly_is_refused() {
        let bytes = packed(&[("bomb", &vec![b' '; 40 << 20])]);
        assert!(bytes.len() < 1 << 20);
        let mut archive = Archive::open(&bytes, "docx").expect("an archive");
        let told = archive.read("bomb").expect_err("a bomb").to_string();
        assert!(told.starts_with("bomb unpacks to more than 16 MB"), "{told}");
    }
}
