"""A table of a brief: in the house's style, made to be printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Emu
from docx.table import Table, _Cell
from docx.text.run import Run

from bench.report.brief.fields import element

Align = Literal["left", "centre", "right"]
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, how its text is set."""

    heading: str
    width: float
    align: Align = "left"


def add_table(
    document: Document,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    write: Callable[..., Run],
    bold: Collection[int],
    together: bool,
    followed: bool,
) -> None:
    """Add a table at the end of a document; its heading repeats on every page, no row is split.

    Parameters
    ----------
    columns, rows, bold, together
        As of `bench.report.brief.writer.Writer.table`.
    width
        Of the table, in EMU.
    write
        Writes a text into a paragraph, in bold if asked for.
    followed
        Whether a note follows that is to stay with the last row.
    """
    table = document.add_table(len(rows) + 1, len(columns))
    table.style = document.styles["Brief Table"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    whole = sum(column.width for column in columns)
    widths = [int(width * column.width / whole) for column in columns]
    _shape(table, widths)
    style = document.styles["Table Text"]
    # Row by row from the XML: table.cell() reads the whole table every time.
    for place, row in enumerate(table._tbl.tr_lst):
        heading, last = place == 0, place == len(rows)
        texts = [column.heading for column in columns] if heading else rows[place - 1]
        _row(row, heading=heading)
        for cell, column, room, text in zip(row.tc_lst, columns, widths, texts, strict=True):
            cell.width = Emu(room)
            paragraph = _Cell(cell, table).paragraphs[0]
            paragraph.style = style
            paragraph.alignment = _ALIGN["centre" if heading else column.align]
            kept = heading or (last and followed) or (together and not last)
            paragraph.paragraph_format.keep_with_next = kept or None
            write(paragraph, text, bold=place - 1 in bold)


def _shape(table: Table, widths: Sequence[int]) -> None:
    """Set the widths of columns, and that the first row is the heading and no other is special."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(element("w:tblLook", val="0020", firstRow="1"))


def _row(row: CT_Row, *, heading: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if heading:
        properties.append(element("w:tblHeader"))
