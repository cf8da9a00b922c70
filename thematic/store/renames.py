"""What codes are called now: a change of the codebook takes along what was decided without knowing of it. Pure.

Who decided after a change, and could know of it, meant what they said. The log itself never changes.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from thematic.store.events import EventKind
from thematic.store.memos import TargetKind
from thematic.store.revisions import judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thematic.model import Decision
    from thematic.store.events import Event
    from thematic.store.history import History
    from thematic.store.memos import MemoRecord
    from thematic.store.records import DecisionRecord, State

__all__ = ["judge_unless_coded", "rename", "unaware"]


def rename(state: State, book: str, codes: Mapping[str, str]) -> None:
    """Call codes of a codebook by other ids in all that stands; where two meet on some words, one that codes stays."""
    state.decisions = [_renamed(state, one, book, codes) for one in state.decisions]
    now = {one.event: one for one in state.decisions}
    standing, adrift = list(state.judgements.values()), state.adrift
    state.judgements, state.adrift = {}, []
    for record in (*standing, *adrift):
        judge_unless_coded(state, now[record.event])
    state.memos = {name: _memo(memo, book, codes) for name, memo in state.memos.items()}


def judge_unless_coded(state: State, record: DecisionRecord) -> None:
    """Let a judgement stand, unless it gives no code where one is given that was another once: two may become one."""
    there = state.judgements.get(state.place_of(record))
    if there is None or not there.decision.verdict.codes or record.decision.verdict.codes or _same(there, record):
        judge(state, record)


def _same(one: DecisionRecord, other: DecisionRecord) -> bool:
    """Whether two judgements were made on one code."""
    return (one.made_as or one.decision.code) == (other.made_as or other.decision.code)


def unaware(history: History, undone: frozenset[str]) -> dict[str, dict[str, str]]:
    """Return what codes are called now, by the event's hash, for decisions whose makers could not know of a change.

    Only for those that come after it in order: the others stand already when it comes. A change that was taken back
    when they decided, and came back since, is one they could not know of.
    """
    undos = _undos(history)
    books = {one.data["sha256"]: one.data["id"] for one in history.events if one.kind is EventKind.CODEBOOK}
    found: dict[str, dict[str, str]] = {}
    changes: list[Event] = []
    for event in history.events:
        if event.kind is EventKind.CODEBOOK and event.data.get("codes") and event.hash not in undone:
            changes.append(event)
        if event.kind is EventKind.DECISION and changes:
            book = books.get(event.data["codebook"])
            of_it = (one for one in changes if one.data["id"] == book)
            unknown = [one for one in of_it if not _stood(history, undos, one.hash, event.hash)]
            if unknown:
                found[event.hash] = _together([one.data["codes"] for one in unknown])
    return found


def _undos(history: History) -> dict[str, list[str]]:
    """Return, for each event that somebody took back, the events that did."""
    undos: dict[str, list[str]] = {}
    for event in history.events:
        if event.kind is EventKind.UNDO:
            undos.setdefault(event.data["undoes"], []).append(event.hash)
    return undos


def _stood(history: History, undos: Mapping[str, list[str]], event: str, later: str) -> bool:
    """Whether an event was there, and not taken back, for who made a `later` one."""
    taken_back = (_stood(history, undos, one, later) for one in undos.get(event, ()))
    return history.follows(later, event) and not any(taken_back)


def _together(changes: list[Mapping[str, str]]) -> dict[str, str]:
    """Return what codes are called after one change after the other."""
    names: dict[str, str] = {}
    for codes in changes:
        names = {old: codes.get(new, new) for old, new in names.items()}
        names |= {old: new for old, new in codes.items() if old not in names}
    return names


def _renamed(state: State, record: DecisionRecord, book: str, codes: Mapping[str, str]) -> DecisionRecord:
    one = record.decision
    if state.codebook_id(one.codebook) != book:
        return record
    now = _decision(one, codes)
    if now is one:
        return record
    made_as = record.made_as or (one.code if now.code != one.code else "")
    return dataclasses.replace(record, decision=now, made_as=made_as)


def _decision(one: Decision, codes: Mapping[str, str]) -> Decision:
    replaced = one.replaces and (one.replaces[0], codes.get(one.replaces[1], one.replaces[1]))
    if one.code not in codes and replaced == one.replaces:
        return one
    return dataclasses.replace(one, code=codes.get(one.code, one.code), replaces=replaced)


def _memo(memo: MemoRecord, book: str, codes: Mapping[str, str]) -> MemoRecord:
    there, _, code = memo.target.id.partition(":")
    if memo.target.kind is not TargetKind.CODE or there != book or code not in codes:
        return memo
    return dataclasses.replace(memo, target=dataclasses.replace(memo.target, id=f"{book}:{codes[code]}"))
