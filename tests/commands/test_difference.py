"""The command ``diff``: what it prints of two runs, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.cli import app
from tests.test_benchmark import MANIFEST, make_project
from tests.test_cli import assert_told

Invoke = Callable[..., object]

ADDED = "成都市算力行动方案\n一、主要任务\n成都建设智算中心，发放算力券2000万元，服务企业600家。\n"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two runs; before the second a document was added and the weights were changed."""
    project = make_project(tmp_path_factory.mktemp("project"))
    runner = CliRunner()
    before, after = project / "out", project / "later"
    assert runner.invoke(app, ["run", str(project)]).exit_code == 0
    (project / "documents" / "added.txt").write_text(ADDED, encoding="utf-8")
    manifest = project / "documents" / "manifest.csv"
    manifest.write_text(f"{MANIFEST}added.txt,成都,,,2025,plan\n", encoding="utf-8")
    (project / "w.yaml").write_text("name: 试\nweights: {governance: 4}\n", encoding="utf-8")
    with (project / "bench.yaml").open("a", encoding="utf-8") as file:
        file.write("weights: w.yaml\n")
    result = runner.invoke(app, ["run", str(project), "--output", str(after)])
    assert result.exit_code == 0, result.output
    return before, after


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch) -> Invoke:
    monkeypatch.delenv("REGIONBENCH_LANGUAGE", raising=False)
    return lambda *arguments: CliRunner().invoke(app, ["diff", *(str(a) for a in arguments)])


def test_a_table_tells_what_changed_and_why(invoke: Invoke, folders: tuple[Path, Path]) -> None:
    result = invoke(*folders)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    for part in ("added.txt", "治理", "成都", "算力券2000万元", "新增的文件"):
        assert part in result.stdout
    assert "nan" not in result.stdout.lower()


def test_english_is_spoken_on_request(invoke: Invoke, folders: tuple[Path, Path]) -> None:
    told = invoke(*folders, "--language", "en").stdout
    assert "new document" in told
    assert "新增" not in told


@pytest.mark.parametrize("table", ["inputs", "ranking", "scores", "evidence"])
def test_csv_prints_the_table_asked_for(
    invoke: Invoke, folders: tuple[Path, Path], table: str
) -> None:
    printed = [invoke(*folders, "--format", "csv", "--table", table).stdout for _ in range(2)]
    assert printed[0] == printed[1]
    rows = list(csv.DictReader(io.StringIO(printed[0])))
    assert rows
    assert "nan" not in {value.lower() for row in rows for value in row.values()}
    if table == "ranking":
        for row in rows:
            total = sum(float(v) for name, v in row.items() if name.startswith("part_"))
            assert total == pytest.approx(float(row["index_change"]), abs=1e-7)
            assert float(row["part_documents"]) or row["region"] != "成都"
    if table == "evidence":
        assert {row["why"] for row in rows} == {"document_new"}


def test_json_holds_every_table(invoke: Invoke, folders: tuple[Path, Path]) -> None:
    told = json.loads(invoke(*folders, "--format", "json").stdout)
    assert told["changed"] is True
    assert told["parts"] == ["documents", "weights"]
    assert {"inputs", "ranking", "scores", "evidence", "notes"} <= set(told)


def test_the_same_run_twice_did_not_change(invoke: Invoke, folders: tuple[Path, Path]) -> None:
    result = invoke(folders[0], folders[0])
    assert result.exit_code == 0
    assert result.stdout.startswith("没有变化")


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--table", "claims"], ["--table", "claims", "evidence"]),
        (["--format", "xml"], ["--format", "xml"]),
        (["--language", "fr"], ["--language", "fr"]),
    ],
)
def test_wrong_options_are_told(
    invoke: Invoke, folders: tuple[Path, Path], arguments: list[str], parts: list[str]
) -> None:
    assert_told(invoke(*folders, *arguments), *parts)


def test_a_folder_without_a_run_is_told(
    invoke: Invoke, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    assert_told(invoke(folders[0], tmp_path), str(tmp_path), "run.json")
    assert_told(invoke(tmp_path / "gone", folders[1]), "gone", "run.json")
