"""The section of a brief on what to do: a draft for each of the largest gaps."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from bench.comparison.shortening import shorten
from bench.report.brief.gap_sections import value_text
from bench.report.brief.grounds import filed_elsewhere
from bench.report.brief.material import Material
from bench.report.brief.measures import STOPS, cited, quoted, source_row
from bench.report.brief.practices import FACT, PROPOSED, practices_of
from bench.report.brief.writer import Writer
from bench.report.scale import score_scale
from bench.report.wording import inner_quotes, part_name, tells
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
    rows = _worth(material)
    if not rows:
        writer.body(say("suggestions_small"))
        _blank(writer, material)
        return
    writer.remark(say("suggestions_draft"))
    for row in rows:
        name = str(row["id"])
        writer.part(part_name(view, name))
        _suggestion(writer, material, row, name)
        writer.fill_in(say("suggestion_fill"))


def _worth(material: Material) -> list[dict[Any, Any]]:
    """Return the gaps that have a suggestion: the largest, and others that move the index."""
    limits, scale = material.rules.suggestions, score_scale(material.view)
    least = limits.gain * (scale.high - scale.low)
    rows = material.trailing.head(limits.most).to_dict("records")
    return [
        row
        for place, row in enumerate(rows)
        if place < limits.always or (pd.notna(row["index_gain"]) and row["index_gain"] >= least)
    ]


def _blank(writer: Writer, material: Material) -> None:
    writer.fill_in(material.say("suggestion_item"))
    writer.fill_in(material.say("suggestion_fill"))


def _suggestion(writer: Writer, material: Material, row: dict[Any, Any], name: str) -> None:
    view, say = material.view, material.say
    gain = row["index_gain"]
    key = "text" if pd.notna(gain) and gain > 0 and tells(view, gain) else "flat"
    gap = say(f"suggestion_gap_{key}", gap=material.score(row["gap"]), gain=material.index(gain))
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
    say = material.say
    _own(writer, material, row, name)
    others = filed_elsewhere(material, name)[: material.rules.suggestions.check]
    if others:
        told = [
            say(
                "suggestion_check_one",
                quote=quoted(material, one, _QUOTE),
                number=cited(material, one),
                row=source_row(material, one),
            )
            for one in others
        ]
        text = say("stop", text=say("between").join(told))
        writer.labelled(say("suggestion_check"), text)
    found = practices_of(material, name)[:_PRACTICES]
    draft = _draft(material, found, name)
    writer.labelled(say("suggestion_text"), draft, kept=True)


def _own(writer: Writer, material: Material, row: dict[Any, Any], name: str) -> None:
    """Write on how little the target's score rests, where it does."""
    view, say = material.view, material.say
    if row["state"] == SILENT:
        writer.labelled(say("suggestion_own"), say("suggestion_own_silent"))
        return
    own = view.scores[
        (view.scores["region_code"] == material.target_code) & (view.scores["indicator"] == name)
    ]
    count = int(own["claims"].iloc[0])
    if count <= material.rules.suggestions.thin:
        writer.labelled(say("suggestion_own"), say("suggestion_own_thin", count=count))


def _draft(material: Material, found: list[dict[Any, Any]], name: str) -> str:
    """Return a draft in neutral words, made from what others do, are advised to do, or have."""
    say = material.say
    if not found:
        return say("suggestion_write", indicator=part_name(material.view, name))
    told = [
        say(
            f"suggestion_{_kind(one)}",
            region=one["region"],
            quote=_short(material, one),
            number=cited(material, one),
        )
        for one in found
    ]
    return say("suggestion_study", practices=say("between").join(told))


def _kind(practice: dict[Any, Any]) -> str:
    if practice["status"] == PROPOSED:
        return "weigh"
    return "learn" if practice["kind"] == FACT else "borrow"


def _short(material: Material, practice: dict[Any, Any]) -> str:
    text = shorten(str(practice["quote"]).strip(), material.rules.side.characters)
    return inner_quotes(text.rstrip(STOPS), material.view.language)
