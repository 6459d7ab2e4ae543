"""The sheet of how sure the ranking is: the target's answers, the whole, and few or no regions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from bench.composite.reliability import Alpha
from bench.report.sureness_texts import most_often, target_answers, whole_answers
from bench.report.view import ReportView
from bench.report.why import carrier_proof, comparisons, subjects
from bench.report.wording import document_name, inner_quotes, percent, shortened
from bench.report.workbook.sheet_scores import HEADING_ROWS
from bench.report.workbook.sheet_why import Places
from bench.report.workbook.writing import write_workbook
from bench.scoring.influence import Collinear
from bench.scoring.sureness import Sureness, no_sureness
from bench.scoring.volume import VolumeCorrelation
from bench.statistics.schema import STATISTICS
from bench.tables import (
    CONTRIBUTIONS,
    DOCUMENTS,
    EVIDENCE,
    INFLUENCE,
    LEAVE_ONE_OUT,
    PAIRS,
    RANK_CHANCES,
    SOURCES,
    VOLUME,
)
from tests.report.conftest import document_row, evidence_row
from tests.report.links import leads_to

Maker = Callable[..., ReportView]
DIMENSIONS = ("infrastructure", "data_markets", "clusters", "governance")
# The shares at which two neighbours tie: 5 points move from clusters to governance.
TIE = dict(zip(DIMENSIONS, (0.25, 0.25, 0.2, 0.3), strict=True))
# What sets every two neighbours apart, in the order of the catalogue.
POINTS = (1.5, -2.0, 0.5, 3.0, -0.04, 2.5, -1.0)


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
    claims = {
        (row["region_code"], row["indicator"]): (row["document"], row["start"])
        for row in view.evidence.to_dict("records")[::-1]
    }
    contributions = []
    for one, other in pairwise(names):
        for points, indicator in zip(POINTS, view.catalogue.indicators, strict=False):
            leader = (one if points > 0 else other)["region_code"]
            document, start = claims.get((leader, indicator.id), ("", math.nan))
            contributions.append(
                {
                    **one,
                    "other": other["region"],
                    "other_code": other["region_code"],
                    "indicator": indicator.id,
                    "weight": 0.05,
                    "score": 50.0 + 10 * points,
                    "other_score": 50.0 - 10 * points,
                    "contribution": points,
                    "claim_of": leader if document else "",
                    "document": document,
                    "start": start,
                }
            )
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
        contributions=CONTRIBUTIONS.frame(contributions),
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
    assert [row[0] for row in rows[:5]] == [
        "深圳的四个问题",
        "为什么是这个名次",
        "有多大把握",
        "权重变了会怎样",
        "谁怎么也超不过谁",
    ]
    own = view.ranked.set_index("region").loc["深圳"]
    gaps = {d: own[d] - view.ranked[d].median() for d in DIMENSIONS}
    names = {d.id: d.name.zh for d in view.catalogue.dimensions}
    why = str(rows[1][1])
    best, worst = max(gaps, key=gaps.__getitem__), min(gaps, key=gaps.__getitem__)
    assert gaps[best] > 0 > gaps[worst]
    assert f"最强的是“{names[best]}”" in why
    assert f"最弱的是“{names[worst]}”" in why
    assert "的时候排在第" in str(rows[2][1])
    assert "第3名的可能性最大，为60%，正好第2名的占40%" in str(rows[2][1])
    above, below = str(rows[3][1]).split("\n")
    assert above.startswith(
        "与前一名杭州：按下列方式调整权重（合计移动5.0个百分点，各维度内部不变），两者打平："
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


def test_where_no_dimension_is_below_the_median_none_is_called_weakest(view_of: Maker) -> None:
    view = view_with(view_of, 4)
    view.ranking.loc[view.ranking["region"] == "深圳", list(DIMENSIONS)] = 99.0
    why = target_answers(view)[0][1]
    assert "没有一个维度低于全部地区中位数" in why
    assert "最弱" not in why
    view.ranking.loc[view.ranking["region"] == "深圳", list(DIMENSIONS)] = 0.0
    assert "没有一个维度高于全部地区中位数" in target_answers(view)[0][1]


def test_why_names_the_indicators_that_set_it_apart_from_its_neighbours(view_of: Maker) -> None:
    view = view_with(view_of, 8)
    why = target_answers(view)[0][1].split("\n")
    index = view.ranked["index"].tolist()
    # Seen from the one behind, what the one ahead gains is lost.
    assert why[1] == (
        f"比前一名杭州低{index[0] - index[1]:.1f}分：主要落后在“工业互联网平台”（-3.0）、"
        "“数据产权”（-2.5）、“算力设施”（-1.5）；主要领先在“5G与千兆光网”（+2.0）、"
        f"“数据交易场所”（+1.0）；两地读到的指标不同（{index[1] - index[0] + sum(POINTS):+.1f}）。"
    )
    assert why[2].startswith(
        f"比后一名浙江高{index[1] - index[2]:.1f}分：主要领先在“工业互联网平台”"
    )


def test_where_the_index_has_no_parts_the_answer_says_so(view_of: Maker) -> None:
    view = view_with(view_of, 4)
    sure = view.sureness
    fields = {name: getattr(sure, name) for name in sure.__slots__}
    none = Sureness(**{**fields, "contributions": CONTRIBUTIONS.empty()})
    for target in ("深圳", ""):
        view = view_of(4, target=target, sureness=none)
        answer = (target_answers(view) or whole_answers(view))[0][1]
        assert "无从计算：合成方法是 TOPSIS" in answer


def test_a_gap_from_what_was_read_of_one_only_is_told_apart(view_of: Maker) -> None:
    view = view_with(view_of, 8)
    (above, _) = comparisons(view, str(view.ranked["region_code"].iloc[1]))
    assert above.rest == pytest.approx(above.gap + sum(POINTS))
    told = target_answers(view)[0][1]
    assert f"两地读到的指标不同（{above.rest:+.1f}）" in told


def test_contributions_of_a_table_sum_to_the_difference_of_the_indices(view_of: Maker) -> None:
    view = view_with(view_of, 8)
    for code in view.ranked["region_code"]:
        for each in comparisons(view, code):
            shown = [carrier.contribution for carrier in each.carriers]
            assert sum(shown) + each.others + each.rest == pytest.approx(each.gap)
            assert sum(shown) + each.others == pytest.approx(
                sum(POINTS) * (-1 if each.ahead else 1)
            )
            assert all(abs(points) >= 0.5 for points in shown)
            assert sorted(shown, reverse=not each.ahead) == shown


def test_each_line_leads_to_its_score_and_its_evidence(view_of: Maker, tmp_path: Path) -> None:
    view = view_with(view_of, 8)
    write_workbook(view, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    sheet, scores, evidence = (
        book[view.word(f"sheet_{n}")] for n in ("sureness", "scores", "evidence")
    )
    heading = next(row for row in sheet.iter_rows() if row[0].value == "深圳与前一名杭州差在哪里")
    top = heading[0].row + 1
    assert [cell.value for cell in sheet[top][:6]] == [
        "指标",
        "深圳得分",
        "杭州得分",
        "在指数中的权重",
        "对指数之差的贡献",
        "主要依据（点击看证据）",
    ]
    lines = [sheet[row] for row in range(top + 1, top + 6)]
    assert [line[4].value for line in lines] == [-3.0, -2.5, -1.5, 1.0, 2.0]
    seen = 0
    names = {i.id: i.name.zh for i in view.catalogue.indicators}
    evidenced = view.evidence[["region_code", "indicator"]].itertuples(index=False)
    stated = {(code, names[indicator]) for code, indicator in evidenced}
    for line in lines:
        place = leads_to(line[1])
        if place is None:  # nothing stands behind it
            assert (str(view.ranked["region_code"].iloc[1]), line[0].value) not in stated
            continue
        row, column = place[2], column_index_from_string(place[1])
        assert "深圳" in [cell.value for cell in scores[row]]
        assert line[0].value in [scores.cell(n, column).value for n in range(1, HEADING_ROWS + 1)]
        if "HYPERLINK" not in str(line[5].value):
            continue
        link, proof = str(line[5].value).removesuffix('")').split('","')
        row = evidence[link.split("!")[1]].row
        told = dict(
            zip((c.value for c in evidence[1]), (c.value for c in evidence[row]), strict=True)
        )
        assert told["指标"] in (line[0].value, *names)
        assert proof == (f"{told['地区']}：“{told['原文']}”（示例规划）")
        seen += 1
    assert seen
    below = [sheet.cell(top + 6 + n, 1).value for n in range(3)]
    assert below == ["其余2项指标合计", "两地读到的指标不同", "指数之差"]


@pytest.mark.parametrize(("count", "named"), [(1, 1), (2, 2), (3, 3), (8, 3)])
def test_without_a_target_the_first_the_middle_and_the_last_are_explained(
    view_of: Maker, tmp_path: Path, count: int, named: int
) -> None:
    view = view_with(view_of, count, target="")
    assert len(subjects(view)) == named
    questions = [question for question, _ in whole_answers(view)]
    assert questions[0] == "杭州为什么第1名"
    assert sum("为什么第" in question for question in questions) == named
    assert subjects(view)[0] == view.ranked["region_code"].iloc[0]
    assert subjects(view)[-1] == view.ranked["region_code"].iloc[-1]
    tables = [row[0] for row in shown(view, tmp_path) if "差在哪里" in str(row[0])]
    pairs = {
        frozenset((each.region, each.other))
        for code in subjects(view)
        for each in comparisons(view, code)
    }
    assert len(tables) == len(pairs)  # each pair once, also where two regions explained are one


@pytest.mark.parametrize(
    ("firm", "told"),
    [
        ((), ("没有一个是怎么也超不过的", "都有可能超过它", "不会高于第1名，也不会低于第4名")),
        ((0, 2, 3), ("一个也超不过：A0", "都没有一个能超过它：A2、A3", "都是第2名")),
        ((3,), ("没有一个是怎么也", "的有1个：A3；有可能超过它的：A2。", "也不会低于第3名")),
    ],
)
def test_whom_no_weights_can_put_behind_or_ahead_is_said_in_words(
    view_of: Maker, firm: tuple[int, ...], told: tuple[str, ...]
) -> None:
    view = view_of(5, target="深圳", sureness=sureness_of(view_of(5)))
    names = view.ranked["region"].tolist()
    pairs = view.sureness.pairs
    others = [names[place] for place in firm]
    with_target = (pairs["region"] == "深圳") | (pairs["other"] == "深圳")
    firm_rows = with_target & (pairs["region"].isin(others) | pairs["other"].isin(others))
    pairs.loc[firm_rows, "robust"] = "yes"
    answer = target_answers(view)[3][1]
    for text in told:
        for place, name in enumerate(names):
            text = text.replace(f"A{place}", name)
        assert text in answer


def test_whom_no_weights_whatever_put_behind_is_told_apart(view_of: Maker) -> None:
    view = view_of(5, target="深圳", sureness=sureness_of(view_of(5)))
    names = view.ranked["region"].tolist()
    view.sureness.pairs["robust"] = "yes"
    table = view.ranking.set_index("region")
    # The first leads in all; of the last two one trails in every dimension, one not in the last.
    for place, scores in ((0, [90.0] * 4), (1, [50.0] * 4), (2, [10.0] * 4)):
        table.loc[names[place], list(DIMENSIONS)] = scores
    table.loc[names[3], list(DIMENSIONS)] = [10.0, 10.0, 10.0, 60.0]

    def answer() -> list[str]:
        ranking = table.reset_index()[list(view.ranking)]
        return target_answers(replace(view, ranking=ranking))[3][1].split("\n")

    ahead, behind, *_ = answer()
    assert ahead.endswith(f"（不限于上述范围）都超不过：{names[0]}。")
    assert "其中1个在每个维度上都不领先于它" in behind
    assert behind.endswith(f"（不限于上述范围）都超不过它：{names[2]}。")
    table.loc[names[1], DIMENSIONS[0]] = math.nan
    assert answer()[0].endswith("权重变动超出±50%，次序仍可能改变。")


def test_how_the_index_follows_the_number_of_claims_is_told(view_of: Maker) -> None:
    view = view_with(view_of, 12)
    view.ranking["claims"] = range(120, 0, -10)
    told = dict(whole_answers(view))["是不是谁的材料多谁靠前"]
    assert "与计入的主张条数（对数）的相关系数为+0." in told
    assert "名次相关为+1.00" in told
    few = dict(whole_answers(view_with(view_of, 8)))["是不是谁的材料多谁靠前"]
    assert "计入的主张条数" not in few


def test_what_moves_the_target_most_is_listed_first(view_of: Maker, tmp_path: Path) -> None:
    view = view_with(view_of, 8)
    row = view.sureness.left_out.iloc[0].to_dict()
    own = {"region": "深圳", "region_code": view.ranked["region_code"].iloc[1]}
    more = {**row, **own, "left_out": "plans/b.txt", "rank": 7.0, "shift": 6.0}
    left = LEAVE_ONE_OUT.frame([*view.sureness.left_out.to_dict("records"), more])
    sure = replace(view.sureness, left_out=left)
    rows = shown(view_of(8, target="深圳", sureness=sure), tmp_path)
    top = next(i for i, row in enumerate(rows) if row[0] == "去掉的部分")
    assert "先列使深圳变动最大的" in str(rows[top - 2][0])
    assert [row[0] for row in rows[top + 1 : top + 3]] == ["plans/b.txt", "plans/a.txt"]
    assert rows[top + 1][5] == "1→7"


def test_where_weights_cannot_be_asked_the_answer_says_so(view_of: Maker) -> None:
    assert "无从计算" in target_answers(view_with(view_of, 4, robust=""))[3][1]


def test_of_a_statistic_both_values_are_told_and_lead_to_where_they_stand(view_of: Maker) -> None:
    plain = view_of(4, target="深圳", evidence=EVIDENCE.empty())
    codes = dict(zip(plain.ranked["region"], plain.ranked["region_code"], strict=True))
    indicator = plain.catalogue.indicators[0].id
    rows = [
        {
            **{column.name: "" for column in STATISTICS.columns},
            "region_code": codes[name],
            "indicator": indicator,
            "value": value,
            "unit": "台",
            "year": year,
        }
        for name, value, year in (("深圳", 1234.5, "2023"), ("杭州", 0.25, ""))
    ]
    view = view_of(
        4,
        target="深圳",
        evidence=EVIDENCE.empty(),
        statistics=STATISTICS.frame(rows),
        sureness=sureness_of(plain),
    )
    above = comparisons(view, codes["深圳"])[0]
    carrier = next(each for each in above.carriers if each.indicator == indicator)
    assert carrier_proof(view, carrier, above) == "深圳1,234.5台（2023年）；杭州0.25台"
    place = ("统计数据", 4, 0)
    assert Places({}, {(codes["深圳"], indicator): place}, {}).of(carrier, above) == place
    assert Places({}, {}, {}).of(carrier, above) is None


def test_a_claim_that_counts_for_a_province_leads_to_the_row_of_its_city(view_of: Maker) -> None:
    view = view_with(view_of, 8)
    above = comparisons(view, str(view.ranked["region_code"].iloc[1]))[0]
    carrier = next(each for each in above.carriers if each.document)
    claim = (carrier.indicator, carrier.document, int(carrier.start))
    loose, own = ("证据", 7, 0), ("证据", 3, 0)
    assert Places({}, {}, {("", *claim): loose}).of(carrier, above) == loose
    both = {("", *claim): loose, (carrier.claim_of, *claim): own}
    assert Places({}, {}, both).of(carrier, above) == own


def test_documents_go_by_their_titles(view_of: Maker) -> None:
    rows = [
        document_row(document="a.txt", title="某规划"),
        document_row(document="b.txt", title=""),
        document_row(document="c.txt", title="同名"),
        document_row(document="d.txt", title="同名"),
    ]
    view = view_of(4, documents=DOCUMENTS.frame(rows))
    told = [document_name(view, row["document"]) for row in rows]
    assert told == ["某规划", "b.txt", "同名（c.txt）", "同名（d.txt）"]
    assert document_name(view, "gone.txt") == "gone.txt"


def test_a_long_quote_ends_with_a_clause() -> None:
    long = "建成算力中心两座，服务企业3,500家，" + "推进各项工作" * 9 + "。"
    assert shortened(long, 30) == "建成算力中心两座，服务企业3,500家，……"
    assert shortened("短句。") == "短句。"
    assert shortened("字" * 70) == "字" * 60 + "……"
    english = "It built two computing centres, served 3,500 firms and trained many more people."
    assert shortened(english, 60) == "It built two computing centres, …"
    assert shortened("a" * 70, 60) == "a" * 60 + " …"
    assert shortened(" 前\n后 ") == "前 后"


def test_quotation_marks_of_a_quote_stay_whole() -> None:
    long = "出台“渔港，" + "灯塔，" * 12 + "航道”方案。"
    assert shortened(long, 30).endswith("……”")
    # A cut outside a quotation comes before one within it.
    cut = shortened("港城建设全面铺开提速。“甲乙，" + "丙丁" * 20, 30)
    assert cut == "港城建设全面铺开提速。……"
    assert inner_quotes("建“港”与‘塔’", "zh") == "建‘港’与“塔”"
    assert inner_quotes("建“港”", "en") == "建“港”"


def test_the_whole_names_the_largest_source_and_who_stands_outside(view_of: Maker) -> None:
    told = dict(whole_answers(view_with(view_of, 8)))
    assert "主要来自文件与主张：单独变动时解释名次变动的50%" in told["名次变动主要来自哪里"]
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
    assert rows[left + 1][0] == "plans/a.txt"  # it has no title
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
        quote = evidence_row("", "", "")["quote"]
        text = " ".join(str(cell) for row in rows for cell in row if cell is not None)
        assert not re.search(r"\bnan\b|None|\{", text)
        answered = [row for row in rows[1:4] if row[1]]
        assert answered
        if language == "en":
            text = text.replace(quote, "")  # quotes stay as they were written
            assert "（" not in text
            assert "。" not in text


def test_a_share_that_is_not_quite_all_or_nothing_is_not_rounded_to_it() -> None:
    shares = (0.0, 0.001, 0.5, 0.999, 1.0)
    assert [percent(share) for share in shares] == ["0%", "<1%", "50%", ">99%", "100%"]
    assert math.isnan(most_often(RANK_CHANCES.empty()))
