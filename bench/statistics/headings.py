"""Headings: which field of the table a column holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bench.statistics.cells import key
from bench.statistics.schema import STATISTICS

_OTHER_HEADINGS: Final = {
    "地区名称": "region",
    "指标名称": "indicator",
    "年": "year",
    "年度": "year",
    "计量单位": "unit",
    "数据来源": "source",
}
_FIELDS: Final = _OTHER_HEADINGS | {
    key(heading): column.name
    for column in STATISTICS.columns
    for heading in (column.name, column.zh, column.en)
}


def fields_of(headings: Iterable[str]) -> list[str]:
    """Return the column of `STATISTICS` that each heading names, empty where it names none.

    Headings are the names of these columns, their headings in either language, or 地区名称,
    指标名称, 年, 年度, 计量单位, 数据来源; width, case and blanks do not matter.
    """
    return [_FIELDS.get(key(heading), "") for heading in headings]
