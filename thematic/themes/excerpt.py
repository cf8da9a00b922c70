"""The excerpt: what a theme is made of, and where excerpts come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thematic.model import Span

__all__ = ["Excerpt", "ThemeSource"]


class ThemeSource(StrEnum):
    """What is grouped into candidate themes."""

    CODINGS = "codings"
    SUGGESTIONS = "suggestions"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words somebody said, where they stand, who said them, and the codes they carry."""

    transcript: str
    span: Span
    text: str
    participant: str | None
    codes: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, Span]:
        """Where it stands."""
        return self.transcript, self.span
