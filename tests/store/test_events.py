"""Events and their one order."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thematic.store.events import EventKind, in_order, parse, seal


def event(number, *parents):
    return seal(EventKind.UNDO, at="2026-01-01T00:00:00Z", who="ana", parents=parents, data={"n": number})[0]


def test_an_event_is_what_its_hash_says():
    sealed, body = seal(EventKind.UNDO, at="2026-01-01T00:00:00Z", who="ana", parents=(), data={"undoes": "é"})

    assert parse(sealed.hash, body) == sealed
    with pytest.raises(ValueError, match="hash"):
        parse(sealed.hash, body.replace("ana", "ben"))


def test_diverged_histories_have_one_order_whatever_order_they_arrive_in():
    root = event(0)
    left, right = event(1, root.hash), event(2, root.hash)
    joined = event(3, left.hash, right.hash)

    orders = {
        tuple(one.hash for one in in_order(list(some))) for some in itertools.permutations([root, left, right, joined])
    }

    assert len(orders) == 1
    (order,) = orders
    assert (order[0], order[3]) == (root.hash, joined.hash)


def test_a_history_with_a_hole_is_refused():
    root = event(0)
    with pytest.raises(ValueError, match="missing"):
        in_order([event(1, root.hash)])


@given(st.lists(st.integers(0, 5), max_size=20))
def test_every_event_follows_its_parents(picks):
    events = [event(0)]
    for number, pick in enumerate(picks, start=1):
        events.append(event(number, events[pick % len(events)].hash))

    places = {one.hash: place for place, one in enumerate(in_order(events[::-1]))}

    assert len(places) == len(events)
    assert all(places[parent] < places[one.hash] for one in events for parent in one.parents)
