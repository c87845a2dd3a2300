//! Findings as one page for a browser: both texts side by side, the words marked, nothing fetched from elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::pair::level_name;
use super::{PairReport, Passage, Place, Record, Summary};
use crate::check::{Level, rules};

/// How many beads a browser lays out together, or passes over while they are out of sight: it looks after each run of them, and
/// takes three times as long over a book where that is each bead.
const RUN: usize = 50;

/// How pages look: colours for dark and light, beads side by side, marked words.
pub const PAGE_STYLE: &str = include_str!("page.css");

/// The page. It can be read without its script, which filters, searches and leads from finding to finding.
#[must_use]
pub fn html(pairs: &[PairReport], summary: &Summary) -> String {
    let used: BTreeSet<&str> = pairs.iter().flat_map(|pair| &pair.records).map(|record| record.rule).collect();
    let mut page = Page { text: String::new(), findings: 0 };
    page.head(pairs, summary, &used);
    for (index, pair) in pairs.iter().enumerate() {
        page.texts(index, pair, &[]);
    }
    page.rules(&used);
    let _ = write!(page.text, "</main>\n<script>\n{}</script>\n</body>\n</html>\n", include_str!("page.js"));
    page.text
}

/// A page with both texts side by side, each bead as a row; `remarks` has a word on each bead, or none.
#[must_use]
pub fn side_by_side(pair: &PairReport, remarks: &[Option<String>]) -> String {
    let mut page = Page { text: String::new(), findings: 0 };
    page.begin();
    let (beads, alone) = (pair.beads.len(), |passage: &Passage| passage.text.is_empty());
    let apart = pair.beads.iter().filter(|bead| alone(&bead.source) || alone(&bead.target)).count();
    let _ = writeln!(page.text, "<p>{beads} beads, {apart} of them without a counterpart</p>\n</header>\n<main>");
    page.texts(0, pair, remarks);
    page.add("</main>\n</body>\n</html>\n");
    page.text
}

struct Page {
    text: String,
    /// How many findings stand on the page.
    findings: usize,
}

impl Page {
    fn add(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// What every page begins with.
    fn begin(&mut self) {
        self.add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.add("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ");
        self.add("script-src 'unsafe-inline'\">\n<title>kanhe</title>\n<style>\n");
        self.add(PAGE_STYLE);
        self.add("</style>\n</head>\n<body>\n<header>\n<h1>kanhe</h1>\n");
    }

    fn head(&mut self, pairs: &[PairReport], summary: &Summary, used: &BTreeSet<&str>) {
        self.begin();
        let _ = writeln!(self.text, "<p>{summary}</p>");
        self.add("<form id=\"filters\" hidden>\n");
        for (level, count) in [(Level::Error, summary.errors), (Level::Warning, summary.warnings), (Level::Note, summary.notes)] {
            let name = level_name(level);
            let _ = writeln!(
                self.text,
                "<label class=\"{name}\"><input type=\"checkbox\" name=\"level\" value=\"{name}\" checked> {name} ({count})</label>"
            );
        }
        self.add("<label>rule <select name=\"rule\"><option value=\"\">all</option>");
        for rule in used {
            let _ = write!(self.text, "<option>{rule}</option>");
        }
        self.add("</select></label>\n<label>text <select name=\"file\"><option value=\"\">all</option>");
        for (index, pair) in pairs.iter().enumerate() {
            let _ = write!(self.text, "<option value=\"{index}\">{}</option>", escaped(&pair.target));
        }
        self.add("</select></label>\n<label>search <input type=\"search\" name=\"words\" title=\"/\"></label>\n");
        self.add("<label><input type=\"checkbox\" name=\"all\" checked> sentences without findings</label>\n");
        self.add("<span><button type=\"button\" id=\"previous\" title=\"k\">previous</button> ");
        self.add("<button type=\"button\" id=\"next\" title=\"j\">next</button> <output id=\"count\"></output></span>\n");
        self.add("</form>\n</header>\n<main>\n");
    }

    /// Both texts of a pair, with what was found in them and a word on the beads that have one.
    fn texts(&mut self, index: usize, pair: &PairReport, remarks: &[Option<String>]) {
        let _ = writeln!(self.text, "<section data-file=\"{index}\">\n<h2>{}</h2>", escaped(&pair.target));
        if pair.source != pair.target {
            let _ = writeln!(self.text, "<p>original: {}</p>", escaped(&pair.source));
        }
        let mut order: Vec<&Record> = pair.records.iter().collect();
        order.sort_by_key(|record| record.bead);
        let mut rest = order.as_slice();
        for (number, bead) in pair.beads.iter().enumerate() {
            let (here, after) = rest.split_at(rest.partition_point(|record| record.bead <= number));
            rest = after;
            if number % RUN == 0 {
                self.add(if number == 0 { "<div class=\"run\">\n" } else { "</div>\n<div class=\"run\">\n" });
            }
            self.add("<div class=\"bead\">");
            let [source, target] = &pair.languages;
            self.side(source, &bead.source, here.iter().map(|record| (&record.source, record.level)));
            self.side(target, &bead.target, here.iter().map(|record| (&record.target, record.level)));
            here.iter().for_each(|record| self.finding(record));
            if let Some(remark) = remarks.get(number).and_then(Option::as_ref) {
                let _ = write!(self.text, "<div class=\"finding note\">{}</div>", escaped(remark));
            }
            self.add("</div>\n");
        }
        if !pair.beads.is_empty() {
            self.add("</div>\n");
        }
        rest.iter().for_each(|record| self.finding(record));
        self.add("</section>\n");
    }

    /// The words of one side of a bead, those of its findings marked.
    fn side<'a>(&mut self, language: &str, passage: &Passage, places: impl Iterator<Item = (&'a Place, Level)>) {
        let _ = write!(self.text, "<p lang=\"{}\" dir=\"auto\">", escaped(language));
        if !passage.text.is_empty() {
            let _ = write!(self.text, "<b>{}</b>", passage.line);
        }
        let length = passage.text.len();
        let within = |byte: u32| (byte.saturating_sub(passage.start) as usize).min(length);
        let mut marks: Vec<(usize, usize, Level)> = places
            .filter(|(place, _)| {
                place.words.end >= passage.start && place.words.start as usize <= passage.start as usize + length
            })
            .map(|(place, level)| (within(place.words.start), within(place.words.end), level))
            .collect();
        marks.sort_by_key(|(start, end, level)| (*start, *end, std::cmp::Reverse(*level)));
        marks.dedup_by_key(|(start, end, _)| (*start, *end));
        let mut done = 0;
        for (start, end, level) in marks {
            // Of words that two findings share the first has the mark.
            let start = start.max(done);
            if end < start || (end == start && end < done) {
                continue;
            }
            self.words(passage, done, start);
            let gap = if start == end { " gap" } else { "" };
            let _ = write!(self.text, "<mark class=\"{}{gap}\">", level_name(level));
            if start == end {
                self.add("‸");
            }
            self.words(passage, start, end);
            self.add("</mark>");
            done = end;
        }
        self.words(passage, done, length);
        self.add("</p>");
    }

    fn words(&mut self, passage: &Passage, start: usize, end: usize) {
        self.add(&escaped(passage.text.get(start..end).unwrap_or_default()));
    }

    fn finding(&mut self, record: &Record) {
        self.findings += 1;
        let (level, rule) = (level_name(record.level), record.rule);
        let _ = write!(
            self.text,
            "<div class=\"finding {level}\" id=\"finding-{}\" data-level=\"{level}\" data-rule=\"{rule}\"><strong>{level}</strong> \
             <a href=\"#{rule}\">{rule}</a> <span dir=\"auto\">{}</span>",
            self.findings,
            escaped(&record.message)
        );
        if let Some(suggestion) = &record.suggestion {
            let _ = write!(self.text, "; <span>write “{}”</span>", escaped(suggestion));
        }
        let place = |place: &Place| match &place.unit {
            Some(unit) => escaped(unit),
            None => format!("{}:{}", place.line, place.column),
        };
        let known_by = record.fingerprint.get(..8).unwrap_or_default();
        let _ = write!(
            self.text,
            " <small>{}, original {}, id {known_by}</small></div>",
            place(&record.target),
            place(&record.source)
        );
    }

    /// The pages of the rules that found something.
    fn rules(&mut self, used: &BTreeSet<&str>) {
        self.add("<section id=\"rules\">\n");
        for rule in used.iter().filter_map(|name| rules::find(name)) {
            let _ = writeln!(self.text, "<article id=\"{}\"><pre>{}</pre></article>", rule.name, escaped(rule.page));
        }
        self.add("</section>\n");
    }
}

/// `text` as it stands, in HTML.
fn escaped(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\n' | '\t' => page.push(character),
            '\r' => page.push(' '),
            _ if character.is_control() => page.push('\u{fffd}'),
            _ => page.push(character),
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ShownBead;
    use crate::report::pair::tests::{EN, ZH, pair};

    fn shown(mut pair: PairReport) -> String {
        let passage = |start: u32, line, text: &str| Passage { start, line, text: text.to_owned() };
        let first = ZH.find('城').expect("it stands there");
        let start = u32::try_from(first).expect("short");
        pair.beads = vec![
            ShownBead { source: passage(0, 1, "前一句。"), target: passage(0, 1, "") },
            ShownBead { source: passage(start, 2, ZH[first..].trim()), target: passage(0, 1, EN.trim()) },
        ];
        pair.languages = ["zh".into(), "en".into()];
        html(&[pair], &Summary::default())
    }

    #[test]
    fn both_sides_stand_beside_each_other_with_their_words_marked() {
        let page = shown(pair(&[Level::Error, Level::Note], "350,000 against 35,000"));
        assert!(page.contains("城中有<mark class=\"error\">三十五万</mark>人。</p>"), "{page}");
        assert!(page.contains("The city held <mark class=\"error\">35,000</mark> people.</p>"), "{page}");
        assert_eq!(page.matches("<div class=\"finding ").count(), 2);
        assert!(page.contains("<a href=\"#number-mismatch\">") && page.contains("<article id=\"number-mismatch\">"), "{page}");
    }

    #[test]
    fn words_of_a_text_are_no_markup_and_nothing_is_fetched() {
        let page = shown(pair(&[Level::Error], "<script>alert(\"1\")</script>\u{0}"));
        assert_eq!(page.matches("<script>").count(), 1);
        assert!(!page.contains(" src=") && !page.contains("url(") && !page.contains("@import"), "{page}");
    }

    #[test]
    fn beads_stand_in_runs_and_every_element_ends() {
        let mut pair = pair(&[Level::Error], "m");
        let passage = Passage { start: 0, line: 1, text: "a".to_owned() };
        pair.beads = vec![ShownBead { source: passage.clone(), target: passage }; 2 * RUN + 1];
        let page = html(&[pair], &Summary::default());
        assert_eq!(page.matches("<div class=\"run\">").count(), 3);
        assert_eq!(page.matches("<div").count(), page.matches("</div>").count());
    }

    #[test]
    fn a_page_without_findings_shows_both_texts_and_what_is_said_of_a_bead() {
        let mut pair = pair(&[], "");
        let passage = |text: &str| Passage { start: 0, line: 1, text: text.to_owned() };
        pair.beads = vec![
            ShownBead { source: passage("一"), target: passage("a < b") },
            ShownBead { source: passage("二"), target: passage("") },
        ];
        let page = side_by_side(&pair, &[Some("doubtful".to_owned()), None]);
        assert!(page.contains("<p>2 beads, 1 of them without a counterpart</p>"), "{page}");
        assert!(page.contains("a &lt; b</p><div class=\"finding note\">doubtful</div></div>"), "{page}");
        assert_eq!((page.matches("<div").count(), page.matches("</div>").count()), (4, 4));
        assert!(!page.contains("<script"), "{page}");
    }

    #[test]
    fn a_place_where_words_are_missing_is_marked() {
        let mut pair = pair(&[Level::Error], "m");
        pair.records[0].target.words.end = pair.records[0].target.words.start;
        assert!(shown(pair).contains("held <mark class=\"error gap\">‸</mark>35,000"));
    }
}
