"""What a claim counts: by its kind of source, its subject, its own wording, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from bench.catalogue.method import Method
from bench.corpus.kinds import is_official, load_kinds
from bench.errors import BenchError, InputError
from bench.regions.gazetteer import Gazetteer
from bench.scoring.parameters import Parameters
from bench.scoring.parents import parent_wording
from bench.scoring.rollup import roll_up
from bench.scoring.source_kinds import WORDING_WEIGHT, weight_by_source
from bench.scoring.theme import weight_by_theme


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The evidence as it counts (columns beyond its schema say how), and what to tell the user."""

    evidence: pd.DataFrame
    notes: tuple[BenchError, ...]


def counted_evidence(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    codes: Sequence[str],
    method: Method,
    constants: Parameters,
    gazetteer: Gazetteer | None,
    theme: Sequence[str] = (),
) -> Counted:
    """Discount claims and roll them up, as the method asks for.

    Parameters
    ----------
    evidence, documents
        The evidence and documents tables, all regions in them.
    codes
        Codes of the regions compared.
    method, constants
        ``sources``, ``off_theme``, ``shared_wording`` and ``roll_up``; ``wording_share``.
    gazetteer
        Which region lies in which; needed for the last two.
    theme
        The words of the catalogue's theme; without any, ``off_theme`` changes nothing.

    Raises
    ------
    InputError
        The method names a kind of source that there is not.
    """
    kinds = [kind.id for kind in load_kinds()]
    unknown = [kind for kind in method.sources if kind not in kinds]
    if unknown:
        raise InputError("scoring.unknown_kind", kind=unknown[0], known=", ".join(kinds))
    notes: list[BenchError] = []
    counted = weight_by_source(evidence, documents, method.sources)
    if theme and method.off_theme < 1:
        counted = weight_by_theme(counted, theme, method.off_theme)
    if gazetteer is None:
        return Counted(counted, ())
    if method.shared_wording < 1:
        official = documents[documents["kind"].map(is_official).astype(bool)]
        shared = parent_wording(
            counted, official, gazetteer, constants.wording_share, method.shared_wording
        )
        counted = counted.assign(**{WORDING_WEIGHT: shared.factors})
        notes.append(
            InputError(
                "scoring.shared_wording", count=len(shared.shared), factor=method.shared_wording
            )
        )
    if method.roll_up:
        rolled = roll_up(counted, gazetteer, codes)
        counted = rolled.evidence
        moved = rolled.moved[["claims", "region", "province"]]
        notes += [
            InputError("scoring.rolled_up", claims=claims, region=region, province=province)
            for claims, region, province in moved.itertuples(index=False)
        ]
    return Counted(counted, tuple(notes))
