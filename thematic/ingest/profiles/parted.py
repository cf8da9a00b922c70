"""A label and its words with a tab or a dash between, `INT - text`, throughout a file. May hold what parts them.

Talk has dashes, too. So this is read only where most lines are so, several labels come back, and none has a colon.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import coming_back, has_colon_labels, has_entries, is_sure_label, rewritten
from thematic.ingest.talk.labels import key, role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from thematic.ingest.raw import Content

__all__ = ["NAMES", "recognised"]

_TABS, _DASHES = NAMES = ("labels before tabs", "labels before dashes")

_LABEL = r"\s{0,8}([^\s:：][^:：\t\n]{0,39}?)"
_FORMS = (
    (_TABS, re.compile(_LABEL + r" {0,4}\t\s{0,8}(?=\S)")),
    (_DASHES, re.compile(_LABEL + r"\s{1,4}[-–—]{1,2}\s{1,4}(?=\S)")),
)
_FEWEST_RETURNING = 2
_MOST = 0.5


def recognised(content: Content, known: Collection[str]) -> Content | None:
    """Return the content with what stands before tabs or dashes as its voices."""
    if content.cues or any(block.voice is not None for block in content.blocks):
        return None
    for name, form in _FORMS:
        found = {
            place: match
            for place, block in enumerate(content.blocks)
            if not block.heading and (match := form.match(block.text)) and is_sure_label(match[1], known)
        }
        if _holds(content, found, known):
            blocks = (
                replace(block, text=block.text[found[place].end() :], voice=found[place][1], wrapped=False)
                if place in found
                else block
                for place, block in enumerate(content.blocks)
            )
            return rewritten(content, blocks, profile=name)
    return None


def _holds(content: Content, found: Mapping[int, re.Match[str]], known: Collection[str]) -> bool:
    labels = [match[1] for match in found.values()]
    returning = coming_back(labels)
    # A list of places may look so; somebody who asks, or whom the study knows, is in none.
    somebody = any(key(label) in known or role_of(label) is not None for label in labels)
    if not somebody or len(returning) < _FEWEST_RETURNING or len(found) < _MOST * len(content.blocks):
        return False
    return not has_colon_labels(content.blocks, known) and not has_entries(content.blocks, found)
