"""The charts of a report, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from matplotlib.figure import Figure

from bench.report.charts.chart_dimension import dimension_chart
from bench.report.charts.chart_gaps import gaps_chart, has_gaps
from bench.report.charts.chart_heatmap import heatmap_chart
from bench.report.charts.chart_instruments import has_instruments, instruments_chart
from bench.report.charts.chart_peers import has_peers, peers_chart
from bench.report.charts.chart_radar import has_radar, radar_chart
from bench.report.charts.chart_rank_distribution import (
    has_rank_distribution,
    rank_distribution_chart,
)
from bench.report.charts.chart_ranking import ranking_chart
from bench.report.charts.chart_similarity import has_similarity, similarity_chart
from bench.report.charts.chart_volume import has_volume, volume_chart
from bench.report.charts.paper import SLIDE, Paper
from bench.report.charts.theme import save_png, save_svg
from bench.report.view import ReportView

__all__ = ["CHARTS", "charts_of", "draw", "page_name", "write_charts"]

Chart = Callable[[ReportView, Paper], tuple[Figure, ...]]

CHARTS: Final[Mapping[str, Chart]] = MappingProxyType(
    {
        "ranking": ranking_chart,
        "rank_distribution": rank_distribution_chart,
        "dimensions": dimension_chart,
        "radar": radar_chart,
        "heatmap": heatmap_chart,
        "gaps": gaps_chart,
        "peers": peers_chart,
        "instruments": instruments_chart,
        "similarity": similarity_chart,
        "volume": volume_chart,
    }
)


# What a chart needs; one without an entry is always made.
_NEEDS: Final[Mapping[str, Callable[[ReportView], bool]]] = MappingProxyType(
    {
        "rank_distribution": has_rank_distribution,
        "radar": has_radar,
        "gaps": has_gaps,
        "peers": has_peers,
        "instruments": has_instruments,
        "similarity": has_similarity,
        "volume": has_volume,
    }
)


def charts_of(view: ReportView) -> tuple[str, ...]:
    """Return the names of the charts that there is something to show on."""
    return tuple(name for name in CHARTS if name not in _NEEDS or _NEEDS[name](view))


def draw(name: str, view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return the pages of a chart.

    Parameters
    ----------
    name
        One of `charts_of` the view.
    view
        What a run found.
    paper
        `SLIDE` or `A4` of `bench.report.charts.paper`; no page is larger, and none is stretched.

    Returns
    -------
    tuple of matplotlib.figure.Figure
        One a page; `bench.report.charts.theme.save_png` writes it at its true size.
    """
    return CHARTS[name](view, paper)


def page_name(name: str, place: int) -> str:
    """Return the name of a page's file without its ending: ``"ranking"``, ``"ranking-2"``.

    Parameters
    ----------
    name
        Of the chart.
    place
        Of the page, from 0.
    """
    return name if place == 0 else f"{name}-{place + 1}"


def write_charts(
    view: ReportView, paper: Paper, path_of: Callable[[str], Path], *, svg: bool = False
) -> list[str]:
    """Write every page of every chart as PNG, and as SVG if asked for.

    Parameters
    ----------
    view
        What a run found.
    paper
        The size of the pages.
    path_of
        Says where a file of this name is written.
    svg
        Also write SVG, text as outlines.

    Returns
    -------
    list of str
        The names of the files, in order.
    """
    savers = {"png": save_png, **({"svg": save_svg} if svg else {})}
    names = []
    for chart in charts_of(view):
        for place, figure in enumerate(draw(chart, view, paper)):
            for ending, save in savers.items():
                names.append(f"{page_name(chart, place)}.{ending}")
                save(figure, path_of(names[-1]))
    return names
