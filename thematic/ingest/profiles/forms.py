"""The forms of a line that names a speaker and a time, each read over a whole file. Knows lines, not programs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import LONGEST, bare, could_be_label, is_sure_label
from thematic.ingest.talk.labels import seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from thematic.ingest.raw import Block

    _Reader = Callable[[Sequence[Block], Collection[str]], "Layouts"]
    _Line = Callable[[str, Collection[str]], "Header | None"]

__all__ = ["FORMS", "Header", "Layout", "Layouts"]

_NAME = r"[^\s:：\[\]<>][^:：\[\]<>\t\n]{0,63}?"
_TIME = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_LONG = r"\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?"
# Teams writes the parts of a time without noughts before them: 0:0:3.5
_LOOSE = r"\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,7})?"
_GAP = r"[ \u00a0]{1,12}|[ \u00a0]{0,12}\t[ \u00a0\t]{0,12}"
_WIDE = r"(?: {2,12}|[ \u00a0]{0,12}\t[ \u00a0\t]{0,12})"

_AFTER = re.compile(rf"({_NAME})({_GAP})({_TIME})")
_BESIDE = re.compile(rf"({_NAME})\s{{0,6}}(?:\[({_TIME})\]|\(({_TIME})\))")
_BEFORE = re.compile(rf"(?:\[({_TIME})\]|\(({_TIME})\)|({_LONG}))\s{{1,12}}(?:[-–—]\s{{1,4}})?({_NAME})")
_CLOCK = re.compile(rf"\[({_NAME})\]\s{{1,4}}({_LONG})")
_SPAN = rf"({_LOOSE})\s{{0,4}}-->\s{{0,4}}{_LOOSE}"
_SPAN_ALONE = re.compile(_SPAN)
_SPAN_AFTER = re.compile(rf"({_NAME})\s{{1,12}}{_SPAN}")
_TABBED = re.compile(rf"\s{{0,8}}({_NAME}):?{_WIDE}({_TIME}){_WIDE}(?=\S)")
_TIME_ALONE = re.compile(_TIME)
_ROUND_NAME = " *_-–—"
_MOST = 0.8
_MOST_WORDS = 5
# Below the last header another that is not sure counts only if it comes so soon: "10:30" may well have been said.
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
    """What a line says of the turn below it.

    Attributes:
        label: the speaker, nothing where the line has a time alone.
        start: seconds.
        rest: words on the same line.
        gap: what parts label and time.
        sure: the line can be little else; otherwise its time has to fit between those of its neighbours.
    """

    label: str
    start: float
    rest: str = ""
    gap: str = ""
    sure: bool = True


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


def _each(layout: Layout, read: _Line) -> _Reader:
    def reading(blocks: Sequence[Block], known: Collection[str]) -> Layouts:
        found = {place: read(block.text, known) for place, block in enumerate(blocks)}
        return Layouts(layout, _fitting({place: header for place, header in found.items() if header is not None}))

    return reading


def _fitting(found: Mapping[int, Header]) -> dict[int, Header]:
    """Return the sure headers, and of the others those whose time lies between their neighbours'."""
    following = [place for place in sorted(found, reverse=True) if found[place].sure]
    kept: dict[int, Header] = {}
    latest = 0.0
    for place in sorted(found):
        while following and following[-1] < place:
            following.pop()
        one = found[place]
        until = found[following[-1]].start if following else latest + _SOON
        if one.sure or (kept and latest <= one.start <= until):
            kept[place] = one
            latest = one.start
    return kept


def _wide(label: str, time: str, known: Collection[str], gap: str = "") -> Header | None:
    """Return the header of a form that talk hardly has: any name will do, and odd ones where their time fits."""
    label = label.strip(_ROUND_NAME)
    few = len(label.split()) <= _MOST_WORDS
    return Header(label, seconds(time), gap=gap, sure=could_be_label(label, known)) if few else None


def _narrow(label: str, time: str, known: Collection[str], gap: str = "") -> Header | None:
    """Return the header of a form that talk may have, as "Lunch 12:30" does: odd names only where their time fits."""
    label = label.strip(_ROUND_NAME)
    sure = is_sure_label(label, known)
    few = len(label.split()) <= _MOST_WORDS
    return Header(label, seconds(time), gap=gap, sure=sure) if sure or (few and could_be_label(label, known)) else None


def _after(line: str, known: Collection[str]) -> Header | None:
    text = bare(line)
    if _TIME_ALONE.fullmatch(text):
        return Header("", seconds(text), sure=False)
    found = _AFTER.fullmatch(text)
    if not found:
        return None
    read = _wide if len(found[2]) > 1 or "\t" in found[2] else _narrow
    return read(found[1], found[3], known, found[2])


def _beside(line: str, known: Collection[str]) -> Header | None:
    found = _BESIDE.fullmatch(bare(line))
    return _wide(found[1], found[2] or found[3], known) if found else None


def _before(line: str, known: Collection[str]) -> Header | None:
    found = _BEFORE.fullmatch(bare(line))
    return _narrow(found[4], found[1] or found[2] or found[3], known) if found else None


def _clock(line: str, known: Collection[str]) -> Header | None:
    found = _CLOCK.fullmatch(bare(line))
    return _wide(found[1], found[2], known) if found else None


def _span_after(line: str, known: Collection[str]) -> Header | None:
    found = _SPAN_AFTER.fullmatch(bare(line))
    return _wide(found[1], found[2], known) if found else None


def _tabbed(line: str, known: Collection[str]) -> Header | None:
    found = _TABBED.match(line[:LONGEST])
    header = _narrow(found[1], found[2], known) if found else None
    return replace(header, rest=line[found.end() :]) if found and header else None


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
    _each(Layout.AFTER, _after),
    _each(Layout.BESIDE, _beside),
    _each(Layout.BEFORE, _before),
    _each(Layout.SPAN_AFTER, _span_after),
    _times_of_day,
    _span_above,
    _each(Layout.TABBED, _tabbed),
)
