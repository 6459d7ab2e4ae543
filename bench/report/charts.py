"""The charts of a report, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from matplotlib.figure import Figure

from bench.report.chart_dimension import dimension_chart
from bench.report.chart_heatmap import heatmap_chart
from bench.report.chart_ranking import ranking_chart
from bench.report.chart_similarity import similarity_chart
from bench.report.theme import save_png
from bench.report.view import ReportView

__all__ = [
    "CHARTS",
    "dimension_chart",
    "heatmap_chart",
    "ranking_chart",
    "similarity_chart",
    "write_chart",
]

CHARTS: Final[Mapping[str, Callable[[ReportView], Figure]]] = MappingProxyType(
    {
        "ranking": ranking_chart,
        "dimensions": dimension_chart,
        "heatmap": heatmap_chart,
        "similarity": similarity_chart,
    }
)


def write_chart(name: str, view: ReportView, path: Path) -> None:
    """Write the chart of this name (a key of ``CHARTS``) as PNG."""
    save_png(CHARTS[name](view), path)
