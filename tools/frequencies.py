#!/usr/bin/env python3
"""Makes the tables src/lang/<code>/frequencies.tsv from the word frequencies of wordfreq.

usage: frequencies.py src/lang        (needs the Python package wordfreq, 3.1)

A row is a frequency and the words that have it. Words are in small letters, ß as ss, as wordfreq folds them; what is not in Latin letters,
single letters and words in pieces (with apostrophe, hyphen or blank) are left out.
"""
import collections
import pathlib
import sys
import unicodedata

from wordfreq import top_n_list, zipf_frequency

# How many words of each language. English has the most, for it is what most renderings are in: a word that a
# rendering may use must not be taken for a foreign one.
LANGUAGES = {
    "en": ("English", 40000),
    "de": ("German", 30000),
    "fr": ("French", 30000),
    "es": ("Spanish", 30000),
    "it": ("Italian", 30000),
    "pl": ("Polish", 30000),
    "cs": ("Czech", 30000),
    "pt": ("Portuguese", 30000),
    "nl": ("Dutch", 30000),
}
WORDS_A_LINE = 16

HEAD = """\
# {name}: common words with their frequency, by which a word is told to be of this language rather than of another.
# From wordfreq 3.1 (Robyn Speer; data from Wikipedia, OPUS OpenSubtitles, SUBTLEX and other collections), CC BY-SA 4.0; the first {count},
# in small letters, ß as ss.
# 1 frequency: ten times the common logarithm of how often the word stands in 1,000,000,000 words	2 words parted by blanks
"""


def is_word(word):
    return len(word) > 1 and all(unicodedata.name(letter, "").startswith("LATIN SMALL") for letter in word)


def main():
    root = pathlib.Path(sys.argv[1])
    for code, (name, count) in LANGUAGES.items():
        rows = collections.defaultdict(list)
        for word in top_n_list(code, count, wordlist="large"):
            if is_word(word):
                rows[round(10 * zipf_frequency(word, code, wordlist="large"))].append(word)
        path = root / code / "frequencies.tsv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf8") as out:
            out.write(HEAD.format(name=name, count=f"{count:,}"))
            for frequency in sorted(rows, reverse=True):
                words = sorted(rows[frequency])
                for start in range(0, len(words), WORDS_A_LINE):
                    out.write(f"{frequency}\t{' '.join(words[start:start + WORDS_A_LINE])}\n")


if __name__ == "__main__":
    main()
