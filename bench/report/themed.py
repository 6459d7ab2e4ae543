"""How much of the evidence that counts is worded in the terms of the catalogue's subject.

A general sentence on talent or investment may rightly bear on an indicator of the digital economy;
a reader should know how many do.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from bench.report.view import ReportView
from bench.scoring.theme import holds_theme

LITTLE_THEMED: Final = 0.5  # a smaller share is told as a warning


def themed_share(view: ReportView) -> float | None:
    """Return the share of counted rows of evidence that hold a word of the catalogue's theme.

    Returns
    -------
    float or None
        0 to 1; a word may stand in the sentence, a heading above it or the document's title.
        None where the catalogue names no theme, nothing counts, or what counts is not known.
    """
    held = _held(view)
    return None if held.empty else float(held.mean())


def _held(view: ReportView) -> pd.Series[bool]:
    """Tell of each counted row whether it holds a word of the theme."""
    if view.counted is None or not view.catalogue.theme:
        return pd.Series(dtype=bool)
    held = holds_theme(view.counted, view.catalogue.theme)
    return pd.Series(held, index=view.counted.index, dtype=bool)
