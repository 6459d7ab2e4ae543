"""The gazetteer that comes with the program, from the files in ``bench/regions/data``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Alias, Form, Level, Region
from bench.resources import data_rows, data_yaml


@cache
def shipped_gazetteer() -> Gazetteer:
    """Return the regions of China, the named groups and all their other names."""
    units = Gazetteer(_units())
    groups = data_yaml(__package__, "groups.yaml")
    regions = [*units, *(_group(entry, units) for entry in groups)]
    known = Gazetteer(regions)
    return Gazetteer(
        regions, [*_group_names(groups), *_aliases(data_yaml(__package__, "aliases.yaml"), known)]
    )


def _units() -> list[Region]:
    rows = {row["code"]: row for row in data_rows(__package__, "gazetteer.csv")}
    for row in data_rows(__package__, "amendments.csv"):
        if row["action"] == "remove":
            rows.pop(row["code"])
        else:
            rows[row["code"]] = row
    return [
        Region(
            code=row["code"],
            name=row["name"],
            full_name=row["full_name"],
            level=cast(Level, row["level"]),
            parent=row["parent"],
            english=row["english"],
        )
        for row in sorted(rows.values(), key=lambda row: row["code"])
    ]


def _group(entry: Mapping[str, Any], units: Gazetteer) -> Region:
    return Region(
        code=entry["code"],
        name=entry["name"],
        full_name=entry["full_name"],
        level="group",
        parent="",
        english=entry["english"],
        members=tuple(units.find(name).code for name in entry["members"]),
    )


def _group_names(groups: list[Mapping[str, Any]]) -> Iterator[Alias]:
    for entry in groups:
        for name in entry["names"]:
            yield Alias(name, (entry["code"],), "group")
        for name in entry.get("lookup_only", ()):
            yield Alias(name, (entry["code"],), "group", in_text=False)


def _aliases(raw: Mapping[str, Mapping[str, str | list[str]]], known: Gazetteer) -> Iterator[Alias]:
    kinds: tuple[tuple[str, Form, bool], ...] = (
        ("aliases", "alias", True),
        ("zones", "zone", True),
        ("lookup_only", "alias", False),
        ("abbreviations", "abbreviation", False),
    )
    for kind, form, in_text in kinds:
        for name, target in raw[kind].items():
            targets = [target] if isinstance(target, str) else target
            yield Alias(name, tuple(known.find(t).code for t in targets), form, in_text)
