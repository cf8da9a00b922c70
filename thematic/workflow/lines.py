"""One transcript in figures, as the status and the report of an import show it. May hold that value alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thematic.model import Transcript

__all__ = ["TranscriptLine", "transcript_line"]


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One transcript in figures; `speakers` are the labels as they stand in the file, with their roles."""

    id: str
    kind: str
    revision: int
    turns: int
    words: int
    speakers: dict[str, str]


def transcript_line(transcript: Transcript) -> TranscriptLine:
    """Return a transcript in figures, none of its words among them."""
    return TranscriptLine(
        id=transcript.id,
        kind=transcript.kind.value,
        revision=transcript.revision,
        turns=len(transcript.turns),
        words=len(transcript.text.split()),
        speakers={turn.speaker: turn.role.value for turn in transcript.turns if turn.speaker},
    )
