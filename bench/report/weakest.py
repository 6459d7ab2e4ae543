"""Where a region trails most: its indicators against the median of the regions ranked."""

from __future__ import annotations

import math
from statistics import median
from typing import Final

from bench.report.cells import score_cells
from bench.report.view import ReportView
from bench.report.wording import names_of, number, part_name, tells

MOST: Final = 3


def weakest_indicators(view: ReportView, code: str) -> list[str]:
    """Name the indicators that a region trails most in, a sentence; none for a single region.

    Medians are of the ranked regions of which an indicator was read.
    """
    codes = [str(each) for each in view.ranked["region_code"]]
    cells = score_cells(view)
    gaps: list[tuple[float, float, float, str]] = []
    for indicator in view.catalogue.indicators:
        read = [cells[(each, indicator.id)].score for each in codes]
        read = [score for score in read if not math.isnan(score)]
        own = cells[(code, indicator.id)].score
        if read and not math.isnan(own):
            middle = median(read)
            gaps.append((own - middle, own, middle, indicator.id))
    if len(codes) < 2 or not gaps:
        return []
    # Sorting is stable: of equal gaps the first of the catalogue.
    worst = sorted((each for each in gaps if each[0] < 0), key=lambda each: each[0])[:MOST]
    told = [
        view.word(
            "sure_weakest_one",
            indicator=part_name(view, name),
            score=number(view, own),
            median=number(view, middle),
            gap=number(view, gap, signed=True),
        )
        for gap, own, middle, name in worst
        if tells(view, gap)
    ]
    if not told:
        return [view.word("sure_weakest_none")]
    return [view.word("sure_weakest", indicators=names_of(view, told, MOST))]
