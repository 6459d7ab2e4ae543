"""The last run can be asked in SQL: what it counted, from the store and from its tables."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from bench.cli import app
from bench.errors import InputError
from bench.querying import open_run, save_table
from bench.store.runs import COUNTED, TAKEN


def invoke(*arguments: str | Path):
    return CliRunner().invoke(app, ["query", *map(str, arguments)])


@pytest.mark.parametrize("name", COUNTED)
def test_tables_of_the_store_hold_what_the_run_counted(cities: Path, name):
    order = ["document", "start", "end"]
    written = pd.read_csv(
        cities / "out" / f"{name}.csv", encoding="utf-8-sig", keep_default_na=False
    )
    asked = open_run(cities / "out").ask(f"SELECT * FROM {name}")
    assert list(asked.columns) == list(written.columns)
    assert len(asked) == len(written) > 0
    assert asked[order].sort_values(order).to_numpy().tolist() == (
        written[order].sort_values(order).to_numpy().tolist()
    )


def test_scores_and_texts_can_be_joined_to_evidence(cities: Path):
    found = open_run(cities / "out").ask(
        "SELECT e.quote, t.text, s.score FROM evidence e JOIN texts t USING (document) "
        "JOIN scores s USING (region_code, indicator)"
    )
    assert len(found) > 0
    assert all(quote in text for quote, text in zip(found["quote"], found["text"], strict=True))


def test_a_wrong_query_is_told_with_the_tables_that_there_are(cities: Path):
    with pytest.raises(InputError, match="evidence, ") as problem:
        open_run(cities / "out").ask("SELECT nothing FROM nowhere")
    assert problem.value.key == "store.bad_query"


def test_the_command_prints_tables_csv_or_json_and_names_tables_without_a_query(cities: Path):
    sql = "SELECT region, rank FROM ranking WHERE rank = 1"
    table = invoke(sql, "--project", cities)
    assert table.exit_code == 0
    assert "region" in table.stdout
    csv = invoke(sql, "--project", cities, "--format", "csv")
    assert csv.stdout.splitlines()[0] == "region,rank"
    told = json.loads(invoke(sql, "--project", cities, "--format", "json").stdout)
    assert told[0]["rank"] == 1
    names = invoke("--project", cities, "--format", "csv").stdout
    assert "evidence," in names
    assert "_held" not in names


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_result_is_saved_by_the_ending_of_the_name(tmp_path, ending):
    table = pd.DataFrame({"quote": ["=1+1", "甲"], "n": [1, 2]})
    path = tmp_path / f"found.{ending}"
    save_table(table, path)
    read = {"csv": pd.read_csv, "xlsx": pd.read_excel, "parquet": pd.read_parquet}[ending]
    assert read(path).to_dict("list") == table.to_dict("list")


def test_another_ending_and_a_store_that_is_gone_are_told(tmp_path, cities: Path):
    with pytest.raises(InputError) as problem:
        save_table(pd.DataFrame({"n": [1]}), tmp_path / "found.doc")
    assert problem.value.key == "store.bad_ending"
    shutil.copytree(cities / "out", tmp_path / "out")
    (tmp_path / "out" / TAKEN).unlink()
    with pytest.raises(InputError) as problem:
        open_run(tmp_path / "out")
    assert problem.value.key == "store.gone"


def test_without_a_run_there_is_nothing_to_ask(tmp_path):
    with pytest.raises(InputError) as problem:
        open_run(tmp_path)
    assert problem.value.key == "run.no_last_run"
