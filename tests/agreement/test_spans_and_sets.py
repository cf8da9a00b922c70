"""Agreement on words and on sets of codes: what must hold whatever was marked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from thematic.agreement import Coefficient, Ratings, tally
from thematic.agreement.coefficients import values_of
from thematic.agreement.sets import alpha_of_sets, masi
from thematic.agreement.spans import alpha_u, digitised, merged, span_f1

LENGTH = 60
PIECES = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(lambda one: (one[0], min(sum(one), LENGTH))),
    max_size=6,
).map(merged)
SETS = arrays(
    np.int8, st.tuples(st.integers(2, 20), st.integers(2, 4), st.integers(1, 4)), elements=st.sampled_from([0, 1])
)


@given(PIECES)
def test_the_same_marks_agree_wholly(own):
    assert span_f1(own, own)[0] * 2 == span_f1(own, own)[1]
    alpha, observed, _ = alpha_u([own, own], 0, LENGTH)
    assert observed == 0
    assert alpha in ({1.0} if own else {None})


@given(PIECES, PIECES)
def test_whoever_is_named_first_changes_nothing(one, two):
    assert span_f1(one, two) == span_f1(two, one)
    assert span_f1(one, two, 0.5)[1] == span_f1(two, one, 0.5)[1]
    assert alpha_u([one, two], 0, LENGTH) == pytest.approx(alpha_u([two, one], 0, LENGTH), nan_ok=True)


@given(PIECES, PIECES)
def test_the_very_same_spans_are_no_more_than_those_that_share_half(one, two):
    assert span_f1(one, two)[0] <= span_f1(one, two, 0.5)[0] <= min(len(one), len(two))


def test_spans_that_touch_are_one_and_empty_ones_none():
    assert merged([(4, 8), (8, 9), (1, 3), (2, 3), (5, 5)]) == [(1, 3), (4, 9)]


def test_marks_a_word_apart_agree_by_character_and_not_by_whole_span():
    one, two = [(10, 30)], [(12, 30)]
    sums = tally(digitised([one, two], LENGTH), 1)[0]

    assert float(values_of(sums, Coefficient.ALPHA)) > 0.9
    assert span_f1(one, two) == (0, 2)
    assert span_f1(one, two, 0.5) == (1, 2)


def test_masi_is_the_published_scale():
    """Passonneau (2006): equal 1, one within the other 2/3, overlapping 1/3, apart 0, each times Jaccard."""
    sets = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 1], [0, 0, 1], [0, 0, 0]], dtype=np.int8)

    found = masi(sets, sets)

    assert found[0].tolist() == pytest.approx([0, 1 - 1 / 2 * 2 / 3, 1 - 1 / 3 * 1 / 3, 1, 1])
    assert found[4].tolist() == [1, 1, 1, 1, 0]


@given(SETS, st.randoms())
def test_sets_do_not_depend_on_order_or_on_what_codes_are_called(sets, random):
    judged = np.ones(sets.shape[:2], dtype=bool)
    axes = [list(range(size)) for size in sets.shape]
    for axis in axes:
        random.shuffle(axis)
    shuffled = sets[axes[0]][:, axes[1]][:, :, axes[2]]

    assert alpha_of_sets(sets, judged) == pytest.approx(alpha_of_sets(shuffled, judged))


@given(SETS)
def test_a_double_gives_one(sets):
    doubled = np.repeat(sets[:, :1], 2, axis=1)
    found = alpha_of_sets(doubled, np.ones(doubled.shape[:2], dtype=bool))

    varied = len(np.unique(sets[:, 0], axis=0)) > 1
    assert found == (pytest.approx(1) if varied else None)


@given(arrays(np.int8, st.tuples(st.integers(2, 20), st.integers(2, 4)), elements=st.sampled_from([-1, 0, 1])))
def test_sets_of_one_code_are_the_binary_case(values):
    found = alpha_of_sets((values == 1).astype(np.int8)[:, :, None], values >= 0)
    sums = tally(Ratings(values, np.zeros(len(values), dtype=np.int64)), 1)[0]

    expected = float(values_of(sums, Coefficient.ALPHA))
    assert found == (None if np.isnan(expected) else pytest.approx(expected))
