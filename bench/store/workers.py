"""Batches done by processes here or on a Dask cluster; one that dies costs a file, not the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky import get_reusable_executor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from bench.corpus.folder import Source
from bench.errors import InputError
from bench.store.store import Done

Batch = tuple[Source, ...]
Work = Callable[[Batch], Done]

_DIED: Final = (TerminatedWorkerError, BrokenProcessPool)
_CONNECT: Final = 10  # seconds
_AHEAD: Final = 2  # batches of each worker that wait, so that it never does


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work.

    Parameters
    ----------
    jobs
        How many processes, at least 1; on a cluster it has as many as it has.
    scheduler
        Address of a Dask scheduler (``tcp://…``); None for processes here.
    """

    jobs: int
    scheduler: str | None = None

    @property
    def alone(self) -> bool:
        """Whether this process does all of it."""
        return self.scheduler is None and self.jobs == 1

    def each(self, work: Work, batches: Sequence[Batch]) -> Iterator[tuple[Batch, Done | None]]:
        """Do every batch; yield each with what came of it, in the order in which they end.

        Parameters
        ----------
        work
            What is done; a function that can be pickled, and may be called twice for a batch.
        batches
            What it is done with.

        Yields
        ------
        tuple
            The batch and the result; None for a batch of one file on which a process died, alone.

        Raises
        ------
        InputError
            The scheduler cannot be reached.
        """
        if self.alone:
            yield from ((batch, work(batch)) for batch in batches)
            return
        left = dict(enumerate(batches))
        while left:
            try:
                yield from self._together(work, left)
            except _died(self.scheduler):
                yield from _alone(work, left, _AHEAD * self.jobs)

    def _together(self, work: Work, left: dict[int, Batch]) -> Iterator[tuple[Batch, Done]]:
        """Do what is left in parallel, and take what is done off it."""
        with self._backend():
            run = Parallel(
                n_jobs=self.jobs if self.scheduler is None else -1,
                return_as="generator_unordered",
                pre_dispatch=f"{_AHEAD} * n_jobs",
                batch_size=1,
            )
            for number, done in run(delayed(_numbered)(work, n, b) for n, b in [*left.items()]):
                yield left.pop(number), done

    def _backend(self) -> AbstractContextManager[Any]:
        return parallel_config("loky") if self.scheduler is None else _dask(self.scheduler)


def _numbered(work: Work, number: int, batch: Batch) -> tuple[int, Done]:
    return number, work(batch)


def _alone(work: Work, left: dict[int, Batch], most: int) -> Iterator[tuple[Batch, Done | None]]:
    """Do the batches that were at work when a process died, a file at a time, each in its own.

    Which of them killed it cannot be told otherwise.
    """
    for number in sorted(left)[:most]:
        for source in left.pop(number):
            executor = get_reusable_executor(max_workers=1, reuse=False)
            try:
                done = executor.submit(work, (source,)).result()
            except _DIED:
                done = None
            finally:
                executor.shutdown(wait=True, kill_workers=True)
            yield (source,), done


@contextmanager
def _dask(address: str) -> Iterator[None]:
    """Have joblib send its work to a Dask cluster."""
    # Slow to import, and few have one.
    from distributed import Client

    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECT, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise InputError("store.no_scheduler", address=address, reason=error) from None
    with client, parallel_config("dask", client=client, wait_for_workers_timeout=_CONNECT):
        yield


def _died(scheduler: str | None) -> tuple[type[BaseException], ...]:
    if scheduler is None:
        return _DIED
    from distributed.scheduler import KilledWorker

    return (KilledWorker,)
