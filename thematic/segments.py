"""The stable ids of turns, sentences and the spans inside them, as every export names them. Nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thematic.model import Transcript, Turn

__all__ = ["Places", "plain_id", "segment_ids", "sentence_id", "span_at", "span_id", "turn_id"]

_PLACE = re.compile(r"(?:(?P<start>\d{1,9})-(?P<end>\d{1,9})|t(?P<turn>\d{1,7})(?:\.s(?P<sentence>\d{1,6}))?)")


def turn_id(transcript: Transcript, turn: Turn) -> str:
    """Return the id a table of answers gave the turn, else `fg3:t041`."""
    return turn.given_id or plain_id(transcript, turn)


def plain_id(transcript: Transcript, turn: Turn) -> str:
    """Return `fg3:t041`, the id that every turn has, whatever a table called it."""
    return f"{transcript.id}:t{turn.number:03d}"


def sentence_id(turn: str, number: int) -> str:
    """Return the id of a turn's sentence, counted from 1 within the turn: `fg3:t041.s2`."""
    return f"{turn}.s{number}"


def segment_ids(transcripts: Iterable[Transcript]) -> dict[tuple[str, Span], str]:
    """Return the id of every turn and sentence by transcript and span; a turn of one sentence has its turn's id."""
    ids: dict[tuple[str, Span], str] = {}
    for transcript in transcripts:
        for turn in transcript.turns:
            name = turn_id(transcript, turn)
            sentences = enumerate(turn.sentences, start=1)
            ids.update({(transcript.id, span): sentence_id(name, number) for number, span in sentences})
            ids[transcript.id, turn.span] = name
    return ids


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the turn, the participant and the segment of any span of one transcript, fast enough for 100,000 spans."""

    transcript: Transcript
    starts: tuple[int, ...]

    @classmethod
    def of(cls, transcript: Transcript) -> Places:
        """Prepare a transcript."""
        return cls(transcript, tuple(turn.span.start for turn in transcript.turns))

    def turn(self, span: Span) -> Turn | None:
        """Return the turn that holds the span, or none where it crosses turns."""
        place = bisect_right(self.starts, span.start) - 1
        turn = self.transcript.turns[place] if place >= 0 else None
        return turn if turn and turn.span.holds(span) else None

    def participant(self, span: Span) -> str | None:
        """Return who speaks at the span, where that is known."""
        turn = self.turn(span)
        return turn.participant if turn else None

    def segment_id(self, span: Span) -> str:
        """Return the id of the turn that the span is, of the sentence that holds it, else of the turn that does.

        A span that crosses turns has no segment, and an empty id.
        """
        turn = self.turn(span)
        if turn is None:
            return ""
        name = turn_id(self.transcript, turn)
        if turn.span == span:
            return name
        within = (n for n, sentence in enumerate(turn.sentences, start=1) if sentence.holds(span))
        sentence = next(within, None)
        return name if sentence is None else sentence_id(name, sentence)


def span_id(transcript: Transcript, span: Span, *, earlier: bool = False) -> str:
    """Return the id of a turn, a sentence or any other span: `fg3:t041`, `fg3:t041.s2`, `fg3:120-180`.

    `earlier` says that it is of a revision that was corrected since: `fg3@1:t041`.
    """
    name = f"{transcript.id}@{transcript.revision}" if earlier else transcript.id
    turn = Places.of(transcript).turn(span)
    if turn is not None and turn.span == span:
        return f"{name}:t{turn.number:03d}"
    if turn is not None and span in turn.sentences:
        return sentence_id(f"{name}:t{turn.number:03d}", turn.sentences.index(span) + 1)
    return f"{name}:{span.start}-{span.end}"


def span_at(transcript: Transcript, name: str) -> Span | None:
    """Return the span that `span_id` calls `name`, of whatever revision; none where the transcript has none such."""
    found = _PLACE.fullmatch(name.rpartition(":")[2])
    if found is None:
        return None
    if found["start"]:
        start, end = int(found["start"]), int(found["end"])
        return Span(start, end) if start < end <= len(transcript.text) else None
    turn = next((one for one in transcript.turns if one.number == int(found["turn"])), None)
    if turn is None or not found["sentence"]:
        return turn.span if turn else None
    number = int(found["sentence"])
    return turn.sentences[number - 1] if 1 <= number <= len(turn.sentences) else None
