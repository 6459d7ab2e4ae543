"""All documents at hand in one run, every format: set REGIONBENCH_SHARED to their folder.

``pytest -s`` prints the most of it. Runs are killed at random moments, too, twenty times; and done
by a cluster of which a worker is killed.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set")
CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "html").is_dir(), reason="REGIONBENCH_SHARED names no folder with documents"
)
KILLS = 20
LITTER = ("README.md", "manifest.csv")
# No policy at all, a captured page of links, and a regulation that breaks off.
DOUBTFUL = ("html/14447.html", "pdf/P033_", "regulations/山东_山东省大数据发展促进条例")


def command(output: Path, *options: str) -> list[str]:
    called = [sys.executable, "-m", "bench", "run", "--documents", str(CORPUS)]
    return [*called, "--output", str(output), *options]


def tables(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(output.glob("*.csv"))}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("whole") / "out"
    started = time.monotonic()
    done = subprocess.run(command(output), capture_output=True, text=True, check=False)
    print(f"\nthe whole corpus: {time.monotonic() - started:.1f} s")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return output


@pytest.fixture(scope="module")
def documents(undisturbed: Path) -> pd.DataFrame:
    table = pd.read_csv(undisturbed / "documents.csv", encoding="utf-8-sig", keep_default_na=False)
    print(table.groupby("state").size().to_string())
    return table


def test_every_file_is_listed_and_nothing_is_lost_in_silence(documents):
    files = {
        path.relative_to(CORPUS).as_posix()
        for path in CORPUS.rglob("*")
        if path.is_file() and path.name not in LITTER
    }
    listed = {re.split("#", name)[0] for name in documents["document"]}
    assert listed == files
    silent = documents[(documents["claims"] == 0) & (documents["problem"] == "")]
    assert silent["document"].tolist() == []


def test_wrong_files_are_flagged_and_right_ones_are_not(documents):
    told = documents[
        (documents["state"] == "read")
        & documents["problem"].str.contains("几乎无关|链接|可能不是|可能不完整")
    ]["document"].tolist()
    assert all(any(name.startswith(wrong) for name in told) for wrong in DOUBTFUL)
    assert len(told) <= len(DOUBTFUL) + 1  # another of the captured pages is wrong, too


def test_the_same_report_in_two_formats_counts_once(documents):
    gone = documents.loc[documents["state"] == "repeated", "document"]
    assert len(gone) == 6
    assert gone.str.startswith("work_reports_2025_docx/").all()


def test_runs_killed_at_random_moments_end_the_same(undisturbed, tmp_path):
    draw = random.Random(7)
    for turn in range(KILLS):
        output = tmp_path / f"out{turn % 4}"  # each store is interrupted five times
        process = subprocess.Popen(
            command(output, "--jobs", str(1 + turn % 2)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(draw.uniform(1.5, 15))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    for turn in range(4):
        output = tmp_path / f"out{turn}"
        subprocess.run(command(output), check=True, capture_output=True)
        assert tables(output) == tables(undisturbed)


def test_a_cluster_that_loses_a_worker_gives_the_same_tables(undisturbed, tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as own:
        whole, halved = tmp_path / "whole", tmp_path / "halved"
        options = ("--scheduler", own.scheduler_address)
        subprocess.run(command(whole, *options), check=True, capture_output=True)
        assert tables(whole) == tables(undisturbed)
        running = subprocess.Popen(command(halved, *options), stdout=subprocess.DEVNULL)
        while running.poll() is None and not [*halved.glob("store/*/[!.]*.files.parquet")]:
            time.sleep(0.05)
        victim = next(iter(own.workers.values())).pid
        os.kill(victim, signal.SIGKILL)
        assert running.wait() == 0
    assert tables(halved) == tables(undisturbed)
