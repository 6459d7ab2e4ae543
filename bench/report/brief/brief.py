"""The brief of a run, section by section."""

from __future__ import annotations

from bench.report.brief.annex import write_annex
from bench.report.brief.dimensions import write_dimensions
from bench.report.brief.gap_sections import write_gaps
from bench.report.brief.key_points import write_key_points
from bench.report.brief.material import Material
from bench.report.brief.measures import write_side_by_side
from bench.report.brief.opening import write_background, write_system
from bench.report.brief.pictures import Charts, draw_charts
from bench.report.brief.practices import write_practices
from bench.report.brief.standing import write_ranking
from bench.report.brief.suggestions import write_suggestions
from bench.report.brief.writer import Writer
from bench.report.view import ReportView


def brief_bytes(view: ReportView, charts: Charts | None = None) -> bytes:
    """Return the brief of a run as a Word file; the same run always gives the same bytes.

    Parameters
    ----------
    view
        What the run found.
    charts
        Its charts, drawn for A4; drawn anew by default.
    """
    material = Material.of(view)
    drawn = draw_charts(view) if charts is None else charts
    writer = Writer(view.title, view.language)
    writer.title(_title(material))
    writer.subtitle(material.say("compiled"))
    write_key_points(writer, material)
    writer.contents(material.say("contents"))
    write_background(writer, material, drawn)
    write_system(writer, material)
    write_ranking(writer, material, drawn)
    write_dimensions(writer, material, drawn)
    write_side_by_side(writer, material, drawn)
    write_gaps(writer, material, drawn)
    write_practices(writer, material)
    write_suggestions(writer, material)
    write_annex(writer, material, drawn)
    return writer.packed()


def _title(material: Material) -> str:
    """Return the title; of a brief on a target without the ending that says it is a benchmark."""
    view, title = material.view, material.view.title.strip()
    if not view.target:
        return material.say("title", title=title)
    endings = (end for end in material.rules.title_endings if title.lower().endswith(end))
    subject = title[: len(title) - len(next(endings, ""))].strip() or title
    key = "title_named" if view.target in subject else "title_target"
    return material.say(key, target=view.target, title=subject)
