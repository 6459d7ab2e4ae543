"""A document without measures, or of another subject, is told."""

from __future__ import annotations

import pytest

from bench.corpus.document import Document
from bench.evidence.doubts import doubts_of
from tests.store.builders import analyser

POLICY = [
    f"建设{place}智算中心，培育数据商，推进公共数据开放。"
    for place in ("东部", "西部", "南部", "北部", "中部", "沿江", "沿海", "高新区", "港区", "新城")
]
ORCHARDS = [
    f"在{village}改良果园土壤{count}亩，修建蓄水池和机耕路。"
    for count, village in enumerate(
        ("石门", "松岭", "云台", "龙脊", "虎头", "鹰嘴", "雪峰", "西坡"), 30
    )
]


def doubts(lines: list[str], **told: str) -> set[str]:
    document = Document(path="a.txt", text="\n".join(lines) + "\n", **told)
    return set(doubts_of(analyser().analyse(document)))


def test_a_policy_document_raises_no_doubt():
    assert doubts(POLICY, kind="plan", region="330100") == set()


def test_a_document_of_another_subject_is_told():
    assert doubts(ORCHARDS * 2, kind="plan", region="330100") == {"corpus.other_subject"}


@pytest.mark.parametrize("lines", [["目录"], ["首页", "下一页"]])
def test_a_document_without_claims_is_told(lines):
    assert doubts(lines) == {"corpus.no_measures"}


def test_a_short_document_is_not_judged_by_its_subject():
    assert "corpus.other_subject" not in doubts(ORCHARDS[:3], kind="plan", region="330100")
