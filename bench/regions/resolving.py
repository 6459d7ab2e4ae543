"""Which region a name means where it stands, if any."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bench.regions.forms import NameForm, Support
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import NATION, Mention, Region
from bench.regions.rules import Rules

_LARGE: Final = ("country", "province", "city", "group")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A name found in a text, the mention before it, and the region of the document."""

    text: str
    start: int
    end: int
    last: Mention | None
    context: Region | None

    @property
    def follows_directly(self) -> bool:
        """Whether the mention before ends where this name starts."""
        return self.last is not None and self.last.end == self.start


class Resolver:
    """Chooses between the readings of a name, or finds that none has the support it needs.

    In this order: a unit that lies in the one named just before; a neighbour of the one before
    in a list; a unit of the context; the only, or the only large, place of this name.
    """

    def __init__(self, gazetteer: Gazetteer, rules: Rules) -> None:
        self._gazetteer = gazetteer
        self._rules = rules
        self._line = {
            region.code: tuple(above.code for above in gazetteer.ancestors(region))
            for region in gazetteer
        }

    def lies_below(self, code: str, other: str) -> bool:
        """Tell whether the region ``code`` lies in ``other`` and is not the same."""
        return other in self._line[code]

    def choose(self, readings: tuple[NameForm, ...], around: Surroundings) -> NameForm | None:
        """Return the reading that counts, or None."""
        first = self._gazetteer.get(readings[0].codes[0])
        if len(readings) == 1 and readings[0].support is Support.NONE and first.level in _LARGE:
            return readings[0]
        for step in (self._after_larger, self._in_list, self._in_context):
            found = step(readings, around)
            if found is not None:
                return found
        return self._by_itself(readings, around)

    def _after_larger(
        self, readings: tuple[NameForm, ...], around: Surroundings
    ) -> NameForm | None:
        last = around.last
        if last is None or not around.follows_directly or len(last.regions) != 1:
            return None
        above = last.regions[0]
        if above == NATION:
            return None
        fitting = [r for r in readings if above in self._line[r.codes[0]]]
        direct = [r for r in fitting if self._line[r.codes[0]][0] == above]
        chosen = _only(direct) or _only(fitting)
        if chosen is None:
            return None
        ends = self._rules.stands_free_right(around.text, around.end)
        if chosen.support is Support.WORD:
            return chosen if chosen in direct and ends else None
        return chosen if chosen.support is not Support.TINY or ends else None

    def _in_list(self, readings: tuple[NameForm, ...], around: Surroundings) -> NameForm | None:
        last = around.last
        if last is None or len(last.regions) != 1:
            return None
        if around.text[last.end : around.start] not in self._rules.joiners:
            return None
        chosen = _only(r for r in readings if self._are_neighbours(r.codes[0], last.regions[0]))
        if chosen is None or chosen.support is Support.PARENT:
            return None
        careful = chosen.support in (Support.WORD, Support.TINY)
        ends = self._rules.stands_free_right(around.text, around.end)
        return chosen if ends or not careful else None

    def _are_neighbours(self, code: str, other: str) -> bool:
        mine, theirs = self._line[code], self._line[other]
        if not mine or not theirs or code == other:
            return False
        if mine[0] == theirs[0]:
            return True
        # Counties of one province are named side by side; districts only within their city.
        levels = {self._gazetteer.get(code).level, self._gazetteer.get(other).level}
        return "district" not in levels and mine[-2:] == theirs[-2:] and len(mine) == len(theirs)

    def _in_context(self, readings: tuple[NameForm, ...], around: Surroundings) -> NameForm | None:
        if around.context is None or around.context.level in ("country", "group"):
            return None
        home = self._gazetteer.reporting(around.context).code
        scopes: list[Callable[[str], bool]] = [
            lambda code: home in self._line[code][:1],
            lambda code: home in (code, *self._line[code]),
            lambda code: self._province(code) == self._province(home),
        ]
        for fits in scopes:
            chosen = _only(r for r in readings if fits(r.codes[0]))
            if chosen is not None and self._suffices(chosen, around, home):
                return chosen
        return None

    def _suffices(self, reading: NameForm, around: Surroundings, home: str) -> bool:
        """Tell whether the context is support enough for this reading."""
        region = self._gazetteer.get(reading.codes[0])
        bare = reading.form == "short"
        if bare and region.level == "district" and region.parent != home:
            return False
        left = self._rules.stands_free_left(around.text, around.start)
        right = self._rules.stands_free_right(around.text, around.end)
        if reading.support is Support.PARENT:
            return False
        if reading.support is Support.WORD:
            return region.level == "city" and left and right
        if reading.support is Support.TINY:
            return left and right
        return reading.support is not Support.CHANCE or left or right

    def _by_itself(self, readings: tuple[NameForm, ...], around: Surroundings) -> NameForm | None:
        free = [r for r in readings if r.support is Support.NONE]
        large = [r for r in free if self._gazetteer.get(r.codes[0]).level in _LARGE]
        if large:
            return _only(large)
        chosen = _only(free)
        if chosen is None or chosen.form != "short" or around.context is None:
            return chosen
        # A bare county of another province in a province's document: 上海瑞金医院, 柳林街.
        left = self._rules.stands_free_left(around.text, around.start)
        right = self._rules.stands_free_right(around.text, around.end)
        return chosen if around.context.code == NATION or (left and right) else None

    def _province(self, code: str) -> str:
        line = (code, *self._line[code])
        return line[-2] if len(line) > 1 else code


def _only(readings: Iterable[NameForm]) -> NameForm | None:
    listed = list(readings)
    return listed[0] if len(listed) == 1 else None
