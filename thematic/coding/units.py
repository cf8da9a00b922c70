"""Transcripts to what is judged: sentences and turns of everybody who is not a moderator. Pure."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from thematic.model import Role, Unit, UnitKind
from thematic.segments import sentence_id, turn_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.model import Transcript, Turn

__all__ = ["units_of"]


def units_of(transcript: Transcript, kind: UnitKind) -> tuple[Unit, ...]:
    """Return the units of one kind, in the order of the transcript.

    A speaker whose role is unknown counts as data. A unit's id is the one a table gave its turn, else
    `{transcript}:t{turn}`, three digits at least; a sentence adds `.s{n}`, counted from 1 within the turn. `before`
    is the text of the turn just before, a moderator's included. Turns of white space alone are no units.
    """
    before = itertools.chain(("",), (transcript.words_at(turn.span) for turn in transcript.turns))
    pairs = [(turn, earlier) for turn, earlier in zip(transcript.turns, before, strict=False) if _is_data(turn)]
    if kind is UnitKind.TURN:
        units = [_turn(transcript, turn, earlier) for turn, earlier in pairs]
        return tuple(unit for unit in units if unit.text.strip())
    return tuple(itertools.chain.from_iterable(_sentences(transcript, turn, earlier) for turn, earlier in pairs))


def _is_data(turn: Turn) -> bool:
    return turn.role is not Role.MODERATOR


def _turn(transcript: Transcript, turn: Turn, before: str) -> Unit:
    return Unit(
        id=turn_id(transcript, turn),
        kind=UnitKind.TURN,
        transcript=transcript.id,
        span=turn.span,
        text=transcript.words_at(turn.span),
        turn=turn.number,
        participant=turn.participant,
        before=before,
    )


def _sentences(transcript: Transcript, turn: Turn, before: str) -> Iterator[Unit]:
    for number, span in enumerate(turn.sentences, start=1):
        yield Unit(
            id=sentence_id(turn_id(transcript, turn), number),
            kind=UnitKind.SENTENCE,
            transcript=transcript.id,
            span=span,
            text=transcript.words_at(span),
            turn=turn.number,
            sentence=number,
            participant=turn.participant,
            before=before,
        )
