"""One coder going through suggestions by single keys. Each decision is on disk before the next page is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.model import Verdict
from thematic.render.console import output
from thematic.render.reviewing import KEYS, review_page
from thematic.text import one_line
from thematic.workflow.coding import code_of, pending
from thematic.workflow.deciding import Judgement, decide, undo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from thematic.store import StoredSuggestion
    from thematic.workflow.study import Act, Study

__all__ = ["ReviewSession"]

_VERDICTS = {"a": Verdict.ACCEPT, "r": Verdict.REJECT, "u": Verdict.UNSURE}
_DONE = {Verdict.ACCEPT: "kept", Verdict.REJECT: "refused", Verdict.UNSURE: "unsure"}


class ReviewSession:
    """A sitting of one coder. Leaving is always safe; the next sitting begins at the first undecided suggestion."""

    def __init__(
        self, study: Study, coder: str, act: Callable[[], Act], *, plain: bool, only: str | None = None
    ) -> None:
        """Prepare a sitting; `act` gives who and when for each decision, `only` keeps to one transcript."""
        self._study = study
        self._act = act
        self._say = output(plain=plain)
        self._book = study.codebook
        name = study.transcript(only).id if only else None
        self._queue = [one for one in pending(study, coder) if name in {None, one.suggestion.transcript}]
        self._at = 0
        self._made: list[tuple[int, str]] = []

    def run(self, keys: Iterable[str]) -> None:
        """Show page after page and act on keys until the queue or the keys end."""
        if not self._queue:
            self._say.line("Nothing to decide here: no suggestion is pending. Suggest some: thematic code.")
            return
        self._show()
        for key in keys:
            if key in {"q", "\x03", "\x04", "\x1b"}:
                break
            self._press(key)
            if self._at >= len(self._queue):
                break
        left = len(self._queue) - self._at
        self._say.line(f"{len(self._made)} decided in this sitting, {left} left. Everything is saved.")

    def _press(self, key: str) -> None:
        if key in _VERDICTS:
            self._decide(_VERDICTS[key])
        elif key == "s":
            self._at += 1
            self._show()
        elif key == "z":
            self._undo()
        elif key == "d":
            self._define()
        elif not key.isspace():
            self._say.line(f'"{one_line(key, 8)}" is no key here. {KEYS}')

    def _decide(self, verdict: Verdict) -> None:
        one = self._current.suggestion
        made = decide(self._study, [Judgement(one.transcript, one.span, one.code, verdict)], act=self._act())
        self._made.append((self._at, made[0].hash))
        self._at += 1
        self._say.line(f"-> {_DONE[verdict]} ({one.code})")
        self._show()

    def _undo(self) -> None:
        if not self._made:
            self._say.line("Nothing to undo in this sitting. Earlier decisions: thematic log, then log undo.")
            return
        self._at, event = self._made.pop()
        undo(self._study, event, act=self._act())
        self._say.line("-> taken back")
        self._show()

    def _define(self) -> None:
        from thematic.render.codebooks import code_in_full

        self._say.show(code_in_full(self._book, code_of(self._book, self._current.suggestion.code)))

    @property
    def _current(self) -> StoredSuggestion:
        return self._queue[self._at]

    def _show(self) -> None:
        if self._at >= len(self._queue):
            return
        one = self._current.suggestion
        place = f"{one.transcript}  suggestion {self._at + 1} of {len(self._queue)}"
        page = review_page(one, self._study.transcripts[one.transcript], code_of(self._book, one.code), place=place)
        self._say.show(page)
