"""Time and memory of 50,000 rows of evidence, beside pandas, which writes the bare table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.performance.large import WAYS, large_view, write

ROOT = Path(__file__).parents[2]
ROWS = 50_000
SECONDS = 15.0
MEGABYTES = 300.0  # beyond what the tables take


@pytest.fixture(scope="module")
def view():
    return large_view(ROWS)


@pytest.mark.benchmark(group="50,000 rows of evidence")
@pytest.mark.parametrize("way", WAYS)
def test_write(benchmark, view, tmp_path, way):
    path = tmp_path / "a.xlsx"
    benchmark.pedantic(write, (way, view, path), rounds=3)
    called = [sys.executable, "-m", "tests.performance.large", way, str(ROWS), str(path)]
    done = subprocess.run(called, cwd=ROOT, check=True, capture_output=True, text=True)
    before, after = map(float, done.stdout.split())
    benchmark.extra_info.update(
        megabytes_beyond_the_tables=round(after - before),
        megabytes_of_the_process=round(after),
        megabytes_of_the_file=round(path.stat().st_size / 1e6, 1),
    )
    if way == "ours":
        assert benchmark.stats.stats.min < SECONDS
        assert after - before < MEGABYTES
