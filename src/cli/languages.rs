//! Which language each text is in: as the arguments say, else as the text tells.

use anyhow::bail;

use kanhe::lang::{self, Language, OTHER};
use kanhe::segment::Document;
use kanhe::text::Side;

use super::options::LanguageOptions;

/// From this confidence on nothing need be said of how a language was told.
const SURE: f32 = 0.5;

/// The language of one text.
pub(super) fn of(tag: Option<&str>, text: &str) -> anyhow::Result<&'static Language> {
    Ok(match tag {
        Some(tag) => named(tag)?.language(),
        None => told(text).and_then(|told| told.language).map_or(&OTHER, |named| named.language()),
    })
}

/// The languages of an original and its rendering, and what the reader should know of how they were told.
#[derive(Debug)]
pub(super) struct Both {
    pub(super) source: &'static Language,
    pub(super) target: &'static Language,
    pub(super) guesses: Vec<Guess>,
}

/// A language that nobody named and that was told from few words, or has no tables: what is then found may be less than is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    /// The text.
    pub(super) name: String,
    /// What to say of it, and the cure.
    pub(super) what: String,
}

impl std::fmt::Display for Guess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "remark: {}: {}", self.name, self.what)
    }
}

/// The languages of an original and its rendering (a name and a text each), which must not be the same.
///
/// `swapped` is what the reader should do where the two texts have been swapped.
pub(super) fn of_pair(
    options: &LanguageOptions,
    source: (&str, &str),
    target: (&str, &str),
    swapped: &str,
) -> anyhow::Result<Both> {
    let asked = [&options.source_lang, &options.target_lang].map(|tag| tag.as_deref().map(named).transpose());
    let [asked_source, asked_target] = asked;
    let (asked_source, asked_target) = (asked_source?, asked_target?);
    let told = [source, target].map(|(_, text)| told(text));
    let [told_source, told_target] = told.each_ref().map(|told| told.as_ref().and_then(|told| told.language.clone()));
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
    let sides = [(Side::Source, source.0, &options.source_lang), (Side::Target, target.0, &options.target_lang)];
    let open = sides.into_iter().zip(&told).filter(|((_, _, asked), _)| asked.is_none());
    let guesses = open.filter_map(|((side, name, _), told)| guess(side, name, told.as_ref()?)).collect();
    let language = |side: Option<Named>| side.map_or(&OTHER, |named| named.language());
    Ok(Both { source: language(one), target: language(other), guesses })
}

/// The language of a text (a name and its words) that nobody named, and what the reader should know of how it was told.
pub(super) fn of_text(side: Side, (name, text): (&str, &str)) -> (&'static Language, Option<Guess>) {
    let told = told(text);
    let guess = told.as_ref().and_then(|told| guess(side, name, told));
    (told.and_then(|told| told.language).map_or(&OTHER, |named| named.language()), guess)
}

fn guess(side: Side, name: &str, told: &Told) -> Option<Guess> {
    let option = if side == Side::Source { "--source-lang" } else { "--target-lang" };
    let less = "for which kanhe has no tables, so that numbers, dates and names are hardly compared";
    let cure = format!("{option} names it where it is another one");
    let what = match &told.language {
        None => format!("its language cannot be told, so that numbers, dates and names are hardly compared; {option} names it"),
        Some(named) if *named.language() == OTHER => format!("the language seems to be {named}, {less}; {cure}"),
        Some(named) if told.confidence < SURE => format!("the language seems to be {named}, told by few words; {cure}"),
        Some(_) => return None,
    };
    Some(Guess { name: name.to_owned(), what })
}

/// What to say of a language that a file names and that has no tables.
pub(super) fn named_by_file(side: Side, name: &str, tag: &str) -> Option<Guess> {
    let language = named(tag).ok().filter(|named| *named.language() == OTHER)?;
    guess(side, name, &Told { language: Some(language), confidence: 1.0 })
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

/// What a text tells of its language.
struct Told {
    /// None where it holds too little to tell.
    language: Option<Named>,
    /// From 0 to 1.
    confidence: f32,
}

/// The language that a text seems to be in; nothing where it holds no letters, and so no language to speak of.
fn told(text: &str) -> Option<Told> {
    let detected = lang::detect(text)?;
    let primary = detected.code.split('-').next().unwrap_or_default();
    let language = (primary != OTHER.code && detected.confidence > 0.0).then(|| Named(primary.to_owned()));
    Some(Told { language, confidence: detected.confidence })
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
        assert_eq!((languages.source.code, languages.target.code), ("zh", "en"));
        assert_eq!(languages.guesses, []);
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
    fn a_language_without_tables_or_by_few_words_is_told_unless_it_is_named() {
        let told = |options: &LanguageOptions, target: &str| {
            let both = of_pair(options, CHINESE, ("b.txt", target), "").expect("two languages");
            both.guesses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        let estonian = "Nad on oma maja ette istutanud palju puid, mis on juba väga suured ja nende all ei ole kunagi päikest.";
        let remark = told(&asked(None, None), estonian);
        assert!(remark.starts_with("remark: b.txt: the language seems to be et, for which kanhe has no tables"), "{remark}");
        assert!(remark.ends_with("--target-lang names it where it is another one"), "{remark}");
        assert!(told(&asked(None, None), "Nazarov, Astana").contains("--target-lang"));
        assert_eq!(told(&asked(None, Some("et")), estonian), "");
        assert_eq!(told(&asked(None, Some("en")), "Nazarov, Astana"), "");
        assert_eq!(told(&asked(None, None), "350, 2022"), "");
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        assert!(of(Some("Chinese"), "").is_err());
        assert!(of(Some(""), "").is_err());
        assert_eq!(of(Some("sw-KE"), "").expect("a tag"), &OTHER);
    }
}
