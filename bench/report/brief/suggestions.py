"""The section of a brief on what to do: a draft for each of the largest gaps."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from bench.report.brief.gap_sections import leading_claim, value_text
from bench.report.brief.material import Material
from bench.report.brief.measures import FACT, PROPOSED, cited, practices_of, quoted
from bench.report.brief.writer import Writer
from bench.report.wording import part_name, tells
from bench.scoring.states import SILENT

_NAMES: Final = 8
_QUOTE: Final = 50
_PRACTICES: Final = 2
_SIDES: Final = {"higher": "low", "lower": "high"}


def write_suggestions(writer: Writer, material: Material) -> None:
    """Write a draft for each of the largest gaps, lead body and deadline left to fill in."""
    view, say = material.view, material.say
    writer.section(say("suggestions"))
    if material.beside is None:
        writer.body(say("suggestions_untargeted"))
        _blank(writer, material)
        return
    if material.trailing.empty:
        key = "suggestions_unread" if material.unread else "suggestions_none"
        writer.body(say(key, target=view.target))
        _blank(writer, material)
        return
    writer.remark(say("suggestions_draft"))
    told = [row for row in material.trailing.to_dict("records") if tells(view, row["gap"])]
    for row in told[: material.rules.suggestions]:
        name = str(row["id"])
        writer.part(part_name(view, name))
        _suggestion(writer, material, row, name)
        writer.fill_in(say("suggestion_fill"))


def _blank(writer: Writer, material: Material) -> None:
    writer.fill_in(material.say("suggestion_item"))
    writer.fill_in(material.say("suggestion_fill"))


def _suggestion(writer: Writer, material: Material, row: dict[Any, Any], name: str) -> None:
    view, say = material.view, material.say
    gain = row["index_gain"]
    key = "text" if pd.notna(gain) and gain > 0 and tells(view, gain) else "flat"
    gap = say(
        f"suggestion_gap_{key}",
        target=view.target,
        score=material.score(row["score"]),
        median=material.score(row["median"]),
        gain=material.index(gain),
    )
    writer.labelled(say("suggestion_gap"), gap)
    if view.catalogue.indicator(name).kind == "statistic":
        _of_statistic(writer, material, name)
    else:
        _of_documents(writer, material, row, name)


def _of_statistic(writer: Writer, material: Material, name: str) -> None:
    view, say, own = material.view, material.say, material.beside
    assert own is not None
    codes = [material.target_code, *(peer.code for peer in own.gaps.peers)]
    values = [text for code in codes if (text := value_text(material, code, name))]
    shown = view.word("sure_semicolon").join(values[:_NAMES])
    writer.labelled(say("suggestion_values"), say("stop", text=shown) if shown else "")
    side = say(f"side_{_SIDES[view.catalogue.indicator(name).direction]}")
    told = say("suggestion_values_draft", indicator=part_name(view, name), side=side)
    writer.labelled(say("suggestion_text"), told, kept=True)


def _of_documents(writer: Writer, material: Material, row: dict[Any, Any], name: str) -> None:
    view, say = material.view, material.say
    claim = leading_claim(material, name)
    if claim is None and row["state"] == SILENT:
        writer.labelled(say("suggestion_own"), say("suggestion_own_silent"))
    elif claim is not None:
        own = view.scores[
            (view.scores["region_code"] == material.target_code)
            & (view.scores["indicator"] == name)
        ]
        told = {"quote": quoted(material, claim, _QUOTE), "number": cited(material, claim)}
        count = int(own["claims"].iloc[0])
        writer.labelled(say("suggestion_own"), say("suggestion_own_stated", count=count, **told))
    found = practices_of(material, name)[:_PRACTICES]
    others = [
        say(
            "suggestion_other_proposed" if one["status"] == PROPOSED else "suggestion_other",
            region=one["region"],
            quote=quoted(material, one, _QUOTE),
            number=cited(material, one),
        )
        for one in found
    ]
    if others:
        listed = say("stop", text=say("between").join(others))
        writer.labelled(say("suggestion_others"), listed)
    writer.labelled(say("suggestion_text"), _draft(material, found, name), kept=True)


def _draft(material: Material, found: list[dict[Any, Any]], name: str) -> str:
    """Return a draft in neutral words: by what others do, else are advised to, else have."""
    told: dict[str, list[str]] = {"borrow": [], "weigh": [], "learn": []}
    for one in found:
        kind = (
            "weigh" if one["status"] == PROPOSED else "learn" if one["kind"] == FACT else "borrow"
        )
        told[kind].append(str(one["region"]))
    key = next((key for key, regions in told.items() if regions), "write")
    regions = material.listed(list(dict.fromkeys(told.get(key, []))))
    indicator = part_name(material.view, name)
    return material.say(f"suggestion_{key}", regions=regions, indicator=indicator)
