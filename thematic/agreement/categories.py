"""Coefficients for judgements of more than two kinds, and their standard errors over units.

The program's own tables rest on `coefficients`; these are what other programs print, so that figures can be compared,
and what digitised spans are measured by. A standard error over units takes them as independent of each other, which
talk in one group is not: it is too small for an interval (see docs/explanation/agreement.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

__all__ = [
    "Estimate",
    "Level",
    "alpha",
    "alpha_nominal",
    "brennan_prediger",
    "cohen",
    "conger",
    "counts_of",
    "fleiss",
    "gwet",
    "percent",
]


class Level(StrEnum):
    """How far apart two values are taken to be: Krippendorff (2011), Computing Krippendorff's alpha-reliability."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient and its standard error over units; not-a-number where undefined."""

    value: float
    error: float


def counts_of(ratings: Values) -> tuple[Values, Values]:
    """Return how many gave each unit each value, (units, values), and the values in order; nan is no rating."""
    values = np.unique(ratings[~np.isnan(ratings)])
    return (ratings[:, :, None] == values).sum(axis=1).astype(float), values


def percent(counts: Values) -> float:
    """Return the share of pairs of ratings that are alike, averaged over units with two or more."""
    return float(np.nanmean(_alike(counts)))


def alpha(counts: Values, values: Values, level: Level = Level.NOMINAL) -> float:
    """Return Krippendorff's alpha; not-a-number where only one value was ever given."""
    paired = counts[counts.sum(axis=1) > 1]
    each = paired.sum(axis=1)
    together = (paired.T / (each - 1)) @ paired - np.diag((paired / (each - 1)[:, None]).sum(axis=0))
    totals = paired.sum(axis=0)
    apart = _DISTANCES[level](values, totals)
    expected = float(totals @ apart @ totals)
    if not expected:
        return float("nan")
    return 1 - (float(totals.sum()) - 1) * float((together * apart).sum()) / expected


def alpha_nominal(counts: Values) -> Estimate:
    """Return Krippendorff's alpha for nominal data and its error. Gwet (2014), Handbook of Inter-Rater Reliability."""
    paired = counts[counts.sum(axis=1) > 1]
    each = paired.sum(axis=1)
    mean, units = float(each.mean()), len(paired)
    alike = (paired * (paired - 1)).sum(axis=1) / (mean * (each - 1))
    shares = paired.sum(axis=0) / (units * mean)
    chance = float((shares**2).sum())
    drift = (each - mean) / mean
    value = alpha(counts, np.arange(counts.shape[1], dtype=float))
    observed = float(alike.mean())
    plain = (observed - chance) / (1 - chance)
    corrected = observed + (1 - observed) / float(each.sum())
    per_unit = (alike - corrected * drift - chance) / (1 - chance)
    by_chance = paired @ shares / mean - chance * drift
    pull = per_unit - 2 * (1 - plain) * (by_chance - chance) / (1 - chance)
    return Estimate(value, _error(pull, plain))


def gwet(counts: Values) -> Estimate:
    """Return Gwet's AC1 (Gwet 2008, British Journal of Mathematical and Statistical Psychology 61, 29-48)."""
    shares = _shares(counts)
    kinds = counts.shape[1]
    chance = float((shares * (1 - shares)).sum()) / (kinds - 1)
    return _linearised(counts, chance, _within(counts) @ (1 - shares) / (kinds - 1))


def fleiss(counts: Values) -> Estimate:
    """Return Fleiss' kappa, for gaps as Gwet (2014) has it. Fleiss (1971), Psychological Bulletin 76, 378-382."""
    shares = _shares(counts)
    return _linearised(counts, float((shares**2).sum()), _within(counts) @ shares)


def brennan_prediger(counts: Values) -> Estimate:
    """Return (p - 1/q) / (1 - 1/q). Brennan and Prediger (1981), Educational and Psychological Measurement 41."""
    chance = 1 / counts.shape[1]
    return _linearised(counts, chance, np.full(len(counts), chance))


def cohen(table: Values) -> Estimate:
    """Return Cohen's kappa of a square table of two coders; its error by Fleiss, Cohen and Everitt (1969)."""
    shares = table / table.sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, chance = float(np.trace(shares)), float(rows @ columns)
    if chance >= 1:
        return Estimate(float("nan"), float("nan"))
    kappa = (observed - chance) / (1 - chance)
    # The share of a cell times how far it pulls kappa, squared; Psychological Bulletin 72, 323-327.
    pull = np.eye(len(table)) - (columns[:, None] + rows[None, :]) * (1 - kappa)
    variance = float((shares * pull**2).sum()) - (kappa - chance * (1 - kappa)) ** 2
    return Estimate(kappa, float(np.sqrt(max(variance, 0.0) / table.sum()) / (1 - chance)))


def conger(ratings: Values) -> float:
    """Return Conger's kappa, Cohen's of more than two coders. Conger (1980), Psychological Bulletin 88, 322-328."""
    counts, values = counts_of(ratings)
    given = (ratings[:, :, None] == values).sum(axis=0).astype(float)
    shares = given / given.sum(axis=1, keepdims=True)
    mean = shares.mean(axis=0)
    chance = float((mean**2 - shares.var(axis=0, ddof=1) / ratings.shape[1]).sum())
    return (percent(counts) - chance) / (1 - chance)


def _alike(counts: Values) -> Values:
    each = counts.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(each > 1, (counts * (counts - 1)).sum(axis=1) / (each * (each - 1)), np.nan))


def _within(counts: Values) -> Values:
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def _shares(counts: Values) -> Values:
    return np.asarray(_within(counts).mean(axis=0))


def _linearised(counts: Values, chance: float, by_chance: Values) -> Estimate:
    """Return (p - chance) / (1 - chance) and its error by linearisation (Gwet 2014); each unit has a rating."""
    alike = _alike(counts)
    known = ~np.isnan(alike)
    value = (float(alike[known].mean()) - chance) / (1 - chance)
    per_unit = np.where(known, (np.nan_to_num(alike) - chance) / (1 - chance), 0) * len(counts) / known.sum()
    return Estimate(value, _error(per_unit - 2 * (1 - value) * (by_chance - chance) / (1 - chance), value))


def _error(pull: Values, value: float) -> float:
    if len(pull) == 1:
        return float("nan")
    return float(np.sqrt(((pull - value) ** 2).sum() / (len(pull) * (len(pull) - 1))))


def _ordinal(values: Values, totals: Values) -> Values:
    upto = np.cumsum(totals)
    middle = upto - totals / 2
    return np.asarray((middle[:, None] - middle[None, :]) ** 2 * (values[:, None] != values[None, :]), dtype=float)


def _ratio(values: Values, _totals: Values) -> Values:
    sums = values[:, None] + values[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(sums == 0, 0, (values[:, None] - values[None, :]) / sums) ** 2)


_DISTANCES: dict[Level, Callable[[Values, Values], Values]] = {
    Level.NOMINAL: lambda values, _totals: (values[:, None] != values[None, :]).astype(float),
    Level.ORDINAL: _ordinal,
    Level.INTERVAL: lambda values, _totals: np.asarray((values[:, None] - values[None, :]) ** 2),
    Level.RATIO: _ratio,
}
