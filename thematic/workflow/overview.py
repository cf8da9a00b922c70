"""Where a study stands, and the next sensible step."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from thematic.ingest import attributes_of, cases_of
from thematic.model import Approach, Role, ThemeStatus
from thematic.workflow.coding import pending
from thematic.workflow.lines import transcript_line
from thematic.workflow.theming import current_themes

if TYPE_CHECKING:
    from thematic.ingest import Attribute
    from thematic.model import Codebook
    from thematic.workflow.lines import TranscriptLine
    from thematic.workflow.study import Study

__all__ = ["AttributeLine", "Overview", "ParticipantLine", "overview"]

_MOST_LEVELS = 20


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """One participant: in which transcripts they speak, and what a table says of them."""

    id: str
    transcripts: tuple[str, ...]
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """One attribute of the participants: what its values are, how many different ones, and of how many it says none.

    Attributes:
        levels: the values in their order, where there are no more than twenty; else empty.
    """

    name: str
    type: str
    values: int
    empty: int
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A study in figures; `cases` counts the participants of each case, a wider one before those within it.

    Attributes:
        anyway: what the machine was asked for although the study's approach speaks against it.
        done: how many transcripts each coder is done with.
        other_versions: of the codebook in use, that copies made apart and nothing brought together yet.
    """

    folder: str
    approach: str
    language: str
    transcripts: tuple[TranscriptLine, ...]
    participants: tuple[ParticipantLine, ...]
    attributes: tuple[AttributeLine, ...]
    cases: dict[str, int]
    codebook: dict[str, Any] | None
    suggestions: int
    decisions: dict[str, int]
    codings: int
    themes: dict[str, int]
    unplaced: int
    conflicts: int
    memos: int
    anyway: tuple[str, ...]
    next_step: str
    done: dict[str, int]
    other_versions: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        return asdict(self)


def overview(study: Study) -> Overview:
    """Return where the study stands."""
    codebook = study.codebook if study.state.codebook else None
    suggestions = len(study.suggestions())
    codings = study.state.codings()
    themes = Counter(theme.status.value for theme in current_themes(study))
    themes[ThemeStatus.DROPPED.value] = sum(one.status is ThemeStatus.DROPPED for one in study.state.themes.values())
    return Overview(
        folder=str(study.folder),
        approach=study.state.approach.value,
        language=study.state.language,
        transcripts=tuple(transcript_line(one) for one in study.transcripts.values()),
        participants=_people(study),
        attributes=tuple(_attribute(one) for one in attributes_of(study.participants)),
        cases=dict(cases_of(study.participants)),
        codebook=_codebook(codebook) if codebook else None,
        suggestions=suggestions,
        decisions=dict(sorted(Counter(one.decision.coder for one in study.state.decisions).items())),
        codings=len(codings),
        themes={status.value: themes.get(status.value, 0) for status in ThemeStatus},
        unplaced=len(study.state.places_adrift()),
        conflicts=len(study.state.conflicts),
        memos=len(study.state.memos),
        anyway=study.store.runs.went_ahead(),
        next_step=_next_step(study, suggestions=suggestions, codings=len(codings), themes=themes),
        done=dict(sorted(Counter(who for who, _transcript in study.state.done).items())),
        other_versions=tuple(study.state.codebooks[one].version for one in study.state.rivals),
    )


def _people(study: Study) -> tuple[ParticipantLine, ...]:
    speaks: dict[str, dict[str, None]] = {}
    for transcript in study.transcripts.values():
        for turn in transcript.turns:
            speaks.setdefault(turn.participant or "", {})[transcript.id] = None
    return tuple(ParticipantLine(one.id, tuple(speaks[one.id]), dict(one.attributes)) for one in study.participants)


def _attribute(one: Attribute) -> AttributeLine:
    levels = one.values if len(one.values) <= _MOST_LEVELS else ()
    return AttributeLine(one.name, one.kind.value, len(one.values), one.empty, levels)


def _codebook(book: Codebook) -> dict[str, Any]:
    return {"id": book.id, "version": book.version, "sha256": book.sha256, "codes": [code.id for code in book.codes]}


def _has_data(study: Study) -> bool:
    """Whether anybody but moderators says anything: after a withdrawal, there may be nothing left to code."""
    turns = (turn for one in study.transcripts.values() for turn in one.turns)
    return any(turn.role is not Role.MODERATOR and turn.span.start < turn.span.end for turn in turns)


def _next_step(study: Study, *, suggestions: int, codings: int, themes: Counter[str]) -> str:
    coders = sorted({record.decision.coder for record in study.state.decisions})
    undecided = next((coder for coder in coders if pending(study, coder)), "")
    by_hand = study.state.approach is Approach.REFLEXIVE
    steps = (
        (bool(study.state.places_adrift()), "thematic review --unplaced"),
        (not _has_data(study), "thematic import FILES"),
        (study.state.codebook is None, "thematic codebook use sp-mechanisms"),
        (bool(study.state.rivals), "thematic codebook unite"),
        (not suggestions and not codings and not by_hand, "thematic code"),
        (not codings, "thematic review --coder NAME"),
        (bool(undecided) and not any(themes.values()), f"thematic review --coder {undecided}"),
        (not any(themes.values()) and by_hand, 'thematic memo add "..." --on CODE --coder NAME'),
        (not any(themes.values()), "thematic themes suggest"),
        (
            not themes[ThemeStatus.NAMED.value],
            'thematic themes name candidate-1 --name "..." --concept "..." --coder NAME',
        ),
    )
    return next((step for due, step in steps if due), "thematic export themes -o table1.docx")
