"""How cells of the workbook look, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bench.report.theme import ACCENT, FAINT, MUTED, PALE, ink_on, ramp

STEPS: Final = 10  # shades of a score

_BASE: Final = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
_TOP: Final = {"valign": "top", "align": "left", "indent": 1}
_WRAP: Final = {**_TOP, "text_wrap": True}
_GRID: Final = {"align": "center", "border": 1, "border_color": "#FFFFFF"}

LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    # One line a row: ranking and scores.
    "text": {},
    "centre": {"align": "center"},
    "note": {"text_wrap": True},
    "target": {"bold": True, "font_color": ACCENT},
    "rank": {"num_format": "0", "align": "center"},
    "index": {"num_format": "0.0"},
    "link": {"num_format": "0.0", "font_color": ACCENT, "underline": 1},
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
    "integer": {"num_format": "#,##0", "valign": "top"},
    "number": {"num_format": "0.0", "valign": "top"},
    "fraction": {"num_format": "0.00", "valign": "top"},
    "plain": {"num_format": "#,##0.####", "valign": "top"},
    "section": {"bold": True, "font_size": 13, "font_color": ACCENT},
    "heading": {
        **_GRID,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
    },
    "silent": {**_GRID, "num_format": "0", "font_color": FAINT, "bg_color": PALE},
    # 14: thin diagonal stripes, told from a grey fill even in a grey print.
    "unread": {
        **_GRID,
        "font_color": MUTED,
        "pattern": 14,
        "fg_color": "#C4CBD2",
        "bg_color": "#F0F2F4",
    },
}


def make_formats(workbook: Workbook) -> dict[str, Format]:
    """Return the formats of a workbook: those of `LOOKS`, and ``score_0`` … for shades."""
    looks = dict(LOOKS)
    for step in range(STEPS + 1):
        colour = ramp(step / STEPS)
        looks[f"score_{step}"] = {
            **_GRID,
            "num_format": "0.0",
            "bg_color": colour,
            "font_color": ink_on(colour),
        }
    return {name: workbook.add_format({**_BASE, **look}) for name, look in looks.items()}


def shade(score: float) -> str:
    """Return the name of the format for a stated score from 0 to 100."""
    return f"score_{round(min(max(score, 0.0), 100.0) / 100 * STEPS)}"
