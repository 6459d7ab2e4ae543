"""Time and memory of a whole run, scores, workbook and charts included, as documents multiply."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.performance.folders import write_folder

SIZE = 10_000  # bytes of a document
FEW, MANY = 250, 1_000
# In a process of its own, so that the most memory that it took is its own.
RUN = """
import json, sys, time
from bench.cli import app
from tests.performance.memory import peak
clock = time.perf_counter()
try:
    app(["run", "--documents", sys.argv[1], "--output", sys.argv[2]])
finally:
    told = {"seconds": time.perf_counter() - clock, "peak": peak()}
    print(json.dumps(told), file=open(sys.argv[3], "w"))
"""


def run(documents: Path, count: int, output: Path) -> dict[str, float]:
    """Run over made-up documents; seconds and most memory of the parent process."""
    write_folder(documents, count, SIZE)
    told = output.with_suffix(".json")
    subprocess.run(
        [sys.executable, "-c", RUN, *map(str, (documents, output, told))],
        capture_output=True,
        check=True,
    )
    return json.loads(told.read_text())


@pytest.mark.benchmark(group=f"whole run over {FEW} and {MANY:,} documents of 10 kB")
def test_four_times_the_documents_take_no_more_than_four_times_as_long(benchmark, tmp_path):
    few = run(tmp_path / "few", FEW, tmp_path / "few_out")
    many = benchmark.pedantic(run, (tmp_path / "many", MANY, tmp_path / "many_out"), rounds=1)
    for count, one in ((FEW, few), (MANY, many)):
        print(f"\n{count}: {one['seconds']:.1f} s, {one['peak']:.0f} MB at the most")
    benchmark.extra_info.update({f"{FEW}": few, f"{MANY}": many})
    assert many["seconds"] < MANY / FEW * few["seconds"]
