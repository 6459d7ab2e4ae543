"""The constants of the scoring method, read from ``data/method.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bench.resources import data_yaml

Share = Annotated[float, Field(gt=0, le=1)]
Percentile = Annotated[float, Field(gt=0, le=100)]


class Parameters(BaseModel):
    """What the method leaves open; ``data/method.yaml`` says what each is for.

    Parameters
    ----------
    saturation
        Evidence (Σ strength × confidence) at which a score reaches 63 of 100; positive.
    repeat_shares
        Containment (0 to 1) from which two claims repeat each other, then the stricter ones.
    exact_limit
        Most claims hanging together for which the heaviest choice is searched exactly.
    about_claims
        Claims of a region from which a document is about it.
    covering_kinds
        Kinds of document (`bench.corpus.kinds`) that speak of every dimension.
    wording_share
        Part (0 to 1) of a claim's wording that a document of a higher level must hold for the claim
        to repeat it.
    decimals
        Decimals kept before ranking and in tables.
    concentration
        Concentration of the Dirichlet draws around the weights; positive.
    rank_percentiles
        Lower and upper percentile of the rank interval, above 0, up to 100.
    sensitivity_samples
        Base samples of the sensitivity indices; a power of 2.
    weight_range
        Part (0 to 1) of its share by which a dimension's weight may be larger or smaller.
    close_chance
        Chance of staying ahead below which two neighbours in the ranking are too close to call.
    collinear
        Correlation (0 to 1) above which two indicators say nearly the same.
    correlated_regions
        Fewest regions from which a correlation of indicators is judged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    saturation: float = Field(gt=0)
    repeat_shares: tuple[Share, ...]
    exact_limit: int = Field(ge=2, le=32)
    about_claims: int = Field(ge=1)
    covering_kinds: frozenset[str]
    wording_share: Share
    decimals: int = Field(ge=0, le=10)
    concentration: float = Field(gt=0)
    rank_percentiles: tuple[Percentile, Percentile]
    sensitivity_samples: int = Field(ge=2)
    weight_range: float = Field(gt=0, lt=1)
    close_chance: float = Field(ge=0.5, le=1)
    collinear: Share
    correlated_regions: int = Field(ge=3)


@cache
def default_parameters() -> Parameters:
    """Return the parameters shipped with the program."""
    return Parameters.model_validate(data_yaml(__package__, "method.yaml"))
