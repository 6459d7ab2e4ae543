"""Words of a status column."""

from __future__ import annotations

import pytest

from bench.corpus.readers.statuses import ENDED, status_of
from bench.evidence.status import STATUSES
from bench.resources import data_yaml


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("推进中", "underway"),
        ("推进中 60%", "underway"),
        ("已完成（2025.3）", "achieved"),
        ("推进中（设备已进场，预计年底前全部完成安装调试）", "underway"),
        ("已出台，见附件", "enacted"),
        ("未启动", "planned"),
        ("征求意见中", "proposed"),
        ("Completed", "achieved"),
        ("已废止", ENDED),
        ("", ""),
        ("黄灯", None),
        ("60%", None),
    ],
)
def test_a_word_with_figures_and_remarks_behind_it_is_known(cell, status):
    assert status_of(cell) == status


def test_a_sentence_is_no_status():
    assert status_of("已完成选址和可行性研究报告，正在办理用地手续。") == ""


def test_every_status_has_words_and_no_word_two_statuses():
    found = data_yaml("bench.corpus", "columns.yaml")["statuses"]
    assert set(found) == {*STATUSES, ENDED}
    words = [word for some in found.values() for word in some]
    assert len(words) == len(set(words))
