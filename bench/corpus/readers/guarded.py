"""Running a reader in a process of its own, with bounds on time and memory.

A broken PDF may send a native library into a loop, into all of the memory, or down; then only that
process is lost, and the file is told of. One process is kept and used for many files. It is no
sandbox: it has the rights of the program.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Final

from bench.corpus.readers.child import Request, receive, send
from bench.corpus.readers.extracted import Extracted, Refused
from bench.errors import DocumentError

_MEGABYTE: Final = 1024 * 1024
_MAIN: Final = "from bench.corpus.readers.child import main; main()"
# By which the system ends a process whose clock has run out.
_CLOCKS: Final = tuple(
    getattr(signal, name) for name in ("SIGPROF", "SIGALRM") if hasattr(signal, name)
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading a file may take.

    Attributes
    ----------
    seconds, seconds_a_megabyte
        Of computing: the first, and as many more for each megabyte of the file.
    patience
        How many times as long it may take by the clock, on a machine that has much to do.
    memory
        Of the process, in bytes (not on Windows).
    text
        Of what is read, in bytes.
    """

    seconds: float = 30
    seconds_a_megabyte: float = 2
    patience: float = 5
    memory: int = 2048 * _MEGABYTE
    text: int = 200 * _MEGABYTE


BOUNDS: Final = Bounds()


def read_guarded(
    module: str, data: bytes, columns: Mapping[str, str], bounds: Bounds = BOUNDS
) -> list[Extracted | Refused]:
    """Return the texts of a file, read in another process.

    Parameters
    ----------
    module
        The name of the module whose ``read`` is the reader.
    data, columns
        As every `Reader` takes them.
    bounds
        What it may take.

    Raises
    ------
    DocumentError
        As the reader does; or it took too long, too much memory, gave too much text, or came
        down.
    """
    return _child_of(os.getpid(), bounds.memory).read(module, data, columns, bounds)


# The one process that is kept, and the only state of this module: starting Python for every file
# would take longer than reading it. By process, since a fork must not share its parent's.
@cache
def _child_of(parent: int, memory: int) -> _Child:
    del parent
    return _Child(memory)


class _Child:
    """A process that reads files, one at a time; started when needed, and anew when lost."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(
        self, module: str, data: bytes, columns: Mapping[str, str], bounds: Bounds
    ) -> list[Extracted | Refused]:
        """Return the texts of a file."""
        with self._lock:
            used = self._process is not None
            try:
                return self._ask(module, data, columns, bounds)
            except DocumentError as error:
                # What earlier files left in the process must not decide about this one.
                if not (used and error.key in ("corpus.reader_crashed", "corpus.reader_memory")):
                    raise
            return self._ask(module, data, columns, bounds)

    def _ask(
        self, module: str, data: bytes, columns: Mapping[str, str], bounds: Bounds
    ) -> list[Extracted | Refused]:
        process = self._started()
        seconds = bounds.seconds + bounds.seconds_a_megabyte * len(data) / _MEGABYTE
        wait = bounds.patience * seconds
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(wait, stop)
        clock.start()
        try:
            request = Request(module, dict(columns), seconds, wait + 1)
            return _exchange(process, request, data, bounds.text)
        except (EOFError, OSError):
            raise self._lost(process, seconds, late=late.is_set()) from None
        except DocumentError as error:
            if error.key in ("corpus.reader_memory", "corpus.too_much_text"):
                self._end(process)
            raise
        except BaseException:  # interrupted: what is still to come must not answer the next file
            self._end(process)
            raise
        finally:
            clock.cancel()
            clock.join()
            if late.is_set():
                self._end(process)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = _start(self._memory)
        return self._process

    def _lost(
        self, process: subprocess.Popen[bytes], seconds: float, *, late: bool
    ) -> DocumentError:
        """Return why a process was lost."""
        self._end(process)
        if late or -process.returncode in _CLOCKS:
            return DocumentError("corpus.reader_too_long", seconds=round(seconds))
        return DocumentError("corpus.reader_crashed", code=process.returncode)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        self._process = None
        _stop(process)


def _start(memory: int) -> subprocess.Popen[bytes]:
    # The modules must be found where they were found here, and none in the current folder (-P).
    places = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    command = [sys.executable, "-P", "-c", _MAIN, str(memory)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    # Every thread of a numeric library would take memory of its own.
    environment = os.environ | {"PYTHONPATH": places, "OPENBLAS_NUM_THREADS": "1"}
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment)
    except OSError as error:
        raise DocumentError("corpus.reader_not_started", why=error.strerror or error) from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what was still to be sent has nowhere to go
            if pipe is not None:
                pipe.close()


def _exchange(
    process: subprocess.Popen[bytes], request: Request, data: bytes, most: int
) -> list[Extracted | Refused]:
    """Send a request and return its answers; raise the error that ends them."""
    requests, answers = process.stdin, process.stdout
    assert requests is not None
    assert answers is not None
    send(requests, pickle.dumps(request))
    send(requests, data)
    return _answers(answers, most)


def _answers(pipe: IO[bytes], most: int) -> list[Extracted | Refused]:
    found: list[Extracted | Refused] = []
    left = most
    while True:
        try:
            frame = receive(pipe, left)
        except OverflowError:
            raise DocumentError("corpus.too_much_text", size=most // _MEGABYTE) from None
        left -= len(frame)
        answer = pickle.loads(frame)
        if isinstance(answer, Extracted | Refused):
            found.append(answer)
        elif isinstance(answer, DocumentError):
            raise answer
        else:
            return found
