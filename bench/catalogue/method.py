"""How indicators become an index, as a catalogue or a weights file may say it."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from bench.errors import InputError

# No figure is smaller or larger than these, but for 0: fourth powers (of kurtosis) and ratios of
# what lies between them neither over- nor underflow.
SMALLEST: Final = 1e-50
LARGEST: Final = 1e50

Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Finite = Annotated[float, Field(strict=True, ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
AggregationName = Literal["arithmetic", "geometric", "harmonic", "copeland", "topsis"]
Normalisation = Literal[
    "min_max",
    "goalposts",
    "z_score",
    "rank",
    "percentile",
    "distance_to_best",
    "distance_to_target",
]
EvidenceNormalisation = Literal[
    "none", "min_max", "z_score", "rank", "percentile", "distance_to_best"
]
Outliers = Literal["none", "winsorise", "log", "treat"]
Missing = Literal["drop", "mean", "median"]
Within = Literal["all", "level"]
Weighting = Literal["given", "equal", "entropy", "critic", "standard_deviation", "pca"]


class Method(BaseModel):
    """The steps from indicators to an index, each by the field's name for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outliers: Outliers = Field("none", description="what is done about outliers of statistics")
    missing: Missing = Field(
        "drop", description="drop: gaps are left out and the other weights scaled up; else imputed"
    )
    imputed_within: Within = Field(
        "all", description="mean or median of all regions, or of those of the same level"
    )
    normalisation: Normalisation = Field(
        "min_max", description="of statistics; an indicator with goalposts or a target uses these"
    )
    evidence: EvidenceNormalisation = Field(
        "none", description="of evidence scores; none: they are on a scale of 0 to 100 as they are"
    )
    scale: tuple[Finite, Finite] | None = Field(
        None,
        description="ends of the scale, by default 0 and 100; for z_score the mean and the "
        "standard deviation, by default 0 and 1",
    )
    weighting: Weighting = Field(
        "given", description="of the indicators within their group; groups keep the given weights"
    )
    sources: dict[str, Share] = Field(
        default_factory=dict,
        description="kind of document → factor of its claims, 0 to 1; kinds left out count in full",
    )
    off_theme: Share = Field(
        1.0, description="factor of a claim that holds no word of the catalogue's theme"
    )
    shared_wording: Share = Field(
        1.0,
        description="factor of a claim that repeats the wording of a document of a higher level",
    )
    roll_up: bool = Field(
        False, strict=True, description="whether a city's claims also count for its province"
    )
    decimals: Annotated[int, Field(strict=True, ge=0, le=10)] = Field(
        6, description="what agrees when rounded to so many decimals shares a rank"
    )

    @model_validator(mode="after")
    def _scale_fits(self) -> Self:
        low, high = self.ends
        if high <= 0 or (high <= low and self.normalisation != "z_score"):
            raise PydanticCustomError(
                "catalogue.bad_scale", "the scale is not one", {"at": ("scale",)}
            )
        return self

    @property
    def ends(self) -> tuple[float, float]:
        """The scale, its default filled in."""
        return self.scale or ((0.0, 1.0) if self.normalisation == "z_score" else (0.0, 100.0))

    def changed(self, values: dict[str, Any]) -> Method:
        """Return the method with some steps in place of its own.

        Raises
        ------
        InputError
            They do not go together.
        """
        try:
            return Method.model_validate({**self.model_dump(), **values})
        except ValidationError as error:
            steps = ", ".join(values)
            raise InputError("catalogue.method_clash", place="method", steps=steps) from error
