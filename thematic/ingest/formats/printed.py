"""One line as it stands on a page. May hold that value, and how it is cut in two where the page shows a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from thematic.ingest.talk.labels import opening, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Gap", "Line", "begins_turn", "cut", "letter_width"]


class Gap(NamedTuple):
    """White space in a line, wider than between words: the place of what follows, and where it begins and ends."""

    after: int
    left: float
    right: float


class Line(NamedTuple):
    """One line of a page: its base line's height, where it begins and ends, its letters' size, its first word's end."""

    base: float
    left: float
    right: float
    size: float
    word: float
    text: str
    gaps: tuple[Gap, ...] = ()

    def parts(self) -> Iterator[tuple[float, float]]:
        """Yield where each stretch without a gap begins and ends."""
        left = self.left
        for gap in self.gaps:
            yield left, gap.left
            left = gap.right
        yield left, self.right


def cut(line: Line, gap: Gap) -> tuple[Line, Line]:
    """Return what stands before a gap and what stands behind it; where the first word ends is reckoned there."""
    earlier = tuple(one for one in line.gaps if one.after < gap.after)
    later = tuple(one._replace(after=one.after - gap.after) for one in line.gaps if one.after > gap.after)
    before = line._replace(right=gap.left, text=line.text[: gap.after].rstrip(), gaps=earlier)
    behind = line._replace(left=gap.right, text=line.text[gap.after :], gaps=later)
    first = len(behind.text.split(None, 1)[0]) if behind.text.strip() else 0
    return before, behind._replace(word=behind.left + first * letter_width(behind))


def letter_width(line: Line) -> float:
    """Return how wide a letter of a line is, on the whole."""
    return (line.right - line.left) / max(len(line.text.rstrip()), 1)


def begins_turn(text: str) -> bool:
    """Whether a line begins as those do that name their speaker: it may be one only by its look."""
    label = opening(text).label
    return label is not None and plausible(label)
