"""The process that runs a reader: requests come in by standard input, answers go out by pipe.

It ends when its parent does (standard input then ends), and by the system's own clocks where a
library never comes back.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Final

from bench.corpus.readers.extracted import Extracted, Refused
from bench.errors import DocumentError

LENGTH: Final = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read: by the ``read`` of which module, in how many seconds of computing.

    Its bytes follow. ``wait`` bounds the seconds that pass meanwhile, for a reader that hangs.
    """

    module: str
    columns: Mapping[str, str]
    compute: float
    wait: float


def send(pipe: IO[bytes], frame: bytes) -> None:
    """Write a frame and its length."""
    pipe.write(LENGTH.pack(len(frame)))
    pipe.write(frame)
    pipe.flush()


def receive(pipe: IO[bytes], largest: int | None = None) -> bytes:
    """Return the next frame.

    Raises
    ------
    EOFError
        There is none.
    OverflowError
        It is larger than ``largest``.
    """
    size = LENGTH.unpack(_exactly(pipe, LENGTH.size))[0]
    if largest is not None and size > largest:
        raise OverflowError
    return _exactly(pipe, size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def caught(module: str, data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Read a file by the ``read`` of a module; every failure is a `DocumentError`."""
    try:
        yield from import_module(module).read(data, columns)
    except DocumentError:
        raise
    except MemoryError:
        raise DocumentError("corpus.reader_memory") from None
    except Exception as error:
        raise DocumentError("corpus.reader_failed", kind=type(error).__name__) from error


def main() -> None:
    """Answer requests until there are no more: frames of texts, then an error or None."""
    _bound_memory(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what to do of it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    requests = sys.stdin.buffer
    with suppress(EOFError, BrokenPipeError):
        while True:
            request: Request = pickle.loads(receive(requests))
            data = receive(requests)
            _start_clocks(request.compute, request.wait)
            _answer(request, data, answers)
            _start_clocks(0, 0)


def _answer(request: Request, data: bytes, answers: IO[bytes]) -> None:
    end: DocumentError | None = None
    try:
        for found in caught(request.module, data, request.columns):
            send(answers, pickle.dumps(found))
    except DocumentError as error:
        end = error
    except MemoryError:
        end = DocumentError("corpus.reader_memory")
    send(answers, pickle.dumps(end))


def _bound_memory(size: int) -> None:
    """Bound the memory of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _start_clocks(compute: float, wait: float) -> None:
    """Let the system end this process after so many seconds, where it can; 0 stops the clocks."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, compute)
        signal.setitimer(signal.ITIMER_REAL, wait)
