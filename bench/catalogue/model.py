"""The catalogue as the program sees it: dimensions, indicators, and the weights between them.

The models refuse what the rest of the program could not work with; a mistake is a pydantic error
whose type names a message (see `bench.yamlfile.validate`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Any, Final, Literal, LiteralString, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bench.catalogue.method import SMALLEST, AggregationName, Finite, Method, Share
from bench.yamlnodes import MAX_NAME, Loc

EVIDENCE: Final = "evidence"
STATISTIC: Final = "statistic"
ID_PATTERN: Final = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"


def _check_id(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise PydanticCustomError("catalogue.bad_id", "the id {id} is not allowed", {"id": value})
    return value


NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Short = Annotated[NonEmpty, StringConstraints(max_length=MAX_NAME)]
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


def _short(name: Text) -> Text:
    if max(len(name.zh), len(name.en)) > MAX_NAME:
        raise PydanticCustomError("yaml.too_long", "the text is too long", {"bound": MAX_NAME})
    return name


Name = Annotated[Text, AfterValidator(_short)]


class Indicator(_Frozen):
    """What is looked for in the documents or given as a statistic, and how it counts."""

    id: Id = Field(description="the dimension's id, a dot, and a name of its own")
    kind: Literal["evidence", "statistic"] = Field(
        "evidence", description="evidence: from documents; statistic: from a table of the user"
    )
    name: Name
    definition: Text = Field(description="what it covers, in a sentence or two")
    direction: Literal["higher", "lower"] = Field("higher", description="which end is better")
    weight: Weight = Field(1.0, description="within its dimension, relative to the others")
    terms: dict[NonEmpty, TermWeight] = Field(
        default_factory=dict, description="term → how strongly it points here (above 0, at most 3)"
    )
    exclude: tuple[NonEmpty, ...] = Field(
        (), description="phrases; a term found inside one does not count"
    )
    context: tuple[NonEmpty, ...] = Field(
        (),
        description="words of which the sentence, a heading above it or the document's title must "
        "hold one; none: every sentence may belong here",
    )
    examples: tuple[NonEmpty, ...] = Field((), description="sentences that belong here")
    unit: NonEmpty | None = Field(None, description="of a statistic")
    goalposts: tuple[Finite, Finite] | None = Field(
        None, description="of a statistic: the values that get the ends of the scale, rising"
    )
    target: Finite | None = Field(None, description="of a statistic: the value to be reached")

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.kind == STATISTIC:
            found_by = ("terms", "exclude", "context", "examples")
            self._refuse(found_by, "catalogue.statistic_with_terms")
            if self.goalposts and not self.goalposts[1] - self.goalposts[0] >= SMALLEST:
                at = {"at": ("goalposts",)}
                raise PydanticCustomError("catalogue.bad_goalposts", "goalposts must rise", at)
            return self
        self._refuse(("unit", "goalposts", "target"), "catalogue.evidence_with_statistic")
        if not self.terms and not self.examples:
            raise PydanticCustomError("catalogue.nothing_to_find", "no terms and no examples", {})
        return self

    def _refuse(self, fields: tuple[str, ...], problem: LiteralString) -> None:
        for field in fields:
            if getattr(self, field):
                raise PydanticCustomError(problem, "not of this kind", {"at": (field,)})


class Dimension(_Frozen):
    """A group of indicators, of further groups, or of both."""

    id: Id = Field(description="lower-case letters, digits and underscores")
    name: Name
    definition: Text = Field(description="what it covers, in a sentence or two")
    weight: Weight = Field(1.0, description="within the whole, relative to the others")
    aggregation: AggregationName = Field("arithmetic", description="how its parts are combined")
    threshold: Share = Field(
        0.0, description="smallest share of its parts that must have a score (0 to 1)"
    )
    indicators: tuple[Indicator, ...] = ()
    dimensions: tuple[Dimension, ...] = Field((), description="groups within this one")

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if not self.parts:
            raise PydanticCustomError("catalogue.empty_dimension", "neither of both", {})
        for field in ("indicators", "dimensions"):
            for index, part in enumerate(getattr(self, field)):
                if not part.id.startswith(f"{self.id}."):
                    raise PydanticCustomError(
                        "catalogue.outside_dimension",
                        "the id {id} does not begin with {dimension}.",
                        {
                            "id": part.id,
                            "dimension": self.id,
                            "name": part.id.rsplit(".", 1)[-1],
                            "at": (field, index, "id"),
                        },
                    )
        field = "indicators" if self.indicators else "dimensions"
        _refuse_all_zero((part.weight for part in self.parts), field)
        return self

    @property
    def parts(self) -> tuple[Indicator | Dimension, ...]:
        """What it is directly made of: its indicators, then its groups."""
        return (*self.indicators, *self.dimensions)

    def groups(self) -> Iterator[Dimension]:
        """Yield the dimension itself and every group within it, outer ones first."""
        yield self
        for dimension in self.dimensions:
            yield from dimension.groups()

    def all_indicators(self) -> tuple[Indicator, ...]:
        """Return its indicators and those of the groups within it."""
        return tuple(i for group in self.groups() for i in group.indicators)


class Catalogue(_Frozen):
    """A checked catalogue: every id is unique, and no group of weights is all zero.

    The ids of dimensions and indicators share one name space, as weights name both.
    """

    title: Name
    learnt: NonEmpty | None = Field(
        None, description="table of weights learnt from labels, beside this file; none: no such"
    )
    theme: tuple[Short, ...] = Field(
        (),
        description="words of the subject; the report tells what share of the evidence that "
        "counts holds one, in the sentence, a heading above it or the document's title",
    )
    aggregation: AggregationName = Field("arithmetic", description="how dimensions are combined")
    threshold: Share = Field(
        0.0, description="smallest share of the dimensions that must have a score (0 to 1)"
    )
    method: Method = Field(default_factory=Method)
    dimensions: tuple[Dimension, ...] = Field(min_length=1)

    _places: dict[str, str] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _whole_fits(self) -> Self:
        _refuse_duplicates(self.dimensions)
        _refuse_all_zero((d.weight for d in self.dimensions), "dimensions")
        return self

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the catalogue."""
        return tuple(i for dimension in self.dimensions for i in dimension.all_indicators())

    @cached_property
    def groups(self) -> tuple[Dimension, ...]:
        """All dimensions and the groups within them, outer ones first."""
        return tuple(group for dimension in self.dimensions for group in dimension.groups())

    @cached_property
    def evidence_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that are looked for in documents."""
        return tuple(i for i in self.indicators if i.kind == EVIDENCE)

    @cached_property
    def statistics(self) -> tuple[Indicator, ...]:
        """The indicators that are given as statistics."""
        return tuple(i for i in self.indicators if i.kind == STATISTIC)

    @cached_property
    def _index(self) -> dict[str, tuple[Dimension, Indicator]]:
        return {i.id: (d, i) for d in self.dimensions for i in d.all_indicators()}

    def indicator(self, indicator_id: str) -> Indicator:
        """Return the indicator of this id.

        Raises
        ------
        KeyError
            There is none.
        """
        return self._index[indicator_id][1]

    def dimension_of(self, indicator_id: str) -> Dimension:
        """Return the top dimension that holds this indicator.

        Raises
        ------
        KeyError
            There is no such indicator.
        """
        return self._index[indicator_id][0]

    @cached_property
    def locations(self) -> dict[str, Loc]:
        """Where each dimension, group and indicator stands in a catalogue file, by id."""
        return {name: at[:-1] for name, at in _ids(self.dimensions, ())}

    def placed(self, places: dict[str, str]) -> Self:
        """Return the catalogue with the places of its parts: id → ``"file:line: key"``."""
        copy = self.model_copy()
        copy._places = places
        return copy

    def place_of(self, name: str) -> str:
        """Return where a part stands, as messages begin; its id where that is not known.

        An empty id stands for the catalogue as a whole.
        """
        return self._places.get(name, name or "catalogue")

    def name_of(self, name: str) -> Text:
        """Return what a dimension, group or indicator is called.

        Raises
        ------
        KeyError
            There is no such id.
        """
        parts: tuple[Dimension | Indicator, ...] = (*self.groups, *self.indicators)
        return {part.id: part.name for part in parts}[name]

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
    method
        The steps that the scenario asks for; None: the catalogue's.
    places
        Id → where its weight is from, such as ``"weights.yaml:4"``; what is left out has the
        catalogue's weight.
    ratios
        Group (``index`` for the top level) → consistency ratio of the judgements behind the
        weights of its parts, 0 or more.
    """

    name: Name
    values: dict[str, Weight]
    method: Method | None = None
    places: dict[str, str] = Field(default_factory=dict)
    ratios: dict[str, float] = Field(default_factory=dict)


def all_zero_groups(catalogue: Catalogue, values: dict[str, float]) -> dict[str, list[str]]:
    """Return the groups whose weights are all 0: parent ("" for the index) → ids of its parts."""
    groups = {"": [d.id for d in catalogue.dimensions]}
    groups.update({group.id: [part.id for part in group.parts] for group in catalogue.groups})
    return {parent: ids for parent, ids in groups.items() if not any(values[i] for i in ids)}


def _refuse_duplicates(dimensions: tuple[Dimension, ...]) -> None:
    places: dict[str, Loc] = {}
    for name, at in _ids(dimensions, ()):
        if name in places:
            raise PydanticCustomError(
                "catalogue.duplicate_id",
                "the id {id} is given twice",
                {"id": name, "at": at, "other": places[name]},
            )
        places[name] = at


def _ids(dimensions: tuple[Dimension, ...], above: Loc) -> Iterator[tuple[str, Loc]]:
    """Yield every id and where it stands."""
    for d, dimension in enumerate(dimensions):
        here = (*above, "dimensions", d)
        yield dimension.id, (*here, "id")
        for i, indicator in enumerate(dimension.indicators):
            yield indicator.id, (*here, "indicators", i, "id")
        yield from _ids(dimension.dimensions, here)


def _refuse_all_zero(weights: Iterable[float], field: str) -> None:
    if not any(weights):
        raise PydanticCustomError("catalogue.all_zero", "all weights are zero", {"at": (field,)})
