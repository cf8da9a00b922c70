"""The tables other people's scripts read: members, scores, turns, codings, decisions, suggestions, memos.

Their keys and the order of their keys are a contract (DESIGN section 7): add at the end, change nothing. Yes and no are
1 and 0; offsets are code points of the transcript's text; texts are verbatim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.export.table import Column, ColumnKind, Table
from thematic.model import ThemeStatus
from thematic.segments import Places, turn_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thematic.export.table import Row
    from thematic.model import Coding, Decision, Evidence, Span, Suggestion, Theme, Transcript, Unit

__all__ = [
    "codings_table",
    "decisions_table",
    "members_table",
    "memos_table",
    "scores_table",
    "suggestions_table",
    "turns_table",
]

_NUMBERS = frozenset({"end", "negative", "revision", "score", "selected", "sentence", "start", "start_seconds", "turn"})
_NUMBERS_OF_DECISIONS = frozenset({"blind", "end", "negative", "revision", "start", "suggested"})


def _columns(keys: str, numbers: frozenset[str] = _NUMBERS) -> tuple[Column, ...]:
    return tuple(
        Column(key, _heading(key), ColumnKind.NUMBER if key in numbers else ColumnKind.TEXT) for key in keys.split(",")
    )


def _heading(key: str) -> str:
    return {"segment_id": "Segment", "start_seconds": "Start (s)"}.get(key, key.capitalize())


_MEMBERS = _columns("segment_id,theme")
_SCORES = _columns("segment_id,transcript,turn,sentence,code,score,selected")
_TURNS = _columns("segment_id,transcript,turn,speaker,role,participant,start_seconds,text,revision,start,end,date")
_CODINGS = _columns("segment_id,transcript,start,end,code,coder,origin,participant,text,negative")
_DECISIONS = _columns(
    "event,at,coder,verdict,transcript,start,end,code,suggested,note,revision,negative,blind,made_as,agreed",
    _NUMBERS_OF_DECISIONS,
)
_MEMOS = _columns(
    "memo,author,at,type,target,text,quote,transcript,participant,private,changed", frozenset({"private"})
)
_SUGGESTIONS = _columns("suggestion,transcript,start,end,code,score,negative,participant,text,evidence,suggester")


def members_table(themes: Iterable[Theme], ids: Mapping[tuple[str, Span], str]) -> Table:
    """Return `segment_id,theme`: every excerpt of every theme that is not dropped, with the theme's id.

    `ids` gives an excerpt's segment id (see `segments.segment_ids`); one without an id is named `fg3:120-180`, its
    transcript and span, so that none is lost.
    """
    rows = (
        (ids.get((transcript, span), f"{transcript}:{span.start}-{span.end}"), theme.id)
        for theme in themes
        if theme.status is not ThemeStatus.DROPPED
        for transcript, span in dict.fromkeys(theme.excerpts)
    )
    return Table("Members of the themes", _MEMBERS, tuple(rows))


def scores_table(scores: Iterable[tuple[Unit, str, float, bool]]) -> Table:
    """Return a row for each unit, code, score in 0..1 and whether the suggester selected it, in the order given."""
    rows = (
        (unit.id, unit.transcript, unit.turn, unit.sentence, code, float(score), int(selected))
        for unit, code, score, selected in scores
    )
    return Table("Scores of every unit and code", _SCORES, tuple(rows))


def turns_table(transcripts: Iterable[Transcript]) -> Table:
    """Return every turn of every transcript in order, moderators' too."""
    return Table("Turns", _TURNS, tuple(_turns(transcripts)))


def codings_table(codings: Iterable[Coding], transcripts: Mapping[str, Transcript]) -> Table:
    """Return every coding with its words; `origin` is `suggested`, or `human-first` where no suggestion led to it.

    `segment_id` is the turn or sentence that the coding is on or within; empty for one that crosses turns.

    Raises:
        KeyError: a coding names a transcript that is not among `transcripts`.
    """
    places = _places(transcripts)
    rows = (_coding(coding, places[coding.transcript]) for coding in codings)
    return Table("Codings", _CODINGS, tuple(rows))


def decisions_table(decisions: Iterable[tuple[str, str, Decision, str]]) -> Table:
    """Return every decision with its event and its time as they stand in the log, in the order given.

    `suggested` is 1 where the decision settles a suggestion. An amendment shows the span and code it leads to. Each
    comes with the code it was made as, where the code is called otherwise since.
    """
    rows = (_decision(*row) for row in decisions)
    return Table("Decisions", _DECISIONS, tuple(rows))


def memos_table(rows: Iterable[Row], notes: tuple[str, ...] = ()) -> Table:
    """Return memos as they come, each as memo, author, at, type, target, text, quote, transcript, participant, ...

    `quote` are the words a memo is on, `transcript` and `participant` where they stand and who said them; `private`
    is 1 for one that only its author may read; `changed` is when the text was last written.
    """
    return Table("Memos", _MEMOS, tuple(rows), notes)


def suggestions_table(
    suggestions: Iterable[tuple[str, Suggestion, str]], transcripts: Mapping[str, Transcript]
) -> Table:
    """Return every suggestion, as (id, suggestion, suggester), with its words, and its evidence one piece to a line.

    A piece of evidence reads `kind (strength): text`, with the other code named where it speaks against this one.

    Raises:
        KeyError: a suggestion names a transcript that is not among `transcripts`.
    """
    places = _places(transcripts)
    rows = (_suggestion(name, one, places[one.transcript], by) for name, one, by in suggestions)
    return Table("Suggestions", _SUGGESTIONS, tuple(rows))


def _places(transcripts: Mapping[str, Transcript]) -> dict[str, Places]:
    return {name: Places.of(transcript) for name, transcript in transcripts.items()}


def _turns(transcripts: Iterable[Transcript]) -> Iterator[Row]:
    for transcript in transcripts:
        for turn in transcript.turns:
            yield (
                turn_id(transcript, turn),
                transcript.id,
                turn.number,
                turn.speaker,
                turn.role.value,
                turn.participant,
                turn.start_seconds,
                transcript.words_at(turn.span),
                transcript.revision,
                turn.span.start,
                turn.span.end,
                turn.date,
            )


def _coding(coding: Coding, places: Places) -> Row:
    return (
        places.segment_id(coding.span),
        coding.transcript,
        coding.span.start,
        coding.span.end,
        coding.code,
        coding.coder,
        "suggested" if coding.suggested else "human-first",
        places.participant(coding.span),
        places.transcript.words_at(coding.span),
        int(coding.negative),
    )


def _decision(event: str, at: str, decision: Decision, made_as: str) -> Row:
    return (
        event,
        at,
        decision.coder,
        decision.verdict.value,
        decision.transcript,
        decision.span.start,
        decision.span.end,
        decision.code,
        int(bool(decision.suggestions)),
        decision.note,
        decision.revision,
        int(decision.negative),
        int(decision.blind),
        made_as,
        ", ".join(decision.agreed),
    )


def _suggestion(name: str, suggestion: Suggestion, places: Places, suggester: str) -> Row:
    return (
        name,
        suggestion.transcript,
        suggestion.span.start,
        suggestion.span.end,
        suggestion.code,
        float(suggestion.score),
        int(suggestion.negative),
        places.participant(suggestion.span),
        places.transcript.words_at(suggestion.span),
        "\n".join(_evidence(evidence) for evidence in suggestion.evidence),
        suggester,
    )


def _evidence(evidence: Evidence) -> str:
    named = f" {evidence.code}" if evidence.code else ""
    return f"{evidence.kind.value}{named} ({evidence.strength:.2f}): {evidence.text}"
