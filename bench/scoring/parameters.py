"""The constants of the scoring method, read from ``data/method.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bench.resources import data_yaml

Share = Annotated[float, Field(gt=0, le=1)]
Percentile = Annotated[float, Field(ge=0, le=100)]


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
    wording_share
        Part (0 to 1) of a claim's wording that a document of a higher level must hold for the claim
        to repeat it.
    decimals
        Decimals kept before ranking and in tables.
    concentration
        Concentration of the Dirichlet draws around the weights; positive.
    rank_percentiles
        Lower and upper percentile of the rank interval, 0 to 100.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    saturation: float = Field(gt=0)
    repeat_shares: tuple[Share, ...]
    exact_limit: int = Field(ge=2, le=32)
    about_claims: int = Field(ge=1)
    wording_share: Share
    decimals: int = Field(ge=0, le=10)
    concentration: float = Field(gt=0)
    rank_percentiles: tuple[Percentile, Percentile]


@cache
def default_parameters() -> Parameters:
    """Return the parameters shipped with the program."""
    return Parameters.model_validate(data_yaml(__package__, "method.yaml"))
