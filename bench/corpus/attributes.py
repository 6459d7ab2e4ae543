"""The attributes of a government page (索引号, 发文机关, 成文日期 …), read by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bench.resources import data_yaml

# They stand above the document, or below it where a page was printed.
_HEAD, _TAIL = 4000, 1200
_LONGEST: Final = 400
_OWN_WORD: Final = 3  # characters of a label that is found even where it is glued to a value
_GAP: Final = r"[ \t\u3000]*"
_BRACKETS: Final = "【】[]|｜ \t\u3000"
_VALUE: Final = re.compile(r"[ \t\u3000|｜】\]]*(?:\n\s*)?([^\n]+)")


@dataclass(frozen=True, slots=True)
class Attribute:
    """What stands behind a label: ``line`` up to the line's end, ``whole`` up to the next label."""

    line: str
    whole: str


@dataclass(frozen=True, slots=True)
class _Labels:
    before_colon: re.Pattern[str]
    alone: re.Pattern[str]
    fields: Mapping[str, str]
    order: Mapping[str, tuple[str, ...]]


@cache
def _labels() -> _Labels:
    data = data_yaml(__package__, "attributes.yaml")
    fields = {label: field for field, labels in data["fields"].items() for label in labels}
    known = sorted((*fields, *data["others"]), key=len, reverse=True)
    # Few characters begin a label: looking at these alone saves nine tenths of the time.
    first = "".join(sorted({label[0] for label in known}))
    label = f"(?=[{first}])(" + "|".join(_spaced(name) for name in known) + ")"
    order = {field: tuple(labels) for field, labels in data["fields"].items()}
    return _Labels(
        before_colon=re.compile(rf"{label}{_GAP}[】\]]?{_GAP}[:：]"),
        alone=re.compile(f"{_GAP}{label}{_GAP}"),
        fields=fields,
        order=order,
    )


def _spaced(label: str) -> str:
    """Return the expression of a label; a short one (名称) may be the end of another word."""
    return ("(?<![一-龥])" if len(label) < _OWN_WORD else "") + _GAP.join(label)


def read_attributes(text: str) -> dict[str, Attribute]:
    """Read the labelled attributes at the head and at the tail of a text.

    Parameters
    ----------
    text
        A document's text.

    Returns
    -------
    dict
        Field of ``data/attributes.yaml`` → what stands behind its first label that has a value.
    """
    windows = [text] if len(text) <= _HEAD + _TAIL else [text[:_HEAD], text[-_TAIL:]]
    found: dict[str, Attribute] = {}
    for window in windows:
        for label, value in _labelled(window).items():
            found.setdefault(label, value)
    labels = _labels()
    return {
        field: next(found[name] for name in names if name in found)
        for field, names in labels.order.items()
        if any(name in found for name in names)
    }


def _hits(text: str) -> Iterator[re.Match[str]]:
    """Yield where labels stand: before a colon, or alone on a line."""
    labels = _labels()
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if ":" in line or "：" in line:
            yield from labels.before_colon.finditer(text, start, end)
        elif alone := labels.alone.fullmatch(text, start, end):
            yield alone
        start = end + 1


def _labelled(text: str) -> dict[str, Attribute]:
    """Return label → value of a piece of text, of labels that have one; the first of each."""
    labels = _labels()
    hits = list(_hits(text))
    found: dict[str, Attribute] = {}
    for number, hit in enumerate(hits):
        name = re.sub(r"\s+", "", hit[1])
        if name in found or name not in labels.fields:
            continue
        end = hits[number + 1].start() if number + 1 < len(hits) else len(text)
        whole = text[hit.end() : min(end, hit.end() + _LONGEST)]
        line = _VALUE.match(whole)
        value = line[1].strip(_BRACKETS) if line else ""
        if value:
            found[name] = Attribute(value, " ".join(whole.split()))
    return found
