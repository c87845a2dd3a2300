//! Dates: days, months, years, decades, centuries and days of the week.
//!
//! How a language writes them stands in its `dates.tsv`, as patterns; what dates in digits look like
//! everywhere stands in `shared.tsv`, whose head explains the patterns. This module only applies them.

mod reading;
mod sieve;
mod steps;
mod table;
mod template;
mod value;

use std::collections::BTreeMap;

pub use value::{Date, DatePart};

use self::reading::Reading;
use self::steps::Room;
use self::table::{DateTable, Pattern};
use super::{Fact, Mention, Sentence};
use crate::text::Span;

/// Adds the dates of the sentence. Patterns claim words in the order of the table, so a longer way to write
/// a date goes before the shorter ones that it contains.
pub(super) fn extract(sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
    let table = DateTable::of(sentence.language);
    let places = table.sieve.places(sentence.text, table::of_word);
    let mut claimed = None;
    let mut room = Room::default();
    for (number, pattern) in places.patterns().filter_map(|number| Some((number, table.patterns.get(number)?))) {
        let claimed = claimed.get_or_insert_with(|| Claimed::of(found));
        apply(pattern, places.of(number), table, sentence.text, &mut room, claimed, found);
    }
}

fn apply(
    pattern: &Pattern,
    places: impl Iterator<Item = usize>,
    table: &DateTable,
    text: &str,
    room: &mut Room,
    claimed: &mut Claimed,
    found: &mut Vec<Mention>,
) {
    let mut from = 0;
    for start in places {
        if start < from {
            continue;
        }
        let Some(end) = pattern.steps.end(text, start, room) else { continue };
        if pattern.allows(text, start, end)
            && let Some((first, second)) = (Reading { table, pattern, text, room }).dates()
        {
            let span = |half| pattern.steps.part("span", half, room).map(|part| Span::new(part.start, part.end));
            let whole = span("").unwrap_or(Span::new(start, end));
            let spans = [Some((whole, first)), span("2").zip(second)];
            if spans.iter().flatten().all(|(span, _)| !claimed.holds(*span)) {
                for (span, date) in spans.into_iter().flatten() {
                    claimed.add(span);
                    found.push(Mention { span, fact: Fact::Date(date) });
                }
                from = end;
            }
        }
    }
}

/// Words that a mention has claimed, by where they start; they do not overlap.
struct Claimed(BTreeMap<u32, u32>);

impl Claimed {
    fn of(found: &[Mention]) -> Self {
        Self(found.iter().map(|mention| (mention.span.start, mention.span.end)).collect())
    }

    fn add(&mut self, span: Span) {
        self.0.insert(span.start, span.end);
    }

    fn holds(&self, span: Span) -> bool {
        self.0.range(..span.end).next_back().is_some_and(|(_, &end)| end > span.start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{self, LANGUAGES};
    use crate::mention;

    /// The words of each date with its ISO form, `=` between them.
    fn dates(language: &str, text: &str) -> Vec<String> {
        let language = lang::find(language);
        let read = |mention: mention::Mention| match mention.fact {
            Fact::Date(date) => Some(format!("{}={}", mention.span.of(text), date.iso())),
            _ => None,
        };
        mention::extract(language, &language.view(text)).into_iter().filter_map(read).collect()
    }

    /// Each row is a language, a text and the dates to be read in it.
    fn check(rows: &[(&str, &str, &[&str])]) {
        for (language, text, wanted) in rows {
            assert_eq!(dates(language, text), *wanted, "the dates of {text:?} ({language})");
        }
    }

    #[test]
    fn chinese_dates_are_read_in_digits_and_in_characters() {
        check(&[
            ("zh", "中新网2022年4月25日电", &["2022年4月25日=2022-04-25"]),
            ("zh", "二〇二二年四月二十五日", &["二〇二二年四月二十五日=2022-04-25"]),
            ("zh", "他8日抵达，二十五日离开", &["8日=---08", "二十五日=---25"]),
            ("zh", "4月3日至5日举行", &["4月3日=--04-03", "5日=--04-05"]),
            ("zh", "２０１９年至2021年间", &["２０１９年=2019", "2021年=2021"]),
            ("zh", "上世纪90年代和20世纪", &["上世纪90年代=199X", "20世纪=19XX"]),
            ("zh", "二十世纪八十年代", &["二十世纪八十年代=198X"]),
            ("zh", "公元前221年", &["公元前221年=-0220"]),
            ("zh", "周三、星期天和礼拜六", &["周三=-W-3", "星期天=-W-7", "礼拜六=-W-6"]),
            ("zh", "正月初一", &["正月初一="]),
            ("zh", "昨日他说", &["昨日="]),
            ("zh", "四月份", &["四月份=--04"]),
        ]);
    }

    #[test]
    fn lengths_of_time_are_no_dates() {
        check(&[
            ("zh", "为期5日的会议用了3个月、20年，近10日内", &[]),
            ("zh", "一周一次，三周一次", &[]),
            ("zh", "2000年历史", &[]),
            ("ja", "3日間と2か月", &[]),
            ("en", "It took 3 days, 20 years and 2000 people.", &[]),
        ]);
    }

    #[test]
    fn english_dates_are_read_in_either_order() {
        check(&[
            ("en", "on 25 April 2022", &["25 April 2022=2022-04-25"]),
            ("en", "on April 25th, 2022, he", &["April 25th, 2022=2022-04-25"]),
            ("en", "Apr. 25", &["Apr. 25=--04-25"]),
            ("en", "Wednesday, June 5, 2019", &["Wednesday, June 5, 2019=2019-06-05"]),
            ("en", "April 3-5, 2022", &["April 3=2022-04-03", "5, 2022=2022-04-05"]),
            ("en", "2022-04-25 and 04/25/2022", &["2022-04-25=2022-04-25", "04/25/2022=2022-04-25"]),
            ("en", "04/05/2022", &["04/05/2022=2022"]),
            ("en", "the 1990s and the 21st century", &["1990s=199X", "21st century=20XX"]),
            ("en", "in the twentieth century, the nineties, the '80s", &["twentieth century=19XX", "nineties=XX9X", "'80s=XX8X"]),
            ("en", "in 2019 and from 2019 to 2021", &["2019=2019", "2019=2019", "2021=2021"]),
            ("en", "Qin fell in 206 BC", &["206 BC=-0205"]),
            ("en", "on the 8th, in March 2020", &["8th=---08", "March 2020=2020-03"]),
        ]);
    }

    #[test]
    fn words_that_are_also_months_or_days_are_no_dates() {
        check(&[
            ("en", "They may march. Mrs May sat in the sun.", &[]),
            ("en", "in May and since March", &["May=--05", "March=--03"]),
            ("en", "on the 8th floor", &[]),
            ("ru", "в городской среде", &[]),
        ]);
    }

    #[test]
    fn other_languages_are_read_by_their_own_tables() {
        check(&[
            ("de", "am 25. April 2022", &["25. April 2022=2022-04-25"]),
            ("de", "Mittwoch, den 11. November, am Samstagmorgen", &["Mittwoch, den 11. November=--11-11", "Samstagmorgen=-W-6"]),
            ("de", "die 90er Jahre, 25.04.2022", &["90er Jahre=XX9X", "25.04.2022=2022-04-25"]),
            ("ru", "25 апреля 2022 года, в среду", &["25 апреля 2022 года=2022-04-25", "среду=-W-3"]),
            ("ru", "в 1990-х годах, в XX веке", &["1990-х годах=199X", "XX веке=19XX"]),
            ("fr", "le 25 avril, le 1er mai 2019", &["25 avril=--04-25", "1er mai 2019=2019-05-01"]),
            ("fr", "au XXe siècle, les années 1990", &["XXe siècle=19XX", "années 1990=199X"]),
            ("es", "el 25 de abril de 2022, el sábado", &["25 de abril de 2022=2022-04-25", "el sábado=-W-6"]),
            ("ja", "令和4年4月25日、水曜日", &["令和4年4月25日=2022-04-25", "水曜日=-W-3"]),
            ("vi", "ngày 5 tháng 3 năm 2020, thứ Hai", &["ngày 5 tháng 3 năm 2020=2020-03-05", "thứ Hai=-W-1"]),
            ("vi", "thứ Sáu, ngày 12/7/2019, vào thứ tư", &["thứ Sáu, ngày 12/7/2019=2019-07-12", "thứ tư=-W-3"]),
            (
                "vi",
                "tháng 4 năm 1975, thế kỷ XX, thập niên 90",
                &["tháng 4 năm 1975=1975-04", "thế kỷ XX=19XX", "thập niên 90=XX9X"],
            ),
            ("vi", "lần thứ hai, một tháng hai lần, 18 năm trước", &[]),
            ("it", "venerdì 25 aprile 2022, negli anni '80", &["venerdì 25 aprile 2022=2022-04-25", "anni '80=XX8X"]),
            ("it", "nel XX secolo, nel ventunesimo secolo", &["XX secolo=19XX", "ventunesimo secolo=20XX"]),
            ("pl", "25 kwietnia 2022 r., w środę", &["25 kwietnia 2022 r.=2022-04-25", "środę=-W-3"]),
            ("pl", "w XX wieku, w latach 90.", &["XX wieku=19XX", "latach 90.=XX9X"]),
            ("cs", "25. dubna 2022, ve středu", &["25. dubna 2022=2022-04-25", "středu=-W-3"]),
            ("cs", "ve 20. století, v 90. letech", &["20. století=19XX", "90. letech=XX9X"]),
            ("hi", "२५ अप्रैल 2022 को, बुधवार को", &["२५ अप्रैल 2022=2022-04-25", "बुधवार को=-W-3"]),
            ("fr", "les années 70 et 80", &["années 70=XX7X", "et 80=XX8X"]),
            ("es", "los años 70 y 80", &["años 70=XX7X", "y 80=XX8X"]),
            (
                "it",
                "gli anni '70 e '80, gli anni venti del XX secolo",
                &["anni '70=XX7X", "e '80=XX8X", "anni venti del XX secolo=192X"],
            ),
            (
                "pl",
                "w latach 70. i 80., lata dwudzieste XX wieku",
                &["latach 70.=XX7X", "i 80.=XX8X", "lata dwudzieste XX wieku=192X"],
            ),
            (
                "cs",
                "v 70. a 80. letech, ve dvacátých letech 20. století",
                &["70. a=XX7X", "80. letech=XX8X", "dvacátých letech 20. století=192X"],
            ),
            ("hi", "20वीं सदी के अस्सी के दशक में", &["20वीं सदी के अस्सी के दशक=198X"]),
            ("hi", "20वीं सदी में, जूनियर", &["20वीं सदी=19XX"]),
            ("ko", "2022년 4월 25일 월요일에", &["2022년 4월 25일 월요일=2022-04-25"]),
        ]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_every_span_lies_on_boundaries(text in "(\\PC|[0-9年月日 周世纪Aprilsth.,-]){0,60}", which in 0..LANGUAGES.len()) {
            let language = LANGUAGES[which];
            for mention in mention::extract(language, &language.view(&text)) {
                prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
