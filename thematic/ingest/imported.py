"""What reading one file gives. May hold that value and how its source is described."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import Participant, Source, Transcript
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Imported", "left_out", "plural", "source", "stem"]

_MOST_SHOWN = 3
_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Imported:
    """One file, read.

    Attributes:
        source: the file's name without its folders, its format, its encoding, and what was assumed or left out.
        participants: everybody in the transcript who has an id, each with their labels in this transcript.
        doubts: what a person should look at before trusting the rest, one sentence each.
    """

    transcript: Transcript
    source: Source
    participants: tuple[Participant, ...]
    doubts: tuple[str, ...]


def source(name: str, file_format: str, encoding: str | None, notes: Iterable[str], *, profile: str = "") -> Source:
    """Return the source of a file the user called `name`, its folders left out."""
    return Source(_file(name), file_format, encoding, tuple(notes), profile)


def stem(name: str) -> str:
    """Return the file's name without folders and without its last suffix."""
    file = _file(name)
    return file.rpartition(".")[0] or file


def plural(count: int, one: str, several: str | None = None) -> str:
    """Return `1 heading` or `3 headings`; `several` is the word for more than one where an s does not make it."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def left_out(what: str, lines: Sequence[str]) -> str:
    """Return the note that `what` was left out, with the beginning of the first three of its lines."""
    written = [line for line in lines if any(map(str.isalnum, line))]
    shown = ", ".join(f'"{one_line(line, _WIDTH)}"' for line in written[:_MOST_SHOWN])
    more = ", ..." if len(written) > _MOST_SHOWN else ""
    return f"{what} left out: {shown}{more}" if shown else f"{what} left out"


def _file(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]
