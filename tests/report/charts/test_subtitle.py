from collections.abc import Callable
from dataclasses import replace

from bench.catalogue.method import Method
from bench.report.charts.subtitle import plain_method
from bench.report.view import ReportView
from tests.report.conftest import make_statistics_view

Maker = Callable[..., ReportView]


def test_it_says_that_texts_are_measured_and_not_how_things_are(view_of: Maker) -> None:
    assert plain_method(view_of(3)) == (
        "政策文本指数（0–100）：按文件所述举措和事实的力度计分，分维度加权平均；"
        "反映文件写了什么，不反映实际水平"
    )
    assert "not how things are" in plain_method(view_of(3, "en"))


def test_it_is_true_for_other_methods_and_for_statistics(view_of: Maker) -> None:
    view = view_of(3)
    other = view.catalogue.model_copy(update={"aggregation": "geometric"})
    assert "合成（几何平均、算术平均）" in plain_method(replace(view, catalogue=other))
    ranks = plain_method(replace(view, steps=Method.model_validate({"evidence": "percentile"})))
    assert "力度计分（再标准化）" in ranks
    statistics = plain_method(make_statistics_view())
    assert statistics.startswith("统计指数")
    assert "文件" not in statistics
