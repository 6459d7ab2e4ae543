"""What the live sheets say in words, as formulas that follow the weights and as in the run."""

from __future__ import annotations

import numpy as np

from bench.report.view import ReportView
from bench.report.workbook.live import Live
from bench.report.workbook.live_formulas import literal, told
from bench.report.workbook.live_places import Places


def state_formula(view: ReportView, at: Places) -> str:
    """Return what says whether weights were changed, or why they give no ranking."""
    changed = told(view, "weights_state_changed", count="weights_changed")
    state = f"IF(weights_changed=0,{literal(run_state(view))},{changed})"
    if "refused" in at.headings:
        refused = literal(view.word("weights_state_refused"))
        state = f"IF(calculation_problems>0,{refused},{state})"
    wrong = told(view, "weights_state_wrong", count="weights_problems")
    return f"=IF(weights_problems>0,{wrong},{state})"


def run_state(view: ReportView) -> str:
    """Return what the state is as long as no weight was changed."""
    return view.word("weights_state_run")


def finding_formula(view: ReportView, first: str) -> str:
    """Return who is in front and how many ranks moved.

    Parameters
    ----------
    first
        The cell with the region in front.
    """
    tied = told(view, "weights_front_tied", first=first, count="COUNTIF(rank_now,1)")
    front = f"IF(COUNTIF(rank_now,1)>1,{tied},{told(view, 'weights_front', first=first)})"
    moved = "SUMPRODUCT(--(rank_now<>rank_run))"
    some = told(view, "weights_moved", count=moved)
    rest = f"IF({moved}=0,{literal(view.word('weights_moved_none'))},{some})"
    none = literal(view.word("weights_front_none"))
    return f"=IF(COUNT(rank_now)=0,{none},{front}&{rest})"


def run_finding(view: ReportView, live: Live) -> str:
    """Return what the finding is under the weights of the run."""
    best = int(np.count_nonzero(live.ranks == 1))
    if not best:
        return view.word("weights_front_none")
    key = "weights_front_tied" if best > 1 else "weights_front"
    front = view.word(key, first=live.regions[0], count=best)
    return front + view.word("weights_moved_none")


def changed_weights_formula(view: ReportView) -> str:
    """Return what tells, on a sheet that does not follow the weights, that they were changed."""
    changed = told(view, "weights_elsewhere", count="weights_changed")
    return f'=IF(weights_changed=0,"",{changed})'
