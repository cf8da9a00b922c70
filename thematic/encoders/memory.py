"""Vectors kept as long as the process lives, where there is no study to keep them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.model import Vectors

__all__ = ["Memory"]


class Memory:
    """A `VectorCache` in memory."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[tuple[str, str], Vectors] = {}

    def vectors(self, model: str, keys: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors known for these text hashes."""
        return {key: self._known[model, key] for key in keys if (model, key) in self._known}

    def keep(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember vectors by text hash."""
        self._known.update({(model, key): vector for key, vector in vectors.items()})
