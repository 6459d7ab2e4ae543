"""What a run did, in words: the lines of charts and the method sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from bench import __version__
from bench.catalogue.model import Catalogue, Weights
from bench.messages import message
from bench.scoring.parameters import default_parameters
from bench.scoring.weights import weighted_hierarchy
from bench.settings import Settings


def method_line(catalogue: Catalogue, weights: Weights, settings: Settings) -> str:
    """Return the method in one line, for the subtitles of charts."""
    if not catalogue.evidence_indicators:
        return message(
            "method.line",
            settings.language,
            count=len(catalogue.indicators),
            weights=weights_name(weights, settings),
            steps=steps_line(catalogue, weights, settings.language),
        )
    return message(
        "run.method_line",
        settings.language,
        count=len(catalogue.indicators),
        weights=weights_name(weights, settings),
    )


def source_line(
    documents: pd.DataFrame, claims: pd.DataFrame, language: str, statistics: Path | None = None
) -> str:
    """Return the sources in one line, for the foot of charts."""
    read = int((documents["state"] == "read").sum())
    parts = []
    if read or statistics is None:
        parts.append(message("run.source_line", language, read=read, claims=len(claims)))
    if statistics is not None:
        parts.append(message("method.source_statistics", language, file=statistics.name))
    return message("method.between", language).join(parts)


def steps_line(catalogue: Catalogue, weights: Weights, language: str) -> str:
    """Return the steps of the method in words: those of statistics only where there are any."""
    method = weights.method or catalogue.method
    names = []
    if catalogue.statistics:
        names += [f"missing_{method.missing}", f"outliers_{method.outliers}"]
        names.append(f"normalisation_{method.normalisation}")
    elif method.evidence != "none":
        names.append(f"normalisation_{method.evidence}")
    names.append(f"weighting_{method.weighting}")
    used = [catalogue.aggregation, *(group.aggregation for group in catalogue.groups)]
    names += [f"aggregation_{name}" for name in dict.fromkeys(used)]
    told = [message(f"method.{name}", language) for name in names]
    if method.sources:
        factors = ", ".join(f"{kind} {factor:g}" for kind, factor in method.sources.items())
        told.append(message("method.sources", language, factors=factors))
    if method.shared_wording < 1:
        told.append(message("method.shared_wording", language, factor=f"{method.shared_wording:g}"))
    if method.roll_up:
        told.append(message("method.roll_up", language))
    return message("method.between", language).join(told)


def weights_name(weights: Weights, settings: Settings) -> str:
    """Return the name of the weight scenario."""
    if settings.weights is None:
        return message("run.own_weights", settings.language)
    return weights.name.in_(settings.language)


def method_notes(
    settings: Settings,
    catalogue: Catalogue,
    weights: Weights,
    documents: pd.DataFrame,
    claims: pd.DataFrame,
    evidence: pd.DataFrame,
    cuts: pd.DataFrame,
) -> tuple[tuple[str, str], ...]:
    """Return what this run did as (label, text), for the method sheet."""
    language = settings.language
    say = _speaker(language)
    read = int((documents["state"] == "read").sum())
    low, high = default_parameters().rank_percentiles
    regions = say("separator").join(settings.regions or ()) or say("text_all_regions")
    return (
        (say("label_version"), __version__),
        (
            say("label_catalogue"),
            say(
                "text_catalogue",
                title=catalogue.title.in_(language),
                file=settings.catalogue_file.name,
                fingerprint=catalogue.fingerprint()[:12],
            ),
        ),
        (say("label_weights"), weights_name(weights, settings)),
        (say("label_weights_used"), _dimension_weights(catalogue, weights, language)),
        (message("method.label", language), steps_line(catalogue, weights, language)),
        (say("label_regions"), regions),
        (
            say("label_documents"),
            say(
                "text_documents",
                files=len(documents),
                read=read,
                skipped=len(documents) - read,
                cuts=len(cuts),
            ),
        ),
        (say("label_evidence"), say("text_evidence", claims=len(claims), rows=len(evidence))),
        (
            say("label_bar"),
            say("text_bar", claims=settings.min_claims, coverage=f"{settings.min_coverage:.0%}"),
        ),
        (say("label_mapping"), _mapping_text(catalogue, language)),
        (say("label_strength"), say("text_strength")),
        (
            say("label_score"),
            say("text_score", saturation=f"{default_parameters().saturation:g}"),
        ),
        (
            say("label_interval"),
            message(
                "scoring.interval_note",
                language,
                draws=settings.draws,
                seed=settings.seed,
                low=f"{low:g}",
                high=f"{high:g}",
            ),
        ),
    )


def _speaker(language: str) -> Callable[..., str]:
    def say(entry: str, /, **values: object) -> str:
        return message(f"run.{entry}", language, **values)

    return say


def _dimension_weights(catalogue: Catalogue, weights: Weights, language: str) -> str:
    shares = weighted_hierarchy(catalogue, weights.values).nodes[-1].weights
    say = _speaker(language)
    parts = [
        say("text_weight", name=dimension.name.in_(language), share=f"{share:.1%}")
        for dimension, share in zip(catalogue.dimensions, shares, strict=True)
    ]
    return say("separator").join(parts)


def _mapping_text(catalogue: Catalogue, language: str) -> str:
    say = _speaker(language)
    if catalogue.learnt is None:
        return say("text_mapping")
    return say("text_learnt", file=catalogue.learnt)
