"""The charts of a report, by name, and writing them all."""

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
    "write_charts",
]

CHARTS: Final[Mapping[str, Callable[[ReportView], Figure]]] = MappingProxyType(
    {
        "ranking": ranking_chart,
        "dimensions": dimension_chart,
        "heatmap": heatmap_chart,
        "similarity": similarity_chart,
    }
)


def write_charts(view: ReportView, folder: Path) -> list[Path]:
    """Write every chart as ``<name>.png`` into ``folder`` and return the paths."""
    paths = []
    for name, chart in CHARTS.items():
        path = folder / f"{name}.png"
        save_png(chart(view), path)
        paths.append(path)
    return paths
