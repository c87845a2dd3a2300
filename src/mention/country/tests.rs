use super::*;
use crate::lang;
use crate::text::View;

fn read(tag: &str, text: &str) -> Vec<String> {
    let language = lang::find(tag);
    let view: View = language.view(text);
    let sentence = Sentence::new(language, view.text());
    let mut found = Vec::new();
    extract(&sentence, &mut found);
    found.sort_by_key(|mention| mention.span);
    let shown = found.iter().map(|mention| {
        let words = mention.span.of(sentence.text);
        match &mention.fact {
            Fact::Country(countries) => format!("{words}={}", countries.readings.join("/")),
            Fact::Place(key) => format!("{words}@{key}"),
            other => format!("{words}={other:?}"),
        }
    });
    shown.collect()
}

#[test]
fn the_longest_name_at_a_place_is_read() {
    assert_eq!(read("zh", "印度尼西亚和印度"), ["印度尼西亚=ID", "印度=IN"]);
    assert_eq!(read("zh", "巴布亚新几内亚、几内亚比绍、几内亚"), ["巴布亚新几内亚=PG", "几内亚比绍=GW", "几内亚=GN"]);
    assert_eq!(read("en", "Nigerians and Nigeriens"), ["Nigerians=NG", "Nigeriens=NE"]);
    assert_eq!(read("en", "South Koreans left North Korea"), ["South Koreans=KR", "North Korea=KP"]);
    assert_eq!(read("vi", "Nam Triều Tiên, Hàn Quốc và Bắc Mỹ"), ["Nam Triều Tiên=KR", "Hàn Quốc=KR"]);
}

#[test]
fn words_that_hold_a_name_and_mean_something_else_are_left_alone() {
    for text in ["中国画", "德国牧羊犬", "蒙古包", "荷兰豆", "今日本报讯", "内蒙古"] {
        assert!(!read("zh", text).iter().any(|found| found.contains('=')), "{text}");
    }
    for text in ["Ý kiến", "Pháp luật", "Ấn Độ Dương", "Anh ấy", "Chủ Nhật"] {
        assert!(!read("vi", text).iter().any(|found| found.contains('=')), "{text}");
    }
    for text in ["a turkey", "fine china", "tell us", "polish the lens", "Guinea pigs", "Latin America", "TELL US MORE NOW"] {
        assert!(!read("en", text).iter().any(|found| found.contains('=')), "{text}");
    }
}

#[test]
fn inflected_forms_are_read() {
    assert_eq!(read("ru", "российского президента в Узбекистане"), ["российского=RU", "Узбекистане=UZ"]);
    assert_eq!(read("ru", "в Саудовской Аравии"), ["Саудовской Аравии=SA"]);
    assert_eq!(read("de", "die französischen Franzosen Frankreichs"), ["französischen=FR", "Franzosen=FR", "Frankreichs=FR"]);
    assert_eq!(read("fr", "les Italiennes"), ["Italiennes=IT"]);
    assert_eq!(read("es", "las francesas"), ["francesas=FR"]);
    assert_eq!(read("ko", "중국은 미국과"), ["중국=CN", "미국=US"]);
    assert_eq!(read("ja", "タイはタイトルをトルコで"), ["タイ=TH", "トルコ=TR"]);
}

#[test]
fn signs_are_read_where_their_neighbours_leave_no_doubt() {
    assert_eq!(read("zh", "俄乌冲突"), ["俄=RU", "乌=UA/UZ/UG/UY"]);
    assert_eq!(read("zh", "中吉乌铁路"), ["中=CN", "吉=KG/DJ", "乌=UA/UZ/UG/UY"]);
    assert_eq!(read("zh", "中、俄、哈三国"), ["中=CN", "俄=RU", "哈=KZ"]);
    assert_eq!(read("zh", "美军和俄方"), ["美=US", "俄=RU"]);
    assert_eq!(read("zh", "驻哈使馆"), ["哈=KZ"]);
}

#[test]
fn characters_in_other_words_are_no_signs() {
    for text in [
        "乌龟爬上土地",
        "哈哈大笑",
        "美丽的中间",
        "他在8日军方",
        "新方案",
        "乌云",
        "反埃尔多安",
        "法哈德·梅萨米",
        "比赛中以2比1获胜",
        "他以参议员的身份",
    ] {
        assert_eq!(read("zh", text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn an_unsure_name_beside_another_name_only_supports() {
    let language = lang::find("en");
    let mut found = Vec::new();
    extract(&Sentence::new(language, "He met Michael Jordan in Jordan."), &mut found);
    let forms: Vec<CountryForm> = found
        .iter()
        .filter_map(|mention| match &mention.fact {
            Fact::Country(countries) => Some(countries.form),
            _ => None,
        })
        .collect();
    assert_eq!(forms, [CountryForm::Allusion, CountryForm::Name]);
}
