"""What is worth showing before anybody has decided: for each code, how many units and from which level on. Pure.

No cut-off is set by hand for all codes. Where speakers use a code's cues, the cues say how common the code is and the
combined score says which units they are. Where they avoid them, a unit has to stand out twice: from all that was said,
and from background talk that shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Standing", "chosen", "cutoffs"]

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


def cutoffs(standing: Standing) -> NDArray[np.float64]:
    """Return the level at which each code's units become worth showing, shape (codes,)."""
    import numpy as np

    clear = _clear(standing.background, standing.levels.shape[1])
    held = standing.stated.sum(axis=0)
    if not len(standing.levels):
        return clear
    ranked = -np.sort(-standing.levels, axis=0)
    as_many_as_cues = ranked[np.maximum(held - 1, 0), np.arange(len(held))]
    return np.where(held >= max(_ENOUGH_TO_COUNT, _CUES_IN_USE * len(standing.levels)), as_many_as_cues, clear)


def chosen(standing: Standing, over: Mask) -> Mask:
    """Return what is worth showing: what is `over` the cut-off, and what holds a cue, shape (units, codes).

    A whole cue phrase is always shown, denied or not: that may be a negative case. A single word is, where the unit
    leans towards the code at all and the code's cues are too rare here to say how common it is.
    """
    import numpy as np

    rare = standing.stated.sum(axis=0) < max(_ENOUGH_TO_COUNT, _CUES_IN_USE * len(over))
    word = (standing.mentioned == 1) & (standing.levels > 0) & rare
    return np.asarray((over & standing.speaks[:, None] & standing.voiced) | word | (standing.mentioned == _PHRASE))


def _clear(background: Matrix, codes: int) -> NDArray[np.float64]:
    """Return the level that lies, on average, two standard deviations above all talk and above background talk."""
    import numpy as np

    if len(background) < 2:  # noqa: PLR2004  no spread
        return np.full(codes, _STANDS_OUT)
    mean, spread = background.mean(axis=0), np.maximum(background.std(axis=0), 1e-9)
    # Solves (x + (x - mean) / spread) / 2 = _STANDS_OUT.
    return np.asarray((2 * _STANDS_OUT * spread + mean) / (spread + 1))
