"""Labels behind something else: `00:03 Name: text`, `1. Name: text`, `- **Name:** text`. May hold what stands before.

It is taken off where it begins most lines of the file and what follows are labels that come back.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import coming_back, has_colon_label, rewritten
from thematic.ingest.talk.labels import opening, seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["NAMES", "recognised"]

_TIMES, _NUMBERS, _ITEMS = NAMES = ("labels behind times", "labels in numbered lines", "labels in a list")

_TIME = re.compile(r"\s{0,8}(\d{1,3}:[0-5]\d)\s{1,8}(?:[-–—]\s{1,4})?(?=\S)")
_NUMBER = re.compile(r"\s{0,8}(\d{1,5})[.)]?[ \t]{1,8}(?=\S)")
_ITEM = re.compile(r"\s{0,8}[-*+•>]\s{1,4}(?=\S)")
_FORMS = ((_TIMES, _TIME), (_NUMBERS, _NUMBER), (_ITEMS, _ITEM))
_FEWEST = 3
_MOST = 0.5
_IN_ORDER = 0.9
_LABELLED = 0.3


def recognised(content: Content, known: Collection[str]) -> Content | None:  # noqa: ARG001  a profile's signature
    """Return the content without the times, numbers or dashes before its labels, times kept."""
    if content.cues or any(block.voice is not None for block in content.blocks):
        return None
    for name, form in _FORMS:
        leads = _leads(content.blocks, form)
        labels = {place: label for place, found in leads.items() if (label := _behind(content.blocks[place], found))}
        if _holds(content.blocks, leads, labels, ordered=name != _ITEMS):
            own = labels.keys() | (_counting(leads, labels) if name == _NUMBERS else set())
            blocks = (
                _bared(block, leads[place], name) if place in own else block
                for place, block in enumerate(content.blocks)
            )
            return rewritten(content, blocks, profile=name, voiced=False)
    return None


def _leads(blocks: Sequence[Block], form: re.Pattern[str]) -> dict[int, re.Match[str]]:
    found = {place: form.match(block.text) for place, block in enumerate(blocks) if not block.heading}
    return {place: lead for place, lead in found.items() if lead is not None}


def _behind(block: Block, lead: re.Match[str]) -> str:
    """Return the label that stands behind a lead, or nothing."""
    text = block.text[lead.end() :]
    return opening(text).label or "" if has_colon_label(replace(block, text=text)) else ""


def _holds(
    blocks: Sequence[Block], leads: Mapping[int, re.Match[str]], labels: Mapping[int, str], *, ordered: bool
) -> bool:
    """Whether most lines begin so, in order where they count, and labels that come back stand behind."""
    written = sum(not block.heading for block in blocks)
    if len(leads) < max(_FEWEST, _MOST * written) or (ordered and not _rise([leads[place] for place in labels])):
        return False
    return len(labels) >= _LABELLED * len(leads) and bool(coming_back(labels.values()))


def _counting(leads: Mapping[int, re.Match[str]], labels: Collection[int]) -> set[int]:
    """Return the places of numbers before other words that are the next number: what else is a number was said."""
    counting: set[int] = set()
    number = 0
    for place, lead in leads.items():
        if place in labels or int(lead[1]) == number + 1:
            number = int(lead[1])
            counting.add(place)
    return counting


def _rise(leads: Collection[re.Match[str]]) -> bool:
    values = [seconds(found[1]) for found in leads]
    pairs = list(itertools.pairwise(values))
    return sum(before <= after for before, after in pairs) >= _IN_ORDER * len(pairs)


def _bared(block: Block, lead: re.Match[str], name: str) -> Block:
    start = seconds(lead[1]) if name == _TIMES else block.start
    return replace(block, text=block.text[lead.end() :], start=start, wrapped=False)
