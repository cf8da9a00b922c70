"""How the files of one import are to be read, as the user said it. May hold these values alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from thematic.model import Kind

__all__ = ["AnswerColumns", "ImportSettings"]


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """Which columns of a table of answers hold what; the others become attributes."""

    text: str
    id: str | None = None
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How files are to be read.

    Attributes:
        transcript_id: the id to give, for a single file; else the file's own name.
        participants: a table of participants, read first.
        imd: a table of deprivation, in which the postcodes or areas of that table are looked up.
        imd_edition: of the index, 2015, 2019 or 2025, where that table does not say it.
        moderators: labels of moderators, beside those that are recognised.
        joins: labels joined by hand, as LABEL=PARTICIPANT or SESSION/LABEL=PARTICIPANT.
        answers: the columns of tables of answers; without them a table is refused.
        encoding: overrides what the bytes say.
        keep_going: a file that cannot be read is left out and named, and the others come in.
    """

    transcript_id: str | None = None
    participants: Path | None = None
    imd: Path | None = None
    imd_edition: str | None = None
    moderators: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    answers: AnswerColumns | None = None
    kind: Kind | None = None
    encoding: str | None = None
    keep_going: bool = False
