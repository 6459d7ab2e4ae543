"""A reader that goes astray as its file tells it to."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping

from bench.corpus.readers.extracted import Extracted, Refused
from bench.errors import DocumentError


def read(data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:  # noqa: C901
    match data.split()[0]:
        case b"text":
            yield Extracted(data.decode(), columns.get("encoding", "utf-8"))
            yield Refused("#2", DocumentError("corpus.empty_file"))
        case b"loop":
            while True:
                pass
        case b"sleep":
            time.sleep(600)
        case b"crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"leave":
            os._exit(3)
        case b"memory":
            yield Extracted("x" * int(data.split()[1]), "utf-8")
        case b"much":
            for _ in range(100):
                yield Extracted("字" * 10_000, "utf-8")
        case b"print":
            print("noise among the answers", flush=True)
            yield Extracted("quiet", "utf-8")
        case b"process":
            yield Extracted(str(os.getpid()), "utf-8")
        case b"half":
            yield Extracted("first", "utf-8")
            raise DocumentError("corpus.empty_file")
        case _:
            raise ZeroDivisionError
