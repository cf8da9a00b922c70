"""Segment ids to places: the id a table gave, `fg3:t041`, or `fg3:t041.s2`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.coding.units import units_of
from thematic.errors import did_you_mean
from thematic.model import Role, UnitKind
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thematic.model import Span, Transcript

__all__ = ["Segments"]


class Segments:
    """All segments of a study's transcripts, found by id and by place."""

    def __init__(self, transcripts: Iterable[Transcript]) -> None:
        """Index every turn and sentence that is not a moderator's."""
        self._by_id: dict[str, list[tuple[str, Span]]] = {}
        self._by_place: dict[tuple[str, Span], str] = {}
        self._moderators: set[str] = set()
        for transcript in transcripts:
            self._index(transcript)

    def find(self, segment_id: str) -> tuple[str, Span]:
        """Return the transcript and span of a segment.

        Raises:
            ValueError: there is none, it is a moderator's, or two tables gave the same id.
        """
        found = self._by_id.get(segment_id, [])
        shown = one_line(segment_id, 60)
        if segment_id in self._moderators:
            raise ValueError(f"{shown} is the moderator's: context, never data. Remove the row.")
        if not found:
            raise ValueError(f'no segment "{shown}".{did_you_mean(segment_id, self._by_id)} See `export turns`.')
        if len(found) > 1:
            raise ValueError(f'"{shown}" is in {found[0][0]} and in {found[1][0]}. Use {found[0][0]}:tNNN for one.')
        return found[0]

    def name(self, transcript: str, span: Span) -> str | None:
        """Return the id of the segment that is exactly at `span`, a turn's before a sentence's; none elsewhere."""
        return self._by_place.get((transcript, span))

    def _index(self, transcript: Transcript) -> None:
        for kind in (UnitKind.TURN, UnitKind.SENTENCE):
            for unit in units_of(transcript, kind):
                place = (transcript.id, unit.span)
                self._by_place.setdefault(place, unit.id)
                for name in {unit.id, _plain(unit.transcript, unit.turn, unit.sentence)}:
                    self._by_id.setdefault(name, []).append(place)
        for turn in transcript.turns:
            if turn.role is Role.MODERATOR:
                self._moderators.add(_plain(transcript.id, turn.number, None))


def _plain(transcript: str, turn: int, sentence: int | None) -> str:
    return f"{transcript}:t{turn:03d}" + (f".s{sentence}" if sentence is not None else "")
