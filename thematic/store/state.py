"""The state of a study as a function of its log. Pure: the same events give the same state, in every copy."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from thematic.model import CONSENSUS, Approach, Decision, Span, ThemeStatus, Verdict
from thematic.store.events import Event, EventKind
from thematic.store.history import History, conflicts, rivals, theme_ids
from thematic.store.memos import note
from thematic.store.records import (
    Adrift,
    CodebookRecord,
    DecisionRecord,
    PlanRecord,
    State,
    SummaryRecord,
    ThemeRecord,
    TranscriptRecord,
)
from thematic.store.renames import judge_unless_coded, rename, unaware
from thematic.store.revisions import carried, is_current, judge, place, revise, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["decision_data", "fold", "further"]

_MARKS = ("negative", "blind")


def fold(events: Sequence[Event]) -> State:
    """Return the state that the events, in their one order, leave behind."""
    undone, history = _undone(events), History(events)
    themes = theme_ids(history) if history.forked else {}
    names, rested_on = unaware(history, undone), _rested_on(events)
    state = State(undone=undone)
    for event in events:
        if event.hash not in undone:
            about = _about(event, themes) if themes else event
            _APPLY[event.kind](state, _called(about, names[event.hash]) if event.hash in names else about)
        elif event.kind is EventKind.CODEBOOK and event.data["sha256"] in rested_on - state.codebooks.keys():
            _know_version(state, event)
    state.conflicts = conflicts(history, state)
    state.rivals = rivals(history, state)
    state.heads = history.heads
    return state


def further(state: State, new: Sequence[Event]) -> State | None:
    """Return what `fold` would leave behind had it seen `new` after the rest; none where only a fold can tell.

    A reviewer's next decision costs what one event costs, however long the log is.
    """
    if state.conflicts:
        return None
    after = state.copy()
    for event in new:
        if after.heads != set(event.parents) or not _goes_further(after, event):
            return None
        after.heads = frozenset({event.hash})
    return after


def _goes_further(state: State, event: Event) -> bool:
    """Apply an event that follows all the others, where that is all there is to it; say whether it was."""
    if event.kind in _ADDS:
        _APPLY[event.kind](state, event)
        return True
    return event.kind is EventKind.UNDO and _takes_back(state, event.data["undoes"])


def _takes_back(state: State, undone: str) -> bool:
    """Take back a decision that was the only one on its words; say whether it was that."""
    found = next((one for one in reversed(state.decisions) if one.event == undone), None)
    if found is None or found in state.adrift:
        return False
    touched = {state.place_of(found)}
    if found.decision.replaces is not None:
        span, code = found.decision.replaces
        touched.add((*state.place_of(found)[:2], span, state.place_of(found)[3], code))
    spans = {place[2] for place in touched}
    near = (one for one in state.decisions if one.decision.span in spans and one is not found)
    if any(state.place_of(one) in touched for one in near):
        return False
    state.decisions = [one for one in state.decisions if one is not found]
    state.judgements.pop(state.place_of(found), None)
    state.undone |= {undone}
    return True


def _about(event: Event, ids: Mapping[tuple[str, str], str]) -> Event:
    """Return a theme's event with the ids that its themes have in this history."""
    if event.kind not in {EventKind.THEME, EventKind.SUMMARY}:
        return event

    def called(change: Mapping[str, Any]) -> dict[str, Any]:
        names = {key: ids.get((event.hash, change[key]), change[key]) for key in ("theme", "parent") if key in change}
        return {**change, **names, "said": change["theme"]}

    also = [called(one) for one in event.data.get("also", ())]
    return dataclasses.replace(event, data={**called(event.data), **({"also": also} if also else {})})


def _called(event: Event, names: Mapping[str, str]) -> Event:
    """Return a decision's event with what its codes are called now, and what its code was."""
    data, replaced = event.data, event.data.get("replaces")
    now = {**data, "code": names.get(data["code"], data["code"])}
    if now["code"] != data["code"]:
        now["made_as"] = data["code"]
    if replaced:
        now["replaces"] = {**replaced, "code": names.get(replaced["code"], replaced["code"])}
    return dataclasses.replace(event, data=now)


def decision_data(decision: Decision, *, words: str, note: str | None, digests: Mapping[str, str]) -> dict[str, Any]:
    """Return what the log keeps of a decision: `words` is the fingerprint of what it is about, `note` a hash."""
    data: dict[str, Any] = {
        "verdict": decision.verdict.value,
        "transcript": decision.transcript,
        "revision": decision.revision,
        "span": [decision.span.start, decision.span.end],
        "code": decision.code,
        "codebook": decision.codebook,
        "words": words,
    }
    if decision.suggestions:
        data["suggestions"] = {one: digests.get(one, "") for one in decision.suggestions}
    if decision.replaces is not None:
        span, code = decision.replaces
        data["replaces"] = {"span": [span.start, span.end], "code": code}
    if note is not None:
        data["note"] = note
    if decision.agreed:
        data["agreed"] = list(decision.agreed)
    # Said only where it is so: what the log says of any other decision is what it said before there were these.
    return data | {name: True for name in _MARKS if getattr(decision, name)}


def _undone(events: Sequence[Event]) -> frozenset[str]:
    # Last first, so that taking back an undo brings back what it had taken.
    gone: set[str] = set()
    for event in reversed(events):
        if event.kind is EventKind.UNDO and event.hash not in gone:
            gone.add(event.data["undoes"])
    return frozenset(gone)


def _study(state: State, event: Event) -> None:
    state.study = event.data["study"]
    state.approach = Approach(event.data["approach"])
    state.language = event.data.get("language", state.language)
    state.open_coding = bool(event.data.get("open"))


def _read(state: State, event: Event) -> None:
    data = event.data
    place = (event.who, data["transcript"], data["revision"])
    state.read[place] = state.read.get(place, frozenset()) | frozenset(data["turns"])


def _done(state: State, event: Event) -> None:
    state.done[event.who, event.data["transcript"]] = event.data["revision"]


def _import(state: State, event: Event) -> None:
    data = event.data
    record = TranscriptRecord(data["transcript"], data["revision"], data["content"], data["original"], event.hash)
    state.bring_in(record)


def _participants(state: State, event: Event) -> None:
    tables = state.given if event.data["given"] else state.found
    tables.append(event.data["people"])


def _codebook(state: State, event: Event) -> None:
    data = event.data
    _know_version(state, event)
    state.codebook = data["sha256"]
    if data.get("codes"):
        rename(state, data["id"], data["codes"])


def _know_version(state: State, event: Event) -> None:
    """Know a version of a codebook; it may have been taken back in one copy while another decided with it."""
    data = event.data
    sha256, made_of = data["sha256"], data.get("from", "")
    content = data["content"]
    while content in state.rewritten:
        content = state.rewritten[content]
    state.codebooks[sha256] = CodebookRecord(data["id"], data["version"], sha256, content, made_of)


def _rested_on(events: Sequence[Event]) -> frozenset[str]:
    """Return the hashes of the versions that a decision was made with, or a later version was made of."""
    fields = {EventKind.DECISION: "codebook", EventKind.CODEBOOK: "from"}
    return frozenset(event.data.get(fields[event.kind], "") for event in events if event.kind in fields)


def _decision(state: State, event: Event) -> None:
    decision = _decision_from(event)
    data = event.data
    record = DecisionRecord(
        event.hash,
        event.at,
        decision,
        data.get("suggestions", {}),
        data["words"],
        data.get("note"),
        data.get("made_as", ""),
    )
    now = carried(state, record)
    if now is None:
        return
    state.decisions.append(now)
    if decision.replaces is not None:
        span, code = decision.replaces
        book = state.codebook_id(decision.codebook)
        state.judgements.pop((decision.coder, decision.transcript, span, book, code), None)
    (judge_unless_coded if now.made_as else judge)(state, now)


def _decision_from(event: Event) -> Decision:
    data = event.data
    replaced = data.get("replaces")
    return Decision(
        coder=CONSENSUS if "agreed" in data else event.who,
        verdict=Verdict(data["verdict"]),
        transcript=data["transcript"],
        revision=data["revision"],
        span=Span(*data["span"]),
        code=data["code"],
        codebook=data["codebook"],
        suggestions=tuple(data.get("suggestions", {})),
        replaces=(Span(*replaced["span"]), replaced["code"]) if replaced else None,
        negative=bool(data.get("negative")),
        blind=bool(data.get("blind")),
        agreed=tuple(data.get("agreed", ())),
    )


def _themes(state: State, event: Event) -> None:
    for data in (event.data, *event.data.get("also", ())):
        state.theme_of[event.hash, data.get("said", data["theme"])] = data["theme"]
        _theme(state, event, data)


def _theme(state: State, event: Event, data: Mapping[str, Any]) -> None:
    before = state.themes.get(data["theme"])
    theme = ThemeRecord(
        id=data["theme"],
        status=ThemeStatus(data["status"]),
        words=data["words"],
        excerpts=before.excerpts if before else (),
        words_of=before.words_of if before else (),
        origins=before.origins if before else (),
        origin=data.get("origin", before.origin if before else None),
        who=event.who,
        at=event.at,
        adrift=before.adrift if before else (),
        parent=data.get("parent", before.parent if before else ""),
    )
    state.themes[theme.id] = _with_members(state, theme, data["excerpts"]) if "excerpts" in data else theme


def _with_members(state: State, theme: ThemeRecord, rows: Sequence[Sequence[Any]]) -> ThemeRecord:
    members = [
        Adrift(name, revision, Span(start, end), words, Span(start, end)) for name, revision, start, end, words in rows
    ]
    here = [one for one in members if is_current(state, one.transcript, one.revision)]
    return dataclasses.replace(
        theme,
        excerpts=tuple((one.transcript, one.span) for one in here),
        words_of=tuple(one.words for one in here),
        origins=tuple(one.span for one in here),
        adrift=tuple(one for one in members if one not in here),
    )


def _plan(state: State, event: Event) -> None:
    data = event.data
    state.plan = PlanRecord(data["share"], data["seed"], tuple(data["coders"]), event.who, event.at)


def _summary(state: State, event: Event) -> None:
    data = event.data
    if data["words"] in state.erased:
        return
    on = tuple((name, revision, Span(start, end)) for name, revision, start, end in data["on"])
    case, theme = data["case"], data["theme"]
    state.summaries[case, theme] = SummaryRecord(event.hash, event.who, event.at, case, theme, data["words"], on)


def _nothing(_state: State, _event: Event) -> None:
    """An undo has done its work before anything is applied."""


_ADDS = frozenset(
    {
        EventKind.IMPORT,
        EventKind.PARTICIPANTS,
        EventKind.DECISION,
        EventKind.THEME,
        EventKind.READ,
        EventKind.DONE,
        EventKind.MEMO,
        EventKind.PLAN,
        EventKind.SUMMARY,
    }
)

_APPLY: dict[EventKind, Callable[[State, Event], None]] = {
    EventKind.STUDY: _study,
    EventKind.IMPORT: _import,
    EventKind.PARTICIPANTS: _participants,
    EventKind.CODEBOOK: _codebook,
    EventKind.DECISION: _decision,
    EventKind.THEME: _themes,
    EventKind.UNDO: _nothing,
    EventKind.REVISION: revise,
    EventKind.PLACE: place,
    EventKind.WITHDRAWAL: withdraw,
    EventKind.READ: _read,
    EventKind.DONE: _done,
    EventKind.MEMO: note,
    EventKind.PLAN: _plan,
    EventKind.SUMMARY: _summary,
}
