"""Which program wrote captions, where their form says so. Labels and voices in them are read elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import has_colon_label
from thematic.ingest.talk.labels import key, opening

if TYPE_CHECKING:
    from collections.abc import Collection

    from thematic.ingest.raw import Content

__all__ = ["NAMES", "recognised"]

_TEAMS, _ZOOM = NAMES = ("Teams", "Zoom")

# Zoom repeats the name in every caption; subtitles name a speaker where a turn begins, if at all.
_NEARLY_ALL = 0.8


def recognised(content: Content, known: Collection[str]) -> Content | None:  # noqa: ARG001  a profile's signature
    """Return WebVTT captions under the name of their program: voice tags are of Teams, a label in each of Zoom."""
    if content.format != "vtt" or not content.blocks:
        return None
    if any(block.voice for block in content.blocks):
        return replace(content, profile=_TEAMS)
    firsts = list({block.start: block for block in reversed(content.blocks)}.values())
    labels = [key(opening(block.text).label or "") for block in firsts if has_colon_label(block)]
    if len(labels) < _NEARLY_ALL * len(firsts) or len(set(labels)) == len(labels):
        return None
    return replace(content, profile=_ZOOM)
