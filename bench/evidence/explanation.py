"""Why a region has its evidence: each claim with its place, and what carried it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.evidence.analysis import Analysis, Claim
from bench.evidence.mapping import IndicatorHit


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim of a region, one indicator that it bears on (None for none), and its document."""

    document: str
    title: str
    claim: Claim
    hit: IndicatorHit | None

    @property
    def confidence(self) -> float:
        """How sure the evidence is: claim, region and indicator together, 0 to 1."""
        sure = self.claim.confidence * self.claim.attribution.confidence
        return sure * self.hit.confidence if self.hit else sure


def explain(
    analyses: Iterable[Analysis], region: str, indicator: str | None = None
) -> list[Explanation]:
    """Return the evidence of a region, the strongest and surest first.

    Parameters
    ----------
    analyses
        The documents that were read.
    region
        Code of the region.
    indicator
        Only what bears on this indicator; ``None`` for all, and claims that bear on none.
    """
    found = [
        Explanation(analysis.document.path, analysis.document.title, claim, hit)
        for analysis in analyses
        for claim in analysis.claims
        if region in claim.attribution.regions
        for hit in (claim.indicators or (None,))
        if indicator is None or (hit is not None and hit.indicator == indicator)
    ]
    found.sort(key=lambda e: (-e.claim.strength * e.confidence, e.document, e.claim.sentence.start))
    return found
