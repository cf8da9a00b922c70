"""The figures of each code and of all together, with their intervals and what a reader must be told beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from thematic.agreement.coefficients import NAMES, Coefficient, expected_and_observed, pairwise_kappas, values_of
from thematic.agreement.counts import MISSING, Sum, pairs_of, tally
from thematic.agreement.intervals import FEWEST_GROUPS, jackknife

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from thematic.agreement.counts import Ratings

    Values = NDArray[np.float64]
    Interval = tuple[float, float]

__all__ = ["FEW", "CodeFigures", "Figures", "Pooled", "flags_of", "per_code", "pooled"]

FEW = 5
TWICE = 2.0
# Agreement this much above positive agreement owes to what neither coded.
ABSENCE = 0.3
_SHARES = frozenset({Coefficient.PERCENT, Coefficient.POSITIVE, Coefficient.NEGATIVE})


@dataclass(frozen=True, slots=True)
class Figures:
    """Coefficients by name, none where undefined, and their 95 % intervals where they can be told."""

    values: Mapping[str, float | None]
    intervals: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """One code's figures.

    Attributes:
        units: how many at least two coders judged; all other figures but `judged` are of these.
        judged: how many anybody judged.
        groups: how many transcripts the units are from.
        positives: how many of the units each coder gave the code, by coder.
        prevalence: the share of yes among the judgements, 0..1; none where there are none.
        kappas: Cohen's kappa of each pair, none where undefined.
        cells: for each pair (yes-yes, yes-no, no-yes, no-no).
        flags: what a reader must be told, one clause each.
    """

    code: str
    units: int
    judged: int
    groups: int
    positives: Mapping[str, int]
    prevalence: float | None
    figures: Figures
    kappas: Mapping[tuple[str, str], float | None]
    cells: Mapping[tuple[str, str], tuple[int, int, int, int]]
    flags: tuple[str, ...]
    by_group: Values


@dataclass(frozen=True, slots=True)
class Pooled:
    """All codes together.

    Attributes:
        codes: how many codes are behind each figure.
        mean: the mean over the codes for which each coefficient is defined.
        pooled_kappa: from observed and expected agreement averaged over codes first; none where undefined.
        stacked: every unit and code one judgement.
    """

    codes: int
    units: int
    groups: int
    mean: Figures
    pooled_kappa: Figures
    stacked: Figures


def per_code(code: str, coders: Sequence[str], ratings: Ratings, groups: int) -> CodeFigures:
    """Return one code's figures. `groups` is how many transcripts there are in all."""
    sums = tally(ratings, groups)
    shared = sums[sums[:, Sum.SHARED] > 0]
    total = shared.sum(axis=0) if len(shared) else np.zeros(sums.shape[1])
    positives = _positives(coders, ratings)
    pairs = [(coders[one], coders[two]) for one, two in pairs_of(len(coders))]
    figures, cells = _figures(shared, total), dict(zip(pairs, _cells(total, len(pairs)), strict=True))
    prevalence = total[Sum.POSITIVES] / total[Sum.RATINGS] if total[Sum.RATINGS] else None
    return CodeFigures(
        code,
        units=int(total[Sum.SHARED]),
        judged=int(sums[:, Sum.JUDGED].sum()),
        groups=len(shared),
        positives=positives,
        prevalence=prevalence,
        figures=figures,
        kappas=dict(zip(pairs, map(_known, pairwise_kappas(total)), strict=True)),
        cells=cells,
        flags=tuple(_flags(total, len(shared), positives, figures.values, cells)),
        by_group=sums,
    )


def pooled(codes: Sequence[CodeFigures]) -> Pooled:
    """Return what all codes give together: means, the pooled kappa of de Vries et al., and all judgements stacked.

    de Vries, Elliott, Kanouse and Teleki (2008), Field Methods 20, 272-282. Of more than two coders, the pooled kappa
    is the mean over pairs.
    """
    stack = np.stack([one.by_group for one in codes])
    stack = stack[:, (stack[:, :, Sum.SHARED] > 0).any(axis=0)]
    flat, by_group = stack.sum(axis=0), stack.transpose(1, 0, 2)
    total = by_group.sum(axis=0)
    interval = jackknife(by_group, _de_vries)
    kappa = _known(_de_vries(total))
    means = {name: _mean_over_codes(total, name) for name in NAMES}
    return Pooled(
        len(codes),
        int(flat[:, Sum.SHARED].sum()),
        len(flat),
        Figures(
            {name.value: _known(value) for name, value in means.items()},
            _told((name, jackknife(by_group, partial(_mean_over_codes, name=name), _bounds(name))) for name in NAMES),
        ),
        Figures({"kappa": kappa}, {"kappa": interval} if interval else {}),
        _figures(flat, flat.sum(axis=0)),
    )


def flags_of(codes: Sequence[CodeFigures]) -> dict[str, list[str]]:
    """Return each flag once, with the codes it is on, in order."""
    found: dict[str, list[str]] = {}
    for one in codes:
        for flag in one.flags:
            found.setdefault(flag, []).append(one.code)
    return found


def _figures(by_group: Values, total: Values) -> Figures:
    return Figures(
        {name.value: _known(values_of(total, name)) for name in NAMES},
        _told((name, jackknife(by_group, partial(values_of, name=name), _bounds(name))) for name in NAMES),
    )


def _told(found: Iterator[tuple[Coefficient, Interval | None]]) -> dict[str, Interval]:
    return {name.value: interval for name, interval in found if interval}


def _bounds(name: Coefficient) -> Interval:
    return (0.0, 1.0) if name in _SHARES else (-1.0, 1.0)


def _mean_over_codes(sums: Values, name: Coefficient) -> Values:
    return _mean_of_known(values_of(sums, name))


def _mean_of_known(values: Values) -> Values:
    known = ~np.isnan(values)
    count = np.where(known.any(axis=-1), known.sum(axis=-1), np.nan)
    return np.asarray(np.where(known, values, 0).sum(axis=-1) / count)


def _de_vries(sums: Values) -> Values:
    """Return the pooled kappa for sums of shape (..., codes, sums)."""
    observed, expected = expected_and_observed(sums)
    # Averaged over codes for each pair, on the codes that the pair shares.
    observed, expected = (_mean_of_known(np.swapaxes(one, -1, -2)) for one in (observed, expected))
    with np.errstate(divide="ignore", invalid="ignore"):
        return _mean_of_known(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan))


def _positives(coders: Sequence[str], ratings: Ratings) -> dict[str, int]:
    shared = (ratings.values != MISSING).sum(axis=1) > 1
    yes = (ratings.values[shared] == 1).sum(axis=0)
    return {coder: int(count) for coder, count in zip(coders, yes, strict=True)}


def _cells(total: Values, pairs: int) -> list[tuple[int, int, int, int]]:
    rows = total[len(total) - 4 * pairs :].reshape(pairs, 4)
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in rows]


def _known(value: float | Values) -> float | None:
    return None if np.isnan(value) else float(value)


def _flags(
    total: Values,
    groups: int,
    positives: Mapping[str, int],
    values: Mapping[str, float | None],
    cells: Mapping[tuple[str, str], tuple[int, int, int, int]],
) -> Iterator[str]:
    if not total[Sum.SHARED]:
        yield "no unit judged by two coders"
        return
    if total[Sum.POSITIVES] in {0, total[Sum.RATINGS]}:
        yield "undefined (no variation): " + ("nobody used it" if not total[Sum.POSITIVES] else "all used it always")
    few = [coder for coder, count in positives.items() if count < FEW]
    if few:
        yield f"fewer than {FEW} positives by {', '.join(few[:-1])}{' and ' if few[1:] else ''}{few[-1]}"
    if _by_absence(values):
        yield "agreement by absence"
    yield from _twice(cells)
    if groups < FEWEST_GROUPS:
        yield f"no interval: {groups} of at least {FEWEST_GROUPS} transcripts"


def _by_absence(values: Mapping[str, float | None]) -> bool:
    percent, positive = values["percent"], values["positive_agreement"]
    return percent is not None and positive is not None and percent - positive >= ABSENCE


def _twice(cells: Mapping[tuple[str, str], tuple[int, int, int, int]]) -> Iterator[str]:
    """Say it of each pair on the units that both judged: with gaps, counts of all units would compare unlike things."""
    for (one, two), (both, alone, other, _neither) in cells.items():
        counts = {one: both + alone, two: both + other}
        most, least = sorted(counts, key=lambda who: -counts[who])
        if counts[most] >= FEW and counts[most] >= TWICE * counts[least]:
            yield f"{most} uses it at least twice as often as {least}"
