"""Quantities in a text."""

from __future__ import annotations

import re
from typing import Final

from bench.quantities.context import clause_before, load_context
from bench.quantities.model import Quantity
from bench.quantities.patterns import load_patterns
from bench.quantities.reading import Reading, load_reader

_DIGITS: Final = re.compile("[0-9]{1,99}")
_SENTENCE_END: Final = re.compile("[。！？!?\n]")
# A list shares what is said before its first number: 分别增长8%和10%.
_AND: Final = frozenset(["和", "、", "与", "及", "以及", "或", ",", "，"])
# 比2020年增长: the year that another is measured by.
_BASELINE: Final = frozenset(["比", "较", "自"])
_SINCE: Final = ("起", "以来", "至今")
_TITLE: Final = re.compile("[^《》\n]{0,24}》")
_WIDE: Final = str.maketrans(
    "０１２３４５６７８９％．＋－～／ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "0123456789%.+-~/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_ANY_WIDE: Final = re.compile("[０-９％．＋－～／Ａ-Ｚ]")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities that a text states.

    Numbers that only name something are left out: dates, articles of law, 十四五, 5G, 415X,
    “8+4”, document and telephone numbers, and 一 as an article (一批).

    Parameters
    ----------
    text
        Any text, full-width digits and signs included.

    Returns
    -------
    tuple of Quantity
        By place; they do not overlap.

    Examples
    --------
    >>> [(q.text, q.value, q.unit) for q in find_quantities("出口额达568.8亿美元，增长近八成")]
    [('568.8亿美元', 56880000000.0, '美元'), ('八成', 80.0, '%')]
    """
    plain = text.translate(_WIDE) if _ANY_WIDE.search(text) else text
    search = load_patterns().spot.search
    spot = search(plain)
    if spot is None:
        return ()
    read = load_reader().read
    quantities: list[Quantity] = []
    checked = 0
    date = ""
    while spot is not None:
        start = spot.start()
        reading = read(plain, start)
        if reading is None:
            digits = _DIGITS.match(plain, start)
            spot = search(plain, digits.end() if digits else start + 1)
            continue
        if date:
            date = "" if _SENTENCE_END.search(plain, checked, start) else date
            checked = start
        if reading.kind == "date":
            if reading.date and _dates_what_follows(plain, start, reading):
                date, checked = reading.date, reading.end
        elif reading.kind:
            last = quantities[-1] if quantities else None
            quantities.append(_quantity(text, plain, start, reading, date, last))
        spot = search(plain, reading.end)
    return tuple(quantities)


def _quantity(
    text: str, plain: str, start: int, reading: Reading, date: str, last: Quantity | None
) -> Quantity:
    context = load_context()
    clause = clause_before(plain, last.end if last else 0, start)
    change = context.change(clause, reading)
    counted = context.counted(plain, clause, reading)
    if last is not None and (reading.kind not in ("count", "time") or reading.unit == last.unit):
        between = plain[last.end : start]
        listed = between in _AND
        if listed and change == "level":
            change = last.change
        if listed or (counted == "" and not _SENTENCE_END.search(between)):
            # 达568.8亿美元，同比增长30.8%: the subject is that of the clause before.
            counted = last.counted if reading.kind != "count" else counted or last.counted
    return Quantity(
        start,
        reading.end,
        text[start : reading.end],
        reading.value,
        reading.high,
        reading.unit,
        counted or "",
        context.comparator(plain, start, reading),
        change,
        date,
    )


def _dates_what_follows(text: str, start: int, reading: Reading) -> bool:
    """Return whether a date belongs to what follows it: no baseline, not within a title."""
    if text[start - 1 : start] in _BASELINE and text[reading.end : reading.end + 1] != "的":
        return False
    if text.startswith(_SINCE, reading.end):
        return False
    return _TITLE.match(text, reading.end) is None
