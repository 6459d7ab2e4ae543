"""The same run gives the same bytes: in another process, with other hashes, in another zone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from pathlib import Path
from bench.report.charts.drawing import write_charts
from bench.report.charts.paper import SLIDE
from bench.report.workbook.writing import write_workbook
from tests.report.spoilt import spoilt_view

folder = Path(sys.argv[1])
view = spoilt_view("某甲")
write_workbook(view, folder / "benchmark.xlsx")
write_charts(view, SLIDE, lambda name: folder / name, svg=True)
"""


def written(folder: Path, seed: str, zone: str) -> dict[str, bytes]:
    folder.mkdir()
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    subprocess.run([sys.executable, "-c", WRITE, str(folder)], cwd=ROOT, env=env, check=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_workbook_and_charts_are_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    here = written(tmp_path / "here", "1", "Asia/Shanghai")
    there = written(tmp_path / "there", "2", "America/Los_Angeles")
    assert {Path(name).suffix for name in here} == {".xlsx", ".png", ".svg"}
    assert here.keys() == there.keys()
    assert [name for name, held in here.items() if there[name] != held] == []
