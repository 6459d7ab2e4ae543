"""Regions under several sets of weights in the terminal: what fits, and what is said below."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from rich.cells import cell_len
from rich.console import Console

from bench.catalogue.model import Text, Weights
from bench.composite.hierarchy import Group, build_hierarchy
from bench.report.terminal.scenarios import standings_summary
from bench.scoring.ranking import Bar, Candidate
from bench.scoring.standings import Comparison, Scenario, Standings

NAN = float("nan")
REGIONS = 31
NAMES = {
    "zh": ["指标体系自带", "数据要素优先", "均衡", "基础设施优先", "治理优先"],
    "en": ["the catalogue's own", "Data first", "Balanced", "Infrastructure first", "Governance"],
}
HIERARCHY = build_hierarchy(["a"], {"": Group({"a": 1.0})})


def standings(
    name: str,
    ranks: Sequence[float],
    claims: Sequence[int] | None = None,
    coverage: Sequence[float] | None = None,
    changes: str = "",
) -> Standings:
    rank = np.array(ranks, dtype=np.float64)
    return Standings(
        Scenario(
            name, Text(zh=name, en=name), Weights(name=Text(zh=name, en=name), values={}), changes
        ),
        100 - rank,
        rank,
        np.array(claims if claims is not None else [9] * len(rank)),
        np.array(coverage if coverage is not None else [1.0] * len(rank)),
        HIERARCHY,
    )


def comparison(*of: Standings, names: Sequence[str] = ()) -> Comparison:
    count = len(of[0].rank)
    called = [*names, *(f"地区{i:02}" for i in range(len(names), count))]
    regions = tuple(Candidate(name, f"{i:06}", "province") for i, name in enumerate(called))
    return Comparison(regions, of, Bar(5, 0.5))


def shown(of: Comparison, language: str = "zh", width: int = 100) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, soft_wrap=True)
    console.print(standings_summary(of, language))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_31_regions_under_5_scenarios_fit_on_100_columns(language: str) -> None:
    rng = np.random.default_rng(1)
    ranks = [list(range(1, REGIONS + 1))] + [list(rng.permutation(REGIONS) + 1) for _ in range(4)]
    found = comparison(
        *(standings(name, own) for name, own in zip(NAMES[language], ranks, strict=True)),
        names=["黑龙江", "内蒙古"],
    )
    lines = shown(found, language)
    table = [line for line in lines if line[:1] in "┏┃┡│└"]
    assert {cell_len(line) for line in table} <= set(range(80, 101))
    assert len([line for line in table if line.startswith("│")]) == REGIONS
    # No word of a heading is broken.
    words = {word for name in NAMES[language] for word in name.split()}
    heading = " ".join(line for line in table if line.startswith("┃"))
    assert [word for word in words if word not in heading] == []


def test_what_moved_stands_with_its_arrow() -> None:
    lines = shown(comparison(standings("甲", [1, 2, 3]), standings("乙", [3, 2, 1])))
    assert any("地区00" in line and "▼2" in line for line in lines)
    assert any("地区02" in line and "▲2" in line for line in lines)


def test_a_region_that_drops_out_is_told_with_the_reason() -> None:
    found = comparison(
        standings("甲", [1, 2, NAN], claims=[9, 9, 2]),
        standings("乙", [NAN, 1, NAN], claims=[9, 9, 2], coverage=[0.25, 1, 1]),
        names=["白石", "青溪", "远山"],
    )
    lines = shown(found)
    assert [line for line in lines if line.startswith("白石在“乙”下没有名次：覆盖率 25.0%")]
    assert [line for line in lines if line.startswith("远山没有名次：主张仅 2 条")]
    assert not [line for line in lines if line.startswith("青溪")]
    told = shown(found, "en")
    assert [
        line for line in told if line.startswith("白石 has no rank under 乙: coverage of 25.0%")
    ]


def test_many_that_are_never_ranked_are_counted_by_what_they_lack() -> None:
    ranks = [1.0] + [NAN] * 9
    found = comparison(
        standings("甲", ranks, claims=[9] + [1] * 6 + [9] * 3, coverage=[1.0] * 5 + [0.1] * 5)
    )
    (line,) = [line for line in shown(found) if "没有名次" in line]
    assert "另有 9 个地区" in line
    assert "6 个主张不足 5 条" in line
    assert "5 个覆盖率低于 50%" in line
    (told,) = [line for line in shown(found, "en") if "no rank" in line]
    assert "9 more regions" in told


def test_changes_on_top_of_several_scenarios_are_told_once() -> None:
    found = comparison(
        standings("甲", [1, 2]),
        standings("乙", [1, 2], changes="a.b=0"),
        standings("丙", [2, 1], changes="a.b=0"),
    )
    assert sum("a.b=0" in line for line in shown(found)) == 1
    alone = comparison(standings("甲", [1, 2]), standings("甲", [2, 1], changes="a.b=0"))
    assert any(line.startswith("┃") and "甲 a.b=0" in line for line in shown(alone))


def test_square_brackets_are_no_markup() -> None:
    lines = shown(comparison(standings("[b]甲[/b]", [1]), standings("[red]乙", [1])))
    assert any("[b]甲[/b]" in line for line in lines)
