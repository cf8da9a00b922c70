"""Turns and their sentences: what each tells of the other. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.model import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Unit

    Matrix = NDArray[np.float64]

__all__ = ["Context"]

# A turn is nearly as much its best sentence as itself; a sentence leans a little on its turn.
_TURN_OF_SENTENCES, _SENTENCE_OF_TURN = 0.4, 0.15


class Context:
    """Which of some units are sentences of which turns."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """Index the units; a turn without its sentences, or a sentence without its turn, stands alone."""
        import numpy as np

        turns = {(unit.transcript, unit.turn): at for at, unit in enumerate(units) if unit.kind is UnitKind.TURN}
        pairs = [
            (at, turns[unit.transcript, unit.turn])
            for at, unit in enumerate(units)
            if unit.kind is UnitKind.SENTENCE and (unit.transcript, unit.turn) in turns
        ]
        self._sentences, self._turns = np.asarray(pairs, dtype=np.int64).reshape(-1, 2).T

    def mixed(self, own: Matrix) -> Matrix:
        """Return the units' levels, turns and sentences mixed with one another's, shape (units, codes) as `own`."""
        import numpy as np

        best = np.full(own.shape, -np.inf)
        np.maximum.at(best, self._turns, own[self._sentences])
        turns = np.unique(self._turns)
        mixed = np.array(own)
        mixed[turns] = (1 - _TURN_OF_SENTENCES) * own[turns] + _TURN_OF_SENTENCES * best[turns]
        mixed[self._sentences] = (1 - _SENTENCE_OF_TURN) * own[self._sentences] + _SENTENCE_OF_TURN * own[self._turns]
        return mixed
