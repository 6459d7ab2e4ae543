"""Every batch is done, by whoever; a process that dies costs a file and not the run."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from bench.corpus.folder import Source
from bench.errors import InputError
from bench.store.workers import Batch, Done, Workers

distributed = pytest.importorskip("distributed")


def name_of(batch: Batch) -> Done:
    return {source.name: (source.name.upper(), "part") for source in batch}


def die_on_d(batch: Batch) -> Done:
    if any(source.name == "d" for source in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return name_of(batch)


def die_once(batch: Batch) -> Done:
    """Kill the process the first time that the file "d" is met."""
    for source in batch:
        trace = source.path.with_name("died")
        if source.name == "d" and not trace.exists():
            trace.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return name_of(batch)


@pytest.fixture
def batches(tmp_path: Path) -> list[Batch]:
    sources = [Source(tmp_path / name, name, None) for name in "abcdefghij"]
    return [tuple(sources[:3]), tuple(sources[3:6]), tuple(sources[6:7]), tuple(sources[7:])]


def done_by(workers: Workers, work, batches: list[Batch]) -> dict[str, tuple[str, str] | None]:
    found: dict[str, tuple[str, str] | None] = {}
    for batch, done in workers.each(work, batches):
        found.update(dict.fromkeys((source.name for source in batch), None))
        found.update(done or {})
    return dict(sorted(found.items()))


WHOLE = {name: (name.upper(), "part") for name in "abcdefghij"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_batch_is_done_whatever_the_number_of_processes(batches, jobs):
    assert done_by(Workers(jobs), name_of, batches) == WHOLE


def test_a_file_that_kills_every_process_is_told_and_the_others_are_done(batches):
    assert done_by(Workers(2), die_on_d, batches) == {**WHOLE, "d": None}


def test_a_process_that_dies_once_loses_nothing(batches):
    assert done_by(Workers(2), die_once, batches) == WHOLE


def test_a_cluster_of_two_workers_does_the_same(batches):
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as own:
        workers = Workers(1, own.scheduler_address)
        assert done_by(workers, name_of, batches) == WHOLE
        assert done_by(workers, die_once, batches) == WHOLE


def test_a_scheduler_that_does_not_answer_is_told(batches):
    with pytest.raises(InputError) as problem:
        list(Workers(1, "tcp://127.0.0.1:9").each(name_of, batches))
    assert problem.value.key == "store.no_scheduler"
