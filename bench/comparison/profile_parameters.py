"""The numbers behind profiles of regions, read from ``data/profiles.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from bench.resources import data_yaml


class ProfileParameters(BaseModel):
    """What an analyst may change; ``data/profiles.yaml`` says what each is for.

    Parameters
    ----------
    left_out
        Words that are no part of a profile, besides the stop words.
    least_claims
        Fewest claims of a region that has a profile.
    prior_pairs
        Pairs of claims of the average region that are added to each region's own.
    silent_regions
        Regions that say nothing, added to the mean that is taken off all profiles.
    draws
        Bootstrap samples; 0 for none.
    nearest
        How many regions are near another.
    most_clusters
        Most clusters that are tried.
    term_claims
        Fewest claims of a region that hold one of its key terms.
    false_terms
        Share of false key terms that is borne, between 0 and 1.
    term_classes
        Parts of speech of a term.
    terms
        Most terms listed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    left_out: frozenset[str]
    least_claims: int = Field(ge=2)
    prior_pairs: float = Field(gt=0)
    silent_regions: float = Field(gt=0)
    draws: int = Field(ge=0)
    nearest: int = Field(ge=1)
    most_clusters: int = Field(ge=2)
    term_claims: int = Field(ge=1)
    false_terms: float = Field(gt=0, lt=1)
    term_classes: tuple[str, ...]
    terms: int = Field(ge=1)


@cache
def profile_parameters() -> ProfileParameters:
    """Return the parameters shipped with the program."""
    return ProfileParameters.model_validate(data_yaml(__package__, "profiles.yaml"))
