//! Whether a name in one script can stand for a name in Latin letters, by its sound.
//!
//! A character stands for letters, at a price (the tables of [`crate::lang`] list them): a Chinese character by
//! any of its readings, a kana, a Cyrillic letter, a part of a Hangul syllable. The cheapest way to write the
//! whole Latin name with the characters of a stretch of text, against the price of its letters in any name,
//! tells how likely the one stands for the other. The prices of Chinese were fitted on known pairs by
//! expectation-maximisation, after Knight and Graehl, "Machine Transliteration" (Computational Linguistics
//! 24:4, 1998), and Li, Zhang and Su, "A Joint Source-Channel Model for Machine Transliteration" (ACL 2004).

mod edges;
mod fit;
mod latin;
mod table;

pub use fit::{Fit, Heard};
pub use latin::{alike, letters};
pub use table::{Sounds, Way};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{ja, ko, ru, zh};

    const PAIRS: [(&str, &str); 16] = [
        ("托卡耶夫", "Tokayev"),
        ("谢尔达尔", "Serdar"),
        ("米尔济约耶夫", "Mirziyoev"),
        ("卡米洛夫", "Kamilov"),
        ("布林肯", "Blinken"),
        ("泽连斯基", "Zelensky"),
        ("埃尔多安", "Erdogan"),
        ("内塔尼亚胡", "Netanyahu"),
        ("冯德莱恩", "von der Leyen"),
        ("斯托尔滕贝格", "Stoltenberg"),
        ("拉赫蒙", "Rahmon"),
        ("扎帕罗夫", "Japarov"),
        ("习近平", "Xi Jinping"),
        ("岸田文雄", "Kishida Fumio"),
        ("金正恩", "Kim Jong Un"),
        ("范明政", "Pham Minh Chinh"),
    ];

    #[test]
    fn a_name_sounds_like_its_own_rendering_and_not_like_another() {
        let sounds = Sounds::of(&zh::LANGUAGE);
        let mut confused = Vec::new();
        for (characters, own) in PAIRS {
            let fit = Fit::new(sounds, characters);
            assert!(fit.whole(&letters(own)).is_some_and(|heard| heard.probability > 0.9), "{characters} is {own}");
            for (_, other) in PAIRS {
                if other != own && fit.whole(&letters(other)).is_some_and(|heard| heard.probability > 0.5) {
                    confused.push((characters, other));
                }
            }
        }
        assert!(confused.len() <= 5, "of 240 wrong pairs {} pass: {confused:?}", confused.len());
    }

    #[test]
    fn a_name_is_found_where_it_stands_in_a_sentence() {
        let text = "托卡耶夫在国情咨文中强调，必须维护国家主权。";
        let heard = Fit::new(Sounds::of(&zh::LANGUAGE), text).anywhere(&letters("Tokayev")).expect("a place");
        assert_eq!(heard.span.of(text), "托卡耶夫");
        assert!(heard.probability > 0.9);
    }

    #[test]
    fn other_scripts_are_heard_by_their_tables() {
        for (language, text, name) in [
            (&ru::LANGUAGE, "Владимир Путин", "Putin"),
            (&ja::LANGUAGE, "ジョンソン首相", "Johnson"),
            (&ko::LANGUAGE, "도널드 트럼프", "Trump"),
        ] {
            let heard = Fit::new(Sounds::of(language), text).anywhere(&letters(name)).expect("a place");
            assert!(heard.probability > 0.9, "{name} in {text}");
        }
    }

    #[test]
    fn a_name_is_heard_better_where_a_word_begins_than_within_words_or_across_them() {
        let gain = |text: &str, name: &str| {
            let heard = Fit::new(Sounds::of(&ru::LANGUAGE), text).anywhere(&letters(name)).expect("a place");
            heard.gain
        };
        let own = gain("Министр Лавров выступил", "Lavrov");
        assert!(own > 2.0, "{own}");
        assert!(own - gain("Министр Лавровым выступил", "Lavrov") < 0.2, "an ending costs little");
        for other in ["министр лавров выступил", "Министр Славров выступил", "Министр Ла Вров выступил"]
        {
            assert!(own - gain(other, "Lavrov") > 0.1, "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_and_name_are_taken(text in "\\PC{0,40}", name in "\\PC{0,20}") {
            if let Some(heard) = Fit::new(Sounds::of(&zh::LANGUAGE), &text).anywhere(&letters(&name)) {
                proptest::prop_assert!(text.get(heard.span.range()).is_some());
            }
        }
    }
}
