"""What two runs were given, held against each other: one row a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from bench.catalogue.model import Catalogue, Dimension, Indicator
from bench.comparison.difference_mixing import Pair, description, weight_shares
from bench.comparison.difference_run import PastRun
from bench.comparison.difference_schema import (
    CATALOGUE,
    DIFFERENCE_INPUTS,
    DOCUMENTS,
    PROGRAM,
    STATISTICS,
    WEIGHTS,
)

Row = dict[str, object]

# Settings that say where things are, not what they are.
_PLACES: Final = {
    "documents",
    "output",
    "catalogue",
    "weights",
    "gazetteer",
    "statistics",
    "structure",
    "title",
}
_TEXT_FIELDS: Final = ("kind", "direction", "unit", "goalposts", "target")
_LISTED: Final = ("exclude", "context", "examples")
_NEW, _REMOVED = "new", "removed"


def input_changes(before: PastRun, after: PastRun, pair: Pair | None) -> pd.DataFrame:
    """Return what two runs were given that differs, by the schema `DIFFERENCE_INPUTS`.

    Parameters
    ----------
    before, after
        The runs as they are told of.
    pair
        The same, to be mixed; None where the inputs of one are not known: then catalogues are
        compared by their fingerprint.
    """
    rows = [*_documents(before, after, pair)]
    if pair is None:
        fingerprints = [str(run.record.get("catalogue_fingerprint", "")) for run in (before, after)]
        if fingerprints[0] != fingerprints[1]:
            rows.append(_row(CATALOGUE, "content", "catalogue"))
        old, new = (dict(run.record.get("weights", {})) for run in (before, after))
        rows += [
            _row(WEIGHTS, "given", str(name), old.get(name), new.get(name))
            for name in sorted(old.keys() | new.keys())
            if old.get(name) != new.get(name)
        ]
    else:
        rows += _catalogue(pair.given_before.catalogue, pair.given_after.catalogue)
        rows += _readers(pair)
        rows += _weights(pair)
    rows += _statistics(before, after)
    rows += _settings(before.record, after.record)
    versions = [str(run.record.get("version", "")) for run in (before, after)]
    if versions[0] != versions[1]:
        rows.append(_row(PROGRAM, "version", "regionbench", *versions))
    return DIFFERENCE_INPUTS.check(DIFFERENCE_INPUTS.frame(rows))


def _row(part: str, change: str, name: str, before: object = "", after: object = "") -> Row:
    told = ("" if value is None else str(value) for value in (before, after))
    return dict(zip(DIFFERENCE_INPUTS.names, (part, change, name, *told), strict=True))


def _documents(before: PastRun, after: PastRun, pair: Pair | None) -> Iterator[Row]:
    renamed = pair.renamed if pair else {}
    for old, new in sorted(renamed.items()):
        yield _row(DOCUMENTS, "renamed", new, old, new)
    told = {renamed.get(name, name): d for name, d in description(before.documents).items()}
    other = description(after.documents)
    for name in sorted(told.keys() | other.keys()):
        if name not in told or name not in other:
            yield _row(DOCUMENTS, _NEW if name in other else _REMOVED, name)
            continue
        if pair and before.texts.get(name) != after.texts.get(name):
            yield _row(DOCUMENTS, "text", name)
        for field, one, two in zip(_DESCRIBED, told[name], other[name], strict=True):
            if one != two:
                yield _row(DOCUMENTS, field, name, one, two)


_DESCRIBED: Final = ("state", "title", "issuer", "date", "kind", "region")


def _catalogue(before: Catalogue, after: Catalogue) -> Iterator[Row]:
    old, new = _members(before), _members(after)
    for name in [*new, *(name for name in old if name not in new)]:
        one, two = old.get(name), new.get(name)
        if one is None or two is None:
            yield _row(CATALOGUE, _NEW if two else _REMOVED, name, _name(one), _name(two))
            continue
        yield from _texts(name, one, two)
        if isinstance(one, Indicator) and isinstance(two, Indicator):
            yield from _indicator(one, two)
    yield from _steps(before, after)


def _members(catalogue: Catalogue) -> dict[str, Dimension | Indicator]:
    groups: dict[str, Dimension | Indicator] = {group.id: group for group in catalogue.groups}
    return groups | {indicator.id: indicator for indicator in catalogue.indicators}


def _name(part: Dimension | Indicator | None) -> str:
    return "" if part is None else part.name.zh


def _texts(name: str, one: Dimension | Indicator, two: Dimension | Indicator) -> Iterator[Row]:
    for field in ("name", "definition"):
        for language in ("zh", "en"):
            told = [getattr(part, field).in_(language) for part in (one, two)]
            if told[0] != told[1]:
                yield _row(CATALOGUE, f"{field}_{language}", name, *told)


def _indicator(one: Indicator, two: Indicator) -> Iterator[Row]:
    for term in [*two.terms, *(term for term in one.terms if term not in two.terms)]:
        weights = [part.terms.get(term) for part in (one, two)]
        if weights[0] != weights[1]:
            told = ("" if weight is None else f"{term}: {weight:g}" for weight in weights)
            yield _row(CATALOGUE, "term", one.id, *told)
    for field in _LISTED:
        lists = [getattr(part, field) for part in (one, two)]
        for text in sorted({*lists[0]} ^ {*lists[1]}):
            told = (text if text in listed else "" for listed in lists)
            yield _row(CATALOGUE, field, one.id, *told)
    for field in _TEXT_FIELDS:
        values = [getattr(part, field) for part in (one, two)]
        if values[0] != values[1]:
            yield _row(CATALOGUE, field, one.id, *values)


def _steps(before: Catalogue, after: Catalogue) -> Iterator[Row]:
    old, new = ({"index": c} | {g.id: g for g in c.groups} for c in (before, after))
    for name in (name for name in new if name in old):
        for field in ("aggregation", "threshold"):
            values = [getattr(steps[name], field) for steps in (old, new)]
            if values[0] != values[1]:
                yield _row(WEIGHTS, field, name, *values)


def _readers(pair: Pair) -> Iterator[Row]:
    old, new = pair.given_before.readers, pair.given_after.readers
    for name in sorted(old.keys() | new.keys()):
        if name != PROGRAM and old.get(name) != new.get(name):
            yield _row(CATALOGUE, name, name)


def _weights(pair: Pair) -> Iterator[Row]:
    old, new = weight_shares(pair, later=False), weight_shares(pair, later=True)
    for name in new:
        if old[name] != new[name]:
            yield _row(WEIGHTS, "share", name, f"{old[name]:.1%}", f"{new[name]:.1%}")
    steps = [given.method.model_dump() for given in (pair.given_before, pair.given_after)]
    for name in steps[1]:
        if steps[0][name] != steps[1][name]:
            yield _row(WEIGHTS, "method", name, *(method[name] for method in steps))


def _statistics(before: PastRun, after: PastRun) -> Iterator[Row]:
    old, new = (_values(run) for run in (before, after))
    for cell in sorted(old.keys() | new.keys()):
        if old.get(cell) != new.get(cell):
            told = (values.get(cell) for values in (old, new))
            texts = ("" if value is None else f"{value:g}" for value in told)
            yield _row(STATISTICS, "value", " ".join(cell), *texts)


def _values(run: PastRun) -> dict[tuple[str, str], float]:
    if run.statistics is None:
        return {}
    table = run.statistics.table
    columns = (table[name] for name in ("region", "indicator", "value"))
    return {(str(r), str(i)): float(v) for r, i, v in zip(*columns, strict=True)}


def _settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Row]:
    old, new = (dict(record.get("settings", {})) for record in (before, after))
    for name in sorted((old.keys() & new.keys()) - _PLACES):
        if old[name] != new[name]:
            yield _row("settings", name, name, *(_listed(given[name]) for given in (old, new)))


def _listed(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value
