//! A man of whom the rendering makes a woman, or a woman of whom it makes a man.

use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::{PerLanguage, table};
use crate::mention::{Fact, Forms};
use crate::text::{Side, Span};

/// A man of whom the rendering makes a woman, or a woman of whom it makes a man.
pub(super) static RULE: Rule = Rule {
    name: "gender-mismatch",
    summary: "the original speaks of her and the rendering of him, or the reverse",
    level: Level::Warning,
    page: include_str!("gender_mismatch.md"),
    check: Check::Pair(check),
};

/// An original that has one pronoun so often and never the other, which the rendering has as often, uses it for men and women
/// alike, as older Chinese does.
const FOR_ALL: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
}

impl Gender {
    fn other(self) -> Self {
        match self {
            Self::Male => Self::Female,
            Self::Female => Self::Male,
        }
    }
}

/// What a word tells of gender.
#[derive(Debug, Clone, Copy)]
enum Tells {
    /// A pronoun of one person.
    Pronoun(Gender),
    /// A word that names or addresses a man or a woman.
    Noun(Gender),
    Nothing,
}

static WORDS: PerLanguage<Forms<Tells>> = PerLanguage::new(|language| {
    let rows = table::rows(language.tables.genders);
    let forms = rows.map(|row| {
        let tells = match row.cell(0) {
            "he" => Tells::Pronoun(Gender::Male),
            "she" => Tells::Pronoun(Gender::Female),
            "man" => Tells::Noun(Gender::Male),
            "woman" => Tells::Noun(Gender::Female),
            _ => Tells::Nothing,
        };
        row.forms(1).map(|form| (form, tells)).collect::<Vec<_>>()
    });
    Forms::new(forms.flatten())
});

/// What a side tells of gender.
#[derive(Debug, Default)]
struct Told {
    pronouns: Vec<(Gender, Span)>,
    nouns: Vec<Gender>,
}

impl Told {
    fn of(bead: &BeadView<'_>, side: Side) -> Self {
        let language = bead.language(side);
        let words = WORDS.of(language);
        let mut told = Self::default();
        let view = language.view(bead.words(side));
        let text = view.text();
        let start = bead.span(side).start;
        let mut at = 0;
        while at < text.len() {
            let next = text[at..].chars().next().map_or(1, char::len_utf8);
            let found = words.may_begin(text, at).then(|| words.longest(text, at)).flatten();
            let Some((end, &tells)) = found else {
                at += next;
                continue;
            };
            match tells {
                Tells::Pronoun(gender) => {
                    told.pronouns.push((gender, view.original(Span::new(at, end)).shifted(start)));
                }
                Tells::Noun(gender) => told.nouns.push(gender),
                Tells::Nothing => {}
            }
            at = end.max(at + next);
        }
        told
    }

    /// The gender of which all its pronouns are.
    fn gender(&self) -> Option<Gender> {
        let (first, _) = self.pronouns.first()?;
        self.pronouns.iter().all(|(gender, _)| gender == first).then_some(*first)
    }
}

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let told: Vec<(BeadView<'_>, Told)> = pair.beads().map(|bead| (bead, Told::of(&bead, Side::Source))).collect();
    let pronouns = || told.iter().flat_map(|(_, told)| &told.pronouns);
    let count = |wanted: Gender| pronouns().filter(|(gender, _)| *gender == wanted).take(FOR_ALL).count();
    let for_all = match [Gender::Male, Gender::Female].map(count) {
        [FOR_ALL, 0] => Some(Gender::Female),
        [0, FOR_ALL] => Some(Gender::Male),
        _ => None,
    };
    if let Some(other) = for_all {
        let rendered = pair.beads().flat_map(|bead| Told::of(&bead, Side::Target).pronouns);
        if rendered.filter(|(gender, _)| *gender == other).nth(FOR_ALL - 1).is_some() {
            return;
        }
    }
    for (bead, source) in &told {
        check_bead(bead, source, findings);
    }
}

fn check_bead(bead: &BeadView<'_>, source: &Told, findings: &mut Findings<'_>) {
    let Some(said) = source.gender() else { return };
    let target = Told::of(bead, Side::Target);
    let Some(rendered) = target.gender() else { return };
    // Another person may be meant, whom a noun on either side names.
    let other_person = source.nouns.contains(&said.other()) || target.nouns.contains(&said);
    if said == rendered || other_person || has_several_persons(bead) {
        return;
    }
    let (original, rendering) = (source.pronouns[0].1, target.pronouns[0].1);
    let [from, into] = [Side::Source, Side::Target].map(|side| bead.pair.side(side).document.text());
    let message = format!("the original says “{}”, the rendering “{}”", original.of(from), rendering.of(into));
    findings.add(bead.index, Level::Warning, 0.75, message, original, rendering);
}

/// Whether the original names more than one person, of whom a pronoun may mean any.
fn has_several_persons(bead: &BeadView<'_>) -> bool {
    bead.mentions(Side::Source).filter(|mention| matches!(mention.fact, Fact::Person(_))).nth(1).is_some()
}
