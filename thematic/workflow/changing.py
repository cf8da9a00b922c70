"""Changing the codebook after coding began: what a change would touch, and the change itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from thematic.agreement.positive import positive_agreement
from thematic.codebook.changes import united
from thematic.errors import UsageError
from thematic.model import ThemeStatus
from thematic.store.codec import codebook_to, words_to
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.sentences import Touched, sentences_of
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from thematic.agreement.positive import PositiveAgreement
    from thematic.codebook.changes import Change
    from thematic.model import Codebook, Coding
    from thematic.store.log import Log
    from thematic.workflow.study import Act, Study

    Make = Callable[[Codebook], Change]
    # What each coder coded, by sentence and code.
    _Sentences = dict[str, set[tuple[str, int, str]]]

__all__ = [
    "CodeCount",
    "Impact",
    "PairAgreement",
    "change_codebook",
    "plan_change",
    "plan_unite",
    "unite",
    "write_change",
]


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many codings of a code each coder has before a change, and after it."""

    code: str
    before: Mapping[str, int]
    after: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Positive agreement of two coders on sentences of transcripts both worked on; a negative case is no coding."""

    coders: tuple[str, str]
    before: PositiveAgreement
    after: PositiveAgreement


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of the codebook touches.

    Attributes:
        counts: of the codes that are touched, in the order of the versions.
        suggestions: how many pending ones become void.
        themes: those with excerpts that carry a touched code.
    """

    change: Change
    counts: tuple[CodeCount, ...]
    agreement: tuple[PairAgreement, ...]
    suggestions: int
    themes: tuple[str, ...]


def plan_change(study: Study, make: Make) -> Impact:
    """Return what a change of the codebook in use would touch; changes nothing. Raises UsageError as `make` does."""
    before = study.codebook
    change = make(before)
    codings = [one for one in study.state.codings() if one.codebook == before.id]
    touched = [one for one in codings if one.code in change.changed]
    stored = study.store.runs.outlines(before.sha256, study.state.current)
    return Impact(
        change,
        tuple(_counts(change, touched)),
        tuple(_agreement(study, change, codings)),
        sum(one.suggestion.code in change.changed for one in stored),
        tuple(_themes(study, touched)),
    )


def change_codebook(study: Study, make: Make, *, act: Act, reason: str = "") -> Impact:
    """Change the codebook in use, and return what that touched; codings of a code that is called otherwise go along.

    Raises:
        UsageError: nobody is named, or the change cannot be made.
        StudyError: no codebook is in use.
    """
    need_person(act, "changes it")
    with study.writing() as log:
        impact = plan_change(study, make)
        write_change(study, log, impact.change, act=act, reason=reason)
    return impact


def plan_unite(study: Study) -> Impact:
    """Return what `unite` would touch. Raises UsageError where there is nothing to bring together."""
    return plan_change(study, _uniting(study))


def unite(study: Study, *, act: Act) -> Impact:
    """Bring together the versions of the codebook that copies made apart: one that has the codes of all.

    Raises:
        UsageError: there is only one version, or nobody is named.
    """
    others = study.state.rivals
    impact = change_codebook(study, _uniting(study), act=act)
    for sha256 in others:
        known = {one.id: one for one in study.version(sha256).codes}
        differ = {one.id for one in impact.change.book.codes if known.get(one.id) != one}
        study.store.runs.hand_on(sha256, impact.change.book.sha256, differ)
    return impact


def write_change(study: Study, log: Log, change: Change, *, act: Act, reason: str = "") -> None:
    """Record a change, inside a transaction; what was suggested for other codes stays suggested."""
    book = change.book
    data = {"id": book.id, "version": book.version, "sha256": book.sha256, "content": log.put(codebook_to(book))}
    data["from"] = change.before.sha256
    if reason.strip():
        data["note"] = log.put(words_to(note=one_line(reason)))
    codes = {"codes": dict(change.codes)} if change.codes else {}
    log.append(EventKind.CODEBOOK, {**data, **codes}, at=act.at, who=act.who)
    study.store.runs.hand_on(change.before.sha256, book.sha256, change.changed)


def _uniting(study: Study) -> Make:
    others = [study.version(sha256) for sha256 in study.state.rivals]
    if not others:
        raise UsageError("there is one version of the codebook here; nothing is to be brought together.")
    return lambda book: united(book, others)


def _counts(change: Change, touched: list[Coding]) -> Iterator[CodeCount]:
    was: defaultdict[str, Counter[str]] = defaultdict(Counter)
    now: defaultdict[str, set[tuple[str, object]]] = defaultdict(set)
    for one in touched:
        was[one.code][one.coder] += 1
        # Two codings that become one on the same words are one.
        now[change.codes.get(one.code, one.code)].add((one.coder, (one.transcript, one.span)))
    old = [one.id for one in change.before.codes]
    new = (one.id for one in change.book.codes if one.id not in old or one.id in change.codes.values())
    for code in dict.fromkeys((*(one for one in old if one in change.changed), *new)):
        after = Counter(who for who, _place in now[code])
        yield CodeCount(code, dict(sorted(was[code].items())), dict(sorted(after.items())))


def _agreement(study: Study, change: Change, codings: list[Coding]) -> Iterator[PairAgreement]:
    sentences = _sentences(study, [one for one in codings if not one.negative])
    worked: defaultdict[str, set[str]] = defaultdict(set)
    for record in study.state.decisions:
        worked[record.decision.coder].add(record.decision.transcript)
    kept = {one.id for one in change.book.codes}
    for one, other in combinations(sorted(sentences), 2):
        both = worked[one] & worked[other]
        before = [{place for place in sentences[who] if place[0] in both} for who in (one, other)]
        called = ({(name, at, change.codes.get(code, code)) for name, at, code in places} for places in before)
        after = [{place for place in places if place[2] in kept} for places in called]
        if both:
            yield PairAgreement((one, other), positive_agreement(*before), positive_agreement(*after))


def _sentences(study: Study, codings: list[Coding]) -> _Sentences:
    index = Touched(one.place for transcript in study.transcripts.values() for one in sentences_of(transcript))
    found: _Sentences = {}
    for one in codings:
        places = index.by(one.transcript, one.span)
        found.setdefault(one.coder, set()).update((name, span.start, one.code) for name, span in places)
    return found


def _themes(study: Study, touched: list[Coding]) -> Iterator[str]:
    for theme in study.state.themes.values():
        held = theme.excerpts if theme.status is not ThemeStatus.DROPPED else ()
        if any(name == one.transcript and span.overlaps(one.span) for name, span in held for one in touched):
            yield theme.id
