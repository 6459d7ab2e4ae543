"""A finding of the cover: what was found, how sure it is, and where its numbers come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bench.messages import message
from bench.report.view import ReportView
from bench.report.workbook.places import Place

TITLE: Final = 40  # characters of the title of a document


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; the headline is written without a full stop.

    Parameters
    ----------
    headline
        What was found, with its numbers.
    text
        How sure that is, and what more there is to say.
    sources
        Where the numbers come from, the first for the headline.
    """

    headline: str
    text: str
    sources: tuple[Place, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "headline", self.headline.rstrip("。."))


def say(view: ReportView, name: str, **values: object) -> str:
    """Return a text of the cover in the language of the report."""
    return message(f"cover.{name}", view.language, **values)


def kind_of_index(view: ReportView) -> str:
    """Return what the index is made of: ``"documents"``, ``"statistics"`` or ``"both"``."""
    kinds = (bool(view.catalogue.evidence_indicators), bool(view.catalogue.statistics))
    return {(True, True): "both", (False, True): "statistics"}.get(kinds, "documents")
