"""Raw turns to a transcript: one text, spans counted in it, sentences found once for all turns.

May hold the arithmetic of offsets, and nothing about formats or labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.limits import check_words
from thematic.language import sentence_spans
from thematic.model import Kind, Role, Span, Transcript, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.ingest.raw import RawTurn

__all__ = ["Part", "assemble"]


@dataclass(frozen=True, slots=True)
class Part:
    """In which role a turn is spoken, and by which participant, where that is known."""

    role: Role = Role.PARTICIPANT
    participant: str | None = None


def assemble(name: str, raw: Sequence[RawTurn], parts: Sequence[Part], *, transcript_id: str, kind: Kind) -> Transcript:
    """Return the transcript of `raw` turns, each spoken by the part at its place in `parts`.

    Raises:
        InputError: there is no turn, or one holds something that nobody said: see `check_words`.
    """
    if not raw:
        raise InputError(name, "the file holds no talk")
    for turn in raw:
        check_words(name, turn.text, turn.line)
    texts = [turn.text for turn in raw]
    spans = zip(_places(texts), sentence_spans(texts), strict=True)
    turns = tuple(
        Turn(
            number=number,
            span=place,
            sentences=tuple(Span(place.start + span.start, place.start + span.end) for span in sentences),
            speaker=turn.speaker,
            role=part.role,
            participant=part.participant,
            start_seconds=turn.start_seconds,
            given_id=turn.given_id,
            date=turn.date,
        )
        for number, (turn, part, (place, sentences)) in enumerate(zip(raw, parts, spans, strict=True), start=1)
    )
    return Transcript(transcript_id, "\n".join(texts), turns, kind)


def _places(texts: Sequence[str]) -> Iterator[Span]:
    start = 0
    for text in texts:
        yield Span(start, start + len(text))
        start += len(text) + 1
