//! What is read as a number, language by language.

use super::super::{Fact, extract};
use crate::lang;

/// What a text is read as: value and kind, a unit where there is one, in the order of the text.
fn read(code: &str, text: &str) -> Vec<String> {
    let language = lang::find(code);
    extract(language, &language.view(text))
        .into_iter()
        .filter_map(|mention| {
            let words = mention.span.of(text);
            assert!(!words.is_empty(), "{text}: a mention covers words");
            Some(match mention.fact {
                Fact::Number(amount) => format!("{}", amount.value),
                Fact::Ordinal(amount) => format!("#{}", amount.value),
                Fact::Percent(amount) => format!("{}%", amount.value),
                Fact::Money(amount, code) => format!("{} {code}", amount.value),
                Fact::Quantity(amount, unit) => format!("{} {unit}", amount.value),
                _ => return None,
            })
        })
        .collect()
}

fn reads(code: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(code, text).join("; "), *expected, "{code}: {text}");
    }
}

#[test]
fn chinese_numerals_have_their_exact_values() {
    reads(
        "zh",
        &[
            ("八千三百万人", "83000000"),
            ("4765亿令吉", "476500000000 MYR"),
            ("33.06万辆", "330600"),
            ("3亿5000万", "350000000"),
            ("五兆六十二亿四万五千二", "5006200045200"),
            ("两千四百五", "2450"),
            ("一万零五十", "10050"),
            ("百分之二十", "20%"),
            ("三成", "30%"),
            ("三分之一", "0.333333333333333"),
            ("第三次", "#3"),
            ("2亿多美元", "200000000 USD"),
            ("400亿坚戈", "40000000000 KZT"),
            ("15平方公里", "15 square-kilometre"),
            ("三个半小时", "3.5 hour"),
            ("12个半小时", "12.5 hour"),
            ("15年半", "15.5 year"),
            ("身高一米八五", "1.85 metre"),
            ("下午5点30分", "1050 clock-minute"),
            ("三点五万", "35000"),
            ("3-5公里", "3 kilometre; 5 kilometre"),
            ("十几个人", "10"),
            ("数百名", "200"),
            ("一千两百人", "1200"),
            ("一万两千", "12000"),
            ("两三天", "2 day"),
            ("二十两银子", "20 liang"),
            ("八九两", "8 liang"),
            ("下午一点到家", "780 clock-minute"),
            ("有一点累", ""),
        ],
    );
}

#[test]
fn words_that_hold_a_numeral_are_no_numbers() {
    for text in ["一些人", "统一", "万一", "三星公司", "十分重要", "四川省", "唯一", "五角大楼", "成为", "周三"]
    {
        assert!(read("zh", text).is_empty(), "{text}: {:?}", read("zh", text));
    }
    assert_eq!(read("zh", "十分钟"), ["10 minute"]);
    assert_eq!(read("zh", "十分之一"), ["0.1"]);
}

#[test]
fn english_numbers_have_their_exact_values() {
    reads(
        "en",
        &[
            ("2.5 million", "2500000"),
            ("€3bn", "3000000000 EUR"),
            ("US$ 4.5m", "4500000 USD"),
            ("58.41 million yuan", "58410000 CNY"),
            ("one hundred and sixty-one people", "161"),
            ("between five hundred and six hundred", "500; 600"),
            ("two thirds of them", "0.666666666666667"),
            ("two and a half million", "2500000"),
            ("the twenty-first time", "#21"),
            ("the 3rd place", "#3"),
            ("a 17-year-old", "17 year"),
            ("3-5 million", "3000000; 5000000"),
            ("5 p.m.", "1020 clock-minute"),
            ("half a dozen", "6"),
            ("30 percent", "30%"),
            ("hundreds of thousands", "100000"),
            ("1,234.56", "1234.56"),
            ("World War II", "#2"),
        ],
    );
}

#[test]
fn other_languages_write_numbers_their_own_way() {
    reads(
        "de",
        &[
            ("1.234,56", "1234.56"),
            ("2,5 Mio. Euro", "2500000 EUR"),
            ("dreiundzwanzig", "23"),
            ("zweihundertsechsundfünfzig", "256"),
            ("der 3. Platz", "#3"),
            ("anderthalb Stunden", "1.5 hour"),
            ("der zwanzigste Versuch", "#20"),
        ],
    );
    reads(
        "ru",
        &[
            ("2,5 млн рублей", "2500000 RUB"),
            ("двадцать три человека", "23"),
            ("1 234,56", "1234.56"),
            ("двести тысяч", "200000"),
            ("20-летний", "20 year"),
            ("3-й раз", "#3"),
        ],
    );
    reads(
        "fr",
        &[
            ("quatre-vingt-dix-sept", "97"),
            ("soixante-quinze", "75"),
            ("vingt et un ans", "21 year"),
            ("1 234,56", "1234.56"),
            ("3 millions d'euros", "3000000 EUR"),
        ],
    );
    assert!(read("fr", "la première quinzaine d'octobre").is_empty());
    reads(
        "es",
        &[
            ("treinta y cinco", "35"),
            ("2 mil millones de dólares", "2000000000 USD"),
            ("doscientos veintitrés", "223"),
            ("su trigésimo sexta reunión", "#36"),
        ],
    );
    reads(
        "ja",
        &[
            ("四十九兆九千五百九十二億円", "49959200000000 JPY"),
            ("3割", "30%"),
            ("3番目", "#3"),
            ("三分の二", "0.666666666666667"),
        ],
    );
    reads(
        "ko",
        &[
            ("1억 2천 5백만 달러", "125000000 USD"),
            ("이십만 이천", "202000"),
            ("열두 명", "12"),
            ("구조 조사", ""),
            ("3번째", "#3"),
        ],
    );
    reads(
        "vi",
        &[
            ("1.234,5 mét", "1234.5 metre"),
            ("hai mươi lăm học sinh", "25"),
            ("một trăm linh bảy ngôi nhà", "107"),
            ("hai nghìn ba trăm sáu mươi tư", "2364"),
            ("2,5 triệu đồng", "2500000 VND"),
            ("năm trăm nghìn tỷ đồng", "500000000000000 VND"),
            ("năm người, năm tuần, mười năm, trong năm", "5; 5 week; 10 year"),
            ("tỷ lệ, hằng năm, thứ trưởng", ""),
            ("một phần ba", "0.333333333333333"),
            ("40 phần trăm", "40%"),
            ("lần thứ ba, 7 giờ 30 phút sáng", "#3; 450 clock-minute"),
            ("3 giờ chiều, 3 giờ, một sáng kiến", "900 clock-minute; 3 hour"),
            ("10,000 người, 2,75 điểm", "10000; 2.75"),
        ],
    );
    reads(
        "it",
        &[
            ("duecentoventitré persone, tremilacinquecento, ottantotto", "223; 3500; 88"),
            ("1.234,5 metri, 2,5 milioni di euro", "1234.5 metre; 2500000 EUR"),
            ("un milione e mezzo, due terzi", "1500000; 0.666666666666667"),
            ("il 40 per cento, la terza fila, il 3º posto", "40%; #3; #3"),
            ("secondo il governo, uno per uno, tu sei qui", ""),
        ],
    );
    reads(
        "pl",
        &[
            ("dwieście trzydzieści pięć osób, z dwunastoma, dwóch", "235; 12; 2"),
            ("1 234,5 metra, 2,5 mln złotych", "1234.5 metre; 2500000 PLN"),
            ("dwa i pół miliona, pięciu tysięcy, dwie trzecie", "2500000; 5000; 0.666666666666667"),
            ("40 procent, trzeci rząd, dwudziesty pierwszy", "40%; #3; #21"),
            ("jeden z nich, po pierwsze, jednak", ""),
        ],
    );
    reads(
        "cs",
        &[
            ("dvě stě třicet pět lidí, pětadvacet, se čtyřmi", "235; 25; 4"),
            ("1 234,5 metru, 2,5 milionu korun", "1234.5 metre; 2500000 CZK"),
            ("dva a půl milionu, pěti tisíc, dvě třetiny", "2500000; 5000; 0.666666666666667"),
            ("40 procent, třetí řada, 3. místo, dvacátý první", "40%; #3; #3; #21"),
            ("jeden z nich, za prvé, zároveň", ""),
        ],
    );
    reads(
        "hi",
        &[
            ("दो सौ पैंतीस लोग, पाँच हज़ार, १२३", "235; 5000; 123"),
            ("12,34,567 मीटर, ढाई करोड़ रुपये, ₹500", "1234567 metre; 25000000 INR; 500 INR"),
            ("साढ़े तीन लाख, सवा दो, पौने चार, दो तिहाई", "350000; 2.25; 3.75; 0.666666666666667"),
            ("40 प्रतिशत, तीसरी पंक्ति, 21वीं मंज़िल", "40%; #3; #21"),
            ("एक दूसरे, अरब देश, सौदा, दोस्त", ""),
        ],
    );
    reads("und", &[("1 234 567", "1234567"), ("12'345 %", "12345%"), ("€ 5", "5 EUR")]);
}

mod laws {
    use proptest::prelude::*;

    use crate::lang::{LANGUAGES, OTHER};
    use crate::mention::extract;

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_spans_lie_on_characters(
            text in "([0-9]{1,4}|[一二三十百千万亿半点分之多余几第]|[.,'%$€:/ -]|\\PC|(two|hundred|and|a half|million|zwanzig|сто|mil|vingt|만|억|이십)){0,24}"
        ) {
            for language in LANGUAGES.iter().copied().chain([&OTHER]) {
                for mention in extract(language, &language.view(&text)) {
                    prop_assert!(!mention.span.is_empty());
                    prop_assert!(text.get(mention.span.range()).is_some());
                }
            }
        }
    }
}
