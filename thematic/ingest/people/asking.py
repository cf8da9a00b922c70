"""Who asks in a talk, by the question marks that their turns end in. May hold counts, and nothing of roles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.ingest.raw import RawTurn

__all__ = ["asks_clearly_more", "asks_most"]

# Latin and full-width; Arabic; Armenian; Ethiopic; Greek; and those that stand doubled.
_MARKS = tuple("?？؟՞፧;⁇⁈‽")
_CLOSERS = "\"'”’»」』) \t\n.*_"
_HALF = 0.5


def asks_most(turns: Sequence[RawTurn]) -> str | None:
    """Return the label with the largest share of turns that end in a question mark, single turns left aside.

    Where no turn ends in one, as in captions, turns count that hold one.
    """
    spoken: Counter[str] = Counter(turn.speaker for turn in turns if turn.speaker is not None)
    asked = _asked(turns) or Counter(turn.speaker for turn in turns if turn.speaker is not None and _holds(turn.text))
    often = {label: count / spoken[label] for label, count in asked.items() if spoken[label] > 1}
    return max(often or asked, key=lambda label: (often.get(label, 0.0), asked[label]), default=None)


def asks_clearly_more(turns: Sequence[RawTurn]) -> str | None:
    """Return the label of whoever asks in at least half of their turns, where nobody else asks half as often."""
    spoken: Counter[str] = Counter(turn.speaker for turn in turns if turn.speaker is not None)
    asked = _asked(turns)
    shares = {label: asked[label] / count for label, count in spoken.items()}
    first, *others = sorted(shares, key=shares.__getitem__, reverse=True)
    clear = shares[first] >= _HALF and all(shares[other] < _HALF * shares[first] for other in others)
    return first if clear else None


def _asked(turns: Sequence[RawTurn]) -> Counter[str]:
    return Counter(
        turn.speaker for turn in turns if turn.speaker is not None and turn.text.rstrip(_CLOSERS).endswith(_MARKS)
    )


def _holds(text: str) -> bool:
    return any(mark in text for mark in _MARKS)
