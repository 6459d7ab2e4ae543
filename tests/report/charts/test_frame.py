import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, Rows, page_number
from bench.report.charts.paper import PAPERS, SLIDE, Paper
from bench.report.view import ReportView

papers = st.sampled_from(list(PAPERS.values()))


def frame(paper: Paper = SLIDE, title: str = "发现", note: str = "方法") -> Frame:
    return Frame.of(title, note, "来源", paper)


@given(
    papers,
    st.integers(0, 300),
    st.floats(0, 2.5),
    st.integers(0, 2),
    st.integers(1, 3),
    st.integers(1, 200),
)
def test_rows_fill_pages_in_order_and_no_page_is_too_high(
    paper: Paper, count: int, besides: float, repeated: int, parts: int, words: int
) -> None:
    own = frame(paper, "发现" * words, "方法" * words)
    rows = Rows.of(own, count, besides, repeated=repeated, parts=parts)
    assert [row for page in rows.pages for row in page] == list(range(count))
    room = own.paged_room if len(rows.pages) * parts > 1 else own.room
    longest = max(map(len, rows.pages))
    assert besides + (longest + repeated) * rows.height <= room + 1e-9
    assert rows.height <= paper.tallest
    assert paper.row[0] <= rows.size <= paper.row[1]
    # What is written in a row is not higher than the row.
    assert rows.height * 72 >= rows.size * 1.2


def test_few_rows_are_not_stretched_to_fill_the_page() -> None:
    rows = Rows.of(frame(), 3, 0.5)
    assert rows.height == SLIDE.tallest
    assert len(rows.pages) == 1


def test_pages_are_evenly_filled() -> None:
    pages = Rows.of(frame(), 80, 0.5).pages
    assert len(pages) == 3
    assert [len(page) for page in pages] == [27, 27, 26]


@given(papers, st.text("数据要素，ab c", min_size=1, max_size=400))
def test_texts_of_any_length_leave_room_and_stay_between_the_margins(
    paper: Paper, text: str
) -> None:
    own = Frame.of(text, text, text, paper)
    assert own.paged_room > paper.height / 2
    for lines, size, bold in (
        (own.title, paper.title, True),
        (own.subtitle, paper.subtitle, False),
        (own.foot, paper.small, False),
    ):
        assert all(text_width(line, size, bold) <= paper.inner + 1e-9 for line in lines)


def test_what_is_cut_ends_in_dots() -> None:
    own = frame(title="很长的发现" * 60, note="方法" * 400)
    assert len(own.title) == 3
    assert own.title[-1].endswith("…")
    assert own.subtitle[-1].endswith("…")
    assert not frame().title[-1].endswith("…")


@pytest.mark.parametrize("number", ["", "第2页，共3页"])
def test_a_page_is_as_wide_as_its_paper_and_as_high_as_its_body_asks(number: str) -> None:
    own = frame()
    page = own.page(1.5, number)
    assert page.top - page.bottom == pytest.approx(1.5)
    assert page.right - page.left == pytest.approx(SLIDE.inner)
    full = own.page(own.paged_room if number else own.room, number)
    assert full.figure.get_size_inches().tolist() == pytest.approx([SLIDE.width, SLIDE.height])


def test_the_only_page_has_no_number(view: ReportView) -> None:
    assert page_number(view, 0, 1) == ""
    assert page_number(view, 1, 3) == "第2页，共3页"
