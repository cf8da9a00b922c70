"""Field notes: entries under their dates, without speakers. May hold how entries are told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.ingest.imported import left_out, plural
from thematic.ingest.talk.dates import Written, begins_with_date, is_month_first, written_date
from thematic.ingest.talk.head import preface
from thematic.ingest.talk.speakers import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["Notes", "dates_in_talk", "entries"]

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
    left = [content.blocks[place].text for place in sorted(above)]
    doubts = (*_doubts(undecided, content.place), *_missed(content, found))
    return Notes(
        said,
        len(found),
        tuple(_notes(len(found), left)),
        doubts,
    )


def dates_in_talk(said: Sequence[Said], place: str) -> Iterator[str]:
    """Yield a doubt where several lines of talk are dates, so that it may be field notes with names in them."""
    lines = [one.block.line for one in said if one.bare and written_date(one.text) is not None]
    if len(lines) > 1:
        what = f"{plural(len(lines), 'line')} of the talk are dates. If these are field notes, say --kind field-notes"
        yield f"{place} {lines[0]}: {what}"


def _missed(content: Content, found: Mapping[int, Written]) -> Iterator[str]:
    """Yield the lines that begin with a date but are no date alone: what follows has the date of the entry before."""
    blocks = enumerate(content.blocks)
    lines = [block.line for place, block in blocks if found and place not in found and begins_with_date(block.text)]
    for line in lines[:_MOST_DOUBTS]:
        yield f"{content.place} {line}: this line begins with a date and was read as words, in the entry before it"
    if len(lines) > _MOST_DOUBTS:
        yield f"{len(lines) - _MOST_DOUBTS} more lines that begin with a date were read as words, too"


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
