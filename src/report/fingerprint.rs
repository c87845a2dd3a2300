//! What a finding is known by when it is met again.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

/// What tells one finding from another, wherever it stands in its file.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    /// The name of the rule.
    pub rule: &'a str,
    /// The words of the original that it points at.
    pub source_words: &'a str,
    /// The words of the rendering that it points at.
    pub target_words: &'a str,
    /// The sentences of the original that those words stand in.
    pub source_sentences: &'a str,
    /// The sentences of the rendering that those words stand in.
    pub target_sentences: &'a str,
}

impl Identity<'_> {
    /// The fingerprint: 32 hexadecimal digits that are the same on every machine and do not change when
    /// text elsewhere in the file does.
    ///
    /// It is SipHash-2-4 with 128 bits and a key of zeros over the five texts in UTF-8, each with a byte
    /// after it (255) that UTF-8 never holds.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = SipHasher24::new();
        for part in [self.rule, self.source_words, self.target_words, self.source_sentences, self.target_sentences] {
            hasher.write(part.as_bytes());
            hasher.write(&[255]);
        }
        format!("{:032x}", hasher.finish128().as_u128())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_never_changes_between_machines_or_releases() {
        let identity = Identity {
            rule: "country-mismatch",
            source_words: "乌",
            target_words: "Ukraine",
            source_sentences: "中乌两国",
            target_sentences: "China and Ukraine",
        };
        assert_eq!(identity.fingerprint(), "128dc50c307fcd952b873f885d222ffc");
        let moved = Identity { source_words: "", target_words: "乌Ukraine", ..identity };
        assert_ne!(moved.fingerprint(), identity.fingerprint());
    }
}
