"""Background frequencies: how they are counted, what they mean, and the file they are kept in."""

from __future__ import annotations

import csv
import math
from importlib.resources import files
from pathlib import Path

import pytest

from bench.evidence import background
from bench.evidence.background import Background, count_words, load_background, write_background

SHIPPED = files("bench.evidence").joinpath("data/background.csv")


def by_space(text: str) -> list[str]:
    return text.rstrip("。").split()


def test_a_word_counts_once_for_each_sentence_that_holds_it() -> None:
    texts = ["算力 算力 网络。算力 平台。", "算力 网络。", "算力 网络 平台。", "网络 算力。"]
    counted = count_words(texts, by_space)
    assert counted.sentences == 5
    assert counted.frequencies == {"算力": 5, "网络": 4}


def test_words_of_fewer_than_three_documents_are_left_out() -> None:
    texts = ["常用 罕见。罕见 罕见。罕见。", "常用 两见。", "常用 两见。"]
    assert count_words(texts, by_space).frequencies == {"常用": 3}


def test_nothing_counted_is_an_empty_table() -> None:
    assert count_words([], by_space) == Background(0, {})


def test_idf_is_the_smoothed_logarithm() -> None:
    table = Background(99, {"算力": 24, "的": 99})
    assert table.idf("算力") == pytest.approx(math.log(100 / 25) + 1)
    assert table.idf("的") == 1


def test_an_unknown_word_counts_as_seen_once() -> None:
    table = Background(99, {"稀有": 1})
    assert table.idf("未见") == table.idf("稀有") == pytest.approx(math.log(100 / 2) + 1)


def test_rarer_words_weigh_more() -> None:
    table = load_background()
    frequent, rare = (f(table.frequencies, key=table.frequencies.__getitem__) for f in (max, min))
    assert 1 < table.idf(frequent) < table.idf(rare) <= table.idf("从未见过的词")


def test_the_shipped_table_is_large_and_sound() -> None:
    table = load_background()
    assert table.sentences > 10_000
    assert len(table.frequencies) > 3_000
    assert all(0 < n <= table.sentences for n in table.frequencies.values())
    assert "数据" in table.frequencies


def test_the_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    write_background(load_background(), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == SHIPPED.read_bytes()


def test_the_file_begins_with_the_number_of_sentences_then_frequent_words_first(
    tmp_path: Path,
) -> None:
    path = tmp_path / "table.csv"
    write_background(Background(7, {"乙词": 2, "甲词": 2, "丙词": 5}), path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["sentences", "7"], ["丙词", "5"], ["乙词", "2"], ["甲词", "2"]]


def test_the_table_is_made_anew_from_folders_and_an_unreadable_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("甲", "乙", "丙"):
        text = f"{name}市观察\n\n推进算力网络建设，服务企业上云。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "坏.txt").write_bytes(b"\x00\x01\x02" * 50)
    # An absolute path: the shipped table stays as it is.
    monkeypatch.setattr(background, "_FILE", str(tmp_path / "made.csv"))
    background.main([str(tmp_path)])
    rows = (tmp_path / "made.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "sentences,3"
    assert "算力,3" in rows
    assert "坏.txt" in capsys.readouterr().err
