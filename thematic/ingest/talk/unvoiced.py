"""Captions that say another speaks, and not who: `>> Really?`, a dash before each of two lines. May hold the signs."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from thematic.ingest.raw import Content

__all__ = ["by_nobody"]

_ANOTHER = re.compile(r"\s{0,4}>{2,3}\s")
_DASH = re.compile(r"\s{0,4}[-–—]\s{0,2}\S")
_NEARLY_ALL = 0.8


def by_nobody(content: Content) -> Collection[int]:
    """Return the places of captions in which somebody else begins to speak whom nothing names."""
    return frozenset(_places(content)) if content.cues else frozenset()


def _places(content: Content) -> Iterator[int]:
    voiced = sum(block.voice is not None for block in content.blocks) >= _NEARLY_ALL * len(content.blocks)
    cues = itertools.groupby(enumerate(content.blocks), key=lambda one: one[1].start)
    for _, cue in cues:
        lines = [(place, block) for place, block in cue if block.voice is None]
        dashed = len(lines) > 1 and all(_DASH.match(block.text) for _, block in lines)
        yield from (place for place, block in lines if dashed or voiced or _ANOTHER.match(block.text))
