"""A run as its folder tells of it: what it was given and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, model_validator

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Weights
from bench.messages import LANGUAGES
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.ranking import Candidate
from bench.statistics.schema import Statistics

INPUTS: Final = "inputs"  # in ``run.json``


class RunInputs(BaseModel):
    """What a run was given, documents and statistics aside: enough to score its tables anew.

    ``inputs`` of ``run.json`` is ``inputs.model_dump(mode="json")``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    catalogue: Catalogue
    weights: Weights
    compared: tuple[Candidate, ...] | None = Field(
        description="the regions asked for; None: all of the levels that the tables name"
    )
    levels: tuple[str, ...]
    min_claims: int
    min_coverage: float
    regions: tuple[Region, ...] = Field(description="those that the tables name, and those above")
    readers: dict[str, str] = Field(
        description="what else decides how a text is read, by name: a digest or a version"
    )

    @model_validator(mode="after")
    def _weighs_all(self) -> Self:
        groups, indicators = self.catalogue.groups, self.catalogue.indicators
        parts = {group.id for group in groups} | {indicator.id for indicator in indicators}
        if not self.weights.values.keys() >= parts:
            raise ValueError("not every part has a weight")
        return self

    @property
    def method(self) -> Method:
        """The steps: those of the weights, else the catalogue's."""
        return self.weights.method or self.catalogue.method


@dataclass(frozen=True, slots=True, eq=False)
class PastRun:
    """A run as its folder tells of it.

    Parameters
    ----------
    record
        ``run.json``.
    evidence, documents
        The evidence and documents tables.
    scores, ranking
        The columns of those tables that are compared: of `SCORES` region, region_code,
        dimension, indicator, score and state; of `RANKING` region, region_code, index, rank and
        note.
    statistics
        None where the run had none.
    texts
        Document → SHA-256 digest of its file.
    inputs
        None for a run of a version that did not record them.
    """

    record: Mapping[str, Any]
    evidence: pd.DataFrame
    documents: pd.DataFrame
    scores: pd.DataFrame
    ranking: pd.DataFrame
    statistics: Statistics | None
    texts: Mapping[str, str]
    inputs: RunInputs | None

    @property
    def language(self) -> str:
        """The language of its report: ``"zh"`` or ``"en"``."""
        settings = self.record.get("settings")
        found = settings.get("language") if isinstance(settings, dict) else None
        return found if found in LANGUAGES else LANGUAGES[0]


def regions_named(
    gazetteer: Gazetteer, tables: Iterable[pd.DataFrame], others: Iterable[Region] = ()
) -> tuple[Region, ...]:
    """Return the regions that tables name, others, and those that these lie in, by code.

    Parameters
    ----------
    gazetteer
        Where they are looked up; codes that it lacks are left out.
    tables
        Any with the column ``region_code``.
    others
        Regions that they need not name.
    """
    codes = {str(code) for table in tables for code in table["region_code"].unique()}
    named = [*others, *(gazetteer.get(code) for code in codes if code in gazetteer)]
    found = {r.code: r for region in named for r in (region, *gazetteer.ancestors(region))}
    return tuple(found[code] for code in sorted(found))
