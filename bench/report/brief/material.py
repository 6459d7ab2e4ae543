"""What a brief is written from: the run, where its proofs stand, and which claims are cited."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from bench.comparison.beside import Beside
from bench.comparison.gaps import AHEAD, INDICATOR, LEVEL, UNREAD
from bench.composite.tiers import Tiers, reachable_tiers, tiers_of
from bench.messages import message
from bench.report.brief.levels import least_told, levelled
from bench.report.brief.numerals import numeral
from bench.report.brief.rules import BriefRules, brief_rules
from bench.report.cells import score_cells, sorted_evidence
from bench.report.counted import with_rolled_up
from bench.report.scale import fixed, score_scale
from bench.report.view import ReportView
from bench.report.wording import number
from bench.report.workbook.places import Proofs, proofs_of
from bench.report.workbook.sheet import MAX_ROWS
from bench.scoring.states import SILENT

NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim that the brief cites, by the number it has there.

    Parameters
    ----------
    number
        From 1, in the order of the brief.
    region, quote, title, section, document
        Of the claim.
    row
        Its row on the sheet of evidence as a reader counts; 0 where it is not there.
    """

    number: int
    region: str
    quote: str
    title: str
    section: str
    document: str
    row: int


@dataclass(slots=True, eq=False)
class Citations:
    """The claims that a brief cites, numbered as they come."""

    proofs: Proofs
    cited: dict[tuple[str, int], Cited] = field(default_factory=dict)

    def cite(self, claim: Mapping[str, Any]) -> int:
        """Return the number of a claim, a row of `EVIDENCE`, `BORROWED` or `SIDE_BY_SIDE`."""
        key = str(claim["document"]), int(claim["start"])
        if key not in self.cited:
            place = self.proofs.claim(str(claim["region_code"]), str(claim["indicator"]), *key)
            self.cited[key] = Cited(
                number=len(self.cited) + 1,
                region=str(claim["region"]),
                quote=str(claim["quote"]),
                title=str(claim["title"]),
                section=str(claim["section"]),
                document=key[0],
                row=place[1] + 1 if place else 0,
            )
        return self.cited[key].number


@dataclass(frozen=True, eq=False)
class Material:
    """All that the sections of a brief are written from."""

    view: ReportView
    rules: BriefRules
    citations: Citations

    @classmethod
    def of(cls, view: ReportView, rules: BriefRules | None = None) -> Material:
        """Gather it from a run; the rules are those shipped by default."""
        held = sorted_evidence(view).iloc[: MAX_ROWS - 1]
        return cls(view, rules or brief_rules(), Citations(proofs_of(view, held, {})))

    def say(self, name: str, **values: object) -> str:
        """Return a text of ``bench/messages/brief.yaml`` in the language of the report."""
        return message(f"brief.{name}", self.view.language, **values)

    def listed(self, names: Sequence[str]) -> str:
        """Join names."""
        return self.view.word("names_separator").join(names)

    def index(self, value: float) -> str:
        """Return an index or a dimension score in words; – where there is none."""
        return NONE if _missing(value) else number(self.view, value)

    def score(self, value: float) -> str:
        """Return an indicator's score in words; – where there is none."""
        return NONE if _missing(value) else fixed(float(value), self._places)

    def ordinal(self, number: int) -> str:
        """Return a small number as headings write it: 一 in Chinese, 1 in English."""
        return str(number) if self.view.language == "en" else numeral(number)

    def rank(self, value: float) -> str:
        """Return a rank in words; – where there is none."""
        return NONE if _missing(value) else str(int(value))

    @cached_property
    def beside(self) -> Beside | None:
        """The target beside its peers; None where it has none."""
        own = self.view.overview.beside if self.view.overview else None
        return own if own is not None and own.gaps.peers else None

    @cached_property
    def target_code(self) -> str:
        """Code of the target; ``""`` where none is named, or it is not in the run."""
        codes = self.view.ranking.loc[self.view.ranking["region"] == self.view.target]
        return str(codes["region_code"].iloc[0]) if len(codes) else ""

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The target's indicators by the schema `GAPS`, what moves the index most first.

        A difference too small to show is none.
        """
        if self.beside is None:
            return pd.DataFrame()
        table = self.beside.gaps.table
        rows = table[table["kind"] == INDICATOR].reset_index(drop=True)
        return levelled(rows, least_told(score_scale(self.view), self.rules.level))

    @cached_property
    def trailing(self) -> pd.DataFrame:
        """Of `gaps` those where the target trails."""
        return self.gaps[self.gaps["gap"].notna()] if len(self.gaps) else self.gaps

    @cached_property
    def both_silent(self) -> pd.DataFrame:
        """Of `gaps` those that neither the target nor most of its peers mention."""
        if self.gaps.empty:
            return self.gaps
        return self.gaps[self.gaps["state"].eq(LEVEL) & self.gaps["id"].isin(self.silent)]

    @cached_property
    def strongest(self) -> pd.DataFrame:
        """Of `gaps` those where the target is ahead, with their ``lead``, widest first.

        What counts is the lead × the effective weight; of equals the first of the catalogue.
        """
        if self.gaps.empty:
            return self.gaps
        rows = self.gaps[self.gaps["state"] == AHEAD]
        rows = rows.assign(lead=rows["score"] - rows["median"])
        order = (rows["lead"] * rows["weight"]).sort_values(ascending=False, kind="stable")
        return rows.loc[order.index].reset_index(drop=True)

    @cached_property
    def why_unranked(self) -> str:
        """Why the target has no rank; ``""`` where there is no target, or it is ranked."""
        table = self.view.ranking
        notes = table.loc[table["region_code"] == self.target_code, "note"].tolist()
        return str(notes[0]) if notes else ""

    @cached_property
    def dimension_weights(self) -> dict[str, float]:
        """Dimension → its share in the index; empty where not known."""
        hierarchy = self.view.hierarchy
        if hierarchy is None:
            return {}
        root = hierarchy.nodes[-1]
        names = [hierarchy.ids[child] for child in root.children]
        return dict(zip(names, root.weights, strict=True))

    @cached_property
    def unread(self) -> bool:
        """Whether the target has peers, but nothing was read of it."""
        return len(self.gaps) > 0 and bool((self.gaps["state"] == UNREAD).all())

    @cached_property
    def found_by_terms(self) -> frozenset[tuple[str, str, str, int]]:
        """Region code, indicator, document and start of what a term of the catalogue found."""
        rows = with_rolled_up(self.view)
        rows = rows[rows["terms"] != ""]
        columns = (rows[name] for name in ("region_code", "indicator", "document", "start"))
        return frozenset(zip(*columns, strict=True))

    @cached_property
    def tiers(self) -> Tiers | None:
        """The tiers of the ranked regions, in the order of `ReportView.ranked`; or None."""
        limits = self.rules.tiers
        if len(self.view.ranked) < limits.least:
            return None
        index = np.round(self.view.ranked["index"].to_numpy(dtype=float), self.view.steps.decimals)
        return tiers_of(index, most=limits.most, least_fit=limits.least_fit)

    @cached_property
    def reachable(self) -> list[tuple[int, int]]:
        """The best and the worst tier that the rank interval of each ranked region reaches."""
        if self.tiers is None:
            return []
        columns = (self.view.ranked[name] for name in ("rank", "rank_low", "rank_high"))
        ranks, low, high = (column.to_numpy(dtype=np.int64) for column in columns)
        best, worst = reachable_tiers(self.tiers.tier, ranks, low, high)
        return list(zip(best.tolist(), worst.tolist(), strict=True))

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The indicators that the target's documents were read for and do not mention."""
        cells = score_cells(self.view)
        return tuple(
            indicator.id
            for indicator in self.view.catalogue.evidence_indicators
            if (cell := cells.get((self.target_code, indicator.id))) and cell.state == SILENT
        )

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """Regions without a rank of which no document was read: the sources only mention them."""
        view = self.view
        if view.ranked.empty or not view.catalogue.evidence_indicators:
            return ()
        read = view.documents.loc[view.documents["state"] == "read", "region_code"]
        rows = view.ranking[view.ranking["rank"].isna() & (view.ranking["region"] != view.target)]
        return tuple(str(name) for name in rows.loc[~rows["region_code"].isin(read), "region"])

    @cached_property
    def mixed(self) -> tuple[str, ...]:
        """The levels of the ranked regions in words, the most frequent first; empty for one."""
        levels = self.view.ranked["level"].value_counts(sort=True)
        ordered = sorted(levels.index, key=lambda level: (-levels[level], level))
        names = tuple(self.level(str(level)) for level in ordered if level)
        return names if len(names) > 1 else ()

    def level(self, level: str) -> str:
        """Return a level of regions in words: 省级."""
        return self.say("level_city") if level == "city" else self.view.word(f"level_{level}")

    @cached_property
    def few(self) -> bool:
        """Whether too few regions are ranked for their order to say much."""
        return len(self.view.ranked) < self.rules.tiers.least

    @cached_property
    def blurred(self) -> bool:
        """Whether more than half of the ranked regions could as well stand in another tier."""
        return sum(best < worst for best, worst in self.reachable) * 2 > len(self.reachable)

    @cached_property
    def _places(self) -> int:
        return score_scale(self.view).places


def _missing(value: float) -> bool:
    return value is None or math.isnan(value)
