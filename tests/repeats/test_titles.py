import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.repeats.titles import Title, read_title


def title(text: str, kind: str = "plan", date: str = "") -> Title:
    return read_title(text, kind, date)


AGREE = [
    ("海川省数据条例", "海川省数据条例（2023年修订）"),
    ("海川省数据条例", "海川省数据条例(草案征求意见稿)"),
    ("海川省数据管理办法（试行）", "海川省数据管理办法"),
    ("海川省算力三年行动方案", "海川省人民政府办公厅关于印发《海川省算力三年行动方案》的通知"),
    ("海川省算力三年行动方案", "海川省人民政府关于印发海川省算力三年行动方案的通知"),
    ("海川省算力行动方案", "关于公开征求《海川省算力行动方案（征求意见稿）》意见的公告"),
    ("海川省算力行动方案", "关于《海川省算力行动方案（征求意见稿）》公开征求意见的通知"),
    ("产业指导目录（2019年本）", "产业指导目录（2024年本）"),
    ("数字经济促进条例", "海川省数字经济促进条例"),
    ("海川省“十四五”数字经济规划", "海川省十四五数字经济规划"),
]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_titles_of_one_document_agree(one: str, other: str) -> None:
    assert title(one).agrees(title(other))
    assert title(other).agrees(title(one))
    assert not title(one).of_another_period(title(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("海川省数据条例", "海川省数据条例实施细则"),
        ("海川省数据条例", "《海川省数据条例》解读"),
        ("海川省算力行动方案", "海川省算力若干措施"),
        ("方案", "海川省算力方案"),  # too short to tell
        ("2024", "2024年"),
    ],
)
def test_titles_of_two_documents_do_not(one: str, other: str) -> None:
    assert not title(one).agrees(title(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("海川省“十三五”数字经济规划", "海川省“十四五”数字经济规划"),
        ("国民经济和社会发展第十三个五年规划纲要", "国民经济和社会发展第十四个五年规划纲要"),
        ("2024年数字经济工作要点", "2025年数字经济工作要点"),
        ("算力行动计划（2021—2023年）", "算力行动计划（2023—2025年）"),
        ("关于公布第一批试点名单的通知", "关于公布第二批试点名单的通知"),
    ],
)
def test_another_period_makes_another_document(one: str, other: str) -> None:
    assert title(one).of_another_period(title(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("十四五规划和2035年远景目标纲要", "十四五规划纲要"),
        ("算力行动计划（2021—2023年）", "算力行动计划"),
        ("第十四个五年规划", "“十四五”规划"),
        ("关于第十五次会议的决定", "关于会议的决定"),
    ],
)
def test_a_period_that_one_does_not_name_is_no_other(one: str, other: str) -> None:
    assert not title(one).of_another_period(title(other))


def test_what_comes_each_year_is_for_the_year_of_its_date() -> None:
    last, this = (title("政府工作报告", "work_report", date) for date in ("2024-01-20", "2025"))
    assert last.of_another_period(this)
    assert not title("算力方案", date="2024").of_another_period(title("算力方案", date="2025"))


def test_the_year_of_a_regulation_is_that_of_a_version() -> None:
    old, new = (title(f"数据管理办法（{year}）", "regulation") for year in (2018, 2023))
    assert not old.of_another_period(new)
    assert (old.revised, new.revised) == ("2018", "2023")
    assert title("数据条例（2019年5月修正）").revised == "2019"


def test_drafts_are_told() -> None:
    assert title("数据条例（草案）").draft
    assert title("关于公开征求数据条例意见的公告").draft
    assert not title("数据条例").draft


@given(st.text(max_size=400))
def test_any_title_is_read(text: str) -> None:
    assert title(text).agrees(title(text)) == (title(text).stem != "")
