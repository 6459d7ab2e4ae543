"""Runs read back from their folders: what is told of each, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import benchmark
from bench.comparison.difference import difference
from bench.comparison.difference_run import PastRun
from bench.errors import InputError
from bench.past_run import read_run
from bench.settings import load_settings
from tests.test_benchmark import make_project

TABLES = ("evidence.csv", "documents.csv", "scores.csv", "ranking.csv", "run.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_project(tmp_path_factory.mktemp("project"))
    return benchmark.run(load_settings(made)).output


@pytest.fixture(scope="module")
def read(folder: Path) -> PastRun:
    return read_run(folder)


def copied(folder: Path, to: Path) -> Path:
    for name in TABLES:
        (to / name).write_bytes((folder / name).read_bytes())
    return to


def test_a_run_tells_what_it_was_given(read: PastRun) -> None:
    assert read.inputs is not None
    assert [region.name for region in read.inputs.compared or ()] == ["成都", "重庆"]
    assert (read.inputs.min_claims, read.inputs.min_coverage) == (2, 0.5)
    assert set(read.inputs.weights.values) >= {"governance", "clusters.chain"}
    assert read.inputs.weights.places == {}
    assert {"510000", "100000"} <= {region.code for region in read.inputs.regions}
    assert set(read.texts) >= {"plan.txt", "rules.txt", "press/west.md"}
    assert "manifest.csv" not in read.texts
    assert read.language == "zh"
    assert read.statistics is None


def test_an_older_run_has_no_inputs(folder: Path, tmp_path: Path) -> None:
    path = copied(folder, tmp_path) / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    given = record["inputs"]
    lacking = {**given, "weights": {**given["weights"], "values": {"governance": 1.0}}}
    for inputs in ({"catalogue": "of another version"}, lacking, "text", None):
        path.write_text(json.dumps({**record, "inputs": inputs}), encoding="utf-8")
        assert read_run(tmp_path).inputs is None
    del record["inputs"], record["sources"]
    path.write_text(json.dumps(record), encoding="utf-8")
    old = read_run(tmp_path)
    assert old.inputs is None
    assert old.texts == {}


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("run.json", None, "comparison.not_a_run"),
        ("run.json", b"[]", "comparison.not_a_run"),
        ("run.json", b"{", "comparison.broken_run"),
        ("run.json", b"\xff", "comparison.broken_run"),
        ("ranking.csv", None, "comparison.not_a_run"),
        ("evidence.csv", b"a,b\n1,2\n", "comparison.broken_run"),
        ("evidence.csv", "地区\n".encode("gb18030"), "comparison.broken_run"),
        ("documents.csv", b"", "comparison.broken_run"),
        ("scores.csv", b"region,score\nx,much\n", "comparison.broken_run"),
        ("run.json", b"{}", ""),
        ("run.json", b'{"files": 1, "settings": "x", "weights": [1], "sources": [2]}', ""),
    ],
)
def test_what_is_no_run_or_broken_is_told(
    folder: Path, tmp_path: Path, name: str, content: bytes | None, key: str
) -> None:
    path = copied(folder, tmp_path) / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    if not key:
        assert not difference(read_run(tmp_path), read_run(tmp_path)).changed
        return
    with pytest.raises(InputError) as caught:
        read_run(tmp_path)
    assert caught.value.key == key
    for language in ("zh", "en"):
        assert str(tmp_path) in caught.value.text(language)
        assert "regionbench run" in caught.value.text(language)


def test_a_gap_in_the_evidence_is_told(folder: Path, tmp_path: Path) -> None:
    path = copied(folder, tmp_path) / "evidence.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    column = lines[0].split(",").index("strength")
    cells = lines[-1].split(",")
    cells[column - len(lines[0].split(","))] = ""
    path.write_text("\n".join([*lines[:-1], ",".join(cells)]), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_run(tmp_path)
    assert caught.value.key == "comparison.broken_run"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="x"):
        read_run(tmp_path / "x")
