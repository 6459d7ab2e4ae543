"""All that is asked of how alike the regions of a run are, in one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.catalogue.model import Catalogue
from bench.comparison.clustering import Clusters, cluster_notes, clusters_of, clusters_table
from bench.comparison.keyness import key_terms
from bench.comparison.profiles import ClaimWords, claim_words, word_cutter
from bench.comparison.similarity import likeness_table
from bench.comparison.stability import Neighbours, neighbours, neighbours_table, profile_notes
from bench.errors import BenchError
from bench.regions.matching import PlaceMatcher
from bench.scoring.ranking import Candidate
from bench.scoring.score import Composition


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """How alike n regions of a run are in policy: the ranked ones, or all of them.

    Parameters
    ----------
    regions
        The n regions, by code.
    claims
        Their claims, as words.
    neighbours, clusters
        Who is near whom, and who goes with whom.
    near, grouped, key_terms
        Tables by the schemas `NEIGHBOURS`, `CLUSTERS` and `KEYNESS` of
        ``bench/comparison/schema.py``.
    notes
        What is missing, and what is shown instead.
    """

    regions: tuple[Candidate, ...]
    claims: ClaimWords
    neighbours: Neighbours
    clusters: Clusters
    near: pd.DataFrame
    grouped: pd.DataFrame
    key_terms: pd.DataFrame
    notes: tuple[BenchError, ...]

    @property
    def similarity(self) -> pd.DataFrame:
        """Likeness in words of all n regions, by code (see `similarity_of`)."""
        return self.similarity_of([region.code for region in self.regions])

    def similarity_of(self, codes: Sequence[str]) -> pd.DataFrame:
        """Return likeness in words, regions × regions by name: 0 to 1, 1 on the diagonal.

        Parameters
        ----------
        codes
            Codes of the regions wanted, in order.

        Returns
        -------
        pandas.DataFrame
            NaN where there are too few claims to tell.
        """
        place = {region.code: i for i, region in enumerate(self.regions)}
        wanted = [place[code] for code in codes]
        likeness = self.neighbours.likeness[np.ix_(wanted, wanted)]
        return likeness_table(likeness, [self.regions[i].name for i in wanted])


def alike(
    composition: Composition,
    catalogue: Catalogue,
    seed: int,
    *,
    target: str = "",
    places: PlaceMatcher,
) -> Alike:
    """Compare the ranked regions of a run by their claims.

    Where the target is not ranked, as it has few claims, all regions of the run are compared that
    have claims enough to tell.

    Parameters
    ----------
    composition
        What was aggregated.
    catalogue
        Its terms are kept whole, and may be key terms.
    seed
        Of the bootstrap.
    target
        Code of the region that is asked for; none by default.
    places
        Finds the names of places, which are left out.
    """
    ranked = [r for r, known in zip(composition.regions, composition.ranked, strict=True) if known]
    is_ranked = not target or any(region.code == target for region in ranked)
    regions = tuple(ranked) if is_ranked else composition.regions
    terms = catalogue.terms()
    words_of = word_cutter(terms, places)
    claims = claim_words(
        composition.cells.distinct,
        composition.tables.evidence,
        [region.code for region in regions],
        words_of,
    )
    near = neighbours(claims, seed)
    clusters = clusters_of(near)
    return Alike(
        regions=regions,
        claims=claims,
        neighbours=near,
        clusters=clusters,
        near=neighbours_table(near, claims, regions),
        grouped=clusters_table(clusters, regions),
        key_terms=key_terms(claims, regions, terms),
        notes=(
            *(() if is_ranked else (BenchError("comparison.all_compared"),)),
            *(profile_notes(claims, regions) if is_ranked else ()),
            *cluster_notes(clusters),
        ),
    )
