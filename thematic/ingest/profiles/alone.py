"""A speaker alone on a line, without a colon, and below it what they say.

A name alone may as well be one word that was said. So this is read only where several names come back, where nobody is
labelled with a colon, and where a line below a label is always talk.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import (
    bare,
    coming_back,
    could_be_label,
    day_doubts,
    has_colon_labels,
    has_entries,
    is_sure_label,
    rewritten,
)
from thematic.ingest.talk.labels import key, speaks_role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["NAMES", "recognised"]

(_ALONE,) = NAMES = ("labels on lines of their own",)

_FEWEST_RETURNING = 2
_SHARE = 0.2
_WIDTH = 40
_ENDS = tuple(".?!…,;")
_MOST_WORDS = 5
_MOST_DOUBTS = 5


def recognised(content: Content, known: Collection[str]) -> Content | None:
    """Return the content with the names alone on lines as the voices of what stands below them."""
    if content.cues or any(block.voice is not None for block in content.blocks):
        return None
    labels = _labels(content.blocks, known)
    returning = coming_back(labels.values())
    if len(returning) < _FEWEST_RETURNING or len(labels) < _SHARE * len(content.blocks):
        return None
    if has_colon_labels(content.blocks, known) or has_entries(content.blocks, labels):
        return None
    doubts = (*content.doubts, *_doubts(content, labels, returning | set(known)), *day_doubts(content, labels))
    return replace(rewritten(content, _voiced(content.blocks, labels), profile=_ALONE), doubts=doubts)


def _doubts(content: Content, labels: dict[int, str], known: Collection[str]) -> Iterator[str]:
    """Yield the lines that stood for a label only once, names that were read as talk, and what may have been names."""
    for place, label in labels.items():
        if key(label) not in known and not speaks_role(label):
            yield f"{_where(content, place, label)} stands alone there only, and was read as a speaker"
        below = bare(content.blocks[place + 1].text)
        if key(below) in known:
            yield f"{_where(content, place + 1, below)} stands below a name, and was read as what they said"
    others = (place for place in range(len(content.blocks)) if place not in labels and place - 1 not in labels)
    for place in itertools.islice((place for place in others if _may_be_label(content.blocks[place])), _MOST_DOUBTS):
        yield f"{_where(content, place, bare(content.blocks[place].text))} stands alone, and was read as talk"


def _where(content: Content, place: int, label: str) -> str:
    return f'{content.place} {content.blocks[place].line}: "{one_line(label, _WIDTH)}"'


def _may_be_label(block: Block) -> bool:
    """Whether a line read as talk is short, begins as a name does and ends as none but a name does: `Hill, Bev`."""
    text = bare(block.text)
    named = text[:1].isupper() and len(text.split()) <= _MOST_WORDS and could_be_label(text, ())
    return named and text[-1] not in _ENDS and not (block.heading or block.wrapped or block.cell)


def _labels(blocks: Sequence[Block], known: Collection[str]) -> dict[int, str]:
    """Return the places of labels: whatever follows one is what was said, even if it is a name."""
    labels: dict[int, str] = {}
    following = itertools.chain(blocks[1:], [None])
    for place, (block, after) in enumerate(zip(blocks, following, strict=True)):
        label = bare(block.text)
        last = after is None or after.heading
        if not last and place - 1 not in labels and _is_label(block, label, known):
            labels[place] = label
    return labels


def _is_label(block: Block, label: str, known: Collection[str]) -> bool:
    ends = label[-1:] in _ENDS and key(label) not in known
    return bool(label) and not (block.heading or block.wrapped or block.cell or ends) and is_sure_label(label, known)


def _voiced(blocks: Sequence[Block], labels: dict[int, str]) -> Iterator[Block]:
    for place, block in enumerate(blocks):
        if place not in labels:
            yield block if place - 1 not in labels else replace(block, voice=labels[place - 1], wrapped=False)
