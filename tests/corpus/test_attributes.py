from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.attributes import read_attributes

PAGE = (
    "索 引 号：0001/2024　主题分类：经济\n发文机关：甲省人民政府办公厅\n"
    "标　　题：甲省人民政府办公厅关于印发算力规划的通知\n发文字号：甲政办发〔2024〕5号\n"
    "成文日期：2024年03月05日　发布日期：2024年03月08日\n正文从这里开始。\n"
)


def test_labels_give_title_issuer_number_and_dates() -> None:
    found = {field: each.line for field, each in read_attributes(PAGE).items()}
    assert found == {
        "title": "甲省人民政府办公厅关于印发算力规划的通知",
        "issuer": "甲省人民政府办公厅",
        "number": "甲政办发〔2024〕5号",
        "issued": "2024年03月05日",
        "published": "2024年03月08日",
    }


def test_a_value_ends_at_the_next_label_also_where_all_is_glued() -> None:
    found = read_attributes("成文日期：2021-12-28发布日期：2022-01-04发布机构：某部索引号：7")
    assert found["issued"].line == "2021-12-28"
    assert found["published"].line == "2022-01-04"
    assert found["issuer"].line == "某部"


def test_a_label_may_have_its_value_on_the_next_line() -> None:
    found = read_attributes("发文机关：\n甲省人民政府\n发文字号\n甲发〔2024〕5号\n")
    assert found["issuer"].line == "甲省人民政府"
    assert found["number"].line == "甲发〔2024〕5号"


def test_the_end_of_a_word_is_no_label() -> None:
    assert read_attributes("项目名称：算力中心\n建设时间：2024年\n") == {}


def test_the_body_is_not_searched() -> None:
    assert (
        read_attributes("数据。" * 3000 + "\n发文字号：甲发〔2024〕5号\n" + "数据。" * 3000) == {}
    )


@given(st.text(alphabet="标题发文字号：日期\n 2024年甲省", max_size=80))
def test_values_stand_in_the_text_and_are_never_empty(text: str) -> None:
    for each in read_attributes(text).values():
        assert each.line
        assert each.line in text
