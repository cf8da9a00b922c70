"""The excerpt: what a theme is made of, and where excerpts come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thematic.model import Span

__all__ = ["FEWEST", "Excerpt", "Lens", "ThemeSource"]

# Fewer excerpts make no groups.
FEWEST = 5


class ThemeSource(StrEnum):
    """What is grouped into candidate themes."""

    CODINGS = "codings"
    SUGGESTIONS = "suggestions"
    UNCODED = "uncoded"
    ALL = "all"


class Lens(StrEnum):
    """By what excerpts are brought together: what they say, or the codes that are given together."""

    MEANING = "meaning"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words somebody said, where they stand, who said them, and the codes they carry.

    Attributes:
        negative: they are a negative case of one of those codes, or may be.
        turn: the position of their turn in the transcript.
    """

    transcript: str
    span: Span
    text: str
    participant: str | None
    codes: tuple[str, ...] = ()
    negative: bool = False
    turn: int = 0

    @property
    def place(self) -> tuple[str, Span]:
        """Where it stands."""
        return self.transcript, self.span
