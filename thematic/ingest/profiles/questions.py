"""`Q.` and `A.` with a full stop, as court reporters and some typists write them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import rewritten

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["NAMES", "recognised"]

(_QUESTIONS,) = NAMES = ("Q. and A.",)

_LETTER = re.compile(r"\s{0,40}(?:\*\*)?([A-Z])\.(?:\*\*)?(?:\s|$)")
_SPOKEN = ("Q", "A")
_FEWEST = 3
_ENOUGH = 0.3
_FEW = 0.1


def recognised(content: Content, known: Collection[str]) -> Content | None:  # noqa: ARG001  a profile's signature
    """Return the content with `Q:` for `Q.`, where both letters begin lines and hardly another does, as in a list."""
    letters = [_letter(block) for block in content.blocks]
    found = [letter for letter in letters if letter]
    if len(found) < max(_FEWEST, _ENOUGH * len(letters)) or found[0] != "Q" or not _both_speak(found):
        return None
    blocks = (
        replace(block, text=_LETTER.sub(r"\1: ", block.text, count=1), wrapped=False) if letter in _SPOKEN else block
        for block, letter in zip(content.blocks, letters, strict=True)
    )
    return rewritten(content, blocks, profile=_QUESTIONS, voiced=False)


def _both_speak(found: Sequence[str]) -> bool:
    """Whether both letters come, and hardly another: a name such as `B. Hill` may begin a line."""
    others = sum(letter not in _SPOKEN for letter in found)
    return set(_SPOKEN) <= set(found) and others <= _FEW * len(found)


def _letter(block: Block) -> str:
    found = None if block.heading or block.voice is not None else _LETTER.match(block.text)
    return found[1] if found else ""
