//! The units of a file joined into two texts, which are checked as any two are.

use std::sync::Arc;

use super::{Bilingual, Standing};
use crate::align::{Alignment, Bead};
use crate::format::{Element, Origin, Places, Run, Structure};
use crate::lang::Language;
use crate::segment::{Document, Segment};
use crate::text::{Side, Span};

/// How sure a bead is whose rendering the file marks as a guess.
const GUESSED: f32 = 0.5;

/// The file that units were read from.
#[derive(Debug, Clone)]
pub struct UnitFile<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its text.
    pub text: Arc<str>,
    /// How many bytes of the file on disk stand before the text.
    pub lead: u32,
}

/// The two texts of a file of units, ready to be checked.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The originals.
    pub source: Document,
    /// The renderings.
    pub target: Document,
    /// Where both stand in the file.
    pub origins: [Origin; 2],
    /// The tags in both.
    pub structures: [Structure; 2],
    /// The notes that speak to kanhe: the unit, the byte of the file at which each begins, and its words.
    pub calls: Vec<(usize, u32, String)>,
    /// A bead for each unit that has words.
    pub alignment: Alignment,
    /// The unit of each bead.
    pub unit_of_bead: Vec<usize>,
}

/// The words of one side.
struct Words {
    text: String,
    places: Places,
    /// Where the words of each unit stand, if it has any.
    units: Vec<Option<Span>>,
    tags: Structure,
}

impl Bilingual {
    /// Joins the units into two texts, each unit a segment of both. Units that are out of use are left out; the rest give
    /// each other the context that they have in the file. The files of the two sides may be one.
    #[must_use]
    pub fn joined(&self, files: [&UnitFile<'_>; 2], languages: [&'static Language; 2]) -> Joined {
        let [source, target] = [Side::Source, Side::Target].map(|side| self.words(side, "\n"));
        let (mut beads, mut unit_of_bead) = (Vec::new(), Vec::new());
        let mut next = [0, 0];
        for (index, unit) in self.units.iter().enumerate() {
            let has = [&source, &target].map(|words| words.units.get(index).is_some_and(Option::is_some));
            let ends = [next[0] + usize::from(has[0]), next[1] + usize::from(has[1])];
            if has[0] || has[1] {
                let confidence = if unit.unsure { GUESSED } else { 1.0 };
                beads.push(Bead { source: next[0]..ends[0], target: next[1]..ends[1], confidence });
                unit_of_bead.push(index);
            }
            next = ends;
        }
        let alignment = Alignment::new(beads, next[0], next[1]).unwrap_or_default();
        let structures = [source.tags.clone(), target.tags.clone()];
        let sides = [(source, languages[0], files[0]), (target, languages[1], files[1])];
        let [source, target] = sides.map(|(words, language, file)| {
            let segments = words.units.iter().flatten().map(|span| Segment { span: *span, paragraph: 0 }).collect();
            let document = Document::from_segments(file.name, words.text, language, segments);
            (document, Origin::parts(file.text.clone(), file.lead, words.places))
        });
        let (origins, calls) = ([source.1, target.1], self.calls());
        Joined { source: source.0, target: target.0, origins, structures, calls, alignment, unit_of_bead }
    }

    /// Joins the units into two texts, to be aligned anew: each unit is a paragraph.
    #[must_use]
    pub fn texts(&self, file: &UnitFile<'_>, languages: [&'static Language; 2]) -> [(Document, Origin); 2] {
        [(Side::Source, languages[0]), (Side::Target, languages[1])].map(|(side, language)| {
            let words = self.words(side, "\n\n");
            let document = Document::new(file.name, words.text, language);
            (document, Origin::parts(file.text.clone(), file.lead, words.places))
        })
    }

    /// The notes that speak to kanhe, each with the units that it is about.
    fn calls(&self) -> Vec<(usize, u32, String)> {
        if self.slots.iter().all(|slot| slot.calls.is_empty()) {
            return Vec::new();
        }
        let notes = self.units.iter().enumerate().filter_map(|(index, unit)| Some((index, self.slots.get(unit.slot?)?)));
        notes.flat_map(|(index, slot)| slot.calls.iter().map(move |(at, words)| (index, *at, words.clone()))).collect()
    }

    fn words(&self, side: Side, glue: &str) -> Words {
        let units = Vec::with_capacity(self.units.len());
        let mut words = Words { text: String::new(), places: Places::default(), units, tags: Structure::new() };
        for unit in &self.units {
            let content = unit.side(side);
            let missing = side == Side::Target && unit.standing == Standing::Untranslated;
            if unit.standing == Standing::Obsolete || missing || !content.has_words() {
                words.units.push(None);
                continue;
            }
            let start = Span::at(words.text.len()).start;
            words.places.push_unit(start, &unit.id);
            words.text.push_str(&content.text);
            for run in &content.runs {
                words.places.push(Run { text: run.text.shifted(start), file: run.file });
            }
            let blanks = content.text.len() - content.text.trim_start().len();
            let first = start as usize + blanks;
            let whole = Span::new(first, first + content.text.trim().len());
            words.units.push(Some(whole));
            for (place, known_by) in &content.codes {
                let place = place.shifted(start);
                let within = |byte: u32| byte.clamp(whole.start, whole.end);
                let place = Span { start: within(place.start), end: within(place.end) };
                words.tags.push((Element::Tag(known_by.clone()), place));
            }
            words.text.push_str(glue);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::bilingual::{Content, Unit};
    use crate::lang;

    fn content(file: &str, words: &str) -> Content {
        let at = file.find(words).expect("the words stand in the file");
        let mut content = Content::at(at);
        content.add(words, Span::new(at, at + words.len()));
        content
    }

    #[test]
    fn units_become_beads_that_lead_back_to_the_file() {
        let file = "1 一。 | One.\n2 二。\n3 三。 | Three.\n4 四。 | Four.";
        let unit = |id: &str, source: &str, target: &str, standing| Unit {
            id: id.to_owned(),
            source: content(file, source),
            target: content(file, target),
            standing,
            ..Unit::default()
        };
        let units = vec![
            unit("a", "一。", "One.", Standing::Open),
            unit("b", "二。", "", Standing::Untranslated),
            unit("c", "三。", "Three.", Standing::Obsolete),
            Unit { unsure: true, ..unit("d", "四。", " Four.", Standing::Open) },
        ];
        let bilingual = Bilingual { units, ..Bilingual::default() };
        let from = UnitFile { name: "a.po", text: file.into(), lead: 3 };
        let joined = bilingual.joined([&from, &from], [lang::find("zh"), lang::find("en")]);
        let beads: Vec<_> = joined.alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect();
        assert_eq!(beads, [(0..1, 0..1), (1..2, 1..1), (2..3, 1..2)]);
        assert_eq!(joined.unit_of_bead, [0, 1, 3]);
        assert_eq!((joined.source.words(2), joined.target.words(1)), ("四。", "Four."));
        let place = joined.target.segments()[1].span;
        assert_eq!(joined.origins[1].span(place).of(file), "Four.");
        assert_eq!(joined.origins[1].bytes(place).start, joined.origins[1].span(place).start + 3);
        assert_eq!(joined.origins[1].unit(place.start), Some("d"));
        assert!(joined.alignment.beads()[2].confidence < 0.65);
    }
}
