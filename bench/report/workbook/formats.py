"""How cells of the workbook look, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bench.report.charts.theme import ACCENT, FAINT, INK, MARK, MUTED, PALE, RULE, ink_on, ramp
from bench.report.scale import HUNDRED, ScoreScale

STEPS: Final = 10  # shades of a score

_BASE: Final = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
_TOP: Final = {"valign": "top", "align": "left", "indent": 1}
_WRAP: Final = {**_TOP, "text_wrap": True}
_MIDDLE: Final = {"valign": "top", "align": "center"}
_GRID: Final = {"align": "center", "border": 1, "border_color": "#FFFFFF"}
_RULED: Final = {**_WRAP, "border": 1, "border_color": RULE}
_NO_SHARE: Final = '0%;-0%;"–"'
_INPUT: Final = {
    "align": "center",
    "bg_color": "#FFF2CC",
    "border": 1,
    "border_color": FAINT,
    "locked": False,
}
_SUM: Final = {"bold": True, "bg_color": "#E9EEF4"}

LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    # One line a row: ranking and scores.
    "text": {},
    "centre": {"align": "center"},
    "note": {"text_wrap": True},
    "target": {"bold": True, "font_color": ACCENT},
    "rank": {"num_format": "0", "align": "center"},
    "link": {"font_color": ACCENT, "underline": 1},
    "index": {},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": "0%"},
    "share": {"num_format": "0%", "align": "center"},
    "weight": {"num_format": "0.0%", "align": "center"},
    "decimal": {"num_format": "0.00", "align": "center"},
    "places": {"num_format": "0.0", "align": "center"},
    # Rows that grow with their text: all begin at the top.
    "top": _TOP,
    "wrap": _WRAP,
    "label": {**_WRAP, "bold": True},
    "link_wrap": {**_WRAP, "font_color": ACCENT, "underline": 1},
    "link_text": {"font_color": ACCENT, "underline": 1},
    "rank_link": {"num_format": "0", "align": "center", "font_color": ACCENT, "underline": 1},
    "weight_top": {"num_format": "0.0%", **_MIDDLE},
    "integer": {"num_format": "#,##0", "valign": "top"},
    "number": {"num_format": "0.0", "valign": "top"},
    "fraction": {"num_format": "0.00", "valign": "top"},
    "plain": {"num_format": "#,##0.####", "valign": "top"},
    # How sure something is; nothing where it is unknown.
    "sure": {"num_format": '0%;;""', "valign": "top"},
    "section": {"bold": True, "font_size": 13, "font_color": ACCENT},
    "heading": {
        **_GRID,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
    },
    "silent": {**_GRID, "font_color": FAINT, "bg_color": PALE},
    "heading_weight": {
        **_GRID,
        "font_color": ACCENT,
        "bg_color": "#DCE6F0",
        "num_format": "0.0%",
    },
    # 17: dots; with brackets and slanted, told from every shade even in a grey print.
    "imputed": {
        **_GRID,
        "font_color": INK,
        "italic": True,
        "pattern": 17,
        "fg_color": FAINT,
        "bg_color": "#FFFFFF",
        "border": 4,
        "border_color": MUTED,
    },
    # 14: thin diagonal stripes, told from a grey fill even in a grey print.
    "unread": {
        **_GRID,
        "font_color": MUTED,
        "pattern": 14,
        "fg_color": "#C4CBD2",
        "bg_color": "#F0F2F4",
    },
    # Regions beside one another.
    "heading_up": {
        **_GRID,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
        "rotation": 90,
    },
    "small": {**_WRAP, "font_color": MUTED},
    "advised": {**_TOP, "bold": True, "font_color": ACCENT},
    "unadvised": {**_TOP, "font_color": MUTED},
    "ruled": _RULED,
    "ruled_label": {**_RULED, "bold": True},
    "middle": _MIDDLE,
    "rank_top": {"num_format": "0", **_MIDDLE},
    "share_top": {"num_format": "0%", **_MIDDLE},
    "share_few": {**_GRID, "font_color": MUTED, "bg_color": PALE, "num_format": _NO_SHARE},
    "likeness": {"num_format": "0.00", **_MIDDLE},
    # Of clusters: judged by whether it reaches 0.5, so 0.496 must not show as that.
    "stability": {"num_format": "0.000", **_MIDDLE},
    "row_link": {"num_format": "0", **_MIDDLE, "font_color": ACCENT, "underline": 1},
    # Live weights: what may be changed is not locked.
    "input": {**_INPUT, "num_format": "0.0%"},
    "input_share": {**_INPUT, "num_format": "0%"},
    "input_rank": {**_INPUT, "num_format": "0"},
    "input_changed": {"bold": True, "font_color": MARK},
    "input_wrong": {"bold": True, "font_color": "#FFFFFF", "bg_color": MARK},
    "block": _SUM,
    "block_weight": {**_SUM, "num_format": "0.0%", "align": "center"},
    "part": {"indent": 1},
    "state": {"bold": True, "font_size": 11, "font_color": MARK, "text_wrap": True},
    "state_line": {"bold": True, "font_size": 11, "font_color": MARK},
    "moved": {"num_format": '"▲"0;"▼"0;"–"', "align": "center"},
    "faint": {"num_format": "0", "align": "center", "font_color": FAINT, "font_size": 8},
    "rank_faint": {"num_format": "0", "align": "center", "font_color": MUTED},
    "count_centre": {"num_format": "#,##0", "align": "center"},
    "heading_method": {**_GRID, "font_color": ACCENT, "bg_color": "#DCE6F0", "text_wrap": True},
    "heading_count": {**_GRID, "font_color": ACCENT, "bg_color": "#DCE6F0", "num_format": "0"},
    # The cover.
    "cover_title": {"bold": True, "font_size": 24, "font_color": ACCENT, "text_wrap": True},
    "cover_subtitle": {"font_size": 11, "font_color": MUTED, "bottom": 5, "bottom_color": ACCENT},
    "cover_heading": {
        "bold": True,
        "font_size": 12,
        "font_color": ACCENT,
        "valign": "bottom",
        "bottom": 1,
        "bottom_color": RULE,
    },
    "cover_number": {"bold": True, "font_size": 22, "font_color": ACCENT, **_MIDDLE},
    "cover_headline": {**_WRAP, "indent": 0, "bold": True, "font_size": 12, "font_color": INK},
    "cover_text": {**_WRAP, "indent": 0},
    "cover_caveat": {**_WRAP, "indent": 0, "valign": "vcenter", "font_color": MUTED},
    "cover_source": {"font_size": 9, "font_color": ACCENT, "underline": 1, "valign": "top"},
    "cover_label": {"bold": True, "font_size": 9, "font_color": MUTED, "valign": "bottom"},
    "cover_link": {"font_color": ACCENT, "underline": 1},
    "cover_line": {"shrink": True},
}
# Looks of a row that sums up others.
_SUMMED: Final = (
    "wrap",
    "middle",
    "rank_top",
    "share_top",
    "weight_top",
    "score_top",
    "gain",
)
# Looks that the first cell of a sheet may have; it leads back to the cover, and shows so.
HOME: Final = ("heading", "heading_weight", "section")
# Of shares: as others have it, more than they, less than they.
MARKS: Final = {"": "", "more": "▲", "less": "▼"}


def make_formats(workbook: Workbook, scale: ScoreScale = HUNDRED) -> dict[str, Format]:
    """Return the formats of a workbook: those of `LOOKS`, and ``score_0`` … for shades.

    What leads somewhere when clicked is underlined: ``score_0_link`` … are the same shades so.
    """
    looks = dict(LOOKS)
    score, index = decimals(scale.places), decimals(scale.index_places)
    for name, number in (("index", index), ("link", index), ("silent", score)):
        looks[name] = {**looks[name], "num_format": number}
    looks["imputed"] = {**looks["imputed"], "num_format": f'"("{score}")";"("-{score}")"'}
    least = 0.5 * 10.0**-scale.index_places  # what rounds to 0 has no sign
    signed = f"[>={least:g}]+{index};[<=-{least:g}]-{index};{index}"
    looks["signed"] = {"num_format": signed, **_MIDDLE}
    looks["score_link"] = {**looks["link"], "num_format": score, "valign": "top"}
    looks["score_middle"] = {**looks["score_link"], "align": "center"}
    looks["score_top"] = {"num_format": score, **_MIDDLE}
    # Small parts of the index have a decimal more than it has.
    looks["gain"] = {"num_format": decimals(scale.index_places + 1), **_MIDDLE}
    looks["score_centre"] = {"num_format": score, "align": "center"}
    looks["index_centre"] = {"num_format": index, "align": "center"}
    looks["score_node"] = {"num_format": index, "align": "center", **_SUM}
    looks["heading_score"] = {**looks["heading_count"], "num_format": score}
    looks["imputed_link"] = {**looks["imputed"], "underline": 1}
    for name in _SUMMED:
        looks[f"sum_{name}"] = {**looks[name], **_SUM}
    for name in HOME:
        # Pale, since some programs show links in a dark colour of their own.
        pale = {"bg_color": "#DCE6F0", "font_color": ACCENT} if name == "heading" else {}
        looks[f"{name}_home"] = {**looks[name], "num_format": '"↩ "@', "underline": 1, **pale}
    for step in range(STEPS + 1):
        colour = ramp(step / STEPS)
        looks[f"score_{step}"] = {
            **_GRID,
            "num_format": score,
            "bg_color": colour,
            "font_color": ink_on(colour),
        }
        looks[f"score_{step}_link"] = {**looks[f"score_{step}"], "underline": 1}
        for name, mark in MARKS.items():
            number = f'0%"{mark}"' if mark else _NO_SHARE
            looks[f"share_{name}{step}"] = {**looks[f"score_{step}"], "num_format": number}
    return {name: workbook.add_format({**_BASE, **look}) for name, look in looks.items()}


def shade(share: float) -> str:
    """Return the name of the format for a score that stands at ``share`` of the scale, 0 to 1."""
    return f"score_{round(share * STEPS)}"


def decimals(places: int) -> str:
    """Return the number format of so many decimals."""
    return f"0.{'0' * places}" if places else "0"
