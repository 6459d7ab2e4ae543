"""Names, shares and numbers as sentences about a ranking say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bench.report.scale import fixed, score_scale
from bench.report.view import ReportView

_SPACE: Final = re.compile(r"\s+")
_SWAPPED: Final = str.maketrans("“”‘’", "‘’“”")
# A comma or full stop inside a figure (3,500; 1.2) ends nothing.
_CLAUSE_END: Final = re.compile(r"[，。；：！？]|[,.;:!?](?=\s)")


def part_name(view: ReportView, name: str) -> str:
    """Return the name of an indicator, dimension or group; of a document its title."""
    names = {part.id: part.name for part in view.catalogue.groups}
    names |= {part.id: part.name for part in view.catalogue.indicators}
    return names[name].in_(view.language) if name in names else document_name(view, name)


def document_name(view: ReportView, document: str) -> str:
    """Return the title of a document: with its file name where others share it, or without it."""
    documents = view.documents
    titles = documents.loc[documents["document"] == document, "title"].tolist()
    title = str(titles[0]).strip() if titles else ""
    if not title:
        return document
    if (documents["title"] == titles[0]).sum() > 1:
        return view.word("sure_document", title=title, document=document)
    return title


def joined(sentences: Sequence[str], view: ReportView) -> str:
    """Put whole sentences together; English has spaces between them."""
    return (" " if view.language == "en" else "").join(sentences)


def names_of(view: ReportView, names: Sequence[str], most: int) -> str:
    """Join names; of many the first few and how many there are."""
    told = view.word("names_separator").join(names[:most])
    if len(names) <= most:
        return told
    return view.word("names_more", names=told, count=len(names))


def percent(share: float) -> str:
    """Return a share in percent, rounded as cells show it (halves up: 0.125 is 13 %).

    What is not quite all or nothing is not rounded to it.
    """
    if 0 < share <= 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{fixed(100 * share, 0)}%"


def weight_range(view: ReportView) -> str:
    """Return the range of weights that orders are held against: ``"±50%"``."""
    return f"±{view.sureness.constants.weight_range:.0%}"


def number(view: ReportView, value: float, *, signed: bool = False) -> str:
    """Return a score in words, with the decimals of the index; what rounds to 0 has no sign."""
    text = score_scale(view).index(float(value))
    return f"+{text}" if signed and float(text) > 0 else text


def tells(view: ReportView, value: float) -> bool:
    """Tell whether a score does not round to 0."""
    return float(score_scale(view).index(float(value))) != 0


def inner_quotes(quote: str, language: str) -> str:
    """Return a quote as it stands within Chinese quotation marks: its own become single ones."""
    return quote if language == "en" else quote.translate(_SWAPPED)


def shortened(quote: str, most: int = 60) -> str:
    """Return a quote of at most ``most`` characters, cut at the end of a clause where one is near.

    What was cut off is marked by ``……`` or, in English, by ``…``; a quotation within it that the
    cut leaves open is closed.
    """
    text = _SPACE.sub(" ", quote).strip()
    if len(text) <= most:
        return text
    ends = [found.end() for found in _CLAUSE_END.finditer(text) if most // 3 <= found.end() <= most]
    ends = [end for end in ends if not _open(text[:end])] or ends
    if text.isascii():
        cut = text[: ends[-1]] if ends else text[:most].rpartition(" ")[0] or text[:most]
        return f"{cut} …"
    cut = text[: ends[-1]] if ends else text[:most]
    return f"{cut}……{'”' if _open(cut) else ''}"


def _open(text: str) -> bool:
    """Tell whether a quotation begins in ``text`` and does not end there."""
    return text.count("“") > text.count("”")
