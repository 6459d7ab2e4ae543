"""What a run keeps so that scoring anew is quick: its catalogue as parsed, and its scored cells.

Neither can be stale. The catalogue counts only for a file with the same bytes; the cells only where
the program, the tables of the run as they stand in the folder, the catalogue, the method and the
settings are those that they were made from. The file may be deleted: scoring then takes longer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from pydantic import BaseModel, ConfigDict

from bench import resources
from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Text
from bench.errors import BenchError
from bench.last_run import evidence_fingerprint, table_digests
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.ranking import Candidate
from bench.settings import Settings
from bench.yamlfile import YamlFile

if TYPE_CHECKING:
    from bench.scoring.score import Composition

KEPT: Final = "rescoring.json"

# Steps of a method that come after the scores of cells.
_LATE: Final = {"weighting", "decimals"}
# Settings that cells do not depend on, or that the fingerprint of the evidence covers.
_OTHER_SETTINGS: Final = {
    *("title", "documents", "catalogue", "weights", "gazetteer", "statistics", "year", "output"),
    *("target", "language", "seed", "draws", "min_claims", "min_coverage"),
    *("structure", "peers", "peers_by", "peer_count"),
}
# The parts of the program that make cells, and read catalogues.
_PARTS: Final = ("catalogue", "composite", "corpus", "regions", "scoring", "statistics")
_MODULES: Final = ("kept.py", "project.py", "yamlnodes.py")


@dataclass(frozen=True, slots=True, eq=False)
class ScoredCells:
    """What weights are laid on: cells of n regions × k indicators.

    Parameters
    ----------
    regions
        The n regions, by code.
    normalised, read
        Shape (n, k), as in `bench.scoring.cells.Cells`; NaN where there is nothing.
    claims
        Distinct claims of each region, shape (n,).
    notes
        What the user should know of the cells.
    """

    regions: tuple[Candidate, ...]
    normalised: Floats
    read: Floats
    claims: Integers
    notes: tuple[BenchError, ...]

    @classmethod
    def of(cls, composition: Composition) -> Self:
        """Return what there is to weigh of a scoring."""
        cells = composition.cells
        return cls(
            composition.regions, cells.normalised, cells.read, cells.claims, composition.notes
        )


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Note(_Strict):
    key: str
    values: dict[str, int | float | str | Text | _Note]

    @classmethod
    def of(cls, error: BenchError) -> Self:
        return cls(
            key=error.key, values={name: _plain(value) for name, value in error.values.items()}
        )

    def error(self) -> BenchError:
        values = {n: v.error() if isinstance(v, _Note) else v for n, v in self.values.items()}
        return BenchError(self.key, **values)


class _KeptCells(_Strict):
    key: str
    regions: tuple[Candidate, ...]
    indicators: int
    normalised: list[list[float | None]]
    read: list[list[float | None]]
    claims: list[int]
    notes: tuple[_Note, ...]


class _KeptFile(_Strict):
    digest: str
    data: dict[str, Any]
    lines: list[tuple[tuple[int | str, ...], int]]


class Kept(_Strict):
    """The content of ``rescoring.json``."""

    program: str
    catalogue: _KeptFile
    cells: _KeptCells

    def parsed(self) -> YamlFile:
        """Return the catalogue as the run read it."""
        kept = self.catalogue
        return YamlFile(Path(), kept.data, dict(kept.lines), kept.digest)

    def cells_for(self, key: str) -> ScoredCells | None:
        """Return the cells if they are those of this `cells_key`."""
        kept = self.cells
        if kept.key != key:
            return None
        shape = (len(kept.regions), kept.indicators)  # which no list of no rows tells
        return ScoredCells(
            kept.regions,
            np.array(kept.normalised, dtype=np.float64).reshape(shape),
            np.array(kept.read, dtype=np.float64).reshape(shape),
            np.array(kept.claims, dtype=np.int64),
            tuple(note.error() for note in kept.notes),
        )


def kept_text(
    parsed: YamlFile,
    catalogue: Catalogue,
    settings: Settings,
    composition: Composition,
    folder: Path,
    files: Collection[str],
) -> str:
    """Return what a run keeps, as JSON: the same from the same run.

    Parameters
    ----------
    parsed, catalogue
        The catalogue, and its file.
    settings, composition
        The settings of the run, and what it aggregated.
    folder, files
        Where the run wrote its tables, and which.
    """
    cells = ScoredCells.of(composition)
    fingerprint = evidence_fingerprint(catalogue, settings)
    tables = table_digests(folder, files)
    kept = Kept(
        program=program_digest(),
        catalogue=_KeptFile(
            digest=parsed.digest, data=parsed.data, lines=list(parsed.lines.items())
        ),
        cells=_KeptCells(
            key=cells_key(catalogue, settings, composition.method, fingerprint, tables),
            regions=cells.regions,
            indicators=cells.normalised.shape[1],
            normalised=_listed(cells.normalised),
            read=_listed(cells.read),
            claims=cells.claims.tolist(),
            notes=tuple(map(_Note.of, cells.notes)),
        ),
    )
    return f"{kept.model_dump_json()}\n"


def read_kept(folder: Path) -> Kept | None:
    """Return what the last run into a folder kept; None where it cannot be used."""
    try:
        kept = Kept.model_validate_json((folder / KEPT).read_bytes())
    except (OSError, ValueError):  # broken, or of another version: it is only a short cut
        return None
    return kept if kept.program == program_digest() else None


def cells_key(
    catalogue: Catalogue,
    settings: Settings,
    method: Method,
    fingerprint: str,
    tables: Mapping[str, str],
) -> str:
    """Return a SHA-256 digest of all that cells are made from.

    Parameters
    ----------
    catalogue, settings, method
        What scores the tables. Weights, the bar of the ranking and what comes after the cells
        change nothing.
    fingerprint
        `bench.last_run.evidence_fingerprint`.
    tables
        Name → SHA-256 of each table that is scored, as a file.
    """
    content = [
        program_digest(),
        fingerprint,
        dict(tables),
        settings.model_dump(mode="json", exclude=_OTHER_SETTINGS),
        [
            [catalogue.dimension_of(i.id).id, i.model_dump(mode="json", exclude={"weight"})]
            for i in catalogue.indicators
        ],
        method.model_dump(mode="json", exclude=_LATE),
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def program_digest() -> str:
    """Return a SHA-256 digest of the parts of the program that make cells, code and data."""
    return resources.program_digest(_PARTS, _MODULES)


def _listed(values: Floats) -> list[list[float | None]]:
    """Return an array as lists, None for NaN: JSON has no NaN."""
    return [[None if value != value else value for value in row] for row in values.tolist()]


def _plain(value: object) -> int | float | str | Text | _Note:
    if isinstance(value, BenchError):
        return _Note.of(value)
    if isinstance(value, np.generic):
        value = value.item()
    return value if isinstance(value, int | float | str | Text) else str(value)
