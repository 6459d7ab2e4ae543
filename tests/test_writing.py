"""The files of a run: texts that had to be changed are told, and a disk that takes no more, too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import benchmark
from bench.files import prepare_output
from bench.settings import default_settings

PLAN = """重庆市数字产业发展三年行动计划

一、主要任务
建设智算中心和算力调度平台，推动\x07算力规模翻一番。
制定数据交易规则，支持企业登记数据产品，推进公共数据开放。
"""
# With more of it: what is full of control characters is taken for no text.
PLAN += "引进高层次人才，开展数字技能培训。\n" * 60
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from bench.cli import main
sys.argv = ["regionbench", "run", "--documents", sys.argv[2], "--output", sys.argv[3]]
main()
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_texts_that_the_workbook_changed_are_warned_of_and_recorded(
    documents: Path, tmp_path: Path
) -> None:
    outcome = benchmark.run(default_settings(documents, tmp_path / "reports"))
    told = [warning for warning in outcome.warnings if "“方法”表的末尾" in warning]
    assert len(told) == 1
    assert "证据（" in told[0]
    record = json.loads((tmp_path / "reports" / "run.json").read_text(encoding="utf-8"))
    assert told[0] in record["warnings"]
    held = (tmp_path / "reports" / "evidence.csv").read_text(encoding="utf-8-sig")
    assert "推动\x07算力" in held


@pytest.mark.skipif(sys.platform == "win32", reason="files are not limited so")
@pytest.mark.parametrize("size", [500, 30_000])
def test_a_disk_that_takes_no_more_is_told_and_nothing_is_lost(
    documents: Path, tmp_path: Path, size: int
) -> None:
    output = prepare_output(tmp_path / "reports")
    (output / "benchmark.xlsx").write_bytes(b"of the last run")
    asked = [sys.executable, "-c", LIMITED, str(size), str(documents), str(output)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "无法写入输出文件夹" in done.stderr
    assert str(output) in done.stderr
    assert "Traceback" not in done.stderr
    kept = [path for path in output.iterdir() if path.name != "store"]
    assert {path.name: path.read_bytes() for path in kept} == {"benchmark.xlsx": b"of the last run"}
