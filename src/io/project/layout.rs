//! How a project lays out texts and their renderings, told from the paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::files::is_text;
use super::reading::Reader;
use super::tag::Tag;
use crate::config::Preset;
use crate::io::beginning;
use crate::lang::{self, LANGUAGES};

/// A preset that fits files of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The preset.
    pub preset: Preset,
    /// The languages of originals and renderings, as BCP 47 tags.
    pub languages: [String; 2],
    /// How many pairs it finds.
    pub pairs: usize,
    /// The first of them.
    pub example: [String; 2],
}

/// The presets that paths alone can show, the likelier of two that fit as well first.
const PRESETS: [Preset; 7] = [
    Preset::Docusaurus,
    Preset::Folder,
    Preset::Suffix,
    Preset::Underscore,
    Preset::Hyphen,
    Preset::DefaultRoot,
    Preset::Chapters,
];

/// How many layouts are told at most; a project has one or two.
const MOST: usize = 8;

/// A pair as a preset sees it, by the places of its files.
struct Seen {
    files: [usize; 2],
    languages: [Tag; 2],
}

/// The layouts by which `paths` (with `/` between names, from `root`) pair up. The one that fits most files comes first; each
/// further one is that which fits most of what is left.
///
/// A text whose path names no language is taken for the original of those that name one. Where both paths name one, the
/// language that comes first in [`LANGUAGES`] is taken for that of the originals.
#[must_use]
pub fn layouts(root: &Path, paths: &[String]) -> Vec<Layout> {
    let paths: Vec<&str> = paths.iter().map(String::as_str).filter(|path| is_text(path)).collect();
    let mut told: BTreeMap<usize, Option<Tag>> = BTreeMap::new();
    let seen: Vec<(Preset, Vec<Seen>)> = PRESETS
        .iter()
        .map(|preset| (*preset, seen(*preset, &paths, |file| language_of(&mut told, root, &paths, file))))
        .collect();
    let all: BTreeSet<&Tag> = seen.iter().flat_map(|(_, seen)| seen.iter().flat_map(|pair| &pair.languages)).collect();
    let mut layouts: Vec<Layout> = Vec::new();
    let mut taken: BTreeSet<[usize; 2]> = BTreeSet::new();
    while layouts.len() < MOST {
        let mut counts: Vec<(usize, Preset, &[Tag; 2], &Seen)> = Vec::new();
        for (preset, seen) in &seen {
            let mut by_languages: BTreeMap<&[Tag; 2], Vec<&Seen>> = BTreeMap::new();
            for pair in seen.iter().filter(|pair| !taken.contains(&sorted(pair.files))) {
                by_languages.entry(&pair.languages).or_default().push(pair);
            }
            counts.extend(by_languages.into_iter().filter_map(|(tags, seen)| Some((seen.len(), *preset, tags, *seen.first()?))));
        }
        let most = counts.iter().map(|(count, ..)| *count).max();
        let Some((count, preset, languages, example)) = counts.into_iter().find(|(count, ..)| Some(*count) == most) else {
            break;
        };
        let pairs = seen.iter().filter(|(other, _)| *other == preset).flat_map(|(_, seen)| seen);
        taken.extend(pairs.filter(|pair| &pair.languages == languages).map(|pair| sorted(pair.files)));
        layouts.push(Layout {
            preset,
            languages: [0, 1].map(|side| {
                let tag = &languages[side];
                // The bare language does where the project has one form of it.
                let forms = all.iter().filter(|other| other.language == tag.language).count();
                if forms > 1 { tag.to_string() } else { tag.language.clone() }
            }),
            pairs: count,
            example: example.files.map(|file| paths.get(file).copied().unwrap_or_default().to_owned()),
        });
    }
    layouts
}

fn sorted(files: [usize; 2]) -> [usize; 2] {
    [files[0].min(files[1]), files[0].max(files[1])]
}

/// The pairs that a preset sees.
fn seen(preset: Preset, paths: &[&str], mut language: impl FnMut(usize) -> Option<Tag>) -> Vec<Seen> {
    // A chapter may be counted so in several languages: those that come first are asked for.
    let asked = [0, 1].map(|place: usize| Tag::asked(LANGUAGES.get(place).map_or("", |language| language.code)));
    let reader = Reader::new(preset, [&asked[0], &asked[1]], paths.iter().copied());
    let mut groups: BTreeMap<String, (BTreeMap<Tag, usize>, Vec<usize>)> = BTreeMap::new();
    for (file, path) in paths.iter().enumerate() {
        for reading in reader.read(path) {
            let (tagged, plain) = groups.entry(reading.key).or_default();
            match reading.tag {
                Some(tag) => {
                    tagged.entry(tag).or_insert(file);
                }
                None => plain.push(file),
            }
        }
    }
    let mut seen = Vec::new();
    for (tagged, plain) in groups.values() {
        let mut tagged: Vec<(&Tag, usize)> = tagged.iter().map(|(tag, file)| (tag, *file)).collect();
        tagged.sort_by_key(|(tag, _)| (LANGUAGES.iter().position(|language| language.code == tag.language), (*tag).clone()));
        let plain = plain.first().filter(|_| !tagged.is_empty()).and_then(|file| Some((language(*file)?, *file)));
        let original = match &plain {
            // Where one of the others is in that language too, the plain one is something else.
            Some((tag, file)) if tagged.iter().all(|(other, _)| other.language != tag.language) => (tag, *file),
            _ => match tagged.first() {
                Some(first) => *first,
                None => continue,
            },
        };
        let others = tagged.iter().filter(|(tag, _)| tag.language != original.0.language);
        seen.extend(
            others.map(|(tag, file)| Seen { files: [original.1, *file], languages: [original.0.clone(), (*tag).clone()] }),
        );
    }
    seen
}

/// The language that a text seems to be in, kept for the next time.
fn language_of(told: &mut BTreeMap<usize, Option<Tag>>, root: &Path, paths: &[&str], file: usize) -> Option<Tag> {
    let tell = || {
        let detected = lang::detect(&beginning(&root.join(paths.get(file)?))?)?;
        (detected.confidence > 0.0).then(|| Tag::asked(detected.code.split('-').next().unwrap_or_default()))
    };
    told.entry(file).or_insert_with(tell).clone()
}
