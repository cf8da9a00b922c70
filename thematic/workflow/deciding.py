"""Decisions: a person's judgements into the log, one at a time or a table of them, and taking them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError
from thematic.model import CONSENSUS, Decision, Span, Verdict
from thematic.store.codec import words_to
from thematic.store.events import EventKind
from thematic.store.state import decision_data
from thematic.text import one_line
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from thematic.store import StoredSuggestion
    from thematic.store.events import Event
    from thematic.workflow.study import Act, Study

__all__ = ["Judgement", "decide", "to_undo", "undo"]

_CAN_BE_UNDONE = frozenset(
    {
        EventKind.DECISION,
        EventKind.THEME,
        EventKind.CODEBOOK,
        EventKind.UNDO,
        EventKind.REVISION,
        EventKind.PLACE,
        EventKind.READ,
        EventKind.DONE,
        EventKind.MEMO,
        EventKind.PLAN,
        EventKind.SUMMARY,
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a coder says of a span and a code, before it is put beside what the machine suggested there.

    Attributes:
        verdict: `CODE` gives the code whatever was suggested; `ACCEPT` settles what was, and is `CODE` where none was.
        revision: the revision whose words the coder saw; none where it is the current one, whichever that is.
        replaces: for `AMEND`, the span and code that were suggested, or coded before.
        agreed: for a consensus, the coders who came to it; whoever acts only writes it down.
    """

    transcript: str
    span: Span
    code: str
    verdict: Verdict
    note: str = ""
    revision: int | None = None
    replaces: tuple[Span, str] | None = None
    negative: bool = False
    blind: bool = False
    agreed: tuple[str, ...] = ()

    @property
    def settles(self) -> tuple[Span, str]:
        """The span and code whose suggestions it settles."""
        return self.replaces or (self.span, self.code)


def decide(study: Study, judgements: Sequence[Judgement], *, act: Act, codebook: str | None = None) -> list[Event]:
    """Record judgements in one transaction; when this returns, `kill -9` cannot lose them.

    `codebook` is the version they were made with, where that may have changed since: then nothing is recorded.

    An accept where the machine suggested the code inside the span settles those suggestions; where it had not, it is a
    human-first coding.
    """
    need_person(act, "decides")
    events = []
    with study.writing() as log:
        sha256 = study.codebook.sha256
        if codebook not in {None, sha256}:
            raise StudyError("another codebook was brought into use meanwhile; nothing was recorded. Begin again.")
        _refuse_other_text(study, judgements)
        at_place = _suggestions_at(study, sha256, {(one.transcript, one.settles[1]) for one in judgements})
        for one in judgements:
            inside = _inside(one, at_place)
            decision = _decision(study, one, inside, coder=act.who, codebook=sha256)
            note = log.put(words_to(note=one.note)) if one.note else None
            words = study.fingerprint(one.transcript, one.span)
            digests = {found.id: found.digest for found in inside}
            data = decision_data(decision, words=words, note=note, digests=digests)
            events.append(log.append(EventKind.DECISION, data, at=act.at, who=act.who))
    return events


def _inside(one: Judgement, at_place: Mapping[tuple[str, str], Sequence[StoredSuggestion]]) -> list[StoredSuggestion]:
    """Return the suggestions that a judgement settles; a code given whatever was suggested settles none."""
    if one.verdict is Verdict.CODE:
        return []
    span, code = one.settles
    return [found for found in at_place.get((one.transcript, code), ()) if span.holds(found.suggestion.span)]


def _refuse_other_text(study: Study, judgements: Sequence[Judgement]) -> None:
    """Raise StudyError where a text was corrected since the coder saw it: its spans hold other words now."""
    current = study.state.current
    for one in judgements:
        if one.revision not in {None, current[one.transcript]}:
            name = one.transcript
            raise StudyError(f"{name} was corrected meanwhile; nothing was recorded. Begin again with the new text.")


def undo(study: Study, event_hash: str, *, act: Act) -> Event:
    """Take back the event that `event_hash` begins to name: a decision, a theme decision, a memo or another undo.

    Raises:
        UsageError: no event, or several, begin so, its kind cannot be taken back, or it is somebody else's memo.
    """
    with study.writing() as log:
        undone = to_undo(study, event_hash)
        _refuse_others_memo(study, undone, act)
        event = log.append(EventKind.UNDO, {"undoes": undone.hash}, at=act.at, who=act.who)
        now = study.store.state().codebook
        if undone.kind is EventKind.CODEBOOK and undone.data.get("from") and now:
            study.store.runs.hand_on(undone.data["sha256"], now)
    return event


def to_undo(study: Study, event_hash: str) -> Event:
    """Return the event that `undo` would take back. Raises as `undo`."""
    found = [event for event in study.store.log.events() if event.hash.startswith(event_hash.casefold())]
    if len(found) != 1 or not event_hash:
        raise UsageError(f'{len(found)} events begin with "{one_line(event_hash, 20)}". See `thematic log` for theirs.')
    event = found[0]
    if event.kind not in _CAN_BE_UNDONE:
        others = "Decisions, placements, revisions, codebooks, themes, memos, marks, plans and undos can"
        raise UsageError(f"an event of kind {event.kind} cannot be taken back. {others}.")
    if event.kind is EventKind.CODEBOOK and _is_relied_on(study, event.data["sha256"]):
        raise UsageError("decisions were made with this codebook. Use another: thematic codebook use NAME.")
    if event.kind is EventKind.CODEBOOK and _is_built_on(study, event.data["sha256"]):
        raise UsageError("the codebook was changed again since. Take that back first: thematic log shows it.")
    _refuse_moving_text(study, event)
    if event.hash in study.state.undone:
        raise UsageError(f"{event.hash[:12]} has been taken back already. Undo the undo to bring it back.")
    return event


def _refuse_others_memo(study: Study, event: Event, act: Act) -> None:
    """Refuse to touch somebody else's memo: bringing back that it was shared would show it to everybody."""
    by_hash = {one.hash: one for one in study.store.log.events()}
    while event.kind is EventKind.UNDO:
        event = by_hash[event.data["undoes"]]
    if event.kind is EventKind.MEMO and event.who != act.who:
        raise UsageError(f"it is a memo of {event.who}'s: only {event.who} takes back what they did to it.")


def _is_relied_on(study: Study, codebook: str) -> bool:
    return any(record.decision.codebook == codebook for record in study.state.decisions)


def _is_built_on(study: Study, codebook: str) -> bool:
    changes = (event for event in study.store.log.events() if event.kind is EventKind.CODEBOOK)
    return any(event.data.get("from") == codebook and event.hash not in study.state.undone for event in changes)


def _refuse_moving_text(study: Study, event: Event) -> None:
    """Refuse to take a revision back, or to bring one back, once something was made on the text that would go."""
    events = study.store.log.events()
    revision, brings_back = event, False
    while revision.kind is EventKind.UNDO:
        revision, brings_back = next(one for one in events if one.hash == revision.data["undoes"]), not brings_back
    if revision.kind is not EventKind.REVISION:
        return
    name, later = revision.data["transcript"], events[events.index(event) + 1 :]
    place = (name, revision.data["revises" if brings_back else "revision"])
    if any(place in _stands_on(one) for one in later if one.hash not in study.state.undone):
        advice = f"Import the other text as a correction instead: thematic import --revises {name} FILE."
        raise UsageError(f"something was decided on the text of {name} since. {advice}")


def _stands_on(event: Event) -> list[tuple[str, int]]:
    data = event.data
    match event.kind:
        case EventKind.DECISION:
            return [(data["transcript"], data["revision"])]
        case EventKind.THEME:
            rows = [row for one in (data, *data.get("also", ())) for row in one.get("excerpts", ())]
            return [(name, revision) for name, revision, *_ in rows]
        case EventKind.SUMMARY:
            return [(name, revision) for name, revision, *_ in data["on"]]
        case EventKind.PLACE:
            return [(data["transcript"], data["to"][0])] if data["to"] else []
        case EventKind.MEMO:
            target = data.get("target", {})
            return [(target["id"], target["revision"])] if "revision" in target else []
        case EventKind.REVISION:
            return [(data["transcript"], data["revises"])]
        case EventKind.WITHDRAWAL:
            return [(row["transcript"], row["revises"]) for row in data["transcripts"]]
        case _:
            return []


def _suggestions_at(
    study: Study, codebook: str, places: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[StoredSuggestion]]:
    return {
        (name, code): study.store.runs.suggestions_at(codebook, name, study.state.current[name], code)
        for name, code in places
    }


def _decision(
    study: Study, one: Judgement, inside: Sequence[StoredSuggestion], *, coder: str, codebook: str
) -> Decision:
    verdict = Verdict.CODE if one.verdict is Verdict.ACCEPT and not inside else one.verdict
    return Decision(
        coder=CONSENSUS if one.agreed else coder,
        verdict=verdict,
        transcript=one.transcript,
        revision=study.state.transcripts[one.transcript].revision,
        span=one.span,
        code=one.code,
        codebook=codebook,
        suggestions=tuple(found.id for found in inside),
        replaces=one.replaces,
        negative=one.negative,
        blind=one.blind,
        agreed=one.agreed,
    )
