"""A sitting in lines: for screen readers, dumb terminals and pipes. It does what the screen does."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from thematic.codebook import code_of
from thematic.errors import UsageError
from thematic.render.codebooks import code_in_full
from thematic.render.console import output
from thematic.render.keys import KEYS, Does, does, short_keys
from thematic.render.practice import comparison_page
from thematic.render.reviewing import ReviewPage, bare_page
from thematic.render.sampling import sample_page
from thematic.render.suggestions import reasons, worth_text
from thematic.review.acting import act_on
from thematic.review.parts import code_lines
from thematic.review.views import practised
from thematic.text import one_line
from thematic.workflow.learned import calibrations
from thematic.workflow.queueing import Unsuggested

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from thematic.review.sitting import Sitting

__all__ = ["LineReview"]

_DECIDING = (Does.KEEP, Does.REFUSE, Does.UNSURE, Does.NEGATIVE, Does.OTHER, Does.CODE, Does.SHOW, Does.LONGER)
_GOING = (Does.SKIP, Does.BACK, Does.UNDO, Does.MEMO, Does.DEFINITION, Does.SEARCH, Does.HELP, Does.LEAVE)
_BLIND = (Does.CODE, Does.SHOW, Does.LONGER, *_GOING)
_BARE = (Does.CODE, Does.LONGER, *_GOING)
_READ = (Does.UNDO, Does.MEMO, Does.SEARCH, Does.JUMP, Does.HELP, Does.LEAVE)
_NUMBERS = "123456789"
_LEAVE = frozenset({"q", "\x03", "\x04", "\x1b"})
_ALL_OF_IT = 2000


class LineReview:
    """Shows page after page and acts on keys until one of them leaves or they end."""

    def __init__(self, sitting: Sitting, *, plain: bool) -> None:
        """Prepare to show a sitting."""
        self._sitting = sitting
        self._say = output(plain=plain)
        self._worth = calibrations(sitting.study)

    def run(self, keys: Iterable[str]) -> None:
        """Act on keys, each one character, or one with what it asks for after a space: `c belonging`.

        The last suggestion does not end it, so that `z` can still take the last decision back. Control characters,
        arrow keys and a paste do nothing.
        """
        if self._sitting.view is None:
            self._say.line("There is no transcript to look at. Bring some in: thematic import FILES.")
            return
        if not self._sitting.queue and not self._sitting.wish.read:
            self._say.line("No suggestion is pending. Read on and code by hand (c), or suggest some: thematic code.")
        self._show()
        for key in keys:
            if key in _LEAVE:
                break
            if key.isprintable() and (len(key) == 1 or key[1] == " ") and key != " ":
                self._press(key)
        self._leave()

    def _press(self, pressed: str) -> None:
        key, answer = does(pressed[0]), pressed[2:].strip()
        if pressed in _NUMBERS and self._on_sample:
            key, answer = does("c"), pressed
        if key is None or (self._sitting.at_the_end and self._sitting.item is None and key.does in _DECIDING[:5]):
            keys = short_keys((*_DECIDING, *_GOING), self._say.console.width)
            self._say.line("\n".join((f'"{one_line(pressed, 8)}" is no key here.', *keys)))
            return
        try:
            said = self._do(key.does, answer)
        except UsageError as error:
            self._say.line(str(error))
            return
        if said is not None:
            self._say.line(f"-> {said}") if said else None
            self._teach()
            self._show()

    def _teach(self) -> None:
        """In practice, show once how the sentence that was left was read by others."""
        lesson, self._sitting.lesson = self._sitting.lesson, None
        if lesson is not None:
            self._say.show(comparison_page(lesson, self._sitting.book, self._sitting.coder))

    def _do(self, what: Does, answer: str) -> str | None:
        """Do it; return what to say before the page is shown, or none where it needs no page."""
        match what:
            case Does.HELP:
                self._say.line("\n".join(f"{one.key}  {one.says}" for one in KEYS))
                return None
            case Does.DEFINITION:
                self._define()
                return None
            case Does.SHOW if not self._sitting.hidden:
                self._explain()
                return None
            case _:
                return act_on(self._sitting, what, answer)

    @property
    def _on_sample(self) -> bool:
        return isinstance(self._sitting.item, Unsuggested) and not self._sitting.hidden

    def _define(self) -> None:
        suggestion = self._sitting.suggestion
        if suggestion is None:
            self._say.line("No suggestion is in view. All codes: thematic codebook show.")
            return
        definition = code_in_full(self._sitting.book, code_of(self._sitting.book, suggestion.code))
        self._say.show(definition)
        self._show(below=len(self._say.console.render_lines(definition)))

    def _explain(self) -> None:
        suggestion = self._sitting.suggestion
        if suggestion is not None:
            for reason in reasons(suggestion.evidence, _ALL_OF_IT):
                self._say.show(reason)

    def _show(self, *, below: int = 0) -> None:
        sitting, width = self._sitting, self._say.console.width
        transcript, view = sitting.transcript, sitting.view
        if transcript is None or view is None:
            return
        codes = list(code_lines(sitting, width))
        suggestion = sitting.suggestion
        if suggestion is not None:
            code = code_of(sitting.book, suggestion.code)
            shown = dataclasses.replace(suggestion, span=view.span)
            worth = worth_text(suggestion.score, self._worth.get(suggestion.code))
            place = f"{transcript.id}  suggestion {sitting.at + 1} of {len(sitting.queue)}  {worth}"
            keys = list(short_keys((*_DECIDING, *_GOING), width))
            self._say.show(ReviewPage(shown, transcript, code, place, codes, keys, below))
        elif self._on_sample and isinstance(sitting.item, Unsuggested):
            place = f"{transcript.id}  {sitting.at + 1} of {len(sitting.queue)}, {sitting.wish.drawn}"
            keys = ["n no other", *short_keys(_BARE, width)]
            own = {code for _span, code in sitting.codings()}
            self._say.show(sample_page(sitting.item, transcript, sitting.book.codes, own, place=place, keys=keys))
        else:
            self._show_bare(codes)

    def _show_bare(self, codes: list[Text]) -> None:
        sitting, width = self._sitting, self._say.console.width
        assert sitting.transcript is not None
        assert sitting.view is not None
        if sitting.at_the_end and sitting.queue and not sitting.elsewhere:
            said = f"; {sitting.skipped} skipped and still undecided" if sitting.skipped else ""
            self._say.line(f"That was the last one{said}. z undoes, q leaves.")
            return
        keys: tuple[Does, ...] = _BARE
        place, says = "reading", ""
        if sitting.wish.read:
            keys, place = _READ, "read {} of {} turns".format(*sitting.read())
            says = "READING: s marks this turn as read and goes on. Nothing is suggested, nothing is coded."
        if sitting.hidden:
            keys, place = _BLIND, f"{sitting.at + 1} of {len(sitting.queue)}"
            says = "BLIND: your own codes first (c). Then e shows what was suggested."
        where, said_keys = f"{sitting.transcript.id}  {place}", list(short_keys(keys, width))
        page = bare_page(sitting.transcript, sitting.view.span, place=where, codes=codes, says=says, keys=said_keys)
        self._say.show(page)

    def _leave(self) -> None:
        decided, skipped = self._sitting.settled, self._sitting.skipped
        left = f"{len(self._sitting.queue) - decided} left" + (f" ({skipped} of them skipped)" if skipped else "")
        self._say.line(f"{decided:,} decided in this sitting, {left}. Everything is saved.")
        kept = any(verdict.codes for verdict in self._sitting.decided)
        further = f"Next: thematic {'themes suggest' if kept else 'status'}"
        self._say.line(practised(self._sitting.wish, self._sitting.coder) or further)
