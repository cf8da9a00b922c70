"""Finding the words of a span again in another revision: verbatim where the text leads, verbatim elsewhere, or nearly.

The rule for rows of a table is in `rows`. For talk, the first of these that holds decides:

1. The span lies in a run that both revisions share: exact.
2. Its words stand between the runs around it: exact. Where they stand there several times, it is where the
   surroundings are most alike; where nothing tells them apart, they stand just beside, or one or two words ("walk")
   stand among others than before, it is moved, and the anchor says why to look.
3. Its words stand elsewhere, in text that is not the continuation of other old text: moved. Two words or fewer ("Mm.",
   "Yeah, completely.") are said too often for that, unless the words around them are the same too.
4. The text between the runs around it is nearly the same (`LEAST_LIKE`): fuzzy.
5. Otherwise a person must look; the most similar place, if any, is proposed and nothing is put there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.anchoring.alignment import Run, common_runs, shared_length
from thematic.anchoring.anchors import Anchor, How
from thematic.anchoring.likeness import LEAST_LIKE, Likest, alike
from thematic.anchoring.rows import Rows
from thematic.model import Role, Span
from thematic.segments import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.model import Transcript

__all__ = ["Search"]

_LEAST_LIKELY = 0.5
_FEWEST_WORDS = 3
# Letters on each side by which two places with the same words are told apart.
_CONTEXT = 60
# A difference of this many letters in what surrounds two places is no accident.
_TELLING = 4
# So many the same around one or two words, and nowhere else, and they are the same "Mm."
_SURE = 6
_MOST_PLACES = 500


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of the new text between the runs around a span, and the part of the old text that it answers to."""

    old: Span
    new: Span


class Search:
    """Two revisions, aligned once, and the question where a span of the old one stands in the new."""

    def __init__(self, old: Transcript, new: Transcript) -> None:
        """Align the two texts."""
        self._old, self._new = old.text, new.text
        self._turns, self._new_turns = Places.of(old), Places.of(new)
        self._likest = Likest(new)
        self._rows = Rows(new)
        self._runs = common_runs(old, new)
        self._starts = [run.old for run in self._runs]
        self._new_starts = [run.new for run in self._runs]

    def anchor(self, span: Span) -> Anchor:
        """Return what became of `span`, which is not empty."""
        words, turn = self._old[span.start : span.end], self._turns.turn(span)
        if turn is not None and turn.given_id is not None:
            return self._rows.anchor(turn, words, span)
        run = self._run_at(span.start)
        if run and span.end <= run.old_end:
            place = _shifted(span, run.new - run.old)
            if self._may_stand(span, place):
                return Anchor(span, How.EXACT, place)
        window = self._window(span)
        return self._verbatim(span, words, window) or self._nearly(span, words, window)

    def _run_at(self, place: int) -> Run | None:
        number = bisect_right(self._starts, place) - 1
        run = self._runs[number] if number >= 0 else None
        return run if run and place < run.old_end else None

    def _window(self, span: Span) -> _Window:
        """Return the text between the last run that begins before the span, cut where the span begins, and the next."""
        number = bisect_right(self._starts, span.start) - 1
        before = self._runs[number] if number >= 0 else Run(0, 0, 0)
        shared = min(before.length, span.start - before.old)
        following = (run for run in self._runs[max(number, 0) :] if run.old_end > span.end)
        after = next(following, Run(len(self._old), len(self._new), 0))
        inside = max(0, span.end - after.old)
        return _Window(
            Span(before.old + shared, max(after.old + inside, before.old + shared)),
            Span(before.new + shared, max(after.new + inside, before.new + shared)),
        )

    def _verbatim(self, span: Span, words: str, window: _Window) -> Anchor | None:
        inside = self._open_places(span, words, window.new)
        if inside:
            rivals = list(_places(words, self._old, window.old))
            place = inside[0] if len(inside) == len(rivals) == 1 else self._belonging(span, inside, rivals)
            sure = place and (len(words.split()) >= _FEWEST_WORDS or self._likeness(span, place) >= _TELLING)
            return Anchor(span, How.EXACT, place) if place and sure else self._undecided(span, inside)
        beside = self._open_places(span, words, _widened(window.new, len(words)))
        return self._undecided(span, beside) if beside else self._elsewhere(span, words)

    def _elsewhere(self, span: Span, words: str) -> Anchor | None:
        everywhere = self._open_places(span, words, Span(0, len(self._new)))
        free = [one for one in everywhere if not self._is_taken(one)]
        if len(words.split()) < _FEWEST_WORDS:
            alike_around = [one for one in free if self._likeness(span, one) >= _SURE]
            return self._undecided(span, alike_around) if len(alike_around) == 1 else None
        rivals = list(_places(words, self._old, Span(0, len(self._old))))
        place = free[0] if len(free) == 1 else self._belonging(span, free, rivals)
        return Anchor(span, How.MOVED, place) if place is not None else None

    def _open_places(self, span: Span, words: str, within: Span) -> list[Span]:
        """Return where `words` stand in a part of the new text, a moderator's talk left out if `span` is in none."""
        return [one for one in _places(words, self._new, within) if self._may_stand(span, one)]

    def _may_stand(self, span: Span, place: Span) -> bool:
        """Whether a place is not a moderator's, unless the span was."""
        return _is_moderators(self._turns, span) or not _is_moderators(self._new_turns, place)

    def _is_taken(self, place: Span) -> bool:
        """Whether more than half of a place in the new text goes on from old text that stands in order."""
        first = max(0, bisect_right(self._new_starts, place.start) - 1)
        shared = 0
        for run in self._runs[first:]:
            if run.new >= place.end:
                break
            shared += max(0, min(place.end, run.new_end) - max(place.start, run.new))
        return 2 * shared > place.end - place.start

    def _belonging(self, span: Span, places: Sequence[Span], rivals: Sequence[Span]) -> Span | None:
        """Return the place whose surroundings are those of `span`, if one is, and no rival's more than the span's."""
        if not places:
            return None
        scored = sorted(((self._likeness(span, place), -number) for number, place in enumerate(places)), reverse=True)
        best, number = scored[0]
        place = places[-number]
        if len(scored) > 1 and best - scored[1][0] < _TELLING:
            return self._in_order(span, places, rivals)
        claims = (self._likeness(rival, place) for rival in rivals if rival != span)
        return place if all(claim < best + _TELLING for claim in claims) else None

    def _undecided(self, span: Span, places: Sequence[Span]) -> Anchor:
        """Put the span on its words where the text leads, and say that the same words stood near by."""
        place = max(places, key=lambda one: self._likeness(span, one))
        return Anchor(span, How.MOVED, place, why="few words, and others around them or the same near by")

    def _in_order(self, span: Span, places: Sequence[Span], rivals: Sequence[Span]) -> Span | None:
        """Return the third for the third, where there are as many places as rivals and nothing tells them apart."""
        return places[rivals.index(span)] if len(places) == len(rivals) and span in rivals else None

    def _likeness(self, old: Span, new: Span) -> int:
        """Return how many letters before and after the two places are the same, up to the first that is not."""
        before = shared_length(
            self._old[max(0, old.start - _CONTEXT) : old.start][::-1],
            self._new[max(0, new.start - _CONTEXT) : new.start][::-1],
        )
        return before + shared_length(self._old[old.end : old.end + _CONTEXT], self._new[new.end : new.end + _CONTEXT])

    def _nearly(self, span: Span, words: str, window: _Window) -> Anchor:
        place = self._between(span, window)
        if place is not None and alike(words, self._new[place.start : place.end]) >= LEAST_LIKE:
            return Anchor(span, How.FUZZY, place)
        best, found = self._likest.within(window.new, words)
        if found is not None and best >= LEAST_LIKE and not self._is_taken(found):
            return Anchor(span, How.FUZZY, found)
        if best < _LEAST_LIKELY:
            best, found = self._likest.within(Span(0, len(self._new)), words)
        likely = found if best >= _LEAST_LIKELY else place
        return Anchor(span, How.NEEDS_YOU, likely=likely, why="its words were changed or are gone")

    def _between(self, span: Span, window: _Window) -> Span | None:
        """Return the new text that answers to the span where the text on both its sides stayed, white space trimmed."""
        left = span.start == window.old.start or not self._old[window.old.start : span.start].strip()
        right = span.end == window.old.end or not self._old[span.end : window.old.end].strip()
        return _trimmed(self._new, window.new) if left and right else self._inner(span, window)

    def _inner(self, span: Span, window: _Window) -> Span | None:
        """Return the new text from the first to the last letter of the span that stayed, with what changed beside it.

        Beside it there may be as many letters as the span has there.
        """
        inside = [run for run in self._runs if run.old_end > span.start and run.old < span.end]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        lead = max(0, first.old - span.start)
        trail = max(0, span.end - last.old_end)
        start = first.new + max(0, span.start - first.old) - lead
        end = min(last.new_end, last.new + span.end - last.old) + trail
        start, end = max(start, window.new.start), min(end, window.new.end)
        return _trimmed(self._new, _whole_words(self._new, Span(start, end))) if start < end else None


def _is_moderators(turns: Places, span: Span) -> bool:
    turn = turns.turn(span)
    return turn is not None and turn.role is Role.MODERATOR


def _widened(span: Span, by: int) -> Span:
    """Return the span with as many letters more on each side, and a line feed, but never many."""
    more = min(by, _CONTEXT) + 1
    return Span(max(0, span.start - more), span.end + more)


def _places(words: str, text: str, within: Span) -> Iterator[Span]:
    at = text.find(words, within.start, within.end)
    count = 0
    while at >= 0 and count < _MOST_PLACES:
        yield Span(at, at + len(words))
        count += 1
        at = text.find(words, at + 1, within.end)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _whole_words(text: str, span: Span) -> Span:
    """Return the span without the half words at its ends."""
    start, end = span.start, span.end
    while start < end and start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while end > start and end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return Span(start, end)
