"""Practice documents: one line a sentence becomes running text with labels at its offsets."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.evidence.practice import PracticeDocument, read_practice
from bench.resources import shipped

IDS = ("area.power", "area.trade")
LINES = """# 海陵市若干措施
context|-|-|为了发展，制定本措施。

## 一、设施
measure|power|planned|新建机房两座。
fact|power,trade|achieved|已有机房九座，撮合交易百笔。

noise|-|-|联系电话见附件。
"""


def read(folder: Path, lines: str = LINES) -> PracticeDocument:
    (folder / "plan_01.txt").write_text(lines, encoding="utf-8")
    return read_practice(folder, IDS)[0]


def test_headings_and_paragraphs_become_lines(tmp_path: Path) -> None:
    made = read(tmp_path)
    assert made.name == "plan_01"
    assert made.text.split("\n") == [
        "海陵市若干措施",
        "为了发展，制定本措施。",
        "一、设施",
        "新建机房两座。已有机房九座，撮合交易百笔。",
        "联系电话见附件。",
    ]


def test_each_label_stands_at_its_sentence(tmp_path: Path) -> None:
    made = read(tmp_path)
    assert [(made.text[x.start : x.end], x.kind, x.indicators) for x in made.labels] == [
        ("为了发展，制定本措施。", "context", ()),
        ("新建机房两座。", "measure", ("area.power",)),
        ("已有机房九座，撮合交易百笔。", "fact", ("area.power", "area.trade")),
        ("联系电话见附件。", "noise", ()),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("measure|power|新建机房两座。", "evidence.practice_line"),
        ("measures|power|planned|新建机房两座。", "evidence.practice_line"),
        ("measure|power|soon|新建机房两座。", "evidence.practice_line"),
        ("measure|steam|planned|新建机房两座。", "evidence.practice_indicator"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, f"# 标题\n{line}\n")
    assert error.value.key == message
    assert error.value.values["line"] == 2


def test_the_shipped_documents_can_be_read_and_cover_every_indicator(catalogue: Catalogue) -> None:
    ids = [indicator.id for indicator in catalogue.indicators]
    documents = read_practice(shipped("indicators/practice"), ids)
    found = {indicator for made in documents for x in made.labels for indicator in x.indicators}
    assert found == set(ids)
    for made in documents:
        spans = [(x.start, x.end) for x in made.labels]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
