from hypothesis import given
from hypothesis import strategies as st

from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE
from bench.report.charts.theme import Page


def key(words: str, width: float = 0.2) -> Key:
    return Key(words, width, lambda page, x, y: page.box(x, y - 0.05, width, 0.1, "#000000"))


@given(st.lists(st.text("图例ab ", max_size=30), min_size=1, max_size=9), st.floats(0.6, 8))
def test_entries_keep_their_order_and_no_line_is_wider_than_the_room(
    words: list[str], room: float
) -> None:
    legend = Legend.of(map(key, words), 9, room)
    assert sum(map(len, legend.lines)) == len(words)
    assert legend.width <= max(room, text_width("…", 9) + 0.3) + 1e-9


def test_a_legend_that_fits_stands_on_one_line() -> None:
    assert len(Legend.of(map(key, ["甲", "乙"]), 9, 5).lines) == 1
    assert len(Legend.of(map(key, ["甲", "乙"]), 9, 0.5).lines) == 2


def test_each_entry_is_drawn_beside_its_sample() -> None:
    page: Page = Frame.of("题", "注", "脚", SLIDE).page(1)
    before = len(page.axes.texts)
    legend = Legend.of([key("甲"), key("说明", 0.0)], 9, 5)
    legend.draw(page, page.left, page.top)
    first, second = page.axes.texts[before:]
    assert (first.get_text(), second.get_text()) == ("甲", "说明")
    box = page.axes.patches[0]
    assert box.get_x() + box.get_width() < first.get_position()[0] < second.get_position()[0]
    assert first.get_position()[1] > page.top - legend.height
