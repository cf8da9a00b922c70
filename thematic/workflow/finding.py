"""Passages found by their words, their codes and who said them; and who never speaks of a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.codebook import code_of
from thematic.errors import UsageError, did_you_mean
from thematic.model import EvidenceKind, Role, Span
from thematic.text import one_line
from thematic.workflow.excerpts import code_label
from thematic.workflow.patterns import joined, matches_of, places_of
from thematic.workflow.reading import coders_seen
from thematic.workflow.sentences import Touched, sentences_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.model import Participant
    from thematic.workflow.sentences import Sentence
    from thematic.workflow.study import Study

__all__ = ["WITHIN", "Absent", "Found", "Passage", "Wanted", "find"]

# How many turns away is near.
WITHIN = 3
_AGAINST = frozenset({EvidenceKind.NEGATED_CUE, EvidenceKind.COUNTER_CUE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to find; all that is said must hold.

    Attributes:
        codes: each of these, or any of `any_of`.
        where: `attribute=value`; of one attribute any of its values, of several each.
        negative: a code that the machine saw spoken against, or that a coder gave as a negative case.
        viewer: the coder who looks, where that is known: what they are not to see yet is left out.
    """

    text: str | None = None
    pattern: str | None = None
    codes: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    near: str | None = None
    within: int | None = None
    coder: str | None = None
    where: tuple[str, ...] = ()
    transcript: str | None = None
    negative: str | None = None
    limit: int | None = None
    moderators: bool = False
    viewer: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that was found: who said it, its codes with their coders, and the spans that were looked for.

    `negative` are the (code, coder) that were given as negative cases only.
    """

    id: str
    transcript: str
    span: Span
    text: str
    speaker: str
    participant: str | None
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    marks: tuple[Span, ...] = ()
    negative: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Absent:
    """The participants and the groups of whom nothing carries a code, or only as a negative case."""

    code: str
    participants: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The first passages in the order of the transcripts, how many there are, and who never speaks of a code."""

    passages: tuple[Passage, ...]
    total: int
    absent: Absent | None = None


# What codings or suggestions say of a sentence that they touch, by transcript and span of the sentence: of each code,
# which coders gave it, and whether as a negative case only.
_Codes = dict[tuple[str, Span], dict[str, dict[str, bool]]]
_Marks = dict[tuple[str, Span], set[Span]]


def find(study: Study, wanted: Wanted) -> Found:
    """Return the sentences for which all that is wanted holds, moderators' only where they are asked for.

    Raises:
        UsageError: nothing is wanted, or what is wanted cannot be meant.
        StudyError: a code is named and no codebook is in use.
    """
    _refuse(wanted)
    people = {one.id: one for one in _people(study, wanted.where)}
    places = [study.transcript(wanted.transcript)] if wanted.transcript else list(study.transcripts.values())
    everything = [one for transcript in places for one in sentences_of(transcript)]
    codes = _codes(study, everything, _coder(study, wanted.coder), wanted.viewer)
    kept = [one for one in everything if wanted.moderators or one.turn.role is not Role.MODERATOR]
    if wanted.where:
        kept = [one for one in kept if one.turn.participant in people]
    kept = _coded(study, kept, codes, wanted)
    kept = _near(study, kept, everything, codes, wanted)
    against = _against(study, everything, codes, wanted.negative)
    if wanted.negative is not None:
        kept = [one for one in kept if one.place in against]
    marked = _worded(kept, wanted)
    shown = marked[: wanted.limit]
    passages = tuple(_passage(one, codes, {*marks, *against.get(one.place, ())}) for one, marks in shown)
    absent = _absent(study, wanted.negative, people, everything, codes) if wanted.negative is not None else None
    return Found(passages, len(marked), absent)


def _refuse(wanted: Wanted) -> None:
    if wanted.text is not None and wanted.pattern is not None:
        raise UsageError("TEXT and --regex are two ways to say the words. Give one.")
    if any(one is not None and not one.strip() for one in (wanted.text, wanted.pattern)):
        raise UsageError("there are no words to find. Give some, such as thematic find lonely.")
    if wanted.within is not None and wanted.near is None:
        raise UsageError("--within says how near. Say near which code, too: --near CODE.")
    said = (wanted.text, wanted.pattern, wanted.near, wanted.coder, wanted.transcript, wanted.negative)
    if all(one is None for one in said) and not (wanted.codes or wanted.any_of or wanted.where):
        raise UsageError("find what? Give words, --regex, --code or another option: thematic find lonely.")


def _people(study: Study, where: Sequence[str]) -> list[Participant]:
    """Return the participants who have one of the values that are wanted of each attribute that is named."""
    known = sorted({name for one in study.people.participants for name in one.attributes})
    values: dict[str, set[str]] = {}
    for said in where:
        name, equals, value = (part.strip() for part in said.partition("="))
        if not equals:
            raise UsageError(f'--where "{one_line(said, 40)}" has no value. Write attribute=value, such as site=north.')
        if name not in known:
            raise UsageError(f'no participant has an attribute "{one_line(name, 40)}".{did_you_mean(name, known)}')
        values.setdefault(name, set()).add(value.casefold())
    return [
        one
        for one in study.participants
        if all(one.attributes.get(name, "").casefold() in wanted for name, wanted in values.items())
    ]


def _coder(study: Study, name: str | None) -> str | None:
    known = sorted({who for who, *_ in study.state.judgements})
    if name is not None and name not in known:
        raise UsageError(f'no coder "{one_line(name, 40)}" has decided here.{did_you_mean(name, known)}')
    return name


def _label(study: Study, name: str) -> str:
    """Return a code as codings carry it: one that is given no more too, and `codebook:code` of another codebook."""
    labels = {code_label(study, one) for one in study.state.codings()}
    return name if name in labels else code_of(study.codebook, name).id


def _codes(study: Study, sentences: Sequence[Sentence], coder: str | None, viewer: str) -> _Codes:
    """Return the codings of each sentence: a coder's, or all; where somebody looks, those that they may see."""
    index, found = Touched(one.place for one in sentences), _Codes()
    seen = {name: coders_seen(study, viewer, name) | {viewer} for name in study.transcripts} if viewer else {}
    for one in study.state.codings():
        if coder in {None, one.coder} and (not viewer or one.coder in seen[one.transcript]):
            for place in index.by(one.transcript, one.span):
                given = found.setdefault(place, {}).setdefault(code_label(study, one), {})
                given[one.coder] = one.negative and given.get(one.coder, True)
    return found


def _coded(study: Study, kept: list[Sentence], codes: _Codes, wanted: Wanted) -> list[Sentence]:
    every = {_label(study, name) for name in wanted.codes}
    either = {_label(study, name) for name in wanted.any_of}
    if every or either:
        here = [(one, codes.get(one.place, {}).keys()) for one in kept]
        return [one for one, carried in here if (every and every <= carried) or either & carried]
    needs_a_code = wanted.coder is not None and wanted.near is None and wanted.negative is None
    return [one for one in kept if one.place in codes] if needs_a_code else kept


def _near(
    study: Study, kept: list[Sentence], everything: Sequence[Sentence], codes: _Codes, wanted: Wanted
) -> list[Sentence]:
    if wanted.near is None:
        return kept
    label, within = _label(study, wanted.near), WITHIN if wanted.within is None else wanted.within
    turns: dict[str, list[int]] = {}
    for one in everything:
        if label in codes.get(one.place, {}):
            turns.setdefault(one.transcript.id, []).append(one.turn.number)
    return [one for one in kept if any(abs(at - one.turn.number) <= within for at in turns.get(one.transcript.id, ()))]


def _against(study: Study, sentences: Sequence[Sentence], codes: _Codes, code: str | None) -> _Marks:
    """Return where a code is a negative case to a coder, or the machine saw it spoken against, with its cues."""
    if code is None:
        return {}
    index, label = Touched(one.place for one in sentences), code_of(study.codebook, code).id
    found: _Marks = {place: set() for place, given in codes.items() if any(given.get(label, {}).values())}
    for one in (stored.suggestion for stored in study.suggestions()):
        cues = [piece for piece in one.evidence if piece.kind in _AGAINST]
        if one.code == label and (one.negative or cues):
            for place in index.by(one.transcript, one.span):
                spans = {cue.span for cue in cues if cue.span and place[1].holds(cue.span)}
                found.setdefault(place, set()).update(spans)
    return found


def _worded(kept: list[Sentence], wanted: Wanted) -> list[tuple[Sentence, tuple[Span, ...]]]:
    """Return the sentences that hold the words, each with where they stand in the transcript."""
    texts = [one.transcript.words_at(one.span) for one in kept]
    if wanted.text is None and wanted.pattern is None:
        return [(one, ()) for one in kept]
    places = places_of(wanted.text, texts) if wanted.text else matches_of(wanted.pattern or "", texts)
    pairs = zip(kept, places, strict=True)
    return [(one, tuple(_moved(span, one.span.start) for span in spans)) for one, spans in pairs if spans]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _passage(one: Sentence, codes: _Codes, marks: set[Span]) -> Passage:
    carried = sorted(codes.get(one.place, {}).items())
    negative = ((code, coder) for code, given in carried for coder, is_negative in given.items() if is_negative)
    return Passage(
        id=one.id,
        transcript=one.transcript.id,
        span=one.span,
        text=one.transcript.words_at(one.span),
        speaker=one.turn.participant or one.turn.speaker or "?",
        participant=one.turn.participant,
        codes=tuple((code, tuple(sorted(coders))) for code, coders in carried),
        marks=tuple(joined(marks)),
        negative=frozenset(negative),
    )


def _absent(
    study: Study, code: str, people: Mapping[str, Participant], everything: Sequence[Sentence], codes: _Codes
) -> Absent:
    """Return who of those asked about has no coding of a code, and which of their groups."""
    label = code_of(study.codebook, code).id
    asked = [one for one in everything if one.turn.participant in people and one.turn.role is not Role.MODERATOR]
    having = [one for one in asked if not all(codes.get(one.place, {}).get(label, {}).values())]
    who = {one.turn.participant for one in asked} - {one.turn.participant for one in having}
    groups = {one.transcript.id for one in asked} - {one.transcript.id for one in having}
    return Absent(label, tuple(sorted(one for one in who if one)), tuple(sorted(groups)))
