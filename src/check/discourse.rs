//! What a short form stands for at its place, settled by the text around it.

use std::collections::HashMap;

use super::Text;
use crate::lang::PerLanguage;
use crate::lang::table;
use crate::mention::{Countries, CountryForm, Fact, Mention, place};
use crate::text::Span;

/// The readings of a mention that the text around it leaves, and the words that settled them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    /// Codes of countries, at least one where the mention had one.
    pub(crate) codes: Vec<&'static str>,
    /// The full name, earlier or later in the text, that the short form takes up.
    pub(crate) because: Option<Span>,
}

/// How far back a reader remembers which country a character last stood for, in sentences.
const MEMORY: usize = 400;
/// How far a headline's character may wait for its full name, in sentences.
const FORESIGHT: usize = 12;

/// Runs of signs that readers take in one sense whatever stands before them, with that sense of each sign.
static FIXED: PerLanguage<HashMap<&'static str, Vec<&'static str>>> = PerLanguage::new(|language| {
    let rows = table::rows(language.tables.country_abbreviations).filter(|row| row.cell(0) == "fixed");
    rows.map(|row| (row.cell(1), row.forms(2).collect())).collect()
});

/// The readings of the country mention `at` its place in `segment` that the text leaves.
///
/// A short form with several readings stands for what it stands for in a fixed run (俄乌), else for the
/// nearest full name before it that it can stand for, beside the one that the text has named more often, else,
/// as in a headline, for the first one soon after it; where there is none, every reading stays.
pub(crate) fn settle(text: &Text, segment: usize, mention: &Mention, countries: &Countries) -> Settled {
    let open = Settled { codes: countries.readings.clone(), because: None };
    if countries.form != CountryForm::Abbreviation || countries.readings.len() < 2 {
        return open;
    }
    if let Some(code) = fixed(text, segment, mention) {
        return Settled { codes: vec![code], because: None };
    }
    let before = (segment.saturating_sub(MEMORY)..=segment)
        .rev()
        .flat_map(|segment| text.mentions.in_segment(segment).iter().rev())
        .filter(|other| other.span.end <= mention.span.start);
    let named_before: Vec<(&'static str, Span)> =
        before.filter_map(|other| Some((named(other, &countries.readings)?, other.span))).collect();
    if let Some(&(nearest, because)) = named_before.first() {
        let times = |code: &str| named_before.iter().filter(|(other, _)| *other == code).count();
        let leader =
            countries.readings.iter().copied().filter(|code| times(code) > times(nearest)).max_by_key(|code| times(code));
        // Where the text speaks more of another country, the nearest name may be one in passing.
        return match leader {
            Some(leader) => Settled { codes: vec![nearest, leader], because: None },
            None => Settled { codes: vec![nearest], because: Some(because) },
        };
    }
    let mut after = (segment..segment.saturating_add(FORESIGHT))
        .flat_map(|segment| text.mentions.in_segment(segment).iter())
        .filter(|other| other.span.start >= mention.span.end);
    let named_after = after.find_map(|other| Some((named(other, &countries.readings)?, other.span)));
    named_after.map_or(open, |(code, span)| Settled { codes: vec![code], because: Some(span) })
}

/// Which of `readings` the mention names beyond doubt.
fn named(mention: &Mention, readings: &[&'static str]) -> Option<&'static str> {
    let codes = match &mention.fact {
        Fact::Country(Countries { readings, form: CountryForm::Name | CountryForm::Nationality | CountryForm::Flag }) => {
            readings.as_slice()
        }
        Fact::Place(key) => place::countries(key),
        _ => return None,
    };
    match codes {
        [code] => readings.iter().copied().find(|reading| reading == code),
        _ => None,
    }
}

/// What the mention stands for as part of a fixed run.
fn fixed(text: &Text, segment: usize, mention: &Mention) -> Option<&'static str> {
    let runs = FIXED.of(text.document.language());
    let beside = text.mentions.in_segment(segment).iter().filter(|other| {
        matches!(&other.fact, Fact::Country(Countries { form: CountryForm::Abbreviation, .. }))
            && (other.span.end == mention.span.start || other.span.start == mention.span.end)
    });
    let mut readings = beside.filter_map(|other| {
        let written = text.document.language().view(mention.span.join(other.span).of(text.document.text()));
        let run = runs.get(written.text())?;
        run.get(usize::from(other.span.end == mention.span.start)).copied()
    });
    readings.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;
    use crate::segment::Document;

    /// What each short form of the last line stands for, after the lines before it.
    fn settled(lines: &[&str]) -> Vec<String> {
        let text = Text::new(Document::from_lines("text", lines.join("\n"), lang::find("zh")));
        let last = lines.len() - 1;
        let forms = text.mentions.in_segment(last).iter().filter_map(|mention| match &mention.fact {
            Fact::Country(countries) if countries.form == CountryForm::Abbreviation => {
                Some(settle(&text, last, mention, countries).codes.join("|"))
            }
            _ => None,
        });
        forms.collect()
    }

    #[test]
    fn a_sign_takes_up_the_nearest_name_before_it() {
        assert_eq!(settled(&["乌兹别克斯坦总统抵达。", "乌方表示欢迎。"]), ["UZ"]);
        assert_eq!(settled(&["乌克兰总统抵达。", "乌方表示欢迎。"]), ["UA"]);
        assert_eq!(settled(&["会议在塔什干举行。", "乌方表示欢迎。"]), ["UZ"]);
    }

    #[test]
    fn a_fixed_pair_keeps_its_sense_in_either_script() {
        assert_eq!(settled(&["乌兹别克斯坦总统抵达。", "他谈到俄乌冲突。"]), ["RU", "UA"]);
        assert_eq!(settled(&["烏茲別克總統抵達。", "他談到俄烏衝突。"]), ["RU", "UA"]);
    }

    #[test]
    fn a_headline_waits_for_the_name_below_it() {
        let text = Text::new(Document::from_lines("text", "美乌会谈\n乌兹别克斯坦外长说".to_owned(), lang::find("zh")));
        let sign = text.mentions.in_segment(0).iter().find_map(|mention| match &mention.fact {
            Fact::Country(countries) if countries.readings.len() > 1 => Some(settle(&text, 0, mention, countries).codes),
            _ => None,
        });
        assert_eq!(sign, Some(vec!["UZ"]));
    }

    #[test]
    fn a_name_in_passing_leaves_both_readings_open() {
        let lines = ["土库曼斯坦总统在阿什哈巴德说，", "天然气将经土耳其出口。", "土方表示欢迎。"];
        assert_eq!(settled(&lines), ["TR|TM"]);
    }

    #[test]
    fn without_a_name_every_reading_stays() {
        assert_eq!(settled(&["乌方表示欢迎。"]), ["UA|UZ|UG|UY"]);
    }
}
