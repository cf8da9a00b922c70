"""What scores have been worth: counts of held-out decisions, and the level from which on a stated share is kept. Pure.

A score is no probability. What can be said of it honestly is what happened to units with such scores when people
judged them, where the machine had not learned from that judgement: "of 20 judged at this score 13 were kept".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Calibration", "Kept", "cutoff_by_decisions"]

# So many decisions are counted around a score; fewer than that of them in all, and the code is untested.
NEAREST = 20
# Of either kind: a code that was always kept, or never, has shown no level at all.
_FEWEST, _FEWEST_TO_BALANCE = 5, 10
# A threshold asks for more: with fewer than that, chance moves it further than the code's talk does.
_ENOUGH = 40
# Levels are told apart in ten steps at most, each with so many decisions.
_MOST_STRATA, _A_STRATUM = 10, 8


class Kept(NamedTuple):
    """Of `judged` units at about this score, `kept` were kept."""

    kept: int
    judged: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """A code's decisions with the scores that the machine, not knowing them, gave: (score, kept), by score."""

    held_out: tuple[tuple[float, bool], ...] = ()

    @classmethod
    def of(cls, scores: Sequence[float], kept: Sequence[bool]) -> Calibration:
        """Return the calibration by these decisions, in any order."""
        pairs = zip(map(float, scores), map(bool, kept), strict=True)
        return cls(tuple(sorted(pairs)))

    @property
    def tested(self) -> bool:
        """Whether there are enough decisions to say what a score is worth."""
        return len(self.held_out) >= NEAREST

    def at(self, score: float) -> Kept | None:
        """Return what became of the 20 units judged with the nearest scores; none while untested."""
        if not self.tested:
            return None
        nearest = sorted(self.held_out, key=lambda one: (abs(one[0] - score), one))[:NEAREST]
        return Kept(sum(kept for _, kept in nearest), NEAREST)


def cutoff_by_decisions(
    levels: NDArray[np.float64],
    kept: NDArray[np.bool_],
    everybody: NDArray[np.float64],
    precision: float | None,
) -> float | None:
    """Return the lowest level from which on at least `precision` of the units would be kept.

    Infinity where no level reaches it: the machine had better say nothing. None while too few were judged to tell.
    People judge what they are shown, and that is not a fair sample: each decision stands for as many units as there are
    at about its level (post-stratification by level). Levels below all that was judged are never reached.

    Args:
        levels: of held-out decisions, shape (decisions,).
        kept: whether each was kept.
        everybody: the levels of all units, judged or not.
        precision: 0..1; none for the level that balances precision and recall best (F1). One more of each kind is added
            to what was counted (Laplace's rule of succession), so that a single lucky unit at the top does not make a
            threshold.
    """
    import numpy as np

    if len(levels) < _ENOUGH or min(kept.sum(), (~kept).sum()) < (_FEWEST if precision else _FEWEST_TO_BALANCE):
        return None
    order = np.argsort(-levels, kind="stable")
    weights = _weights(levels, everybody)[order]
    found, shown = np.cumsum(weights * kept[order]), np.cumsum(weights)
    if precision is None:
        return float(levels[order[np.argmax(2 * found / (shown + found[-1]))]])
    reached = np.flatnonzero((found + 1) / (shown + 2) >= precision)
    return float(levels[order[reached[-1]]]) if len(reached) else float(np.inf)


def _weights(levels: NDArray[np.float64], everybody: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for how many units each decision stands, on average one."""
    import numpy as np

    strata = max(1, min(_MOST_STRATA, len(levels) // _A_STRATUM))
    edges = np.quantile(levels, np.linspace(0, 1, strata + 1))[1:-1]
    judged_in = np.searchsorted(edges, levels, side="right")
    others_in = np.searchsorted(edges, everybody[everybody >= levels.min()], side="right")
    judged, others = np.bincount(judged_in, minlength=strata), np.bincount(others_in, minlength=strata)
    weights = (others / np.maximum(judged, 1))[judged_in]
    return np.asarray(weights * len(weights) / max(1e-9, weights.sum()))
