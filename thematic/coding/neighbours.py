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

__all__ = ["nearest", "neighbourhood", "togetherness"]

# Against this many texts at most: time and memory stay linear in the number of texts.
_MOST_REFERENCES = 4_000
_FEWEST, _MOST = 5, 40
_ROWS = 512


def nearest(texts: Sequence[str], vectors: Vectors) -> NDArray[np.int64]:
    """Return the rows of each text's nearest neighbours, itself left out, shape (texts, neighbours).

    Between 5 and 40 neighbours, half the square root of the number of texts; none for a text alone. Where there are
    more than 4,000 texts they are sought among 4,000, chosen by hash: the same ones whatever else is imported.
    """
    import numpy as np

    references = _references(texts)
    wanted = max(_FEWEST, min(_MOST, round(math.sqrt(len(texts)) / 2)))
    count = max(0, min(len(references) - 1, wanted))
    rows = np.zeros((len(texts), count), dtype=np.int64)
    against = np.ascontiguousarray(vectors[references].T)
    for start in range(0, len(texts) if count else 0, _ROWS):
        near = vectors[start : start + _ROWS] @ against
        _forget_itself(near, start, references)
        rows[start : start + len(near)] = references[_largest(near, count)]
    return rows


def neighbourhood(near: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of `values` over each text's neighbours, same shape as `values`; 0 where there are none.

    A label-free relative of label spreading (Zhou et al. 2004).
    """
    import numpy as np

    smooth = np.zeros_like(values)
    for start in range(0, len(values) if near.shape[1] else 0, _ROWS):
        rows = near[start : start + _ROWS]
        smooth[start : start + len(rows)] = values[rows].mean(axis=1)
    return smooth


def togetherness(near: NDArray[np.int64], held: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how far texts that are `held` lie among one another, shape (codes,): 0 as by chance, 1 entirely.

    The share of held texts among the neighbours of held texts, corrected for chance as a kappa is.
    """
    import numpy as np

    count = np.maximum(held.sum(axis=0), 1)
    chance = held.mean(axis=0)
    among = (neighbourhood(near, held.astype(np.float64)) * held).sum(axis=0) / count
    return np.asarray(np.clip((among - chance) / np.maximum(1 - chance, 1e-9), 0, 1))


def _references(texts: Sequence[str]) -> NDArray[np.int64]:
    import numpy as np

    if len(texts) <= _MOST_REFERENCES:
        return np.arange(len(texts))
    by_hash = sorted(range(len(texts)), key=lambda row: sha256(texts[row]))
    return np.sort(np.asarray(by_hash[:_MOST_REFERENCES]))


def _largest(near: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the columns of the `count` largest values of each row, in ascending order: sums over them are one sum."""
    import numpy as np

    least = np.partition(near, -count, axis=1)[:, -count]
    places = np.flatnonzero(near >= least[:, None])
    if len(places) == len(near) * count:
        return np.asarray((places % near.shape[1]).reshape(len(near), count), dtype=np.int64)
    # More than were asked for are as large as the least of them: the earlier columns have it.
    return np.sort(np.argsort(-near, axis=1, kind="stable")[:, :count], axis=1)


def _forget_itself(near: NDArray[np.float32], start: int, references: NDArray[np.int64]) -> None:
    import numpy as np

    columns = np.flatnonzero((references >= start) & (references < start + len(near)))
    near[references[columns] - start, columns] = -np.inf
