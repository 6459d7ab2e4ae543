"""Workbooks recalculated in LibreOffice, for tests that hold formulas against the program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def recalculated(paths: Sequence[Path]) -> list[Workbook]:
    """Return workbooks with what LibreOffice makes of their formulas, all in one start of it."""
    folder = paths[0].parent / "office"
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [openpyxl.load_workbook(folder / path.name, data_only=True) for path in paths]
