"""How sure the ranking is, said in sentences: of the target first, then of the whole."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from bench.report.summary import interval_text
from bench.report.view import ReportView
from bench.report.weakest import weakest_indicators
from bench.report.weight_texts import never, what_if
from bench.report.why import why_places, why_sentences
from bench.report.wording import joined, names_of, number, part_name, percent, tells
from bench.scoring.pairs import YES
from bench.scoring.sureness import neighbours

Sentences = list[tuple[str, str]]
NAMES_SHOWN: Final = 6


def target_answers(view: ReportView) -> Sentences:
    """Answer what the target asks first, as (question, answer): why, how sure, what if."""
    row = target_row(view)
    if row is None:
        return []
    return [
        (view.word("sure_why"), _why(view, row)),
        (view.word("sure_how_sure"), how_sure(view, row)),
        (view.word("sure_what_if"), what_if(view, row)),
        (view.word("sure_never"), never(view, row)),
    ]


def no_answers(view: ReportView) -> str:
    """Say why the target gets no answers; empty where it does."""
    if view.ranked.empty:
        return view.word("sure_none_ranked")
    if not view.target:
        return view.word("sure_no_target")
    return view.word("sure_target_unranked", target=view.target) if target_row(view) is None else ""


def whole_answers(view: ReportView) -> Sentences:
    """Say how sure the ranking is as a whole, as (question, answer)."""
    limits = "sure_limits" if view.catalogue.evidence_indicators else "sure_limits_statistics"
    places = list(why_places(view)) if target_row(view) is None else []
    return [
        *places,
        (view.word("sure_sources_label"), _sources(view)),
        (view.word("sure_close_label"), _close(view)),
        (view.word("sure_volume_label"), _volume(view)),
        (view.word("sure_collinear_label"), _collinear(view)),
        (view.word("sure_alpha_label"), _alpha(view)),
        (view.word("sure_limits_label"), view.word(limits)),
    ]


def target_row(view: ReportView) -> dict[str, Any] | None:
    """Return the target's row of the ranking; None where it has no rank, or there is no target."""
    rows = view.ranked[view.ranked["region"] == view.target].to_dict("records")
    return {str(key): value for key, value in rows[0].items()} if rows else None


def _why(view: ReportView, row: dict[str, Any]) -> str:
    """Say where the target stands, by which dimensions, and what sets it apart from its neighbours.

    Dimensions are held against the median, indicators against the one ahead and the one behind.
    """
    ranked = view.ranked
    told = [
        view.word(
            "sure_why_standing",
            target=view.target,
            rank=int(row["rank"]),
            count=len(ranked),
            index=number(view, row["index"]),
            median=number(view, ranked["index"].median()),
        )
    ]
    median = {d.id: ranked[d.id].median() for d in view.catalogue.dimensions}
    gaps = {
        name: row[name] - value for name, value in median.items() if pd.notna(row[name] - value)
    }
    if len(gaps) > 1 and len(ranked) > 1:
        best, worst = max(gaps, key=gaps.__getitem__), min(gaps, key=gaps.__getitem__)
        sides = (
            ("sure_why_best", best, tells(view, gaps[best]) and gaps[best] > 0),
            ("sure_why_worst", worst, tells(view, gaps[worst]) and gaps[worst] < 0),
        )
        told += [
            view.word(
                key if there_is else f"{key}_none",
                dimension=part_name(view, name),
                score=number(view, row[name]),
                median=number(view, median[name]),
                gap=number(view, gaps[name], signed=True),
            )
            for key, name, there_is in sides
        ]
        lowest = min(gaps, key=lambda name: (row[name], name != worst))
        if lowest != worst:
            score = number(view, row[lowest])
            told.append(
                view.word("sure_why_lowest", dimension=part_name(view, lowest), score=score)
            )
    code = str(row["region_code"])
    told += weakest_indicators(view, code)
    return "\n".join([joined(told, view), *why_sentences(view, code)])


def how_sure(view: ReportView, row: dict[str, Any]) -> str:
    """Say how often a simulated ranking has a ranked region where it stands."""
    chances = view.sureness.chances
    own = chances[chances["region_code"] == row["region_code"]]
    if len(view.ranked) < 2:
        return view.word("sure_alone")
    if own.empty:
        return view.word("sure_no_draws")
    low, high, rank = (int(row[name]) for name in ("rank_low", "rank_high", "rank"))
    mode = most_often(own)
    share = dict(zip(own["rank"], own["chance"], strict=True))
    return view.word(
        "sure_interval_mode" if mode == rank else "sure_interval",
        draws=f"{view.sureness.draws:,}",
        share=percent(sum(share.get(place, 0.0) for place in range(low, high + 1))),
        interval=interval_text(low, high),
        rank=rank,
        chance=percent(share.get(rank, 0.0)),
        mode=f"{mode:.0f}",
        mode_chance=percent(share[mode]),
    )


def _sources(view: ReportView) -> str:
    table = view.sureness.sources
    told = []
    table = table[table["total"].notna()]
    if len(table):
        most = table.sort_values("total", kind="stable").to_dict("records")[-1]
        told.append(
            view.word(
                "sure_sources",
                source=view.word(f"sure_source_{most['source']}"),
                # Estimates of few changes of rank can stray beyond 0 and 1.
                first=percent(min(max(most["first"], 0.0), 1.0)),
                total=percent(min(most["total"], 1.0)),
            )
        )
    else:
        told.append(view.word("sure_sources_none"))
    if not view.catalogue.evidence_indicators:
        told.append(view.word("sure_no_claims"))
    return joined(told, view)


def _close(view: ReportView) -> str:
    near = neighbours(view.ranking, view.sureness.pairs)
    near = near[near["chance"].notna()]
    if near.empty:
        return view.word("sure_close_none")
    limit = view.sureness.constants.close_chance
    told = [
        view.word(
            "sure_close",
            total=len(near),
            count=int((near["chance"] < limit).sum()),
            least=percent(near["chance"].min()),
            most=percent(near["chance"].max()),
            limit=f"{limit:.0%}",
        )
    ]
    told.append(view.word("sure_close_methods"))
    likelier = int((near["chance"] < 0.5).sum())
    if likelier:
        told.insert(1, view.word("sure_close_reversed", count=likelier))
    return joined(told, view)


def _volume(view: ReportView) -> str:
    follows, table = view.sureness.follows_volume, view.sureness.volume
    if follows.pearson is None or follows.spearman is None:
        return view.word("sure_volume_none")
    outside = [str(name) for name in table.loc[table["outside"] == YES, "region"]]
    names = names_of(view, outside, NAMES_SHOWN)
    if follows.regions < view.sureness.constants.correlated_regions:
        told = [view.word("sure_volume_few", count=follows.regions)]
    else:
        told = [
            view.word(
                "sure_volume",
                pearson=f"{follows.pearson:+.2f}",
                spearman=f"{follows.spearman:+.2f}",
                count=follows.regions,
            )
        ]
    told += _by_claims(view)
    if outside:
        listed = view.word("sure_volume_names", names=names)
        told.append(view.word("sure_volume_outside", outside=len(outside), names=listed))
    else:
        told.append(view.word("sure_volume_outside_none"))
    own = table[table["region"] == view.target]
    if len(own):
        ranks = (int(own[name].iloc[0]) for name in ("adjusted_rank", "rank"))
        adjusted, rank = ranks
        key = "sure_volume_target_same" if adjusted == rank else "sure_volume_target"
        told.append(view.word(key, target=view.target, rank=adjusted, own=rank))
    told.append(view.word("sure_volume_meaning"))
    return joined(told, view)


def _by_claims(view: ReportView) -> list[str]:
    """Say how far the index follows the number of claims counted; nothing of few regions."""
    table = view.ranked[["index", "claims"]].astype(float)
    table = table[table["claims"] > 0]
    few = len(table) < view.sureness.constants.correlated_regions
    if few or not view.catalogue.evidence_indicators or (table.nunique() < 2).any():
        return []
    claims = np.log(table["claims"])
    pearson = claims.corr(table["index"])
    spearman = claims.rank().corr(table["index"].rank())
    return [view.word("sure_claims", pearson=f"{pearson:+.2f}", spearman=f"{spearman:+.2f}")]


def _collinear(view: ReportView) -> str:
    constants, alike = view.sureness.constants, view.sureness.collinear
    limit = f"{constants.collinear:g}"
    if len(view.ranked) < constants.correlated_regions:
        return view.word("sure_too_few", regions=constants.correlated_regions)
    if not alike:
        return view.word("sure_collinear_none", limit=limit)
    pairs = view.word("sure_semicolon").join(
        view.word(
            "sure_collinear_pair",
            one=part_name(view, pair.one),
            other=part_name(view, pair.other),
            correlation=f"{pair.correlation:+.2f}",
        )
        for pair in alike
    )
    return view.word("sure_collinear", limit=limit, pairs=pairs)


def _alpha(view: ReportView) -> str:
    alpha = view.sureness.alpha
    if alpha is None:
        return view.word("sure_alpha_none")
    least = view.sureness.constants.correlated_regions
    if alpha.units < least:
        return view.word("sure_too_few", regions=least)
    return view.word("sure_alpha", alpha=f"{alpha.alpha:.2f}", units=alpha.units)


def most_often(chances: pd.DataFrame) -> float:
    """Return the rank that a region takes most often, by its rows of `RANK_CHANCES`; or NaN."""
    if chances.empty:
        return float("nan")
    return float(chances.sort_values("chance", kind="stable")["rank"].iloc[-1])
