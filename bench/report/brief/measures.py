"""The section of a brief on measures side by side, and how claims are cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from bench.comparison.shortening import shorten
from bench.report.brief.grounds import leans
from bench.report.brief.material import Material
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Column
from bench.report.brief.writer import Writer
from bench.report.cells import score_cells
from bench.report.wording import document_name, inner_quotes, part_name, shortened
from bench.scoring.ranking import Candidate

_LONGEST_TITLE: Final = 60
STOPS: Final = "。；;，,：:. "


def write_side_by_side(writer: Writer, material: Material, charts: Charts) -> None:
    """Write the leading measures of a few regions side by side, then the policy instruments."""
    view, say = material.view, material.say
    writer.section(say("side"))
    if not view.catalogue.evidence_indicators:
        writer.body(say("side_statistics"))
        return
    regions, indicators = _regions(material), _indicators(material)
    has_instruments = "instruments" in charts.pages
    if has_instruments:
        writer.part(say("side_part"))
    if len(regions) < 2 or not indicators:
        writer.body(say("side_none"))
    else:
        told = {"count": len(indicators), "sheet": view.word("sheet_side_by_side")}
        key = "side_gaps" if len(material.trailing) else "side_spread"
        writer.body(say(key, target=view.target, **told))
        _side_table(writer, material, regions, indicators)
    if has_instruments:
        writer.part(say("instruments"))
        charts.write(writer, "instruments", say("instruments_chart"))


def _regions(material: Material) -> list[Candidate]:
    """Return the regions set side by side: the target and its first peers, or the first ranked."""
    found, most = material.view.overview, material.rules.side.regions
    if found is None:
        return []
    known = 1 + len(material.beside.gaps.peers) if material.beside else most
    return list(found.regions[: min(known, most)])


def _indicators(material: Material) -> list[str]:
    """Return the indicators set side by side: the largest gaps, or where regions differ most."""
    most, found = material.rules.side.indicators, material.view.overview
    if found is None or found.side.empty:
        return []
    codes = [region.code for region in _regions(material)]
    stated = set(found.side.loc[found.side["region_code"].isin(codes), "indicator"])
    if len(material.trailing):
        return [name for name in material.trailing["id"] if name in stated][:most]
    cells = score_cells(material.view)
    spread = {}
    for indicator in material.view.catalogue.evidence_indicators:
        scores = pd.Series([cells[(code, indicator.id)].score for code in codes]).dropna()
        if indicator.id in stated:
            spread[indicator.id] = float(scores.max() - scores.min()) if len(scores) else 0.0
    return sorted(spread, key=lambda name: -spread[name])[:most]


def _side_table(
    writer: Writer, material: Material, regions: Sequence[Candidate], indicators: Sequence[str]
) -> None:
    view, say = material.view, material.say
    assert view.overview is not None
    leading: dict[tuple[str, str], dict[Any, Any]] = {}
    for row in view.overview.side.sort_values("position", kind="stable").to_dict("records"):
        cell = (row["indicator"], row["region_code"])
        if cell not in leading or (leans(material, leading[cell]) and not leans(material, row)):
            leading[cell] = row
    cells = score_cells(view)
    rows = []
    for name in indicators:
        texts = []
        for region in regions:
            claim = leading.get((name, region.code))
            if claim is not None:
                text = shorten(str(claim["quote"]), material.rules.side.characters)
                texts.append(text + cited(material, claim))
            else:
                silent = cells[(region.code, name)].state == "silent"
                texts.append(say("cell_silent" if silent else "cell_unread"))
        rows.append([part_name(view, name), *texts])
    columns = [
        Column(say("column_indicator"), 1.2),
        *(Column(region.name, 1.9) for region in regions),
    ]
    writer.table(say("side_table"), columns, rows, together=False)


def cited(material: Material, claim: Mapping[Any, Any]) -> str:
    """Return the number of a claim as it stands in the text: 〔3〕."""
    return material.say("number_citation", number=material.citations.cite(claim))


def source_text(material: Material, claim: Mapping[Any, Any]) -> str:
    """Return where a claim stands: title, heading, and its row on the sheet of evidence."""
    say = material.say
    title = shortened(document_name(material.view, str(claim["document"])), _LONGEST_TITLE)
    section = shortened(str(claim["section"]).rpartition(" > ")[2], _LONGEST_TITLE)
    return say(
        "source",
        title=titled(material, title),
        section=say("source_section", section=section) if section else "",
        row=source_row(material, claim),
    )


def source_row(material: Material, claim: Mapping[Any, Any]) -> str:
    """Return the row of a claim on the sheet of evidence: ，证据表第12行."""
    material.citations.cite(claim)
    row = material.citations.cited[(str(claim["document"]), int(claim["start"]))].row
    return material.say("source_row", row=row) if row else ""


def titled(material: Material, title: str) -> str:
    """Return a title within its marks: 《…》; its own become 〈…〉."""
    if material.view.language == "en":
        return title
    return material.say("title_marks", title=title.replace("《", "〈").replace("》", "〉"))


def quoted(material: Material, claim: Mapping[Any, Any], most: int) -> str:
    """Return the beginning of a claim as it stands within quotation marks, without its stop."""
    text = shortened(str(claim["quote"]).strip().rstrip(STOPS), most)
    return inner_quotes(text, material.view.language)
