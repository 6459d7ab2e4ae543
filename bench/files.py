"""Writing files whole or not at all, and tables as CSV.

A file is written beside its place under a temporary name, flushed to the disk, and then put in its
place in one step: whoever reads it sees the old file or the new one, never half of one.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pandas as pd

import bench.strings  # noqa: F401  # says how pandas keeps texts
from bench.errors import InputError

_BOM: Final = "\ufeff"


def prepare_output(folder: Path) -> Path:
    """Make an output folder, with its parents, and see that it can be written to.

    Parameters
    ----------
    folder
        An existing folder, or one to be made.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        A file stands in its place, or it cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = _temporary(folder / "trial")
        trial.touch()
        trial.unlink()
    except (FileExistsError, NotADirectoryError):
        raise InputError("files.output_is_file", path=folder) from None
    except OSError as error:
        reason = error.strerror or error
        raise InputError("files.output_not_writable", path=folder, reason=reason) from None
    return folder


def refuse_open(path: Path) -> None:
    """See that a file that is to be replaced is not open in another program.

    Worth asking before long work. Windows alone keeps a file that Excel has open from being
    replaced; elsewhere nothing is asked.

    Raises
    ------
    InputError
        It is open.
    """
    if os.name != "nt" or not path.is_file():
        return
    try:
        with path.open("rb+"):
            pass
    except PermissionError:
        raise InputError("files.in_use", path=path) from None


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path to write to; at the end it takes the place of ``path``.

    Parameters
    ----------
    path
        The file to make or to replace; its folder must exist.

    Yields
    ------
    Path
        A path in the same folder, with the same suffix (writers tell the format by it). If the
        block raises, it is removed and ``path`` is as it was.

    Raises
    ------
    InputError
        ``path`` cannot be replaced: it is a folder, or open in another program; or the disk is
        full or takes no files.
    """
    temporary = _temporary(path)
    try:
        with _refusals_told(path.parent):
            yield temporary
            _flush(temporary)
            _replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all.

    Raises
    ------
    InputError
        As `replacing`.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def csv_text(frame: pd.DataFrame) -> str:
    r"""Return a table as CSV text, the same on every machine and version of pandas.

    Numbers are written in the shortest form that reads back the same; NaN and None are empty.
    Texts stay as they are, also those that begin with ``=``, ``+``, ``-`` or ``@``: a quote must
    equal the text of its document, character by character, so nothing is put before it. (The
    workbook, which is what people open, writes texts as texts.) Cells with a comma, a quotation
    mark or a line end are quoted.

    Parameters
    ----------
    frame
        Any table; its index is not written.

    Returns
    -------
    str
        A heading line and one line a row, each ending in ``\n``; no byte order mark.
    """
    heading = [_cell(str(name)) for name in frame.columns]
    columns = [[_cell(value) for value in frame[name].tolist()] for name in frame.columns]
    rows = [heading, *map(list, zip(*columns, strict=True))]
    return "".join(",".join(row) + "\n" for row in rows)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    r"""Write a table as CSV: UTF-8 with byte order mark, ``\n`` line ends (see `csv_text`).

    Raises
    ------
    InputError
        As `replacing`.
    """
    # Half a character, which UTF-8 has not, becomes "?".
    write_atomic(path, (_BOM + csv_text(frame)).encode("utf-8", errors="replace"))


class Staging:
    """Several files of a folder, put in place together when the block ends, or none of them.

    Parameters
    ----------
    folder
        An existing folder (see `prepare_output`).

    Raises
    ------
    InputError
        At the end of the block, as `replacing`; all files are then as they were.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with Staging(folder) as staging:
    ...     _ = staging.path("a.csv").write_text("a")
    >>> (folder / "a.csv").read_text()
    'a'
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new = _temporary(folder / "staging")
        self._old = _temporary(folder / "before")
        self._names: list[str] = []
        self._gone: list[str] = []

    def __enter__(self) -> Self:
        self._new.mkdir()
        return self

    def path(self, name: str) -> Path:
        """Return where to write the file ``name`` (a path below the folder) for now."""
        path = self._new / name
        if not path.resolve().is_relative_to(self._new.resolve()) or path == self._new:
            raise ValueError(f"not below the folder: {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        if name not in self._names:
            self._names.append(name)
        return path

    def remove(self, name: str) -> None:
        """Take the file ``name`` out of the folder together with the rest, if it is there."""
        if Path(name).name != name:
            raise ValueError(f"not a file of the folder: {name}")
        self._gone.append(name)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with _refusals_told(self.folder):
                if isinstance(error, OSError):
                    raise error
                if kind is None:
                    self._put_in_place()
        finally:
            shutil.rmtree(self._new, ignore_errors=True)
            shutil.rmtree(self._old, ignore_errors=True)

    def _put_in_place(self) -> None:
        for name in self._names:
            _flush(self._new / name)
        done: list[str] = []
        try:
            for name in self._names:
                self._set_aside(name)
                done.append(name)
                _replace(self._new / name, self.folder / name)
            for name in self._gone:
                self._set_aside(name)
                done.append(name)
        except BaseException:
            for name in reversed(done):
                self._bring_back(name)
            raise

    def _set_aside(self, name: str) -> None:
        """Move what stands at ``name`` out of the way, to be brought back if need be."""
        target, kept = self.folder / name, self._old / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, kept, told=target)

    def _bring_back(self, name: str) -> None:
        target, kept = self.folder / name, self._old / name
        if kept.exists():
            kept.replace(target)
        elif target.is_file():
            target.unlink()


def _temporary(path: Path) -> Path:
    return path.with_name(f".~{secrets.token_hex(4)}.{path.name}")


def _flush(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    # Opened for writing, as Windows flushes no other handle.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(source: Path, target: Path, told: Path | None = None) -> None:
    """Put a file in the place of another; ``told`` is the one to name where that fails."""
    if target.is_dir():
        raise InputError("files.is_folder", path=target)
    try:
        source.replace(target)
    except PermissionError:
        # On Windows: the workbook is still open in Excel.
        raise InputError("files.in_use", path=told or target) from None


@contextmanager
def _refusals_told(folder: Path) -> Iterator[None]:
    """Tell in words that the disk is full or takes no files; a file that lacks is our mistake."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise InputError("files.output_not_writable", path=folder, reason=reason) from error


def _cell(value: object) -> str:
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, float):
        # Adding zero makes -0.0 plain 0.0.
        return "" if value != value else repr(float(value) + 0.0)
    text = str(value)
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
