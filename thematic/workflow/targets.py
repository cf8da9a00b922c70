"""What a memo is on: from what people type to the place, and from the place to what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.model import ThemeStatus
from thematic.segments import segment_ids, span_at, span_id
from thematic.store.memos import Target, TargetKind
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thematic.model import Span
    from thematic.workflow.study import Study

__all__ = [
    "STUDY",
    "lies_on",
    "participant_of",
    "refuse_other_text",
    "span_target",
    "target_name",
    "target_of",
    "words_on",
]

STUDY = "study"
_WIDTH = 60
_DIGITS = 10
_FEWEST_DIGITS = 4


def target_of(study: Study, said: str) -> Target:
    """Return what `said` names: `study`, a transcript, turn, sentence, code, theme, participant or an event's hash.

    Where several things have one name, `code:x`, `theme:x` and so on say which.

    Raises:
        UsageError: nothing has this name, or several have; the message proposes the closest.
    """
    if said == STUDY:
        return Target()
    found = _meant(study, said) or _meant(study, *reversed(said.split(":", 1)))
    if not found:
        advice = did_you_mean(said, _names(study)) or (
            " Name a transcript, turn, sentence, code, theme, participant or event, or leave it out for the study."
        )
        raise UsageError(f'nothing here is called "{one_line(said, _WIDTH)}".{advice}')
    # What has such a name comes before an event whose hash happens to begin so.
    found = [one for one in found if one.kind is not TargetKind.EVENT] or found
    if len(found) > 1:
        kinds = [one.kind.value for one in found]
        shown = one_line(said, _WIDTH)
        raise UsageError(f'"{shown}" is a {" and a ".join(kinds)}. Say which: {kinds[0]}:{shown}.')
    return found[0]


def span_target(study: Study, transcript: str, span: Span) -> Target:
    """Return the words at a place of the current revision as a target."""
    revision = study.state.transcripts[transcript].revision
    return Target(TargetKind.SPAN, transcript, revision, span, study.fingerprint(transcript, span))


def refuse_other_text(study: Study, target: Target) -> None:
    """Raise StudyError where a text was corrected since a person saw it: the place holds other words now."""
    if target.span is not None and study.state.current.get(target.id) != target.revision:
        raise StudyError(f"{target.id} was corrected meanwhile; nothing was recorded. Begin again with the new text.")


def target_name(study: Study, target: Target) -> str:
    """Return what people call a target: `study`, `fg1`, `fg1:t003.s2`, `belonging`, `theme-1`, `event 1a2b3c`."""
    match target.kind:
        case TargetKind.STUDY:
            return STUDY
        case TargetKind.SPAN:
            return _span_name(study, target)
        case TargetKind.CODE:
            book, _, code = target.id.partition(":")
            in_use = study.state.codebook_id(study.state.codebook) if study.state.codebook else ""
            return code if book == in_use else target.id
        case TargetKind.EVENT:
            return f"event {target.id[:_DIGITS]}"
        case _:
            return target.id


def words_on(study: Study, target: Target) -> str:
    """Return the words that a target is, verbatim, of the revision it stands in; empty where it is on none."""
    text = study.revision(target.id, target.revision) if target.span is not None else None
    return text.words_at(target.span) if text and target.span is not None else ""


def participant_of(study: Study, target: Target) -> str | None:
    """Return whom a target is, or who says the words that it is, where that is known."""
    if target.kind is TargetKind.PARTICIPANT:
        return target.id
    text = study.revision(target.id, target.revision) if target.span is not None else None
    turn = text.turn_at(target.span) if text and target.span is not None else None
    return turn.participant if turn else None


def lies_on(target: Target, whole: Target) -> bool:
    """Whether a target is another, or lies within it: a turn in its transcript, a sentence in its turn."""
    if target.span is not None and target.id == whole.id:
        if whole.kind is TargetKind.TRANSCRIPT:
            return True
        return whole.span is not None and target.revision == whole.revision and whole.span.holds(target.span)
    return (target.kind, target.id) == (whole.kind, whole.id)


def _span_name(study: Study, target: Target) -> str:
    assert target.span is not None
    text = study.revision(target.id, target.revision)
    earlier = study.state.current.get(target.id) != target.revision
    if text is None:
        return f"{target.id}@{target.revision}:{target.span.start}-{target.span.end}"
    return span_id(text, target.span, earlier=earlier)


def _meant(study: Study, said: str, kind: str | None = None) -> list[Target]:
    """Return what a name means, of one kind where it is given."""
    finders = {one.value: find for one, find in _FINDERS.items() if kind in {None, one.value}}
    found = (find(study, said) for find in finders.values())
    return [one for one in found if one is not None]


def _transcript(study: Study, said: str) -> Target | None:
    return Target(TargetKind.TRANSCRIPT, said) if said in study.state.transcripts else None


def _span(study: Study, said: str) -> Target | None:
    name = said.rpartition(":")[0]
    span = span_at(study.transcripts[name], said) if name in study.transcripts else None
    if span is not None:
        return span_target(study, name, span)
    # The ids that a table of answers gave; one that two tables gave is nobody's.
    given = [place for place, one in segment_ids(study.transcripts.values()).items() if one == said]
    return span_target(study, *given[0]) if len(given) == 1 else None


def _code(study: Study, said: str) -> Target | None:
    book, _, code = said.rpartition(":")
    if not book and study.state.codebook is not None:
        book = study.state.codebook_id(study.state.codebook)
    versions = (sha256 for sha256, record in study.state.codebooks.items() if record.id == book)
    known = any(code in study.codes_of(sha256) for sha256 in versions)
    return Target(TargetKind.CODE, f"{book}:{code}") if known else None


def _theme(study: Study, said: str) -> Target | None:
    theme = study.state.themes.get(said)
    if theme is None or theme.status is ThemeStatus.DROPPED:
        return None
    event, name = [key for key, known in study.state.theme_of.items() if known == said][-1]
    return Target(TargetKind.THEME, name, event=event)


def _participant(study: Study, said: str) -> Target | None:
    known = {one.id for one in study.people.participants}
    return Target(TargetKind.PARTICIPANT, said) if said in known else None


def _event(study: Study, said: str) -> Target | None:
    if len(said) < _FEWEST_DIGITS:
        return None
    found = [event.hash for event in study.store.log.events() if event.hash.startswith(said.casefold())]
    return Target(TargetKind.EVENT, found[0]) if len(found) == 1 else None


def _names(study: Study) -> Iterator[str]:
    yield from study.state.transcripts
    yield from study.state.themes
    yield from (one.id for one in study.participants)
    yield from (code.id for code in study.codebook.codes) if study.state.codebook else ()


_FINDERS: dict[TargetKind, Callable[[Study, str], Target | None]] = {
    TargetKind.TRANSCRIPT: _transcript,
    TargetKind.SPAN: _span,
    TargetKind.CODE: _code,
    TargetKind.THEME: _theme,
    TargetKind.PARTICIPANT: _participant,
    TargetKind.EVENT: _event,
}
