"""Measures that could be borrowed: strong ones of peers that the target has nothing like."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from bench.comparison.borrowing import BorrowingRules, borrowed, borrowing_rules
from bench.comparison.gaps import gaps
from bench.comparison.likeness import ClaimVectors, words_without_places
from bench.comparison.schema import BORROWED
from bench.documents import make_analyser, read_corpus
from bench.inputs import load_inputs
from bench.regions.matching import PlaceMatcher
from bench.scoring.ranking import Candidate
from bench.settings import default_settings
from tests.comparison.builders import A, B, C, D
from tests.evidence.tables import evidence_table
from tests.scoring.builders import claim, scored

SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set")
LABELS = Path(__file__).parents[1] / "data" / "borrowing_labels.csv"

ISSUERS = {"a.txt": "甲市", "b.txt": "乙市", "c.txt": "丙市"}
# The target has read both dimensions and says little of each.
OWN = [
    claim("甲市", "infra.net", "铺设 千兆 光纤 网络", strength=1, document="a.txt"),
    claim("甲市", "data.open", "开设 数据 讲座 课程", strength=1, document="a.txt", start=50),
]


def of_peer(
    quote: str, start: int = 0, region: str = "乙市", **changed: object
) -> dict[str, object]:
    row = claim(region, "data.open", quote, document="b.txt" if region == "乙市" else "c.txt")
    return {**row, "start": start, "end": start + len(quote), **changed}


def rules(**changed: object) -> BorrowingRules:
    return BorrowingRules.model_validate({**borrowing_rules().model_dump(), **changed})


def advised(
    peers: Sequence[dict[str, object]],
    used: BorrowingRules | None = None,
    codes: Sequence[str] = (B, C),
) -> pd.DataFrame:
    made = scored([*OWN, *peers], ISSUERS).composition
    found = gaps(made, A, codes)
    table = borrowed(made, found, str.split, used).table
    assert table.columns.tolist() == BORROWED.names
    return table[table["indicator"] == "data.open"]


EXCHANGE = "组建 数据 交易所 撮合 平台"
LICENCE = "授权 运营 公共 数据 目录"


def test_a_measure_unlike_all_that_the_target_does_is_new() -> None:
    table = advised([of_peer("发布 负面 清单 管理 办法")], codes=[B])
    (row,) = table.to_dict("records")
    assert (row["advice"], row["likeness"], row["own_quote"]) == ("new", 0, "")
    assert (row["region"], row["document"], row["start"]) == ("乙市", "b.txt", 0)


def test_what_the_target_does_under_another_indicator_is_not_recommended() -> None:
    table = advised([of_peer("铺设 千兆 光纤 网络 工程")], codes=[B])
    (row,) = table.to_dict("records")
    assert row["advice"] == "similar"
    assert row["own_quote"] == "铺设 千兆 光纤 网络"
    assert (row["own_document"], row["own_start"], row["own_end"]) == ("a.txt", 0, 11)


def test_between_the_two_thresholds_both_must_be_read() -> None:
    table = advised([of_peer("发布 数据 清单 管理 办法")], rules(new=0.0, similar=1.0), codes=[B])
    assert table["advice"].tolist() == ["unclear"]


def test_what_is_a_little_like_a_claim_on_the_same_indicator_is_not_called_new() -> None:
    used = rules(new=0.9, new_here=0.01, similar=1.0)
    elsewhere, here = of_peer("铺设 千兆 光缆 管道"), of_peer("开设 数据 专业 学院", 40)
    table = advised([elsewhere, here], used, codes=[B])
    assert dict(zip(table["quote"], table["advice"], strict=True)) == {
        elsewhere["quote"]: "new",
        here["quote"]: "unclear",
    }
    assert (table["likeness_here"] <= table["likeness"]).all()


def test_facts_unsure_claims_and_claims_of_few_words_are_left_out() -> None:
    peers = [
        of_peer("已有 企业 三百 余家", kind="fact"),
        of_peer("发布 负面 清单 办法", 30, confidence=0.3),
        of_peer("抓好 落实", 60),
        of_peer(LICENCE, 90),
    ]
    assert advised(peers, codes=[B])["quote"].tolist() == [LICENCE]


def test_advice_counts_only_where_it_is_given_to_the_peer() -> None:
    proposed = {"status": "proposed"}
    mainly = [of_peer(f"乙市 措施 之 {word}", i * 20) for i, word in enumerate("甲乙丙")]
    stray = of_peer(
        "建议 培育 数据 经纪 机构", region="丙市", document="b.txt", start=200, **proposed
    )
    named = of_peer(
        "建议 丙市 试行 首席 数据官", region="丙市", document="b.txt", start=300, **proposed
    )
    own = of_peer("建议 设立 数据 信托 基金", 400, **proposed)
    found = set(
        advised([*mainly, stray, named, own], rules(shown={"new": 9, "unclear": 9, "similar": 9}))[
            "quote"
        ]
    )
    assert named["quote"] in found
    assert own["quote"] in found
    assert stray["quote"] not in found


def test_near_duplicates_are_folded_and_the_other_peers_named() -> None:
    peers = [
        of_peer(EXCHANGE, strength=4.5),
        of_peer(f"{EXCHANGE} 试点", 40, strength=3),
        of_peer(f"{EXCHANGE} 一期", region="丙市", strength=4),
    ]
    table = advised(peers)
    assert table["quote"].tolist() == [EXCHANGE]
    assert table["also"].tolist() == ["丙市"]


def test_the_stronger_stands_first_then_the_one_with_more_figures_then_the_newer() -> None:
    peers = [
        of_peer("试行 首席 数据官 制度", 0, date="2023"),
        of_peer("推出 经纪 机构 名录", 40, date="2025"),
        of_peer("发放 算力 补贴 500 万元", 80, date="2022"),
        of_peer("修订 隐私 保护 条例", 120, strength=5.0),
    ]
    assert advised(peers, codes=[B])["quote"].tolist() == [
        "修订 隐私 保护 条例",
        "发放 算力 补贴 500 万元",
        "推出 经纪 机构 名录",
        "试行 首席 数据官 制度",
    ]


def test_no_more_than_so_many_are_shown_and_new_ones_stand_first() -> None:
    peers = [of_peer(f"举措{i} 甲{i} 乙{i} 丙{i}", i * 40, strength=2) for i in range(4)]
    peers.append(of_peer("铺设 千兆 光纤 网络", 300, strength=5))
    table = advised(peers, rules(shown={"new": 2, "unclear": 0, "similar": 1}), codes=[B])
    assert table["advice"].tolist() == ["new", "new", "similar"]


def test_a_peer_that_states_no_measure_stands_there_with_its_facts() -> None:
    table = advised([of_peer("已有 企业 三百 余家", kind="fact")], codes=[B])
    assert table["kind"].tolist() == ["fact"]


def test_without_any_sure_measure_that_note_is_given() -> None:
    made = scored([*OWN, of_peer("已有 企业 三百 余家", confidence=0.3)], ISSUERS).composition
    found = borrowed(made, gaps(made, A, [B]), str.split)
    assert found.table.empty
    assert [note.key for note in found.notes] == ["comparison.borrowed_none"]


def test_of_a_target_of_which_no_claim_is_known_every_measure_is_new() -> None:
    made = scored([*OWN, of_peer(LICENCE)], ISSUERS).composition
    nobody = replace(gaps(made, A, [B]), target=Candidate("丁市", D, "city"))
    (row,) = borrowed(made, nobody, str.split).table.to_dict("records")
    assert (row["advice"], row["own_quote"], row["likeness"]) == ("new", "", 0)
    assert math.isnan(row["own_start"])


def test_without_a_gap_nothing_is_advised() -> None:
    made = scored(OWN, ISSUERS).composition
    found = borrowed(made, gaps(made, A, []), str.split)
    assert found.table.empty
    assert found.notes == ()


@pytest.mark.skipif(
    not (SHARED / "corpus" / "work_reports_2025").is_dir(),
    reason="REGIONBENCH_SHARED names no folder with documents",
)
def test_on_judged_pairs_new_is_new_and_similar_is_similar() -> None:
    labels = pd.read_csv(LABELS, dtype={"peer_code": str, "target_code": str})
    labels = labels[labels["set"] == "kept"]
    judged = []
    for folder in (SHARED / "corpus" / "work_reports_2025", SHARED / "seeds"):
        inputs = load_inputs(default_settings(folder))
        evidence = evidence_table(
            read_corpus(inputs, make_analyser(inputs), lambda *_: None).analyses, inputs.gazetteer
        )
        judged += _advice(
            labels, evidence, words_without_places(inputs.catalogue, PlaceMatcher(inputs.gazetteer))
        )
    found = pd.DataFrame(judged, columns=["advice", "like"])
    assert len(found) >= 0.8 * len(labels)
    new = found[found["advice"] == "new"]
    similar = found[found["advice"] == "similar"]
    assert min(len(new), len(similar)) >= 10
    assert 1 - new["like"].mean() >= 0.8
    assert similar["like"].mean() >= 0.9


def _advice(labels: pd.DataFrame, evidence: pd.DataFrame, words_of) -> list[tuple[str, int]]:
    """Return the advice on each judged measure that is in the evidence, and the judgement."""
    used = borrowing_rules()
    found = []
    for label in labels.itertuples(index=False):
        at = (evidence["document"] == label.document) & (evidence["start"] == label.start)
        measure = evidence[at & (evidence["region_code"] == label.peer_code)]
        own = evidence[evidence["region_code"] == label.target_code]
        if measure.empty or own.empty:
            continue
        same = own["indicator"].isin(set(measure["indicator"]) - {""}).to_numpy()
        vectors = ClaimVectors([measure["quote"].iloc[0], *own["quote"]], words_of)
        likeness = vectors.likeness([0], range(1, len(own) + 1), used.damping)[0]
        here = likeness[same].max(initial=0.0)
        found.append((used.advice(float(likeness.max()), float(here)), label.like))
    return found
