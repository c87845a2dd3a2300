//! A unit: some words and their rendering, as a file keeps them together.

use std::borrow::Cow;
use std::collections::HashMap;

use super::xml::{Tag, Xml};
use super::{Content, Wanted, languages};
use crate::format::{FormatError, MOST_UNITS};
use crate::text::{Side, Span};

/// What a file that holds both sides says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    /// The languages of the two sides as the file writes them.
    pub languages: [Option<String>; 2],
    /// The units that have words, in the order of the file.
    pub units: Vec<Unit>,
    /// The places for notes, which units name by their index.
    pub slots: Vec<Slot>,
    /// The documents that the file holds: from which unit on, and what they are called.
    pub(super) parts: Vec<(usize, String)>,
}

/// How a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It is to be checked.
    #[default]
    Open,
    /// It has no rendering yet.
    Untranslated,
    /// Nobody may change it.
    Locked,
    /// It is kept, but no longer in use.
    Obsolete,
}

/// Some words and their rendering.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// What the file calls it; else its number or cell.
    pub id: String,
    /// The original.
    pub source: Content,
    /// The rendering.
    pub target: Content,
    /// How it stands.
    pub standing: Standing,
    /// Whether the rendering is only a guess so far.
    pub unsure: bool,
    /// Where its notes go, an index into [`Bilingual::slots`]; none where the format has no notes.
    pub slot: Option<usize>,
}

impl Unit {
    /// The words of a side.
    #[must_use]
    pub fn side(&self, side: Side) -> &Content {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }
}

/// Where notes about a unit go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slot {
    /// The byte of the file behind which they go.
    pub at: u32,
    /// The byte after the tag in which they stand, whose contents show how elements are indented.
    pub inside: u32,
    /// The prefix of the namespace in which elements stand there, with its colon.
    pub prefix: String,
    /// How they are written.
    pub form: NoteForm,
    /// The notes that kanhe wrote before, with the blanks before them.
    pub old: Vec<Span>,
    /// The notes of people that speak to kanhe, and where they begin.
    pub calls: Vec<(u32, String)>,
}

impl Slot {
    /// Takes up a note that begins at byte `at`; `whole` is the note with the blanks before it.
    pub(super) fn meet_note(&mut self, words: &str, at: u32, whole: Span) {
        if super::is_own_note(words) {
            self.old.push(whole);
        } else {
            self.meet_call(words, at);
        }
    }

    /// Takes up a note that stays, whatever it says.
    pub(super) fn meet_call(&mut self, words: &str, at: u32) {
        if words.trim_start().starts_with(CALL) {
            self.calls.push((at, words.trim().to_owned()));
        }
    }
}

/// How notes of people begin that speak to kanhe.
const CALL: &str = "kanhe:ignore";

/// How notes are written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteForm {
    /// Lines of comment.
    #[default]
    Line,
    /// Elements of XML.
    Element {
        /// The attribute that tells whose they are, with a blank before it.
        attribute: &'static str,
        /// Whether they need an element of their own around them.
        enclosed: bool,
    },
}

impl Bilingual {
    /// Adds a unit, unless there are no words in it; one with words on one side alone has no rendering.
    pub(super) fn add(&mut self, mut unit: Unit) -> Result<(), FormatError> {
        if !unit.source.has_words() && !unit.target.has_words() {
            return Ok(());
        }
        if self.units.len() == MOST_UNITS {
            return Err(FormatError::TooMuch(format!("there are more than {MOST_UNITS} units in the file")));
        }
        if unit.standing == Standing::Open && !(unit.source.has_words() && unit.target.has_words()) {
            unit.standing = Standing::Untranslated;
        }
        if let Cow::Owned(id) = plain(&unit.id) {
            unit.id = id;
        }
        self.units.push(unit);
        Ok(())
    }

    /// Notes the languages of a part of the file, which must be those of the parts before it.
    pub(super) fn meet(&mut self, languages: [Option<String>; 2], xml: &Xml<'_>, tag: &Tag<'_>) -> Result<(), FormatError> {
        for (known, met) in self.languages.iter_mut().zip(languages) {
            match (&*known, met) {
                (Some(known), Some(met)) if !known.eq_ignore_ascii_case(&met) => {
                    let what = format!("this part is in {met}, while the parts before it are in {known}");
                    return Err(xml.fault(tag.span.range().start, what));
                }
                (None, met) => *known = met,
                _ => {}
            }
        }
        Ok(())
    }

    /// Refuses languages that the file is not in.
    pub(super) fn hold_to(&self, wanted: &Wanted) -> Result<(), FormatError> {
        for ((has, wanted), option) in self.languages.iter().zip(&wanted.languages).zip(["--source-lang", "--target-lang"]) {
            if let (Some(has), Some(wanted)) = (has, wanted)
                && !languages::fits(has, wanted)
            {
                return Err(FormatError::Languages(format!("the file says {has}, not {wanted}"), option.to_owned()));
            }
        }
        Ok(())
    }

    /// Begins a document of those that the file holds, called `name`.
    pub(super) fn begin_part(&mut self, name: Option<String>) {
        let number = self.parts.len() + 1;
        self.parts.push((self.units.len(), name.filter(|name| !name.is_empty()).unwrap_or_else(|| number.to_string())));
    }

    /// Names units by their document as well where several documents have units of the same name.
    pub(super) fn tell_apart(&mut self) {
        if self.parts.len() < 2 {
            return;
        }
        let mut part_of: HashMap<&str, usize> = HashMap::new();
        let mut part = 0;
        let same = self.units.iter().enumerate().any(|(index, unit)| {
            while self.parts.get(part + 1).is_some_and(|(start, _)| *start <= index) {
                part += 1;
            }
            *part_of.entry(&unit.id).or_insert(part) != part
        });
        if !same {
            return;
        }
        let mut part = 0;
        for (index, unit) in self.units.iter_mut().enumerate() {
            while self.parts.get(part + 1).is_some_and(|(start, _)| *start <= index) {
                part += 1;
            }
            if let Some((_, name)) = self.parts.get(part) {
                unit.id = format!("{}#{}", plain(name), unit.id);
            }
        }
    }

    /// Takes the last place for notes out again where no unit came of it since there were `units`, and no note stands in it.
    pub(super) fn drop_empty_slot(&mut self, units: usize) {
        if self.units.len() == units && self.slots.last().is_some_and(|slot| slot.old.is_empty()) {
            self.slots.pop();
        }
    }

    /// Adds a place for notes; gives its index.
    pub(super) fn add_slot(&mut self, slot: Slot) -> usize {
        self.slots.push(slot);
        self.slots.len() - 1
    }
}

/// A name as it is shown on a line of its own, where it may steer no terminal.
fn plain(name: &str) -> Cow<'_, str> {
    if name.contains(char::is_control) {
        Cow::Owned(name.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(name)
    }
}
