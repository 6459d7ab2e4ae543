import pytest

from bench.corpus.issuers import issuing_region, load_issuer_rules
from bench.corpus.parts import Parts
from bench.regions import Gazetteer, PlaceMatcher, load_gazetteer

LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"
# The first lines are read as an opening.
HEAD = f"{LONG}\n" * 3


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> PlaceMatcher:
    return PlaceMatcher(gazetteer)


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("浙江省数字经济促进条例", "浙江"),
        ("2025年宁夏政府工作报告", "宁夏"),
        ("政府工作报告（深圳）", "深圳"),
        ("杭州市人民政府关于推进算力产业发展的若干措施", "杭州"),
        ("关于印发《苏州市数据要素行动方案》的通知", "苏州"),
        ("浙江省杭州市滨江区数字经济规划", "杭州"),
        ("浙江省人民政府关于支持杭州建设数字经济高地的意见", "浙江"),
        ("贵州省贯彻落实国务院数字经济规划的实施方案", "贵州"),
        ("国务院关于支持贵州建设大数据综合试验区的意见", "全国"),
        ("国务院办公厅关于印发数据流通方案的通知", "全国"),
        ("中共中央 国务院关于构建数据基础制度的意见", "全国"),
        ("工业和信息化部关于印发浙江试点名单的通知", "全国"),
        ("2024年国务院政府工作报告", "全国"),
        ("中华人民共和国数据安全法", "全国"),
        ("关于支持雄安建设数字城市的若干政策", ""),
        ("关于复制推广深圳经验的通知", ""),
        ("贯彻落实国务院数字经济规划的实施意见", ""),
        ("京沪两地数字经济合作规划", ""),
        ("数字经济发展规划", ""),
    ],
)
def test_a_title_tells_who_issues(
    title: str, region: str, gazetteer: Gazetteer, places: PlaceMatcher
) -> None:
    code = issuing_region(title, "doc", Parts(LONG), gazetteer, places).value
    assert (gazetteer.get(code).name if code else "") == region


@pytest.mark.parametrize(
    ("stem", "region"),
    [
        ("浙江省_2025", "浙江"),
        ("山东_济南智能制造方案_2024", "山东"),
        ("中央_数据制度_2022", "全国"),
        ("工信部_算力方案", "全国"),
        ("P012_某方案", ""),
    ],
)
def test_the_files_name_tells_where_the_title_does_not(
    stem: str, region: str, gazetteer: Gazetteer, places: PlaceMatcher
) -> None:
    code = issuing_region("数字经济发展规划", stem, Parts(LONG), gazetteer, places).value
    assert (gazetteer.get(code).name if code else "") == region
    assert (
        gazetteer.get(
            issuing_region("广东省数据条例", stem, Parts(LONG), gazetteer, places).value
        ).name
        == "广东"
    )


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (
            f"政府工作报告\n来源：青海日报\n——2025年1月9日在浙江省第十四届人民代表大会第三次会议上\n{LONG}",
            "浙江",
        ),
        (f"政府工作报告\n2025年3月5日在第十四届全国人民代表大会第三次会议上\n{LONG}", "全国"),
        (
            f"数据条例\n2021年3月5日 深圳市第七届人民代表大会常务委员会第二次会议通过\n{LONG}",
            "深圳",
        ),
        (f"各省、自治区、直辖市人民政府，国务院各部委：\n{LONG}\n{LONG}\n{LONG}", "全国"),
        (f"数字经济规划\n{LONG}\n{LONG}\n福建省人民政府\n2024年1月2日", "福建"),
        (f"数字经济规划\n{LONG}\n{LONG}\n国家数据局\n2024年1月2日", "全国"),
        (f"数字经济规划\n青岛市要{LONG}\n{LONG}", "青岛"),
        (f"数字经济规划\n支持青岛{LONG}\n{LONG}", ""),
        (f"数字经济规划\n来源：浙江日报\n{LONG}", ""),
    ],
)
def test_the_lines_around_the_body_tell_last(
    text: str, region: str, gazetteer: Gazetteer, places: PlaceMatcher
) -> None:
    code = issuing_region("数字经济规划", "doc", Parts(text), gazetteer, places).value
    assert (gazetteer.get(code).name if code else "") == region


def test_national_names_are_not_regions(gazetteer: Gazetteer) -> None:
    names = load_issuer_rules().national
    assert len(names) == len(set(names))
    known = {region.level for name in names if (region := gazetteer.lookup(name))}
    assert known <= {"country"}


def test_a_huge_first_line_is_no_harm(gazetteer: Gazetteer, places: PlaceMatcher) -> None:
    assert not issuing_region("规划", "doc", Parts("数据" * 100_000), gazetteer, places)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我省算力不足。全省各市要加快建设，支持杭州、宁波先行，省政府给予补助。", "浙江"),
        ("我市加快建设。全市各区都要推进，打造济南数据集群，市政府给予补助，济南先行。", "济南"),
        ("各地区要抓好落实。全国一盘棋，我国算力居前，财政部给予支持。", "全国"),
        ("企业上云，数据入表。", ""),
        ("我省推进，全省发力，省级统筹：杭州、南京、广州同步。", ""),
    ],
)
def test_without_a_name_the_words_for_its_own_level_tell_the_region(
    text: str, name: str, gazetteer: Gazetteer, places: PlaceMatcher
) -> None:
    found = issuing_region("算力行动方案", "x", Parts(HEAD + text), gazetteer, places)
    assert (gazetteer.get(found.value).name if found else "") == name
    assert found.way in ("body", "")


def test_a_title_that_names_an_unknown_place_is_not_given_another(
    gazetteer: Gazetteer, places: PlaceMatcher
) -> None:
    text = f"{HEAD}我省、全省、省政府都支持杭州和宁波。"
    assert not issuing_region("2022年临澜省算力行动方案", "x", Parts(text), gazetteer, places)
