"""The trail, filtered: which events are by whom, from when, about which code, theme or transcript; and is it whole?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from thematic.errors import UsageError, did_you_mean
from thematic.store.events import EventKind, in_order
from thematic.store.history import History, theme_ids, themes_in
from thematic.store.memos import TargetKind, target_from
from thematic.store.state import fold
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thematic.store.events import Event
    from thematic.workflow.study import Study

__all__ = ["Sought", "Subject", "events_about", "is_rebuilt", "matching"]

_WIDTH = 40
_DAY = len("2026-11-01")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}([T ].+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events: all that is said must hold.

    Attributes:
        since, until: a day (`2026-11-01`, the whole of it) or a time (`2026-11-01T14:30`), in UTC.
        code: `belonging`, of any codebook, or `codebook:code`.
        kind: a kind of event: decision, theme, memo and so on.
    """

    coder: str | None = None
    since: str | None = None
    until: str | None = None
    code: str | None = None
    theme: str | None = None
    transcript: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about: codes as `codebook:code`, ids of themes and of transcripts."""

    codes: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    transcripts: frozenset[str] = frozenset()


def events_about(study: Study, sought: Sought) -> list[Event]:
    """Return the events that are sought, in their order.

    Raises:
        UsageError: a time cannot be read, or nothing here has the name of a coder, code, theme, transcript or kind.
    """
    events = study.store.log.events()
    if sought == Sought():
        return events
    books = {sha256: record.id for sha256, record in study.state.codebooks.items()}
    subjects = _subjects(events, books)
    _refuse_unknown(study, sought, events, subjects)
    return matching(events, subjects, sought)


def matching(events: Sequence[Event], subjects: Mapping[str, Subject], sought: Sought) -> list[Event]:
    """Return the events of which all that is sought holds; `subjects` is what each is about, by its hash. Pure."""
    since, until = _times(sought)
    return [
        event
        for event in events
        if sought.coder in {None, event.who}
        and sought.kind in {None, event.kind.value}
        and (since is None or event.at >= since)
        and (until is None or event.at <= until)
        and _is_about(subjects[event.hash], sought)
    ]


def is_rebuilt(study: Study) -> bool:
    """Whether the events, taken in another order of arrival and folded anew, give the state that is worked with."""
    in_use, events = study.state, study.store.log.events()
    return fold(in_order(sorted(events, key=lambda one: one.hash))) == in_use


def _is_about(subject: Subject, sought: Sought) -> bool:
    codes = {one if sought.code and ":" in sought.code else one.rpartition(":")[2] for one in subject.codes}
    return (
        (sought.code is None or sought.code in codes)
        and (sought.theme is None or sought.theme in subject.themes)
        and (sought.transcript is None or sought.transcript in subject.transcripts)
    )


def _times(sought: Sought) -> tuple[str | None, str | None]:
    since = _time(sought.since, "since", "T00:00:00Z") if sought.since is not None else None
    until = _time(sought.until, "until", "T23:59:59Z") if sought.until is not None else None
    if since and until and since > until:
        raise UsageError(f"--until {sought.until} is before --since {sought.since}. Nothing is in between.")
    return since, until


def _time(said: str, option: str, of_a_day: str) -> str:
    """Return a day or a time as events have it: UTC, ISO 8601, to the second."""
    try:
        when = datetime.fromisoformat(said if _TIME.fullmatch(said) else "")
        when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        shown = one_line(said, _WIDTH)
        raise UsageError(f'--{option} "{shown}" is no date. Write it as 2026-11-01 or 2026-11-01T14:30.') from None
    return f"{said}{of_a_day}" if len(said) == _DAY else when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _subjects(events: Sequence[Event], books: Mapping[str, str]) -> dict[str, Subject]:
    """Return what each event is about, by its hash; an undo is about what it takes back, a memo about what it is on."""
    themes = theme_ids(History(events))
    found: dict[str, Subject] = {}
    for event in events:
        found[event.hash] = _subject(event, books, themes, found)
    return found


def _subject(
    event: Event, books: Mapping[str, str], themes: Mapping[tuple[str, str], str], before: Mapping[str, Subject]
) -> Subject:
    data = event.data
    match event.kind:
        case EventKind.DECISION:
            book = books.get(data["codebook"], data["codebook"])
            codes = {data["code"], *([data["replaces"]["code"]] if "replaces" in data else ())}
            named = frozenset(f"{book}:{code}" for code in codes)
            return Subject(codes=named, transcripts=frozenset({data["transcript"]}))
        case EventKind.THEME | EventKind.SUMMARY:
            return Subject(themes=frozenset(themes[event.hash, said] for said in themes_in(event)))
        case EventKind.IMPORT | EventKind.REVISION | EventKind.PLACE:
            return Subject(transcripts=frozenset({data["transcript"]}))
        case EventKind.WITHDRAWAL:
            return Subject(transcripts=frozenset(row["transcript"] for row in data["transcripts"]))
        case EventKind.UNDO:
            return before.get(data["undoes"], Subject())
        case EventKind.MEMO:
            return _subject_of_memo(event, themes, before)
        case _:
            return Subject()


def _subject_of_memo(event: Event, themes: Mapping[tuple[str, str], str], before: Mapping[str, Subject]) -> Subject:
    if "target" not in event.data:
        return before.get(event.data["memo"], Subject())
    target = target_from(event.data["target"])
    named = frozenset({target.id})
    match target.kind:
        case TargetKind.CODE:
            return Subject(codes=named)
        case TargetKind.THEME:
            return Subject(themes=frozenset({themes.get((target.event, target.id), target.id)}))
        case TargetKind.TRANSCRIPT | TargetKind.SPAN:
            return Subject(transcripts=named)
        case TargetKind.EVENT:
            return before.get(target.id, Subject())
        case _:
            return Subject()


def _refuse_unknown(study: Study, sought: Sought, events: Sequence[Event], subjects: Mapping[str, Subject]) -> None:
    codes = {one for subject in subjects.values() for one in subject.codes}
    codes |= {
        f"{record.id}:{code}" for sha256, record in study.state.codebooks.items() for code in study.codes_of(sha256)
    }
    plain = {one.rpartition(":")[2] for one in codes}
    _refuse("coder", "has done anything here", sought.coder, {event.who for event in events if event.who})
    _refuse("code", "is in a codebook that was in use here", sought.code, plain | codes)
    _refuse("theme", "was made here", sought.theme, {one for each in subjects.values() for one in each.themes})
    _refuse("transcript", "is here", sought.transcript, study.state.transcripts)
    _refuse("kind of event", "exists", sought.kind, [one.value for one in EventKind])


def _refuse(what: str, lacks: str, said: str | None, known: Iterable[str]) -> None:
    names = sorted(known)
    if said is not None and said not in names:
        raise UsageError(f'no {what} "{one_line(said, _WIDTH)}" {lacks}.{did_you_mean(said, names)}')
