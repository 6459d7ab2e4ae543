"""The last run of a project: what it found, and whether that still holds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.settings import Settings
from bench.statistics.schema import STATISTICS, Statistics
from bench.tables import DOCUMENTS, EVIDENCE, Table

RECORD: Final = "run.json"
FINGERPRINT: Final = "evidence_fingerprint"

_TYPES: Final = {"text": "str", "integer": "int64", "number": "float64"}


@dataclass(frozen=True, slots=True, eq=False)
class LastRun:
    """What the last run of a project found: its evidence, documents and statistics tables."""

    evidence: pd.DataFrame
    documents: pd.DataFrame
    statistics: Statistics | None


def evidence_fingerprint(catalogue: Catalogue, settings: Settings) -> str:
    """Return a SHA-256 digest of what evidence and statistics depend on, documents aside.

    These are, of each indicator, its id, kind, terms, excluded phrases, examples and Chinese
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
        There is no run, a file of it is broken, or its evidence is that of another catalogue,
        other regions or other statistics (`evidence_fingerprint`).
    """
    folder = settings.output
    record = _record(folder)
    if record.get(FINGERPRINT) != evidence_fingerprint(catalogue, settings):
        raise InputError("run.other_evidence", folder=folder)
    statistics = None
    # The folder may still hold the statistics of an earlier run.
    if f"{STATISTICS.name}.csv" in record.get("files", ()):
        statistics = Statistics(_read(folder, STATISTICS))
    return LastRun(_read(folder, EVIDENCE), _read(folder, DOCUMENTS), statistics)


def _record(folder: Path) -> dict[str, Any]:
    path = folder / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError("run.no_last_run", folder=folder) from None
    except OSError as error:
        raise _broken(path, error.strerror or error) from None
    except ValueError as error:  # no JSON, or not in UTF-8
        raise _broken(path, error) from None
    return record if isinstance(record, dict) else {}


def _read(folder: Path, schema: Table) -> pd.DataFrame:
    """Read a table as the run wrote it, or as a spreadsheet saved it since."""
    path = folder / f"{schema.name}.csv"
    try:
        table = pd.read_csv(
            path,
            encoding="utf-8-sig",
            dtype={column.name: _TYPES[column.kind] for column in schema.columns},
            keep_default_na=False,
        )
        return schema.check(table)
    except FileNotFoundError:
        raise InputError("run.no_last_run", folder=folder) from None
    except OSError as error:
        raise _broken(path, error.strerror or error) from None
    except ValueError as error:  # pandas' own errors are among them
        raise _broken(path, error) from None


def _broken(path: Path, why: object) -> InputError:
    return InputError("run.broken_last_run", path=path, why=why)


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError("yaml.unreadable", path=path, reason=error.strerror or error) from None
