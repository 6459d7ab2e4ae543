"""The section of a brief on measures worth borrowing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from bench.comparison.borrowing import NEW, UNCLEAR
from bench.report.brief.grounds import is_fit
from bench.report.brief.material import Material
from bench.report.brief.measures import cited, source_text
from bench.report.brief.table import Column
from bench.report.brief.writer import Writer
from bench.report.labels import label
from bench.report.wording import part_name, shortened

PROPOSED: Final = "proposed"
FACT: Final = "fact"
_MEASURE: Final = "measure"


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
    """Return the peers' measures on an indicator that the target may lack, the best first.

    Only those that stand by themselves and were found by a term of the catalogue.
    """
    if material.beside is None:
        return []
    table = material.beside.borrowed.table
    rows = table[(table["indicator"] == indicator) & table["advice"].isin((NEW, UNCLEAR))]
    rows = rows.assign(
        later=rows["advice"].ne(NEW),
        advised=rows["status"].eq(PROPOSED),
        lighter=-rows["strength"] * rows["confidence"],
    ).sort_values(["later", "advised", "lighter"], kind="stable")
    return [row for row in rows.to_dict("records") if is_fit(material, row)]


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
    fit = [is_fit(material, row) for row in rows.to_dict("records")]
    rows = rows[np.array(fit, dtype=np.bool_)]
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
