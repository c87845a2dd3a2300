//! One file with original and rendering in turn: by line, by paragraph, by section, with remarks between.

use kanhe::interleave::{InterleaveError, Interleaved, interleaved};
use kanhe::segment::Document;
use kanhe::text::Side;

fn split(text: &str) -> Interleaved {
    interleaved("file", text, None, None).expect("two languages")
}

fn words(document: &Document) -> Vec<&str> {
    (0..document.segments().len()).map(|segment| document.words(segment)).collect()
}

#[test]
fn lines_in_turn_are_parted_by_language() {
    let found =
        split("总统星期一抵达首都。\nThe president reached the capital on Monday.\n他与部长会谈。\nHe met the minister.\n");
    assert_eq!((found.source.language().code, found.target.language().code), ("zh", "en"));
    assert_eq!(words(&found.source), ["总统星期一抵达首都。", "他与部长会谈。"]);
    assert_eq!(words(&found.target), ["The president reached the capital on Monday.", "He met the minister."]);
}

#[test]
fn remarks_with_a_quotation_stay_with_their_main_language() {
    let found = split(
        "A remark by the blogger, who likes to explain things at length.\n\n\
         The ministry asked them to stop their “obstruction” (停止“阻挠”行为) at once.\n\n\
         外交部要求对方立即停止“阻挠”行为。谈判将继续。\n\n\
         Foreign readers may find the word odd, but it is common enough in statements.\n\n\
         Leave a Reply\n",
    );
    assert_eq!(found.source.language().code, "zh");
    assert_eq!(words(&found.source), ["外交部要求对方立即停止“阻挠”行为。", "谈判将继续。"]);
    assert_eq!(found.target.segments().len(), 4);
    let sides: Vec<_> = found.paragraphs.iter().map(|paragraph| paragraph.side).collect();
    assert_eq!(sides, [Side::Target, Side::Target, Side::Source, Side::Target, Side::Target].map(Some));
}

#[test]
fn sections_may_hold_all_of_one_language_and_then_all_of_the_other() {
    let found = split(
        "一、水源\n河水来自雪山。夏季水量最大。\n\n1. Water\nThe river comes from snowy mountains. It is fullest in summer.\n\n\
         二、道路\n公路通往首都。\n\n2. Roads\nThe road leads to the capital.\n",
    );
    assert_eq!(words(&found.source), ["一、水源", "河水来自雪山。", "夏季水量最大。", "二、道路", "公路通往首都。"]);
    assert_eq!(found.target.segments().len(), 5);
}

#[test]
fn two_languages_of_one_script_are_told_apart() {
    let found = split(
        "Der Präsident ist am Montag in der Hauptstadt angekommen und hat mit dem Minister gesprochen.\n\n\
         The president arrived in the capital on Monday and spoke with the minister about the road.\n\n\
         Die Straße wird nicht vor dem Winter fertig, sagte er.\n\n\
         The road will not be finished before the winter, he said.\n",
    );
    assert_eq!((found.source.language().code, found.target.language().code), ("de", "en"));
    assert_eq!(found.source.segments().len(), 2);
    assert_eq!(found.target.segments().len(), 2);
}

#[test]
fn languages_without_a_folder_can_alternate_too() {
    let found = split(
        "Президент дүйсенбі күні астанаға келді және министрмен кездесті.\n\n\
         The president came to the capital on Monday and met the minister.\n\n\
         Жол қысқа дейін бітпейді, деді ол.\n\n\
         The road will not be finished before winter, he said.\n",
    );
    assert_eq!(found.source.segments().len(), 2);
    assert_eq!(found.target.language().code, "en");
}

#[test]
fn the_language_that_was_given_is_the_source() {
    let text = "总统星期一抵达首都。\nThe president reached the capital on Monday.\n";
    let found = interleaved("file", text, Some("en-GB"), None).expect("two languages");
    assert_eq!(found.source.language().code, "en");
    let found = interleaved("file", text, None, Some("zh-Hans")).expect("two languages");
    assert_eq!((found.source.language().code, found.target.language().code), ("en", "zh"));
}

#[test]
fn a_file_in_one_language_is_refused_with_its_name() {
    let text = "The president reached the capital.\n\nHe met Monsieur Dupont of Le Monde there.\n\nRésumé: café, São Paulo.\n";
    assert_eq!(interleaved("file", text, None, None).err(), Some(InterleaveError::OneLanguage("English".to_owned())));
    assert_eq!(interleaved("file", "12 %\n\n…", None, None).err(), Some(InterleaveError::NoWords));
    let missing = interleaved("file", "总统来了。\nThe president came.\n", Some("ru"), Some("en")).err();
    assert!(matches!(missing, Some(InterleaveError::NotThere { wanted, .. }) if wanted == "Russian"));
    let same = interleaved("file", text, Some("en"), Some("en-US")).err();
    assert_eq!(same, Some(InterleaveError::SameLanguage("English".to_owned())));
}

#[test]
fn both_documents_share_one_text_and_no_bytes_of_it() {
    let found = split("甲先生来了。\nMr. Jia came.\n乙先生走了。\nMr. Yi left.\n");
    assert_eq!(found.source.text(), found.target.text());
    for own in found.source.segments() {
        assert!(found.target.segments().iter().all(|other| !own.span.overlaps(other.span)));
    }
}
