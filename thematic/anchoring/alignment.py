"""Which stretches of one text stand in another, in the same order: by whole turns first, then by words between them.

Patience difference (Bram Cohen, as git's `--patience`): elements that stand once in both lead, the rest is filled in
between. May hold that, and nothing about codings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from thematic.model import Transcript

__all__ = ["Run", "common_runs", "shared_length"]

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
# Beyond this many comparisons, what has no unique element is left unmatched: it takes too long, and says little.
_MOST_PAIRS = 250_000
# A word or two found again between two changes say nothing of where the words around them went.
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """`length` code points that are the same in both texts, at `old` in one and `new` in the other."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


def common_runs(old: Transcript, new: Transcript) -> tuple[Run, ...]:
    """Return the runs that two revisions share, in order and apart in both; every character in a run is the same."""
    found: list[Run] = []
    at_old = at_new = 0
    for run in (*_turn_runs(old, new), Run(len(old.text), len(new.text), 0)):
        found += _word_runs(old.text[at_old : run.old], new.text[at_new : run.new], at_old, at_new)
        found.append(run)
        at_old, at_new = run.old_end, run.new_end
    return tuple(_joined(found, old.text, new.text))


def _turn_runs(old: Transcript, new: Transcript) -> Iterator[Run]:
    before, after = _keys(old, new)
    for place, other, count in _blocks(before, after):
        pairs = list(zip(old.turns[place : place + count], new.turns[other : other + count], strict=True))
        if sum(len(key[1].split()) for key in before[place : place + count]) >= _FEWEST_WORDS:
            yield from (Run(one.span.start, two.span.start, one.span.end - one.span.start) for one, two in pairs)


def _keys(old: Transcript, new: Transcript) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what tells turns apart: their words, and who speaks; where labels were renamed, in which role."""
    same_labels = {turn.speaker for turn in old.turns} == {turn.speaker for turn in new.turns}
    before, after = (
        [((turn.speaker or "") if same_labels else turn.role.value, one.words_at(turn.span)) for turn in one.turns]
        for one in (old, new)
    )
    return before, after


def _word_runs(old: str, new: str, at_old: int, at_new: int) -> Iterator[Run]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts, others = _starts(before), _starts(after)
    for place, other, count in _blocks(before, after):
        if sum(token[0].isalnum() for token in before[place : place + count]) >= _FEWEST_WORDS:
            yield Run(at_old + starts[place], at_new + others[other], starts[place + count] - starts[place])


def _starts(tokens: Sequence[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _joined(runs: Sequence[Run], old: str, new: str) -> Iterator[Run]:
    """Join runs that go on in both texts, perhaps after the line feed between two turns; leave out empty ones."""
    last: Run | None = None
    for run in runs:
        if last and _goes_on(last, run, old, new):
            last = Run(last.old, last.new, run.old_end - last.old)
            continue
        if last and last.length:
            yield last
        last = run
    if last and last.length:
        yield last


def _goes_on(last: Run, run: Run, old: str, new: str) -> bool:
    between = old[last.old_end : run.old]
    return between in {"", "\n"} and between == new[last.new_end : run.new]


def _blocks(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """Return (place in a, place in b, length) of equal stretches, in order and apart in both."""
    found: list[tuple[int, int, int]] = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        left, right, low, high = waiting.pop()
        one, two = a[left:right], b[low:high]
        head = shared_length(one, two)
        tail = shared_length(one[head:][::-1], two[head:][::-1])
        found += [(left, low, head)] if head else []
        found += [(right - tail, high - tail, tail)] if tail else []
        inner = (left + head, right - tail, low + head, high - tail)
        if inner[0] < inner[1] and inner[2] < inner[3]:
            waiting += _split(a, b, inner, found)
    return _merged(sorted(found))


def _merged(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    merged: list[tuple[int, int, int]] = []
    for place, other, count in blocks:
        if merged and place - merged[-1][0] == other - merged[-1][1] == merged[-1][2]:
            merged[-1] = (*merged[-1][:2], merged[-1][2] + count)
        else:
            merged.append((place, other, count))
    return merged


def shared_length(one: Sequence[Hashable], two: Sequence[Hashable]) -> int:
    """Return how many elements two sequences have in common at their beginning."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(two)))


def _split(
    a: Sequence[Hashable], b: Sequence[Hashable], inner: tuple[int, int, int, int], found: list[tuple[int, int, int]]
) -> list[tuple[int, int, int, int]]:
    """Return the parts between elements that stand once in both; where there are none, match what is small enough."""
    left, right, low, high = inner
    pairs = _rising(_unique_pairs(a, b, inner))
    if pairs:
        edges = [*pairs, (right, high)]
        parts, at = [], (left, low)
        for edge in edges:
            parts.append((at[0], edge[0], at[1], edge[1]))
            at = edge
        return [part for part in parts if part != inner]
    if (right - left) * (high - low) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, a[left:right], b[low:high], autojunk=False)
        blocks = matcher.get_matching_blocks()
        found += [(left + block.a, low + block.b, block.size) for block in blocks if block.size]
    return []


def _unique_pairs(
    a: Sequence[Hashable], b: Sequence[Hashable], inner: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    left, right, low, high = inner
    counts, others = Counter(a[left:right]), Counter(b[low:high])
    places = {b[place]: place for place in range(low, high) if others[b[place]] == 1}
    return [(place, places[a[place]]) for place in range(left, right) if counts[a[place]] == 1 and a[place] in places]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of pairs, already in order of the first, that is in order of the second too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for number, (_, other) in enumerate(pairs):
        place = bisect_left(tops, other)
        before.append(ends[place - 1] if place else None)
        # Slices, so that the first beyond the end is added.
        tops[place : place + 1] = [other]
        ends[place : place + 1] = [number]
    kept = []
    at: int | None = ends[-1] if ends else None
    while at is not None:
        kept.append(pairs[at])
        at = before[at]
    return kept[::-1]
