"""What a run did, in words: the lines of charts and the method sheet."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from bench import __version__
from bench.catalogue.model import Catalogue, Weights
from bench.messages import message
from bench.scoring.parameters import default_parameters
from bench.scoring.weights import weighted_hierarchy
from bench.settings import Settings


def method_line(catalogue: Catalogue, weights: Weights, settings: Settings) -> str:
    """Return the method in one line, for the subtitles of charts."""
    return message(
        "run.method_line",
        settings.language,
        count=len(catalogue.indicators),
        weights=weights_name(weights, settings),
    )


def source_line(documents: pd.DataFrame, claims: pd.DataFrame, language: str) -> str:
    """Return the sources in one line, for the foot of charts."""
    read = int((documents["state"] == "read").sum())
    return message("run.source_line", language, read=read, claims=len(claims))


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
            say("text_interval", draws=settings.draws, seed=settings.seed),
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
