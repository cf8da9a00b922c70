"""The forms of a line that names a speaker and a time, each read over a whole file. Knows lines, not programs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from thematic.ingest.labels import seconds
from thematic.ingest.profiles.lines import LONGEST, bare, could_be_label, is_sure_label

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from thematic.ingest.raw import Block

    _Reader = Callable[[Sequence[Block], Collection[str]], "Layouts"]

__all__ = ["FORMS", "Header", "Layout", "Layouts"]

_NAME = r"[^\W\d_][^:：\[\]<>\t\n]{0,63}?"
_TIME = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_LONG = r"\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?"
# Teams writes the parts of a time without noughts before them: 0:0:3.5
_LOOSE = r"\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,7})?"
_GAP = r"[ \u00a0]{1,12}|[ \u00a0]{0,12}\t[ \u00a0\t]{0,12}"
_WIDE = r"(?: {2,12}|[ \u00a0]{0,12}\t[ \u00a0\t]{0,12})"

_AFTER = re.compile(rf"({_NAME})({_GAP})({_TIME})")
_BESIDE = re.compile(rf"({_NAME})\s{{0,6}}(?:\[({_TIME})\]|\(({_TIME})\))")
_BEFORE = re.compile(rf"(?:\[({_TIME})\]|\(({_TIME})\)|({_LONG}))\s{{1,12}}({_NAME})")
_CLOCK = re.compile(rf"\[({_NAME})\]\s{{1,4}}({_LONG})")
_SPAN = rf"({_LOOSE})\s{{0,4}}-->\s{{0,4}}{_LOOSE}"
_SPAN_ALONE = re.compile(_SPAN)
_SPAN_AFTER = re.compile(rf"({_NAME})\s{{1,12}}{_SPAN}")
_TABBED = re.compile(rf"\s{{0,8}}({_NAME}):?{_WIDE}({_TIME}){_WIDE}(?=\S)")
_TIME_ALONE = re.compile(_TIME)
_MOST = 0.8
# A time alone below the last header is one itself only if it comes so soon: "10:30" may well have been said.
_SOON = 120.0


class Layout(Enum):
    """Where the time stands: behind the name, in brackets beside it, before it, ..."""

    AFTER = auto()
    BESIDE = auto()
    BEFORE = auto()
    CLOCK = auto()
    SPAN_AFTER = auto()
    SPAN_ABOVE = auto()
    TABBED = auto()


@dataclass(frozen=True, slots=True)
class Header:
    """A speaker's label, none where the line has a time alone; seconds; words on the same line; what parts the two."""

    label: str
    start: float
    rest: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Layouts:
    """The headers of one layout by the places of their blocks, and the blocks that are half of one."""

    layout: Layout
    headers: Mapping[int, Header]
    halves: frozenset[int] = frozenset()

    @property
    def named(self) -> list[Header]:
        """The headers that say who speaks, in order."""
        return [header for header in self.headers.values() if header.label]


def _each(layout: Layout, read: Callable[[str, Collection[str]], Header | None]) -> _Reader:
    def reading(blocks: Sequence[Block], known: Collection[str]) -> Layouts:
        found = {place: read(bare(block.text), known) for place, block in enumerate(blocks)}
        return Layouts(layout, {place: header for place, header in found.items() if header is not None})

    return reading


def _header(label: str, time: str, known: Collection[str], *, sure: bool, gap: str = "") -> Header | None:
    label = label.strip(" *_")
    fits = could_be_label(label, known) if sure else is_sure_label(label, known)
    return Header(label, seconds(time), gap=gap) if fits else None


def _after(text: str, known: Collection[str]) -> Header | None:
    found = _AFTER.fullmatch(text)
    if found:
        # "Lunch 12:30" has one space too: it needs a name that is surely one.
        return _header(found[1], found[3], known, sure=len(found[2]) > 1 or "\t" in found[2], gap=found[2])
    return None


def _times_behind(blocks: Sequence[Block], known: Collection[str]) -> Layouts:
    """Read names with a time behind them; a time alone is somebody unknown, where it lies between its neighbours'."""
    named = _each(Layout.AFTER, _after)(blocks, known)
    headers: dict[int, Header] = {}
    following = sorted(named.headers, reverse=True)
    latest = 0.0
    for place, block in enumerate(blocks):
        while following and following[-1] < place:
            following.pop()
        if place in named.headers:
            headers[place] = named.headers[place]
        elif headers and _TIME_ALONE.fullmatch(text := bare(block.text)):
            until = named.headers[following[-1]].start if following else latest + _SOON
            if latest <= seconds(text) <= until:
                headers[place] = Header("", seconds(text))
        latest = headers[place].start if place in headers else latest
    return replace(named, headers=headers)


def _beside(text: str, known: Collection[str]) -> Header | None:
    found = _BESIDE.fullmatch(text)
    return _header(found[1], found[2] or found[3], known, sure=True) if found else None


def _before(text: str, known: Collection[str]) -> Header | None:
    found = _BEFORE.fullmatch(text)
    return _header(found[4], found[1] or found[2] or found[3], known, sure=False) if found else None


def _clock(text: str, known: Collection[str]) -> Header | None:
    found = _CLOCK.fullmatch(text)
    return _header(found[1], found[2], known, sure=True) if found else None


def _span_after(text: str, known: Collection[str]) -> Header | None:
    found = _SPAN_AFTER.fullmatch(text)
    return _header(found[1], found[2], known, sure=True) if found else None


def _tabbed(blocks: Sequence[Block], known: Collection[str]) -> Layouts:
    headers: dict[int, Header] = {}
    for place, block in enumerate(blocks):
        found = _TABBED.match(block.text[:LONGEST])
        header = _header(found[1], found[2], known, sure=False) if found else None
        if found and header:
            headers[place] = replace(header, rest=block.text[found.end() :])
    return Layouts(Layout.TABBED, headers)


def _times_of_day(blocks: Sequence[Block], known: Collection[str]) -> Layouts:
    """Read Zoom's saved captions: the time is that of the clock, so that seconds count from the first one."""
    found = _each(Layout.CLOCK, _clock)(blocks, known)
    begin = min((header.start for header in found.headers.values()), default=0.0)
    headers = {place: replace(one, start=round(one.start - begin, 3)) for place, one in found.headers.items()}
    return replace(found, headers=headers)


def _span_above(blocks: Sequence[Block], known: Collection[str]) -> Layouts:
    """Read a span of time on its line with a name on the next and words below that."""
    texts = [bare(block.text) for block in blocks]
    spans = {place: found for place, text in enumerate(texts) if (found := _SPAN_ALONE.fullmatch(text))}
    named = {
        place: Header(texts[place + 1], seconds(found[1]))
        for place, found in spans.items()
        if place + 2 < len(texts) and place + 2 not in spans and could_be_label(texts[place + 1], known)
    }
    if len(named) < _MOST * len(spans):
        return Layouts(Layout.SPAN_ABOVE, {})
    nameless = {place: Header("", seconds(found[1])) for place, found in spans.items() if place not in named}
    return Layouts(
        Layout.SPAN_ABOVE, dict(sorted({**named, **nameless}.items())), frozenset(place + 1 for place in named)
    )


FORMS = (
    _times_behind,
    _each(Layout.BESIDE, _beside),
    _each(Layout.BEFORE, _before),
    _each(Layout.SPAN_AFTER, _span_after),
    _times_of_day,
    _span_above,
    _tabbed,
)
