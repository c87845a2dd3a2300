//! Which language each text is in: as the arguments say, else as the text tells.

use anyhow::bail;

use kanhe::lang::{self, Language, OTHER};

use super::options::LanguageOptions;

/// The language of one text.
pub(super) fn of(tag: Option<&str>, text: &str) -> anyhow::Result<&'static Language> {
    tag.map_or_else(|| Ok(told(text)), named)
}

/// The languages of an original and its rendering, which must not be the same.
///
/// `swapped` is the command that the reader should have given, should the two texts have been swapped.
pub(super) fn of_pair(
    options: &LanguageOptions,
    source: (&str, &str),
    target: (&str, &str),
    swapped: &str,
) -> anyhow::Result<(&'static Language, &'static Language)> {
    let asked = (options.source_lang.as_deref().map(named).transpose()?, options.target_lang.as_deref().map(named).transpose()?);
    let told = (told(source.1), told(target.1));
    let contradicts = |asked: Option<&Language>, told: &Language| asked.is_some_and(|asked| asked != told);
    let swaps = told.0 != told.1
        && (contradicts(asked.0, told.0) || contradicts(asked.1, told.1))
        && !contradicts(asked.0, told.1)
        && !contradicts(asked.1, told.0);
    if swaps {
        bail!(
            "{} is in {} and {} in {}: the original and the rendering seem to be swapped; {swapped}",
            source.0,
            told.0.name,
            target.0,
            told.1.name
        );
    }
    let languages = (asked.0.unwrap_or(told.0), asked.1.unwrap_or(told.1));
    // Two languages without a folder of their own may be different ones.
    if languages.0 == languages.1 && *languages.0 != OTHER && (asked.0.is_none() || asked.1.is_none()) {
        bail!(
            "{} and {} are both in {}: one should render the other; check the paths, or name the languages \
             with --source-lang and --target-lang if they are told wrongly",
            source.0,
            target.0,
            languages.0.name
        );
    }
    Ok(languages)
}

/// The language of a BCP 47 tag; one without a folder of its own is read by Unicode's rules alone.
pub(super) fn named(tag: &str) -> anyhow::Result<&'static Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        bail!("“{tag}” is no language tag; write one such as zh, en or pt-BR");
    }
    Ok(lang::find(tag))
}

fn told(_text: &str) -> &'static Language {
    &OTHER
}
