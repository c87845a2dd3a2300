//! Text cut into the pieces of the vocabulary, the most probable way: a unigram model over SentencePiece's
//! normal form `nmt_nfkc` (Kudo, "Subword Regularization", 2018).

use unicode_normalization::UnicodeNormalization;
use yada::DoubleArray;

use super::weights::Weights;

/// The mark of a blank, with which each text begins.
const BLANK: char = '\u{2581}';
const UNKNOWN: u32 = 0;
const BEGIN: u32 = 1;
const END: u32 = 2;
/// How far an unknown character lies below the least probable piece, as in SentencePiece.
const UNKNOWN_PENALTY: f32 = 10.0;
/// How many pieces of a text count, the marks of its beginning and end included.
pub(super) const MOST_PIECES: usize = 512;
/// No piece is longer, so the first [`MOST_PIECES`] lie within as many times these characters.
const LONGEST_PIECE: usize = 16;

pub(super) struct Vocabulary {
    trie: DoubleArray<&'static [u8]>,
    /// The logarithm of each piece's probability.
    scores: Vec<f32>,
    unknown: f32,
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Vocabulary").field("pieces", &self.scores.len()).finish_non_exhaustive()
    }
}

/// The best way to a place in the text.
#[derive(Debug, Clone, Copy)]
struct Way {
    score: f32,
    from: u32,
    piece: u32,
}

impl Vocabulary {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let scores = weights.floats("vocabulary.score")?;
        let unknown = scores.iter().copied().fold(0.0, f32::min) - UNKNOWN_PENALTY;
        Some(Self { trie: DoubleArray::new(weights.bytes("vocabulary.trie")?).ok()?, scores, unknown })
    }

    /// The numbers of the pieces of a text between the marks of its beginning and its end; one unknown piece
    /// stands for a run of unknown characters, and for an empty text.
    pub(super) fn pieces(&self, text: &str) -> Vec<u32> {
        let mut pieces = vec![BEGIN];
        pieces.extend(self.cut(&normal(text)).into_iter().map(|(piece, _)| piece));
        if pieces.len() == 1 {
            pieces.push(UNKNOWN);
        }
        pieces.truncate(MOST_PIECES - 1);
        pieces.push(END);
        pieces
    }

    /// The pieces of the words of a text between the marks of its beginning and its end, each with the place in the text where
    /// it begins and whether a word or a mark begins there. Of a word that has another normal form only the beginning is known.
    pub(super) fn placed(&self, text: &str) -> Vec<Placed> {
        let mut placed = vec![Placed { piece: BEGIN, at: 0, opens: true }];
        let mut rest = 0;
        for word in text.split_whitespace() {
            let start = rest + text[rest..].find(word).unwrap_or_default();
            rest = start + word.len();
            let normal = normal(word);
            let same = normal.strip_prefix(BLANK).is_some_and(|letters| letters == word);
            for (piece, at) in self.cut(&normal) {
                let opens = at == 0 || normal[at..].starts_with(|c: char| !c.is_alphanumeric());
                let within = if same { at.saturating_sub(BLANK.len_utf8()) } else { 0 };
                placed.push(Placed { piece, at: start + within, opens });
            }
        }
        placed.push(Placed { piece: END, at: text.len(), opens: true });
        placed
    }

    /// The pieces of a text in normal form, and where in it each begins.
    fn cut(&self, text: &str) -> Vec<(u32, usize)> {
        let mut ways = vec![Way { score: f32::NEG_INFINITY, from: 0, piece: UNKNOWN }; text.len() + 1];
        ways[0].score = 0.0;
        for (at, character) in text.char_indices() {
            let (here, width) = (ways[at].score, character.len_utf8());
            let mut reach = |end: usize, score: f32, piece: u32| {
                if let Some(way) = ways.get_mut(end).filter(|way| score > way.score) {
                    *way = Way { score, from: u32::try_from(at).unwrap_or(u32::MAX), piece };
                }
            };
            let mut known = false;
            for (piece, length) in self.trie.common_prefix_search(&text.as_bytes()[at..]) {
                known |= length == width;
                reach(at + length, here + self.scores.get(piece as usize).copied().unwrap_or(self.unknown), piece);
            }
            if !known {
                reach(at + width, here + self.unknown, UNKNOWN);
            }
        }
        let mut pieces: Vec<(u32, usize)> = Vec::new();
        let mut at = text.len();
        while let Some(way) = ways.get(at).filter(|_| at > 0) {
            at = (way.from as usize).min(at - 1);
            match pieces.last_mut() {
                Some((UNKNOWN, start)) if way.piece == UNKNOWN => *start = at,
                _ => pieces.push((way.piece, at)),
            }
        }
        pieces.reverse();
        pieces
    }
}

/// A piece, and where it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    /// Its number.
    pub(super) piece: u32,
    /// Where it begins, in bytes of the text.
    pub(super) at: usize,
    /// Whether a word or a mark begins with it.
    pub(super) opens: bool,
}

/// The normal form of a text: NFKC; a mark for each run of blanks and line ends, and one at the beginning.
fn normal(text: &str) -> String {
    // The normal form of SentencePiece leaves the full-width tilde as it is, so a noncharacter stands in for it.
    const TILDE: char = '\u{ff5e}';
    const STAND_IN: char = '\u{fdd0}';
    let prepared = text.chars().map(|character| match character {
        '\t' | '\n' | '\u{c}' | '\r' | '\u{1680}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => ' ',
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffd}' => ' ',
        TILDE => STAND_IN,
        other => other,
    });
    let mut normal = String::with_capacity(text.len() + BLANK.len_utf8());
    let mut blank = true;
    for character in prepared.nfkc().take(MOST_PIECES * LONGEST_PIECE) {
        if character == ' ' {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            normal.push(BLANK);
        }
        normal.push(if character == STAND_IN { TILDE } else { character });
    }
    normal
}
