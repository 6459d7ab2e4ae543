"""Steps of a method that do not go together: what can be told before any value is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from bench.catalogue.method import AggregationName, EvidenceNormalisation, Method, Normalisation
from bench.catalogue.model import STATISTIC, Catalogue, Dimension, Indicator
from bench.errors import BenchError, InputError
from bench.yamlfile import nearest
from bench.yamlnodes import Loc

_NEEDED: Final = {"goalposts": "goalposts", "distance_to_target": "target"}
_FOR_INSTANCE: Final = {"goalposts": "goalposts: [0.0, 100.0]", "target": "target: 20.0"}
# Means that take nothing but scores above 0.
_POSITIVE: Final = frozenset({"geometric", "harmonic"})
# Of these the worst region gets the low end of the scale, whatever the values are.
_TO_THE_END: Final = frozenset({"min_max", "percentile", "distance_to_best", "distance_to_target"})

# Scores of these have no ends that a scale could give.
WITHOUT_ENDS: Final = frozenset({"z_score", "rank"})


@dataclass(frozen=True, slots=True)
class Clash:
    """Something in a method that cannot be done.

    Parameters
    ----------
    key
        Which message it is.
    at
        Where it stands in a catalogue.
    steps
        The steps that it comes from, for a weights file that changes one of them.
    id
        The indicator or group it is about; empty for the method itself.
    values
        What fills the message, but for its place.
    """

    key: str
    at: Loc
    steps: tuple[str, ...]
    id: str = ""
    values: dict[str, object] = field(default_factory=dict)


def normalisation_of(indicator: Indicator, method: Method) -> Normalisation:
    """Return how a statistic is normalised: with ``min_max`` by its own goalposts or target."""
    if method.normalisation != "min_max":
        return method.normalisation
    if indicator.goalposts is not None:
        return "goalposts"
    return "min_max" if indicator.target is None else "distance_to_target"


def has_fixed_ends(indicator: Indicator, method: Method) -> bool:
    """Tell whether goalposts or a target, and not the regions, say what ends the scale."""
    return normalisation_of(indicator, method) in _NEEDED


def check_steps(catalogue: Catalogue, method: Method) -> None:
    """Refuse a method that cannot be used on a catalogue, whatever the values are.

    Raises
    ------
    InputError
        The first of the clashes.
    """
    for clash in clashes(catalogue, method):
        place = catalogue.place_of(clash.id)
        raise InputError(clash.key, place=place, **clash.values)


def clashes(catalogue: Catalogue, method: Method) -> Iterator[Clash]:
    """Yield what cannot be done on a catalogue, whatever the values are.

    These are goalposts or targets that are missing, or both given where either could count;
    statistics and evidence on different scales; geometric or harmonic means of scores of which
    some are surely 0 or less, and entropy of scores of which some are surely negative; a factor
    off the theme of a catalogue without one. Where goalposts decide, only the values can tell.
    """
    for indicator in catalogue.statistics:
        yield from _ends(catalogue, indicator, method)
    yield from _no_theme(catalogue, method)
    yield from _two_scales(catalogue, method)
    if method.weighting == "entropy":
        yield from _below_zero(catalogue, method)
    if catalogue.aggregation in _POSITIVE:
        yield from _below_a_mean(catalogue.aggregation, catalogue.dimensions, (), method)
    for group in catalogue.groups:
        if group.aggregation in _POSITIVE:
            at = catalogue.locations[group.id]
            yield from _below_a_mean(group.aggregation, group.parts, at, method)


def perhaps_below_a_mean(catalogue: Catalogue) -> Iterator[tuple[AggregationName, Dimension]]:
    """Yield means of groups that may fail: geometric or harmonic, and the first such group.

    That is one that comes to 0 or less where a region is last in all that it is made of.
    """
    wholes = [(catalogue.aggregation, catalogue.dimensions)]
    wholes += [(group.aggregation, group.dimensions) for group in catalogue.groups]
    for aggregation, groups in wholes:
        for part in groups if aggregation in _POSITIVE else ():
            low = (_not_positive(one, catalogue.method) for one in part.all_indicators())
            if part.aggregation not in _POSITIVE and all(low):
                yield aggregation, part
                break


def unknown_kinds(method: Method, kinds: Collection[str]) -> Iterator[Clash]:
    """Yield the kinds of document that ``sources`` names and that there are not."""
    for kind in method.sources:
        if kind not in kinds:
            at = ("method", "sources", kind)
            near = nearest(kind, list(kinds))
            values: dict[str, object] = {"kind": kind, "known": ", ".join(kinds)}
            key = "catalogue.unknown_kind"
            if near:
                key, values = "catalogue.unknown_kind_near", {"kind": kind, "nearest": near}
            yield Clash(key, at, ("sources",), values=values)


def _no_theme(catalogue: Catalogue, method: Method) -> Iterator[Clash]:
    if method.off_theme < 1 and not catalogue.theme:
        yield Clash("catalogue.no_theme", ("method", "off_theme"), ("off_theme",))


def _ends(catalogue: Catalogue, indicator: Indicator, method: Method) -> Iterator[Clash]:
    at = catalogue.locations[indicator.id]
    values: dict[str, object] = {"name": indicator.name, "id": indicator.id}
    needed = _NEEDED.get(method.normalisation)
    if needed and getattr(indicator, needed) is None:
        yield Clash(
            "catalogue.not_given",
            at,
            ("normalisation",),
            indicator.id,
            {**values, "field": needed, "example": _FOR_INSTANCE[needed]},
        )
    both = indicator.goalposts is not None and indicator.target is not None
    if both and method.normalisation == "min_max":
        yield Clash("catalogue.two_ends", (*at, "target"), ("normalisation",), indicator.id, values)


def _two_scales(catalogue: Catalogue, method: Method) -> Iterator[Clash]:
    """Yield where z-scores, ranks from 1 to n, and a scale with two ends stand side by side."""
    statistics, evidence = method.normalisation, method.evidence
    same = statistics == evidence or not {statistics, evidence} & WITHOUT_ENDS
    if same or not (catalogue.statistics and catalogue.evidence_indicators):
        return
    steps = ("normalisation", "evidence")
    at = steps[0] if statistics in WITHOUT_ENDS else steps[1]
    values: dict[str, object] = {
        "normalisation": statistics,
        "evidence": evidence,
        "mend": f"evidence: {statistics}" if at == steps[0] else f"normalisation: {evidence}",
    }
    yield Clash("catalogue.two_scales", ("method", at), steps, values=values)


def _below_a_mean(
    aggregation: AggregationName,
    parts: tuple[Indicator | Dimension, ...],
    at: Loc,
    method: Method,
) -> Iterator[Clash]:
    """Yield the first part that is surely 0 or less somewhere."""
    for part in parts:
        key = _not_positive(part, method)
        if key:
            yield Clash(
                key,
                (*at, "aggregation"),
                ("scale", "normalisation", "evidence"),
                part.id,
                {
                    "aggregation": BenchError(f"method.aggregation_{aggregation}"),
                    "name": part.name,
                    "id": part.id,
                    "low": f"{method.ends[0]:g}",
                },
            )
            return


def _not_positive(part: Indicator | Dimension, method: Method) -> str:
    """Return which message tells why a part is surely 0 or less somewhere; "" where it is not."""
    if isinstance(part, Dimension):
        if part.aggregation == "copeland":
            return "catalogue.mean_of_signed"
        # What several parts come to only the values can tell.
        only = part.parts[0] if len(part.parts) == 1 and part.aggregation == "arithmetic" else None
        return _not_positive(only, method) if only else ""
    if method.ends[0] > 0:
        return ""
    by = _scaled_by(part, method)
    if by == "z_score":
        return "catalogue.mean_of_signed"
    # Evidence as it is: a region whose documents say nothing of it has the low end.
    silent = by == "none" and part.direction == "higher"
    return "catalogue.mean_of_zero" if silent or by in _TO_THE_END else ""


def _below_zero(catalogue: Catalogue, method: Method) -> Iterator[Clash]:
    """Yield the first indicator that is weighed by entropy and surely negative somewhere."""
    low = method.ends[0]
    for group in catalogue.groups:
        for indicator in group.indicators if len(group.indicators) > 1 else ():
            by = _scaled_by(indicator, method)
            if (by == "z_score" and low <= 0) or (by in _TO_THE_END and low < 0):
                values: dict[str, object] = {"name": indicator.name, "id": indicator.id}
                steps = ("weighting", "normalisation", "evidence", "scale")
                at = ("method", "weighting")
                yield Clash("catalogue.entropy_of_negative", at, steps, indicator.id, values)
                return


def _scaled_by(indicator: Indicator, method: Method) -> Normalisation | EvidenceNormalisation:
    if indicator.kind == STATISTIC:
        return normalisation_of(indicator, method)
    return method.evidence
