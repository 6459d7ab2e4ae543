import pickle

import pytest

from bench.errors import InputError
from bench.regions import NATION, Gazetteer, load_gazetteer
from bench.regions.model import LEVELS


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("深圳", "440300"),
        ("深圳市", "440300"),
        ("Shenzhen", "440300"),
        ("  shenzhen ", "440300"),
        ("440300", "440300"),
        ("鹏城", "440300"),
        ("粤", "440000"),
        ("Inner Mongolia", "150000"),
        ("inner  mongolia", "150000"),
        ("Hong Kong", "810000"),
        ("全国", NATION),
        ("海宁", "330481"),
        ("滨江", "330108"),
        ("恩施州", "422800"),
        ("南京市鼓楼区", "320106"),
        ("江苏 南京", "320100"),
        ("浙江海宁", "330481"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("海南", "460000"),
        ("Lu'an", "341500"),
        ("长三角", "G-YRD"),
        ("长江三角洲", "G-YRD"),
        ("西部", "G-WEST"),
        ("前海", "440300"),
    ],
)
def test_find_knows_every_kind_of_name(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert gazetteer.find(name).code == code


@pytest.mark.parametrize(
    ("city", "english"),
    [
        ("重庆", "Chongqing"),
        ("厦门", "Xiamen"),
        ("亳州", "Bozhou"),
        ("蚌埠", "Bengbu"),
        ("乐山", "Leshan"),
        ("丽水", "Lishui"),
        ("台州", "Taizhou"),
        ("长沙", "Changsha"),
        ("长春", "Changchun"),
        ("漯河", "Luohe"),
        ("陕西", "Shaanxi"),
        ("山西", "Shanxi"),
        ("呼和浩特", "Hohhot"),
        ("乌鲁木齐", "Urumqi"),
    ],
)
def test_english_names_read_the_characters_rightly(
    gazetteer: Gazetteer, city: str, english: str
) -> None:
    assert gazetteer.find(city).english == english


def test_an_unknown_name_is_told_with_near_ones(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError) as caught:
        gazetteer.find("Hangzho")
    assert "Hangzhou" in caught.value.text("zh")
    assert "Hangzhou" in caught.value.text("en")


def test_a_name_like_nothing_is_told_without_guesses(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError) as caught:
        gazetteer.find("qqqqqqqqqq")
    assert caught.value.key == "regions.unknown_name"
    assert gazetteer.lookup("qqqqqqqqqq") is None


def test_a_shared_name_is_told_with_its_choices(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError) as caught:
        gazetteer.find("鼓楼区")
    assert caught.value.key == "regions.ambiguous_name"
    assert "江苏省南京市鼓楼区(320106)" in str(caught.value)
    assert gazetteer.lookup("鼓楼区") is None


def test_get_refuses_an_unknown_code(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError):
        gazetteer.get("999999")


def test_a_list_of_regions_is_no_region(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("北上广深") is None


def test_a_districts_evidence_is_its_citys_and_a_countys_its_own(gazetteer: Gazetteer) -> None:
    assert gazetteer.reporting(gazetteer.find("滨江区")).name == "杭州"
    assert gazetteer.reporting(gazetteer.find("浦东新区")).name == "上海"
    assert gazetteer.reporting(gazetteer.find("海宁")).name == "海宁"
    assert gazetteer.reporting(gazetteer.find("长三角")).name == "长三角"


def test_ancestors_go_up_to_the_nation(gazetteer: Gazetteer) -> None:
    line = gazetteer.ancestors(gazetteer.find("滨江区"))
    assert [region.name for region in line] == ["杭州", "浙江", "全国"]
    assert gazetteer.ancestors(gazetteer.find("全国")) == ()


def test_within_follows_parents_and_members(gazetteer: Gazetteer) -> None:
    def within(name: str, other: str) -> bool:
        return gazetteer.is_within(gazetteer.find(name), gazetteer.find(other))

    assert within("滨江区", "浙江")
    assert within("滨江区", "长三角")
    assert within("长三角", "全国")
    assert within("浙江", "浙江")
    assert not within("浙江", "滨江区")
    assert not within("广东", "粤港澳大湾区")
    assert within("深圳市南山区", "粤港澳大湾区")
    assert not within("深圳", "长三角")


def test_every_unit_is_found_by_its_code_and_its_path(gazetteer: Gazetteer) -> None:
    for region in gazetteer:
        assert gazetteer.find(region.code) is region
        if region.level in ("province", "city"):
            assert gazetteer.find(region.full_name) is region
            assert gazetteer.find(region.name) is region


def test_the_data_are_whole(gazetteer: Gazetteer) -> None:
    codes = {region.code for region in gazetteer}
    assert len(codes) == len(gazetteer)
    for region in gazetteer:
        assert region.level in LEVELS
        assert region.parent in codes or region.level in ("country", "group")
        assert set(region.members) <= codes
        assert bool(region.members) == (region.level == "group")
        if region.level in ("country", "province", "city", "group"):
            assert region.english
    provinces = [region for region in gazetteer if region.level == "province"]
    assert len(provinces) == 34
    assert all(set(alias.codes) <= codes for alias in gazetteer.aliases)


def test_english_names_are_told_apart(gazetteer: Gazetteer) -> None:
    large = [r.english for r in gazetteer if r.level in ("province", "city")]
    assert len(large) == len(set(large))


def test_names_of_provinces_and_cities_are_told_apart(gazetteer: Gazetteer) -> None:
    large = [r.name for r in gazetteer if r.level in ("province", "city", "group")]
    assert len(large) == len(set(large))


def test_children_are_the_units_just_below(gazetteer: Gazetteer) -> None:
    zhejiang = gazetteer.children(gazetteer.find("浙江"))
    assert len(zhejiang) == 11
    assert {region.level for region in zhejiang} == {"city"}


def test_the_gazetteer_pickles(gazetteer: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(gazetteer))
    assert again.find("深圳") == gazetteer.find("深圳")
