#!/usr/bin/env python3
"""Lets other programs make files, kanhe read and write them, and the same programs read what it wrote.

    pip install translate-toolkit==3.20.4 polib==1.2.0 openpyxl==3.1.5 python-docx==1.2.0
    apt-get install libreoffice-calc-nogui libreoffice-writer-nogui
    python3 tests/bilingual/round-trips.py target/debug/kanhe

What is not installed is passed over with a word; with KANHE_PROGRAMS=required that is an error.
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
KANHE = str(pathlib.Path(sys.argv[1]).resolve())
UNITS = [
    ("新桥长三百五十米，耗资两千万元。", "The new bridge is 350 metres long and cost 20 million yuan."),
    ("约有三十五万人观看了通车典礼。", "Some 35,000 people watched the opening."),
    ("市长说，大家等了十二年。", "The mayor said that everybody had waited for 12 years."),
    ("乌兹别克斯坦大使也到场祝贺。", "The ambassador of Ukraine came as well to offer congratulations."),
]
FLAWS = [("number-mismatch", "35,000"), ("country-mismatch", "Ukraine")]


def run(*arguments, status=(0, 1)):
    done = subprocess.run([KANHE, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode in status, (arguments, done.stderr)
    return done.stdout


def flaws(*arguments):
    """The rules and the words of the rendering that kanhe finds fault with."""
    found = map(json.loads, run("check", *arguments, "--format", "jsonl").splitlines())
    return [(finding["rule"], finding["target"]["text"]) for finding in found]


def translate_toolkit(folder):
    """TMX, XLIFF and PO: with notes of findings put in, the units, states and notes are as they were."""
    import polib
    from translate.storage import factory, xliff2

    def units(path):
        store = xliff2.Xliff2File.parsefile(str(path)) if path.name == "toolkit-2.xlf" else factory.getobject(str(path))
        return [(unit.getid(), str(unit.source), str(unit.target), unit.isfuzzy(), unit.getnotes()) for unit in store.units]

    def own(notes):
        return [line for line in notes.split("\n") if line and not line.startswith("kanhe: ")]

    for name in ["toolkit.tmx", "toolkit.xlf", "toolkit-2.xlf", "toolkit.po", "polib.po"]:
        written = folder / name
        run("check", HERE / name, "--annotate", written)
        before, after = units(HERE / name), units(written)
        assert [unit[:4] + (own(unit[4]),) for unit in before] == [unit[:4] + (own(unit[4]),) for unit in after], name
        notes = sum(note.startswith("kanhe: ") for unit in after for note in unit[4].split("\n"))
        # translate-toolkit reads the notes of segments of XLIFF 2, not those of units, where the standard has them.
        assert notes == 2 or name == "toolkit-2.xlf", (name, notes)
        if name.endswith(".po"):
            assert sum("kanhe: " in entry.tcomment for entry in polib.pofile(str(written))) == 2, name
        print(f"{name}: {len(after)} units as they were, {notes} notes")
    for name in ["aligned.tmx", "aligned.xlf"]:
        run("align", HERE / "toolkit.tmx", "--format", "tmx" if name.endswith("tmx") else "xliff", "--output", folder / name)
        store = xliff2.Xliff2File if b"xliff:document:2" in (folder / name).read_bytes() else None
        store = store.parsefile(str(folder / name)) if store else factory.getobject(str(folder / name))
        beads = [unit for unit in store.units if str(unit.source) and str(unit.target)]
        assert len(beads) == 4 and "350 metres" in str(beads[0].target), (name, beads)
        print(f"{name}: {len(beads)} beads")


def openpyxl(folder):
    """Workbooks: the flaws of one that openpyxl made, and what it reads of the reports and of the beads."""
    import openpyxl

    assert flaws(HERE / "openpyxl.xlsx") == FLAWS
    report, beads = folder / "report.xlsx", folder / "beads.xlsx"
    run("check", HERE / "toolkit.tmx", "--format", "xlsx", "--output", report)
    rows = list(openpyxl.load_workbook(report, rich_text=True)["findings"].values)
    assert [row[2] for row in rows] == ["rule", "number-mismatch", "country-mismatch"], rows
    marked = [str(block) for block in rows[1][7] if not isinstance(block, str) and block.font.b]
    assert marked == ["35,000"], marked
    assert str(rows[1][7]) == "Some 35,000 people & their guests watched the opening.", rows[1][7]
    run("align", HERE / "toolkit.tmx", "--format", "xlsx", "--output", beads)
    rows = list(openpyxl.load_workbook(beads).active.values)
    assert rows[0] == ("id", "source", "target", "confidence") and len(rows) == 5, rows
    print(f"workbooks: {len(rows) - 1} beads, the words of findings marked")


def python_docx(folder):
    """Documents of Word: two of them, and one with a table of both sides."""
    import docx

    for side, name in enumerate(["zh.docx", "en.docx"]):
        document = docx.Document()
        document.add_heading("通车典礼" if side == 0 else "The Opening Ceremony", 1)
        for unit in UNITS:
            words = document.add_paragraph().add_run(unit[side])
            words.bold = side == 1
        document.save(folder / name)
    assert flaws(folder / "zh.docx", folder / "en.docx") == FLAWS
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for unit in [("原文", "译文"), *UNITS]:
        for cell, words in zip(table.add_row().cells, unit):
            cell.text = words
    document.save(folder / "table.docx")
    assert flaws(folder / "table.docx") == FLAWS
    print("documents: two and a table, flaws found")


def libreoffice(folder):
    """What LibreOffice saves is read, and it opens the workbooks that kanhe writes."""
    office = shutil.which("soffice")
    if not office:
        raise ImportError("LibreOffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"

    def saved(path, form, into, *options):
        (folder / into).mkdir(exist_ok=True)
        convert = [office, profile, "--headless", *options, "--convert-to", form, "--outdir", folder / into, path]
        subprocess.run(convert, check=True, capture_output=True)
        return folder / into / (path.stem + "." + form.split(":")[0])

    texts = []
    for side, name in enumerate(["zh", "en"]):
        page = folder / f"{name}.html"
        words = "".join(f"<p>{unit[side]}</p>" for unit in UNITS)
        page.write_text(f'<meta charset="utf-8"><h1>{"通车" if side == 0 else "The Opening"}</h1>{words}', "utf-8")
        texts.append(saved(page, "odt:writer8", "odt", "--infilter=HTML (StarWriter)"))
    for form in ["docx:MS Word 2007 XML", "epub", "html:HTML (StarWriter)"]:
        pair = [saved(text, form, "saved") for text in texts]
        assert flaws(*pair) == FLAWS, form
    for form in ["xlsx:Calc MS Excel 2007 XML", 'csv:Text - txt - csv (StarCalc):44,34,76']:
        table = saved(HERE / "openpyxl.xlsx", form, "saved")
        assert flaws(table, "--source-lang", "zh", "--target-lang", "en") == FLAWS, form
    # A client opens the report, says something of the first finding, and saves it.
    run("check", HERE / "toolkit.tmx", "--format", "xlsx", "--output", folder / "client.xlsx")
    sheet = saved(folder / "client.xlsx", 'csv:Text - txt - csv (StarCalc):44,34,76', "read")
    rows = list(csv.reader(sheet.open(encoding="utf-8")))
    assert [row[2] for row in rows] == ["rule", "number-mismatch", "country-mismatch"], rows
    print("LibreOffice: DOCX, EPUB, HTML, XLSX and CSV read, the report opened")
    try:
        import openpyxl
    except ImportError:
        return
    book = openpyxl.load_workbook(folder / "client.xlsx")
    heads = {cell.value: cell.column for cell in book["findings"][1]}
    book["findings"].cell(2, heads["verdict"]).value = "intended"
    book["findings"].cell(2, heads["reason"]).value = "rounded by the author"
    book.save(folder / "filled.xlsx")
    back = saved(folder / "filled.xlsx", "xlsx:Calc MS Excel 2007 XML", "back")
    decisions = folder / "decisions.jsonl"
    memory = folder / "toolkit.tmx"
    shutil.copy(HERE / "toolkit.tmx", memory)
    run("decide", "--from", back, "--decisions", decisions, "--author", "Ann", "--source", memory)
    assert "rounded by the author" in decisions.read_text("utf-8")
    assert flaws(memory, "--decisions", decisions) == FLAWS[1:]
    print("LibreOffice: a verdict written into the report comes back")


def main():
    skipped = []
    for part in [translate_toolkit, openpyxl, python_docx, libreoffice]:
        with tempfile.TemporaryDirectory() as folder:
            try:
                part(pathlib.Path(folder))
            except ImportError as error:
                skipped.append(error.name or str(error))
            except subprocess.CalledProcessError as error:
                sys.exit(f"{error}\n{error.stderr.decode()}")
    if skipped:
        print(f"skipped: there is no {', no '.join(skipped)}")
        sys.exit(1 if os.environ.get("KANHE_PROGRAMS") == "required" else 0)


main()
