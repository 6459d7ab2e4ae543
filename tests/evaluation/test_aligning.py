import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bench.evaluation.aligning import covered, squeeze


def found(text: str, pieces: list[str]) -> str:
    """The text without white space; what the pieces do not hold as dots."""
    plain = squeeze(text)
    return "".join(
        c if is_in else "." for c, is_in in zip(plain, covered(text, pieces), strict=True)
    )


def test_pieces_are_found_without_their_white_space() -> None:
    assert found("首页\n建设 算力\n平台。", ["建设算力 平台。"]) == "..建设算力平台。"


def test_a_heading_is_not_taken_for_its_entry_in_the_table_of_contents() -> None:
    text = "规划\n一、总体\n二、任务\n一、总体\n建平台。\n二、任务\n育企业。"
    pieces = ["规划", "一、总体", "建平台。", "二、任务", "育企业。"]
    assert found(text, pieces) == "规划........一、总体建平台。二、任务育企业。"


def test_all_printings_of_a_body_are_found_where_all_are_kept() -> None:
    body = "建设算力平台。\n培育数据商。\n"
    assert covered(body * 3, ["建设算力平台。", "培育数据商。"] * 3).all()


def test_one_printing_is_found_where_one_is_kept() -> None:
    body = "建设算力平台。\n培育数据商。\n"
    kept = covered(body * 2, ["建设算力平台。", "培育数据商。"])
    assert kept.sum() == len(squeeze(body))


def test_a_word_is_looked_for_at_the_beginning_of_a_line_first() -> None:
    assert found("他作工作报告。\n工作报告\n建平台。", ["工作报告", "建平台。"]) == (
        ".......工作报告建平台。"
    )
    assert found("工作报告\n他作工作报告。\n建平台。", ["工作报告", "建平台。"]) == (
        "工作报告.......建平台。"
    )


def test_of_a_changed_piece_what_is_the_same_counts() -> None:
    text = "全省加快建设一体化\n12\n算力网络体系，培育企业。"
    assert found(text, ["全省加快建设一体化算力网络体系，培育企业。"]) == (
        "全省加快建设一体化..算力网络体系，培育企业。"
    )


def test_a_piece_of_another_text_counts_for_nothing() -> None:
    assert not covered("全省加快建设算力网络。", ["培育壮大数据产业集群。"]).any()


TEXTS = st.text(alphabet="甲乙丙丁。 \n", max_size=60)


@given(TEXTS, st.lists(TEXTS, max_size=6))
def test_there_is_an_answer_for_each_character_of_any_text(text: str, pieces: list[str]) -> None:
    kept = covered(text, pieces)
    assert kept.dtype == np.bool_
    assert kept.shape == (len(squeeze(text)),)


@given(TEXTS)
def test_the_lines_of_a_text_hold_all_of_it(text: str) -> None:
    assert covered(text, text.split("\n")).all()
