"""Evidence from which rows can be taken out: which of the others count then."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bench.scoring.duplicates import SAME, repeats, strongest_first
from bench.scoring.heaviest import Flags, Integers, clusters, heaviest_apart, positions
from bench.scoring.parameters import Parameters


class Thinned:
    """The rows of evidence with an indicator, prepared so that some can be left out at a time.

    What `bench.scoring.duplicates.distinct_claims` says of all, it says of the rest, too. A row
    bears on those alone that say the same or hang together with it through near repeats, so only
    these are looked at again.

    Parameters
    ----------
    evidence, parameters
        As for `bench.scoring.duplicates.distinct_claims`.
    """

    def __init__(self, evidence: pd.DataFrame, parameters: Parameters) -> None:
        self.rows = rows = strongest_first(evidence)
        self._parameters = parameters
        self._weights = rows["weight"].to_numpy(dtype=np.float64)
        # Texts are numbered in the order of the rows, as those of `repeats` are.
        self._texts = rows.groupby(SAME, sort=False).ngroup().to_numpy(dtype=np.int64)
        first = rows[~rows.duplicated(SAME)].reset_index(drop=True)
        self._pairs, self._likeness = repeats(first, parameters.repeat_shares[0])
        of_text = clusters(self._pairs, len(first))
        self._clusters = of_text[self._texts]
        self._members = positions(self._clusters)
        self._links = positions(of_text[self._pairs[:, 0]])
        self._counting = np.zeros(len(rows), dtype=np.bool_)
        every = np.arange(len(rows))
        self._counting[self._chosen(every, np.arange(len(self._pairs)))] = True

    def counting(self, gone: Integers) -> Flags:
        """Tell which rows count when some are gone.

        Parameters
        ----------
        gone
            Positions of the rows left out.

        Returns
        -------
        numpy.ndarray
            Shape (n,), False for those that are gone.
        """
        counting = self._counting.copy()
        touched = np.unique(self._clusters[gone]).tolist()
        if touched:
            members = np.concatenate([self._members[cluster] for cluster in touched])
            links = [self._links[cluster] for cluster in touched if cluster in self._links]
            counting[members] = False
            left = np.setdiff1d(members, gone)
            counting[self._chosen(left, np.concatenate([np.empty(0, np.int64), *links]))] = True
        return counting

    def _chosen(self, rows: Integers, links: Integers) -> Integers:
        """Return those of some rows, in rising order, that count; ``links`` are their pairs."""
        texts, first = np.unique(self._texts[rows], return_index=True)
        order = np.argsort(first)
        place = np.empty(len(texts), dtype=np.int64)
        place[order] = np.arange(len(texts))
        stands = rows[first[order]]  # the strongest row of each text that is left
        here = np.isin(self._pairs[links], texts).all(axis=1)
        pairs = place[np.searchsorted(texts, self._pairs[links][here])]
        chosen = heaviest_apart(
            self._weights[stands],
            pairs,
            self._likeness[links][here],
            self._parameters.repeat_shares,
            self._parameters.exact_limit,
        )
        return stands[chosen]
