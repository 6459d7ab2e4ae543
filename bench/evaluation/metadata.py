"""How right the metadata is that documents show by themselves, without their manifest.

``python -m bench.evaluation.metadata FOLDER [--marks FILE]`` reads a folder twice: with the names
of its files, which often say what they are, and as if each were called ``x``. What is found is
held against the folder's manifest and, first, against marks made by hand. ``--write`` puts the
shares of each way, shrunk for small counts, into ``bench/corpus/data/sureness.yaml``.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from bench.corpus.dates import read_cell_date
from bench.corpus.folder import Source, find_sources
from bench.corpus.kinds import issued_title, kind_named, read_as
from bench.corpus.manifest import FIELDS, Entry
from bench.corpus.metadata import Metadata, describe
from bench.corpus.parts import Parts
from bench.corpus.readers.extracted import Refused
from bench.corpus.readers.formats import read_file
from bench.corpus.reading import load
from bench.corpus.sureness import FRONT
from bench.errors import DocumentError
from bench.files import write_atomic
from bench.regions import Gazetteer, PlaceMatcher, load_gazetteer

NOT_JUDGED: Final = "-"
RIGHT: Final = "right"
WRONG: Final = "wrong"
MISSED: Final = "missed"
EXTRA: Final = "extra"
_DATA: Final = Path(__file__).resolve().parent.parent / "corpus" / "data" / "sureness.yaml"
_SIGNS: Final = re.compile(r"[^\w]|_")
_LEAST_SHARED: Final = 0.6
# The mean of a beta distribution that starts from three quarters right, worth two documents.
_PRIOR_RIGHT, _PRIOR_OF = 1.5, 2

Marks = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Case:
    """One field of one document: what came of it, the way it was found, and both values."""

    file: str
    field: str
    outcome: str
    way: str
    found: str
    true: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document's name, its text, and what its format tells."""

    name: str
    text: str
    told: Mapping[str, str]
    entry: Entry | None


def read_marks(path: Path) -> dict[tuple[str, str], str]:
    """Return (file, field) → the value marked by hand.

    An empty value means that the document does not state it; ``-`` that it is not judged.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["file"], row["field"]): row["value"] for row in csv.DictReader(file)}


def measure(
    documents: Iterable[Read], marks: Marks, gazetteer: Gazetteer, *, named: bool
) -> list[Case]:
    """Hold what is found without the manifest against the manifest and the marks.

    Parameters
    ----------
    documents
        What was read.
    marks
        By hand; they come before the manifest.
    gazetteer
        Names of regions.
    named
        Whether the files keep their names, which may state what their texts do not.
    """
    places = PlaceMatcher(gazetteer)
    cases = []
    for read in documents:
        path = read.name if named else f"x{PurePosixPath(read.name).suffix}"
        found = describe(path, Parts(read.text), None, gazetteer, places, told=read.told)
        for field in FIELDS:
            mark = marks.get((read.name, field))
            given = _given(read.entry, field)
            if mark == NOT_JUDGED or (
                not mark and not given and mark is None and field != "region"
            ):
                continue
            stated = mark if mark or (mark is not None and not named) else given
            coarse = not mark
            cases.append(_case(read.name, field, found, stated, given, gazetteer, coarse))
    return cases


def _given(entry: Entry | None, field: str) -> str:
    return str(getattr(entry, field)) if entry else ""


def _case(
    file: str,
    field: str,
    found: Metadata,
    true: str,
    given: str,
    gazetteer: Gazetteer,
    coarse: bool,
) -> Case:
    value = str(getattr(found, field))
    way = found.ways.get(field, "")
    if field == "title" and way == "code":
        value = ""  # a name like 2017 claims nothing
    if field == "region":
        value = gazetteer.get(value).name if value else ""
        region = gazetteer.lookup(_last_place(true)) if true else None
        true = region.name if region else ""
    right = bool(value) and any(
        known and _agrees(field, value, known, coarse) for known in (true, "" if true else given)
    )
    if true:
        outcome = RIGHT if right else WRONG if value else MISSED
    else:
        # Not stated; a title's year may still be that of the manifest.
        outcome = RIGHT if right or (not value and field == "region") else EXTRA if value else ""
    return Case(file, field, outcome, way, value, true)


def _last_place(named: str) -> str:
    return re.sub(r"[（(].*?[)）]", "", named).split("/")[-1].strip()


def _agrees(field: str, found: str, true: str, coarse: bool) -> bool:
    """Say whether a value is the true one, as far as that is told."""
    if field == "kind":
        known = kind_named(true)
        return found == known or (coarse and read_as(found) == read_as(known))
    if field == "date":
        return found.startswith(read_cell_date(true) or true)
    if field == "title":
        return _same_title(found, true)
    if field == "number":
        return _plain(found).endswith(_plain(true))  # the bodies of a joint order may go before it
    return _plain(found) == _plain(true)


def _same_title(found: str, true: str) -> bool:
    one, other = _plain(found), _plain(true)
    if one == other or _plain(issued_title(found)) == other:
        return True
    short, long = sorted((one, other), key=len)
    return short in long and len(short) >= _LEAST_SHARED * len(long)


def _plain(value: str) -> str:
    return _SIGNS.sub("", value)


def read_folder(folder: Path) -> Iterator[Read]:
    """Yield the documents of a folder that can be read; the others are told on standard error.

    Raises
    ------
    InputError
        There is no such folder, or its manifest is wrong.
    """
    for source in find_sources(folder):
        try:
            yield from _read(source)
        except DocumentError as error:
            print(f"{source.name}: {error.text('en')}", file=sys.stderr)


def _read(source: Source) -> Iterator[Read]:
    for part in read_file(source.name, load(source), {}):
        if not isinstance(part, Refused):
            name = f"{source.name}{part.part}"
            yield Read(name, part.text, part.told, source.within.get(name, source.entry))


def by_field(cases: Sequence[Case]) -> list[tuple[str, int, int, int, int]]:
    """Return field, stated, right, wrong or missed, and found though not stated, as counts."""
    rows = []
    for field in FIELDS:
        own = [case for case in cases if case.field == field]
        stated = [case for case in own if case.true or case.outcome == RIGHT]
        right = sum(case.outcome == RIGHT for case in stated)
        extra = sum(case.outcome == EXTRA for case in own)
        rows.append((field, len(stated), right, len(stated) - right, extra))
    return rows


def by_way(cases: Iterable[Case]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (field, way) → how many values it gave that are right, and how many it gave."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for case in cases:
        if case.found and case.way and case.outcome:
            right, of = counts.get((case.field, case.way), (0, 0))
            counts[case.field, case.way] = right + (case.outcome == RIGHT), of + 1
    return dict(sorted(counts.items(), key=lambda each: (FIELDS.index(each[0][0]), each[0][1])))


def sureness(right: int, of: int) -> float:
    """Return a share shrunk for small counts, 0 to 1: as if two more had been 1.5 times right."""
    return round((right + _PRIOR_RIGHT) / (of + _PRIOR_OF), 2)


def _pooled(
    hidden: Sequence[Case], named: Sequence[Case]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the counts without names, and with names those of the ways that need one."""
    return {**by_way(named), **by_way(hidden)}


def _data_file(counts: Mapping[tuple[str, str], tuple[int, int]]) -> str:
    head = _DATA.read_text(encoding="utf-8").split("fields:")[0]
    lines = [head + "fields:"]
    for field in FIELDS:
        ways = {way: n for (of, way), n in counts.items() if of == field and way != FRONT}
        lines.append(f"  {field}:" + ("" if ways else " {}"))
        lines += [
            f"    {way}: {{right: {right}, of: {of}, sure: {sureness(right, of):.2f}}}"
            for way, (right, of) in ways.items()
        ]
    return "\n".join(lines) + "\n"


def _report(hidden: Sequence[Case], named: Sequence[Case], *, every: bool) -> Iterator[str]:
    for title, cases in (("Names hidden", hidden), ("With names", named)):
        yield f"{title}\n\n| field | stated | right | not right | found though not stated |"
        yield "| --- | --- | --- | --- | --- |"
        for row in by_field(cases):
            yield "| " + " | ".join(str(cell) for cell in row) + " |"
        yield ""
    yield "| field | way | right | of | sure |\n| --- | --- | --- | --- | --- |"
    for (field, way), (right, of) in _pooled(hidden, named).items():
        yield f"| {field} | {way} | {right} | {of} | {sureness(right, of):.2f} |"
    if every:
        for title, cases in (("hidden", hidden), ("named", named)):
            for case in cases:
                if case.outcome not in (RIGHT, ""):
                    yield (
                        f"{title} {case.file} {case.field} {case.outcome} {case.way}: "
                        f"{case.found!r} for {case.true!r}"
                    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure a folder and print the counts."""
    parser = argparse.ArgumentParser(prog="python -m bench.evaluation.metadata")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--marks", type=Path, help="values marked by hand: file,field,value")
    parser.add_argument("--every", action="store_true", help="list what is not right")
    parser.add_argument("--write", action="store_true", help=f"write {_DATA.name}")
    given = parser.parse_args(arguments)
    marks = read_marks(given.marks) if given.marks else {}
    gazetteer = load_gazetteer()
    documents = list(read_folder(given.folder))
    hidden = measure(documents, marks, gazetteer, named=False)
    named = measure(documents, marks, gazetteer, named=True)
    for line in _report(hidden, named, every=given.every):
        print(line)
    if given.write:
        write_atomic(_DATA, _data_file(_pooled(hidden, named)).encode("utf-8"))


if __name__ == "__main__":
    main()
