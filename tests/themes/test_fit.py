"""Excerpts that fit another theme, two, or none; and themes that are one."""

import numpy as np
import pytest

from thematic.themes.fit import alike, fits


def around(directions, spread=0.05, seed=3):
    """Return points of length 1 about the given directions."""
    points = np.array(directions, dtype=float)
    points += np.random.default_rng(seed).normal(0, spread, points.shape)
    return points / np.linalg.norm(points, axis=1, keepdims=True)


EAST, NORTH, UP = np.eye(6)[0], np.eye(6)[1], np.eye(6)[2]


def held(*groups):
    members = np.zeros((sum(groups), len(groups)), dtype=bool)
    start = 0
    for theme, size in enumerate(groups):
        members[start : start + size, theme] = True
        start += size
    return members


def test_an_excerpt_among_another_theme_s_is_a_misfit():
    points = around([EAST] * 5 + [NORTH] * 5 + [EAST])
    members = np.vstack([held(5, 5), [[False, True]]])

    found = fits(points, members)

    assert [row for row, one in enumerate(found) if one.misfit] == [10]
    assert (found[10].own, found[10].other) == (1, 0)


def test_an_excerpt_between_two_themes_fits_both():
    points = around([EAST] * 5 + [NORTH] * 5 + [EAST + NORTH], spread=0.005)
    members = np.vstack([held(5, 5), [[True, False]]])

    assert [row for row, one in enumerate(fits(points, members)) if one.both] == [10]


def test_an_excerpt_in_no_theme_has_a_nearest_one():
    points = around([EAST] * 4 + [NORTH] * 4 + [NORTH])
    members = np.vstack([held(4, 4), [[False, False]]])

    found = fits(points, members)[8]

    assert (found.own, found.other, found.misfit) == (None, 1, False)


@pytest.mark.parametrize("sizes", [(8, 8), (6, 20)])
def test_a_theme_cut_in_two_is_proposed_for_joining(sizes):
    points = around([EAST] * sum(sizes), spread=0.3)
    mixed = np.random.default_rng(1).permutation(held(*sizes))

    found = alike(points, mixed)

    assert [(one.first, one.second) for one in found] == [(0, 1)]


def test_themes_of_different_matter_are_not():
    assert alike(around([EAST] * 8 + [NORTH] * 8 + [UP] * 8), held(8, 8, 8)) == []


def test_wordless_excerpts_fit_nothing_and_nothing_breaks():
    points = np.zeros((6, 4))

    assert not any(one.misfit or one.both for one in fits(points, held(3, 3)))
    alike(points, held(3, 3))


def test_one_theme_alone_has_no_other():
    assert {one.other for one in fits(around([EAST] * 4), held(4))} == {None}
