//! The pages of the rules are their tests: every `fires` example must give the marked finding and nothing
//! else of that rule, every `silent` one nothing of that rule at all. A block `glossary` holds for all of its page. A line
//! that begins with `was` says what the sentence of the next line was when a bead file was written.

use kanhe::align::file::{BeadFile, Review, write_bead_file};
use kanhe::align::{Alignment, Bead};
use kanhe::check::stale::of_beads;
use kanhe::check::{self, Finding, Level, PairView, Rule, Text, rules::RULES};
use kanhe::format::document::read_text;
use kanhe::format::{Format, Origin};
use kanhe::glossary::Glossary;
use kanhe::lang;
use kanhe::segment::{Document, Segment};
use kanhe::text::Span;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// An example of a page: whether it must fire, and its lines.
struct Example {
    fires: bool,
    /// Whether its lines are paragraphs of a page in Markdown.
    markdown: bool,
    text: String,
}

/// One side of an example: the text without marks, its sentences, and what is marked.
#[derive(Default)]
struct ExampleSide {
    language: String,
    text: String,
    markdown: bool,
    segments: Vec<Segment>,
    /// For each line, whether it has words.
    present: Vec<bool>,
    marks: Vec<Span>,
}

impl ExampleSide {
    fn add(&mut self, language: &str, line: &str) {
        language.clone_into(&mut self.language);
        let start = self.text.len();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("[[") {
            let (marked, behind) = after.split_once("]]").expect("a mark that opens also closes");
            self.text.push_str(before);
            self.marks.push(Span::new(self.text.len(), self.text.len() + marked.len()));
            self.text.push_str(marked);
            rest = behind;
        }
        self.text.push_str(rest);
        let paragraph = u32::try_from(self.segments.len()).expect("few lines");
        let span = Span::new(start, self.text.len());
        if !span.is_empty() {
            self.segments.push(Segment { span, paragraph });
        }
        self.present.push(!span.is_empty());
        self.text.push_str(if self.markdown { "\n\n" } else { "\n" });
    }

    /// The text, and where it stands in what the page shows.
    fn read(&self) -> (Text, Origin) {
        let language = lang::find(&self.language);
        if self.markdown {
            let read = read_text(Format::Markdown, self.text.clone(), 0).expect("Markdown can be read");
            return (Text::new(Document::new("example", read.text, language)).with_structure(read.structure), read.origin);
        }
        (self.read_lines(), Origin::whole(0))
    }

    fn read_lines(&self) -> Text {
        Text::new(Document::from_segments("example", self.text.clone(), lang::find(&self.language), self.segments.clone()))
    }
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if info.starts_with("fires") || info.starts_with("silent") =>
            {
                open = Some(Example {
                    fires: info.starts_with("fires"),
                    markdown: info.ends_with(" markdown"),
                    text: String::new(),
                });
            }
            Event::Text(text) => {
                if let Some(example) = &mut open {
                    example.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => examples.extend(open.take()),
            _ => {}
        }
    }
    examples
}

/// The glossary of a page; an empty one where it has none.
fn glossary(page: &str) -> Glossary {
    let mut glossary = Glossary::default();
    if let Some((_, after)) = page.split_once("```glossary\n") {
        let (table, _) = after.split_once("```").expect("a block that opens also closes");
        glossary.add("glossary.tsv", table).expect("the glossary of a page can be read");
    }
    glossary
}

/// What the rule finds in an example, with the two sides as the page marks them.
fn run(rule: &Rule, glossary: &Glossary, example: &Example) -> (Vec<Finding>, ExampleSide, ExampleSide) {
    let side = || ExampleSide { markdown: example.markdown, ..ExampleSide::default() };
    let (mut source, mut target) = (side(), side());
    let mut former = [side(), side()];
    let (mut was, mut index) = (None, 0);
    for line in example.text.lines().filter(|line| !line.trim().is_empty()) {
        let (language, words) = line.split_once(':').expect("a line begins with its language");
        if language.starts_with("was ") {
            was = Some(words);
            continue;
        }
        if index % 2 == 0 { &mut source } else { &mut target }.add(language.trim(), words.trim());
        former[index % 2].add(language.trim(), was.take().unwrap_or(words).trim());
        index += 1;
    }
    let ((read_source, source_origin), (read_target, target_origin)) = (source.read(), target.read());
    let alignment = if example.markdown {
        by_paragraph(&read_source.document, &read_target.document)
    } else {
        Alignment::of_pairs(source.present.iter().copied().zip(target.present.iter().copied()))
    };
    let pair = PairView { source: &read_source, target: &read_target, alignment: &alignment };
    let [former_source, former_target] = former.map(|side| side.read().0.document);
    let file = write_bead_file(&alignment, &former_source, &former_target, |_| Review::default());
    let file = BeadFile::parse(&file).expect("a bead file reads as it is written");
    let standing = file.standing(&read_source.document, &read_target.document);
    let mut findings: Vec<Finding> = check::check_beside(&pair, glossary, &of_beads(&pair, &file, &standing), false)
        .into_iter()
        .filter(|finding| finding.rule == rule.name && (finding.level > Level::Note || rule.level == Level::Note))
        .collect();
    for finding in &mut findings {
        finding.source.span = source_origin.span(finding.source.span);
        finding.target.span = target_origin.span(finding.target.span);
    }
    (findings, source, target)
}

/// Pairs each paragraph with the one that stands in the same place.
fn by_paragraph(source: &Document, target: &Document) -> Alignment {
    let range = |document: &Document, paragraph: u32| {
        let first = document.segments().partition_point(|segment| segment.paragraph < paragraph);
        first..document.segments().partition_point(|segment| segment.paragraph <= paragraph)
    };
    let last = source.segments().last().map_or(0, |segment| segment.paragraph);
    let beads =
        (0..=last).map(|paragraph| Bead { source: range(source, paragraph), target: range(target, paragraph), confidence: 1.0 });
    Alignment::new(beads.collect(), source.segments().len(), target.segments().len()).expect("both sides have as many paragraphs")
}

/// Whether two spans cover the same words, or are empty with only white space between them.
fn same_place(found: Span, marked: Span, text: &str) -> bool {
    // A link is marked with where it leads, which its words do not show.
    let is_link = marked.of(text).starts_with('[') && marked.of(text).ends_with(')');
    if is_link && found.start > marked.start && found.end < marked.end {
        return true;
    }
    found == marked || (found.is_empty() && marked.is_empty() && found.join(marked).of(text).trim().is_empty())
}

#[test]
fn the_examples_of_every_rule_hold() {
    let mut faults = Vec::new();
    for rule in RULES {
        let examples = examples(rule.page);
        for kind in [true, false] {
            let count = examples.iter().filter(|example| example.fires == kind).count();
            assert!(count > 0, "{}: its page needs examples that fire and examples that are silent", rule.name);
        }
        let glossary = glossary(rule.page);
        for example in &examples {
            let (findings, source, target) = run(rule, &glossary, example);
            let told = || {
                let tell = |finding: &Finding| {
                    let (left, right) = (finding.source.span.of(&source.text), finding.target.span.of(&target.text));
                    format!("`{left}` / `{right}`: {}", finding.message)
                };
                findings.iter().map(tell).collect::<Vec<_>>().join("; ")
            };
            if example.fires {
                let (source_mark, target_mark) = source
                    .marks
                    .first()
                    .zip(target.marks.first())
                    .unwrap_or_else(|| panic!("{}: mark the words on both sides of\n{}", rule.name, example.text));
                let hit = findings.iter().any(|finding| {
                    same_place(finding.source.span, *source_mark, &source.text)
                        && same_place(finding.target.span, *target_mark, &target.text)
                });
                if !hit || findings.len() > source.marks.len().max(target.marks.len()) {
                    faults.push(format!("{}: expected the marked words, found [{}] in\n{}", rule.name, told(), example.text));
                }
            } else if !findings.is_empty() {
                faults.push(format!("{}: expected silence, found [{}] in\n{}", rule.name, told(), example.text));
            }
        }
    }
    assert!(!RULES.is_empty() && faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn rules_have_names_of_their_own_and_pages_that_bear_them() {
    let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two rules share a name: {names:?}");
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "the page of {} begins with its name", rule.name);
        for section in ["## What it finds", "## Why it matters", "## When it is wrong", "## Examples"] {
            assert!(rule.page.contains(section), "the page of {} lacks \"{section}\"", rule.name);
        }
    }
}
