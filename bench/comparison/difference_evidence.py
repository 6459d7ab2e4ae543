"""Claims gained and lost between two runs, matched by what they say and not by where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from bench.comparison.difference_mixing import Pair, description, numbered, reads
from bench.comparison.difference_run import PastRun
from bench.comparison.difference_schema import DIFFERENCE_EVIDENCE
from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.score import Scored
from bench.scoring.source_kinds import claim_weights

_CELL: Final = ["region_code", "indicator"]
_SPAN: Final = ["document", "start", "end"]
_LEAST: Final = 1e-9  # smaller differences of weight are none
_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """The claims that may count in a run, one row a claim × region × indicator.

    Parameters
    ----------
    claims
        Region, region_code, indicator, document, start, end, quote, section, n (which of this
        quote in its document), base (strength × confidence), full (less discounts) and weight
        (0 where it repeats another claim).
    codes, indicators
        The regions compared and the indicators asked for.
    """

    claims: pd.DataFrame
    codes: frozenset[str]
    indicators: frozenset[str]


def counting(run: PastRun, scored: Scored | None) -> Counting:
    """Return the claims that may count in a run.

    Parameters
    ----------
    run
        The run.
    scored
        Its tables scored anew; None where that cannot be done: then no discount is known.
    """
    codes = frozenset(run.scores["region_code"])
    indicators = frozenset(run.scores["indicator"])
    if scored is None:
        counted, distinct = run.evidence, distinct_claims(run.evidence, default_parameters())
    else:
        counted, distinct = scored.composition.tables.counted, scored.composition.cells.distinct
    rows = counted[counted["region_code"].isin(codes) & counted["indicator"].isin(indicators)]
    rows = numbered(rows)
    rows = rows.assign(
        base=rows["strength"] * rows["confidence"], full=claim_weights(rows)
    ).drop_duplicates([*_CELL, *_SPAN])
    kept = distinct[[*_CELL, *_SPAN, "weight"]].drop_duplicates([*_CELL, *_SPAN])
    rows = rows.merge(kept, on=[*_CELL, *_SPAN], how="left").fillna({"weight": 0.0})
    return Counting(rows, codes, indicators)


def evidence_changes(
    before: Counting, after: Counting, why: Reasons, regions: Sequence[str]
) -> pd.DataFrame:
    """Return what was gained, lost, or weighs otherwise.

    Claims are the same where region, indicator, document and quote are: shifted offsets change
    nothing, nor does a claim that stands in another document with the same weight.

    Parameters
    ----------
    before, after
        The claims that may count in either run.
    why
        What tells the reasons.
    regions
        Codes in the order of the rows wanted.

    Returns
    -------
    pandas.DataFrame
        By the schema `DIFFERENCE_EVIDENCE`: by region, indicator, then what moves the
        score most first.
    """
    key = [*_CELL, "document", "quote", "n"]
    both, lost, gained = _matched(before.claims, after.claims, key)
    # What has moved to another document is matched by its words.
    lost, gained = (rows.assign(n=_number(rows)) for rows in (lost, gained))
    moved, lost, gained = _matched(lost, gained, [*_CELL, "quote", "n"])
    rows = [
        _row("changed", one, other, why) for one, other in (*both, *moved) if _differ(one, other)
    ]
    rows += [_row("lost", one, None, why) for one in _records(lost)]
    rows += [_row("gained", None, one, why) for one in _records(gained)]
    order = {code: i for i, code in enumerate(regions)}
    rows.sort(
        key=lambda row: (
            order.get(str(row["region_code"]), len(order)),
            str(row["indicator"]),
            -_moved(row),
            str(row["document"]),
            str(row["quote"]),
            str(row["change"]),
        )
    )
    return DIFFERENCE_EVIDENCE.check(DIFFERENCE_EVIDENCE.frame(rows))


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """What tells why a claim is new, gone or of another weight.

    Parameters
    ----------
    before, after
        The claims that may count in either run.
    documents
        Document → document_new, document_removed, text_changed or document_described; those not
        in it did not change.
    quotes
        Documents and quotes that are evidence in both runs.
    reading
        Why the same text is read in another way: read_differently, program or unknown.
    """

    before: Counting
    after: Counting
    documents: dict[str, str]
    quotes: frozenset[tuple[str, str]]
    reading: str

    def of_one(self, row: dict[str, Any], *, later: bool) -> str:
        """Return why a claim is in one run only."""
        other = self.before if later else self.after
        document, quote = str(row["document"]), str(row["quote"])
        reason = self.documents.get(document, "")
        if reason in ("document_new", "document_removed", "document_described"):
            return reason
        if row["region_code"] not in other.codes:
            return "region_compared"
        if row["indicator"] not in other.indicators:
            return "indicator_new" if later else "indicator_removed"
        reread = self.reading == "read_differently" and (document, quote) in self.quotes
        if reason and not reread:
            return reason
        return "weights" if row.get("rolled_from") else self.reading

    def of_both(self, one: dict[str, Any], other: dict[str, Any]) -> str:
        """Return why a claim of both runs weighs otherwise."""
        if abs(one["base"] - other["base"]) > _LEAST:
            return self.documents.get(str(other["document"]), self.reading)
        return "weights" if abs(one["full"] - other["full"]) > _LEAST else "repeat"


def reasons(
    pair: Pair | None, runs: tuple[PastRun, PastRun], counts: tuple[Counting, Counting]
) -> Reasons:
    """Return what tells why claims changed.

    Parameters
    ----------
    pair
        The runs, to be mixed; None where that cannot be done: then texts are not compared.
    runs, counts
        The runs as they are told of, earlier first, and their claims.
    """
    told, other = (description(run.documents) for run in runs)
    read = [{name for name, told_of in d.items() if told_of[0] == "read"} for d in (told, other)]
    found = dict.fromkeys(sorted(read[1] - read[0]), "document_new")
    found |= dict.fromkeys(sorted(read[0] - read[1]), "document_removed")
    both = sorted(read[0] & read[1])
    found |= {name: "document_described" for name in both if told[name] != other[name]}
    reading = "unknown"
    if pair is not None:
        texts = [run.texts for run in (pair.before, pair.after)]
        differing = {name for name in both if texts[0].get(name) != texts[1].get(name)}
        found |= {name: "text_changed" for name in both if name in differing}
        alike = reads(pair.given_before) == reads(pair.given_after)
        reading = "program" if alike else "read_differently"
    quotes = [
        set(zip(run.evidence["document"], run.evidence["quote"], strict=True)) for run in runs
    ]
    return Reasons(*counts, found, frozenset(quotes[0] & quotes[1]), reading)


def _matched(
    one: pd.DataFrame, other: pd.DataFrame, key: list[str]
) -> tuple[list[tuple[dict[str, Any], dict[str, Any]]], pd.DataFrame, pd.DataFrame]:
    """Return the rows that match, and those of either table that do not."""
    places = [
        {k: i for i, k in enumerate(t[key].itertuples(index=False, name=None))}
        for t in (one, other)
    ]
    rows = [_records(t) for t in (one, other)]
    common = [k for k in places[0] if k in places[1]]
    pairs = [(rows[0][places[0][k]], rows[1][places[1][k]]) for k in common]
    left = [
        t.iloc[[i for k, i in place.items() if k not in where]]
        for t, place, where in zip((one, other), places, reversed(places), strict=True)
    ]
    return pairs, left[0], left[1]


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _number(rows: pd.DataFrame) -> pd.Series[int]:
    ordered = rows.sort_values([*_CELL, "quote", *_SPAN], kind="stable")
    return ordered.groupby([*_CELL, "quote"]).cumcount().reindex(rows.index)


def _differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(abs(one["weight"] - other["weight"]) > _LEAST)


def _row(
    change: str, one: dict[str, Any] | None, other: dict[str, Any] | None, why: Reasons
) -> dict[str, object]:
    shown = other or one or {}
    if one is not None and other is not None:
        reason = why.of_both(one, other)
    else:
        reason = why.of_one(shown, later=one is None)
    told = {name: shown[name] for name in ("region", *_CELL, "quote", "document", "section")}
    return {
        "change": change,
        **told,
        "weight_before": np.nan if one is None else round(one["weight"], _DECIMALS),
        "weight_after": np.nan if other is None else round(other["weight"], _DECIMALS),
        "why": reason,
    }


def _moved(row: dict[str, Any]) -> float:
    return float(abs(np.nan_to_num(row["weight_after"]) - np.nan_to_num(row["weight_before"])))
