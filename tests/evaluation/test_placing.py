"""Labels find their document and fit its text, or are told of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.corpus.document import Document
from bench.errors import InputError
from bench.evaluation.placing import placed
from bench.evidence.analysis import Analysis
from tests.evaluation.builders import TEXT, coder, label


def texts(analysis: Analysis, *others: str) -> dict[str, Document]:
    named = (replace(analysis.document, path=path) for path in others)
    return {document.path: document for document in (analysis.document, *named)}


@pytest.mark.parametrize("name", ["plans/one.txt", "one.txt", "one"])
def test_a_document_goes_by_path_file_name_or_stem(analysis: Analysis, name: str) -> None:
    assert list(placed(coder(label(0, 5, document=name)), texts(analysis))) == ["plans/one.txt"]


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"document": "plans/two.txt"}, "unknown_document_near"),
        ({"document": "qqqq"}, "unknown_document"),
        ({"end": len(TEXT) + 1}, "outside"),
        ({"quote": "别的文字"}, "other_text"),
        ({}, "labelled_twice"),
    ],
)
def test_labels_that_do_not_fit_the_documents_are_told_by_line(
    analysis: Analysis, wrong: dict[str, object], key: str
) -> None:
    values = {"start": 0, "end": 5, "line": 7, **wrong}
    labels = coder(label(0, 5, line=3), label(**values))  # type: ignore[arg-type]
    with pytest.raises(InputError) as told:
        placed(labels, texts(analysis))
    assert told.value.key == f"evaluation.{key}"
    assert "a.csv:7" in told.value.text("en")


def test_blanks_and_line_ends_of_a_quote_do_not_matter(analysis: Analysis) -> None:
    quote = f" {TEXT[0:12]}\r\n"
    assert placed(coder(label(0, 12, quote=quote)), texts(analysis))


def test_a_file_name_that_several_documents_share_names_none(analysis: Analysis) -> None:
    documents = texts(analysis, "reports/one.txt")
    with pytest.raises(InputError) as told:
        placed(coder(label(0, 5, document="one.txt")), documents)
    assert told.value.key == "evaluation.unknown_document_near"
    assert list(placed(coder(label(0, 5)), documents)) == ["plans/one.txt"]
