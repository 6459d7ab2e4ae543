"""The sheet of how sure the ranking is: the target's answers, the whole, and few or no regions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from bench.composite.reliability import Alpha
from bench.report.sureness_texts import most_often, percent, target_answers, whole_answers
from bench.report.view import ReportView
from bench.report.workbook import write_workbook
from bench.scoring.influence import Collinear
from bench.scoring.sureness import Sureness, no_sureness
from bench.scoring.volume import VolumeCorrelation
from bench.tables import INFLUENCE, LEAVE_ONE_OUT, PAIRS, RANK_CHANCES, SOURCES, VOLUME

Maker = Callable[..., ReportView]
DIMENSIONS = ("infrastructure", "data_markets", "clusters", "governance")
# The shares at which two neighbours tie: 5 points move from clusters to governance.
TIE = dict(zip(DIMENSIONS, (0.25, 0.25, 0.2, 0.3), strict=True))


def sureness_of(view: ReportView, **tie: object) -> Sureness:
    """How sure the ranked regions of a view might be; ``tie`` changes all pairs."""
    ranked = view.ranked.to_dict("records")
    names = [{"region": row["region"], "region_code": row["region_code"]} for row in ranked]
    chances = [
        {**name, "rank": place + shift, "chance": share}
        for place, name in enumerate(names, start=1)
        for shift, share in ((0, 0.4), (1, 0.6))
    ]
    pairs = [
        {
            **one,
            "other": other["region"],
            "other_code": other["region_code"],
            "chance": 0.55,
            "robust": "no",
            "change": 0.05,
            **TIE,
            **tie,
        }
        for i, one in enumerate(names)
        for other in names[i + 1 :]
    ]
    left = [
        {
            "kind": "document",
            "left_out": "plans/a.txt",
            **name,
            "index": 1.0,
            "index_shift": -1.0,
            "rank": 5.0,
            "shift": float(place),
        }
        for place, name in enumerate(names, start=1)
    ]
    influence = [
        {
            "kind": "dimension",
            "id": name,
            "dimension": name,
            "weight": 0.25,
            "correlation": 0.5,
            "squared": 0.25,
            "share": 0.25,
        }
        for name in DIMENSIONS
    ]
    volume = [
        {
            **name,
            "volume": 100.0,
            "index": 1.0,
            "adjusted_index": 1.0,
            "rank": 1.0,
            "adjusted_rank": 2.0,
            "rank_low": 1.0,
            "rank_high": 1.0,
            "outside": "yes",
        }
        for name in names
    ]
    errors = {"first_error": 0.01, "total_error": 0.01}
    sources = [
        {"source": name, "first": first, "total": first + 0.1, **errors}
        for name, first in (("weights", 0.1), ("claims", 0.5), ("method", 0.3))
    ]
    return Sureness(
        chances=RANK_CHANCES.frame(chances),
        pairs=PAIRS.frame(pairs) if pairs else PAIRS.empty(),
        left_out=LEAVE_ONE_OUT.frame(left),
        sources=SOURCES.frame(sources),
        influence=INFLUENCE.frame(influence),
        volume=VOLUME.frame(volume),
        follows_volume=VolumeCorrelation(0.7, 0.6, len(names)),
        alpha=Alpha(0.81, np.array([]), 11),
        draws=1000,
    )


def view_with(view_of: Maker, count: int, language: str = "zh", target: str = "深圳", **tie):
    plain = view_of(count, language, target)
    return view_of(count, language, target, sureness=sureness_of(plain, **tie))


def shown(view: ReportView, path: Path) -> list[tuple[object, ...]]:
    write_workbook(view, path / "b.xlsx")
    sheet = openpyxl.load_workbook(path / "b.xlsx")[view.word("sheet_sureness")]
    return list(sheet.iter_rows(values_only=True))


def test_the_targets_questions_are_answered_first(view_of: Maker, tmp_path: Path) -> None:
    view = view_with(view_of, 8)
    rows = shown(view, tmp_path)
    assert [row[0] for row in rows[:4]] == [
        "深圳的三个问题",
        "为什么是这个名次",
        "有多大把握",
        "权重变了会怎样",
    ]
    own = view.ranked.set_index("region").loc["深圳"]
    gaps = {d: own[d] - view.ranked[d].median() for d in DIMENSIONS}
    names = {d.id: d.name.zh for d in view.catalogue.dimensions}
    why = str(rows[1][1])
    assert f"最强的是“{names[max(gaps, key=gaps.__getitem__)]}”" in why
    assert f"最弱的是“{names[min(gaps, key=gaps.__getitem__)]}”" in why
    assert "的时候排在第" in str(rows[2][1])
    assert "第3名的可能性最大，为60%，正好第2名的占40%" in str(rows[2][1])
    above, below = str(rows[3][1]).split("\n")
    assert above.startswith(
        "与前一名杭州：按下列方式调整权重（共5.0%，各维度内部不变），两者打平："
    )
    assert below.startswith("与后一名浙江")


@pytest.mark.parametrize(
    ("tie", "told"),
    [
        ({"robust": "yes", "change": math.nan}, "怎么改都不会互换"),
        ({"robust": "no", "change": math.nan}, "无从计算"),
        ({"robust": ""}, "无从计算"),
        ({"robust": "yes"}, "每个维度的权重各自在原值±50%以内"),
        ({"change": 0.0}, "现在就打平"),
    ],
)
def test_what_if_says_whether_weights_can_turn_the_order(
    view_of: Maker, tie: dict[str, object], told: str
) -> None:
    assert told in target_answers(view_with(view_of, 4, **tie))[2][1]


def test_the_first_has_nobody_above_and_the_last_nobody_below(view_of: Maker) -> None:
    first = target_answers(view_with(view_of, 3, target="杭州"))[2][1]
    last = target_answers(view_with(view_of, 3, target="浙江"))[2][1]
    assert first.startswith("居首位")
    assert last.endswith("居末位，后面没有地区。")


def test_the_whole_names_the_largest_source_and_who_stands_outside(view_of: Maker) -> None:
    told = dict(whole_answers(view_with(view_of, 8)))
    assert "主要来自文件与主张：单独解释了名次变动的50%" in told["名次变动主要来自哪里"]
    assert "6对相邻名次，前者领先的可能性为55%至55%；其中6对难分先后" in told["相邻名次"]
    assert "等7个地区" in told["是不是谁的材料多谁靠前"]
    assert "不足10个" in told["有没有重复的指标"]
    assert "0.81" in told["各指标是否指向同一件事"]


def test_collinear_indicators_are_named(view_of: Maker) -> None:
    view = view_of(12)
    pair = Collinear("infrastructure.iot", "clusters.ai", -0.95)
    sure = sureness_of(view)
    fields = {name: getattr(sure, name) for name in sure.__slots__}
    view = view_of(12, sureness=Sureness(**{**fields, "collinear": (pair,)}))
    told = dict(whole_answers(view))["有没有重复的指标"]
    assert "物联网感知与人工智能（-0.95）" in told


def test_tables_show_every_ranked_region_and_what_moves_ranks(
    view_of: Maker, tmp_path: Path
) -> None:
    view = view_with(view_of, 8)
    rows = shown(view, tmp_path)
    heading = next(i for i, row in enumerate(rows) if row[0] == "地区")
    regions = rows[heading + 1 : heading + 8]
    assert [row[0] for row in regions] == view.ranked["region"].tolist()
    assert [row[3] for row in regions] == [0.4] * 7
    left = next(i for i, row in enumerate(rows) if row[0] == "去掉的部分")
    assert rows[left + 1][0] == "plans/a.txt"
    assert rows[left + 1][2] == pytest.approx(4)
    assert rows[left + 1][4:6] == ("-2→5", "3→5")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [0, 1, 2, 8])
@pytest.mark.parametrize("target", ["", "杭州", "海宁"])
def test_whatever_could_not_be_computed_is_said(
    view_of: Maker, tmp_path: Path, language: str, count: int, target: str
) -> None:
    for sure in (None, no_sureness()):
        view = view_of(count, language, target)
        own = sureness_of(view) if sure is None else sure
        rows = shown(view_of(count, language, target, sureness=own), tmp_path)
        text = " ".join(str(cell) for row in rows for cell in row if cell is not None)
        assert not re.search(r"\bnan\b|None|\{", text)
        answered = [row for row in rows[1:4] if row[1]]
        assert answered
        if language == "en":
            assert "（" not in text
            assert "。" not in text


def test_a_share_that_is_not_quite_all_or_nothing_is_not_rounded_to_it() -> None:
    shares = (0.0, 0.001, 0.5, 0.999, 1.0)
    assert [percent(share) for share in shares] == ["0%", "<1%", "50%", ">99%", "100%"]
    assert math.isnan(most_often(RANK_CHANCES.empty()))
