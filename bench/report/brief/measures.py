"""The sections of a brief on measures: side by side, and those worth borrowing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from bench.comparison.borrowing import NEW, UNCLEAR
from bench.comparison.shortening import shorten
from bench.report.brief.material import Material
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Column
from bench.report.brief.writer import Writer
from bench.report.cells import score_cells
from bench.report.findings import instruments_finding
from bench.report.labels import label
from bench.report.wording import document_name, inner_quotes, part_name, shortened
from bench.scoring.ranking import Candidate

PROPOSED: Final = "proposed"
FACT: Final = "fact"
_MEASURE: Final = "measure"
_LONGEST_TITLE: Final = 60
_STOPS: Final = "。；;，,：:. "


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
        writer.body(say("stop", text=instruments_finding(view)))
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
    first = view.overview.side[view.overview.side["position"] == 1]
    leading = {(row["indicator"], row["region_code"]): row for row in first.to_dict("records")}
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


def write_practices(writer: Writer, material: Material) -> None:
    """Write measures of others, quoted, with their source."""
    view, say = material.view, material.say
    writer.section(say("practices"))
    if not view.catalogue.evidence_indicators:
        writer.body(say("practices_statistics"))
        return
    rows = practices(material)
    if not rows:
        level = material.beside is not None and material.trailing.empty and not material.unread
        writer.body(say("practices_level" if level else "practices_none"))
        return
    targeted = material.beside is not None
    writer.body(say("practices_gaps" if targeted else "practices_all", target=view.target))
    if any(row["status"] == PROPOSED for row in rows):
        writer.body(say("practices_proposed"))
    if any(row["kind"] == FACT for row in rows):
        writer.body(say("practices_facts"))
    columns = [
        Column(say("column_indicator"), 1.5),
        Column(say("column_region"), 1),
        Column(say("column_practice"), 6.4),
        Column(say("column_status"), 1.2, "centre"),
    ]
    texts = [
        [
            part_name(view, str(row["indicator"])),
            str(row["region"]),
            shortened(str(row["quote"]), material.rules.practices.characters)
            + cited(material, row)
            + "\n"
            + source_text(material, row),
            _status(material, row),
        ]
        for row in rows
    ]
    remarks = [say("practices_more", sheet=view.word("sheet_borrowed"))] if targeted else []
    writer.table(say("practices_table"), columns, texts, remarks=remarks, together=False)


def practices(material: Material) -> list[dict[Any, Any]]:
    """Return the measures shown, rows of `BORROWED` or of evidence.

    Of each gap those that are new, then those to be compared; what a region does stands before
    advice given to it. Without a target the weightiest measure on each indicator.
    """
    limits = material.rules.practices
    if material.beside is None:
        return _weightiest(material, limits.gaps * limits.each)
    found: list[dict[Any, Any]] = []
    for indicator in material.trailing["id"]:
        rows = practices_of(material, str(indicator))[: limits.each]
        found += rows
        if len({row["indicator"] for row in found}) == limits.gaps:
            break
    return found


def practices_of(material: Material, indicator: str) -> list[dict[Any, Any]]:
    """Return the peers' measures on an indicator that the target may lack, the best first."""
    if material.beside is None:
        return []
    table = material.beside.borrowed.table
    rows = table[(table["indicator"] == indicator) & table["advice"].isin((NEW, UNCLEAR))]
    rows = rows.assign(later=rows["advice"].ne(NEW), advised=rows["status"].eq(PROPOSED))
    return rows.sort_values(["later", "advised"], kind="stable").to_dict("records")


def _weightiest(material: Material, most: int) -> list[dict[Any, Any]]:
    view = material.view
    if view.counted is None:
        return []
    place = {indicator.id: i for i, indicator in enumerate(view.catalogue.evidence_indicators)}
    rows = view.counted[
        view.counted["region_code"].isin(view.ranked["region_code"])
        & view.counted["indicator"].isin(list(place))
        & (view.counted["kind"] == _MEASURE)
    ]
    rows = rows.assign(advised=rows["status"].eq(PROPOSED), order=rows["indicator"].map(place))
    by = ["advised", "weight", "region_code", "document", "start"]
    rows = rows.sort_values(by, ascending=[True, False, True, True, True], kind="stable")
    rows = rows.drop_duplicates("indicator").drop_duplicates(["document", "start"]).head(most)
    return rows.sort_values("order", kind="stable").to_dict("records")


def _status(material: Material, row: Mapping[Any, Any]) -> str:
    status = label("status", row["status"], material.view.language)
    if row.get("advice") == UNCLEAR:
        return material.say("practice_compare", status=status)
    return status


def source_text(material: Material, claim: Mapping[Any, Any]) -> str:
    """Return where a claim stands: title, heading, and its row on the sheet of evidence."""
    say, own = material.say, material.citations.cited
    title = shortened(document_name(material.view, str(claim["document"])), _LONGEST_TITLE)
    section = shortened(str(claim["section"]).rpartition(" > ")[2], _LONGEST_TITLE)
    material.citations.cite(claim)
    row = own[(str(claim["document"]), int(claim["start"]))].row
    return say(
        "source",
        title=titled(material, title),
        section=say("source_section", section=section) if section else "",
        row=say("source_row", row=row) if row else "",
    )


def titled(material: Material, title: str) -> str:
    """Return a title within its marks: 《…》; its own become 〈…〉."""
    if material.view.language == "en":
        return title
    return material.say("title_marks", title=title.replace("《", "〈").replace("》", "〉"))


def quoted(material: Material, claim: Mapping[Any, Any], most: int) -> str:
    """Return the beginning of a claim as it stands within quotation marks, without its stop."""
    text = shortened(str(claim["quote"]).strip().rstrip(_STOPS), most)
    return inner_quotes(text, material.view.language)
