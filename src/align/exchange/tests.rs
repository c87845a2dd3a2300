use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::align::Bead;
use crate::lang;
use crate::segment::Segment;
use crate::text::Span;

/// The words in each element of that name, in order; `cp` elements stand for their character.
fn elements(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found: Vec<String> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().expect("sound XML") {
            Event::Start(start) if start.name().as_ref() == name => {
                inside = true;
                found.push(String::new());
            }
            Event::End(end) if end.name().as_ref() == name => inside = false,
            Event::Empty(empty) if inside && empty.name().as_ref() == "cp" => {
                let code = empty.attributes().next().expect("a code").expect("an attribute").value.to_string();
                let character = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).expect("a character");
                found.last_mut().expect("an element").push(character);
            }
            Event::Text(text) if inside => found.last_mut().expect("an element").push_str(&text.into_inner()),
            Event::GeneralRef(reference) if inside => {
                let written = match &*reference.into_inner() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("&{other}; is not among what XML defines"),
                };
                found.last_mut().expect("an element").push(written);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn alignment(beads: &[(Range<usize>, Range<usize>)]) -> Alignment {
    let bead = |(source, target): &(Range<usize>, Range<usize>)| Bead {
        source: source.clone(),
        target: target.clone(),
        confidence: 0.5,
    };
    let ends = |side: fn(&(Range<usize>, Range<usize>)) -> usize| beads.iter().map(side).max().unwrap_or_default();
    Alignment::new(beads.iter().map(bead).collect(), ends(|bead| bead.0.end), ends(|bead| bead.1.end)).expect("an alignment")
}

/// A document whose every paragraph is one sentence, its lines broken.
fn paragraphs(language: &str, text: &str) -> Document {
    let mut at = 0;
    let segments = text.split("\n\n").map(|paragraph| {
        let span = Span::new(at, at + paragraph.len());
        at = span.end as usize + 2;
        Segment { span, paragraph: 0 }
    });
    let segments = segments.collect();
    Document::from_segments("text", text, lang::find(language), segments)
}

#[test]
fn a_memory_holds_the_beads_with_both_sides_and_their_confidence() {
    let source = paragraphs("zh", "他说：\n“好。”\n\n乙。\n\n丙。");
    let target = paragraphs("en", "“Good,”\nhe said.\n\nB & <C>.");
    let alignment = alignment(&[(0..1, 0..1), (1..2, 1..1), (2..3, 1..2)]);
    let exchanged = Exchanged { source: &source, target: &target, alignment: &alignment, languages: ["zh", "en"] };
    let tmx = write_tmx(&exchanged);
    assert_eq!(elements(&tmx, "seg"), ["他说：“好。”", "“Good,” he said.", "丙。", "B & <C>."]);
    assert_eq!(elements(&tmx, "prop"), ["0.500", "0.500"]);
    let xliff = write_xliff(&exchanged);
    assert_eq!(elements(&xliff, "source"), ["他说：“好。”", "乙。", "丙。"]);
    assert_eq!(elements(&xliff, "target"), ["“Good,” he said.", "B & <C>."]);
    assert_eq!(elements(&xliff, "note").len(), 3);
}

proptest! {
    #[test]
    fn whatever_stands_in_the_texts_the_xml_is_sound_and_reads_back(
        words in prop::collection::vec("[a-c\u{0}-\u{8}\u{B}\u{E}\u{1F}\u{FFFE}&<>\"'\\]中 ]{0,12}", 1..5),
    ) {
        let text: String = words.iter().map(|words| format!("x{words}x\n")).collect();
        let source = Document::from_lines("a\u{1}\"<&", text, &lang::OTHER);
        let beads: Vec<_> = (0..words.len()).map(|at| (at..at + 1, at..at + 1)).collect();
        let alignment = alignment(&beads);
        let exchanged = Exchanged { source: &source, target: &source, alignment: &alignment, languages: ["und", "und"] };
        let (tmx, xliff) = (write_tmx(&exchanged), write_xliff(&exchanged));
        prop_assert!(tmx.chars().chain(xliff.chars()).all(is_allowed));
        let expected: Vec<String> = words.iter().map(|words| format!("x{words}x")).collect();
        prop_assert_eq!(elements(&xliff, "source"), expected.clone());
        let replaced = |words: &String| words.chars().map(|character| if is_allowed(character) { character } else { '\u{FFFD}' }).collect();
        let expected: Vec<String> = expected.iter().flat_map(|words| [words, words]).map(replaced).collect();
        prop_assert_eq!(elements(&tmx, "seg"), expected);
    }
}
