"""The table of the user's statistics: its columns, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from bench.errors import BenchError
from bench.schema import Column, Table

STATISTICS: Final = Table(
    "statistics",
    "one row a region × indicator × year, as the user's file gives it",
    (
        Column("region", "text", "地区", "Region", "shortest official name; 全国 for the nation"),
        Column(
            "region_code",
            "text",
            "地区代码",
            "Region code",
            "GB/T 2260 code, or the group's own code",
        ),
        Column("indicator", "text", "指标", "Indicator", "id of the indicator"),
        Column("value", "number", "数值", "Value", "in the unit given; a percentage 12.3% is 12.3"),
        Column("year", "text", "年份", "Year", "YYYY; empty where none is given"),
        Column("unit", "text", "单位", "Unit", "as written; empty where none is given"),
        Column("source", "text", "来源", "Source", "as written; empty where none is given"),
        Column("place", "text", "位置", "Place", "file:line, or file, sheet, row"),
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """Values of regions, and what the user should know of them.

    ``table`` has the columns of `STATISTICS`, every value finite; ``warnings`` tell, in either
    language, what was left out.
    """

    table: pd.DataFrame
    warnings: tuple[BenchError, ...] = ()
