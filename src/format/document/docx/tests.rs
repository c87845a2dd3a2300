use super::*;
use crate::format::Element;
use crate::format::archive::tests::packed;

const RELS: &str =
    "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>";
const INNER: &str = "<Relationships><Relationship Id='s' Type='http://x/styles' Target='styles.xml'/>\
     <Relationship Id='f' Type='http://x/footnotes' Target='footnotes.xml'/>\
     <Relationship Id='l' Type='http://x/hyperlink' Target='https://example.org/a?b' TargetMode='External'/></Relationships>";
const STYLES: &str = "<w:styles><w:style w:styleId='2'><w:name w:val='heading 2'/></w:style>\
     <w:style w:styleId='11'><w:name w:val='toc 1'/></w:style></w:styles>";
const NOTES: &str = "<w:footnotes><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>\
     <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t> The note.</w:t></w:r></w:p></w:footnote></w:footnotes>";

fn archive(body: &str) -> Vec<u8> {
    let document = format!("<?xml version='1.0'?><w:document><w:body>{body}</w:body></w:document>");
    packed(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("word/_rels/document.xml.rels", INNER.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/footnotes.xml", NOTES.as_bytes()),
    ])
}

fn read(body: &str) -> Docx {
    docx(&archive(body)).expect("a document")
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn words_are_read_as_readers_see_them() {
    let body = "<w:p><w:pPr><w:pStyle w:val='2'/></w:pPr><w:r><w:t>Head</w:t></w:r><w:r><w:t>ing &amp; &#x4e2d;</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val='11'/></w:pPr><w:r><w:t>Heading 3</w:t></w:r></w:p>\
         <w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t xml:space='preserve'> four</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
         <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p><w:p/>\
         <w:p><w:r><w:t>See </w:t></w:r><w:hyperlink r:id='l'><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>";
    let found = read(body).extracted;
    assert_eq!(found.text, "Heading & 中\n\nOne\ntwo three four\n\nSee here\n\nThe note.");
    let unit = |words: &str| found.origin.unit(u32::try_from(found.text.find(words).expect("words")).expect("short"));
    assert_eq!(
        [unit("Heading"), unit("two"), unit("See"), unit("The note")],
        [Some("paragraph 1"), Some("paragraph 2"), Some("paragraph 3"), Some("footnote 2")]
    );
    let elements: Vec<_> = found.structure.iter().map(|(element, span)| (element.clone(), span.of(&found.text))).collect();
    assert_eq!(elements, [(Element::Heading(2), "Heading & 中"), (Element::Link("https://example.org/a?b".into()), "here")]);
}

#[test]
fn cells_are_units_with_their_row_and_column() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let nested = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&paragraph("inner")));
    let wide = format!("<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc>", paragraph("wide"));
    let body = format!(
        "{}<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>{}",
        paragraph("before"),
        cell(&(paragraph("a") + &paragraph("a2"))),
        cell(&(nested + &paragraph("b"))),
        wide,
        cell(&paragraph("d")),
        paragraph("after"),
    );
    let found = read(&body);
    let text = &found.extracted.text;
    let units: Vec<_> = text
        .split("\n\n")
        .map(|words| {
            let at = words.as_ptr() as usize - text.as_ptr() as usize;
            (words, found.extracted.origin.unit(u32::try_from(at).expect("short")).unwrap_or_default())
        })
        .collect();
    assert_eq!(
        units,
        [
            ("before", "paragraph 1"),
            ("a", "table 1 row 1 cell 1"),
            ("a2", "table 1 row 1 cell 1 paragraph 2"),
            ("inner", "table 1 row 1 cell 2 table 1 row 1 cell 1"),
            ("b", "table 1 row 1 cell 2"),
            ("wide", "table 1 row 2 cell 2"),
            ("d", "table 1 row 2 cell 3"),
            ("after", "paragraph 2"),
            ("The note.", "footnote 2"),
        ]
    );
    let rows: Vec<Vec<String>> = found.tables[0]
        .iter()
        .map(|row| {
            row.iter().map(|cell| cell.paragraphs.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join("|")).collect()
        })
        .collect();
    assert_eq!(rows, [vec!["a|a2", "b"], vec!["", "wide", "d"]]);
    let names: Vec<&str> = found.tables[0].iter().flatten().map(|cell| cell.name.as_str()).collect();
    assert_eq!(names, ["table 1 row 1 cell 1", "table 1 row 1 cell 2", "table 1 row 2 cell 1", "", "table 1 row 2 cell 3"]);
    let (words, place) = &found.tables[0][0][1].paragraphs[0];
    assert_eq!(words, place.of(found.extracted.origin.shown(text)));
}

#[test]
fn headers_and_footers_are_read_once_and_without_their_fields() {
    let inner = "<Relationships><Relationship Id='a' Type='http://x/footer' Target='footer1.xml'/>\
         <Relationship Id='b' Type='http://x/header' Target='header2.xml'/><Relationship Id='c' Type='http://x/header' Target='header1.xml'/></Relationships>";
    let header = "<w:hdr><w:p><w:r><w:t>Draft of May</w:t></w:r></w:p></w:hdr>";
    let footer = "<w:ftr><w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
         <w:r><w:t> of </w:t></w:r><w:fldSimple w:instr='NUMPAGES'><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p></w:ftr>";
    let document = format!("<w:document><w:body>{}</w:body></w:document>", paragraph("Body."));
    let found = docx(&packed(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("word/_rels/document.xml.rels", inner.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/header1.xml", header.as_bytes()),
        ("word/header2.xml", header.as_bytes()),
        ("word/footer1.xml", footer.as_bytes()),
    ]))
    .expect("a document")
    .extracted;
    assert_eq!(found.text, "Body.\n\nDraft of May\n\nPage \u{FFFC} of \u{FFFC}");
    let unit = |words: &str| found.origin.unit(u32::try_from(found.text.find(words).expect("words")).expect("short"));
    assert_eq!([unit("Draft"), unit("Page")], [Some("header 1"), Some("footer 1")]);
}

#[test]
fn hostile_documents_are_refused() {
    let told = |bytes: &[u8]| docx(bytes).expect_err("a hostile document").to_string();
    assert!(told(&archive(&"<w:p>".repeat(500))).contains("levels deep"));
    assert!(told(&archive("<w:p>")).contains("word/document.xml"));
    assert!(told(&packed(&[("a", b"")])).contains("no docx file"));
    // Entities of a document type are not expanded.
    let bomb = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><w:document><w:p><w:r><w:t>x&b;y</w:t></w:r></w:p></w:document>";
    let bytes = packed(&[("_rels/.rels", RELS.as_bytes()), ("word/document.xml", bomb.as_bytes())]);
    assert!(told(&bytes).contains("word/document.xml: it declares entities of its own"));
    // A cell may claim any width.
    let wide = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='4000000000'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(read(wide).tables[0][0].len(), 1024);
}
