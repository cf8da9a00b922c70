"""A transcript without somebody's words: their turns stay as empty places, so that no other turn's id moves. Pure."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from typing import TYPE_CHECKING

from thematic.ingest import EVERYWHERE, label_key
from thematic.model import Role, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from thematic.model import Transcript
    from thematic.store.records import Withdrawn

__all__ = [
    "blanked",
    "bytes_digest",
    "called_as_one_who_withdrew",
    "carried_over",
    "is_file_of_one_who_withdrew",
    "label_digest",
    "name_digest",
    "turns_to_blank",
    "withdrawn_turns",
]


def blanked(transcript: Transcript, numbers: Collection[int]) -> Transcript:
    """Return the transcript with the turns of these numbers empty: no words, no label, nobody's."""
    turns: list[Turn] = []
    texts: list[str] = []
    start = 0
    for turn in transcript.turns:
        text = "" if turn.number in numbers else transcript.words_at(turn.span)
        place = Span(start, start + len(text))
        turns.append(_empty(turn, place) if turn.number in numbers else _shifted(turn, place))
        texts.append(text)
        start = place.end + 1
    return dataclasses.replace(transcript, text="\n".join(texts), turns=tuple(turns))


def carried_over(old: Transcript, new: Transcript, span: Span) -> Span | None:
    """Return where a span of the whole transcript stands in the blanked one; none where some of it was blanked."""
    touched = [turn for turn in old.turns if turn.span.overlaps(span)]
    pairs = [(turn.span, new.turns[turn.number - 1].span) for turn in touched]
    if not pairs or any(now.start == now.end for _, now in pairs):
        return None
    by = pairs[0][1].start - pairs[0][0].start
    return Span(span.start + by, span.end + by)


def label_digest(salt: str, session: str, label: str) -> str:
    """Return a salted hash of who had a label in a session: the log never holds a name."""
    key = "\n".join(label_key(session, label)).encode("utf-8", "surrogatepass")
    return hmac.new(bytes.fromhex(salt), key, hashlib.sha256).hexdigest()


def name_digest(salt: str, label: str) -> str:
    """Return a salted hash of a label, whatever the session."""
    return bytes_digest(salt, label_key(EVERYWHERE, label)[1].encode("utf-8", "surrogatepass"))


def bytes_digest(salt: str, data: bytes) -> str:
    """Return a salted hash of a file."""
    return hmac.new(bytes.fromhex(salt), data, hashlib.sha256).hexdigest()


def turns_to_blank(transcript: Transcript, theirs: Sequence[int]) -> list[int]:
    """Return the numbers of the turns that go with somebody's: all of them, where nobody else takes part.

    Then even the questions say what the answers were. A turn that is empty already is nobody's.
    """
    others = [
        turn
        for turn in transcript.turns
        if turn.number not in theirs and turn.role is not Role.MODERATOR and turn.span.start < turn.span.end
    ]
    return list(theirs) if others or not theirs else [turn.number for turn in transcript.turns]


def called_as_one_who_withdrew(label: str, withdrawn: Sequence[Withdrawn]) -> bool:
    """Whether somebody who withdrew had this label in any session."""
    pairs = (pair for one in withdrawn for pair in one.names)
    return any(hmac.compare_digest(name_digest(salt, label), digest) for salt, digest in pairs)


def is_file_of_one_who_withdrew(data: bytes, withdrawn: Sequence[Withdrawn]) -> bool:
    """Whether this file, to the byte, held words of somebody who withdrew."""
    pairs = (pair for one in withdrawn for pair in one.files)
    return any(hmac.compare_digest(bytes_digest(salt, data), digest) for salt, digest in pairs)


def withdrawn_turns(transcript: Transcript, withdrawn: Sequence[Withdrawn]) -> list[int]:
    """Return the numbers of the turns of those who withdrew, told by participant or by label."""
    gone = {one.participant for one in withdrawn}
    labels = {turn.speaker for turn in transcript.turns if turn.speaker is not None}
    theirs = {label for label in labels if _is_withdrawn(transcript.id, label, withdrawn)}
    return [turn.number for turn in transcript.turns if turn.participant in gone or turn.speaker in theirs]


def _is_withdrawn(session: str, label: str, withdrawn: Sequence[Withdrawn]) -> bool:
    pairs = [(pair, place) for one in withdrawn for pair in one.labels for place in (session, EVERYWHERE)]
    return any(hmac.compare_digest(label_digest(salt, place, label), digest) for (salt, digest), place in pairs)


def _empty(turn: Turn, place: Span) -> Turn:
    return Turn(turn.number, place, (), role=Role.UNKNOWN)


def _shifted(turn: Turn, place: Span) -> Turn:
    by = place.start - turn.span.start
    sentences = tuple(Span(one.start + by, one.end + by) for one in turn.sentences)
    return dataclasses.replace(turn, span=place, sentences=sentences)
