"""A manifest proposed for a folder of documents, to be corrected by hand and read back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus.document import Document
from bench.corpus.folder import find_sources
from bench.corpus.kinds import is_official, load_kinds
from bench.corpus.manifest import CHECK, COLUMNS, FIELDS, FILE, Row, guarded, read_rows
from bench.corpus.reading import Progress, Unread, documents_in, one_note
from bench.corpus.sureness import DOUBTFUL
from bench.messages import message
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

# What a document should have; the rest is looked at only where something was found.
_WANTED: Final = ("title", "date", "kind")
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A manifest as text, and what to tell of it.

    Attributes
    ----------
    text
        CSV in UTF-8 with byte order mark.
    documents
        How many rows it has.
    unread
        How many of them could not be read.
    unsure
        Field → in how many documents it is to be checked; those with none are left out.
    to_check
        How many documents have such a field.
    """

    text: str
    documents: int
    unread: int
    unsure: dict[str, int]
    to_check: int


def propose_manifest(
    folder: Path,
    gazetteer: Gazetteer,
    language: str = "zh",
    progress: Progress | None = None,
) -> Proposal:
    """Read the documents of a folder and write down what they are.

    Parameters
    ----------
    folder
        The documents folder. Cells that its manifest has filled in are kept, and so are further
        columns and rows of files that are not there.
    gazetteer
        The regions.
    language
        Of the kinds, of what is to be checked, and of the notes.
    progress
        Called with files done, of how many, and the next one's name.

    Returns
    -------
    Proposal
        Rows in the order of the files' names, then those of files that are not there.

    Raises
    ------
    InputError
        There is no such folder, it holds no file, or its manifest is wrong.
    """
    sources = find_sources(folder)
    own = {row.file: row for row in read_rows(folder)}
    extra = list(dict.fromkeys(name for row in own.values() for name in row.others))
    writer = _Rows(gazetteer, language, own)
    places = PlaceMatcher(gazetteer)
    rows: list[dict[str, str]] = []
    unread = 0
    for done, source in enumerate(sources):
        if progress:
            progress(done, len(sources), source.name)
        found = list(documents_in(source, gazetteer, places, language))
        unread += sum(isinstance(one, Unread) for one in found)
        rows += [writer.row(one) for one in found]
    if progress:
        progress(len(sources), len(sources), "")
    present = {row[FILE] for row in rows}
    rows += [writer.absent(row) for file, row in own.items() if file not in present]
    return Proposal(_csv(rows, extra), len(rows), unread, dict(writer.unsure), writer.to_check)


class _Rows:
    """Writes the rows, and counts what is to be checked."""

    def __init__(self, gazetteer: Gazetteer, language: str, own: Mapping[str, Row]) -> None:
        self.gazetteer, self.language, self.own = gazetteer, language, own
        self.unsure: Counter[str] = Counter()
        self.to_check = 0

    def row(self, found: Document | Unread) -> dict[str, str]:
        if isinstance(found, Unread):
            return self._kept(found.name, {}, found.error.text(self.language))
        kind = next((kind for kind in load_kinds() if kind.id == found.kind), None)
        values = {
            "region": self._region(found.region),
            "title": found.title,
            "issuer": found.issuer,
            "number": found.number,
            "date": found.date,
            "kind": (kind.zh if self.language == "zh" else kind.id) if kind else "",
        }
        unsure = dict(self._unsure(found))
        self.unsure.update(list(unsure))
        self.to_check += bool(unsure)
        check = message("run.separator", self.language).join(unsure.values())
        return self._kept(found.path, values, one_note((check, found.note), self.language))

    def absent(self, row: Row) -> dict[str, str]:
        """Return the row of a file that the folder does not hold."""
        return self._kept(row.file, {}, message("corpus.manifest_missing", self.language))

    def _kept(self, file: str, values: Mapping[str, str], check: str) -> dict[str, str]:
        """Return a row: the user's own cells where they are filled, what was found elsewhere."""
        own = self.own.get(file)
        if own is None:
            return {FILE: file, **values, CHECK: check}
        filled = {name: value for name, value in own.values.items() if value}
        # What was to be checked stays until the user deletes it.
        return {FILE: file, **values, CHECK: check, **own.others, **filled}

    def _region(self, code: str) -> str:
        """Return a region's name, or its code where the name alone is another's, too."""
        if not code:
            return ""
        region = self.gazetteer.get(code)
        known = self.gazetteer.lookup(region.name)
        return region.name if known and known.code == code else code

    def _unsure(self, document: Document) -> Iterator[tuple[str, str]]:
        """Yield the fields to be checked, each with its name in words."""
        wanted = (*_WANTED, "region") if is_official(document.kind) else _WANTED
        for field in FIELDS:
            name = message(f"corpus.field_{field}", self.language)
            if not getattr(document, field):
                if field in wanted:
                    yield field, message("corpus.field_missing", self.language, field=name)
            elif getattr(document.sure, field) < DOUBTFUL:
                yield field, name


def _csv(rows: list[dict[str, str]], extra: list[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, (*COLUMNS, *extra), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in rows)
    return _BOM + text.getvalue()
