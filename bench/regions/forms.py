"""Every form a region's name takes in a text, and what support each form needs to count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Form, Region
from bench.regions.names import stem, variants
from bench.regions.rules import Rules


class Support(Enum):
    """What a name needs around it to be taken for the place."""

    NONE = "none"  # counts wherever it stands
    DISTRICT = "district"  # 南山: after its city, beside its neighbours, or in its city's document
    CHANCE = "chance"  # 平湖: as a district's, its province's document and a boundary suffice
    WORD = "word"  # 和平: right after its parent or beside its neighbours, before a boundary
    TINY = "tiny"  # 新县: after a larger unit, or between boundaries in its province's document
    PARENT = "parent"  # 朝阳 for 朝阳县: only right after a unit it lies in


@dataclass(frozen=True, slots=True)
class NameForm:
    """One reading of a name: the regions it stands for and the support it needs."""

    codes: tuple[str, ...]
    form: Form
    support: Support = Support.NONE


def name_forms(gazetteer: Gazetteer, rules: Rules) -> dict[str, tuple[NameForm, ...]]:
    """Return every name that the matcher looks for, with its possible readings."""
    readings: dict[str, list[NameForm]] = defaultdict(list)
    larger = _larger_names(gazetteer)
    for region in gazetteer:
        for name, form in _forms_of(region, gazetteer, rules, larger):
            if form not in readings[name]:
                readings[name].append(form)
    for alias in gazetteer.aliases:
        if alias.in_text:
            # Another name given on purpose comes before a stem that happens to be the same.
            readings[alias.name] = [NameForm(alias.codes, alias.form)]
    return {name: tuple(forms) for name, forms in readings.items() if forms}


def _forms_of(
    region: Region, gazetteer: Gazetteer, rules: Rules, larger: dict[str, str]
) -> Iterator[tuple[str, NameForm]]:
    code = (region.code,)
    if region.level == "group":
        return
    if region.level == "country":
        yield region.name, NameForm(code, "short")
        return
    yield region.full_name, NameForm(code, "full", _full_support(region, rules))
    short = stem(region.full_name, region.level)
    # 海南州 and 吉林市 are names with a suffix, though not the whole official ones.
    for name in {region.name, *variants(region.full_name, region.level)}:
        if name not in (short, region.full_name):
            yield name, NameForm(code, "full")
    if short != region.full_name:
        support = _stem_support(short, region, gazetteer, rules, larger)
        if support is not None:
            yield short, NameForm(code, "short", support)


def _larger_names(gazetteer: Gazetteer) -> dict[str, str]:
    """Return the short names of provinces and cities, with their level."""
    names = {region.name: region.level for region in gazetteer if region.level == "city"}
    return names | {r.name: r.level for r in gazetteer if r.level == "province"}


def _full_support(region: Region, rules: Rules) -> Support:
    if region.full_name in rules.plain_names:
        return Support.WORD
    return Support.TINY if len(region.full_name) <= 2 else Support.NONE


def _stem_support(
    name: str, region: Region, gazetteer: Gazetteer, rules: Rules, larger: dict[str, str]
) -> Support | None:
    """Return what the bare stem needs, or None where it can never mean this region."""
    if region.level == "province":
        return Support.NONE
    above = gazetteer.ancestors(region)
    if larger.get(name) == "province" or any(name == ancestor.name for ancestor in above):
        return Support.PARENT if region.level == "city" else None
    if name in rules.words:
        return Support.WORD
    if name in rules.chance:
        return Support.CHANCE
    if region.level == "district":
        return Support.DISTRICT
    if region.level == "county" and name in larger:
        return Support.PARENT
    return Support.NONE
