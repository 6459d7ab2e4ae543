"""Writing a brief: headings, paragraphs, tables and pictures in the styles of the template."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bench.messages import message
from bench.report.brief.fields import (
    CONTENTS,
    PAGE,
    add_bookmark,
    add_field,
    add_link,
    begin_field,
    element,
    end_field,
)
from bench.report.brief.numerals import numeral
from bench.report.brief.table import Column, add_table
from bench.report.brief.template import document_bytes, empty_document
from bench.report.workbook.cell_text import clean_text

_FEW: Final = 12  # rows that need not be parted
_TALLEST: Final = 0.86  # of the text height: room for the caption


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: PNG, its size in inches, and what it shows in words."""

    png: bytes
    width: float
    height: float
    told: str


class Writer:
    """A brief under way.

    Parameters
    ----------
    title
        Stands in the header of every page.
    language
        ``"zh"`` or ``"en"``: of numbers of headings and captions.
    """

    def __init__(self, title: str, language: str) -> None:
        self._language = language
        self._document = empty_document(title, language)
        self._section = self._document.sections[0]
        self._headings: list[tuple[str, int, str]] = []
        self._contents: Paragraph | None = None
        self._parts = [0, 0]
        self._prefix = ""  # of the numbers of parts in English
        self._captions = {"table": 0, "figure": 0}
        if language == "en":
            self._set_english()
        header, footer = self._section.header, self._section.footer
        self._write(header.paragraphs[0], title)
        self._page_number(footer.paragraphs[0])

    def title(self, text: str) -> None:
        """Write the title."""
        self._paragraph(text, "Title")

    def subtitle(self, text: str) -> None:
        """Write a line below the title."""
        self._paragraph(text, "Subtitle")

    def label(self, text: str) -> None:
        """Write a heading that the table of contents leaves out."""
        self._paragraph(text, "TOC Heading")

    def contents(self, heading: str) -> None:
        """Leave a place for the table of contents."""
        self.label(heading)
        self._contents = self._document.add_paragraph(style="toc 1")

    def section(self, text: str, *, new_page: bool = False, numbered: bool = True) -> None:
        """Write a heading of the first order: 一、… (1 …)."""
        if numbered:
            self._parts[0] += 1
        self._parts[1] = 0
        self._prefix = str(self._parts[0]) if numbered else "A"
        number = self._number(0) if numbered else ""
        paragraph = self._heading(f"{number}{text}", 1)
        paragraph.paragraph_format.page_break_before = new_page or None

    def part(self, text: str) -> None:
        """Write a heading of the second order: （一）… (1.1 …)."""
        self._parts[1] += 1
        number = self._number(1)
        self._heading(f"{number}{text}", 2)

    def body(self, text: str) -> None:
        """Write a paragraph; nothing where there is no text."""
        if text:
            self._paragraph(text, "Body Text")

    def labelled(self, label: str, text: str, *, kept: bool = False) -> None:
        """Write a paragraph that begins with a label in bold; nothing where there is no text.

        ``kept``: on the page of what follows.
        """
        if text:
            paragraph = self._document.add_paragraph(style="Body Text")
            paragraph.paragraph_format.keep_with_next = kept or None
            self._write(paragraph, label, bold=True)
            self._write(paragraph, text)

    def fill_in(self, text: str) -> None:
        """Write a line that the office fills in."""
        self._paragraph(text, "Fill In")

    def remark(self, text: str) -> None:
        """Write a note below a table, or on a draft; nothing where there is no text."""
        if text:
            self._paragraph(text, "Remark")

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        bold: Collection[int] = (),
        remarks: Sequence[str] = (),
        together: bool | None = None,
    ) -> None:
        """Write a table with its caption above; the heading repeats, no row is split.

        Parameters
        ----------
        caption
            Without its number.
        columns
            At least one.
        rows
            A text a cell; line breaks are kept.
        bold
            The rows, from 0, to be set in bold.
        remarks
            Notes below it, on the page of its last row.
        together
            Keep the table on one page; by default where it has few rows. Those of long texts had
            better not.
        """
        if together is None:
            together = len(rows) <= _FEW
        self._caption("table", caption, above=True)
        add_table(
            self._document,
            columns,
            rows,
            self._text_width,
            write=self._write,
            bold=bold,
            together=together,
            followed=bool(remarks),
        )
        for remark in remarks:
            self.remark(remark)

    def figure(self, caption: str, pictures: Sequence[Picture]) -> None:
        """Write a chart, of one page or more, at the width of the text, its caption below."""
        room = self._text_width, int(self._text_height * _TALLEST)
        for place, picture in enumerate(pictures, 1):
            paragraph = self._document.add_paragraph(style="Picture")
            width = min(room[0], int(room[1] * picture.width / picture.height))
            shape = paragraph.add_run().add_picture(BytesIO(picture.png), width=Emu(width))
            for side in ("distT", "distB", "distL", "distR"):
                shape._inline.set(side, "0")  # LibreOffice would else leave a margin
            properties = shape._inline.docPr
            properties.set("descr", clean_text(picture.told))
            properties.set("name", f"Chart {properties.id}")
            told = caption
            if len(pictures) > 1:
                pages = {"number": place, "count": len(pictures)}
                told = message("brief.caption_page", self._language, caption=caption, **pages)
            self._caption("figure", told, above=False, again=place > 1)

    def packed(self) -> bytes:
        """Return the brief as a file, with its contents filled in."""
        if self._contents is not None and self._headings:
            self._fill_contents(self._contents)
        return document_bytes(self._document)

    @property
    def _text_width(self) -> int:
        page = self._section
        return int((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0))

    @property
    def _text_height(self) -> int:
        page = self._section
        return int((page.page_height or 0) - (page.top_margin or 0) - (page.bottom_margin or 0))

    def _number(self, order: int) -> str:
        """Return the number of the section (order 0) or part (order 1) under way."""
        name, number = ("section", "part")[order], self._parts[order]
        if self._language != "en":
            told = numeral(number)
        else:
            told = f"{self._prefix}.{number}" if order else str(number)
        return message(f"brief.number_{name}", self._language, number=told)

    def _heading(self, text: str, level: int) -> Paragraph:
        paragraph = self._paragraph(text, f"heading {level}")
        mark = add_bookmark(paragraph, len(self._headings) + 1)
        self._headings.append((text, level, mark))
        return paragraph

    def _caption(self, kind: str, text: str, *, above: bool, again: bool = False) -> None:
        paragraph = self._document.add_paragraph(style="caption")
        paragraph.paragraph_format.keep_with_next = above or None
        label = message(f"brief.caption_{kind}", self._language)
        self._write(paragraph, label)
        if again:
            self._write(paragraph, str(self._captions[kind]))
        else:
            self._captions[kind] += 1
            add_field(paragraph, rf"SEQ {label.strip()} \* ARABIC", str(self._captions[kind]))
        self._write(paragraph, f"　{text}" if self._language != "en" else f". {text}")

    def _paragraph(self, text: str, style: str) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        self._write(paragraph, text)
        return paragraph

    def _write(self, paragraph: Paragraph, text: str, *, bold: bool = False) -> Run:
        run = paragraph.add_run(clean_text(text))
        run.bold = bold or None
        if self._language != "en":
            # Of quotation marks, dashes and dots Word would else take the Latin form.
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        return run

    def _page_number(self, paragraph: Paragraph) -> None:
        before, _, after = message("brief.page_number", self._language, page="\n").partition("\n")
        self._write(paragraph, before)
        add_field(paragraph, PAGE, "1")
        self._write(paragraph, after)

    def _set_english(self) -> None:
        """Set paragraphs as English ones are: no indent, space between them."""
        body = self._document.styles["Body Text"]
        indent = body.element.pPr.ind
        body.element.pPr.remove(indent)
        body.paragraph_format.space_after = Emu(76_200)  # 6 points
        body.paragraph_format.line_spacing = 1.25

    def _fill_contents(self, place: Paragraph) -> None:
        """Fill the table of contents in, each line leading to its heading."""
        at = place
        begin_field(at, CONTENTS, dirty="true")
        listed = [(text, mark) for text, level, mark in self._headings if level == 1]
        for number, (text, mark) in enumerate(listed):
            if number:
                following = Paragraph(element("w:p"), place._parent)
                at._p.addnext(following._p)
                at = following
                at.style = place.style
            add_link(at, clean_text(text), mark)
        end_field(at)
