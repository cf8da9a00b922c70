"""What people decided about the units most like one: the nearest kept and the nearest refused. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from thematic.coding.judged import KEPT, REFUSED
from thematic.coding.words import common_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.scores import Scores

__all__ = ["Precedent", "precedents"]

_DECIMALS = 4


class Precedent(NamedTuple):
    """A unit that was judged, at a position of the scores' units, and how near it is: the cosine of their vectors.

    Without an encoder `nearness` is the share of common words.
    """

    unit: int
    nearness: float


def precedents(scores: Scores, unit: int, code: int) -> tuple[Precedent | None, Precedent | None]:
    """Return the nearest unit that was kept for a code and the nearest that was refused; none where there is none.

    Units of the same size, other words and another turn than the unit's own.
    """
    near = _nearness(scores, unit)
    return _nearest(scores, unit, code, KEPT, near), _nearest(scores, unit, code, REFUSED, near)


def _nearest(scores: Scores, unit: int, code: int, says: int, near: NDArray[np.float64]) -> Precedent | None:
    import numpy as np

    own = scores.units[unit]
    others = [
        at
        for at in np.flatnonzero(scores.judged[:, code] == says)
        if scores.units[at].kind is own.kind
        and scores.rows[at] != scores.rows[unit]
        and (scores.units[at].transcript, scores.units[at].turn) != (own.transcript, own.turn)
    ]
    if not others:
        return None
    best = max(others, key=lambda at: (near[scores.rows[at]], -at))
    return Precedent(int(best), round(float(near[scores.rows[best]]), _DECIMALS))


def _nearness(scores: Scores, unit: int) -> NDArray[np.float64]:
    """Return how near every text is to a unit's, shape (texts,)."""
    import numpy as np

    material, row = scores.material, scores.rows[unit]
    if material.vectors is not None:
        return np.asarray(material.vectors @ material.vectors[row], dtype=np.float64)
    return np.asarray([common_share(material.words[row], words) for words in material.words])
