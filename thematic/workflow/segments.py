"""Segment ids to places: the id a table gave, `fg3:t041`, or `fg3:t041.s2`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.errors import did_you_mean
from thematic.model import Role
from thematic.segments import plain_id, sentence_id, turn_id
from thematic.text import as_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thematic.model import Span, Transcript, Turn

__all__ = ["Segments"]


class Segments:
    """All turns and sentences of a study's transcripts, found by id."""

    def __init__(self, transcripts: Iterable[Transcript]) -> None:
        """Index every turn and sentence, moderators' apart."""
        self._places: dict[str, list[tuple[str, Span]]] = {}
        self._moderators: set[str] = set()
        for transcript in transcripts:
            for turn in transcript.turns:
                self._index(transcript, turn)

    def find(self, segment_id: str) -> tuple[str, Span]:
        """Return the transcript and span of a segment.

        Raises:
            ValueError: there is none, it is a moderator's, or two tables gave the same id.
        """
        found, shown = self._places.get(segment_id, []), as_id(segment_id)
        if segment_id in self._moderators:
            raise ValueError(f"{shown} is the moderator's: context, never data. Remove the row.")
        if not found:
            hint = did_you_mean(segment_id, self._places)
            raise ValueError(f"no segment {shown}.{hint} See `thematic export turns`.")
        if len(found) > 1:
            raise ValueError(f"{shown} is in {found[0][0]} and in {found[1][0]}. Use {found[0][0]}:tNNN for one.")
        return found[0]

    def _index(self, transcript: Transcript, turn: Turn) -> None:
        for name in {turn_id(transcript, turn), plain_id(transcript, turn)}:
            places = {name: turn.span}
            places |= {sentence_id(name, number): span for number, span in enumerate(turn.sentences, start=1)}
            if turn.role is Role.MODERATOR:
                self._moderators.update(places)
                continue
            for segment, span in places.items():
                self._places.setdefault(segment, []).append((transcript.id, span))
