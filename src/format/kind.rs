//! Which format a file is in.

/// A format of files that hold a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Bare text.
    Plain,
    /// Markdown: `CommonMark` with the tables, footnotes and front matter that are common.
    Markdown,
    /// Markdown with components.
    Mdx,
    /// A page of the web.
    Html,
    /// Subtitles as `SubRip` writes them.
    Srt,
    /// Subtitles of the web, WebVTT.
    Vtt,
    /// A book, EPUB 2 or 3.
    Epub,
    /// A document of a word processor, Office Open XML.
    Docx,
    /// A translation memory.
    Tmx,
    /// The file of a translation tool, XLIFF of any version.
    Xliff,
    /// A catalogue of gettext.
    Po,
    /// A table of text.
    Csv,
    /// A table of text parted by tabs.
    Tsv,
    /// A workbook of a spreadsheet, Office Open XML.
    Xlsx,
    /// A string table of a program in JSON.
    Json,
    /// A string table of a program in YAML.
    Yaml,
}

/// A format by its name, the names of files in it, and whether it is an archive.
struct Known {
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    archive: bool,
}

const KNOWN: &[Known] = &[
    Known { format: Format::Plain, name: "text", extensions: &["txt", "text"], archive: false },
    Known { format: Format::Markdown, name: "markdown", extensions: &["md", "markdown", "mdown", "mkd"], archive: false },
    Known { format: Format::Mdx, name: "mdx", extensions: &["mdx"], archive: false },
    Known { format: Format::Html, name: "html", extensions: &["html", "htm", "xhtml"], archive: false },
    Known { format: Format::Srt, name: "srt", extensions: &["srt"], archive: false },
    Known { format: Format::Vtt, name: "vtt", extensions: &["vtt"], archive: false },
    Known { format: Format::Epub, name: "epub", extensions: &["epub"], archive: true },
    Known { format: Format::Docx, name: "docx", extensions: &["docx", "docm", "dotx"], archive: true },
    Known { format: Format::Tmx, name: "tmx", extensions: &["tmx"], archive: false },
    Known {
        format: Format::Xliff,
        name: "xliff",
        extensions: &["xlf", "xliff", "sdlxliff", "mxliff", "mqxliff", "txlf"],
        archive: false,
    },
    Known { format: Format::Po, name: "po", extensions: &["po", "pot"], archive: false },
    Known { format: Format::Csv, name: "csv", extensions: &["csv"], archive: false },
    Known { format: Format::Tsv, name: "tsv", extensions: &["tsv", "tab"], archive: false },
    Known { format: Format::Xlsx, name: "xlsx", extensions: &["xlsx", "xlsm"], archive: true },
    Known { format: Format::Json, name: "json", extensions: &["json", "jsonc", "json5", "arb"], archive: false },
    Known { format: Format::Yaml, name: "yaml", extensions: &["yaml", "yml"], archive: false },
];

/// What stands at the start of a zip archive with a file in it.
const ZIP: &[u8] = b"PK\x03\x04";
/// How much of a file is looked at.
const SAMPLE: usize = 4096;

impl Format {
    /// Every format.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOWN.iter().map(|known| known.format)
    }

    /// The name by which arguments call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.known().map_or("", |known| known.name)
    }

    /// Whether its bytes mean nothing to a person.
    #[must_use]
    pub fn is_archive(self) -> bool {
        self.known().is_some_and(|known| known.archive)
    }

    /// The format of the file called `name` (`-` for standard input) that holds `bytes`: as its extension says; where
    /// that says nothing, or the file is an archive and its name says otherwise, as its content tells; bare text where
    /// nothing does.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let extension = name.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.')).map(|(_, extension)| extension);
        let named = extension.and_then(Self::by_extension);
        match named {
            Some(format) if format.is_archive() == bytes.starts_with(ZIP) => format,
            Some(format) if format.is_archive() => format,
            _ => Self::told(bytes).or(named).unwrap_or(Self::Plain),
        }
    }

    /// Whether files in it hold both sides, unit by unit.
    #[must_use]
    pub fn is_bilingual(self) -> bool {
        matches!(self, Self::Tmx | Self::Xliff | Self::Po | Self::Csv | Self::Tsv | Self::Xlsx)
    }

    /// Whether files in it hold strings with keys, which those of another language have as well.
    #[must_use]
    pub fn is_string_table(self) -> bool {
        matches!(self, Self::Json | Self::Yaml)
    }

    fn by_extension(extension: &str) -> Option<Self> {
        let known = |known: &&Known| known.extensions.iter().any(|own| own.eq_ignore_ascii_case(extension));
        KNOWN.iter().find(known).map(|known| known.format)
    }

    /// What the content itself tells.
    fn told(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(ZIP) {
            return archive(bytes);
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        let start = String::from_utf8_lossy(sample);
        let start = start.trim_start();
        let begins = |words: &str| start.get(..words.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(words));
        if start.starts_with("WEBVTT") {
            return Some(Self::Vtt);
        }
        if begins("<!doctype html") || begins("<html") {
            return Some(Self::Html);
        }
        // XML may be in UTF-16; its names are the same without the zeros.
        let xml = start.replace('\0', "");
        if xml.contains("<tmx") || xml.contains("<xliff") {
            return Some(if xml.contains("<tmx") { Self::Tmx } else { Self::Xliff });
        }
        let mut messages = start.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        if messages.next().is_some_and(|line| line.starts_with("msgid \"") || line.starts_with("msgctxt \"")) {
            return Some(Self::Po);
        }
        let mut lines = start.lines();
        let first = lines.next()?.trim();
        let numbered = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
        (numbered && lines.next().is_some_and(super::document::is_srt_time)).then_some(Self::Srt)
    }

    fn known(self) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.format == self)
    }
}

/// The format of a zip archive, by the names of the files in it: they stand in the archive as they are.
fn archive(bytes: &[u8]) -> Option<Format> {
    if bytes.get(..SAMPLE).unwrap_or(bytes).windows(20).any(|window| window == b"application/epub+zip") {
        return Some(Format::Epub);
    }
    let holds = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    match (holds(b"word/document.xml"), holds(b"xl/workbook.xml")) {
        (true, _) => Some(Format::Docx),
        (false, true) => Some(Format::Xlsx),
        (false, false) => None,
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format “{0}”; the formats are {names}", names = Format::all().map(Format::name).collect::<Vec<_>>().join(", "))]
pub struct Unknown(String);

impl std::str::FromStr for Format {
    type Err = Unknown;

    fn from_str(name: &str) -> Result<Self, Unknown> {
        let known = KNOWN.iter().find(|known| known.name.eq_ignore_ascii_case(name)).map(|known| known.format);
        known.or_else(|| Self::by_extension(name)).ok_or_else(|| Unknown(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_in_the_format_that_its_name_says() {
        for (name, format) in [
            ("docs/a.md", Format::Markdown),
            ("A.MDX", Format::Mdx),
            ("folder.html/a", Format::Plain),
            ("a.zh.txt", Format::Plain),
            ("a.unknown", Format::Plain),
        ] {
            assert_eq!(Format::of(name, b"words"), format, "{name}");
        }
    }

    #[test]
    fn a_file_without_a_telling_name_tells_by_itself() {
        for (content, format) in [
            ("WEBVTT\n\n00:01.000 --> 00:02.000\na", Format::Vtt),
            ("\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\na", Format::Srt),
            ("\n<!DOCTYPE HTML>\n<p>a", Format::Html),
            ("<?xml version='1.0'?>\n<!-- x -->\n<tmx version='1.4'>", Format::Tmx),
            ("<x:xliff version='1.2'>", Format::Plain),
            ("<xliff version='1.2'>", Format::Xliff),
            ("# x\nmsgid \"\"\nmsgstr \"\"\n", Format::Po),
            ("1\n2\n3", Format::Plain),
            ("# no more than a line", Format::Plain),
            ("PK\u{3}\u{4}    mimetypeapplication/epub+zip", Format::Epub),
        ] {
            assert_eq!(Format::of("-", content.as_bytes()), format, "{content}");
        }
        assert_eq!(Format::of("a.txt", "WEBVTT\n".as_bytes()), Format::Plain);
        assert_eq!(Format::of("a.txt", b"PK\x03\x04 word/document.xml"), Format::Docx);
    }

    #[test]
    fn formats_have_names_that_lead_back_to_them() {
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("wav".parse::<Format>().expect_err("no format").to_string().contains("markdown"));
    }
}
