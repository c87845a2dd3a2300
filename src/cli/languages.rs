//! Which language each text is in: as the arguments say, else as the text tells.

use anyhow::bail;

use kanhe::lang::{self, Language, OTHER};
use kanhe::segment::Document;

use super::options::LanguageOptions;

/// The language of one text.
pub(super) fn of(tag: Option<&str>, text: &str) -> anyhow::Result<&'static Language> {
    Ok(match tag {
        Some(tag) => named(tag)?.language(),
        None => told(text).map_or(&OTHER, |told| told.language()),
    })
}

/// The languages of an original and its rendering (a name and a text each), which must not be the same.
///
/// `swapped` is what the reader should do where the two texts have been swapped.
pub(super) fn of_pair(
    options: &LanguageOptions,
    source: (&str, &str),
    target: (&str, &str),
    swapped: &str,
) -> anyhow::Result<(&'static Language, &'static Language)> {
    let asked = [&options.source_lang, &options.target_lang].map(|tag| tag.as_deref().map(named).transpose());
    let [asked_source, asked_target] = asked;
    let (asked_source, asked_target) = (asked_source?, asked_target?);
    let (told_source, told_target) = (told(source.1), told(target.1));
    if let (Some(told_source), Some(told_target)) = (&told_source, &told_target)
        && told_source != told_target
        && (asked_source.is_some() || asked_target.is_some())
        && asked_source.as_ref().is_none_or(|asked| asked == told_target)
        && asked_target.as_ref().is_none_or(|asked| asked == told_source)
    {
        bail!(
            "{} is in {told_source} and {} in {told_target}: the original and the rendering seem to be swapped; {swapped}",
            source.0,
            target.0
        );
    }
    let named_both = asked_source.is_some() && asked_target.is_some();
    let (one, other) = (asked_source.or(told_source), asked_target.or(told_target));
    if let (Some(one), Some(other)) = (&one, &other)
        && one == other
        && !named_both
    {
        bail!(
            "{} and {} are both in {one}, but one should render the other; check the paths, or name the languages with \
             --source-lang and --target-lang where they are told wrongly",
            source.0,
            target.0
        );
    }
    let language = |side: Option<Named>| side.map_or(&OTHER, |named| named.language());
    Ok((language(one), language(other)))
}

/// The BCP 47 tag that other tools should know a text by: as the arguments say, else as the text tells.
pub(super) fn tag(asked: Option<&str>, document: &Document) -> String {
    let language = document.language();
    let told = || lang::detect(document.text()).filter(|told| told.language == language).map(|told| told.code);
    asked.or_else(told).unwrap_or(language.code).to_owned()
}

/// A language by the first part of its BCP 47 tag, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named(String);

impl Named {
    fn language(&self) -> &'static Language {
        lang::find(&self.0)
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let language = self.language();
        f.write_str(if *language == OTHER { &self.0 } else { language.name })
    }
}

/// The language of a BCP 47 tag; one without a folder of its own is read by Unicode's rules alone.
fn named(tag: &str) -> anyhow::Result<Named> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        bail!("“{tag}” is no language tag; write one such as zh, en or pt-BR");
    }
    Ok(Named(primary.to_ascii_lowercase()))
}

/// The language that a text seems to be in; none where it holds no letters or too few to tell.
fn told(text: &str) -> Option<Named> {
    let detected = lang::detect(text)?;
    let primary = detected.code.split('-').next().unwrap_or_default();
    (primary != OTHER.code && detected.confidence > 0.0).then(|| Named(primary.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: (&str, &str) = ("zh.txt", "乌兹别克斯坦总统昨天到访北京，随行的有三百五十人。");
    const ENGLISH: (&str, &str) = ("en.txt", "The President of Uzbekistan arrived in Beijing yesterday with a party of 350.");

    fn asked(source: Option<&str>, target: Option<&str>) -> LanguageOptions {
        LanguageOptions { source_lang: source.map(str::to_owned), target_lang: target.map(str::to_owned) }
    }

    fn refused(options: &LanguageOptions, source: (&str, &str), target: (&str, &str)) -> String {
        of_pair(options, source, target, "swap them").expect_err("this must be refused").to_string()
    }

    #[test]
    fn languages_are_told_from_the_texts_where_nobody_names_them() {
        let languages = of_pair(&asked(None, None), CHINESE, ENGLISH, "").expect("two languages");
        assert_eq!((languages.0.code, languages.1.code), ("zh", "en"));
    }

    #[test]
    fn texts_in_the_wrong_order_are_refused_with_the_cure() {
        for options in [asked(Some("zh"), Some("en")), asked(Some("zh-Hans"), None), asked(None, Some("en"))] {
            let message = refused(&options, ENGLISH, CHINESE);
            assert!(message.contains("swapped; swap them"), "{message}");
        }
    }

    #[test]
    fn two_texts_in_one_language_are_refused_unless_both_are_named() {
        let message = refused(&asked(None, None), ENGLISH, ("other.txt", ENGLISH.1));
        assert!(message.contains("both in English"), "{message}");
        assert!(of_pair(&asked(Some("en-GB"), Some("en-US")), ENGLISH, ENGLISH, "").is_ok());
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        assert!(of(Some("Chinese"), "").is_err());
        assert!(of(Some(""), "").is_err());
        assert_eq!(of(Some("sw-KE"), "").expect("a tag"), &OTHER);
    }
}
