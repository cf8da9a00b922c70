"""What relearning would have saved: decisions replayed in the order the machine would have shown the units. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.judged import KEPT, NOTHING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.judged import Judged
    from thematic.coding.scores import Reading
    from thematic.model import Progress

__all__ = ["RECALL", "Replay", "replay"]

RECALL = 0.95
# Fewer kept than that, and the last of them alone decides the figure.
FEWEST = 10
_BATCH, _MOST_BATCHES = 25, 120
_RESAMPLES, _SEED = 500, 0


@dataclass(frozen=True, slots=True)
class Replay:
    """One code's decisions replayed.

    Attributes:
        judged: units that were judged for the code, and `kept` those of them that were kept.
        before: work saved over sampling at 95 % recall by the ranking before any decision; none with fewer than 10
            kept or none refused.
        learning: the same with relearning as decisions come in.
        interval: of `learning`, 95 %, by resampling the judged units (percentile bootstrap).
    """

    code: str
    judged: int
    kept: int
    before: float | None
    learning: float | None
    interval: tuple[float, float] | None


def replay(
    reading: Reading, judged: Judged, codes: tuple[str, ...], on_progress: Progress | None = None
) -> list[Replay]:
    """Return, code by code, what ranking saves a person who reads until 95 % of what they would keep is found.

    Units are shown best first, 25 at a time (more where many were judged), and the code relearns after each batch.
    Work saved over sampling: Cohen et al. 2006, doi:10.1197/jamia.M1929.

    Args:
        reading: of the units.
        judged: as `coding.judged.on_units` gives it; of the units that are to be replayed.
        codes: their names, in the order of the columns.
        on_progress: hears how many codes are done.
    """
    found = []
    for code, name in enumerate(codes):
        found.append(_replay(reading, judged[:, code], code, name))
        if on_progress:
            on_progress(code + 1, len(codes))
    return found


def _replay(reading: Reading, judged: NDArray[np.int8], code: int, name: str) -> Replay:
    import numpy as np

    known = np.flatnonzero(judged != NOTHING)
    kept = judged[known] == KEPT
    if kept.sum() < FEWEST or kept.all():
        return Replay(name, len(known), int(kept.sum()), None, None, None)
    nothing = np.full(len(judged), NOTHING, dtype=np.int8)
    at_first = _places(reading.level(nothing, code)[known])
    learning = _learning_places(reading, judged, known, code)
    before, saved = saving(at_first, kept), saving(learning, kept)
    return Replay(name, len(known), int(kept.sum()), before, saved, _interval(learning, kept))


def _learning_places(
    reading: Reading, judged: NDArray[np.int8], known: NDArray[np.int64], code: int
) -> NDArray[np.int64]:
    """Return the place in which each known unit would have been read, from 0."""
    import numpy as np

    shown = np.full(len(judged), NOTHING, dtype=np.int8)
    places = np.full(len(known), -1)
    batch = max(_BATCH, math.ceil(len(known) / _MOST_BATCHES))
    for start in range(0, len(known), batch):
        levels = reading.level(shown, code)[known]
        unread = np.flatnonzero(places < 0)
        best = unread[np.argsort(-levels[unread], kind="stable")[:batch]]
        places[best] = start + np.arange(len(best))
        shown[known[best]] = judged[known[best]]
    return places


def _places(levels: NDArray[np.float64]) -> NDArray[np.int64]:
    import numpy as np

    places = np.empty(len(levels), dtype=np.int64)
    places[np.argsort(-levels, kind="stable")] = np.arange(len(levels))
    return places


def saving(places: NDArray[np.int64], kept: NDArray[np.bool_]) -> float:
    """Return work saved over sampling at 95 % recall, for units read in the order of `places`."""
    import numpy as np

    needed = math.ceil(RECALL * kept.sum())
    read = np.sort(places[kept])[needed - 1]
    return float((places > read).mean() - (1 - RECALL))


def _interval(places: NDArray[np.int64], kept: NDArray[np.bool_]) -> tuple[float, float]:
    import numpy as np

    dice = np.random.default_rng(_SEED)
    found = []
    for _ in range(_RESAMPLES):
        drawn = dice.integers(0, len(places), len(places))
        if kept[drawn].any():
            found.append(saving(places[drawn], kept[drawn]))
    low, high = np.quantile(found, [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)
