"""The catalogue as the program sees it: dimensions, indicators, and the weights between them.

The models refuse what the rest of the program could not work with; a mistake is a pydantic error
whose type names a message (see `bench.yamlfile.validate`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

ID_PATTERN: Final = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"


def _check_id(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise PydanticCustomError("catalogue.bad_id", "the id {id} is not allowed", {"id": value})
    return value


NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, AfterValidator(_check_id), Field(json_schema_extra={"pattern": ID_PATTERN})]
# Numbers are strict: "0.4" in quotes is a slip that the analyst should see.
Weight = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
TermWeight = Annotated[float, Field(strict=True, gt=0, le=3, allow_inf_nan=False)]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Frozen):
    """A name or a definition in both languages.

    In YAML a plain text stands for both.
    """

    zh: NonEmpty = Field(description="Chinese")
    en: NonEmpty = Field(description="English")

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: Any) -> Any:
        return {"zh": value, "en": value} if isinstance(value, str) else value

    def in_(self, language: str) -> str:
        """Return the text in ``language``: English for ``"en"``, else Chinese."""
        return self.en if language == "en" else self.zh


class Indicator(_Frozen):
    """What is looked for in the documents, and how it counts."""

    id: Id = Field(description="the dimension's id, a dot, and a name of its own")
    name: Text
    definition: Text = Field(description="what it covers, in a sentence or two")
    direction: Literal["higher", "lower"] = Field("higher", description="which end is better")
    weight: Weight = Field(1.0, description="within its dimension, relative to the others")
    terms: dict[NonEmpty, TermWeight] = Field(
        default_factory=dict, description="term → how strongly it points here (above 0, at most 3)"
    )
    exclude: tuple[NonEmpty, ...] = Field(
        (), description="phrases; a term found inside one does not count"
    )
    examples: tuple[NonEmpty, ...] = Field((), description="sentences that belong here")

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if not self.terms and not self.examples:
            raise PydanticCustomError("catalogue.nothing_to_find", "no terms and no examples", {})
        return self


class Dimension(_Frozen):
    """A top group of indicators."""

    id: Id = Field(description="lower-case letters, digits and underscores")
    name: Text
    definition: Text = Field(description="what it covers, in a sentence or two")
    weight: Weight = Field(1.0, description="within the index, relative to the others")
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _indicators_fit(self) -> Self:
        for index, indicator in enumerate(self.indicators):
            if not indicator.id.startswith(f"{self.id}."):
                raise PydanticCustomError(
                    "catalogue.outside_dimension",
                    "the id {id} does not begin with {dimension}.",
                    {
                        "id": indicator.id,
                        "dimension": self.id,
                        "name": indicator.id.rsplit(".", 1)[-1],
                        "at": ("indicators", index, "id"),
                    },
                )
        _refuse_all_zero((i.weight for i in self.indicators), "indicators")
        return self


class Catalogue(_Frozen):
    """A checked catalogue: every id is unique, and no group of weights is all zero.

    The ids of dimensions and indicators share one name space, as weights name both.
    """

    title: Text
    learnt: NonEmpty | None = Field(
        None, description="table of weights learnt from labels, beside this file; none: no such"
    )
    dimensions: tuple[Dimension, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole_fits(self) -> Self:
        _refuse_duplicates(self.dimensions)
        _refuse_all_zero((d.weight for d in self.dimensions), "dimensions")
        return self

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the catalogue."""
        return tuple(i for dimension in self.dimensions for i in dimension.indicators)

    @cached_property
    def _index(self) -> dict[str, tuple[Dimension, Indicator]]:
        return {i.id: (d, i) for d in self.dimensions for i in d.indicators}

    def indicator(self, indicator_id: str) -> Indicator:
        """Return the indicator of this id.

        Raises
        ------
        KeyError
            There is none.
        """
        return self._index[indicator_id][1]

    def dimension_of(self, indicator_id: str) -> Dimension:
        """Return the dimension that holds this indicator.

        Raises
        ------
        KeyError
            There is no such indicator.
        """
        return self._index[indicator_id][0]

    def terms(self) -> dict[str, dict[str, float]]:
        """Return every term with the indicators it points to: term → indicator id → weight."""
        found: dict[str, dict[str, float]] = {}
        for indicator in self.indicators:
            for term, weight in indicator.terms.items():
                found.setdefault(term, {})[indicator.id] = weight
        return found

    def fingerprint(self) -> str:
        """Return a SHA-256 digest of the content, the same however the YAML was laid out."""
        content = json.dumps(
            self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(content.encode("utf-8")).hexdigest()


class Weights(_Frozen):
    """A named set of weights.

    Parameters
    ----------
    name
        What the analyst calls it.
    values
        Id of every dimension and indicator → weight, at least 0, relative within its parent.
    """

    name: Text
    values: dict[str, Weight]


def all_zero_groups(catalogue: Catalogue, values: dict[str, float]) -> dict[str, list[str]]:
    """Return the groups whose weights are all 0: parent ("" for the index) → ids of its parts."""
    groups = {"": [d.id for d in catalogue.dimensions]}
    groups.update({d.id: [i.id for i in d.indicators] for d in catalogue.dimensions})
    return {parent: ids for parent, ids in groups.items() if not any(values[i] for i in ids)}


def _refuse_duplicates(dimensions: tuple[Dimension, ...]) -> None:
    places: dict[str, tuple[str | int, ...]] = {}
    for d, dimension in enumerate(dimensions):
        here: list[tuple[str, tuple[str | int, ...]]] = [(dimension.id, ("dimensions", d, "id"))]
        here += [
            (indicator.id, ("dimensions", d, "indicators", i, "id"))
            for i, indicator in enumerate(dimension.indicators)
        ]
        for name, at in here:
            if name in places:
                raise PydanticCustomError(
                    "catalogue.duplicate_id",
                    "the id {id} is given twice",
                    {"id": name, "at": at, "other": places[name]},
                )
            places[name] = at


def _refuse_all_zero(weights: Iterable[float], field: str) -> None:
    if not any(weights):
        raise PydanticCustomError("catalogue.all_zero", "all weights are zero", {"at": (field,)})
