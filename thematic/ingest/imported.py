"""What reading one file gives. May hold that value and how its source is described."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import Participant, Source, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Imported", "plural", "source", "stem"]


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


def _file(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]
