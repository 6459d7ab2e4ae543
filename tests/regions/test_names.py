import pytest

from bench.regions.names import short_name, stem, variants


@pytest.mark.parametrize(
    ("full", "level", "short"),
    [
        ("浙江省", "province", "浙江"),
        ("内蒙古自治区", "province", "内蒙古"),
        ("广西壮族自治区", "province", "广西"),
        ("新疆维吾尔自治区", "province", "新疆"),
        ("香港特别行政区", "province", "香港"),
        ("杭州市", "city", "杭州"),
        ("恩施土家族苗族自治州", "city", "恩施"),
        ("黔西南布依族苗族自治州", "city", "黔西南"),
        ("克孜勒苏柯尔克孜自治州", "city", "克孜勒苏"),
        ("锡林郭勒盟", "city", "锡林郭勒"),
        ("大兴安岭地区", "city", "大兴安岭"),
        ("海宁市", "county", "海宁"),
        ("魏县", "county", "魏县"),
        ("正蓝旗", "county", "正蓝旗"),
        ("东乡族自治县", "county", "东乡"),
        ("鄂温克族自治旗", "county", "鄂温克"),
        ("积石山保安族东乡族撒拉族自治县", "county", "积石山"),
        ("神农架林区", "county", "神农架"),
        ("滨江区", "district", "滨江区"),
    ],
)
def test_short_name_is_the_shortest_official_one(full: str, level: str, short: str) -> None:
    assert short_name(full, level) == short


def test_a_districts_stem_drops_its_suffix_unless_one_character_is_left() -> None:
    assert stem("浦东新区", "district") == "浦东"
    assert stem("东区", "district") == "东区"


def test_autonomous_units_have_a_usual_shorter_form() -> None:
    assert variants("恩施土家族苗族自治州", "city") == ("恩施州",)
    assert variants("景宁畲族自治县", "county") == ("景宁县",)
    assert variants("内蒙古自治区", "province") == ()
    assert variants("杭州市", "city") == ()
