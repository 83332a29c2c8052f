"""A slice has the events of its years and no others, whoever counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity import network
from amity.network import Happening, Multigraph


def happening(number: int, parties: str, year: int | None) -> Happening:
    day = f"{year}-05-01" if year else ""
    return Happening(f"e{number}", "Meeting", tuple(parties.split()), day, day, day, "done", ())


def graph(*events: Happening) -> Multigraph:
    named = {party: {"label": party} for event in events for party in event.parties}
    return network.connected(events, named)


CUT = (
    happening(1, "a b", 2020),
    happening(2, "b c", 2020),
    happening(3, "a b c d", 2022),
    happening(4, "c d", None),
)


def test_a_slice_for_each_year() -> None:
    found = network.slices(graph(*CUT))
    assert [(s.first, s.last, s.graph.number_of_edges()) for s in found] == [
        (2020, 2020, 2),
        (2021, 2021, 0),
        (2022, 2022, 6),
    ]
    assert list(found[0].graph) == ["a", "b", "c"]


def test_an_event_without_a_date_is_of_the_year_it_was_reported_in() -> None:
    found = network.slices(graph(*CUT), reported={"e4": "2023-01-02", "e1": "1999-01-01"})
    assert [s.last for s in found] == [2020, 2021, 2022, 2023]
    assert found[-1].graph.number_of_edges("c", "d") == 1


def test_the_shape_of_slices() -> None:
    first, empty, last = network.over_time(network.slices(graph(*CUT)))
    assert first[:5] == (2020, 2020, 2, 3, 2)
    assert first.density == pytest.approx(2 / 3)
    assert empty == (2021, 2021, 0, 0, 0, 0, 0, 0)
    assert (last.events, last.actors, last.ties, last.density, last.communities) == (1, 4, 6, 1, 1)


def test_no_width_and_no_events() -> None:
    assert network.slices(graph(happening(1, "a b", None))) == []
    with pytest.raises(ValueError, match="0 years"):
        network.slices(graph(*CUT), 0)


@given(st.lists(st.integers(2000, 2008), min_size=1, max_size=12), st.integers(1, 4))
def test_slices_of_several_years_overlap_and_lose_nothing(years: list[int], width: int) -> None:
    whole = graph(*(happening(number, "a b", year) for number, year in enumerate(years)))
    assert sum(s.graph.number_of_edges() for s in network.slices(whole)) == len(years)
    for piece in network.slices(whole, width):
        assert piece.last - piece.first == width - 1
        assert piece.graph.number_of_edges() == sum(piece.first <= year <= piece.last for year in years)
