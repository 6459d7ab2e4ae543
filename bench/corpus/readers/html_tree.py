"""A page's markup in, a tree without what is never shown out; bounded, whatever the page holds."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bench.corpus.readers.lines import TextLine, spaced

# A page within a page, its scripts, and what one fills in or presses.
_NEVER_SHOWN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "datalist",
        "button",
        "textarea",
        "map",
        "area",
    ]
)
_HIDDEN: Final = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE
)
# libxml2 compares each attribute of an element with all of the others.
_LONG_TAG: Final = re.compile(r"<([a-zA-Z][\w:-]{0,40})[^<>]{8000,}>")
_UNSEEN: Final = re.compile(
    r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_BREAKING: Final = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|section|article|dd|dt|dl|td|th|title|center)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")


def parse(markup: str) -> HtmlElement | None:
    """Return the tree of a page, without what is never shown.

    Parameters
    ----------
    markup
        The page, decoded.

    Returns
    -------
    HtmlElement or None
        None where the parser gave up: elements nested beyond its bounds, or far too long ones.
    """
    # No tree may hold these characters; a declaration of another encoding is wrong by now.
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", markup)
    parser = HTMLParser(remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = document_fromstring(_LONG_TAG.sub(r"<\1>", clean).encode(), parser=parser)
    except etree.ParserError:  # nothing in it
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        return None
    for element in [one for one in root.iter(etree.Element) if _is_hidden(one)]:
        element.drop_tree()
    return root


def _is_hidden(element: HtmlElement) -> bool:
    if element.tag in _NEVER_SHOWN:
        return True
    if element.tag in ("html", "body"):
        return False
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def flat_lines(markup: str) -> list[TextLine]:
    """Return the lines of a page of which there is no tree: its text between the tags."""
    shown = _TAG.sub("", _BREAKING.sub("\n", _UNSEEN.sub("", markup)))
    lines = (spaced(unescape(line)) for line in shown.split("\n"))
    return [TextLine(line) for line in lines if line]
