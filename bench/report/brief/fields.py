"""What Word works out itself: numbers of pages and of captions, the table of contents."""

from __future__ import annotations

from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

CONTENTS: Final = r'TOC \o "1-1" \h \z \u'
PAGE: Final = "PAGE"


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML: ``element("w:fldChar", fldCharType="begin")``."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Paragraph, code: str, result: str) -> None:
    """Add a field with the result that it has until Word works it out."""
    begin_field(paragraph, code)
    paragraph.add_run(result)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str, **more: str) -> None:
    """Begin a field; what is added next, in this paragraph or below, is its result.

    ``dirty="true"`` asks Word to work it out as soon as the document is opened.
    """
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin", **more))
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))


def end_field(paragraph: Paragraph) -> None:
    """End the field begun last."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def add_bookmark(paragraph: Paragraph, number: int) -> str:
    """Mark the whole of a paragraph, to be led to, and return the name of the mark."""
    name = f"_Toc{number:08d}"
    start = element("w:bookmarkStart", id=str(number), name=name)
    at = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(at, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))
    return name


def add_link(paragraph: Paragraph, text: str, mark: str) -> None:
    """Add text that leads to a mark when clicked."""
    run = paragraph.add_run(text)
    link = element("w:hyperlink", anchor=mark, history="1")
    run._r.getparent().replace(run._r, link)
    link.append(run._r)
