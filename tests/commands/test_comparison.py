"""The commands ``compare``, ``gaps`` and ``peers``: what they print, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bench.cli import app
from tests.test_cli import assert_told

Invoke = Callable[..., Any]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, cities: Path) -> Invoke:
    monkeypatch.delenv("REGIONBENCH_LANGUAGE", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(cities)
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments])


def rows(result: Any) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def no_nan(value: Any) -> bool:
    """Whether nothing in data read from JSON is NaN."""
    if isinstance(value, dict):
        return all(map(no_nan, value.values()))
    if isinstance(value, list):
        return all(map(no_nan, value))
    return value == value


# --- compare ------------------------------------------------------------------------------------


def test_regions_stand_side_by_side_in_the_order_given(invoke: Invoke) -> None:
    result = invoke("compare", "苏州", "hangzhou", "510100")
    assert result.exit_code == 0, result.output
    heading = next(line for line in result.stdout.splitlines() if "苏州" in line)
    assert heading.index("苏州") < heading.index("杭州") < heading.index("成都")
    for part in ("数据交易与流通", "数据产品上架500个", "〔1〕", "（已读，未提及）"):
        assert part in result.stdout
    assert "nan" not in result.stdout.lower()


def test_every_number_of_the_side_by_side_table_leads_to_its_sentence(
    invoke: Invoke, cities: Path
) -> None:
    found = rows(invoke("compare", "苏州", "杭州", "--format", "csv"))
    assert {row["region"] for row in found} == {"苏州", "杭州"}
    for row in found:
        text = (cities / "documents" / row["document"]).read_text(encoding="utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    places = {(r["document"], r["start"]): r["number"] for r in found}
    assert len(set(places.values())) == len(places)


def test_compare_gives_ranking_scores_and_measures_as_json(invoke: Invoke) -> None:
    found = json.loads(invoke("compare", "苏州", "杭州", "--format", "json").stdout)
    assert set(found) == {"ranking", "scores", "measures"}
    # Nothing was drawn: a rank without its interval must not look certain.
    assert not {"rank_low", "rank_high"} & set(found["ranking"][0])
    assert {row["region"] for row in found["ranking"]} == {"苏州", "杭州"}
    assert no_nan(found)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("苏州",), "只给出一个地区"),
        (("苏州", "苏州市"), "只给出一个地区"),
        (("苏州", "拉萨"), "拉萨"),
        (("苏州", "杭洲市"), "杭州"),
    ],
)
def test_what_cannot_be_compared_is_told(invoke: Invoke, names: tuple[str, ...], told: str) -> None:
    assert_told(invoke("compare", *names), told)


# --- gaps ---------------------------------------------------------------------------------------


def test_gaps_name_what_peers_do_and_give_their_measures(invoke: Invoke) -> None:
    result = invoke("gaps", "青岛", "--peers", "杭州，苏州")
    assert result.exit_code == 0, result.output
    for part in ("可比地区：杭州、苏州", "数据交易与流通", "已读未提及", "可借鉴"):
        assert part in result.stdout
    assert "数据产品上架" in result.stdout
    assert "nan" not in result.stdout.lower()


def test_closing_gaps_raises_the_index_and_never_lowers_the_rank(invoke: Invoke) -> None:
    found = rows(invoke("gaps", "青岛", "--peers", "杭州,苏州", "--format", "csv"))
    indicators = [row for row in found if row["kind"] == "indicator"]
    gains = [float(row["index_gain"]) for row in indicators if row["index_gain"]]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0
    assert all(float(row["rank_rise"]) >= 0 for row in found if row["rank_rise"])
    whole = found[-1]
    assert whole["kind"] == "all"
    assert float(whole["index_gain"]) == pytest.approx(sum(gains), abs=1e-4)


def test_borrowed_measures_are_the_peers_own_words(invoke: Invoke, cities: Path) -> None:
    options = ("--peers", "杭州,苏州", "--format", "csv", "--table", "borrowed")
    found = rows(invoke("gaps", "青岛", *options))
    assert {row["region"] for row in found} <= {"杭州", "苏州"}
    for row in found:
        text = (cities / "documents" / row["document"]).read_text(encoding="utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_what_the_target_does_already_is_not_called_new(invoke: Invoke) -> None:
    options = ("--peers", "成都", "--format", "csv", "--table", "borrowed")
    found = rows(invoke("gaps", "青岛", *options))
    built = [row for row in found if "算力券" in row["quote"] or "智算中心" in row["quote"]]
    assert all(row["advice"] != "new" for row in built)


def test_without_a_target_on_the_command_line_that_of_the_project_is_meant(
    invoke: Invoke, cities: Path
) -> None:
    assert invoke("gaps").stdout == invoke("gaps", "青岛").stdout
    project = (cities / "bench.yaml").read_text(encoding="utf-8")
    other = cities / "other.yaml"
    other.write_text(project.replace("target: 青岛\n", ""), encoding="utf-8")
    assert_told(invoke("gaps", "--project", other), "target")


def test_gaps_as_json_hold_both_tables(invoke: Invoke) -> None:
    found = json.loads(invoke("gaps", "青岛", "--format", "json").stdout)
    assert set(found) == {"target", "peers", "how", "notes", "gaps", "borrowed"}
    assert found["target"] == "青岛"
    assert found["peers"] == ["杭州", "合肥"]
    assert no_nan(found)


def test_peers_that_are_not_in_the_run_are_told_and_others_shown(invoke: Invoke) -> None:
    result = invoke("gaps", "青岛", "--peers", "杭州,拉萨")
    assert result.exit_code == 0
    assert "拉萨" in result.stderr
    assert "可比地区：杭州" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("gaps", "拉萨"), "拉萨"),
        (("gaps", "青岛", "--peers", "杭州", "--level"), "--level"),
        (("gaps", "青岛", "--table", "ranking"), "borrowed"),
        (("gaps", "青岛", "--format", "xml"), "xml"),
        (("peers", "杭洲市"), "杭州市"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    invoke: Invoke, arguments: tuple[str, ...], told: str
) -> None:
    assert_told(invoke(*arguments), told)


# --- peers --------------------------------------------------------------------------------------


def test_peers_stand_on_two_axes(invoke: Invoke) -> None:
    found = {row["peer"]: row for row in rows(invoke("peers", "青岛", "--format", "csv"))}
    assert set(found) == {"成都", "杭州", "苏州", "合肥"}
    assert found["成都"]["policy_rank"] == "1.0"
    assert all(float(row["structure"]) > 0 for row in found.values())
    chosen = [name for name, row in found.items() if row["chosen"] == "yes"]
    nearest = sorted(found, key=lambda name: float(found[name]["structure"]))[:2]
    assert sorted(chosen) == sorted(nearest)


def test_peers_in_words_say_how_they_were_chosen(invoke: Invoke) -> None:
    assert "结构最接近的 2 个地区" in invoke("peers", "青岛").stdout
    assert "同一层级（地级）的全部地区" in invoke("peers", "青岛", "--level").stdout
    assert "由使用者指定：杭州" in invoke("peers", "青岛", "--peers", "杭州").stdout
    assert "长三角" in invoke("peers", "青岛", "--group", "长三角").stdout
    assert "nearest in structure" in invoke("peers", "青岛", "--language", "en").stdout


def test_peers_as_json_hold_terms_too(invoke: Invoke) -> None:
    found = json.loads(invoke("peers", "青岛", "--format", "json").stdout)
    assert set(found) == {"target", "how", "peers", "key_terms", "shared_terms"}
    assert no_nan(found)


# --- the report ---------------------------------------------------------------------------------


def test_the_run_writes_what_the_commands_print(invoke: Invoke, cities: Path) -> None:
    for name, command in (
        ("peers", ("peers", "青岛")),
        ("gaps", ("gaps", "青岛")),
        ("borrowed", ("gaps", "青岛", "--table", "borrowed")),
    ):
        written = (cities / "out" / f"{name}.csv").read_text(encoding="utf-8-sig")
        assert invoke(*command, "--format", "csv").stdout.lstrip("\ufeff") == written


def test_without_a_run_the_user_is_told_to_run(invoke: Invoke, tmp_path: Path) -> None:
    for command in ("gaps", "peers"):
        assert_told(invoke(command, "青岛", "--output", tmp_path / "none"), "run")
