"""The method sheet: which catalogue, which version of the program, and what may differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from bench import __version__
from bench.errors import BenchError
from bench.inputs import Inputs
from bench.messages import message
from bench.method_notes import UNNUMBERED
from bench.verification.located import sheet_words
from bench.verification.opened import OpenBook

_FINGERPRINT: Final = 12  # letters of it that the sheet shows


def unlike_labels(language: str) -> tuple[str, ...]:
    """Return the labels of rows that may differ though nothing was changed: they are told apart."""
    return (
        message("run.label_version", language),
        message("run.label_catalogue", language),
    )


def check_method(book: OpenBook, inputs: Inputs, language: str) -> Iterator[BenchError]:
    """Yield whether the catalogue or the program is another than the workbook names."""
    version, catalogue = unlike_labels(language)
    told = told_on_method(book, (version, catalogue), language)
    own = inputs.catalogue.fingerprint()[:_FINGERPRINT]
    if catalogue in told and own not in told[catalogue]:
        yield BenchError("verification.other_catalogue", told=told[catalogue], own=own)
    unnumbered = message("run.unnumbered", language)
    mine = unnumbered if __version__ == UNNUMBERED else __version__
    if version in told and told[version] != mine:
        yield BenchError("verification.other_version", told=told[version], own=mine)


def told_on_method(book: OpenBook, labels: Collection[str], language: str) -> dict[str, str]:
    """Return the texts beside labels of the method sheet, wherever they stand on it."""
    own = sheet_words(language)["sheet_method"]
    for sheet in sorted(book.sheets, key=lambda one: one.name != own):
        found: dict[str, str] = {}
        for row in sheet.rows:
            for label, text in pairwise(row):
                if label in labels and isinstance(text, str):
                    found.setdefault(str(label), text)
        if found:
            return found
    return {}
