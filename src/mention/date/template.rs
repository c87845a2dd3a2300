//! Date patterns as a linguist writes them, read into steps.

use std::sync::Arc;

use super::steps::{BLANKS, MOST_BLANKS, Need, Step, Steps, Words, small};

/// What a part of a date may be.
pub(super) struct Part {
    /// Ways to write it, with `|` between them, the preferred first: characters, `[1-9]` for one of several, `D` for a digit or
    /// a sign that years are spelt with, `S` for such a sign alone; `{2}` or `{1,4}` after one says how often it stands there.
    pub(super) spelt: &'static str,
    /// Words that it may be besides.
    pub(super) words: Option<Arc<Words>>,
}

/// What patterns are read with.
pub(super) trait Classes {
    /// What the part of that name, which stands in braces, may be, in any letter case or as names are written; nothing for a
    /// name that is not known.
    fn part(&self, name: &str, any_case: bool) -> Option<Part>;

    /// Signs that years are spelt with, in order.
    fn signs(&self) -> &[char];
}

/// Reads a pattern.
///
/// In a pattern `{name}` is a part of a date, `[a|b]` may be missing, `(a|b)` is a choice, a blank is one to
/// three blanks, `_` none to three, `<` and `>` enclose the words of the mention (of the first and second date
/// in a range), `\\` takes the sign after it as it is, and everything else stands for itself. Parts are named as in the
/// pattern, with `2` added for those of the second date; `span` and `span2` are the enclosed words.
///
/// Gives an error in words where the pattern cannot be read.
pub(super) fn steps(pattern: &str, any_case: bool, classes: &dyn Classes) -> Result<Steps, String> {
    let mut reader = Reader {
        pattern,
        classes,
        rest: pattern.chars(),
        steps: Steps { any_case, ..Steps::default() },
        spans: Vec::new(),
        count: 0,
    };
    let choices = reader.choices(None)?;
    if choices > 1 {
        // Of a choice as a whole, no piece stands in every match.
        reader.steps.needs.clear();
    }
    Ok(reader.steps)
}

struct Reader<'a> {
    pattern: &'a str,
    classes: &'a dyn Classes,
    rest: std::str::Chars<'a>,
    steps: Steps,
    /// The numbers of the spans that are open, and how many there were.
    spans: Vec<usize>,
    count: usize,
}

impl Reader<'_> {
    /// Reads on to the sign that closes the bracket, or to the end of the pattern outside of all; gives the number of choices.
    fn choices(&mut self, close: Option<char>) -> Result<usize, String> {
        let mut ways = Ways::default();
        ways.open(&mut self.steps.steps);
        let mut run = String::new();
        loop {
            match self.rest.next() {
                None if close.is_some() => return Err(format!("a bracket stays open in {}", self.pattern)),
                None => break,
                Some('|') => {
                    run.clear();
                    ways.open(&mut self.steps.steps);
                }
                Some(bracket @ (']' | ')')) if close == Some(bracket) => break,
                Some(bracket @ (']' | ')')) => return Err(format!("a {bracket} closes nothing in {}", self.pattern)),
                Some(character) => {
                    let is_sign = !matches!(character, '{' | '(' | '[' | '<' | '>' | ' ' | '_');
                    let from = self.steps.steps.len();
                    self.piece(character, close.is_none() && !is_sign)?;
                    // Signs that stand together are looked for together.
                    match self.steps.steps.get(from) {
                        Some(Step::Sign(sign)) if is_sign => run.push(*sign),
                        _ => self.run(&mut run, close.is_none()),
                    }
                }
            }
        }
        self.run(&mut run, close.is_none());
        Ok(ways.close(&mut self.steps.steps))
    }

    /// Ends a run of signs.
    fn run(&mut self, run: &mut String, needed: bool) {
        if needed && !run.is_empty() {
            self.steps.needs.push(Need::of_run(run));
        }
        run.clear();
    }

    /// Reads the piece that begins with `character`; `needed` says that every match holds it.
    fn piece(&mut self, character: char, needed: bool) -> Result<(), String> {
        let start = self.steps.steps.len();
        match character {
            '{' => {
                let name: String = self.rest.by_ref().take_while(|&c| c != '}').collect();
                let (plain, second) = name.strip_suffix(":2").map_or((name.as_str(), ""), |plain| (plain, "2"));
                let part = self
                    .classes
                    .part(plain, self.steps.any_case)
                    .ok_or_else(|| format!("no part of a date is called {{{plain}}}"))?;
                let number = self.named(format!("{plain}{second}"));
                self.push(Step::Bound(2 * number));
                self.part(&part);
                self.push(Step::Bound(2 * number + 1));
            }
            '(' => self.bracket(')')?,
            '[' => {
                self.push(Step::Either(0));
                self.bracket(']')?;
                self.steps.steps[start] = Step::Either(self.steps.steps.len());
                return Ok(());
            }
            '<' => {
                self.count += 1;
                let number = self.named(if self.count == 1 { "span" } else { "span2" }.to_owned());
                self.spans.push(number);
                self.push(Step::Bound(2 * number));
                return Ok(());
            }
            '>' => {
                let number = self.spans.pop().ok_or_else(|| format!("a > closes nothing in {}", self.pattern))?;
                self.push(Step::Bound(2 * number + 1));
                return Ok(());
            }
            ' ' | '_' => {
                let least = usize::from(character == ' ');
                self.repeated(Step::Set(BLANKS.into()), least, MOST_BLANKS);
                return Ok(());
            }
            '\\' => {
                let sign = self.rest.next().ok_or_else(|| format!("nothing stands behind the last \\ in {}", self.pattern))?;
                self.sign(sign);
            }
            other => self.sign(other),
        }
        let need = if needed { self.steps.need(start) } else { None };
        self.steps.needs.extend(need);
        Ok(())
    }

    /// Reads what stands in a bracket.
    fn bracket(&mut self, close: char) -> Result<(), String> {
        let rest = self.rest.as_str();
        let plain = rest.find(['{', '[', '(', '<', '>', '_', '\\', ']', ')']).filter(|&end| rest[end..].starts_with(close));
        let is_phrase = |phrase: &str| phrase.split(' ').all(|word| !word.is_empty());
        let words = plain.map(|end| &rest[..end]).filter(|words| words.split('|').all(is_phrase));
        let Some(words) = words else {
            self.choices(Some(close))?;
            return Ok(());
        };
        self.rest = rest[words.len() + close.len_utf8()..].chars();
        let any_case = self.steps.any_case;
        let word = |word: &str| if any_case { word.chars().map(small).collect() } else { word.to_owned() };
        self.push(Step::Words(Arc::new(Words::phrases(words.split('|').map(word).collect()))));
        Ok(())
    }

    fn push(&mut self, step: Step) {
        self.steps.steps.push(step);
    }

    fn named(&mut self, name: String) -> usize {
        self.steps.parts.push(name);
        self.steps.parts.len() - 1
    }

    fn sign(&mut self, sign: char) {
        self.push(Step::Sign(if self.steps.any_case { small(sign) } else { sign }));
    }

    /// A step `least` to `most` times, as often as may be.
    fn repeated(&mut self, step: Step, least: usize, most: usize) {
        (0..least).for_each(|_| self.push(step.clone()));
        let end = self.steps.steps.len() + 2 * (most - least);
        for _ in least..most {
            self.push(Step::Either(end));
            self.push(step.clone());
        }
    }

    /// The ways to write a part, one after the other.
    fn part(&mut self, part: &Part) {
        let words = part.words.iter().filter(|words| !words.is_empty());
        let signs = !self.classes.signs().is_empty();
        let spelt = part.spelt.split('|').filter(|way| !way.is_empty() && (signs || !way.contains('S')));
        let mut ways = Ways::default();
        for way in spelt {
            ways.open(&mut self.steps.steps);
            self.spelt(way);
        }
        for words in words {
            ways.open(&mut self.steps.steps);
            self.push(Step::Words(words.clone()));
        }
        if ways.close(&mut self.steps.steps) == 0 {
            // A part that cannot be written matches nothing.
            self.push(Step::Set([].into()));
        }
    }

    /// One of the ways of [`Part::spelt`].
    fn spelt(&mut self, way: &str) {
        let mut rest = way.chars().peekable();
        while let Some(character) = rest.next() {
            let mut set: Vec<char> = match character {
                'D' => ('0'..='9').chain(self.classes.signs().iter().copied()).collect(),
                'S' => self.classes.signs().to_vec(),
                '[' => {
                    let listed: Vec<char> = rest.by_ref().take_while(|&c| c != ']').collect();
                    match listed.as_slice() {
                        [first, '-', last] => (*first..=*last).collect(),
                        _ => listed,
                    }
                }
                other => vec![other],
            };
            if self.steps.any_case {
                set.iter_mut().for_each(|character| *character = small(*character));
            }
            set.sort_unstable();
            set.dedup();
            let (mut least, mut most) = (1, 1);
            if rest.next_if_eq(&'{').is_some() {
                let times: String = rest.by_ref().take_while(|&c| c != '}').collect();
                let (from, to) = times.split_once(',').unwrap_or((&times, &times));
                (least, most) = (from.parse().unwrap_or(1), to.parse().unwrap_or(1));
            }
            self.repeated(Step::Set(set.into()), least, most);
        }
    }
}

/// Ways of which a match takes the first that leads to its end.
#[derive(Debug, Default)]
struct Ways {
    /// Where the way at hand begins.
    last: Option<usize>,
    /// The steps that end the ways before.
    jumps: Vec<usize>,
}

impl Ways {
    /// Begins a way behind the last of the steps.
    fn open(&mut self, steps: &mut Vec<Step>) {
        if let Some(last) = self.last {
            self.jumps.push(steps.len());
            steps.push(Step::Jump(0));
            steps[last] = Step::Either(steps.len());
        }
        self.last = Some(steps.len());
        steps.push(Step::Either(0));
    }

    /// Ends the last way; gives how many there were.
    fn close(self, steps: &mut [Step]) -> usize {
        let Some(last) = self.last else { return 0 };
        // It has no other.
        steps[last] = Step::Jump(last + 1);
        let end = steps.len();
        self.jumps.iter().for_each(|&jump| steps[jump] = Step::Jump(end));
        self.jumps.len() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::steps::Room;
    use super::*;

    /// A day of one or two digits, and nothing else.
    struct Days;

    impl Classes for Days {
        fn part(&self, name: &str, _: bool) -> Option<Part> {
            (name == "d").then_some(Part { spelt: "[0-9]{1,2}", words: None })
        }

        fn signs(&self) -> &[char] {
            &[]
        }
    }

    #[test]
    fn a_pattern_reads_as_it_is_written() {
        let steps = steps("<{d}[st|nd|th]> of_(May|June[,]).", true, &Days).expect("a sound pattern");
        let read = |text: &str| {
            let mut room = Room::default();
            let end = steps.end(text, 0, &mut room)?;
            let part = |name| steps.part(name, "", &room).map(|part| text[part].to_owned());
            Some((text[..end].to_owned(), part("d"), part("span")))
        };
        let found = |all: &str, day: &str, span: &str| Some((all.to_owned(), Some(day.to_owned()), Some(span.to_owned())));
        assert_eq!(read("4th of  May. And"), found("4th of  May.", "4", "4th"));
        assert_eq!(read("14 OF june,."), found("14 OF june,.", "14", "14"));
        assert_eq!(read("4th of MayX"), None);
        assert_eq!(read("4thof May."), None);
        assert_eq!(steps.begin(0), (('0'..='9').collect(), false));
        let needs = |need: &Need| {
            let words = need.words.iter().map(|words| words.all().join("|"));
            need.characters.iter().collect::<String>() + &words.collect::<String>()
        };
        assert_eq!(steps.needs.iter().map(needs).collect::<Vec<String>>(), ["0123456789", "of", "jm", "."]);
    }

    #[test]
    fn of_several_ways_the_first_is_taken_that_leads_to_the_end() {
        let steps = steps("(a|ab[c|cd])(d|[e]f)|x{d}|(yes|no)_(y|n)", false, &Days).expect("a sound pattern");
        let end = |text: &str| steps.end(text, 0, &mut Room::default());
        assert_eq!(
            ["ad", "abd", "abcd", "abcdd", "abcef", "x12", "x", "ab", "no  y"].map(end),
            [Some(2), Some(3), Some(4), Some(4), Some(5), Some(3), None, None, Some(5)]
        );
        assert!(steps.needs.is_empty());
    }

    #[test]
    fn a_pattern_that_cannot_be_read_says_why() {
        let why = |pattern| steps(pattern, true, &Days).err().unwrap_or_default();
        assert!(why("{x}").contains("{x}"));
        assert!(why("[a").contains("open"));
        assert!(why("a)").contains("closes nothing"));
    }
}
