"""The charts of a brief: drawn for its page, and put where its sections want them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Final

from matplotlib.figure import Figure

from bench.report.brief.writer import Picture, Writer
from bench.report.charts.drawing import charts_of, draw
from bench.report.charts.paper import A4
from bench.report.charts.theme import save_png
from bench.report.findings import (
    dimension_finding,
    gaps_finding,
    instruments_finding,
    peers_finding,
    ranking_finding,
)
from bench.report.findings_heatmap import heatmap_finding
from bench.report.findings_robustness import volume_finding
from bench.report.view import ReportView

# The charts of a brief, and what each shows in words, for readers who cannot see it.
_TOLD: Final[Mapping[str, Callable[[ReportView], str]]] = MappingProxyType(
    {
        "ranking": ranking_finding,
        "dimensions": dimension_finding,
        "heatmap": heatmap_finding,
        "gaps": gaps_finding,
        "peers": peers_finding,
        "instruments": instruments_finding,
        "volume": volume_finding,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Charts:
    """The charts of a run by name, each of one page or more."""

    pages: Mapping[str, tuple[Picture, ...]]

    def write(self, writer: Writer, name: str, caption: str) -> None:
        """Write a chart; nothing where the run has none of this name."""
        if name in self.pages:
            writer.figure(caption, self.pages[name])


def draw_charts(view: ReportView) -> Charts:
    """Draw those charts of a brief that there is something to show on."""
    wanted = [name for name in charts_of(view) if name in _TOLD]
    if view.sureness.follows_volume.regions < view.sureness.constants.correlated_regions:
        # Of few regions it tells nothing.
        wanted = [name for name in wanted if name != "volume"]
    return Charts({name: _drawn(name, view) for name in wanted})


def _drawn(name: str, view: ReportView) -> tuple[Picture, ...]:
    told = _TOLD[name](view)
    return tuple(_picture(figure, told) for figure in draw(name, view, A4))


def _picture(figure: Figure, told: str) -> Picture:
    drawn = BytesIO()
    save_png(figure, drawn)
    width, height = (float(side) for side in figure.get_size_inches())
    return Picture(drawn.getvalue(), width, height, told)
