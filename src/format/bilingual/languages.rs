//! Which two of the languages of a file are checked.

use crate::format::FormatError;

/// Whether the tag that a file has, such as `zh_CN`, is one of those that `wanted`, such as `zh`, stands for.
pub(super) fn fits(tag: &str, wanted: &str) -> bool {
    let parts = |tag: &str| tag.split(['-', '_']).map(str::to_ascii_lowercase).collect::<Vec<_>>();
    parts(tag).starts_with(&parts(wanted))
}

/// The two of `found`, the tags of a file in their order, that are asked for; where one is not asked for, `first` is the
/// original, or the first of them, and the rendering the one that is left.
pub(super) fn chosen(found: &[String], first: Option<&str>, wanted: &[Option<String>; 2]) -> Result<[String; 2], FormatError> {
    if found.is_empty() {
        let both = "--source-lang and --target-lang".to_owned();
        return Err(FormatError::Languages("no unit of the file says in which languages it is".to_owned(), both));
    }
    let told = || found.join(", ");
    let asked = |wanted: &Option<String>, option: &str| -> Result<Option<&String>, FormatError> {
        let Some(wanted) = wanted else { return Ok(None) };
        if let Some(same) = found.iter().find(|tag| tag.eq_ignore_ascii_case(wanted)) {
            return Ok(Some(same));
        }
        let fitting: Vec<&String> = found.iter().filter(|tag| fits(tag, wanted)).collect();
        match fitting.as_slice() {
            [only] => Ok(Some(only)),
            [] => Err(FormatError::Languages(
                format!("no unit is in {wanted}; the languages of the file are {}", told()),
                option.to_owned(),
            )),
            several => {
                let several = several.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join(" and ");
                Err(FormatError::Languages(format!("{wanted} is {several}"), option.to_owned()))
            }
        }
    };
    let source = asked(&wanted[0], "--source-lang")?;
    let target = asked(&wanted[1], "--target-lang")?;
    let others = |not: Option<&String>| found.iter().filter(|tag| Some(*tag) != not).collect::<Vec<_>>();
    let both = "--source-lang and --target-lang";
    let source = match source {
        Some(source) => source,
        None => {
            let left = others(target);
            let declared = first.and_then(|first| left.iter().find(|tag| tag.eq_ignore_ascii_case(first)).copied());
            declared
                .or(left.first().copied())
                .ok_or_else(|| FormatError::Languages(format!("the languages of the file are {}", told()), both.to_owned()))?
        }
    };
    let target = match target {
        Some(target) => target,
        None => match others(Some(source)).as_slice() {
            [only] => only,
            _ => return Err(FormatError::Languages(format!("the languages of the file are {}", told()), both.to_owned())),
        },
    };
    if source == target {
        return Err(FormatError::Languages(format!("original and rendering cannot both be in {source}"), both.to_owned()));
    }
    Ok([source.clone(), target.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(found: &[&str], first: Option<&str>, source: Option<&str>, target: Option<&str>) -> Result<[String; 2], String> {
        let found: Vec<String> = found.iter().map(|tag| (*tag).to_owned()).collect();
        chosen(&found, first, &[source, target].map(|tag| tag.map(str::to_owned))).map_err(|error| error.to_string())
    }

    #[test]
    fn two_languages_need_no_word_and_more_need_names() {
        let two = ["zh-CN", "en_US"];
        let pair = |source: &str, target: &str| Ok([source.to_owned(), target.to_owned()]);
        assert_eq!(choose(&two, None, None, None), pair("zh-CN", "en_US"));
        assert_eq!(choose(&two, Some("EN_us"), None, None), pair("en_US", "zh-CN"));
        assert_eq!(choose(&two, None, Some("en"), None), pair("en_US", "zh-CN"));
        assert_eq!(choose(&two, None, None, Some("zh")), pair("en_US", "zh-CN"));
        let three = ["zh-CN", "en", "de"];
        assert_eq!(choose(&three, Some("zh-CN"), None, Some("de")), pair("zh-CN", "de"));
        let told = choose(&three, Some("zh-CN"), None, None).expect_err("two renderings");
        assert!(told.contains("zh-CN, en, de") && told.contains("--target-lang"), "{told}");
        assert!(choose(&two, None, Some("fr"), None).is_err_and(|told| told.contains("no unit is in fr")));
        assert!(choose(&["zh-CN", "zh-TW"], None, Some("zh"), None).is_err_and(|told| told.contains("zh-CN and zh-TW")));
        assert!(choose(&["zh"], None, None, None).is_err());
    }
}
