"""Coders who talk their differences through, place by place, in lines: what one of them types for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.codebook import code_of
from thematic.render.agreement import place_page
from thematic.render.codebooks import boundaries
from thematic.render.console import counted, output
from thematic.text import one_line
from thematic.workflow.consensus import Outcome, agree_on, disagreements
from thematic.workflow.deciding import undo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from thematic.workflow.agreement import Asked
    from thematic.workflow.study import Act, Study

__all__ = ["Reconciling"]

_KEYS = "y WHY gives the code   n WHY does not   s skip   r RULE for the codebook   z undo   q leave"


class Reconciling:
    """Shows place after place and acts on lines until one of them leaves or they end."""

    def __init__(self, study: Study, asked: Asked, act: Callable[[], Act], *, plain: bool) -> None:
        """Find where coders differ. Raises as `disagreements`."""
        self._study, self._act = study, act
        self._places = disagreements(study, asked)
        self._at, self._rule = 0, ""
        self._steps: list[tuple[int, str | None]] = []
        self._say = output(plain=plain)

    def run(self, lines: Iterable[str] | None) -> None:
        """Act on lines, each a key and what follows it. The last place does not end it, so that z still undoes."""
        if not self._places:
            self._say.line("Coders differ nowhere that they both judged, or agreed on it since.")
            return
        self._show()
        for line in lines or ():
            key, said = line.strip()[:1], line.strip()[1:].strip()
            if key == "q":
                break
            if key:
                self._press(key, said)
        self._leave()

    def _press(self, key: str, said: str) -> None:
        if key == "z":
            self._undo()
        elif self._at >= len(self._places) or key not in {"y", "n", "s", "r"}:
            self._say.line(f'"{one_line(key, 8)}" does nothing here.\n{_KEYS}')
        elif key == "r":
            self._rule = said
            self._say.line(f"-> kept with the next y or n: {one_line(said, 200)}" if said else "-> no rule")
        elif key == "s":
            self._go(None)
        else:
            self._settle(gives=key == "y", why=said)

    def _settle(self, *, gives: bool, why: str) -> None:
        place = self._places[self._at]
        made = agree_on(self._study, place, Outcome(gives, why, self._rule), act=self._act())
        verdict = "the code stands" if gives else "no code"
        self._say.line(f"-> consensus of {' and '.join(one.coder for one in place.readings)}: {verdict} ({place.code})")
        if self._rule:
            self._say.line(
                f'   The rule is a memo. Put it in the codebook: thematic codebook edit {place.code} --include "…"'
            )
        self._rule = ""
        self._go(made[0].hash)

    def _go(self, event: str | None) -> None:
        self._steps.append((self._at, event))
        self._at += 1
        self._show()

    def _undo(self) -> None:
        if not self._steps:
            self._say.line("Nothing to undo here. Earlier ones: thematic log, then log undo.")
            return
        self._at, event = self._steps.pop()
        if event:
            undo(self._study, event, act=self._act())
        self._say.line("-> taken back" if event else "-> back to the one skipped")
        self._show()

    def _show(self) -> None:
        if self._at >= len(self._places):
            self._say.line("That was the last one. z undoes, q leaves.")
            return
        place, book = self._places[self._at], self._study.codebook
        names = {code.id: code.name for code in book.codes}
        self._say.line(f"{self._at + 1} of {len(self._places)}")
        self._say.show(place_page(place, self._study.transcripts, names))
        self._say.show(boundaries(code_of(book, place.code)))
        self._say.line(_KEYS)

    def _leave(self) -> None:
        settled = sum(event is not None for _, event in self._steps)
        left = len(self._places) - settled
        self._say.line(f"{counted(settled, 'place')} agreed on, {left} left. Everything is saved.")
