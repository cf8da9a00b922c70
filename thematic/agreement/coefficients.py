"""Coefficients of agreement from sums over units: of two coders or more, with gaps, yes or no.

All take sums of shape (..., 10 + 4 * pairs) as `counts.tally` makes them and return values of shape (...), not-a-number
where they are undefined, so that a coefficient without each transcript in turn costs one call.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from thematic.agreement.counts import SINGLE, Sum

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

__all__ = ["NAMES", "Coefficient", "expected_and_observed", "pairwise_kappas", "values_of"]


class Coefficient(StrEnum):
    """What is computed for each code, in the order in which it is shown."""

    PERCENT = "percent"
    POSITIVE = "positive_agreement"
    NEGATIVE = "negative_agreement"
    KAPPA = "kappa"
    ALPHA = "alpha"
    AC1 = "ac1"
    BRENNAN_PREDIGER = "brennan_prediger"


NAMES = tuple(Coefficient)


def values_of(sums: Values, name: Coefficient) -> Values:
    """Return one coefficient; not-a-number where nobody varied, or no unit was judged by two."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(_MADE_BY[name](sums), dtype=float)


def pairwise_kappas(sums: Values) -> Values:
    """Return Cohen's kappa of each pair of coders, of shape (..., pairs), on the units that both judged.

    (p_o - p_e) / (1 - p_e), p_e from each coder's own share of yes. Cohen (1960), Educational and Psychological
    Measurement 20, 37-46.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        observed, expected = expected_and_observed(sums)
        return np.asarray(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan))


def expected_and_observed(sums: Values) -> tuple[Values, Values]:
    """Return the observed agreement of each pair, and what chance would give by each coder's own share of yes."""
    cells = sums[..., SINGLE:].reshape(*sums.shape[:-1], -1, 4)
    units = cells.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = (cells[..., 0] + cells[..., 3]) / units
        one, two = (cells[..., 0] + cells[..., 1]) / units, (cells[..., 0] + cells[..., 2]) / units
        return observed, one * two + (1 - one) * (1 - two)


def _percent(sums: Values) -> Values:
    """Return the share of pairs of ratings that are alike, averaged over units that two or more judged."""
    return sums[..., Sum.AGREE] / sums[..., Sum.SHARED]


def _positive(sums: Values) -> Values:
    """Return 2a / (2a + b + c) over all pairs of ratings. The source is named in `positive`."""
    return 2 * sums[..., Sum.BOTH] / (2 * sums[..., Sum.BOTH] + sums[..., Sum.ONE])


def _negative(sums: Values) -> Values:
    """Return 2d / (2d + b + c) over all pairs of ratings; the same source."""
    return 2 * sums[..., Sum.NEITHER] / (2 * sums[..., Sum.NEITHER] + sums[..., Sum.ONE])


def _kappa(sums: Values) -> Values:
    """Return the mean of the pairs' kappas that are defined: of two coders, Cohen's kappa. Light (1971)."""
    each = pairwise_kappas(sums)
    known = ~np.isnan(each)
    mean = np.where(known, each, 0).sum(axis=-1) / np.where(known.any(axis=-1), known.sum(axis=-1), np.nan)
    return np.asarray(mean, dtype=float)


def _alpha(sums: Values) -> Values:
    """Return Krippendorff's alpha for nominal data, 1 - D_o / D_e. Krippendorff (2011), Computing alpha-reliability."""
    ratings, yes = sums[..., Sum.RATINGS], sums[..., Sum.POSITIVES]
    no = ratings - yes
    return np.where(yes * no > 0, 1 - (ratings - 1) * sums[..., Sum.SPLIT] / (yes * no), np.nan)


def _ac1(sums: Values) -> Values:
    """Return Gwet's AC1. Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.

    Chance is 2 * s * (1 - s) for two categories, s the share of yes averaged over the units that anybody judged.
    """
    share = sums[..., Sum.SHARE] / sums[..., Sum.JUDGED]
    by_chance = 2 * share * (1 - share)
    return _where_varied(sums, (_percent(sums) - by_chance) / (1 - by_chance))


def _brennan_prediger(sums: Values) -> Values:
    """Return (p - 1/2) / (1/2). Brennan and Prediger (1981), Educational and Psychological Measurement 41, 687-699."""
    return _where_varied(sums, 2 * _percent(sums) - 1)


def _where_varied(sums: Values, values: Values) -> Values:
    """Where everybody always said the same, there is nothing to correct for chance: undefined, never 1."""
    share = sums[..., Sum.POSITIVES]
    return np.where((share > 0) & (share < sums[..., Sum.RATINGS]), values, np.nan)


_MADE_BY: dict[Coefficient, Callable[[Values], Values]] = {
    Coefficient.PERCENT: _percent,
    Coefficient.POSITIVE: _positive,
    Coefficient.NEGATIVE: _negative,
    Coefficient.KAPPA: _kappa,
    Coefficient.ALPHA: _alpha,
    Coefficient.AC1: _ac1,
    Coefficient.BRENNAN_PREDIGER: _brennan_prediger,
}
