"""Names in a picture have a place of their own where there is one."""

from hypothesis import given
from hypothesis import strategies as st

from amity.views.pictures.labels import Box, lines, placed


def test_a_long_name_is_broken_near_its_middle() -> None:
    assert lines("Democratic Republic of the Congo", 13) == ["Democratic Republic", "of the Congo"]
    assert lines("Togo", 13) == ["Togo"]
    assert lines("Liechtensteinische", 13) == ["Liechtensteinische"]


def test_a_name_goes_outward_if_it_can_and_aside_if_not() -> None:
    (alone,) = placed([(0, -100, 10)], [["Togo"]], [])
    assert alone.x == 0 and alone.y < -110
    aside, other = placed([(0, -100, 10), (0, -125, 10)], [["Togo"], ["Benin"]], [])
    assert aside.y == -100 and aside.x != 0
    assert other.y < -135


@given(st.lists(st.tuples(st.integers(-8, 8), st.integers(-8, 8)), min_size=1, max_size=20, unique=True))
def test_where_there_is_room_no_name_covers_anything(spots: list[tuple[int, int]]) -> None:
    discs = [(x * 120.0, y * 80.0, 12.0) for x, y in spots]
    boxes = placed(discs, [["Togo"]] * len(discs), [])
    everything = [*boxes, *(Box(x, y, 2 * r, 2 * r) for x, y, r in discs)]
    assert not any(a.shared(b) for i, a in enumerate(everything) for b in everything[i + 1 :])


def test_what_two_boxes_share() -> None:
    assert Box(0, 0, 4, 4).shared(Box(3, 0, 4, 4)) == 4
    assert Box(0, 0, 4, 4).shared(Box(4, 0, 4, 4)) == 0
