"""The lines that programs write round the talk in documents: what gives one away, and what it leaves there.

May hold patterns of such lines, and no grammar of turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import bare
from thematic.ingest.talk.head import preface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.ingest.raw import Block

__all__ = ["OTTER", "TEAMS", "WORD", "ZOOM", "Program", "own_lines", "signed"]

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Program:
    """A program whose documents are told by their lines.

    Attributes:
        signature: a line that only it writes.
        own: a line of its own, wherever it stands.
        listed: a line above the talk with a line of the program's below it.
    """

    name: str
    signature: re.Pattern[str] = _NOTHING
    own: re.Pattern[str] = _NOTHING
    listed: re.Pattern[str] = _NOTHING


_TEAMS_STARTED = r"\S[^\n]{0,80} (?:started|stopped) transcription"
TEAMS = Program(
    "Teams",
    signature=re.compile(rf"{_TEAMS_STARTED}|[^\n]{{0,120}}-\d{{8}}_\d{{6}}-Meeting (?:Recording|Transcript)"),
    own=re.compile(_TEAMS_STARTED),
)
_OTTER_MADE = r"Transcribed by https?://(?:www\.)?otter\.ai/?"
OTTER = Program(
    "Otter",
    signature=re.compile(_OTTER_MADE),
    own=re.compile(_OTTER_MADE),
    listed=re.compile(r"SUMMARY KEYWORDS|SPEAKERS"),
)
WORD = Program(
    "Word",
    signature=re.compile(r"Audio file"),
    listed=re.compile(r"Audio file"),
)
ZOOM = Program("Zoom")


def signed(blocks: Sequence[Block]) -> Program | None:
    """Return the program that a line of the file gives away, or none."""
    texts = [bare(block.text) for block in blocks]
    return next(
        (program for program in (TEAMS, OTTER) if any(program.signature.fullmatch(text) for text in texts)), None
    )


def own_lines(blocks: Sequence[Block], program: Program, *, first: int) -> frozenset[int]:
    """Return the places of lines that are no talk: the program's own, and above place `first` titles and dates."""
    texts = [bare(block.text) for block in blocks]
    titles = preface(blocks[:first])
    own = {place for place, text in enumerate(texts) if program.own.fullmatch(text)}
    for place, (block, text) in enumerate(zip(blocks[:first], texts, strict=False)):
        if program.listed.fullmatch(text):
            own |= {place, *([place + 1] if place + 1 < first else [])}
        elif block.line in titles:
            own.add(place)
    return frozenset(own)
