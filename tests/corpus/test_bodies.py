import pytest

from bench.corpus.bodies import Signature, find_body, find_signature, is_news
from bench.corpus.found import Found
from bench.corpus.parts import Parts

LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"
PASSED = f"甲条例\n2021年1月2日 甲省第十三届人民代表大会常务委员会第五次会议通过\n{LONG}"
JOINT = f"{LONG}\n国家发展改革委\n财政部\n2024年5月4日"


def body(text: str, title: str = "", place: str = "", *, official: bool = True) -> Found:
    return find_body(title, Parts(text), place, official)


@pytest.mark.parametrize(
    ("text", "title", "issuer", "way"),
    [
        (f"发文机关：甲省人民政府\n{LONG}", "", "甲省人民政府", "attribute"),
        (LONG, "甲省人民政府办公厅关于印发规划的通知", "甲省人民政府办公厅", "title"),
        (LONG, "中共中央国务院关于完善数据制度的意见", "中共中央、国务院", "title"),
        (LONG, "国家发展改革委等十部门关于算力的意见", "国家发展改革委等十部门", "title"),
        (LONG, "支持甲市关于数据的若干政策", "", ""),
        (PASSED, "甲条例", "甲省人民代表大会常务委员会", "passed"),
        (f"现在，我代表甲市人民政府，向大会报告工作。\n{LONG}", "", "甲市人民政府", "speaks_for"),
        (JOINT, "", "国家发展改革委、财政部", "signature"),
        (f"{LONG}\n甲省人民政府\n二〇二四年五月四日", "", "甲省人民政府", "signature"),
        (f"{LONG}\n甲省人民政府办公厅2024年5月4日印发", "", "甲省人民政府办公厅", "signature"),
        (LONG, "", "", ""),
    ],
)  # fmt: skip
def test_each_way_gives_the_issuer(text: str, title: str, issuer: str, way: str) -> None:
    assert body(text, title) == Found(issuer, way if issuer else body(text, title).way)


def test_a_body_named_by_its_rank_gets_the_name_of_its_region() -> None:
    text = f"现在，我代表省人民政府，向大会报告工作。\n{LONG}"
    assert body(text, place="浙江省").value == "浙江省人民政府"


def test_the_publisher_of_a_report_is_its_agency_or_its_source() -> None:
    assert body(f"央视网消息：{LONG}", official=False) == Found("央视网", "agency")
    assert body(f"甲\n来源：某某日报  作者：乙\n{LONG}", official=False).value == "某某日报"
    assert not body(LONG, official=False)


def test_a_signature_is_bodies_above_a_date() -> None:
    assert find_signature(Parts(f"{LONG}\n甲省人民政府\n2024年5月4日")) == Signature(
        "甲省人民政府", "2024-05-04"
    )
    assert find_signature(Parts(f"{LONG}\n到会的有\n2024年5月4日")) == Signature()
    assert find_signature(Parts("")) == Signature()


def test_news_begins_as_agencies_begin() -> None:
    assert is_news(Parts(f"新华社某市3月16日电 {LONG}"))
    assert not is_news(Parts(f"甲省算力规划\n{LONG}新华社报道了此事。"))
