"""How far coders marked the same words: on request, for teams who code free spans rather than sentences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, combinations
from math import isnan
from typing import TYPE_CHECKING

from thematic.agreement import Coefficient, Ratings, tally
from thematic.agreement.coefficients import values_of
from thematic.agreement.intervals import jackknife
from thematic.agreement.spans import alpha_u, digitised, merged, span_f1
from thematic.errors import StudyError
from thematic.model import Role
from thematic.workflow.agreement import judgements
from thematic.workflow.approaches import Feature, need

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Span, Transcript
    from thematic.workflow.agreement import Asked
    from thematic.workflow.study import Study

    Piece = tuple[int, int]

__all__ = ["CodeSpans", "SpanAgreement", "span_agreement"]

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class CodeSpans:
    """One code's figures on the words themselves; none where undefined.

    Attributes:
        spans: how many separate spans each coder marked.
        alpha: Krippendorff's alpha, every character a unit, and its 95 % interval where it can be told.
        f1: 2 * pairs / spans for the very same spans, and for those that share at least half of their union.
        alpha_u: Krippendorff's alpha of unitising.
    """

    code: str
    spans: Mapping[str, int]
    alpha: float | None
    interval: tuple[float, float] | None
    f1: tuple[float | None, float | None]
    alpha_u: float | None


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """All codes that anybody used, in the transcripts that every coder is done with."""

    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    characters: int
    codes: tuple[CodeSpans, ...]


class _Talk:
    """The participants' talk of some transcripts end to end, moderators' left out, and where a span lies in it."""

    def __init__(self, transcripts: Sequence[Transcript]) -> None:
        turns = [(one.id, turn.span) for one in transcripts for turn in one.turns if turn.role is not Role.MODERATOR]
        ends = list(accumulate((span.end - span.start for _, span in turns), initial=0))
        self.length = ends[-1]
        self._turns: dict[str, list[tuple[Span, int]]] = {}
        for (name, span), start in zip(turns, ends, strict=False):
            self._turns.setdefault(name, []).append((span, start))

    def groups(self, names: Sequence[str]) -> NDArray[np.int64]:
        import numpy as np

        lengths = [sum(span.end - span.start for span, _ in self._turns.get(name, ())) for name in names]
        return np.repeat(np.arange(len(names), dtype=np.int64), lengths)

    def pieces(self, transcript: str, span: Span) -> list[Piece]:
        """Return the parts of a span that participants say, as places in the talk."""
        return [
            (start + max(span.start, turn.start) - turn.start, start + min(span.end, turn.end) - turn.start)
            for turn, start in self._turns.get(transcript, ())
            if turn.overlaps(span)
        ]


def span_agreement(study: Study, asked: Asked, *, anyway: bool = False) -> SpanAgreement:
    """Return how far coders marked the same words, in the transcripts that all of them are done with.

    A coder's spans of one code that touch are one. Raises as `agreement`, and StudyError where no transcript is done by
    all of them.
    """
    need(study, Feature.AGREEMENT, anyway=anyway)
    said = judgements(study, asked)
    names = [
        one.id for one in study.transcripts.values() if all((who, one.id) in study.state.done for who in said.coders)
    ]
    names = [name for name in names if asked.transcript in {None, name}]
    if not names:
        who = " and ".join(said.coders)
        raise StudyError(
            f"no transcript is done by {who}: mark it with x in thematic review. Spans need whole transcripts."
        )
    talk = _Talk([study.transcripts[name] for name in names])
    marked = _marked(study, said.coders, names, talk)
    groups = talk.groups(names)
    found = [
        _figures(code, said.coders, [marked.get((coder, code), []) for coder in said.coders], talk.length, groups)
        for code in said.codes
        if any((coder, code) in marked for coder in said.coders)
    ]
    return SpanAgreement(said.coders, tuple(names), talk.length, tuple(found))


def _marked(
    study: Study, coders: Sequence[str], names: Sequence[str], talk: _Talk
) -> dict[tuple[str, str], list[Piece]]:
    found: dict[tuple[str, str], list[Piece]] = {}
    book = study.state.codebook_id(study.codebook.sha256)
    for one in study.state.codings():
        if one.coder in coders and one.transcript in names and one.codebook == book:
            found.setdefault((one.coder, one.code), []).extend(talk.pieces(one.transcript, one.span))
    return {key: merged(pieces) for key, pieces in found.items()}


def _figures(
    code: str, coders: Sequence[str], spans: Sequence[Sequence[Piece]], length: int, groups: NDArray[np.int64]
) -> CodeSpans:
    by_group = tally(Ratings(digitised(spans, length).values, groups), int(groups.max()) + 1)
    alpha = float(values_of(by_group.sum(axis=0), Coefficient.ALPHA))
    interval = jackknife(by_group, lambda sums: values_of(sums, Coefficient.ALPHA))
    counts = {coder: len(own) for coder, own in zip(coders, spans, strict=True)}
    f1 = (_f1(spans, 1.0), _f1(spans, _HALF))
    return CodeSpans(code, counts, None if isnan(alpha) else alpha, interval, f1, alpha_u(spans, 0, length)[0])


def _f1(spans: Sequence[Sequence[Piece]], overlap: float) -> float | None:
    each = [span_f1(one, two, overlap) for one, two in combinations(spans, 2)]
    total = sum(of for _, of in each)
    return 2 * sum(pairs for pairs, _ in each) / total if total else None
