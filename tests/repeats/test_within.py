from hypothesis import given, settings
from hypothesis import strategies as st

from bench.repeats import repeated_pieces
from tests.repeats.builders import changed, sentences

BODY = sentences(1, 30)


def test_a_body_printed_three_times_is_left_once() -> None:
    assert repeated_pieces(BODY * 3) == list(range(30, 90))


def test_what_stands_between_two_printings_is_left() -> None:
    pieces = [*BODY, "某某社海川十月九日电", *BODY, "责任编辑某某"]
    assert repeated_pieces(pieces) == list(range(31, 61))


def test_other_breaks_between_sentences_do_not_matter() -> None:
    glued = [f"（一）总体要求{BODY[0]}{BODY[1]}", *BODY[2:]]
    apart = ["（一）总体要求", BODY[0][:9] + "\n" + BODY[0][9:], *BODY[1:]]
    assert repeated_pieces(glued + apart) == list(range(len(glued), len(glued) + len(apart)))


def test_a_sentence_that_was_changed_is_left_and_those_around_it_go() -> None:
    second = list(BODY)
    second[10] = changed(second[10], 0.1)
    assert repeated_pieces(BODY + second) == [n for n in range(30, 60) if n != 40]


def test_a_second_printing_may_lack_a_part() -> None:
    assert repeated_pieces(BODY + BODY[:10] + BODY[20:]) == list(range(30, 50))


def test_a_phrase_that_recurs_is_left() -> None:
    formula = "各地区各部门要高度重视，结合实际认真抓好贯彻落实，确保各项任务落地见效。"
    pieces = [piece for sentence in BODY for piece in (sentence, formula)]
    assert repeated_pieces(pieces) == []


def test_a_sentence_said_over_and_over_is_left() -> None:
    assert repeated_pieces([BODY[0]] * 50) == []
    assert repeated_pieces(BODY[:2] * 50) == []


def test_the_head_of_each_page_is_left() -> None:
    head = [
        "海川省数字经济发展规划文本汇编第一卷",
        "海川省发展和改革委员会编印",
        "内部资料请注意保存",
    ]
    pages = [piece for n in range(10) for piece in (*head, *sentences(n, 8))]
    assert repeated_pieces(pages) == []


def test_two_sentences_again_are_too_few() -> None:
    long = ["，".join(sentences(n, 6)) + "。" for n in range(9)]
    assert repeated_pieces(long + long[:2]) == []
    assert repeated_pieces(long + long[:3]) == [9, 10, 11]


def test_three_short_ones_again_are_too_little() -> None:
    assert repeated_pieces(BODY + [piece[:20] for piece in BODY[:3]]) == []


def test_a_text_without_anything_repeats_nothing() -> None:
    assert repeated_pieces([]) == []
    assert repeated_pieces(["", "。", ""]) == []


@given(st.integers(0, 5000))
@settings(max_examples=50)
def test_a_text_that_says_nothing_twice_is_left(seed: int) -> None:
    assert repeated_pieces(sentences(seed, 80)) == []


@given(st.lists(st.sampled_from([*BODY[:8], "总则", "", "——"]), max_size=60))
def test_whatever_goes_was_printed_before(pieces: list[str]) -> None:
    for number in repeated_pieces(pieces):
        assert pieces[number] in pieces[:number] or len(pieces[number]) < 16
