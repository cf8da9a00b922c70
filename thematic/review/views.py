"""What a coder wishes to go through, where they look, and what they did there. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.queue import Order
from thematic.workflow.queueing import Unsuggested

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Span, Transcript, Verdict
    from thematic.store import StoredSuggestion

__all__ = ["Step", "View", "Wish", "find_view", "practised", "view_of"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a coder wants to go through.

    Attributes:
        only: one transcript's id; none for all.
        share: of the sentences without any suggestion, 0..1, to be shown among the suggestions.
        blind: whether what was suggested stays hidden until the coder has given codes of their own; where nothing is
            said, as the study's approach has it.
        read: whether it is for reading only: nothing is suggested or coded, and what was read is marked.
        plan: whether it is for the overlap that was planned: its sentences one after the other, nothing suggested.
        practice: whose readings are shown after the coder's own; empty where it is no practice.
    """

    only: str | None = None
    order: Order = Order.TRANSCRIPT
    share: float = 0.0
    blind: bool | None = None
    read: bool = False
    plan: bool = False
    practice: tuple[str, ...] = ()

    @property
    def drawn(self) -> str:
        """Why a sentence is shown that nothing was suggested for."""
        if self.practice:
            return "practice"
        return "of the planned overlap" if self.plan else "drawn by lot"


@dataclass(frozen=True, slots=True)
class View:
    """What is selected: a span of a transcript."""

    transcript: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be taken back: where it was done, and the events that it became, none for a skip."""

    at: int
    view: View
    events: tuple[str, ...] = ()
    verdict: Verdict | None = None


def view_of(one: StoredSuggestion | Unsuggested) -> View:
    """Return the words that something in the queue is about."""
    if isinstance(one, Unsuggested):
        return View(one.unit.transcript, one.unit.span)
    return View(one.suggestion.transcript, one.suggestion.span)


def practised(wish: Wish, coder: str) -> str:
    """Return what to do after a practice: the figures, now that the readings were seen; empty where it was none."""
    if not wish.practice:
        return ""
    with_whom = ",".join((coder, *wish.practice))
    return (
        f"Next: thematic agree --coders {with_whom}, then --explain CODE to see a kappa worked out on your own codings."
    )


def find_view(transcripts: Sequence[Transcript], words: str, after: View) -> View | None:
    """Return the next sentence that holds `words`, in any letters, after a view and around; none where none does."""
    wanted = words.casefold()
    places = [
        View(one.id, span)
        for one in transcripts
        for turn in one.turns
        for span in turn.sentences
        if wanted in one.words_at(span).casefold()
    ]
    further = (one for one in places if (one.transcript, one.span) > (after.transcript, after.span))
    return next(further, next(iter(places), None))
