"""One coder's sitting: where they are, what they decide, and the way back. Shows nothing and asks nothing.

The screen and the lines both act through it, so that what one can do, the other can. Each decision is on disk before
the method that makes it returns.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from thematic.coding.queue import Order
from thematic.errors import UsageError
from thematic.model import Approach, MemoKind, Role, Span, Verdict
from thematic.review.spans import sentence_at
from thematic.review.standing import memos_on, others_codings, own_codings
from thematic.review.views import Step, View, Wish, view_of
from thematic.review.wished import wished
from thematic.segments import Places
from thematic.workflow.deciding import Judgement, decide, undo
from thematic.workflow.memos import write_memo
from thematic.workflow.own_codes import add_code
from thematic.workflow.practice import compared
from thematic.workflow.queueing import Unsuggested
from thematic.workflow.reading import mark_done, mark_read, turns_read
from thematic.workflow.targets import span_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from thematic.model import Codebook, Suggestion, Transcript, Turn
    from thematic.store import StoredSuggestion
    from thematic.workflow.memos import Memo
    from thematic.workflow.practice import Comparison
    from thematic.workflow.study import Act, Study

__all__ = ["Sitting"]

DID = {
    Verdict.ACCEPT: "kept",
    Verdict.REJECT: "refused",
    Verdict.UNSURE: "unsure",
    Verdict.AMEND: "changed and kept",
    Verdict.CODE: "coded",
}


class Sitting:
    """A coder's way through suggestions and transcripts. Leaving is always safe.

    Attributes:
        queue: what is to be decided, in its order.
        at: the place in it, `len(queue)` at the end.
        view: what is selected; none where there is no transcript.
        steps: what was done so far, the last to be undone first.
        elsewhere: whether the coder went to words on which nothing is pending.
        lesson: in practice, how the sentence that was left last was read by others; none until one was.
    """

    def __init__(self, study: Study, coder: str, act: Callable[[], Act], wish: Wish | None = None) -> None:
        """Prepare a sitting; `act` gives who and when for each decision. Begins where the coder left off.

        Raises:
            UsageError: there is no transcript of the name that is wished for.
        """
        self.wish = wish or Wish()
        self.study, self.coder = study, coder
        self._act = act
        by_rule = study.state.approach is Approach.CODING_RELIABILITY
        self._blind = by_rule if self.wish.blind is None else self.wish.blind
        name = study.transcript(self.wish.only).id if self.wish.only else None
        found = wished(study, coder, self.wish)
        self.queue = [one for one in found if name in {None, view_of(one).transcript}]
        self.steps: list[Step] = []
        self.elsewhere = False
        self.lesson: Comparison | None = None
        self._seen: set[int] = set()
        self._shown: set[View] = set()
        self._places: dict[View, int] = {}
        for at, one in enumerate(self.queue):
            self._places.setdefault(view_of(one), at)
        self.at = self._where_left_off()
        first = name or next(iter(study.transcripts), None)
        self.view = self._first_view(first) if first else None
        self._face()
        if self.wish.read and first:
            self.view = self._unread(first) or self.view

    # Where it is

    @property
    def book(self) -> Codebook:
        """The codebook in use."""
        return self.study.codebook

    @property
    def at_the_end(self) -> bool:
        """Whether nothing is left that was not decided or skipped."""
        return self.at >= len(self.queue)

    @property
    def item(self) -> StoredSuggestion | Unsuggested | None:
        """What is to be decided on the words in view; none at the end, and where the view is elsewhere."""
        if self.at_the_end or self.view is None:
            return None
        one = self.queue[self.at]
        there = view_of(one)
        near = there.transcript == self.view.transcript and there.span.overlaps(self.view.span)
        return self._in_full(one) if near else None

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion on the words in view; none where there is none, or where it is hidden as yet."""
        return None if self.hidden or self.item is None or isinstance(self.item, Unsuggested) else self.item.suggestion

    @property
    def hidden(self) -> bool:
        """Whether what was suggested here is not to be seen yet."""
        return self._blind and self.item is not None and view_of(self.item) not in self._shown

    @property
    def transcript(self) -> Transcript | None:
        """The transcript in view."""
        return self.study.transcripts[self.view.transcript] if self.view else None

    @property
    def decided(self) -> list[Verdict]:
        """The verdicts of this sitting that were not taken back."""
        return [step.verdict for step in self.steps if step.verdict]

    @property
    def settled(self) -> int:
        """How many of the queue were decided in this sitting."""
        return len(self._seen)

    @property
    def skipped(self) -> int:
        """How many were skipped in this sitting and not come back to."""
        return len({step.at for step in self.steps if not step.events} - self._seen)

    def codings(self) -> dict[tuple[Span, str], str]:
        """Return the coder's own codings that share words with the view, with the event of each, in order."""
        if self.view is None:
            return {}
        own = own_codings(self.study, self.coder, self.view.transcript)
        return {(there, code): event for there, code, event in own if there.overlaps(self.view.span)}

    def coded_turns(self) -> frozenset[int]:
        """Return the numbers of the turns of the transcript in view that carry codings of the coder's own."""
        if self.transcript is None:
            return frozenset()
        places = Places.of(self.transcript)
        own = own_codings(self.study, self.coder, self.transcript.id)
        turns = (places.turn(Span(span.start, span.start)) for span, _code, _event in own)
        return frozenset(turn.number for turn in turns if turn)

    # Deciding

    def judge(self, verdict: Verdict, *, negative: bool = False) -> str:
        """Decide on the suggestion in view; words that were made longer or shorter make a keep an amendment.

        Raises:
            UsageError: nothing is suggested on the words in view, or it is hidden as yet.
        """
        one, view = self._needed(), self._view
        span, code = one.suggestion.span, one.suggestion.code
        kept = verdict is Verdict.ACCEPT
        if kept and view.span != span:
            verdict = Verdict.AMEND
        replaces = (span, code) if verdict is Verdict.AMEND else None
        where = view.span if kept else span
        self._record(view, verdict, Judgement(
            view.transcript, where, code, verdict, revision=one.revision, replaces=replaces, negative=negative
        ))  # fmt: skip
        self._forward()
        return f"{DID[verdict]}{' as a negative case' if negative else ''} ({code})"

    def instead(self, code: str) -> str:
        """Give another code than was suggested. Raises UsageError as `judge`, or where it is the same."""
        one, view = self._needed(), self._view
        suggested = one.suggestion
        if code == suggested.code:
            raise UsageError(f"{code} is what was suggested: a keeps it.")
        self._record(view, Verdict.AMEND, Judgement(
            view.transcript, view.span, code, Verdict.AMEND,
            revision=one.revision, replaces=(suggested.span, suggested.code),
        ))  # fmt: skip
        self._forward()
        return f"{code} instead of {suggested.code}"

    def give(self, code: str, *, negative: bool = False) -> str:
        """Give a code to the words in view, whatever was suggested; a code that they have is taken back."""
        view = self._view
        known = self.codings().get((view.span, code))
        if known is not None:
            return self._take_back(view, known, code)
        suggested = self.suggestion
        if suggested is not None and (suggested.code, suggested.span) == (code, view.span):
            return self.judge(Verdict.ACCEPT, negative=negative)
        self._record(view, Verdict.CODE, Judgement(
            view.transcript, view.span, code, Verdict.CODE,
            revision=self.study.state.current[view.transcript], negative=negative, blind=self.hidden,
        ), stays=True)  # fmt: skip
        return f"coded ({code})"

    def in_vivo(self, name: str = "") -> str:
        """Make a new code of the participant's own words, or of `name`, and give it."""
        self._refuse_coding()
        words = self._transcript.words_at(self._view.span)
        code = add_code(self.study, name or words, act=self._act())
        return f"{self.give(code.id)}: “{code.name}” is a code now"

    def note(self, words: str, kind: MemoKind) -> str:
        """Write a memo on the words in view."""
        view, made = self._view, self._act()
        there = span_target(self.study, view.transcript, view.span)
        memo = write_memo(self.study, words, kind=kind, target=there, act=made)
        if memo is not None:
            self.steps.append(Step(self.at, view, (memo.id,)))
        return f"{kind.value} memo written{', for you alone' if kind is MemoKind.REFLEXIVE else ''}"

    def none_applies(self) -> str:
        """Say of a sentence without a suggestion that no code applies but those given."""
        one, view = self.item, self._view
        if not isinstance(one, Unsuggested) or self.hidden:
            raise UsageError("n on a suggestion keeps it as a negative case; here there is none.")
        given = {code for _span, code in self.codings()}
        rest = [code.id for code in self.book.codes if code.id not in given]
        self._record(view, Verdict.REJECT, *(
            Judgement(view.transcript, one.unit.span, code, Verdict.REJECT, revision=one.revision) for code in rest
        ))  # fmt: skip
        if self.wish.practice:
            self.lesson = compared(self.study, self.coder, self.wish.practice, one.unit)
        self._forward()
        return f"no {'other ' if given else ''}code"

    def show(self) -> None:
        """Show what was suggested on the words in view from now on."""
        if self.item is not None:
            self._shown.add(view_of(self.item))

    # Going about

    def skip(self) -> str:
        """Leave this undecided and go on."""
        if self.view is not None and not self.at_the_end:
            self.steps.append(Step(self.at, self.view))
            self._forward()
        return ""

    def read_on(self) -> str:
        """Mark the turn in view as read, and go to the next that is not: in this transcript, then in the others."""
        view, name = self._view, self._view.transcript
        made = mark_read(self.study, name, [self.turn().number], act=self._act())
        self.steps.append(Step(self.at, view, (made.hash,)))
        names = [name] if self.wish.only else [name, *(one for one in self.study.transcripts if one != name)]
        there = next((unread for one in names if (unread := self._unread(one, view.span))), None)
        if there is None:
            return "all of it is read"
        self.view = there
        return ""

    def done(self) -> str:
        """Mark the transcript in view as done by this coder."""
        view = self._view
        made = mark_done(self.study, view.transcript, act=self._act())
        self.steps.append(Step(self.at, view, (made.hash,)))
        return f"you are done with {view.transcript}"

    def read(self) -> tuple[int, int]:
        """Return how many turns of the transcript in view this coder has read, and how many it has."""
        return len(turns_read(self.study, self.coder, self._transcript)), len(self._transcript.turns)

    def others(self) -> list[tuple[str, str]]:
        """Return what other coders made of the words in view, as (coder, code), where this one may see it."""
        return others_codings(self.study, self.coder, self.view) if self.view else []

    def memos(self) -> list[Memo]:
        """Return the memos on the words in view that this coder may read, oldest first."""
        return memos_on(self.study, self.coder, self.view) if self.view else []

    def back(self) -> str:
        """Go to the one before; what was decided stays decided."""
        if self.at == 0:
            return "This is the first."
        self.at -= 1
        self._face()
        return ""

    def undo(self) -> str:
        """Take back what was done last, and go back to where it was done; nothing else is touched."""
        if not self.steps:
            return "Nothing to undo in this sitting. Earlier decisions: thematic log, then log undo."
        step = self.steps.pop()
        for event in reversed(step.events):
            undo(self.study, event, act=self._act())
        self._seen.discard(step.at)
        self.at, self.view = step.at, step.view
        return "taken back" if step.events else "back to the one skipped"

    def select(self, span: Span) -> None:
        """Select other words of the same transcript."""
        self.view = View(self._view.transcript, span)

    def go(self, view: View) -> None:
        """Look at words anywhere; where something is pending on them, it is what is decided next."""
        self.view, self.elsewhere = view, view not in self._places
        self.at = self._places.get(view, self.at)

    def move(self, by: int) -> str:
        """Select the sentence `by` sentences further on, moderators' talk included, so that it can be read."""
        transcript, here = self._transcript, self._view.span
        if self.wish.read:
            self.view = View(transcript.id, transcript.turns[max(self.turn().number - 1 + by, 0)].span)
            return ""
        places = [one for turn in transcript.turns for one in (turn.sentences or (turn.span,))]
        at = sum(one.start <= here.start for one in places) - 1
        self.go(View(transcript.id, places[min(max(at + by, 0), len(places) - 1)]))
        return ""

    def as_it_was(self) -> None:
        """Go back to the suggestion in turn, on the words it was made for."""
        self._face()

    def turn(self) -> Turn:
        """Return the turn in view."""
        start = self._view.span.start
        turns = self._transcript.turns
        return next((one for one in reversed(turns) if one.span.start <= start), turns[0])

    # Within

    def _unread(self, name: str, after: Span | None = None) -> View | None:
        """Return the first turn of a transcript that was not read, after a span where there is one; none if all was."""
        transcript = self.study.transcripts[name]
        read = turns_read(self.study, self.coder, transcript)
        left = [View(name, turn.span) for turn in transcript.turns if turn.number not in read]
        here = after is not None and self._view.transcript == name
        later = (one for one in left if here and after is not None and one.span > after)
        return next(later, left[0] if left else None)

    def _in_full(self, one: StoredSuggestion | Unsuggested) -> StoredSuggestion | Unsuggested:
        """Return it with its evidence, which is read when it comes into view."""
        if not isinstance(one, Unsuggested) and not one.suggestion.evidence:
            self.queue[self.at] = one = self.study.store.runs.full(one)
        return one

    @property
    def _view(self) -> View:
        if self.view is None:
            raise UsageError("there is no transcript to look at. Bring some in: thematic import FILES.")
        return self.view

    @property
    def _transcript(self) -> Transcript:
        return self.study.transcripts[self._view.transcript]

    def _needed(self) -> StoredSuggestion:
        one = self.item
        if self.hidden:
            raise UsageError("blind: give codes of your own first (c), then e shows what was suggested.")
        if one is None or isinstance(one, Unsuggested):
            raise UsageError("nothing is suggested on these words: c gives them a code, 0 goes back to the suggestion.")
        return one

    def _record(self, view: View, verdict: Verdict, *judgements: Judgement, stays: bool = False) -> None:
        now = self.study.state.current[view.transcript]
        self._refuse_coding(gives=any(one.verdict is not Verdict.REJECT and one.revision == now for one in judgements))
        made = decide(self.study, judgements, act=self._act(), codebook=self.book.sha256)
        self.steps.append(Step(self.at, view, tuple(event.hash for event in made), verdict))
        if not stays:
            self._seen.add(self.at)

    def _refuse_coding(self, *, gives: bool = True) -> None:
        if self.wish.read:
            raise UsageError("this is for reading: nothing is coded. Leave with q, then: thematic review.")
        if gives and self.turn().role is Role.MODERATOR:
            raise UsageError("a moderator's talk is context, never data: it takes no code.")

    def _take_back(self, view: View, event: str, code: str) -> str:
        taken = undo(self.study, event, act=self._act())
        self.steps.append(Step(self.at, view, (taken.hash,)))
        return f"{code} taken back"

    def _forward(self) -> None:
        """Go to the next that was neither decided nor skipped: after this one, else from the beginning."""
        passed = self._seen | {step.at for step in self.steps if step.verdict is None and not step.events}
        around = chain(range(self.at + 1, len(self.queue)), range(self.at + 1))
        self.at = next((at for at in around if at not in passed), len(self.queue))
        self._face()

    def _face(self) -> None:
        self.elsewhere = False
        if not self.at_the_end:
            self.view = view_of(self.queue[self.at])

    def _where_left_off(self) -> int:
        own = [record.decision for record in self.study.state.decisions if record.decision.coder == self.coder]
        if self.wish.order is not Order.TRANSCRIPT or not own:
            return 0
        last = (own[-1].transcript, own[-1].span)
        views = (view_of(one) for one in self.queue)
        return next((at for at, view in enumerate(views) if (view.transcript, view.span) >= last), 0)

    def _first_view(self, name: str) -> View:
        transcript = self.study.transcripts[name]
        return View(name, sentence_at(transcript.turns[0], 0) if transcript.turns else Span(0, 0))
