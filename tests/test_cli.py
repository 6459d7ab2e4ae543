"""The command line: exit codes, messages that name place and mend, what goes to which stream."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.main import get_command
from typer.testing import CliRunner

from bench import __version__
from bench.cli import app
from bench.options import with_charts
from bench.settings import ChartSettings, Settings
from tests.catalogue.examples import CATALOGUE
from tests.test_benchmark import SKIPPED, make_project

ROOT = Path(__file__).parents[1]
COMMANDS = get_command(app).commands
SENTENCE = "成都观察\n\n成都建成智算中心两座，算力规模达到3000 PFLOPS，服务企业四百家。\n"

Invoke = Callable[..., object]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run a command in an empty folder, in Chinese unless told."""
    monkeypatch.delenv("REGIONBENCH_LANGUAGE", raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def write(tmp_path: Path):
    """Write files below the folder of the test and return that folder."""

    def write_files(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode("utf-8") if isinstance(content, str) else content
            path.write_bytes(data)
        return tmp_path

    return write_files


def project(settings: str = "", **more: str | bytes) -> dict[str, str | bytes]:
    """A project's files: one document, bench.yaml with ``settings``, and more."""
    return {
        "documents/a.txt": SENTENCE,
        "bench.yaml": f"documents: documents\n{settings}",
        **{name.replace("__", "."): content for name, content in more.items()},
    }


def assert_told(result, *parts: str) -> None:
    """Exit code 2, nothing on standard output, one or two lines that hold all ``parts``."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    told = result.stderr.strip()
    assert 1 <= len(told.splitlines()) <= 2, told
    assert "Traceback" not in told
    assert [part for part in parts if part not in told] == [], told


# --- what a user may get wrong --------------------------------------------------------------------


def test_a_folder_without_documents(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_told(invoke("run", "--documents", "empty"), "empty", ".txt", "请")


def test_a_folder_that_is_not_there(invoke: Invoke) -> None:
    assert_told(invoke("run", "--documents", "nowhere"), "documents", "nowhere", "请")


def test_a_project_that_is_not_there(invoke: Invoke) -> None:
    assert_told(invoke("run", "nowhere"), "nowhere", "请")


def test_a_folder_that_is_no_project(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    assert_told(invoke("run", "bare"), "bare", "bench.yaml", "请")


def test_a_folder_whose_only_file_is_no_text(invoke: Invoke, write) -> None:
    write({"documents/a.txt": b"\x00\x01\x02" * 50})
    assert_told(invoke("run", "--documents", "documents"), "documents", "a.txt", "请")


def test_a_folder_whose_only_file_is_of_another_format(invoke: Invoke, write) -> None:
    write({"documents/a.xlsx": b"PK\x03\x04"})
    assert_told(invoke("run", "--documents", "documents"), "a.xlsx", ".txt", "请")


def test_a_manifest_without_the_column_file(invoke: Invoke, write) -> None:
    write({"documents/a.txt": SENTENCE, "documents/manifest.csv": "name,region\na.txt,成都\n"})
    assert_told(invoke("run", "--documents", "documents"), "manifest.csv:1", "file", "请")


def test_a_manifest_that_names_a_file_twice(invoke: Invoke, write) -> None:
    rows = "file,region\na.txt,成都\na.txt,重庆\n"
    write({"documents/a.txt": SENTENCE, "documents/manifest.csv": rows})
    assert_told(invoke("run", "--documents", "documents"), "manifest.csv:3", "a.txt", "请")


def test_an_unknown_key_in_the_project_file(invoke: Invoke, write) -> None:
    write(project("regoins: [成都]\n"))
    assert_told(invoke("run", "."), "bench.yaml:2", "regoins", "regions")


def test_yaml_that_cannot_be_read(invoke: Invoke, write) -> None:
    write(project("regions: [成都\n"))
    assert_told(invoke("run", "."), "bench.yaml:2", "请")


@pytest.mark.parametrize("key", ["regions: [成都, 成嘟]", "target: 成嘟"])
def test_an_unknown_region(invoke: Invoke, write, key: str) -> None:
    write(project(f"{key}\n"))
    assert_told(invoke("run", "."), "bench.yaml:2", "成嘟", "成都")


def test_a_target_that_is_not_compared(invoke: Invoke, write) -> None:
    write(project("regions: [成都]\ntarget: 重庆\n"))
    assert_told(invoke("run", "."), "bench.yaml:3", "target", "重庆", "请")


@pytest.mark.parametrize("name", ["catalogue", "weights", "gazetteer"])
def test_a_file_that_the_project_names_is_not_there(invoke: Invoke, write, name: str) -> None:
    write(project(f"{name}: missing.yaml\n"))
    assert_told(invoke("run", "."), "bench.yaml:2", "missing.yaml", "请")


def test_a_negative_weight(invoke: Invoke, write) -> None:
    weights = "name: 试\nweights:\n  infrastructure: -1\n"
    write(project("weights: w.yaml\n", w__yaml=weights))
    assert_told(invoke("run", "."), "w.yaml:3", "infrastructure", "-1", "请")


def test_weights_that_are_all_zero(invoke: Invoke, write) -> None:
    zeros = "".join(
        f"  {d}: 0\n" for d in ("infrastructure", "data_markets", "clusters", "governance")
    )
    write(project("weights: w.yaml\n", w__yaml=f"name: 试\nweights:\n{zeros}"))
    assert_told(invoke("run", "."), "w.yaml:", "请")


def test_weights_of_an_id_that_the_catalogue_lacks(invoke: Invoke, write) -> None:
    weights = "name: 试\nweights:\n  infrastructure.computer: 1\n"
    write(project("weights: w.yaml\n", w__yaml=weights))
    assert_told(invoke("run", "."), "w.yaml:3", "infrastructure.compute")


def test_an_id_given_twice_in_a_catalogue(invoke: Invoke, write) -> None:
    twice = CATALOGUE.replace("id: roads.toll", "id: roads.length")
    write(project("catalogue: c.yaml\n", c__yaml=twice))
    line = 1 + twice[: twice.rindex("id: roads.length")].count("\n")
    assert_told(invoke("run", "."), f"c.yaml:{line}", "roads.length", "请")


def test_a_catalogue_whose_weights_are_all_zero(invoke: Invoke, write) -> None:
    zero = CATALOGUE.replace("weight: 0.5", "weight: 0")
    zero = zero.replace("5G: 1.5}", "5G: 1.5}\n        weight: 0")
    write(project("catalogue: c.yaml\n", c__yaml=zero))
    assert_told(invoke("run", "."), "c.yaml:7", "indicators", "请")


@pytest.mark.parametrize("output", ["taken", "taken/below"])
def test_an_output_folder_where_a_file_stands(invoke: Invoke, write, output: str) -> None:
    write(project(taken="a file"))
    assert_told(invoke("run", ".", "--output", output), "taken", "请")


def test_an_output_folder_among_the_documents(invoke: Invoke, write) -> None:
    write(project())
    assert_told(invoke("run", ".", "--output", "documents/out"), "documents", "请")


def test_a_project_and_documents_together(invoke: Invoke, write) -> None:
    write(project())
    assert_told(invoke("run", ".", "--documents", "documents"), "PROJECT", "--documents", "请")


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_language_that_is_not_spoken(invoke: Invoke, write, command: str) -> None:
    write(project())
    assert_told(invoke(command, ".", "--language", "fr"), "--language", "fr", "zh", "en")


def test_charts_of_a_size_that_there_is_not(invoke: Invoke, write) -> None:
    write(project())
    assert_told(invoke("run", ".", "--chart-size", "a3"), "--chart-size", "a3", "slide", "a4")


def test_the_command_line_goes_before_the_project_on_charts() -> None:
    drawn = Settings(charts=ChartSettings(size="a4", svg=True))
    assert with_charts(drawn, None, None).charts == drawn.charts
    assert with_charts(drawn, "slide", None).charts == ChartSettings(size="slide", svg=True)
    assert with_charts(drawn, None, False).charts == ChartSettings(size="a4", svg=False)


def test_the_catalogue_of_the_command_line_is_checked_too(invoke: Invoke, write) -> None:
    write(project(c__yaml="title: 试\n"))
    result = invoke("run", "--documents", "documents", "--catalogue", "c.yaml")
    assert_told(result, "c.yaml", "dimensions", "请")


@pytest.mark.parametrize("arguments", [["run", "--nonsense"], ["nonsense"]])
def test_an_option_or_command_that_does_not_exist(invoke: Invoke, arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert arguments[-1] in result.stderr
    assert "Traceback" not in result.output


def test_nothing_is_written_when_the_input_is_wrong(invoke: Invoke, write) -> None:
    folder = write(project("target: 成嘟\n"))
    assert invoke("run", ".", "--output", "out").exit_code == 2
    assert not (folder / "out").exists()


def test_problems_are_told_in_english_on_request(invoke: Invoke, write) -> None:
    write(project("regoins: [成都]\n"))
    result = invoke("run", ".", "--language", "en")
    assert_told(result, "bench.yaml:2", "regoins", "did you mean regions")
    assert not re.search(r"[\u4e00-\u9fff]", result.stderr)


def test_the_reason_within_a_message_is_told_in_english_too(invoke: Invoke, write) -> None:
    write(project("target: 成嘟\n"))
    assert_told(invoke("run", ".", "--language", "en"), "bench.yaml:2", "Did you mean", "成都")


def test_the_language_can_be_set_for_good(
    invoke: Invoke, write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project("regoins: [成都]\n"))
    monkeypatch.setenv("REGIONBENCH_LANGUAGE", "en")
    assert_told(invoke("run", "."), "did you mean regions")


# --- what goes where ----------------------------------------------------------------------------


def test_results_go_to_standard_output_and_warnings_to_standard_error(
    invoke: Invoke, tmp_path: Path
) -> None:
    make_project(tmp_path)
    result = invoke("run", ".")
    assert result.exit_code == 0
    assert "成都" in result.stdout
    written = [Path(line.strip()) for line in result.stdout.splitlines() if line.startswith("  ")]
    assert "benchmark.xlsx" in {path.name for path in written}
    assert all(path.exists() for path in written)
    assert "broken.txt" not in result.stdout
    told = result.stderr.strip().splitlines()
    assert len(told) == len(SKIPPED)
    assert all(any(name in line for line in told) for name in SKIPPED)


def test_in_a_pipe_the_shipped_example_runs_without_a_progress_bar(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bench", "run"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr.decode("utf-8")
    told = result.stderr.decode("utf-8").splitlines()
    assert told[0] == "当前文件夹没有 bench.yaml，运行自带示例。"
    # The example compares a province with a city in it: it says so.
    assert "浙江与杭州" in told[1]
    assert len(told) == 2
    assert b"\x1b" not in result.stdout
    assert "杭州" in result.stdout.decode("utf-8")
    # The example must not write into the package: its output is below the current folder.
    assert (tmp_path / "reports" / "benchmark.xlsx").is_file()


def test_a_console_that_is_not_in_utf8_gets_the_exit_code_and_no_traceback(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bench", "run", "--documents", "没有"],
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"Traceback" not in result.stderr


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("REGIONBENCH_LANGUAGE", "FORCE_COLOR")}
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    return {**kept, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **more}


# --- the other commands --------------------------------------------------------------------------


def test_check_finds_the_shipped_project_in_order(invoke: Invoke) -> None:
    result = invoke("check")
    assert result.exit_code == 0
    assert "21" in result.stdout
    assert result.stderr == "当前文件夹没有 bench.yaml，运行自带示例。\n"


def test_check_gives_advice_on_a_catalogue_and_reads_no_document(invoke: Invoke, write) -> None:
    files = project("catalogue: c.yaml\n", c__yaml=CATALOGUE)
    files["documents/a.txt"] = b"\x00\x01\x02" * 50
    write(files)
    result = invoke("check", ".", "--language", "en")
    assert result.exit_code == 0
    assert "roads.length" in result.stdout
    assert "c.yaml" in result.stdout


def test_check_tells_what_is_wrong_as_run_does(invoke: Invoke, write) -> None:
    write(project("catalogue: c.yaml\n", c__yaml=CATALOGUE.replace("weight: 2", "weight: -2")))
    assert_told(invoke("check", "."), "c.yaml:6", "-2", "请")


STATISTIC = """\
title: 试
{top}
dimensions:
  - id: net
    name: 网络
    definition: 网络
    indicators: [{{id: net.base, kind: statistic, name: 基站, definition: 基站, unit: 个}}]
"""


def test_check_refuses_a_method_that_no_values_could_mend_and_run_in_the_same_words(
    invoke: Invoke, write
) -> None:
    more = {
        "c__yaml": STATISTIC.format(top="aggregation: geometric"),
        "s__csv": "地区,基站\n成都,1\n",
    }
    write(project("catalogue: c.yaml\nstatistics: s.csv\n", **more))
    checked, run = invoke("check", "."), invoke("run", ".")
    assert_told(checked, "c.yaml:2: aggregation", "几何平均", "请")
    assert checked.stderr == run.stderr


def test_check_warns_of_units_and_names_the_years_where_one_is_asked_for_in_vain(
    invoke: Invoke, write
) -> None:
    more = {
        "c__yaml": STATISTIC.format(top="threshold: 0.0"),
        "s__csv": "地区,年份,基站（万个）\n成都,2023,1\n",
    }
    write(project("catalogue: c.yaml\nstatistics: s.csv\n", **more))
    checked = invoke("check", ".")
    assert checked.exit_code == 0
    assert "s.csv:2" in checked.stderr
    assert "“万个”" in checked.stderr
    write(project("catalogue: c.yaml\nstatistics: s.csv\nyear: 1999\n", **more))
    assert_told(invoke("check", "."), "year", "1999", "2023", "请")


def test_explain_tells_the_claims_of_a_region_and_where_they_stand(invoke: Invoke, write) -> None:
    write(project())
    result = invoke("explain", "成都市", "算力设施")
    assert result.exit_code == 0
    assert result.stderr == ""
    quote = SENTENCE.split("\n")[2]
    assert quote in result.stdout
    assert f"a.txt [6–{6 + len(quote)}]" in result.stdout
    assert "智算中心" in result.stdout.replace(quote, "")


def test_explain_tells_of_a_district_with_its_city(invoke: Invoke, write) -> None:
    write(project())
    told = [invoke("explain", place).stdout for place in ("510100", "成都市武侯区")]
    assert told[0].startswith("1. ")
    assert told[0] == told[1]


def test_explain_says_so_where_there_is_no_evidence(invoke: Invoke, write) -> None:
    write(project())
    result = invoke("explain", "重庆", "--language", "en")
    assert (result.exit_code, result.stdout) == (
        0,
        "no such evidence, and no such statistic\n",
    )


def test_explain_says_whether_an_indicator_without_a_claim_is_silent_or_unread(
    invoke: Invoke, write
) -> None:
    more = (
        "成都建成算力调度平台三个，接入企业五十家。\n"
        "成都建成超算中心一座，算力利用率达到80%。\n"
        "成都建成数据中心五个，机架规模达到二十万架。\n"
    )
    write({**project(), "documents/b.txt": SENTENCE + more})
    told = [invoke("explain", "成都", name).stdout for name in ("网络与感知设施", "法规与标准")]
    assert told[0].startswith("网络与感知设施：未提及")
    assert told[1].startswith("法规与标准：未读")


def test_explain_tells_a_statistic_its_source_and_how_it_was_normalised(
    invoke: Invoke, write
) -> None:
    catalogue = (
        "title: 统计\ndimensions:\n  - id: net\n    name: 网络\n    definition: 网络\n"
        "    indicators:\n      - {id: net.base, kind: statistic, name: 基站, definition: 基站}\n"
    )
    values = "地区,年份,基站（个）,来源\n成都,2024,48,年鉴\n重庆,2024,40,年鉴\n"
    settings = {"bench.yaml": "catalogue: c.yaml\nstatistics: s.csv\n"}
    write({**settings, "c.yaml": catalogue, "s.csv": values})
    result = invoke("explain", "成都", "基站")
    assert result.exit_code == 0
    parts = ("48 个", "2024", "年鉴", "s.csv:2", "100.0", "最差的40得0", "越高越好")
    assert [part for part in parts if part not in result.stdout] == []


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["成嘟"], ["成嘟", "成都"]),
        (["成都", "算粒设施"], ["算粒设施", "算力设施"]),
    ],
)
def test_explain_names_the_nearest_region_or_indicator(
    invoke: Invoke, write, arguments: list[str], parts: list[str]
) -> None:
    write(project())
    assert_told(invoke("explain", *arguments), *parts)


def test_learnt_weights_that_cannot_be_read_are_named(invoke: Invoke, write) -> None:
    catalogue = f"learnt: own.learnt.csv\n{CATALOGUE}"
    write(project("catalogue: c.yaml\n", c__yaml=catalogue))
    assert_told(invoke("run", "."), "own.learnt.csv", "learnt", "请")
    write({"own.learnt.csv": "indicator,part,feature,weight\nroads.length,base,,1\n"})
    assert_told(invoke("check", "."), "own.learnt.csv", "roads.toll", "请")


def test_sample_writes_a_sheet_that_evaluate_reads_once_it_is_filled_in(
    invoke: Invoke, write, tmp_path: Path
) -> None:
    write(project())
    result = invoke("sample", "--output", "coding/s.xlsx", "--size", "3")
    assert result.exit_code == 0
    assert "s.xlsx" in result.stdout
    path = tmp_path / "coding" / "s.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.max_row == 2
    assert_told(invoke("evaluate", str(path)), "s.xlsx", "请")
    answers = {"类别": "事实", "地区": "成都", "指标": "算力设施", "状态": "已实现"}
    for cell in sheet[1]:
        if cell.value in answers:
            sheet.cell(2, cell.column, answers.pop(cell.value))
    assert answers == {}
    book.save(path)
    measured = invoke("evaluate", str(path), "--output", "measured")
    assert measured.exit_code == 0
    assert "1.000" in measured.stdout
    accuracy = (tmp_path / "measured" / "accuracy.csv").read_text(encoding="utf-8-sig")
    rows = [row.split(",") for row in accuracy.splitlines()]
    at = rows[0].index("f1")
    assert {row[0]: float(row[at]) for row in rows[1:]} == dict.fromkeys(
        ("claims", "regions", "indicators", "triples", "kind", "status"), 1.0
    )


def test_sample_never_writes_over_a_sheet(invoke: Invoke, write) -> None:
    folder = write(project(s__xlsx="a coder's work"))
    assert_told(invoke("sample", "--output", "s.xlsx"), "s.xlsx", "请")
    assert (folder / "s.xlsx").read_text(encoding="utf-8") == "a coder's work"


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--output", "s.csv"], ["s.csv", ".xlsx"]),
        (["--output", "s.xlsx", "--size", "2"], ["--size", "2", "3"]),
    ],
)
def test_sample_is_told_what_it_cannot_do(
    invoke: Invoke, write, arguments: list[str], parts: list[str]
) -> None:
    folder = write(project())
    assert_told(invoke("sample", *arguments), *parts, "请")
    assert not list(folder.glob("s.*"))


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        (
            "a.txt,6,43,fact,成都,算粒设施,achieved",
            ["l.csv:2", "算粒设施", "infrastructure.compute"],
        ),
        ("a.txt,6,43,fact,成嘟,算力设施,achieved", ["l.csv:2", "成嘟", "成都"]),
    ],
)
def test_evaluate_names_the_line_of_a_label_that_is_wrong(
    invoke: Invoke, write, row: str, parts: list[str]
) -> None:
    head = "document,start,end,kind,regions,indicators,status"
    folder = write(project(l__csv=f"{head}\n{row}\n"))
    assert_told(invoke("evaluate", "l.csv"), *parts)
    assert not (folder / "evaluation").exists()


def test_evaluate_names_labels_that_are_not_there(invoke: Invoke, write) -> None:
    write(project())
    assert_told(invoke("evaluate", "nowhere.csv"), "nowhere.csv", "请")


def test_schema_is_a_json_schema_of_a_catalogue(invoke: Invoke) -> None:
    result = invoke("schema")
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert "dimensions" in schema["properties"]


def test_version(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"regionbench {__version__}\n"


# --- help and read-me ---------------------------------------------------------------------------


def test_help_lists_every_command(invoke: Invoke) -> None:
    result = invoke("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"^ +{name} +\S", result.stdout, re.MULTILINE), name


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_of_a_command_lists_and_explains_every_option(invoke: Invoke, command: str) -> None:
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert len(COMMANDS[command].help or "") > 5
    for parameter in COMMANDS[command].params:
        if parameter.name == "help":
            continue
        for flag in parameter.opts if parameter.param_type_name == "option" else [parameter.name]:
            assert flag.lower() in result.stdout.lower(), flag
        assert parameter.help, parameter.name
        assert parameter.help[:12] in result.stdout, parameter.name


def test_without_arguments_the_help_is_shown(invoke: Invoke) -> None:
    shown = invoke()
    assert "run" in shown.output
    assert "Traceback" not in shown.output


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_mentioned_in_the_read_me(readme: str, command: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert f"regionbench {command}" in text, f"{readme} does not mention: regionbench {command}"


THREADS = """
import os, sys
from bench.cli import main
sys.argv = ["regionbench", "--version"]
try:
    main()
except SystemExit:
    import numpy
    from threadpoolctl import threadpool_info
    blas = [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]
    print(os.environ["OPENBLAS_NUM_THREADS"], all(threads == 1 for threads in blas))
"""


def threads(**given: str) -> list[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_NUM_THREADS", *given)}
    done = subprocess.run(
        [sys.executable, "-c", THREADS],
        env={**kept, **given},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1].split()


def test_linear_algebra_keeps_to_one_thread_unless_told_otherwise() -> None:
    assert threads() == ["1", "True"]
    assert threads(OPENBLAS_NUM_THREADS="2")[0] == "2"
