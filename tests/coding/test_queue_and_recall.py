"""What comes next, what replayed decisions say, and how much is still to be found. All invented."""

import numpy as np
import pytest
from coding_talk import BACKGROUND, CODEBOOK
from hypothesis import given
from hypothesis import strategies as st
from test_learning import CODES, PLANTS, UNITS, decision, truth, turn

from thematic.coding.judged import NOTHING, on_units
from thematic.coding.queue import Order, in_order, sample, woven
from thematic.coding.recall import Part, estimate, share_interval
from thematic.coding.scores import Reading
from thematic.coding.simulation import replay, saving
from thematic.model import Span, Suggestion, UnitKind


def suggested(score, code="a"):
    return Suggestion("fg1", Span(0, 1), code, score, ())


SCORES = [suggested(0.9), suggested(0.55), suggested(0.7, "b"), suggested(0.51, "b"), suggested(0.8)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.TRANSCRIPT, [0, 1, 2, 3, 4]),
        (Order.SCORE, [0, 4, 2, 1, 3]),
        (Order.UNCERTAINTY, [3, 1, 2, 4, 0]),
        # Codes take turns, each with its least certain and its likeliest.
        (Order.MIXED, [1, 3, 0, 2, 4]),
    ],
)
def test_suggestions_come_in_the_order_asked_for(order, expected):
    assert in_order(SCORES, order) == expected


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abc"))), st.sampled_from(Order))
def test_every_order_shows_everything_once(rows, order):
    assert sorted(in_order([suggested(*row) for row in rows], order)) == list(range(len(rows)))


PLACES = [(f"fg{group}", Span(at, at + 5)) for group in (1, 2) for at in range(0, 500, 5)]


def test_the_sample_takes_its_share_of_each_transcript_and_is_the_same_in_every_copy():
    drawn = sample(PLACES, 0.1)

    assert drawn == sample(PLACES[::-1], 0.1)
    assert [sum(name == group for name, _ in drawn) for group in ("fg1", "fg2")] == [10, 10]
    assert set(drawn) < set(sample(PLACES, 0.2))


def test_what_was_drawn_stays_drawn_when_other_transcripts_come_in():
    more = [*PLACES, *(("fg3", span) for _, span in PLACES[:100])]

    assert set(sample(PLACES, 0.1)) <= set(sample(more, 0.1))


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_fewer_are_spread_among_the_more(items, others):
    marks = woven(items, others)

    assert (marks.count(False), marks.count(True)) == (items, others)


def test_a_tenth_comes_every_tenth_time():
    assert [at for at, other in enumerate(woven(90, 10)) if other] == list(range(9, 100, 10))


def test_recall_is_what_was_found_of_what_there_is_expected_to_be():
    found = estimate(Part(read=40, kept=30, unread=0), Part(read=50, kept=1, unread=100))

    assert found.found == 31
    assert found.expected == pytest.approx(2)
    assert found.recall == pytest.approx(31 / 33)
    low, high = found.recall_interval
    assert low < found.recall < high


def test_nothing_is_claimed_of_units_of_which_none_like_them_was_read():
    assert estimate(Part(40, 30, 0), Part(0, 0, 100)) is None
    assert estimate(Part(0, 0, 5), Part(50, 1, 100)) is None


def test_where_everything_was_read_recall_is_one_and_certain():
    assert estimate(Part(40, 30, 0), Part(50, 1, 0)).recall_interval == (1.0, 1.0)
    assert estimate(Part(40, 0, 0), Part(50, 0, 0)).recall is None


@pytest.mark.parametrize(
    ("kept", "read", "low", "high"), [(0, 10, 0.0, 0.3085), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1)]
)
def test_the_interval_of_a_share_is_clopper_and_pearsons(kept, read, low, high):
    # Reference values: the exact binomial test's interval, as in any table of it.
    assert share_interval(kept, read) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_the_interval_of_recall_holds_the_true_one_as_often_as_it_says():
    dice, held, rounds = np.random.default_rng(7), 0, 400
    for _ in range(rounds):
        rest = dice.random(600) < 0.03
        shown = dice.random(100) < 0.6
        read = dice.permutation(600)[:60]
        found = estimate(Part(100, int(shown.sum()), 0), Part(60, int(rest[read].sum()), 540))
        true = found.found / (shown.sum() + rest.sum())
        held += found.recall_interval[0] <= true <= found.recall_interval[1]
    assert held / rounds >= 0.94


def test_work_saved_is_what_need_not_be_read_less_the_five_per_cent():
    kept = np.asarray([True] * 20 + [False] * 80)

    assert saving(np.arange(100), kept) == pytest.approx(0.81 - 0.05)
    assert saving(np.arange(100)[::-1], kept) == pytest.approx(0.01 - 0.05)


def replayed(numbers):
    reading = Reading(UNITS, CODEBOOK, encoder=None, background=BACKGROUND)
    judged = on_units(UNITS, [decision(turn(number), truth(number)) for number in numbers], CODES)
    judged[[unit.kind is not UnitKind.TURN for unit in UNITS]] = NOTHING
    return replay(reading, judged, CODES)


def test_replayed_decisions_say_what_ranking_saves_and_how_surely():
    garden, music = replayed(range(1, 48))

    assert (garden.judged, garden.kept) == (47, 2 * len(PLANTS))
    low, high = garden.interval
    assert low <= garden.learning <= high
    assert garden.learning >= garden.before - 0.1
    assert music.learning is None


def test_a_code_with_too_few_decisions_is_too_few_to_tell():
    assert all(one.learning is None for one in replayed(range(12, 30)))
