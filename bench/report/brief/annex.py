"""The annex of a brief: where all is from, how it was worked out, and what it cannot say."""

from __future__ import annotations

from typing import Final

from bench.messages import message
from bench.report.brief.material import Material
from bench.report.brief.measures import titled
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Column
from bench.report.brief.writer import Writer
from bench.report.labels import source_label
from bench.report.wording import inner_quotes, names_of, shortened

WORKBOOK: Final = "benchmark.xlsx"
_NAMES: Final = 6
_QUOTE: Final = 160
_TITLE: Final = 60
# Entries of `bench.method_notes` that the annex tells.
_METHOD: Final = (
    "run.label_score",
    "method.label_scale",
    "method.label_normalisation",
    "method.label_outliers",
    "method.label_missing",
    "method.label_weighting",
    "method.label_aggregation",
    "method.label_threshold",
    "run.label_bar",
    "run.label_interval",
)


def write_annex(writer: Writer, material: Material, charts: Charts) -> None:
    """Write sources, the claims cited, method and limits."""
    say = material.say
    writer.section(say("annex"), numbered=False)
    writer.part(say("annex_sources"))
    _documents(writer, material)
    _statistics(writer, material)
    if material.citations.cited:
        writer.part(say("citations"))
        _citations(writer, material)
    _method(writer, material)
    writer.part(say("annex_limits"))
    _limits(writer, material, charts)


def _documents(writer: Writer, material: Material) -> None:
    view, say = material.view, material.say
    if view.documents.empty or not view.catalogue.evidence_indicators:
        return
    read = view.documents[view.documents["state"] == "read"]
    skipped = len(view.documents) - len(read)
    writer.body(say("sources_documents", read=len(read), skipped=skipped))
    if read.empty:
        return
    first = (
        {view.target, *(p.name for p in material.beside.gaps.peers)} if material.beside else set()
    )
    order = read.assign(
        later=[region not in first for region in read["region"]], fewer=-read["claims"]
    ).sort_values(["later", "fewer", "document"], kind="stable")
    shown = order.head(material.rules.documents)
    rows = [
        [
            shortened(str(row["title"] or row["document"]), _TITLE),
            str(row["region"]),
            str(row["issuer"]),
            str(row["date"]),
            source_label(row["kind"], view.language),
            str(row["claims"]),
        ]
        for row in shown.to_dict("records")
    ]
    columns = [
        Column(say("column_document"), 4),
        Column(say("column_region"), 1),
        Column(say("column_issuer"), 1.6),
        Column(say("column_date"), 1.2, "centre"),
        Column(say("column_kind"), 1.5, "centre"),
        Column(say("column_claims_found"), 0.9, "centre"),
    ]
    # A column that says nothing of any document takes no room.
    kept = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    remarks = []
    if len(shown) < len(read):
        sheet = view.word("sheet_documents")
        remarks.append(say("sources_more", count=len(read), shown=len(shown), sheet=sheet))
    writer.table(
        say("sources_table"),
        [columns[i] for i in kept],
        [[row[i] for i in kept] for row in rows],
        remarks=remarks,
        together=False,
    )


def _statistics(writer: Writer, material: Material) -> None:
    view, say = material.view, material.say
    if view.statistics.empty:
        return
    named = sorted({str(source) or say("sources_unnamed") for source in view.statistics["source"]})
    writer.body(
        say(
            "sources_statistics",
            count=len(view.statistics),
            sources=names_of(view, named, _NAMES),
            sheet=view.word("sheet_statistics"),
        )
    )


def _citations(writer: Writer, material: Material) -> None:
    view, say = material.view, material.say
    writer.body(say("citations_text", sheet=view.word("sheet_evidence")))
    rows = [
        [
            str(claim.number),
            claim.region,
            inner_quotes(shortened(claim.quote, _QUOTE), "en"),
            _place(material, claim.title or claim.document, claim.section),
            str(claim.row) if claim.row else "–",
        ]
        for claim in material.citations.cited.values()
    ]
    columns = [
        Column(say("column_number"), 0.6, "centre"),
        Column(say("column_region"), 1),
        Column(say("column_quote"), 4.6),
        Column(say("column_place"), 3.4),
        Column(say("column_row"), 0.7, "centre"),
    ]
    writer.table(say("citations_table"), columns, rows, together=False)


def _place(material: Material, title: str, section: str) -> str:
    heading = section.rpartition(" > ")[2]
    told = titled(material, shortened(title, _TITLE))
    if not heading:
        return told
    return told + material.say("source_section", section=shortened(heading, _TITLE))


def _method(writer: Writer, material: Material) -> None:
    view, say, notes = material.view, material.say, dict(material.view.method)
    names = [name for key in _METHOD if (name := message(key, view.language)) in notes]
    if names:
        writer.part(say("annex_method"))
    for name in names:
        writer.labelled(say("label", label=name), say("stop", text=notes[name]))


def _limits(writer: Writer, material: Material, charts: Charts) -> None:
    view, say = material.view, material.say
    if view.catalogue.evidence_indicators:
        writer.body(say("limits_silent"))
        writer.body(view.word("how_accuracy"))
        writer.body(view.word("sure_limits"))
        if "volume" in charts.pages:
            charts.write(writer, "volume", say("volume_chart"))
    else:
        writer.body(view.word("sure_limits_statistics"))
    if material.beside is not None:
        writer.body(say("limits_gap"))
    writer.body(say("limits_check", workbook=WORKBOOK))
