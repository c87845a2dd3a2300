//! The few figures that no text teaches: how much each kind of evidence counts against the others.
//!
//! They were chosen once for all languages and kinds of text; whatever differs between texts is estimated from
//! the pair at hand.

/// How much each kind of evidence counts.
#[derive(Debug)]
pub(crate) struct Weights {
    /// Lexical evidence.  Words of a bead are not independent of each other, and each match is seen from both
    /// sides, so that their plain sum would be too sure of itself.
    pub(crate) trust: f64,
    /// A word without rendering, against a word with one: a lexicon lacks many renderings.
    pub(crate) missed: f64,
    /// How much less a match counts in a bead with more sentences, where it is met more easily by chance.
    pub(crate) dilution: f64,
    /// The price of a sentence without counterpart, where all others have one: few translators leave sentences out.
    pub(crate) alone: f64,
    /// What such a sentence costs besides in a text that was rendered whole: nearly all sentences have a counterpart.
    pub(crate) whole: f64,
    /// What a sentence alone counts against a bead when the way with the most right beads is chosen.
    pub(crate) alone_in_choice: f64,
    /// How often a right bead has a length as wild as any.
    pub(crate) wild_lengths: f64,
    /// So many beads of the expected shapes are added to those counted.
    pub(crate) expected_shapes: f64,
    /// So many steps of the expected kind are added to those counted.
    pub(crate) expected_steps: f64,
    /// Nearness of meaning.  Vectors of texts on one matter are not independent of each other, nor of the words.
    pub(crate) meaning: f64,
    /// How often a right bead is no nearer in meaning than any.
    pub(crate) wild_meaning: f64,
    /// Where ways were less likely than this, the search does not look again: after its first look, which sees single
    /// sentences only, after a round that tried short beads, and after one that tried all. Few ways are kept where words
    /// alone tell; with more of them, what the text teaches in its later rounds is less often right.
    pub(crate) likely: [f32; 3],
}

/// Where words alone are looked at.
pub(crate) static WORDS: Weights = Weights {
    trust: 0.6,
    missed: 0.7,
    dilution: 0.7,
    alone: 2.0,
    whole: 6.0,
    alone_in_choice: 0.5,
    wild_lengths: 0.02,
    expected_shapes: 20.0,
    expected_steps: 10.0,
    meaning: 0.0,
    wild_meaning: 0.02,
    likely: [1e-6, 1e-6, 1e-4],
};

/// Where meanings are looked at too.
pub(crate) static WORDS_AND_MEANING: Weights =
    Weights { trust: 0.5, missed: 0.875, dilution: 0.56, meaning: 0.33, likely: [1e-9, 1e-15, 1e-15], ..WORDS };
