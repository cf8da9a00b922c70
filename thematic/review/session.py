"""One coder going through suggestions by single keys. Each decision is on disk before the next page is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.queue import Order
from thematic.model import Verdict
from thematic.render.codebooks import code_in_full
from thematic.render.console import counted, output
from thematic.render.reviewing import ReviewPage, keys_text
from thematic.render.sampling import sample_page
from thematic.render.suggestions import worth_text
from thematic.text import one_line
from thematic.workflow.coding import code_of
from thematic.workflow.deciding import Judgement, decide, undo
from thematic.workflow.learned import calibrations
from thematic.workflow.queueing import Unsuggested, queue_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from thematic.model import Code
    from thematic.store import StoredSuggestion
    from thematic.workflow.study import Act, Study

__all__ = ["ReviewSession"]

_VERDICTS = {"a": Verdict.ACCEPT, "r": Verdict.REJECT, "u": Verdict.UNSURE}
_DONE = {Verdict.ACCEPT: "kept", Verdict.REJECT: "refused", Verdict.UNSURE: "unsure"}
_LEAVE = frozenset({"q", "\x03", "\x04", "\x1b"})


# What gives a code to a sentence that nothing was suggested for; the letters left out act there or elsewhere.
_CHOICES = "123456789bcefghijklmoptvwxy"


@dataclass(frozen=True, slots=True)
class _Decided:
    """What settled one page, and the events that it became, in order."""

    verdict: Verdict
    events: tuple[str, ...]


class ReviewSession:
    """A sitting of one coder. Leaving is always safe; the next sitting begins at the first undecided suggestion."""

    def __init__(  # noqa: PLR0913  who, where, in what order and how it looks
        self,
        study: Study,
        coder: str,
        act: Callable[[], Act],
        *,
        plain: bool,
        only: str | None = None,
        order: Order = Order.TRANSCRIPT,
        share: float = 0.0,
    ) -> None:
        """Prepare a sitting; `act` gives who and when for each decision, `only` keeps to one transcript.

        `share` of the sentences without any suggestion are shown among the suggestions.
        """
        self._study = study
        self._act = act
        self._say = output(plain=plain)
        self._book = study.codebook
        name = study.transcript(only).id if only else None
        self._queue = [one for one in queue_of(study, coder, order, share) if name in {None, _transcript(one)}]
        # The codes given to the sentence on the page, each with its event.
        self._given: dict[str, str] = {}
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
        elif not self._at_the_end and isinstance(self._current, Unsuggested):
            self._press_on_sample(key, self._current)
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

    def _press_on_sample(self, key: str, one: Unsuggested) -> None:
        codes = dict(self._choices)
        if key == "s":
            self._leave_sample(None)
        elif key == "n":
            rest = [code.id for code in self._book.codes if code.id not in self._given]
            refused = self._judge(one, rest, Verdict.REJECT)
            verdict = Verdict.ACCEPT if self._given else Verdict.REJECT
            self._leave_sample(_Decided(verdict, (*self._given.values(), *refused)))
        elif key not in codes:
            self._say.line(f'"{one_line(key, 8)}" is no key here.')
        elif codes[key].id not in self._given:
            self._given[codes[key].id] = self._judge(one, [codes[key].id], Verdict.ACCEPT)[0]
            self._show()

    def _leave_sample(self, step: _Decided | None) -> None:
        if step is None and self._given:
            step = _Decided(Verdict.ACCEPT, tuple(self._given.values()))
        self._given = {}
        self._passed.append(step)
        self._show()

    def _judge(self, one: Unsuggested, codes: Iterable[str], verdict: Verdict) -> tuple[str, ...]:
        place = (one.unit.transcript, one.unit.span)
        judgements = [Judgement(*place, code, verdict, revision=one.revision) for code in codes]
        made = decide(self._study, judgements, act=self._act(), codebook=self._book.sha256)
        self._say.line(f"-> {_DONE[verdict]} ({counted(len(made), 'code')})")
        return tuple(event.hash for event in made)

    @property
    def _choices(self) -> list[tuple[str, Code]]:
        return list(zip(_CHOICES, self._book.codes, strict=False))

    def _decide(self, verdict: Verdict) -> _Decided:
        current = self._suggested
        one = current.suggestion
        made = decide(
            self._study,
            [Judgement(one.transcript, one.span, one.code, verdict, revision=current.revision)],
            act=self._act(),
            codebook=self._book.sha256,
        )
        self._say.line(f"-> {_DONE[verdict]} ({one.code})")
        return _Decided(verdict, (made[0].hash,))

    def _step_back(self) -> None:
        if self._given:
            undo(self._study, self._given.popitem()[1], act=self._act())
            self._say.line("-> taken back")
            self._show()
            return
        if not self._passed:
            self._say.line("Nothing to undo in this sitting. Earlier decisions: thematic log, then log undo.")
            return
        step = self._passed.pop()
        for event in reversed(step.events if step else ()):
            undo(self._study, event, act=self._act())
        self._say.line("-> taken back" if step else "-> back to the one skipped")
        self._show()

    def _define(self) -> None:
        definition = code_in_full(self._book, code_of(self._book, self._suggested.suggestion.code))
        self._say.show(definition)
        self._show(below=len(self._say.console.render_lines(definition)))

    @property
    def _current(self) -> StoredSuggestion | Unsuggested:
        return self._queue[len(self._passed)]

    @property
    def _suggested(self) -> StoredSuggestion:
        current = self._current
        assert not isinstance(current, Unsuggested)
        return current

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
        if isinstance(self._current, Unsuggested):
            self._show_sample(self._current)
            return
        one = self._current.suggestion
        worth = worth_text(one.score, self._worth.get(one.code))
        place = f"{one.transcript}  suggestion {len(self._passed) + 1} of {len(self._queue)}  {worth}"
        transcript, code = self._study.transcripts[one.transcript], code_of(self._book, one.code)
        self._say.show(ReviewPage(one, transcript, code, place, below))

    def _show_sample(self, one: Unsuggested) -> None:
        transcript, keys = self._study.transcripts[one.unit.transcript], self._choices
        place = f"{transcript.id}  {len(self._passed) + 1} of {len(self._queue)}, drawn by lot"
        left_over = len(self._book.codes) - len(keys)
        self._say.show(sample_page(one, transcript, keys, self._given, place=place, left_over=left_over))

    def _leave(self) -> None:
        decided, skipped = len(self._verdicts), self._passed.count(None)
        left = f"{len(self._queue) - decided} left" + (f" ({skipped} of them skipped)" if skipped else "")
        self._say.line(f"{decided} decided in this sitting, {left}. Everything is saved.")
        kept = Verdict.ACCEPT in self._verdicts
        self._say.line(f"Next: thematic {'themes suggest' if kept else 'status'}")


def _transcript(one: StoredSuggestion | Unsuggested) -> str:
    return one.unit.transcript if isinstance(one, Unsuggested) else one.suggestion.transcript
