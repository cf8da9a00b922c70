"""What became of a span of one revision in the next: where it is now, how surely, or why a person must look.

May hold the values alone; how they are found is in `search`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thematic.model import Span

__all__ = ["Anchor", "How"]


class How(StrEnum):
    """How a span was found again."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    NEEDS_YOU = "needs-you"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One span of the old text and its place in the new.

    Attributes:
        span: where it stood.
        how: `EXACT`, the same words where the text around them leads; `MOVED`, the same words elsewhere; `FUZZY`, small
            changes inside; `NEEDS_YOU`, none of these is safe.
        place: where it stands now; none for `NEEDS_YOU`.
        likely: for `NEEDS_YOU`, the place most like it, where there is one; nothing is put there.
        why: for `NEEDS_YOU`, the reason in a few words; for the others, what else has changed, such as who speaks.
    """

    span: Span
    how: How
    place: Span | None = None
    likely: Span | None = None
    why: str = ""
