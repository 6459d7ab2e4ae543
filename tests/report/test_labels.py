import string

import pytest

from bench.corpus.kinds import load_kinds
from bench.messages import texts
from bench.report.labels import label, source_label, word


@pytest.mark.parametrize(
    ("group", "value", "zh", "en"),
    [
        ("state", "stated", "已述", "stated"),
        ("state", "silent", "未提及", "silent"),
        ("state", "unread", "未读", "unread"),
        ("status", "enacted", "已施行", "enacted"),
        ("status", "underway", "推进中", "underway"),
        ("status", "planned", "拟推进", "planned"),
        ("status", "proposed", "建议", "proposed"),
        ("status", "achieved", "已实现", "achieved"),
        ("kind", "measure", "举措", "measure"),
        ("kind", "fact", "事实", "fact"),
    ],
)
def test_codes_are_put_into_words(group: str, value: str, zh: str, en: str) -> None:
    assert label(group, value, "zh") == zh
    assert label(group, value, "en") == en


def test_a_value_without_a_label_is_shown_as_it_is() -> None:
    assert label("status", "讲话", "zh") == "讲话"
    assert source_label("讲话", "zh") == "讲话"


def test_kinds_of_documents_are_named_as_the_corpus_names_them() -> None:
    for kind in load_kinds():
        assert source_label(kind.id, "zh") == kind.zh
        assert source_label(kind.id, "en") == kind.en


def test_words_take_values() -> None:
    assert word("rank_first", "zh", first="深圳", count=3) == "深圳居首（共3个地区）"


@pytest.mark.parametrize("name", sorted(texts("report")))
def test_both_languages_have_the_same_placeholders(name: str) -> None:
    def fields(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text)} - {None}

    entry = texts("report")[name]
    assert set(entry) == {"zh", "en"}
    assert all(entry.values())
    assert fields(entry["zh"]) == fields(entry["en"])
