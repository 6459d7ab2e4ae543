"""The user's own regions and names: a ``regions.yaml`` beside the shipped gazetteer.

.. code-block:: yaml

    regions:                       # regions that the gazetteer lacks; all keys but the first
      - code: X-1                  # three may be left out (a parent is needed save for groups)
        name: 东部新城
        level: district            # province, city, district, county or group
        parent: 宁波               # a district's evidence counts for its parent
        full_name: 宁波东部新城
        english: Eastern New Town
        aliases: [宁波新城]
      - code: G-1
        name: 四明山区
        level: group
        members: [余姚, 奉化区]
    aliases:                       # further names of known regions; a list stands for several
      东海之滨: 宁波
      甬舟两市: [宁波, 舟山]
    zones:                         # zones and parks, and the region whose evidence they are
      某某科学城: 宁波
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Alias, Form, Region
from bench.regions.shipped import shipped_gazetteer
from bench.yamlfile import YamlFile, load_yaml, validate
from bench.yamlnodes import MAX_NAME

Step = str | int
_SHORTEST_NAME = 2
_Name = Annotated[str, StringConstraints(max_length=MAX_NAME)]


class ExtraRegion(BaseModel):
    """A region as a user adds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    name: _Name
    level: Literal["province", "city", "district", "county", "group"]
    parent: str = ""
    full_name: _Name = ""
    english: _Name = ""
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class ExtraFile(BaseModel):
    """What a ``regions.yaml`` may hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    regions: tuple[ExtraRegion, ...] = ()
    aliases: dict[str, str | tuple[str, ...]] = {}
    zones: dict[str, str | tuple[str, ...]] = {}


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Return the shipped gazetteer, with the user's regions and names added.

    Parameters
    ----------
    extra
        A ``regions.yaml`` as described at the top of this module.

    Raises
    ------
    InputError
        The file is missing or wrong; the message names the place and the mend.
    """
    return shipped_gazetteer() if extra is None else _extended(extra)


def _extended(path: Path) -> Gazetteer:
    file = load_yaml(path)
    content = validate(ExtraFile, file)
    shipped = shipped_gazetteer()
    # The user's names come first, so that they may rename what the program ships.
    gazetteer, aliases = shipped, list[Alias]()
    for index, entry in enumerate(content.regions):
        region = _region(entry, gazetteer, file, ("regions", index))
        gazetteer = Gazetteer([*gazetteer, region], shipped.aliases)
        own = dict.fromkeys(entry.aliases, region.code)
        aliases += _names(own, "alias", gazetteer, file, ("regions", index, "aliases"))
        if region.level == "group":
            aliases.append(Alias(region.name, (region.code,), "group"))
    aliases += _names(content.aliases, "alias", gazetteer, file, ("aliases",))
    aliases += _names(content.zones, "zone", gazetteer, file, ("zones",))
    renamed = {alias.name for alias in aliases}
    kept = [alias for alias in shipped.aliases if alias.name not in renamed]
    return Gazetteer(gazetteer, [*aliases, *kept])


def _region(entry: ExtraRegion, known: Gazetteer, file: YamlFile, loc: tuple[Step, ...]) -> Region:
    if entry.code in known:
        owner = known.get(entry.code).full_name
        raise file.error(
            [file.problem("regions.extra_code_taken", (*loc, "code"), code=entry.code, owner=owner)]
        )
    _check_length(entry.name, file, (*loc, "name"))
    if entry.level == "group" and not entry.members:
        raise file.error([file.problem("regions.extra_no_members", loc)])
    if entry.level != "group" and not entry.parent:
        raise file.error([file.problem("regions.extra_no_parent", loc, level=entry.level)])
    parent = _codes([entry.parent], known, file, (*loc, "parent")) if entry.parent else ("",)
    return Region(
        code=entry.code,
        name=entry.name,
        full_name=entry.full_name or entry.name,
        level=entry.level,
        parent=parent[0],
        english=entry.english,
        members=_codes(entry.members, known, file, (*loc, "members")),
    )


def _names(
    names: Mapping[str, str | tuple[str, ...]],
    form: Form,
    known: Gazetteer,
    file: YamlFile,
    loc: tuple[Step, ...],
) -> list[Alias]:
    made = []
    for name, target in names.items():
        place = (*loc, name)
        _check_length(name, file, place)
        targets = [target] if isinstance(target, str) else target
        made.append(Alias(name, _codes(targets, known, file, place), form))
    return made


def _check_length(name: str, file: YamlFile, loc: tuple[Step, ...]) -> None:
    if len(name) < _SHORTEST_NAME:
        raise file.error([file.problem("regions.extra_short_name", loc, name=name)])


def _codes(
    names: Iterable[str], known: Gazetteer, file: YamlFile, loc: tuple[Step, ...]
) -> tuple[str, ...]:
    codes = []
    for name in names:
        region = known.lookup(name)
        if region is None:
            raise file.error([file.problem("regions.extra_unknown_region", loc, name=name)])
        codes.append(region.code)
    return tuple(codes)
