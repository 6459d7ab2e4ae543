"""The command ``verify``: what it prints, how it ends, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bench.cli import app
from bench.verification.opened import address, open_book
from tests.test_cli import assert_told
from tests.verification.tampering import tamper

Invoke = Callable[..., Any]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch) -> Invoke:
    monkeypatch.delenv("REGIONBENCH_LANGUAGE", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def workbook(cities: Path) -> Path:
    return cities / "out" / "benchmark.xlsx"


@pytest.fixture(scope="module")
def tampered(cities: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook with one score raised, in a folder of its own with all that the run wrote."""
    folder = tmp_path_factory.mktemp("tampered")
    shutil.copytree(cities / "out", folder, dirs_exist_ok=True)
    source = cities / "out" / "benchmark.xlsx"
    scores = next(sheet for sheet in open_book(source).sheets if sheet.name == "得分")
    row = scores.rows[2].index("指数")
    cell = address(3, row + 1)
    return tamper(source, folder / "benchmark.xlsx", {("得分", cell): 99.5})


def test_a_workbook_that_holds_ends_with_0(invoke: Invoke, workbook: Path) -> None:
    result = invoke("verify", workbook)
    assert result.exit_code == 0, result.output
    assert "全部相符" in result.stdout
    assert "nan" not in result.stdout.lower()


def test_a_score_that_was_raised_is_named_and_ends_with_1(invoke: Invoke, tampered: Path) -> None:
    result = invoke("verify", tampered)
    assert result.exit_code == 1
    assert "✗ 得分 D4" in result.stdout
    assert "现为：99.5" in result.stdout
    assert "有 1 处不符" in result.stdout


def test_what_does_not_hold_is_given_as_csv_and_json(invoke: Invoke, tampered: Path) -> None:
    result = invoke("verify", tampered, "--format", "csv", "--language", "en")
    assert result.exit_code == 1
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["sheet"], row["cell"], row["there"]) == ("得分", "D4", "99.5")
    assert row["meaning"].isascii()
    record = json.loads(invoke("verify", tampered, "--format", "json").stdout)
    assert record["holds"] is False
    assert [failure["cell"] for failure in record["failures"]] == ["D4"]


def test_a_workbook_that_holds_gives_a_table_without_rows(invoke: Invoke, workbook: Path) -> None:
    result = invoke("verify", workbook, "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout.strip() == "check,sheet,cell,there,should,meaning"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("none.xlsx",), "没有这个文件"),
        (("text.xlsx",), "不是 Excel 工作簿"),
        (("text.xlsx", "--format", "xml"), "table, csv, json"),
        (("text.xlsx", "--language", "fr"), "fr"),
    ],
)
def test_what_is_wrong_is_told_and_ends_with_2(
    invoke: Invoke, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "text.xlsx").write_text("地区,得分\n", encoding="utf-8")
    result = invoke("verify", tmp_path / arguments[0], *arguments[1:])
    assert_told(result, told)


def test_analysing_again_needs_a_project(invoke: Invoke, workbook: Path, tmp_path: Path) -> None:
    alone = shutil.copy(workbook, tmp_path)
    assert_told(invoke("verify", alone, "--deep"), "--project")
