"""Writes the documents of this folder that are no text: run it with Python, python-docx and EbookLib.

    python3 -m venv venv && venv/bin/pip install python-docx==1.2.0 EbookLib==0.20
    venv/bin/python docs/formats/make.py

The files stand in the repository as these programs wrote them, so that the tests need neither.
"""

import pathlib

from docx import Document
from docx.shared import Pt
from ebooklib import epub

HERE = pathlib.Path(__file__).parent

REPORT = {
    "zh": {
        "title": "河桥大坝年度报告",
        "text": [
            ["河桥大坝", "二〇一九年", "开始供水，如今为", "三十五万", "居民供水。"],
            ["水位在五月", "十二日", "达到最高点，为", "182", "米。"],
        ],
        "heading": "费用",
        "after": "全部费用为四百二十万美元，比预算少百分之三。",
        "rows": [("项目", "费用"), ("混凝土", "210万美元"), ("闸门", "95万美元")],
    },
    "en": {
        "title": "Annual report on the Heqiao dam",
        "text": [
            ["The Heqiao dam began to supply water ", "in 2019", " and now serves ", "35,000", " residents."],
            ["The water reached its highest level, ", "182", " metres, on ", "12 May", "."],
        ],
        "heading": "Costs",
        "after": "The whole cost was 4.2 million dollars, three percent less than planned.",
        "rows": [("Item", "Cost"), ("Concrete", "2.1 million dollars"), ("Gates", "590,000 dollars")],
    },
}

TABLE = [
    ("原文", "译文"),
    ("博物馆每天上午九点开门。", "The museum opens at nine every morning."),
    ("去年有八千三百万人参观。", "Last year 8.3 million people came to see it."),
    ("门票价格是四十元。", "A ticket costs 40 yuan."),
]

BOOK = {
    "zh": [
        ("第一章", ["一九八六年三月，陈船长带着十七个人离开海口。", "他们在海上航行了四十二天。"]),
        ("第二章", ["船上有六百箱茶叶。", "第二天早上，岛出现在东边。"]),
    ],
    "en": [
        ("Chapter One", ["In March 1986 Captain Chen left Haikou with seventeen men.", "They sailed for forty-two days."]),
        ("Chapter Two", ["There were sixty chests of tea on board.", "The next morning the island lay to the east."]),
    ],
}


def report(language):
    words = REPORT[language]
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(words["title"], level=1)
    for runs in words["text"]:
        paragraph = document.add_paragraph()
        # Every second run is bold: programs part the words of a sentence wherever their look changes.
        for index, run in enumerate(runs):
            paragraph.add_run(run).bold = index % 2 == 1
    document.add_heading(words["heading"], level=2)
    table = document.add_table(rows=0, cols=2)
    for row in words["rows"]:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    document.add_paragraph(words["after"], style="List Bullet")
    document.save(HERE / f"report.{language}.docx")


def table():
    document = Document()
    rows = document.add_table(rows=0, cols=3)
    for number, row in enumerate(TABLE):
        for cell, text in zip(rows.add_row().cells, (str(number) if number else "#", *row)):
            cell.text = text
    document.save(HERE / "table.docx")


def book(language):
    book = epub.EpubBook()
    book.set_identifier(f"island-{language}")
    book.set_title("Island")
    book.set_language(language)
    chapters = []
    for number, (title, paragraphs) in enumerate(BOOK[language], 1):
        page = epub.EpubHtml(title=title, file_name=f"text/chapter{number}.xhtml", lang=language)
        page.content = f"<h1>{title}</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs)
        book.add_item(page)
        chapters.append(page)
    book.toc = tuple(chapters)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = chapters
    epub.write_epub(HERE / f"book.{language}.epub", book)


for language in ("zh", "en"):
    report(language)
    book(language)
table()
