"""How scores come about and how far to trust them, in words for a reader of the workbook alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bench.corpus.kinds import is_official
from bench.evidence.mapping import load_mapping_rules
from bench.evidence.strength import load_rubric
from bench.messages import message
from bench.report.counted import COUNTED, NOT_COMPARED, REPEATED, UNFILED, counting
from bench.report.labels import label
from bench.report.view import ReportView
from bench.report.wording import inner_quotes, joined, percent, shortened
from bench.scoring.alternatives import OWN, alternatives

Pairs = Iterator[tuple[str, str]]
_STATUS_ORDER: Final = ("proposed", "planned", "underway", "achieved", "enacted")
_LONGEST_QUOTE: Final = 80
_LOW_CONFIDENCE: Final = 0.5


def scoring_texts(view: ReportView) -> Pairs:
    """Yield what makes the score of evidence, from the sentence up, as (label, text)."""
    yield view.word("how_meaning_label"), view.word("how_meaning")
    yield view.word("how_strength_label"), joined([rubric_text(view), *_unused_status(view)], view)
    yield view.word("how_confidence_label"), _confidence(view)
    yield view.word("how_formula_label"), _formula(view)
    example = worked_example(view)
    if example:
        yield view.word("how_example_label"), example
    if view.counted is not None:
        yield view.word("counted_heading"), _counted(view)
    most = load_mapping_rules().most
    yield view.word("how_several_label"), view.word("how_several", most=most)
    others = _from_others(view)
    if others:
        yield view.word("how_others_label"), others
    yield view.word("how_accuracy_label"), view.word("how_accuracy")


def rubric_text(view: ReportView) -> str:
    """Return the rubric of strength: base points by status, additions, and the ends."""
    rubric, separator = load_rubric(), view.word("names_separator")
    base = separator.join(
        view.word(
            "how_points", what=label("status", name, view.language), points=f"{rubric.base[name]:g}"
        )
        for name in _STATUS_ORDER
    )
    adds = separator.join(
        view.word(
            "how_points",
            what=add.en if view.language == "en" else add.zh,
            points=f"{add.points:+g}".replace("-", "−"),
        )
        for add in rubric.adds
    )
    ends = {"least": f"{rubric.least:g}", "most": f"{rubric.most:g}"}
    return view.word("how_strength", base=base, adds=adds, **ends)


def _unused_status(view: ReportView) -> list[str]:
    """Name the status words that no row of the run has, in a sentence; none where all occur."""
    found = set(view.evidence["status"])
    unused = [label("status", name, view.language) for name in _STATUS_ORDER if name not in found]
    if not unused:
        return []
    return [view.word("how_status_none", names=view.word("names_separator").join(unused))]


def _confidence(view: ReportView) -> str:
    """Say what confidence is, and how many of the rows that count have little of it."""
    told = [view.word("how_confidence")]
    if view.counted is not None and len(view.counted):
        share = float((view.counted["confidence"] < _LOW_CONFIDENCE).mean())
        limit = f"{_LOW_CONFIDENCE:g}"
        told.append(view.word("how_confidence_low", share=percent(share), limit=limit))
    return joined(told, view)


def worked_example(view: ReportView) -> str:
    """Work out one score from one of its sentences; empty where no score has evidence."""
    cell = _example_cell(view)
    if cell is None or view.counted is None:
        return ""
    rows = view.counted[
        (view.counted["region_code"] == cell["region_code"])
        & (view.counted["indicator"] == cell["indicator"])
    ]
    if rows.empty:
        return ""
    row = rows.sort_values(["weight", "document", "start"], ascending=[False, True, True]).iloc[0]
    rubric, quote = load_rubric(), str(row["quote"])
    status = str(row["status"])
    parts = (
        [
            view.word(
                "how_example_part",
                what=label("status", status, view.language),
                points=f"{rubric.base[status]:g}",
            )
        ]
        if status in rubric.base
        else []
    )
    parts += [
        view.word(
            "how_example_part",
            what=add.en if view.language == "en" else add.zh,
            points=f"{add.points:+g}".replace("-", "−"),
        )
        for add in rubric.adds
        if add.pattern.search(quote)
    ]
    total = float(rows["weight"].sum())
    saturation = view.sureness.constants.saturation
    return view.word(
        "how_example",
        region=cell["region"],
        indicator=view.catalogue.indicator(str(cell["indicator"])).name.in_(view.language),
        quote=inner_quotes(shortened(quote, _LONGEST_QUOTE), view.language),
        parts=view.word("how_plus").join(parts),
        strength=f"{row['strength']:g}",
        confidence=f"{row['confidence']:.2f}",
        amount=f"{row['weight']:.2f}",
        count=len(rows),
        total=f"{total:.2f}",
        saturation=f"{saturation:g}",
        score=f"{-100 * math.expm1(-total / saturation):.1f}",
    )


def _example_cell(view: ReportView) -> dict[str, object] | None:
    """Return the score to work out: of the target where it has one, of middling evidence."""
    asked = [indicator.id for indicator in view.catalogue.evidence_indicators]
    scores = view.scores[(view.scores["state"] == "stated") & view.scores["indicator"].isin(asked)]
    own = scores[scores["region"] == view.target]
    scores = scores if own.empty else own
    if scores.empty:
        return None
    order = scores.sort_values(["claims", "region_code", "indicator"], kind="stable")
    rows = order.to_dict("records")
    return {str(key): value for key, value in rows[len(rows) // 2].items()}


def _formula(view: ReportView) -> str:
    told = [
        view.word("how_formula", saturation=f"{view.sureness.constants.saturation:g}"),
    ]
    if view.steps.sources or min(view.steps.off_theme, view.steps.shared_wording) < 1:
        told.append(view.word("how_formula_discounts"))
    return joined(told, view)


def _counted(view: ReportView) -> str:
    states = Counter(counting(view, view.evidence).states)
    counts = {name: f"{states[name]:,}" for name in (COUNTED, REPEATED, UNFILED, NOT_COMPARED)}
    return view.word("how_counted", rows=f"{len(view.evidence):,}", **counts)


def _from_others(view: ReportView) -> str:
    """Say how many rows of evidence come from the official document of another region."""
    documents = view.documents
    official = documents[documents["kind"].map(is_official) & (documents["region_code"] != "")]
    issuer = dict(zip(official["document"], official["region_code"], strict=True))
    rows = view.evidence.assign(issuer=view.evidence["document"].map(issuer))
    other = rows[rows["issuer"].notna() & (rows["issuer"] != rows["region_code"])]
    other = other[other["region_code"].isin(view.ranking["region_code"])]
    if other.empty:
        return ""
    return view.word("how_others", count=f"{len(other):,}")


def simulation_texts(view: ReportView) -> Pairs:
    """Yield what the simulation varies, and by how much, as (label, text)."""
    if not view.sureness.draws:
        return
    concentration = view.sureness.constants.concentration
    share = _example_share(view)
    spread = math.sqrt(share * (1 - share) / (concentration + 1))
    yield (
        view.word("how_drawn_weights_label"),
        view.word(
            "how_drawn_weights",
            concentration=f"{concentration:g}",
            share=f"{share:.0%}",
            points=f"{100 * spread:.0f}",
            low=f"{share - spread:.0%}",
            high=f"{share + spread:.0%}",
        ),
    )
    if view.catalogue.evidence_indicators:
        yield view.word("how_drawn_claims_label"), view.word("how_drawn_claims")
    methods = _methods(view)
    if methods:
        yield view.word("how_drawn_method_label"), methods


def _example_share(view: ReportView) -> float:
    """Return the share of the first dimension, to say by it how far weights vary."""
    shares = view.hierarchy.nodes[-1].weights if view.hierarchy else ()
    return float(shares[0]) if shares and 0 < shares[0] < 1 else 0.25


def _methods(view: ReportView) -> str:
    """Name the methods that the simulation draws from."""
    if view.hierarchy is None:
        return ""
    by_z_score = (
        bool(view.catalogue.evidence_indicators) and view.steps.evidence == "z_score"
    ) or (bool(view.catalogue.statistics) and view.steps.normalisation == "z_score")
    own = {node.method for node in view.hierarchy.nodes}
    drawn = alternatives(view.hierarchy, bounded=not by_z_score)
    pairs = [
        view.word(
            "how_method",
            scale=view.word(f"how_scale_{one.normalisation}"),
            mean=_aggregation(view, own if one.aggregation == OWN else {one.aggregation}),
        )
        for one in drawn
    ]
    listed = view.word("names_separator").join(pairs)
    return view.word("how_drawn_method", count=len(drawn), methods=listed)


def _aggregation(view: ReportView, names: set[str]) -> str:
    """Return the name of an aggregation; that of the run has none where it differs by part."""
    if len(names) > 1:
        return view.word("how_aggregation_own")
    return message(f"method.aggregation_{next(iter(names))}", view.language)


def sheets_texts(view: ReportView) -> Pairs:
    """Yield what the sheets hold that need a word, as (label, text)."""
    if not view.catalogue.evidence_indicators:
        return
    yield view.word("sheet_evidence"), view.word("reading_evidence")
    yield view.word("sheet_figures"), view.word("reading_figures")
    yield view.word("sheet_documents"), view.word("reading_documents")
