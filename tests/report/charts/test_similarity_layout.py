import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.report.charts.paper import PAPERS, SLIDE, Paper
from bench.report.charts.similarity_layout import WIDEST, Layout
from tests.report.conftest import LONGEST


def names(count: int) -> list[str]:
    return [f"{LONGEST[: 2 + place % 9]}{place}" for place in range(count)]


@settings(max_examples=60)
@given(
    st.sampled_from(list(PAPERS.values())),
    st.integers(2, 60),
    st.integers(1, 8),
    st.floats(4, 9),
    st.floats(3, 7),
)
def test_as_many_regions_as_it_says_fit_in_the_room(
    paper: Paper, count: int, clusters: int, wide: float, tall: float
) -> None:
    labels = sorted(1 + place % clusters for place in range(count))
    room = (wide, tall)
    layout = Layout.of(names(count), labels, paper, room, 0.3)
    if count <= layout.most(paper, room):
        assert layout.name + 0.12 + layout.wide <= wide + 1e-9
        assert layout.head + layout.tall <= tall + 1e-9
        assert layout.height >= paper.least_row - 1e-9
        assert layout.width <= WIDEST * layout.height + 1e-9
    assert layout.columns == sorted(layout.columns)
    assert len(layout.rows) == count


def test_columns_are_named_flat_then_turned_then_numbered() -> None:
    def layout(count: int) -> Layout:
        return Layout.of(names(count), [1] * count, SLIDE, (8.5, 5.0), 0.3)

    few, some, many = layout(4), layout(20), layout(31)
    assert few.heads
    assert few.flat
    assert some.heads
    assert not some.flat
    assert not many.heads


def test_clusters_stand_apart() -> None:
    layout = Layout.of(names(4), [1, 1, 2, 2], SLIDE, (8.5, 5.0), 0.3)
    steps = [b - a for a, b in zip(layout.rows, layout.rows[1:], strict=False)]
    assert steps[1] > steps[0]
    assert steps[0] == pytest.approx(steps[2])
