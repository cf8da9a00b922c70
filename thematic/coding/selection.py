"""What is worth showing: for each code, how many units and from which level on. Pure.

No cut-off is set by hand for all codes. Once enough was judged, decisions say from which level on a stated share of the
units is kept. Before that, where speakers use a code's cues, the cues say how common the code is and the
combined score says which units they are. Where they avoid them, a unit has to stand out twice: from all that was said,
and from background talk that shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.calibration import Calibration, cutoff_by_decisions
from thematic.coding.judged import KEPT, NOTHING
from thematic.model import UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.judged import Judged

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Decided", "HeldOut", "Standing", "decided"]

_DECIMALS = 6
# With so many decisions on a code they count as much as what was before any.
_HALF = 50
# A code's cues are in use where at least one unit in a hundred holds one, and enough do to count them.
_CUES_IN_USE, _ENOUGH_TO_COUNT = 0.01, 10
# Standard deviations above the mean: one unit in forty by chance.
_STANDS_OUT = 2.0
# What `Standing.mentioned` says of a cue of several words.
_PHRASE = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where units and background talk stand, per code.

    Attributes:
        levels: the units' combined scores, shape (units, codes), about mean 0 and standard deviation 1.
        background: the same for background talk, shape (sentences, codes).
        stated: which units hold a cue that is not denied, shape (units, codes).
        mentioned: which hold any cue or counter-cue: 0 none, 1 a single word, 2 a phrase; shape (units, codes).
        speaks: which units hold anything to judge, shape (units,).
        voiced: which codes say anything of themselves, shape (codes,).
    """

    levels: Matrix
    background: Matrix
    stated: Mask
    mentioned: NDArray[np.int8]
    speaks: Mask
    voiced: Mask

    def of(self, units: Mask) -> Standing:
        """Return the same for some of the units."""
        kept = (self.stated[units], self.mentioned[units], self.speaks[units])
        return Standing(self.levels[units], self.background, *kept, self.voiced)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What people judged, beside where the machine would have put it had it not known.

    Attributes:
        levels: as in `Standing`; of units that nobody judged they mean nothing.
        judged: as `coding.judged.on_units` gives it, the same shape.
        precision: 0..1, the share of what is selected that is to be kept; none for the best balance with recall.
    """

    levels: Matrix
    judged: Judged
    precision: float | None

    def of(self, units: Mask) -> HeldOut:
        """Return the same for some of the units."""
        return HeldOut(self.levels[units], self.judged[units], self.precision)

    def code(self, code: int) -> tuple[NDArray[np.float64], Mask]:
        """Return the levels of the units that were judged for a code, and which of them were kept."""
        known = self.judged[:, code] != NOTHING
        return self.levels[known, code], self.judged[known, code] == KEPT


@dataclass(frozen=True, slots=True)
class Decided:
    """Scores of 0..1 and what is selected, shape (units, codes), with what such scores have been worth so far.

    Attributes:
        abstains: the codes for which no score reaches the stated precision, shape (codes,): they select nothing.
    """

    values: Matrix
    selected: Mask
    calibrations: Mapping[UnitKind, tuple[Calibration, ...]]
    abstains: Mapping[UnitKind, Mask]


def decided(kinds: Sequence[UnitKind], standing: Standing, held_out: HeldOut) -> Decided:
    """Return what is worth showing, sentences and turns each among their own.

    Args:
        kinds: of each unit.
        standing: where the units stand.
        held_out: what people judged; decides wherever it can tell.
    """
    import numpy as np

    values = np.zeros(standing.levels.shape)
    selected = np.zeros(standing.levels.shape, dtype=bool)
    calibrations, abstains = {}, {}
    for kind in UnitKind:
        of_kind = np.asarray([one is kind for one in kinds], dtype=bool)
        part, known = standing.of(of_kind), held_out.of(of_kind)
        tested = _tested(known, part.levels)
        cutoff = _cutoffs(part, tested, known)
        values[of_kind] = _values(part.levels, cutoff) * part.voiced
        selected[of_kind] = _chosen(part, part.levels >= cutoff, ~np.isnan(tested))
        calibrations[kind] = _calibrations(known, cutoff)
        abstains[kind] = np.isposinf(tested)
    return Decided(values, selected, calibrations, abstains)


def _values(levels: Matrix, cutoff: NDArray[np.float64]) -> Matrix:
    """Return scores of 0..1 with 0.5 at the cut-off. Bent, not cut: far units keep their order."""
    import numpy as np

    over = levels - cutoff
    return np.asarray(np.round(0.5 + 0.5 * over / (1 + np.abs(over)), _DECIMALS))


def _calibrations(held_out: HeldOut, cutoff: NDArray[np.float64]) -> tuple[Calibration, ...]:
    judged = [held_out.code(code) for code in range(len(cutoff))]
    return tuple(
        Calibration.of(_values(levels, cutoff[[code]]).tolist(), kept.tolist())
        for code, (levels, kept) in enumerate(judged)
    )


def _tested(held_out: HeldOut, levels: Matrix) -> NDArray[np.float64]:
    """Return the level from which on decisions reach the precision, shape (codes,); nan where they cannot tell."""
    import numpy as np

    found = (
        cutoff_by_decisions(*held_out.code(code), levels[:, code], held_out.precision)
        for code in range(held_out.judged.shape[1])
    )
    return np.asarray([np.nan if cutoff is None else cutoff for cutoff in found])


def _cutoffs(standing: Standing, tested: NDArray[np.float64], held_out: HeldOut) -> NDArray[np.float64]:
    """Return the level at which each code's units become worth showing, shape (codes,).

    A balance is estimated from few decisions, so it moves away from what was before any only as they come in; a
    precision that somebody stated is taken at its word.
    """
    import numpy as np

    # A code that abstains has its cut-off out of reach, not at infinity: its units still rank.
    out_of_reach = standing.levels.max(axis=0, initial=0) + 1
    untested, reached = _untested_cutoffs(standing), np.minimum(tested, out_of_reach)
    count = (held_out.judged != NOTHING).sum(axis=0)
    share = count / (count + _HALF) if held_out.precision is None else 1.0
    return np.where(np.isnan(tested), untested, share * reached + (1 - share) * untested)


def _untested_cutoffs(standing: Standing) -> NDArray[np.float64]:
    import numpy as np

    clear = _clear(standing.background, standing.levels.shape[1])
    held = standing.stated.sum(axis=0)
    if not len(standing.levels):
        return clear
    ranked = -np.sort(-standing.levels, axis=0)
    as_many_as_cues = ranked[np.maximum(held - 1, 0), np.arange(len(held))]
    return np.where(held >= max(_ENOUGH_TO_COUNT, _CUES_IN_USE * len(standing.levels)), as_many_as_cues, clear)


def _chosen(standing: Standing, over: Mask, tested: Mask) -> Mask:
    """Return what is worth showing: what is `over` the cut-off, and what holds a cue, shape (units, codes).

    A whole cue phrase is always shown, denied or not: that may be a negative case. A single word is, where the unit
    leans towards the code at all and the code's cues are too rare here to say how common it is. Where decisions have
    tested a code's scores, they alone count.
    """
    import numpy as np

    rare = standing.stated.sum(axis=0) < max(_ENOUGH_TO_COUNT, _CUES_IN_USE * len(over))
    word = (standing.mentioned == 1) & (standing.levels > 0) & rare
    cued = (word | (standing.mentioned == _PHRASE)) & ~tested
    return np.asarray((over & standing.speaks[:, None] & standing.voiced) | cued)


def _clear(background: Matrix, codes: int) -> NDArray[np.float64]:
    """Return the level that lies, on average, two standard deviations above all talk and above background talk."""
    import numpy as np

    if len(background) < 2:  # noqa: PLR2004  no spread
        return np.full(codes, _STANDS_OUT)
    mean, spread = background.mean(axis=0), np.maximum(background.std(axis=0), 1e-9)
    # Solves (x + (x - mean) / spread) / 2 = _STANDS_OUT.
    return np.asarray((2 * _STANDS_OUT * spread + mean) / (spread + 1))
