"""Intervals by leaving out one transcript at a time: what is said in one group hangs together, groups do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

__all__ = ["FEWEST_GROUPS", "LEVEL", "jackknife"]

LEVEL = 0.95
# With fewer, the spread over transcripts is a guess, and an interval would say otherwise.
FEWEST_GROUPS = 4


def jackknife(
    by_group: Values, value: Callable[[Values], Values], bounds: tuple[float, float] = (-1.0, 1.0)
) -> tuple[float, float] | None:
    """Return the 95 % interval of `value(sums)` for further transcripts of this kind; none where it cannot be told.

    `by_group` has shape (groups, sums), one row for each transcript that holds units judged by two or more. The value
    is computed without each transcript in turn; its pseudo-values have a standard error with groups - 1 degrees of
    freedom (Tukey 1958, Annals of Mathematical Statistics 29, 614). None for fewer than four transcripts, and where
    the value is undefined without one of them. Cut to `bounds`, which the value cannot leave.
    """
    groups = len(by_group)
    if groups < FEWEST_GROUPS:
        return None
    total = by_group.sum(axis=0)
    whole, without = float(value(total)), value(total - by_group)
    if np.isnan(whole) or np.isnan(without).any():
        return None
    pseudo = groups * whole - (groups - 1) * without
    reach = _quantile(groups - 1) * float(pseudo.std(ddof=1)) / groups**0.5
    return max(whole - reach, bounds[0]), min(whole + reach, bounds[1])


def _quantile(freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + LEVEL) / 2))
