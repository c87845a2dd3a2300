//! EPUB: chapters in XHTML in a zip archive, read in the order of the spine (<https://www.w3.org/TR/epub-33/>).

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::html;
use crate::format::{Archive, Extracted, Format, FormatError, Listing, MOST_UNITS, resolved};
use crate::text::Span;

/// Where every book says where its package file lies.
const CONTAINER: &str = "META-INF/container.xml";

/// Reads a book.
pub(super) fn epub(bytes: &[u8]) -> Result<Extracted, FormatError> {
    let name = Format::Epub.name();
    let mut archive = Archive::open(bytes, name)?;
    let container = archive.text(CONTAINER)?.ok_or(FormatError::Not(name))?;
    let package_name = package_of(&container).ok_or_else(|| part(CONTAINER, "it names no package file"))?;
    let missing = || part(&package_name, "the book has no such part, which its contents name");
    let package = archive.text(&package_name)?.ok_or_else(missing)?;
    let mut listing = Listing::default();
    for chapter in chapters(&package, &package_name)? {
        // A book may name a chapter that it lacks; readers pass over it, and so does kanhe.
        let Some(page) = archive.text(&chapter)? else { continue };
        add(&mut listing, &chapter, &html::html(&page, 0)?)?;
    }
    Ok(listing.finish())
}

fn part(part: &str, what: &str) -> FormatError {
    FormatError::Part { part: part.to_owned(), what: what.to_owned() }
}

/// Adds the blocks of a chapter, each a unit.
fn add(listing: &mut Listing, chapter: &str, page: &Extracted) -> Result<(), FormatError> {
    let mut comments = page.comments.iter().peekable();
    let mut elements = page.structure.clone();
    elements.sort_by_key(|(_, span)| span.start);
    let mut elements = elements.into_iter().peekable();
    let (mut at, mut number) = (0, 0);
    for block in page.text.split("\n\n") {
        let (start, end) = (at, at + block.len());
        at = end + 2;
        number += 1;
        while let Some(comment) = comments.next_if(|comment| (comment.at as usize) <= start) {
            listing.comment(&comment.text);
        }
        let lead = block.len() - block.trim_start().len();
        let Some(there) = listing.add(&format!("{chapter} paragraph {number}"), block)? else { continue };
        while let Some((element, span)) = elements.next_if(|(_, span)| (span.start as usize) < end) {
            let place = |byte: u32| there as usize + (byte as usize).saturating_sub(start + lead).min(end - start - lead);
            listing.element(element, Span::new(place(span.start), place(span.end)));
        }
    }
    comments.for_each(|comment| listing.comment(&comment.text));
    Ok(())
}

/// The path of the package file.
fn package_of(container: &str) -> Option<String> {
    let mut reader = Reader::from_str(container);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "rootfile" => {
                return attribute(&tag, "full-path").map(|path| resolved("", &path));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The chapters of a book in the order of its spine.
fn chapters(package: &str, name: &str) -> Result<Vec<String>, FormatError> {
    let mut reader = Reader::from_str(package);
    reader.config_mut().check_end_names = false;
    let mut items: FxHashMap<String, String> = FxHashMap::default();
    let mut spine = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                "item" => {
                    let media = attribute(&tag, "media-type").unwrap_or_default();
                    if let (Some(id), Some(target)) = (attribute(&tag, "id"), attribute(&tag, "href"))
                        && matches!(media.as_str(), "application/xhtml+xml" | "text/html" | "application/x-dtbook+xml" | "")
                    {
                        items.insert(id, resolved(name, &target));
                    }
                }
                "itemref" => spine.extend(attribute(&tag, "idref")),
                _ => {}
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(part(name, &format!("it is no XML: {error}"))),
        }
        if items.len() > MOST_UNITS || spine.len() > MOST_UNITS {
            return Err(FormatError::TooMuch(format!("{name} names more than {MOST_UNITS} chapters")));
        }
    }
    // A chapter is read once, however often the spine names it.
    let found: Vec<String> = spine.iter().filter_map(|id| items.remove(id)).collect();
    if found.is_empty() { Err(part(name, "it lists no chapters")) } else { Ok(found) }
}

/// The value of an attribute, whatever its namespace.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::archive::tests::packed;

    fn book(package: &str, pages: &[(&str, &str)]) -> Vec<u8> {
        let container = "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>";
        let mut parts = vec![("mimetype", b"application/epub+zip".as_slice()), (CONTAINER, container.as_bytes())];
        parts.push(("OEBPS/book.opf", package.as_bytes()));
        parts.extend(pages.iter().map(|(name, page)| (*name, page.as_bytes())));
        packed(&parts)
    }

    const PACKAGE: &str = "<package xmlns:opf='http://www.idpf.org/2007/opf'><manifest><item id='b' href='b.xhtml' \
         media-type='application/xhtml+xml'/><item id='a' href='Text/a%20b.xhtml' media-type='application/xhtml+xml'/>\
         <item id='i' href='i.png' media-type='image/png'/></manifest><spine><itemref idref='a'/><itemref idref='i'/>\
         <itemref idref='b'/><itemref idref='gone'/><itemref idref='a'/></spine></package>";

    #[test]
    fn chapters_come_in_the_order_of_the_spine() {
        let first =
            "<?xml version='1.0'?><html><body><h1>One</h1><script src='x'/><p>Words<a id='x'/> of &#x4e00;.</p></body></html>";
        let bytes = book(PACKAGE, &[("OEBPS/b.xhtml", "<p>Last</p>"), ("OEBPS/Text/a b.xhtml", first)]);
        let read = epub(&bytes).expect("a book");
        assert_eq!(read.text, "One\n\nWords of 一.\n\nLast");
        assert_eq!(read.origin.unit(5), Some("OEBPS/Text/a b.xhtml paragraph 2"));
        assert_eq!(read.structure, [(crate::format::Element::Heading(1), Span::new(0, 3))]);
    }

    #[test]
    fn what_is_no_book_is_refused_with_the_part_that_tells() {
        let told = |bytes: &[u8]| epub(bytes).expect_err("no book").to_string();
        assert!(told(&packed(&[("a", b"")])).contains("no epub file"));
        assert!(told(&book("<package/>", &[])).contains("OEBPS/book.opf: it lists no chapters"));
        assert!(told(&packed(&[(CONTAINER, b"<container/>")])).contains("names no package file"));
        assert!(told(&book("<package><manifest <<", &[])).contains("OEBPS/book.opf: it is no XML"));
    }
}
