"""Short names: what is left of 恩施土家族苗族自治州 or 滨江区 without its suffix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.resources import data_yaml


@dataclass(frozen=True, slots=True)
class Naming:
    """The suffixes and names that are cut from full names (``data/naming.yaml``)."""

    suffixes: Mapping[str, tuple[str, ...]]
    peoples: tuple[str, ...]
    shortest_stem: int
    overrides: Mapping[str, str]
    pseudo_units: frozenset[str]
    unit_endings: tuple[str, ...]
    special_counties: frozenset[str]


@cache
def naming() -> Naming:
    """Return the shipped rules of naming."""
    raw: dict[str, Any] = data_yaml(__package__, "naming.yaml")
    longest_first = {
        level: tuple(sorted(listed, key=len, reverse=True))
        for level, listed in raw["suffixes"].items()
    }
    return Naming(
        suffixes=longest_first,
        peoples=tuple(sorted(raw["peoples"], key=len, reverse=True)),
        shortest_stem=raw["shortest_stem"],
        overrides=raw["overrides"],
        pseudo_units=frozenset(raw["pseudo_units"]),
        unit_endings=tuple(raw["unit_endings"]),
        special_counties=frozenset(raw["special_counties"]),
    )


def stem(full_name: str, level: str) -> str:
    """Return ``full_name`` without the suffix of its level and the peoples named before it.

    Parameters
    ----------
    full_name
        An official name, such as 恩施土家族苗族自治州.
    level
        ``province``, ``city``, ``district`` or ``county``.

    Returns
    -------
    str
        恩施; the full name itself where too little would be left (魏县) or nothing fits (正蓝旗).
    """
    rules = naming()
    for suffix in rules.suffixes.get(level, ()):
        left = full_name.removesuffix(suffix)
        if left == full_name:
            continue
        if suffix.startswith("自治"):
            left = _without_peoples(left)
        return left if len(left) >= rules.shortest_stem else full_name
    return full_name


def short_name(full_name: str, level: str) -> str:
    """Return the shortest official name: the stem, but districts keep their suffix (滨江区)."""
    return full_name if level == "district" else stem(full_name, level)


def variants(full_name: str, level: str) -> tuple[str, ...]:
    """Return the usual shorter forms of an autonomous unit's name: 恩施州, 景宁县, 鄂伦春旗."""
    if "自治" not in full_name or level == "province":
        return ()
    return (stem(full_name, level) + full_name[-1],)


def _without_peoples(name: str) -> str:
    peoples = naming().peoples
    while True:
        fitting = next((p for p in peoples if name.endswith(p) and len(name) - len(p) > 1), None)
        if fitting is None:
            # 东乡族自治县 and 鄂温克族自治旗 are named after the people itself.
            return name.removesuffix("族")
        name = name.removesuffix(fitting)
