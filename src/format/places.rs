//! Text gathered from the pieces of a file, with the way back: where each of its bytes stands in the file.

use crate::text::Span;

/// A piece of a gathered text and the stretch of the file that it was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the gathered text; it ends where the next one begins.
    start: u32,
    /// Its place in the file.
    place: Span,
    /// Whether it stands in the file byte for byte, so that places within it can be told; else it stands for the
    /// whole of its place, as `&` does for `&amp;`.
    as_written: bool,
}

/// Where the bytes of a gathered text stand in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    pieces: Vec<Piece>,
    /// The length of the gathered text.
    length: u32,
}

impl Places {
    /// The stretch of the file that `span` of the gathered text was taken from: from its first piece to its last,
    /// with what the file holds between them. The empty span gives the place where it would stand.
    #[must_use]
    pub fn in_file(&self, span: Span) -> Span {
        if span.is_empty() {
            return Span::at(self.end_of(span.start).unwrap_or_else(|| self.start_of(span.start)) as usize);
        }
        let start = self.start_of(span.start);
        let end = self.end_of(span.end).unwrap_or(start);
        Span { start, end: end.max(start) }
    }

    /// Where the byte after `byte` bytes of the gathered text begins in the file.
    fn start_of(&self, byte: u32) -> u32 {
        let after = self.pieces.partition_point(|piece| piece.start <= byte);
        let Some(piece) = after.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return self.pieces.first().map_or(0, |first| first.place.start);
        };
        if byte >= self.length {
            return piece.place.end;
        }
        if piece.as_written { (piece.place.start + (byte - piece.start)).min(piece.place.end) } else { piece.place.start }
    }

    /// Where the first `byte` bytes of the gathered text end in the file; nowhere if none does.
    fn end_of(&self, byte: u32) -> Option<u32> {
        let before = self.pieces.partition_point(|piece| piece.start < byte);
        let piece = self.pieces.get(before.checked_sub(1)?)?;
        Some(if piece.as_written { (piece.place.start + (byte - piece.start)).min(piece.place.end) } else { piece.place.end })
    }

    fn push(&mut self, length: usize, place: Span, as_written: bool) {
        if length == 0 {
            return;
        }
        let start = self.length;
        self.length = self.length.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        let follows = |last: &&mut Piece| last.as_written && as_written && last.place.end == place.start;
        match self.pieces.last_mut().filter(follows) {
            Some(last) => last.place.end = place.end,
            None => self.pieces.push(Piece { start, place, as_written }),
        }
    }

    fn append(&mut self, other: &Self) {
        for (index, piece) in other.pieces.iter().enumerate() {
            let end = other.pieces.get(index + 1).map_or(other.length, |next| next.start);
            self.push((end - piece.start) as usize, piece.place, piece.as_written);
        }
    }
}

/// A text that is gathered piece by piece from a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    text: String,
    places: Places,
}

impl Gathered {
    /// Adds `words` that stand in the file byte for byte from byte `at` on.
    pub fn add(&mut self, words: &str, at: usize) {
        self.text.push_str(words);
        self.places.push(words.len(), Span::new(at, at + words.len()), true);
    }

    /// Adds `words` for which the file has something else at `place`, such as an entity, or nothing where it is empty.
    pub fn add_for(&mut self, words: &str, place: Span) {
        self.text.push_str(words);
        self.places.push(words.len(), place, false);
    }

    /// Adds another text from the same file.
    pub fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.places.append(&other.places);
    }

    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it stands in the file.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The text and its places.
    #[must_use]
    pub fn into_parts(self) -> (String, Places) {
        (self.text, self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_byte_leads_back_to_where_it_stands_in_the_file() {
        let file = "<p>Bread &amp; <b>butter</b></p>";
        let mut gathered = Gathered::default();
        gathered.add("Bread ", 3);
        gathered.add_for("&", Span::new(9, 14));
        gathered.add(" ", 14);
        gathered.add("butter", 18);
        let words = |span: Span| gathered.places().in_file(span).of(file);
        assert_eq!(gathered.text(), "Bread & butter");
        assert_eq!(words(Span::new(0, 5)), "Bread");
        assert_eq!(words(Span::new(6, 7)), "&amp;");
        assert_eq!(words(Span::new(4, 8)), "d &amp; ");
        assert_eq!(words(Span::new(6, 14)), "&amp; <b>butter");
        assert_eq!(gathered.places().in_file(Span::at(0)), Span::at(3));
        assert_eq!(gathered.places().in_file(Span::at(14)), Span::at(24));
        assert_eq!(gathered.places().in_file(Span::new(20, 30)), Span::at(24));
    }

    #[test]
    fn a_text_without_pieces_has_its_places_at_the_start() {
        assert_eq!(Places::default().in_file(Span::new(3, 9)), Span::at(0));
    }

    proptest! {
        /// Pieces as written lead to the very same bytes, whatever lies between them.
        #[test]
        fn pieces_as_written_are_found_again(pieces in prop::collection::vec(("[a-c中]{0,4}", "[<&>]{0,3}"), 0..8), joined: bool) {
            let (mut file, mut gathered) = (String::new(), Gathered::default());
            for (words, between) in &pieces {
                let mut piece = Gathered::default();
                piece.add(words, file.len());
                if joined { gathered.append(&piece) } else { gathered.add(words, file.len()) }
                file.push_str(words);
                file.push_str(between);
            }
            for (at, character) in gathered.text().char_indices() {
                let span = Span::new(at, at + character.len_utf8());
                prop_assert_eq!(gathered.places().in_file(span).of(&file), span.of(gathered.text()));
            }
        }
    }
}
