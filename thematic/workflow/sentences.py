"""Every sentence of a transcript with its turn, moderators' included, and which of them a span touches."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.segments import sentence_id, turn_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thematic.model import Span, Transcript, Turn

__all__ = ["Sentence", "Touched", "sentences_of"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence where it stands, counted from 1 within its turn."""

    transcript: Transcript
    turn: Turn
    number: int
    span: Span

    @property
    def id(self) -> str:
        """The stable id, such as `fg3:t041.s2`."""
        return sentence_id(turn_id(self.transcript, self.turn), self.number)

    @property
    def place(self) -> tuple[str, Span]:
        """The transcript's id and the span."""
        return (self.transcript.id, self.span)


def sentences_of(transcript: Transcript) -> Iterator[Sentence]:
    """Yield every sentence in order, whoever says it."""
    for turn in transcript.turns:
        for number, span in enumerate(turn.sentences, start=1):
            yield Sentence(transcript, turn, number, span)


class Touched:
    """Finds the sentences that a span touches."""

    def __init__(self, places: Iterable[tuple[str, Span]]) -> None:
        """Index the places of sentences, which come in the order of their transcripts."""
        self._spans: dict[str, list[Span]] = {}
        for transcript, span in places:
            self._spans.setdefault(transcript, []).append(span)

    def by(self, transcript: str, span: Span) -> Iterator[tuple[str, Span]]:
        """Yield the place of each sentence that shares a character with a span."""
        spans = self._spans.get(transcript, [])
        at = max(bisect_right(spans, span.start, key=lambda one: one.start) - 1, 0)
        while at < len(spans) and spans[at].start < span.end:
            if spans[at].overlaps(span):
                yield (transcript, spans[at])
            at += 1
