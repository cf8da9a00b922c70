"""A participant withdraws: what would go is shown first; then their words, and all that stood on them, are erased."""

from __future__ import annotations

import dataclasses
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from thematic.errors import StudyError, UsageError
from thematic.store.codec import codebook_to, people_to
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.blanking import bytes_digest, label_digest, name_digest
from thematic.workflow.going import Going, Part
from thematic.workflow.lent_words import LentWords
from thematic.workflow.study import need_person
from thematic.workflow.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from thematic.model import Participant, Span
    from thematic.store.log import Log
    from thematic.workflow.study import Act, Study

__all__ = ["ExportMade", "Going", "Withdrawal", "plan_withdrawal", "withdraw"]

Value = TypeVar("Value")

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class ExportMade:
    """A table that was written earlier: when, what, and the file's name.

    Attributes:
        holds: whether it holds words of theirs: `yes`, `perhaps` where it holds words of a transcript they speak in,
            else `no`.
    """

    at: str
    what: str
    name: str
    holds: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What goes with a participant, and what a person must see to themselves.

    Attributes:
        codings: how many codings stand on their words, those waiting to be placed too; `judgements` counts refusals
            and the unsure as well.
        excerpts: for each theme, how many of its excerpts are theirs.
        mentions: what else names them: others' turns, notes, the words of themes.
        exports: what was written to files, which this program cannot take back.
        memos: how many memos are on their words or on them, and go with them.
        lent: how many versions of the codebook hold words of theirs, in names, cues or examples.
        compacted: whether the file was written anew afterwards; what was erased is overwritten all the same.
    """

    participant: str
    going: tuple[Going, ...]
    codings: int
    judgements: int
    excerpts: Mapping[str, int]
    mentions: tuple[str, ...]
    exports: tuple[ExportMade, ...]
    memos: int = 0
    lent: int = 0
    compacted: bool = True


def plan_withdrawal(study: Study, participant: str) -> Withdrawal:
    """Return what would go if this participant withdrew; changes nothing.

    Raises:
        UsageError: the study holds nothing of anybody with this id.
    """
    traces = _traces(study, participant)
    return _plan(study, traces, [Part(study, name, traces) for name in traces.transcripts])


def withdraw(study: Study, participant: str, *, act: Act) -> Withdrawal:
    """Erase a participant's words from the study, and all that stood on them. It cannot be taken back.

    Erased are every revision and original file of the transcripts that hold words of theirs, those taken back included,
    their row in every table of people, notes and memos on their words or on them, and all suggestions, candidates and
    vectors, which can be made anew. The log keeps the ids and places of what was decided, and fingerprints that nobody
    can try any more.

    Raises:
        UsageError: the study holds nothing of anybody with this id, or nobody is named who does it.
    """
    need_person(act, "withdraws them")
    with study.writing() as log:
        traces = _traces(study, participant)
        parts = [Part(study, name, traces) for name in traces.transcripts]
        plan = _plan(study, traces, parts)
        people, books = _people_without(log, traces), dict(LentWords(log, traces).versions())
        texts = {*people, *books, *(digest for part in parts for digest in part.texts())}
        texts |= {one.words for one in traces.notes() if one.theirs} | set(traces.origins())
        files = [log.get(digest) for part in parts for digest in part.originals()]
        event = {
            "participant": participant,
            "transcripts": [part.write(log) for part in parts],
            "people": people,
            "codebooks": {digest: log.put(codebook_to(book)) for digest, book in books.items()},
            "labels": _digests(traces.labels, lambda salt, label: label_digest(salt, *label)),
            "names": _digests(sorted({label for _, label in traces.labels}), name_digest),
            "files": _digests(files, bytes_digest),
            "erased": sorted(texts),
        }
        log.append(EventKind.WITHDRAWAL, event, at=act.at, who=act.who)
        log.erase(texts)
        study.store.runs.forget()
    return dataclasses.replace(plan, compacted=_compacted(study))


def _traces(study: Study, participant: str) -> Traces:
    traces = Traces(study, participant)
    if not traces.known():
        gone = any(one.participant == participant for one in study.state.withdrawn)
        # Nobody else is proposed: this cannot be taken back.
        what = "withdrew already" if gone else "is nobody the study knows"
        raise UsageError(f'"{one_line(participant, 40)}" {what}. See the participants: thematic status --json.')
    return traces


def _plan(study: Study, traces: Traces, parts: Sequence[Part]) -> Withdrawal:
    lost = {(part.old.id, revision, span) for part in parts for revision, span in part.gone}
    standing = [*study.state.judgements.values(), *study.state.adrift]
    judged = [
        one for one in (record.decision for record in standing) if (one.transcript, one.revision, one.span) in lost
    ]
    return Withdrawal(
        participant=traces.participant,
        going=tuple(part.going() for part in parts),
        codings=sum(one.verdict.codes for one in judged),
        judgements=len(judged),
        excerpts=_excerpts(study, {(name, span) for name, _, span in lost}, lost),
        mentions=tuple(traces.mentions()),
        exports=tuple(_exports(study, traces)),
        memos=_memos(study, traces),
        lent=sum(1 for _ in LentWords(study.store.log, traces).versions()),
    )


def _memos(study: Study, traces: Traces) -> int:
    theirs = {one.words for one in traces.notes() if one.theirs}
    return sum(memo.words in theirs for memo in study.state.memos.values())


def _excerpts(
    study: Study, here: Collection[tuple[str, Span]], lost: Collection[tuple[str, int, Span]]
) -> dict[str, int]:
    """Return for each theme that stands how many of its excerpts go, those waiting to be placed included."""
    counts: Counter[str] = Counter()
    for theme in study.own_themes:
        record = study.state.themes[theme.id]
        counts[theme.id] += sum(place in here for place in record.excerpts)
        counts[theme.id] += sum((one.transcript, one.revision, one.span) in lost for one in record.adrift)
    return {name: count for name, count in counts.items() if count}


def _people_without(log: Log, traces: Traces) -> dict[str, str | None]:
    """Return for each table of people that names them the one without; none where nobody is left in it.

    A label that is theirs by a later table stands in an earlier one under another id: it goes there too.
    """
    instead: dict[str, str | None] = {}
    for digest, people in traces.tables:
        others = [other for one in people if (other := _without(traces, one)) is not None]
        if others != list(people):
            instead[digest] = log.put(people_to(others)) if others else None
    return instead


def _without(traces: Traces, one: Participant) -> Participant | None:
    """Return somebody of a table without the labels that are theirs; none where nothing is left of them."""
    labels = tuple(label for label in one.labels if not traces.owns(label))
    if one.id == traces.participant or (one.labels and not labels):
        return None
    return dataclasses.replace(one, labels=labels)


def _digests(values: Iterable[Value], digest: Callable[[str, Value], str]) -> list[list[str]]:
    """Return each value's hash with a salt of its own, by which it is known again and cannot be told."""
    salted = ((secrets.token_hex(_SALT_BYTES), value) for value in values)
    return [[salt, digest(salt, value)] for salt, value in salted]


def _exports(study: Study, traces: Traces) -> Iterator[ExportMade]:
    for at, made in study.store.runs.exports():
        yield ExportMade(at, made["what"], made["name"], _holds(made, traces))


def _holds(made: Mapping[str, Any], traces: Traces) -> str:
    if traces.participant in made["participants"]:
        return "yes"
    # The ids of that day may have been others.
    return "perhaps" if set(made.get("transcripts", traces.transcripts)).intersection(traces.transcripts) else "no"


def _compacted(study: Study) -> bool:
    try:
        study.store.file.compact()
    except StudyError:
        # The words are gone by then; only the room they took is still there, as noughts.
        return False
    return True
