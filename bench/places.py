"""Folders on a disk, or anywhere that fsspec reaches (``s3://…``, ``hdfs://…``)."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

_REMOTE: Final = "://"


def place(text: str) -> Path:
    """Return a path; where the text is an address, one of fsspec, which has the same methods.

    Raises
    ------
    ValueError
        Nothing installed knows addresses of this kind.
    """
    if _REMOTE not in text:
        return Path(text)
    # Slow to import, and few need it.
    from upath import UPath

    found = UPath(text)
    try:
        found.fs  # noqa: B018  # made when asked for
    except ImportError as error:
        raise ValueError(str(error)) from None
    return cast(Path, found)


def is_local(path: Path) -> bool:
    """Say whether a path is on a disk."""
    return isinstance(path, Path)


def below(folder: Path, path: Path) -> Path:
    """Return ``path`` as seen from ``folder``: an address stays what it is."""
    return folder / path if is_local(path) else path
