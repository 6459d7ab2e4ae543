from pathlib import Path

import pytest

from bench.regions.build import COLUMNS, convert, main

PROVINCES = 'code,name\n11,"北京市"\n32,"江苏省"\n42,"湖北省"\n44,"广东省"\n'
CITIES = (
    "code,name,provinceCode\n"
    '1101,"市辖区",11\n3201,"南京市",32\n4228,"恩施土家族苗族自治州",42\n'
    '4290,"省直辖县级行政区划",42\n4419,"东莞市",44\n'
)
AREAS = (
    "code,name,cityCode,provinceCode\n"
    '110105,"朝阳区",1101,11\n320106,"鼓楼区",3201,32\n320171,"南京某开发区",3201,32\n'
    '422801,"恩施市",4228,42\n429004,"仙桃市",4290,42\n429021,"神农架林区",4290,42\n'
    '441900,"东莞市",4419,44\n'
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    dist = tmp_path / "dist"
    dist.mkdir()
    for name, text in (("provinces", PROVINCES), ("cities", CITIES), ("areas", AREAS)):
        (dist / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_units_get_six_digits_a_level_and_a_parent(package: Path) -> None:
    rows = {row["code"]: row for row in convert(package, {"320100": "Nanjing"})}
    assert rows["100000"]["name"] == "全国"
    assert rows["110000"]["parent"] == "100000"
    assert rows["320100"] == {
        "code": "320100",
        "name": "南京",
        "full_name": "南京市",
        "level": "city",
        "parent": "320000",
        "english": "Nanjing",
    }


def test_districts_of_a_municipality_and_directly_held_counties_skip_the_pseudo_city(
    package: Path,
) -> None:
    rows = {row["code"]: row for row in convert(package, {})}
    assert rows["110105"]["parent"] == "110000"
    assert rows["429004"]["parent"] == "420000"
    assert rows["429021"]["level"] == "county"
    assert not {"110100", "429000"} & set(rows)


def test_development_zones_and_repeated_cities_are_left_out(package: Path) -> None:
    codes = [row["code"] for row in convert(package, {})]
    assert "320171" not in codes
    assert codes.count("441900") == 1
    assert {row["code"]: row["level"] for row in convert(package, {})}["441900"] == "city"


def test_a_stem_that_a_larger_unit_has_keeps_its_suffix(package: Path) -> None:
    names = {row["code"]: row["name"] for row in convert(package, {})}
    assert names["422800"] == "恩施"
    assert names["422801"] == "恩施市"


def test_main_writes_the_csv(package: Path) -> None:
    target = package / "gazetteer.csv"
    main([str(package), str(target)])
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert len(lines) == 1 + len(convert(package, {}))
