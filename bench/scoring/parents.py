"""Wording taken over from a higher level, which earns no lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.regions.gazetteer import Gazetteer
from bench.regions.model import NATION
from bench.scoring.duplicates import near_pairs, normalise, pieces_of, same_figures

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_SOURCE: Final = ["source_document", "source_start", "source_end"]
_COLUMNS: Final = ["row", "document", "start", "end", "region_code", *_SOURCE, "share"]


@dataclass(frozen=True, slots=True, eq=False)
class ParentWording:
    """What the rows of evidence take over from a higher level.

    Parameters
    ----------
    factors
        Shape (n,), in the order of the evidence: the factor where discounted, else 1. As the
        column ``wording_weight`` of the evidence, `bench.scoring.source_kinds.claim_weights`
        multiplies it in.
    shared
        One row a discounted row: ``row`` (its position in the evidence, from 0), ``document``,
        ``start``, ``end``, ``region_code``, then ``source_document``, ``source_start`` and
        ``source_end``, the claim above that it shares most with, and ``share``, how much (0 to 1).
    """

    factors: Floats
    shared: pd.DataFrame


def parent_wording(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    gazetteer: Gazetteer,
    share: float,
    factor: float,
) -> ParentWording:
    """Find the claims whose text a region above has stated, and discount them.

    A claim is discounted when at least ``share`` of its own pieces of three characters are found
    in one claim of a document issued by a region above: the city, the province, or the nation
    (for groups too). As with repeats, that claim must state all its figures: a region's own
    target is its own. So is what it said first: a claim of a document surely later (by the
    dates, as far as both are known) is no source.

    A document speaks for the region that issued it, where that lies above the region of the
    claim: a task that a province gives its city is not the city's copy, and is compared with the
    documents of the nation only.

    Texts of fewer than three normalised characters have no pieces and are never discounted.

    Parameters
    ----------
    evidence
        The evidence table, n rows; those without an indicator are sources, too.
    documents
        Rows of the documents table that a region issued. Press and research must be left out:
        their ``region_code`` is whom they are about. Their claims are judged all the same.
    gazetteer
        Which region lies in which. Rows of regions that it lacks keep their weight.
    share
        Least part of the claim's pieces, above 0, to 1.
    factor
        What is left of the weight, 0 to 1.

    Raises
    ------
    ValueError
        The share or the factor is out of its range.
    """
    if not 0 < share <= 1:
        raise ValueError(f"the share must be above 0 and at most 1, not {share}")
    if not 0 <= factor <= 1:
        raise ValueError(f"the factor must be 0 to 1, not {factor}")
    shared = _best_sources(_comparable(evidence, documents, gazetteer), share)
    factors = np.ones(len(evidence))
    factors[shared["row"].to_numpy(np.int64)] = factor
    return ParentWording(factors, shared)


def _comparable(
    evidence: pd.DataFrame, documents: pd.DataFrame, gazetteer: Gazetteer
) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Return the rows once for each region above, the claims of those, and all texts.

    The column ``text`` of both tables holds the position of the normalised quote.
    """
    texts = {quote: normalise(quote) for quote in evidence["quote"].unique()}
    names = sorted(set(texts.values()))
    number = {text: i for i, text in enumerate(names)}
    issuer_of = dict(zip(documents["document"], documents["region_code"], strict=True))
    rows = evidence[["document", "start", "end", "region_code", "date"]].assign(
        row=np.arange(len(evidence)),
        text=np.array([number[texts[quote]] for quote in evidence["quote"]], dtype=np.int64),
        issuer=[issuer_of.get(document, "") for document in evidence["document"]],
    )
    above = {code: _above(code, gazetteer) for code in {*rows["region_code"], *rows["issuer"]}}
    speakers = [
        issuer if issuer in above[region] else region
        for region, issuer in zip(rows["region_code"], rows["issuer"], strict=True)
    ]
    levels = pd.DataFrame(
        [(code, level) for code, line in above.items() for level in line],
        columns=["speaker", "level"],
    )
    sources = rows.loc[rows["issuer"] != "", ["document", "start", "end", "text", "issuer", "date"]]
    sources.columns = pd.Index([*_SOURCE, "source_text", "level", "source_date"])
    rows = rows.assign(speaker=np.array(speakers, dtype=np.object_)).merge(levels, on="speaker")
    sources = sources[sources["level"].isin(rows["level"])].drop_duplicates()
    return rows, sources, names


def _above(code: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes of the regions above one, the nation above all others."""
    if code not in gazetteer or code == NATION:
        return ()
    line = [region.code for region in gazetteer.ancestors(gazetteer.get(code))]
    return tuple(dict.fromkeys([*line, NATION]))


def _best_sources(
    comparable: tuple[pd.DataFrame, pd.DataFrame, list[str]], share: float
) -> pd.DataFrame:
    """Return for each row that shares wording the claim above that it shares most with."""
    rows, sources, texts = comparable
    if sources.empty:
        return pd.DataFrame(columns=_COLUMNS)
    needed = np.union1d(rows["text"].to_numpy(np.int64), sources["source_text"].to_numpy(np.int64))
    pairs, likeness = held_pairs([texts[i] for i in needed], share)
    links = pd.DataFrame(
        {"text": needed[pairs[:, 0]], "source_text": needed[pairs[:, 1]], "share": likeness}
    )
    found = rows.merge(links, on="text").merge(sources, on=["source_text", "level"])
    later = [
        _surely_later(source, own)
        for source, own in zip(found["source_date"], found["date"], strict=True)
    ]
    found = found[~np.array(later, dtype=np.bool_)]
    found = found.sort_values(["row", "share", *_SOURCE], ascending=[True, False, True, True, True])
    return found.drop_duplicates("row")[_COLUMNS].reset_index(drop=True)


def held_pairs(texts: list[str], share: float) -> tuple[Integers, Floats]:
    """Return which texts are held by which: pieces of three characters, and all figures.

    Where a text is held by a shorter one, the shorter is held by it at least as much, so
    `near_pairs` finds all pairs that may count.

    Parameters
    ----------
    texts
        n normalised texts, each once.
    share
        Least part of the first text's pieces that the second must hold, above 0, to 1.

    Returns
    -------
    pairs, likeness
        Positions, shape (m, 2), the text held first (each text with a piece holds itself); and
        the part held, shape (m,).
    """
    pieces = pieces_of(texts)
    sizes = np.diff(pieces.indptr).astype(np.int64)
    near, likeness = near_pairs(pieces, share)
    same = np.flatnonzero(sizes)
    pairs = np.concatenate([near, near[:, ::-1], np.stack([same, same], axis=1)])
    common = np.concatenate([np.tile(likeness * sizes[near[:, 0]], 2), sizes[same]])
    held = np.rint(common) / sizes[pairs[:, 0]]
    pairs, held = pairs[held >= share], held[held >= share]
    stated = same_figures(texts, pairs)
    return pairs[stated], held[stated]


def _surely_later(one: str, other: str) -> bool:
    """Tell whether a date is after another, both YYYY, YYYY-MM, YYYY-MM-DD or empty."""
    known = min(len(one), len(other))
    return one[:known] > other[:known]
