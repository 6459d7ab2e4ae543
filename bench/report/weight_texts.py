"""What other weights would change, said of the target: with whom it swaps, and with whom never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from bench.report.view import ReportView
from bench.report.wording import joined, names_of, part_name, percent, weight_range
from bench.scoring.influence import INDICATOR
from bench.scoring.pairs import YES
from bench.scoring.sureness import neighbours

NAMES_SHOWN: Final = 8


def what_if(view: ReportView, row: dict[str, Any]) -> str:
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


def never(view: ReportView, row: Mapping[str, Any]) -> str:
    """Say whom no weights within the range put behind the target, and who cannot pass it.

    Told apart are those that no weights at all can: one of the two is behind in no dimension.
    """
    pairs, code = view.sureness.pairs, row["region_code"]
    ahead, behind = pairs[pairs["other_code"] == code], pairs[pairs["region_code"] == code]
    if len(view.ranked) < 2:
        return view.word("sure_alone")
    if (pd.concat([ahead, behind])["robust"] == "").all():
        return view.word("sure_tie_unknown")
    firm_ahead, firm_behind = (_firm(part) for part in (ahead, behind))
    told = [
        _counted(view, "ahead", ahead["region"].tolist(), firm_ahead["region"].tolist())
        + _whatever(view, "ahead", _dominant(view, firm_ahead, "region")),
        _counted(view, "behind", behind["other"].tolist(), firm_behind["other"].tolist())
        + _whatever(view, "behind", _dominant(view, firm_behind, "other")),
    ]
    best, worst = 1 + len(firm_ahead), len(view.ranked) - len(firm_behind)
    key = "sure_never_rank" if best == worst else "sure_never_ranks"
    told.append(view.word(key, range=weight_range(view), best=best, worst=worst))
    told.append(view.word("sure_never_meaning"))
    return "\n".join(told)


def _firm(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs[pairs["robust"] == YES]


def _dominant(view: ReportView, firm: pd.DataFrame, name: str) -> list[str] | None:
    """Return the regions of firm pairs where the one ahead is behind in no dimension.

    None where there are no firm pairs to tell apart.
    """
    if firm.empty:
        return None
    dimensions = [name for name, share in _weights(view).items() if share > 0]
    scores = view.ranked.set_index("region_code")[dimensions]
    least = 10.0**-view.steps.decimals
    ahead, behind = (
        scores.loc[firm[column]].to_numpy() for column in ("region_code", "other_code")
    )
    # A comparison with NaN is false: of what was not read nothing is sure.
    never_behind = (ahead >= behind).all(axis=1) & (ahead > behind + least).any(axis=1)
    return [str(region) for region in firm[name].to_numpy()[never_behind]]


def _whatever(view: ReportView, side: str, names: list[str] | None) -> str:
    """Say whom no weights at all can pass, or put behind."""
    if names is None:
        return ""
    space = " " if view.language == "en" else ""
    if not names:
        return space + view.word("sure_whatever_none", range=weight_range(view))
    listed = names_of(view, names, NAMES_SHOWN)
    return space + view.word(f"sure_whatever_{side}", count=len(names), names=listed)


def _counted(view: ReportView, side: str, all_names: list[str], firm: list[str]) -> str:
    """Say of the regions ahead, or behind, which stay there; nothing where there are none."""
    if not all_names:
        return view.word("sure_nothing_first" if side == "ahead" else "sure_nothing_last")
    if not firm:
        return view.word(f"sure_never_{side}_none", count=len(all_names))
    key = f"sure_never_{side}_all" if len(firm) == len(all_names) else f"sure_never_{side}"
    return view.word(
        key,
        count=len(all_names),
        firm=len(firm),
        names=names_of(view, firm, NAMES_SHOWN),
        open=names_of(view, [name for name in all_names if name not in firm], NAMES_SHOWN),
        range=weight_range(view),
    )


def _tie(view: ReportView, pair: dict[Any, Any]) -> str:
    told = []
    if pair["robust"] == "":
        told.append(view.word("sure_tie_unknown"))
    elif pd.isna(pair["change"]):
        told.append(view.word("sure_no_tie" if pair["robust"] == YES else "sure_tie_unknown"))
    elif pair["change"] < 5e-4:
        told.append(view.word("sure_tied"))
    else:
        points = f"{100 * pair['change']:.1f}"
        told.append(view.word("sure_tie", change=points, weights=tying_weights(view, pair)))
        if pair["robust"] == YES:
            told.append(view.word("sure_robust", range=weight_range(view)))
    if pd.notna(pair["chance"]):
        ahead, chance = pair["region"], percent(pair["chance"])
        told.append(view.word("sure_chance", ahead=ahead, chance=chance))
    return joined(told, view)


def tying_weights(view: ReportView, pair: Mapping[Any, Any]) -> str:
    """Name the dimensions whose weights tie two regions, each with its weight and the new one.

    Parameters
    ----------
    pair
        A row of `bench.scoring.sureness.neighbours` with a smallest change.
    """
    return view.word("names_separator").join(
        view.word(
            "sure_weight",
            dimension=part_name(view, name),
            before=f"{before:.1%}",
            after=f"{pair[name]:.1%}",
        )
        for name, before in _weights(view).items()
        if abs(pair[name] - before) >= 5e-4
    )


def _weights(view: ReportView) -> dict[str, float]:
    """Return the share of each dimension in the index."""
    table = view.sureness.influence
    dimensions = [dimension.id for dimension in view.catalogue.dimensions]
    own = table[(table["kind"] != INDICATOR) & table["id"].isin(dimensions)]
    return dict(zip(own["id"], own["weight"], strict=True))
