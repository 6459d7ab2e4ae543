"""The words of quantities (``data/units.yaml``), read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from bench.resources import data_yaml

Kind = Literal["money", "ratio", "count", "time", "size"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One way to write a unit.

    ``form`` is what the text has, ``name`` the normalised unit, ``factor`` how many of it one
    ``form`` is; ``not_before`` are the words that make ``form`` part of another word,
    ``not_near`` those that do so from a little further on, ``only_before`` those of which one must
    follow.
    """

    form: str
    name: str
    kind: Kind
    factor: float
    not_before: tuple[str, ...]
    not_near: tuple[str, ...]
    only_before: tuple[str, ...]
    digits_only: bool


@dataclass(frozen=True)
class Lexicon:
    """The content of ``data/units.yaml``; see there for what each entry means."""

    digits: Mapping[str, int]
    powers: Mapping[str, int]
    units: Mapping[str, Unit]
    data: Mapping[str, Any]


@cache
def load_lexicon() -> Lexicon:
    """Return the shipped words."""
    data = data_yaml(__package__, "units.yaml")
    units = {unit.form.casefold(): unit for entry in data["units"] for unit in _units(entry)}
    return Lexicon(data["digits"], data["powers"], units, data)


def _units(entry: Mapping[str, Any]) -> list[Unit]:
    forms = entry["forms"]
    factors = forms if isinstance(forms, dict) else dict.fromkeys(forms, 1)
    before, near, only = (
        tuple(entry.get(key, ())) for key in ("not_before", "not_near", "only_before")
    )
    digits_only = entry.get("digits_only", False)
    return [
        Unit(form, entry["unit"], entry["kind"], factor, before, near, only, digits_only)
        for form, factor in factors.items()
    ]
