"""Measures that could be borrowed: what peers do where a target trails, and it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from bench.comparison.gaps import Gaps
from bench.comparison.likeness import ClaimVectors
from bench.comparison.schema import BORROWED
from bench.errors import BenchError
from bench.quantities import find_quantities
from bench.resources import data_yaml
from bench.scoring.score import Composition

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Share = Annotated[float, Field(ge=0, le=1)]

NEW: Final = "new"
UNCLEAR: Final = "unclear"
SIMILAR: Final = "similar"
_ADVICE: Final = (NEW, UNCLEAR, SIMILAR)
_ORDER: Final = ["tier", "figures", "date", "weight", "region_code", "document", "start"]
_RISING: Final = [False, False, False, False, True, True, True]
_DECIMALS: Final = 4


class Shown(BaseModel):
    """How many measures of each kind are shown for an indicator."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    new: int = Field(ge=0)
    unclear: int = Field(ge=0)
    similar: int = Field(ge=0)


class BorrowingRules(BaseModel):
    """What `borrowed` leaves open; ``data/borrowing.yaml`` says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least_confidence: Share
    least_words: int = Field(ge=1)
    new: Share
    new_here: Share
    similar: Share
    damping: float = Field(ge=0)
    same: Share
    step: float = Field(gt=0)
    shown: Shown

    def advice(self, likeness: float, here: float) -> str:
        """Return what likenesses mean: to the target's nearest claim, and to that on the indicator.

        Parameters
        ----------
        likeness, here
            0 to 1; ``here`` is not the larger.
        """
        if likeness >= self.similar:
            return SIMILAR
        return NEW if likeness < self.new and here < self.new_here else UNCLEAR


@dataclass(frozen=True, slots=True, eq=False)
class Borrowed:
    """Measures of peers.

    Parameters
    ----------
    table
        By the schema `BORROWED`, indicators in the order of the gaps.
    notes
        What is missing, and what is shown instead.
    """

    table: pd.DataFrame
    notes: tuple[BenchError, ...] = ()


@cache
def borrowing_rules() -> BorrowingRules:
    """Return the rules shipped with the program."""
    return BorrowingRules.model_validate(data_yaml(__package__, "borrowing.yaml"))


def borrowed(
    composition: Composition,
    found: Gaps,
    words_of: Callable[[str], Sequence[str]],
    rules: BorrowingRules | None = None,
) -> Borrowed:
    """Return the strongest measures of peers on the indicators where a target trails.

    Facts are no measures, and stand in for them only where a peer states none. Advice (status
    proposed) counts only where it is given to the peer: the sentence, its headings or the title
    name it, or the document mainly speaks of it. A measure is held against all that is known of
    the target, facts too, whatever they bear on.

    Parameters
    ----------
    composition
        What was aggregated.
    found
        The target, its peers and its gaps.
    words_of
        Text → its content words (`bench.comparison.likeness.words_without_places`).
    rules
        Those shipped by default.
    """
    used = rules or borrowing_rules()
    measures = _measures(composition, found, used)
    own = _own_claims(composition.tables.evidence, found.target.code)
    texts = sorted({*measures["quote"], *own["quote"]})
    place = {text: i for i, text in enumerate(texts)}
    vectors = ClaimVectors(texts, words_of)
    long_enough = vectors.words[[place[q] for q in measures["quote"]]] >= used.least_words
    measures = _strongest_first(measures[long_enough], used.step)
    rows: list[dict[str, object]] = []
    for indicator in found.indicators:
        here = measures[measures["indicator"] == indicator].reset_index(drop=True)
        rows += _rows(indicator, here, own, vectors, place, used)
    notes: list[BenchError] = []
    if found.indicators and not rows:
        notes.append(BenchError("comparison.borrowed_none", region=found.target.name))
    return Borrowed(BORROWED.check(BORROWED.frame(rows)), tuple(notes))


def _measures(composition: Composition, found: Gaps, rules: BorrowingRules) -> pd.DataFrame:
    """Return the peers' measures on indicators with a gap that may be shown.

    A peer without any on an indicator stands there with its facts: what it has, if not how.
    """
    claims = composition.cells.distinct
    claims = claims[
        claims["region_code"].isin([peer.code for peer in found.peers])
        & claims["indicator"].isin(found.indicators)
        & (claims["confidence"] >= rules.least_confidence)
    ]
    claims = claims[_addressed(claims, composition.tables.evidence)]
    measures = claims["kind"] == "measure"
    cells = pd.MultiIndex.from_frame(claims[["region_code", "indicator"]])
    return claims[measures | ~cells.isin(cells[measures.to_numpy()])]


def _addressed(claims: pd.DataFrame, evidence: pd.DataFrame) -> Flags:
    """Tell which claims are no advice, or advice to the region that they are counted for."""
    sentences = evidence.drop_duplicates(["document", "region_code", "start"])
    sizes: Counter[tuple[str, str]] = Counter(
        zip(sentences["document"], sentences["region_code"], strict=True)
    )
    largest: dict[str, int] = {}
    for (document, _), size in sizes.items():
        largest[document] = max(size, largest.get(document, 0))
    columns = ["status", "region", "place", "quote", "section", "title", "document", "region_code"]
    flags = [
        status != "proposed"
        or region in (words := f"{quote}\n{section}\n{title}")
        or (place != "" and place in words)
        or sizes[document, code] == largest[document]
        for status, region, place, quote, section, title, document, code in zip(
            *(claims[name].astype(str) for name in columns), strict=True
        )
    ]
    return np.array(flags, dtype=np.bool_)


def _own_claims(evidence: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return what is known of a region, each sentence once, with all its ``indicators``."""
    own = evidence[evidence["region_code"] == code].sort_values(["document", "start", "end"])
    indicators = own.groupby("quote")["indicator"].agg(frozenset)
    once = own.drop_duplicates("quote", ignore_index=True)
    return once.assign(indicators=[indicators[quote] for quote in once["quote"]])


def _strongest_first(measures: pd.DataFrame, step: float) -> pd.DataFrame:
    quotes = {quote: len(find_quantities(quote)) for quote in measures["quote"].unique()}
    weight = measures["weight"].to_numpy(dtype=np.float64)
    tiered = measures.assign(
        tier=np.floor(weight / step), figures=[quotes[quote] for quote in measures["quote"]]
    )
    return tiered.sort_values(_ORDER, ascending=_RISING, kind="stable", ignore_index=True)


def _rows(
    indicator: str,
    measures: pd.DataFrame,
    own: pd.DataFrame,
    vectors: ClaimVectors,
    place: dict[str, int],
    rules: BorrowingRules,
) -> list[dict[str, object]]:
    """Return the rows of one indicator; its measures come strongest first."""
    texts = [place[quote] for quote in measures["quote"]]
    leading, also = _folded(vectors.likeness(texts, texts, 0.0), rules.same)
    to_own = vectors.likeness(texts, [place[quote] for quote in own["quote"]], rules.damping)
    here = own["indicators"].map(lambda found: indicator in found).to_numpy(dtype=np.bool_)
    to_here = to_own[:, here].max(axis=1, initial=0.0)
    shown: dict[str, list[dict[str, object]]] = {advice: [] for advice in _ADVICE}
    most = rules.shown.model_dump()
    for i in leading:
        row = measures.iloc[i]
        nearest = int(to_own[i].argmax()) if len(own) else -1
        likeness = float(to_own[i, nearest]) if len(own) else 0.0
        advice = rules.advice(likeness, float(to_here[i]))
        if len(shown[advice]) == most[advice]:
            continue
        others = measures["region"].iloc[also[i]].drop_duplicates()
        values = {name: row[name] for name in BORROWED.names if name in measures}
        values |= _own_values(own, nearest if likeness > 0 else -1)
        values |= {
            "advice": advice,
            "also": "|".join(others[others != row["region"]]),
            "likeness": round(likeness, _DECIMALS),
            "likeness_here": round(float(to_here[i]), _DECIMALS),
        }
        shown[advice].append(values)
    return [row for advice in _ADVICE for row in shown[advice]]


def _own_values(own: pd.DataFrame, nearest: int) -> dict[str, object]:
    """Return the columns on the target's nearest claim; empty where it has none."""
    if nearest < 0:
        return {"own_quote": "", "own_document": "", "own_start": np.nan, "own_end": np.nan}
    row = own.iloc[nearest]
    return {f"own_{name}": row[name] for name in ("quote", "document", "start", "end")}


def _folded(likeness: Floats, same: float) -> tuple[list[int], dict[int, list[int]]]:
    """Fold measures that say nearly the same: leading ones, and which others each stands for."""
    leading: list[int] = []
    also: dict[int, list[int]] = {}
    for i in range(len(likeness)):
        like = [lead for lead in leading if likeness[i, lead] >= same]
        if like:
            also[max(like, key=lambda lead: likeness[i, lead])].append(i)
        else:
            leading.append(i)
            also[i] = []
    return leading, also
