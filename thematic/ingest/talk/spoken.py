"""What is to be doubted of a file's labels: nearly a speaker, a speaker once, talk that comes back.

May hold the sentences, and which labels are spelt alike.
"""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING

from thematic.ingest.imported import plural
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thematic.ingest.raw import Content
    from thematic.ingest.talk.census import Verdict

__all__ = ["doubts_about"]

_MOST_DOUBTS = 12
_MOST_LINES = 100
_MOST_NAMES = 6
_WIDTH = 40
# "ITN" and "INT".
_ALIKE = 0.65
_MOST_COMPARED = 200


def doubts_about(nearly: Mapping[int, str], verdict: Verdict, content: Content) -> Iterator[str]:
    """Yield the doubts that a file's labels leave.

    Args:
        nearly: the words by the place of their block that could be a label and were read as talk.
        verdict: what the labels of the file are.
        content: the file.
    """
    yield from _nearly(nearly, content)
    yield from _returned(verdict, content)
    if verdict.once:
        yield _once(verdict, content)


def _nearly(refused: Mapping[int, str], content: Content) -> Iterator[str]:
    places = sorted(refused)
    for place in places[:_MOST_DOUBTS]:
        label = one_line(refused[place], _WIDTH)
        yield f'{content.place} {content.blocks[place].line}: "{label}:" was read as talk, not as a speaker'
    more = [content.blocks[place].line for place in places[_MOST_DOUBTS:]]
    if more:
        where = f"{content.place}{'s' if len(more) > 1 else ''} {', '.join(map(str, more[:_MOST_LINES]))}"
        rest = f" and {len(more) - _MOST_LINES} more" if len(more) > _MOST_LINES else ""
        yield f"{len(more)} more such words before a colon were read as talk: {where}{rest}"


def _returned(verdict: Verdict, content: Content) -> Iterator[str]:
    for name in sorted(verdict.returned, key=verdict.first.__getitem__)[:_MOST_DOUBTS]:
        what = "a speaker" if name in verdict.accepted else "talk, not as a speaker"
        lines = f"begins {plural(verdict.returned[name], 'line')} and was read as {what}"
        yield f'{_where(name, verdict, content)}: "{one_line(verdict.spelt[name], _WIDTH)}:" {lines}'


def _once(verdict: Verdict, content: Content) -> str:
    names = sorted(verdict.once, key=verdict.first.__getitem__)
    shown = ", ".join(
        f'"{one_line(verdict.spelt[name], _WIDTH)}:" ({_where(name, verdict, content)}{_alike(name, verdict)})'
        for name in names[:_MOST_NAMES]
    )
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    does = "begins one line and was read as a speaker" if len(names) == 1 else "begin one line each: read as speakers"
    return f"{shown}{more} {does}"


def _alike(name: str, verdict: Verdict) -> str:
    frequent = verdict.accepted - verdict.once
    others = list(itertools.islice((other for other in verdict.spelt if other in frequent), _MOST_COMPARED))
    found = difflib.get_close_matches(name, others, n=1, cutoff=_ALIKE)
    return f'; is it "{one_line(verdict.spelt[found[0]], _WIDTH)}"?' if found else ""


def _where(name: str, verdict: Verdict, content: Content) -> str:
    return f"{content.place} {content.blocks[verdict.first[name]].line}"
