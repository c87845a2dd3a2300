//! Originals and renderings of one text, told apart; what cannot be told apart is said, not guessed.

use super::tag::Tag;

/// The files that share a key.
#[derive(Debug, Default)]
pub(super) struct Group<'a> {
    /// Originals and renderings, each with how well its path fits the language that is asked for.
    sides: [Vec<(u8, &'a str)>; 2],
    /// Files whose paths name no language.
    unmarked: Vec<&'a str>,
}

/// What becomes of a group.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome<'a> {
    /// An original and its rendering; the number of the side, 0 or 1, whose path names no language.
    Pair(&'a str, &'a str, Option<usize>),
    /// There are files of one side only: these.
    Alone(usize, Vec<&'a str>),
    /// Nothing that is asked for.
    Nothing,
    /// Several files fit one: that one, its side, and those that fit.
    Ambiguous(&'a str, usize, Vec<&'a str>),
}

impl<'a> Group<'a> {
    /// Adds a file to the side that its language is asked for on.
    pub(super) fn add(&mut self, path: &'a str, tag: Option<&Tag>, asked: [&Tag; 2]) {
        let Some(tag) = tag else { return self.unmarked.push(path) };
        let fits = asked.map(|asked| tag.fit(asked));
        match fits {
            [0, 0] => {}
            [source, target] if source >= target => self.sides[0].push((source, path)),
            [_, target] => self.sides[1].push((target, path)),
        }
    }

    /// Adds a file to a side.
    pub(super) fn add_to(&mut self, side: usize, path: &'a str) {
        if let Some(side) = self.sides.get_mut(side) {
            side.push((2, path));
        }
    }

    /// Pairs the files.
    pub(super) fn outcome(&self) -> Outcome<'a> {
        let [sources, targets] = [&self.sides[0], &self.sides[1]].map(|side| {
            let best = side.iter().map(|(fit, _)| *fit).max();
            side.iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, path)| *path).collect::<Vec<_>>()
        });
        let (sources, targets, unmarked) = match (sources.is_empty(), targets.is_empty()) {
            (true, true) => return Outcome::Nothing,
            (true, false) if !self.unmarked.is_empty() => (self.unmarked.clone(), targets, Some(0)),
            (false, true) if !self.unmarked.is_empty() => (sources, self.unmarked.clone(), Some(1)),
            (true, false) => return Outcome::Alone(1, targets),
            (false, true) => return Outcome::Alone(0, sources),
            (false, false) => (sources, targets, None),
        };
        match (sources.as_slice(), targets.as_slice()) {
            (&[source], &[target]) => Outcome::Pair(source, target, unmarked),
            (&[source, ..], several @ [_, _, ..]) => Outcome::Ambiguous(source, 1, several.to_vec()),
            (several, targets) => Outcome::Ambiguous(targets.first().copied().unwrap_or_default(), 0, several.to_vec()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(asked: [&str; 2], files: &[(&'static str, &str)]) -> Outcome<'static> {
        let asked = asked.map(Tag::asked);
        let mut group = Group::default();
        for (path, tag) in files {
            group.add(path, Tag::in_path(tag, &[]).as_ref(), [&asked[0], &asked[1]]);
        }
        group.outcome()
    }

    #[test]
    fn the_closest_language_wins_and_equals_are_not_guessed_at() {
        assert_eq!(outcome(["zh", "en"], &[("a", "zh-CN"), ("b", "en-US"), ("c", "ja")]), Outcome::Pair("a", "b", None));
        assert_eq!(outcome(["zh", "en"], &[("a", "zh"), ("b", "en-US"), ("c", "en")]), Outcome::Pair("a", "c", None));
        assert_eq!(
            outcome(["zh", "en"], &[("a", "zh"), ("b", "en-US"), ("c", "en-GB")]),
            Outcome::Ambiguous("a", 1, vec!["b", "c"])
        );
        assert_eq!(
            outcome(["zh", "en"], &[("a", "zh-CN"), ("b", "zh-TW"), ("c", "en")]),
            Outcome::Ambiguous("c", 0, vec!["a", "b"])
        );
        assert_eq!(outcome(["zh-TW", "en"], &[("a", "zh-CN"), ("b", "zh-TW"), ("c", "en")]), Outcome::Pair("b", "c", None));
        assert_eq!(outcome(["zh-CN", "zh-TW"], &[("a", "cn"), ("b", "zh-Hant")]), Outcome::Pair("a", "b", None));
    }

    #[test]
    fn a_path_without_a_language_stands_in_for_the_side_that_lacks_one() {
        assert_eq!(outcome(["zh", "en"], &[("a", "zh"), ("b", "")]), Outcome::Pair("a", "b", Some(1)));
        assert_eq!(outcome(["zh", "en"], &[("a", ""), ("b", "en")]), Outcome::Pair("a", "b", Some(0)));
        assert_eq!(outcome(["zh", "en"], &[("a", "zh"), ("b", "en"), ("c", "")]), Outcome::Pair("a", "b", None));
        assert_eq!(outcome(["zh", "en"], &[("a", "zh")]), Outcome::Alone(0, vec!["a"]));
        assert_eq!(outcome(["zh", "en"], &[("a", "de"), ("b", "")]), Outcome::Nothing);
    }
}
