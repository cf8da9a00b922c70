"""Scores that agree with those of similar texts: what resembles many likely units is likelier itself. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Vectors

__all__ = ["neighbourhood"]

# Against this many texts at most: time and memory stay linear in the number of texts.
_MOST_REFERENCES = 6_000
_FEWEST, _MOST = 5, 40
_ROWS = 512


def neighbourhood(texts: Sequence[str], vectors: Vectors, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of `values` over each text's nearest neighbours, itself left out; same shape as `values`.

    Between 5 and 40 neighbours, half the square root of the number of texts. Where there are more than 6,000 texts the
    neighbours are sought among 6,000 of them, chosen by hash: the same ones whatever else is imported. A label-free
    relative of label spreading (Zhou et al. 2004).
    """
    import numpy as np

    smooth = np.zeros_like(values)
    references = _references(texts)
    count = min(len(references) - 1, max(_FEWEST, min(_MOST, round(math.sqrt(len(texts)) / 2))))
    if count < 1:
        return smooth
    for start in range(0, len(texts), _ROWS):
        near = vectors[start : start + _ROWS] @ vectors[references].T
        _forget_itself(near, start, references)
        chosen = references[np.argpartition(-near, count - 1, axis=1)[:, :count]]
        smooth[start : start + len(near)] = values[np.sort(chosen, axis=1)].mean(axis=1)
    return smooth


def _references(texts: Sequence[str]) -> NDArray[np.int64]:
    import numpy as np

    if len(texts) <= _MOST_REFERENCES:
        return np.arange(len(texts))
    by_hash = sorted(range(len(texts)), key=lambda row: sha256(texts[row]))
    return np.sort(np.asarray(by_hash[:_MOST_REFERENCES]))


def _forget_itself(near: NDArray[np.float32], start: int, references: NDArray[np.int64]) -> None:
    import numpy as np

    rows = np.arange(start, start + len(near))
    own, column = np.nonzero(rows[:, None] == references[None, :])
    near[own, column] = -np.inf
