"""Values to the JSON that the study keeps, and back. One pair of functions a kind of value."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from thematic.model import (
    Code,
    Codebook,
    Evidence,
    EvidenceKind,
    Kind,
    NearMiss,
    Participant,
    Role,
    Source,
    Span,
    Theme,
    ThemeStatus,
    Transcript,
    Turn,
)
from thematic.store.events import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "codebook_from",
    "codebook_to",
    "evidence_digest_text",
    "evidence_from",
    "evidence_to",
    "people_from",
    "people_to",
    "themes_from",
    "themes_to",
    "transcript_from",
    "transcript_to",
    "words_from",
    "words_to",
]


def transcript_to(transcript: Transcript, source: Source) -> bytes:
    """Return a transcript and where it came from as JSON."""
    content = {
        "id": transcript.id,
        "text": transcript.text,
        "kind": transcript.kind.value,
        "revision": transcript.revision,
        "turns": [_turn_to(turn) for turn in transcript.turns],
        "source": dataclasses.asdict(source),
    }
    return canonical(content).encode("utf-8", "strict")


def transcript_from(data: bytes) -> tuple[Transcript, Source]:
    """Return what `transcript_to` wrote."""
    content = json.loads(data)
    turns = tuple(_turn_from(number, row) for number, row in enumerate(content["turns"], start=1))
    source = content["source"] | {"notes": tuple(content["source"]["notes"])}
    transcript = Transcript(content["id"], content["text"], turns, Kind(content["kind"]), content["revision"])
    return transcript, Source(**source)


def _turn_to(turn: Turn) -> dict[str, Any]:
    return {
        "span": [turn.span.start, turn.span.end],
        "sentences": [[span.start, span.end] for span in turn.sentences],
        "speaker": turn.speaker,
        "role": turn.role.value,
        "participant": turn.participant,
        "start_seconds": turn.start_seconds,
        "given_id": turn.given_id,
        "date": turn.date,
    }


def _turn_from(number: int, row: dict[str, Any]) -> Turn:
    return Turn(
        number=number,
        span=Span(*row["span"]),
        sentences=tuple(Span(*pair) for pair in row["sentences"]),
        speaker=row["speaker"],
        role=Role(row["role"]),
        participant=row["participant"],
        start_seconds=row["start_seconds"],
        given_id=row["given_id"],
        # Studies made before field notes had dates do not have it.
        date=row.get("date"),
    )


def people_to(people: Sequence[Participant]) -> bytes:
    """Return participants as JSON."""
    rows = [
        {"id": one.id, "role": one.role.value, "labels": one.labels, "attributes": dict(one.attributes)}
        for one in people
    ]
    return canonical(rows).encode()


def people_from(data: bytes) -> tuple[Participant, ...]:
    """Return what `people_to` wrote."""
    return tuple(
        Participant(row["id"], Role(row["role"]), tuple((a, b) for a, b in row["labels"]), row["attributes"])
        for row in json.loads(data)
    )


def codebook_to(book: Codebook) -> bytes:
    """Return a codebook as JSON."""
    return canonical(dataclasses.asdict(book)).encode()


def codebook_from(data: bytes) -> Codebook:
    """Return what `codebook_to` wrote."""
    content = json.loads(data)
    content["codes"] = tuple(_code_from(row) for row in content["codes"])
    return Codebook(**content)


def _code_from(row: dict[str, Any]) -> Code:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    fields["near_misses"] = tuple(NearMiss(**miss) for miss in row["near_misses"])
    return Code(**fields)


def evidence_to(evidence: Sequence[Evidence]) -> str:
    """Return evidence as JSON."""
    return canonical([dataclasses.asdict(piece) for piece in evidence])


def evidence_from(text: str) -> tuple[Evidence, ...]:
    """Return what `evidence_to` wrote."""
    return tuple(
        Evidence(
            kind=EvidenceKind(row["kind"]),
            text=row["text"],
            span=Span(**row["span"]) if row["span"] else None,
            strength=row["strength"],
            code=row["code"],
        )
        for row in json.loads(text)
    )


def evidence_digest_text(evidence: Sequence[Evidence]) -> str:
    """Return the evidence for a suggestion without its figures: what decides whether a rejected one may return.

    What speaks against it is left out: the closest other code changes as decisions on other units are learned from.
    """
    speaks_for = (piece for piece in evidence if piece.kind is not EvidenceKind.AGAINST)
    rows = [dataclasses.asdict(dataclasses.replace(piece, strength=0.0)) for piece in speaks_for]
    return canonical(sorted(rows, key=canonical))


def themes_to(themes: Sequence[Theme]) -> str:
    """Return candidate themes as JSON."""
    return canonical([dataclasses.asdict(theme) for theme in themes])


def themes_from(text: str) -> tuple[Theme, ...]:
    """Return what `themes_to` wrote."""
    return tuple(_theme_from(row) for row in json.loads(text))


def _theme_from(row: dict[str, Any]) -> Theme:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    for key in ("excerpts", "central", "edge", "against"):
        fields[key] = tuple((transcript, Span(**span)) for transcript, span in row.get(key, ()))
    for key in ("codes", "without"):
        fields[key] = tuple((name, figure) for name, figure in row.get(key, ()))
    fields["status"] = ThemeStatus(row["status"])
    return Theme(**fields)


def words_to(**words: str) -> bytes:
    """Return a few named texts as JSON: a theme's name and concept, a decision's note."""
    return canonical(words).encode()


def words_from(data: bytes) -> dict[str, str]:
    """Return what `words_to` wrote."""
    found = json.loads(data)
    return {str(key): str(value) for key, value in found.items()}
