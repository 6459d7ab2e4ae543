"""Speed and memory of the way from files to the evidence store, plain jieba beside it.

Each measurement is a process of its own (`tests.performance.storing`), so that the most memory that
it took is its own.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jieba
import pytest

from tests.performance.folders import write_folder

MEGABYTE = 1_000_000
SIZE = 10_000  # bytes of a document
FEW, MANY = 500, 5_000
ROUNDS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    """Folders of documents by their number."""
    root = tmp_path_factory.mktemp("documents")
    made: dict[int, Path] = {}

    def of(count: int) -> Path:
        if count not in made:
            made[count] = root / str(count)
            write_folder(made[count], count, SIZE)
        return made[count]

    return of


def store(documents: Path, place: Path, jobs: int, *options: str) -> dict[str, float]:
    """Extract a folder into an empty store; seconds, megabytes and most memory."""
    shutil.rmtree(place, ignore_errors=True)
    called = [sys.executable, "-m", "tests.performance.storing", documents, place, jobs, *options]
    done = subprocess.run([*map(str, called)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


GROUP = pytest.mark.benchmark(group=f"{FEW} documents of 10 kB into the store")


@GROUP
def test_text_to_store(benchmark, folder, tmp_path):
    documents = folder(FEW)
    measured: list[dict[str, float]] = []

    def once() -> None:
        measured.append(store(documents, tmp_path / "store", 1, "warm"))

    benchmark.pedantic(once, rounds=ROUNDS)
    # What the process takes to start and to load the catalogue is not in these seconds.
    best = min(measured, key=lambda one: one["seconds"])
    benchmark.extra_info.update(best)
    print(f"\none core: {best['megabytes'] / best['seconds']:.2f} MB/s of text into the store")


@GROUP
def test_plain_jieba_on_the_same_text(benchmark, folder):
    jieba.initialize()
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(folder(FEW).iterdir()))
    words = benchmark.pedantic(jieba.lcut, (text,), rounds=1)
    speed = len(text.encode()) / MEGABYTE / benchmark.stats.stats.min
    benchmark.extra_info["speed"] = speed
    print(f"\njieba.lcut: {speed:.2f} MB/s")
    assert words


@pytest.mark.benchmark(group=f"{FEW} and {MANY:,} documents: cost, memory and processes")
def test_cost_is_linear_memory_flat_and_a_second_process_worth_it(benchmark, folder, tmp_path):
    few = store(folder(FEW), tmp_path / "few", 1, "warm")
    measured: dict[int, list[dict[str, float]]] = {1: [], 2: []}

    def in_turn() -> None:
        # What is loaded once is in the time of both: two processes load it, too.
        for jobs, times in measured.items():
            times.append(store(folder(MANY), tmp_path / "many", jobs))

    # The best of each: the machine is not equally quick all the time.
    benchmark.pedantic(in_turn, rounds=2)
    many, both = (min(times, key=lambda one: one["seconds"]) for times in measured.values())
    told = {f"{FEW}": few, f"{MANY}": many, f"{MANY} by two processes": both}
    for name, one in told.items():
        print(f"\n{name}: {one['seconds']:.1f} s, {one['peak']:.0f} MB at the most")
    benchmark.extra_info.update(told)
    assert many["peak"] < 600
    assert many["seconds"] / few["seconds"] < 1.3 * MANY / FEW
    assert many["seconds"] / both["seconds"] > 1.5
