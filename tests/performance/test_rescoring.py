"""Speed of the command ``score``, in a process of its own as a user starts it.

On the shipped digests, and on 31 work reports where REGIONBENCH_SHARED names them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import benchmark as program
from bench.kept import KEPT
from bench.resources import shipped
from bench.settings import default_settings

SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set")
ROUNDS = 5
SECONDS = 1.0  # of processor time, which other programs on the machine hardly change


def documents_of(name: str) -> Path:
    return shipped("seeds") if name == "digests" else SHARED / "corpus" / "work_reports_2025"


@pytest.fixture(scope="module", params=["digests", "work reports"])
def run(request, tmp_path_factory) -> tuple[str, Path, Path]:
    documents = documents_of(request.param)
    if not documents.is_dir():
        pytest.skip("REGIONBENCH_SHARED names no folder with work reports")
    output = tmp_path_factory.mktemp("run")
    program.run(default_settings(documents, output))
    return request.param, documents, output


def command(documents: Path, output: Path) -> list[str]:
    folders = ["--documents", str(documents), "--output", str(output)]
    return [sys.executable, "-m", "bench", "score", *folders, "--scenario", "balanced"]


def environment(folder: Path) -> dict[str, str]:
    """Compiled modules are at hand, as they are where the program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


@pytest.mark.benchmark(group="score, the whole command")
@pytest.mark.parametrize("kept", [True, False], ids=["with what the run kept", "without"])
def test_score(benchmark, run, tmp_path_factory, kept):
    name, documents, output = run
    aside = output / f"{KEPT}.aside"
    called = command(documents, output)
    env = environment(tmp_path_factory.mktemp("compiled"))
    if not kept:
        (output / KEPT).rename(aside)
    try:
        subprocess.run(called, env=env, check=True, capture_output=True)  # compiles
        before = os.times()
        done = benchmark.pedantic(
            subprocess.run,
            (called,),
            {"env": env, "check": True, "capture_output": True},
            rounds=ROUNDS,
        )
        after = os.times()
    finally:
        if not kept:
            aside.rename(output / KEPT)
    spent = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    benchmark.extra_info.update(documents=name, processor_seconds=spent / ROUNDS)
    assert done.stdout
    if kept:
        assert spent / ROUNDS < SECONDS
