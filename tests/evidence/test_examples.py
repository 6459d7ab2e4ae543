"""Labels become examples: the sentences of their documents that they overlap."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.errors import InputError
from bench.evidence.analysis import Analyser
from bench.evidence.examples import read_examples
from tests.evidence.labelled import BODY, TEXT, labels_file, row, span


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents" / "below" / "one.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(TEXT.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    return tmp_path / "documents"


def test_examples_are_the_labelled_measures_and_facts(
    tmp_path: Path, folder: Path, analyser: Analyser
) -> None:
    path = labels_file(
        tmp_path,
        row(*span(0), "measure", "area.power", "area.trade"),
        row(*span(1), "context"),
        row(*span(2), "fact"),
    )
    found = read_examples(analyser, [path], [folder])
    assert [(e.document, e.passage.text) for e in found] == [("one", BODY[0]), ("one", BODY[2])]
    assert [set(e.indicators) for e in found] == [{"area.power", "area.trade"}, set()]


def test_a_label_belongs_to_the_sentence_that_it_overlaps_by_more_than_half(
    tmp_path: Path, folder: Path, analyser: Analyser
) -> None:
    start, end = span(0)
    # A label from before the sentence on: it covers less, or more, than half of the shorter.
    for covered, wanted in ((2, []), (end - start - 1, [BODY[0]])):
        label = row(start - 6, start + covered, "fact")
        found = read_examples(analyser, [labels_file(tmp_path, label)], [folder])
        assert [e.passage.text for e in found] == wanted


def test_practice_documents_are_examples_too(tmp_path: Path, analyser: Analyser) -> None:
    (tmp_path / "plan_01.txt").write_text(
        "# 某市措施\n\n## 一、设施\n"
        "measure|compute|planned|新建机房两座。\ncontext|-|-|道路千万条。\nfact|-|achieved|旧桥三座。\n",
        encoding="utf-8",
    )
    found = read_examples(analyser, [], [], tmp_path)
    assert [(e.document, e.passage.text, set(e.indicators)) for e in found] == [
        ("plan_01", "新建机房两座。", {"infrastructure.compute"}),
        ("plan_01", "旧桥三座。", set()),
    ]
    assert {(e.passage.heading, e.kind) for e in found} == {("一、设施", "plan")}


def test_labels_of_a_document_that_is_not_there_are_named(
    tmp_path: Path, folder: Path, analyser: Analyser
) -> None:
    path = labels_file(tmp_path, row(0, 5, "fact", doc="two"))
    with pytest.raises(InputError) as error:
        read_examples(analyser, [path], [folder])
    assert error.value.values["document"] == "two"
