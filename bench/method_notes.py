"""What a run did, in words: the lines of charts and the method sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Weights
from bench.messages import message
from bench.report.labels import source_label
from bench.report.scale_names import OPEN, aggregations, normalisations, scale_name
from bench.scoring.parameters import default_parameters
from bench.scoring.weights import weighted_hierarchy
from bench.settings import Settings

UNNUMBERED: Final = "0.0.0"  # of a working copy that was never released


def method_line(catalogue: Catalogue, weights: Weights, settings: Settings) -> str:
    """Return the method in one line, for the subtitles of charts."""
    say = _of_method(settings.language)
    method = weights.method or catalogue.method
    evidence, statistics = len(catalogue.evidence_indicators), len(catalogue.statistics)
    kind = "mixed" if evidence and statistics else "evidence" if evidence else "statistics"
    parts = [
        say(
            f"line_{kind}",
            count=evidence + statistics,
            evidence=evidence,
            statistics=statistics,
            weights=weights_name(weights, settings),
        ),
        steps_line(catalogue, weights, settings.language),
    ]
    if method.ends != (0.0, 100.0):
        scale = scale_name(catalogue, method, settings.language)
        parts += [say("line_scale", scale=scale)] if scale else []
    return say("between").join(parts)


def source_line(
    documents: pd.DataFrame, claims: pd.DataFrame, language: str, statistics: Path | None = None
) -> str:
    """Return the sources in one line, for the foot of charts."""
    read = int((documents["state"] == "read").sum())
    parts = []
    if read or statistics is None:
        parts.append(message("run.source_line", language, read=read, claims=f"{len(claims):,}"))
    if statistics is not None:
        parts.append(message("method.source_statistics", language, file=statistics.name))
    return message("method.between", language).join(parts)


def steps_line(catalogue: Catalogue, weights: Weights, language: str) -> str:
    """Return the steps of the method in words: those of statistics only where there are any."""
    method, say = weights.method or catalogue.method, _of_method(language)
    names = []
    if catalogue.statistics:
        names += [f"missing_{method.missing}", f"outliers_{method.outliers}"]
        names.append(f"normalisation_{method.normalisation}")
    if catalogue.evidence_indicators and method.evidence != "none":
        names.append(f"normalisation_{method.evidence}")
    if method.weighting != "given":
        names.append(f"weighting_{method.weighting}")
    names += [f"aggregation_{name}" for name in aggregations(catalogue)]
    told = [say(name) for name in dict.fromkeys(names)]
    return say("between").join([*told, *_counting(catalogue, method, language)])


def _counting(catalogue: Catalogue, method: Method, language: str) -> list[str]:
    """Return how claims count, where not all alike."""
    say = _of_method(language)
    told: list[str] = []
    if not catalogue.evidence_indicators:
        return told
    if method.sources:
        factors = message("run.separator", language).join(
            f"{source_label(kind, language)} {factor:g}" for kind, factor in method.sources.items()
        )
        told.append(say("sources", factors=factors))
    if method.off_theme < 1:
        told.append(say("off_theme", factor=f"{method.off_theme:g}"))
    if method.shared_wording < 1:
        told.append(say("shared_wording", factor=f"{method.shared_wording:g}"))
    if method.roll_up:
        told.append(say("roll_up"))
    return told


def weights_name(weights: Weights, settings: Settings) -> str:
    """Return the name of the weight scenario."""
    if settings.weights is None:
        return message("run.own_weights", settings.language)
    return weights.name.in_(settings.language)


def weights_text(catalogue: Catalogue, weights: Weights, settings: Settings) -> str:
    """Return the weights as used: equal ones in a phrase, others one by one."""
    language = settings.language
    say = _of_run(language)
    nodes = weighted_hierarchy(catalogue, weights.values).nodes
    shares = nodes[-1].weights
    names = [dimension.name.in_(language) for dimension in catalogue.dimensions]
    if len(names) > 1 and _alike(shares):
        across = say("text_weights_equal", count=len(names), share=percentage(shares[0]))
    else:
        across = say("separator").join(
            say("text_weight", name=name, share=percentage(share))
            for name, share in zip(names, shares, strict=True)
        )
    # Weights that the data give are a step of the method, told there.
    given = (weights.method or catalogue.method).weighting == "given"
    equal = all(_alike(node.weights) for node in nodes[:-1])
    within = say("text_within_equal" if equal else "text_within") if given else ""
    scenario = "" if settings.weights is None else weights_name(weights, settings)
    return (
        say("text_weights", name=scenario, across=across + within) if scenario else across + within
    )


def _alike(shares: Sequence[float]) -> bool:
    return max(shares) - min(shares) < 1e-9


def percentage(share: float) -> str:
    """Return a share in percent with one decimal, or none where there is none: 25%, 33.3%."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def method_notes(
    settings: Settings,
    catalogue: Catalogue,
    weights: Weights,
    documents: pd.DataFrame,
    claims: pd.DataFrame,
    evidence: pd.DataFrame,
    cuts: pd.DataFrame,
    scores: pd.DataFrame,
) -> tuple[tuple[str, str], ...]:
    """Return what this run did as (label, text), for the method sheet."""
    from bench import __version__

    language = settings.language
    say = _of_run(language)
    low, high = default_parameters().rank_percentiles
    with_documents = bool(catalogue.evidence_indicators)
    everywhere = say("text_all_regions" if with_documents else "text_all_given")
    regions = say("separator").join(settings.regions or ()) or everywhere
    coverage = f"{settings.min_coverage:.0%}"
    bar = (
        say("text_bar", claims=settings.min_claims, coverage=coverage)
        if with_documents
        else say("text_bar_statistics", coverage=coverage)
    )
    fingerprint = catalogue.fingerprint()[:12]
    title, file = catalogue.title.in_(language), settings.catalogue_file.name
    interval = message(
        "scoring.interval_note" if with_documents else "scoring.interval_note_statistics",
        language,
        draws=f"{settings.draws:,}",
        seed=settings.seed,
        low=f"{low:g}",
        high=f"{high:g}",
    )
    return (
        (say("label_version"), __version__ if __version__ != UNNUMBERED else say("unnumbered")),
        (
            say("label_catalogue"),
            say("text_catalogue", title=title, file=file, fingerprint=fingerprint),
        ),
        (say("label_weights"), weights_text(catalogue, weights, settings)),
        *steps_notes(catalogue, weights, language),
        (say("label_regions"), regions),
        *(_document_notes(catalogue, documents, claims, evidence, cuts, language)),
        *(_statistic_notes(catalogue, scores, language)),
        (say("label_bar"), bar),
        (say("label_interval"), interval),
    )


def steps_notes(catalogue: Catalogue, weights: Weights, language: str) -> Iterator[tuple[str, str]]:
    """Yield each step from indicators to the index as (label, text), as this run did it."""
    method, say = weights.method or catalogue.method, _of_method(language)
    between = say("between")
    yield say("label_scale"), _scale_text(catalogue, method, language)
    if catalogue.evidence_indicators:
        low, high = (f"{end:g}" for end in method.ends)
        as_it_is = method.evidence == "none" and method.ends == (0.0, 100.0)
        step = "as_it_is" if as_it_is else method.evidence
        lower = any(i.direction == "lower" for i in catalogue.evidence_indicators)
        saturation = f"{default_parameters().saturation:g}"
        parts = [
            message("run.text_score", language, saturation=saturation),
            *([say("evidence_lower")] if lower else []),
            say(f"evidence_{step}", low=low, high=high)
            if step in ("as_it_is", "none")
            else say("evidence_by", step=say(f"normalisation_{step}")),
            *_counting(catalogue, method, language),
        ]
        yield message("run.label_score", language), between.join(parts)
    if catalogue.statistics:
        name = say(f"normalisation_{method.normalisation}")
        own = method.normalisation == "min_max" and any(
            i.goalposts is not None or i.target is not None for i in catalogue.statistics
        )
        yield say("label_normalisation"), say("own_ends", step=name) if own else name
        yield say("label_outliers"), say(f"outliers_{method.outliers}")
    yield say("label_missing"), between.join(_missing(catalogue, method, language))
    if method.weighting != "given":
        yield say("label_weighting"), say("weighting_by", step=say(f"weighting_{method.weighting}"))
    yield say("label_aggregation"), _aggregation_text(catalogue, language)
    thresholds = [
        say("named_share", name=name, share=f"{threshold:.0%}")
        for name, _, threshold in _groups(catalogue, language)
        if threshold
    ]
    if thresholds:
        yield say("label_threshold"), message("run.separator", language).join(thresholds)


def _scale_text(catalogue: Catalogue, method: Method, language: str) -> str:
    say = _of_method(language)
    low, high = (f"{end:g}" for end in method.ends)
    names = normalisations(catalogue, method)
    if not names & OPEN:
        return say("scale_ends", low=low, high=high)
    if names == {"z_score"}:
        return say("scale_z_score", mean=low, sd=high)
    return say("scale_rank" if names == {"rank"} else "scale_mixed")


def _missing(catalogue: Catalogue, method: Method, language: str) -> Iterator[str]:
    say = _of_method(language)
    if catalogue.evidence_indicators:
        yield say("missing_evidence")
    if not catalogue.statistics:
        return
    if method.missing == "drop":
        yield say("missing_statistics")
    else:
        within = say(f"within_{method.imputed_within}")
        by = say(f"typical_{method.missing}")
        yield say("missing_imputed", by=by, within=within)


def _aggregation_text(catalogue: Catalogue, language: str) -> str:
    """Say what is combined how: every node where they differ."""
    say, separator = _of_method(language), message("run.separator", language)
    found: dict[str, list[str]] = {}
    for name, aggregation, _ in _groups(catalogue, language):
        found.setdefault(aggregation, []).append(name)
    if len(found) == 1:
        return say("aggregation_throughout", step=say(f"aggregation_{catalogue.aggregation}"))
    return say("between").join(
        say("aggregation_of", names=separator.join(names), step=say(f"aggregation_{aggregation}"))
        for aggregation, names in found.items()
    )


def _groups(catalogue: Catalogue, language: str) -> list[tuple[str, str, float]]:
    """Return name, aggregation and threshold of the index and of every group."""
    own = (message("method.index", language), str(catalogue.aggregation), catalogue.threshold)
    return [
        own,
        *(
            (group.name.in_(language), str(group.aggregation), group.threshold)
            for group in catalogue.groups
        ),
    ]


def _document_notes(
    catalogue: Catalogue,
    documents: pd.DataFrame,
    claims: pd.DataFrame,
    evidence: pd.DataFrame,
    cuts: pd.DataFrame,
    language: str,
) -> Iterator[tuple[str, str]]:
    if not catalogue.evidence_indicators:
        return
    say = _of_run(language)
    files, read = len(documents), int((documents["state"] == "read").sum())
    counts = {"files": files, "read": read, "skipped": files - read, "cuts": len(cuts)}
    yield say("label_documents"), say("text_documents", **counts)
    yield (
        say("label_evidence"),
        say("text_evidence", claims=f"{len(claims):,}", rows=f"{len(evidence):,}"),
    )
    yield say("label_mapping"), _mapping_text(catalogue, language)


def _statistic_notes(
    catalogue: Catalogue, scores: pd.DataFrame, language: str
) -> Iterator[tuple[str, str]]:
    if not catalogue.statistics:
        return
    say = _of_method(language)
    own = scores[scores["indicator"].isin([i.id for i in catalogue.statistics])]
    states = own["state"].value_counts()
    counts = {name: int(states.get(name, 0)) for name in ("stated", "imputed", "unread")}
    indicators = len(catalogue.statistics)
    yield say("label_statistics"), say("text_statistics", indicators=indicators, **counts)


def _of_run(language: str) -> Callable[..., str]:
    def say(entry: str, /, **values: object) -> str:
        return message(f"run.{entry}", language, **values)

    return say


def _of_method(language: str) -> Callable[..., str]:
    def say(entry: str, /, **values: object) -> str:
        return message(f"method.{entry}", language, **values)

    return say


def _mapping_text(catalogue: Catalogue, language: str) -> str:
    say = _of_run(language)
    if catalogue.learnt is None:
        return say("text_mapping")
    return say("text_learnt")
