"""Any run, read back from the folder it wrote: for comparing runs with each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
from pydantic import ValidationError

from bench import __version__
from bench.catalogue.model import Catalogue, Weights
from bench.comparison.difference_run import INPUTS, PastRun, RunInputs, regions_named
from bench.comparison.difference_schema import PROGRAM
from bench.corpus.manifest import NAME as MANIFEST
from bench.last_run import SOURCES, is_inventory
from bench.project import LEVELS, compared
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.run_folder import RECORD, RunFolder
from bench.schema import Column, Table
from bench.settings import Settings
from bench.statistics.schema import STATISTICS, Statistics
from bench.tables import DOCUMENTS, EVIDENCE, SURE

_FORMS: Final = (("settings", dict), ("weights", dict), ("files", list))
# Of tables that are only told of, what is told; columns around them may come and go.
_SCORES: Final = ("region", "region_code", "dimension", "indicator", "state")
_RANKING: Final = ("region", "region_code", "note")


def recorded_inputs(
    settings: Settings,
    catalogue: Catalogue,
    weights: Weights,
    gazetteer: Gazetteer,
    regions: Sequence[Region],
    tables: Sequence[pd.DataFrame],
    learnt: str,
) -> dict[str, Any]:
    """Return what ``run.json`` records so that `read_run` can tell what a run was given.

    Parameters
    ----------
    settings, catalogue, weights, gazetteer, regions
        What the run was given; the regions are those asked for, none for all.
    tables
        Evidence, documents, statistics: with the columns ``region`` and ``region_code``.
    learnt
        Fingerprint of the learnt weights; empty for none.
    """
    own = settings.gazetteer
    readers = {
        "learnt": learnt,
        "regions": "" if own is None else hashlib.sha256(own.read_bytes()).hexdigest(),
        PROGRAM: __version__,
    }
    asked = compared(settings, regions, gazetteer, tables) if regions else None
    inputs = RunInputs(
        catalogue=catalogue,
        weights=weights.model_copy(update={"places": {}}),  # where a file lies is no input
        compared=None if asked is None else tuple(asked),
        levels=settings.levels or LEVELS,
        min_claims=settings.min_claims,
        min_coverage=settings.min_coverage,
        regions=regions_named(gazetteer, tables, regions),
        readers=readers,
    )
    return inputs.model_dump(mode="json")


def read_run(folder: Path) -> PastRun:
    """Read what a run wrote.

    Parameters
    ----------
    folder
        The output folder of a run, of this version of the program or an earlier one.

    Raises
    ------
    InputError
        The folder holds no run, or a file of it is broken.
    """
    read = RunFolder(folder, "comparison.not_a_run", "comparison.broken_run")
    record = _record(read)
    statistics = None
    # The folder may still hold the statistics of an earlier run.
    if f"{STATISTICS.name}.csv" in record["files"]:
        statistics = Statistics(_whole(read, STATISTICS))
    return PastRun(
        record=record,
        evidence=_whole(read, EVIDENCE),
        documents=_whole(read, DOCUMENTS),
        scores=_columns(read, "scores", _SCORES, ("score",)),
        ranking=_columns(read, "ranking", _RANKING, ("index", "rank")),
        statistics=statistics,
        texts=_texts(record),
        inputs=_inputs(record),
    )


def _texts(record: dict[str, Any]) -> dict[str, str]:
    """Return document → digest of its file; what the manifest says is in the documents table."""
    sources = record.get(SOURCES)
    found = sources if isinstance(sources, dict) and is_inventory(sources) else {}
    return {name: str(told.get("sha256", "")) for name, told in found.items() if name != MANIFEST}


def _inputs(record: dict[str, Any]) -> RunInputs | None:
    """Return the inputs recorded; None for those of a version that recorded otherwise."""
    try:
        return RunInputs.model_validate(record[INPUTS])
    except (KeyError, ValidationError):
        return None


def _record(folder: RunFolder) -> dict[str, Any]:
    record = folder.record()
    if not isinstance(record, dict):
        raise folder.lacks(RECORD)
    # What has another form says nothing.
    return {
        **record,
        **{name: kind() for name, kind in _FORMS if not isinstance(record.get(name), kind)},
    }


def _whole(folder: RunFolder, schema: Table) -> pd.DataFrame:
    """Read a table by its schema; what an earlier version did not say yet is empty, or not sure."""
    table = folder.table(schema.name, schema.columns)
    for column in schema.columns:
        if column.name not in table and column.kind == "text":
            table[column.name] = ""
        elif column.name not in table and column.name.endswith(SURE):
            table[column.name] = 0.0
    return _with_columns(folder, schema.name, table, schema.names)


def _columns(
    folder: RunFolder, name: str, texts: Sequence[str], numbers: Sequence[str]
) -> pd.DataFrame:
    columns = [Column(text, "text", "", "", "") for text in texts]
    columns += [Column(number, "number", "", "", "") for number in numbers]
    table = folder.table(name, columns, gaps=True)
    return _with_columns(folder, name, table, [*texts, *numbers])


def _with_columns(
    folder: RunFolder, name: str, table: pd.DataFrame, wanted: Sequence[str]
) -> pd.DataFrame:
    missing = [column for column in wanted if column not in table]
    if missing:
        raise folder.breaks(folder.path / f"{name}.csv", ", ".join(missing))
    return table[list(wanted)]
