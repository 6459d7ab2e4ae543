"""The findings of the cover on the whole ranking: who leads, why, and on what the order hangs."""

from __future__ import annotations

from bench.report.findings import dimension_finding, ranking_finding
from bench.report.findings_heatmap import heatmap_finding
from bench.report.sureness_texts import how_sure
from bench.report.view import ReportView
from bench.report.why import comparisons, why_sentence
from bench.report.wording import joined, names_of, number, part_name, percent, shortened, tells
from bench.report.workbook.cover_finding import TITLE, Finding, say
from bench.report.workbook.cover_places import CoverPlaces
from bench.scoring.sureness import neighbours


def leader(view: ReportView, places: CoverPlaces) -> Finding:
    """Say who leads and how sure that is, and how many neighbours are too close to call."""
    row = {str(key): value for key, value in view.ranked.iloc[0].items()}
    told = [say(view, "of", region=row["region"], text=how_sure(view, row)), _close(view)]
    sources = (places.index(str(row["region"])), places.sureness, places.scores(row["region_code"]))
    return Finding(ranking_finding(view), joined([t for t in told if t], view), sources)


def _close(view: ReportView) -> str:
    near = neighbours(view.ranking, view.sureness.pairs)
    near = near[near["chance"].notna()]
    if near.empty:
        return ""
    limit = view.sureness.constants.close_chance
    count = int((near["chance"] < limit).sum())
    return say(view, "neighbours", total=len(near), count=count, limit=f"{limit:.0%}")


def apart(view: ReportView, places: CoverPlaces) -> Finding:
    """Say what sets the first apart from the second."""
    code = str(view.ranked["region_code"].iloc[0])
    behind = [each for each in comparisons(view, code) if not each.ahead]
    sources = (places.sureness, places.scores(code))
    if not behind or not tells(view, behind[0].gap):
        return Finding(dimension_finding(view), heatmap_finding(view), sources)
    first = behind[0]
    gains = [carrier for carrier in first.carriers if carrier.contribution > 0]
    headline = say(
        view,
        "apart_by" if gains else "apart",
        first=first.region,
        second=first.other,
        gap=number(view, first.gap),
        indicators=names_of(view, [part_name(view, c.indicator) for c in gains[:2]], 2),
    )
    return Finding(
        headline,
        joined([why_sentence(view, first), say(view, "stop", text=dimension_finding(view))], view),
        sources,
    )


def whole(view: ReportView, places: CoverPlaces) -> Finding:
    """Say what moves the ranks most: the source of uncertainty, and the part left out."""
    table = view.sureness.sources
    table = table[table["total"].notna()].sort_values("total", kind="stable")
    if len(table):
        most = table.iloc[-1]
        headline = say(
            view,
            "moves",
            source=view.word(f"sure_source_{most['source']}"),
            total=percent(min(most["total"], 1.0)),
        )
    else:
        headline = view.word("sure_sources_none" if view.sureness.draws else "sure_no_draws")
    told = [_most_left_out(view), _follows_volume(view)]
    return Finding(
        headline, joined([t for t in told if t], view), (places.sureness, *places.weights)
    )


def _most_left_out(view: ReportView) -> str:
    table = view.sureness.left_out
    table = table[table["shift"].notna()]
    if table.empty:
        return ""
    sized = table.assign(size=table["shift"].abs())
    total = sized.groupby(["kind", "left_out"], sort=False)["size"].sum().reset_index()
    most = total.sort_values("size", ascending=False, kind="stable").to_dict("records")[0]
    if most["size"] == 0:
        return say(view, "all_unmoved")
    return say(
        view,
        "most_left_out",
        kind=view.word(f"sure_kind_{most['kind']}"),
        part=shortened(part_name(view, str(most["left_out"])), TITLE),
        mean=f"{most['size'] / len(view.ranked):.1f}",
    )


def _follows_volume(view: ReportView) -> str:
    follows, constants = view.sureness.follows_volume, view.sureness.constants
    if follows.spearman is None or follows.regions < constants.correlated_regions:
        return ""
    return say(view, "follows_volume", spearman=f"{follows.spearman:+.2f}", count=follows.regions)
