"""The transcript that Google Meet leaves in Google Docs: `Name: text`, times on lines of their own, lines round it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import bare, rewritten

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["NAMES", "recognised"]

(_MEET,) = NAMES = ("Google Meet",)

_TIME = re.compile(r"\d{1,2}:[0-5]\d:[0-5]\d")
_MADE = re.compile(
    r"This editable transcript was computer generated and might contain(?: errors\.)?"
    r"(?: People can also change the text after it was created\.)?"
    r"|errors\. People can also change the text after it was created\."
    r"|People can also change the text after it was created\."
)
_ENDED = re.compile(r"(?:Meeting|Transcription) ended after \d{1,2}:\d\d:\d\d\W{0,6}")
_TITLE = re.compile(r"(?:\W{0,4}|.{1,140}\s[-–—]\s)Transcript")
_ATTENDEES = "Attendees"
_MOST_ABOVE = 40


def recognised(content: Content, known: Collection[str]) -> Content | None:  # noqa: ARG001  a profile's signature
    """Return the talk under its times, where the file ends or begins as Meet's do."""
    if content.cues:
        return None
    texts = [_bare(block) for block in content.blocks]
    begin = _above(texts)
    signed = any(_MADE.fullmatch(text) or _ENDED.fullmatch(text) for text in texts)
    if not (signed or begin) or not any(_TIME.fullmatch(text) for text in texts):
        return None
    own = [place < begin or _is_own(text) for place, text in enumerate(texts)]
    blocks = [_timed(block, text) for block, text, left in zip(content.blocks, texts, own, strict=True) if not left]
    return rewritten(
        content, blocks, profile=_MEET, left=[text for text, left in zip(texts, own, strict=True) if left], voiced=False
    )


def _bare(block: Block) -> str:
    return bare(block.text.lstrip(" #"))


def _above(texts: Sequence[str]) -> int:
    """Return how many lines the title and the list of those attending take, to the line Transcript below them."""
    top = texts[:_MOST_ABOVE]
    if _ATTENDEES not in top:
        return 0
    listed = top.index(_ATTENDEES)
    below = (place for place, text in enumerate(top) if place > listed and text == "Transcript")
    end = next(below, None)
    # Above the list stands the title alone: what is more was not written by Meet.
    return end + 1 if end is not None and listed <= 2 else 0  # noqa: PLR2004  a title and a date


def _is_own(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_MADE, _ENDED, _TITLE))


def _timed(block: Block, text: str) -> Block:
    # In Google Docs the times are headings, which are no talk; here they say when the next turn begins.
    return replace(block, text=text, heading=False) if _TIME.fullmatch(text) else block
