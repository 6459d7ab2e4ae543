"""What the live sheets calculate: the hierarchy laid out, and what it comes to in the run.

The sheets Weights, Calculation and Dimension scores redo the way from scores to ranks by formulas
(`bench.scoring.aggregated`), so that other weights can be tried in the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.composite.hierarchy import Hierarchy, Node, shares
from bench.composite.index import compose
from bench.composite.ranks import ranked
from bench.report.view import ReportView
from bench.report.workbook.cell_text import clean_text
from bench.scoring.heaviest import Flags, Floats, Integers
from bench.scoring.index import coverage
from bench.scoring.parameters import default_parameters
from bench.scoring.ranking import Bar
from bench.scoring.weights import INDEX


@dataclass(frozen=True, slots=True)
class Block:
    """A node of the hierarchy with its parts.

    Parameters
    ----------
    node
        The node.
    position
        Its own, in the hierarchy.
    depth
        0 of the index, 1 of a dimension, and so on.
    """

    node: Node
    position: int
    depth: int


@dataclass(frozen=True, slots=True, eq=False)
class Live:
    """What the formulas start from and come to under the weights of the run.

    n regions in the order of the ranking, k indicators, k + m positions of the hierarchy.

    Parameters
    ----------
    hierarchy
        With the weights of the run.
    names
        Of each position, in the language of the report.
    blocks
        The nodes, the index first, then level by level.
    regions, codes
        Of each region.
    scores
        Shape (n, k + m), not rounded; NaN where there is none.
    imputed
        Which scores of indicators were imputed, shape (n, k): they do not count as covered.
    claims, coverage
        Shape (n,).
    index, ranks
        Shape (n,); NaN where not ranked.
    bar
        What a region needs to be ranked.
    decimals
        For rounding before ranking.
    """

    hierarchy: Hierarchy
    names: tuple[str, ...]
    blocks: tuple[Block, ...]
    regions: tuple[str, ...]
    codes: tuple[str, ...]
    scores: Floats
    imputed: Flags
    claims: Integers
    coverage: Floats
    index: Floats
    ranks: Floats
    bar: Bar
    decimals: int

    @property
    def root(self) -> int:
        """The position of the index."""
        return self.blocks[0].position

    @property
    def dimensions(self) -> tuple[int, ...]:
        """The positions of the dimensions."""
        return self.blocks[0].node.children

    @property
    def weights(self) -> Floats:
        """The weight of each position in its parent, shape (k + m,); 1 of the index."""
        found = np.ones(len(self.names))
        for block in self.blocks:
            found[list(block.node.children)] = block.node.weights
        return found

    @property
    def shares(self) -> Floats:
        """The weight of each position in the index, shape (k + m,)."""
        return shares(self.hierarchy)

    @property
    def leaves(self) -> int:
        """How many indicators there are: theirs are the first positions."""
        return len(self.hierarchy.leaves)

    def rounded(self, scores: Floats) -> Floats:
        """Return scores rounded as before ranking."""
        return np.round(scores, self.decimals) + 0.0  # no -0

    def ranks_of(self, position: int) -> Floats:
        """Return the rank of each ranked region by one score, shape (n,); NaN for the others."""
        return ranked(
            np.where(np.isnan(self.ranks), np.nan, self.scores[:, position]), self.decimals
        )


def live_of(view: ReportView) -> Live | None:
    """Return what the live sheets calculate; None where the run does not tell, or has no region."""
    made, bar = view.composition, view.bar
    if made is None or bar is None or not made.regions:
        return None
    place = {region.code: row for row, region in enumerate(made.regions)}
    table = view.ordered
    order = [place[str(code)] for code in table["region_code"]]
    normalised, read = made.normalised[order], made.cells.read[order]
    groups = compose(normalised, made.hierarchy)
    index = np.round(groups[:, -1], made.method.decimals) + 0.0
    covered = np.round(coverage(read, made.hierarchy), default_parameters().decimals)
    claims = made.cells.claims[order]
    passed = bar.passed(claims, covered, index)
    index = np.where(passed, index, np.nan)
    return Live(
        hierarchy=made.hierarchy,
        names=_names(view, made.hierarchy),
        blocks=_blocks(made.hierarchy),
        regions=tuple(map(clean_text, table["region"])),
        codes=tuple(map(str, table["region_code"])),
        scores=np.concatenate([normalised, groups], axis=1),
        imputed=~np.isnan(normalised) & np.isnan(read),
        claims=claims,
        coverage=covered,
        index=index,
        ranks=ranked(index, made.method.decimals),
        bar=bar,
        decimals=made.method.decimals,
    )


def _names(view: ReportView, hierarchy: Hierarchy) -> tuple[str, ...]:
    catalogue = view.catalogue
    name_of = {part.id: part.name.in_(view.language) for part in catalogue.groups}
    name_of |= {part.id: part.name.in_(view.language) for part in catalogue.indicators}
    name_of[INDEX] = view.word("index_plain")
    return tuple(clean_text(name_of[part]) for part in hierarchy.ids)


def _blocks(hierarchy: Hierarchy) -> tuple[Block, ...]:
    """Return the nodes level by level from the top; the parts of a node stay in their order."""
    leaves = len(hierarchy.leaves)
    blocks = [Block(hierarchy.nodes[-1], leaves + len(hierarchy.nodes) - 1, 0)]
    for block in blocks:  # which grows meanwhile
        inner = [child for child in block.node.children if child >= leaves]
        blocks += [Block(hierarchy.nodes[c - leaves], c, block.depth + 1) for c in inner]
    return tuple(blocks)
