"""The last run scored anew: as the run scored it, and under other weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import benchmark
from bench.catalogue.changes import with_changes
from bench.catalogue.loading import load_catalogue
from bench.errors import InputError
from bench.last_run import LastRun, evidence_fingerprint, read_last_run
from bench.project import Project, compared, load_project
from bench.rescoring import asked_scenarios, compare, own_scenario, weights_of, without_effect
from bench.resources import shipped
from bench.scoring.score import Scored, score_regions
from bench.scoring.standings import Scenario, Standings, standings_record, standings_table
from bench.settings import Settings, load_settings
from tests.test_benchmark import make_project

DIMENSIONS = ("infrastructure", "data_markets", "clusters", "governance")


@dataclass(frozen=True)
class Done:
    """A project that was run, loaded again, and what its run found."""

    folder: Path
    project: Project
    last: LastRun


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = make_project(tmp_path_factory.mktemp("project"))
    chosen = load_settings(folder)
    benchmark.run(chosen)
    project = load_project(chosen)
    return Done(folder, project, read_last_run(project.catalogue, chosen))


def scored_whole(done: Done, scenario: Scenario) -> Scored:
    """Score the last run by the whole way from evidence to ranks."""
    chosen, project, last = done.project.settings, done.project, done.last
    tables = [last.evidence, last.documents]
    return score_regions(
        last.evidence,
        last.documents,
        project.catalogue,
        scenario.weights,
        regions=compared(chosen, project.regions, project.gazetteer, tables),
        min_claims=chosen.min_claims,
        min_coverage=chosen.min_coverage,
        draws=0,
        seed=1,
        gazetteer=project.gazetteer,
    )


def by_code(standings: Standings, done: Done) -> Iterator[tuple[str, float, float]]:
    regions = compare(done.project, done.last, [standings.scenario]).regions
    yield from zip((r.code for r in regions), standings.index, standings.rank, strict=True)


def assert_as_whole(standings: Standings, done: Done) -> None:
    ranking = scored_whole(done, standings.scenario).ranking.set_index("region_code")
    for code, index, rank in by_code(standings, done):
        assert index == pytest.approx(ranking.loc[code, "index"], abs=1e-9, nan_ok=True)
        assert rank == pytest.approx(ranking.loc[code, "rank"], nan_ok=True)


# --- scores ---------------------------------------------------------------------------------------


def test_index_and_ranks_are_those_of_the_run(done: Done) -> None:
    table = standings_table(compare(done.project, done.last, [own_scenario(done.project)]))
    path = done.project.settings.output / "ranking.csv"
    ranking = pd.read_csv(path, encoding="utf-8-sig", dtype={"region_code": str})
    columns = ["region", "region_code", "level", "index", "rank"]
    pd.testing.assert_frame_equal(table[columns], ranking[columns], check_dtype=False)


@pytest.mark.parametrize("name", ["balanced", "data_first", "industry_first"])
def test_a_scenario_is_scored_as_a_run_with_it_would_be(done: Done, name: str) -> None:
    asked = asked_scenarios(done.project, [], [name], [])
    found = compare(done.project, done.last, [own_scenario(done.project), *asked])
    assert_as_whole(found.standings[1], done)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(DIMENSIONS), st.floats(0.01, 100)))
def test_any_change_is_scored_as_a_run_with_it_would_be(
    done: Done, changes: dict[str, float]
) -> None:
    own = own_scenario(done.project)
    weights = with_changes(own.weights, done.project.catalogue, changes)
    changed = Scenario("set", own.name, weights)
    assert_as_whole(compare(done.project, done.last, [own, changed]).standings[1], done)


@pytest.mark.parametrize("step", ["weighting: equal", "evidence: percentile", "decimals: 0"])
def test_a_scenario_with_a_method_of_its_own_is_scored_by_it(
    done: Done, tmp_path: Path, step: str
) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(f"name: 试\nmethod: {{{step}}}\n", encoding="utf-8")
    asked = asked_scenarios(done.project, [path], [], [])
    found = compare(done.project, done.last, [own_scenario(done.project), *asked])
    assert_as_whole(found.standings[1], done)


def test_multiplying_all_weights_of_a_whole_changes_nothing(done: Done) -> None:
    changes = [f"{dimension}=7" for dimension in DIMENSIONS]
    asked = asked_scenarios(done.project, [], [], changes)
    found = compare(done.project, done.last, [own_scenario(done.project), *asked])
    np.testing.assert_allclose(found.standings[1].index, found.standings[0].index)
    assert found.average_shift(found.standings[1]) == 0


def test_a_shift_is_rank_less_first_rank(done: Done) -> None:
    # With nothing but rules to count, 成都, whose document is one, stands before 重庆.
    ahead = [f"{d}=0" for d in DIMENSIONS if d != "governance"]
    asked = asked_scenarios(done.project, [], [], ahead)
    found = compare(done.project, done.last, [*asked, own_scenario(done.project)])
    table = standings_table(found).set_index("region")
    expected = table["rank_own"] - table["rank"]
    pd.testing.assert_series_equal(table["shift_own"], expected, check_names=False)
    assert found.average_shift(found.standings[1]) == expected.abs().mean()


def test_what_is_not_ranked_is_told_with_what_it_lacks(done: Done) -> None:
    # 成都 has nothing on chains: where they weigh all, hardly any of the weight was read.
    project = load_project(load_settings(done.folder).model_copy(update={"min_coverage": 0.9}))
    heavy = asked_scenarios(project, [], [], ["clusters=1000", "clusters.linkage=1000"])
    light = asked_scenarios(project, [], [], ["clusters=0"])
    found = compare(project, done.last, [*light, *heavy])
    table = standings_table(found, "en").set_index("region")
    for end, standings in zip(("", f"_{heavy[0].id}"), found.standings, strict=True):
        for region, note in table[f"note{end}"].items():
            assert (note == "") == (not np.isnan(table.loc[region, f"rank{end}"]))
            assert note == "" or "90.0%" in note
        whole = scored_whole(Done(done.folder, project, done.last), standings.scenario).ranking
        notes = whole.set_index("region")["note"]
        assert (notes == "").to_dict() == (table[f"note{end}"] == "").to_dict()
    assert "note" not in standings_table(found)


def test_the_record_holds_what_the_table_holds(done: Done) -> None:
    asked = asked_scenarios(done.project, [], ["data_first"], [])
    found = compare(done.project, done.last, [own_scenario(done.project), *asked])
    record = json.loads(json.dumps(standings_record(found, "en"), allow_nan=False))
    assert [s["id"] for s in record["scenarios"]] == ["own", "data_first"]
    assert record["scenarios"][1]["name"] == "Data first"
    for told, row in zip(record["regions"], standings_table(found).to_dict("records"), strict=True):
        assert told["region"] == row["region"]
        assert told["scenarios"]["own"]["rank"] == row["rank"]
        assert told["scenarios"]["data_first"]["shift"] == row["shift_data_first"]


# --- scenarios ------------------------------------------------------------------------------------


def test_files_come_before_names_and_each_once(done: Done, tmp_path: Path) -> None:
    path = tmp_path / "balanced.yaml"
    path.write_text("name: 试\nweights: {clusters: 2}\n", encoding="utf-8")
    asked = asked_scenarios(done.project, [path, path], ["balanced", "data_first"], [])
    assert [scenario.id for scenario in asked] == ["balanced", "balanced_2", "data_first"]
    assert asked[0].weights.values["clusters"] == 2


def test_changes_stand_on_top_of_each_scenario_and_alone_on_the_projects_own(done: Done) -> None:
    both = asked_scenarios(done.project, [], ["data_first", "balanced"], ["clusters=9"])
    assert [scenario.weights.values["clusters"] for scenario in both] == [9, 9]
    assert [scenario.weights.values["data_markets"] for scenario in both] == [3, 1]
    assert both[0].title("zh") == "数据要素优先 clusters=9"
    (alone,) = asked_scenarios(done.project, [], [], ["clusters=9"])
    assert (alone.id, alone.weights.values["clusters"]) == ("set", 9)
    assert asked_scenarios(done.project, [], [], []) == []


# --- weights --------------------------------------------------------------------------------------


def test_weights_are_told_as_given_as_shares_and_as_they_count(done: Done) -> None:
    (scenario,) = asked_scenarios(done.project, [], ["data_first"], ["clusters.chain=0"])
    rows = {row.id: row for row in weights_of(done.project, scenario)}
    assert len(rows) == 25
    assert rows["data_markets"].weight == 3
    assert rows["data_markets"].share == rows["data_markets"].effective == pytest.approx(0.5)
    assert rows["governance.security"].share == pytest.approx(2 / 6.5)
    assert rows["governance.security"].effective == pytest.approx(2 / 6.5 / 6)
    assert rows["clusters.chain"].effective == 0
    for depth in (1, 2):
        assert sum(r.effective for r in rows.values() if r.depth == depth) == pytest.approx(1)
    lines = shipped("indicators/weights/data_first.yaml").read_text(encoding="utf-8").splitlines()
    assert (
        lines[int(rows["data_markets"].source.rsplit(":", 1)[1]) - 1].strip() == "data_markets: 3"
    )
    assert rows["clusters.chain"].source == "--set"
    assert "digital_economy.yaml:" in rows["clusters"].source
    assert {row.ratio for row in rows.values()} == {None}


def test_weights_of_judgements_tell_their_table_and_ratio(done: Done, tmp_path: Path) -> None:
    table = ",infrastructure,data_markets,clusters,governance\ninfrastructure,,2,3,3\n"
    table += "data_markets,,,2,1\nclusters,,,,1\n"
    (tmp_path / "top.csv").write_text(table, encoding="utf-8")
    path = tmp_path / "w.yaml"
    path.write_text("name: 试\njudgements: {index: top.csv}\n", encoding="utf-8")
    (scenario,) = asked_scenarios(done.project, [path], [], ["clusters=0.2"])
    rows = {row.id: row for row in weights_of(done.project, scenario)}
    assert rows["governance"].source == str(tmp_path / "top.csv")
    assert 0 < rows["governance"].ratio < 0.1
    # What was set by hand was not judged, nor was what lies within.
    assert rows["clusters"].ratio is rows["governance.security"].ratio is None


def test_weights_by_the_data_are_those_of_the_last_run(done: Done, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(
        "name: 试\nweights: {clusters.chain: 5}\nmethod: {weighting: equal}\n", encoding="utf-8"
    )
    (scenario,) = asked_scenarios(done.project, [path], [], ["clusters.chain=6", "clusters=2"])
    rows = {row.id: row for row in weights_of(done.project, scenario)}
    assert rows["clusters.chain"].weight == 6
    assert rows["clusters.chain"].share == pytest.approx(1 / 6)
    assert rows["clusters.chain"].source == "equal"
    assert rows["clusters"].source == "--set"
    (note,) = without_effect(done.project, scenario)
    assert "clusters.chain" in note.text("en")
    assert "等权" in note.text("zh")


# --- the last run ---------------------------------------------------------------------------------


def settings_of(folder: Path, catalogue: Path | None = None, **paths: Path) -> Settings:
    return Settings(documents=folder, catalogue=catalogue, **paths)


def fingerprint(folder: Path, text: str, **paths: Path) -> str:
    path = folder / "c.yaml"
    path.write_text(text, encoding="utf-8")
    return evidence_fingerprint(load_catalogue(path), settings_of(folder, path, **paths))


CATALOGUE = """title: 试
dimensions:
  - id: d
    name: 维度
    definition: 维度
    indicators:
      - {id: d.a, name: 甲, definition: {zh: 甲事, en: A}, terms: {公路: 3}, weight: 1}
      - {id: d.b, name: 乙, definition: 乙事, examples: [新建水库。], exclude: [水库鱼]}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight: 1", "weight: 2"),
        ("name: 甲", "name: 丙"),
        ("en: A", "en: B"),
        ("title: 试", "title: 试\nmethod: {evidence: rank}"),
        ("    definition: 维度", "    definition: 别的\n    aggregation: copeland"),
    ],
)
def test_weights_names_and_method_leave_the_fingerprint(tmp_path: Path, old: str, new: str) -> None:
    assert old in CATALOGUE
    changed = fingerprint(tmp_path, CATALOGUE.replace(old, new))
    assert changed == fingerprint(tmp_path, CATALOGUE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("d.a", "d.c"),
        ("公路: 3", "公路: 2"),
        ("公路: 3", "铁路: 3"),
        ("甲事", "丙事"),
        ("新建水库。", "扩建水库。"),
        ("水库鱼", "水库虾"),
    ],
)
def test_what_evidence_depends_on_changes_the_fingerprint(
    tmp_path: Path, old: str, new: str
) -> None:
    changed = fingerprint(tmp_path, CATALOGUE.replace(old, new))
    assert changed != fingerprint(tmp_path, CATALOGUE)


def test_the_users_regions_and_statistics_change_the_fingerprint(tmp_path: Path) -> None:
    found = {fingerprint(tmp_path, CATALOGUE)}
    (tmp_path / "f").write_text("1", encoding="utf-8")
    found.add(fingerprint(tmp_path, CATALOGUE, gazetteer=tmp_path / "f"))
    found.add(fingerprint(tmp_path, CATALOGUE, statistics=tmp_path / "f"))
    (tmp_path / "f").write_text("2", encoding="utf-8")
    found.add(fingerprint(tmp_path, CATALOGUE, statistics=tmp_path / "f"))
    assert len(found) == 4


def test_tables_are_read_as_they_were_written(done: Done) -> None:
    evidence = done.last.evidence
    assert evidence["start"].dtype == "int64"
    assert evidence["confidence"].dtype == "float64"
    assert set(evidence["region_code"].str.len()) <= {0, 6}
    assert not evidence.isna().any(axis=None)
    assert done.last.statistics is None


def read_tables(chosen: Settings, done: Done) -> None:
    last = read_last_run(done.project.catalogue, chosen)
    _ = last.evidence, last.documents


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("run.json", None, "run.no_last_run"),
        ("evidence.csv", None, "run.no_last_run"),
        ("run.json", b"{", "run.broken_last_run"),
        ("run.json", b"\xff", "run.broken_last_run"),
        ("run.json", b"[]", "run.other_evidence"),
        ("run.json", b"{}", "run.other_evidence"),
        ("evidence.csv", b"a,b\n1,2\n", "run.broken_last_run"),
        ("documents.csv", b"", "run.broken_last_run"),
        ("evidence.csv", "地区\n".encode("gb18030"), "run.broken_last_run"),
    ],
)
def test_a_run_that_is_missing_or_broken_is_told_with_the_mend(
    done: Done, tmp_path: Path, name: str, content: bytes | None, key: str
) -> None:
    written = done.project.settings.output
    for other in ("run.json", "evidence.csv", "documents.csv"):
        (tmp_path / other).write_bytes((written / other).read_bytes())
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_tables(done.project.settings.overridden(output=tmp_path), done)
    assert caught.value.key == key
    for language in ("zh", "en"):
        assert str(tmp_path) in caught.value.text(language)
        assert "regionbench run" in caught.value.text(language)
