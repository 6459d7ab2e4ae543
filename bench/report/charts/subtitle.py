"""What a chart's scores are, in plain words: the method sheet has the exact ones."""

from __future__ import annotations

from bench.messages import message
from bench.report.scale import index_name
from bench.report.scale_names import aggregations
from bench.report.view import ReportView


def plain_method(view: ReportView) -> str:
    """Return in one line what the scores of a run are made of, and what they do not tell."""
    with_texts = bool(view.catalogue.evidence_indicators)
    with_statistics = bool(view.catalogue.statistics)
    kind = "mixed" if with_texts and with_statistics else "texts" if with_texts else "statistics"
    steps = tuple(dict.fromkeys(aggregations(view.catalogue)))
    if steps == ("arithmetic",):
        combined = view.word("subtitle_means")
    else:
        named = (message(f"method.aggregation_{step}", view.language) for step in steps)
        combined = view.word("subtitle_combined", steps=view.word("names_separator").join(named))
    step = view.steps.evidence
    standard = view.word("subtitle_normalised") if with_texts and step != "none" else ""
    return view.word(
        f"subtitle_{kind}", index=index_name(view), normalised=standard, combined=combined
    )
