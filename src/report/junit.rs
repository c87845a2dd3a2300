//! Findings as the test report of JUnit, which most build servers read: a suite a pair, a failed test a finding, and one that
//! passed where nothing is wrong.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::pair::level_name;
use super::{PairReport, Place, Record};

/// The report, in XML. Names hold no line numbers, so that builds of two branches can be compared.
#[must_use]
pub fn junit(pairs: &[PairReport]) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory does not fail.
    let _ = write(&mut xml, pairs);
    let mut text = String::from_utf8(xml.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

fn write(xml: &mut Writer<Vec<u8>>, pairs: &[PairReport]) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let failures: usize = pairs.iter().map(|pair| pair.records.len()).sum();
    let tests: usize = pairs.iter().map(|pair| pair.records.len().max(1)).sum();
    let (tests, failures) = (tests.to_string(), failures.to_string());
    let counts = [("name", "kanhe"), ("tests", tests.as_str()), ("failures", failures.as_str())];
    xml.create_element("testsuites")
        .with_attributes(counts)
        .write_inner_content(|xml| pairs.iter().try_for_each(|pair| suite(xml, pair)))?;
    Ok(())
}

fn suite(xml: &mut Writer<Vec<u8>>, pair: &PairReport) -> io::Result<()> {
    let target = allowed(&pair.target);
    let (tests, failures) = (pair.records.len().max(1).to_string(), pair.records.len().to_string());
    let counts = [("name", target.as_str()), ("tests", &tests), ("failures", &failures), ("errors", "0")];
    xml.create_element("testsuite").with_attributes(counts).write_inner_content(|xml| {
        if pair.records.is_empty() {
            case(xml, "agrees with the original", &target).write_empty()?;
        }
        // Of two tests of one name only one is shown.
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for record in &pair.records {
            let name = format!("{} {}", record.rule, record.fingerprint.get(..8).unwrap_or_default());
            let times = seen.entry(name.clone()).or_default();
            *times += 1;
            let name = if *times > 1 { format!("{name} ({times})") } else { name };
            case(xml, &name, &target).write_inner_content(|xml| failure(xml, record))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn case<'a>(xml: &'a mut Writer<Vec<u8>>, name: &str, target: &str) -> quick_xml::writer::ElementWriter<'a, Vec<u8>> {
    xml.create_element("testcase").with_attributes([("name", name), ("classname", target), ("file", target), ("time", "0")])
}

fn failure(xml: &mut Writer<Vec<u8>>, record: &Record) -> io::Result<()> {
    let message = allowed(&record.message);
    let shown = |place: &Place| format!("{place}\n  {}\n", place.excerpt.text);
    let mut body = format!("{}\n{}{}", record.message, shown(&record.target), shown(&record.source));
    if let Some(suggestion) = &record.suggestion {
        body.push_str(&format!("write “{suggestion}”\n"));
    }
    let attributes = [("message", message.as_str()), ("type", level_name(record.level))];
    xml.create_element("failure").with_attributes(attributes).write_text_content(BytesText::new(&allowed(&body)))?;
    Ok(())
}

/// `text` without the characters that XML 1.0 cannot hold.
fn allowed(text: &str) -> String {
    let illegal =
        |character: char| matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.replace(illegal, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Level;
    use crate::report::pair::tests::pair;
    use quick_xml::Reader;

    /// The names of the tests, if the report is sound.
    fn names(xml: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let mut names = Vec::new();
        loop {
            match reader.read_event().expect("the report is XML") {
                Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "testcase" => {
                    let name = element.try_get_attribute("name").expect("attributes are sound").expect("a test has a name");
                    names.push(name.value.into_owned());
                }
                Event::Eof => return names,
                _ => {}
            }
        }
    }

    #[test]
    fn a_finding_is_a_failure_and_a_pair_without_one_a_test_that_passed() {
        let mut twice = pair(&[Level::Error, Level::Note], "m");
        twice.records[1].fingerprint = twice.records[0].fingerprint.clone();
        let xml = junit(&[twice, pair(&[], "m")]);
        assert_eq!(names(&xml), ["number-mismatch 00000000", "number-mismatch 00000000 (2)", "agrees with the original"]);
        assert!(xml.contains("<testsuites name=\"kanhe\" tests=\"3\" failures=\"2\">"), "{xml}");
        assert!(xml.contains("城中有三十五万人。"), "{xml}");
    }

    #[test]
    fn no_words_break_the_report() {
        let xml = junit(&[pair(&[Level::Error], "\u{0}\u{1b}]]></failure>\"<&\u{ffff}")]);
        assert_eq!(names(&xml).len(), 1);
        assert!(!xml.contains(['\u{0}', '\u{1b}', '\u{ffff}']), "{xml}");
    }
}
