use proptest::prelude::*;

use super::*;
use crate::lang::OTHER;
use crate::mention::Mentions;
use crate::segment::Document;

fn document(sentences: &[impl AsRef<str>]) -> Document {
    let text: String = sentences.iter().map(|sentence| format!("{}\n", sentence.as_ref())).collect();
    Document::from_lines("text", text, &OTHER)
}

/// A file of beads with these many sentences on each side, all reviewed.
fn file(sizes: &[(usize, usize)], source: &Document, target: &Document) -> String {
    write_bead_file(&alignment(sizes), source, target, |_| Review { reviewed: true, note: "", former: "" })
}

fn alignment(sizes: &[(usize, usize)]) -> Alignment {
    let (mut from, mut to) = (0, 0);
    let beads = sizes.iter().map(|(wide, high)| {
        let bead = Bead { source: from..from + wide, target: to..to + high, confidence: 0.5 };
        (from, to) = (from + wide, to + high);
        bead
    });
    let beads: Vec<Bead> = beads.collect();
    let length = |side: fn(&Bead) -> usize| beads.iter().map(side).max().unwrap_or_default();
    let (source, target) = (length(|bead| bead.source.end), length(|bead| bead.target.end));
    Alignment::new(beads, source, target).expect("an alignment")
}

fn refused(text: &str) -> String {
    BeadFile::parse(text).and_then(|file| file.alignment()).expect_err("this must be refused").to_string()
}

fn reasons(file: &str, source: &Document, target: &Document) -> Vec<Option<&'static str>> {
    let file = BeadFile::parse(file).expect("a bead file");
    file.standing(source, target).fates().iter().map(Fate::reason).collect()
}

#[test]
fn what_spreadsheets_do_to_a_table_is_forgiven() {
    let (source, target) = (document(&["甲。", "他说：\"好\"。", "丙。"]), document(&["A.", "\"Good\", he said.", "C."]));
    let written = file(&[(1, 1), (0, 1), (1, 0), (1, 1)], &source, &target);
    let expected = BeadFile::parse(&written).expect("a bead file");
    assert!(expected.standing(&source, &target).fits());
    let same = |text: &str| {
        let read = BeadFile::parse(text).expect("a bead file");
        assert_eq!(read.alignment(), expected.alignment(), "{text}");
        assert!(read.rows().iter().all(|row| row.reviewed && !row.moved), "{text}");
        assert!(read.standing(&source, &target).fits(), "{text}");
    };
    let lines: Vec<&str> = written.lines().collect();
    same(&format!("\u{FEFF}{}", written.replace('\n', "\r\n")));
    same(&lines.iter().map(|line| format!("{line}\t\t\n\n")).collect::<String>());
    same(&written.replace("\tx\t", "\tTRUE\t").replace("0.500", "0,5"));
    same(&written.replace('[', "\"[").replace(']', "]\""));
    // Sorted by another column, the heading among the rows; a sentence without original finds its place again.
    same(&[lines[4], lines[1], lines[0], lines[2], lines[3]].map(|line| format!("{line}\n")).concat());
    // Columns in another order.
    let turned = |line: &&str| line.split('\t').rev().collect::<Vec<_>>().join("\t") + "\n";
    let unquoted = file(&[(1, 1)], &document(&["甲。"]), &document(&["A."]));
    let turned: String = unquoted.lines().collect::<Vec<_>>().iter().map(turned).collect();
    assert_eq!(BeadFile::parse(&turned), BeadFile::parse(&unquoted));
}

#[test]
fn a_half_edited_file_is_refused_with_the_line_and_the_cure() {
    let (source, target) = (document(&["甲。", "乙。"]), document(&["A.", "B."]));
    let written = file(&[(1, 1), (1, 1)], &source, &target);
    let edited = |from: &str, to: &str| refused(&written.replacen(from, to, 1));
    assert!(
        edited("[0]\t[0]", "[0]\t[0, 1]").starts_with("line 3: sentence 1 of the rendering stands on line 2 too; take it out")
    );
    assert!(edited("[0]\t[0]", "[]\t[0]").starts_with("line 1: sentence 0 of the original, which belongs after this line,"));
    assert!(edited("[1]\t[1]", "[1\t[1]").starts_with("line 3: “[1” is no list of sentences; write"));
    assert!(edited("[1]\t[1]", "[1]\t[1, 3]").starts_with("line 3: the sentences [1, 3] do not follow each other"));
    assert!(edited("[1]\t[1]", "[1]\t[99999999]").starts_with("line 3: sentence 99999999 is beyond any text"));
    assert!(edited("0.500", "sure").starts_with("line 2: the confidence “sure” is no number"));
    assert!(edited("\tx\t", "\tmaybe\t").starts_with("line 2: “maybe” in the column `reviewed` is neither x nor empty"));
    assert!(edited("reviewed", "reviewd").starts_with("line 1: there is no column “reviewd”"));
    assert!(edited("1:", "1-").contains("put the cell back, or empty it"));
    assert!(edited("0:", "1:").contains("another tell sentence 1 of the original differently"));
}

#[test]
fn a_boundary_moved_by_hand_is_no_change_of_the_texts() {
    let (source, target) = (document(&["甲。", "乙。"]), document(&["A.", "B.", "C."]));
    let written = file(&[(1, 2), (1, 1)], &source, &target).replace("\tx\t", "\t\t");
    let moved = written.replace("[0]\t[0, 1]", "[0]\t[0]").replace("[1]\t[2]", "[1]\t[1, 2]");
    let read = BeadFile::parse(&moved).expect("a bead file");
    assert!(read.standing(&source, &target).fits());
    assert!(read.rows().iter().all(|row| row.moved && row.is_held() && !row.reviewed));
    assert_eq!(read.alignment().expect("an alignment").beads()[1].target, 1..3);
    // Merged: the numbers of one row put into another, which is taken out.
    let merged =
        written.replace("[0]\t[0, 1]", "[0, 1]\t[0, 1, 2]").lines().take(2).map(|line| format!("{line}\n")).collect::<String>();
    let read = BeadFile::parse(&merged).expect("a bead file");
    assert!(read.standing(&source, &target).fits());
    assert_eq!(read.alignment().expect("an alignment").beads().len(), 1);
}

#[test]
fn changed_texts_are_told_side_by_side() {
    let (source, target) = (document(&["甲。", "乙。", "丙。", "丁。"]), document(&["A.", "B.", "C.", "D."]));
    let written = file(&[(1, 1), (1, 1), (2, 2)], &source, &target);
    let changed = document(&["甲。", "乙二。", "丙。", "丁。"]);
    assert_eq!(reasons(&written, &changed, &target), [None, Some("the original has changed"), None]);
    let read = BeadFile::parse(&written).expect("a bead file");
    let standing = read.standing(&changed, &target);
    assert!(!standing.fits());
    assert_eq!(standing.fates().iter().map(Fate::stale).collect::<Vec<_>>(), [None, Some(&(1..2)), None]);
    let parted = document(&["A.", "B.", "C.", "and more.", "D."]);
    assert_eq!(reasons(&written, &source, &parted)[2], Some("its sentences no longer follow each other in the rendering"));
    let moved = document(&["C.", "D.", "A.", "B."]);
    assert_eq!(reasons(&written, &source, &moved), [None, None, None]);
}

#[test]
fn what_a_rendering_was_known_to_render_is_kept_until_the_bead_is_reviewed() {
    let (source, target) = (document(&["甲二。", "乙。"]), document(&["A.", "B."]));
    let alignment = alignment(&[(1, 1), (1, 1)]);
    let written = |reviewed| {
        let former = |bead: usize| if bead == 0 { "甲\t“一”。" } else { "" };
        write_bead_file(&alignment, &source, &target, |bead| Review { reviewed, note: "", former: former(bead) })
    };
    let former = |file: &str| {
        let read = BeadFile::parse(file).expect("a bead file");
        read.rows().iter().map(|row| row.former().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(former(&written(false)), [Some("甲\t“一”。".to_owned()), None]);
    assert_eq!(former(&written(true)), [None, None]);
    let plain = write_bead_file(&alignment, &source, &target, |_| Review::default());
    assert!(!plain.contains("former source"));
    assert_eq!(former(&plain), [None, None]);
}

#[test]
fn a_sentence_without_counterpart_stands_until_something_is_put_in_at_its_place() {
    let (source, target) = (document(&["甲。", "乙。", "丙。"]), document(&["A.", "C."]));
    let written = file(&[(1, 1), (1, 0), (1, 1)], &source, &target);
    assert_eq!(reasons(&written, &source, &document(&["A!", "C."])), [Some("the rendering has changed"), None, None]);
    let filled = document(&["A.", "B.", "C."]);
    assert_eq!(reasons(&written, &source, &filled), [None, Some("the rendering has something at its place now"), None]);
}

/// What is done to a sentence.
fn edits() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![6 => Just(0_u8), 1 => 1..4_u8], 40)
}

/// The sentences after the edits (1 deletes, 2 replaces, 3 puts one in before), and where each has gone.
fn edited(sentences: &[String], edits: &[u8]) -> (Vec<String>, Vec<Option<usize>>) {
    let (mut now, mut to) = (Vec::new(), Vec::new());
    for (number, (sentence, edit)) in sentences.iter().zip(edits).enumerate() {
        if *edit == 3 {
            now.push(format!("put in before {number}"));
        }
        to.push((*edit == 0 || *edit == 3).then_some(now.len()));
        match edit {
            1 => {}
            2 => now.push(format!("other words for {number}")),
            _ => now.push(sentence.clone()),
        }
    }
    (now, to)
}

proptest! {
    #[test]
    fn a_bead_file_reads_as_it_was_written(
        sizes in prop::collection::vec((0..3_usize, 0..3_usize, any::<bool>(), "[a \"\\\\\t\n。=]{0,5}"), 0..8),
        pieces in prop::collection::vec("[a\\\\t\t。\"=]{1,6}", 16),
    ) {
        let sizes: Vec<_> = sizes.into_iter().filter(|size| size.0 + size.1 > 0).collect();
        let alignment = alignment(&sizes.iter().map(|size| (size.0, size.1)).collect::<Vec<_>>());
        let text = |count: usize| document(&pieces.iter().take(count).map(|piece| format!("x{piece}x")).collect::<Vec<_>>());
        let source = text(sizes.iter().map(|size| size.0).sum());
        let target = text(sizes.iter().map(|size| size.1).sum());
        let written = write_bead_file(&alignment, &source, &target, |bead| Review { reviewed: sizes[bead].2, note: &sizes[bead].3, former: "" });
        let read = BeadFile::parse(&written).expect("a bead file");
        prop_assert_eq!(read.alignment().expect("an alignment"), alignment);
        for (row, size) in read.rows().iter().zip(&sizes) {
            prop_assert_eq!(row.reviewed, size.2);
            prop_assert_eq!(row.note.trim(), size.3.trim());
            prop_assert!(!row.moved);
            prop_assert_eq!(&row.source, write::words(&source, &row.bead.source));
            prop_assert_eq!(&row.target, write::words(&target, &row.bead.target));
        }
        prop_assert!(read.standing(&source, &target).fits());
    }

    #[test]
    fn no_text_is_too_odd_to_be_refused_in_peace(text in "([\\[\\]0-3,\t\n\"x:a-z ]|\\[[0-3]\\]\t){0,60}") {
        if let Ok(file) = BeadFile::parse(&text) {
            let _ = file.alignment();
            let _ = file.standing(&document(&["a"]), &document(&["b", "c"]));
        }
    }

    #[test]
    fn exactly_the_beads_whose_sentences_are_still_there_and_together_stand(
        sizes in prop::collection::vec((1..3_usize, 1..3_usize), 1..12),
        (from_edits, to_edits) in (edits(), edits()),
    ) {
        let sentences = |side: char, count: usize| (0..count).map(|number| format!("{side}{number}")).collect::<Vec<_>>();
        let source = sentences('s', sizes.iter().map(|size| size.0).sum());
        let target = sentences('t', sizes.iter().map(|size| size.1).sum());
        let file = BeadFile::parse(&file(&sizes, &document(&source), &document(&target))).expect("a bead file");
        let ((source, from), (target, to)) = (edited(&source, &from_edits), edited(&target, &to_edits));
        let standing = file.standing(&document(&source), &document(&target));
        for (row, fate) in file.rows().iter().zip(standing.fates()) {
            let now = |way: &[Option<usize>], range: &Range<usize>| -> Option<Range<usize>> {
                let now: Vec<usize> = way[range.clone()].iter().copied().collect::<Option<_>>()?;
                let whole = now[0]..now[0] + now.len();
                now.into_iter().eq(whole.clone()).then_some(whole)
            };
            let expected = now(&from, &row.bead.source).zip(now(&to, &row.bead.target));
            prop_assert_eq!(fate.stands(), expected);
        }
    }

    #[test]
    fn an_update_keeps_exactly_the_reviewed_beads_that_stand_and_loses_no_note(
        beads in prop::collection::vec((0..3_usize, 0..3_usize, any::<bool>(), any::<bool>()), 1..12),
        (from_edits, to_edits) in (edits(), edits()),
    ) {
        let beads: Vec<_> = beads.into_iter().filter(|bead| bead.0 + bead.1 > 0).collect();
        let sentences = |side: char, count: usize| (0..count).map(|number| format!("{side}{number}")).collect::<Vec<_>>();
        let source = sentences('s', beads.iter().map(|bead| bead.0).sum());
        let target = sentences('t', beads.iter().map(|bead| bead.1).sum());
        let made = alignment(&beads.iter().map(|bead| (bead.0, bead.1)).collect::<Vec<_>>());
        let notes: Vec<String> = beads.iter().enumerate().map(|(at, bead)| if bead.3 { format!("note {at}.") } else { String::new() }).collect();
        let review = |at: usize| Review { reviewed: beads[at].2, note: &notes[at], former: "" };
        let file = BeadFile::parse(&write_bead_file(&made, &document(&source), &document(&target), review)).expect("a bead file");

        let (source, target) = (document(&edited(&source, &from_edits).0), document(&edited(&target, &to_edits).0));
        let standing = file.standing(&source, &target);
        let options = crate::align::Options { fast: true, fixed: file.held(&standing), ..Default::default() };
        let now = crate::align::align(&source, &target, &Mentions::of(&source), &Mentions::of(&target), &options);
        let update = file.update(&standing, &now);
        let review = |at: usize| Review { reviewed: update.reviews[at].0, note: &update.reviews[at].1, former: "" };
        let written = BeadFile::parse(&write_bead_file(&now, &source, &target, review)).expect("a bead file");
        prop_assert!(written.standing(&source, &target).fits());

        let words = |row: &Row| (row.source.clone(), row.target.clone());
        let stands = |(row, fate): (&Row, &Fate)| (row.reviewed && fate.reason().is_none()).then(|| words(row));
        let mut expected: Vec<_> = file.rows().iter().zip(standing.fates()).filter_map(stands).collect();
        let mut kept: Vec<_> = written.rows().iter().filter(|row| row.reviewed).map(words).collect();
        expected.sort();
        kept.sort();
        prop_assert_eq!(kept, expected);
        for (at, note) in notes.iter().enumerate().filter(|(_, note)| !note.is_empty()) {
            let carried = written.rows().iter().filter(|row| row.note.contains(note.as_str())).count();
            let told = update.lost_notes.iter().filter(|row| row.note == *note).count();
            prop_assert_eq!(carried + told, 1, "note {} is in {} rows and told {} times", at, carried, told);
        }
    }
}
