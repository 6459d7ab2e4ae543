"""All that the writers of a report need, in one immutable value."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.comparison.overview import Overview
from bench.composite.hierarchy import Hierarchy
from bench.report.labels import word
from bench.scoring.ranking import Bar
from bench.scoring.score import Composition
from bench.scoring.sureness import Sureness
from bench.statistics.schema import STATISTICS
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, FIGURES, RANKING, SCORES


@dataclass(frozen=True, slots=True, eq=False)
class ReportView:
    """What a run found, ready to be written.

    Parameters
    ----------
    title
        Name of the report.
    language
        ``"zh"`` or ``"en"``.
    target
        Name of the region that the report is for; ``""`` for none.
    method_line, source_line, date
        One line on the method (subtitle of charts), one on the sources and the date of the
        data (foot of charts). ``date`` may be empty.
    catalogue
        Dimensions and indicators, in the order of the report.
    evidence, claims, figures, scores, ranking, documents, cuts, statistics
        Tables by the schemas of `bench.tables`; ``ranking`` has one more column for each
        dimension id (on the scale of the method, or NaN).
    sureness
        How sure the ranking is.
    similarity
        Square table, region names × region names: cosine similarity of the words of their
        claims, 0 to 1 or NaN.
    method
        Settings, weights and counts as (label, text), shown on the method sheet.
    steps
        How indicators became an index.
    hierarchy
        The weights as used; None where they are not known.
    overview
        The regions beside one another; None where they were not compared.
    counted
        The rows of evidence behind the scores, as `bench.scoring.duplicates.distinct_claims`
        returns them; None where they are not known.
    composition, bar
        What was aggregated, not rounded, and what a region needs to be ranked: what the formulas
        of the workbook start from. None where they are not known: then there are none.

    Raises
    ------
    ValueError
        A table does not have its schema: a mistake of the program.
    """

    title: str
    language: str
    target: str
    method_line: str
    source_line: str
    date: str
    catalogue: Catalogue
    evidence: pd.DataFrame
    claims: pd.DataFrame
    figures: pd.DataFrame
    scores: pd.DataFrame
    ranking: pd.DataFrame
    sureness: Sureness
    documents: pd.DataFrame
    cuts: pd.DataFrame
    statistics: pd.DataFrame
    similarity: pd.DataFrame
    method: tuple[tuple[str, str], ...] = ()
    steps: Method = field(default_factory=Method)
    hierarchy: Hierarchy | None = None
    overview: Overview | None = None
    counted: pd.DataFrame | None = None
    composition: Composition | None = None
    bar: Bar | None = None

    def __post_init__(self) -> None:
        EVIDENCE.check(self.evidence)
        CLAIMS.check(self.claims)
        FIGURES.check(self.figures)
        SCORES.check(self.scores)
        RANKING.check(self.ranking)
        DOCUMENTS.check(self.documents)
        CUTS.check(self.cuts)
        STATISTICS.check(self.statistics)
        wanted = [dimension.id for dimension in self.catalogue.dimensions]
        missing = [name for name in wanted if name not in self.ranking.columns]
        if missing:
            raise ValueError(f"table ranking: no column for dimensions {missing}")
        if list(self.similarity.index) != list(self.similarity.columns):
            raise ValueError("similarity: rows and columns must be the same regions in order")

    @property
    def source_foot(self) -> str:
        """Source and date, as they stand under every chart."""
        if self.date:
            return self.word("foot_date", source=self.source_line, date=self.date)
        return self.word("foot_source", source=self.source_line)

    @property
    def ordered(self) -> pd.DataFrame:
        """The ranking, best first and regions without a rank last."""
        return self.ranking.sort_values(
            "rank", kind="stable", na_position="last", ignore_index=True
        )

    @property
    def ranked(self) -> pd.DataFrame:
        """The regions that have a rank, best first."""
        ordered = self.ordered
        return ordered[ordered["rank"].notna()]

    @property
    def charted(self) -> pd.DataFrame:
        """The regions that charts show, best first: those with a rank, and the target.

        All of them where none has a rank.
        """
        ordered = self.ordered
        unranked = ordered["rank"].isna()
        if unranked.all():
            return ordered
        return ordered[~unranked | (ordered["region"] == self.target)]

    def weights_within(self) -> dict[str, float]:
        """Return indicator id → its share in its dimension, as used; empty where not known."""
        if self.hierarchy is None:
            return {}
        leaves, nodes = self.hierarchy.leaves, self.hierarchy.nodes
        found: dict[str, float] = {}
        open_ = [(child, 1.0) for child in nodes[-1].children]
        while open_:
            place, share = open_.pop()
            if place < len(leaves):
                found[leaves[place]] = share
                continue
            node = nodes[place - len(leaves)]
            open_ += [(c, share * w) for c, w in zip(node.children, node.weights, strict=True)]
        return found

    def word(self, name: str, **values: object) -> str:
        """Return a text of the report's messages in the language of the report."""
        return word(name, self.language, **values)
