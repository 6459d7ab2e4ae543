import pytest

from bench.corpus.found import Found
from bench.corpus.parts import Parts
from bench.corpus.titles import find_title, name_words, page_title

LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"
DATED = f"新华社某市9月3日电甲省关于发展算力的意见（2024年9月2日）{LONG}"
GLUED = f"算力空间发展行动计划（2024—2028年）算力空间是指，{LONG}"
ISSUED = f"各市经信局：\n《甲省算力补助\n办法》已经局务会审议通过，现印发给你们。\n{LONG}"


def title(text: str, stem: str = "x") -> Found:
    return find_title(stem, Parts(text))


@pytest.mark.parametrize(
    ("text", "stem", "found", "way"),
    [
        (f"标题：甲省算力规划\n{LONG}", "x", "甲省算力规划", "attribute"),
        (f"甲省数据条例\n{LONG}", "x", "甲省数据条例", "line_named"),
        (f"算力跑出加速度\n{LONG}", "x", "算力跑出加速度", "line"),
        (f"算力跑出加速度\n{LONG}", "甲省数据条例", "甲省数据条例", "name"),
        (DATED, "x", "甲省关于发展算力的意见", "glued"),
        (GLUED, "x", "算力空间发展行动计划（2024—2028年）", "glued"),
        (ISSUED, "x", "甲省算力补助办法", "issued"),
        (LONG, "乙_甲省算力补助办法_2024", "甲省算力补助办法", "name"),
        (LONG, "P017", "P017", "code"),
    ],
)  # fmt: skip
def test_each_way_gives_the_title(text: str, stem: str, found: str, way: str) -> None:
    assert title(text, stem) == Found(found, way)


def test_a_document_that_begins_with_one_it_follows_has_no_such_title() -> None:
    assert title(f"为落实《甲省算力规划》，制定本方案，{LONG}").way == "code"


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        ("P013_关于发展算力的意见", "关于发展算力的意见"),
        ("浙江_算力行动方案_2024", "浙江_算力行动方案"),
        ("甲省数据条例(2024-01-02)", "甲省数据条例"),
        ("2017", ""),
        ("doc", "doc"),
    ],
)
def test_codes_and_dates_of_a_name_are_no_words(stem: str, words: str) -> None:
    assert name_words(stem) == words


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("甲市教育事业规划--党政办-甲市第一中学", "甲市教育事业规划"),
        ("甲省数据条例_甲省人民政府网", "甲省数据条例"),
        ("重庆专访 | 学者：围绕产业建创新链", "重庆专访 | 学者：围绕产业建创新链"),
        ("Microsoft Word - 稿.doc", ""),
        ("untitled", ""),
    ],
)
def test_the_title_of_a_page_goes_without_its_site(told: str, found: str) -> None:
    assert page_title(told) == found
