"""`[SPEAKER_00]: text`, as WhisperX writes captions and text, and other names in brackets before a colon."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import could_be_label, rewritten

if TYPE_CHECKING:
    from collections.abc import Collection

    from thematic.ingest.raw import Block, Content

__all__ = ["NAMES", "recognised"]

_WHISPERX, _BRACKETS = NAMES = ("WhisperX", "labels in brackets")

_LABEL = re.compile(r"\s{0,8}\[([^\[\]\n]{1,64})\]:\s{0,8}")
_DIARISED = re.compile(r"SPEAKER_\d{1,4}")
_ENOUGH = 0.3
_FEWEST = 2


def recognised(content: Content, known: Collection[str]) -> Content | None:
    """Return the content with the bracketed labels as its voices, where they recur; the words after them stay."""
    labels = {place: label for place, block in enumerate(content.blocks) if (label := _label(block, known))}
    if len(labels) < max(_FEWEST, _ENOUGH * len(content.blocks)) or len(set(labels.values())) == len(labels):
        return None
    diarised = all(_DIARISED.fullmatch(label) for label in labels.values())
    blocks = (_voiced(block, labels.get(place)) for place, block in enumerate(content.blocks))
    return rewritten(content, blocks, profile=_WHISPERX if diarised else _BRACKETS)


def _label(block: Block, known: Collection[str]) -> str:
    if block.voice is not None or block.heading:
        return ""
    found = _LABEL.match(block.text)
    return found[1] if found and could_be_label(found[1], known) else ""


def _voiced(block: Block, label: str | None) -> Block:
    return block if label is None else replace(block, voice=label, text=_LABEL.sub("", block.text, count=1))
