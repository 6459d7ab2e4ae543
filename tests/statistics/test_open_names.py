"""Names of indicators that the user's table itself gives."""

from __future__ import annotations

from pathlib import Path

from bench.regions.shipped import shipped_gazetteer
from bench.statistics.open_names import OpenNames
from bench.statistics.reading import read_statistics


def test_every_text_is_a_name_and_its_first_writing_the_id() -> None:
    names = OpenNames()
    assert names.find("人均GDP（万元）") == (("人均GDP",), "万元")
    assert names.find("人均ＧＤＰ") == (("人均GDP",), "")
    assert names.ids == ("人均GDP",)


def test_a_table_of_any_names_is_read_wide_and_long(tmp_path: Path) -> None:
    wide, long = tmp_path / "wide.csv", tmp_path / "long.csv"
    wide.write_text("地区,年份,人口（万人）,制造业占比（%）\n杭州,2024,1262,23.5\n", "utf-8")
    long.write_text(
        "地区,指标,数值,单位,年份\n杭州,人口,1262,万人,2024\n杭州,制造业占比,23.5,%,2024\n",
        "utf-8",
    )
    columns = ["region_code", "indicator", "value", "unit", "year"]
    first, second = (read_statistics(p, None, shipped_gazetteer()).table for p in (wide, long))
    assert first[columns].equals(second[columns])
    assert list(first["indicator"]) == ["人口", "制造业占比"]
