"""A brief that the office has edited is kept when the next run writes a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from bench.report.brief.template import ZIP_TIME

BRIEF: Final = "brief.docx"


def kept_name(folder: Path) -> str:
    """Return the name under which the brief of a folder is to be kept; ``""`` where it need not.

    A brief as the program wrote it can be written again; one that was saved by another program
    since holds somebody's work. The name is ``brief-edited.docx``, with a number where there is
    one already.
    """
    path = folder / BRIEF
    if not path.is_file() or not _is_edited(path):
        return ""
    stem, ending = Path(BRIEF).stem, Path(BRIEF).suffix
    name, number = f"{stem}-edited{ending}", 1
    while (folder / name).exists():
        number += 1
        name = f"{stem}-edited-{number}{ending}"
    return name


def _is_edited(path: Path) -> bool:
    """Tell whether another program saved a brief: its parts then have other times."""
    try:
        with ZipFile(path) as archive:
            return any(entry.date_time != ZIP_TIME for entry in archive.infolist())
    except (BadZipFile, OSError):
        return True  # whatever it is, it is not what was written
