"""Plain text and Markdown to blocks: one a line. May hold what line breaks, headings and rules mean in the two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.limits import ASSUMED, mojibake, read_text
from thematic.ingest.raw import Block, Content
from thematic.ingest.talk.labels import opening

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_md", "read_txt"]

# A file was wrapped by its editor if its longest line is no longer than this, and hardly a line ends before it must.
_WIDEST = 100
_NARROWEST = 50
_FEWEST_PAIRS = 3
_WRAPPED_SHARE = 0.9

_MD_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_MD_ITEM = re.compile(r"\s{0,12}(?:[-*+]|\d{1,4}[.)])\s")
# Without empty lines, so that a rule over the first turns is not taken for one.
_MD_MATTER = re.compile(r"[ \t]{1,20}\S|- |[\w -]{1,40}:(?:\s|$)")
_MOST_MATTER = 40


def read_txt(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the lines of a plain text file; those that only its editor's width parts are marked as wrapped.

    Raises:
        InputError: the bytes are no text, or the text is a caption file.
    """
    decoded = read_text(name, data, encoding)
    if decoded.text.startswith("WEBVTT"):
        raise InputError(name, "it holds WebVTT captions. Rename it to end in .vtt", line=1)
    lines = decoded.text.split("\n")
    wrapped = _wrapped(lines)
    blocks = [Block(line, number, wrapped=number in wrapped) for number, line in enumerate(lines, 1) if line.strip()]
    notes = [ASSUMED] if decoded.assumed else []
    if wrapped:
        notes.append(f"{len(wrapped)} line breaks inside paragraphs read as spaces")
    return _content("txt", decoded.text, blocks, notes, decoded.encoding)


def read_md(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the lines of a Markdown file; one that follows another without an empty line goes on in its paragraph.

    Raises:
        InputError: the bytes are no text.
    """
    decoded = read_text(name, data, encoding)
    lines = decoded.text.split("\n")
    blocks = []
    matter = _front_matter(lines)
    for number, line in enumerate(lines[matter:], matter + 1):
        if line.strip():
            heading = _MD_HEADING.match(line) is not None
            blocks.append(Block(line, number, heading=heading, wrapped=_goes_on(lines, number - 1)))
    notes = [ASSUMED] if decoded.assumed else []
    if matter:
        notes.append("front matter left out")
    return _content("md", decoded.text, blocks, notes, decoded.encoding)


def _content(file_format: str, text: str, blocks: list[Block], notes: list[str], encoding: str) -> Content:
    doubt = mojibake(text)
    return Content(file_format, tuple(blocks), encoding, tuple(notes), (doubt,) if doubt else ())


def _wrapped(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that an editor broke off from the one before, if this file was wrapped.

    An editor breaks a line where the next word no longer fits; a typist breaks it wherever a paragraph ends.
    """
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return frozenset()
    pairs = [
        number
        for number in range(1, len(lines))
        if lines[number].strip() and lines[number - 1].strip() and opening(lines[number]).label is None
    ]
    broken = [number + 1 for number in pairs if _did_not_fit(lines[number - 1], lines[number], width)]
    enough = len(pairs) >= _FEWEST_PAIRS and len(broken) >= _WRAPPED_SHARE * len(pairs)
    return frozenset(broken) if enough else frozenset()


def _did_not_fit(before: str, line: str, width: int) -> bool:
    return len(before.rstrip()) + 1 + len(line.split(maxsplit=1)[0]) > width


def _goes_on(lines: Sequence[str], place: int) -> bool:
    before, line = lines[place - 1] if place else "", lines[place]
    if not before.strip() or before.endswith(("  ", "\\")) or _MD_HEADING.match(before):
        return False
    return not (_MD_ITEM.match(line) or _MD_HEADING.match(line))


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines the YAML block takes that some Markdown begins with."""
    if lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:_MOST_MATTER], 2):
        if line.rstrip() in {"---", "..."}:
            return number
        if not _MD_MATTER.match(line):
            return 0
    return 0
