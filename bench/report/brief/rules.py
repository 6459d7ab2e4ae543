"""How much a brief holds: ``data/brief.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from bench.resources import data_yaml


class _Rules(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TierRules(_Rules):
    """Of `bench.composite.tiers.tiers_of`."""

    least: int = Field(ge=4)
    most: int = Field(ge=2)
    least_fit: float = Field(ge=0, le=1)


class RankingRules(_Rules):
    """Which rows of the ranking are shown."""

    whole: int = Field(ge=1)
    first: int = Field(ge=1)
    around: int = Field(ge=0)


class SideRules(_Rules):
    """How much of the measures side by side is shown."""

    regions: int = Field(ge=2)
    indicators: int = Field(ge=1)
    characters: int = Field(ge=8)


class PracticeRules(_Rules):
    """How many practices are shown, and how much of each."""

    gaps: int = Field(ge=1)
    each: int = Field(ge=1)
    characters: int = Field(ge=20)
    connectives: tuple[str, ...]


class SuggestionRules(_Rules):
    """Which gaps have a suggestion, and how much each holds."""

    most: int = Field(ge=1)
    always: int = Field(ge=0)
    gain: float = Field(ge=0, le=1)
    thin: int = Field(ge=0)
    check: int = Field(ge=0)


class PeerRules(_Rules):
    """How many peers are shown."""

    most: int = Field(ge=1)


class BriefRules(_Rules):
    """How much a brief holds; ``data/brief.yaml`` says what each number is for."""

    tiers: TierRules
    ranking: RankingRules
    dimensions: int = Field(ge=0)
    indicators: int = Field(ge=1)
    peers: PeerRules
    level: float = Field(ge=0, le=1)
    seldom: float = Field(ge=0, le=1)
    side: SideRules
    strengths: int = Field(ge=1)
    gaps: int = Field(ge=1)
    practices: PracticeRules
    suggestions: SuggestionRules
    title_endings: tuple[str, ...]
    documents: int = Field(ge=1)


@cache
def brief_rules() -> BriefRules:
    """Return the rules shipped with the program."""
    return BriefRules.model_validate(data_yaml(__package__, "brief.yaml"))
