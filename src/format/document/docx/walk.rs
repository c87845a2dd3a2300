//! Reads the body of a document and its notes.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use rustc_hash::FxHashSet;

use super::super::epub::attribute;
use super::super::prose::OBJECT;
use super::parts::{Relations, Style, Styles};
use super::{Cell, Table};
use crate::format::limit::ENTITIES;
use crate::format::{Element, FormatError, Listing, MOST_UNITS};
use crate::text::Span;

/// How deep elements may stand in each other; documents in use have some thirty levels.
const DEEPEST: usize = 400;
/// How many cells a row may have; word processors allow 63.
const WIDEST: usize = 1024;

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    style: Option<Style>,
    /// Links and other elements with the bytes of the words that they cover.
    elements: Vec<(Element, usize, usize)>,
    /// The links that are open.
    links: Vec<(String, usize)>,
    /// What images show, as blocks after this one.
    shown: Vec<String>,
}

/// A table that is being read, and where in it: numbers from 1.
#[derive(Debug, Clone, Copy, Default)]
struct InTable {
    number: usize,
    row: usize,
    cell: usize,
    /// The paragraphs of the cell so far.
    paragraphs: usize,
    /// How many tables stood in the cell so far.
    tables: usize,
}

/// Reads parts of a document into a list of units.
pub(super) struct Walk<'a> {
    pub(super) listing: Listing,
    pub(super) tables: Vec<Table>,
    pub(super) in_tables: usize,
    relations: &'a Relations,
    styles: &'a Styles,
    paragraphs: Vec<Paragraph>,
    open: Vec<InTable>,
    /// How many cells there were.
    cells: usize,
    /// How many tables and paragraphs stood outside of others so far.
    counted: (usize, usize),
    /// What a note is called, and the number of the one that is being read.
    note: Option<(&'static str, String)>,
    in_run: bool,
    hidden: bool,
    in_text: bool,
    /// Whether the part stands on every page: what fields say there, such as its number, is no word of the author.
    on_pages: bool,
    /// For each field that is open there, whether its words have begun.
    fields: Vec<bool>,
    /// The paragraphs of headers and footers so far: most sections repeat those of the one before.
    repeated: FxHashSet<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(relations: &'a Relations, styles: &'a Styles) -> Self {
        Self {
            listing: Listing::default(),
            tables: Vec::new(),
            in_tables: 0,
            relations,
            styles,
            paragraphs: Vec::new(),
            open: Vec::new(),
            cells: 0,
            counted: (0, 0),
            note: None,
            in_run: false,
            hidden: false,
            in_text: false,
            on_pages: false,
            fields: Vec::new(),
            repeated: FxHashSet::default(),
        }
    }

    /// Reads a header or a footer, which is called `called`.
    pub(super) fn read_on_pages(&mut self, text: &str, name: &str, called: &'static str) -> Result<(), FormatError> {
        self.on_pages = true;
        let done = self.read(text, name, Some(called));
        self.on_pages = false;
        done
    }

    /// Reads the part `name`, whose text is `text`; notes are called `note`.
    pub(super) fn read(&mut self, text: &str, name: &str, note: Option<&'static str>) -> Result<(), FormatError> {
        let broken = |what: String| FormatError::Part { part: name.to_owned(), what };
        self.note = note.map(|called| (called, String::new()));
        let mut reader = Reader::from_str(text);
        let mut depth = 0_usize;
        // How deep what is left out stands.
        let mut skipping: Option<usize> = None;
        loop {
            if self.cells > MOST_UNITS {
                return Err(FormatError::TooMuch(format!("its tables have more than {MOST_UNITS} cells")));
            }
            match reader.read_event().map_err(|error| broken(format!("it is no XML: {error}")))? {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(FormatError::TooMuch(format!("{name} has elements more than {DEEPEST} levels deep")));
                    }
                    if skipping.is_none() && !self.start(&tag) {
                        skipping = Some(depth);
                    }
                }
                Event::Empty(tag) if skipping.is_none() && self.start(&tag) => self.end(tag.local_name().as_ref())?,
                Event::End(tag) => {
                    match skipping {
                        Some(from) if from == depth => skipping = None,
                        Some(_) => {}
                        None => self.end(tag.local_name().as_ref())?,
                    }
                    depth = depth.saturating_sub(1);
                }
                Event::DocType(declared) if declared.contains("<!ENTITY") => return Err(broken(ENTITIES.to_owned())),
                Event::Eof => break,
                Event::Text(words) if skipping.is_none() => self.words(&words.xml10_content()),
                Event::CData(words) if skipping.is_none() => self.words(&words.xml10_content()),
                Event::GeneralRef(reference) if skipping.is_none() => self.words(&character(&reference)),
                _ => {}
            }
        }
        if depth > 0 {
            return Err(broken("it breaks off".to_owned()));
        }
        self.open.clear();
        self.paragraphs.clear();
        self.fields.clear();
        Ok(())
    }

    fn words(&mut self, words: &str) {
        if self.in_text && !self.hidden && !self.fields.contains(&true) {
            self.add(words);
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !self.hidden) {
            paragraph.words.push_str(words);
        }
    }

    /// Reads a start tag; tells whether what stands in the element is read.
    fn start(&mut self, tag: &BytesStart<'_>) -> bool {
        match tag.local_name().as_ref() {
            // What another program shows that knows less; proposed deletions; field codes; the sound of characters.
            "Fallback" | "del" | "moveFrom" | "instrText" | "delText" | "delInstrText" | "rt" | "sectPr" => return false,
            "oMath" => {
                self.add(OBJECT);
                return false;
            }
            "fldSimple" if self.on_pages => {
                self.add(OBJECT);
                return false;
            }
            "fldChar" if self.on_pages => match attribute(tag, "fldCharType").as_deref() {
                Some("begin") if self.fields.len() < DEEPEST => self.fields.push(false),
                Some("separate") => self.fields.last_mut().into_iter().for_each(|begun| *begun = true),
                Some("end") => {
                    self.fields.pop();
                    self.add(OBJECT);
                }
                _ => {}
            },
            "footnote" | "endnote" => {
                // Separators are no notes.
                if attribute(tag, "type").is_some_and(|kind| kind != "normal") {
                    return false;
                }
                if let Some((_, number)) = &mut self.note {
                    *number = attribute(tag, "id").unwrap_or_default();
                }
            }
            "p" if is_word(tag) => self.paragraphs.push(Paragraph::default()),
            "pStyle" => {
                let style = attribute(tag, "val").and_then(|id| self.styles.get(&id).copied());
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style = style;
                }
            }
            "outlineLvl" => {
                let level: Option<u8> = attribute(tag, "val").and_then(|level| level.parse().ok()).filter(|level| *level < 9);
                if let (Some(paragraph), Some(level)) = (self.paragraphs.last_mut(), level) {
                    paragraph.style.get_or_insert(Style::Heading(level + 1));
                }
            }
            "r" if is_word(tag) => (self.in_run, self.hidden) = (true, false),
            "vanish" if self.in_run => {
                self.hidden = attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"));
            }
            "t" if is_word(tag) => self.in_text = true,
            "tab" if self.in_run => self.add(" "),
            "br" | "cr" if self.in_run && attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => self.add("\n"),
            "noBreakHyphen" => self.add("\u{2011}"),
            "sym" | "drawing" | "pict" | "object" => self.add(OBJECT),
            "docPr" => {
                let shown = attribute(tag, "descr").filter(|words| words.chars().any(char::is_alphabetic));
                if let (Some(paragraph), Some(words)) = (self.paragraphs.last_mut(), shown) {
                    paragraph.shown.push(words);
                }
            }
            "hyperlink" => {
                let target = attribute(tag, "id").and_then(|id| self.relations.target(&id)).unwrap_or_default().to_owned();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.links.push((target, paragraph.words.len()));
                }
            }
            "tbl" => {
                let number = match self.open.last_mut() {
                    Some(outer) => {
                        outer.tables += 1;
                        outer.tables
                    }
                    None => {
                        self.counted.0 += 1;
                        self.tables.push(Table::new());
                        self.counted.0
                    }
                };
                self.open.push(InTable { number, ..InTable::default() });
            }
            "tr" => {
                if let Some(table) = self.open.last_mut() {
                    *table = InTable { number: table.number, row: table.row + 1, ..InTable::default() };
                    if let (1, Some(rows)) = (self.open.len(), self.tables.last_mut()) {
                        rows.push(Vec::new());
                    }
                }
            }
            "tc" => self.cell(1, true),
            "gridSpan" => {
                let columns = attribute(tag, "val").and_then(|columns| columns.parse().ok()).unwrap_or(1);
                // The cell itself is there already.
                self.cell(usize::min(columns, WIDEST).saturating_sub(1), false);
            }
            _ => {}
        }
        true
    }

    /// Begins a cell that is `columns` columns wide, or makes the one that was begun wider by so many.
    fn cell(&mut self, columns: usize, begins: bool) {
        let Some(table) = self.open.last_mut() else { return };
        self.cells += 1;
        table.cell += columns;
        (table.paragraphs, table.tables) = (0, 0);
        let name = self.place();
        if let (1, Some(row)) = (self.open.len(), self.tables.last_mut().and_then(|rows| rows.last_mut())) {
            let room = WIDEST.saturating_sub(row.len()).min(columns);
            row.extend(
                (0..room).map(|_| Cell { name: if begins { name.clone() } else { String::new() }, paragraphs: Vec::new() }),
            );
        }
    }

    /// Such as `table 1 row 3 cell 2`.
    fn place(&self) -> String {
        let each = |table: &InTable| format!("table {} row {} cell {}", table.number, table.row, table.cell);
        self.open.iter().map(each).collect::<Vec<_>>().join(" ")
    }

    fn end(&mut self, name: &str) -> Result<(), FormatError> {
        match name {
            "p" => return self.paragraph(),
            "r" => (self.in_run, self.hidden) = (false, false),
            "t" => self.in_text = false,
            "hyperlink" => {
                if let Some(paragraph) = self.paragraphs.last_mut()
                    && let Some((target, start)) = paragraph.links.pop().filter(|(target, _)| !target.is_empty())
                {
                    paragraph.elements.push((Element::Link(target), start, paragraph.words.len()));
                }
            }
            "tbl" => {
                self.open.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) -> Result<(), FormatError> {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        if paragraph.style == Some(Style::Contents) || paragraph.words.trim().is_empty() {
            return Ok(());
        }
        if self.on_pages && !self.repeated.insert(paragraph.words.trim().to_owned()) {
            return Ok(());
        }
        let name = self.name();
        self.unit(&name, &paragraph)?;
        for words in &paragraph.shown {
            self.listing.add(&format!("{name} image"), words)?;
        }
        Ok(())
    }

    /// What the paragraph is called that ends here; those without words have no number.
    fn name(&mut self) -> String {
        if !self.paragraphs.is_empty() {
            return format!("text box in paragraph {}", self.counted.1 + 1);
        }
        let place = self.place();
        if let Some(table) = self.open.last_mut() {
            table.paragraphs += 1;
            return if table.paragraphs == 1 { place } else { format!("{place} paragraph {}", table.paragraphs) };
        }
        if let Some((called, number)) = &mut self.note {
            if self.on_pages {
                *number = (number.parse().unwrap_or(0_usize) + 1).to_string();
            }
            return format!("{called} {number}");
        }
        self.counted.1 += 1;
        format!("paragraph {}", self.counted.1)
    }

    fn unit(&mut self, name: &str, paragraph: &Paragraph) -> Result<(), FormatError> {
        let words = paragraph.words.as_str();
        let Some(start) = self.listing.add(name, words)? else { return Ok(()) };
        let trimmed = words.trim();
        let lead = words.len() - words.trim_start().len();
        let place = |byte: usize| start as usize + byte.saturating_sub(lead).min(trimmed.len());
        if let Some(Style::Heading(level)) = paragraph.style {
            self.listing.element(Element::Heading(level), Span::new(place(0), place(words.len())));
        }
        for (element, from, to) in &paragraph.elements {
            self.listing.element(element.clone(), Span::new(place(*from), place(*to)));
        }
        let cell = self.tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.last_mut());
        if let (1, Some(cell)) = (self.open.len(), cell) {
            cell.paragraphs.push((trimmed.to_owned(), self.listing.last()));
            self.in_tables += trimmed.len();
        }
        Ok(())
    }
}

/// Whether a tag is one of WordprocessingML: drawings have paragraphs, runs and texts of their own.
fn is_word(tag: &BytesStart<'_>) -> bool {
    tag.name().prefix().is_none_or(|prefix| prefix.as_ref() == "w")
}

/// The character that a reference stands for; what only a document type could tell is left out, for those are not read.
fn character(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default().to_owned()
}
