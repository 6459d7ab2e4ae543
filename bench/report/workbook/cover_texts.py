"""What the cover says beside its findings: what was compared, how to check, what each sheet is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bench.report.charts.shown import with_own
from bench.report.labels import label
from bench.report.view import ReportView
from bench.report.wording import names_of
from bench.report.workbook.cover_finding import kind_of_index, say
from bench.report.workbook.sheet_gaps import peers_line

WORKBOOK: Final = "benchmark.xlsx"
NAMES_SHOWN: Final = 6


def subtitle(view: ReportView) -> str:
    """Return whom the report is for and the date of the data, in a line."""
    told = []
    if view.target:
        told.append(say(view, "target", target=view.target))
    elif len(view.ranking):
        told.append(say(view, "no_target", count=len(view.ranking)))
    if view.date:
        told.append(say(view, "date", date=view.date))
    return say(view, "between").join(told)


def compared_texts(view: ReportView) -> Iterator[tuple[str, str]]:
    """Yield what was compared, with what, as (label, text)."""
    yield say(view, "regions"), _regions(view)
    own = view.overview.beside if view.overview else None
    if own is not None and own.gaps.peers:
        yield say(view, "peers"), peers_line(view, own)
    yield say(view, "material"), _material(view)
    count = len(view.catalogue.dimensions)
    yield say(view, "method"), say(view, "method_text", dimensions=count, method=view.method_line)
    yield say(view, "meaning"), say(view, f"meaning_{kind_of_index(view)}")


def check_text(view: ReportView) -> str:
    """Return how a number is checked, from the score to the sentence."""
    kind = "documents" if view.catalogue.evidence_indicators else "statistics"
    return say(view, f"check_{kind}", file=WORKBOOK)


def sheet_line(view: ReportView, key: str) -> str:
    """Return what a sheet (``"sheet_ranking"``) holds, in a line."""
    return say(view, f"line_{key}")


def _regions(view: ReportView) -> str:
    """Return how many regions of which level there are; those only mentioned are told apart."""
    own = with_own(view)
    mentioned = view.ranking["rank"].isna() & ~view.ranking["region_code"].isin(own)
    named = [str(name) for name in view.ranking.loc[mentioned, "region"]]
    rows = view.ranking[~mentioned]
    counts = rows["level"].value_counts(sort=False)
    levels = view.word("names_separator").join(
        say(view, "level", level=label("level", level, view.language), count=count)
        for level, count in counts.items()
    )
    told = {"count": len(rows), "ranked": len(view.ranked), "levels": levels}
    text = say(view, "regions_text" if levels else "no_regions", **told)
    if not named:
        return text
    return say(view, "regions_more", text=text, names=names_of(view, named, NAMES_SHOWN))


def _material(view: ReportView) -> str:
    """Return what was read, in numbers."""
    told = []
    read = view.documents[view.documents["state"] == "read"]
    if len(read) or view.statistics.empty:
        told.append(
            say(
                view,
                "material_documents",
                documents=len(read),
                sentences=f"{int(read['sentences'].sum()):,}",
                claims=f"{int(read['claims'].sum()):,}",
                evidence=f"{len(view.evidence):,}",
            )
        )
    if len(view.statistics):
        told.append(say(view, "material_statistics", values=f"{len(view.statistics):,}"))
    return view.word("sure_semicolon").join(told)
