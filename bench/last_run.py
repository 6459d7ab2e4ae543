"""The last run of a project: what it found, and whether that still holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pandas as pd

from bench.catalogue.model import Catalogue
from bench.corpus.inventory import changes_since
from bench.errors import BenchError, InputError
from bench.messages import message
from bench.run_folder import RunFolder
from bench.schema import Table
from bench.settings import Settings
from bench.statistics.schema import STATISTICS, Statistics
from bench.tables import DOCUMENTS, EVIDENCE

FINGERPRINT: Final = "evidence_fingerprint"
SOURCES: Final = "sources"

_NAMES_TOLD: Final = 3


@dataclass(frozen=True, eq=False)
class LastRun:
    """What the last run of a project found; a table is read when it is asked for.

    Parameters
    ----------
    folder
        Where it wrote.
    fingerprint
        `evidence_fingerprint`.
    digests
        Name → SHA-256 of each table that is scored, as it now stands in the folder.
    sources
        The inventory of the documents folder (`bench.corpus.inventory`); None for none.

    Raises
    ------
    InputError
        A table that is asked for is broken.
    """

    folder: Path
    fingerprint: str
    digests: dict[str, str]
    sources: dict[str, Any] | None = field(default=None, repr=False)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """The evidence table."""
        return _read(self.folder, EVIDENCE)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The documents table."""
        return _read(self.folder, DOCUMENTS)

    @cached_property
    def statistics(self) -> Statistics | None:
        """The statistics, if the run had any."""
        return (
            Statistics(_read(self.folder, STATISTICS)) if STATISTICS.name in self.digests else None
        )


def evidence_fingerprint(catalogue: Catalogue, settings: Settings) -> str:
    """Return a SHA-256 digest of what evidence and statistics depend on, documents aside.

    These are, of each indicator, its id, kind, terms, excluded phrases, context, examples and
    definition; the learnt weights; the user's regions and statistics, and the year of these.
    Weights, names, aggregations and the method change nothing.

    Parameters
    ----------
    catalogue, settings
        What a run works with; files that the settings name are read.

    Raises
    ------
    InputError
        A file that is named cannot be read.
    """
    indicators = [
        {
            "id": indicator.id,
            "kind": indicator.kind,
            "terms": indicator.terms,
            "exclude": sorted(indicator.exclude),
            "context": sorted(indicator.context),
            "examples": sorted(indicator.examples),
            "definition": indicator.definition.zh,
        }
        for indicator in sorted(catalogue.indicators, key=lambda indicator: indicator.id)
    ]
    learnt = catalogue.learnt and settings.catalogue_file.parent / catalogue.learnt
    files = (learnt, settings.gazetteer, settings.statistics)
    content = [indicators, [_file_digest(Path(f)) if f else "" for f in files], settings.year]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_last_run(catalogue: Catalogue, settings: Settings) -> LastRun:
    """Read what the last run of a project wrote into its output folder.

    Parameters
    ----------
    catalogue, settings
        The project as it is now.

    Raises
    ------
    InputError
        There is no run, its record is broken, or its evidence is that of another catalogue,
        other regions or other statistics (`evidence_fingerprint`).
    """
    folder = settings.output
    record = _record(folder)
    fingerprint = evidence_fingerprint(catalogue, settings)
    if record.get(FINGERPRINT) != fingerprint:
        raise InputError("run.other_evidence", folder=folder)
    sources = record.get(SOURCES)
    return LastRun(
        folder,
        fingerprint,
        table_digests(folder, record.get("files", ())),
        sources if is_inventory(sources) else None,
    )


def table_digests(folder: Path, files: Collection[str]) -> dict[str, str]:
    """Return the SHA-256 digests of the tables that are scored, by the names of the tables.

    Parameters
    ----------
    folder, files
        Where a run wrote, and which files: the folder may still hold those of an earlier run.

    Raises
    ------
    InputError
        One is missing or cannot be read.
    """
    given = [STATISTICS] if _file_of(STATISTICS) in files else []
    tables = (EVIDENCE, DOCUMENTS, *given)
    try:
        return {
            t.name: hashlib.sha256((folder / _file_of(t)).read_bytes()).hexdigest() for t in tables
        }
    except FileNotFoundError:
        raise InputError("run.no_last_run", folder=folder) from None
    except OSError as error:
        raise _folder(folder).breaks(folder, error.strerror or error) from None


def changed_documents(last: LastRun, settings: Settings, language: str) -> str:
    """Say which documents are other ones than the last run read; empty where none is.

    Parameters
    ----------
    last, settings
        The last run, and the project as it is now.
    language
        ``"zh"`` or ``"en"``.
    """
    if last.sources is None:
        return ""
    try:
        found = changes_since(settings.documents, last.sources)
    except BenchError as error:
        return message("run.documents_unknown", language, why=error.text(language))
    parts = [
        message(f"run.documents_{kind}", language, count=len(names), names=some(names, language))
        for kind in ("added", "changed", "removed")
        if (names := getattr(found, kind))
    ]
    if not parts:
        return ""
    told = message("run.part_separator", language).join(parts)
    return message("run.other_documents", language, folder=settings.documents, parts=told)


def is_inventory(sources: object) -> bool:
    """Tell whether something read from a record is an inventory of documents."""
    return isinstance(sources, dict) and all(isinstance(s, dict) for s in sources.values())


def some(names: Collection[str], language: str) -> str:
    """Return the first few names, joined, as messages name them."""
    shown = message("run.separator", language).join(list(names)[:_NAMES_TOLD])
    return f"{shown} …" if len(names) > _NAMES_TOLD else shown


def _folder(path: Path) -> RunFolder:
    return RunFolder(path, "run.no_last_run", "run.broken_last_run")


def _record(path: Path) -> dict[str, Any]:
    record = _folder(path).record()
    return record if isinstance(record, dict) else {}


def _read(path: Path, schema: Table) -> pd.DataFrame:
    folder = _folder(path)
    try:
        return schema.check(folder.table(schema.name, schema.columns))
    except ValueError as error:
        raise folder.breaks(path / _file_of(schema), error) from None


def _file_of(schema: Table) -> str:
    return f"{schema.name}.csv"


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError("yaml.unreadable", path=path, reason=error.strerror or error) from None
