"""Saturation of codes by base, run and threshold. The numbers are worked by hand."""

import pytest

from thematic.themes.saturation import Settings, in_this_order, over_orders

A, B, C, D, E, F = "abcdef"


def sessions(*codes):
    return [frozenset(one) for one in codes]


def test_a_run_counts_what_none_before_it_gave_beside_the_base():
    found = in_this_order(sessions("ab", "bc", "cd", "d", "e", "a", "ab", "b"), Settings(base=4, run=2))

    assert found.base == 4
    assert [(one.after, one.new, one.share) for one in found.runs] == [(4, 1, 0.25), (5, 0, 0.0), (6, 0, 0.0)]
    assert found.reached == 5
    assert found.seen == (2, 3, 4, 4, 5, 5, 5, 5)


def test_the_threshold_includes_what_equals_it():
    talk = sessions("abcdefghijklmnopqrst", "a", "a", "a", "u", "a")

    assert in_this_order(talk, Settings(threshold=0.05)).reached == 4
    assert in_this_order(talk, Settings(threshold=0.0)).reached is None


def test_where_it_is_never_little_it_is_never_reached():
    assert in_this_order(sessions(A, B, C, D, E, F), Settings(base=2, run=2)).reached is None


def test_six_sessions_with_a_base_of_four_give_one_run():
    assert len(in_this_order(sessions(A, B, C, D, E, F), Settings()).runs) == 1


def test_a_base_without_any_code_settles_nothing():
    found = in_this_order(sessions("", "", "", "", "", ""), Settings())

    assert (found.base, found.reached) == (0, None)


def test_random_orders_are_the_same_for_a_seed_whatever_the_order_given():
    talk = {f"fg{at}": frozenset(codes) for at, codes in enumerate(["ab", "b", "c", "ab", "a", "d", "a"])}
    backwards = dict(reversed(talk.items()))

    one, other = (over_orders(each, Settings(), orders=200, seed=5) for each in (talk, backwards))

    assert one == other
    assert one.tried == 200
    assert one.never + sum(count for _, count in one.reached) == 200


def test_the_last_session_brings_every_order_to_the_same_number():
    talk = {f"fg{at}": frozenset(codes) for at, codes in enumerate(["ab", "b", "c", "ab", "a", "d", "a"])}

    assert over_orders(talk, Settings(), orders=50, seed=1).middle[-1] == (4, 4, 4)


@pytest.mark.parametrize("base", [1, 2, 3])
def test_equal_sessions_are_saturated_at_once_in_every_order(base):
    found = over_orders({str(at): frozenset("ab") for at in range(6)}, Settings(base=base), orders=30, seed=0)

    assert (found.never, found.reached) == (0, ((base, 30),))
