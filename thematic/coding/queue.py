"""In which order suggestions are shown, and which sentences without any are shown among them. Pure."""

from __future__ import annotations

import math
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thematic.model import Span, Suggestion

__all__ = ["Order", "in_order", "sample", "woven"]

# A suggestion's score is 0.5 where its code begins to be worth showing: there the machine knows least.
_EVEN = 0.5


class Order(StrEnum):
    """How suggestions follow each other."""

    TRANSCRIPT = "transcript"
    SCORE = "score"
    UNCERTAINTY = "uncertainty"
    MIXED = "mixed"


def in_order(suggestions: Sequence[Suggestion], order: Order) -> list[int]:
    """Return the positions of suggestions in the order in which they are to be shown.

    By transcript: as they are given. By score: the likeliest first. By uncertainty: those nearest to where suggestions
    of their code begin, which teach most. Mixed: codes take turns, each with an uncertain one and a likely one.
    """
    places = range(len(suggestions))
    match order:
        case Order.TRANSCRIPT:
            return list(places)
        case Order.SCORE:
            return sorted(places, key=lambda at: -suggestions[at].score)
        case Order.UNCERTAINTY:
            return sorted(places, key=lambda at: _certainty(suggestions[at]))
        case Order.MIXED:
            return _mixed(suggestions)


def _certainty(one: Suggestion) -> float:
    return abs(one.score - _EVEN)


def _mixed(suggestions: Sequence[Suggestion]) -> list[int]:
    of_codes: dict[str, list[int]] = {}
    for at, one in enumerate(suggestions):
        of_codes.setdefault(one.code, []).append(at)
    queues = [_by_turns(of_codes[code], suggestions) for code in sorted(of_codes)]
    return [at for together in zip_longest(*queues) for at in together if at is not None]


def _by_turns(places: Sequence[int], suggestions: Sequence[Suggestion]) -> list[int]:
    """Return one code's positions, the least certain and the likeliest of those left by turns."""
    doubtful = sorted(places, key=lambda at: _certainty(suggestions[at]))
    likely = sorted(places, key=lambda at: -suggestions[at].score)
    return list(dict.fromkeys(at for pair in zip(doubtful, likely, strict=True) for at in pair))


def sample(places: Iterable[tuple[str, Span]], share: float) -> list[tuple[str, Span]]:
    """Return a share of places, 0..1, drawn as by lot but the same in every copy of a study: by hash, per transcript.

    Every place of a transcript is as likely as any other, so that what the sample holds estimates what the rest does;
    of places that were in a smaller sample none is left out of a larger one.
    """
    of_transcripts: dict[str, list[tuple[str, Span]]] = {}
    for place in places:
        of_transcripts.setdefault(place[0], []).append(place)
    drawn: list[tuple[str, Span]] = []
    for found in of_transcripts.values():
        by_lot = sorted(found, key=lambda place: sha256(f"{place[0]}|{place[1].start}|{place[1].end}"))
        drawn += by_lot[: math.ceil(share * len(found))]
    return sorted(drawn)


def woven(length: int, others: int) -> list[bool]:
    """Return for each place of a queue whether one of the `others` stands there, evenly spread among `length` items."""
    total = length + others
    return [(at + 1) * others // total > at * others // total for at in range(total)]
