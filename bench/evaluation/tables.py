"""The tables that an evaluation writes: their columns, types and meaning."""

from __future__ import annotations

from typing import Final

from bench.messages import message
from bench.schema import Column, Kind, Table


def _column(name: str, kind: Kind, meaning: str) -> Column:
    zh, en = (message(f"evaluation.column_{name}", language) for language in ("zh", "en"))
    return Column(name, kind, zh, en, meaning)


_DOCUMENT: Final = (
    _column("document", "text", "path relative to the documents folder"),
    _column("start", "integer", "offset of the first character in the document's text (from 0)"),
    _column("end", "integer", "offset after the last character"),
)
_COUNTS: Final = (
    _column("precision", "number", "right ÷ (right + wrong), 0 to 1; empty: nothing was said"),
    _column("recall", "number", "right ÷ required, 0 to 1; empty: nothing is required"),
    _column("f1", "number", "harmonic mean of precision and recall, 0 to 1"),
    _column("support", "number", "how much is required"),
    _column("right", "number", "said and required"),
    _column("wrong", "number", "said and not allowed"),
    _column("missed", "number", "required and not said"),
)

ACCURACY: Final = Table(
    "accuracy",
    "one row a figure: how well the program does what the coders did",
    (
        _column("figure", "text", "claims, regions, indicators, triples, kind or status"),
        _column(
            "scope",
            "text",
            "labelled: the labelled sentences as they are; body: estimate for all sentences read",
        ),
        *_COUNTS,
        _column("f1_low", "number", "2.5th percentile of F1 when sentences are drawn anew"),
        _column("f1_high", "number", "97.5th percentile"),
        _column("coders_f1", "number", "F1 of one coder given the other; empty with one coder"),
    ),
)
BY_INDICATOR: Final = Table(
    "accuracy_by_indicator",
    "one row an indicator and figure",
    (
        _column("figure", "text", "indicators (claims found by both) or triples (all sentences)"),
        _column("indicator", "text", "indicator id"),
        *_COUNTS,
    ),
)
AGREEMENT: Final = Table(
    "agreement",
    "one row a pair of raters and question",
    (
        _column("first", "text", "coder"),
        _column("second", "text", "coder or program"),
        _column("about", "text", "claims, kind, status, regions, indicators (mean) or indicator"),
        _column("indicator", "text", "indicator id, where about is indicator"),
        _column("units", "integer", "sentences that both rated"),
        _column("alike", "number", "share of sentences rated alike, 0 to 1"),
        _column("kappa", "number", "Cohen's kappa; empty where not defined"),
        _column("alpha", "number", "Krippendorff's alpha, nominal; empty where not defined"),
    ),
)
DISAGREEMENTS: Final = Table(
    "disagreements",
    "one row a difference in a sentence",
    (
        *_DOCUMENT,
        _column("quote", "text", "exactly text[start:end]"),
        _column("between", "text", "coders-program, or coders (the two of them)"),
        _column("about", "text", "claims, kind, regions, indicators or status"),
        _column("missing", "text", "what only the coders (the first coder) say, joined by '|'"),
        _column("extra", "text", "what only the program (the second coder) says, joined by '|'"),
        _column("coder_a", "text", "all that the first coder says: kind; regions; …"),
        _column("coder_b", "text", "all that the second coder says; empty with one"),
        _column("program", "text", "all that the program says"),
    ),
)
TABLES: Final = (ACCURACY, BY_INDICATOR, AGREEMENT, DISAGREEMENTS)
