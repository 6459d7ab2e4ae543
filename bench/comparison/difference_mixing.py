"""Runs that never were: some inputs of one run, the others of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import pandas as pd

from bench.catalogue.model import Catalogue, Dimension, Weights
from bench.comparison.difference_run import PastRun, RunInputs
from bench.comparison.difference_schema import PROGRAM
from bench.regions.gazetteer import Gazetteer
from bench.scoring.score import candidates
from bench.scoring.weights import normalised_weights

# What of a catalogue changes neither how texts are read nor what the indicators are.
_NOT_READING: Final = {"weight", "aggregation", "threshold", "method", "title", "name"}
# What the documents table says of a document, whoever read it.
_DESCRIBED: Final = ("state", "title", "issuer", "date", "kind", "region_code")
_CLAIM: Final = ["document", "quote", "n"]
_SHARES: Final = 12  # decimals: the same shares of another scale are the same weights


class Sides(NamedTuple):
    """Whose inputs count: False the earlier run's, True the later one's."""

    documents: bool = False
    catalogue: bool = False
    weights: bool = False
    statistics: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two runs whose inputs are known; where a document was renamed, by its later name."""

    before: PastRun
    after: PastRun
    given_before: RunInputs
    given_after: RunInputs
    renamed: Mapping[str, str]

    def run(self, later: bool) -> PastRun:
        """Return the later or the earlier run."""
        return self.after if later else self.before

    def given(self, later: bool) -> RunInputs:
        """Return what the later or the earlier run was given."""
        return self.given_after if later else self.given_before


def description(documents: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return document → what the documents table says of it, but for its text."""
    columns = zip(*(documents[name].astype(str) for name in _DESCRIBED), strict=True)
    return dict(zip(documents["document"], columns, strict=True))


def reads(given: RunInputs) -> list[Any]:
    """Return what an analyst may change of how texts are read: catalogue, learnt weights."""
    readers = {name: value for name, value in given.readers.items() if name != PROGRAM}
    return [_without(given.catalogue.model_dump(mode="json")), readers]


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(v) for name, v in value.items() if name not in _NOT_READING}
    return [_without(v) for v in value] if isinstance(value, list) else value


def unaltered(pair: Pair) -> tuple[set[str], set[str]]:
    """Return the documents of both runs that are described alike: of one text, and of two."""
    before, after = description(pair.before.documents), description(pair.after.documents)
    alike = {name for name, told in before.items() if after.get(name) == told}
    texts, other = pair.before.texts, pair.after.texts
    same = {name for name in alike if texts.get(name) == other.get(name)}
    return same, alike - same


def mixed_tables(pair: Pair, sides: Sides) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return evidence and documents as one run's documents would be read by the other.

    What the runs found is known, what they would find is not; so of a document that both have,
    and that is described alike, each claim whose quote both found is taken as the other run read
    it, and where the text is the same everything that it found. A document of one run only (or
    described in another way) is taken as that run read it; so is one of another text where both
    read by the same catalogue, since a sentence is read with its neighbours.

    Parameters
    ----------
    pair
        The runs.
    sides
        ``documents``: whose documents; ``catalogue``: who reads them.
    """
    own, reader = pair.run(sides.documents), pair.run(sides.catalogue)
    if own is reader:
        return own.evidence, own.documents
    same, reworded = unaltered(pair)
    if reads(pair.given_before) == reads(pair.given_after):
        reworded = set()
    documents = pd.concat(
        [
            own.documents[~own.documents["document"].isin(same)],
            reader.documents[reader.documents["document"].isin(same)],
        ]
    ).sort_values("document", kind="stable", ignore_index=True)
    kept, taken = numbered(own.evidence), numbered(reader.evidence)
    spans = kept[[*_CLAIM, "start", "end"]].drop_duplicates(_CLAIM)
    both = spans[spans["document"].isin(reworded)].merge(taken[_CLAIM].drop_duplicates())
    known = pd.MultiIndex.from_frame(both[_CLAIM])
    stays = ~kept["document"].isin(same) & ~pd.MultiIndex.from_frame(kept[_CLAIM]).isin(known)
    # Offsets are those of the text at hand.
    reread = taken.drop(columns=["start", "end"]).merge(both, on=_CLAIM)
    rows = [kept[stays], taken[taken["document"].isin(same)], reread[kept.columns]]
    evidence = pd.concat([part for part in rows if len(part)] or [kept]).sort_values(
        ["document", "start", "end"], kind="stable", ignore_index=True
    )
    return evidence[own.evidence.columns], documents


def numbered(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return evidence with ``n``: which of the claims of this quote in its document it is."""
    spans = evidence[["document", "start", "end", "quote"]].drop_duplicates()
    spans = spans.sort_values(["document", "start", "end"], kind="stable")
    spans = spans.assign(n=spans.groupby(["document", "quote"]).cumcount())
    return evidence.merge(spans, on=["document", "start", "end", "quote"], how="left")


def mixed_catalogue(pair: Pair, sides: Sides) -> Catalogue:
    """Return one run's catalogue, combined as the other's says: aggregations and thresholds."""
    own, other = pair.given(sides.catalogue).catalogue, pair.given(sides.weights).catalogue
    steps = {group.id: group for group in other.groups}
    update: dict[str, Any] = {
        "aggregation": other.aggregation,
        "threshold": other.threshold,
        "dimensions": tuple(_combined(d, steps) for d in own.dimensions),
    }
    return own if own is other else own.model_copy(update=update)


def _combined(dimension: Dimension, steps: Mapping[str, Dimension]) -> Dimension:
    step = steps.get(dimension.id, dimension)
    return dimension.model_copy(
        update={
            "aggregation": step.aggregation,
            "threshold": step.threshold,
            "dimensions": tuple(_combined(d, steps) for d in dimension.dimensions),
        }
    )


def wholes(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return whole → ids of its parts; the index is ``""``."""
    found = {"": [d.id for d in catalogue.dimensions]}
    return found | {group.id: [part.id for part in group.parts] for group in catalogue.groups}


def weight_shares(pair: Pair, later: bool) -> dict[str, float]:
    """Return id → share among those parts of its whole that both runs have, 0 to 1, as given."""
    values = pair.given(later).weights.values
    mine, theirs = (wholes(pair.given(side).catalogue) for side in (later, not later))
    shares: dict[str, float] = {}
    for whole, parts in mine.items():
        common = {name: values[name] for name in parts if name in theirs.get(whole, ())}
        made = normalised_weights(common, whole) if any(common.values()) else [0.0] * len(common)
        shares.update(
            (name, round(float(s), _SHARES)) for name, s in zip(common, made, strict=True)
        )
    return shares


def mixed_weights(pair: Pair, sides: Sides) -> Weights:
    """Return one run's weights for the other's catalogue.

    A part that the weights do not know gets its weight in the other run, scaled by the parts of
    its whole that both know.
    """
    catalogue, given = pair.given(sides.catalogue).catalogue, pair.given(sides.weights)
    own, other = given.weights.values, pair.given(sides.catalogue).weights.values
    values: dict[str, float] = {}
    for parts in wholes(catalogue).values():
        known = [name for name in parts if name in own]
        mine, theirs = (sum(weights[name] for name in known) for weights in (own, other))
        scale = mine / theirs if mine and theirs else 0.0
        # Where nothing links the two, the other run's weights stand as they are.
        for name in parts:
            if scale:
                values[name] = own[name] if name in own else other[name] * scale
            else:
                values[name] = other[name]
    return given.weights.model_copy(update={"values": values, "method": given.method})


def mixed_regions(
    pair: Pair, sides: Sides, tables: Iterable[pd.DataFrame]
) -> tuple[list[Any], Gazetteer]:
    """Return the regions to score (`bench.scoring.ranking.Candidate`), and where they lie."""
    given, reader = pair.given(sides.weights), pair.given(sides.catalogue)
    known = {r.code: r for r in (*pair.given(not sides.catalogue).regions, *reader.regions)}
    level_of = {code: str(region.level) for code, region in known.items()}
    asked = (
        list(given.compared)
        if given.compared is not None
        else candidates(tables, level_of, given.levels)
    )
    return asked, Gazetteer(known.values())


def paired(before: PastRun, after: PastRun) -> Pair | None:
    """Return two runs to be mixed; None where the inputs of one are not known."""
    if before.inputs is None or after.inputs is None:
        return None
    old, new = before.texts, after.texts
    gone = {digest: name for name, digest in old.items() if digest and name not in new}
    come = {digest: name for name, digest in new.items() if name not in old}
    renamed = {gone[digest]: come[digest] for digest in sorted(gone.keys() & come.keys())}
    if not renamed:
        return Pair(before, after, before.inputs, after.inputs, {})
    run = replace(
        before,
        evidence=_renamed(before.evidence, renamed),
        documents=_renamed(before.documents, renamed),
        texts={renamed.get(name, name): digest for name, digest in old.items()},
    )
    return Pair(run, after, before.inputs, after.inputs, renamed)


def _renamed(table: pd.DataFrame, renamed: Mapping[str, str]) -> pd.DataFrame:
    return table.assign(document=table["document"].map(lambda name: renamed.get(name, name)))
