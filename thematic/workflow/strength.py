"""How much a codebook's examples teach, before anybody codes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.codebook import load_background

if TYPE_CHECKING:
    from thematic.coding.strength import CodeStrength
    from thematic.model import Codebook, Progress

__all__ = ["codebook_strength"]


def codebook_strength(book: Codebook, *, on_progress: Progress | None = None) -> tuple[bool, list[CodeStrength]]:
    """Return whether the sentence encoder took part, and how each code's held-out examples fared."""
    from thematic.coding.strength import strength_of
    from thematic.encoders import default_encoder
    from thematic.encoders.memory import Memory

    encoder = default_encoder(Memory(), on_progress=on_progress, threads=2)
    return encoder is not None, strength_of(book, encoder=encoder, background=load_background())
