"""What a reader may do in a process of its own, and what it costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.guarded import BOUNDS, Bounds, read_guarded
from bench.errors import DocumentError

READER = "tests.corpus.readers.misbehaving"
POSIX = pytest.mark.skipif(os.name != "posix", reason="bounds that the system sets")


def texts(data: bytes, bounds: Bounds = BOUNDS) -> list[str]:
    found = read_guarded(READER, data, {}, bounds)
    return [one.text for one in found if isinstance(one, Extracted)]


def told(data: bytes, bounds: Bounds = BOUNDS) -> DocumentError:
    with pytest.raises(DocumentError) as error:
        read_guarded(READER, data, {}, bounds)
    return error.value


def test_a_reader_gives_there_what_it_gives_here() -> None:
    first, second = read_guarded(READER, b"text \xe5\xad\x97", {"encoding": "gb18030"})
    assert first == Extracted("text 字", "gb18030")
    assert isinstance(second, Refused)
    assert (second.part, second.error.key) == ("#2", "corpus.empty_file")


def test_one_process_reads_many_files() -> None:
    assert texts(b"process") == texts(b"process") != [str(os.getpid())]


def test_a_reader_that_computes_without_end_is_ended() -> None:
    began = time.monotonic()
    error = told(b"loop", Bounds(seconds=0.5))
    assert error.key == "corpus.reader_too_long"
    assert time.monotonic() - began < 10
    assert texts(b"text a") == ["text a"]


def test_a_reader_that_waits_without_end_is_ended() -> None:
    assert told(b"sleep", Bounds(seconds=0.3, patience=1)).key == "corpus.reader_too_long"
    assert texts(b"text a") == ["text a"]


@POSIX
def test_a_larger_file_has_more_time() -> None:
    large = b"loop " + b"x" * 1024 * 1024
    began = time.monotonic()
    told(large, Bounds(seconds=0.1, seconds_a_megabyte=1))
    assert time.monotonic() - began > 1


@pytest.mark.parametrize("data", [b"crash", b"leave"])
@POSIX
def test_a_crash_costs_one_file(data: bytes) -> None:
    assert told(data).key == "corpus.reader_crashed"
    assert texts(b"text a") == ["text a"]


@POSIX
def test_memory_is_bounded() -> None:
    bounds = Bounds(memory=300 * 1024 * 1024)
    assert told(b"memory 400000000", bounds).key == "corpus.reader_memory"
    assert texts(b"text a", bounds) == ["text a"]


def test_text_is_bounded() -> None:
    error = told(b"much", Bounds(text=1024 * 1024))
    assert (error.key, error.values["size"]) == ("corpus.too_much_text", 1)
    assert texts(b"text a") == ["text a"]


def test_any_exception_is_told_without_its_traceback() -> None:
    error = told(b"other")
    assert (error.key, error.values["kind"]) == ("corpus.reader_failed", "ZeroDivisionError")


def test_an_error_after_the_first_text_is_told() -> None:
    assert told(b"half").key == "corpus.empty_file"


def test_what_a_library_prints_is_no_answer() -> None:
    assert texts(b"print") == ["quiet"]


def test_threads_share_the_process_one_at_a_time() -> None:
    asked = [f"text {number}".encode() for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(texts, asked)) == [[one.decode()] for one in asked]


@POSIX
def test_a_process_killed_from_outside_is_started_anew() -> None:
    os.kill(int(texts(b"process")[0]), signal.SIGKILL)
    time.sleep(0.1)
    assert texts(b"text a") == ["text a"]


@POSIX
def test_a_fork_reads_by_a_process_of_its_own() -> None:
    own = texts(b"process")
    received, sent = os.pipe()
    if not os.fork():
        os.write(sent, texts(b"process")[0].encode())
        os._exit(0)
    other = os.read(received, 100).decode()
    os.wait()
    assert [other] != own == texts(b"process")


PARENT = f"""
import sys, threading
from bench.corpus.readers.guarded import Bounds, read_guarded
child = read_guarded({READER!r}, b"process", {{}}, Bounds(seconds=2))[0].text
print(child, flush=True)
if sys.argv[1] == "loop":
    read_guarded({READER!r}, b"loop", {{}}, Bounds(seconds=2))
sys.stdin.read()
"""


@pytest.fixture
def parent(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, request.param],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"PYTHONPATH": root},
    )
    yield process
    process.kill()
    process.communicate()


@POSIX
@pytest.mark.parametrize("parent", ["idle", "loop"], indirect=True)
def test_the_process_ends_when_its_parent_is_killed(parent: subprocess.Popen[bytes]) -> None:
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 15
    while _is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_alive(child)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
