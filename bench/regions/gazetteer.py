"""The regions and how to find one by any of its names."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from typing import Final

from bench.errors import InputError
from bench.regions.model import NATION, Alias, Region
from bench.regions.names import stem, variants

# Of several regions with one name the larger is meant: 吉林 is the province.
_SIZE: Final = {"country": 0, "group": 1, "province": 2, "city": 3, "county": 4, "district": 4}
_SPACE = re.compile(r"\s+")


class Gazetteer:
    """All regions, their other names, and how they lie within each other.

    Parameters
    ----------
    regions
        Every region once; parents and members are among them.
    aliases
        Other names of these regions.
    """

    def __init__(self, regions: Iterable[Region], aliases: Iterable[Alias] = ()) -> None:
        self._regions = {region.code: region for region in regions}
        self.aliases = tuple(aliases)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions.values())

    def __len__(self) -> int:
        return len(self._regions)

    def __contains__(self, code: object) -> bool:
        return code in self._regions

    def fingerprint(self) -> str:
        """Return a SHA-256 digest of the regions and their names."""
        content = repr((list(self._regions.values()), self.aliases))
        return hashlib.sha256(content.encode("utf-8")).hexdigest()

    def get(self, code: str) -> Region:
        """Return the region with this code.

        Raises
        ------
        InputError
            No region has it.
        """
        try:
            return self._regions[code]
        except KeyError:
            raise InputError("regions.unknown_code", code=code) from None

    def lookup(self, name: str) -> Region | None:
        """Return the region called ``name``, or None where none or more than one is."""
        found = self._candidates(name)
        return found[0] if len(found) == 1 else None

    def find(self, name: str) -> Region:
        """Return the region called ``name``.

        Parameters
        ----------
        name
            Full or short name, other name, English name (any case), code, or a path of names
            from large to small: 深圳, 深圳市, Shenzhen, 440300, 鹏城, 南京市鼓楼区.

        Raises
        ------
        InputError
            No region is called so (the nearest names are told), or several are.
        """
        found = self._candidates(name)
        if len(found) == 1:
            return found[0]
        if found:
            choices = "、".join(f"{self.path(region)}({region.code})" for region in found[:6])
            raise InputError("regions.ambiguous_name", name=name, choices=choices)
        nearest = self.nearest(name)
        if nearest:
            raise InputError("regions.unknown_name_near", name=name, nearest="、".join(nearest))
        raise InputError("regions.unknown_name", name=name)

    def nearest(self, name: str, count: int = 3) -> list[str]:
        """Return up to ``count`` known names that look like ``name``, nearest first."""
        known = [key for key in self._names if len(key) > 1]
        wanted = _key(name)
        close = get_close_matches(wanted, known, n=4 * count, cutoff=0.5)
        # Nearest first; of equally near ones the larger region is the likelier.
        close.sort(key=lambda key: (-SequenceMatcher(None, key, wanted).ratio(), self._size(key)))
        return [self._shown(key) for key in close[:count]]

    def children(self, region: Region) -> tuple[Region, ...]:
        """Return the units just below ``region``, by code."""
        return tuple(r for r in self._regions.values() if r.parent == region.code)

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """Return the units that ``region`` lies in, the nearest first, the nation last."""
        above = []
        while region.parent:
            region = self._regions[region.parent]
            above.append(region)
        return tuple(above)

    def reporting(self, region: Region) -> Region:
        """Return the region whose evidence it is: a district's is its city's."""
        return self._regions[region.parent] if region.level == "district" else region

    def is_within(self, region: Region, other: Region) -> bool:
        """Tell whether ``region`` is ``other``, lies in it, or belongs to the group ``other``."""
        if region.code == other.code or other.code == NATION:
            return True
        line = {region.code, *(above.code for above in self.ancestors(region))}
        return bool(line.intersection(other.members)) or other.code in line

    def path(self, region: Region) -> str:
        """Return the full names from the province down: 江苏省南京市鼓楼区."""
        above = [r.full_name for r in self.ancestors(region) if r.code != NATION]
        return "".join([*reversed(above), region.full_name])

    def _candidates(self, name: str) -> list[Region]:
        codes = self._names.get(_key(name))
        if codes is None:
            return self._by_path(_key(name))
        found = [self._regions[code] for code in codes]
        largest = min(_SIZE[region.level] for region in found)
        return [region for region in found if _SIZE[region.level] == largest]

    def _by_path(self, key: str) -> list[Region]:
        """Return what a path such as 南京市鼓楼区 or 浙江海宁 leads to."""
        for cut in range(len(key) - 1, 1, -1):
            below = [self._regions[code] for code in self._names.get(key[cut:], ())]
            above = self._candidates(key[:cut]) if below else []
            found = [r for r in below if any(self._is_below(r, a) for a in above)]
            if found:
                return found
        return []

    def _is_below(self, region: Region, other: Region) -> bool:
        return region.code != other.code and self.is_within(region, other)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Return the codes under every name that look-up knows.

        Proper names come first; stems (南山) and other names never hide or join a proper one.
        """
        proper: dict[str, dict[str, None]] = defaultdict(dict)
        for r in self._regions.values():
            for name in (r.code, r.full_name, r.name, r.english):
                if name:
                    proper[_key(name)][r.code] = None
        other: dict[str, dict[str, None]] = defaultdict(dict)
        for alias in self.aliases:
            if len(alias.codes) == 1 and _key(alias.name) not in proper:
                other[_key(alias.name)][alias.codes[0]] = None
        stems: dict[str, dict[str, None]] = defaultdict(dict)
        for r in self._regions.values():
            for name in (stem(r.full_name, r.level), *variants(r.full_name, r.level)):
                if _key(name) not in proper and _key(name) not in other:
                    stems[_key(name)][r.code] = None
        return {key: tuple(codes) for key, codes in {**proper, **other, **stems}.items()}

    def _size(self, key: str) -> int:
        return min(_SIZE[self._regions[code].level] for code in self._names[key])

    def _shown(self, key: str) -> str:
        """Return a name as it is written (the index holds English in lower case)."""
        region = self._regions[self._names[key][0]]
        return region.english if key == _key(region.english) else key


def _key(name: str) -> str:
    text = name.strip().casefold()
    # Blanks part English words, but mean nothing between Chinese names.
    return _SPACE.sub(" ", text) if text.isascii() else _SPACE.sub("", text)
