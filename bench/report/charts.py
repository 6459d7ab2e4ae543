"""The charts of a report, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from matplotlib.figure import Figure

from bench.report.chart_dimension import dimension_chart
from bench.report.chart_gaps import gaps_chart, has_gaps
from bench.report.chart_heatmap import heatmap_chart
from bench.report.chart_instruments import has_instruments, instruments_chart
from bench.report.chart_peers import has_peers, peers_chart
from bench.report.chart_ranking import ranking_chart
from bench.report.chart_similarity import has_similarity, similarity_chart
from bench.report.theme import save_png
from bench.report.view import ReportView

__all__ = [
    "CHARTS",
    "charts_of",
    "dimension_chart",
    "gaps_chart",
    "heatmap_chart",
    "instruments_chart",
    "peers_chart",
    "ranking_chart",
    "similarity_chart",
    "write_chart",
]

CHARTS: Final[Mapping[str, Callable[[ReportView], Figure]]] = MappingProxyType(
    {
        "ranking": ranking_chart,
        "dimensions": dimension_chart,
        "heatmap": heatmap_chart,
        "gaps": gaps_chart,
        "peers": peers_chart,
        "instruments": instruments_chart,
        "similarity": similarity_chart,
    }
)


# What a chart needs; one without an entry is always made.
_NEEDS: Final[Mapping[str, Callable[[ReportView], bool]]] = MappingProxyType(
    {
        "gaps": has_gaps,
        "peers": has_peers,
        "instruments": has_instruments,
        "similarity": has_similarity,
    }
)


def charts_of(view: ReportView) -> tuple[str, ...]:
    """Return the names of the charts that there is something to show on."""
    return tuple(name for name in CHARTS if name not in _NEEDS or _NEEDS[name](view))


def write_chart(name: str, view: ReportView, path: Path) -> None:
    """Write the chart of this name (one of `charts_of` the view) as PNG."""
    save_png(CHARTS[name](view), path)
