"""The commands ``score`` and ``weights``: what they print, where, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.cli import app
from tests.test_benchmark import PROJECT, make_project
from tests.test_cli import assert_told, environment

Invoke = Callable[..., object]

STATISTICS_CATALOGUE = """title: 试
dimensions:
  - id: d
    name: {zh: 产出, en: Output}
    definition: 产出
    indicators:
      - {id: d.a, kind: statistic, name: {zh: 甲, en: A}, definition: 甲}
      - {id: d.b, kind: statistic, name: {zh: 乙, en: B}, definition: 乙}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was run."""
    made = make_project(tmp_path_factory.mktemp("project"))
    result = CliRunner().invoke(app, ["run", str(made)])
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Invoke:
    monkeypatch.delenv("REGIONBENCH_LANGUAGE", raising=False)
    monkeypatch.chdir(folder)
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments])


def rows(result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


# --- score ----------------------------------------------------------------------------------------


def test_scenarios_stand_side_by_side_with_the_shift_of_rank(invoke: Invoke) -> None:
    asked = ["--scenario", "data_first", "--scenario", "balanced", "--set", "governance=0.4"]
    result = invoke("score", ".", *asked)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "数据要素优先" in result.stdout
    assert "成都" in result.stdout
    assert "平均变动" in result.stdout


def test_csv_has_a_header_and_columns_for_each_scenario(invoke: Invoke) -> None:
    found = rows(invoke("score", ".", "--scenario", "data_first", "--format", "csv"))
    own = ["region", "region_code", "level", "index", "rank", "note"]
    others = [f"{name}_data_first" for name in ("index", "rank", "shift", "note")]
    assert list(found[0]) == [*own, *others]
    assert {row["region_code"] for row in found} == {"510100", "500000"}
    for row in found:
        shift = float(row["rank_data_first"]) - float(row["rank"])
        assert float(row["shift_data_first"]) == shift


def test_without_scenarios_the_run_is_repeated(invoke: Invoke, folder: Path) -> None:
    text = (folder / "out" / "ranking.csv").read_text(encoding="utf-8-sig")
    ranking = {row["region"]: row for row in csv.DictReader(io.StringIO(text))}
    for row in rows(invoke("score", "--format", "csv")):
        assert row == {name: ranking[row["region"]][name] for name in row}


@pytest.mark.parametrize("name", ["governance.talent", "talent", "人才与就业", "治理与保障.talent"])
def test_a_weight_is_changed_by_id_or_name(invoke: Invoke, name: str) -> None:
    told = invoke("score", ".", "--set", f"{name}=3", "--format", "json", "--language", "en")
    assert "governance.talent=3" in json.loads(told.stdout)["scenarios"][1]["name"]


def test_other_documents_are_told_and_the_last_run_is_ranked(
    invoke: Invoke, tmp_path: Path
) -> None:
    own = make_project(tmp_path)
    assert invoke("run", own).exit_code == 0
    before = invoke("score", own)
    assert before.stderr == ""
    (own / "documents" / "new.txt").write_text("成都建成智算中心三座。", encoding="utf-8")
    (own / "documents" / "rules.txt").unlink()
    after = invoke("score", own, "--language", "en")
    assert after.exit_code == 0
    assert "1 added: new.txt; 1 removed: rules.txt" in after.stderr
    assert "regionbench run" in after.stderr
    assert invoke("score", own).stdout == before.stdout


def test_a_table_edited_by_hand_is_scored_as_it_stands(invoke: Invoke, tmp_path: Path) -> None:
    own = make_project(tmp_path)
    assert invoke("run", own).exit_code == 0
    table = own / "out" / "evidence.csv"
    lines = table.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    before = rows(invoke("score", own, "--format", "csv"))
    kept = [line for line in lines if ",重庆," not in line]
    assert 1 < len(kept) < len(lines)
    table.write_text("".join(kept), encoding="utf-8-sig")
    after = {row["region"]: row for row in rows(invoke("score", own, "--format", "csv"))}
    assert after["重庆"]["rank"] == ""
    assert after["重庆"]["note"]
    assert {row["rank"] for row in before} == {"1.0", "2.0"}


def test_json_can_be_read(invoke: Invoke) -> None:
    result = invoke("score", ".", "--set", "clusters=0", "--format", "json", "--language", "en")
    told = json.loads(result.stdout)
    assert [scenario["id"] for scenario in told["scenarios"]] == ["own", "set"]
    assert "clusters=0" in told["scenarios"][1]["name"]
    assert set(told["regions"][0]["scenarios"]["set"]) == {"index", "rank", "note", "shift"}


def test_english_is_spoken_on_request(invoke: Invoke) -> None:
    told = invoke("score", ".", "--scenario", "data_first", "--language", "en").stdout
    assert "Data first" in told
    assert "on average" in told
    assert "名次" not in told


def test_a_target_and_regions_of_the_project_hold(invoke: Invoke, folder: Path) -> None:
    other = folder / "only.yaml"
    other.write_text(PROJECT.replace("[成都, 重庆]", "[成都]"), encoding="utf-8")
    assert [row["region"] for row in rows(invoke("score", other, "--format", "csv"))] == ["成都"]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--scenario", "data_frist"], ["data_frist", "data_first", "--weights"]),
        (["--set", "governence=0.4"], ["governence", "governance"]),
        (["--set", "governance"], ["--set", "governance"]),
        (["--set", "治理与保章=1"], ["治理与保章", "治理与保障 (governance)"]),
        (["--set", "安全=1"], ["安全", "(governance.security)"]),
        (["--set", "governance=-1"], ["--set", "-1", "0.4"]),
        (["--weights", "gone.yaml"], ["gone.yaml"]),
        (["--format", "xml"], ["--format", "xml", "table, csv, json"]),
        (["--output", "elsewhere"], ["elsewhere", "regionbench run"]),
        (["--language", "fr"], ["--language", "fr"]),
    ],
)
def test_what_cannot_be_scored_is_told(
    invoke: Invoke, arguments: list[str], parts: list[str]
) -> None:
    assert_told(invoke("score", ".", *arguments), *parts)


def test_evidence_of_another_catalogue_is_refused_but_other_weights_are_not(
    invoke: Invoke, folder: Path
) -> None:
    shipped = Path(__file__).parents[1] / "indicators" / "digital_economy.yaml"
    text = shipped.read_text(encoding="utf-8")
    learnt = shipped.with_name("digital_economy.learnt.csv")
    own = folder / "own"
    own.mkdir()
    (own / learnt.name).write_bytes(learnt.read_bytes())
    (own / "c.yaml").write_text(re.sub(r"\n    weight: 1\n", "\n    weight: 2\n", text), "utf-8")
    assert invoke("score", ".", "--catalogue", "own/c.yaml").exit_code == 0
    (own / "c.yaml").write_text(text.replace("算力券: 3", "算力券: 2"), encoding="utf-8")
    told = invoke("score", ".", "--catalogue", "own/c.yaml")
    assert_told(told, "out", "regionbench run")


def test_statistics_alone_are_scored_anew(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(STATISTICS_CATALOGUE, encoding="utf-8")
    (tmp_path / "s.csv").write_text("地区,甲,乙\n成都,1,9\n重庆,3,1\n杭州,2,2\n", encoding="utf-8")
    project = tmp_path / "bench.yaml"
    project.write_text("catalogue: c.yaml\nstatistics: s.csv\n", encoding="utf-8")
    assert invoke("run", tmp_path).exit_code == 0
    found = rows(invoke("score", tmp_path, "--set", "d.a=0", "--format", "csv"))
    assert {row["region"]: row["rank_set"] for row in found} == {
        "成都": "1.0",
        "杭州": "2.0",
        "重庆": "3.0",
    }
    weighed = tmp_path / "w.yaml"
    weighed.write_text("name: 熵\nmethod: {weighting: entropy}\n", encoding="utf-8")
    told = invoke("weights", tmp_path, "--weights", weighed, "--set", "d.a=3", "--format", "csv")
    shares = {row["id"]: row for row in rows(told)}
    assert shares["d.a"]["source"] == "entropy"
    assert "d.a" in told.stderr
    (tmp_path / "s.csv").write_text("地区,甲,乙\n成都,1,9\n重庆,3,1\n", encoding="utf-8")
    assert_told(invoke("score", tmp_path), "regionbench run")


def test_no_document_is_read_and_nothing_heavy_is_loaded(folder: Path) -> None:
    code = (
        "import sys\n"
        "from bench.cli import app\n"
        f"app(['score', {str(folder)!r}], standalone_mode=False)\n"
        "heavy = ('matplotlib', 'bench.benchmark', 'xlsxwriter', 'scipy', 'sklearn', 'jieba')\n"
        "print([m for m in heavy if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode("utf-8").splitlines()[-1] == "[]"


# --- weights --------------------------------------------------------------------------------------


def test_weights_lists_every_part_with_share_and_source(invoke: Invoke) -> None:
    found = rows(invoke("weights", ".", "--format", "csv"))
    assert len(found) == 25
    assert {row["scenario"] for row in found} == {"own"}
    top = [row for row in found if row["depth"] == "1"]
    assert sum(float(row["effective"]) for row in top) == pytest.approx(1)
    assert all(re.search(r"digital_economy\.yaml:\d+$", row["source"]) for row in found)


def test_weights_prints_the_consistency_ratio_of_judgements(invoke: Invoke, folder: Path) -> None:
    table = ",legislation,security,digital_government,support,talent\n"
    table += "legislation,,2,3,3,4\nsecurity,,,2,2,3\ndigital_government,,,,1,2\nsupport,,,,,2\n"
    (folder / "compare.csv").write_text(table, encoding="utf-8")
    weights = "name: {zh: 判断, en: Judged}\njudgements: {governance: compare.csv}\n"
    (folder / "judged.yaml").write_text(weights, encoding="utf-8")
    shown = invoke("weights", ".", "--weights", "judged.yaml")
    assert re.search(r"governance.*一致性比率 0\.0\d\d", shown.stdout)
    found = rows(invoke("weights", ".", "--weights", "judged.yaml", "--format", "csv"))
    judged = [row for row in found if row["consistency_ratio"]]
    assert [row["id"].split(".")[0] for row in judged] == ["governance"] * 5
    assert {row["source"] for row in judged} == {"compare.csv"}


def test_judgements_that_contradict_each_other_are_refused(invoke: Invoke, folder: Path) -> None:
    table = ",infrastructure,data_markets,clusters,governance\ninfrastructure,,9,1/9,1\n"
    table += "data_markets,,,9,1\nclusters,,,,1\n"
    (folder / "circle.csv").write_text(table, encoding="utf-8")
    text = "name: 试\njudgements:\n  index: circle.csv\n"
    (folder / "circle.yaml").write_text(text, encoding="utf-8")
    told = invoke("weights", ".", "--weights", "circle.yaml", "--language", "en")
    assert_told(told, "circle.yaml:3", "consistency ratio", "forced: true")
    (folder / "circle.yaml").write_text(f"{text}forced: true\n", encoding="utf-8")
    assert invoke("weights", ".", "--weights", "circle.yaml").exit_code == 0


def test_weights_needs_no_run(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    result = invoke("weights", "--documents", tmp_path / "documents", "--format", "json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 25


def test_weights_by_the_data_need_one(invoke: Invoke, folder: Path) -> None:
    (folder / "pca.yaml").write_text("name: 试\nmethod: {weighting: pca}\n", encoding="utf-8")
    told = invoke("weights", ".", "--weights", "pca.yaml", "--output", "elsewhere")
    assert_told(told, "elsewhere", "regionbench run")
