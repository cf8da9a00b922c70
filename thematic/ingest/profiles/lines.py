"""What the profiles share: whether a line's words could be a label, and how what they leave out is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.imported import left_out, plural
from thematic.ingest.talk.dates import written_date
from thematic.ingest.talk.labels import is_id, key, opening, plausible, speaks_role
from thematic.ingest.talk.names import is_name, is_talk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = [
    "LONGEST",
    "bare",
    "coming_back",
    "could_be_label",
    "day_doubts",
    "has_colon_label",
    "has_colon_labels",
    "has_entries",
    "is_sure_label",
    "rewritten",
]

# No line of a program's own is longer; what is longer is talk, and is not looked at.
LONGEST = 160
_LONGEST_LABEL = 64
_MOST_NAMES = 3
# A day of field notes has no more headings, and no more doubts are worth reading.
_MOST_PLACES = 8
_MOST_DAYS = 5
_ROUND = " \t\u00a0*_\u200b\u200e\u200f\ufeff"


def bare(text: str) -> str:
    """Return a line without spaces and emphasis round it; nothing where it is longer than any of a program's."""
    stripped = text.strip(_ROUND)
    return stripped if len(stripped) <= LONGEST else ""


def is_sure_label(label: str, known: Collection[str]) -> bool:
    """Whether `label` is a name, a role or an id as `Name: text` would need it to be, or known to the study."""
    if key(label) in known:
        return True
    return plausible(label) and (is_name(label) or speaks_role(label) or is_id(label) or _is_full_name(label))


def _is_full_name(label: str) -> bool:
    """Whether a label is a first name and a surname that would be nobody alone: `Bo Day`, `Ines March`."""
    parts = label.split()
    return 1 < len(parts) <= _MOST_NAMES and all(part[0].isupper() for part in parts) and not is_talk(label)


def could_be_label(label: str, known: Collection[str]) -> bool:
    """Whether `label` may be a speaker where its place on the line says so already: any name, `Hill, Bev (Guest)`."""
    if key(label) in known:
        return True
    return bool(label) and label[0].isalpha() and len(label) <= _LONGEST_LABEL and not is_talk(label)


def has_entries(blocks: Sequence[Block], labels: Collection[int]) -> bool:
    """Whether the lines that look like labels are places under the dates of field notes.

    So where two days follow each other and head no more labels than a day has places: somebody who was born on a day
    says it once, among many labels, or right below one.
    """
    days = _days(blocks, labels)
    dates = [date for place in days if (date := written_date(blocks[place].text)) is not None]
    written = [date.iso(month_first=False) or "" for date in dates]
    return len(days) > 1 and written == sorted(written) and len(labels) < _MOST_PLACES * len(days)


def _days(blocks: Sequence[Block], labels: Collection[int]) -> list[int]:
    """Return the places of lines that are dates and do not stand right below one of the `labels`, as an answer does."""
    free = (place for place in range(len(blocks)) if place not in labels and place - 1 not in labels)
    return [place for place in free if written_date(blocks[place].text) is not None]


def day_doubts(content: Content, labels: Collection[int]) -> Iterator[str]:
    """Yield a doubt for each of the days among the `labels` of a file that was read as talk; few."""
    below = [place for place in _days(content.blocks, labels) if place > min(labels)]
    for place in below[:_MOST_DAYS]:
        yield f"{content.place} {content.blocks[place].line}: a date stands alone there, and was read as talk"


def has_colon_label(block: Block) -> bool:
    """Whether a line begins as `Name: text` does."""
    label = opening(block.text).label
    return label is not None and plausible(label) and not is_talk(label)


def has_colon_labels(blocks: Sequence[Block], known: Collection[str]) -> bool:
    """Whether somebody is labelled with a colon, too: a label that comes back, says a role or is known."""
    counts = Counter(opening(block.text).label or "" for block in blocks if has_colon_label(block))
    return any(count > 1 or speaks_role(label) or key(label) in known for label, count in counts.items())


def coming_back(labels: Iterable[str]) -> frozenset[str]:
    """Return the keys of the labels that occur more than once."""
    return frozenset(name for name, count in Counter(map(key, labels)).items() if count > 1)


def rewritten(
    content: Content, blocks: Iterable[Block], *, profile: str, left: Sequence[str] = (), voiced: bool = True
) -> Content:
    """Return `content` with other blocks, the name of what it was recognised as, and a note of what was left out."""
    # Programs have names; conventions have descriptions, and write nothing of their own.
    whose = f"of {profile}'s own" if profile[0].isupper() else "round the talk"
    notes = (left_out(f"{plural(len(left), 'line')} {whose}", left),) if left else ()
    return replace(content, blocks=tuple(blocks), profile=profile, voiced=voiced, notes=(*content.notes, *notes))
