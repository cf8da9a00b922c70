"""Speakers as headings, `## Maya`, again and again, with what they say below. May hold how such headings are told."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import bare, coming_back, has_colon_labels, has_entries, is_sure_label, rewritten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["NAMES", "recognised"]

(_HEADINGS,) = NAMES = ("labels as headings",)

_FEWEST_RETURNING = 2


def recognised(content: Content, known: Collection[str]) -> Content | None:
    """Return the content with the headings that are names as the voices of what stands below them."""
    if content.cues or any(block.voice is not None for block in content.blocks):
        return None
    labels = dict(_labels(content.blocks, known))
    if len(coming_back(labels.values())) < _FEWEST_RETURNING:
        return None
    if has_colon_labels(content.blocks, known) or has_entries(content.blocks, labels):
        return None
    return rewritten(content, _voiced(content.blocks, labels), profile=_HEADINGS)


def _labels(blocks: Sequence[Block], known: Collection[str]) -> Iterator[tuple[int, str]]:
    for place, (block, below) in enumerate(itertools.pairwise(blocks)):
        label = bare(block.text.lstrip(" #")).rstrip(" :")
        if block.heading and not below.heading and label and is_sure_label(label, known):
            yield place, label


def _voiced(blocks: Sequence[Block], labels: dict[int, str]) -> Iterator[Block]:
    for place, block in enumerate(blocks):
        if place not in labels:
            yield block if place - 1 not in labels else replace(block, voice=labels[place - 1], wrapped=False)
