"""What the measures of each region are made of, by type of policy instrument."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from bench.comparison.instruments import instrument_rules
from bench.evidence.instruments import NO_INSTRUMENT, load_instruments
from bench.report.view import ReportView


@dataclass(frozen=True, slots=True)
class Mix:
    """What a region's measures are made of.

    Parameters
    ----------
    region
        Its name.
    measures
        How many there are.
    types
        Share of each type, in the order of ``instruments.yaml``, 0 to 1.
    is_judged
        Whether there are measures enough to hold it against the others.
    largest
        The largest tool and its share; empty where no measure has a tool.
    differs
        What it uses more or less than the others, the largest difference first.
    briefly
        The same without the others' share.
    """

    region: str
    measures: int
    types: tuple[float, ...]
    is_judged: bool
    largest: tuple[str, float] | None
    differs: tuple[str, ...]
    briefly: tuple[str, ...]


def mixes(view: ReportView) -> list[Mix]:
    """Return the mix of each region that charts show and that has measures, best ranked first."""
    if view.overview is None:
        return []
    table = view.overview.instruments
    of_region = dict(iter(table.groupby("region_code")))
    return [
        _mix(view, of_region[code]) for code in view.charted["region_code"] if code in of_region
    ]


def _mix(view: ReportView, rows: pd.DataFrame) -> Mix:
    known = load_instruments()
    types = rows[rows["instrument"] == NO_INSTRUMENT].set_index("type")["share"]
    tools = rows[rows["instrument"] != NO_INSTRUMENT].set_index("instrument")["share"]
    names = {i.id: i.name(view.language) for i in known.instruments}
    best = str(tools.idxmax()) if len(tools) else ""
    measures = int(rows["measures"].iloc[0])
    return Mix(
        region=str(rows["region"].iloc[0]),
        measures=measures,
        types=tuple(float(types.get(kind.id, 0.0)) for kind in known.types),
        is_judged=measures >= instrument_rules().least_measures,
        largest=(names[best], float(tools[best])) if best and tools[best] > 0 else None,
        differs=_differs(view, rows),
        briefly=_differs(view, rows, "_brief"),
    )


def _differs(view: ReportView, rows: pd.DataFrame, form: str = "") -> tuple[str, ...]:
    known = load_instruments()
    names = {i.id: i.name(view.language) for i in known.instruments}
    names |= {kind.id: kind.name(view.language) for kind in known.types}
    found = rows[rows["finding"] != ""]
    size = (found["share"] - found["others"]).abs().sort_values(ascending=False, kind="stable")
    return tuple(
        view.word(
            f"instruments_{row['finding']}{form}",
            tool=names[row["instrument"] or row["type"]],
            share=f"{row['share']:.0%}",
            others=f"{row['others']:.0%}",
        )
        for row in found.loc[size.index].to_dict("records")
    )


def total_mix(view: ReportView) -> Mix:
    """Return the mix of all regions of the run together."""
    assert view.overview is not None
    table = view.overview.instruments
    measures = int(table.drop_duplicates("region_code")["measures"].sum())
    claims = table.groupby(["type", "instrument"], sort=False)["claims"].sum().reset_index()
    rows = claims.assign(
        region=view.word("instruments_all"),
        measures=measures,
        share=claims["claims"] / measures,
        others=float("nan"),
        finding="",
    )
    return replace(_mix(view, rows), is_judged=True)
