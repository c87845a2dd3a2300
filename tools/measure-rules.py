#!/usr/bin/env python3
"""Measure each rule on labelled sets, and write the table that `kanhe rules` and `kanhe explain` show.

usage: tools/measure-rules.py [--kanhe PROGRAM] [--output TABLE] FOLDER ...

The FOLDERs hold the sets, described in tools/labelled_sets.py; PROGRAM is target/release/kanhe unless told otherwise, the
TABLE src/check/rules/measured.tsv. Only figures go into the table. Warnings and errors count, notes do not.
"""

import argparse
import collections

from labelled_sets import LEVELS, findings, hits_planted, hits_real, is_real, public_name, read, sets_in, twin_of, words_of

HEAD = """\
# What each rule finds in labelled sets; tools/measure-rules.py writes this table, docs/rules.md tells what the figures mean.
# 1 rule	2 set	3 clean: pairs without error with a finding of the rule, of all such pairs; right: findings that touch an error,
#   of all findings; found: errors of a kind that a finding of the rule touches, of all of the kind	4 kind of error	5 part	6 whole
"""


def planted(name, pairs, found, rows):
    by = collections.defaultdict(list)
    for finding in found:
        by[finding["id"]].append(finding)
    clean = [pair for pair in pairs if pair["label"] == "clean"]
    alarms = collections.Counter(rule for pair in clean for rule in {f["rule"] for f in by[pair["id"]]})
    errors, touched = collections.Counter(), collections.Counter()
    for pair in pairs:
        if pair["label"] == "clean":
            continue
        errors[pair["label"]] += 1
        known = {words_of(finding) for finding in by[twin_of(pair)]}
        for rule in {f["rule"] for f in by[pair["id"]] if hits_planted(f, pair, known)}:
            touched[rule, pair["label"]] += 1
    for rule in sorted({rule for rule, _ in touched} | set(alarms)):
        rows.append((rule, name, "clean", "", alarms[rule], len(clean)))
    for (rule, label), count in sorted(touched.items()):
        # A rule that meets one error of a kind by chance says nothing of that kind.
        if count >= 5 and 50 * count >= errors[label]:
            rows.append((rule, name, "found", label, count, errors[label]))


def real(name, pairs, found, rows):
    by = collections.defaultdict(list)
    for finding in found:
        by[finding["id"]].append(finding)
    right, all_found, errors, touched = (collections.Counter() for _ in range(4))
    for pair in filter(lambda pair: pair["read"], pairs):
        for finding in by[pair["id"]]:
            all_found[finding["rule"]] += 1
            right[finding["rule"]] += any(hits_real(finding, error) for error in pair["errors"])
        for error in filter(lambda error: error["sure"] >= 2, pair["errors"]):
            errors[error["kind"]] += 1
            for rule in {f["rule"] for f in by[pair["id"]] if hits_real(f, error)}:
                touched[rule, error["kind"]] += 1
    for rule, count in sorted(all_found.items()):
        rows.append((rule, name, "right", "", right[rule], count))
    for (rule, kind), count in sorted(touched.items()):
        if count >= 5 and 50 * count >= errors[kind]:
            rows.append((rule, name, "found", kind, count, errors[kind]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kanhe", default="target/release/kanhe")
    parser.add_argument("--output", default="src/check/rules/measured.tsv")
    parser.add_argument("folders", nargs="+")
    arguments = parser.parse_args()
    rows = []
    for path in sets_in(arguments.folders):
        pairs = read(path)
        found = [f for f in findings(arguments.kanhe, pairs) if LEVELS.get(f["level"], 1) >= LEVELS["warning"]]
        (real if is_real(pairs) else planted)(public_name(path), pairs, found, rows)
    order = {"clean": 0, "right": 1, "found": 2}
    rows.sort(key=lambda row: (row[0], order[row[2]], row[1], row[3]))
    with open(arguments.output, "w", encoding="utf8") as table:
        table.write(HEAD)
        table.writelines("\t".join(map(str, row)) + "\n" for row in rows)
    print(f"{arguments.output}: {len(rows)} figures of {len({row[0] for row in rows})} rules")


if __name__ == "__main__":
    main()
