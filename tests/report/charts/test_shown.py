from collections.abc import Callable

import numpy as np

from bench.report.charts.shown import foot_of, ranking_rows
from bench.report.view import ReportView
from bench.tables import DOCUMENTS
from tests.report.conftest import document_row

Maker = Callable[..., ReportView]


def partly_ranked(view_of: Maker, target: str = "杭州") -> ReportView:
    """Of eight regions five are ranked; of the others only the sixth has a document of its own."""
    ranking = view_of(8).ranking.assign(rank=[1, 2, 3, 4, 5, np.nan, np.nan, np.nan])
    own = {
        "state": "read",
        "region": ranking["region"][5],
        "region_code": ranking["region_code"][5],
    }
    return view_of(
        8, ranking=ranking, documents=DOCUMENTS.frame([{**document_row(), **own}]), target=target
    )


def test_the_ranking_lists_what_was_read_and_names_what_is_only_mentioned(view_of: Maker) -> None:
    view = partly_ranked(view_of)
    rows = ranking_rows(view)
    assert rows["region"].tolist() == view.ordered["region"].tolist()[:6]
    assert foot_of(view, rows).endswith("；长三角、海宁仅被提及，未列出")


def test_other_charts_leave_out_all_without_a_rank_and_say_why(view_of: Maker) -> None:
    view = partly_ranked(view_of)
    foot = foot_of(view, view.charted)
    assert "；长三角、海宁仅被提及，未列出；内蒙古未排名，未列出" in foot


def test_the_target_is_always_shown(view_of: Maker) -> None:
    view = partly_ranked(view_of, target="海宁")
    assert ranking_rows(view)["region"].tolist()[-1] == "海宁"
    assert view.charted["region"].tolist()[-1] == "海宁"
    assert foot_of(view, view.charted).endswith("（原因见 ranking.csv）")


def test_where_none_is_ranked_all_are_shown(view_of: Maker) -> None:
    view = view_of(8, ranking=view_of(8).ranking.assign(rank=np.nan))
    assert len(ranking_rows(view)) == 8
    assert foot_of(view, view.charted) == view.source_foot
