"""Made-up runs with the indicators in any number of dimensions."""

from __future__ import annotations

from dataclasses import replace

from bench.catalogue.model import Catalogue
from bench.report.view import ReportView
from tests.report.conftest import make_catalogue, make_view


def in_parts(count: int, language: str = "zh", parts: int = 2, most: int = 21) -> ReportView:
    """A run whose indicators, so many of them, lie in so many dimensions."""
    plain = make_catalogue().model_dump(mode="json")
    indicators = [i for d in plain["dimensions"] for i in d["indicators"]][:most]
    ends = [len(indicators) * part // parts for part in range(parts + 1)]
    dimensions = [
        {
            **own,
            "indicators": [
                {**indicators[place], "id": f"{own['id']}.part{place}"}
                for place in range(ends[part], ends[part + 1])
            ],
        }
        for part, own in enumerate(plain["dimensions"][:parts])
    ]
    catalogue = Catalogue.model_validate({**plain, "dimensions": dimensions})
    view = make_view(count, language)
    names = dict(
        zip([i["id"] for i in indicators], [i.id for i in catalogue.indicators], strict=True)
    )
    scores = view.scores.assign(indicator=view.scores["indicator"].map(names))
    return replace(view, catalogue=catalogue, scores=scores.dropna(subset="indicator"))
