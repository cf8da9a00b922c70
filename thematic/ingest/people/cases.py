"""The case a participant belongs to, as a path from the widest to the narrowest: `Northside/Allotment`.

May hold how such a path is read and split, so that tables can be rolled up at each level.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thematic.model import Participant

__all__ = ["CASE", "case_at", "case_from", "cases_of"]

CASE = "case"
_DEEPEST = 6


def case_from(written: str) -> str:
    """Return a case as it is kept: its levels without spaces round the slashes.

    Raises:
        ValueError: a level is empty, or there are more than six; the message says which, without the words.
    """
    levels = [one_line(level) for level in written.split("/")]
    if not all(levels):
        raise ValueError("a level of the case is empty. Write it as provider/site")
    if len(levels) > _DEEPEST:
        raise ValueError(f"the case has {len(levels)} levels; at most {_DEEPEST} are read")
    return "/".join(levels)


def case_at(participant: Participant, depth: int) -> str | None:
    """Return the first `depth` levels of a participant's case, from 1: `Northside` of `Northside/Allotment`.

    None where they have no case, or one that does not go so deep.
    """
    levels = participant.attributes.get(CASE, "").split("/")
    return "/".join(levels[:depth]) if levels[0] and 0 < depth <= len(levels) else None


def cases_of(participants: Iterable[Participant]) -> Mapping[str, int]:
    """Return the number of participants in each case at every level, a wider case before those within it."""
    everybody = list(participants)
    counts = Counter(
        case for depth in range(1, _DEEPEST + 1) for one in everybody if (case := case_at(one, depth)) is not None
    )
    return {case: counts[case] for case in sorted(counts, key=lambda case: case.casefold().split("/"))}
