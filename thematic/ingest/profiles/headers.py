"""Turns under a line that names the speaker and a time: `Name   0:03`, `00:00:03 Name`, `[Name] 10:02:31`.

Teams, Otter, Zoom and Word write documents so, and other programs. Recognised by the whole file: such lines come back,
their times do not go backwards, and something is said below them.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.forms import FORMS, Header, Layout, Layouts
from thematic.ingest.profiles.lines import day_doubts, has_colon_label, has_entries, rewritten
from thematic.ingest.profiles.programs import OTTER, TEAMS, WORD, ZOOM, Program, own_lines, signed
from thematic.ingest.profiles.timed import LABELS_WITH_TIMES
from thematic.ingest.talk.labels import key, speaks_role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["NAMES", "recognised"]

NAMES = (TEAMS.name, OTTER.name, ZOOM.name, WORD.name, LABELS_WITH_TIMES)

_FEWEST = 2
_IN_ORDER = 0.9
_SHARE = 0.02
_SPOKEN = 0.5
_TEAMS_GAP, _OTTER_GAP = "   ", "  "
# Programs that write a line each few words: of one speaker they are one turn, as captions are.
_IN_PIECES = frozenset({Layout.CLOCK, Layout.SPAN_ABOVE})


def recognised(content: Content, known: Collection[str]) -> Content | None:
    """Return the talk under its headers with voices and times, and without what the program wrote round it."""
    if content.cues or any(block.voice is not None for block in content.blocks):
        return None
    found = max((read(content.blocks, known) for read in FORMS), key=lambda one: len(one.named))
    program = signed(content.blocks)
    if not found.headers or not _holds(content.blocks, found, program):
        return None
    program = program or _by_form(content.blocks, found)
    own = own_lines(content.blocks, program, first=min(found.headers)) - found.headers.keys() - found.halves
    blocks = _under(content.blocks, found.headers, own | found.halves)
    cues = found.layout in _IN_PIECES
    left = [content.blocks[place].text for place in sorted(own)]
    talk = rewritten(content, blocks, profile=program.name, left=left)
    return replace(talk, cues=cues, doubts=(*content.doubts, *day_doubts(content, found.headers)))


def _holds(blocks: Sequence[Block], found: Layouts, program: Program | None) -> bool:
    """Whether the lines found are headers, judged by all of them together."""
    named = found.named
    enough = max(_FEWEST - (program is not None), _SHARE * len(blocks))
    if len(named) < enough or not _in_order([header.start for header in found.headers.values()]):
        return False
    if program is None and has_entries(blocks, found.headers):
        return False
    if program is None and not (_come_back(named) or all(speaks_role(header.label) for header in named)):
        return False
    others = [block for place, block in enumerate(blocks) if place not in found.headers]
    spoken = len(others) + sum(bool(header.rest) for header in named)
    return spoken >= _SPOKEN * len(named) and sum(map(has_colon_label, others)) < len(named)


def _in_order(starts: Sequence[float]) -> bool:
    pairs = list(itertools.pairwise(starts))
    return sum(one <= other for one, other in pairs) >= _IN_ORDER * len(pairs)


def _come_back(named: Sequence[Header]) -> bool:
    return any(count > 1 for count in Counter(key(header.label) for header in named).values())


def _by_form(blocks: Sequence[Block], found: Layouts) -> Program:
    if found.layout is Layout.CLOCK:
        return ZOOM
    if found.layout is Layout.SPAN_ABOVE:
        return TEAMS
    gaps = {header.gap for header in found.named}
    if found.layout is Layout.AFTER and gaps in ({_TEAMS_GAP}, {_OTTER_GAP}):
        return TEAMS if gaps == {_TEAMS_GAP} else OTTER
    above = blocks[: min(found.headers)]
    if found.layout is Layout.BEFORE and any(WORD.signature.fullmatch(block.text.strip()) for block in above):
        return WORD
    return Program(LABELS_WITH_TIMES)


def _under(blocks: Sequence[Block], headers: Mapping[int, Header], left: Collection[int]) -> Iterator[Block]:
    """Yield the talk, the first block under each header with its voice and time."""
    header: Header | None = None
    for place, block in enumerate(blocks):
        if place in headers:
            header = headers[place]
            if header.rest:
                yield _spoken(block, header, header.rest)
                header = None
        elif place not in left:
            if header is None or block.heading:
                yield block
            else:
                yield _spoken(block, header, block.text)
                header = None


def _spoken(block: Block, header: Header, words: str) -> Block:
    return replace(block, text=words, voice=header.label, start=header.start, wrapped=False)
