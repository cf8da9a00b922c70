"""What must hold of every coefficient, whatever coders said. Judgements are drawn by Hypothesis."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from thematic.agreement import MISSING, NAMES, Coefficient, Ratings, per_code, pooled, tally
from thematic.agreement.categories import alpha, brennan_prediger, cohen, counts_of, fleiss, gwet, percent
from thematic.agreement.coefficients import values_of

CODERS = ("ana", "ben", "cyd")
SAID = st.integers(2, 40).flatmap(
    lambda units: st.integers(2, 5).flatmap(
        lambda coders: arrays(np.int8, (units, coders), elements=st.sampled_from([MISSING, 0, 1]))
    )
)
WITHOUT_GAPS = st.integers(2, 40).flatmap(
    lambda units: st.integers(2, 4).flatmap(
        lambda coders: arrays(np.int8, (units, coders), elements=st.sampled_from([0, 1]))
    )
)


def every(values, groups=None):
    """Each coefficient of these judgements, by name."""
    groups = np.zeros(len(values), dtype=np.int64) if groups is None else groups
    sums = tally(Ratings(values, groups), int(groups.max(initial=0)) + 1).sum(axis=0)
    return {name: float(values_of(sums, name)) for name in NAMES}


def figures(values, coders=CODERS, groups=None):
    groups = np.zeros(len(values), dtype=np.int64) if groups is None else np.asarray(groups)
    names = coders[: values.shape[1]]
    return per_code("routine", names, Ratings(values, groups), int(groups.max(initial=0)) + 1)


def same(one, other):
    return all(
        math.isclose(one[name], other[name], abs_tol=1e-9) or math.isnan(one[name] + other[name]) for name in one
    )


@given(SAID, st.randoms())
def test_who_is_named_first_and_which_unit_comes_first_changes_nothing(values, random):
    units, coders = list(range(len(values))), list(range(values.shape[1]))
    random.shuffle(units)
    random.shuffle(coders)

    assert same(every(values), every(values[units][:, coders]))


@given(SAID)
def test_units_of_several_transcripts_add_up(values):
    assert same(every(values), every(values, np.arange(len(values), dtype=np.int64) % 3))


@given(arrays(np.int8, st.integers(2, 40), elements=st.sampled_from([0, 1])))
def test_a_coder_and_their_double_agree_wholly_or_not_definably(once):
    found = every(np.stack([once, once], axis=1))

    varied = 0 < once.sum() < len(once)
    assert found[Coefficient.PERCENT] == 1
    for name in (Coefficient.KAPPA, Coefficient.ALPHA, Coefficient.AC1, Coefficient.BRENNAN_PREDIGER):
        assert found[name] == pytest.approx(1) if varied else math.isnan(found[name])


@given(WITHOUT_GAPS)
def test_saying_no_for_yes_throughout_swaps_positive_and_negative_agreement_only(values):
    found, turned = every(values), every(1 - values)

    swapped = {Coefficient.POSITIVE: Coefficient.NEGATIVE, Coefficient.NEGATIVE: Coefficient.POSITIVE}
    assert same(found, {name: turned[swapped.get(name, name)] for name in NAMES})


@given(SAID)
def test_the_fast_form_for_yes_and_no_gives_what_the_general_forms_give(values):
    found = every(values)
    kept = values[(values != MISSING).any(axis=1)]
    ratings = np.where(kept == MISSING, np.nan, kept.astype(float))
    counts, kinds = counts_of(ratings)
    if len(kinds) < 2 or not (counts.sum(axis=1) > 1).any() or math.isnan(found[Coefficient.ALPHA]):
        return

    general = {
        Coefficient.PERCENT: percent(counts),
        Coefficient.ALPHA: alpha(counts, kinds),
        Coefficient.AC1: gwet(counts).value,
        Coefficient.BRENNAN_PREDIGER: brennan_prediger(counts).value,
    }
    for name, value in general.items():
        assert found[name] == pytest.approx(value, abs=1e-9)


@given(arrays(np.int8, st.tuples(st.integers(2, 40), st.just(2)), elements=st.sampled_from([0, 1])))
def test_two_coders_without_gaps_get_cohens_kappa(values):
    table = np.array([[np.sum((values[:, 0] == a) & (values[:, 1] == b)) for b in (0, 1)] for a in (0, 1)], dtype=float)

    assert every(values)[Coefficient.KAPPA] == pytest.approx(cohen(table).value, abs=1e-9, nan_ok=True)


def test_what_only_one_judged_counts_for_nothing_but_the_share_of_chance():
    both = np.array([[1, 1], [0, 0], [1, 0], [0, 0]], dtype=np.int8)
    alone = np.array([[1, MISSING], [MISSING, 0]], dtype=np.int8)
    found = figures(np.concatenate([both, alone]))

    assert (found.units, found.judged, found.positives) == (4, 6, {"ana": 2, "ben": 1})
    assert found.figures.values["kappa"] == pytest.approx(figures(both).figures.values["kappa"])


def test_prevalence_alone_moves_kappa_and_leaves_positive_agreement_in_its_place():
    """Two coders of sensitivity .60 and specificity .98: the table of exact values, computed by hand elsewhere."""
    expected = {0.02: (0.952, 0.215, 0.949, 0.904, 0.240), 0.30: (0.829, 0.452, 0.751, 0.657, 0.558)}
    for prevalence, row in expected.items():
        both = prevalence * 0.6**2 + (1 - prevalence) * 0.02**2
        yes = prevalence * 0.6 + (1 - prevalence) * 0.02
        cells = np.array([both, yes - both, yes - both, 1 - 2 * yes + both])
        counts = np.rint(cells * 1_000_000).astype(int)
        values = np.repeat(np.array([[1, 1], [1, 0], [0, 1], [0, 0]], dtype=np.int8), counts, axis=0)
        found = every(values)

        names = (Coefficient.PERCENT, Coefficient.KAPPA, Coefficient.AC1, Coefficient.BRENNAN_PREDIGER,
                 Coefficient.POSITIVE)  # fmt: skip
        assert [round(found[name], 3) for name in names] == list(row)


def test_a_code_nobody_used_is_undefined_and_says_why():
    found = figures(np.zeros((8, 2), dtype=np.int8))

    assert found.figures.values["percent"] == 1
    assert [found.figures.values[name] for name in ("kappa", "alpha", "ac1", "brennan_prediger")] == [None] * 4
    assert found.flags[0] == "undefined (no variation): nobody used it"


def test_no_overlap_is_said_and_nothing_is_computed():
    found = figures(np.array([[1, MISSING], [MISSING, 0]], dtype=np.int8))

    assert (found.units, found.prevalence, found.flags) == (0, None, ("no unit judged by two coders",))
    assert set(found.figures.values.values()) == {None}


def test_flags_name_who_has_too_few_and_who_uses_it_twice_as_often_and_agreement_by_absence():
    ana = [1] * 12 + [0] * 88
    ben = [1] * 3 + [0] * 9 + [0] * 88
    found = figures(np.array([ana, ben], dtype=np.int8).T)

    assert "fewer than 5 positives by ben" in found.flags
    assert "ana uses it at least twice as often as ben" in found.flags
    assert "agreement by absence" in found.flags
    assert "no interval: 1 of at least 4 transcripts" in found.flags


def test_twice_as_often_is_said_of_what_both_judged_only():
    """One who coded half is not told that the other uses a code twice as often because they judged twice as much."""
    both = np.array([[1, 1]] * 6 + [[0, 0]] * 10, dtype=np.int8)
    alone = np.array([[1, MISSING]] * 30, dtype=np.int8)

    assert not any("twice" in flag for flag in figures(np.concatenate([both, alone])).flags)


def test_three_coders_with_gaps_have_a_kappa_for_each_pair_and_their_mean():
    values = np.array(
        [[1, 1, MISSING], [0, 0, 1], [1, 0, 1], [0, 0, 0], [MISSING, 1, 1], [0, MISSING, 0], [1, 1, 1], [0, 1, 0]],
        dtype=np.int8,
    )
    found = figures(values)

    assert set(found.kappas) == {("ana", "ben"), ("ana", "cyd"), ("ben", "cyd")}
    assert found.figures.values["kappa"] == pytest.approx(sum(found.kappas.values()) / 3)


def test_an_interval_holds_the_value_and_needs_four_transcripts():
    random = np.random.default_rng(4)
    truth = random.random(480) < 0.3
    values = np.stack([np.where(random.random(480) < 0.85, truth, ~truth) for _ in range(2)], axis=1).astype(np.int8)
    six, three = np.arange(480) // 80, np.arange(480) // 160
    found = figures(values, groups=six)

    low, high = found.figures.intervals["kappa"]
    assert -1 <= low < found.figures.values["kappa"] < high <= 1
    assert figures(values, groups=three).figures.intervals == {}


def test_an_interval_never_leaves_what_a_figure_can_be():
    values = np.array([[1, 1]] * 4 + [[0, 0]] * 90 + [[1, 0]] * 2, dtype=np.int8)
    order = np.random.default_rng(1).permutation(len(values))
    found = figures(values[order], groups=np.arange(len(values)) // 16)

    for name, (low, high) in found.figures.intervals.items():
        assert -1 <= low <= high <= 1, name
        assert low >= 0 or name not in {"percent", "positive_agreement", "negative_agreement"}


def test_the_pooled_kappa_averages_agreement_and_chance_before_it_divides():
    """de Vries et al. (2008): of two codes, worked out by hand."""
    one = np.array([[1, 1]] * 4 + [[1, 0]] * 1 + [[0, 0]] * 5, dtype=np.int8)
    two = np.array([[1, 1]] * 1 + [[0, 1]] * 3 + [[0, 0]] * 6, dtype=np.int8)
    found = pooled([figures(one), figures(two)])

    observed = (0.9 + 0.7) / 2
    expected = ((0.5 * 0.4 + 0.5 * 0.6) + (0.1 * 0.4 + 0.9 * 0.6)) / 2
    assert found.pooled_kappa.values["kappa"] == pytest.approx((observed - expected) / (1 - expected))
    assert found.mean.values["percent"] == pytest.approx(0.8)
    assert found.stacked.values["percent"] == pytest.approx(0.8)


def test_the_mean_is_over_the_codes_for_which_a_figure_is_defined():
    one = np.array([[1, 1], [0, 0], [1, 0], [0, 0]], dtype=np.int8)
    found = pooled([figures(one), figures(np.zeros((4, 2), dtype=np.int8))])

    assert found.mean.values["kappa"] == pytest.approx(figures(one).figures.values["kappa"])


@given(WITHOUT_GAPS)
def test_fleiss_of_two_kinds_lies_beneath_alpha_by_what_alpha_corrects_for(values):
    counts, kinds = counts_of(values.astype(float))
    if len(kinds) < 2:
        return
    ratings = values.size

    assert alpha(counts, kinds) == pytest.approx(1 - (1 - fleiss(counts).value) * (ratings - 1) / ratings, abs=1e-9)
