"""An encoder with a memory: each distinct text is encoded once, and never again where a cache outlives the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from thematic.model import Encoder, VectorCache, Vectors

__all__ = ["CachedEncoder"]

# One chunk is what an interruption can cost: a few seconds of work.
_CHUNK = 512


class CachedEncoder:
    """Another encoder's vectors, remembered by the SHA-256 of the text."""

    def __init__(
        self,
        encoder: Encoder,
        cache: VectorCache | None = None,
        *,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Wrap `encoder`; `on_progress(done, total)` counts the distinct texts that were not yet known."""
        self.name = encoder.name
        self._encoder = encoder
        self._cache = cache
        self._on_progress = on_progress

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return what the wrapped encoder would, shape (len(texts), dimensions), bit for bit."""
        import numpy as np

        if not texts:
            return self._encoder.encode(texts)
        keys = [sha256(text) for text in texts]
        known = dict(self._cache.vectors(self.name, sorted(set(keys)))) if self._cache else {}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        known.update(self._encoded(missing))
        return np.stack([known[key] for key in keys])

    def _encoded(self, missing: Mapping[str, str]) -> dict[str, Vectors]:
        # By length, so that chunks hold batches of like texts; by key where lengths are equal, so that order is fixed.
        keys = sorted(missing, key=lambda key: (len(missing[key]), key))
        found: dict[str, Vectors] = {}
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            vectors = dict(zip(chunk, self._encoder.encode([missing[key] for key in chunk]), strict=True))
            if self._cache:
                self._cache.keep(self.name, vectors)
            found.update(vectors)
            if self._on_progress:
                self._on_progress(len(found), len(keys))
        return found
