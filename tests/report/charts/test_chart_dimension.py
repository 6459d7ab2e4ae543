from collections.abc import Callable
from dataclasses import replace

from matplotlib.figure import Figure
from matplotlib.text import Text

from bench.report.charts.chart_dimension import dimension_chart
from bench.report.view import ReportView

Maker = Callable[..., ReportView]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_the_target_has_its_rank_beside_its_value_in_each_panel(view_of: Maker) -> None:
    view = view_of(3)
    ids = [dimension.id for dimension in view.catalogue.dimensions]
    ranking = view.ranking.assign(**{key: [20.0, 61.0, 30.0] for key in ids})
    shown = words(dimension_chart(replace(view, ranking=ranking))[0])
    assert shown.count("20.0（第3）") == len(ids)
    assert shown.count("61.0") == len(ids)
    assert shown.count("70") == len(ids)  # where the axis ends
    assert not any(
        "（第" in word for word in words(dimension_chart(replace(view, target=""))[0])[2:]
    )
