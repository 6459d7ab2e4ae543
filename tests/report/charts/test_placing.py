from hypothesis import given
from hypothesis import strategies as st

from bench.report.charts.placing import Box, Mark, place_names

ROOM = Box(0, 0, 4, 3)
MARKS = st.builds(
    Mark,
    x=st.floats(0, 4),
    y=st.floats(0, 3),
    name=st.just("名"),
    width=st.floats(0.1, 1.5),
    height=st.just(0.15),
    weight=st.sampled_from([0, 1, 2]),
)


@given(st.lists(MARKS, max_size=25))
def test_no_name_covers_another_or_a_dot_or_leaves_the_room(marks: list[Mark]) -> None:
    placed = [box for box in place_names(marks, ROOM) if box is not None]
    for i, box in enumerate(placed):
        assert box.within(ROOM)
        assert not any(box.meets(other) for other in placed[i + 1 :])
        assert not any(box.meets(Box(m.x, m.y, m.x, m.y)) for m in marks)


def test_a_name_stands_right_of_its_dot_where_there_is_room() -> None:
    (spot,) = place_names([Mark(1, 1, "名", 0.5, 0.15)], ROOM)
    assert spot is not None
    assert 1 < spot.left < 1.2
    assert spot.bottom < 1 < spot.top


def test_at_the_right_edge_it_stands_on_the_left() -> None:
    (spot,) = place_names([Mark(3.9, 1, "名", 0.5, 0.15)], ROOM)
    assert spot is not None
    assert spot.right < 3.9


def test_what_matters_most_is_named_where_not_all_can_be() -> None:
    marks = [Mark(1, 1, "名", 0.9, 0.2, weight=place == 7) for place in range(12)]
    placed = place_names(marks, Box(0, 0.5, 2.2, 1.5))
    assert placed[7] is not None
    assert None in placed
