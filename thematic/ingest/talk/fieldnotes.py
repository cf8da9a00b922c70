"""Field notes: entries under their dates, without speakers. May hold how entries are told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.ingest.imported import left_out, plural
from thematic.ingest.talk.dates import Written, is_month_first, written_date
from thematic.ingest.talk.head import preface
from thematic.ingest.talk.speakers import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["Notes", "entries"]

_MOST_DOUBTS = 5


@dataclass(frozen=True, slots=True)
class Notes:
    """What was written, every paragraph with the date of its entry, and what is to be said of the dates."""

    said: list[Said]
    dates: int
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def entries(content: Content) -> Notes:
    """Return the paragraphs of field notes; a line that is a date says when they were made."""
    found = {place: date for place, block in enumerate(content.blocks) if (date := written_date(block.text))}
    month_first = is_month_first(found.values())
    dates = {place: date.iso(month_first=month_first) for place, date in found.items()}
    above = _above(content.blocks, min(found, default=0))
    said = [Said(block, block.text, start=block.start) for block in _dated(content.blocks, found, dates, above)]
    undecided = [content.blocks[place].line for place, date in dates.items() if date is None]
    return Notes(
        said,
        len(found),
        tuple(_notes(len(found), [content.blocks[place].text for place in sorted(above)])),
        tuple(_doubts(undecided, content.place)),
    )


def _above(blocks: Sequence[Block], first: int) -> frozenset[int]:
    """Return the places above the first date where no notes stand: titles and the like."""
    titles = preface(blocks[:first])
    return frozenset(place for place, block in enumerate(blocks[:first]) if block.line in titles and not block.heading)


def _dated(
    blocks: Sequence[Block], found: Mapping[int, Written], dates: Mapping[int, str | None], above: frozenset[int]
) -> Iterator[Block]:
    date: str | None = None
    begins = False
    for place, block in enumerate(blocks):
        if place in above:
            continue
        if place in found:
            date, begins = dates[place], True
        rest = found[place].rest if place in found and not block.heading else ""
        if rest or place not in found or block.heading:
            yield replace(block, text=rest or block.text, date=date, wrapped=block.wrapped and not begins)
            begins = block.heading and begins


def _notes(dates: int, above: Sequence[str]) -> Iterator[str]:
    if dates:
        yield f"read as field notes: {plural(dates, 'entry', 'entries')} with a date"
    if above:
        yield left_out(f"{plural(len(above), 'line')} above the first entry", above)


def _doubts(lines: Sequence[int], place: str) -> Iterator[str]:
    for line in lines[:_MOST_DOUBTS]:
        yield f"{place} {line}: this entry's date has no year, or can be read in two ways; its turns have none"
    if len(lines) > _MOST_DOUBTS:
        yield f"{len(lines) - _MOST_DOUBTS} more entries' dates could not be decided either"
