#!/usr/bin/env python3
"""Tell which findings appeared and which vanished on labelled sets, by rule and by kind of pair.

usage: tools/regressions.py [--list N] [--turned] BEFORE AFTER FOLDER ...
       tools/regressions.py --keep RECORD [--turned] PROGRAM FOLDER ...

BEFORE and AFTER are two kanhe programs, or records that --keep wrote of what one found; a record holds fingerprints and
ids, no texts. The FOLDERs hold the sets, described in tools/labelled_sets.py. Notes are told apart from warnings and
errors, and a finding whose level changed across that border appears or vanishes as a warning. `clean` pairs hold no
error, so that what appears there is a false alarm; of pairs with an error, `hit` findings touch it. With --turned, the sets of
planted errors are read with original and rendering exchanged.
"""

import argparse
import collections
import json
import sys

from labelled_sets import (
    LEVELS, findings, hits_planted, hits_real, is_real, public_name, read, sets_in, turned, twin_of, words_of,
)


def described(pairs, found):
    """By pair, rule and fingerprint: whether it weighs as much as a warning, and what kind of finding it is."""
    by_id = {pair["id"]: pair for pair in pairs}
    by = collections.defaultdict(list)
    for finding in found:
        by[finding["id"]].append(finding)
    result = {}
    for finding in found:
        pair = by_id[finding["id"]]
        if is_real(pairs):
            kind = "unread" if not pair["read"] else "hit" if any(hits_real(finding, e) for e in pair["errors"]) else "stray"
        elif pair["label"] == "clean":
            kind = "clean"
        else:
            known = {words_of(other) for other in by[twin_of(pair)]}
            kind = f"{pair['label']} " + ("hit" if hits_planted(finding, pair, known) else "beside")
        weight = "warning" if LEVELS.get(finding["level"], 1) else "note"
        result[f"{finding['id']} {finding['rule']} {finding['fingerprint']} {weight}"] = kind
    return result


def record(program, folders, turn):
    sets = {}
    for path in sets_in(folders):
        pairs = read(path)
        if turn and is_real(pairs):
            continue
        if turn:
            pairs = turned(pairs)
        sets[public_name(path)] = described(pairs, findings(program, pairs))
    return sets


def side(name, folders, turn):
    """What a program finds, or a record says."""
    if name.endswith(".json"):
        with open(name, encoding="utf8") as kept:
            return json.load(kept)
    return record(name, folders, turn)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", metavar="RECORD", help="write what PROGRAM finds to this file, which must end in .json")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="name up to N findings of each kind by their ids")
    parser.add_argument("--turned", action="store_true", help="exchange original and rendering")
    parser.add_argument("names", nargs="+", metavar="NAME")
    arguments = parser.parse_args()
    if arguments.keep:
        if not arguments.keep.endswith(".json"):
            parser.error("the record must end in .json")
        with open(arguments.keep, "w", encoding="utf8") as kept:
            json.dump(record(arguments.names[0], arguments.names[1:], arguments.turned), kept, indent=0, sort_keys=True)
        return
    if len(arguments.names) < 3:
        parser.error("name two programs or records, and the folders of the sets")
    before, after, *folders = arguments.names
    before, after = (side(name, folders, arguments.turned) for name in (before, after))
    worse = 0
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, {}), after.get(name, {})
        changes = collections.defaultdict(list)
        for key in sorted(new.keys() - old.keys()):
            changes["appeared", key, new[key]].append(key)
        for key in sorted(old.keys() - new.keys()):
            changes["vanished", key, old[key]].append(key)
        tally = collections.defaultdict(list)
        for (what, key, kind), _ in changes.items():
            pair, rule, _, weight = key.rsplit(" ", 3)
            tally[rule, weight, kind, what].append(pair)
        if not tally:
            print(f"{name}: the same {len(new)} findings")
            continue
        print(f"{name}: {len(old)} findings before, {len(new)} after")
        for (rule, weight, kind, what), pairs in sorted(tally.items()):
            sign = "+" if what == "appeared" else "-"
            print(f"  {sign}{len(pairs):<5} {rule:22} {weight:8} {kind}")
            for pair in pairs[: arguments.list]:
                print(f"         {pair}")
            if weight == "warning" and (what == "appeared" and kind in ("clean", "stray") or what == "vanished" and kind.endswith("hit")):
                worse += len(pairs)
    print(f"{worse} warnings and errors changed for the worse: false alarms that appeared, and hits that vanished")
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
