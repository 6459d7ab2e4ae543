"""How sure the ranking is, said in sentences: of the target first, then of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from bench.report.summary import interval_text
from bench.report.view import ReportView
from bench.scoring.influence import INDICATOR
from bench.scoring.pairs import YES
from bench.scoring.sureness import neighbours

Sentences = list[tuple[str, str]]
NAMES_SHOWN: Final = 6


def target_answers(view: ReportView) -> Sentences:
    """Answer what the target asks first, as (question, answer): why, how sure, what if."""
    row = _target(view)
    if row is None:
        return []
    return [
        (view.word("sure_why"), _why(view, row)),
        (view.word("sure_how_sure"), _how_sure(view, row)),
        (view.word("sure_what_if"), _what_if(view, row)),
    ]


def no_answers(view: ReportView) -> str:
    """Say why the target gets no answers; empty where it does."""
    if view.ranked.empty:
        return view.word("sure_none_ranked")
    if not view.target:
        return view.word("sure_no_target")
    return view.word("sure_target_unranked", target=view.target) if _target(view) is None else ""


def whole_answers(view: ReportView) -> Sentences:
    """Say how sure the ranking is as a whole, as (question, answer)."""
    return [
        (view.word("sure_sources_label"), _sources(view)),
        (view.word("sure_close_label"), _close(view)),
        (view.word("sure_volume_label"), _volume(view)),
        (view.word("sure_collinear_label"), _collinear(view)),
        (view.word("sure_alpha_label"), _alpha(view)),
        (view.word("sure_limits_label"), view.word("sure_limits")),
    ]


def part_name(view: ReportView, name: str) -> str:
    """Return the name of an indicator, dimension or group; of a document its path."""
    names = {part.id: part.name for part in view.catalogue.groups}
    names |= {part.id: part.name for part in view.catalogue.indicators}
    return names[name].in_(view.language) if name in names else name


def weight_range(view: ReportView) -> str:
    """Return the range of weights that orders are held against: ``"±50%"``."""
    return f"±{view.sureness.constants.weight_range:.0%}"


def _target(view: ReportView) -> dict[str, Any] | None:
    rows = view.ranked[view.ranked["region"] == view.target].to_dict("records")
    return {str(key): value for key, value in rows[0].items()} if rows else None


def _joined(sentences: Sequence[str], view: ReportView) -> str:
    """Put whole sentences together; English has spaces between them."""
    return (" " if view.language == "en" else "").join(sentences)


def _why(view: ReportView, row: dict[str, Any]) -> str:
    """Say where the target stands, and its best and worst dimension against the median."""
    ranked = view.ranked
    told = [
        view.word(
            "sure_why_standing",
            target=view.target,
            rank=int(row["rank"]),
            count=len(ranked),
            index=f"{row['index']:.1f}",
            median=f"{ranked['index'].median():.1f}",
        )
    ]
    median = {d.id: ranked[d.id].median() for d in view.catalogue.dimensions}
    gaps = {
        name: row[name] - value for name, value in median.items() if pd.notna(row[name] - value)
    }
    if len(gaps) > 1 and len(ranked) > 1:
        best, worst = max(gaps, key=gaps.__getitem__), min(gaps, key=gaps.__getitem__)
        for key, name in (("sure_why_best", best), ("sure_why_worst", worst)):
            told.append(
                view.word(
                    key,
                    dimension=part_name(view, name),
                    score=f"{row[name]:.1f}",
                    median=f"{median[name]:.1f}",
                    gap=f"{gaps[name]:+.1f}",
                )
            )
        lowest = min(gaps, key=lambda name: (row[name], name != worst))
        if lowest != worst:
            lowest_score = f"{row[lowest]:.1f}"
            told.append(
                view.word("sure_why_lowest", dimension=part_name(view, lowest), score=lowest_score)
            )
    return _joined(told, view)


def _how_sure(view: ReportView, row: dict[str, Any]) -> str:
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
        "sure_interval",
        draws=f"{view.sureness.draws:,}",
        share=percent(sum(share.get(place, 0.0) for place in range(low, high + 1))),
        interval=interval_text(low, high),
        rank=rank,
        chance=percent(share.get(rank, 0.0)),
        mode=f"{mode:.0f}",
        mode_chance=percent(share[mode]),
    )


def _what_if(view: ReportView, row: dict[str, Any]) -> str:
    """Say how little the weights must change for the target to swap with its neighbours."""
    if len(view.ranked) < 2:
        return view.word("sure_alone")
    near = neighbours(view.ranking, view.sureness.pairs)
    code = row["region_code"]
    told = []
    above = near[near["other_code"] == code].to_dict("records")
    below = near[near["region_code"] == code].to_dict("records")
    if above:
        told.append(view.word("sure_above", other=above[0]["region"], tie=_tie(view, above[0])))
    else:
        told.append(view.word("sure_nothing_first"))
    if below:
        told.append(view.word("sure_below", other=below[0]["other"], tie=_tie(view, below[0])))
    else:
        told.append(view.word("sure_nothing_last"))
    return "\n".join(told)


def _tie(view: ReportView, pair: dict[Any, Any]) -> str:
    told = []
    if pair["robust"] == "":
        told.append(view.word("sure_tie_unknown"))
    elif pd.isna(pair["change"]):
        told.append(view.word("sure_no_tie" if pair["robust"] == YES else "sure_tie_unknown"))
    elif pair["change"] < 5e-4:
        told.append(view.word("sure_tied"))
    else:
        weights = view.word("names_separator").join(
            view.word(
                "sure_weight",
                dimension=part_name(view, name),
                before=f"{before:.1%}",
                after=f"{pair[name]:.1%}",
            )
            for name, before in _weights(view).items()
            if abs(pair[name] - before) >= 5e-4
        )
        told.append(view.word("sure_tie", change=f"{pair['change']:.1%}", weights=weights))
        if pair["robust"] == YES:
            told.append(view.word("sure_robust", range=weight_range(view)))
    if pd.notna(pair["chance"]):
        ahead, chance = pair["region"], percent(pair["chance"])
        told.append(view.word("sure_chance", ahead=ahead, chance=chance))
    return _joined(told, view)


def _weights(view: ReportView) -> dict[str, float]:
    """Return the share of each dimension in the index."""
    table = view.sureness.influence
    dimensions = [dimension.id for dimension in view.catalogue.dimensions]
    own = table[(table["kind"] != INDICATOR) & table["id"].isin(dimensions)]
    return dict(zip(own["id"], own["weight"], strict=True))


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
    return _joined(told, view)


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
    likelier = int((near["chance"] < 0.5).sum())
    if likelier:
        told.append(view.word("sure_close_reversed", count=likelier))
    return _joined(told, view)


def _volume(view: ReportView) -> str:
    follows, table = view.sureness.follows_volume, view.sureness.volume
    if follows.pearson is None or follows.spearman is None:
        return view.word("sure_volume_none")
    outside = [str(name) for name in table.loc[table["outside"] == YES, "region"]]
    names = view.word("names_separator").join(outside[:NAMES_SHOWN])
    if len(outside) > NAMES_SHOWN:
        names = view.word("names_more", names=names, count=len(outside))
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
    listed = view.word("sure_volume_names", names=names) if names else ""
    told.append(view.word("sure_volume_outside", outside=len(outside), names=listed))
    own = table[table["region"] == view.target]
    if len(own):
        ranks = (int(own[name].iloc[0]) for name in ("adjusted_rank", "rank"))
        adjusted, rank = ranks
        told.append(view.word("sure_volume_target", target=view.target, rank=adjusted, own=rank))
    told.append(view.word("sure_volume_meaning"))
    return _joined(told, view)


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


def percent(share: float) -> str:
    """Return a share in percent; what is not quite all or nothing is not rounded to it."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"
