"""The body of a Word document as its reader sees it: changes accepted, frames unwrapped.

What python-docx iterates over are the paragraphs and tables that stand directly in a body or a
cell. So content controls, tracked insertions, smart tags and text boxes are replaced by what they
hold, and deletions dropped, before it does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bench.corpus.readers.docx_parts import w

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Replaced by their children.
_WRAPPERS: Final = (
    w("ins"),
    w("moveTo"),
    w("smartTag"),
    w("customXml"),
    w("sdtContent"),
    w("sdt"),
    w("hyperlink"),
    w("fldSimple"),
    w("dir"),
    w("bdo"),
    w("rubyBase"),
    w("ruby"),
    _MC + "AlternateContent",
    _MC + "Choice",
)
# Dropped with all they hold: deletions, properties of wrappers, pronunciation, old drawings that
# repeat what a newer one before them shows, and former properties.
_DROPPED: Final = (
    w("del"),
    w("moveFrom"),
    w("sdtPr"),
    w("sdtEndPr"),
    w("smartTagPr"),
    w("customXmlPr"),
    w("rubyPr"),
    w("rt"),
    w("pPrChange"),
    w("rPrChange"),
    w("instrText"),
    w("delText"),
    w("delInstrText"),
    _MC + "Fallback",
)
_BOX: Final = w("txbxContent")


def accept(root: Any) -> None:
    """Rewrite a document in place: changes accepted, wrappers gone, boxes after their anchor."""
    _drop_comments(root)
    _each(root, (w("tr"),), _drop_deleted_row)
    _each(root, (w("p"),), _join_to_next)
    _each(root, (w("sdt"),), _drop_placeholder)
    _each(root, _DROPPED, _remove)
    _lift_boxes(root)
    _each(root, _WRAPPERS, _unwrap)


def _each(root: Any, tags: tuple[str, ...], change: Callable[[Any], None]) -> None:
    # Listed first: a tree must not change under its own iterator.
    for element in list(root.iter(*tags)):
        if element.getparent() is not None:
            change(element)


def _drop_comments(root: Any) -> None:
    from lxml import etree

    for element in list(root.iter(etree.Comment, etree.PI, etree.Entity)):
        if element.getparent() is not None:
            element.tail = None
            element.getparent().remove(element)


def _drop_deleted_row(row: Any) -> None:
    properties = row.find(w("trPr"))
    if properties is not None and properties.find(w("del")) is not None:
        _remove(row)


def _join_to_next(paragraph: Any) -> None:
    """Move what is left of a paragraph whose end was deleted to the head of the next."""
    following = paragraph.getnext()
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}")
    if mark is None or following is None or following.tag != w("p"):
        return
    properties = following.find(w("pPr"))
    for child in list(paragraph):
        if child.tag != w("pPr"):
            if properties is None:
                following.insert(0, child)
            else:
                properties.addnext(child)
            properties = child
    _remove(paragraph)


def _drop_placeholder(control: Any) -> None:
    """Drop a form's prompt that nobody filled in (单击此处输入文字)."""
    if control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
        _remove(control)


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _lift_boxes(root: Any) -> None:
    """Put the paragraphs of text boxes behind the paragraph that they are anchored in."""
    after: dict[Any, Any] = {}
    for box in list(root.iter(_BOX)):
        anchor = next(box.iterancestors(w("p")), None)
        if anchor is None:
            continue
        blocks = list(box)
        for block in blocks:
            last = after.get(anchor, anchor)
            last.addnext(block)
            after[anchor] = block
