"""Fields of a recogniser's JSON, each checked to be what its program writes there. May hold that, and no shape."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from thematic.ingest.raw import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ShapeError", "lettered", "part_of", "rows_of", "speaker_of", "time_of", "words_of"]

_MOST_SECONDS = 1_000_000.0


class ShapeError(ValueError):
    """A part is not what its program writes there; the message says which, and where."""


def part_of(value: Any, key: str) -> Any:
    """Return what stands under `key`, none where `value` is no object."""
    return value.get(key) if isinstance(value, dict) else None


def rows_of(value: Any, key: str) -> list[tuple[int, Mapping[str, Any]]] | None:
    """Return the objects listed under `key` with their numbers, or none where there is no such list of objects."""
    listed = part_of(value, key)
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        return None
    return list(enumerate(listed, start=1))


def words_of(row: Mapping[str, Any], key: str, at: int) -> str:
    """Return the words under `key` in part `at`.

    Raises:
        ShapeError: there are none.
    """
    words = row.get(key)
    if not isinstance(words, str):
        raise ShapeError(f'part {at} has no words under "{key}"')
    return words


def time_of(row: Any, key: str, at: int, scale: float = 1.0) -> float | None:
    """Return a time in seconds, none where the recogniser gave none; some write their numbers as text.

    Raises:
        ShapeError: what stands there is no time.
    """
    given = part_of(row, key)
    if given is None or given == "":
        return None
    try:
        time = (
            float(given) * scale if isinstance(given, int | float | str) and not isinstance(given, bool) else math.nan
        )
    except (ValueError, OverflowError):
        time = math.nan
    if not 0 <= time <= _MOST_SECONDS:
        raise ShapeError(f'part {at} has under "{key}" what is no time')
    return round(time, 3)


def speaker_of(row: Mapping[str, Any], key: str = "speaker") -> str | None:
    """Return who spoke as the recogniser calls them; a number is none of its words."""
    given = row.get(key)
    if isinstance(given, bool) or not isinstance(given, int | str):
        return None
    return clean(str(given)).replace("\n", " ") or None


def lettered(speaker: str | None) -> str | None:
    """Return `Speaker A` for A and `Speaker 0` for 0: the letter I alone would read as an interviewer."""
    short = speaker is not None and re.fullmatch(r"[A-Z]|\d{1,4}", speaker) is not None
    return f"Speaker {speaker}" if short else speaker
