#!/usr/bin/env python3
"""Lets the programs that made the files of this folder read what kanhe writes: the same units, and the notes.

    python3 tests/bilingual/read-back.py target/debug/kanhe
"""

import pathlib
import subprocess
import sys
import tempfile

import openpyxl
import polib
from translate.storage import factory, xliff2

HERE = pathlib.Path(__file__).parent


def units(path):
    """The identifier, both sides, state and notes of every unit, as translate-toolkit reads them."""
    store = xliff2.Xliff2File.parsefile(str(path)) if path.name == "toolkit-2.xlf" else factory.getobject(str(path))
    return [(unit.getid(), str(unit.source), str(unit.target), unit.isfuzzy(), unit.getnotes()) for unit in store.units]


def without_kanhe(notes):
    return [line for line in notes.split("\n") if line and not line.startswith("kanhe: ")]


def main():
    kanhe = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        for name in ["toolkit.tmx", "toolkit.xlf", "toolkit-2.xlf", "toolkit.po", "polib.po"]:
            written = pathlib.Path(folder) / name
            subprocess.run([kanhe, "check", HERE / name, "--annotate", written, "--format", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            before, after = units(HERE / name), units(written)
            strip = lambda all_units: [unit[:4] + (without_kanhe(unit[4]),) for unit in all_units]
            assert strip(before) == strip(after), f"{name}: the units have changed"
            notes = sum(note.startswith("kanhe: ") for unit in after for note in unit[4].split("\n"))
            # translate-toolkit reads the notes of segments of XLIFF 2, not those of units, where the standard has them.
            assert notes == 2 or name == "toolkit-2.xlf", f"{name}: {notes} notes"
            if name.endswith(".po"):
                entries = polib.pofile(str(written))
                assert sum("kanhe: " in entry.tcomment for entry in entries) == 2, name
            print(f"{name}: {len(after)} units as they were, {notes} notes")
        workbooks(kanhe, pathlib.Path(folder))


def workbooks(kanhe, folder):
    """openpyxl reads the report of findings and the table of beads."""
    report, beads = folder / "report.xlsx", folder / "beads.xlsx"
    subprocess.run([kanhe, "check", HERE / "toolkit.tmx", "--format", "xlsx", "--output", report], stderr=subprocess.DEVNULL)
    rows = list(openpyxl.load_workbook(report, rich_text=True)["findings"].values)
    assert [row[2] for row in rows] == ["rule", "number-mismatch", "country-mismatch"], rows
    marked = [str(block) for block in rows[1][7] if not isinstance(block, str) and block.font.b]
    assert marked == ["35,000"], marked
    assert str(rows[1][7]) == "Some 35,000 people & their guests watched the opening.", rows[1][7]
    subprocess.run([kanhe, "align", HERE / "toolkit.tmx", "--format", "xlsx", "--output", beads], check=True, stderr=subprocess.DEVNULL)
    rows = list(openpyxl.load_workbook(beads).active.values)
    assert rows[0] == ("id", "source", "target", "confidence") and len(rows) == 5, rows
    print(f"workbooks: {len(rows) - 1} beads, the words of findings marked")


main()
