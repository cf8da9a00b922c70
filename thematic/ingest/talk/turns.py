"""Blocks to raw turns: what goes on, what begins anew, what is left out and counted. May hold only that.

In text, Markdown and Word every label begins a turn, and a paragraph without one goes on in the turn before, after an
LF. In captions a turn goes on, after a space, until another speaks; where nobody is named, until a pause.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from thematic.ingest.imported import left_out, plural
from thematic.ingest.raw import RawTurn, clean
from thematic.ingest.talk.head import is_direction, is_in_italics, is_ornament, is_question_in_italics, preface
from thematic.ingest.talk.labels import key
from thematic.ingest.talk.tail import tail_doubts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.ingest.talk.speakers import Said

__all__ = ["Merged", "merged", "nobody_named"]

# Between captions that name nobody, a silence of this many seconds ends a turn.
PAUSE = 2.0
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Merged:
    """The turns, and counts of what was left out."""

    turns: tuple[RawTurn, ...]
    labelled: bool
    notes: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """A turn that is still being said."""

    said: Said
    start: float | None
    pieces: list[str] = field(default_factory=list)
    preface: bool = False

    def add(self, text: str, joiner: str) -> None:
        if text:
            self.pieces += [joiner, text] if self.pieces else [text]

    def closed(self) -> Iterator[RawTurn]:
        if self.pieces:
            nobody, block = self.said.unknown or self.preface, self.said.block
            yield RawTurn(self.said.speaker, "".join(self.pieces), self.start, block.line, nobody, date=block.date)


@dataclass(slots=True)
class _Left:
    """What was left out of the text."""

    head: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    directions: list[str] = field(default_factory=list)


def merged(said: Sequence[Said], *, place: str, cues: bool) -> Merged:
    """Return the turns that `said` makes; `place` is what its lines are called in doubts."""
    labelled = any(not one.bare for one in said)
    left = _Left()
    talk = list(_talk(said, left, labelled=labelled, cues=cues))
    turns = tuple(_turns(talk, labelled=labelled, cues=cues))
    return Merged(
        turns,
        labelled,
        tuple(_notes(left)),
        (
            *_doubts(turns, place, labelled=labelled),
            *_in_italics(talk if labelled and not cues else (), place),
            *_asked_in_headings(said, place),
            *tail_doubts(talk, place),
        ),
    )


def nobody_named(*, cues: bool) -> str:
    """Return the doubt that a file leaves in which no speaker was found."""
    unit = "stretch between pauses" if cues else "paragraph"
    return f'no label such as "Name:" was found: every {unit} is a turn, and nobody is named'


def _talk(said: Sequence[Said], left: _Left, *, labelled: bool, cues: bool) -> Iterator[Said]:
    """Leave out headings, rules, and before the first label whatever is no talk."""
    begun = not labelled
    above = frozenset() if begun or cues else _above(said)
    for one in said:
        begun = begun or not one.bare
        if one.block.heading or (one.bare and is_ornament(one.text)):
            left.headings.append(one.text)
        elif not begun and one.block.line in above and one.text.strip():
            left.head.append(one.text)
        elif labelled and one.bare and not cues and is_direction(one.text):
            left.directions.append(one.text)
        elif labelled and one.bare and not cues and is_question_in_italics(one.text):
            yield replace(one, unknown=True)
        else:
            yield one


def _above(said: Sequence[Said]) -> frozenset[int]:
    return preface([one.block for one in itertools.takewhile(lambda one: one.bare, said)])


def _turns(talk: Sequence[Said], *, labelled: bool, cues: bool) -> Iterator[RawTurn]:
    open_turn: _Open | None = None
    before: Said | None = None
    time: float | None = None
    for one in talk:
        text = clean(one.text)
        if not text and one.bare:
            # A time on its own line belongs to what follows.
            time = one.start if one.block.end is None else None
            continue
        if open_turn is None or before is None or _begins(one, before, open_turn, labelled=labelled, cues=cues):
            yield from open_turn.closed() if open_turn else ()
            open_turn = _Open(one, time if one.start is None else one.start, preface=labelled and one.bare)
        open_turn.add(text, " " if cues or one.block.wrapped else "\n")
        before, time = one, None
    yield from open_turn.closed() if open_turn else ()


def _begins(one: Said, before: Said, turn: _Open, *, labelled: bool, cues: bool) -> bool:
    """Whether `one` begins a turn of its own rather than going on in `turn`."""
    if not labelled:
        return _paused(before, one) if cues else not (one.block.wrapped or one.block.line == before.block.line)
    if one.bare:
        return turn.preface and not cues and not one.block.wrapped
    return not cues or turn.preface or not _same(one, turn.said)


def _same(one: Said, other: Said) -> bool:
    return one.unknown == other.unknown and key(one.speaker or "") == key(other.speaker or "")


def _paused(before: Said, one: Said) -> bool:
    ended, begins = before.block.end, one.block.start
    return ended is not None and begins is not None and begins - ended >= PAUSE


def _notes(left: _Left) -> Iterator[str]:
    if left.head:
        yield left_out(f"{plural(len(left.head), 'line')} above the talk (date, place, title and the like)", left.head)
    if left.headings:
        yield left_out(plural(len(left.headings), "heading or rule", "headings and rules"), left.headings)
    if left.directions:
        yield left_out(f"{plural(len(left.directions), 'stage direction')} in italics", left.directions)


def _in_italics(talk: Sequence[Said], place: str) -> Iterator[str]:
    """Yield a doubt where a long paragraph in italics goes on in a turn: another may have said it."""
    lines = [one.block.line for one in talk if one.bare and is_in_italics(one.text)]
    if lines:
        where = f"{place}{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_MOST_LINES]))}"
        yield f"{plural(len(lines), 'paragraph')} in italics read as words of the turn before: {where}"


def _asked_in_headings(said: Sequence[Said], place: str) -> Iterator[str]:
    """Yield a doubt where headings ask something: an interviewer's questions may be set so."""
    lines = [one.block.line for one in said if one.block.heading and one.text.rstrip(" *_").endswith("?")]
    if lines:
        where = f"{place}{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_MOST_LINES]))}"
        yield f"{plural(len(lines), 'heading')} left out though a question: {where}. If it was said, give it a label"


def _doubts(turns: Sequence[RawTurn], place: str, *, labelled: bool) -> Iterator[str]:
    first = next((turn for turn in turns if turn.unattributed and turn.speaker is None), None) if labelled else None
    if first is not None:
        count = sum(turn.unattributed and turn.speaker is None for turn in turns)
        yield f"{place} {first.line}: {plural(count, 'turn has', 'turns have')} no speaker: the file names none there"
