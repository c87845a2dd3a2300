//! Where links and images lead, compared so that what a rendering rightly changes is the same: the language in a path.

use crate::lang;

/// Places where the name of a language stands in paths are shorter than this.
const TAG: usize = 8;

/// A target as it is compared: without what a rendering changes rightly. Empty where it says nothing: an anchor on the
/// same page is made of a heading, which is rendered.
pub(super) fn key(target: &str) -> String {
    let target = target.trim().to_lowercase();
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let (host, path) = match path.split_once("://").or(path.strip_prefix("//").map(|rest| ("", rest))) {
        Some((_, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let labels: Vec<&str> = host.split('.').filter(|label| !is_tag(label) && *label != "www").collect();
            // Where each language has a site of its own, its pages have names of their own.
            if labels.len() < host.split('.').filter(|label| *label != "www").count() {
                return labels.join(".");
            }
            (labels.join("."), path)
        }
        None => (String::new(), path),
    };
    let mut names: Vec<String> = Vec::new();
    for name in path.split('/') {
        let name = plain(name);
        match name.as_str() {
            "" | "." | ".." | "index" | "readme" | "_index" => {}
            _ => names.push(name),
        }
    }
    let mut query: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !speaks_of_language(part)).collect();
    query.sort_unstable();
    format!("{host}/{}?{}", names.join("/"), query.join("&")).trim_end_matches('?').trim_matches('/').to_owned()
}

/// A name in a path without the tag of a language and without the ending of a page.
fn plain(name: &str) -> String {
    if is_tag(name) {
        return String::new();
    }
    let mut parts: Vec<&str> = name.split('.').filter(|part| !is_tag(part)).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| matches!(*last, "md" | "mdx" | "html" | "htm")) {
        parts.pop();
    }
    let name = parts.join(".");
    // `pump-zh.png`, `readme_cn`.
    let (stem, ending) = name.split_once('.').map_or((name.as_str(), ""), |(stem, ending)| (stem, ending));
    let stem = stem.rsplit_once(['-', '_']).filter(|(stem, tag)| is_tag(tag) && !stem.is_empty()).map_or(stem, |(stem, _)| stem);
    if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") }
}

/// Whether a name is the tag of a language, as paths have them: `zh`, `zh-cn`, `en_us`, `zh-hans`, `cn`.
fn is_tag(name: &str) -> bool {
    if name.len() > TAG || !name.is_ascii() {
        return false;
    }
    let mut parts = name.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    let region = parts.next();
    let known =
        *lang::find(first) != lang::OTHER || matches!(first, "cn" | "tw" | "hk" | "jp" | "kr" | "chs" | "cht" | "pt" | "it");
    known && region.is_none_or(|region| (2..=4).contains(&region.len())) && parts.next().is_none()
}

fn speaks_of_language(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default();
    matches!(name, "lang" | "hl" | "locale" | "language" | "l" | "setlang")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_by_its_language_leads_to_the_same_place() {
        for (one, other) in [
            ("/docs/zh/install", "/docs/en/install"),
            ("../zh-cn/install.md", "../en/install.md#setup"),
            ("install.zh.md", "install.md"),
            ("./install.md", "install"),
            ("#安装", "#install"),
            ("https://example.org/zh-CN/a?lang=zh", "https://example.org/en-US/a?lang=en"),
            ("https://zh.wikipedia.org/wiki/水泵", "https://en.wikipedia.org/wiki/Pump"),
            ("images/pump-zh.png", "images/pump-en.png"),
            ("http://www.example.org/", "https://example.org"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        for (one, other) in [
            ("/docs/zh/install", "/docs/en/remove"),
            ("https://example.org/a", "https://example.com/a"),
            ("a?b=1", "a?b=2"),
            ("mailto:a@example.org", "mailto:b@example.org"),
        ] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
    }
}
