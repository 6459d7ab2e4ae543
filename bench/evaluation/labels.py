"""What analysts say of sentences: coded files, checked against catalogue and gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.evaluation.rows import Row, read_rows
from bench.evidence.kinds import CONTEXT, FACT, MEASURE
from bench.evidence.status import STATUSES
from bench.messages import LANGUAGES, message
from bench.regions.gazetteer import Gazetteer
from bench.yamlfile import FileError, Problem

NOISE: Final = "noise"
KINDS: Final = (MEASURE, FACT, CONTEXT, NOISE)
CLAIM_KINDS: Final = frozenset({MEASURE, FACT})
_BETWEEN: Final = re.compile(r"[|｜、;；,，\n]")
_ANSWERS: Final = ("kind", "regions", "indicators", "status")
_MOST_CODERS: Final = 2


@dataclass(frozen=True, slots=True)
class Label:
    """What a coder says of a span of a document.

    ``regions`` are codes, a district's that of its city; ``line`` is that of the coded file;
    ``quote`` is the text of the span where the file holds it. A span that is no claim has no
    regions, indicators or status.
    """

    document: str
    start: int
    end: int
    kind: str
    regions: frozenset[str]
    indicators: frozenset[str]
    status: str
    coder: str
    line: int
    quote: str

    @property
    def is_claim(self) -> bool:
        """Whether the coder calls it a measure or a fact."""
        return self.kind in CLAIM_KINDS


@dataclass(frozen=True, slots=True)
class LabelFile:
    """A coded file as read; ``empty`` counts the rows that no coder filled in."""

    path: Path
    labels: tuple[Label, ...]
    empty: int


@dataclass(frozen=True, slots=True)
class Coder:
    """One coder: name, file and labels."""

    name: str
    path: Path
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """One or two coders, and how many rows were left empty."""

    coders: tuple[Coder, ...]
    empty: int


def shown(group: str, value: str, language: str) -> str:
    """Return how a kind or status (``"measure"``) is written in ``language`` (举措)."""
    return message(f"evaluation.{group}_{value}", language)


def read_labels(path: Path, gazetteer: Gazetteer, catalogue: Catalogue) -> LabelFile:
    """Read a coded file.

    Parameters
    ----------
    path
        CSV, JSON lines or xlsx with the fields document, start, end, kind and, where there are
        any, regions, indicators, status, coder and quote. Lists are joined by ``|`` (or ``、`` or
        ``;``). Kinds and statuses are ids or their names in either language, indicators ids or
        names, regions any name that the gazetteer knows.
    gazetteer, catalogue
        What regions and indicators there are.

    Returns
    -------
    LabelFile

    Raises
    ------
    InputError
        The file cannot be read, holds nothing, or values in it are wrong: each is told with its
        line.
    """
    reader = _Reader(path, gazetteer, catalogue)
    labels, empty = [], 0
    for row in read_rows(path):
        if any(row.values.get(name) for name in _ANSWERS):
            labels.append(reader.label(row))
        else:
            empty += 1
    if any(label.coder for label in labels):
        for label in labels:
            if not label.coder:
                reader.tell("evaluation.missing_coder", label.line)
    refuse(path, reader.problems)
    if not labels:
        raise InputError("evaluation.nothing_coded", path=path, rows=empty)
    return LabelFile(path, tuple(labels), empty)


def read_coding(
    first: Path, second: Path | None, gazetteer: Gazetteer, catalogue: Catalogue
) -> Coding:
    """Read the labels of one coder or two.

    Parameters
    ----------
    first, second
        Coded files, one a coder; or one file whose column ``coder`` names one or two.
    gazetteer, catalogue
        What regions and indicators there are.

    Raises
    ------
    InputError
        As `read_labels`; or there are more than two coders.
    """
    read = [read_labels(path, gazetteer, catalogue) for path in (first, second) if path]
    coders = [coder for file in read for coder in _coders_of(file)]
    if len(coders) > _MOST_CODERS:
        names = ", ".join(coder.name for coder in coders)
        raise InputError("evaluation.too_many_coders", path=first, names=names)
    if len({coder.name for coder in coders}) < len(coders):
        coders = [Coder(str(c.path), c.path, c.labels) for c in coders]
    return Coding(tuple(coders), sum(file.empty for file in read))


def refuse(path: Path, problems: Sequence[Problem]) -> None:
    """Raise one error for all that is wrong with a file, if anything is."""
    if len(problems) == 1:
        raise InputError(problems[0].key, **problems[0].values)
    if problems:
        ordered = tuple(sorted(problems, key=lambda problem: problem.line))
        raise FileError("yaml.problems", path=str(path), problems=ordered)


def _coders_of(file: LabelFile) -> list[Coder]:
    names = dict.fromkeys(label.coder for label in file.labels)
    return [
        Coder(
            name or file.path.stem,
            file.path,
            tuple(label for label in file.labels if label.coder == name),
        )
        for name in names
    ]


class _Reader:
    """Turns rows into labels and gathers what is wrong with them."""

    def __init__(self, path: Path, gazetteer: Gazetteer, catalogue: Catalogue) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._gazetteer = gazetteer
        self._indicators = {
            name.casefold(): i.id
            for i in catalogue.indicators
            for name in (i.name.en, i.name.zh, i.id)
        }
        self._ids = [i.id for i in catalogue.indicators]
        self._kinds = _choices("kind", KINDS)
        self._statuses = _choices("status", STATUSES)

    def tell(self, key: str, line: int, **values: object) -> None:
        """Note a problem of a line."""
        place = f"{self._path}:{line}"
        self.problems.append(Problem(key, line, {"place": place, **values}))

    def label(self, row: Row) -> Label:
        kind = self._kind(row)
        # Under a kind that is itself wrong the rest is checked all the same.
        claim = kind in CLAIM_KINDS or not kind
        regions = self._regions(row) if claim else ()
        indicators = self._indicators_of(row) if claim else ()
        start, end = self._span(row)
        document = str(row.values["document"]).replace("\\", "/")
        if not document:
            self.tell("evaluation.missing_document", row.line)
        return Label(
            document=document,
            start=start,
            end=end,
            kind=kind,
            regions=frozenset(regions),
            indicators=frozenset(indicators),
            status=self._status(row) if claim else "",
            coder=str(row.values.get("coder", "")),
            line=row.line,
            quote=str(row.values.get("quote", "")),
        )

    def _kind(self, row: Row) -> str:
        written = str(row.values["kind"])
        kind = self._kinds.get(written.casefold(), "")
        if not written:
            self.tell("evaluation.missing_kind", row.line)
        elif not kind:
            self.tell("evaluation.bad_kind", row.line, value=written, choices=", ".join(KINDS))
        return kind

    def _status(self, row: Row) -> str:
        written = str(row.values.get("status", ""))
        status = self._statuses.get(written.casefold(), "")
        if written and not status:
            choices = ", ".join(STATUSES)
            self.tell("evaluation.bad_status", row.line, value=written, choices=choices)
        return status

    def _span(self, row: Row) -> tuple[int, int]:
        start, end = (_whole(row.values[name]) for name in ("start", "end"))
        if start is None or end is None or not 0 <= start < end:
            written = (row.values["start"], row.values["end"])
            self.tell("evaluation.bad_offsets", row.line, start=written[0], end=written[1])
            return 0, 0
        return start, end

    def _regions(self, row: Row) -> list[str]:
        codes = []
        for name in _items(row.values.get("regions")):
            region = self._gazetteer.lookup(name)
            if region is not None:
                codes.append(self._gazetteer.reporting(region).code)
            else:
                self._tell_region(row.line, name)
        return codes

    def _tell_region(self, line: int, name: str) -> None:
        try:
            self._gazetteer.find(name)
        except InputError as error:
            choices = error.values.get("choices")
            nearest = error.values.get("nearest")
        if choices:
            self.tell("evaluation.ambiguous_region", line, name=name, choices=choices)
        elif nearest:
            self.tell("evaluation.unknown_region_near", line, name=name, nearest=nearest)
        else:
            self.tell("evaluation.unknown_region", line, name=name)

    def _indicators_of(self, row: Row) -> list[str]:
        found = []
        for name in _items(row.values.get("indicators")):
            known = self._indicators.get(name.casefold())
            if known:
                found.append(known)
                continue
            close = get_close_matches(name.casefold(), self._indicators, n=1, cutoff=0.5)
            if close:
                nearest = self._indicators[close[0]]
                self.tell("evaluation.unknown_indicator_near", row.line, name=name, nearest=nearest)
            else:
                choices = ", ".join(self._ids)
                self.tell("evaluation.unknown_indicator", row.line, name=name, choices=choices)
        return found


def _choices(group: str, ids: Iterable[str]) -> dict[str, str]:
    """Return what may be written for each id: the id itself, and its name in either language."""
    return {
        name.casefold(): value
        for value in ids
        for name in (value, *(shown(group, value, language) for language in LANGUAGES))
    }


def _items(value: object) -> list[str]:
    parts = value if isinstance(value, list) else _BETWEEN.split(str(value or ""))
    return [text for part in parts if (text := str(part).strip())]


def _whole(value: object) -> int | None:
    """Return a whole number, also where a spreadsheet made it ``12.0`` or ``1,200``; else None."""
    try:
        number = float(str(value).replace(",", ""))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None
