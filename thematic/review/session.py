"""One coder going through suggestions by single keys. Each decision is on disk before the next page is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import Verdict
from thematic.render.codebooks import code_in_full
from thematic.render.console import output
from thematic.render.reviewing import ReviewPage, keys_text
from thematic.render.suggestions import worth_text
from thematic.text import one_line
from thematic.workflow.coding import code_of, pending
from thematic.workflow.deciding import Judgement, decide, undo
from thematic.workflow.learned import calibrations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from thematic.store import StoredSuggestion
    from thematic.workflow.study import Act, Study

__all__ = ["ReviewSession"]

_VERDICTS = {"a": Verdict.ACCEPT, "r": Verdict.REJECT, "u": Verdict.UNSURE}
_DONE = {Verdict.ACCEPT: "kept", Verdict.REJECT: "refused", Verdict.UNSURE: "unsure"}
_LEAVE = frozenset({"q", "\x03", "\x04", "\x1b"})


@dataclass(frozen=True, slots=True)
class _Decided:
    """A key that settled a suggestion, and the event that it became."""

    verdict: Verdict
    event: str


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
        self._worth = calibrations(study)
        # One entry for each suggestion passed, in order; none where it was skipped.
        self._passed: list[_Decided | None] = []

    def run(self, keys: Iterable[str]) -> None:
        """Show page after page and act on keys until one of them leaves or they end.

        The last suggestion does not end it, so that `z` can still take the last decision back. Control characters,
        arrow keys and anything longer than one character (a paste) do nothing.
        """
        if not self._queue:
            self._say.line("Nothing to decide here: no suggestion is pending. Suggest some: thematic code.")
            return
        self._show()
        for key in keys:
            if key in _LEAVE:
                break
            if key.isprintable() and len(key) == 1 and key != " ":
                self._press(key)
        self._leave()

    def _press(self, key: str) -> None:
        if key == "z":
            self._step_back()
        elif key not in {*_VERDICTS, "s", "d"}:
            self._say.line(f'"{one_line(key, 8)}" is no key here.\n{keys_text(self._say.console.width)}')
        elif self._at_the_end:
            self._show()
        elif key == "d":
            self._define()
        else:
            self._pass(_VERDICTS.get(key))

    def _pass(self, verdict: Verdict | None) -> None:
        self._passed.append(self._decide(verdict) if verdict else None)
        self._show()

    def _decide(self, verdict: Verdict) -> _Decided:
        one = self._current.suggestion
        made = decide(
            self._study,
            [Judgement(one.transcript, one.span, one.code, verdict, revision=self._current.revision)],
            act=self._act(),
            codebook=self._book.sha256,
        )
        self._say.line(f"-> {_DONE[verdict]} ({one.code})")
        return _Decided(verdict, made[0].hash)

    def _step_back(self) -> None:
        if not self._passed:
            self._say.line("Nothing to undo in this sitting. Earlier decisions: thematic log, then log undo.")
            return
        step = self._passed.pop()
        if step:
            undo(self._study, step.event, act=self._act())
        self._say.line("-> taken back" if step else "-> back to the one skipped")
        self._show()

    def _define(self) -> None:
        definition = code_in_full(self._book, code_of(self._book, self._current.suggestion.code))
        self._say.show(definition)
        self._show(below=len(self._say.console.render_lines(definition)))

    @property
    def _current(self) -> StoredSuggestion:
        return self._queue[len(self._passed)]

    @property
    def _at_the_end(self) -> bool:
        return len(self._passed) == len(self._queue)

    @property
    def _verdicts(self) -> list[Verdict]:
        return [step.verdict for step in self._passed if step]

    def _show(self, *, below: int = 0) -> None:
        if self._at_the_end:
            skipped = self._passed.count(None)
            said = f"; {skipped} skipped and still undecided" if skipped else ""
            self._say.line(f"That was the last one{said}. z undoes, q leaves.")
            return
        one = self._current.suggestion
        worth = worth_text(one.score, self._worth.get(one.code))
        place = f"{one.transcript}  suggestion {len(self._passed) + 1} of {len(self._queue)}  {worth}"
        transcript, code = self._study.transcripts[one.transcript], code_of(self._book, one.code)
        self._say.show(ReviewPage(one, transcript, code, place, below))

    def _leave(self) -> None:
        decided, skipped = len(self._verdicts), self._passed.count(None)
        left = f"{len(self._queue) - decided} left" + (f" ({skipped} of them skipped)" if skipped else "")
        self._say.line(f"{decided} decided in this sitting, {left}. Everything is saved.")
        kept = Verdict.ACCEPT in self._verdicts
        self._say.line(f"Next: thematic {'themes suggest' if kept else 'status'}")
