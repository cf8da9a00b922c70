"""One transcript in figures, as the status and the report of an import show it. May hold that value alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import Role

if TYPE_CHECKING:
    from thematic.model import Transcript

__all__ = ["TranscriptLine", "transcript_line"]


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One transcript in figures.

    Attributes:
        speakers: the labels as they stand in the file, with their roles.
        turns_by_speaker: how many turns each label has; one that has a single turn may be a slip of the typist's.
        turns_by_role: how many turns are spoken by participants, moderators, and by nobody known.
    """

    id: str
    kind: str
    revision: int
    turns: int
    words: int
    speakers: dict[str, str]
    turns_by_role: dict[str, int]
    turns_by_speaker: dict[str, int]


def transcript_line(transcript: Transcript) -> TranscriptLine:
    """Return a transcript in figures, none of its words among them."""
    return TranscriptLine(
        id=transcript.id,
        kind=transcript.kind.value,
        revision=transcript.revision,
        turns=len(transcript.turns),
        words=len(transcript.text.split()),
        turns_by_role={role.value: sum(turn.role is role for turn in transcript.turns) for role in Role},
        turns_by_speaker=dict(Counter(turn.speaker for turn in transcript.turns if turn.speaker)),
        speakers={turn.speaker: turn.role.value for turn in transcript.turns if turn.speaker},
    )
