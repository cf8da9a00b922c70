"""Sentences to vectors by a BERT or MPNet encoder in numpy: no torch, and the same bits whatever stands beside a text.

Texts of one length go through together, in blocks of equally many rows and with one thread: so each row's sums are made
in one order, whatever stands in the others and however many cores there are.

BERT: Devlin et al. 2019, doi:10.18653/v1/N19-1423. MPNet: Song et al. 2020, arXiv:2004.09297. Mean pooling: Reimers &
Gurevych 2019, doi:10.18653/v1/D19-1410.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]
    States = NDArray[np.float32]

__all__ = ["FAMILIES", "Layout", "Transformer"]

_MOST_DISTANCE = 128
# Rows of a matrix: a multiple of what every kernel takes at a time, so that none is left over.
_BLOCK = 128


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a family of models keeps its weights, and in what it differs.

    Attributes:
        first_position: the number of the first word piece's position.
        relative: whether a bias by distance is added to the attention.
    """

    query: str
    key: str
    value: str
    output: str
    attention_norm: str
    first_position: int
    relative: bool


FAMILIES = {
    "bert": Layout(
        *("attention.self.query", "attention.self.key", "attention.self.value"),
        *("attention.output.dense", "attention.output.LayerNorm"),
        first_position=0,
        relative=False,
    ),
    "mpnet": Layout(
        *("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm"),
        first_position=2,
        relative=True,
    ),
}


class Transformer:
    """One model: word pieces to the mean of their states, of length 1. Call it under one thread."""

    def __init__(self, weights: Weights, layout: Layout, *, heads: int, epsilon: float) -> None:
        """Take the weights, named as in the model's own library.

        Raises:
            KeyError: a weight is missing.
        """
        self._weights, self._layout, self._heads, self._epsilon = weights, layout, heads, epsilon
        names = {name.split(".")[2] for name in weights if name.startswith("encoder.layer.")}
        self._layers = [f"encoder.layer.{number}." for number in range(len(names))]
        self.dimensions = weights["embeddings.word_embeddings.weight"].shape[1]

    def vectors(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return the vectors of texts of equally many word pieces, shape (texts, dimensions), L2-normalised."""
        import numpy as np

        pieces = np.asarray(texts, dtype=np.int64)
        states, bias = self._embedded(pieces), self._bias(pieces.shape[1])
        for layer in self._layers:
            states = self._layer(states, layer, bias, pieces.shape)
        means = states[: pieces.size].reshape(*pieces.shape, -1).mean(axis=1, dtype=np.float32)
        lengths = np.sqrt((means * means).sum(axis=1, keepdims=True))
        return np.asarray(means / np.maximum(lengths, np.float32(1e-12)), dtype=np.float32)

    def _embedded(self, pieces: NDArray[np.int64]) -> States:
        """Return the first states, a row for each word piece and more up to a whole block."""
        import numpy as np

        first = self._layout.first_position
        states = self._weights["embeddings.word_embeddings.weight"][pieces]
        states = states + self._weights["embeddings.position_embeddings.weight"][first : first + pieces.shape[1]]
        if "embeddings.token_type_embeddings.weight" in self._weights:
            states = states + self._weights["embeddings.token_type_embeddings.weight"][0]
        filled = np.zeros((math.ceil(pieces.size / _BLOCK) * _BLOCK, self.dimensions), dtype=np.float32)
        filled[: pieces.size] = states.reshape(pieces.size, -1)
        return self._normed(filled, "embeddings.LayerNorm")

    def _layer(self, states: States, layer: str, bias: NDArray[np.float32] | None, shape: tuple[int, ...]) -> States:
        names = self._layout
        attended = self._dense(self._attention(states, layer, bias, shape), layer + names.output)
        states = self._normed(states + attended, layer + names.attention_norm)
        wider = _gelu(self._dense(states, layer + "intermediate.dense"))
        return self._normed(states + self._dense(wider, layer + "output.dense"), layer + "output.LayerNorm")

    def _attention(
        self, states: States, layer: str, bias: NDArray[np.float32] | None, shape: tuple[int, ...]
    ) -> States:
        import numpy as np

        names, rows = self._layout, math.prod(shape)

        def heads(name: str) -> States:
            return self._dense(states, layer + name)[:rows].reshape(*shape, self._heads, -1).transpose(0, 2, 1, 3)

        query, key, value = heads(names.query), heads(names.key), heads(names.value)
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(query.shape[3]))
        weights = _softmax(scores if bias is None else scores + bias)
        attended = np.zeros_like(states)
        attended[:rows] = (weights @ value).transpose(0, 2, 1, 3).reshape(rows, -1)
        return attended

    def _bias(self, length: int) -> NDArray[np.float32] | None:
        """Return what is added to each head's attention by distance, shape (heads, length, length)."""
        import numpy as np

        if not self._layout.relative:
            return None
        table = self._weights["encoder.relative_attention_bias.weight"]
        places = np.arange(length)
        return np.asarray(table[_buckets(places[None, :] - places[:, None], len(table))].transpose(2, 0, 1))

    def _dense(self, states: States, name: str) -> States:
        """Return states @ weights + bias, by blocks of rows: every product is of one size, one kernel's."""
        import numpy as np

        blocks = states.reshape(-1, _BLOCK, states.shape[1]) @ self._weights[f"{name}.weight"].T
        return np.asarray(blocks.reshape(len(states), -1) + self._weights[f"{name}.bias"])

    def _normed(self, states: States, name: str) -> States:
        import numpy as np

        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self._epsilon))
        return np.asarray(centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])


def _buckets(distance: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the bucket of each distance: exact near by, ever wider further off (Raffel et al. 2020, section 2.1)."""
    import numpy as np

    half = count // 2
    exact = half // 2
    away = np.abs(distance)
    far = np.log(np.maximum(away, 1) / exact) / math.log(_MOST_DISTANCE / exact) * (half - exact)
    bucket = np.where(away < exact, away, np.minimum(exact + far.astype(np.int64), half - 1))
    # Earlier word pieces in the lower half, later ones in the upper.
    return np.asarray(np.where(distance > 0, half, 0) + bucket)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _gelu(values: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np
    from scipy.special import erf

    return np.asarray(values * np.float32(0.5) * (1 + erf(values / np.float32(math.sqrt(2)))), dtype=np.float32)
