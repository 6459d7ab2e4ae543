"""Every weight of a catalogue: what was given, what it comes to, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.catalogue.judgements import INDEX
from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Dimension, Indicator, Text, Weights
from bench.composite.hierarchy import Hierarchy, shares


@dataclass(frozen=True, slots=True)
class WeightRow:
    """The weight of a dimension, a group or an indicator.

    Parameters
    ----------
    id, name
        Of the part.
    depth
        1 of a dimension, 2 of its parts, and so on.
    weight
        As given, 0 or more.
    share
        Of its whole, 0 to 1; the parts of a whole sum to 1.
    effective
        Of the index, 0 to 1: the product of the shares from the top down.
    source
        Where the weight is from: ``"weights.yaml:4"``, ``"compare.csv"``, ``"--set"``, or the
        method that weighs by the data.
    ratio
        Consistency ratio of the judgements that it is from; None where it is from none.
    """

    id: str
    name: Text
    depth: int
    weight: float
    share: float
    effective: float
    source: str
    ratio: float | None


def weight_rows(
    catalogue: Catalogue,
    weights: Weights,
    hierarchy: Hierarchy,
    method: Method,
    places: Mapping[str, str],
) -> tuple[WeightRow, ...]:
    """Return every weight, a dimension before its parts, in the order of the catalogue.

    Parameters
    ----------
    catalogue, weights
        The parts, and the weights given to them.
    hierarchy
        The weights as used.
    method
        Whose ``weighting`` replaces the weights of indicators where it is not ``given``.
    places
        Id → where the catalogue gives its weight, for what `Weights.places` leaves out.
    """
    effective = dict(zip(hierarchy.ids, shares(hierarchy).tolist(), strict=True))
    share = {
        hierarchy.ids[child]: weight
        for node in hierarchy.nodes
        for child, weight in zip(node.children, node.weights, strict=True)
    }

    def rows(
        parts: tuple[Dimension | Indicator, ...], whole: str, by_data: frozenset[str], depth: int
    ) -> Iterator[WeightRow]:
        for part in parts:
            source = weights.places.get(part.id) or places.get(part.id, "")
            # What was set by hand is judged no more.
            judged = whole in weights.ratios and not source.startswith("--")
            if part.id in by_data:
                source, judged = method.weighting, False
            yield WeightRow(
                part.id,
                part.name,
                depth,
                weights.values[part.id],
                share[part.id],
                effective[part.id],
                source,
                weights.ratios[whole] if judged else None,
            )
            if isinstance(part, Dimension):
                inner = weighed_by_data(part, method)
                yield from rows(part.parts, part.id, inner, depth + 1)

    return tuple(rows(catalogue.dimensions, INDEX, frozenset(), 1))


def weighed_by_data(group: Dimension, method: Method) -> frozenset[str]:
    """Return the indicators of a group whose weights the method gives, not the user.

    Those directly in the group, where there are two or more; together they keep their weight.
    """
    names = frozenset(indicator.id for indicator in group.indicators)
    return names if method.weighting != "given" and len(names) > 1 else frozenset()
