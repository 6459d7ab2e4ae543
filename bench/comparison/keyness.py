"""The terms that set a region's claims apart, and those that two regions share against all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import chdtrc, xlogy
from scipy.stats import false_discovery_control

from bench.comparison.profile_parameters import ProfileParameters, profile_parameters
from bench.comparison.profiles import ClaimWords
from bench.comparison.schema import KEYNESS, SHARED_TERMS
from bench.comparison.word_classes import can_be_terms
from bench.scoring.ranking import Candidate

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Size = float | Floats

_DECIMALS: Final = 6


def log_likelihood(own: Floats, own_size: Size, other: Floats, other_size: Size) -> Floats:
    """Return the log-likelihood ratio G² that two samples use a word at the same rate.

    G² = 2 Σ O ln(O / E) over the four cells with it / without it × own / other (Dunning 1993;
    Rayson and Garside 2000 sum the two cells with it, nearly the same for rare words). Under equal
    rates it follows χ² with one degree of freedom.

    Parameters
    ----------
    own, other
        How many claims hold the word, of all shapes that fit.
    own_size, other_size
        How many claims there are, above 0.

    Returns
    -------
    numpy.ndarray
        Not negative.
    """
    rate = (own + other) / (own_size + other_size)
    total = np.zeros(np.broadcast(own, own_size, other, other_size).shape)
    for observed, size in ((own, own_size), (other, other_size)):
        without = size - observed
        total = total + xlogy(observed, observed) - xlogy(observed, size * rate)
        total = total + xlogy(without, without) - xlogy(without, size * (1 - rate))
    return np.asarray(np.maximum(2 * total, 0.0), dtype=np.float64)


def log_ratio(own: Floats, own_size: Size, other: Floats, other_size: Size) -> Floats:
    """Return the binary logarithm of the ratio of two rates (Hardie 2014): 1 is twice as often.

    Half a claim stands for none, so that a word of one side only has a finite ratio.
    """
    rate, other_rate = (
        np.where(count > 0, count, 0.5) / size
        for count, size in ((own, own_size), (other, other_size))
    )
    return np.asarray(np.log2(rate / other_rate), dtype=np.float64)


def adjusted(p_values: Floats) -> Floats:
    """Return p-values adjusted for many tests (Benjamini and Hochberg 1995).

    Terms up to an adjusted value of q are false ones to a share of q at most, on average.

    Parameters
    ----------
    p_values
        Shape (t,), 0 to 1.

    Returns
    -------
    numpy.ndarray
        Shape (t,), 0 to 1, not smaller than given.
    """
    if not len(p_values):
        return p_values
    return np.asarray(false_discovery_control(p_values), dtype=np.float64)


def key_terms(
    claims: ClaimWords,
    regions: Sequence[Candidate],
    terms: Collection[str] = (),
    parameters: ProfileParameters | None = None,
) -> pd.DataFrame:
    """Return the terms that set each region apart from all others, by the schema `KEYNESS`.

    A claim counts once for a word, however often it says it: words of one claim come together, and
    counting each would find significance where one sentence repeats itself. Tested are all words
    that can be terms and stand in enough claims of all regions together, and the significance is
    adjusted for their number; listed are those that stand in enough claims of the region, more
    often than elsewhere and significantly so. (Testing only words that the region says often would
    choose by what is tested, and find too many.)

    Parameters
    ----------
    claims
        The claims of n regions.
    regions
        The n regions, in the order of ``claims.codes``.
    terms
        The catalogue's terms (`bench.comparison.word_classes.can_be_terms`).
    parameters
        ``term_claims``, ``false_terms`` and ``terms``; those shipped by default.
    """
    known = parameters or profile_parameters()
    held, sizes = claims_holding(claims)
    total, size = held.sum(axis=0), float(sizes.sum())
    tested = _tested_words(claims, total, terms, known)
    rows: list[dict[str, object]] = []
    for i, region in enumerate(regions):
        own_size, other_size = float(sizes[i]), size - float(sizes[i])
        if not own_size or not other_size:
            continue
        own = held[i, tested]
        found = _tested(own, own_size, total[tested] - own, other_size)
        found = found.assign(term=[claims.words[j] for j in tested.tolist()])
        enough = found["claims"] >= known.term_claims
        found = found[enough & (found["log_ratio"] > 0) & (found["p_value"] <= known.false_terms)]
        found = found.sort_values(["keyness", "term"], ascending=[False, True], kind="stable")
        named = {"region": region.name, "region_code": region.code}
        rows += [{**named, **row} for row in _listed(found.head(known.terms))]
    table = KEYNESS.frame(rows)
    return KEYNESS.check(table[KEYNESS.names])


def shared_terms(
    claims: ClaimWords,
    one: str,
    other: str,
    terms: Collection[str] = (),
    parameters: ProfileParameters | None = None,
) -> pd.DataFrame:
    """Return the terms that two regions both use more than all others, by `SHARED_TERMS`.

    Both must hold the word, together in enough claims, each more often than the rest; together
    they are tested against the rest as in `key_terms`. The order is by the lesser of the two
    log-likelihoods: a word that one of them hardly uses is not shared.

    Parameters
    ----------
    claims
        The claims of n regions.
    one, other
        Codes of two of them.
    terms, parameters
        As of `key_terms`.

    Raises
    ------
    ValueError
        A code is not among the regions, or both are the same: a mistake of the program.
    """
    known = parameters or profile_parameters()
    if one == other or not {one, other} <= set(claims.codes):
        raise ValueError(f"no two of the regions: {one}, {other}")
    held, sizes = claims_holding(claims)
    pair = [claims.codes.index(one), claims.codes.index(other)]
    own, own_sizes = held[pair], sizes[pair]
    rest, rest_size = held.sum(axis=0) - own.sum(axis=0), float(sizes.sum() - own_sizes.sum())
    tested = _tested_words(claims, held.sum(axis=0), terms, known)
    if not len(tested) or not rest_size:
        return SHARED_TERMS.empty()
    own, rest = own[:, tested], rest[tested]
    together = _tested(own.sum(axis=0), float(own_sizes.sum()), rest, rest_size)
    each = own_sizes[:, None].astype(np.float64)
    ratios = log_ratio(own, each, rest, rest_size)
    found = together.assign(
        term=[claims.words[j] for j in tested.tolist()],
        own_claims=own[0].astype(np.int64),
        peer_claims=own[1].astype(np.int64),
        lesser=log_likelihood(own, each, rest, rest_size).min(axis=0),
        least_ratio=ratios.min(axis=0),
    )
    both = (found[["own_claims", "peer_claims"]].min(axis=1) > 0) & (found["least_ratio"] > 0)
    enough = found["claims"] >= known.term_claims
    found = found[both & enough & (found["p_value"] <= known.false_terms)]
    found = found.sort_values(["lesser", "term"], ascending=[False, True], kind="stable")
    rows = [
        {"region_code": one, "other_code": other, **row} for row in _listed(found.head(known.terms))
    ]
    return SHARED_TERMS.check(SHARED_TERMS.frame(rows)[SHARED_TERMS.names])


def claims_holding(claims: ClaimWords) -> tuple[Floats, Integers]:
    """Return how many claims of each region hold each word, shape (n, w), and its claims, (n,)."""
    held = np.zeros((len(claims.codes), len(claims.words)))
    counts = claims.counts.tocoo()
    np.add.at(held, (claims.regions[counts.row], counts.col), 1.0)
    return held, claims.claims


def _tested_words(
    claims: ClaimWords, total: Floats, terms: Collection[str], parameters: ProfileParameters
) -> Integers:
    usable = can_be_terms(claims.words, terms, parameters)
    return np.flatnonzero(usable & (total >= parameters.term_claims)).astype(np.int64)


def _tested(own: Floats, own_size: float, other: Floats, other_size: float) -> pd.DataFrame:
    """Return the figures of words, one a row; the p-values adjusted for their number."""
    keyness = log_likelihood(own, own_size, other, other_size)
    return pd.DataFrame(
        {
            "claims": own.astype(np.int64),
            "share": own / own_size,
            "other_claims": other.astype(np.int64),
            "other_share": other / other_size,
            "log_ratio": log_ratio(own, own_size, other, other_size),
            "keyness": keyness,
            "p_value": adjusted(np.asarray(chdtrc(1, keyness), dtype=np.float64)),
        }
    )


def _listed(terms: pd.DataFrame) -> list[dict[str, object]]:
    numbers = terms.select_dtypes("float").columns
    rounded = terms.assign(**{name: terms[name].round(_DECIMALS) for name in numbers})
    return [{str(k): v for k, v in row.items()} for row in rounded.to_dict("records")]
