"""What each key does to a sitting, for the screen and the lines alike. Shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.codebook import code_of
from thematic.errors import UsageError
from thematic.model import MemoKind, Verdict
from thematic.render.keys import Does
from thematic.review.spans import longer_after, longer_before, shorter_after, shorter_before, words
from thematic.review.views import View, find_view
from thematic.text import one_line
from thematic.workflow.explaining import place_named
from thematic.workflow.queueing import Unsuggested

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thematic.model import Code, Codebook, Span
    from thematic.review.sitting import Sitting

    _Act = Callable[[Sitting, str], str]

__all__ = ["act_on", "code_meant"]


def act_on(sitting: Sitting, what: Does, answer: str = "") -> str:
    """Do what a key does, with the answer to what it asks, and return what was done; empty where the view tells.

    Raises:
        UsageError: it cannot be done here; the message says why and what can.
        StudyError: it could not be recorded; nothing was.
    """
    return _DOES.get(what, _nothing)(sitting, answer)


def code_meant(book: Codebook, said: str) -> Code:
    """Return the code that a number, an id or a name means; by the beginning of either, where that is one code's.

    Raises:
        UsageError: none or several are meant.
    """
    if not said:
        raise UsageError("say which code: c and its number, id or name, such as c belonging.")
    if said.isascii() and said.isdecimal() and 0 < int(said) <= len(book.codes):
        return book.codes[int(said) - 1]
    wanted = said.casefold()
    exact = [one for one in book.codes if wanted in {one.id.casefold(), one.name.casefold()}]
    begins = [one for one in book.codes if one.id.startswith(wanted) or one.name.casefold().startswith(wanted)]
    found = exact or begins
    if len(found) > 1:
        raise UsageError(f'"{one_line(said, 20)}" may be {", ".join(one.id for one in found)}. Say more of it.')
    return found[0] if found else code_of(book, said)


def _judge(verdict: Verdict) -> _Act:
    return lambda sitting, _: sitting.judge(verdict)


def _negative(sitting: Sitting, _answer: str) -> str:
    sample = isinstance(sitting.item, Unsuggested)
    return sitting.none_applies() if sample else sitting.judge(Verdict.ACCEPT, negative=True)


def _lengthen(how: Callable[[Span, Sequence[Span]], Span], *, by_sentence: bool) -> _Act:
    def lengthen(sitting: Sitting, _answer: str) -> str:
        if sitting.view is not None and sitting.transcript is not None:
            turn = sitting.turn()
            sitting.select(how(sitting.view.span, turn.sentences if by_sentence else words(sitting.transcript, turn)))
        return ""

    return lengthen


def _silently(act: Callable[[Sitting], object]) -> _Act:
    def acting(sitting: Sitting, _answer: str) -> str:
        act(sitting)
        return ""

    return acting


def _jump(sitting: Sitting, answer: str) -> str:
    sitting.go(View(*place_named(sitting.study, answer)))
    return ""


def _memo(sitting: Sitting, answer: str) -> str:
    said, colon, words = answer.partition(":")
    kinds = {kind.value: kind for kind in MemoKind}
    kind = kinds.get(said.strip().casefold()) if colon else None
    return sitting.note(answer if kind is None else words, kind or MemoKind.ANALYTIC)


def _nothing(_sitting: Sitting, _answer: str) -> str:
    return ""


def _search(sitting: Sitting, wanted: str) -> str:
    if not wanted or sitting.view is None:
        return "Say which words: / and the words."
    found = find_view(list(sitting.study.transcripts.values()), wanted, sitting.view)
    if found is None:
        return f'nobody says "{one_line(wanted, 40)}".'
    sitting.go(found)
    return ""


_DOES: dict[Does, _Act] = {
    Does.KEEP: _judge(Verdict.ACCEPT),
    Does.REFUSE: _judge(Verdict.REJECT),
    Does.UNSURE: _judge(Verdict.UNSURE),
    Does.NEGATIVE: _negative,
    Does.OTHER: lambda sitting, answer: sitting.instead(code_meant(sitting.book, answer).id),
    Does.CODE: lambda sitting, answer: sitting.give(code_meant(sitting.book, answer).id),
    Does.IN_VIVO: lambda sitting, answer: sitting.in_vivo(answer),
    Does.MEMO: _memo,
    Does.DONE: lambda sitting, _: sitting.done(),
    Does.UNDO: lambda sitting, _: sitting.undo(),
    Does.BACK: lambda sitting, _: sitting.back(),
    Does.SKIP: lambda sitting, _: sitting.read_on() if sitting.wish.read else sitting.skip(),
    Does.SHOW: _silently(lambda sitting: sitting.show()),
    Does.UP: _silently(lambda sitting: sitting.move(-1)),
    Does.DOWN: lambda sitting, _: sitting.read_on() if sitting.wish.read else sitting.move(1),
    Does.AS_IT_WAS: _silently(lambda sitting: sitting.as_it_was()),
    Does.LONGER: _lengthen(longer_after, by_sentence=False),
    Does.SHORTER: _lengthen(shorter_after, by_sentence=False),
    Does.LONGER_BEFORE: _lengthen(longer_before, by_sentence=False),
    Does.SHORTER_BEFORE: _lengthen(shorter_before, by_sentence=False),
    Does.SENTENCE_MORE: _lengthen(longer_after, by_sentence=True),
    Does.SENTENCE_LESS: _lengthen(shorter_after, by_sentence=True),
    Does.SEARCH: _search,
    Does.JUMP: _jump,
}
