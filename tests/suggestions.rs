//! What a finding about a name proposes in its stead.

use kanhe::align::Alignment;
use kanhe::check::{self, PairView, Text};
use kanhe::lang;
use kanhe::segment::Document;

#[test]
fn a_name_rendered_rightly_elsewhere_in_the_text_is_proposed() {
    let read = |language: &str, text: &str| Text::new(Document::from_lines("", text.to_owned(), lang::find(language)));
    let source =
        read("zh", "副部长努尔别克·托赫塔诺夫周一抵达塔什干。\n会谈持续了两个小时。\n外交部长努尔别克·托赫塔诺夫在会上发言。\n");
    let target = read(
        "en",
        "Deputy Minister Nurbek Tokhtanov arrived in Tashkent on Monday.\nThe talks lasted two hours.\nForeign Minister Dmitry Korolkov spoke at the meeting.\n",
    );
    let alignment = Alignment::of_pairs([(true, true); 3]);
    let findings = check::check(&PairView { source: &source, target: &target, alignment: &alignment });
    let finding = findings.iter().find(|finding| finding.rule == "name-mismatch").expect("the wrong name is found");
    assert_eq!(finding.bead, 2);
    assert_eq!(finding.suggestion.as_deref(), Some("Nurbek Tokhtanov"));
}
