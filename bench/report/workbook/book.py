"""The workbook as a file: its sheets are safe, its bytes the same, and nothing is left lying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, Self

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from bench.report.labels import word
from bench.report.workbook.cell_text import clean_text
from bench.report.workbook.safe_sheet import SafeSheet, StreamedSheet

# Fixed, so that the same run gives the same file.
CREATED: Final = datetime(2000, 1, 1)
_OPTIONS: Final = {"strings_to_urls": False, "strings_to_formulas": False, "use_zip64": True}


@dataclass(frozen=True, slots=True)
class Changed:
    """How many texts of a sheet do not stand in it as they were given.

    Parameters
    ----------
    sheet
        Its name.
    mended
        Cells in which characters that a workbook cannot hold became U+FFFD.
    cut
        Cells that lack the end of a text over 32,767 characters.
    """

    sheet: str
    mended: int
    cut: int


class Book(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook to be written in a ``with`` block; where the block raises, nothing is written.

    Parameters
    ----------
    path
        Where to write; an existing file is replaced.
    title
        Of its properties; ``""`` for none.
    """

    worksheet_class = SafeSheet

    def __init__(self, path: Path, title: str = "") -> None:
        # Parts of the file wait here, and go whatever happens.
        self._waiting = TemporaryDirectory(prefix="regionbench-")
        super().__init__(str(path), {**_OPTIONS, "tmpdir": self._waiting.name})
        self.set_properties(
            {"title": clean_text(title), "author": "regionbench", "created": CREATED}
        )

    def add_sheet(self, name: str, *, streamed: bool = False) -> SafeSheet:
        """Add a sheet; a streamed one is for a long table, written from top to bottom."""
        sheet: SafeSheet = self.add_worksheet(name, StreamedSheet if streamed else SafeSheet)
        return sheet

    def changed(self) -> tuple[Changed, ...]:
        """Return the sheets on which texts were mended or cut so far."""
        found = (Changed(sheet.name, sheet.mended, sheet.cut) for sheet in self.worksheets())
        return tuple(each for each in found if each.mended or each.cut)

    def _close(self) -> None:
        try:
            self.close()
        except FileCreateError as error:
            # What the disk says: whoever writes files tells it.
            raise error.args[0] from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._close()
        finally:
            for sheet in self.worksheets():
                if sheet.constant_memory:
                    sheet._opt_close()
            self._waiting.cleanup()


def changed_text(language: str, found: Changed) -> str:
    """Say how many texts of a sheet were changed, and where they stand as they were."""
    counts = {"changed_mended": found.mended, "changed_cut": found.cut}
    told = [word(name, language, count=count) for name, count in counts.items() if count]
    separator = word("dimension_separator", language)
    return word("changed_source", language, told=separator.join(told))


def changed_warning(language: str, found: Sequence[Changed]) -> str:
    """Say in a line on which sheets texts were changed; ``""`` where on none."""
    if not found:
        return ""
    named = {each.sheet: each.mended + each.cut for each in found}
    cells = [word("changed_on", language, sheet=name, count=count) for name, count in named.items()]
    separator = word("names_separator", language)
    return word("changed_warning", language, sheets=separator.join(cells))
