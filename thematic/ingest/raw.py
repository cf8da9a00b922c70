"""What a format's reader hands on: paragraphs and cues as they stand, and turns before anybody knows who is who.

May hold plain values, the one rule by which words are cleaned, and what else than LF ends a line. Knows no format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Block", "Content", "RawTurn", "clean", "line_by_line"]

# Vertical tab, form feed, NEL, and the separators of lines and of paragraphs: programs write them where a line ends.
_LINE_ENDS = re.compile("[\n\x0b\x0c\x85\u2028\u2029]+")
_SPACES = re.compile(r"[^\S\n]+")
# Every control that is not white space: white space is folded to a space, so that no two words run together.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Block:
    """A line, paragraph or line of a cue, before labels are looked for.

    Attributes:
        text: the words with label and time, where the format leaves those in the text.
        line: where it stands, from 1: the line, or the paragraph in a Word document.
        start: seconds into the recording at which it begins, where the format says; likewise `end`.
        voice: the speaker, where the format itself names one; "" where it says that nobody knows.
        heading: a heading is no talk.
        wrapped: it goes on in the same paragraph as the block before: only a line's width parts the two.
        date: the day of the entry it belongs to, in field notes.
        cell: it stands in a table that is no table of talk: a name alone there names nobody.
    """

    text: str
    line: int
    start: float | None = None
    end: float | None = None
    voice: str | None = None
    heading: bool = False
    wrapped: bool = False
    date: str | None = None
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """One file's blocks, with what was assumed in reading them.

    Attributes:
        format: the format's name, which is its suffix without the dot.
        place: what `Block.line` counts: "line", "paragraph", or what the format has instead.
        cues: the blocks are cues: consecutive ones of one speaker are one turn.
        profile: the program or the convention that the file was recognised as.
        voiced: `Block.voice` alone says who speaks; a colon among the words is talk.
    """

    format: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    place: str = "line"
    cues: bool = False
    profile: str = ""
    voiced: bool = False


@dataclass(frozen=True, slots=True)
class RawTurn:
    """What one label says without a break; `text` is clean and not empty.

    Attributes:
        speaker: the label as it stands in the file.
        unattributed: words before the first label, or words whose speaker the file calls unknown.
        given_id: the id that a table's row carries.
        date: the day of its entry, in field notes.
    """

    speaker: str | None
    text: str
    start_seconds: float | None
    line: int
    unattributed: bool = False
    given_id: str | None = None
    date: str | None = None


def line_by_line(content: Content) -> Content:
    """Return `content` with a block for each line, whatever the file ends its lines with; captions stay as they are."""
    if content.cues:
        return content
    return replace(content, blocks=tuple(line for block in content.blocks for line in _lines(block)))


def _lines(block: Block) -> Iterator[Block]:
    first, *others = (line for line in _LINE_ENDS.split(block.text) if line.strip()) if block.text.strip() else [""]
    yield replace(block, text=first)
    for line in others:
        yield replace(block, text=line, start=None, voice=None, wrapped=False)


def clean(text: str) -> str:
    """Return `text` as a turn holds it: NFC, LF, each line stripped, runs of white space folded to one space.

    Control characters are dropped, empty lines too; zero-width and bidirectional characters stay. Applying it twice
    changes nothing.
    """
    flat = _SPACES.sub(" ", normalise(_CONTROLS.sub("", text)))
    return "\n".join(line for line in (line.strip() for line in flat.split("\n")) if line)
