//! What a glossary asks of one pair of languages.

use std::collections::BTreeMap;

use super::find::{Finder, Hit};
use super::{Glossary, Status};
use crate::lang::Language;
use crate::text::{Side, View};

/// A rendering that the glossary gives of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The form that is shown, then its variants.
    pub forms: Vec<String>,
    /// What is said of it.
    pub status: Status,
    /// Its note, empty for none.
    pub note: String,
    /// The file and line that say so.
    pub place: (usize, usize),
}

/// All that holds of one term of the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The term and its variants; none where a word is forbidden whatever it renders.
    pub source: Vec<String>,
    /// Its renderings: the preferred ones first, the forbidden ones last.
    pub renderings: Vec<Rendering>,
}

impl Group {
    /// The renderings that may stand.
    pub fn accepted(&self) -> impl Iterator<Item = &Rendering> {
        self.renderings.iter().filter(|rendering| rendering.status != Status::Forbidden)
    }

    /// The term as it is shown.
    #[must_use]
    pub fn name(&self) -> &str {
        self.source.first().map_or("", String::as_str)
    }
}

/// What a form found is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A term of the original.
    Source,
    /// A rendering that may stand.
    Accepted,
    /// A rendering that must not.
    Forbidden,
}

/// The terms of a pair of languages, ready to be found.
#[derive(Debug)]
pub struct Terms {
    groups: Vec<Group>,
    /// By side, the group and role of each form.
    owners: [Vec<(u32, Role)>; 2],
    finders: [Finder; 2],
}

impl Terms {
    pub(super) fn new(glossary: &Glossary, from: &'static Language, into: &'static Language) -> Self {
        let gathered = gather(glossary, from, into);
        let mut groups = Vec::with_capacity(gathered.len());
        let mut owners: [Vec<(u32, Role)>; 2] = Default::default();
        let mut forms: [Vec<(String, bool)>; 2] = Default::default();
        for (mut group, sources, targets) in gathered {
            let number = u32::try_from(groups.len()).unwrap_or(u32::MAX);
            for (form, case_sensitive) in sources {
                owners[0].push((number, Role::Source));
                forms[0].push((form, case_sensitive));
            }
            for (rendering, case_sensitive) in &targets {
                let role = if rendering.status == Status::Forbidden { Role::Forbidden } else { Role::Accepted };
                for form in &rendering.forms {
                    owners[1].push((number, role));
                    forms[1].push((form.clone(), *case_sensitive));
                }
            }
            group.renderings = targets.into_iter().map(|(rendering, _)| rendering).collect();
            group.renderings.sort_by_key(|rendering| rendering.status);
            groups.push(group);
        }
        let [source, target] = forms;
        let finders = [Finder::new(from, source.into_iter()), Finder::new(into, target.into_iter())];
        Self { groups, owners, finders }
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Every term with its renderings, in the order of the files.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The terms or renderings that stand in a sentence of `side`, in the order of their places.
    #[must_use]
    pub fn find(&self, side: Side, view: &View) -> Vec<Hit> {
        self.finders[side as usize].find(view)
    }

    /// The group and role of a form that was found on `side`.
    #[must_use]
    pub fn owner(&self, side: Side, form: u32) -> Option<(u32, Role)> {
        self.owners[side as usize].get(form as usize).copied()
    }
}

type Gathered = (Group, Vec<(String, bool)>, Vec<(Rendering, bool)>);

/// The concepts that hold, those of one term together. Where sections are chosen, what they say of a term prevails over
/// what is in no section.
fn gather(glossary: &Glossary, from: &'static Language, into: &'static Language) -> Vec<Gathered> {
    let mut groups: Vec<(Gathered, bool)> = Vec::new();
    let mut by_source: BTreeMap<String, usize> = BTreeMap::new();
    for concept in glossary.concepts().iter().filter(|concept| glossary.holds(concept)) {
        let on = |side, language| concept.terms.iter().filter(move |term| term.place.fits(side, language));
        let sources: Vec<(String, bool)> =
            on(Side::Source, from).flat_map(|term| term.forms.iter().map(|form| (form.clone(), term.case_sensitive))).collect();
        let targets: Vec<(Rendering, bool)> = on(Side::Target, into)
            .map(|term| {
                let place = (concept.file, concept.line);
                let (forms, status, note) = (term.forms.clone(), term.status, concept.note.clone());
                (Rendering { forms, status, note, place }, term.case_sensitive)
            })
            .collect();
        let only_forbidden = targets.iter().all(|(rendering, _)| rendering.status == Status::Forbidden);
        if targets.is_empty() || sources.is_empty() && !only_forbidden {
            continue;
        }
        let chosen = !glossary.domains.is_empty() && glossary.is_chosen(concept);
        let key = sources.first().map(|(form, case_sensitive)| {
            let folded = from.view(form).text().to_owned();
            if *case_sensitive { folded } else { folded.to_lowercase() }
        });
        let place = key.as_ref().and_then(|key| by_source.get(key)).copied();
        match place.and_then(|place| groups.get_mut(place)) {
            Some((_, held)) if *held && !chosen => {}
            Some((held, was_chosen)) if chosen && !*was_chosen => {
                *held = (Group { source: named(&sources), renderings: Vec::new() }, sources, targets);
                *was_chosen = true;
            }
            Some(((group, forms, renderings), _)) => {
                for source in sources {
                    if !forms.contains(&source) {
                        group.source.push(source.0.clone());
                        forms.push(source);
                    }
                }
                renderings.extend(targets);
            }
            None => {
                by_source.extend(key.map(|key| (key, groups.len())));
                groups.push(((Group { source: named(&sources), renderings: Vec::new() }, sources, targets), chosen));
            }
        }
    }
    groups.into_iter().map(|(gathered, _)| gathered).collect()
}

fn named(sources: &[(String, bool)]) -> Vec<String> {
    sources.iter().map(|(form, _)| form.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{en, zh};

    const TABLE: &str = "source\ttarget\tstatus\tdomain\n\
                         单元\tunit\t\t\n\
                         单元\tcell\t\tmedicine\n\
                         单元\tmodule\t\tsoftware\n\
                         单元\telement\tforbidden\t\n\
                         \tutilise\tforbidden\t\n";

    fn renderings(domains: &[&str]) -> Vec<String> {
        let mut glossary = Glossary::default();
        glossary.add("a.tsv", TABLE).expect("a sound table");
        glossary.choose(&domains.iter().map(|domain| (*domain).to_owned()).collect::<Vec<_>>()).expect("known sections");
        let terms = glossary.terms(&zh::LANGUAGE, &en::LANGUAGE);
        let group = terms.groups().iter().find(|group| group.name() == "单元").expect("the term");
        group.renderings.iter().map(|rendering| rendering.forms[0].clone()).collect()
    }

    #[test]
    fn a_section_prevails_over_what_is_in_none() {
        assert_eq!(renderings(&[]), ["unit", "cell", "module", "element"]);
        assert_eq!(renderings(&["Medicine"]), ["cell"]);
        assert_eq!(renderings(&["medicine", "software"]), ["cell", "module"]);
        let mut glossary = Glossary::default();
        glossary.add("a.tsv", TABLE).expect("a sound table");
        assert_eq!(glossary.choose(&["law".to_owned()]), Err("law".to_owned()));
    }

    #[test]
    fn a_termbase_serves_either_direction() {
        let text = "<tbx><conceptEntry><langSec xml:lang=\"zh-Hant\"><termSec><term>碳中和</term></termSec></langSec>\
                    <langSec xml:lang=\"en\"><termSec><term>carbon neutrality</term></termSec></langSec></conceptEntry></tbx>";
        let mut glossary = Glossary::default();
        glossary.add("a.tbx", text).expect("a sound termbase");
        assert_eq!(glossary.terms(&zh::LANGUAGE, &en::LANGUAGE).groups()[0].name(), "碳中和");
        assert_eq!(glossary.terms(&en::LANGUAGE, &zh::LANGUAGE).groups()[0].name(), "carbon neutrality");
        assert!(glossary.terms(&zh::LANGUAGE, &zh::LANGUAGE).groups().is_empty() || glossary.files() == ["a.tbx"]);
    }
}
