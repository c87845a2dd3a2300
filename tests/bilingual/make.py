#!/usr/bin/env python3
"""Makes the files of this folder with programs that translators use, so that kanhe reads what those write.

    pip install translate-toolkit==3.20.4 polib==1.2.0 openpyxl==3.1.5
    python3 tests/bilingual/make.py

The second and the fourth unit hold a flaw each, which tests/bilingual.rs expects to be found at its place.
"""

import pathlib
import re
import zipfile

import openpyxl
import polib
from openpyxl.comments import Comment
from openpyxl.styles import Font
from translate.storage import po, tmx, xliff, xliff2

HERE = pathlib.Path(__file__).parent
UNITS = [
    ("bridge", "新桥长三百五十米，耗资两千万元。", "The new bridge is 350 metres long and cost 20 million yuan."),
    ("crowd", "约有三十五万人观看了通车典礼。", "Some 35,000 people & their guests watched the opening."),
    ("speech", "市长说：“我们等了十二年。”", "“We have waited for 12 years,” the mayor said."),
    ("guests", "乌兹别克斯坦大使也到场祝贺。", "The ambassador of Ukraine came as well to offer congratulations."),
    ("empty", "典礼之后下起了雨。", ""),
]


def make_tmx():
    store = tmx.tmxfile(sourcelanguage="zh-CN", targetlanguage="en-GB")
    for name, source, target in UNITS[:4]:
        store.addtranslation(source, "zh-CN", target, "en-GB", comment=f"from {name} < hall >")
    store.savefile(str(HERE / "toolkit.tmx"))


def make_xliff():
    for storage, kind, name in [(xliff, "xlifffile", "toolkit.xlf"), (xliff2, "Xliff2File", "toolkit-2.xlf")]:
        store = getattr(storage, kind)()
        store.setsourcelanguage("zh-CN")
        store.settargetlanguage("en-GB")
        for identifier, source, target in UNITS:
            unit = store.UnitClass(source)
            store.addunit(unit)
            unit.setid(identifier)
            if target:
                unit.target = target
                unit.addnote("checked by the translator", origin="translator")
        store.savefile(str(HERE / name))


def make_po():
    store = po.pofile()
    store.updateheader(add=True, POT_Creation_Date="2026-01-01 00:00+0000", Language="en_GB", Content_Type="text/plain; charset=UTF-8", Plural_Forms="nplurals=2; plural=(n != 1);")
    for name, source, target in UNITS:
        unit = store.addsourceunit(source)
        unit.target = target
        unit.addlocation(f"src/{name}.c:12")
        unit.addnote(f"translators: {name}", origin="developer")
    store.savefile(str(HERE / "toolkit.po"))

    catalogue = polib.POFile(wrapwidth=40)
    catalogue.metadata = {"Language": "en_GB", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    for name, source, target in UNITS:
        catalogue.append(polib.POEntry(msgctxt=name, msgid=source, msgstr=target, tcomment="checked twice", occurrences=[(f"{name}.py", "7")]))
    catalogue.append(polib.POEntry(msgid="%d 座桥", msgid_plural="%d 座桥", msgstr_plural={0: "%d bridge", 1: "%d bridges"}, flags=["fuzzy", "c-format"]))
    catalogue.append(polib.POEntry(msgid="旧", msgstr="old", obsolete=True))
    catalogue.save(str(HERE / "polib.po"), newline="\r\n")


def make_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "通车"
    sheet.append(["编号", "原文", "备注", "译文"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, (name, source, target) in enumerate(UNITS, 1):
        sheet.append([name, source, "=A2" if number == 1 else None, target or None])
    sheet["B3"].comment = Comment("see the gazette", "editor")
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("Notes")
    notes["A1"] = "no table here"
    book.save(HERE / "openpyxl.xlsx")
    # The same bytes every time: the archive says when it was made.
    with zipfile.ZipFile(HERE / "openpyxl.xlsx") as archive:
        parts = [(part.filename, re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", archive.read(part))) for part in archive.infolist()]
    with zipfile.ZipFile(HERE / "openpyxl.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


make_tmx()
make_xliff()
make_po()
make_xlsx()
