import pytest

from bench.corpus.dating import find_date
from bench.corpus.found import Found
from bench.corpus.parts import Parts

LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"
PASSED = f"甲条例\n2021年1月2日 甲省人民代表大会常务委员会第五次会议通过\n{LONG}"
REVISED = (
    "甲条例\n（2016年1月2日甲省人民代表大会常务委员会第一次会议通过　"
    f"根据2020年3月4日第二次会议《决定》修正）\n{LONG}"
)


def date(text: str, title: str = "", stem: str = "x", *, official: bool = True) -> Found:
    return find_date(title, stem, Parts(text), official=official)


@pytest.mark.parametrize(
    ("text", "found", "way"),
    [
        (f"成文日期：2024-03-05 发布日期：2024-03-08\n{LONG}", "2024-03-05", "attribute"),
        (REVISED, "2020-03-04", "revised"),
        (PASSED, "2021-01-02", "passed"),
        (f"甲关于算力的意见（2024年9月2日）{LONG}", "2024-09-02", "behind_title"),
        (f"{LONG}\n甲省人民政府\n二〇二四年五月四日", "2024-05-04", "signature"),
        (f"甲规划\n发布日期：2024-03-08\n{LONG}", "2024-03-08", "published"),
        (f"甲规划\n2024-03-09 10:20\n{LONG}", "2024-03-09", "head"),
        (f"甲规划\n{LONG}\nhttps://www.example.cn/2024/03/07/1.html", "2024-03-07", "link"),
        (f"{LONG}到2030年5月6日建成。{LONG}", "", ""),
    ],
)  # fmt: skip
def test_each_way_gives_the_date(text: str, found: str, way: str) -> None:
    assert date(text) == Found(found, way if found else date(text).way)


def test_issue_comes_before_publication_in_official_documents_alone() -> None:
    text = f"发布日期：2024-03-08\n{LONG}\n甲省人民政府\n2024年3月5日"
    assert date(text).value == "2024-03-05"
    assert date(text, official=False).value == "2024-03-08"


def test_a_year_of_the_title_or_the_name_is_the_last_resort() -> None:
    assert date(LONG, "2025年甲省政府工作报告") == Found("2025", "title_year")
    assert date(LONG, "甲省2035年远景目标纲要", "甲_2021") == Found("2021", "name_year")
    assert date(LONG, "甲", "甲(2021-02-03)") == Found("2021-02-03", "name")
