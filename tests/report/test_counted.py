"""What of the evidence counts: every score can be worked out from the rows of its cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.report.cells import sorted_evidence
from bench.report.counted import counting
from bench.report.view import ReportView
from bench.report.workbook.writing import write_workbook
from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.rollup import roll_up
from tests.report.conftest import make_view
from tests.scoring.builders import CODES, TREE, catalogue, claim, documents, evidence, scored

SAID = "公开公交、停车和泊位数据，每小时更新一次，供企业和市民免费使用。"
ROWS = [
    claim("甲市", "data.open", SAID, strength=2.5, confidence=0.61),
    claim("甲市", "data.open", SAID, strength=3.0, confidence=0.7, start=90),
    claim("甲市", "data.open", SAID.replace("。", "！"), document="b.txt"),
    claim("甲市", "data.open", "培训数据专员三百名。", start=200, confidence=0.37),
    claim("甲市", "infra.net", SAID, start=90, confidence=0.5),
    claim("甲市", "", "会议强调了作风。", start=300),
    claim("乙市", "infra.net", "铺设海缆两条。", document="b.txt", start=5),
    claim("乙市", "infra.net", "铺设海缆两条。", document="b.txt", start=50),
    claim("丙市", "infra.net", "铺设海缆三条。", document="b.txt", start=90),
]


def counted_view(rows: Sequence[dict[str, object]] = ROWS, language: str = "zh") -> ReportView:
    """A run over two of the three regions that the rows name."""
    issuers = {"a.txt": "甲市", "b.txt": "乙市"}
    made = scored(list(rows), issuers, names=("甲市", "乙市"), draws=0)
    model, _ = catalogue(TREE)
    return make_view(
        0,
        language,
        "",
        catalogue=model,
        evidence=evidence(rows),
        documents=documents(issuers),
        scores=made.scores,
        ranking=made.ranking,
        counted=made.composition.cells.distinct,
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_score_can_be_worked_out_from_its_rows_on_the_sheet(
    tmp_path: Path, language: str
) -> None:
    view = counted_view(language=language)
    write_workbook(view, tmp_path / "b.xlsx")
    sheet = pd.read_excel(tmp_path / "b.xlsx", sheet_name=view.word("sheet_evidence"), dtype=str)
    code, indicator, yes, amount = (
        {"zh": zh, "en": en}[language]
        for zh, en in (
            ("地区代码", "Region code"),
            ("指标编号", "Indicator id"),
            ("计入", "Counted"),
            ("计入分值", "Amount counted"),
        )
    )
    saturation = default_parameters().saturation
    stated = view.scores[view.scores["state"] == "stated"]
    assert len(stated) == 3
    for row in stated.to_dict("records"):
        own = sheet[(sheet[code] == row["region_code"]) & (sheet[indicator] == row["indicator"])]
        counts = own[own[yes] == view.word("counted_yes")]
        assert len(counts) == row["claims"]
        assert own[amount].notna().equals(own[yes] == view.word("counted_yes"))
        total = counts[amount].astype(float).sum()
        assert 100 * -np.expm1(-total / saturation) == pytest.approx(row["score"], abs=1e-6)


def test_a_row_that_does_not_count_says_why() -> None:
    view = counted_view()
    rows = sorted_evidence(view)
    found = counting(view, rows)
    states = dict(
        zip(
            zip(rows["region"], rows["start"], rows["document"], strict=True),
            found.states,
            strict=True,
        )
    )
    assert states[("甲市", 300, "a.txt")] == "unfiled"
    assert states[("丙市", 90, "b.txt")] == "not_compared"
    own = [found.states[i] for i in np.flatnonzero(rows["region"] == "乙市")]
    assert sorted(own) == ["repeat", "yes"]
    assert all(
        math.isnan(a) == (s != "yes") for a, s in zip(found.amounts, found.states, strict=True)
    )


def test_where_it_is_not_known_what_counts_nothing_is_said() -> None:
    view = make_view(2)
    found = counting(view, view.evidence)
    assert set(found.states) == {""}
    assert all(map(math.isnan, found.amounts))


def test_what_a_province_has_from_its_city_stands_under_both() -> None:
    gazetteer = Gazetteer(
        (
            Region("110000", "甲省", "甲省", "province", ""),
            Region(CODES["甲市"], "甲市", "甲市", "city", "110000"),
        )
    )
    rows = evidence([claim("甲市", "data.open", SAID), claim("甲市", "", "别的。", start=99)])
    rolled = roll_up(rows, gazetteer, ["110000", CODES["甲市"]]).evidence
    view = make_view(
        0, "zh", "", evidence=rows, counted=distinct_claims(rolled, default_parameters())
    )
    shown = sorted_evidence(view)
    assert sorted(shown["region"]) == ["甲市", "甲市", "甲省"]
    assert shown.loc[shown["region"] == "甲省", "place"].tolist() == ["甲市"]
