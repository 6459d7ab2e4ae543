"""One run over a folder of every format, good files and bad: nothing is lost in silence."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest
from docx import Document as WordDocument
from openpyxl import Workbook
from typer.testing import CliRunner

from bench.cli import app
from bench.writing import KEPT_TEXTS, text_file
from tests.corpus.readers.packing import zipped
from tests.corpus.readers.pdfs import pdf_of, typeset
from tests.store.builders import city_text

PAGE = """<html><head><title>青岛市政务网</title><meta name="PubDate" content="2025-03-02"></head>
<body><div class="nav"><a href="/">首页</a> <a href="/a">要闻</a> <a href="/b">政策</a></div>
<div class="article"><h1>青岛市数字经济行动方案</h1>{lines}</div>
<div class="footer">主办单位：某办公室 ICP备案</div></body></html>"""


def lines(number: int) -> list[str]:
    """Title, heading and measures of a plan."""
    return city_text(number).splitlines()


def word(number: int) -> bytes:
    document, file = WordDocument(), io.BytesIO()
    title, heading, *measures = lines(number)
    document.add_heading(title, 0)
    document.add_heading(heading, 1)
    for measure in measures[:-1]:
        document.add_paragraph(measure)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "资金", measures[-1]
    document.save(file)
    return file.getvalue()


def workbook(number: int) -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["地区", "领域", "主要措施"])
    for city in ("合肥市", "西安市"):
        for measure in lines(number)[2:]:
            book.active.append([city, "数字经济", measure.replace("第", "新第")])
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    documents = folder / "documents"
    documents.mkdir()
    html = "".join(f"<p>{line}</p>" for line in lines(1)[1:])
    files = {
        "成都.txt": city_text(0).encode("gb18030"),
        "成都副本.txt": ("﻿" + city_text(0)).encode("utf-16"),
        "青岛.html": PAGE.format(lines=html).encode("gb18030"),
        "杭州.pdf": pdf_of(typeset([*lines(2), *lines(8)[1:]] * 1, foot="{page}", size=30)),
        "苏州.docx": word(3),
        "清单.xlsx": workbook(4),
        "打包.zip": zipped({"武汉.txt": city_text(5), "图.png": b"\x89PNG\r\n\x1a\n"}),
        "扫描.pdf": pdf_of([[], []], picture=True),
        "坏.docx": b"PK\x03\x04 not really",
        "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "图片.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 64,
        "空.txt": b"",
    }
    for name, data in files.items():
        (documents / name).write_bytes(data)
    (folder / "bench.yaml").write_text(
        "min_claims: 2\nmin_coverage: 0.05\ndraws: 100\nbrief: no\noutput: out\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["run", str(folder), "--keep-text"])
    assert result.exit_code == 0, result.output
    assert "Traceback" not in result.output
    return folder / "out"


def table(output: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(
        output / f"{name}.csv", encoding="utf-8-sig", keep_default_na=False, dtype={"page": str}
    )


def test_every_file_is_listed_with_its_state_and_every_refusal_with_its_reason(output):
    documents = table(output, "documents").set_index("document")
    states = {name: documents.loc[name, "state"] for name in documents.index}
    read = {"成都.txt", "青岛.html", "杭州.pdf", "苏州.docx", "打包.zip/武汉.txt"}
    skipped = {"扫描.pdf", "坏.docx", "旧.doc", "图片.jpg", "空.txt", "打包.zip/图.png"}
    assert {name for name, state in states.items() if state == "skipped"} == skipped
    assert {name for name, state in states.items() if state == "repeated"} == {"成都副本.txt"}
    rows = {name for name in states if name.startswith("清单.xlsx#")}
    assert {name for name, state in states.items() if state == "read"} == read | rows
    assert len(rows) == 2
    assert (documents.loc[sorted(skipped), "problem"] != "").all()
    assert "2" in documents.loc["扫描.pdf", "problem"]


def test_every_format_gives_its_measures_to_its_region(output):
    evidence = table(output, "evidence")
    found = evidence.groupby("region")["document"].unique()
    for region, document in {
        "成都": "成都.txt",
        "青岛": "青岛.html",
        "杭州": "杭州.pdf",
        "苏州": "苏州.docx",
        "武汉": "打包.zip/武汉.txt",
    }.items():
        assert document in found[region]
    assert {"合肥", "西安"} <= set(found.index)


@pytest.mark.parametrize("name", ["evidence", "claims"])
def test_every_quote_stands_at_its_offsets_in_the_kept_text(output, name):
    rows = table(output, name)
    texts = {
        document: (output / KEPT_TEXTS / text_file(document)).read_text(encoding="utf-8")
        for document in rows["document"].unique()
    }
    assert len(rows) > 0
    for row in rows.itertuples():
        assert texts[row.document][row.start : row.end] == row.quote


def test_pages_are_told_for_pdf_alone_and_rise(output):
    claims = table(output, "claims")
    pages = claims.loc[claims["document"] == "杭州.pdf", "page"].astype(int).tolist()
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] > 1
    assert set(claims.loc[claims["document"] != "杭州.pdf", "page"]) == {""}


def test_headings_of_word_stand_above_its_sentences(output):
    claims = table(output, "claims")
    sections = claims.loc[claims["document"] == "苏州.docx", "section"]
    assert set(sections) == {"一、重点任务"}


def test_navigation_and_footer_of_a_page_are_not_read(output):
    quotes = "".join(table(output, "claims")["quote"])
    assert "要闻" not in quotes
    assert "备案" not in quotes


def test_the_workbook_verifies(output):
    result = CliRunner().invoke(app, ["verify", str(output / "benchmark.xlsx"), "--format", "json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)
