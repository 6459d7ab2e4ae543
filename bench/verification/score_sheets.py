"""The sheets of scores, ranks and weights read for their numbers, by headings alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bench.messages import message
from bench.tables import RANKING
from bench.verification.located import sheets_by_key
from bench.verification.opened import OpenBook, OpenSheet, Value, address

_HEADING_ROWS: Final = 12


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table of regions: rows by the region's name, columns by their headings.

    Parameters
    ----------
    sheet
        Where it stands.
    heading
        Row of its headings, from 0.
    columns
        Heading → column; a heading that stands twice is left out.
    regions
        Name → row; a name that stands twice is left out.
    """

    sheet: OpenSheet
    heading: int
    columns: Mapping[str, int]
    regions: Mapping[str, int]

    def value(self, region: str, heading: str) -> Value:
        """Return what stands in a cell; None where there is no such cell."""
        row, column = self.regions.get(region), self.columns.get(heading)
        return None if row is None or column is None else self.sheet.value(row, column)

    def cell(self, region: str, heading: str) -> str:
        """Return the address of a cell; empty where there is no such cell."""
        row, column = self.regions.get(region), self.columns.get(heading)
        return "" if row is None or column is None else address(row, column)


def ranking_heads(language: str) -> dict[str, str]:
    """Return the headings of the ranking: name of the column → heading."""
    return {column.name: column.heading(language) for column in RANKING.columns}


def ranking_numbers(book: OpenBook, language: str) -> Numbers | None:
    """Find the table of ranks."""
    heads = ranking_heads(language)
    wanted = {heads[name] for name in ("rank", "region", "index", "rank_low", "coverage")}
    return _numbers(book, "sheet_ranking", wanted, set(), heads["region"], language)


def score_numbers(book: OpenBook, language: str) -> Numbers | None:
    """Find the table of scores, region × indicator."""
    heads = ranking_heads(language)
    wanted = {heads[name] for name in ("rank", "region", "index")}
    never = {heads["rank_low"], message("report.weights_run", language)}
    return _numbers(book, "sheet_scores", wanted, never, heads["region"], language)


def dimension_columns(scores: Numbers, language: str) -> dict[str, list[int]]:
    """Return dimension → columns of its indicators: its name stands above the first of them."""
    head = scores.sheet.rows[scores.heading]
    top = next(
        (
            row
            for row in range(scores.heading)
            if sum(isinstance(value, str) for value in scores.sheet.rows[row]) >= 1
            and not any(isinstance(value, float) for value in scores.sheet.rows[row])
        ),
        None,
    )
    if top is None:
        return {}
    first = scores.columns[ranking_heads(language)["index"]] + 1
    named = enumerate(scores.sheet.rows[top])
    starts = [c for c, value in named if c >= first and isinstance(value, str)]
    found = {}
    for start, after in zip(starts, [*starts[1:], len(head)], strict=True):
        found[str(scores.sheet.value(top, start))] = list(range(start, after))
    return found


def weights_within(scores: Numbers, language: str) -> dict[int, float]:
    """Return column → weight of the indicator within its dimension, as the sheet of scores says."""
    label = message("report.weight_heading", language)
    for row in range(scores.heading):
        if label in scores.sheet.rows[row]:
            return {
                column: value
                for column, value in enumerate(scores.sheet.rows[row])
                if isinstance(value, float)
            }
    return {}


def dimension_weights(
    book: OpenBook, dimensions: Iterable[str], language: str
) -> dict[str, float] | None:
    """Return the run's weight of each dimension, as the sheet of weights says."""
    sheet = sheets_by_key(book, language).get("sheet_weights")
    if sheet is None:
        return None
    part, run = (message(f"report.weights_{name}", language) for name in ("part", "run"))
    for row in range(min(_HEADING_ROWS, len(sheet.rows))):
        values = sheet.rows[row]
        if part in values and run in values:
            names = {
                sheet.value(below, values.index(part)): sheet.value(below, values.index(run))
                for below in reversed(range(row + 1, len(sheet.rows)))
            }
            found = {d: names.get(d) for d in dimensions}
            weights = {d: w for d, w in found.items() if isinstance(w, float)}
            return weights if len(weights) == len(found) else None
    return None


def _numbers(
    book: OpenBook, key: str, wanted: set[str], never: set[str], region: str, language: str
) -> Numbers | None:
    named = sheets_by_key(book, language)
    own = named.get(key)
    sheets = [own] if own is not None else [s for s in book.sheets if s not in named.values()]
    for sheet in sheets:
        for row in range(min(_HEADING_ROWS, len(sheet.rows))):
            values = [value for value in sheet.rows[row] if isinstance(value, str)]
            if wanted <= set(values) and not never & set(values):
                columns = _once(enumerate(sheet.rows[row]))
                below = range(row + 1, len(sheet.rows))
                regions = _once((r, sheet.value(r, columns[region])) for r in below)
                return Numbers(sheet, row, columns, regions)
    return None


def _once(values: Iterable[tuple[int, Value]]) -> dict[str, int]:
    """Return text → place of the texts that occur once."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for place, value in values:
        if isinstance(value, str):
            if value in found:
                twice.add(value)
            found[value] = place
    return {text: place for text, place in found.items() if text not in twice}
