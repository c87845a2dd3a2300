"""What measure-rules.py and regressions.py share: reading labelled sets, running kanhe, telling hits from false alarms.

A set is a file of JSON lines. Of planted errors: {"id", "source", "target", "label", "span"?, "clean_of"?, "document"?},
where `label` is "clean" or the kind of error that was put into `target` at `span` (bytes), and `clean_of` names the clean
pair that it was put into. Of real errors: {"id", "source", "target", "document", "read", "errors": [{"kind", "source",
"target", "sure"}]}, where a pair with "read" false is context alone, and an error of sureness 1 is left out.
"""

import json
import subprocess
import sys
from pathlib import Path

LEVELS = {"note": 0, "warning": 1, "error": 2}
PASSED_ON = ("id", "source", "target", "document", "source_lang", "target_lang")


def public_name(path):
    """What a set is called where its figures are shown."""
    stem = Path(path).stem
    if stem.startswith("swaps-ntrex-"):
        return f"NTREX-128 swaps {stem.removeprefix('swaps-ntrex-')}-en"
    return {"demetr": "DEMETR", "real-errors": "WMT systems zh-en, labelled by hand"}.get(stem, stem)


def read(path):
    with open(path, encoding="utf8") as lines:
        pairs = [json.loads(line) for line in lines if line.strip()]
    if not pairs:
        sys.exit(f"{path}: there are no pairs in it")
    if is_real(pairs):
        for pair in pairs:
            pair.setdefault("source_lang", "zh")
            pair.setdefault("target_lang", "en")
    return pairs


def is_real(pairs):
    return "errors" in pairs[0]


def turned(pairs):
    """The same pairs with the original in the place of the rendering, which shows whether rules work in both directions."""
    exchanged = {"source": "target", "target": "source", "source_lang": "target_lang", "target_lang": "source_lang"}
    return [{exchanged.get(key, key): value for key, value in pair.items()} | {"turned": True} for pair in pairs]


def sets_in(folders):
    """Every set in the folders, in the order of their names."""
    found = []
    for folder in map(Path, folders):
        found += sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder]
    if not found:
        sys.exit("there are no sets in these folders: they hold no *.jsonl")
    return found


def findings(kanhe, pairs):
    """What kanhe finds in the pairs, in the order in which it prints it."""
    lines = "".join(json.dumps({k: p[k] for k in PASSED_ON if k in p}, ensure_ascii=False) + "\n" for p in pairs)
    done = subprocess.run([kanhe, "check", "--pairs", "-", "--format", "jsonl"], input=lines.encode(), stdout=subprocess.PIPE)
    if done.returncode not in (0, 1):
        sys.exit(f"{kanhe} ended with status {done.returncode}")
    return [json.loads(line) for line in done.stdout.decode("utf8").splitlines() if line.strip()]


def twin_of(pair):
    return pair.get("clean_of") or pair["id"].rsplit("-", 1)[0] + "-clean"


def words_of(finding):
    return (finding["rule"], (finding.get("target") or {}).get("text"), (finding.get("source") or {}).get("text"))


def touches(span, place):
    """Whether a finding's place shares a byte with the span of an error, or is empty and lies in or at it."""
    if not span or not place:
        return False
    start, end = place["start"], place["end"]
    return start < max(span[1], span[0] + 1) and end > span[0] or start == end and span[0] <= start <= span[1]


def hits_planted(finding, pair, known):
    """Whether a finding is about the planted error: at its place, and not in the clean twin, whose words are `known`."""
    side = "source" if pair.get("turned") else "target"
    return words_of(finding) not in known and (not pair.get("span") or touches(pair["span"], finding.get(side)))


def hits_real(finding, error):
    return touches(error["target"], finding.get("target")) or touches(error["source"], finding.get("source"))
