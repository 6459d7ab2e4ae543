"""The whole evaluation: labels and claims in, tables out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from bench.evaluation.accuracy import (
    CHOICES,
    INDICATORS,
    SETS,
    TRIPLES,
    Array,
    Counts,
    coders_f1,
    compare,
    f1_interval,
    tally,
    tally_choices,
    total,
)
from bench.evaluation.disagreements import disagreements
from bench.evaluation.labels import Coding, read_coding
from bench.evaluation.matching import Matched, Said, Unit, match
from bench.evaluation.ratings import agreements
from bench.evaluation.strata import read_sentences
from bench.evaluation.tables import ACCURACY, AGREEMENT, BY_INDICATOR, DISAGREEMENTS
from bench.evaluation.weighting import body_weights
from bench.evidence.analysis import Analyser, Analysis
from bench.messages import message
from bench.regions.gazetteer import Gazetteer

PROGRAM = "program"
_SEED = 20260101


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """How well the program does what coders did.

    The four tables follow the schemas of `bench.evaluation.tables`; ``warnings`` say in words
    what was left out.
    """

    coders: tuple[str, ...]
    documents: int
    units: int
    accuracy: pd.DataFrame
    by_indicator: pd.DataFrame
    agreement: pd.DataFrame
    disagreements: pd.DataFrame
    warnings: tuple[str, ...]


def evaluate_files(
    analyses: Sequence[Analysis],
    analyser: Analyser,
    labels: Path,
    labels_b: Path | None = None,
    *,
    sampled: bool = False,
    language: str = "zh",
) -> Evaluation:
    """Read coded files and evaluate the program by them: what the command ``evaluate`` does.

    Parameters
    ----------
    analyses
        What the program read.
    analyser
        What read it; its catalogue and gazetteer check the labels.
    labels, labels_b
        One coded file (with a column ``coder`` where two coded), or one a coder.
    sampled
        As for `evaluate`.
    language
        Of the warnings.

    Raises
    ------
    InputError
        A coded file cannot be read, or something in it is to be mended.
    """
    coding = read_coding(labels, labels_b, analyser.gazetteer, analyser.catalogue)
    return evaluate(analyses, coding, analyser, sampled=sampled, language=language)


def evaluate(
    analyses: Sequence[Analysis],
    coding: Coding,
    analyser: Analyser,
    *,
    sampled: bool = False,
    language: str = "zh",
) -> Evaluation:
    """Measure the program by the labels of one coder or two.

    Parameters
    ----------
    analyses
        What the program read, all documents that labels name among them.
    coding
        The labels.
    analyser
        What read the documents.
    sampled
        Whether the labels are a sample drawn by this program from all of these documents: then
        figures are also estimated for all sentences (scope ``body``).
    language
        Of the warnings.

    Raises
    ------
    InputError
        Labels do not fit the documents.
    """
    matched = match(analyses, coding.coders)
    units = matched.units
    weights = body_weights(units, read_sentences(analyses)) if sampled else None
    names = [coder.name for coder in coding.coders]
    indicators = [indicator.id for indicator in analyser.catalogue.indicators]
    return Evaluation(
        coders=tuple(names),
        documents=len({unit.document for unit in units}),
        units=len(units),
        accuracy=_accuracy_table(units, weights),
        by_indicator=_indicator_table(units, indicators),
        agreement=AGREEMENT.check(
            AGREEMENT.frame([asdict(a) for a in agreements(units, names, PROGRAM, indicators)])
        ),
        disagreements=_disagreement_table(units, analyser.gazetteer),
        warnings=tuple(_warnings(coding, matched, sampled, weights, language)),
    )


def _accuracy_table(units: Sequence[Unit], weights: Array | None) -> pd.DataFrame:
    sets = compare(units)
    tallies = {name: tally(sets[name], len(units)) for name in SETS} | tally_choices(units)
    level = coders_f1(units)
    rows: list[dict[str, object]] = []
    for scope, used in (("labelled", None), ("body", weights)):
        if scope == "body" and used is None:
            continue
        for name in (*SETS, *CHOICES):
            low, high = f1_interval(tallies[name], used, _SEED)
            rows.append(
                {
                    "figure": name,
                    "scope": scope,
                    **_counts(total(tallies[name], used)),
                    "f1_low": low,
                    "f1_high": high,
                    "coders_f1": level.get(name, math.nan) if scope == "labelled" else math.nan,
                }
            )
    return ACCURACY.check(ACCURACY.frame(rows))


def _indicator_table(units: Sequence[Unit], indicators: Iterable[str]) -> pd.DataFrame:
    sets = compare(units)
    rows: list[dict[str, object]] = [
        {
            "figure": figure,
            "indicator": name,
            **_counts(total(tally(sets[figure].of_indicator(name), len(units)))),
        }
        for figure in (INDICATORS, TRIPLES)
        for name in indicators
    ]
    return BY_INDICATOR.check(BY_INDICATOR.frame(rows))


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "support": counts.support,
        "right": counts.right,
        "wrong": counts.wrong,
        "missed": counts.missed,
    }


def _disagreement_table(units: Iterable[Unit], gazetteer: Gazetteer) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for found in disagreements(units):
        unit = found.unit
        said = [_in_words(coder, gazetteer) for coder in unit.coders]
        rows.append(
            {
                "document": unit.document,
                "start": unit.start,
                "end": unit.end,
                "quote": unit.quote,
                "between": found.between,
                "about": found.about,
                "missing": "|".join(_names(found.missing, gazetteer)),
                "extra": "|".join(_names(found.extra, gazetteer)),
                "coder_a": said[0],
                "coder_b": said[1] if len(said) > 1 else "",
                "program": _in_words(unit.program, gazetteer),
            }
        )
    return DISAGREEMENTS.check(DISAGREEMENTS.frame(rows))


def _in_words(said: Said, gazetteer: Gazetteer) -> str:
    """Return all that is said as ``kind; regions; indicators; status``."""
    if not said.is_claim:
        return "|".join(sorted(said.kinds))
    parts = (said.kinds, said.regions, said.indicators, said.statuses)
    return "; ".join("|".join(_names(sorted(part), gazetteer)) or "–" for part in parts)


def _names(values: Iterable[str], gazetteer: Gazetteer) -> list[str]:
    """Put codes of regions into names; all else stays as it is."""
    return [gazetteer.get(value).name if value in gazetteer else value for value in values]


def _warnings(
    coding: Coding, matched: Matched, sampled: bool, weights: Array | None, language: str
) -> list[str]:
    counted = {
        "evaluation.rows_empty": coding.empty,
        "evaluation.lone_labels": matched.lone_labels,
        # Of a sample most claims are naturally without a label.
        "evaluation.lone_claims": 0 if sampled else matched.lone_claims,
    }
    found = [message(key, language, count=count) for key, count in counted.items() if count]
    if sampled and weights is None:
        found.append(message("evaluation.class_missing", language))
    return found
